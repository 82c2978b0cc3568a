import Foundation
import Testing

/// The quality of the data, source by source, counted by hand.
@Suite struct QualityTests {
    private static let customers = """
        Nr;Firma;Mail;Telefon;Stand
        1;Bäckerei Immergrün GmbH;info@immergruen.example;+49 4131 5550188;2026-06-01
        1;Bäckerei Immergrün GmbH;info@immergruen.example;+49 4131 5550188;2026-06-01
        2;Druckerei Kreis AG;no mail at all;;2024-01-01
        3;Altes Lager KG;;;2026-02-01

        """
    private static let mapping = """
        version: 1
        read: {country: DE, dates: year-month-day}
        records:
          company: {entity: accounts, key: Nr, fields: {name: Firma, email: Mail, phone: Telefon, recorded_at: Stand}}

        """

    private static let today = ["CUSTOMARY_NOW": "2026-11-23T09:00:00Z"]

    private func made() throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/kunden.csv", Self.customers)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        try workdir.write("p/mappings/kunden.yaml", Self.mapping)
        return workdir
    }

    private func share(_ document: Workdir.Document, _ dimension: String) -> [Int?] {
        [document.integer("dimensions", dimension, "good"), document.integer("dimensions", dimension, "of")]
    }

    @Test func everyDimensionIsCountedAsItIsDescribed() throws {
        let workdir = try made()
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json", environment: Self.today)
        #expect(plan.status == 0, "\(plan.errors)")
        let source = try #require(try plan.json().list("quality", "sources").first)
        #expect(source.text("source") == "kunden" && source.integer("rows") == 4)
        // 4 names, 2 e-mails, 2 phones and 4 days in 4 records of 4 fields.
        #expect(share(source, "completeness") == [12, 16])
        // 13 cells are given, and one of them is no e-mail address.
        #expect(share(source, "accuracy") == [12, 13])
        #expect(share(source, "consistency") == [12, 12])
        // Two of the four records are the same customer.
        #expect(share(source, "uniqueness") == [2, 4])
        #expect(share(source, "timeliness") == [3, 4])
        let email = try #require(source.list("fields").first { $0.text("field") == "accounts.email" })
        #expect(share(email, "completeness") == [2, 4])
        #expect(share(email, "accuracy") == [2, 3])
        #expect(share(email, "uniqueness") == [1, 2])
        let gain = try #require(
            try plan.json().list("quality", "gains").first {
                $0.text("table") == "accounts" && $0.text("fact") == "email"
            })
        #expect([gain.integer("before", "good"), gain.integer("before", "of")] == [2, 4])
        #expect([gain.integer("after", "good"), gain.integer("after", "of")] == [1, 3])
        #expect(try plan.json().integer("quality", "joined", "records") == 4)
        #expect(try plan.json().integer("quality", "joined", "customers") == 3)
    }

    @Test func theNextRunsPageSaysWhatItWasBefore() throws {
        let workdir = try made()
        try workdir.customary("-C", "p", "plan")
        try workdir.write(
            "p/inbox/kunden.csv", Self.customers.replacing("no mail at all", with: "info@kreis.example"))
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json", environment: Self.today)
        let page = try workdir.read(
            String(try #require(try plan.json().text("report")).dropFirst(workdir.path.count + 1)))
        // (75.00 + 92.30 + 100 + 50 + 75) / 5 before; (81.25 + 100 + 100 + 50 + 75) / 5 now.
        #expect(page.contains("81.2"), "\(page)")
        #expect(page.contains("78.4"))
        let table = try workdir.customary("-C", "p", "export", "quality").output
        #expect(table.contains("kunden,,accuracy,13,13,100.00"))
        #expect(table.contains("kunden,accounts.email,completeness,3,4,75.00"))
    }
}
