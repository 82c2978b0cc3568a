import Testing

/// Accounting gave a customer number to another company.
@Suite struct ReusedNumberTests {
    private static let week = ["CUSTOMARY_NOW": "2026-03-08T09:00:00Z"]

    /// The old CRM, loaded; then firm 2's number names another company, with a new order and a new person of it.
    private func renumbered() throws -> (Workdir, OldCRM) {
        var old = OldCRM(count: 6)
        let workdir = try Workdir()
        try OldCRM.project("", in: workdir)
        try old.write("p/inbox", in: workdir)
        let first = try workdir.customary("-C", "p", "run", "--yes")
        #expect(first.status == 0, "\(first.errors) \(first.output)")
        old.firms[1].name = "Konditorei Sommer OHG"
        old.firms[1].street = "Am Sande 4"
        old.firms[1].postcode = "21335"
        old.firms[1].city = "Lüneburg"
        old.firms[3].industry = "Handel"
        old.orders.append(
            .init(key: "B2001", firm: "F1002", day: "2026-03-03", total: "10.00", currency: "EUR", status: "paid"))
        old.people.append(
            .init(
                key: "P2001", firm: "F1002", given: "Gerda", family: "Falk", title: "Inhaberin", department: "",
                email: "gerda@sommer.example", phone: "+49 4131 5550188", note: ""))
        try old.write("p/inbox", in: workdir)
        return (workdir, old)
    }

    private func answer(_ words: String, _ workdir: Workdir) throws {
        let asked = try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions")
        let question = try #require(asked.first { $0.text("kind") == "reused" })
        try workdir.write(
            "p/mappings/firmen.yaml",
            try workdir.read("p/mappings/firmen.yaml") + """

                answers:
                  - {question: "\(question.text("question") ?? "")", answer: \(words), by: lena, on: 2026-03-08}

                """)
    }

