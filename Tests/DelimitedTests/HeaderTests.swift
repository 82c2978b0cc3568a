import Connecting
import Delimited
import Deliveries
import Records
import Testing

@Suite("Finding the header")
struct HeaderTests {
    @Test("an accounting export without a header has its first row as a record")
    func headerless() throws {
        let text = """
            A0001,"Bäckerei Sommer Ltd",12 High St,Leeds,LS1 4AB,01632 960001,12/03/2019,1250.00
            B0017,"Mill & Sons",3 Low Rd,York,YO1 7HH,01632 960002,01/11/2020,0.00
            C0120,"Old Oven Co",88 Park Ln,Hull,HU1 1AA,01632 960003,30/06/2021,310.50

            """
        let table = try readTable(text)
        #expect(table.probe?.headerRow == 0)
        #expect(table.columns == (1...8).map { "column_\($0)" })
        #expect(table.rows.count == 3)
        #expect(table.ordinals == [1, 2, 3])
        #expect(table.probe?.findings.contains { $0.code == "header.none" } == true)
    }

    @Test("names for a table without a header can be given")
    func givenNames() throws {
        let table = try readTable("A1,x,1\nA2,y,2\n", given: ["columns": "ref,name", "header_row": "0"])
        #expect(table.columns == ["ref", "name", "column_3"])
        #expect(table.rows.count == 2)
    }

    @Test("the header is found under a title, blank lines and rows of delimiters")
    func underTitles() throws {
        let text = "Kundenliste Nord;;;\n;;;\n\nStand: 01.03.2024;;;\nNr;Name;Ort;PLZ\n1;A;Bonn;53111\n2;B;Ulm;89073\n"
        let table = try readTable(text)
        #expect(table.probe?.headerRow == 5)
        #expect(table.columns == ["Nr", "Name", "Ort", "PLZ"])
        #expect(table.places == [6, 7])
        #expect(table.ordinals == [1, 2])
        #expect(table.probe?.findings.contains { $0.code == "table.title" } == true)
    }

    @Test("titles with quotes and apostrophes don't disturb what is below")
    func oddTitles() throws {
        let table = try readTable("Müller's \"best\n\nid;name;plz\n1;x;53111\n2;y;89073\n")
        #expect(table.probe?.headerRow == 3)
        #expect(table.rows.count == 2)
    }

    @Test("years as column names are a header under a title")
    func years() throws {
        let table = try readTable("Umsatz je Kunde,,,\n,,,\nKunde,2021,2022,2023\nA,1,2,3\nB,4,5,6\n")
        #expect(table.columns == ["Kunde", "2021", "2022", "2023"])
    }

    @Test("a table of nothing but text has a header, with a note of doubt")
    func allText() throws {
        let table = try readTable("rot,grün\nApfel,Birne\nKirsche,Kiwi\n")
        #expect(table.columns == ["rot", "grün"])
        #expect(table.probe?.findings.contains { $0.code == "header.uncertain" } == true)
    }

    @Test("known words make a header certain")
    func words() throws {
        let table = try readTable("Vorname,Nachname\nAnna,Muster\nBert,Beispiel\n")
        #expect(table.probe?.findings.contains { $0.code == "header.uncertain" } == false)
    }

    @Test("a list of e-mails with comments is one column without a header")
    func list() throws {
        let text = "# do not contact\nanna@example.org\nbert@example.com\n\n# later\ncarla@example.net\n"
        let table = try readTable(text, name: "werbesperre.txt", given: ["comment": "#"])
        #expect(table.columns == ["column_1"])
        #expect(table.rows(.record) == [["anna@example.org"], ["bert@example.com"], ["carla@example.net"]])
        #expect(table.probe?.summary == "list, UTF-8")
    }

    @Test("a list with a name above has a header")
    func namedList() throws {
        let table = try readTable("E-Mail\nanna@example.org\nbert@example.com\n", name: "list.txt")
        #expect(table.columns == ["E-Mail"])
        #expect(table.rows.count == 2)
    }

    @Test("rows that are wider than the header get columns of their own")
    func narrowHeader() throws {
        let table = try readTable("id\tname\n1\tx\tmore\n2\ty\tand\n3\tz\tmore\n", name: "t.tsv")
        #expect(table.columns == ["id", "name", "column_3"])
        #expect(table.rows == [["1", "x", "more"], ["2", "y", "and"], ["3", "z", "more"]])
        #expect(table.kinds.allSatisfy { $0 == .record })
    }

    @Test("a header without rows is a table without records")
    func onlyHeader() throws {
        let table = try readTable("id,name,city")
        #expect(table.columns == ["id", "name", "city"])
        #expect(table.rows.isEmpty)
        #expect(table.summary.records == 0)
    }

    @Test("what somebody sets wins over what is found")
    func given() throws {
        let text = "a;b\n1;2\n3;4\n"
        #expect(try readTable(text, given: ["header_row": "0"]).rows.count == 3)
        #expect(try readTable(text, given: ["header_row": "2"]).columns == ["1", "2"])
        #expect(try readTable(text, given: ["delimiter": "none"]).rows == [["a;b"], ["1;2"], ["3;4"]])
        #expect(try readTable(text, given: ["skip_lines": "1", "header_row": "0"]).rows.count == 2)
    }

    @Test("a header line that the file does not have is a fault with that line")
    func missingHeader() throws {
        let folder = try TemporaryFolder()
        let options = OptionValues(["encoding": "utf-8", "delimiter": ",", "header_row": "7"])
        let fault = #expect(throws: SourceFault.self) {
            try readTable(folder.file("t.csv", "a,b\n1,2\n"), options)
        }
        guard case .missing(let position, _, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(position.row == 7)
    }

    @Test("the sample is the first rows as they will be read")
    func sample() throws {
        let text = "id,name\n" + (1...500).map { "\($0),n\($0)" }.joined(separator: "\n") + "\n"
        let table = try readTable(text)
        let sample = try #require(table.probe?.sample)
        #expect(sample.count == 200)
        for row in 0..<200 {
            #expect(sample.cells.text(row, 1) == table.rows[row][1])
            #expect(sample.ordinals[row] == table.ordinals[row])
            #expect(sample.places[row] == table.places[row])
        }
    }
}
