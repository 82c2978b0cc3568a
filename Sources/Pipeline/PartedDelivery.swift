import Connecting
import Foundation
import Records

/// Several files that are one delivery: `orders-*.csv`. They are read one after the other, in the order of their names, as
/// one table with the columns of all of them and one more that says which file a row is from.
extension Connector {
    /// Looks at a delivery, whether it is one file or several.
    func probe(
        whole delivery: DeliveryFile, given: OptionValues, looks: PartLooks = PartLooks()
    ) throws(SourceFault) -> Probe? {
        guard !delivery.parts.isEmpty else { return try probe(delivery, given: given) }
        var whole = Probe(confidence: 0, streams: [])
        var tables: [PartedTable] = []
        for location in delivery.parts {
            let (part, look) = try looks.look(at: location, by: self, given: given)
            guard let probe = look else { return nil }
            whole.confidence = whole.streams.isEmpty ? probe.confidence : min(whole.confidence, probe.confidence)
            for stream in probe.streams {
                if let known = whole.streams.firstIndex(where: { $0.name == stream.name }) {
                    tables[known].add(stream.columns, of: part)
                    continue
                }
                whole.streams.append(stream)
                tables.append(PartedTable(stream.columns, of: part))
            }
        }
        for index in tables.indices {
            whole.streams[index].columns = tables[index].allColumns
            whole.streams[index].summary += ", \(delivery.parts.count) files"
            whole.streams[index].sample = tables[index].laid(whole.streams[index].sample, of: 0, after: 0)
        }
        return whole
    }

    /// Reads a stream of a delivery to its end, whether it is one file or several.
    func read(
        whole delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        looks: PartLooks = PartLooks(), into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        guard !delivery.parts.isEmpty else {
            return try read(delivery, stream: stream, options: options, limits: limits, into: sink)
        }
        let (table, streams) = try parts(of: delivery, stream: stream, options: options, looks)
        var whole = ReadingSummary(columns: table.allColumns, records: 0)
        var last: UInt32 = 0
        for (index, location) in delivery.parts.enumerated() {
            guard let own = streams[index] else { continue }
            let before = last
            let summary = try read(
                ClientFiles.delivery(location), stream: own.name, options: options, limits: limits
            ) { batch in
                let laid = table.laid(batch, of: own.place, after: before)
                last = max(last, laid.ordinals.last ?? last)
                try sink(laid)
            }
            let (records, isOver) = whole.records.addingReportingOverflow(summary.records)
            if isOver || Int(records) > limits.records {
                throw SourceFault.tooLarge(
                    position: Position(file: delivery.name), limit: "records", value: limits.records)
            }
            whole.records = records
            whole.findings += summary.findings.map { table.laid($0, of: own.place, after: before) }
            for doubt in summary.doubts {
                if let known = whole.doubts.firstIndex(where: { $0.option == doubt.option }) {
                    whole.doubts[known].rows += doubt.rows
                } else {
                    whole.doubts.append(doubt)
                }
            }
        }
        return whole
    }

    /// The table of all files, and per file what its stream is called and where its columns stand; nil for files that hold
    /// other tables only, as a page without a single refund.
    private func parts(
        of delivery: DeliveryFile, stream: String, options: OptionValues, _ looks: PartLooks
    ) throws(SourceFault) -> (table: PartedTable, streams: [(name: String, place: Int)?]) {
        var table: PartedTable?
        var streams: [(name: String, place: Int)?] = []
        for location in delivery.parts {
            let (part, look) = try looks.look(at: location, by: self, given: options)
            let found = look?.streams ?? []
            if found.isEmpty {
                throw .missing(
                    position: Position(file: part), what: "it holds no table as the others of \(delivery.name) do",
                    remedy: "Take it away, or name the files apart")
            }
            guard
                let own = found.first(where: { $0.name == stream })
                    ?? (found.count == 1 && stream.isEmpty ? found[0] : nil)
            else {
                streams.append(nil)
                continue
            }
            if table == nil {
                table = PartedTable(own.columns, of: part)
            } else {
                table?.add(own.columns, of: part)
            }
            streams.append((own.name, (table?.partCount ?? 1) - 1))
        }
        guard let table else {
            throw .missing(
                position: Position(file: delivery.name), what: "no file has a table \"\(stream)\"",
                remedy: "Add the files again: customary add \(delivery.location)")
        }
        return (table, streams)
    }
}

