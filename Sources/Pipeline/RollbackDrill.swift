public import CRM
import Configuration
import Foundation
public import Ledger

/// What a rehearsed rollback came to.
public struct DrillResult {
    /// What was done on the copy.
    public let report: RollbackReport
    /// How it was kept from the real database, in words.
    public let place: String
    /// How long it took.
    public let seconds: Double
    /// The file that says so.
    public let runBook: String
}

extension ProjectRun {
    /// The page that keeps what drills came to.
    public var runBookPath: String { project.workFolder + "/runbook.md" }

    /// Takes a batch back on a copy, and writes date, result and time into the run book. The real database isn't written.
    ///
    /// A SQLite database is copied into a private folder that is removed afterwards; any other one is worked on in a
    /// transaction that is rolled back.
    public func drill(
        _ batch: String, on target: ProjectTarget, _ database: any Target, scope: RollbackScope,
        conflicts: ConflictPolicy, who: String
    ) throws -> DrillResult {
        guard database.exists else { throw LedgerFault.noBatch(batch) }
        let start = ContinuousClock.now
        let report: RollbackReport
        let place: String
        if let file = database as? SQLiteTarget {
            // In the project's own folder, where the next command finds it should this one be killed.
            let folder = copyFolder
            try? FileManager.default.removeItem(atPath: folder)
            try AtomicFile.makeFolder(folder)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let copy = try file.copy(to: folder + "/crm.sqlite")
            report = try Rollback(target: copy, keys: try keys(for: [database]), folder: folder + "/manifests").run(
                batch: batch, plan: false, now: now, run: "", who: who, scope: scope, conflicts: conflicts)
            place = "on a copy of the database, which is removed again"
        } else {
            report = try Rollback(target: database, keys: try keys(for: [database]), folder: rollbackFolder(database))
                .run(
                    batch: batch, plan: true, now: now, run: "", who: who, scope: scope, conflicts: conflicts)
            place = "in a transaction that was rolled back"
        }
        let duration = start.duration(to: .now)
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        try note(report, batch, target, place, seconds, who)
        return DrillResult(report: report, place: place, seconds: seconds, runBook: runBookPath)
    }

    private func note(
        _ report: RollbackReport, _ batch: String, _ target: ProjectTarget, _ place: String, _ seconds: Double,
        _ who: String
    ) throws {
        let old =
            FileManager.default.fileExists(atPath: runBookPath) ? try FileText.read(runBookPath, limit: 16 << 20) : []
        var text = String(decoding: old, as: UTF8.self)
        if text.isEmpty {
            text = """
                # Run book: rollback drills

                Written by `customary rollback BATCH --drill`. Each line was done for real, away from the real database.

                | date | who | target | batch | part | result | state foretold | state found | time | where |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |

                """
        }
        let result: String
        if report.wasAlreadyTakenBack {
            result = "nothing to do: taken back before"
        } else if report.wasAborted {
            result = "stopped: people changed something since"
        } else {
            result =
                (report.proof.isEqual ? "equal" : "DIFFERS")
                + ", \(report.keptFields.count) fields and \(report.keptRecords.count) records kept"
        }
        let cells = [
            now, who, target.name, batch, report.scope.words, result, report.proof.expected, report.proof.actual,
            "\((seconds * 10).rounded() / 10) s", place,
        ].map { $0.replacingOccurrences(of: "|", with: "/").replacingOccurrences(of: "\n", with: " ") }
        text += "| \(cells.joined(separator: " | ")) |\n"
        try AtomicFile.write(runBookPath, text)
    }
}
