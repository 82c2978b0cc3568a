import Connecting
import Delimited
import Deliveries
import Records
import Testing

/// All that reading a file gave.
struct ReadTable {
    var probe: ProbedStream?
    var columns: [String] = []
    var rows: [[String]] = []
    var ordinals: [UInt32] = []
    var places: [UInt32] = []
    var kinds: [RowKind] = []
    var remarks: [Int: String] = [:]
    var summary = ReadingSummary(columns: [], records: 0)

    /// The findings' codes, each once, in their order.
    var codes: [String] { summary.findings.reduce(into: []) { if !$0.contains($1.code) { $0.append($1.code) } } }

    /// The rows of one kind.
    func rows(_ kind: RowKind) -> [[String]] { zip(rows, kinds).filter { $0.1 == kind }.map(\.0) }
}

/// Reads a file with options.
func readTable(
    _ delivery: DeliveryFile, _ options: OptionValues, limits: ReadingLimits = .standard
) throws -> ReadTable {
    var table = ReadTable()
    table.summary = try DelimitedConnector().read(delivery, stream: "", options: options, limits: limits) { batch in
        let base = table.rows.count
        for row in 0..<batch.count {
            table.rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) })
        }
        for (row, remark) in batch.remarks { table.remarks[base + row] = remark }
        table.ordinals += batch.ordinals
        table.places += batch.places
        table.kinds += batch.kinds
    }
    table.columns = table.summary.columns
    return table
}

/// Probes a file and reads it with what the probe found.
func readTable(_ delivery: DeliveryFile, given: [String: String] = [:]) throws -> ReadTable {
    let probe = try #require(try DelimitedConnector().probe(delivery, given: OptionValues(given)))
    let stream = try #require(probe.streams.first)
    #expect(stream.options.problems(for: DelimitedConnector.description).isEmpty)
    var table = try readTable(delivery, stream.options)
    table.probe = stream
    return table
}

/// Writes a text to a file of its own, probes and reads it.
func readTable(_ text: String, name: String = "table.csv", given: [String: String] = [:]) throws -> ReadTable {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try readTable(folder.file(name, text), given: given) }
}

/// Writes bytes to a file of its own, probes and reads it.
func readTable(_ bytes: [UInt8], name: String = "table.csv", given: [String: String] = [:]) throws -> ReadTable {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try readTable(folder.file(name, bytes), given: given) }
}

/// Looks at a file as a first look does.
func probed(_ delivery: DeliveryFile, _ given: OptionValues = OptionValues()) throws -> Probe? {
    try DelimitedConnector().probe(delivery, given: given)
}
