import Connecting
import Database
import Deliveries
import Foundation
import Records
import Seeds
import Testing

/// Damaged files: whatever is in them, reading ends, with rows or with a fault that says where.
struct FuzzTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Probes and reads all; anything but a fault of a source is a failure.
    private func survive(_ bytes: [UInt8], _ name: String) throws {
        let file = try folder.file(name, bytes)
        do {
            guard let probe = try DatabaseConnector().probe(file, given: OptionValues()) else { return }
            for stream in probe.streams {
                _ = try DatabaseConnector().read(
                    file, stream: stream.name, options: stream.options, limits: .standard
                ) { batch in
                    #expect(batch.cells.count == batch.count)
                }
            }
        } catch is SourceFault {
            return
        }
    }

    private func mutate(_ whole: [UInt8], _ name: String, rounds: Int, seed: UInt64, from first: Int = 0) throws {
        var random = Seeded(seed)
        for round in 0..<rounds {
            var bytes = whole
            switch round % 3 {
            case 0:
                for _ in 0..<(1 + Int.random(in: 0..<8, using: &random)) {
                    bytes[Int.random(in: first..<bytes.count, using: &random)] ^=
                        1 << UInt8.random(in: 0..<8, using: &random)
                }
            case 1: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
            default:
                let from = Int.random(in: first..<bytes.count, using: &random)
                let count = min(bytes.count - from, Int.random(in: 1..<40, using: &random))
                if Bool.random(using: &random) {
                    bytes.removeSubrange(from..<(from + count))
                } else {
                    bytes.insert(
                        contentsOf: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, at: from)
                }
            }
            try survive(bytes, name)
        }
    }

    @Test("Dumps", arguments: [1, 2, 3] as [UInt64])
    func dumps(_ seed: UInt64) throws {
        print("seed \(seed)")
        try mutate(Array(ApplicationTests.suite.utf8), "fuzz.sql", rounds: 60, seed: seed)
        let plain =
            DumpTests.head + DumpTests.customers
            + "INSERT INTO `customers` VALUES (1,'a','b','c',1,0x00,_binary 'x',b'1');\n"
        try mutate(Array(plain.utf8), "fuzz.sql", rounds: 120, seed: seed &+ 100)
    }

    @Test("Compressed dumps", arguments: [4, 5] as [UInt64])
    func compressed(_ seed: UInt64) throws {
        print("seed \(seed)")
        _ = try folder.file("whole.sql", ApplicationTests.suite)
        try run("gzip", ["-kf", folder.path + "/whole.sql"])
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/whole.sql.gz")))
        try mutate(bytes, "fuzz.sql.gz", rounds: 90, seed: seed)
    }

    @Test("dBase tables", arguments: [6, 7] as [UInt64])
    func dBase(_ seed: UInt64) throws {
        print("seed \(seed)")
        _ = try folder.file("fuzz.dbt", [UInt8](repeating: 0x41, count: 2000))
        try mutate(FileTests.table, "fuzz.dbf", rounds: 300, seed: seed)
    }

    @Test("SQLite files", arguments: [8, 9] as [UInt64])
    func sqlite(_ seed: UInt64) throws {
        print("seed \(seed)")
        try run("sqlite3", [folder.path + "/whole.db"], input: FileTests.customers)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/whole.db")))
        try mutate(bytes, "fuzz.db", rounds: 150, seed: seed, from: 16)
    }
}
