import Mapping
import Records
import Seeds
import Testing

/// Every row ends ready, rejected or left out, with its reason.
@Suite struct RowStateTests {
    @Test func linesThatAreNoRecordsAreLeftOutWithTheirReason() throws {
        let kinds: [RowKind] = [.title, .comment, .repeatedHeader, .record, .total]
        let mapped = try Mapped(
            Bench.contact("email: Mail"), columns: ["Mail"],
            rows: [["Kundenliste"], ["# Stand Mai"], ["Mail"], ["a@b.example"], ["Summe"]], kinds: kinds)
        #expect(mapped.batch.states == [.filtered, .filtered, .filtered, .ready, .filtered])
        #expect(
            mapped.batch.reasons == [
                0: "a line outside the table", 1: "a comment line", 2: "the header once more", 4: "a totals line",
            ])
        #expect(mapped.batch.findings.isEmpty)
        #expect(mapped.batch.records[0].count == 1)
    }

    @Test func aMalformedRowIsRejectedWithAFinding() throws {
        let program = try MappingProgram(
            Bench.mapping(Bench.contact("email: Mail")), sourceName: "list", columns: ["Mail"])
        var batch = RawBatch(width: 1)
        batch.cells.append("a@b.example")
        batch.endRow(ordinal: 9, place: 12, kind: .malformed, remark: "3 cells under 1 name")
        let mapped = MappingWorker(program).map(batch)
        #expect(mapped.states == [.rejected])
        #expect(mapped.reasons == [0: "3 cells under 1 name"])
        #expect(mapped.findings.map(\.code) == ["row.malformed"])
        #expect(mapped.findings.map(\.ordinal) == [9])
        #expect(mapped.findings[0].severity == .error && !mapped.findings[0].remedy.isEmpty)
        #expect(mapped.records[0].count == 0)
    }

    @Test func theFirstFilterThatHoldsGivesTheReason() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail") + """
                filters:
                  - {when: {column: S, is: x}, reason: deleted in the old CRM}
                  - {when: {column: S, present: true}, reason: blocked}
                """, columns: ["Mail", "S"], rows: [["a@b.example", "x"], ["b@b.example", "y"], ["c@b.example", ""]])
        #expect(mapped.batch.states == [.filtered, .filtered, .ready])
        #expect(mapped.batch.reasons == [0: "deleted in the old CRM", 1: "blocked"])
    }

    @Test func aRowThatSaysNothingIsRejected() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail\nrecorded_at: {column: T, dates: year-month-day}\ncountry: L"),
            columns: ["Mail", "T", "L"],
            rows: [["", "2026-01-01", "DE"], ["a@b.example", "", ""]])
        #expect(mapped.batch.states == [.rejected, .ready])
        #expect(mapped.codes == ["row.empty"])
        #expect(mapped.batch.findings[0].ordinal == 1)
    }

    @Test(arguments: [
        "prefix", "language", "record_status", "customer_since", "lead_source", "role", "region", "country",
        "shipping_country",
    ])
    func whatSaysOnlyThatThereIsSomebodyMakesNoRecord(_ field: String) throws {
        let mapped = try Mapped(
            Bench.contact("\(field): A\nemail: Mail", before: "read: {dates: year-month-day}"), columns: ["A", "Mail"],
            rows: [["2026-01-01", ""], ["2026-01-01", "a@b.example"]])
        #expect(mapped.batch.records[0].count == 1, "\(field)")
        #expect(mapped.batch.states == [.rejected, .ready], "\(field)")
    }

    @Test func aCheckRejectsTheRowAndNamesTheRule() throws {
        let mapped = try Mapped(
            Bench.account("name: Firma\npostcode: PLZ\ncity: Ort") + """
                checks:
                  - {field: it.city, required: true, fix: ask the client}
                  - {field: it.postcode, pattern: "[0-9]{5}", severity: warning}
                """, columns: ["Firma", "PLZ", "Ort"],
            rows: [["A", "10115", "Berlin"], ["B", "10115", ""], ["C", "1011", "Berlin"]])
        #expect(mapped.batch.states == [.ready, .rejected, .ready])
        #expect(mapped.codes.contains("check.required"))
        #expect(mapped.codes.contains("check.pattern"))
        let error = try #require(mapped.batch.findings.first { $0.severity == .error })
        #expect(error.ordinal == 2)
        #expect(error.remedy == "ask the client")
        #expect(mapped.batch.reasons[1] == error.message)
    }

    @Test func aCheckOfARecordThatWasNotMadeSaysNothing() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              company: {entity: accounts, when: {column: Firma, present: true}, fields: {name: Firma, city: Ort}}
              person: {entity: contacts, fields: {family_name: Name}}
            checks:
              - {field: company.city, required: true}
            """, columns: ["Firma", "Ort", "Name"], rows: [["", "", "Lindholm"], ["A", "", "Osterloh"]])
        #expect(mapped.batch.states == [.ready, .rejected])
    }
}

