import Connecting
import Discovery
import Mapping
import Records
import Staging

/// Orders that were placed to try the shop out, told by their payment method or a tag.
struct TestOrders {
    static let question = "test-orders"

    private let key: Int
    private let keyColumn: String
    private let marks: [Int]
    private(set) var keys: Set<[UInt8]> = []
    private var rows = 0
    private var first = ""
    private var mark = ""
    private let countsFiltered: Bool

    /// Looks at orders with a key and a column that may mark them; nil where there are none.
    init?(_ mapping: SourceMapping, columns: [String]) {
        guard let record = mapping.records.first(where: { $0.entity == .orders && $0.key.count == 1 }),
            let key = columns.firstIndex(of: record.key[0])
        else { return nil }
        self.key = key
        keyColumn = record.key[0]
        // What only an answer leaves out is still asked about until it is confirmed.
        countsFiltered = mapping.answers.contains { $0.question == TestOrders.question }
        marks = columns.indices.filter { TestOrders.headers.contains(ColumnMeaning.normalised(columns[$0])) }
        if marks.isEmpty { return nil }
    }

    private static let headers: Set<String> = [
        "paymentmethod", "paymentgateway", "gateway", "paymentmethodtitle", "tags", "tag", "ordertags", "ordertype",
        "test",
        "istest", "testorder", "zahlungsart", "zahlart", "zahlungsmethode", "bestellart", "auftragsart",
    ]
    private static let words: Set<String> = [
        "test", "testorder", "testorders", "testbestellung", "testbestellungen", "testauftrag", "testzahlung", "bogus",
        "bogusgateway", "fortestingbogusgateway", "testgateway", "testpayment",
    ]

    /// Looks at a batch, at the rows that no rule leaves out.
    mutating func add(_ batch: RawBatch, _ states: [RowState]? = nil) {
        for row in 0..<batch.count where batch.kinds[row] == .record {
            if !countsFiltered, states?[row] == .filtered { continue }
            let text = Array(batch.cells[row, key])
            guard !text.isEmpty else { continue }
            if !keys.contains(text), let word = mark(batch, row) {
                if keys.isEmpty {
                    first = String(decoding: text, as: UTF8.self)
                    mark = word
                }
                keys.insert(text)
            }
            if keys.contains(text) { rows += 1 }
        }
    }

    private func mark(_ batch: RawBatch, _ row: Int) -> String? {
        for place in marks where batch.cells.length(row, place) > 0 {
            let text = batch.cells.text(row, place)
            // Tags stand side by side in a cell.
            for part in [text] + text.split(separator: ",").map(String.init)
            where TestOrders.words.contains(ColumnMeaning.normalised(part)) {
                return OwnerCodes.plain(part)
            }
        }
        return nil
    }

    /// The question whether they come.
    func questions(source: String, answers: [Answer]) -> [Question] {
        guard !keys.isEmpty, !answers.contains(where: { $0.question == TestOrders.question && !$0.isDraft }) else {
            return []
        }
        return [
            Question(
                source: source, id: TestOrders.question, kind: TestOrders.question, stops: true,
                words: keys.count == 1
                    ? "1 order looks like a test. Shall it come?"
                    : "\(keys.count) orders look like tests. Shall they come?",
                evidence: "\(rows) rows; the first is \(first), marked \"\(mark)\"",
                choices: [ScopeAction.bring.rawValue, ScopeAction.leaveOut.rawValue],
                proposal: ScopeAction.leaveOut.rawValue, rows: rows)
        ]
    }

    /// The filter that leaves them out, where that was answered: the lines of an order go with it.
    static func filter(_ mapping: SourceMapping, _ reading: DeliveryReading, limits: ReadingLimits) throws -> RowFilter?
    {
        guard mapping.answers.last(where: { $0.question == question })?.answer == ScopeAction.leaveOut.rawValue,
            var orders = TestOrders(mapping, columns: try reading.columns())
        else { return nil }
        _ = try reading.read(limits: limits) { orders.add($0) }
        guard !orders.keys.isEmpty else { return nil }
        let keys = orders.keys.sorted { $0.lexicographicallyPrecedes($1) }
        return RowFilter(condition: .isOne(orders.keyColumn, of: keys), reason: "test order")
    }
}
