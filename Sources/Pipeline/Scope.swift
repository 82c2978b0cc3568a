internal import Discovery
public import Mapping
import Records
import Staging

/// What becomes of rows that are no customers any more, or never were: suppliers, deleted, archived, blocked.
public enum ScopeAction: String, Sendable, CaseIterable {
    /// They come like all others.
    case bring
    /// They come with the record status `inactive`.
    case inactive = "bring as inactive"
    /// They are left out, counted with their reason.
    case leaveOut = "leave out"
}

/// One rule of a project's `scope:`, which the client decides on.
public struct ScopeRule: Sendable {
    /// The source.
    public var source: String
    /// Which of its rows.
    public var condition: Condition
    /// What becomes of them.
    public var action: ScopeAction
    /// Why, as the ledger says it.
    public var reason: String
}

extension SourceMapping {
    /// Puts the project's scope and the answers about it into the mapping.
    mutating func apply(scope: [ScopeRule], source: String) {
        let answered = answers.compactMap { answer -> ScopeRule? in
            guard answer.question.hasPrefix("scope:"), let action = ScopeAction(rawValue: answer.answer) else {
                return nil
            }
            let column = String(answer.question.dropFirst("scope:".count))
            let condition =
                column == StyleQuestion.column
                ? StyleQuestion.condition : Condition.isOne(column, of: ScopeEvidence.marks)
            return ScopeRule(
                source: source, condition: condition, action: action,
                reason: "\(column) in the source")
        }
        for rule in scope.filter({ $0.source == source }) + answered {
            switch rule.action {
            case .bring: break
            case .leaveOut: filters.append(RowFilter(condition: rule.condition, reason: rule.reason))
            case .inactive: bringAsInactive(rule.condition)
            }
        }
    }

    /// Rows that meet the condition come with the record status `inactive`.
    mutating func bringAsInactive(_ condition: Condition) {
        for index in records.indices where records[index].entity.isParty {
            // The first field that has a value wins, so the rule goes before what the mapping says of the status.
            var field = FieldMapping(field: "record_status", source: .constant(Array("inactive".utf8)))
            field.condition = condition
            records[index].fields.insert(field, at: 0)
        }
    }
}

/// Columns whose header says that a row is deleted, archived or blocked, and how many rows they mark.
struct ScopeEvidence {
    /// What marks a row in such a column.
    static let marks: [[UInt8]] = [
        "1", "true", "TRUE", "True", "yes", "Yes", "YES", "ja", "Ja", "JA", "x", "X", "wahr", "Y", "J",
    ]
    .map { Array($0.utf8) }
    private static let headers: Set<String> = [
        "deleted", "isdeleted", "geloescht", "gel", "archived", "isarchived", "archiviert", "blocked", "isblocked",
        "gesperrt",
        "inactive", "inaktiv", "locked",
    ]

    private let columns: [String]
    private var counts: [(column: Int, marked: Int)]

    /// Looks at the columns that no filter, condition or field of the mapping reads already.
    init(_ program: MappingProgram) {
        columns = program.columns
        let drafts = Set(program.mapping.answers.filter(\.isDraft).map(\.question))
        counts = program.columns.indices.filter { column in
            // What only a draft reads is still asked about.
            (program.uses[column].isEmpty && !program.consulted.contains(column)
                || drafts.contains("scope:\(program.columns[column])"))
                && ScopeEvidence.headers.contains(ColumnMeaning.normalised(program.columns[column]))
        }.map { ($0, 0) }
    }

    var isEmpty: Bool { counts.isEmpty }

    /// Takes a batch into account.
    mutating func add(_ batch: RawBatch) {
        for index in counts.indices {
            let column = counts[index].column
            for row in 0..<batch.count where batch.kinds[row] == .record && batch.cells.length(row, column) > 0 {
                let cell = batch.cells[row, column]
                if ScopeEvidence.marks.contains(where: { $0.elementsEqual(cell) }) { counts[index].marked += 1 }
            }
        }
    }

    /// What is gone in a system is left out; what somebody marked by hand with an abbreviation isn't lost for that.
    private static func proposal(_ header: String) -> ScopeAction {
        ["gel", "inactive", "isinactive", "inaktiv"].contains(ColumnMeaning.normalised(header)) ? .inactive : .leaveOut
    }

    /// A question for each column that marks rows and that nobody has answered.
    func questions(source: String, answers: [Answer], rows: Int) -> [Question] {
        counts.compactMap { column, marked in
            let id = "scope:\(columns[column])"
            guard marked > 0, !answers.contains(where: { $0.question == id && !$0.isDraft }) else { return nil }
            return Question(
                source: source, id: id, kind: "scope", stops: true,
                words: marked == 1
                    ? "1 row is marked in \"\(columns[column])\". Shall it come?"
                    : "\(marked) rows are marked in \"\(columns[column])\". Shall they come?",
                evidence: "\(marked) of \(rows) rows", choices: ScopeAction.allCases.map(\.rawValue),
                proposal: ScopeEvidence.proposal(columns[column]).rawValue, rows: marked)
        }
    }
}
