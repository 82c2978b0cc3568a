import Connecting
import Delimited
import Deliveries
import Foundation
import Records
import Testing

@Suite("Files that are not what they seem")
struct FileTests {
    private let options = OptionValues(["encoding": "utf-8", "delimiter": ",", "quote": "double", "header_row": "1"])

    private func fault(_ body: () throws -> Void) -> SourceFault? {
        do {
            try body()
            return nil
        } catch let fault as SourceFault {
            return fault
        } catch {
            return nil
        }
    }

    @Test("noise is no table, whatever it is called and whichever encoding it begins like")
    func noise() throws {
        let folder = try TemporaryFolder()
        for seed in UInt64(1)...300 {
            var state = seed
            let noise = (0..<5_000).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            let mark: [UInt8] = [[], [0xFF, 0xFE], [0xFE, 0xFF]][Int(seed % 3)]
            let delivery = try folder.file(["noise.xlsx", "noise.csv"][Int(seed % 2)], mark + noise)
            // A fault says so as well as nothing does.
            let probe = try? DelimitedConnector().probe(delivery, given: OptionValues())
            #expect(probe == nil, "seed \(seed)")
        }
    }

    @Test("links, folders, pipes and missing files are refused")
    func notRegular() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("real.csv", "a,b\n1,2\n")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.csv", withDestinationPath: file.path)
        #expect(mkfifo(folder.path + "/pipe.csv", 0o600) == 0)
        for name in ["link.csv", "pipe.csv", "", "gone.csv"] {
            let delivery = DeliveryFile(path: folder.path + "/" + name, size: 8)
            for fault in [
                fault { _ = try DelimitedConnector().probe(delivery, given: OptionValues()) },
                fault { _ = try readTable(delivery, options) },
            ] {
                guard case .unreadable = fault else {
                    Issue.record("\(name): \(String(describing: fault))")
                    continue
                }
            }
        }
    }

    @Test("a file that is written to while it is read is told, and so is one that is replaced or cut")
    func changed() throws {
        let folder = try TemporaryFolder()
        let rows = (1...200_000).map { "\($0),name \($0)" }.joined(separator: "\n")
        for change in ["append", "replace", "cut"] {
            let file = try folder.file("\(change).csv", "id,name\n" + rows + "\n")
            var hasChanged = false
            let fault = fault {
                _ = try DelimitedConnector().read(file, stream: "", options: options, limits: .standard) { _ in
                    if hasChanged { return }
                    hasChanged = true
                    switch change {
                    case "append":
                        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file.path))
                        try handle.seekToEnd()
                        try handle.write(contentsOf: Data("x,y\n".utf8))
                        try handle.close()
                    case "replace":
                        try Data("id,name\n".utf8).write(to: URL(fileURLWithPath: file.path + ".new"))
                        #expect(rename(file.path + ".new", file.path) == 0)
                    default: #expect(truncate(file.path, 100_003) == 0)
                    }
                }
            }
            #expect(hasChanged)
            guard case .changedWhileReading(let name) = fault else {
                Issue.record("\(change): \(String(describing: fault))")
                continue
            }
            #expect(name == file.name)
        }
    }

    @Test("ten gigabytes in one line are refused at the record limit")
    func endless() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("endless.csv", "")
        #expect(truncate(file.path, 10 << 30) == 0)
        let delivery = DeliveryFile(path: file.path, size: 10 << 30)
        #expect(try DelimitedConnector().probe(delivery, given: OptionValues()) == nil)
        let first = fault { _ = try readTable(delivery, options) }
        guard case .tooLarge(_, let limit, let value) = first else {
            Issue.record("\(String(describing: first))")
            return
        }
        var below = options
        below["header_row"] = "5"
        guard case .tooLarge = fault({ _ = try readTable(delivery, below) }) else {
            Issue.record("lines above the header have no limit")
            return
        }
        #expect(limit == "bytes in one record")
        #expect(value == ReadingLimits.standard.recordBytes)
    }

    @Test("limits hold at the limit and one beyond")
    func limits() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("t.csv", "a,b,c\n1,2,3\n4,5,6\n7,8,9\n")
        var limits = ReadingLimits()
        limits.records = 3
        limits.columns = 3
        #expect(try readTable(file, options, limits: limits).rows.count == 3)
        limits.records = 2
        let records = fault { _ = try readTable(file, options, limits: limits) }
        guard case .tooLarge(let position, "records", 2) = records else {
            Issue.record("\(String(describing: records))")
            return
        }
        #expect(position.row == 4)
        limits.records = 3
        limits.columns = 2
        guard case .tooLarge(_, "columns", 2) = fault({ _ = try readTable(file, options, limits: limits) }) else {
            Issue.record("columns")
            return
        }
    }

    @Test(
        "archives, workbooks, pictures, databases, XML and JSON are another connector's",
        arguments: [
            [0x50, 0x4B, 0x03, 0x04, 0x14], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], Array("%PDF-1.7\n".utf8),
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], [0xFF, 0xD8, 0xFF, 0xE0], [0x1F, 0x8B, 0x08],
            Array("SQLite format 3\0".utf8),
            Array("<?xml version=\"1.0\"?>\n<a,b>".utf8), Array("\u{FEFF}<?xml version=\"1.0\"?>".utf8),
            Array("{\"id\": 1,\n\"b\": 2}".utf8), Array("[{\"id\": 1}]".utf8), Array("BEGIN:VCARD\nFN:x\n".utf8),
            [UInt8](repeating: 0, count: 500), (0..<400).map { UInt8($0 % 31) },
        ] as [[UInt8]])
    func otherKinds(bytes: [UInt8]) throws {
        let folder = try TemporaryFolder()
        #expect(try DelimitedConnector().probe(folder.file("x.csv", bytes), given: OptionValues()) == nil)
    }

    @Test("an empty file is refused with words", arguments: ["", "\n\n", "\u{FEFF}", "  \r\n"])
    func empty(text: String) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("empty.csv", text)
        let fault = fault { _ = try DelimitedConnector().probe(file, given: OptionValues()) }
        guard case .refused = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(try DelimitedConnector().probe(folder.file("empty.bin", text), given: OptionValues()) == nil)
    }

    @Test("prose is no table, and a table in a file with another ending is one")
    func confidence() throws {
        let folder = try TemporaryFolder()
        let prose = "Sehr geehrte Damen und Herren,\n\nanbei die Liste. Sie enthält, wie besprochen, alle\nKunden.\n"
        let table = "id;name;plz\n1;A;53111\n2;B;89073\n"
        let connector = DelimitedConnector()
        let readme = try #require(try connector.probe(folder.file("readme.md", prose), given: OptionValues()))
        let csv = try #require(try connector.probe(folder.file("t.csv", table), given: OptionValues()))
        let other = try #require(try connector.probe(folder.file("t.dat", table), given: OptionValues()))
        #expect(readme.confidence <= 10)
        #expect(csv.confidence >= 80)
        #expect(other.confidence >= 60)
        #expect(other.confidence < csv.confidence)
    }

    @Test("a sink that throws ends the reading with its own error")
    func sinkThrows() throws {
        struct Stopped: Error {}
        let folder = try TemporaryFolder()
        let file = try folder.file("t.csv", "a,b\n1,2\n")
        #expect(throws: Stopped.self) {
            _ = try DelimitedConnector().read(file, stream: "", options: options, limits: .standard) { _ in
                throw Stopped()
            }
        }
    }

    @Test("a text file has one stream without a name")
    func streams() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("t.csv", "a,b\n1,2\n")
        let fault = fault {
            let plain = OptionValues(["encoding": "utf-8", "delimiter": ","])
            _ = try DelimitedConnector().read(file, stream: "Sheet1", options: plain, limits: .standard) { _ in }
        }
        guard case .missing = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test("batches stay within their bounds and keep the file's order")
    func batches() throws {
        let folder = try TemporaryFolder()
        let count = 70_000
        let file = try folder.file("t.csv", "id,name\n" + (1...count).map { "\($0),n\($0)" }.joined(separator: "\n"))
        var next: UInt32 = 1
        var batches = 0
        let summary = try DelimitedConnector().read(file, stream: "", options: options, limits: .standard) { batch in
            batches += 1
            #expect(batch.count <= 8_192)
            for row in 0..<batch.count where batch.ordinals[row] != next + UInt32(row) {
                Issue.record("order at \(next)")
            }
            next += UInt32(batch.count)
        }
        #expect(batches == 9)
        #expect(summary.records == UInt32(count))
        #expect(summary.findings.map(\.code) == ["file.no-final-line-end"])
    }

    @Test("wide tables of empty cells come in smaller batches")
    func wideBatches() throws {
        let folder = try TemporaryFolder()
        let commas = String(repeating: ",", count: 16_383)
        let file = try folder.file("t.csv", "a\(commas)\n" + String(repeating: "1\(commas)\n", count: 600))
        var rows = 0
        let summary = try DelimitedConnector().read(file, stream: "", options: options, limits: .standard) { batch in
            #expect(batch.count * batch.cells.width <= 4 << 20)
            rows += batch.count
        }
        #expect(rows == 600)
        #expect(summary.columns.count == 16_384)
        #expect(summary.columns.last == "column_16384")
    }

    @Test("a totals line behind a full batch is still told")
    func totalsBehindBatch() throws {
        let folder = try TemporaryFolder()
        for count in [RawBatch.maximumRows - 1, RawBatch.maximumRows, RawBatch.maximumRows + 1] {
            let rows = (1...count).map { "n\($0),\($0)" }.joined(separator: "\n")
            let table = try readTable(folder.file("t.csv", "name,sum\n\(rows)\nSumme,99\n"), options)
            #expect(table.kinds.last == .total)
            #expect(table.kinds.count { $0 == .record } == count)
        }
    }

    @Test("the description names every option that a probe sets")
    func description() throws {
        let table = try readTable("x\n'a';'b'\n1;2\n3;4\n", given: ["comment": "#", "totals": "false"])
        let options = try #require(table.probe?.options)
        #expect(options.problems(for: DelimitedConnector.description).isEmpty)
        #expect(DelimitedConnector.description.options.count == 15)
    }
}
