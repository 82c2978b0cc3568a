import CRM
import Digest
import Foundation
import Ledger
import Records
import Testing

@Suite("Manifests, plans, snapshots and keys")
struct ManifestTests {
    private func loaded() throws -> (Workbench, LoadResult) {
        let bench = try Workbench()
        return (bench, try bench.load(.customers(["anna", "bert"])))
    }

    @Test("A manifest verifies, follows the one before it, and shows no value in the clear")
    func verifies() throws {
        let (bench, load) = try loaded()
        let second = try bench.load(.customers(["anna", "bert"], title: "Canary"), now: Workbench.day(2))
        let third = try bench.rollback(second.batch.id)
        for path in [load.manifest, second.manifest, third.manifest] {
            let summary = try Manifest.verify(path: path, on: bench.target)
            #expect(summary.publicKey == bench.keys.publicKey)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for secret in ["anna", "Beispiel", "Canary", "example.org", "Weg 1"] { #expect(!text.contains(secret)) }
        }
        #expect(try Manifest.verify(path: load.manifest, on: bench.target).records == 6)
        let names = try FileManager.default.contentsOfDirectory(atPath: bench.manifests)
        #expect(
            names.sorted() == [
                "manifest-2026-01-01-1.jsonl", "manifest-2026-01-02-2.jsonl", "manifest-2026-01-20-3.jsonl",
            ])
    }

    @Test("Every changed byte and every cut of a manifest is found, and the record is named")
    func everyByte() throws {
        let (bench, load) = try loaded()
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: load.manifest)))
        let path = "\(bench.folder)/changed.jsonl"
        let trusted = [bench.keys.publicKey]
        func fault(_ bytes: [UInt8]) throws -> LedgerFault? {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            do {
                _ = try Manifest.verify(path: path, trusted: trusted)
                return nil
            } catch {
                return error
            }
        }
        #expect(try fault(bytes) == nil)
        var line = 1
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            guard case .badManifest(_, let record, _)? = try fault(changed) else {
                Issue.record("byte \(index) was changed without being found")
                continue
            }
            #expect(record == line, "byte \(index) belongs to record \(line)")
            if bytes[index] == 0x0A { line += 1 }
        }
        for count in bytes.indices where try fault(Array(bytes[..<count])) == nil {
            Issue.record("cut to \(count) bytes without being found")
        }
        let lines = bytes.split(separator: 0x0A).map { Array($0) + [0x0A] }
        for index in lines.indices {
            var removed = lines
            removed.remove(at: index)
            #expect(try fault(removed.flatMap { $0 })?.exitCode == 6)
            var doubled = lines
            doubled.insert(lines[index], at: index)
            #expect(try fault(doubled.flatMap { $0 })?.exitCode == 6)
            var swapped = lines
            swapped.swapAt(index, (index + 1) % lines.count)
            #expect(try fault(swapped.flatMap { $0 })?.exitCode == 6)
        }
    }

    @Test("A manifest of another database, or signed by a stranger, is refused")
    func strangers() throws {
        let (bench, load) = try loaded()
        let (other, _) = try loaded()
        #expect(throws: LedgerFault.self) { try Manifest.verify(path: load.manifest, on: other.target) }
        #expect(throws: LedgerFault.self) { try Manifest.verify(path: load.manifest, trusted: [other.keys.publicKey]) }
        #expect(throws: LedgerFault.self) { try Manifest.verify(path: "\(bench.folder)/none", trusted: []) }
    }

    @Test("A plan file comes back as it was written; every changed byte of it or of its changes is found")
    func planFile() throws {
        let bench = try Workbench()
        let plan = try bench.plan(.customers(["anna"])).file
        #expect(try PlanFile.read(plan.path, keys: bench.keys) == plan)
        let attributes = try FileManager.default.attributesOfItem(atPath: plan.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        for path in [plan.path, plan.changesPath] {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 1 << UInt8(index % 8)
                try Data(changed).write(to: URL(fileURLWithPath: path))
                do {
                    _ = try PlanFile.read(plan.path, keys: bench.keys)
                    Issue.record("byte \(index) of \(path) was changed without being found")
                } catch {
                    #expect(error.exitCode == 6)
                }
            }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
        let other = try ProjectKeys.open(project: "other", folder: "\(bench.folder)/keys", create: true)
        #expect(throws: LedgerFault.self) { try PlanFile.read(plan.path, keys: other) }
    }

    @Test("A plan for one database isn't loaded into another")
    func otherDatabase() throws {
        let (bench, _) = try loaded()
        let (other, _) = try loaded()
        let desired = try DesiredMaster.customers(["anna", "bert", "cleo"])
        let plan = try bench.plan(desired, now: Workbench.day(2)).file
        #expect(throws: LedgerFault.self) { try other.load(desired, plan: plan) }
    }

    @Test("A snapshot comes back, names exact differences, and finds every changed byte")
    func snapshots() throws {
        let (bench, _) = try loaded()
        let path = "\(bench.folder)/before.state"
        try bench.snapshot().write(to: path)
        let (anna, bert) = (id(.contacts, "anna"), id(.contacts, "bert"))
        try bench.edit("UPDATE contacts SET job_title = 'Boss', given_name = NULL WHERE id = '\(anna)'")
        try bench.edit("DELETE FROM contact_points WHERE contact_id = '\(bert)'")
        try bench.edit("INSERT INTO users (id, name) VALUES ('\(id(.users, "u"))', 'Uwe')")
        let differences = try StateSnapshot(path: path).differences(to: bench.snapshot())
        #expect(differences.map(\.reason) == ["is gone", "has other values", "is new"])
        #expect(differences.map(\.columns) == [[], ["given_name", "job_title"], []])
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            try Data(changed).write(to: URL(fileURLWithPath: path))
            #expect(throws: LedgerFault.self) { try StateSnapshot(path: path) }
        }
    }

    @Test("Keys that others can read, or half a pair, are refused")
    func keys() throws {
        let bench = try Workbench()
        let path = "\(bench.keys.folder)/sealing.key"
        #expect(
            try ProjectKeys.open(project: "test", folder: "\(bench.folder)/keys", create: false).publicKey
                == bench.keys.publicKey)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: LedgerFault.self) {
            try ProjectKeys.open(project: "test", folder: "\(bench.folder)/keys", create: true)
        }
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: LedgerFault.self) {
            try ProjectKeys.open(project: "test", folder: "\(bench.folder)/keys", create: true)
        }
        #expect(throws: LedgerFault.self) {
            try ProjectKeys.open(project: "../x", folder: "\(bench.folder)/keys", create: true)
        }
    }

    @Test("Keys come back from their backup, and never over other keys; those of another project don't open a database")
    func keysBackup() throws {
        let (bench, _) = try loaded()
        _ = try bench.load(.customers(["anna", "bert"], title: "New"), now: Workbench.day(2))
        let backup = "\(bench.folder)/test.keys"
        try bench.keys.backUp(project: "test", to: backup)
        #expect(throws: LedgerFault.self) { try bench.keys.backUp(project: "test", to: backup) }
        let attributes = try FileManager.default.attributesOfItem(atPath: backup)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        func check(_ keys: ProjectKeys) throws {
            try bench.target.withSession(.reading) { session in
                try keys.check(session)
                return SessionEnd<Void>.rollback(())
            }
        }
        try check(bench.keys)
        try FileManager.default.removeItem(atPath: bench.keys.folder)
        let other = try ProjectKeys.open(project: "test", folder: "\(bench.folder)/keys", create: true)
        #expect(throws: LedgerFault.self) { try check(other) }
        #expect(throws: LedgerFault.self) {
            try ProjectKeys.restore(project: "test", from: backup, folder: "\(bench.folder)/keys")
        }
        try FileManager.default.removeItem(atPath: other.folder)
        let restored = try ProjectKeys.restore(project: "test", from: backup, folder: "\(bench.folder)/keys")
        #expect(restored.publicKey == bench.keys.publicKey)
        try check(restored)
        #expect(throws: LedgerFault.self) {
            try ProjectKeys.restore(project: "other", from: backup, folder: "\(bench.folder)/keys")
        }
    }

    @Test("A changed audit line is found when a batch is verified")
    func audit() throws {
        let (bench, load) = try loaded()
        _ = try Verifier.verify(load.batch.id, on: bench.target)
        try bench.edit("UPDATE customary_audit SET who = 'somebody'")
        #expect(throws: CRMFault.self) { try Verifier.verify(load.batch.id, on: bench.target) }
    }

    @Test("Canonical JSON comes back, and nothing else is read")
    func json() throws {
        let value = JSON.object([
            "b": .array([.number(-1), .text("a\"\\\n\u{1}ü"), .boolean(true), .null]), "a": .object([:]),
        ])
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"a":{},"b":[-1,"a\"\\\u000a\u0001ü",true,null]}"#)
        #expect(JSON(canonical: value.bytes) == value)
        for wrong in [#"{"b":1,"a":2}"#, "{ }", "[01]", "[1,]", "[1", #""\u0041""#, "\"\n\"", "nul", "", "1 "] {
            #expect(JSON(canonical: Array(wrong.utf8)) == nil)
        }
        #expect(JSON(canonical: Array(String(repeating: "[", count: 100_000).utf8)) == nil)
    }
}
