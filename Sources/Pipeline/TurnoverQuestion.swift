import Mapping
import Records
import Staging

/// Which of several kinds of sales is the turnover: asked where more than one is staged and the project doesn't say.
enum TurnoverQuestion {
    static let id = "turnover"
    static let kind = "turnover"

    /// The question, once for the project; none where `turnover:` says it or somebody answered.
    static func questions(_ project: Project, _ sales: [(entity: Entity, source: String, records: Int)], answered: Bool)
        -> [Question]
    {
        let sales = sales.filter { [.orders, .invoices, .opportunities].contains($0.entity) }
        let kinds = [Entity.orders, .invoices, .opportunities].filter { kind in sales.contains { $0.entity == kind } }
        guard project.turnover.isEmpty, !answered, kinds.count > 1, let proposal = kinds.first else { return [] }
        let told = sales.sorted { ($1.records, $0.source) < ($0.records, $1.source) }
        let names = Wording.joined(Set(told.map(\.source)).sorted().map { .verbatim($0) }, by: ", ")
        let counts = Wording.joined(
            told.map { "\($0.source): \($0.records) \(Wording(pattern: $0.entity.table, parts: []))" }, by: "; ")
        return [
            Question(
                source: told.first { $0.entity == proposal }?.source ?? told[0].source, id: id, kind: kind,
                stops: false,
                words: "Turnover is in \(names). Which counts?",
                evidence: "\(counts); a sale that is in several counts once",
                choices: kinds.map(\.table), proposal: proposal.table, rows: told.reduce(0) { $0 + $1.records })
        ]
    }

    /// What the project declares, else what was answered.
    static func streams(_ project: Project, _ mappings: [SourceMapping]) -> [TurnoverStream] {
        guard project.turnover.isEmpty,
            let answer = mappings.flatMap(\.answers).last(where: { $0.question == id }),
            let table = Entity(table: answer.answer), let standard = TurnoverStream.standard(for: table)
        else { return project.turnover }
        return [TurnoverStream(table: table, column: standard.column, date: standard.date)]
    }
}
