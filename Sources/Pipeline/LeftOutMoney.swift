import Configuration
import Mapping
import Records
import Staging
import Text

/// A sum that a source brings, row by row: a column with an amount of money.
struct MoneyStream: Hashable, Sendable, Comparable {
    let entity: Entity
    let column: String

    /// The columns that are sums of their own, of every table that has them.
    static let all: [MoneyStream] = Entity.allCases.flatMap { entity in
        ["total", "gross", "open_amount", "amount"].compactMap { column in
            guard let index = CustomerModel.columnIndex(column, of: entity),
                CustomerModel.columns(of: entity)[index].type == .money
            else { return nil }
            return MoneyStream(entity: entity, column: column)
        }
    }

    /// `invoices.open_amount`.
    var name: String { "\(entity.table).\(column)" }

    static func < (left: MoneyStream, right: MoneyStream) -> Bool { left.name < right.name }
}

/// An amount in a row that doesn't reach the CRM.
struct LeftOutAmount: Sendable {
    let stream: MoneyStream
    let source: String
    /// The file's line or the sheet's row.
    let place: UInt32
    let state: StagedState
    let reason: String
    /// In ten-thousandths; nil where the cell can't be read as an amount.
    let amount: Int64?
    /// The cell, where it can't be read.
    let cell: String
    let currency: String
    let year: String
}

/// Reads the money of rows that need correction, were left out or wait, as the mapping would have read it.
struct LeftOutMoney {
    let project: Project
    let staging: StagingArea

    /// The amounts in a delivery's rows that aren't ready.
    func amounts(_ delivery: StagedDelivery, _ mapping: SourceMapping) throws -> [LeftOutAmount] {
        let streams = MoneyStream.all.filter { stream in
            mapping.records.contains { record in
                record.entity == stream.entity && record.fields.contains { $0.field == stream.column }
            }
        }
        if streams.isEmpty { return [] }
        var rows: [StagedRow] = []
        try staging.eachRow(of: delivery.id, states: [.rejected, .filtered, .held]) { row in
            if row.kind == .record || row.kind == .malformed { rows.append(row) }
        }
        if rows.isEmpty { return [] }
        var batch = RawBatch(width: delivery.columns.count)
        for row in rows {
            for column in 0..<delivery.columns.count {
                batch.cells.append(column < row.cells.count ? row.cells[column] : [])
            }
            batch.endRow(ordinal: row.ordinal, place: row.place)
        }
        var open = mapping
        open.filters = []
        let program = try MappingProgram(open, sourceName: delivery.source, columns: delivery.columns)
        let mapped = MappingWorker(program, decidedDates: [:], decidedDecimals: [:]).map(batch)
        var found: [LeftOutAmount] = []
        for stream in streams {
            let read = values(stream, mapped, mapping, rows: rows.count)
            for (index, row) in rows.enumerated() {
                var value = read[index]
                let cell = value == nil ? firstCell(stream, mapping, delivery, row) : []
                if value == nil, cell.isEmpty || row.state == .filtered { continue }
                if value == nil {
                    value = (LeftOutMoney.plainAmount(cell), mapping.conventions.currency, "")
                }
                found.append(
                    LeftOutAmount(
                        stream: stream, source: delivery.source, place: row.place, state: row.state,
                        reason: row.reason, amount: value?.amount ?? nil, cell: value?.amount == nil ? text(cell) : "",
                        currency: value.map { $0.currency.isEmpty ? project.currency : text($0.currency) } ?? "",
                        year: value?.year ?? ""))
            }
        }
        return found
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// Per row what the mapping makes of it without its filters; nil where it makes nothing.
    private func values(
        _ stream: MoneyStream, _ mapped: MappedBatch, _ mapping: SourceMapping, rows: Int
    ) -> [(amount: Int64?, currency: [UInt8], year: String)?] {
        var values = [(amount: Int64?, currency: [UInt8], year: String)?](repeating: nil, count: rows)
        guard let field = CustomerModel.fieldIndex(stream.column, of: stream.entity) else { return values }
        let currency = CustomerModel.fieldIndex("currency", of: stream.entity)
        let date = MoneyDates.field(of: stream.entity)
        for (number, records) in mapped.records.enumerated() where records.entity == stream.entity {
            let hasKey = !mapping.records[number].key.isEmpty
            for record in 0..<records.count where records.fields.length(record, field) > 0 {
                // A line of totals has a sum and nothing that it is about.
                if hasKey, records.keys.length(record, 0) == 0 { continue }
                let amount = Array(records.fields[record, field]).withUnsafeBytes { TenThousandths.parse($0) }
                let row = Int(records.rows[record])
                values[row] = (
                    (values[row]?.amount ?? 0) + (amount ?? 0),
                    currency.map { Array(records.fields[record, $0]) } ?? [],
                    date.map { String(records.fields.text(record, $0).prefix(4)) } ?? ""
                )
            }
        }
        return values
    }

    /// The cell that the sum is read from.
    private func firstCell(
        _ stream: MoneyStream, _ mapping: SourceMapping, _ delivery: StagedDelivery, _ row: StagedRow
    ) -> [UInt8] {
        for record in mapping.records where record.entity == stream.entity {
            for field in record.fields where field.field == stream.column {
                guard let name = field.columns.first, let column = delivery.columns.firstIndex(of: name),
                    column < row.cells.count, !row.cells[column].isEmpty
                else { continue }
                return row.cells[column]
            }
        }
        return []
    }

    /// An amount as people type it, where it can only mean one: `1.234,50 €`, `-512.20`, `1'000`; else nil.
    static func plainAmount(_ cell: [UInt8]) -> Int64? {
        // Letters are a currency at most: whatever else is written may be part of the number.
        let letters = cell.filter { $0 >= 0x80 ? false : ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
        let begins = cell.starts(with: letters) || cell.suffix(letters.count).elementsEqual(letters)
        if letters.count > 3 || (!letters.isEmpty && (letters.count < 3 || !begins)) { return nil }
        let kept = cell.filter { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2C || $0 == 0x2D }
        guard kept.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        let marks = kept.indices.filter { kept[$0] == 0x2E || kept[$0] == 0x2C }
        let decimals = marks.last.map { kept.count - $0 - 1 } ?? 0
        var digits: [UInt8] = []
        for (index, byte) in kept.enumerated() {
            if byte == 0x2E || byte == 0x2C {
                // Three digits behind the only mark may be thousands or thousandths.
                if index == marks.last, decimals != 3 { digits.append(0x2E) }
            } else if byte != 0x2D || digits.isEmpty {
                digits.append(byte)
            }
        }
        if decimals == 3, marks.count == 1 { return nil }
        return digits.withUnsafeBytes { TenThousandths.parse($0) }
    }
}

/// Where the day of a sale stands.
enum MoneyDates {
    private static let names = [
        "ordered_at", "issued_on", "paid_on", "closed_on", "occurred_at", "expected_on", "created_on",
    ]

    /// The field of an entity with its day.
    static func field(of entity: Entity) -> Int? {
        names.lazy.compactMap { CustomerModel.fieldIndex($0, of: entity) }.first
    }

    /// The column of an entity with its day.
    static func column(of entity: Entity) -> Int? {
        names.lazy.compactMap { CustomerModel.columnIndex($0, of: entity) }.first
    }
}
