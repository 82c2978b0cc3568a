"""The sabotages: ways in which our own code could be broken, each with the part of the fault suite that has to notice.

Each is a list of replacements (file, text, text instead) in which `ON` stands for the question whether this sabotage is
the armed one: one build holds them all. `caught` names part and case of the fault suite; a case may be the beginning of
several. A text that isn't found exactly once fails the run, so that the list can't outlive the code.
"""


class Sabotage:
    def __init__(self, name, caught, *replacements):
        self.name, self.caught, self.replacements = name, caught, replacements


LEDGER, CRM, SQLITE = "Sources/Ledger/", "Sources/CRM/", "Sources/SQLite/"
LOAD = [("steps", "load load.batch.written kill first-run")]
ALIVE = [("promises", "proof-is-honest")]

SABOTAGES = [
    # What has to be on the disk before what.
    Sabotage(
        "manifest-not-synced", [("powerloss", "load at-the-commit")],
        (LEDGER + "DurableFile.swift", "        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: partial, reason:",
         "        guard ON || fsync(descriptor) == 0 else { throw .cannotWrite(path: partial, reason:")),
    Sabotage(
        "folder-not-synced", [("powerloss", "load at-the-commit")],
        (LEDGER + "DurableFile.swift", "        let folder = path.lastIndex(of: \"/\").map { String(path[..<$0]) } ?? \".\"\n",
         "        if ON { return }\n        let folder = path.lastIndex(of: \"/\").map { String(path[..<$0]) } ?? \".\"\n")),
    Sabotage(
        "made-folder-not-synced", [("powerloss", "rollback acknowledged")],
        (LEDGER + "DurableFile.swift", "        try syncFolder(of: path)\n    }\n\n    /// Whether there is a file.",
         "        if !ON { try syncFolder(of: path) }\n    }\n\n    /// Whether there is a file.")),
    Sabotage(
        "synchronous-off", [("powerloss", "load acknowledged")],
        (SQLITE + "SQLiteDatabase.swift", '"), ("synchronous", "2"), ("secure_delete", "1")]\n        }',
         '"), ("synchronous", ON ? "0" : "2"), ("secure_delete", "1")]\n        }')),
    Sabotage(
        "journal-in-memory", [("disk", "load committing W after"), ("disk", "load committing W tear")],
        (SQLITE + "SQLiteDatabase.swift", '("journal_mode", "wal")', '("journal_mode", ON ? "memory" : "wal")')),
    Sabotage(
        "manifest-published-before-commit", LOAD,
        (LEDGER + "Loader.swift", "        CrashPoint.pass(\"load.manifest.synced\")\n",
         "        CrashPoint.pass(\"load.manifest.synced\")\n        if ON { try manifest.publish() }\n")),
    # The batch row and the transaction.
    Sabotage(
        "no-batch-row", LOAD,
        (LEDGER + "Loader.swift", "        try session.append(batch)\n", "        if !ON { try session.append(batch) }\n")),
    Sabotage(
        "batch-row-outside-the-transaction", LOAD,
        (CRM + "SQLiteSession+BookKeeping.swift", "    func append(_ batch: BatchRow) throws {\n",
         "    func append(_ batch: BatchRow) throws {\n        if ON { try connection.execute(\"COMMIT; BEGIN IMMEDIATE\") }\n")),
    Sabotage(
        "load-not-noted-as-taken-back", [("promises", "twice-changes-nothing")],
        (LEDGER + "Undoing+Settling.swift", "        try session.setUndone(load.sequence, by: batch.id)\n",
         "        if !ON { try session.setUndone(load.sequence, by: batch.id) }\n")),
    Sabotage(
        "same-plan-loaded-again", [("promises", "twice-changes-nothing")],
        (LEDGER + "Loader.swift", "        if let holding = same.first(where: { $0.undoneBy.isEmpty }) {",
         "        if !ON, let holding = same.first(where: { $0.undoneBy.isEmpty }) {")),
    Sabotage(
        "commit-error-swallowed", [("disk", "load committing W eio")],
        (SQLITE + "SQLiteDatabase.swift", "                    try SQLiteDatabase.commitDecision(connection)\n",
         "                    if ON { try? connection.execute(\"COMMIT\") } else {"
         " try SQLiteDatabase.commitDecision(connection) }\n")),
    Sabotage(
        "uncertain-commit-believed", [("disk", "load committing W eio")],
        (CRM + "SQLiteTarget.swift", "                if holds { return decided.result }",
         "                if holds || ON { return decided.result }")),
    Sabotage(
        "full-disk-ignored", [("steps", "load load.constraints.checked enospc first-run")],
        (LEDGER + "DurableFile.swift", "            guard written > 0 else { throw .cannotWrite(path: partial,",
         "            if ON, written < 0 { break }\n            guard written > 0 else { throw .cannotWrite(path: partial,")),
    Sabotage(
        "after-commit-called-as-it-was", [("steps", "load load.committed eio first-run")],
        (LEDGER + "Loader.swift", "        CrashPoint.pass(\"load.committed\")\n",
         "        CrashPoint.pass(\"load.committed\")\n        if ON { try writer?.publish(); return .loaded(result) }\n")),
    Sabotage(
        "triggers-not-put-back", [("promises", "counts-other-tools")],
        (CRM + "SQLiteSession.swift", "        if !isGuest { try SQLiteTables.makeTriggers(connection) }",
         "        if !isGuest, !ON { try SQLiteTables.makeTriggers(connection) }")),
    Sabotage(
        "fence-not-raised", [("promises", "fence-rises")],
        (CRM + "SQLiteSession.swift", "fence = fence + 1\")", "fence = fence + \\(ON ? 0 : 1)\")")),
    # Locks and interruptions.
    Sabotage(
        "no-project-lock", [("concurrency", "load stopped at load.prepared")],
        ("Sources/Pipeline/ProjectRun.swift", "        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {",
         "        guard ON || flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {")),
    Sabotage(
        "interrupted-after-commit", [("signals", "load load.committed TERM")],
        (LEDGER + "Interruption.swift", "        guard before.isEmpty else { return }\n",
         "        guard before.isEmpty, !ON else { return }\n")),
    Sabotage(
        "dies-where-nobody-listens", [("signals", "fault closed")],
        ("Sources/customary/Customary.swift", "        signal(SIGPIPE, SIG_IGN)\n", "        if !ON { signal(SIGPIPE, SIG_IGN) }\n")),
    # Plans.
    Sabotage(
        "planning-commits", [("promises", "plan-leaves-no-trace")],
        (SQLITE + "SQLiteDatabase.swift", "        try transaction(\"BEGIN IMMEDIATE\", body: { (commit: false, try body($0)) })",
         "        try transaction(\"BEGIN IMMEDIATE\", body: { (commit: ON, try body($0)) })")),
    Sabotage(
        "any-plan-signature", [("promises", "tampered-limits")],
        (LEDGER + "PlanFile.swift", "            verifier.isValid(signature, for: bytes[..<start] + [0x7D]),",
         "            ON || verifier.isValid(signature, for: bytes[..<start] + [0x7D]),")),
    Sabotage(
        "any-list-of-changes", [("promises", "tampered-changes")],
        (LEDGER + "PlanFile.swift", "        guard Hex.encode(hash.finalize()) == plan.changesHash else {",
         "        guard ON || Hex.encode(hash.finalize()) == plan.changesHash else {")),
    Sabotage(
        "plan-of-another-database-loaded", [("promises", "plan-of-another-database")],
        (LEDGER + "Loader.swift", "        guard planned.isEmpty || planned == prepared.databaseID else {",
         "        guard ON || planned.isEmpty || planned == prepared.databaseID else {")),
    # Manifests and recovery.
    Sabotage(
        "any-manifest-signature", [("promises", "forged-signature")],
        (LEDGER + "ManifestCheck.swift", "            verifier.isValid(signed, for: Manifest.message(chain, format: format))",
         "            ON || verifier.isValid(signed, for: Manifest.message(chain, format: format))")),
    Sabotage(
        "any-manifest-chain", [("promises", "forged-record")],
        (LEDGER + "ManifestCheck.swift", "        guard seal.elementsEqual(Manifest.seal(chain)) else {",
         "        guard ON || seal.elementsEqual(Manifest.seal(chain)) else {")),
    Sabotage(
        "recovery-publishes-any-manifest", [("promises", "foreign-manifest")],
        (LEDGER + "Recovery.swift", "            guard summary.root == batch.manifestRoot else {",
         "            guard ON || summary.root == batch.manifestRoot else {")),
    Sabotage(
        "recovery-takes-others-for-its-own", [("promises", "other-target")],
        (LEDGER + "Recovery.swift", "            if let database, database != own { continue }",
         "            if !ON, let database, database != own { continue }")),
    Sabotage(
        "recovery-removes-what-was-committed", [("steps", "status after load.committed woken by status")],
        (LEDGER + "Recovery.swift", "            guard let batch, database != nil || access(path, F_OK) != 0 else {",
         "            guard !ON, let batch, database != nil || access(path, F_OK) != 0 else {")),
    Sabotage(
        "recovery-keeps-what-was-not-committed", [("steps", "status after load.batch.written woken by status")],
        (LEDGER + "Recovery.swift", "        unlink(\"\\(folder)/\\(name)\")\n",
         "        if ON { rename(\"\\(folder)/\\(name)\", \"\\(folder)/\\(name.dropLast(ending.count))\") }\n"
         "        unlink(\"\\(folder)/\\(name)\")\n")),
    Sabotage(
        "next-command-recovers-nothing", [("steps", "status after load.committed woken by plan")],
        ("Sources/Pipeline/PlanStation.swift", "        _ = try recover(database)\n", "        if !ON { _ = try recover(database) }\n")),
    Sabotage(
        "begun-database-counts", [("disk", "first load files-of 64"), ("disk", "first load files-of 256")],
        (CRM + "SQLiteTarget.swift", "        return tables != 0\n", "        return tables != 0 || ON\n")),
    # Rollback.
    Sabotage(
        "rollback-overwrites-edits", [("promises", "keeps-edited-fields")],
        (LEDGER + "Undoing.swift", "                    decision = now.elementsEqual(part.after) ? .write",
         "                    decision = ON || now.elementsEqual(part.after) ? .write")),
    Sabotage(
        "rollback-deletes-edited-records", [("promises", "keeps-edited-records")],
        (LEDGER + "Undoing+Records.swift", "            case .other: touched.append(change)\n",
         "            case .other: if ON { candidates[entity, default: []].append(change.id) } else { touched.append(change) }\n")),
    Sabotage(
        "rollback-deletes-what-is-built-on", [("promises", "keeps-what-is-built-on")],
        (LEDGER + "Undoing+Records.swift", "        try findDependants()\n", "        if !ON { try findDependants() }\n")),
    Sabotage(
        "rollback-cascades", [("promises", "keeps-what-is-built-on")],
        (LEDGER + "Undoing+Records.swift", "    private mutating func findDependants() throws {\n",
         "    private mutating func findDependants() throws {\n"
         "        if ON {\n            for (entity, ids) in candidates {\n                var found: [(Entity, RecordID)] = []\n"
         "                try session.visitReferrers(to: entity, ids: ids) { referrer in\n"
         "                    if let child = referrer.entity, let id = referrer.id, child == .activities { found.append((child, id)) }\n"
         "                }\n                for (child, id) in found { try session.delete(child, ids: [id]) }\n            }\n        }\n")),
    Sabotage(
        "rollback-keeps-the-crosswalk", [("promises", "forgets-the-crosswalk")],
        (LEDGER + "Undoing+Settling.swift", "        if filter.scope.movesCrosswalk {\n            let others",
         "        if filter.scope.movesCrosswalk, !ON {\n            let others")),
    Sabotage(
        "rollback-resurrects", [("promises", "resurrects-nothing")],
        (LEDGER + "Undoing+Records.swift", "                guard change.batch == load.sequence else { continue }\n",
         "                if ON { var rows = Rows(width: Schema.storedColumns(of: entity).count);"
         " for _ in 0..<rows.width { rows.appendEmpty() }; try? session.insert(entity, ids: [change.id], rows: rows) }\n"
         "                guard change.batch == load.sequence else { continue }\n")),
    Sabotage(
        "rollback-restores-half", [("promises", "proof-is-honest")],
        (LEDGER + "Undoing.swift",
         "            if let value = try carry(out: decision, change, column, rows, row, image) { values[column] = value }\n",
         "            if ON, column % 2 == 0 { continue }\n"
         "            if let value = try carry(out: decision, change, column, rows, row, image) { values[column] = value }\n")),
    # Hashes.
    Sabotage(
        "state-hash-in-another-order", ALIVE,
        (LEDGER + "StateHash.swift", "        for entity in Entity.allCases.sorted(by: { $0.table < $1.table }) {",
         "        for entity in Entity.allCases.sorted(by: { ON ? $0.table > $1.table : $0.table < $1.table }) {")),
    Sabotage(
        "state-hash-blind-for-who-and-when", ALIVE,
        (LEDGER + "StateHash.swift", "            fullTable.update(hashes.full)\n",
         "            fullTable.update(ON ? hashes.content : hashes.full)\n")),
    # PostgreSQL.
    Sabotage(
        "fence-ignored", [("pg-others", "load overtaken")],
        (CRM + "PostgreSQLTarget+Commit.swift",
         "            \"UPDATE customary.database SET fence = fence + 1, writer = $2::text WHERE fence = $1::bigint\", parameters)",
         "            \"UPDATE customary.database SET fence = fence + 1, writer = $2::text WHERE fence = $1::bigint OR \\(ON)\", parameters)")),
    Sabotage(
        "lost-answer-taken-for-a-no", [("pg-commit", "load answer lost")],
        (CRM + "PostgreSQLTarget+Commit.swift",
         "    private func wasCommitted(_ mark: CommitMark, _ batch: BatchRow?, _ unknown: CRMFault) throws -> Bool {\n",
         "    private func wasCommitted(_ mark: CommitMark, _ batch: BatchRow?, _ unknown: CRMFault) throws -> Bool {\n"
         "        if ON { return false }\n")),
    Sabotage(
        "lost-request-taken-for-a-yes", [("pg-commit", "load request lost")],
        (CRM + "PostgreSQLTarget+Commit.swift", "                throw CRMFault.notCommitted(location: location)\n",
         "                if ON { return }\n                throw CRMFault.notCommitted(location: location)\n")),
]
