import Records
import Testing

@Suite struct PositionTests {
    @Test(arguments: [
        (0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
        (16_383, "XFD"),
    ])
    func columnsAreNamedAsSpreadsheetsNameThem(_ index: Int, _ letters: String) {
        #expect(Position.columnLetters(index) == letters)
        #expect(Position.columnIndex(letters) == index && Position.columnIndex("\(letters.lowercased())12") == index)
    }

    @Test func whatNamesNoColumnHasNone() {
        for text in ["", "12", "$A", "ä", String(repeating: "Z", count: 40)] {
            #expect(Position.columnIndex(text) == nil, "\(text)")
        }
    }

    @Test func aSpreadsheetsCellIsFileSheetAndAddress() {
        let position = Position(file: "customers.xlsx", sheet: "Sheet1", row: 417, column: "Phone", columnIndex: 2)
        #expect("\(position)" == "customers.xlsx!Sheet1!C417")
    }

    @Test func aSpreadsheetsRowHasNoLetters() {
        #expect("\(Position(file: "customers.xlsx", sheet: "Süd", row: 3))" == "customers.xlsx!Süd!3")
        #expect("\(Position(file: "customers.xlsx", sheet: "Süd"))" == "customers.xlsx!Süd")
    }

    @Test func aTextFilesCellIsFileLineAndColumn() {
        #expect("\(Position(file: "customers.csv", row: 417, column: "Phone"))" == "customers.csv:417 (Phone)")
        #expect("\(Position(file: "customers.csv", row: 417))" == "customers.csv:417")
        #expect("\(Position(file: "customers.csv"))" == "customers.csv")
    }
}

@Suite struct SeverityTests {
    @Test func errorsWeighMoreThanWarningsAndThoseMoreThanNotes() {
        #expect(Severity.allCases.sorted() == [.note, .warning, .error])
        #expect(Severity.allCases.map(\.word) == ["note", "warning", "error"])
    }
}
