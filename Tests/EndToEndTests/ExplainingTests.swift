import Foundation
import Testing

/// What somebody woken at night wants to know of a customer: what it is now, what it was, who changed it.
@Suite struct ExplainingTests {
    private static let first = """
        Konto;Name;Straße;PLZ;Ort;Telefon;USt-IdNr
        10432;Backhaus Immergrün GmbH;Salzstraße 12;21335;Lüneburg;04131 5550142;DE136695976
        10433;Mühlenbäcker Ost KG;Am Markt 3;29525;Uelzen;0581 5550111;

        """

    private func project() throws -> Workdir {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.project + "/mappings", withIntermediateDirectories: true)
        try workdir.write("p/inbox/debitoren.csv", ExplainingTests.first)
        try workdir.write(
            "p/customary.yaml",
            """
            version: 1
            project: nordkamp
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f188
            country: DE
            sources:
              debitoren:
                connector: delimited
                mapping: debitoren
                kind: accounting
                deliveries:
                  - file: inbox/debitoren.csv
                    options: {encoding: utf-8, delimiter: ";", quote: double, header_row: "1"}
            targets:
              test: {url: "sqlite:crm.sqlite"}

            """)
        try workdir.write(
            "p/mappings/debitoren.yaml",
            """
            version: 1
            records:
              company:
                entity: accounts
                key: Konto
                fields: {name: Name, street: Straße, postcode: PLZ, city: Ort, phone: Telefon, vat_id: USt-IdNr}

            """)
        return workdir
    }

    @Test func aCustomerIsFoundByItsFormerNameWithWhatItWasAndWhoChangedIt() throws {
        let workdir = try project()
        let one = try workdir.customary("-C", "p", "run", "--yes")
        #expect(one.status == 0, "\(one.errors)")
        try workdir.write(
            "p/inbox/debitoren.csv",
            ExplainingTests.first.replacingOccurrences(of: "Backhaus Immergrün GmbH", with: "Konditorei Sommer OHG")
                .replacingOccurrences(of: "DE136695976", with: "DE129274202"))
        let night = ["CUSTOMARY_NOW": "2026-03-04T02:41:00Z"]
        let two = try workdir.run(["-C", "p", "run", "--yes", "--format", "json"], environment: night)
        let batch = try #require(try two.json().text("batch"))
        try workdir.edit(
            "UPDATE accounts SET description = 'called', updated_by = 'j.peters', updated_at = '2026-03-04T02:58:00.000000Z' WHERE name LIKE 'Kond%'"
        )
        let later = ["CUSTOMARY_NOW": "2026-03-04T03:08:00Z"]
        let shown = try workdir.run(["-C", "p", "explain", "immergrün"], environment: later)
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(
            shown.output.contains("Konditorei Sommer OHG (until 02:41: Backhaus Immergrün GmbH)"), "\(shown.output)")
        #expect(shown.output.contains("name, vat_id changed at once in \(batch)"), "\(shown.output)")
        #expect(shown.output.contains("j.peters 02:58"))

        let document = try workdir.run(["-C", "p", "explain", "immergrün", "--format", "json"], environment: later)
            .json()
        let fields = document.list("history").first?.list("fields") ?? []
        func field(_ column: String) -> Workdir.Document? { fields.first { $0.text("column") == column } }
        #expect(field("name")?.text("before") == "Backhaus Immergrün GmbH")
        #expect(field("name")?.text("batch") == batch)
        #expect(field("name")?.text("source") == "debitoren")
        #expect(field("vat_id")?.text("before") == "DE136695976")
        #expect(field("description")?.isTrue("edited") == true)
        #expect(field("description")?.text("before") == "")
    }

    @Test func whatTheCRMHoldsIsExplainedWithoutTheSourceFiles() throws {
        let workdir = try project()
        try workdir.customary("-C", "p", "run", "--yes")
        try workdir.remove("p/inbox/debitoren.csv")
        try workdir.remove("p/.customary/staging.sqlite")
        let shown = try workdir.customary("-C", "p", "explain", "Mühlenbäcker")
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(shown.output.contains("Mühlenbäcker Ost KG"), "\(shown.output)")
    }
}
