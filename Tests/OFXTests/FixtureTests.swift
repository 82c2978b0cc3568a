import Connecting
import Deliveries
import Foundation
import OFX
import Records
import Testing

@Suite("Real OFX files of other people", .enabled(if: Fixtures.areHere, "no fixtures on this machine"))
struct FixtureTests {
    @Test(
        "transactions, dates and amounts are what an independent reader found",
        arguments: [
            "ofx-bank_medium.ofx", "ofx-multiple_accounts.ofx", "ofx-ofx-v102-empty-tags.ofx", "ofx-suncorp.ofx",
        ])
    func facts(name: String) throws {
        let facts = try Fixtures.facts("accounting", name)
        let file = try Fixtures.file("accounting", name)
        let table = try ReadTable.read(OFXConnector(), file, stream: "transactions", options: OptionValues())
        #expect(table.rows.count == facts["STMTTRN"] as? Int)
        #expect(table["TRNAMT"] == facts["TRNAMT"] as? [String])
        let dates = (facts["DTPOSTED"] as? [String] ?? []).map { text in
            "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.dropFirst(6).prefix(2))"
        }
        #expect(table["DTPOSTED"].map { String($0.prefix(10)) } == dates)
        #expect(try OFXConnector().probe(file, given: OptionValues())?.streams.count == 1)
        let probe = try #require(try OFXConnector().probe(file, given: OptionValues(["everything": "true"])))
        #expect(probe.streams.map(\.name) == (table.rows.isEmpty ? ["accounts"] : ["transactions", "accounts"]))
        for stream in probe.streams {
            _ = try ReadTable.of(OFXConnector(), file, stream: stream.name, given: ["everything": "true"])
        }
    }

    @Test("a transaction knows its account, zone, payee and memo")
    func transaction() throws {
        let table = try ReadTable.of(OFXConnector(), Fixtures.file("accounting", "ofx-bank_medium.ofx"))
        let first = table.filled(0)
        #expect(first["DTPOSTED"] == "2009-04-01T12:20:17-05:00")
        #expect(first["ACCTID"] == "12300 000012345678")
        #expect(first["CURDEF"] == "CAD")
        #expect(first["NAME"] == "MCDONALD'S #112")
        #expect(first["MEMO"] == "POS MERCHANDISE;MCDONALD'S #112")
        #expect(first["FITID"] == "0000123456782009040100001")
        let xml = try ReadTable.of(OFXConnector(), Fixtures.file("accounting", "ofx-suncorp.ofx"))
        #expect(xml["NAME"] == ["EFTPOS WDL HANDYWAY ALDI STORE"])
    }

    @Test("each account comes with its own balance")
    func accounts() throws {
        let table = try ReadTable.of(OFXConnector(), Fixtures.file("accounting", "ofx-multiple_accounts.ofx"))
        #expect(table["ACCTID"] == ["9100", "9200"])
        #expect(table["LEDGERBAL.BALAMT"] == ["111", "222"])
        #expect(table["LEDGERBAL.DTASOF"] == ["2012-06-03T13:32:20-07:00", "2012-06-03T13:32:20-07:00"])
    }
}
