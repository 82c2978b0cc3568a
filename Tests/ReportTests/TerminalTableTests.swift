import Report
import Testing

@Suite struct TerminalTableTests {
    private func terminal(_ width: Int?, colour: Bool = false) -> Terminal {
        Terminal(isTerminal: width != nil, width: width, hasColour: colour)
    }

    private func sources() -> TerminalTable {
        var table = TerminalTable([
            .text("source", minimumWidth: nil), .number("rows"), .text("what it is"), .text("read as"),
        ])
        table.append(["kundenliste-sued", .count(214), "companies with contacts", "XLSX, header row 4"])
        table.append(["shop-bestellungen", .count(1488), "orders, one row per line", ""])
        table.append(["漢字", .count(7), "", "CSV ; cp1252"])
        return table
    }

    @Test func columnsAlignAndNumbersStandRight() {
        #expect(
            sources().lines() == [
                "  source              rows  what it is                read as",
                "  kundenliste-sued     214  companies with contacts   XLSX, header row 4",
                "  shop-bestellungen  1,488  orders, one row per line",
                "  漢字                   7                            CSV ; cp1252",
            ])
        #expect(sources().text() == sources().lines().map { $0 + "\n" }.joined())
    }

    @Test func theTableFitsTheTerminal() {
        let lines = sources().lines(on: terminal(60))
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= 60 })
        #expect(lines[1].hasPrefix("  kundenliste-sued     214  companies"))
        #expect(lines[1].contains("…"))
    }

    @Test func aTableThatCannotBeCutFurtherStaysReadable() {
        let lines = sources().lines(on: terminal(5))
        #expect(lines[1].contains("kundenliste-sued"))
        #expect(lines[1].contains("214"))
    }

    @Test func withoutATerminalNothingIsCut() {
        var table = TerminalTable([.text("a"), .text("b")])
        table.append([.init(String(repeating: "x", count: 500)), "end"])
        #expect(table.lines(on: terminal(nil))[1].hasSuffix("x  end"))
    }

    @Test func coloursAreOnlyForTerminals() {
        var table = TerminalTable([.text(""), .number("")])
        table.append([.init("STOP", style: .bad), .count(88)])
        #expect(table.lines(on: terminal(80, colour: true)) == ["  \u{1B}[31mSTOP\u{1B}[0m  88"])
        #expect(table.lines(on: terminal(80)) == ["  STOP  88"])
        #expect(Style.plain.applied(to: "x", on: terminal(80, colour: true)) == "x")
    }

    @Test func moneyIsWrittenAsMoney() {
        var table = TerminalTable([.text("", minimumWidth: nil), .number("")])
        table.append(["plan", .money("183417.97", currency: "EUR")])
        table.append(["difference", .money("884.2", currency: "EUR")])
        #expect(table.lines() == ["  plan        183,417.97 EUR", "  difference      884.20 EUR"])
    }

    @Test func rowsMayHaveTooFewOrTooManyCells() {
        var table = TerminalTable([.text("a"), .text("b")])
        table.append(["1"])
        table.append(["1", "2", "3"])
        table.append([])
        #expect(table.lines() == ["  a  b", "  1", "  1  2", ""])
        #expect(table.count == 3)
    }
}
