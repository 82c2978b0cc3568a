import Foundation
import Testing

@testable import Formats

/// Rejected rows go to the client in the shape that they came in, and come back: only they move.
@Suite struct CorrectionTests {
    private let mapping = """
        version: 1
        records:
          company:
            entity: accounts
            key: Nr
            fields: {name: Firma, city: Ort, email: Mail}
        checks:
          - {field: company.city, required: true}

        """

    private func project(_ file: String, _ connector: String, options: String) throws -> Workdir {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.project + "/mappings", withIntermediateDirectories: true)
        try workdir.write("p/mappings/list.yaml", mapping)
        try workdir.write(
            "p/customary.yaml",
            """
            version: 1
            project: corrections
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f177
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            limits: {rejected: 100 %}
            targets:
              test: {url: "sqlite:crm.sqlite"}
            sources:
              list:
                connector: \(connector)
                mapping: list
                deliveries:
                  - file: inbox/\(file)
                    \(options)

            """)
        return workdir
    }

    private let rows: [[String]] = (1...12).map { number in
        ["K\(number)", "Bäckerei \(number) GmbH", number % 5 == 0 ? "" : "Kiel", "info\(number)@example.de"]
    }

    private func customers(_ workdir: Workdir) throws -> [String] {
        try workdir.customary("export", "master", "-C", workdir.project).output.split(separator: "\n").map(String.init)
            .sorted()
    }

    /// Stages, loads, and gives the customers of the CRM back.
    private func load(_ workdir: Workdir) throws -> [String] {
        let outcome = try workdir.customary("run", "--yes", "-C", workdir.project)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        return try customers(workdir)
    }

    @Test func rowsOfATextFileComeBackAndOnlyTheyMove() throws {
        let workdir = try project(
            "list.csv", "delimited",
            options: "options: {encoding: utf-8, delimiter: \";\", quote: double, header_row: \"1\"}")
        let lines = [["Nr", "Firma", "Ort", "Mail"]] + rows
        try workdir.write("p/inbox/list.csv", lines.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n")
        let before = try load(workdir)
        #expect(before.count == 11)
        try workdir.customary("export", "rejects", "-o", workdir.path + "/rejects.csv", "-C", workdir.project)
        let rejects = try workdir.read("rejects.csv")
        #expect(rejects.split(separator: "\n").count == 3)
        // Row K5 gets its town; row K10 stays as it was; somebody adds a row, which nobody asked for.
        let mended =
            rejects.replacing("Bäckerei 5 GmbH,,", with: "Bäckerei 5 GmbH,Husum,")
            + "K99,Fremd GmbH,Kiel,x@example.de,,,,\n"
        try workdir.write("p/inbox/mended.csv", mended)
        let added = try workdir.customary(
            "add", workdir.project + "/inbox/mended.csv", "-C", workdir.project, "--format", "json"
        ).json()
        let entry = try #require(added.list("added").first)
        #expect(entry.text("source") == "list" && !entry.isTrue("new_source"))
        #expect(
            entry.counts("correction") == [
                "corrected": 1, "unchanged": 1, "unknown": 0, "not_taken": 1, "shown_differently": 0,
            ])
        // A profile looks at what would be staged: the mended row in the place of the one that it was.
        let towns = try workdir.customary("profile", "list", "-C", workdir.project, "--format", "json").json()
            .list("sources")[0].list("columns")[2]
        #expect(towns.integer("rows") == 12 && towns.integer("filled") == 11)
        #expect(towns.list("top").compactMap { $0.text("value") } == ["Kiel", "Husum"])
        let after = try load(workdir)
        #expect(after.filter { !before.contains($0) }.count == 1)
        #expect(before.allSatisfy(after.contains))
        #expect(after.contains { $0.contains("Bäckerei 5 GmbH") })
        let verify = try workdir.customary("verify", "-C", workdir.project)
        #expect(verify.status == 0, "\(verify.output)")
        // The same file once more changes nothing.
        let again = try workdir.customary("add", workdir.project + "/inbox/mended.csv", "-C", workdir.project)
        #expect(again.output.contains("a correction of it already"))
    }

    @Test func whatASpreadsheetProgramMakesOfNumbersIsNoMend() throws {
        let workdir = try project(
            "list.csv", "delimited",
            options: "options: {encoding: utf-8, delimiter: \";\", quote: double, header_row: \"1\"}")
        let header = ["Nr", "Firma", "Ort", "Mail", "PLZ", "Telefon", "Konto", "Umsatz"]
        let lines = rows.map { $0 + ["01\($0[0].dropFirst())67", "+49 431 555010", "400123456789012345", "1250,50"] }
        try workdir.write(
            "p/inbox/list.csv", ([header] + lines).map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n")
        #expect(try load(workdir).count == 11)
        try workdir.customary("export", "rejects", "-o", workdir.path + "/rejects.csv", "-C", workdir.project)
        let rejects = try workdir.read("rejects.csv")
        #expect(rejects.contains(",01567,'+49 431 555010,400123456789012345,\"1250,50\",6,Ort,"), "\(rejects)")
        // As Excel saves it: row K5 with a town, and numbers as it shows them in both rows.
        let saved = rejects.replacing("Bäckerei 5 GmbH,,", with: "Bäckerei 5 GmbH,Husum,")
            .replacing(",01567,", with: ",1567,").replacing(",011067,", with: ",11067,")
            .replacing("400123456789012345", with: "4.00123E+17").replacing("\"1250,50\"", with: "1250.5")
        try workdir.write("p/inbox/saved.csv", saved)
        let added = try workdir.customary(
            "add", workdir.project + "/inbox/saved.csv", "-C", workdir.project, "--format", "json"
        ).json()
        #expect(
            added.list("added").first?.counts("correction") == [
                "corrected": 1, "unchanged": 1, "unknown": 0, "not_taken": 0, "shown_differently": 6,
            ])
        let columns = try workdir.customary("profile", "list", "-C", workdir.project, "--format", "json").json()
            .list("sources")[0].list("columns")
        #expect(columns[2].integer("filled") == 11)
        // Every other cell is as it was delivered: no zero is gone, no sign was added.
        #expect(columns[4].integer("shortest") == 5)
        #expect(columns[5].list("top").map { $0.text("value") } == ["+49 431 555010"])
        #expect(columns[6].integer("distinct") == 1 && columns[7].integer("distinct") == 1)
    }

    @Test func whereAColumnWasToBeMendedEveryChangeIsAMend() throws {
        let workdir = try project(
            "list.csv", "delimited",
            options: "options: {encoding: utf-8, delimiter: \";\", quote: double, header_row: \"1\"}")
        try workdir.write(
            "p/mappings/list.yaml",
            mapping.replacing("company.city, required: true", with: "company.city, pattern: \"[1-9][0-9]*\""))
        let lines = rows.map { [$0[0], $0[1], $0[2].isEmpty ? "01010" : "2410", $0[3]] }
        try workdir.write(
            "p/inbox/list.csv",
            ([["Nr", "Firma", "Ort", "Mail"]] + lines).map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n")
        #expect(try load(workdir).count == 11)
        try workdir.customary("export", "rejects", "-o", workdir.path + "/rejects.csv", "-C", workdir.project)
        try workdir.write("p/inbox/saved.csv", try workdir.read("rejects.csv").replacing("01010", with: "1010"))
        let added = try workdir.customary(
            "add", workdir.project + "/inbox/saved.csv", "-C", workdir.project, "--format", "json"
        ).json()
        #expect(
            added.list("added").first?.counts("correction") == [
                "corrected": 2, "unchanged": 0, "unknown": 0, "not_taken": 0, "shown_differently": 0,
            ])
        #expect(try load(workdir).count == 13)
    }

    @Test func theClientsOwnWorkbookComesBackAndOnlyTheMarkedRowsMove() throws {
        let workdir = try project("liste.xlsx", "spreadsheet", options: "stream: Liste")
        func cells(_ row: [String]) -> [CellValue] { row.map { .text($0) } }
        try workdir.workbook(
            "p/inbox/liste.xlsx", [("Liste", [cells(["Nr", "Firma", "Ort", "Mail"])] + rows.map(cells))])
        let before = try load(workdir)
        #expect(before.count == 11)
        let marked = workdir.path + "/for-the-client.xlsx"
        try workdir.customary("export", "rejects", "-o", marked, "-C", workdir.project)
        let comments = try Workbook(path: marked).comments(of: 0)
        #expect(comments.map { "\(Position.letters($0.column))\($0.row)" } == ["C6", "C11"])
        #expect(comments.first?.text.contains("Ort fehlt\nZu tun: in der Quelle eintragen") == true)
        // Somebody mends one row, sorts the sheet the other way round and adds a row.
        var table: [[String]] = []
        try Workbook(path: marked).rows(of: 0) { row in
            var texts = Array(repeating: "", count: 5)
            for index in row.cells.indices { texts[Int(row.cells[index].column)] = row.text(index) }
            table.append(texts)
            return true
        }
        #expect(table[0][4] == "customary_row" && table[5][4] == "6" && table[10][4] == "11")
        table[10][2] = "Plön"
        let header = table.removeFirst()
        table = table.reversed() + [["K99", "Fremd GmbH", "Kiel", "x@example.de", ""]]
        try workdir.workbook("p/inbox/back.xlsx", [("Liste", [cells(header)] + table.map(cells))])
        let added = try workdir.customary(
            "add", workdir.project + "/inbox/back.xlsx", "-C", workdir.project, "--format", "json"
        ).json()
        #expect(
            added.list("added").first?.counts("correction") == [
                "corrected": 1, "unchanged": 1, "unknown": 0, "not_taken": 1, "shown_differently": 0,
            ])
        let after = try load(workdir)
        #expect(after.filter { !before.contains($0) }.count == 1)
        #expect(before.allSatisfy(after.contains))
        #expect(
            after.contains { $0.contains("Bäckerei 10 GmbH") && $0.contains("Plön") || $0.contains("Bäckerei 10 GmbH") }
        )
        #expect(try workdir.customary("verify", "-C", workdir.project).status == 0)
    }

    @Test func aCorrectionOfAnotherDeliveryIsRefused() throws {
        let workdir = try project(
            "list.csv", "delimited",
            options: "options: {encoding: utf-8, delimiter: \";\", quote: double, header_row: \"1\"}")
        let lines = [["Nr", "Firma", "Ort", "Mail"]] + rows
        try workdir.write("p/inbox/list.csv", lines.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n")
        try workdir.write(
            "p/inbox/other.csv",
            "Nr,Firma,Ort,Mail,customary_row\nX1,Ganz Anders AG,Ulm,z@example.de,2\nX2,Noch Anders AG,Ulm,y@example.de,3\n"
        )
        let outcome = try workdir.customary("add", workdir.project + "/inbox/other.csv", "-C", workdir.project)
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.contains("its rows aren't those of list's newest delivery, such as row 2"),
            "\(outcome.errors)")
        #expect(!(try workdir.read("p/customary.yaml").contains("corrections:")))
    }
}

private enum Position {
    static func letters(_ column: Int) -> String { String(UnicodeScalar(UInt8(65 + column))) }
}
