import Staging

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
