import Connecting
import Deliveries
import OFX
import Records
import Testing

@Suite("OFX files")
struct OFXTests {
    private func file(_ transactions: String, header: String = "OFXHEADER:100\nCHARSET:1252\n\n") -> String {
        header
            + "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>2</BANKACCTFROM><BANKTRANLIST>"
            + transactions + "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    }

    private func read(_ text: String) throws -> ReadTable {
        try ReadTable.of(OFXConnector(), text: text, named: "a.ofx")
    }

    @Test("entities, payees, foreign currency and both kinds of ends are read")
    func values() throws {
        let table = try read(
            file(
                "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260305<TRNAMT>12.50<NAME>Kern &amp; S&#246;hne<CURRENCY><CURRATE>1<CURSYM>USD</CURRENCY></STMTTRN>\n"
                    + "<STMTTRN>\n<TRNAMT>-1</TRNAMT>\n<PAYEE><NAME>Bäckerei</NAME><CITY>Kiel</CITY></PAYEE>\n<MEMO>a <!-- no --></MEMO></STMTTRN>"
            ))
        #expect(table["NAME"] == ["Kern & Söhne", ""])
        #expect(table["PAYEE.NAME"] == ["", "Bäckerei"])
        #expect(table["CURRENCY.CURSYM"] == ["USD", ""])
        #expect(table["CURDEF"] == ["EUR", "EUR"])
        #expect(table["MEMO"] == ["", "a"])
        #expect(table.places == [4, 5])
    }

    @Test("the header names the encoding")
    func encoding() throws {
        let bytes = Array(file("<STMTTRN><NAME>M").utf8.prefix(10_000))
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "<NAME>M", maxSplits: 1).map { Array($0.utf8) }
        let table = try ReadTable.of(
            OFXConnector(), bytes: parts[0] + Array("<NAME>M".utf8) + [0xFC] + Array("ller</STMTTRN>".utf8) + parts[1],
            named: "a.ofx")
        #expect(table["NAME"] == ["Müller"])
    }

    @Test("times are written with their zone")
    func zones() throws {
        let table = try read(
            file(
                ["20260305121530.123[+5.30:IST]", "202603051215", "20260305121530[-3:BRT]", "2026"].map {
                    "<STMTTRN><DTPOSTED>\($0)</STMTTRN>"
                }.joined()))
        #expect(
            table["DTPOSTED"] == [
                "2026-03-05T12:15:30+05:18", "2026-03-05T12:15:00Z", "2026-03-05T12:15:30-03:00", "2026",
            ])
    }

    @Test("a file cut inside a statement is refused, one with a document type too")
    func refused() throws {
        let folder = try TemporaryFolder()
        func fault(_ text: String) throws -> String {
            let file = try folder.file("a.ofx", text)
            let fault = #expect(throws: SourceFault.self) { try OFXConnector().probe(file, given: OptionValues()) }
            return fault?.description ?? ""
        }
        #expect(
            try fault("OFXHEADER:100\n\n<OFX><STMTRS><CURDEF>EUR\n<STMTTRN><NAME>A").contains(
                "it ends inside a statement"))
        #expect(
            try fault("<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"b\">]>\n<OFX></OFX>").contains(
                "a document type at line 2"))
    }

    @Test("what is no OFX is left to others", arguments: ["<html></html>", "OFX\n", "", "<a/>"])
    func others(text: String) throws {
        let folder = try TemporaryFolder()
        #expect(try OFXConnector().probe(folder.file("a.ofx", text), given: OptionValues()) == nil)
    }

    @Test("cells, tags and levels are limited, at the limit and not before")
    func limits() throws {
        let folder = try TemporaryFolder()
        func read(_ text: String, _ set: (inout ReadingLimits) -> Void) throws -> ReadTable {
            var limits = ReadingLimits()
            set(&limits)
            return try ReadTable.read(
                OFXConnector(), folder.file("a.ofx", file(text)), stream: "transactions", options: OptionValues(),
                limits: limits)
        }
        for count in [9, 10, 11] {
            let cell = "<STMTTRN><NAME>\(String(repeating: "x", count: count))</STMTTRN>"
            let levels =
                "<STMTTRN>" + String(repeating: "<PAYEE>", count: count) + "<NAME>x"
                + String(repeating: "</PAYEE>", count: count) + "</STMTTRN>"
            if count == 11 {
                #expect(throws: SourceFault.self) { _ = try read(cell) { $0.cellBytes = 10 } }
                #expect(throws: SourceFault.self) { _ = try read(levels) { $0.depth = 10 } }
            } else {
                #expect(try read(cell) { $0.cellBytes = 10 }["NAME"].first?.count == count)
                #expect(try read(levels) { $0.depth = 10 }.rows.count == 1)
            }
        }
        #expect(throws: SourceFault.self) {
            _ = try read("<STMTTRN><\(String(repeating: "x\n", count: 600_000))") { _ in }
        }
    }
}
