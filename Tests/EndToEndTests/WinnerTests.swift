import Foundation
import Testing

/// Whose word counts, said in the plan and changed in the project's file.
@Suite struct WinnerTests {
    /// Accounting and a list of the sales team say different things of the same two companies.
    private func made(rules: String = "") throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/debitoren.csv",
            """
            Nr;Firma;Strasse;PLZ;Ort;Mail;Telefon;USt
            1;Bäckerei Immergrün GmbH;Am Sande 4;21335;Lüneburg;info@immergruen.example;+49 4131 5550188;DE136695976
            2;Druckerei Kreis AG;Ring 1;50667;Köln;info@kreis.example;+49 221 4710001;

            """)
        try workdir.write(
            "p/inbox/vertrieb.csv",
            """
            Nr;Firma;Strasse;PLZ;Ort;Mail;Telefon;USt
            A;Bäckerei Immergrün GmbH;Salzstraße 12;21335;Lüneburg;info@immergruen.example;+49 4131 5550142;DE136695976
            B;Druckerei Kreis AG;Ring 1;50667;Köln;info@kreis.example;+49 221 4710001;

            """)
        try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/debitoren.csv", "p/inbox/vertrieb.csv")
        for name in ["debitoren", "vertrieb"] {
            try workdir.write(
                "p/mappings/\(name).yaml",
                """
                version: 1
                read: {country: DE}
                records:
                  company: {entity: accounts, key: Nr, fields: {name: Firma, street: Strasse, postcode: PLZ, city: Ort, email: Mail, phone: Telefon, vat_id: USt}}

                """)
        }
        let project = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            project.replacing(
                "mapping: debitoren\n    trust: 50\n    kind: list",
                with: "mapping: debitoren\n    trust: 50\n    kind: accounting"
            ).replacing("timezone:", with: "country: DE\ntimezone:") + rules)
        return workdir
    }

    private func group(_ plan: Workdir.Outcome, _ name: String) throws -> Workdir.Document {
        try #require(try plan.json().list("survivorship", "groups").first { $0.text("group") == name })
    }

    @Test func thePlanSaysWhoWinsAndHowOftenWhichRuleDecided() throws {
        let workdir = try made()
        let plan = try workdir.customary("-C", "p", "plan", "--setting", "bold", "--format", "json")
        #expect(plan.status == 0, "\(plan.errors)")
        let billing = try group(plan, "billingAddress")
        #expect((billing.root as? [String: Any])?["favourites"] as? [String] == ["debitoren"])
        #expect(billing.integer("decided", "favourite") ?? 0 >= 1, "\(plan.output)")
        let page = try workdir.read(
            String(try #require(try plan.json().text("report")).dropFirst(workdir.path.count + 1)))
        #expect(page.contains("Wessen Angabe gilt") && page.contains("am besten kennt es"))
    }

    @Test func aRuleOfTheProjectDecidesAndIsShown() throws {
        let workdir = try made(rules: "\nsurvivorship:\n  street: [vertrieb]\n")
        let run = try workdir.customary("-C", "p", "run", "--setting", "bold", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try group(run, "billingAddress").integer("decided", "fieldRule") ?? 0 >= 1)
        #expect(
            (try workdir.value("SELECT street FROM addresses WHERE postcode = '21335' ORDER BY is_primary DESC") ?? "")
                .contains("Salzstr"))
        let page = try workdir.read(
            String(try #require(try run.json().text("report")).dropFirst(workdir.path.count + 1)))
        #expect(page.contains("Ihre eigenen Regeln: street: vertrieb"))
    }
}
