import Connecting
import Records
import Testing

/// Tables of records whose values have names.
@Suite struct NamedRecordsTests {
    private func records(
        _ made: [NamedRecord], limits: ReadingLimits = .standard, fixed: [String] = [], aside: Set<String> = []
    ) -> NamedRecords {
        NamedRecords(file: "a.x", limits: limits, fixed: { _ in fixed }, aside: aside) { body in
            for record in made { try body(record) }
            return [Finding(code: "x.file", severity: .note, ordinal: 0, message: "of all")]
        }
    }

    private func record(_ values: [(String, String)], stream: String = "", place: UInt32 = 1) -> NamedRecord {
        var record = NamedRecord(stream: stream, place: place)
        for (name, value) in values { record.add(name, value) }
        return record
    }

    private func rows(_ records: NamedRecords, _ stream: String = "") throws -> (
        rows: [[String]], batches: Int, summary: ReadingSummary
    ) {
        var rows: [[String]] = []
        var batches = 0
        let summary = try records.read(stream) { batch in
            batches += 1
            for row in 0..<batch.count { rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) }) }
        }
        return (rows, batches, summary)
    }

    @Test func columnsAreThoseThatAreAlwaysThereAndThenThoseThatAreFound() throws {
        let made = records([record([("b", "1"), ("c", "2")]), record([("a", "3"), ("b", "")])], fixed: ["a", "z"])
        let read = try rows(made)
        #expect(read.summary.columns == ["a", "z", "b", "c"])
        #expect(read.rows == [["", "", "1", "2"], ["3", "", "", ""]])
        #expect(read.summary.records == 2)
        #expect(read.summary.findings.map(\.code) == ["x.file"])
    }

    @Test func aNameThatComesOftenIsNumberedAndTheRestStandsTogether() throws {
        let read = try rows(records([record((1...23).map { ("m", "\($0)") })]))
        #expect(read.summary.columns.count == NamedRecord.maximumRepeats)
        #expect(read.rows[0][0...2] == ["1", "2", "3"])
        #expect(read.rows[0].last == "20\n21\n22\n23")
    }

    @Test func namesBeyondTheMostColumnsStandInOne() throws {
        let read = try rows(records([record((1...1_005).map { ("c\($0)", "v") })]))
        #expect(read.summary.columns.count == NamedRecords.maximumColumns)
        #expect(read.summary.columns.last == NamedRecords.furtherColumn)
        #expect(read.rows[0].last == (1_000...1_005).map { "c\($0): v" }.joined(separator: "\n"))
    }

    @Test func emptyCellsOfAWideTableFillABatchToo() throws {
        let wide = record((1...900).map { ("c\($0)", "v") })
        let read = try rows(records([wide] + (0..<5_000).map { _ in record([("c1", "x")]) }))
        #expect(read.rows.count == 5_001)
        #expect(read.batches == 3)
    }

    @Test func aStreamThatIsNotThereIsEmptyWhereItsColumnsAreKnownAndMissingElse() throws {
        let known = records([record([("a", "1")], stream: "one")], fixed: ["a", "b"])
        let empty = try rows(known, "two")
        #expect(empty.rows.isEmpty)
        #expect(empty.summary.columns == ["a", "b"])
        let unknown = records([record([("a", "1")], stream: "one")])
        let fault = #expect(throws: SourceFault.self) { _ = try rows(unknown, "two") }
        #expect(fault?.description == "a.x: there is no \"two\" in it. It has \"one\"")
    }

    @Test func whatIsAsideIsOfferedWhereNothingElseIs() throws {
        let both = records(
            [record([("a", "1")], stream: "lines"), record([("a", "1")], stream: "people")], aside: ["lines"])
        let probed = try both.probed("X", options: OptionValues(), connector: "x")
        #expect(probed.map(\.name) == ["people"])
        #expect(probed[0].findings.map(\.code) == ["x.file", "x.other_records"])
        #expect(try rows(both, "people").summary.findings.map(\.code) == ["x.file"])
        let alone = records([record([("a", "1")], stream: "lines")], aside: ["lines"])
        #expect(try alone.probed("X", options: OptionValues(), connector: "x").map(\.name) == ["lines"])
    }

    @Test func aRejectedRecordHasItsOrdinalAndReason() throws {
        var broken = record([("a", "1")], place: 7)
        broken.reject("x.broken", "it is broken", remedy: "mend it")
        var kinds: [RowKind] = []
        let summary = try records([record([("a", "0")]), broken]).read("") { kinds += $0.kinds }
        #expect(kinds == [.record, .malformed])
        #expect(summary.findings.first?.ordinal == 2)
        #expect(summary.findings.first?.message == "line 7: it is broken")
    }

    @Test(arguments: [9, 10, 11]) func cellsRecordsColumnsAndBytesAreLimitedAtTheLimitAndNotBefore(count: Int) throws {
        func limited(_ set: (inout ReadingLimits) -> Void) -> ReadingLimits {
            var limits = ReadingLimits()
            set(&limits)
            return limits
        }
        let cell = [record([("a", String(repeating: "x", count: count))])]
        let cases = [
            records(cell, limits: limited { $0.cellBytes = 10 }),
            records(cell, limits: limited { $0.recordBytes = 10 }),
            records((0..<count).map { _ in record([("a", "1")]) }, limits: limited { $0.records = 10 }),
            records([record((0..<count).map { ("c\($0)", "v") })], limits: limited { $0.columns = 10 }),
        ]
        for made in cases {
            if count > 10 {
                #expect(throws: SourceFault.self) { _ = try rows(made) }
            } else {
                #expect(try !rows(made).rows.isEmpty)
            }
        }
    }
}
