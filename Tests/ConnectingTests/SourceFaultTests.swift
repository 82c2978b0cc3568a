import Connecting
import Records
import Testing

@Suite struct SourceFaultTests {
    static let cell = Position(file: "kunden.csv", row: 7, column: "PLZ")

    @Test(
        arguments: [
            (
                SourceFault.unreadable(file: "kunden.csv", reason: "there is no such file"),
                "kunden.csv: can't be read: there is no such file"
            ),
            (
                .changedWhileReading(file: "kunden.csv"),
                "kunden.csv: changed while it was read; nothing was staged. Run again when its writer is done."
            ),
            (
                .notOfThisKind(position: cell, expected: "a table", remedy: "Export it as CSV."),
                "kunden.csv:7 (PLZ): expected a table. Export it as CSV."
            ),
            (
                .incomplete(position: cell, reason: "a quote is open", remedy: "Close it."),
                "kunden.csv:7 (PLZ): incomplete: a quote is open. Close it."
            ),
            (
                .encrypted(file: "kunden.xlsx"),
                "kunden.xlsx: protected by a password. Save a copy without one and add that."
            ),
            (
                .tooLarge(position: Position(file: "a.xlsx", sheet: "Süd"), limit: "columns", value: 16_384),
                "a.xlsx!Süd: more than 16384 columns, which no table of customers has. Check the file, or split it."
            ),
            (
                .refused(position: cell, reason: "a DOCTYPE", remedy: "Export it again."),
                "kunden.csv:7 (PLZ): refused: a DOCTYPE. Export it again."
            ),
            (
                .missing(position: cell, what: "there is no column", remedy: "Add it."),
                "kunden.csv:7 (PLZ): there is no column. Add it."
            ),
        ] as [(SourceFault, String)])
    func everyFaultSaysWhereWhatAndWhatToDo(_ fault: SourceFault, _ words: String) {
        #expect("\(fault)" == words)
        #expect(!words.contains("\n"))
    }
}
