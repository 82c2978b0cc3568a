import Records

/// What counts as turnover: of the order, the invoice and the won deal of one sale exactly one.
///
/// `turnover:` in `customary.yaml` declares one stream for each period; where it doesn't, one kind of record is the
/// turnover: orders where there are any, else invoices, else won deals. An invoice whose order counts is the same sale and
/// doesn't count again. What was cancelled or is a test never counts; of documents only invoices and credit notes do, since a part payment or an opening balance was
/// turnover before.
struct Turnover {
    /// The kind of record that counts; nil when there is none.
    let entity: Entity?
    private let streams: [TurnoverStream]
    /// The orders that count.
    private var counted: Set<[UInt8]> = []
    private let numbers: [String: RecordID]
    private static let without: Set<String> = ["cancelled", "canceled", "void", "voided", "test", "draft"]

    /// Looks at what is staged. `orders` gives the master record of each staged order, nil for those left out.
    init(_ records: StagedRecords, orders: [RecordID?], streams: [TurnoverStream] = []) {
        self.streams = streams
        entity = [Entity.orders, .invoices, .opportunities].first { records[$0].count > 0 }
        var numbers: [String: RecordID] = [:]
        var ambiguous: Set<String> = []
        if let field = CustomerModel.fieldIndex("number", of: .orders) {
            for (record, master) in orders.enumerated() {
                guard let master else { continue }
                let number = Turnover.key(records[.orders].value(record, field))
                if number.isEmpty { continue }
                if let known = numbers[number], known != master { ambiguous.insert(number) }
                numbers[number] = master
            }
        }
        for number in ambiguous { numbers[number] = nil }
        self.numbers = numbers
    }

    /// Fills the columns of an order, invoice or deal that say what it counts for; `values` has the table's columns.
    /// `id` is the record's and `source` the source that founded it.
    mutating func settle(_ values: inout [[UInt8]], of entity: Entity, id: RecordID, source: String) {
        if entity == .invoices { link(&values) }
        guard [.orders, .invoices, .opportunities].contains(entity),
            let column = CustomerModel.columnIndex("turnover", of: entity)
        else { return }
        let counts = isDeclared(values, entity, source) && counts(values, entity)
        if counts, entity == .orders { counted.insert(id.utf8) }
        values[column] = Array((counts ? "true" : "false").utf8)
    }

    /// Whether a record of this kind, source and day is what counts as turnover.
    private func isDeclared(_ values: [[UInt8]], _ entity: Entity, _ source: String) -> Bool {
        if streams.isEmpty { return entity == self.entity }
        if entity == .invoices, let order = CustomerModel.columnIndex("order_id", of: .invoices),
            counted.contains(values[order])
        {
            return false
        }
        return streams.contains { stream in
            guard stream.table == entity, stream.sources.isEmpty || stream.sources.contains(source) else {
                return false
            }
            let day = CustomerModel.columnIndex(stream.date, of: entity).map { values[$0] } ?? []
            return stream.includes(String(decoding: day, as: UTF8.self))
        }
    }

    private func counts(_ values: [[UInt8]], _ entity: Entity) -> Bool {
        Turnover.isSale(entity) { name in
            CustomerModel.columnIndex(name, of: entity).map { String(decoding: values[$0], as: UTF8.self) } ?? ""
        }
    }

    /// Whether a record is a sale at all, by what its columns say: not cancelled, no test, a won deal, a document of its own.
    static func isSale(_ entity: Entity, _ word: (String) -> String) -> Bool {
        let status = word("status")
        switch entity {
        case .opportunities: return status == "won"
        case .invoices:
            let type = word("type")
            return (type.isEmpty || type == "invoice" || type == "credit_note") && !without.contains(status)
        default: return !without.contains(status)
        }
    }

    /// The order that an invoice names by its number.
    private func link(_ values: inout [[UInt8]]) {
        guard let number = CustomerModel.columnIndex("order_number", of: .invoices),
            let order = CustomerModel.columnIndex("order_id", of: .invoices), values[order].isEmpty,
            let id = numbers[Turnover.key(values[number][...])]
        else { return }
        values[order] = id.utf8
    }

    /// A number without the sign that some programs put before it.
    private static func key(_ number: ArraySlice<UInt8>) -> String {
        let text = String(decoding: number, as: UTF8.self)
        return text.hasPrefix("#") ? String(text.dropFirst()) : text
    }
}
