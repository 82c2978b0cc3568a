import Configuration
import Mapping
import Records
import Testing

/// A mapping run on rows typed in a test.
struct Mapped {
    let program: MappingProgram
    let batch: MappedBatch

    /// Maps `rows` by the mapping file's text; the mapping must be without mistakes.
    init(
        _ yaml: String, columns: [String], rows: [[String]], kinds: [RowKind] = [], dates: [Int: DateConvention] = [:],
        decimals: [Int: UInt8] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let mapping = try Bench.mapping(yaml, sourceLocation: sourceLocation)
        program = try MappingProgram(mapping, sourceName: "list", columns: columns)
        batch = MappingWorker(program, decidedDates: dates, decidedDecimals: decimals)
            .map(Bench.batch(columns.count, rows, kinds: kinds))
    }

    /// The values of `record.field`, one per record made; of list fields the values alone, joined by `|`.
    func values(_ name: String) -> [String] {
        texts(name).map { text in
            String(decoding: FieldList.values(Array(text.utf8)[...]), as: UTF8.self).replacing("\n", with: "|")
        }
    }

    /// The values of `record.field` as they are, one per record made.
    func texts(_ name: String) -> [String] {
        let (records, column) = place(name)
        return (0..<records.count).map { records.fields.text($0, column) }
    }

    /// The one value of `record.field` in a test of one row.
    func value(_ name: String) -> String { values(name).joined(separator: " + ") }

    /// Whether standardising changed `record.field`, per record.
    func changed(_ name: String) -> [Bool] {
        let (records, column) = place(name)
        return records.changed.map { $0 & (1 << UInt64(column)) != 0 }
    }

    /// Whether a check dropped the value of `record.field`, per record.
    func dropped(_ name: String) -> [Bool] {
        let (records, column) = place(name)
        return records.dropped.map { $0 & (1 << UInt64(column)) != 0 }
    }

    /// The keys of a record mapping's records.
    func keys(_ record: String) -> [String] {
        let records = batch.records[index(of: record)]
        return (0..<records.count).map { records.keys.text($0, 0) }
    }

    /// The findings' codes.
    var codes: [String] { batch.findings.map(\.code) }

    private func index(of record: String) -> Int {
        program.mapping.records.firstIndex { $0.name == record } ?? 0
    }

    private func place(_ name: String) -> (MappedRecords, Int) {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let records = batch.records[index(of: parts[0])]
        let column =
            parts[1] == "custom"
            ? MappedRecords.customColumn(of: records.entity) : CustomerModel.fieldIndex(parts[1], of: records.entity)
        return (records, column ?? 0)
    }
}

/// What the tests of mappings share.
enum Bench {
    /// Central European time around 2026, with the edges of its summer time.
    static let berlin = ZoneRules(
        name: "Europe/Berlin",
        transitions: [
            (instant: 1_761_440_400, offset: 3_600),  // 2025-10-26 01:00 UTC
            (instant: 1_774_746_000, offset: 7_200),  // 2026-03-29 01:00 UTC
            (instant: 1_792_890_000, offset: 3_600),  // 2026-10-25 01:00 UTC
        ])

    /// Reads a mapping file's text; `library` holds what it may extend.
    static func parse(_ yaml: String, library: [String: String] = [:]) -> (mapping: SourceMapping, problems: [Problem])
    {
        var problems: [Problem] = []
        let parser = MappingParser(
            library: { name in library[name].map { YAMLDocument.parse(text: $0, name: "Mappings/\(name).yaml") } },
            zone: { $0 == "Europe/Berlin" ? berlin : nil })
        let mapping = parser.parse(
            YAMLDocument.parse(text: yaml, name: "mappings/list.yaml"), name: "list", problems: &problems)
        return (mapping, problems)
    }

    /// Reads a mapping that must be without mistakes.
    static func mapping(
        _ yaml: String, library: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> SourceMapping {
        let (mapping, problems) = parse(yaml, library: library)
        #expect(problems.map(\.description) == [], sourceLocation: sourceLocation)
        return mapping
    }

    /// Rows as a connector would read them.
    static func batch(_ width: Int, _ rows: [[String]], kinds: [RowKind] = [], from first: Int = 0) -> RawBatch {
        var batch = RawBatch(width: width)
        for (index, row) in rows.enumerated() {
            for column in 0..<width { batch.cells.append(column < row.count ? row[column] : "") }
            let kind = kinds.indices.contains(index) ? kinds[index] : .record
            batch.endRow(ordinal: UInt32(first + index + 1), place: UInt32(first + index + 2), kind: kind)
        }
        return batch
    }

    /// A mapping of one contact with these fields, one a line.
    static func contact(_ fields: String, before: String = "") -> String { record("contacts", fields, before: before) }

    /// A mapping of one account with these fields, one a line.
    static func account(_ fields: String, before: String = "") -> String { record("accounts", fields, before: before) }

    private static func record(_ entity: String, _ fields: String, before: String) -> String {
        let lines = fields.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        return
            "version: 1\n\(before)\(before.isEmpty ? "" : "\n")records:\n  it:\n    entity: \(entity)\n    fields:\n\(lines)\n"
    }
}
