import Configuration
public import Discovery
import Foundation
public import Mapping

/// The file in which what people corrected before is remembered across projects: header → meaning, never a value.
///
/// `CUSTOMARY_LEARNED` names it, else it is `~/.config/customary/learned.yaml`.
public struct LearnedFile: Sendable {
    /// Where it is.
    public let path: String

    /// Uses `path`, else what the environment says.
    public init(path: String? = nil) {
        let environment = ProcessInfo.processInfo.environment
        if let path {
            self.path = path
        } else if let named = environment["CUSTOMARY_LEARNED"], !named.isEmpty {
            self.path = named
        } else {
            let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
            let base = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.config"
            self.path = base + "/customary/learned.yaml"
        }
    }

    /// The word for "this column isn't wanted".
    static let none = "none"

    /// What is remembered; nothing when there is no file. An entry that can't be read is left out: nothing depends on it
    /// but a proposal.
    public func read() -> LearnedMeanings {
        var learned = LearnedMeanings()
        guard let document = try? YAMLDocument.parse(file: path, name: "learned.yaml"),
            let entries = document.root?["columns"]?.entries
        else { return learned }
        for entry in entries {
            guard let word = entry.value.text else { continue }
            if word == LearnedFile.none {
                learned.learn(entry.key, nil)
            } else if let meaning = ColumnMeaning(rawValue: word) {
                learned.learn(entry.key, meaning)
            }
        }
        return learned
    }

    /// Remembers what confirmed answers say of columns: which of two columns holds something, and which columns say what is
    /// out of scope. Gives the headers that are new.
    public func learn(from answers: [Answer]) throws -> [String] {
        var learned = read()
        var headers: [String] = []
        for answer in answers where !answer.isDraft {
            var lesson: (header: String, meaning: ColumnMeaning)?
            if answer.question.hasPrefix(ColumnChoices.prefix) {
                let meaning = ColumnMeaning(rawValue: String(answer.question.dropFirst(ColumnChoices.prefix.count)))
                lesson = meaning.map { (answer.answer, $0) }
            } else if answer.question.hasPrefix("scope:"), answer.answer != ScopeAction.bring.rawValue {
                let header = String(answer.question.dropFirst("scope:".count))
                lesson = header == StyleQuestion.column ? nil : (header, .scope)
            }
            guard let lesson,
                learned.entries.first(where: { $0.header == ColumnMeaning.normalised(lesson.header) })?.meaning
                    != lesson.meaning
            else { continue }
            learned.learn(lesson.header, lesson.meaning)
            headers.append(lesson.header)
        }
        if !headers.isEmpty { try write(learned) }
        return headers
    }

    /// Writes what is remembered.
    public func write(_ learned: LearnedMeanings) throws {
        let folder = (path as NSString).deletingLastPathComponent
        if !folder.isEmpty { try AtomicFile.makeFolder(folder) }
        var lines = [
            "# What was corrected in mappings before: a header, and what its column means. No values.", "columns:",
        ]
        for (header, meaning) in learned.entries {
            lines.append("  \"\(header)\": \(meaning?.rawValue ?? LearnedFile.none)")
        }
        try AtomicFile.write(path, lines.joined(separator: "\n") + "\n")
    }
}
