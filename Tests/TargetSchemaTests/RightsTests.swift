import CRM
import Foundation
import Ledger
import PostgreSQLServer
import Records
import Testing

/// A role with the rights of its work and no others, beside another program's tables.
@Suite("Rights on another program's tables", .serialized, .enabled(if: PostgreSQLServer.isThere))
struct RightsTests {
    /// Does what the refusals say until nothing is refused any more; gives what was granted.
    private func granting(_ crm: OtherCRM, _ work: () throws -> Void) throws -> [String] {
        var granted: [String] = []
        for _ in 0..<12 {
            do {
                try work()
                return granted
            } catch let fault as CRMFault {
                guard case .missingRights(_, _, let grants) = fault else { throw fault }
                #expect(fault.exitCode == 7)
                #expect(!grants.contains(where: granted.contains), "asked for twice: \(grants)")
                granted += grants
                try crm.edit(grants.joined(separator: "\n"))
            }
        }
        Issue.record("still refused after \(granted)")
        return granted
    }

    private func role(_ crm: OtherCRM, member: String = "") throws -> String {
        let name = "loader_\(UUID().uuidString.prefix(8).lowercased())"
        try crm.edit("CREATE ROLE \(name) LOGIN;" + (member.isEmpty ? "" : "GRANT \(member) TO \(name);"))
        return name
    }

    @Test("Every missing right is named with its GRANT, those on Customary's own tables included; with them all works")
    func everyRightIsNamed() throws {
        for other in ForeignTargetTests.Other.allCases {
            let crm = try other.make()
            _ = try crm.target.prepare(now: OtherCRM.day(1))
            let before = try crm.dump()
            let loader = try role(crm)
            try crm.act(as: loader)
            var batch = ""
            let granted = try granting(crm) { batch = try crm.load(.sample()).batch.id }
            for name in ["ids", "beside", "originals", "rewritten", "seen"] {
                #expect(
                    granted.contains(
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON \"customary\".\"native_\(name)\" TO \"\(loader)\";"),
                    "\(granted)")
            }
            #expect(!granted.contains { $0.contains("CREATE") }, "\(granted)")
            let theirs = other == .espocrm ? "account" : "res_partner"
            #expect(granted.contains { $0.contains("DELETE ON \"public\".\"\(theirs)\"") }, "\(granted)")
            if other == .odoo {
                #expect(granted.contains { $0.hasPrefix("GRANT USAGE ON SEQUENCE") }, "\(granted)")
                // A table that is only looked up isn't written.
                #expect(
                    granted.contains("GRANT SELECT ON \"public\".\"res_country\" TO \"\(loader)\";"), "\(granted)")
            }
            // Nothing more is needed to take it back.
            try crm.rollback(batch)
            try crm.act(as: "customary")
            expectSame(try crm.differences(from: before))
        }
    }

    @Test("The roles' script gives a loader everything of Customary's own, and leaves the other program's to its owner")
    func script() throws {
        let crm = try ForeignTargetTests.Other.espocrm.make()
        _ = try crm.target.prepare(now: OtherCRM.day(1))
        guard case .postgreSQL(let address) = crm.place else { return }
        try crm.edit(Schema.roles(database: PostgreSQLServer.database(address)))
        try crm.act(as: try role(crm, member: "customary_loader"))
        let granted = try granting(crm) { try crm.load(.sample()) }
        #expect(!granted.isEmpty && !granted.contains { $0.contains("customary\".") || $0.contains(" customary.") })
        let reader = try role(crm, member: "customary_reader")
        try crm.act(as: reader)
        var count = 0
        let reading = try granting(crm) { count = try crm.count(.accounts) }
        #expect(count > 0)
        #expect(reading.allSatisfy { $0.hasPrefix("GRANT SELECT ON \"public\"") }, "\(reading)")
    }

    @Test("Who may not make Customary's tables is told the one right, not those of a database of our own")
    func makingIsNamed() throws {
        let crm = try ForeignTargetTests.Other.espocrm.make()
        let loader = try role(crm)
        try crm.act(as: loader)
        do {
            _ = try crm.target.prepare(now: OtherCRM.day(1))
            Issue.record("tables were made")
        } catch CRMFault.missingRights(_, _, let grants) {
            #expect(grants.count == 1 && grants[0].hasPrefix("GRANT CREATE ON DATABASE"), "\(grants)")
        }
    }
}
