import Connecting
import Deliveries
import Records
import Testing

/// A test for each line of docs/quirks.md about delimited text, named as there.
@Suite("CSV")
struct CSVSurvivalTests {
    @Test("`sep=;` first line; delimiter `;`, tab, `|`; quotes `'`; escape by backslash")
    func dialects() throws {
        let expected = [["1", "Anna"], ["2", "Bert"]]
        for delimiter in [";", "\t", "|", ",", "^", "`", "||", "+|", "\t|\t"] {
            let wide = ["id", "name", "city"].joined(separator: delimiter)
            let rows = (1...4).map { "\($0)\(delimiter)Anna \($0)\(delimiter)Ulm\n" }.joined()
            let table = try readTable("\(wide)\n\(rows)")
            #expect(table.columns == ["id", "name", "city"], "\(delimiter)")
            #expect(table.rows.last == ["4", "Anna 4", "Ulm"], "\(delimiter)")
        }
        let named = try readTable("sep=;\nid;name\n1;Anna\n2;Bert\n")
        #expect(named.columns == ["id", "name"] && named.rows == expected)
        #expect(try readTable("'id','name'\n'1','Anna'\n'2','Bert'\n").rows == expected)
        let escaped = try readTable("id,name\n1,Anna\\, B.\n2,Bert\n3,C\\, D.\n4,E\n")
        #expect(escaped.rows[0] == ["1", "Anna, B."])
        #expect(escaped.probe?.summary == "CSV , UTF-8, escape \\")
        // What was found can be set, and then is not looked for.
        #expect(try readTable("id;name\n1;Anna\n", given: ["delimiter": ","]).columns == ["id;name"])
    }

