import Formats
import Records
import Testing

@Suite("Reading delimited text")
struct DelimitedReaderTests {
    @Test("every line end divides records", arguments: ["\n", "\r", "\r\n"])
    func lineEnds(end: String) {
        let found = readText(["a,b", "1,2", "3,4"].joined(separator: end) + end)
        #expect(found.rows == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(found.lines == [1, 2, 3])
    }

    @Test("line ends may be mixed, and the last one may be missing")
    func mixedLineEnds() {
        let found = readText("a,b\r\n1,2\r3,4\n5,6")
        #expect(found.rows == [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]])
        #expect(found.lines == [1, 2, 3, 4])
    }

    @Test("empty lines are no records and count as lines")
    func emptyLines() {
        let found = readText("\n\r\na,b\n\n\r1,2\r\n\r\n")
        #expect(found.rows == [["a", "b"], ["1", "2"]])
        #expect(found.lines == [3, 6])
        #expect(found.emptyLines == 5)
    }

    @Test("quotes enclose delimiters, line ends and doubled quotes")
    func quotes() {
        let found = readText("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"one\r\ntwo\n\rthree\",\"\"\nz,\"\"\"\"\n")
        #expect(found.rows == [["a", "b"], ["x,y", "he said \"no\""], ["one\r\ntwo\n\rthree", ""], ["z", "\""]])
        #expect(found.lines == [1, 2, 3, 7])
        #expect(found.troubles == [nil, nil, nil, nil])
    }

    @Test("blanks around cells are data, blanks after a closing quote are not")
    func blanks() {
        #expect(readText("a, b ,c\n").rows == [["a", " b ", "c"]])
        #expect(readText("\"a\" ,\"b\"  \n").rows == [["a", "b"]])
    }

    @Test("a tab after a closing quote divides when it is the delimiter")
    func tabAfterQuote() {
        let found = readText("\"a\"\t\"b\"\n", DelimitedDialect(delimiter: 0x09))
        #expect(found.rows == [["a", "b"]])
    }

    @Test("a stray quote inside an unquoted cell is an ordinary character")
    func strayQuote() {
        let found = readText("a,b,c\n1,This \"quotes\" must be escaped,3\n5\" pipe,x,y\n")
        #expect(found.rows[1] == ["1", "This \"quotes\" must be escaped", "3"])
        #expect(found.rows[2] == ["5\" pipe", "x", "y"])
        #expect(found.troubles == [nil, nil, nil])
    }

    @Test("without a quote character quotes are ordinary characters")
    func noQuote() {
        let found = readText("\"a,b\"\n", DelimitedDialect(quote: nil))
        #expect(found.rows == [["\"a", "b\""]])
    }

    @Test("an apostrophe can be the quote")
    func apostrophe() {
        let found = readText("'a,b';'O''Brien'\n", DelimitedDialect(delimiter: 0x3B, quote: 0x27))
        #expect(found.rows == [["a,b", "O'Brien"]])
    }

    @Test("a backslash takes the meaning from a delimiter, quote, line end or itself, and from nothing else")
    func backslash() {
        let dialect = DelimitedDialect(escape: 0x5C)
        let found = readText("a\\,b,c\\\\d\n\"e\\\"f\",\\N\ng\\\nh,C:\\temp\n", dialect)
        #expect(found.rows == [["a,b", "c\\d"], ["e\"f", "\\N"], ["g\nh", "C:\\temp"]])
        #expect(found.lines == [1, 2, 3])
    }

    @Test("without the escape a backslash at a cell's end stays a backslash")
    func backslashIsData() {
        #expect(readText("\"field 1\",\"field 2\\\"\n").rows == [["field 1", "field 2\\"]])
    }

    @Test("without a delimiter each line is one cell")
    func list() {
        let found = readText("a,b;c\n\"x\ny\"\n", DelimitedDialect(delimiter: nil))
        #expect(found.rows == [["a,b;c"], ["x\ny"]])
    }

    @Test("comment lines are told from records only when asked")
    func comments() throws {
        #expect(readText("# x\na\n").rows.count == 2)
        var reader = try DelimitedReader(
            bytes: Array("# x, \"y\na,#b\n#".utf8), encoding: .utf8, dialect: .init(comment: Array("#".utf8)))
        var found: [(isComment: Bool, cells: [[UInt8]])] = []
        while try reader.next() { found.append((reader.isComment, reader.cells())) }
        #expect(found.map(\.isComment) == [true, false, true])
        #expect(found[0].cells == [Array("# x, \"y".utf8)])
        #expect(found[1].cells.count == 2)
    }

    @Test("a delimiter at the file's end begins an empty cell")
    func delimiterAtEnd() {
        #expect(readText("a,b\n1,").rows == [["a", "b"], ["1", ""]])
        #expect(readText("a,b\n\"1\",").rows == [["a", "b"], ["1", ""]])
    }

    @Test("an empty text has no records", arguments: ["", "\n", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n"])
    func empty(text: String) {
        let found = readText(text)
        #expect(found.rows.isEmpty)
        #expect(found.fault == nil)
    }

    @Test("rows are filled: missing cells empty, further cells joined to the last, empty ones left out")
    func appending() throws {
        var reader = try DelimitedReader(
            bytes: Array("1,2,3\n1\n1,2,3,,\n1,2,3,4,\"5\"\"\",\n\"a\"\"b\",c,d\n".utf8), encoding: .utf8,
            dialect: .init())
        var rows = Rows(width: 3)
        while try reader.next() { reader.append(to: &rows) }
        let texts = (0..<rows.count).map { row in (0..<3).map { rows.text(row, $0) } }
        #expect(
            texts == [["1", "2", "3"], ["1", "", ""], ["1", "2", "3"], ["1", "2", "3,4,5\""], ["a\"b", "c", "d"]])
    }

    @Test("lines above a table can be passed over, whatever is in them")
    func textLines() throws {
        var reader = try DelimitedReader(
            bytes: Array("it's 5\" wide\r\n\n\"open\na,b\n".utf8), encoding: .utf8, dialect: .init())
        var above: [[UInt8]?] = []
        for _ in 0..<3 { above.append(try reader.nextTextLine()) }
        #expect(above == [Array("it's 5\" wide".utf8), [], Array("\"open".utf8)])
        let hasRecord = try reader.next()
        let line = reader.line
        let cells = reader.cells()
        #expect(hasRecord)
        #expect(line == 4)
        #expect(cells == [[0x61], [0x62]])
        let after = try reader.nextTextLine()
        #expect(after == nil)
    }

    @Test("whether the last line has its line end is known")
    func finalLineEnd() throws {
        for (text, expected) in [("a\nb\n", true), ("a\nb", false), ("a\n\"b\"", false), ("a\n\"b\"\r", true)] {
            var reader = try DelimitedReader(bytes: Array(text.utf8), encoding: .utf8, dialect: .init())
            var ends = false
            while try reader.next() { ends = reader.endsWithLineEnd }
            #expect(ends == expected, "\(text.debugDescription)")
        }
    }
}
