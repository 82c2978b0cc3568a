import Report
import Testing
import Text

/// Lines on narrow terminals.
@Suite struct LineFoldingTests {
    private let limits =
        "  limits        ok    0 of 2 customers in the CRM change; at most 100 % may · 0 e-mails are blanked · every owner is known"

    @Test func whatFitsStaysAsItIs() {
        #expect(LineFolding.fold(limits, width: 200) == [limits])
        #expect(LineFolding.fold("", width: 80) == [""])
    }

    @Test func whatGoesOnStandsUnderTheLinesOwnText() {
        #expect(
            LineFolding.fold(limits, width: 80) == [
                "  limits        ok    0 of 2 customers in the CRM change; at most 100 % may · 0",
                "                      e-mails are blanked · every owner is known",
            ])
    }

    @Test func aLineWithoutALabelIsIndentedByTwo() {
        #expect(
            LineFolding.fold("one two three four five six seven", width: 24) == [
                "one two three four five", "  six seven",
            ])
    }

    @Test func nothingIsWiderThanTheTerminalButASingleWord() {
        let lines = [
            limits, "  Page: /a/very/long/path/that/nobody/should/break/because/it/is/to/be/copied/report.html",
            "  keep      Bäckerei Immergrün   phone            j.peters 02:58 and more words than there is room for",
        ]
        for width in [40, 80, 120] {
            for line in lines {
                for part in LineFolding.fold(line, width: width) {
                    let words = part.split(separator: " ")
                    #expect(DisplayText.width(part) <= width || words.count == 1 || words.last?.count ?? 0 > width / 2)
                }
                #expect(
                    LineFolding.fold(line, width: width).joined(separator: " ").split(separator: " ")
                        == line.split(separator: " "))
            }
        }
    }
}
