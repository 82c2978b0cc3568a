import CRM
import Configuration
import Engines
import Records
import Testing

@testable import Ledger
@testable import Pipeline

/// The limits on what no mapping brings about by itself: customers whom people join, and values that are emptied.
@Suite struct LimitCheckTests {
    private let firms: [RecordID]
    private let points: [RecordID]
    private let database: TestDatabase

    init() throws {
        func ids(_ part: String) -> [RecordID] {
            (1...3).compactMap { RecordID("0190a000-0000-8000-8000-0000000000\(part)\($0)".utf8) }
        }
        firms = ids("a")
        points = ids("c")
        database = try TestDatabase(.sqlite)
        let names = ["Ahornbach GmbH", "Ahornbach Bäckerei GmbH", "Birkenfeld KG"]
        let kinds = [("email", "info@ahornbach.example"), ("phone", "+493023125001"), ("web", "ahornbach.example")]
        try database.edit(
            database.schema
                + zip(firms, names).map { "INSERT INTO accounts (id, name) VALUES ('\($0)', '\($1)');" }.joined()
                + zip(points, kinds).map {
                    "INSERT INTO contact_points (id, account_id, kind, value) VALUES ('\($0)', '\(firms[0])', '\($1.0)', '\($1.1)');"
                }.joined(), making: true)
    }

    private func verdicts(_ limits: Limits, _ changes: ChangeSet, _ desired: DesiredMaster) throws -> [LimitVerdict] {
        let target = ProjectTarget(name: "test", url: "sqlite:crm.sqlite", isLive: false)
        return LimitChecks(
            limits: limits, impact: LoadImpact(changes, desired, try CRMImage(database.target)),
            evidence: LimitEvidence(target: target)
        ).verdicts()
    }

    private func stops(_ edit: (inout LimitEvidence) -> Void, _ limits: Limits = Limits()) throws -> [String: String] {
        var evidence = LimitEvidence(target: ProjectTarget(name: "test", url: "sqlite:crm.sqlite", isLive: false))
        edit(&evidence)
        var desired = DesiredMaster()
        try desired.finish()
        let changes = try Planner.plan(desired, on: database.target, now: "2026-03-02T09:00:00.000000Z").changes
        let found = LimitChecks(
            limits: limits, impact: LoadImpact(changes, desired, try CRMImage(database.target)), evidence: evidence
        ).verdicts().filter(\.stops)
        return Dictionary(found.map { ($0.name, $0.words) }) { first, _ in first }
    }

    @Test func oneBadRowAmongOthersStopsNothingByAShare() throws {
        #expect(try stops { $0.rejected = [("list", 3, 1)] }.isEmpty)
        #expect(try stops { $0.rejected = [("list", 4, 2)] }.keys.contains("rejected"))
        // The only row is all there is; and where none may be bad, one is too many.
        #expect(try stops { $0.rejected = [("list", 1, 1)] }.keys.contains("rejected"))
        var strict = Limits()
        strict.rejected = Allowance(count: 0)
        #expect(try stops({ $0.rejected = [("list", 3, 1)] }, strict).keys.contains("rejected"))
        strict.rejected = Allowance(share: Share(millionths: 0))
        #expect(try stops({ $0.rejected = [("list", 3, 1)] }, strict).keys.contains("rejected"))
    }

