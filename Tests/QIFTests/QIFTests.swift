import Connecting
import Deliveries
import QIF
import Records
import Testing

@Suite("QIF files")
struct QIFTests {
    private func read(_ text: String) throws -> ReadTable {
        try ReadTable.of(QIFConnector(), text: text, named: "bank.qif")
    }

    @Test("payments come with their payees, splits and addresses")
    func payments() throws {
        let table = try read(
            "!Option:AutoSwitch\n!Account\nNGiro\nTBank\n^\n!Clear:AutoSwitch\n!Type:Bank\nD1/ 5'04\nT1,204.50\nPBackhaus Immergrün\nMRechnung 4711\nAAm Sande 4\nA21335 Lüneburg\n"
                + "SUmsatz\n$1,000.00\nSSteuer\n$204.50\n^\nD12/31/98\nT-5\nPPorto\nYz\n^\n!Type:Cat\nNUmsatz\nI\n^\n")
        let first = table.filled(0)
        #expect(first["date"] == "1/5/2004")
        #expect(first["amount"] == "1,204.50")
        #expect(first["payee"] == "Backhaus Immergrün")
        #expect(first["address"] == "Am Sande 4")
        #expect(first["address.2"] == "21335 Lüneburg")
        #expect(first["split.amount.2"] == "204.50")
        #expect(first["section"] == "Bank")
        #expect(table["date"] == ["1/5/2004", "12/31/98"])
        #expect(table["field.Y"] == ["", "z"])
        #expect(table.places == [8, 19])
        #expect(table.codes == ["qif.payees", "qif.lists"])
    }

    @Test("cp1252 and CR are read, a record without an end is kept and said")
    func broken() throws {
        let bytes: [UInt8] = Array("!Type:Bank\rD1/1/04\rPM".utf8) + [0xFC] + Array("ller\r".utf8)
        let table = try ReadTable.of(QIFConnector(), bytes: bytes, named: "a.qif")
        #expect(table["payee"] == ["Müller"])
        #expect(table.remarks[0] == "the file ends before the record does")
        #expect(table.codes.contains("qif.cut"))
    }

    @Test("what is no QIF is left to others", arguments: ["!TRNS\tA\n", "Type:Bank\n", "", "D1/1/04\n^\n"])
    func others(text: String) throws {
        let folder = try TemporaryFolder()
        #expect(try QIFConnector().probe(folder.file("a.qif", text), given: OptionValues()) == nil)
    }

    @Test("a cell is limited, at the limit and not before", arguments: [9, 10, 11])
    func limits(count: Int) throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("a.qif", "!Type:B\nP\(String(repeating: "x", count: count))\n^\n")
        var limits = ReadingLimits()
        limits.cellBytes = 10
        func read() throws -> ReadTable {
            try ReadTable.read(QIFConnector(), file, options: OptionValues(), limits: limits)
        }
        if count > 10 {
            #expect(throws: SourceFault.self) { _ = try read() }
        } else {
            #expect(try read()["payee"].first?.count == count)
        }
        let endless = try folder.file("b.qif", "!Type:B\n" + String(repeating: "Mx\n", count: 100_000))
        limits.recordBytes = 10_000
        #expect(throws: SourceFault.self) {
            _ = try ReadTable.read(QIFConnector(), endless, options: OptionValues(), limits: limits)
        }
    }
}
