import CRM
import Configuration
import Digest
import Engines
import Foundation
import Ledger
import Records
import Testing

/// Worlds that an independent program, in another language, makes up and foretells: `Tests/Models/rollback_model.py`.
///
/// `CUSTOMARY_WORLDS=1000 CUSTOMARY_SEED=1` runs as many of them as one wants.
@Suite("Worlds foretold by the independent model")
struct ModelWorldTests {
    @Test(
        "No edit is lost, nothing comes back from the dead, untouched rows stay, and every result is the model's",
        arguments: Engine.available)
    func worlds(engine: Engine) throws {
        let environment = ProcessInfo.processInfo.environment
        let worlds = environment["CUSTOMARY_WORLDS"].flatMap { Int($0) } ?? 16
        let seed = environment["CUSTOMARY_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000_000)
        print("worlds of the independent model on \(engine): CUSTOMARY_SEED=\(seed) CUSTOMARY_WORLDS=\(worlds)")
        let model = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Models/rollback_model.py").path
        var failed = 0
        var outcomes: [String: Int] = [:]
        try Python.lines([model, "--seed", "\(seed)", "--worlds", "\(worlds)"]) { line in
            let world = try JSONParser.parse(line)
            var story = try ModelWorld(world, engine)
            let found = try story.live()
            outcomes.merge(found.outcomes) { $0 + $1 }
            if let difference = found.difference {
                failed += 1
                if failed <= 5 { Issue.record("seed \(world["seed"]?.number ?? 0): \(difference)") }
            }
        }
        print("worlds: \(worlds), not as foretold: \(failed); steps: \(outcomes.sorted { $0.key < $1.key })")
        #expect(failed == 0)
        #expect(outcomes["rollback done"] ?? 0 >= worlds)
    }
}

/// Runs the model and hands on its lines as they come.
private enum Python {
    struct Failed: Error { let status: Int32 }

    static func lines(_ arguments: [String], _ body: ([UInt8]) throws -> Void) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var rest: [UInt8] = []
        while case let data = pipe.fileHandleForReading.availableData, !data.isEmpty {
            rest += data
            while let end = rest.firstIndex(of: 0x0A) {
                try body(Array(rest[..<end]))
                rest.removeSubrange(...end)
            }
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
    }
}

/// One world, lived with the real ledger.
private struct ModelWorld {
    let world: JSONValue
    let bench: Workbench
    private var batches: [String: String] = [:]
    private var outcomes: [String: Int] = [:]

    init(_ world: JSONValue, _ engine: Engine) throws {
        self.world = world
        bench = try Workbench(engine)
        try bench.makeExisting()
    }

    /// Lives it; gives the first difference from what was foretold.
    mutating func live() throws -> (difference: String?, outcomes: [String: Int]) {
        for (index, step) in (world["steps"]?.items ?? []).enumerated() {
            let what = step["do"]?.text ?? ""
            let outcome: String
            do {
                switch what {
                case "sql":
                    let sql = (step["sql"]?.items ?? []).compactMap(\.text).joined(separator: ";")
                    try bench.edit(sql.replacing("contact TEXT", with: "contact \(bench.database.idType)"))
                    outcome = "done"
                case "load": outcome = try load(step)
                default: outcome = try rollback(step)
                }
            } catch {
                return ("step \(index) \(label(step)): \(error)", outcomes)
            }
            outcomes["\(what) \(outcome)", default: 0] += 1
            let expected = step["expect"]?.text ?? "done"
            if outcome != expected {
                return ("step \(index) \(label(step)): \(outcome), not \(expected)", outcomes)
            }
            if let difference = try difference(step["tables"]) {
                return ("step \(index) \(label(step)): \(difference)", outcomes)
            }
        }
        return (nil, outcomes)
    }

    private func label(_ step: JSONValue) -> String {
        ["do", "name", "batch"].compactMap { step[$0]?.text }.joined(separator: " ")
            + " \(step["scope"].map { String(decoding: JSONWriter.pretty($0), as: UTF8.self) } ?? "")"
    }

    private func id(_ value: JSONValue?) throws -> RecordID {
        try #require(value?.text.flatMap { RecordID($0.utf8) })
    }

