import CRM
import Ledger
import OtherCRMs
import PostgreSQLServer
import Records
import Testing

/// Two well-known CRMs, and what a customer of theirs may expect of a load.
@Suite("Loading into another program's tables", .serialized, .enabled(if: PostgreSQLServer.isThere))
struct ForeignTargetTests {
    enum Other: String, CaseIterable, Sendable {
        case espocrm, odoo

        func make(description: String? = nil) throws -> OtherCRM {
            switch self {
            case .espocrm:
                try OtherCRM(rawValue, tables: EspoCRM.tables, people: EspoCRM.people, description: description)
            case .odoo: try OtherCRM(rawValue, tables: Odoo.tables, people: Odoo.people, description: description)
            }
        }
    }

    @Test("A plan writes nothing: no row, no table, nothing of Customary's own", arguments: Other.allCases)
    func planLeavesNothing(_ other: Other) throws {
        let crm = try other.make()
        let before = try crm.dump()
        let plan = try crm.plan(.sample())
        #expect(plan.planned.changes.count > 10)
        expectSame(try crm.differences(from: before))
        #expect(try crm.text("SELECT count(*) FROM pg_namespace WHERE nspname IN ('customary', 'crm')") == "0")
    }

    @Test(
        "A load is what was planned, a second run finds nothing to do, and the batch verifies",
        arguments: Other.allCases)
    func loadAndAgain(_ other: Other) throws {
        let crm = try other.make()
        let accounts = try crm.count(.accounts)
        let result = try crm.load(.sample())
        #expect(try crm.count(.accounts) == accounts + 2)
        let report = try Verifier.verify(result.batch.id, on: crm.target)
        #expect(report.mismatches == [])
        #expect(report.changedSince == [])
        #expect(report.unchanged == result.changes.count)
        let again = try crm.plan(.sample(), now: OtherCRM.day(2))
        #expect(again.planned.changes.isEmpty, "\(again.planned.changes.counts)")
        #expect(try crm.text("SELECT count(*) FROM pg_namespace WHERE nspname = 'crm'") == "0")
    }

    @Test("Rolled back, every table of theirs is as it was, byte for byte", arguments: Other.allCases)
    func rollbackRestoresEveryByte(_ other: Other) throws {
        let crm = try other.make()
        let before = try crm.dump()
        let first = try crm.load(.sample())
        #expect(try !crm.differences(from: before).isEmpty)
        let report = try crm.rollback(first.batch.id)
        #expect(report.proof.isEqual, "\(report.proof.differences)")
        #expect(report.keptRecords == [])
        expectSame(try crm.differences(from: before))
        // What was taken back can be loaded again, and taken back again.
        let second = try crm.load(.sample(), now: OtherCRM.day(3))
        try crm.rollback(second.batch.id, now: OtherCRM.day(21))
        expectSame(try crm.differences(from: before))
    }

    @Test(
        "A changed delivery changes what it says, and its rollback alone brings the first one back",
        arguments: Other.allCases)
    func secondDelivery(_ other: Other) throws {
        let crm = try other.make()
        let before = try crm.dump()
        let first = try crm.load(.sample())
        let middle = try crm.dump()
        let second = try crm.load(.sample(city: "Aalen"), now: OtherCRM.day(2))
        #expect(second.changes[.addresses].updates.count >= 1)
        #expect(second.changes[.addresses].creates.isEmpty)
        try crm.rollback(second.batch.id)
        expectSame(try crm.differences(from: middle))
        try crm.rollback(first.batch.id, now: OtherCRM.day(21))
        expectSame(try crm.differences(from: before))
    }
}
