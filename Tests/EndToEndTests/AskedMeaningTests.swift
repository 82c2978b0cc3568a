import Formats
import Foundation
import Testing

/// Questions about what rows mean: who owners are, which accounts are nobody's, which sign counts, by the real program.
@Suite struct AskedMeaningTests {
    private static let staff =
        "Kürzel;Name;E-Mail;Austritt\nAK;Anke Kern;ak@n.example;\nTB;Tobias Brandt;tb@n.example;\nMS;Max Stein;ms@n.example;31.03.2024\n"

    private func firms(_ owners: [String], from number: Int) -> [[CellValue]] {
        [["Nr", "Firma", "Land", "Betreuer"].map { .text($0) }]
            + owners.enumerated().map { index, owner in
                [.text("\(number + index)"), .text("Firma \(number + index) GmbH"), .text("DE"), .text(owner)]
            }
    }

    /// Answers every line of a workbook whose item or id says so.
    private func fill(_ workdir: Workdir, _ answers: [String: String]) throws {
        let workbook = try Workbook(path: "\(workdir.path)/q.xlsx")
        let writer = try WorkbookWriter(path: "\(workdir.path)/a.xlsx")
        for index in workbook.sheets.indices {
            try writer.addSheet(workbook.sheets[index].name, columns: [])
            try workbook.rows(of: index) { row in
                var cells: [CellValue] = []
                for cell in row.cells.indices {
                    let column = Int(row.cells[cell].column)
                    while cells.count <= column { cells.append(.empty) }
                    cells[column] = .text(row.text(cell))
                }
                if case .text(let id)? = cells.last, let answer = answers[id] { cells[cells.count - 3] = .text(answer) }
                try writer.row(cells)
                return true
            }
        }
        try writer.close()
    }

