import Testing

/// Every limit that a project sets: beyond it nothing is loaded and the remedy is named, up to it the load goes through.
@Suite struct LimitTests {
    /// Twelve firms with owner, status and turnover; firm 1 has the greatest.
    private struct Firms {
        var rows: [[String]] = []

        init() {
            let stems = [
                "Ahornbach", "Birkenfeld", "Dachsried", "Eichenthal", "Falkenau", "Haselkamp", "Immenhof",
                "Kirschgrund",
                "Lindenborn", "Ottersee", "Rabenstein", "Tannwald",
            ]
            for (index, stem) in stems.enumerated() {
                let number = 101 + index
                rows.append([
                    "\(number)", "\(stem) GmbH", "Bäckerei", "\(stem)weg \(number)", "\(10_000 + index * 997)",
                    "\(stem)stadt", "info@\(stem.lowercased()).example", "+49 30 23125\(number)", "AK", "active",
                    "\(9_000 - index * 100).00",
                ])
            }
        }

        var text: String {
            (["Nr;Firma;Branche;Strasse;PLZ;Ort;Mail;Telefon;Betreuer;Stand;Umsatz"]
                + rows.map { $0.joined(separator: ";") })
                .joined(separator: "\n") + "\n"
        }

        /// Changes a column of so many firms, from the first one on or beginning with another.
        func with(_ column: Int, _ value: (String) -> String, of count: Int, from first: Int = 0) -> Firms {
            var changed = self
            for row in first..<(first + count) { changed.rows[row][column] = value(rows[row][column]) }
            return changed
        }
    }

    private static let mapping = """
        version: 1
        read: {decimal: ".", timezone: Europe/Berlin, dates: year-month-day}
        records:
          company:
            entity: accounts
            key: Nr
            fields: {name: Firma, industry: Branche, street: Strasse, postcode: PLZ, city: Ort, email: Mail, phone: Telefon, owner: {source: staff, by: initials, column: Betreuer}, record_status: Stand}
          sale:
            entity: orders
            key: Nr
            fields: {number: Nr, account: {record: company}, total: Umsatz, currency: {text: EUR}}
        checks:
          - {field: company.name, required: true}

        """

    /// The firms, loaded once under wide limits.
    private func loaded() throws -> Workdir {
        let workdir = try Workdir()
        try FolderMaking.make("\(workdir.project)/mappings")
        try workdir.write("p/mappings/firmen.yaml", LimitTests.mapping)
        try workdir.write(
            "p/mappings/staff.yaml",
            """
            version: 1
            records:
              user: {entity: users, key: initials, fields: {name: name, email: email, initials: initials}}

            """)
        try workdir.write(
            "p/inbox/staff.csv",
            "initials;name;email\nAK;Anke Kröger;a.kroeger@halden.example\nJP;Jens Petri;j.petri@halden.example\n")
        try workdir.write("p/inbox/firmen.csv", Firms().text)
        try limits("{}", in: workdir)
        let run = try workdir.customary("-C", "p", "run", "--yes")
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE owner_id IS NOT NULL") == "12")
        return workdir
    }

    private func limits(_ limits: String, _ more: String = "", in workdir: Workdir) throws {
        let source = { (name: String) in
            "  \(name): {connector: delimited, mapping: \(name), kind: crm, deliveries: [{file: inbox/\(name).csv, options: {encoding: utf-8, delimiter: \";\", quote: double, header_row: \"1\"}}]}\n"
        }
        try workdir.write(
            "p/customary.yaml",
            """
            version: 1
            project: limits
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f1aa
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            targets: {test: {url: "sqlite:crm.sqlite"}}
            sources:
            \(source("firmen"))\(source("staff"))limits: \(limits)
            \(more)
            """)
    }

