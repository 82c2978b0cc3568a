import Connecting
import Mapping
import Records
import Staging

/// Credit notes whose amounts are written as those of invoices are: asked which sign they count with.
struct SignQuestion {
    static let prefix = "sign:"
    static let negative = "negative"
    static let positive = "positive"
    static let amounts: Set<String> = ["gross", "net", "tax", "open_amount"]

    private let type: Int
    private let amount: Int
    private let column: String
    private let credits: Set<String>
    private var counts: [String: (positive: Int, negative: Int)] = [:]
    private var others = (positive: 0, negative: 0)

    /// Looks at documents whose type a column of codes says; nil where there are none, or the mapping turns signs itself.
    init?(_ mapping: SourceMapping, columns: [String]) {
        guard
            let record = mapping.records.first(where: { record in
                record.entity == .invoices && record.fields.contains { $0.field == "type" && $0.valueMap != nil }
            }),
            !mapping.records.contains(where: SignQuestion.turnsSigns)
                || mapping.answers.contains(where: { $0.question.hasPrefix(SignQuestion.prefix) && $0.isDraft }),
            let field = record.fields.first(where: { $0.field == "type" && $0.valueMap != nil }),
            let map = field.valueMap.flatMap({ mapping.valueMaps[$0] }),
            let type = field.columns.first.flatMap({ columns.firstIndex(of: $0) }),
            let amount = ["open_amount", "gross", "net"].lazy.compactMap({ name in
                record.fields.first { $0.field == name }?.columns.first
            }).first.flatMap({ columns.firstIndex(of: $0) })
        else { return nil }
        self.type = type
        self.amount = amount
        column = columns[type]
        credits = Set(
            map.values.filter { $0.value == Array("credit_note".utf8) }.map { String(decoding: $0.key, as: UTF8.self) })
        if credits.isEmpty { return nil }
    }

    /// Whether a record says itself what becomes of a sign.
    fileprivate static func turnsSigns(_ record: RecordMapping) -> Bool {
        record.entity == .invoices
            && record.fields.contains { field in
                field.transforms.contains { $0 == .negate || $0 == .absolute }
            }
    }

    /// Counts a batch.
    mutating func add(_ batch: RawBatch, _ states: [RowState]) {
        for row in 0..<batch.count where batch.kinds[row] == .record && states[row] == .ready {
            let text = OwnerCodes.plain(batch.cells.text(row, amount))
            guard text.contains(where: { ("1"..."9").contains($0) }) else { continue }
            let isNegative = text.hasPrefix("-") || text.hasSuffix("-") || text.hasPrefix("(") || text.hasPrefix("−")
            let code = OwnerCodes.plain(batch.cells.text(row, type))
            if credits.contains(code) {
                counts[code, default: (0, 0)].positive += isNegative ? 0 : 1
                counts[code, default: (0, 0)].negative += isNegative ? 1 : 0
            } else {
                others.positive += isNegative ? 0 : 1
                others.negative += isNegative ? 1 : 0
            }
        }
    }

    /// A question for each code of credit notes that are all written positive, as most other documents are.
    func questions(source: String, answers: [Answer]) -> [Question] {
        counts.sorted { $0.key < $1.key }.compactMap { code, count in
            let id = "\(SignQuestion.prefix)\(column):\(code)"
            guard count.negative == 0, count.positive > 0, others.positive > others.negative,
                !answers.contains(where: { $0.question == id && !$0.isDraft })
            else { return nil }
            return Question(
                source: source, id: id, kind: "sign", stops: true,
                words:
                    "Credit notes (\"\(code)\" in \(column)) are written without a minus. Do they count as money back?",
                evidence:
                    "\(count.positive) credit notes, none negative; of the other documents \(others.negative) of \(others.positive + others.negative) are",
                choices: [SignQuestion.negative, SignQuestion.positive], proposal: SignQuestion.negative,
                rows: count.positive)
        }
    }
}

extension SourceMapping {
    /// Puts answers about the sign of credit notes into the records.
    mutating func applySignAnswers() {
        for answer in answers
        where answer.question.hasPrefix(SignQuestion.prefix) && answer.answer == SignQuestion.negative {
            let parts = answer.question.dropFirst(SignQuestion.prefix.count)
            guard let colon = parts.lastIndex(of: ":") else { continue }
            let condition = Condition.isOne(
                String(parts[..<colon]), of: [Array(parts[parts.index(after: colon)...].utf8)])
            for index in records.indices where records[index].entity == .invoices {
                var fields: [FieldMapping] = []
                for field in records[index].fields {
                    if SignQuestion.amounts.contains(field.field), case .columns = field.source {
                        var turned = field
                        turned.condition = field.condition.map { .all([$0, condition]) } ?? condition
                        turned.transforms.append(.negate)
                        fields.append(turned)
                    }
                    fields.append(field)
                }
                records[index].fields = fields
            }
        }
    }
}