    @Test func ownersOfAWorkbookAreOneQuestionAndOneAnswerHoldsForAllItsSheets() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/mitarbeiter.csv", AskedMeaningTests.staff)
        try workdir.workbook(
            "p/inbox/Liste.xlsx",
            [
                ("Nord", firms(["AK", "TB", "MS", "?", "AK", "TB"], from: 100)),
                ("Ost", firms(["MS", "MS", "TB", "", "AK", "TB"], from: 200)),
            ])
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/mitarbeiter.csv", "p/inbox/Liste.xlsx")
        #expect(
            made.output.contains("TB 4, AK 3, MS 3, ? 1, blank 1; TB, AK in mitarbeiter; MS left 2024"),
            "\(made.output)")
        #expect(made.output.contains("proposal: ? = (leave empty)"))
        #expect(try workdir.customary("-C", "p", "questions", "-o", "q.xlsx", "--language", "de").status == 0)
        let sheets = try Workbook(path: "\(workdir.path)/q.xlsx")
        var cells = ""
        for index in sheets.sheets.indices {
            try sheets.rows(of: index) { row in
                cells += row.cells.indices.map { row.text($0) }.joined(separator: "|") + "\n"
                return true
            }
        }
        #expect(cells.contains("MS ausgeschieden 2024"), "\(cells)")
        try fill(workdir, ["liste-ost/owner:MS": "TB", "liste-nord/owner:?": "(leer lassen)"])
        let back = try workdir.customary("-C", "p", "questions", "--from", "a.xlsx")
        #expect(
            back.status == 0 && back.output.contains("2 answers read, 0 still open."), "\(back.output)\(back.errors)")
        #expect(try workdir.read("p/mappings/liste-nord.yaml").contains("owner:MS"))
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(
            try workdir.value(
                "SELECT group_concat(initials || n, ' ') FROM (SELECT u.initials, count(*) n FROM accounts a JOIN users u ON u.id = a.owner_id GROUP BY 1 ORDER BY 1)"
            ) == "AK3 TB7")
    }

    @Test func anOwnerWhoHasLeftStopsALoadUntilSomebodyTakesOver() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/mitarbeiter.csv", AskedMeaningTests.staff)
        try workdir.workbook("p/inbox/Liste.xlsx", [("Nord", firms(["AK", "TB", "MS", "AK", "TB", "AK"], from: 100))])
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/mitarbeiter.csv", "p/inbox/Liste.xlsx")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let stopped = try workdir.customary("-C", "p", "run", "--yes")
        #expect(stopped.status == 9)
        #expect(stopped.output.contains("1 records have an owner who has left: MS (1)"), "\(stopped.output)")
        #expect(try workdir.customary("-C", "p", "map", "owners", "MS=TB").status == 0)
        #expect(try workdir.customary("-C", "p", "run", "--yes").status == 0)
    }

    @Test func collectiveAccountsAndCreditNotesAreAskedAndTheAnswersHold() throws {
        let workdir = try Workdir()
        let names = ["Laufkundschaft", "Amazon EU S.à r.l."] + (1...10).map { "Firma \($0) GmbH" }
        try workdir.write(
            "p/inbox/kunden.csv",
            "Konto;Firma;Land\n" + names.enumerated().map { "\(10_000 + $0);\($1);DE\n" }.joined())
        try workdir.write(
            "p/inbox/opos.csv",
            "Beleg;Konto;Belegdatum;Fällig;Art;Betrag;Offen\n"
                + (0..<12).map {
                    "R\(500 + $0);\(10_000 + $0);2026-01-02;2026-02-01;\($0 == 5 ? "GU" : "RE");10,50;10,50\n"
                }.joined())
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/kunden.csv", "p/inbox/opos.csv")
        #expect(made.output.contains("2 accounts look collective"), "\(made.output)")
        #expect(made.output.contains("1 credit notes, none negative"), "\(made.output)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let again = try workdir.customary("-C", "p", "questions", "-o", "q.xlsx", "--format", "json")
        #expect(try again.json().integer("questions") == 2, "drafts are asked until somebody confirms them")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(try workdir.value("SELECT sum(open_amount) FROM invoices") == "\((11 - 1) * 105_000)")
        #expect(
            try workdir.read("p/mappings/kunden.yaml").contains("collective:10000"))
    }

    @Test func ordersOfATestGoWithTheirLines() throws {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/orders.csv",
            "Order ID;Order date;Email;Payment Method;Currency;Total\n"
                + (1...12).map {
                    "B\(500 + $0);2026-01-02;a\($0)@b.example;\($0 == 3 ? "Bogus Gateway" : "PayPal");EUR;10.00\n"
                }
                .joined())
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/orders.csv")
        #expect(made.output.contains("1 order looks like a test."), "\(made.output)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(try workdir.value("SELECT count(*) FROM orders") == "11")
        #expect(try run.json().counts("ledger", "orders")["filtered"] == 1)
    }

    @Test func anAnswerAboutAColumnIsKnownToTheNextProject() throws {
        let workdir = try Workdir()
        let list =
            "Kundennr;Firma;City;Town\n1;Quadrat GmbH;Kiel;Lübeck\n2;Kreis AG;Ulm;Hof\n3;Immergrün KG;Bonn;Köln\n4;Halm OHG;Hof;Ulm\n"
        try workdir.write("p/inbox/liste.csv", list)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/liste.csv")
        try workdir.customary("-C", "p", "questions", "-o", "q.xlsx")
        try fill(workdir, ["liste/column:city": "Town"])
        let back = try workdir.customary("-C", "p", "questions", "--from", "a.xlsx")
        #expect(back.output.contains("\"Town\" learned for later projects"), "\(back.output)\(back.errors)")
        #expect(try workdir.read(".config/customary/learned.yaml").contains("\"town\": city"))
        let next = try workdir.customary("init", "q", "--no-input", "--from", "p/inbox/liste.csv")
        #expect(!next.output.contains("Which one counts?"), "\(next.output)")
        #expect(try workdir.read("q/mappings/liste.yaml").contains("city: Town"))
    }

    @Test func aCountryThatNothingSaysIsAsked() throws {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/liste.csv",
            "Kundennr;Firma;PLZ;Ort\n" + (1...30).map { "\($0);Quadrat \($0);\(12_000 + $0);Kiel\n" }.joined())
        let made = try workdir.customary("init", "p", "--no-input", "--format", "json", "--from", "p/inbox/liste.csv")
        let question = try #require(try made.json().list("questions").first { $0.text("question") == "country" })
        #expect(question.isTrue("stops") && question.text("evidence")?.hasPrefix("no column says it") == true)
        try workdir.customary("-C", "p", "questions", "-o", "q.xlsx")
        try fill(workdir, ["liste/country": "IT"])
        #expect(try workdir.customary("-C", "p", "questions", "--from", "a.xlsx").status == 0)
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions").isEmpty)
    }
}
