import Foundation
import Seeds
import Testing

/// Makes folders that a test writes into.
enum FolderMaking {
    static func make(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
}

/// The old system and the CRM side by side, day after day, until the old one can be switched off.
@Suite struct ParallelRunTests {
    /// A difference as an export tells it.
    struct Told: Hashable, Comparable, CustomStringConvertible {
        let table: String
        let field: String
        let cause: String
        let key: String

        var description: String { "\(table).\(field) \(cause) \(key)" }

        static func < (left: Told, right: Told) -> Bool { left.description < right.description }
    }

    private func day(_ number: Int) -> [String: String] { ["CUSTOMARY_NOW": "2026-03-0\(number)T18:00:00Z"] }

    /// Every difference of a comparison, from its export; the columns that no field takes are left out.
    static func told(_ workdir: Workdir, _ file: String) throws -> [Told] {
        try workdir.read(file).split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Told(table: cells[1], field: cells[2], cause: cells[3], key: cells[6])
        }.filter { $0.table != "columns" }.sorted()
    }

    private func loaded(_ old: OldCRM, _ parallel: String = "") throws -> Workdir {
        let workdir = try Workdir()
        try OldCRM.project(parallel, in: workdir)
        try old.write("p/inbox", in: workdir)
        let run = try workdir.customary(
            "-C", "p", "run", "--yes", environment: ["CUSTOMARY_NOW": "2026-03-01T09:00:00Z"])
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        return workdir
    }

