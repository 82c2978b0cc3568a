import Connecting
import Deliveries
import Foundation
import Records
import Singer
import Testing

@Suite("Real taps' output", .enabled(if: Fixtures.areHere, "no fixtures on this machine"))
struct FixtureTests {
    @Test(
        "streams, keys, columns, records and state are what an independent reader found",
        arguments: [
            "tap-csv-folder.northwind.stdout.jsonl", "tap-csv-folder.second-run.stdout.jsonl",
            "tap-csv-folder.stdout.jsonl", "tap-jsonfile.stdout.jsonl", "tap-spreadsheets.stdout.jsonl",
        ])
    func facts(name: String) throws {
        let facts = try Fixtures.facts("singer", name)
        let file = try Fixtures.file("singer", name)
        let probe = try #require(try SingerConnector().probe(file, given: OptionValues()))
        let counts = facts["records_by_stream"] as? [String: Int] ?? [:]
        #expect(Set(probe.streams.map(\.name)) == Set(counts.keys))
        var compared = 0
        for (stream, count) in counts {
            let table = try ReadTable.of(SingerConnector(), file, stream: stream)
            #expect(table.rows.count == count)
            #expect(table.kinds.allSatisfy { $0 == .record })
            let schemas = facts["schemas"] as? [[Any]] ?? []
            let schema = try #require(schemas.first { $0.first as? String == stream })
            let keys = schema[1] as? [String] ?? []
            #expect(table.probed?.options["key"] == (keys.isEmpty ? nil : keys.joined(separator: ",")))
            let columns = schema[2] as? [String] ?? []
            #expect(Set(columns).isSubset(of: table.columns))
            let first = try #require(facts["first_record"] as? [String: Any])
            for (name, value) in first {
                let text = (value as? [String])?.joined(separator: "\n") ?? "\(value)"
                #expect((table.filled(0)[name] ?? "") == text, "\(name)")
                compared += 1
            }
            let state = try #require(table.summary.findings.last { $0.code == "singer.state" })
            let found = state.message.drop { $0 != "{" }
            let parsed = try JSONSerialization.jsonObject(with: Data(found.utf8)) as? NSDictionary
            #expect(parsed == facts["last_state"] as? NSDictionary)
        }
        #expect(compared >= 5)
    }

    @Test("a catalog and a state are no tap's output")
    func others() throws {
        for name in ["tap-csv-folder.catalog.json", "tap-csv-folder.state.json"] {
            #expect(try SingerConnector().probe(Fixtures.file("singer", name), given: OptionValues()) == nil)
        }
    }
}
