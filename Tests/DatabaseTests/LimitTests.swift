import Connecting
import Database
import Deliveries
import Foundation
import Records
import Testing

/// What the connector refuses to exceed, at one less, at and at one more than the limit.
struct LimitTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func outcome(_ text: String, _ limits: ReadingLimits) throws -> Result<ReadStream, any Error> {
        let file = try folder.file("\(UUID().uuidString).sql", text)
        return Result {
            try readStream(file, "customers", OptionValues(["table": "customers"]), limits: limits)
        }
    }

    private let head = "CREATE TABLE `customers` (id int, name text);\n"

    @Test("The bytes of a value: at the limit it is read, beyond it its row is malformed and the rest goes on")
    func cellBytes() throws {
        var limits = ReadingLimits()
        limits.cellBytes = 1000
        for count in [999, 1000, 1001, 200_000] {
            for letter in ["x", "\\n", "''"] {
                let value = String(repeating: letter, count: count)
                let text = head + "INSERT INTO `customers` VALUES (1,'\(value)'),(2,'b');"
                let stream = try outcome(text, limits).get()
                #expect(stream.kinds == [count <= 1000 ? .record : .malformed, .record])
                #expect(stream.rows[0][1].utf8.count == (count <= 1000 ? count : 0))
                #expect(stream.rows[1] == ["2", "b"])
            }
        }
    }

    @Test("The bytes of a row")
    func recordBytes() throws {
        var limits = ReadingLimits()
        limits.recordBytes = 100
        for (count, isFine) in [(98, true), (99, true), (100, false)] {
            let value = String(repeating: "x", count: count)
            let result = try outcome(head + "INSERT INTO `customers` VALUES (1,'\(value)');", limits)
            #expect(((try? result.get()) != nil) == isFine, "\(count)")
        }
    }

    @Test("The columns of a table and the values of a row")
    func columns() throws {
        var limits = ReadingLimits()
        limits.columns = 5
        for (count, isFine) in [(4, true), (5, true), (6, false)] {
            let names = (1...count).map { "c\($0) int" }.joined(separator: ",")
            let values = (1...count).map(String.init).joined(separator: ",")
            let described = "CREATE TABLE `customers` (\(names));\nINSERT INTO `customers` VALUES (\(values));"
            #expect(((try? outcome(described, limits).get()) != nil) == isFine)
            #expect(((try? outcome("INSERT INTO `customers` VALUES (\(values));", limits).get()) != nil) == isFine)
            let listed = (1...count).map { "c\($0)" }.joined(separator: ",")
            #expect(
                ((try? outcome("INSERT INTO `customers` (\(listed)) VALUES (\(values));", limits).get()) != nil)
                    == isFine
            )
        }
    }

    @Test("The records of a stream")
    func records() throws {
        var limits = ReadingLimits()
        limits.records = 3
        for (count, isFine) in [(2, true), (3, true), (4, false)] {
            let rows = (1...count).map { "(\($0),'x')" }.joined(separator: ",")
            let result = try outcome(head + "INSERT INTO `customers` VALUES \(rows);", limits)
            #expect(((try? result.get()) != nil) == isFine)
        }
    }

    @Test("The bytes that a compressed dump may have")
    func inflatedBytes() throws {
        let text = head + "INSERT INTO `customers` VALUES (1,'x');"
        _ = try folder.file("dump.sql", text)
        try run("gzip", ["-k", folder.path + "/dump.sql"])
        for (bytes, isFine) in [(text.utf8.count - 1, false), (text.utf8.count, true), (text.utf8.count + 1, true)] {
            var limits = ReadingLimits()
            limits.inflatedBytes = bytes
            let result = Result {
                try readStream(
                    folder.delivery("dump.sql.gz"), "customers", OptionValues(["table": "customers"]), limits: limits)
            }
            #expect(((try? result.get()) != nil) == isFine)
        }
    }

    @Test("A compressed dump that grows two hundredfold is refused before it is all there")
    func ratio() throws {
        let zeros = head + "INSERT INTO `customers` VALUES (1,'" + String(repeating: "0", count: 40 << 20) + "');"
        _ = try folder.file("bomb.sql", zeros)
        try run("gzip", ["-9", folder.path + "/bomb.sql"])
        let error = #expect(throws: SourceFault.self) {
            try DatabaseConnector().probe(folder.delivery("bomb.sql.gz"), given: OptionValues())
        }
        #expect("\(try #require(error))".contains("200 times its own size"))
    }
}
