import CRM
import Glibc
import Ledger
import Records

/// Loads a made-up customer master into a target and takes it back, without reading, mapping or matching anything.
///
/// `load-benchmark STEP --target URL --work FOLDER [--customers N] [--orders N] [--batch ID]`; a step a process, so that
/// each has its own time and memory, and a JSON object on standard output:
///
/// - `prepare` makes the database's tables;
/// - `load` plans and loads the master;
/// - `again` plans the same master once more, and has to find nothing to do;
/// - `rows` only writes the rows, without images, crosswalk, sealing, state hashes or a plan;
/// - `rollback` takes `--batch` back;
/// - `schema` prints the target's tables and their columns.
@main
struct LoadBenchmark {
    private static let now = "2026-11-23T09:00:00.000000Z"
    private var options: [String: String] = [:]
    private let step: String

    static func main() {
        do {
            try LoadBenchmark(Array(CommandLine.arguments.dropFirst())).run()
        } catch {
            let words = Array("load-benchmark: \(error)\n".utf8)
            _ = write(2, words, words.count)
            exit(1)
        }
    }

    private init(_ arguments: [String]) throws {
        step = arguments.first ?? ""
        var index = 1
        while index + 1 < arguments.count, arguments[index].hasPrefix("--") {
            options[String(arguments[index].dropFirst(2))] = arguments[index + 1]
            index += 2
        }
        guard index == arguments.count, !step.isEmpty else { throw Refusal("usage: STEP --target URL --work FOLDER …") }
    }

    private func option(_ name: String) throws -> String {
        guard let value = options[name] else { throw Refusal("--\(name) is missing") }
        return value
    }

    private func target() throws -> any Target {
        let url = try option("target")
        if url.hasPrefix("sqlite:") { return SQLiteTarget(path: String(url.dropFirst("sqlite:".count))) }
        guard PostgreSQLTarget.accepts(url) else { throw Refusal("\(url): not an address of a target") }
        return try PostgreSQLTarget(url)
    }

    private func master() throws -> DesiredMaster {
        let customers = Int(options["customers"] ?? "") ?? 1_000_000
        return try MadeMaster(customers: customers, orders: Int(options["orders"] ?? "") ?? customers).make()
    }

    private func run() throws {
        var report = Measurements()
        switch step {
        case "prepare": _ = try target().prepare(now: Self.now)
        case "load": try load(&report)
        case "again": try again(&report)
        case "rows": try rows(&report)
        case "rollback": try rollback(&report)
        case "schema":
            for entity in Entity.allCases {
                let columns = Schema.storedColumns(of: entity).map(\.name)
                report.words[entity.table] = (["id"] + columns + ["row_version"]).joined(separator: ",")
            }
        default: throw Refusal("\(step): no such step")
        }
        print(report.json)
    }

    private func load(_ report: inout Measurements) throws {
        let (target, work) = (try target(), try option("work"))
        let keys = try ProjectKeys.open(project: "benchmark", folder: "\(work)/keys", create: true)
        let desired = try report.time("made") { try master() }
        report.note(desired)
        let origin = PlanOrigin(project: "benchmark", run: "1", stagingRevision: "", mappingHash: "", modelHash: "")
        let planned = try report.time("plan") {
            try Planner.plan(desired, on: target, now: Self.now, rehearsing: false)
        }
        let plan = try report.time("plan written") {
            try PlanFile.write(planned, desired, origin: origin, on: target, to: "\(work)/plan.json", keys: keys)
        }
        let clock = Stopwatch()
        CrashPoint.observe { clock.pass($0.description) }
        let loader = Loader(target: target, keys: keys, folder: work)
        clock.pass("")
        let outcome = try report.time("load") { try loader.load(desired, plan: plan, run: "1", who: "benchmark") }
        guard case .loaded(let result) = outcome else { throw Refusal("nothing was loaded: \(outcome)") }
        report.steps = clock.steps
        report.words["batch"] = result.batch.id
        report.words["content"] = result.batch.contentAfter
        report.words["full"] = result.batch.fullAfter
        report.words["full_before"] = result.batch.fullBefore
    }

    private func again(_ report: inout Measurements) throws {
        let target = try target()
        let desired = try report.time("made") { try master() }
        let planned = try report.time("plan") { try Planner.plan(desired, on: target, now: Self.now) }
        report.words["changes"] = String(planned.changes.count)
    }

    /// The rows alone: what a program would write that keeps no record of what it does.
    private func rows(_ report: inout Measurements) throws {
        let target = try target()
        let desired = try report.time("made") { try master() }
        report.note(desired)
        try report.time("rows") {
            try target.withSession(.writing) { session in
                for entity in Entity.allCases {
                    let table = desired[entity]
                    var block = Rows(width: Schema.storedColumns(of: entity).count)
                    var start = 0
                    while start < table.ids.count {
                        let indexes = start..<min(start + 8_192, table.ids.count)
                        block.removeAll()
                        for row in indexes {
                            for column in 0..<table.rows.width { block.append(table.rows[row, column]) }
                            for _ in 0..<2 {
                                block.append(Self.now)
                                block.append(Schema.author)
                            }
                        }
                        try session.insert(entity, ids: Array(table.ids[indexes]), rows: block)
                        start = indexes.upperBound
                    }
                }
                try session.checkReferences()
                return .commit(())
            }
        }
    }

    private func rollback(_ report: inout Measurements) throws {
        let (target, work) = (try target(), try option("work"))
        let keys = try ProjectKeys.open(project: "benchmark", folder: "\(work)/keys", create: false)
        let clock = Stopwatch()
        CrashPoint.observe { clock.pass($0.description) }
        clock.pass("")
        let batch = try option("batch")
        let result = try report.time("rollback") {
            try Rollback(target: target, keys: keys, folder: work)
                .run(batch: batch, plan: false, now: Self.now, run: "2", who: "benchmark")
        }
        report.steps = clock.steps
        report.words["full"] = result.proof.actual
        report.words["equal"] = result.proof.actual == result.proof.expected ? "true" : "false"
    }
}

/// Why the benchmark doesn't go on.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
