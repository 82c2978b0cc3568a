import Configuration
import Connecting
import Foundation
import Mapping
import Records
import Validation

/// What a mapping needs of other sources while it runs: tables to look values up in, and keys that must be there.
///
/// They are read from the other sources' newest deliveries, so that the order in which sources are staged decides nothing.
struct SourceTables {
    let project: Project
    let connectors: ConnectorList
    let library: MappingLibrary
    let limits: ReadingLimits
    let threads: Int

    /// The most bytes of one table.
    static let maximumBytes = 256 << 20

    /// The tables that the mapping looks values up in.
    func lookups(_ mapping: SourceMapping, of source: String) throws -> [Lookup: LookupTable] {
        var tables: [Lookup: LookupTable] = [:]
        for lookup in mapping.lookups {
            var table = LookupTable()
            let columns = lookup.key + (lookup.take.map { [$0] } ?? [])
            try eachRow(of: lookup.source, columns, for: source) { batch, row, places in
                let keys = places.dropLast(lookup.take == nil ? 0 : 1)
                let key = keys.map { SourceTables.trimmed(batch.cells[row, $0]) }.filter { !$0.isEmpty }
                let text = lookup.take == nil ? [] : SourceTables.trimmed(batch.cells[row, places[places.count - 1]])
                table.add(Array(key.joined(separator: [0x20])), text)
                try check(table.byteCount, lookup.source)
            }
            tables[lookup] = table
        }
        return tables
    }

    /// What the mapping's checks look for.
    func known(_ mapping: SourceMapping, of source: String) throws -> [CheckTable: Set<[UInt8]>] {
        var known: [CheckTable: Set<[UInt8]>] = [:]
        for table in mapping.checks.tables {
            var values: Set<[UInt8]> = []
            if !table.column.isEmpty {
                var bytes = 0
                try eachRow(of: table.source, [table.column], for: source) { batch, row, places in
                    let text = SourceTables.trimmed(batch.cells[row, places[0]])
                    if values.insert(text).inserted { bytes += text.count }
                    try check(bytes, table.source)
                }
            } else {
                values = try keys(behind: table.field, mapping, of: source)
            }
            known[table] = values
        }
        return known
    }

    /// Everything in other sources that decides what the mapping makes of this one, for its digest.
    func digests(_ mapping: SourceMapping, of source: String) throws -> [String] {
        var names = Set(mapping.lookups.map(\.source)).union(mapping.ownerSources)
        for table in mapping.checks.tables {
            names.insert(table.column.isEmpty ? reference(table.field, mapping)?.source ?? source : table.source)
        }
        return try names.sorted().flatMap { name -> [String] in
            guard let other = project.source(name), let delivery = other.deliveries.last else { return [name] }
            let reading = try DeliveryReading(other, delivery, project: project, connectors: connectors)
            return [name, try reading.digest()] + library.texts(other.mapping, of: project)
        }
    }

    // MARK: Keys

    private func reference(_ field: String, _ mapping: SourceMapping) -> (source: String?, record: String?)? {
        let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let record = mapping.records.first(where: { $0.name == parts[0] }) else { return nil }
        for field in record.fields where field.field == parts[1] {
            if case .reference(.byKey(let source, let record, _)) = field.source { return (source, record) }
        }
        return nil
    }

    /// The keys of the records that a field refers to: those that its source's own mapping makes.
    private func keys(behind field: String, _ mapping: SourceMapping, of source: String) throws -> Set<[UInt8]> {
        guard let (named, recordName) = reference(field, mapping) else {
            throw PipelineFault.configuration(
                "mappings/\(mapping.name).yaml: the check of \(field) looks for a record, but the field names none by its key; write it as {source: S, key: COLUMN}, or the check as exists: {source: S, column: COLUMN}"
            )
        }
        let name = named ?? source
        let (other, delivery) = try find(name, for: source)
        var problems: [Problem] = []
        var its = name == source ? mapping : try library.mapping(other.mapping, of: project, problems: &problems)
        if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
        its.checks = .none
        let reading = try DeliveryReading(other, delivery, project: project, connectors: connectors)
        let program = try MappingProgram(its, sourceName: name, columns: try reading.columns())
        let wanted = its.records.indices.filter { index in
            recordName.map { its.records[index].name == $0 } ?? !its.records[index].key.isEmpty
        }
        var keys: Set<[UInt8]> = []
        var bytes = 0
        _ = try MappingRun(reading: reading, limits: limits, threads: threads)
            .run(program, decidedDates: [:], decidedDecimals: [:]) { result in
                for index in wanted {
                    let records = result.mapped.records[index]
                    for record in 0..<records.count where result.mapped.states[Int(records.rows[record])] == .ready {
                        let key = Array(records.keys[record, 0])
                        if keys.insert(key).inserted { bytes += key.count }
                    }
                }
                try check(bytes, name)
            }
        return keys
    }

    // MARK: Rows

    private func eachRow(
        of name: String, _ columns: [String], for source: String,
        _ body: (_ batch: RawBatch, _ row: Int, _ places: [Int]) throws -> Void
    ) throws {
        let (other, delivery) = try find(name, for: source)
        let reading = try DeliveryReading(other, delivery, project: project, connectors: connectors)
        let has = try reading.columns()
        let places = try columns.map { column in
            if let place = has.firstIndex(of: column) { return place }
            let remedy = NearestWord.remedy(
                for: column, among: has, otherwise: "it has \(has.joined(separator: ", "))")
            throw PipelineFault.configuration(
                "\(source) looks into \(name), which has no column \"\(column)\"; \(remedy)")
        }
        _ = try reading.read(limits: limits) { batch in
            for row in 0..<batch.count where batch.kinds[row] == .record { try body(batch, row, places) }
        }
    }

    private func find(_ name: String, for source: String) throws -> (ProjectSource, ProjectDelivery) {
        guard let other = project.source(name), let delivery = other.deliveries.last else {
            let remedy = NearestWord.remedy(for: name, among: project.sources.map(\.name))
            throw PipelineFault.configuration(
                "\(source) looks into the source \"\(name)\", which isn't there; \(remedy)")
        }
        return (other, delivery)
    }

    private func check(_ bytes: Int, _ source: String) throws {
        if bytes > SourceTables.maximumBytes {
            throw SourceFault.tooLarge(
                position: Position(file: source), limit: "bytes to look values up in", value: SourceTables.maximumBytes)
        }
    }

    private static func trimmed(_ cell: ArraySlice<UInt8>) -> [UInt8] {
        var cell = cell
        while let first = cell.first, first <= 0x20 { cell = cell.dropFirst() }
        while let last = cell.last, last <= 0x20 { cell = cell.dropLast() }
        return Array(cell)
    }
}
