import Foundation
import Testing

/// A source that lists who must not come back: keyed hashes in the CRM, and nobody of it gets in.
@Suite struct SuppressionListTests {
    private static let people = """
        Nr;Vorname;Nachname;Email;Telefon
        1;Anna;Lindholm;anna@lindholm.example;+49 30 23125011
        2;Bodo;Fink;bodo@fink.example;+49 30 23125012
        3;Cora;Specht;cora@specht.example;+49 30 23125013
        4;Dirk;Amsel;dirk@amsel.example;+49 30 23125014
        5;Elsa;Meise;elsa@meise.example;+49 30 23125015

        """
    private static let list = """
        Wer;Seit
        BODO@fink.example;2026-01-05
        030 23125013;2026-01-06
        4;2026-01-07
        niemand@nirgends.example;2026-01-08
        bodo@fink.example;2026-01-09

        """

    private func project() throws -> Workdir {
        let workdir = try Workdir()
        let source = { (name: String) in
            """
              \(name):
                connector: delimited
                mapping: \(name)
                trust: 50
                kind: list
                deliveries:
                  - file: inbox/\(name).csv
                    options: {delimiter: ";", encoding: utf-8, quote: double, header_row: "1"}

            """
        }
        try workdir.write(
            "p/customary.yaml",
            """
            version: 1
            project: sperre
            id: 0f1e2d3c-4b5a-8697-8899-aabbccddee01
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            sources:
            \(source("personen"))\(source("sperre"))
            """)
        try FolderMaking.make("\(workdir.project)/mappings")
        try workdir.write(
            "p/mappings/personen.yaml",
            """
            version: 1
            about: People
            records:
              person:
                entity: contacts
                key: Nr
                fields:
                  given_name: Vorname
                  family_name: Nachname
                  email: Email
                  phone: Telefon
            """)
        try workdir.write(
            "p/mappings/sperre.yaml",
            """
            version: 1
            about: Who must not come back
            records:
              mail:
                entity: suppressions
                key: Wer
                when: {column: Wer, matches: "[^@ ]+@[^@ ]+"}
                fields:
                  email: Wer
                  occurred_at: Seit
                  reason: {text: redact request}
              call:
                entity: suppressions
                when: {column: Wer, matches: "0[0-9 ]+"}
                fields:
                  phone: Wer
                  occurred_at: Seit
                  reason: {text: redact request}
              number:
                entity: suppressions
                when: {column: Wer, matches: "[1-9]"}
                fields:
                  key: Wer
                  source: {text: personen}
                  occurred_at: Seit
            """)
        try workdir.write("p/inbox/personen.csv", Self.people)
        try workdir.write("p/inbox/sperre.csv", Self.list)
        return workdir
    }

    @discardableResult
    private func run(_ workdir: Workdir, day: String) throws -> Workdir.Document {
        let run = try workdir.customary(
            "-C", "p", "run", "--yes", "--format", "json", environment: ["CUSTOMARY_NOW": "2026-\(day)T09:00:00Z"])
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        return try run.json()
    }

    private func families(_ workdir: Workdir) throws -> String? {
        try workdir.value("SELECT group_concat(family_name) FROM (SELECT family_name FROM contacts ORDER BY 1)")
    }

