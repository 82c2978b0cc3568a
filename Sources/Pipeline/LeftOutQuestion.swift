import Configuration
import Mapping
import Records
import Staging

/// Rows that a rule of the product's mapping leaves out, such as suppliers: the client decides.
enum LeftOutQuestion {
    static let prefix = "left-out:"
    static let kind = "left-out"

    /// The reasons of the filters that a mapping has from the product's, and doesn't say itself.
    static func inherited(_ mapping: SourceMapping, text: String) -> Set<String> {
        guard let root = YAMLDocument.parse(text: text, name: mapping.name).root, root["extends"] != nil else {
            return []
        }
        let own = (root["filters"]?.items ?? []).compactMap { $0["reason"]?.text }
        return Set(mapping.filters.map(\.reason)).subtracting(own)
    }

    /// A line for each reason, one list for the whole project.
    static func questions(source: String, _ counts: [String: Int], answers: [Answer]) -> [Question] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.compactMap { reason, rows in
            let id = prefix + reason
            guard !answers.contains(where: { $0.question == id && !$0.isDraft }) else { return nil }
            return Question(
                source: source, id: id, kind: kind, stops: false,
                words: "\(rows) rows are left out: \(Wording(pattern: reason, parts: [])). Is that right?",
                evidence: "a rule for files of this kind", choices: ScopeAction.allCases.map(\.rawValue),
                proposal: ScopeAction.leaveOut.rawValue, rows: rows,
                list: QuestionList(
                    id: "left-out@", words: "Rows are left out by the rules for files of their kind. Shall they come?",
                    item: reason))
        }
    }
}

extension SourceMapping {
    /// Puts answers about rows that a rule leaves out in their place.
    mutating func applyLeftOutAnswers() {
        for answer in answers where answer.question.hasPrefix(LeftOutQuestion.prefix) {
            let reason = String(answer.question.dropFirst(LeftOutQuestion.prefix.count))
            guard let action = ScopeAction(rawValue: answer.answer), action != .leaveOut else { continue }
            let conditions = filters.filter { $0.reason == reason }.map(\.condition)
            filters.removeAll { $0.reason == reason }
            guard action == .inactive else { continue }
            for condition in conditions { bringAsInactive(condition) }
        }
    }
}
