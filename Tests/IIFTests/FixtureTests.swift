import Connecting
import Deliveries
import Foundation
import IIF
import Records
import Testing

@Suite("Real IIF files of other people", .enabled(if: Fixtures.areHere, "no fixtures on this machine"))
struct FixtureTests {
    static let files = [
        "iif-blank-rows.iif", "iif-comma-delim-cust.iif", "iif-cr-only.iif", "iif-header-quotes.iif",
        "iif-memo-quotes.iif",
        "iif-no-matching-header.iif", "iif-sub-entities.iif", "iif-vtype-cust-class-quoted.iif", "iif-windows-1252.iif",
    ]

    private static let streams = [
        "CUST": "customers", "VEND": "vendors", "ACCNT": "chart-of-accounts", "CLASS": "classes", "INVITEM": "items",
        "TO" + "DO": "to-dos", "TRNS": "transactions", "SPL": "transactions.lines",
    ]

    @Test("records, columns and first cells are what an independent reader found", arguments: files)
    func facts(name: String) throws {
        let facts = try Fixtures.facts("accounting", name)
        let file = try Fixtures.file("accounting", name)
        let probe = try #require(try IIFConnector().probe(file, given: OptionValues(["everything": "true"])))
        var counts = (facts["records_by_keyword"] as? [String: Int] ?? [:]).filter { !$0.key.hasPrefix("!") }
        counts["ENDTRNS"] = nil
        #expect(Set(probe.streams.map(\.name)) == Set(counts.keys.map { Self.streams[$0] ?? $0 }))
        var tables: [String: ReadTable] = [:]
        for (keyword, count) in counts {
            let stream = try #require(Self.streams[keyword])
            let table = try ReadTable.of(IIFConnector(), file, stream: stream, given: ["everything": "true"])
            tables[keyword] = table
            #expect(table.rows.count == count, "\(keyword)")
            #expect(table.kinds.allSatisfy { $0 == .record }, "\(keyword)")
        }
        let headers = facts["headers"] as? [String: [String]] ?? [:]
        var compared = 0
        for row in facts["first_data"] as? [[String]] ?? [] {
            guard let keyword = row.first, let table = tables[keyword] else { continue }
            let header = (headers["!\(keyword)"] ?? headers["!VTYPE"] ?? []).map {
                $0.hasPrefix("!") ? String($0.dropFirst()) : $0
            }
            let found = table.rows.indices.contains { index in
                zip(header, row.dropFirst()).allSatisfy { column, value in
                    let own = table.filled(index)[column] ?? ""
                    let wanted = value.trimmingCharacters(in: .whitespaces)
                    return wanted.hasSuffix("…") ? own.hasPrefix(wanted.dropLast()) : own == wanted
                }
            }
            #expect(found, "\(row)")
            compared += 1
        }
        #expect(compared >= 1)
    }

    @Test("jobs know their customer, bookings' lines their booking")
    func hierarchy() throws {
        let file = try Fixtures.file("accounting", "iif-sub-entities.iif")
        let bookings = try ReadTable.of(IIFConnector(), file, stream: "transactions")
        #expect(bookings["NAME.root"] == ["Customer 1000", ""])
        #expect(bookings["NAME.leaf"] == ["Job 100", ""])
        let lines = try ReadTable.of(IIFConnector(), file, stream: "transactions.lines", given: ["everything": "true"])
        #expect(lines["TRNS.#"] == ["1", "1", "2", "2"])
        #expect(lines["TRNS.DATE"] == ["05/01/15", "05/01/15", "05/02/15", "05/02/15"])
        #expect(lines["TRNS.NAME"] == ["Customer 1000:Job 100", "Customer 1000:Job 100", "", ""])
        #expect(!bookings.codes.contains("iif.unbalanced"))
    }

    @Test("a quote inside a memo is part of it, and a booking that doesn't add up is said")
    func memo() throws {
        let file = try Fixtures.file("accounting", "iif-memo-quotes.iif")
        #expect(
            try ReadTable.of(IIFConnector(), file, stream: "transactions.lines", given: ["everything": "true"])["MEMO"][
                2]
                == "Smith, Tammy \" M (PP: 05/20/2015 to 05/26/2015)")
        #expect(try ReadTable.of(IIFConnector(), file).codes == ["iif.unbalanced"])
    }

    @Test("lines without a header of their own are read with the one above, and say so")
    func otherHeader() throws {
        let file = try Fixtures.file("accounting", "iif-vtype-cust-class-quoted.iif")
        let vendors = try ReadTable.of(IIFConnector(), file, stream: "vendors")
        #expect(vendors["NAME"] == ["Credit Card Processor Refunds.", "Sales Tax"])
        #expect(vendors.codes == ["iif.header"])
        #expect(
            try ReadTable.of(IIFConnector(), file, stream: "customers")["EMAIL"] == [
                "janedoe@ahoo.com", "jackdoe@agles.org", "jdoe@zmail.com",
            ])
    }

    @Test("amounts with thousands and cp1252 come as they stand")
    func values() throws {
        let quotes = try ReadTable.of(IIFConnector(), Fixtures.file("accounting", "iif-header-quotes.iif"))
        #expect(quotes["AMOUNT"] == ["-302,923.44"])
        #expect(quotes["TRNSID"] == [""])
        let windows = try Fixtures.file("accounting", "iif-windows-1252.iif")
        let probe = try #require(try IIFConnector().probe(windows, given: OptionValues()))
        #expect(probe.streams.first?.options["encoding"] == "cp1252")
        let memos = try probe.streams.flatMap {
            try ReadTable.of(IIFConnector(), windows, stream: $0.name).rows.joined()
        }
        #expect(!memos.contains { $0.contains("\u{FFFD}") })
    }
}
