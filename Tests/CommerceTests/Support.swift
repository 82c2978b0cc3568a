import Commerce
import Connecting
import Foundation
import Records
import Testing

/// A folder of its own for one test, gone when the test is.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/commerce-" + UUID().uuidString
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

/// A stream read from its first row to its last.
struct ReadStream {
    var stream: ProbedStream
    var rows: [[String: String]] = []
    var kinds: [RowKind] = []
    var places: [UInt32] = []
    var ordinals: [UInt32] = []
    var remarks: [String] = []
    var summary = ReadingSummary(columns: [], records: 0)

    /// The values of a column, row by row.
    func column(_ name: String) -> [String] { rows.map { $0[name] ?? "?" } }
}

/// Probes a file and reads all its streams with what the probe found, those too that hold nothing about customers.
func readAll(_ delivery: DeliveryFile, given: [String: String] = ["everything": "true"]) throws -> (
    probe: Probe, streams: [String: ReadStream]
) {
    let connector = CommerceConnector()
    let probe = try #require(try connector.probe(delivery, given: OptionValues(given)))
    var streams: [String: ReadStream] = [:]
    for stream in probe.streams {
        #expect(stream.options.problems(for: CommerceConnector.description).isEmpty)
        var read = ReadStream(stream: stream)
        read.summary = try connector.read(
            delivery, stream: stream.name, options: stream.options, limits: .standard
        ) { batch in
            for row in 0..<batch.count {
                var cells: [String: String] = [:]
                for (index, name) in stream.columns.enumerated() { cells[name] = batch.cells.text(row, index) }
                read.rows.append(cells)
                if let remark = batch.remarks[row] { read.remarks.append(remark) }
            }
            read.kinds += batch.kinds
            read.places += batch.places
            read.ordinals += batch.ordinals
        }
        #expect(
            read.summary.columns == stream.columns, "\(stream.name): the columns of the look and of the reading differ")
        #expect(read.summary.records == UInt32(read.rows.count))
        #expect(read.ordinals == (0..<read.rows.count).map { UInt32($0 + 1) })
        streams[stream.name] = read
    }
    return (probe, streams)
}

/// Writes a text to a file of its own and reads it.
func readAll(_ text: String, name: String, given: [String: String] = [:]) throws -> (
    probe: Probe, streams: [String: ReadStream]
) {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try readAll(folder.file(name, text), given: given) }
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