/// A batch's result depends on nothing but its rows: not on how they are cut, nor on what the worker saw before.
@Suite struct IndependenceTests {
    static let yaml = """
        version: 1
        read: {dates: by-country, decimal: ",", country: DE, timezone: Europe/Berlin, currency: EUR}
        values:
          status: {A: active, L: lost, otherwise: ask}
        records:
          company:
            entity: accounts
            key: Nr
            when: {column: Firma, present: true}
            fields:
              name: Firma
              street: {columns: [Straße, Haus], join: " "}
              city: Ort
              record_status: {column: Status, values: status}
              credit_limit: Limit
              custom.Rabatt: Rabatt
          person:
            entity: contacts
            fields:
              full_name: Name
              email: Mail
              phone: Tel
              birth_date: Geb
              account: {record: company}
        filters:
          - {when: {column: Status, is: X}, reason: deleted}
        checks:
          - {field: person.email, pattern: ".*example", severity: error}
        """
    static let columns = [
        "Nr", "Firma", "Straße", "Haus", "Ort", "Status", "Limit", "Rabatt", "Name", "Mail", "Tel", "Geb", "Rest",
    ]
    static let pools: [[String]] = [
        ["1", "2", " 3", ""], ["", "Quadrat GmbH", "BÄCKEREI IMMERGRÜN", "Müller & Söhne KG"],
        ["Lindenweg", "", "AM HANG"], ["4", "7a", ""], ["Kiel", "24103 Kiel", "", "BERLIN"], ["A", "L", "X", "Q", ""],
        ["1.000,50", "abc", "", "5 €"], ["", "10", "a \"b\""],
        ["Anna Lindholm", "Hans und Erika Meier", "", "OSTERLOH, Bernd", "Dr. Carla Windisch"],
        ["anna@b.example", "kaputt", "", "A@B.Example; c@d.example", "x@y.invalid"],
        ["030 23125001", "+44 20 7946 0001", "4,93E+11", "", "0160 / 12"],
        ["03/04/1980", "31.02.1999", "1980-03-04", ""], ["", "r"],
    ]

    private func rows(_ random: inout Seeded) -> [[String]] {
        (0..<60).map { _ in IndependenceTests.pools.map { $0.randomElement(using: &random) ?? "" } }
    }

    /// Everything a batch says, as text, with rows counted from `first`.
    private func words(_ mapped: MappedBatch, from first: Int) -> [String] {
        var lines: [String] = []
        for (row, state) in mapped.states.enumerated() {
            lines.append("row \(first + row) \(state) \(mapped.reasons[row] ?? "")")
        }
        for (index, records) in mapped.records.enumerated() {
            for record in 0..<records.count {
                let values = (0..<records.fields.width).map { records.fields.text(record, $0) }
                lines.append(
                    "record \(first + Int(records.rows[record])) \(index).\(records.numbers[record]) \(records.keys.text(record, 0)) \(values) \(records.changed[record]) \(records.dropped[record])"
                )
            }
        }
        for finding in mapped.findings {
            lines.append(
                "finding \(finding.ordinal) \(finding.code) \(finding.severity) \(finding.column ?? -1) \(finding.value) \(finding.message) \(finding.remedy)"
            )
        }
        return lines
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func theCutsBetweenBatchesChangeNothing(seed: UInt64) throws {
        var random = Seeded(seed)
        let rows = rows(&random)
        let width = IndependenceTests.columns.count
        let program = try MappingProgram(
            Bench.mapping(IndependenceTests.yaml), sourceName: "list", columns: IndependenceTests.columns)
        let whole = MappingWorker(program).map(Bench.batch(width, rows))
        let worker = MappingWorker(program)
        var cut: [MappedBatch] = []
        var cutWords: [String] = []
        var first = 0
        while first < rows.count {
            let count = min(Int.random(in: 1...9, using: &random), rows.count - first)
            let mapped = worker.map(Bench.batch(width, Array(rows[first..<first + count]), from: first))
            cutWords += words(mapped, from: first)
            cut.append(mapped)
            first += count
        }
        #expect(words(whole, from: 0).sorted() == cutWords.sorted(), "seed \(seed)")
        for column in 0..<width {
            #expect(whole.unmappedCells[column] == cut.reduce(0) { $0 + $1.unmappedCells[column] }, "seed \(seed)")
        }
        var codes: [UnknownCode: Int] = [:]
        for batch in cut { for (code, evidence) in batch.unknownCodes { codes[code, default: 0] += evidence.count } }
        #expect(whole.unknownCodes.mapValues(\.count) == codes, "seed \(seed)")
        #expect(!whole.findings.isEmpty && whole.states.contains(.rejected) && whole.states.contains(.filtered))
    }

    @Test(arguments: 21...24 as ClosedRange<UInt64>)
    func whatAWorkerSawBeforeChangesNothing(seed: UInt64) async throws {
        var random = Seeded(seed)
        let rows = rows(&random)
        let others = (0..<4).map { _ in self.rows(&random) }
        let width = IndependenceTests.columns.count
        let program = try MappingProgram(
            Bench.mapping(IndependenceTests.yaml), sourceName: "list", columns: IndependenceTests.columns)
        let expected = words(MappingWorker(program).map(Bench.batch(width, rows)), from: 0)
        await withTaskGroup(of: [String].self) { group in
            for other in others {
                group.addTask {
                    let worker = MappingWorker(program)
                    _ = worker.map(Bench.batch(width, other))
                    return words(worker.map(Bench.batch(width, rows)), from: 0)
                }
            }
            for await found in group { #expect(found == expected, "seed \(seed)") }
        }
    }
}
