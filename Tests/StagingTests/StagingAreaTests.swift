import Digest
import Foundation
import Records
import SQLite
import Seeds
import Staging
import Testing

/// A staging area in a folder of its own, which goes when the test ends.
private final class Area {
    let folder: String
    var path: String { folder + "/staging.sqlite" }

    init() throws {
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        folder = "\(memory ? "/dev/shm" : NSTemporaryDirectory())/customary-staging-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func open() throws -> StagingArea { try StagingArea(path: path) }

    /// Takes the files away, as somebody would by hand.
    func delete() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }
}

private func key(_ text: String) -> (UInt64, UInt64) {
    Array(text.utf8).withUnsafeBytes { (Hash64.hash($0), Hash64.hash($0, seed: 1)) }
}

private func described(_ source: String, _ columns: [String], digest: String = "d") -> StagedDelivery {
    StagedDelivery(
        id: 0, source: source, stream: "Süd", file: "\(source).xlsx", digest: digest, mapping: "m", columns: columns)
}

/// Stages rows of contacts: each its cells, its state and its record's key; the record's e-mail is the first cell.
private func stage(
    _ staging: StagingArea, _ source: String, _ rows: [(cells: [String], state: StagedState, key: String)],
    columns: [String] = ["Mail", "Passwort"], secret: Set<Int> = []
) throws {
    let email = CustomerModel.fieldIndex("email", of: .contacts)
    try staging.stage(described(source, columns), at: "2026-03-02T09:00:00.000000Z") { writer, delivery in
        var batch = RawBatch(width: columns.count)
        var reasons: [Int: String] = [:]
        for (index, row) in rows.enumerated() {
            for cell in row.cells { batch.cells.append(cell) }
            batch.endRow(ordinal: UInt32(index + 1), place: UInt32(index + 2))
            if row.state != .ready { reasons[index] = "because \(row.state)" }
        }
        try writer.write(raw: batch, states: rows.map(\.state.rawValue), reasons: reasons, secret: secret)
        for (index, row) in rows.enumerated() where row.state == .ready {
            let record = StagingWriter.Record(
                entity: .contacts, mappingRecord: 0, ordinal: UInt32(index + 1), number: 0, key: Array(row.key.utf8),
                keyDigest: key(row.key), changed: 1 << 63, dropped: 5)
            _ = try writer.write(record) { $0 == email ? Array(row.cells[0].utf8)[...] : [] }
        }
        delivery.records = rows.count
        delivery.ready = rows.count { $0.state == .ready }
        delivery.rejected = rows.count { $0.state == .rejected }
        delivery.filtered = rows.count { $0.state == .filtered }
        delivery.held = rows.count { $0.state == .held }
        delivery.unmapped = [("Passwort", 2), ("a \"quoted\", column", 1)]
    }
}

@Suite struct StagingAreaTests {
    private let rows: [(cells: [String], state: StagedState, key: String)] = [
        (["a@b.example", "x"], .ready, "1"), (["kaputt\n\"\\\u{1}\t", ""], .rejected, ""),
        (["", "geheim"], .filtered, ""),
        (["c@d.example", ""], .ready, "1"), (["e@f.example", ""], .ready, "2"), (["", ""], .held, ""),
    ]