/// What looks at the files of one delivery found, so that each is looked at once however often the delivery is read.
final class PartLooks: @unchecked Sendable {
    private let lock = NSLock()
    private var options: OptionValues?
    private var found: [String: (name: String, probe: Probe?)] = [:]
    private var streams: Set<String> = []

    /// Looks at a file, unless it was looked at with the same options before: what people are shown as its name, and what is in
    /// it. Sample rows are kept of each table's first file only.
    func look(
        at location: String, by connector: some Connector, given: OptionValues
    ) throws(SourceFault) -> (name: String, probe: Probe?) {
        lock.lock()
        defer { lock.unlock() }
        if options != given {
            options = given
            found = [:]
            streams = []
        }
        if let known = found[location] { return known }
        let part = try ClientFiles.delivery(location)
        var probe = try connector.probe(part, given: given)
        for index in probe?.streams.indices ?? 0..<0 {
            guard let stream = probe?.streams[index], !streams.insert(stream.name).inserted else { continue }
            probe?.streams[index].sample = RawBatch(width: stream.columns.count)
        }
        found[location] = (part.name, probe)
        return (part.name, probe)
    }
}

/// The table that several files make, and where each file's own columns stand in it.
private struct PartedTable {
    /// The column that says which file a row is from.
    private static let nameColumn = "file.name"

    /// All files' columns, in the order in which they first appear.
    private var columns: [String] = []
    private var index: [String: Int] = [:]
    /// Per file and column of the file: the column of the table.
    private var places: [[Int]] = []
    private var names: [[UInt8]] = []

    /// Begins with a file's table.
    init(_ columns: [String], of name: String) { add(columns, of: name) }

    /// How many files there are.
    var partCount: Int { places.count }

    /// The files' columns, and the file's name.
    var allColumns: [String] {
        columns + [columns.contains(Self.nameColumn) ? Self.nameColumn + "_2" : Self.nameColumn]
    }

    /// Adds a file with its table's columns.
    mutating func add(_ own: [String], of name: String) {
        names.append(Array(name.utf8))
        places.append(
            own.map { column in
                if let known = index[column] { return known }
                index[column] = columns.count
                columns.append(column)
                return columns.count - 1
            })
    }

    /// A file's rows as rows of the table, numbered on from those of the files before.
    func laid(_ batch: RawBatch, of part: Int, after ordinal: UInt32) -> RawBatch {
        var source = [Int](repeating: -1, count: columns.count)
        for (own, place) in places[part].enumerated() where own < batch.cells.width { source[place] = own }
        var result = RawBatch(width: columns.count + 1)
        for row in 0..<batch.count {
            for own in source {
                if own >= 0 { result.cells.append(batch.cells[row, own]) } else { result.cells.appendEmpty() }
            }
            result.cells.append(names[part])
            result.endRow(
                ordinal: batch.ordinals[row] &+ ordinal, place: batch.places[row], kind: batch.kinds[row],
                remark: batch.remarks[row])
        }
        return result
    }

    /// A file's finding as one of the table.
    func laid(_ finding: Finding, of part: Int, after ordinal: UInt32) -> Finding {
        var result = finding
        if finding.ordinal > 0 { result.ordinal = finding.ordinal &+ ordinal }
        result.column = finding.column.flatMap { places[part].indices.contains($0) ? places[part][$0] : nil }
        return result
    }
}