    @Test func theRowWaitsWithWhatIsNewOfItAndNothingElseDoes() throws {
        let (workdir, _) = try renumbered()
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.week)
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        let document = try run.json()
        #expect(
            document.counts("ledger", "firmen").filter { $0.value > 0 } == ["held": 1, "updated": 1, "unchanged": 4])
        #expect(document.integer("ledger", "auftraege", "held") == 1)
        #expect(document.integer("ledger", "personen", "held") == 1)
        #expect(document.integer("values", "firmen", "row_left_out") == 7)
        #expect(try workdir.value("SELECT name FROM accounts WHERE name LIKE '%Quadrat%'") == "Bäckerei Quadrat GmbH")
        #expect(try workdir.value("SELECT count(*) FROM accounts") == "6")
        #expect(try workdir.value("SELECT count(*) FROM addresses WHERE city = 'Lüneburg'") == "0")
        #expect(try workdir.value("SELECT count(*) FROM orders WHERE number = 'B2001'") == "0")
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name = 'Falk'") == "0")
        #expect(
            try workdir.value(
                "SELECT a.name FROM orders o JOIN accounts a ON a.id = o.account_id WHERE o.number = 'B1002'")
                == "Bäckerei Quadrat GmbH")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE industry = 'Handel'") == "1")
        let asked = try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions")
        #expect(asked.count == 1)
        #expect(asked.first?.text("kind") == "reused" && asked.first?.isTrue("stops") == false)
        #expect(
            asked.first?.text("words")
                == "F1002 was Bäckerei Quadrat GmbH, Quadratweg 2, 20095 Hamburg and is now Konditorei Sommer OHG, Am Sande 4, 21335 Lüneburg. The same customer?"
        )
        // It waits however often it comes, and is asked about once.
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.week)
        #expect(try !again.json().isTrue("loaded"))
        #expect(try again.json().integer("ledger", "firmen", "held") == 1)
        #expect(try again.json().integer("questions") == 1)
    }

    @Test func anotherCustomerBecomesOneAndTheNumberIsThatOnes() throws {
        let (workdir, _) = try renumbered()
        #expect(try workdir.customary("-C", "p", "plan", environment: Self.week).status == 0)
        let before = try workdir.state()
        try answer("another customer", workdir)
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.week)
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        #expect(try run.json().integer("ledger", "firmen", "created") == 1)
        #expect(try run.json().integer("questions") == 0)
        let owner = { (number: String) in
            try workdir.value(
                "SELECT a.name FROM orders o JOIN accounts a ON a.id = o.account_id WHERE o.number = '\(number)'")
        }
        #expect(try owner("B2001") == "Konditorei Sommer OHG")
        #expect(
            try workdir.value(
                "SELECT a.name FROM account_contacts l JOIN contacts c ON c.id = l.contact_id JOIN accounts a ON a.id = l.account_id WHERE c.family_name = 'Falk'"
            ) == "Konditorei Sommer OHG")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name = 'Bäckerei Quadrat GmbH'") == "1")
        #expect(
            try workdir.value(
                "SELECT a.name FROM customary_crosswalk x JOIN accounts a ON a.id = x.master_id WHERE x.source_key = 'F1002' AND x.source = 'firmen'"
            ) == "Konditorei Sommer OHG")
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.week)
        #expect(try !again.json().isTrue("loaded"), "\(again.output)")
        let taken = try workdir.customary(
            "-C", "p", "rollback", try run.json().text("batch") ?? "", "--yes", environment: Self.week)
        #expect(taken.status == 0, "\(taken.output)")
        #expect(try workdir.state() == before)
    }

    @Test func theSameCustomerIsChanged() throws {
        let (workdir, _) = try renumbered()
        #expect(try workdir.customary("-C", "p", "plan", environment: Self.week).status == 0)
        try answer("the same customer", workdir)
        let run = try workdir.customary("-C", "p", "run", "--yes", environment: Self.week)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try workdir.value("SELECT count(*) FROM accounts") == "6")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE '%Quadrat%'") == "0")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name = 'Konditorei Sommer OHG'") == "1")
    }

    /// What a customer does all the time is no reason to hold it.
    @Test(arguments: [
        (name: "Konditorei Sommer OHG", street: "Quadratweg 2", city: "Hamburg"),
        (name: "Bäckerei Quadrat GmbH", street: "Am Sande 4", city: "Lüneburg"),
        (name: "Bäckerei Quadrat GmbH & Co. KG", street: "Am Sande 4", city: "Lüneburg"),
        (name: "Bäckerei Quadrat und Söhne GmbH", street: "Am Sande 4", city: "Lüneburg"),
        (name: "Baeckerei Quadrat", street: "Am Sande 4", city: "Lüneburg"),
    ])
    func aRenamedOrAMovedCustomerIsTheSame(_ now: (name: String, street: String, city: String)) throws {
        var (workdir, old) = try renumbered()
        old.firms[1].name = now.name
        old.firms[1].street = now.street
        old.firms[1].city = now.city
        old.firms[1].postcode = "20095"
        try old.write("p/inbox", in: workdir)
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.week)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json().integer("ledger", "firmen", "held") == 0)
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name = '\(now.name)'") == "1")
    }

    @Test func aWholeListThatWasNumberedAnewIsOneQuestion() throws {
        var old = OldCRM(count: 20)
        let workdir = try Workdir()
        try OldCRM.project("", in: workdir)
        try old.write("p/inbox", in: workdir)
        #expect(try workdir.customary("-C", "p", "run", "--yes").status == 0)
        // Every number names the next firm.
        let firms = old.firms
        for index in firms.indices {
            old.firms[index] = firms[(index + 1) % firms.count]
            old.firms[index].key = firms[index].key
        }
        try old.write("p/inbox", in: workdir)
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json", environment: Self.week)
        #expect(plan.status == 0, "\(plan.errors)")
        let held = try plan.json().integer("ledger", "firmen", "held") ?? 0
        #expect(held > 12, "\(held)")
        let asked = try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions")
        #expect(asked.compactMap { $0.integer("rows") } == [held])
        #expect(asked.first?.text("words")?.hasPrefix("\(held) customer numbers, such as F1001, name others") == true)
    }
}
