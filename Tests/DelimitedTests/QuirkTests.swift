import Connecting
import Delimited
import Records
import Testing

/// What went wrong for users of other importers, each by its name.
@Suite("Known quirks of CSV files")
struct QuirkTests {
    @Test("a line sep=; names the delimiter and is no data", arguments: ["sep=;", "SEP=;", "\"sep=;\""])
    func separatorLine(line: String) throws {
        let table = try readTable("\u{FEFF}\(line)\r\nname;price, net\r\nA;1\r\nB;2\r\n")
        #expect(table.columns == ["name", "price, net"])
        #expect(table.rows == [["A", "1"], ["B", "2"]])
        #expect(table.places == [3, 4])
        #expect(table.ordinals == [1, 2])
    }

    @Test("the delimiter is the one that gives the most rows of one width, not the most frequent character")
    func decimalCommas() throws {
        let table = try readTable("name;betrag;rabatt\nMüller, Hans;1.234,56;0,5\nMeier, Eva;12,00;1,5\n")
        #expect(table.columns == ["name", "betrag", "rabatt"])
        #expect(table.rows[0] == ["Müller, Hans", "1.234,56", "0,5"])
    }

    @Test("tabs and pipes are found", arguments: ["\t", "|"])
    func otherDelimiters(delimiter: String) throws {
        let text = ["id;name", "1;a, b", "2;c, d"].map { $0.replacing(";", with: delimiter) }.joined(separator: "\n")
        #expect(try readTable(text).rows == [["1", "a, b"], ["2", "c, d"]])
    }

    @Test("caret and colon divide when somebody says so")
    func chosenDelimiters() throws {
        #expect(try readTable("id^name\n1^x\n", given: ["delimiter": "^"]).columns == ["id", "name"])
        #expect(try readTable("id:name\n1:x\n", given: ["delimiter": ":"]).columns == ["id", "name"])
    }

    @Test("apostrophes as quotes are found, apostrophes in names are not")
    func apostrophes() throws {
        let quoted = try readTable("'id','name'\n'1','a, b'\n'2','O''Brien'\n")
        #expect(quoted.rows == [["1", "a, b"], ["2", "O'Brien"]])
        #expect(quoted.probe?.summary == "CSV , UTF-8, quote '")
        let plain = try readTable("id,zip,name\n1,'75008,O'Brien\n2,'01067,D'Arcy\n")
        #expect(plain.rows[0] == ["1", "'75008", "O'Brien"])
    }

    @Test("a backslash before delimiters or quotes is an escape when that makes the rows even")
    func backslashes() throws {
        let table = try readTable("id,name,city\n1,Dr. Seltsam\\, oder,Bonn\n2,\"say \\\"hi\\\"\",Ulm\n3,x,y\n")
        #expect(table.rows == [["1", "Dr. Seltsam, oder", "Bonn"], ["2", "say \"hi\"", "Ulm"], ["3", "x", "y"]])
        #expect(table.probe?.options["escape"] == "backslash")
    }

    @Test("unescaped quotes inside quoted cells: recovered where one reading is certain")
    func unescapedQuotes() throws {
        let table = try readTable("id,name,city\n1,\"Cafe \"Zur Post\" GmbH\",Bonn\n2,b,c\n")
        #expect(table.rows[0] == ["1", "Cafe \"Zur Post\" GmbH", "Bonn"])
        #expect(table.kinds == [.record, .record])
        #expect(table.codes == ["row.recovered"])
    }

    @Test("a quote that never closes costs one row, and the row says so")
    func openQuote() throws {
        let rows = (2...50).map { "\($0),name \($0),Bonn" }.joined(separator: "\n")
        let table = try readTable("id,name,city\n1,\"open,Ulm\n\(rows)\n")
        #expect(table.rows.count == 50)
        #expect(table.kinds[0] == .malformed)
        #expect(table.rows[0] == ["1", "\"open", "Ulm"])
        #expect(table.rows(.record).count == 49)
        #expect(table.remarks[0] != nil)
    }

