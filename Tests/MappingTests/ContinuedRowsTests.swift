import Mapping
import Records
import Testing

/// Rows that go on with what the row above began.
@Suite struct ContinuedRowsTests {
    private let mapping = """
        version: 1
        read: {continued: [email, shop]}
        records:
          person:
            entity: contacts
            key: [email, shop]
            when: {column: name, present: true}
            fields: {full_name: name}
          address:
            entity: addresses
            when: {column: name, present: false}
            fields: {contact: {record: person, key: [email, shop]}, street: street}
        """

    private func program() throws -> MappingProgram {
        try MappingProgram(
            Bench.mapping(mapping), sourceName: "list", columns: ["email", "shop", "name", "street"])
    }

    private func keys(_ batches: [RawBatch]) throws -> [String] {
        let program = try program()
        var continued = ContinuedRows(program)
        let worker = MappingWorker(program)
        return batches.flatMap { batch in
            let records = worker.map(continued.completed(batch)).records[1]
            return (0..<records.count).map { records.fields.text($0, 1).replacing("\u{1F}", with: "/") }
        }
    }

    private let rows = [
        ["a@x.example", "base", "Ida Quillon", "1 Elm Way"], ["", "", "", "2 Elm Way"],
        ["b@x.example", "", "Noor Tavish", ""], ["", "", "", "3 Elm Way"], ["", "", "", "4 Elm Way"],
    ]

    @Test func aRowWithoutTheFirstColumnHasThatOfTheRowAbove() throws {
        // The second customer has no shop, and gets none from the first.
        let found = ["list/person/a@x.example base", "list/person/b@x.example", "list/person/b@x.example"]
        #expect(try keys([Bench.batch(4, rows)]) == found)
    }

    @Test(arguments: 1...4) func whereABatchEndsChangesNothing(_ end: Int) throws {
        let parts = [Array(rows[..<end]), Array(rows[end...])]
        #expect(try keys(parts.map { Bench.batch(4, $0) }) == keys([Bench.batch(4, rows)]))
    }

    @Test func aLineThatIsNoRecordBeginsNothing() throws {
        let batch = Bench.batch(
            4, [rows[0], ["note@x.example", "", "", ""], rows[1]], kinds: [.record, .comment, .record])
        #expect(try keys([batch]).last == "list/person/a@x.example base")
    }

    @Test func whatWasReadStaysAsItIs() throws {
        let batch = Bench.batch(4, rows)
        var continued = ContinuedRows(try program())
        let completed = continued.completed(batch)
        #expect(batch.cells.text(1, 0).isEmpty)
        #expect(completed.cells.text(1, 0) == "a@x.example")
        #expect(completed.ordinals == batch.ordinals)
    }
}
