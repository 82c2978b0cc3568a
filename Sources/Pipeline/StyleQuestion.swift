import Connecting
import Mapping
import Records
import Staging

/// Rows that somebody coloured red or struck through in a workbook: most often customers who are lost.
struct StyleQuestion {
    static let column = "cell.style"
    /// The styles that are asked about.
    static let marks = ["red", "strike"]

    private let place: Int
    private var counts: [String: Int] = [:]

    /// Looks at the styles of rows; nil where there are none, or the mapping reads them itself.
    init?(_ program: MappingProgram) {
        let isDraft = program.mapping.answers.contains { $0.question == "scope:\(StyleQuestion.column)" && $0.isDraft }
        guard let place = program.columns.firstIndex(of: StyleQuestion.column),
            isDraft || program.uses[place].isEmpty && !program.consulted.contains(place),
            program.mapping.records.contains(where: \.entity.isParty)
        else { return nil }
        self.place = place
    }

    /// Counts a batch.
    mutating func add(_ batch: RawBatch) {
        for row in 0..<batch.count where batch.kinds[row] == .record && batch.cells.length(row, place) > 0 {
            let style = batch.cells.text(row, place)
            if StyleQuestion.marks.contains(where: { style.contains($0) }) { counts[style, default: 0] += 1 }
        }
    }

    /// A line for the sheet; what stands in one file is one question.
    func questions(source: String, sheet: String, file: String, answers: [Answer]) -> [Question] {
        let id = "scope:\(StyleQuestion.column)"
        let rows = counts.values.reduce(0, +)
        guard rows > 0, !answers.contains(where: { $0.question == id && !$0.isDraft }) else { return [] }
        return [
            Question(
                source: source, id: id, kind: "scope", stops: true,
                words: "\(rows) rows are red or struck through. Shall they come?",
                evidence: "their colour in the workbook", choices: ScopeAction.allCases.map(\.rawValue),
                proposal: ScopeAction.inactive.rawValue, rows: rows,
                list: QuestionList(
                    id: "style@\(file)",
                    words: "Rows are red or struck through, as those of lost customers often are. Shall they come?",
                    item: sheet.isEmpty ? source : sheet))
        ]
    }

    /// Which rows are meant.
    static var condition: Condition { .any(marks.map { .contains(column, text: $0) }) }
}