    private mutating func load(_ step: JSONValue) throws -> String {
        var desired = DesiredMaster()
        for row in step["rows"]?.items ?? [] {
            let parts = row.items ?? []
            let entity = try #require(parts[0].text.flatMap { Entity(table: $0) })
            var values: [String: String] = [:]
            for member in parts[2].members ?? [] { values[member.key] = member.value.text }
            var reasons: [String: Reason] = [:]
            for member in parts[3].members ?? [] {
                let pair = (member.value.items ?? []).compactMap(\.text)
                reasons[member.key] = Reason(source: pair[0], rule: pair[1])
            }
            desired.append(entity, id: try id(parts[1]), values: values, reasons: reasons)
        }
        for merge in step["merges"]?.items ?? [] {
            desired.merges.append(
                Merge(entity: .contacts, loser: try id(merge.items?[0]), survivor: try id(merge.items?[1])))
        }
        try desired.finish()
        let plan = try bench.plan(desired, now: step["now"]?.text ?? "").file
        switch try bench.load(desired, plan: plan) {
        case .loaded(let result):
            batches[step["name"]?.text ?? ""] = result.batch.id
            let verified = try Verifier.verify(result.batch.id, on: bench.target)
            #expect(verified.changes == verified.unchanged && verified.mismatches.isEmpty)
            return "done"
        case .nothingToDo: return "nothing"
        default: return "differs"
        }
    }

    private mutating func rollback(_ step: JSONValue) throws -> String {
        var scope = RollbackScope()
        func texts(_ name: String) -> [String] { (step["scope"]?[name]?.items ?? []).compactMap(\.text) }
        scope.sources = texts("sources")
        scope.fields = texts("fields")
        scope.rules = texts("rules")
        scope.records = texts("records").compactMap { RecordID($0.utf8) }
        scope.merges = texts("merges").compactMap { RecordID($0.utf8) }
        let batch = try #require(batches[step["batch"]?.text ?? ""])
        let conflicts = try #require(ConflictPolicy(rawValue: step["conflicts"]?.text ?? ""))
        let now = step["now"]?.text ?? ""
        let worker = Rollback(target: bench.target, keys: bench.keys, folder: bench.manifests)
        func run(plan: Bool) throws -> RollbackReport {
            try worker.run(
                batch: batch, plan: plan, now: now, run: "run", who: "tester", scope: scope, conflicts: conflicts)
        }
        do {
            let before = try bench.roots()
            let preview = try run(plan: true)
            guard try bench.roots() == before else { return "preview wrote" }
            let report = try run(plan: false)
            guard preview.counts == report.counts, preview.proof == report.proof else { return "preview differs" }
            guard let made = report.rollback else { return try bench.roots() == before ? "nothing" : "nothing wrote" }
            batches[step["name"]?.text ?? ""] = made.id
            guard report.proof.isEqual, try Hex.encode(bench.roots().full) == report.proof.actual else {
                return "proof differs"
            }
            return "done"
        } catch LedgerFault.blocked {
            return "blocked"
        } catch LedgerFault.badScope {
            return "nothing"
        }
    }

    /// The first way in which the tables aren't as foretold.
    private func difference(_ expected: JSONValue?) throws -> String? {
        var wanted: [RollbackModel.Key: [String]] = [:]
        for table in expected?.members ?? [] {
            let entity = try #require(Entity(table: table.key))
            let columns = Schema.storedColumns(of: entity).map(\.name)
            for record in table.value.members ?? [] {
                let key = RollbackModel.Key(entity: entity, id: try #require(RecordID(record.key.utf8)))
                wanted[key] = try columns.map { name in
                    let text = record.value[name]?.text ?? ""
                    guard let column = CustomerModel.columnIndex(name, of: entity) else { return text }
                    let type = CustomerModel.columns(of: entity)[column].type
                    let value = try #require(CanonicalValue.canonical(Array(text.utf8)[...], as: type))
                    return String(decoding: value, as: UTF8.self)
                }
            }
        }
        let found = try tables()
        for key in Set(wanted.keys).union(found.keys).sorted() where wanted[key] != found[key] {
            let names = Schema.storedColumns(of: key.entity).map(\.name)
            let (one, other) = (found[key], wanted[key])
            func shown(_ row: [String]?, _ column: Int) -> String { row.map { "'\($0[column])'" } ?? "no record" }
            var columns: [String] = []
            for (column, name) in names.enumerated() where one?[column] != other?[column] {
                columns.append("\(name): \(shown(one, column)) instead of \(shown(other, column))")
            }
            return "\(key.entity.table) \(key.id): \(columns.prefix(3).joined(separator: "; "))"
        }
        return nil
    }

    /// Every record with its values in canonical text.
    private func tables() throws -> [RollbackModel.Key: [String]] {
        try bench.target.withSession(.reading) { session in
            var found: [RollbackModel.Key: [String]] = [:]
            for entity in Entity.allCases {
                let blocks = try session.rows(of: entity, columns: nil, ids: nil)
                while let block = try blocks.next() {
                    for (row, id) in block.ids.enumerated() {
                        found[RollbackModel.Key(entity: entity, id: id)] = (0..<block.rows.width).map {
                            block.rows.text(row, $0)
                        }
                    }
                }
            }
            return .rollback(found)
        }
    }
}