    @Test func nobodyOnTheListIsLoadedAndTheCRMHoldsKeyedHashesOnly() throws {
        let workdir = try project()
        let first = try run(workdir, day: "03-02")
        #expect(try families(workdir) == "Lindholm,Meise")
        #expect(first.integer("ledger", "personen", "filtered") == 3)
        #expect(first.counts("ledger", "sperre").filter { $0.value > 0 } == ["created": 4, "merged_into": 1])
        let kinds = try workdir.value(
            "SELECT group_concat(k || n) FROM (SELECT kind AS k, count(*) AS n FROM suppressions GROUP BY 1 ORDER BY 1)"
        )
        #expect(kinds == "email2,key2,phone1")
        #expect(try workdir.value("SELECT min(length(hash)) || max(length(hash)) FROM suppressions") == "6464")
        #expect(
            try workdir.value("SELECT group_concat(DISTINCT reason) FROM (SELECT reason FROM suppressions ORDER BY 1)")
                == "listed,redact request")
        #expect(
            try workdir.value("SELECT group_concat(DISTINCT source) FROM suppressions WHERE kind = 'key'") == "personen"
        )
        // Neither the list's words nor anything by which they could be tried out is in the CRM.
        let bytes = try Data(contentsOf: URL(fileURLWithPath: workdir.project + "/crm.sqlite"))
        for word in ["fink.example", "FINK.EXAMPLE", "nirgends", "23125013"] {
            #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
        }
        #expect(
            try workdir.value(
                "SELECT count(*) FROM customary_crosswalk WHERE entity = 'suppressions' AND length(source_key) <> 64")
                == "0")
        let rows = try workdir.customary("-C", "p", "export", "ledger").output
        #expect(rows.contains("rows,personen,filtered,3"), "\(rows)")
        #expect(try workdir.customary("-C", "p", "verify").status == 0)

        // The same once more changes nothing.
        let state = try workdir.state()
        let second = try run(workdir, day: "03-09")
        #expect(second.text("batch") == nil || second.text("batch") == "")
        #expect(second.counts("ledger", "sperre")["filtered", default: 0] == 0, "\(second.root)")
        #expect(try workdir.state() == state)

        // A rollback takes the list back; it is loaded again, and nobody slips in between.
        let batch = try #require(first.text("batch"))
        let back = try workdir.customary("-C", "p", "rollback", batch, "--yes")
        #expect(back.status == 0, "\(back.errors)")
        #expect(try workdir.value("SELECT count(*) FROM suppressions") == "0")
        try run(workdir, day: "03-10")
        #expect(try families(workdir) == "Lindholm,Meise")
        #expect(try workdir.value("SELECT count(*) FROM suppressions") == "5")
    }

    @Test func whoIsListedLaterStaysUntilErasedAndComesInNoMore() throws {
        let workdir = try project()
        try workdir.write("p/inbox/sperre.csv", "Wer;Seit\nniemand@nirgends.example;2026-01-08\n")
        try run(workdir, day: "03-02")
        #expect(try families(workdir) == "Amsel,Fink,Lindholm,Meise,Specht")
        try workdir.write("p/inbox/sperre.csv", Self.list)
        let later = try run(workdir, day: "03-09")
        #expect(later.integer("ledger", "personen", "filtered") == 3)
        // A list keeps out; it takes nobody out of the CRM.
        #expect(try families(workdir) == "Amsel,Fink,Lindholm,Meise,Specht")
        let erased = try workdir.customary(
            "-C", "p", "person", "erase", "bodo@fink.example", "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"])
        #expect(erased.status == 0, "\(erased.errors) \(erased.output)")
        #expect(
            try workdir.value("SELECT count(*) FROM suppressions WHERE reason = 'erased' AND kind = 'email'") == "1")
        // The list's own row about them isn't kept any more, either.
        let again = try run(workdir, day: "03-17")
        #expect(again.integer("ledger", "sperre", "filtered") == 2, "\(again.root)")
        #expect(try families(workdir) == "Amsel,Lindholm,Meise,Specht")
        for name in ["crm.sqlite", ".customary/staging.sqlite"] {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: workdir.project + "/" + name))
            for word in ["bodo@fink.example", "BODO@fink.example"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
            }
        }
        // A comparison doesn't count who must not come back as missing.
        let compared = try workdir.customary("-C", "p", "compare", "personen", "--format", "json")
        #expect(compared.status <= 1, "\(compared.errors)")
        #expect(try compared.json().list("sources").first?.integer("compared") == 2, "\(compared.output)")
    }
}
