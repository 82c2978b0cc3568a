import Configuration
import Foundation
public import Mapping
import Records
public import Staging

/// The project's questions with their answers, which are kept with the mappings.
public struct QuestionBook: Sendable {
    /// At most so many questions are asked of one delivery; the rest take their proposals and are listed.
    public static let mostOfDelivery = 12

    /// Questions that nobody has answered, in the order in which they are asked. Those beyond the most of a delivery stop
    /// no load.
    public let open: [Question]
    /// The open questions as people are asked them: a list of codes is one.
    public let asked: [AskedQuestion]
    /// Open questions beyond the most of a delivery: what their proposals say is done already.
    public let byDefault: [AskedQuestion]
    /// Questions whose answer is only a draft: somebody has to confirm it.
    public let unconfirmed: [AskedQuestion]
    /// Answers that were only accepted as a draft, with their sources.
    public let drafts: [(source: String, answer: Answer)]

    /// Reads the questions that staging met and the answers in the mappings.
    public init(project: Project, staging: StagingArea, library: MappingLibrary) throws {
        var drafts: [(String, Answer)] = []
        var answered: Set<String> = []
        var draft: Set<String> = []
        for source in project.sources {
            var problems: [Problem] = []
            let mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            drafts += mapping.answers.filter(\.isDraft).map { (source.name, $0) }
            for answer in mapping.answers {
                let id = "\(source.name)/\(answer.question)"
                answered.insert(id)
                if answer.isDraft { draft.insert(id) } else { draft.remove(id) }
            }
        }
        let all = try staging.questions()
        // Amounts are summed only where there is something to rank.
        let weight = all.count > 1 ? try QuestionWeight(staging) : QuestionWeight()
        var asked: [AskedQuestion] = []
        var rest: [AskedQuestion] = []
        for own in weight.ranked(AskedQuestion.gathered(all.filter { !answered.contains("\($0.source)/\($0.id)") }))
            .reduce(into: [String: [AskedQuestion]](), { $0[$1.source, default: []].append($1) }).values
        {
            let (first, beyond) = QuestionBook.most(own)
            asked += first
            rest += beyond
        }
        self.asked = weight.ranked(asked)
        byDefault = weight.ranked(rest)
        open = (self.asked + byDefault).flatMap(\.questions)
        unconfirmed = weight.ranked(
            AskedQuestion.gathered(all.filter { draft.contains("\($0.source)/\($0.id)") }))
        self.drafts = drafts
    }

    /// Parts the questions of one delivery: those that are asked, and those beyond the most that may be. Only a question
    /// whose proposal is what is staged already can go without an answer.
    private static func most(_ ranked: [AskedQuestion]) -> (asked: [AskedQuestion], byDefault: [AskedQuestion]) {
        var asked = ranked
        var beyond: [AskedQuestion] = []
        for index in ranked.indices.reversed() where asked.count > mostOfDelivery && ranked[index].isDoneAsProposed {
            beyond.append(asked.remove(at: index).taken)
        }
        return (asked, beyond)
    }

    /// The questions that an answer to one of them answers: those of its line.
    public static func questions(answeredBy id: String, of source: String, among asked: [AskedQuestion]) -> [Question] {
        for line in asked.flatMap(\.lines)
        where line.questions[0].source == source && line.questions[0].id == id { return line.questions }
        return []
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