    @Test func whatWasStagedIsReadBack() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        let delivery = try #require(try staging.delivery(of: "shop"))
        #expect(
            delivery.stream == "Süd" && delivery.file == "shop.xlsx" && delivery.digest == "d"
                && delivery.mapping == "m")
        #expect(delivery.columns == ["Mail", "Passwort"])
        #expect(delivery.records == 6 && delivery.ready == 3)
        #expect(delivery.rejected == 1 && delivery.filtered == 1 && delivery.held == 1)
        #expect(delivery.unmapped.map(\.column) == ["Passwort", "a \"quoted\", column"])
        #expect(delivery.unmapped.map(\.cells) == [2, 1])
        var read: [StagedRow] = []
        try staging.eachRow(of: delivery.id) { read.append($0) }
        #expect(read.map(\.state) == rows.map(\.state))
        #expect(read.map(\.ordinal) == [1, 2, 3, 4, 5, 6])
        #expect(read.map(\.place) == [2, 3, 4, 5, 6, 7])
        #expect(read.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } } == rows.map(\.cells))
        #expect(read.map(\.reason) == ["", "because rejected", "because filtered", "", "", "because held"])
        #expect(try staging.row(2, of: delivery.id)?.cells == read[1].cells)
        #expect(try staging.row(7, of: delivery.id) == nil)
        #expect(try staging.delivery(of: "other") == nil)
    }

    @Test func rowsAreFoundByTheirState() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        let id = try #require(try staging.delivery(of: "shop")).id
        var found: [UInt32] = []
        try staging.eachRow(of: id, states: [.rejected, .held]) { found.append($0.ordinal) }
        #expect(found == [2, 6])
        #expect(
            try staging.reasons(of: id).map { "\($0.state) \($0.reason) \($0.count)" } == [
                "rejected because rejected 1", "filtered because filtered 1", "held because held 1",
            ])
    }

    @Test func everyFilledCellIsMarked() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        let id = try #require(try staging.delivery(of: "shop")).id
        var filled: [UInt8] = []
        var states: [StagedState] = []
        try staging.eachFill(of: id) { _, state, bits in
            filled.append(bits[0])
            states.append(state)
        }
        #expect(filled == [0b11, 0b01, 0b10, 0b01, 0b01, 0])
        #expect(states == rows.map(\.state))
    }

    @Test func secretCellsAreDroppedAndStillCounted() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows, secret: [1])
        let id = try #require(try staging.delivery(of: "shop")).id
        #expect(try staging.row(1, of: id)?.cells[1] == Array("[dropped]".utf8))
        #expect(try staging.row(2, of: id)?.cells[1] == [])
        var filled = 0
        try staging.eachFill(of: id) { _, _, bits in filled += Int(bits[0] >> 1) }
        #expect(filled == 2)
        let file = try Data(contentsOf: URL(fileURLWithPath: area.path))
        let log = (try? Data(contentsOf: URL(fileURLWithPath: area.path + "-wal"))) ?? Data()
        for bytes in [file, log] { #expect(bytes.range(of: Data("geheim".utf8)) == nil) }
    }

    @Test func recordsOfReadyRowsComeBackWithTheirKeysAndCopies() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        let id = try #require(try staging.delivery(of: "shop")).id
        let records = try staging.standardisedRecords(.contacts, sourceOf: [id: 4])
        let email = try #require(CustomerModel.fieldIndex("email", of: .contacts))
        #expect(records.count == 3)
        #expect((0..<3).map { records.fields.text($0, email) } == ["a@b.example", "c@d.example", "e@f.example"])
        #expect((0..<3).map { records.keys.text($0, 0) } == ["1", "1", "2"])
        #expect(records.copies == [0, 1, 0])
        #expect(records.ordinals == [1, 4, 5])
        #expect(records.sources == [4, 4, 4])
        #expect(records.changed == [1 << 63, 1 << 63, 1 << 63])
        #expect(records.dropped == [5, 5, 5])
        #expect(try staging.standardisedRecords(.contacts, sourceOf: [:]).count == 0)
        #expect(try staging.recordCounts(of: id).map { "\($0.entity.table) \($0.count)" } == ["contacts 3"])
    }

    @Test func aDeliveryIsReplacedAndOthersStay() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        try stage(staging, "list", Array(rows.prefix(1)))
        try stage(staging, "shop", Array(rows.prefix(2)))
        #expect(try staging.deliveries().map(\.source) == ["list", "shop"])
        #expect(try staging.deliveries().map(\.records) == [1, 2])
        let ids = try staging.deliveries().map(\.id)
        #expect(Set(ids).count == 2)
        #expect(try staging.standardisedRecords(.contacts, sourceOf: [ids[0]: 0, ids[1]: 1]).sources == [0, 1])
    }

    @Test func aBodyThatThrowsLeavesTheOldDelivery() throws {
        struct Stop: Error {}
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        let before = try staging.revision()
        #expect(throws: Stop.self) {
            try staging.stage(described("shop", ["Mail"], digest: "new"), at: "2026-03-03T09:00:00.000000Z") {
                writer, delivery in
                var batch = RawBatch(width: 1)
                batch.cells.append("half")
                batch.endRow(ordinal: 1, place: 2)
                try writer.write(raw: batch, states: [0], reasons: [:], secret: [])
                delivery.records = 1
                throw Stop()
            }
        }
        let delivery = try #require(try staging.delivery(of: "shop"))
        #expect(delivery.digest == "d" && delivery.records == 6)
        #expect(try staging.row(1, of: delivery.id)?.cells.first == Array("a@b.example".utf8))
        #expect(try staging.standardisedRecords(.contacts, sourceOf: [delivery.id: 0]).count == 3)
        #expect(try staging.revision() == before)
    }

    @Test func theRevisionGrowsWithEveryChange() throws {
        let area = try Area()
        let staging = try area.open()
        var revisions = [try staging.revision()]
        for source in ["shop", "shop", "list", "shop"] {
            try stage(staging, source, rows)
            revisions.append(try staging.revision())
        }
        try staging.keepOnly(["list"])
        revisions.append(try staging.revision())
        try staging.keepOnly([])
        revisions.append(try staging.revision())
        try stage(staging, "shop", rows)
        revisions.append(try staging.revision())
        for (before, after) in zip(revisions, revisions.dropFirst()) { #expect(after > before, "\(revisions)") }
        try staging.keepOnly(["shop"])
        #expect(try staging.revision() == revisions.last)
    }

    @Test func sourcesThatTheProjectNoLongerHasAreTakenOut() throws {
        let area = try Area()
        let staging = try area.open()
        try stage(staging, "shop", rows)
        try stage(staging, "list", rows)
        let ids = try staging.deliveries().map(\.id)
        try staging.replaceQuestions(of: "list", by: [question("list", "dates:A", rows: 1)])
        try staging.keepOnly(["shop"])
        #expect(try staging.deliveries().map(\.source) == ["shop"])
        #expect(try staging.standardisedRecords(.contacts, sourceOf: [ids[0]: 0, ids[1]: 1]).count == 3)
        #expect(try staging.questions().isEmpty)
    }

    @Test func rowsCanBeRejectedAfterTheyWereWritten() throws {
        let area = try Area()
        let staging = try area.open()
        try staging.stage(described("shop", ["Mail"]), at: "2026-03-02T09:00:00.000000Z") { writer, delivery in
            var batch = RawBatch(width: 1)
            for row in 1...3 as ClosedRange<UInt32> {
                batch.cells.append("x")
                batch.endRow(ordinal: row, place: row + 1)
            }
            try writer.write(raw: batch, states: [0, 1, 0], reasons: [1: "first reason"], secret: [])
            #expect(try writer.reject([(1, "twice"), (1, "twice"), (2, "second reason"), (9, "no such row")]) == 1)
            delivery.records = 3
        }
        let id = try #require(try staging.delivery(of: "shop")).id
        #expect(try staging.row(1, of: id)?.state == .rejected)
        #expect(try staging.row(1, of: id)?.reason == "twice")
        #expect(try staging.row(2, of: id)?.reason == "first reason")
        #expect(try staging.row(3, of: id)?.state == .ready)
    }

    @Test func findingsAreKeptInTheFilesOrderAndCounted() throws {
        let area = try Area()
        let staging = try area.open()
        try staging.stage(described("shop", ["Mail"]), at: "2026-03-02T09:00:00.000000Z") { writer, _ in
            try writer.write([
                Finding(
                    code: "email.syntax", severity: .warning, ordinal: 3, column: 0, value: "x", message: "no @",
                    remedy: "add it"),
                Finding(code: "row.empty", severity: .error, ordinal: 1, message: "nothing"),
                Finding(code: "email.syntax", severity: .warning, ordinal: 2, column: 0, message: "no @"),
                Finding(code: "column.secret", severity: .note, ordinal: 0, column: 0, message: "dropped"),
            ])
        }
        let id = try #require(try staging.delivery(of: "shop")).id
        var found: [String] = []
        try staging.eachFinding(of: id) {
            found.append("\($0.ordinal) \($0.code) \($0.column ?? -1) \($0.value) \($0.remedy)")
        }
        #expect(
            found == ["0 column.secret 0  ", "1 row.empty -1  ", "2 email.syntax 0  ", "3 email.syntax 0 x add it"])
        found = []
        try staging.eachFinding(of: id, ordinal: 3) { found.append($0.code) }
        #expect(found == ["email.syntax"])
        #expect(
            try staging.findingCounts(of: id).map { "\($0.severity.word) \($0.code) \($0.count)" } == [
                "error row.empty 1", "warning email.syntax 2", "note column.secret 1",
            ])
    }

    private func question(_ source: String, _ id: String, stops: Bool = true, rows: Int) -> Question {
        Question(
            source: source, id: id, kind: "dates", stops: stops, words: "Which is it?", evidence: "rows 41, 77",
            choices: ["day-month-year", "say \"x\""], proposal: "day-month-year", rows: rows)
    }

    @Test func questionsThatStopALoadComeFirstThenThoseWithMoreRows() throws {
        let area = try Area()
        let staging = try area.open()
        try staging.replaceQuestions(
            of: "shop", by: [question("shop", "a", stops: false, rows: 900), question("shop", "b", rows: 3)])
        try staging.replaceQuestions(of: "list", by: [question("list", "a", rows: 7)])
        #expect(try staging.questions().map { "\($0.source) \($0.id)" } == ["list a", "shop b", "shop a"])
        let read = try #require(try staging.questions().first)
        #expect(read.choices == ["day-month-year", "say \"x\""] && read.evidence == "rows 41, 77" && read.rows == 7)
        try staging.replaceQuestions(of: "shop", by: [])
        #expect(try staging.questions().map(\.source) == ["list"])
    }

    @Test func ledgersAndPairsAreThoseOfTheNewestPlan() throws {
        let area = try Area()
        let staging = try area.open()
        for count in [9, 4] {
            try staging.write(
                rowLedger: [("shop", [("created", count), ("filtered", 1)])],
                valueLedger: [("shop", [("loaded", count * 2)])])
            try staging.write(pairs: [
                StagedPair(
                    entity: .contacts, first: .init(source: "shop", key: "1", ordinal: 1),
                    second: .init(source: "list", key: "2", ordinal: 7), weight: 100 + count, probability: 0.25,
                    band: "ask"),
                StagedPair(
                    entity: .accounts, first: .init(source: "crm", key: "x", ordinal: 0),
                    second: .init(source: "list", key: "3", ordinal: 8), weight: 9_000, probability: 0.999,
                    band: "merged"),
            ])
        }
        var lines: [String] = []
        try staging.eachLedgerLine { lines.append("\($0) \($1) \($2) \($3)") }
        #expect(lines == ["rows shop created 4", "rows shop filtered 1", "values shop loaded 8"])
        var pairs: [String] = []
        try staging.eachPair {
            pairs.append(
                "\($0.entity.table) \($0.first.key) \($0.second.ordinal) \($0.weight) \($0.probability) \($0.band)")
        }
        #expect(pairs == ["accounts x 8 9000 0.999 merged", "contacts 1 7 104 0.25 ask"])
    }

    @Test func anAreaThatWasDeletedIsBuiltAgainTheSame() throws {
        let area = try Area()
        func records() throws -> StandardisedRecords {
            let staging = try area.open()
            try stage(staging, "shop", rows)
            try stage(staging, "list", Array(rows.reversed()))
            let sources = Dictionary(
                uniqueKeysWithValues: try staging.deliveries().enumerated().map { ($1.id, UInt16($0)) })
            return try staging.standardisedRecords(.contacts, sourceOf: sources)
        }
        let first = try records()
        try area.delete()
        let again = try records()
        #expect(first.count == 6)
        #expect(first.fields.arena == again.fields.arena && first.fields.ends == again.fields.ends)
        #expect(first.keys.arena == again.keys.arena && first.copies == again.copies && first.sources == again.sources)
        #expect(first.ordinals == again.ordinals && first.numbers == again.numbers)
    }

    @Test func anAreaOfAnotherVersionIsEmptied() throws {
        let area = try Area()
        try stage(try area.open(), "shop", rows)
        try SQLiteDatabase(path: area.path, mode: .readWrite).write { connection in
            try connection.execute("PRAGMA user_version = 999")
            try connection.execute("CREATE TABLE left_over(x)")
        }
        let staging = try area.open()
        #expect(try staging.deliveries().isEmpty)
        try stage(staging, "shop", rows)
        #expect(try staging.deliveries().map(\.records) == [6])
    }

    @Test func theFileIsItsOwnersAlone() throws {
        let area = try Area()
        _ = try area.open()
        let mode = try FileManager.default.attributesOfItem(atPath: area.path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
    }

    @Test(arguments: [5, 6, 7] as [UInt64])
    func anyCellComesBackAsItWas(seed: UInt64) throws {
        var random = Seeded(seed)
        let scalars: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\r", "\t", "\u{1}", "\u{1F}", "ü", "中", "😀", " ", "/", "u", "[", ",",
        ]
        let cells = (0..<200).map { _ in
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                text.append(scalars.randomElement(using: &random) ?? "a")
            }
            return String(text)
        }
        let area = try Area()
        let staging = try area.open()
        try stage(
            staging, "shop", stride(from: 0, to: 200, by: 2).map { ([cells[$0], cells[$0 + 1]], .ready, "\($0)") })
        let id = try #require(try staging.delivery(of: "shop")).id
        var read: [String] = []
        try staging.eachRow(of: id) { read += $0.cells.map { String(decoding: $0, as: UTF8.self) } }
        #expect(read == cells, "seed \(seed)")
    }
}
