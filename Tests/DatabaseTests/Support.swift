import Connecting
import Database
import Deliveries
import Foundation
import Records
import Testing

extension TemporaryFolder {
    /// Names a file that some program wrote there.
    func delivery(_ name: String) throws -> DeliveryFile {
        let size = try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.size] as? Int
        return DeliveryFile(path: path + "/" + name, size: try #require(size))
    }
}

/// All that reading a stream gave.
struct ReadStream {
    var columns: [String] = []
    var rows: [[String]] = []
    var places: [UInt32] = []
    var kinds: [RowKind] = []
    var remarks: [Int: String] = [:]
    var findings: [Finding] = []

    /// The cells of a column by its name.
    func column(_ name: String) -> [String] {
        guard let index = columns.firstIndex(of: name) else { return [] }
        return rows.map { $0[index] }
    }
}

/// Reads a stream with options.
func readStream(
    _ delivery: DeliveryFile, _ name: String, _ options: OptionValues, limits: ReadingLimits = .standard
) throws -> ReadStream {
    var stream = ReadStream()
    let summary = try DatabaseConnector().read(delivery, stream: name, options: options, limits: limits) { batch in
        let base = stream.rows.count
        for row in 0..<batch.count {
            stream.rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) })
        }
        for (row, remark) in batch.remarks { stream.remarks[base + row] = remark }
        stream.places += batch.places
        stream.kinds += batch.kinds
    }
    #expect(Int(summary.records) == stream.rows.count)
    stream.columns = summary.columns
    stream.findings = summary.findings
    return stream
}

/// Probes a file and reads all its streams as the probe says; checks that both agree.
func readAll(_ delivery: DeliveryFile, given: [String: String] = [:]) throws -> [String: ReadStream] {
    let probe = try #require(try DatabaseConnector().probe(delivery, given: OptionValues(given)))
    var streams: [String: ReadStream] = [:]
    for found in probe.streams {
        #expect(found.options.problems(for: DatabaseConnector.description).isEmpty)
        let stream = try readStream(delivery, found.name, found.options)
        #expect(stream.columns == found.columns)
        #expect(found.sample.count == min(200, stream.rows.count))
        for row in 0..<found.sample.count {
            #expect((0..<found.sample.cells.width).map { found.sample.cells.text(row, $0) } == stream.rows[row])
        }
        streams[found.name] = stream
    }
    return streams
}

/// Reads all streams of a dump in a text.
func readAll(_ text: String, name: String = "dump.sql", given: [String: String] = [:]) throws -> [String: ReadStream] {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try readAll(folder.file(name, text), given: given) }
}

/// What a look at a dump in a text finds.
func probe(_ text: String, given: [String: String] = [:]) throws -> Probe? {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
        try DatabaseConnector().probe(folder.file("dump.sql", text), given: OptionValues(given))
    }
}

/// Runs a program and waits for it; throws when it fails.
func run(_ program: String, _ arguments: [String], input: String? = nil) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    if let input { pipe.fileHandleForWriting.write(Data(input.utf8)) }
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(program) failed")
}