    @Test func aProjectOfNothingButTablesWithoutCustomersIsHeld() throws {
        #expect(
            try stops { $0.withoutCustomers = ["films", "trees"] }["no_customers"]
                == "no customers were found in films, trees: no column says who a row is about")
        #expect(
            try stops { $0.withoutCustomers = ["a", "b", "c", "d", "e"] }["no_customers"]?.contains(
                "a, b, c and 2 more:")
                == true)
    }

    @Test func customersWhomPeopleJoinedAreCountedAndNamed() throws {
        var desired = DesiredMaster()
        desired.merges = [Merge(entity: .accounts, loser: firms[1], survivor: firms[0])]
        try desired.finish()
        let changes = try Planner.plan(desired, on: database.target, now: "2026-03-02T09:00:00.000000Z").changes
        var limits = Limits()
        #expect(try !verdicts(limits, changes, desired).contains { $0.name == "existing_merged" })
        limits.existingMerged = Allowance(count: 1)
        let kept = try #require(try verdicts(limits, changes, desired).first { $0.name == "existing_merged" })
        #expect(!kept.stops)
        limits.existingMerged = Allowance(count: 0)
        let stopped = try verdicts(limits, changes, desired).filter(\.stops)
        #expect(stopped.map(\.name) == ["existing_merged"])
        #expect(stopped.first?.words == "1 of 3 customers are merged into another; at most 0 may")
        #expect(stopped.first?.records.map(\.name) == ["Ahornbach Bäckerei GmbH"])
        #expect(stopped.first?.records.map(\.detail) == ["into Ahornbach GmbH"])
        #expect(stopped.first.map(ProjectRun.remedy)?.contains("--release existing_merged --because TEXT") == true)
    }

    /// Changes that empty these of the first firm's contact points.
    private func emptying(_ rows: [Int]) throws -> ChangeSet {
        var changes = ChangeSet(now: "2026-03-02T09:00:00.000000Z")
        let value = try #require(CustomerModel.columnIndex("value", of: .contactPoints))
        let width = Schema.storedColumns(of: .contactPoints).count
        try database.target.withSession(.reading) { session in
            let block = try #require(
                try session.rows(of: .contactPoints, columns: Array(0..<width), ids: points).next())
            for row in rows {
                changes.entities[Int(Entity.contactPoints.rawValue)].updates.ids.append(block.ids[row])
                changes.entities[Int(Entity.contactPoints.rawValue)].updates.masks.append(1 << UInt64(value))
                changes.entities[Int(Entity.contactPoints.rawValue)].updates.kinds.append(.update)
                changes.entities[Int(Entity.contactPoints.rawValue)].updates.founding.append(DesiredMaster.noFounding)
                for column in 0..<width {
                    block.rows.withField(row, column) {
                        changes.entities[Int(Entity.contactPoints.rawValue)].updates.old.append($0)
                    }
                    if column == value {
                        changes.entities[Int(Entity.contactPoints.rawValue)].updates.new.appendEmpty()
                    } else {
                        block.rows.withField(row, column) {
                            changes.entities[Int(Entity.contactPoints.rawValue)].updates.new.append($0)
                        }
                    }
                }
            }
            return .rollback(())
        }
        return changes
    }

    @Test(arguments: [(0, "emails_blanked", "1 e-mail is blanked"), (1, "phones_blanked", "1 phone number is blanked")])
    func anEmptiedValueStopsTheLoadUnlessSoManyMay(_ row: Int, _ name: String, _ words: String) throws {
        var desired = DesiredMaster()
        try desired.finish()
        let changes = try emptying([row])
        var limits = Limits()
        let stopped = try verdicts(limits, changes, desired).filter(\.stops)
        #expect(stopped.map(\.name) == [name])
        #expect(stopped.first?.words == words)
        let record = try #require(stopped.first?.records.first)
        #expect(record.table == "contact_points" && record.name == "Ahornbach GmbH")
        #expect(record.detail.hasSuffix(" → nothing") && record.detail.count > 12)
        #expect(stopped.first.map(ProjectRun.remedy)?.contains("--release \(name) --because TEXT") == true)
        limits.emailsBlanked = row == 0 ? 1 : 0
        limits.phonesBlanked = row == 1 ? 1 : 0
        #expect(try verdicts(limits, changes, desired).filter(\.stops).isEmpty)
    }

    @Test func aWebAddressIsNoPhoneNumber() throws {
        var desired = DesiredMaster()
        try desired.finish()
        #expect(try verdicts(Limits(), try emptying([2]), desired).filter(\.stops).isEmpty)
    }

    @Test(arguments: [
        ("5 %", 50, 50, true), ("5 %", 50, 51, false), ("5 %", 2_000, 100, true), ("5 %", 2_000, 101, false),
        ("3", 2_000, 3, true), ("3", 2_000, 4, false), ("5 %, 60", 2_000, 60, true), ("5 %, 60", 2_000, 61, false),
        ("0", 10, 1, false),
    ])
    func whatChangedSinceThePlanMayBeANumberOrAShareOfWhichFiftyAlwaysMay(
        _ limit: String, _ planned: Int, _ differs: Int, _ isAllowed: Bool
    ) throws {
        var limits = Limits()
        limits.changedSincePlan = try #require(Allowance(limit))
        var delta = PlanDelta(today: ChangeSet(now: ""))
        delta.plannedCount = planned
        delta.count = differs
        #expect(LimitChecks.delta(delta, limits).stops == !isAllowed)
    }
}
