import Formats
import Testing

@Suite("Broken quotes")
struct DelimitedRecoveryTests {
    @Test("quotes that were not doubled are recovered where one reading has the right width")
    func undoubledQuotes() {
        let found = readText("foo,bar,baz\n1,\"Hey, I missed \" it\",3\n2,\"Cafe \"Zur Post\" GmbH\",4\n")
        #expect(found.rows[1] == ["1", "Hey, I missed \" it", "3"])
        #expect(found.rows[2] == ["2", "Cafe \"Zur Post\" GmbH", "4"])
        #expect(found.troubles == [nil, .recovered, .recovered])
    }

    @Test("an undoubled quote directly before the closing one is recovered")
    func undoubledAtEnd() {
        let found = readText("a,b\n1,\"Cafe \"Post\"\"\n2,x\n")
        #expect(found.rows == [["a", "b"], ["1", "Cafe \"Post\""], ["2", "x"]])
        #expect(found.troubles == [nil, .recovered, nil])
    }

    @Test("blanks before a quote are recovered where one reading has the right width")
    func blanksBeforeQuote() {
        let found = readText("date, temp, place\n2011, \"6,000\",Galway\n")
        #expect(found.rows[1] == ["2011", "6,000", "Galway"])
        #expect(found.troubles[1] == .recovered)
    }

    @Test("text after a closing quote marks the row and keeps its text")
    func textAfterQuote() {
        let found = readText("a,b,c\n\"x\"y,\"z\"\n1,2,3\n")
        #expect(found.rows == [["a", "b", "c"], ["\"x\"y", "\"z\""], ["1", "2", "3"]])
        #expect(found.troubles == [nil, .textAfterQuote, nil])
    }

    @Test("a missing closing quote costs its own line, never the rest of the file")
    func missingClosingQuote() {
        let found = readText("a,b,c\n1,\"open,x\n2,\"ok\",y\n3,z,\"w\"\n")
        #expect(found.rows == [["a", "b", "c"], ["1", "\"open", "x"], ["2", "ok", "y"], ["3", "z", "w"]])
        #expect(found.troubles == [nil, .textAfterQuote, nil, nil])
        #expect(found.lines == [1, 2, 3, 4])
    }

    @Test("a missing closing quote that meets a later one exactly is noticed by the rows it swallowed")
    func swallowedRows() {
        let found = readText("a,b,c\n1,\"open,z\n2,x,y\n3,x,y\n4,x,y\n5,x,\"\n6,x,y\n7,x,y\n8,x,y\n")
        #expect(found.rows.map { $0[0] } == ["a", "1", "2", "3", "4", "5", "6", "7", "8"])
        #expect(found.troubles[1] == .unclosedQuote)
    }

    @Test("a stray quote far from any other costs one line")
    func strayQuoteInLongFile() {
        var text = "id,name,city\n"
        for row in 1...1000 { text += row == 300 ? "\(row),\"Bad,Bonn\n" : "\(row),Good,Bonn\n" }
        for chunk in [64, 1000, 1 << 20] {
            let found = readText(text, chunk: chunk)
            #expect(found.rows.count == 1001)
            #expect(found.troubles.count { $0 != nil } == 1)
            #expect(found.troubles[300] == .unclosedQuote)
            #expect(found.rows[300] == ["300", "\"Bad", "Bonn"])
        }
    }

    @Test("a long text in quotes is no stray quote")
    func longQuotedText() {
        let note = (1...2000).map { "line \($0), with a comma" }.joined(separator: "\n")
        let found = readText("id,note,city\n1,\"\(note)\",Bonn\n2,x,Ulm\n", chunk: 500)
        #expect(found.rows.count == 3)
        #expect(found.rows[1][1] == note)
        #expect(found.lines == [1, 2, 2002])
    }

    @Test("a file that ends inside a quoted cell is incomplete, and the line of the quote is named")
    func unclosedAtEnd() {
        #expect(readText("foo,bar,baz\n1,\"I forgot to close this one,3").fault == .unclosedQuote(line: 2))
        #expect(readText("a,b\n1,\"x\ny\"\n\n2,\"one\ntwo\nthr").fault == .unclosedQuote(line: 5))
        #expect(readText("a,b\n\"x\ny\",\"open").fault == .unclosedQuote(line: 3))
        #expect(readText("a\n\"").fault == .unclosedQuote(line: 2))
    }

    @Test("a stray quote near the end is told by the rows after it")
    func strayNearEnd() {
        let found = readText("a,b,c\n1,\"x,y\n2,x,y\n3,x,y\n4,x,y\n")
        #expect(found.fault == nil)
        #expect(found.rows.map { $0[0] } == ["a", "1", "2", "3", "4"])
        #expect(found.troubles[1] == .unclosedQuote)
    }

    @Test("the head of a longer text may end inside quotes")
    func cutText() {
        let found = readText(Array("a,b\n1,2\n3,\"open".utf8), isCut: true)
        #expect(found.fault == nil)
        #expect(found.rows == [["a", "b"], ["1", "2"]])
        #expect(readText(Array("a,b\n1,2\n3,4".utf8), isCut: true).rows == [["a", "b"], ["1", "2"]])
    }

    @Test("stray quotes together with a wrong number of cells mark the row")
    func strayAndRagged() {
        let found = readText("a,b,c\n1,x \"y\n2,b\"\n")
        #expect(found.troubles == [nil, .strayQuote, .strayQuote])
    }

    @Test("a quoted cell of several lines with undoubled quotes is recovered when the lines after it are no rows")
    func undoubledOverLines() {
        let found = readText("a,b,c\n1,\"first\nsays \"hi\" to,\nyou\",3\n2,x,y\n")
        #expect(found.rows[1] == ["1", "first\nsays \"hi\" to,\nyou", "3"])
        #expect(found.troubles[1] == .recovered)
        #expect(found.rows[2] == ["2", "x", "y"])
    }

    @Test("nothing of a broken row is lost")
    func nothingLost() {
        let lines = ["\"a\"b,c,\"d", "x\"\"y,\"", "1,\"2\"3,4,5,6"]
        for line in lines {
            let found = readText("h1,h2\n\(line)\n7,8\n9,0\n1,2\n")
            #expect(found.fault == nil)
            #expect(found.rows[1].joined(separator: ",") == line)
        }
    }
}
