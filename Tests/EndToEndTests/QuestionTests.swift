import Formats
import Foundation
import Testing

/// Doubts are asked, answered and confirmed, by the real program.
@Suite struct QuestionTests {
    /// Two sources: dates that fit both orders, and a status column with codes that the mapping wants explained.
    private func asked() throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/shop.csv", World.shop)
        try workdir.write(
            "p/inbox/kunden.csv",
            "Kundennr,Firma,Ort,Status\n1,Bäckerei Immergrün GmbH,Kiel,A\n2,Café Lindholm,Kiel,A\n3,Backhaus Ost,Bremen,X\n"
        )
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/shop.csv", "p/inbox/kunden.csv")
        let mapping = try workdir.read("p/mappings/kunden.yaml")
        try workdir.write(
            "p/mappings/kunden.yaml",
            mapping.replacing(
                "    fields:\n", with: "    fields:\n      record_status: {column: Status, values: status}\n")
                + "\nvalues:\n  status: {A: active, otherwise: ask}\n")
        return workdir
    }

    /// Fills in a workbook as the client would: every answer cell of a row whose id says so.
    private func fill(_ workdir: Workdir, _ name: String, _ answers: [String: String], by: String) throws {
        let workbook = try Workbook(path: "\(workdir.path)/\(name)")
        let writer = try WorkbookWriter(path: "\(workdir.path)/answered.xlsx")
        for index in workbook.sheets.indices {
            try writer.addSheet(workbook.sheets[index].name, columns: [])
            try workbook.rows(of: index) { row in
                var cells: [CellValue] = []
                for cell in row.cells.indices {
                    let column = Int(row.cells[cell].column)
                    while cells.count <= column { cells.append(.empty) }
                    cells[column] = .text(row.text(cell))
                }
                if case .text(let id)? = cells.last, let answer = answers[id] {
                    cells[cells.count - 3] = .text(answer)
                    cells[cells.count - 2] = .text(by)
                }
                try writer.row(cells)
                return true
            }
        }
        try writer.close()
    }

    @Test func theWorkbookGoesToTheClientInGermanAndComesBackWithAnswers() throws {
        let workdir = try asked()
        let written = try workdir.customary(
            "-C", "p", "questions", "-o", "Fragen.xlsx", "--language", "de", "--format", "json")
        #expect(written.status == 0, "\(written.errors)")
        #expect(try written.json().integer("questions") == 2)
        #expect(try written.json().integer("lists") == 1)
        let untouched = try workdir.customary("-C", "p", "questions", "--from", "Fragen.xlsx", "--format", "json")
        #expect(try untouched.json().integer("answered") == 0)
        #expect(try untouched.json().integer("open") == 2)
        try fill(
            workdir, "Fragen.xlsx",
            ["shop/dates:Added on": "Monat zuerst: 12/31/2025", "kunden/code:status:X": "verloren"], by: "Frau Moor")
        let back = try workdir.customary("-C", "p", "questions", "--from", "answered.xlsx", "--format", "json")
        #expect(back.status == 0, "\(back.errors)")
        #expect(try back.json().integer("answered") == 2)
        #expect(try back.json().integer("open") == 0)
        let shop = try workdir.read("p/mappings/shop.yaml")
        #expect(shop.contains("month-day-year") && shop.contains("Frau Moor") && !shop.contains("draft"))
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try workdir.value("SELECT record_status FROM accounts WHERE name = 'Backhaus Ost'") == "verloren")
    }

    @Test func anAnswerThatIsNoneIsNamedAndTheQuestionStaysOpen() throws {
        let workdir = try asked()
        try workdir.customary("-C", "p", "questions", "-o", "q.xlsx")
        try fill(workdir, "q.xlsx", ["shop/dates:Added on": "perhaps"], by: "JP")
        let back = try workdir.customary("-C", "p", "questions", "--from", "answered.xlsx", "--format", "json")
        #expect(back.status == 1)
        #expect(try back.json().list("problems").count == 1)
        #expect(try back.json().integer("open") == 2)
        #expect(try !workdir.read("p/mappings/shop.yaml").contains("perhaps"))
    }

    @Test func aDraftIsAskedAgainUntilSomebodyConfirmsIt() throws {
        let workdir = try asked()
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let drafts = try workdir.customary("-C", "p", "questions", "--format", "json")
        #expect(try drafts.json().list("questions").isEmpty)
        #expect(try drafts.json().list("drafts").count == 2)
        let written = try workdir.customary("-C", "p", "questions", "-o", "q.xlsx", "--format", "json")
        #expect(try written.json().integer("questions") == 2)
        try fill(
            workdir, "q.xlsx", ["shop/dates:Added on": "day first: 31.12.2025", "kunden/code:status:X": "lost"],
            by: "JP")
        #expect(try workdir.customary("-C", "p", "questions", "--from", "answered.xlsx").status == 0)
        let after = try workdir.customary("-C", "p", "questions", "--format", "json")
        #expect(try after.json().list("drafts").isEmpty)
        #expect(try after.json().list("questions").isEmpty)
    }

    @Test func codesAreOneQuestionAndWhatCostsMostComesFirst() throws {
        let workdir = try Workdir()
        let rows = (1...40).map { "\($0),Firma \($0),C\($0 % 15)" }.joined(separator: "\n")
        try workdir.write("p/inbox/kunden.csv", "Kundennr,Firma,Status\n\(rows)\n")
        try workdir.write("p/inbox/shop.csv", World.shop)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/shop.csv", "p/inbox/kunden.csv")
        let mapping = try workdir.read("p/mappings/kunden.yaml")
        try workdir.write(
            "p/mappings/kunden.yaml",
            mapping.replacing(
                "    fields:\n", with: "    fields:\n      record_status: {column: Status, values: status}\n")
                + "\nvalues:\n  status: {otherwise: ask}\n")
        let shown = try workdir.customary("-C", "p", "questions")
        #expect(shown.output.contains("2 questions. 2 of them stop a load:"))
        #expect(shown.output.contains("1  kunden  What do the codes in \"Status\" mean?"))
        #expect(shown.output.contains("C1 3, C10 3") && shown.output.contains("and 7 more"))
        let answered = try workdir.customary("-C", "p", "questions", "--format", "json")
        #expect(try answered.json().list("questions").count == 16)
    }

    @Test func atMostTwelveAreAskedOfADeliveryAndTheRestIsDoneAsProposed() throws {
        let workdir = try Workdir()
        let columns = (1...15).map { "Betrag\($0)" }
        let row = "1,Firma Eins,\"" + columns.map { _ in "1.234" }.joined(separator: "\",\"") + "\""
        try workdir.write("p/inbox/kunden.csv", "Kundennr,Firma,\(columns.joined(separator: ","))\n\(row)\n")
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        let mapping = try workdir.read("p/mappings/kunden.yaml")
        let fields = columns.map { "      custom.\($0): {column: \($0), type: money}\n" }.joined()
        try workdir.write("p/mappings/kunden.yaml", mapping.replacing("    fields:\n", with: "    fields:\n" + fields))
        let shown = try workdir.customary("-C", "p", "questions", "--format", "json")
        let questions = try shown.json().list("questions")
        #expect(questions.count == 15)
        #expect(questions.count { $0.isTrue("stops") } == 12)
        let text = try workdir.customary("-C", "p", "questions").output
        #expect(text.contains("Beyond the 12 of a delivery, done as proposed unless you say otherwise:"))
    }
}
