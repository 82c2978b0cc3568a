import Foundation
import Testing

/// Who looks after a customer, where the systems say different things.
@Suite struct OwnerTests {
    /// A company that the old CRM gives to a code that nobody knows, and accounting to somebody of the staff.
    private func project(crmOwner: String) throws -> Workdir {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.project + "/mappings", withIntermediateDirectories: true)
        // Enough companies, in both files alike, that chance and evidence can be told apart.
        var companies: [String] = []
        for head in ["Ahorn", "Birken", "Dachs", "Eichen", "Falken", "Hasel", "Immen", "Kirsch", "Linden", "Otter"] {
            for tail in ["bach", "feld", "hagen", "kamp", "ried", "thal"] {
                let name = head + tail
                let number = companies.count + 1
                companies.append(
                    "\(name) GmbH;\(name)weg \(number);\(10_000 + number * 997);\(name)stadt;info@\(name.lowercased()).example"
                )
            }
        }
        func lines(_ prefix: String, _ first: String, _ others: String) -> String {
            companies.enumerated().map { "\(prefix)\($0);\($1);\($0 == 0 ? first : others)" }.joined(separator: "\n")
        }
        let header = "no;name;street;zip;town;mail;owner"
        let files = [
            (
                "staff", "initials;name;email",
                "AK;Anke Kröger;a.kroeger@halden.example\nJP;Jens Petri;j.petri@halden.example"
            ),
            ("debtors", header, lines("1", "JP", "AK")), ("oldcrm", header, lines("f", crmOwner, "AK")),
        ]
        let company = """
            version: 1
            records:
              company:
                entity: accounts
                key: "no"
                fields: {name: name, street: street, postcode: zip, city: town, email: mail, owner: {source: staff, by: initials, column: owner}}

            """
        try workdir.write(
            "p/mappings/staff.yaml",
            """
            version: 1
            records:
              user: {entity: users, key: initials, fields: {name: name, email: email, initials: initials}}

            """)
        for name in ["debtors", "oldcrm"] { try workdir.write("p/mappings/\(name).yaml", company) }
        var file = """
            version: 1
            project: owners
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f199
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            limits: {owners_unmatched: 10}
            targets:
              test: {url: "sqlite:crm.sqlite"}
            sources:

            """
        for (name, header, rows) in files {
            try workdir.write("p/inbox/\(name).csv", "\(header)\n\(rows)\n")
            file += """
                  \(name):
                    connector: delimited
                    mapping: \(name)
                    kind: \(name == "oldcrm" ? "crm" : "accounting")
                    deliveries:
                      - file: inbox/\(name).csv
                        options: {encoding: utf-8, delimiter: ";", quote: double, header_row: "1"}

                """
        }
        try workdir.write("p/customary.yaml", file)
        return workdir
    }

    private func owner(_ workdir: Workdir) throws -> String? {
        try workdir.value(
            "SELECT u.initials FROM accounts a JOIN users u ON u.id = a.owner_id WHERE a.name LIKE 'Ahornbach%'")
    }

    @Test func anOwnerWhomNobodyKnowsIsAskedAboutAndDoesNotPushOutOneThatAnotherSourceKnows() throws {
        let workdir = try project(crmOwner: "ZZ")
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors) \(loaded.output)")
        #expect(loaded.output.contains("ZZ (1)"), "\(loaded.output)")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE 'Ahornbach%'") == "1")
        #expect(try owner(workdir) == "JP")
    }

    @Test func whereBothAreKnownTheOldCRMDecides() throws {
        let workdir = try project(crmOwner: "AK")
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors) \(loaded.output)")
        #expect(try owner(workdir) == "AK")
    }

    @Test func theFolderMayStandBeforeACommandOfTwoWords() throws {
        let workdir = try project(crmOwner: "AK")
        let checked = try workdir.customary("-C", "p", "map", "check")
        #expect(checked.status == 0, "\(checked.errors) \(checked.output)")
        #expect(checked.output.contains("3 mappings"))
    }
}
