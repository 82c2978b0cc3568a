import Foundation
import Testing

/// A customer whom somebody merged away in the CRM: what their source goes on bringing comes to the survivor.
@Suite struct MergedCustomerTests {
    private func run(_ workdir: Workdir, day: Int) throws -> Workdir.Document {
        let run = try workdir.customary(
            "-C", "p", "run", "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-03-0\(day)T09:00:00Z"])
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        return try run.json()
    }

    @Test func laterOrdersOfAMergedCustomerHangOnTheSurvivor() throws {
        var old = OldCRM(count: 4)
        let workdir = try Workdir()
        try OldCRM.project("", in: workdir)
        try old.write("p/inbox", in: workdir)
        _ = try run(workdir, day: 1)
        func account(_ name: String) throws -> String {
            try #require(try workdir.value("SELECT id FROM accounts WHERE name LIKE '%\(name)%'"))
        }
        let (loser, middle, survivor) = (try account("Immergrün"), try account("Quadrat"), try account("Kreisel"))
        // As people do: marked, in two steps, and only what they saw is moved along.
        try workdir.edit(
            """
            UPDATE accounts SET merged_into = '\(middle)', deleted_at = '2026-03-02T12:00:00.000000Z'
              WHERE id = '\(loser)';
            UPDATE accounts SET merged_into = '\(survivor)', deleted_at = '2026-03-02T12:00:00.000000Z'
              WHERE id = '\(middle)';
            UPDATE orders SET account_id = '\(survivor)' WHERE account_id = '\(loser)';
            """)
        let before = try workdir.state()
        old.orders.append(
            .init(key: "B2001", firm: "F1001", day: "2026-03-03", total: "10.00", currency: "EUR", status: "paid"))
        try old.write("p/inbox", in: workdir)
        let later = try run(workdir, day: 4)
        #expect(try workdir.value("SELECT account_id FROM orders WHERE number = 'B2001'") == survivor)
        // What hung on them and wasn't moved comes along as well.
        #expect(try workdir.value("SELECT account_id FROM orders WHERE number = 'B1002'") == survivor)
        #expect(try workdir.value("SELECT count(*) FROM orders WHERE account_id IS NULL") == "0")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE deleted_at IS NULL") == "2")
        #expect(try workdir.value("SELECT name FROM accounts WHERE id = '\(survivor)'")?.contains("Kreisel") == true)
        let state = try workdir.state()
        let again = try run(workdir, day: 5)
        #expect((again.text("batch") ?? "").isEmpty, "\(again.root)")
        #expect(try workdir.state() == state)
        let batch = try #require(later.text("batch"))
        #expect(try workdir.customary("-C", "p", "rollback", batch, "--yes").status == 0)
        #expect(try workdir.state() == before)
    }
}
