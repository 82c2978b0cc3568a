import Connecting
import Delimited
import Foundation
import Records
import Testing

/// A folder of its own for one test, gone when the test is.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/delimited-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and names it as a delivery.
    func file(_ name: String, _ bytes: [UInt8]) throws -> DeliveryFile {
        let place = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: place))
        return DeliveryFile(path: place, size: bytes.count)
    }

    /// Writes a text as UTF-8.
    func file(_ name: String, _ text: String) throws -> DeliveryFile { try file(name, Array(text.utf8)) }
}

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

/// The real files of other people that tests read, where they are.
enum Fixtures {
    /// The folder, or nil when there is none on this machine.
    static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["CUSTOMARY_FIXTURES"]
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = named ?? root.deletingLastPathComponent().appendingPathComponent("shared/fixtures").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    /// False skips the fixture tests; where they must run, a missing folder fails them instead.
    static var areHere: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// A file by its family and name.
    static func file(_ family: String, _ name: String) throws -> DeliveryFile {
        let folder = try #require(folder, "no fixtures: set CUSTOMARY_FIXTURES")
        let path = "\(folder)/\(family)/\(name)"
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return DeliveryFile(path: path, size: try #require(size))
    }

    /// What independent tools read from a family's files.
    static func facts(_ family: String) throws -> [String: [String: Any]] {
        let folder = try #require(folder, "no fixtures: set CUSTOMARY_FIXTURES")
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(family)/expected.json"))
        let all = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
        return all.compactMapValues { $0["facts"] as? [String: Any] }
    }
}

/// Looks at a file as a first look does.
func probed(_ delivery: DeliveryFile, _ given: OptionValues = OptionValues()) throws -> Probe? {
    try DelimitedConnector().probe(delivery, given: given)
}
