import Connecting
import Deliveries
import Records
import Seeds
import Testing

@testable import Delimited

/// All that a reading gives, where the batches end left aside.
private struct Reading {
    var rows: [String] = []
    var findings: [String] = []
    var doubts: [String] = []
    var fault = ""

    init(_ file: DeliveryFile, _ options: OptionValues, threads: Int, partBytes: Int, limits: ReadingLimits = .standard)
    {
        var limits = limits
        limits.threads = threads
        do {
            let summary = try DelimitedConnector(partBytes: partBytes).read(
                file, stream: "", options: options, limits: limits
            ) { batch in
                for row in 0..<batch.count {
                    let cells = (0..<batch.cells.width).map { batch.cells.text(row, $0) }.joined(separator: "␟")
                    rows.append(
                        "\(batch.ordinals[row]) \(batch.places[row]) \(batch.kinds[row]) \(batch.remarks[row] ?? "") \(cells)"
                    )
                }
            }
            findings = summary.findings.map { "\($0.code) \($0.ordinal) \($0.value) \($0.message)" }
            doubts = summary.doubts.map { "\($0.evidence) \($0.rows)" }
            rows.append("\(summary.records) records")
        } catch {
            // How far the table was read before a fault depends on where its batches end.
            rows = []
            fault = "\(error)"
        }
    }

    /// The first thing in which another reading differs.
    func difference(to other: Reading) -> String? {
        for (mine, theirs) in [
            (rows, other.rows), (findings, other.findings), (doubts, other.doubts), ([fault], [other.fault]),
        ] {
            for index in 0..<max(mine.count, theirs.count) {
                let one = index < mine.count ? mine[index] : "nothing"
                let two = index < theirs.count ? theirs[index] : "nothing"
                if one != two { return "\(one.debugDescription) became \(two.debugDescription)" }
            }
        }
        return nil
    }
}

@Suite("Reading by several threads")
struct ParallelTests {
    private static let pieces: [[UInt8]] =
        [
            "a", "b", "Müller", "\"", "\"\"", ",", ",", ",", "\n", "\n", "\r\n", "\r", "Summe", "12", "1,5", "\0",
            "\u{FEFF}", " ",
        ]
        .map { Array($0.utf8) } + [[0xFC], [0x81]]

    @Test("any text is read as by one: rows, places, findings, faults, for parts of any size", arguments: 1...12)
    func anyText(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        for round in 0..<12 {
            var random = Seeded(seed &* 100 &+ UInt64(round))
            var bytes = Array("name,city,saldo\n".utf8)
            for _ in 0..<Int.random(in: 20...400, using: &random) {
                switch Int.random(in: 0..<10, using: &random) {
                case 0: for _ in 0..<8 { bytes += Self.pieces.randomElement(using: &random) ?? [] }
                case 1: bytes += Array("\"x\n,y\",\"a \"\"b\"\"\",3\r\n".utf8)
                case 2: bytes += Array("\n\nname,city,saldo\n,,\n".utf8)
                default: bytes += Array("Anna Beispiel,Köln,\(Int.random(in: 0..<9, using: &random))\n".utf8)
                }
            }
            let file = try folder.file("t\(round).csv", bytes)
            for encoding in ["utf-8", "cp1252", "shift-jis", "utf-16le"] {
                let options = OptionValues(["encoding": encoding, "delimiter": ",", "header_row": "1"])
                let one = Reading(file, options, threads: 1, partBytes: 1 << 20)
                for (threads, partBytes) in [(2, 64), (7, 200), (2, 1000), (7, 17)] {
                    let several = Reading(file, options, threads: threads, partBytes: partBytes)
                    if let difference = one.difference(to: several) {
                        Issue.record(
                            "seed \(seed), round \(round), \(encoding), \(threads) threads, parts of \(partBytes): \(difference)"
                        )
                        return
                    }
                }
            }
        }
    }

    @Test("a table of some thousand rows comes in its order", arguments: [1, 2, 7])
    func largerTable(threads: Int) throws {
        let folder = try TemporaryFolder()
        var text = "id,name,note\n"
        for number in 1...20_000 {
            let note = number % 13 == 0 ? "\"two\nlines, \(number)\"" : "plain"
            text += "\(number),\"Firma \(number), \"\"GmbH\"\"\",\(note)\n"
        }
        text += "Summe,,1\n"
        let file = try folder.file("t.csv", text)
        var limits = ReadingLimits.standard
        limits.threads = threads
        var next: UInt32 = 1
        var place: UInt32 = 2
        var last = RowKind.record
        let options = OptionValues(["encoding": "utf-8", "delimiter": ",", "header_row": "1"])
        let summary = try DelimitedConnector(partBytes: 10_000).read(file, stream: "", options: options, limits: limits)
        {
            batch in
            for row in 0..<batch.count {
                #expect(batch.ordinals[row] == next && batch.places[row] == place)
                if next <= 20_000 { #expect(batch.cells.text(row, 1) == "Firma \(next), \"GmbH\"") }
                place += next % 13 == 0 && next <= 20_000 ? 2 : 1
                next += 1
                last = batch.kinds[row]
            }
        }
        #expect(summary.records == 20_001)
        #expect(last == .total)
        #expect(summary.findings.map(\.code) == ["row.total"])
    }

    @Test("the limit of records is told with the line at which it is reached", arguments: [1, 2, 7])
    func recordLimit(threads: Int) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("t.csv", "id,name\n" + (1...1000).map { "\($0),x\n" }.joined())
        let options = OptionValues(["encoding": "utf-8", "delimiter": ",", "header_row": "1"])
        for (limit, isRefused) in [(999, true), (1000, false), (1001, false)] {
            var limits = ReadingLimits.standard
            limits.records = limit
            let reading = Reading(file, options, threads: threads, partBytes: 512, limits: limits)
            #expect(reading.fault.isEmpty == !isRefused)
            if isRefused { #expect(reading.fault.contains("t.csv:1001: more than 999 records")) }
        }
    }

    @Test("a sink that stops the run stops the threads too")
    func stoppedSink() throws {
        struct Enough: Error {}
        let folder = try TemporaryFolder()
        let file = try folder.file("t.csv", "id,name\n" + (1...5000).map { "\($0),x\n" }.joined())
        var limits = ReadingLimits.standard
        limits.threads = 4
        #expect(throws: Enough.self) {
            _ = try DelimitedConnector(partBytes: 500).read(
                file, stream: "", options: OptionValues(["header_row": "1"]), limits: limits
            ) { if $0.ordinals[0] > 1000 { throw Enough() } }
        }
    }
}