    @Test("a file cut inside a quoted cell is refused as incomplete")
    func cutFile() throws {
        let fault = #expect(throws: SourceFault.self) { try readTable("id,note\n1,x\n2,\"the end is miss") }
        guard case .incomplete(let position, _, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(position.row == 3)
        #expect(position.file == "table.csv")
    }

    @Test("ragged rows: short ones are filled with a remark, long ones marked with all their text")
    func ragged() throws {
        let table = try readTable("a,b,c\n1,2,3\n4,5\n6,7,8,9,x\n10,11,12\n")
        #expect(table.rows == [["1", "2", "3"], ["4", "5", ""], ["6", "7", "8,9,x"], ["10", "11", "12"]])
        #expect(table.kinds == [.record, .record, .malformed, .record])
        #expect(table.remarks.keys.sorted() == [1, 2])
        let short = try #require(table.summary.findings.first { $0.code == "row.short" })
        #expect(short.ordinal == 2)
        #expect(short.message == "line 3: 2 of 3 cells; the others are empty")
    }

    @Test("trailing delimiters are no cells")
    func trailingDelimiters() throws {
        let table = try readTable("a;b;c\n1;2;3;\n4;5;6;;;\n7;8;9\n")
        #expect(table.rows == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]])
        #expect(table.kinds == [.record, .record, .record])
    }

    @Test("blank lines are no records and move nothing but the line")
    func blankLines() throws {
        let table = try readTable("a,b\n\n1,2\n\n\n3,4\n,\n5,6\n")
        #expect(table.rows == [["1", "2"], ["3", "4"], ["5", "6"]])
        #expect(table.ordinals == [1, 2, 4])
        #expect(table.places == [3, 6, 8])
        #expect(table.summary.records == 3)
    }

    @Test("comment lines only when asked")
    func comments() throws {
        let text = "# export of today\na,b\n1,2\n#3,4\n5,6\n"
        let table = try readTable(text, given: ["comment": "#"])
        #expect(table.columns == ["a", "b"])
        #expect(table.kinds == [.record, .comment, .record])
        #expect(table.rows[1][0] == "#3,4")
        #expect(try readTable("a,b\n#1,2\n").kinds == [.record])
    }

    @Test("duplicate, empty and only-case-different headers become names of their own, with findings")
    func headers() throws {
        let table = try readTable("Name,E-Mail,name,,E-mail, NAME \u{A0},x\n1,2,3,4,5,6,7\n")
        #expect(table.columns == ["Name", "E-Mail", "name_2", "column_4", "E-mail_2", "NAME_3", "x"])
        #expect(table.codes == ["header.duplicate", "header.empty"])
    }

    @Test("a made-up name never takes another column's own")
    func headerCollisions() throws {
        #expect(try readTable("a,a_2,a,a\n1,2,3,x\n").columns == ["a", "a_2", "a_3", "a_4"])
    }

    @Test("thousands of equal names are numbered without delay")
    func manyEqualNames() throws {
        let header = Array(repeating: "x", count: 5000).joined(separator: ",")
        let table = try readTable(header + "\n" + Array(repeating: "1", count: 5000).joined(separator: ",") + "\n")
        #expect(table.columns.last == "x_5000")
        #expect(Set(table.columns).count == 5000)
    }

    @Test("a header cell may hold a line break")
    func headerLineBreak() throws {
        let table = try readTable("id,\"Total\r\nnet\",city\n1,2,x\n")
        #expect(table.columns == ["id", "Total net", "city"])
        #expect(table.places == [3])
    }

    @Test("the header in the middle, where files were pasted together, is told from records")
    func repeatedHeader() throws {
        let table = try readTable("Name;Status\nA;I\nName;Status\nB;A\n\u{FEFF}Name;Status\nC;X\n")
        #expect(table.kinds == [.record, .repeatedHeader, .record, .repeatedHeader, .record])
        #expect(table.ordinals == [1, 2, 3, 4, 5])
        #expect(table.codes.contains("row.repeated-header"))
    }

    @Test(
        "a line of totals at the end is told from records",
        arguments: ["Summe;;184.302,17", ";Gesamt;1.000", "Total:;;12.50 EUR", "GESAMTSUMME;3;99", "Grand total;;5"])
    func totals(line: String) throws {
        let table = try readTable("Name;Ort;Saldo\nA;Bonn;1\nB;Ulm;2\n\(line)\n;;\n\n")
        #expect(table.kinds == [.record, .record, .total])
        #expect(table.ordinals == [1, 2, 3])
        #expect(table.codes.contains("row.total"))
    }

    @Test(
        "a customer whose name begins like a total is a record",
        arguments: ["Total Energies AG;Berlin;5", "Gesamtverband e. V.;Ulm;1", "Summer GmbH;;3", "Total;Bonn;2"])
    func noTotals(line: String) throws {
        let table = try readTable("Name;Ort;Saldo\nA;Bonn;1\n\(line)\n")
        #expect(table.kinds == [.record, .record])
    }

    @Test("a line of totals in the middle is no end, so it stays a record")
    func totalsInside() throws {
        let table = try readTable("Name;Ort;Saldo\nSumme;;5\nB;Ulm;2\n")
        #expect(table.kinds == [.record, .record])
        #expect(
            try readTable("Name;Ort;Saldo\nB;Ulm;2\nSumme;;2\n", given: ["totals": "false"]).kinds == [
                .record, .record,
            ])
    }

