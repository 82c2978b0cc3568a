import Configuration
import Foundation
public import Mapping
public import Staging

/// The project's questions with their answers, which are kept with the mappings.
public struct QuestionBook: Sendable {
    /// Questions that nobody has answered, those with the most rows first.
    public let open: [Question]
    /// Answers that were only accepted as a draft, with their sources.
    public let drafts: [(source: String, answer: Answer)]

    /// Reads the questions that staging met and the answers in the mappings.
    public init(project: Project, staging: StagingArea, library: MappingLibrary) throws {
        var drafts: [(String, Answer)] = []
        var answered: Set<String> = []
        for source in project.sources {
            var problems: [Problem] = []
            let mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            drafts += mapping.answers.filter(\.isDraft).map { (source.name, $0) }
            answered.formUnion(mapping.answers.map { "\(source.name)/\($0.question)" })
        }
        open = try staging.questions().filter { !answered.contains("\($0.source)/\($0.id)") }
        self.drafts = drafts
    }

    /// Writes answers into the mappings; every other byte of the files stays. Answers to the same question are replaced.
    public static func answer(_ answers: [(source: String, answer: Answer)], project: Project) throws {
        for source in project.sources {
            let own = answers.filter { $0.source == source.name }.map(\.answer)
            guard !own.isEmpty else { continue }
            let path = "\(project.folder)/mappings/\(source.mapping).yaml"
            let text = String(decoding: try FileText.read(path, limit: 1 << 20), as: UTF8.self)
            let document = YAMLDocument.parse(text: text, name: "mappings/\(source.mapping).yaml")
            let given = Set(own.map(\.question))
            var nodes = (document.root?["answers"]?.items ?? []).filter { !given.contains($0["question"]?.text ?? "") }
            nodes += own.map { answer in
                var entries = [
                    YAMLEntry("question", .text(answer.question)), YAMLEntry("answer", .text(answer.answer)),
                    YAMLEntry("by", .text(answer.by)), YAMLEntry("on", .text(answer.on)),
                ]
                if answer.isDraft { entries.append(YAMLEntry("draft", .boolean(true))) }
                return .mapping(entries)
            }
            let edited = try YAMLEdit.replacing(
                "answers", with: .list(nodes), in: text, file: "mappings/\(source.mapping).yaml")
            try AtomicFile.write(path, edited)
        }
    }
}
