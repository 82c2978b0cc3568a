import Connecting
import Deliveries
import IIF
import Records
import Testing

@Suite("IIF files")
struct IIFTests {
    private func read(_ text: String, stream: String? = nil) throws -> ReadTable {
        try ReadTable.of(IIFConnector(), text: text, named: "books.IIF", stream: stream, given: ["everything": "true"])
    }

    @Test("a header may come again with other columns; cells go by their names")
    func headers() throws {
        let table = try read(
            "!CUST\tNAME\tPHONE1\nCUST\tBackhaus\t040 1\n!CUST\tEMAIL\tNAME\tX-EXTRA\nCUST\ti@b.example\tMühle\tyes\n")
        #expect(table["NAME"] == ["Backhaus", "Mühle"])
        #expect(table["PHONE1"] == ["040 1", ""])
        #expect(table["EMAIL"] == ["", "i@b.example"])
        #expect(table["X-EXTRA"] == ["", "yes"])
        #expect(table.places == [2, 4])
    }

    @Test("custom fields get the names that the file gives them")
    func customFields() throws {
        let text =
            "!CUSTNAMEDICT\tINDEX\tLABEL\tCUSTOMER\tVENDOR\tEMPLOYEE\n!ENDCUSTNAMEDICT\nCUSTNAMEDICT\t0\tRoute\tY\tN\tN\n"
            + "CUSTNAMEDICT\t1\tNAME\tY\tN\tN\nENDCUSTNAMEDICT\n!CUST\tNAME\tCUSTFLD1\tCUSTFLD2\nCUST\tA\tNord\tx\n"
            + "!VEND\tNAME\tCUSTFLD1\nVEND\tB\ty\n"
        let customers = try read(text, stream: "customers")
        #expect(customers["Route"] == ["Nord"])
        // A name that a column has already is no name for another.
        #expect(customers["CUSTFLD2"] == ["x"])
        #expect(try read(text, stream: "vendors")["CUSTFLD1"] == ["y"])
    }

    @Test("columns of one name are numbered, whether or not the first is filled")
    func sameNames() throws {
        let table = try read("!BUD\tACCNT\tAMOUNT\tAMOUNT\tAMOUNT\nBUD\tSales\t\t2\t3\n")
        #expect(table.columns == ["ACCNT", "AMOUNT.2", "AMOUNT.3"])
        #expect(table.rows == [["Sales", "2", "3"]])
    }

    @Test("comma files: quotes, doubled and stray ones, and one that never closes")
    func commas() throws {
        let table = try read(
            "\"!CUST\",\"NAME\",\"NOTE\"\nCUST,\"Kern, Anna\",\"a \"\"b\"\" c\"\n\"CUST\",\"12\" Rohr GmbH\", x \nCUST,\"offen,y\n"
        )
        #expect(table["NAME"] == ["Kern, Anna", "12\" Rohr GmbH", "\"offen,y"])
        #expect(table["NOTE"] == ["a \"b\" c", "x", ""])
        #expect(table.kinds == [.record, .record, .malformed])
        #expect(table.codes == ["iif.quotes"])
    }

    @Test("rows before any header go to the rejects")
    func noHeader() throws {
        let table = try read("!HDR\tPROD\nHDR\tQuickBooks\nCUST\tA\n")
        #expect(table.codes == ["iif.header"])
        let none = try read("!ENDTRNS\t\nCUST\tA\n")
        #expect(none.kinds == [.malformed])
    }

    @Test("cells beyond the header are kept under numbers")
    func longRows() throws {
        let table = try read("!CUST\tNAME\nCUST\tA\tB\t\tC\n")
        #expect(table.filled(0)["column_2"] == "B")
        #expect(table.filled(0)["column_4"] == "C")
        #expect(table.codes == ["iif.long"])
    }

    @Test("a booking without an end is said, and lines without a booking")
    func bookings() throws {
        let table = try read(
            "!TRNS\tTRNSTYPE\tAMOUNT\n!SPL\tTRNSTYPE\tAMOUNT\n!ENDTRNS\nSPL\tX\t1\nTRNS\tINVOICE\t\"1,000.50\"\nSPL\tINVOICE\t-1000.5\nTRNS\tINVOICE\t2\n",
            stream: "transactions.lines")
        #expect(table.remarks[0]?.contains("without a booking") == true)
        #expect(table["TRNS.TRNSTYPE"] == ["", "INVOICE"])
        #expect(
            try read("!TRNS\tA\tAMOUNT\nTRNS\tx\t1\nENDTRNS\nTRNS\ty\t0\n").codes == ["iif.unbalanced", "iif.unended"])
    }

    @Test("old Macintosh files are read in their own letters")
    func macRoman() throws {
        // M…ller, Stra§e … as Mac Roman writes umlauts.
        let bytes: [UInt8] =
            Array("!CUST\tNAME\tBADDR1\rCUST\tM".utf8) + [0x9F] + Array("ller\tStra".utf8) + [0xA7]
            + Array("e 4\rCUST\tJ".utf8)
            + [0x9A] + Array("rg\tK".utf8) + [0x9A] + Array("ln\r".utf8)
        let table = try ReadTable.of(IIFConnector(), bytes: bytes, named: "mac.iif")
        #expect(table["NAME"] == ["Müller", "Jörg"])
        #expect(table["BADDR1"] == ["Straße 4", "Köln"])
        #expect(table.probed?.findings.contains { $0.code == "encoding.uncertain" } == true)
    }

    @Test(
        "what is no IIF is left to others",
        arguments: ["!Type:Bank\nD1/2/26\n^\n", "!a\tb\n", "name\tphone\nA\t1\n", "", "!\t\n"])
    func others(text: String) throws {
        let folder = try TemporaryFolder()
        let probe = try IIFConnector().probe(folder.file("a.iif", text), given: OptionValues())
        #expect(probe == nil)
    }

    @Test("lines, cells and columns are limited, at the limit and not before")
    func limits() throws {
        let folder = try TemporaryFolder()
        func read(_ text: String, _ set: (inout ReadingLimits) -> Void) throws -> ReadTable {
            var limits = ReadingLimits()
            set(&limits)
            return try ReadTable.read(
                IIFConnector(), folder.file("a.iif", text), stream: "customers",
                options: OptionValues(["delimiter": "tab", "encoding": "cp1252"]), limits: limits)
        }
        for count in [9, 10, 11] {
            let text = "!CUST\tNAME\nCUST\t\(String(repeating: "x", count: count))\n"
            let columns = "!CUST\t\((1...count).map { "C\($0)" }.joined(separator: "\t"))\nCUST\tA\n"
            if count == 11 {
                #expect(throws: SourceFault.self) { _ = try read(text) { $0.cellBytes = 10 } }
                #expect(throws: SourceFault.self) { _ = try read(columns) { $0.columns = 10 } }
            } else {
                #expect(try read(text) { $0.cellBytes = 10 }["NAME"].first?.count == count)
            }
        }
        #expect(throws: SourceFault.self) {
            _ = try read("!CUST\tNAME\nCUST\t" + String(repeating: "x", count: 2_000)) { $0.recordBytes = 1_000 }
        }
    }
}