    @Test("several encodings in one file: each line as it is, with a finding each")
    func severalEncodings() throws {
        var bytes = Array("name,city\nMüller,Köln\n".utf8)
        bytes += [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x2C, 0x55, 0x6C, 0x6D, 0x0A]
        bytes += Array("Söhne,Bonn\n".utf8)
        let table = try readTable(bytes)
        #expect(table.rows == [["Müller", "Köln"], ["Müller", "Ulm"], ["Söhne", "Bonn"]])
        let finding = try #require(table.summary.findings.first { $0.code == "encoding.mixed" })
        #expect(finding.ordinal == 2)
        #expect(finding.message.hasPrefix("line 3, byte "))
    }

    @Test("findings of one code are listed up to a number, then counted")
    func manyFindings() throws {
        var bytes = Array("name,city\nMüller,Köln\n".utf8)
        for _ in 0..<400 { bytes += Array("Söhne,Ulm\n".utf8) }
        for _ in 0..<300 { bytes += [0xFC, 0x2C, 0x61, 0x0A] }
        let table = try readTable(bytes)
        let mixed = table.summary.findings.filter { $0.code == "encoding.mixed" }
        #expect(mixed.count == 21)
        #expect(mixed.last?.ordinal == 0)
        #expect(mixed.last?.message.hasPrefix("300 in all") == true)
    }

    @Test("UTF-8 encoded twice is shown in both readings, and repaired only on request")
    func doubleEncoding() throws {
        let text = "id,name,city\n1,MÃ¼ller,KÃ¶ln\n2,SÃ¶hne â€“ Co,Ulm\n3,x,y\n"
        let table = try readTable(text)
        #expect(table.rows[0] == ["1", "MÃ¼ller", "KÃ¶ln"])
        #expect(table.probe?.summary == "CSV , UTF-8 twice")
        let finding = try #require(table.summary.findings.first { $0.code == "encoding.double" })
        #expect(finding.message.hasPrefix("3 of 3 values"))
        #expect(finding.message.contains("\"MÃ¼ller\" is \"Müller\""))
        let repaired = try readTable(text, given: ["repair": "true"])
        #expect(repaired.rows == [["1", "Müller", "Köln"], ["2", "Söhne – Co", "Ulm"], ["3", "x", "y"]])
    }

    @Test("a byte order mark is never part of the first header")
    func byteOrderMark() throws {
        #expect(try readTable("\u{FEFF}id,name\n1,x\n").columns == ["id", "name"])
        #expect(try readTable("\u{FEFF}\"id\",name\n1,x\n").columns == ["id", "name"])
    }

    @Test("a carriage return inside a cell is data")
    func carriageReturnInside() throws {
        #expect(try readTable("id,note\n1,\"a\rb\"\n2,c\n").rows == [["1", "a\rb"], ["2", "c"]])
    }

    @Test("the end mark of old DOS files is no record")
    func endMark() throws {
        #expect(try readTable("id,name\r\n1,x\r\n\u{1A}").rows == [["1", "x"]])
    }

    @Test("leading zeros, long numbers and blanks stay as they are")
    func valuesAsTheyAre() throws {
        let table = try readTable("id,plz,konto\n1,01067,0049123456789012345\n2, 7 ,1E5\n")
        #expect(table.rows == [["1", "01067", "0049123456789012345"], ["2", " 7 ", "1E5"]])
    }
}