    @Test(
        "unescaped quotes inside quoted fields; ragged rows; trailing delimiters; blank lines; comment lines")
    func brokenRows() throws {
        let lines =
            [
                "id,name,city", "1,\"Café \"Zur Post\"\",Ulm", "2,Anna", "", "3,Bert,Ulm,,", "4,Carl,Ulm,extra",
                "5,\"Dora,Ulm", "6,Emil,Ulm", "7,Fritz,Ulm", "8,Gerd,Ulm", "9,Hans,Ulm",
            ] + (10...20).map { "\($0),Ida,Ulm" }
        let table = try readTable(lines.joined(separator: "\n") + "\n")
        #expect(table.rows[0] == ["1", "Café \"Zur Post\"", "Ulm"])
        #expect(table.rows[1] == ["2", "Anna", ""])
        #expect(table.rows[2] == ["3", "Bert", "Ulm"])
        #expect(table.rows[3] == ["4", "Carl", "Ulm,extra"])
        #expect(table.kinds.prefix(6) == [.record, .record, .record, .malformed, .malformed, .record])
        #expect(table.kinds.dropFirst(5).allSatisfy { $0 == .record })
        #expect(table.places.prefix(6) == [2, 3, 5, 6, 7, 8])
        #expect(table.rows.count == 20 && table.rows.last == ["20", "Ida", "Ulm"])
        for code in ["row.recovered", "row.short", "row.long", "row.quotes"] { #expect(table.codes.contains(code)) }
        let commented = try readTable("# made by hand\nid,name\n1,Anna\n# no more\n2,Bert\n", given: ["comment": "#"])
        #expect(commented.rows(.record) == [["1", "Anna"], ["2", "Bert"]])
    }

    @Test("a file cut inside a quoted field")
    func cutFile() throws {
        let fault = #expect(throws: SourceFault.self) { try readTable("id,name\n1,Anna\n2,\"Bert, and th") }
        guard case .incomplete(let position, _, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(position.row == 3)
    }

    @Test("duplicate, empty or only-case-different headers")
    func headers() throws {
        let table = try readTable("Name,name,,Ort\nAnna,B.,x,Ulm\nBert,C.,y,Bonn\n")
        #expect(table.columns == ["Name", "name_2", "column_3", "Ort"])
        #expect(Set(table.codes).isSuperset(of: ["header.duplicate", "header.empty"]))
    }

    @Test("repeated header in the middle (files pasted together), totals line at the end")
    func pastedTogether() throws {
        let table = try readTable("id;name;saldo\n1;Anna;5\nid;name;saldo\n2;Bert;7\nSumme;;12\n")
        #expect(table.kinds == [.record, .repeatedHeader, .record, .total])
        #expect(Set(table.codes).isSuperset(of: ["row.repeated-header", "row.total"]))
        // A further table is none of the first one's rows, but one of its own.
        let text = "id,name\n1,Anna\n2,Bert\n\nRechnungen\nNr,Kunde,Betrag\nR1,1,5.00\nR2,2,7.00\n"
        let folder = try TemporaryFolder()
        let file = try folder.file("t.csv", text)
        let probe = try #require(try probed(file))
        #expect(probe.streams.map(\.name) == ["table-1", "Rechnungen"])
        #expect(
            try probe.streams.map { try readTable(file, $0.options).rows } == [
                [["1", "Anna"], ["2", "Bert"]], [["R1", "1", "5.00"], ["R2", "2", "7.00"]],
            ])
    }

    @Test("several encodings in one file")
    func mixedEncodings() throws {
        let table = try readTable(Array("id,name\n1,Müller\n2,S".utf8) + [0xF6] + Array("hne\n".utf8))
        #expect(table.rows == [["1", "Müller"], ["2", "Söhne"]])
        #expect(table.codes.contains("encoding.mixed"))
        #expect(table.summary.doubts.first?.option == "other_lines")
    }
}

/// The lines of docs/quirks.md about encodings, named as there.
@Suite("Dates, numbers, encodings: bytes")
struct EncodingSurvivalTests {
    @Test("mojibake: cp1252 read as UTF-8 or the reverse; doubly encoded UTF-8")
    func mojibake() throws {
        let plain = try readTable(
            Array("id,name\n1,M".utf8) + [0xFC] + Array("ller\n2,K".utf8) + [0xF6] + Array("ln\n".utf8))
        #expect(plain.rows == [["1", "Müller"], ["2", "Köln"]])
        #expect(plain.probe?.summary == "CSV , cp1252")
        #expect(try readTable("id,name\n1,Müller\n2,Łódź\n").rows == [["1", "Müller"], ["2", "Łódź"]])
        let twice = "id,name\n1,MÃ¼ller\n2,KÃ¶ln\n"
        let read = try readTable(twice)
        #expect(read.rows[0] == ["1", "MÃ¼ller"])
        #expect(read.summary.findings.first { $0.code == "encoding.double" }?.message.contains("is \"Müller\"") == true)
        #expect(try readTable(twice, given: ["repair": "true"]).rows == [["1", "Müller"], ["2", "Köln"]])
        // What nobody can tell is asked, with each reading.
        let doubtful = try readTable(Array("id,name\n1,M".utf8) + [0x81] + Array("ller\n2,Anna\n".utf8))
        let doubt = try #require(doubtful.summary.doubts.first)
        #expect(doubt.option == "encoding" && "\(doubt.evidence)".contains("Müller (cp850)"))
    }

    @Test("BOM becomes part of the first header")
    func byteOrderMark() throws {
        #expect(try readTable("\u{FEFF}id,name\n1,x\n").columns == ["id", "name"])
        for encoding in [[0xFF, 0xFE] as [UInt8], []] {
            let wide = encoding + Array("id,name\n1,x\n".utf8).flatMap { [$0, 0] }
            #expect(try readTable(wide).columns == ["id", "name"])
        }
    }

    @Test("carriage return inside a field: silent failure")
    func carriageReturn() throws {
        let table = try readTable("id,note\r\n1,\"a\rb\"\r\n2,c\r\n")
        #expect(table.rows == [["1", "a\rb"], ["2", "c"]])
        #expect(table.places == [2, 4])
        #expect(try readTable("id,note\r1,a\r2,b\r").rows == [["1", "a"], ["2", "b"]])
    }

    @Test("thousand separators in UTF-16LE reach the column as they are")
    func wideNumbers() throws {
        let text = "id;saldo\n1;12 345,60\n2;1 234,50\n3;7,00\n"
        let table = try readTable(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        #expect(table.probe?.summary == "CSV ; UTF-16LE")
        #expect(table.rows == [["1", "12 345,60"], ["2", "1 234,50"], ["3", "7,00"]])
    }
}
