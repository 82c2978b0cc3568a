public import Records
public import Staging

/// A question as people are asked it: one of its own, or a list that is answered line by line.
public struct AskedQuestion: Sendable {
    /// Its lines; one for a question of its own. Never empty.
    public private(set) var questions: [Question]

    /// The source it is about.
    public var source: String { questions[0].source }
    /// What it is about, unique within the source.
    public var id: String { questions[0].list?.id ?? questions[0].id }
    /// Whether it is a list.
    public var isList: Bool { questions[0].list != nil }
    /// The question, in words.
    public var words: Wording { questions[0].list?.words ?? questions[0].words }
    /// Whether an open one stops a load.
    public var stops: Bool { questions.contains(where: \.stops) }
    /// The rows that hang on it.
    public var rows: Int { questions.reduce(0) { $0 + $1.rows } }

    /// What speaks for which answer; of a list its lines with their rows: `A 201, I 98, X 19`.
    public var evidence: Wording {
        guard isList else { return questions[0].evidence }
        let shown: [Wording] = questions.prefix(AskedQuestion.shownLines).map { question in
            let item = question.list?.item ?? ""
            return "\(item) \(question.rows)"
        }
        let lines = Wording.joined(shown, by: ", ")
        let more = questions.count - AskedQuestion.shownLines
        return more > 0 ? "\(lines) and \(more) more" : lines
    }

    /// The proposal; of a list its lines' own, when they differ.
    public var proposal: String {
        let proposals = Set(questions.map(\.proposal))
        if proposals.count == 1 { return questions[0].proposal }
        return questions.prefix(AskedQuestion.shownLines).map { "\($0.list?.item ?? "") = \($0.proposal)" }
            .joined(separator: ", ")
    }

    private static let shownLines = 8

    /// Whether what is staged is what the proposal says already: nothing is lost by not asking.
    var isDoneAsProposed: Bool {
        ["dates", "decimal", "codes", "option", "column", "turnover"].contains(questions[0].kind)
    }

    /// The same, stopping nothing.
    var taken: AskedQuestion {
        var taken = self
        for index in taken.questions.indices { taken.questions[index].stops = false }
        return taken
    }

    /// Puts the lines of a list together; the order of the first lines stays.
    static func gathered(_ questions: [Question]) -> [AskedQuestion] {
        var asked: [AskedQuestion] = []
        var places: [String: Int] = [:]
        for question in questions {
            if let list = question.list {
                let key = "\(question.source)/\(list.id)"
                if let place = places[key] {
                    asked[place].questions.append(question)
                    continue
                }
                places[key] = asked.count
            }
            asked.append(AskedQuestion(questions: [question]))
        }
        return asked
    }
}

/// How much hangs on a question: its rows times what a row of its source is worth on average.
struct QuestionWeight {
    private let worth: [String: Int64]

    /// For what needs no ranking.
    init() { worth = [:] }

    /// Looks at the amounts that are staged. Rows of a source without amounts are worth one unit each.
    init(_ staging: StagingArea) throws {
        let amounts = try staging.amounts()
        let records = try staging.deliveries().reduce(into: [String: Int]()) { $0[$1.source, default: 0] += $1.records }
        worth = amounts.reduce(into: [:]) { worth, entry in
            worth[entry.key] = max(1, entry.value / Int64(max(1, records[entry.key] ?? 1)))
        }
    }

    /// Those that stop a load first, then by weight, then by name.
    func ranked(_ asked: [AskedQuestion]) -> [AskedQuestion] {
        asked.map { (question: $0, weight: weight($0)) }.sorted { left, right in
            if left.question.stops != right.question.stops { return left.question.stops }
            if left.weight != right.weight { return left.weight > right.weight }
            return (left.question.source, left.question.id) < (right.question.source, right.question.id)
        }.map(\.question)
    }

    private func weight(_ asked: AskedQuestion) -> Int64 {
        let (weight, isOver) = Int64(asked.rows).multipliedReportingOverflow(by: worth[asked.source] ?? 1)
        return isOver ? .max : weight
    }
}
