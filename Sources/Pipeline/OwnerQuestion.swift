import Connecting
import Mapping
import Records
import Staging

/// Who the owners of a source are: counted while it is staged, asked where somebody isn't among the client's own people or
/// has left.
struct OwnerQuestion {
    static let kind = "owner"

    private let places: [Int]
    private let column: String
    private let field: String
    private var counts: [String: Int] = [:]
    private var blank = 0
    private let passedOver: Set<String>

    /// Looks at the columns that name owners; nil where none does.
    init?(_ mapping: SourceMapping, columns: [String]) {
        let names = mapping.ownerColumns
        places = Set(names.compactMap { columns.firstIndex(of: $0) }).sorted()
        guard let first = places.first else { return nil }
        column = columns[first]
        field = mapping.ownerFields.first ?? "initials"
        passedOver = mapping.ownersPassedOver
    }

    /// Counts a batch.
    mutating func add(_ batch: RawBatch) {
        for row in 0..<batch.count where batch.kinds[row] == .record {
            for place in places {
                let text = OwnerCodes.plain(batch.cells.text(row, place))
                if text.isEmpty { blank += 1 } else { counts[text, default: 0] += 1 }
            }
        }
    }

    /// A line for each owner who isn't there, or isn't there any more. What stands in one file is one question.
    /// More records than the project's limit allows stop a load.
    func questions(source: String, file: String, staff: Staff, allowed: Int, answers: [Answer]) -> [Question] {
        guard !staff.people.isEmpty else { return [] }
        let owners = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let told =
            owners.map { code, rows in
                QuestionList.Count(item: code, rows: rows, note: OwnerQuestion.note(staff.person(code), staff.source))
            } + (blank > 0 ? [QuestionList.Count(item: "", rows: blank, note: "")] : [])
        let active = staff.people.filter { $0.left == nil }.compactMap { $0.fields[field] }
        return owners.compactMap { code, rows in
            // The mapping passes over "?" and the like by itself.
            if passedOver.contains(code) { return nil }
            let person = staff.person(code)
            let id = SourceMapping.ownerQuestion + code
            guard person == nil || person?.left != nil, !answers.contains(where: { $0.question == id && !$0.isDraft })
            else { return nil }
            return Question(
                source: source, id: id, kind: OwnerQuestion.kind, stops: rows > allowed,
                words: "Who takes the customers of \"\(code)\" in \(column)?",
                evidence: OwnerQuestion.evidence(person, rows, staff.source),
                choices: active + [Question.leaveEmpty] + (person == nil ? [] : [code]),
                // Who left keeps the customers until somebody is named: the plan's limit tells.
                proposal: person == nil ? Question.leaveEmpty : code, rows: rows,
                list: QuestionList(
                    id: "owners@\(file)",
                    words:
                        "\"\(column)\" names owners who are not among your own people, or have left. Who takes their customers?",
                    item: code, counts: told))
        }
    }

    private static func note(_ person: Staff.Person?, _ staff: String) -> Wording {
        guard let person else { return "" }
        guard let left = person.left else { return "in \(staff)" }
        return left.isEmpty ? "left" : "left \(left)"
    }

    private static func evidence(_ person: Staff.Person?, _ rows: Int, _ staff: String) -> Wording {
        guard let person else { return "\(rows) rows; nobody in \(staff) is called so" }
        let name = person.fields["name"] ?? ""
        let left = person.left ?? ""
        return left.isEmpty ? "\(rows) rows; \(name) has left" : "\(rows) rows; \(name) left \(left)"
    }
}
