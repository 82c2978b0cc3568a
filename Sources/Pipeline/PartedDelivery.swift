import Connecting
import Records

/// Several files that are one delivery: `orders-*.csv`. They are read one after the other, in the order of their names, as
/// one table with the columns of all of them and one more that says which file a row is from.
extension Connector {
    /// Looks at a delivery, whether it is one file or several.
    func probe(whole delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        guard let first = delivery.parts.first else { return try probe(delivery, given: given) }
        guard var probe = try probe(first, given: given) else { return nil }
        for index in probe.streams.indices {
            let stream = probe.streams[index]
            let tables = try PartedTable(delivery, of: self, stream: stream.name, options: stream.options)
            probe.streams[index].columns = tables.columns
            probe.streams[index].summary += ", \(delivery.parts.count) files"
            probe.streams[index].sample = tables.laid(stream.sample, of: 0, after: 0)
        }
        return probe
    }

    /// Reads a stream of a delivery to its end, whether it is one file or several.
    func read(
        whole delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        guard !delivery.parts.isEmpty else {
            return try read(delivery, stream: stream, options: options, limits: limits, into: sink)
        }
        let tables = try PartedTable(delivery, of: self, stream: stream, options: options)
        var whole = ReadingSummary(columns: tables.columns, records: 0)
        var last: UInt32 = 0
        for (index, part) in delivery.parts.enumerated() {
            let before = last
            let summary = try read(
                part, stream: tables.streams[index], options: options, limits: limits
            ) { batch in
                let laid = tables.laid(batch, of: index, after: before)
                last = max(last, laid.ordinals.last ?? last)
                try sink(laid)
            }
            let (records, isOver) = whole.records.addingReportingOverflow(summary.records)
            if isOver || Int(records) > limits.records {
                throw SourceFault.tooLarge(
                    position: Position(file: delivery.name), limit: "records", value: limits.records)
            }
            whole.records = records
            whole.findings += summary.findings.map { tables.laid($0, of: index, after: before) }
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
}

/// The table that several files make, and where each file's own columns stand in it.
private struct PartedTable {
    /// The column that says which file a row is from.
    static let nameColumn = "file.name"

    /// All files' columns, in the order in which they first appear, and the file's name.
    var columns: [String] = []
    /// Per file: its stream's name.
    var streams: [String] = []
    /// Per file and column of the table: the column of the file, or nil where it has none such.
    private var places: [[Int?]] = []
    private let names: [[UInt8]]

    init(_ delivery: DeliveryFile, of connector: some Connector, stream: String, options: OptionValues)
        throws(SourceFault)
    {
        names = delivery.parts.map { Array($0.name.utf8) }
        var own: [[String]] = []
        for part in delivery.parts {
            let found = try connector.probe(part, given: options)?.streams ?? []
            guard let table = found.first(where: { $0.name == stream }) ?? (found.count == 1 ? found[0] : nil) else {
                throw .missing(
                    position: Position(file: part.name),
                    what: stream.isEmpty ? "it holds no table like the others'" : "there is no table \"\(stream)\"",
                    remedy: "Name the files apart, or take this one out of \(delivery.name)")
            }
            streams.append(table.name)
            own.append(table.columns)
            for column in table.columns where !columns.contains(column) { columns.append(column) }
        }
        places = own.map { own in columns.map { own.firstIndex(of: $0) } }
        columns.append(columns.contains(Self.nameColumn) ? Self.nameColumn + "_2" : Self.nameColumn)
    }

    /// A file's rows as rows of the table, numbered on from those of the files before.
    func laid(_ batch: RawBatch, of part: Int, after ordinal: UInt32) -> RawBatch {
        var result = RawBatch(width: columns.count)
        for row in 0..<batch.count {
            for place in places[part] {
                if let place, place < batch.cells.width {
                    result.cells.append(batch.cells[row, place])
                } else {
                    result.cells.appendEmpty()
                }
            }
            result.cells.append(names[part])
            result.endRow(
                ordinal: batch.ordinals[row] &+ ordinal, place: batch.places[row], kind: batch.kinds[row],
                remark: batch.remarks[row])
        }
        return result
    }

    func laid(_ finding: Finding, of part: Int, after ordinal: UInt32) -> Finding {
        var result = finding
        if finding.ordinal > 0 { result.ordinal = finding.ordinal &+ ordinal }
        result.column = finding.column.flatMap { column in places[part].firstIndex(of: column) }
        return result
    }
}