    @Test func fiveDaysFromEqualToReady() throws {
        var old = OldCRM(count: 6)
        let rules = """
            parallel:
              sources: [firmen, personen, auftraege]
              days: 2
            """
        let workdir = try loaded(old, rules)
        func compare(_ number: Int, _ more: String...) throws -> Workdir.Outcome {
            let folder = "day\(number)"
            try FolderMaking.make("\(workdir.path)/\(folder)")
            try old.write(folder, in: workdir)
            return try workdir.run(
                ["-C", "p", "compare", "--from"] + ["firmen", "personen", "auftraege"].map { "\(folder)/\($0).csv" }
                    + ["--format", "json"] + more, environment: day(number))
        }
        // Day 1: nothing differs.
        let first = try compare(1)
        #expect(first.status == 0, "\(first.errors) \(first.output)")
        let equal = try first.json()
        #expect(equal.list("drift").isEmpty)
        #expect(equal.integer("days_in_row") == 1)
        #expect(!equal.isTrue("ready"))
        #expect(equal.list("money").allSatisfy { $0.text("old") == $0.text("crm") })
        #expect(equal.list("money").compactMap { $0.text("currency") } == ["CHF", "EUR"])
        #expect(equal.list("sources").compactMap { $0.integer("compared") } == [6, 6, 6])

        // Day 2: the old system's people work on.
        old.people[0].title = "Geschäftsführung"
        old.people[1].email = "neu@firma1002.example"
        old.firms[2].street = "Domplatz 9"
        old.orders[3].total = "999.00"
        old.orders.append(
            .init(key: "B2001", firm: "F1001", day: "2026-03-03", total: "10.00", currency: "EUR", status: "paid"))
        old.orders.remove(at: 4)
        let second = try compare(2, "-o", "day2.csv")
        #expect(second.status == 1)
        #expect(
            try ParallelRunTests.told(workdir, "day2.csv").map(\.description) == [
                "accounts.street source_changed F1003", "contacts.email kept P1002",
                "contacts.email source_changed P1002", "contacts.job_title source_changed P1001",
                "orders.record source_deleted B1005", "orders.record source_new B2001",
                "orders.total source_changed B1004",
            ])
        let drift = try second.json()
        #expect(drift.integer("days_in_row") == 0)
        let euros = try #require(drift.list("money").first { $0.text("currency") == "EUR" })
        #expect(euros.text("difference") != "0.00" && euros.text("old") != euros.text("crm"))
        let new = try #require(drift.list("drift").first { $0.text("cause") == "source_new" })
        #expect(new.list("records").first?.text("detail") == "dated 2026-03-02, since the last load")
        let title = try #require(drift.list("drift").first { $0.text("field") == "job_title" }).list("records")
        #expect(title.first?.text("position") == "personen.csv:2 (Position)")
        #expect(title.first?.text("old") == "Geschäftsführung")
        #expect(title.first?.text("crm") == "Leitung 1001")
        #expect(
            try title.first?.text("id") == workdir.value("SELECT id FROM contacts WHERE job_title = 'Leitung 1001'"))

        // Day 3: the CRM's people do, too.
        try workdir.edit(
            "UPDATE contacts SET department = 'Einkauf', updated_by = 'ute', updated_at = '2026-03-03T10:00:00.000000Z' "
                + "WHERE department = 'Abteilung 1005'")
        let third = try compare(3, "-o", "day3.csv")
        #expect(third.status == 1)
        let edited = try ParallelRunTests.told(workdir, "day3.csv").filter { $0.cause == "crm_changed" }
        #expect(edited.map(\.description) == ["contacts.department crm_changed P1005"])
        #expect(try workdir.read("day3.csv").contains("by ute, record last changed 2026-03-03 10:00"))

        // Day 4: both sides agree on the department, the deleted order is accepted, and a load brings the rest.
        old.people[4].department = "Einkauf"
        try workdir.write(
            "p/customary.yaml",
            try workdir.read("p/customary.yaml").replacing(
                "  days: 2",
                with:
                    "  days: 2\n  accept:\n    - {cause: source_deleted, field: orders, by: Lena, because: a test order}"
            ))
        try old.write("p/inbox", in: workdir)
        let load = try workdir.customary("-C", "p", "run", "--yes", environment: day(4))
        #expect(load.status == 0, "\(load.errors) \(load.output)")
        let fourth = try workdir.customary("-C", "p", "compare", "--format", "json", environment: day(4))
        #expect(fourth.status == 0, "\(fourth.output)")
        #expect(try fourth.json().list("drift").allSatisfy { $0.text("drift") != "blocks" })
        #expect(try fourth.json().integer("days_in_row") == 1)

        // Day 5: still level. That makes two days in a row.
        let fifth = try compare(5)
        #expect(fifth.status == 0, "\(fifth.output)")
        #expect(try fifth.json().isTrue("ready"))
        #expect(try fifth.json().list("days").compactMap { $0.integer("drift") } == [0, 5, 6, 0, 0])
        let shown = try workdir.customary("-C", "p", "compare", "--show", environment: day(5))
        #expect(shown.status == 0)
        #expect(shown.output.contains("READY TO CUT OVER: 2 days in a row without drift"))
        #expect(shown.output.contains("accepted: source_deleted of orders, by Lena: a test order"))
        // A comparison adds no delivery, loads nothing and leaves the staging area alone.
        #expect(try !workdir.read("p/customary.yaml").contains("day5"))
        #expect(try workdir.value("SELECT count(*) FROM customary_batches") == "2")
    }

    @Test(arguments: [UInt64](1...4)) func everyPlantedEditIsToldWithItsCauseAndNothingElse(seed: UInt64) throws {
        var generator = Seeded(seed)
        print("parallel run: seed \(seed)")
        var old = OldCRM(count: 60)
        let workdir = try loaded(old)
        var expected: [Told] = []
        var sql: [String] = []
        var goneOrders: Set<String> = []
        var gonePeople: Set<String> = []
        func expect(_ table: String, _ field: String, _ cause: String, _ key: String) {
            expected.append(Told(table: table, field: field, cause: cause, key: key))
        }
        for index in old.people.indices {
            let person = old.people[index]
            let by = "updated_by = 'ute', updated_at = '2026-03-01T12:00:00.000000Z'"
            let contact = "id = (SELECT contact_id FROM contact_points WHERE value = '\(person.email)')"
            switch Int.random(in: 0..<16, using: &generator) {
            case 0:
                old.people[index].title = "Neu \(index)"
                expect("contacts", "job_title", "source_changed", person.key)
            case 1:
                sql.append("UPDATE contacts SET job_title = 'CRM \(index)', \(by) WHERE \(contact)")
                expect("contacts", "job_title", "crm_changed", person.key)
            case 2:
                old.people[index].title = "Neu \(index)"
                sql.append("UPDATE contacts SET job_title = 'CRM \(index)', \(by) WHERE \(contact)")
                expect("contacts", "job_title", "both_changed", person.key)
            case 3:
                old.people[index].department = ""
                expect("contacts", "department", "kept", person.key)
            case 4:
                sql.append("UPDATE contacts SET department = NULL, \(by) WHERE \(contact)")
                expect("contacts", "department", "crm_changed", person.key)
            case 5:
                sql.append("UPDATE contacts SET job_title = upper(job_title), \(by) WHERE \(contact)")
                expect("contacts", "job_title", "form", person.key)
            case 6:
                sql.append("UPDATE contacts SET description = 'typed', \(by) WHERE \(contact)")
                expect("contacts", "description", "crm_added", person.key)
            case 7:
                old.people[index].phone = "+49 40 66969\(String(person.key.suffix(3)))"
                expect("contacts", "phone", "source_changed", person.key)
                expect("contacts", "phone", "kept", person.key)
            case 8:
                sql.append(
                    "UPDATE contact_points SET value = 'crm\(index)@anders.example' WHERE value = '\(person.email)'")
                expect("contacts", "email", "crm_changed", person.key)
            case 9:
                sql.append("DELETE FROM contact_points WHERE value = '\(person.email)'")
                expect("contacts", "email", "crm_changed", person.key)
            case 10:
                sql.append("UPDATE contacts SET deleted_at = '2026-03-01T12:00:00.000000Z', \(by) WHERE \(contact)")
                expect("contacts", "record", "crm_deleted", person.key)
            case 11:
                gonePeople.insert(person.key)
                expect("contacts", "record", "source_deleted", person.key)
            default: break
            }
        }
        for index in old.firms.indices {
            let firm = old.firms[index]
            let account = "id = (SELECT account_id FROM addresses WHERE street = '\(firm.street)')"
            switch Int.random(in: 0..<12, using: &generator) {
            case 0:
                old.firms[index].limit = "\(9000 + index)"
                expect("accounts", "credit_limit", "source_changed", firm.key)
            case 1:
                old.firms[index].industry = "Handel \(index)"
                sql.append("UPDATE accounts SET credit_limit = 77770000 WHERE \(account)")
                expect("accounts", "industry", "source_changed", firm.key)
                expect("accounts", "credit_limit", "crm_changed", firm.key)
            case 2:
                old.firms[index].street = "Neue Gasse \(index + 1)"
                expect("accounts", "street", "source_changed", firm.key)
            case 3:
                sql.append("UPDATE accounts SET industry = 'CRM', updated_by = 'ute' WHERE \(account)")
                expect("accounts", "industry", "crm_changed", firm.key)
            case 4:
                sql.append("UPDATE addresses SET street = 'Am CRM \(index)' WHERE street = '\(firm.street)'")
                expect("accounts", "street", "crm_changed", firm.key)
            default: break
            }
        }
        for index in old.orders.indices {
            let order = old.orders[index]
            switch Int.random(in: 0..<10, using: &generator) {
            case 0:
                old.orders[index].total = "\(5000 + index).25"
                expect("orders", "total", "source_changed", order.key)
            case 1:
                sql.append("UPDATE orders SET total = 10000 WHERE number = '\(order.key)'")
                expect("orders", "total", "crm_changed", order.key)
            case 2:
                goneOrders.insert(order.key)
                expect("orders", "record", "source_deleted", order.key)
            case 3:
                sql.append("DELETE FROM orders WHERE number = '\(order.key)'")
                expect("orders", "record", "crm_deleted", order.key)
            case 4:
                let other = old.firms[(index + 7) % old.firms.count].key
                old.orders[index].firm = other
                expect("orders", "account", "source_changed", order.key)
            default: break
            }
        }
        old.people.removeAll { gonePeople.contains($0.key) }
        old.orders.removeAll { goneOrders.contains($0.key) }
        for number in 0..<Int.random(in: 1...3, using: &generator) {
            old.orders.append(
                .init(
                    key: "N\(number)", firm: "F1001", day: "2026-03-01", total: "1.00", currency: "EUR", status: "paid")
            )
            expect("orders", "record", "source_new", "N\(number)")
        }
        for statement in sql { try workdir.edit(statement) }
        try old.write("p/inbox", in: workdir)
        // What the last load brought is known from the staging area, or, where that is gone, from the books alone.
        if seed % 2 == 0 { try workdir.remove("p/.customary/staging.sqlite") }
        let compared = try workdir.customary(
            "-C", "p", "compare", "-o", "drift.csv", "--format", "json", environment: day(2))
        #expect(compared.status == 1, "seed \(seed): \(compared.errors)")
        let told = try ParallelRunTests.told(workdir, "drift.csv")
        let unreported = Set(expected).subtracting(told).sorted()
        let invented = Set(told).subtracting(expected).sorted()
        #expect(unreported.isEmpty, "seed \(seed): \(unreported)")
        #expect(invented.isEmpty, "seed \(seed): \(invented)")
        #expect(told.count == expected.count, "seed \(seed)")
        // The numbers are those of the list.
        #expect(try compared.json().list("drift").reduce(0) { $0 + ($1.integer("count") ?? 0) } == told.count)
    }

    @Test func rowsThatMadeNoRecordAndMergesAreToldApart() throws {
        var old = OldCRM(count: 4)
        let workdir = try loaded(old)
        let crm = try workdir.value("SELECT count(*) FROM contacts")
        #expect(crm == "4")
        // A person merges two contacts in the CRM; another row comes to lack all that says who it is.
        let loser = try #require(try workdir.value("SELECT id FROM contacts WHERE job_title = 'Leitung 1002'"))
        let survivor = try #require(try workdir.value("SELECT id FROM contacts WHERE job_title = 'Leitung 1001'"))
        try workdir.edit(
            "UPDATE contacts SET merged_into = '\(survivor)', deleted_at = '2026-03-01T12:00:00.000000Z' WHERE id = '\(loser)'"
        )
        old.people[2].given = ""
        old.people[2].family = ""
        old.people[2].email = ""
        try old.write("p/inbox", in: workdir)
        try workdir.write(
            "p/inbox/firmen.csv",
            try workdir.read("p/inbox/firmen.csv").replacing("10115;Berlin;\n", with: "10115;Berlin;x\n"))
        let compared = try workdir.customary("-C", "p", "compare", "-o", "drift.csv", environment: day(2))
        #expect(compared.status == 1, "\(compared.errors)")
        let told = try ParallelRunTests.told(workdir, "drift.csv")
        #expect(told.contains { $0.table == "rows" && $0.cause == "left_out" })
        #expect(told.contains { $0.table == "rows" && $0.cause == "rejected" })
        #expect(told.contains { $0.description == "contacts.job_title merged P1002" })
        #expect(!told.contains { $0.cause == "source_deleted" || $0.cause == "crm_deleted" }, "\(told)")
    }

    @Test func aComparisonNeedsALoadAndAKnownSource() throws {
        let workdir = try Workdir()
        try OldCRM.project("parallel: {sources: [nobody]}", in: workdir)
        try OldCRM(count: 2).write("p/inbox", in: workdir)
        let wrong = try workdir.customary("-C", "p", "compare")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("\"nobody\""))
        try OldCRM.project("", in: workdir)
        let early = try workdir.customary("-C", "p", "compare")
        #expect(early.status == 2)
        #expect(early.errors.contains("nothing is loaded"))
        #expect(try workdir.customary("-C", "p", "compare", "nirgends").status == 2)
        #expect(!workdir.exists("p/crm.sqlite"))
    }

    @Test func aHistoryThatSomebodyChangedIsNotBelieved() throws {
        let workdir = try loaded(OldCRM(count: 3))
        for number in 1...2 {
            #expect(try workdir.customary("-C", "p", "compare", environment: day(number)).status == 0)
        }
        let file = "p/.customary/parallel.jsonl"
        try workdir.write(file, try workdir.read(file).replacing("\"rows\":3", with: "\"rows\":4"))
        let changed = try workdir.customary("-C", "p", "compare", "--show")
        #expect(changed.status == 6, "\(changed.output)")
        #expect(changed.errors.contains("parallel.jsonl:2"))
    }
}
