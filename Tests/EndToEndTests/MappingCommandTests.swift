import Foundation
import Testing

/// Mappings as their writers meet them: checked, tested, compared, and owners put in each other's place.
@Suite struct MappingCommandTests {
    private func project(_ list: String, extra: String = "") throws -> Workdir {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.project + "/mappings", withIntermediateDirectories: true)
        try workdir.write("p/mappings/list.yaml", list)
        try workdir.write(
            "p/mappings/staff.yaml",
            "version: 1\nrecords:\n  user: {entity: users, key: Code, fields: {name: Name, initials: Code}}\n")
        try workdir.write(
            "p/inbox/list.csv",
            "Nr;Firma;Ort;Betreuer;Konto\n1;Quadrat GmbH;Kiel;AK;10\n2;Kreis AG;Ulm;MS;11\n3;Raute KG;Hof;MS;12\n")
        try workdir.write("p/inbox/staff.csv", "Code;Name\nAK;Anke Kern\nTB;Tobias Brandt\n")
        var file = """
            version: 1
            project: mappings
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f166
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            targets:
              test: {url: "sqlite:crm.sqlite"}
            \(extra)
            sources:

            """
        for name in ["list", "staff"] {
            file += """
                  \(name):
                    connector: delimited
                    deliveries:
                      - file: inbox/\(name).csv
                        options: {encoding: utf-8, delimiter: ";", quote: double, header_row: "1"}

                """
        }
        try workdir.write("p/customary.yaml", file)
        return workdir
    }

    private let good = """
        version: 1
        records:
          company:
            entity: accounts
            key: Nr
            fields:
              name: Firma
              city: Ort
              owner: {source: staff, by: initials, column: Betreuer}
        ignore: [Konto]
        examples:
          - given: {Firma: Quadrat, Betreuer: AK}
            gives: {company.name: Quadrat, company.owner: AK}

        """

    @Test func everyKindOfMistakeIsNamedWithItsPlaceAndTheNearestRightName() throws {
        let workdir = try project(
            """
            version: 1
            extnds: shop
            read: {dates: dmy}
            records:
              company:
                entity: acounts
              firm:
                entity: accounts
                key: Nummer
                when: {column: Frima, present: true}
                fields:
                  nmae: Firma
                  city: {colunm: Ort}
                  street: {column: Ort, transforms: [uper]}
                  postcode: {column: Ort, transforms: [{extract: "("}]}
                  owner: {source: staf, by: initials, column: Betreuer}
                  parent: {record: frm, key: Konto}
                  record_status: {column: Ort, values: stats}
              person:
                entity: contacts
                fields:
                  account: {record: later}
                  full_name: {column: Konto, lookup: {source: staff, key: Cod, take: Name}}
              later:
                entity: accounts
                fields: {name: Firma}
            values:
              status: {A: active}
            checks:
              - {field: firm.nam, required: true}
              - {field: firm.city, requird: true}
            examples:
              - given: {Frma: x}
                gives: {firm.nam: y}

            """)
        let outcome = try workdir.customary("map", "check", "-C", workdir.project)
        #expect(outcome.status == 2)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let expected = [
            "mappings/list.yaml:2:1: unknown key \"extnds\"; did you mean \"extends\"?",
            "mappings/list.yaml:3:15: \"dates\" needs one of day-month-year, month-day-year, year-month-day, by-country, has \"dmy\"",
            "mappings/list.yaml:6:13: \"entity\" needs one of",
            "mappings/list.yaml:12:7: accounts have no field \"nmae\"; did you mean \"name\"?",
            "mappings/list.yaml:13:14: unknown key \"colunm\"; did you mean \"column\"?",
            "there is no transform \"uper\"; did you mean \"upper\"?", "extract.pattern: the pattern",
            "there is no record \"frm\" in this mapping; did you mean \"firm\"?",
            "there is no value map \"stats\"; did you mean \"status\"?", "the record \"later\" stands after \"person\"",
            "the mapping fills no field \"firm.nam\"; did you mean \"firm.name\"?",
            "unknown key \"requird\"; did you mean \"required\"?",
            "the mapping reads no column \"Frma\"; did you mean \"Frima\"?",
        ]
        for words in expected {
            #expect(lines.contains { $0.contains(words) }, "missing: \(words)\n\(outcome.output)")
        }
    }

    @Test func whatOtherFilesLackIsNamedToo() throws {
        let workdir = try project(
            good.replacing("key: Nr", with: "key: Nummer").replacing("by: initials", with: "by: initial")
                .replacing("city: Ort", with: "city: {column: Ort, lookup: {source: staf, key: Code, take: Nme}}"))
        let output = try workdir.customary("map", "check", "-C", workdir.project).output
        #expect(output.contains("list.csv has no column \"Nummer\""), "\(output)")
        #expect(output.contains("staff fills no field \"initial\"; did you mean \"initials\"?"), "\(output)")
        #expect(output.contains("there is no source \"staf\"; did you mean \"staff\"?"), "\(output)")
    }

    @Test func examplesShowWhatTheyGotAndWhatTheyExpected() throws {
        let workdir = try project(good)
        let right = try workdir.customary("map", "test", "-C", workdir.project)
        #expect(right.status == 0 && right.output.contains("1 example row, all as they say"), "\(right.output)")
        try workdir.write("p/mappings/list.yaml", good.replacing("company.owner: AK", with: "company.owner: TB"))
        let wrong = try workdir.customary("map", "test", "list", "-C", workdir.project)
        #expect(wrong.status == 2)
        #expect(wrong.output.contains("    expected  TB\n    got       AK"), "\(wrong.output)")
    }

    @Test func aChangeOfAMappingIsShownAsTheCustomersItChanges() throws {
        let workdir = try project(good)
        try workdir.write("old.yaml", good)
        try workdir.write(
            "p/mappings/list.yaml",
            good.replacing("city: Ort", with: "city: {column: Ort, transforms: [{prefix: \"Bad \"}]}")
                + "filters:\n  - {when: {column: Nr, is: \"3\"}, reason: gone}\n")
        let document = try workdir.customary(
            "map", "diff", "list", "--against", workdir.path + "/old.yaml", "-C", workdir.project, "--format", "json"
        ).json()
        let source = try #require(document.list("sources").first)
        #expect(source.integer("customers") == 3)
        #expect(source.counts("rows_by_fate") == ["goes on → left out": 1])
        #expect(source.counts("records", "company") == ["changed": 2, "gone": 1, "new": 0])
        let first = try #require(source.list("changes").first?.list("fields").first)
        #expect(first.text("field") == "city" && first.text("old") == "Kiel" && first.text("new") == "Bad Kiel")
        // Nothing was written: no staging area, no CRM.
        #expect(!workdir.exists("p/.customary/staging.sqlite") && !workdir.exists("p/crm.sqlite"))
        let nowhere = try workdir.customary("map", "diff", "--against", "nowhere", "-C", workdir.project)
        #expect(nowhere.status == 2 && nowhere.errors.contains("no such file, and git knows no"))
    }

    @Test func whoLeftIsPutInSomebodysPlaceAndKeptAsAnAnswer() throws {
        let workdir = try project(good)
        let stopped = try workdir.customary("run", "-C", workdir.project)
        #expect(stopped.status == 9 && stopped.output.contains("customary map owners MS=WHO"), "\(stopped.output)")
        let wrong = try workdir.customary("map", "owners", "MS=TX", "-C", workdir.project)
        #expect(wrong.status == 2 && wrong.errors.contains("did you mean \"TB\"?"), "\(wrong.errors)")
        let done = try workdir.customary("map", "owners", "MS=TB", "-C", workdir.project)
        #expect(done.output.contains("list: 2 rows of MS go to TB"), "\(done.output)")
        let mapping = try workdir.read("p/mappings/list.yaml")
        #expect(mapping.contains("question: owner:MS") && mapping.contains("answer: TB") && mapping.contains("by: "))
        let run = try workdir.customary("run", "--yes", "-C", workdir.project)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let accounts = try workdir.customary("export", "master", "-C", workdir.project).output
        let users = try workdir.customary("export", "master", "--table", "users", "-C", workdir.project).output
        let tobias = try #require(
            users.split(separator: "\n").first { $0.contains("Tobias") }?.split(separator: ",").first)
        #expect(accounts.split(separator: "\n").count { $0.contains(tobias) } == 2)
    }

    @Test func aProjectsOwnChecksHoldForEverySource() throws {
        let checks =
            "checks:\n  - {field: accounts.city, one_of: [Kiel, Ulm]}\n  - {field: users.name, length: {to: 10}, severity: warning}"
        let workdir = try project(good, extra: checks)
        let staged = try workdir.customary("stage", "-C", workdir.project, "--format", "json").json()
        let counts = Dictionary(
            uniqueKeysWithValues: staged.list("sources").map { ($0.text("source") ?? "", $0.integer("rejected") ?? -1) }
        )
        #expect(counts == ["list": 1, "staff": 0])
        let wrong = try project(good, extra: "checks:\n  - {field: acounts.city, required: true}")
        let outcome = try wrong.customary("stage", "-C", wrong.project)
        #expect(outcome.status == 2 && outcome.errors.contains("did you mean \"accounts.city\"?"), "\(outcome.errors)")
    }

    @Test func aForeignKeyIsLookedForInItsOwnSource() throws {
        let workdir = try project(
            good + "checks:\n  - {field: company.name, exists: {source: staff, column: Name}, severity: warning}\n")
        try workdir.customary("stage", "-C", workdir.project)
        let findings = try workdir.customary("export", "findings", "-C", workdir.project).output
        #expect(findings.split(separator: "\n").count { $0.contains("check.exists") } == 3, "\(findings)")
        // A new delivery of the other source is enough for the answer to change.
        try workdir.write("p/inbox/staff.csv", "Code;Name\nAK;Quadrat GmbH\nTB;Tobias Brandt\n")
        try workdir.customary("stage", "-C", workdir.project)
        let later = try workdir.customary("export", "findings", "-C", workdir.project).output
        #expect(later.split(separator: "\n").count { $0.contains("check.exists") } == 2, "\(later)")
    }
}