    /// A delivery under a limit: stopped with the remedy and nothing written, then loaded under a limit that just allows it.
    private func stops(
        _ name: String, _ delivery: Firms, at tight: String, notAt wide: String, _ more: String = "",
        says words: String,
        names record: String = "", command: String = "", sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let workdir = try loaded()
        try workdir.write("p/inbox/firmen.csv", delivery.text)
        try limits(tight, more, in: workdir)
        let before = try workdir.state()
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json")
        #expect(plan.status == 0, "\(plan.errors)", sourceLocation: sourceLocation)
        let verdicts = try plan.json().list("limits").filter { $0.isTrue("stops") }
        #expect(verdicts.compactMap { $0.text("name") } == [name], sourceLocation: sourceLocation)
        let verdict = try #require(verdicts.first, sourceLocation: sourceLocation)
        #expect(verdict.text("words")?.contains(words) == true, "\(verdict.root)", sourceLocation: sourceLocation)
        if !record.isEmpty {
            let list = verdict.list("records").map { "\($0.text("name") ?? "") \($0.text("detail") ?? "")" }
            #expect(list.contains { $0.contains(record) }, "\(list)", sourceLocation: sourceLocation)
        }
        for arguments in [["load", "--yes"], ["run", "--yes"]] {
            let stopped = try workdir.run(["-C", "p"] + arguments)
            #expect(stopped.status == 9, "\(stopped.output)", sourceLocation: sourceLocation)
            let said = stopped.output + stopped.errors
            #expect(said.contains(words), "\(said)", sourceLocation: sourceLocation)
            #expect(
                said.contains("--release \(name) --because") || said.contains(command) && !command.isEmpty, "\(said)",
                sourceLocation: sourceLocation)
        }
        #expect(try workdir.state() == before, sourceLocation: sourceLocation)
        #expect(try workdir.value("SELECT count(*) FROM customary_batches") == "1", sourceLocation: sourceLocation)
        try limits(wide, more, in: workdir)
        let through = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(through.status == 0, "\(through.errors) \(through.output)", sourceLocation: sourceLocation)
        #expect(try through.json().isTrue("loaded"), sourceLocation: sourceLocation)
    }

    @Test func existingChanged() throws {
        try stops(
            "existing_changed", Firms().with(2, { _ in "Konditorei" }, of: 3), at: "{existing_changed: 2}",
            notAt: "{existing_changed: 3}", says: "3 of 12 customers in the CRM change; at most 2 may",
            names: "Ahornbach GmbH industry: Bäckerei → Konditorei")
    }

    @Test func existingChangedAsAShare() throws {
        try stops(
            "existing_changed", Firms().with(2, { _ in "Konditorei" }, of: 3), at: "{existing_changed: 24 %}",
            notAt: "{existing_changed: 25 %}", says: "at most 24 % may")
    }

    @Test func largestChanged() throws {
        try stops(
            "largest_changed", Firms().with(2, { _ in "Konditorei" }, of: 1, from: 2), at: "{largest_changed: 3}",
            notAt: "{largest_changed: 2}", says: "1 of the 3 largest customers change", names: "Dachsried GmbH")
    }

    @Test func customersCreated() throws {
        var more = Firms()
        for (number, name) in [("201", "Wiesengrund"), ("202", "Zeisigau")] {
            var row = more.rows[0]
            row[0] = number
            row[1] = "\(name) GmbH"
            row[3] = "\(name)gasse 3"
            row[4] = "8\(number)1"
            row[5] = "\(name)hausen"
            row[6] = "post@\(name.lowercased()).example"
            row[7] = "+49 40 66969\(number)"
            more.rows.append(row)
        }
        try stops(
            "customers_created", more, at: "{customers_created: 1}", notAt: "{customers_created: 2}",
            says: "2 customers are new, beside 12 in the CRM; at most 1 may be")
    }

    @Test func deactivated() throws {
        try stops(
            "deactivated", Firms().with(9, { _ in "inactive" }, of: 2), at: "{deactivated: 1}",
            notAt: "{deactivated: 2}",
            says: "2 of 12 customers become inactive; at most 1 may",
            names: "Ahornbach GmbH record_status: active → inactive")
    }

    @Test func deactivatedIsSetWithoutBeingAskedFor() throws {
        try stops(
            "deactivated", Firms().with(9, { _ in "inactive" }, of: 2), at: "{}", notAt: "{deactivated: 17 %}",
            says: "at most 10 % may")
    }

    @Test func ownersUnmatched() throws {
        try stops(
            "owners_unmatched", Firms().with(8, { _ in "ZZ" }, of: 2), at: "{owners_unmatched: 1}",
            notAt: "{owners_unmatched: 2, existing_changed: 100 %}",
            says: "2 records have an owner who is no user: ZZ (2)",
            names: "ZZ owner of 2 records")
    }

    @Test func ownersChanged() throws {
        try stops(
            "owners_changed", Firms().with(8, { _ in "JP" }, of: 2), at: "{owners_changed: 1}",
            notAt: "{owners_changed: 2}", says: "2 of 12 customers get another owner; at most 1 may",
            names: "Ahornbach GmbH owner: Anke Kröger → Jens Petri")
    }

    @Test func rejected() throws {
        try stops(
            "rejected", Firms().with(1, { _ in "" }, of: 2).with(2, { _ in "Konditorei" }, of: 1, from: 5),
            at: "{rejected: 1}", notAt: "{rejected: 2}", says: "2 of 12 rows of firmen need correction; at most 1 may",
            command: "customary export rejects")
    }

    /// 101,400.00 EUR in all.
    private static let control =
        "controls: [{name: sales, table: orders, column: total, currency: EUR, figure: \"101450.00\"}]"

    @Test func controlDifference() throws {
        try stops(
            "control_difference", Firms().with(2, { _ in "Konditorei" }, of: 1), at: "{control_difference: \"49.99\"}",
            notAt: "{control_difference: \"50.00\"}", LimitTests.control,
            says: "sales differs from the printed 101450 EUR by 50; at most 49.99 may", command: "customary verify")
    }

    @Test func controlDifferenceAsAShare() throws {
        try stops(
            "control_difference", Firms().with(2, { _ in "Konditorei" }, of: 1), at: "{control_difference: 0.04 %}",
            notAt: "{control_difference: 0.05 %}", LimitTests.control, says: "at most 0.04 % may")
    }

    @Test func planDays() throws {
        let workdir = try loaded()
        try workdir.write("p/inbox/firmen.csv", Firms().with(2, { _ in "Konditorei" }, of: 1).text)
        try limits("{plan_days: 3}", in: workdir)
        #expect(try workdir.customary("-C", "p", "plan").status == 0)
        let before = try workdir.state()
        let late = try workdir.customary(
            "-C", "p", "load", "--yes", environment: ["CUSTOMARY_NOW": "2026-03-06T09:00:00Z"])
        #expect(late.status == 9)
        #expect(
            late.errors.contains("the plan is 4 days old; at most 3 may pass") && late.errors.contains("Plan again"))
        #expect(try workdir.state() == before)
        let inTime = try workdir.customary(
            "-C", "p", "load", "--yes", environment: ["CUSTOMARY_NOW": "2026-03-05T23:00:00Z"])
        #expect(inTime.status == 0, "\(inTime.errors)")
    }

    // MARK: What changed since the plan was signed

    /// Three firms planned to change; people then change what three others of the plan would write, or fewer.
    private func edited(_ limit: String, edits: Int) throws -> (Workdir, Workdir.Outcome) {
        let workdir = try loaded()
        try workdir.write("p/inbox/firmen.csv", Firms().with(2, { _ in "Konditorei" }, of: 4).text)
        try limits(limit, in: workdir)
        let plan = try workdir.customary("-C", "p", "plan")
        #expect(plan.status == 0, "\(plan.errors)")
        try workdir.edit(
            "UPDATE accounts SET industry = 'by hand' WHERE name IN (SELECT name FROM accounts ORDER BY name LIMIT \(edits))"
        )
        return (workdir, try workdir.customary("-C", "p", "load", "--yes"))
    }

    @Test func aDeltaBeyondTheSignedLimitLoadsNothing() throws {
        let (workdir, stopped) = try edited("{changed_since_plan: 1}", edits: 2)
        #expect(stopped.status == 9, "\(stopped.output)")
        #expect(
            stopped.errors.contains("2 of 4 changes differ, because the CRM changed since the plan"),
            "\(stopped.errors)")
        #expect(stopped.errors.contains("Plan again: customary plan"))
        #expect(stopped.errors.contains("customary load --release changed_since_plan --because TEXT"))
        #expect(stopped.output.contains("accounts Ahornbach GmbH: planned update, today nothing"), "\(stopped.output)")
        #expect(try workdir.value("SELECT count(*) FROM customary_batches") == "1")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE industry = 'Konditorei'") == "0")
        // Another limit in the project's file doesn't reach a plan that was signed with this one.
        try limits("{changed_since_plan: 100 %}", in: workdir)
        #expect(try workdir.customary("-C", "p", "load", "--yes").status == 9)
        let released = try workdir.customary(
            "-C", "p", "load", "--yes", "--release", "changed_since_plan", "--because", "sales corrected two")
        #expect(released.status == 0, "\(released.errors)")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE industry = 'Konditorei'") == "2")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE industry = 'by hand'") == "2")
    }

    @Test func aDeltaWithinTheSignedLimitIsShownAndTheRestLoadsAsSigned() throws {
        let (workdir, loaded) = try edited("{changed_since_plan: 2}", edits: 2)
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(loaded.output.contains("2 of 4 changes differ: the CRM changed since the plan"), "\(loaded.output)")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE industry = 'Konditorei'") == "2")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE industry = 'by hand'") == "2")
    }

    @Test func aDeltaThatGoesBeyondAnotherSignedLimitLoadsNothingEither() throws {
        let workdir = try loaded()
        try workdir.write("p/inbox/firmen.csv", Firms().with(9, { _ in "inactive" }, of: 2).text)
        // Of firm 1 a person already wrote that it is inactive: only firm 2 becomes so by the plan.
        try workdir.edit("UPDATE accounts SET record_status = 'inactive' WHERE name = 'Ahornbach GmbH'")
        try limits("{deactivated: 1}", in: workdir)
        let plan = try workdir.customary("-C", "p", "plan")
        #expect(plan.status == 0, "\(plan.errors)")
        try workdir.edit("UPDATE accounts SET record_status = 'active' WHERE name = 'Ahornbach GmbH'")
        let stopped = try workdir.customary("-C", "p", "load", "--yes")
        #expect(stopped.status == 9, "\(stopped.output)")
        #expect(stopped.errors.contains("2 of 12 customers become inactive; at most 1 may"), "\(stopped.errors)")
        #expect(stopped.errors.contains("--release deactivated --because"), "\(stopped.errors)")
        #expect(try workdir.value("SELECT count(*) FROM customary_batches") == "1")
    }
}
