import Testing

@testable import Pipeline

/// What of a row that came back is a mend, and what only a spreadsheet program's way of showing things.
@Suite struct CorrectedRowTests {
    @Test(arguments: [
        ("01067", "1067"), ("0431555010", "431555010"), ("+49431555010", "49431555010"), ("1250,50", "1250.5"),
        ("1250.00", "1250"), ("0.50", "0,5"), ("400123456789012345", "4.00123E+17"), ("400123456789", "4,00123E+11"),
        ("123456789999", "1.23457E+11"), ("-017", "-17"), ("000", "0"),
        ("01.03.2015", "2015-03-01"), ("01.03.2015", "1.3.2015"), ("31.12.2015", "31.12.15"),
        ("06/05/2011", "2011-05-06"), ("06/05/2011", "2011-06-05"), ("2015-03-01", "2015/03/01"),
    ])
    func theSameShownDifferently(_ given: String, _ shown: String) {
        #expect(SpreadsheetLook.isSame(Array(given.utf8), Array(shown.utf8)))
        // Only the program's own way is meant: whoever adds zeros or digits mends.
        if given.count > shown.count, shown.allSatisfy(\.isNumber), given.allSatisfy(\.isNumber) {
            #expect(!SpreadsheetLook.isSame(Array(given.utf8), Array((shown + "1").utf8)))
        }
    }

    @Test(arguments: [
        ("01067", "1068"), ("01067", ""), ("", "1"), ("01067", "10670"), ("1.5", "15"), ("Kiel", "kiel"), ("12a", "12"),
        ("400123456789012345", "4.00123E+16"), ("400123456789012345", "4.1E+17"), ("40012", "4.00E+04"),
        ("01.03.2015", "2015-04-01"), ("01.03.2015", "02.03.2015"), ("01.03.2015", "01032015"), ("1.2.3.4", "1.2.3"),
        ("99.99.2015", "2015-99-99"),
    ])
    func somethingElse(_ given: String, _ now: String) {
        #expect(!SpreadsheetLook.isSame(Array(given.utf8), Array(now.utf8)))
    }

    @Test func aSignBeforeAFormulaIsTakenOffAgain() {
        let row = CorrectedRow([Array("'+49 431".utf8), Array("'=1+1".utf8), nil], broken: nil, isTable: false)
        if case .same = row.cell(0, was: Array("+49 431".utf8)) {} else { Issue.record("the escape is no change") }
        guard case .changed(let text) = row.cell(1, was: Array("x".utf8)) else {
            Issue.record("a change")
            return
        }
        #expect(text == Array("=1+1".utf8))
        #expect(row.cell(2, was: [UInt8]()) == nil && row.cell(3, was: [UInt8]()) == nil)
    }

    @Test func inAWorkbookWithMarksCellsKeepTheirTypesSoEveryChangeCounts() {
        let marked = CorrectedRow([Array("1067".utf8)], broken: nil, isTable: false)
        if case .changed = marked.cell(0, was: Array("01067".utf8)) {} else { Issue.record("a change") }
        let table = CorrectedRow([Array("1067".utf8)], broken: 0, isTable: true)
        if case .changed = table.cell(0, was: Array("01067".utf8)) {} else { Issue.record("it was to be mended") }
    }
}
