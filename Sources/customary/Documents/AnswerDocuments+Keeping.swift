import Configuration
import Records

/// What is there, what was done, and what leaves the house.
extension AnswerDocuments {
    static let keeping = [
        Document(
            "status", "What is loaded, what waits for whom, and the CRM's state.",
            .keys([
                "project": .text, "target": .text, "live": .boolean,
                "state": .keys(["full": .orNull(.text), "content": .orNull(.text)]), "customers": tables,
                "connections": .orNull(.integer), "last_backup": .orNull(.text), "held": .named(.text),
                "batches": .list(batch), "open_questions": .integer, "drafts": .integer,
                "sources": .list(
                    .keys([
                        "source": .text, "file": .text, "records": .integer, "ready": .integer, "rejected": .integer,
                        "filtered": .integer,
                    ])),
            ])),
        Document(
            "history", "All loads and rollbacks of a target.",
            .keys(["target": .text, "batches": .list(batch)])),
        Document(
            "export", "The files that were written.",
            .keys(["files": .list(.keys(["path": .text, "rows": .integer]))])),
        Document(
            "manifest-verify", "Whether manifests are whole, signed and of this database.",
            .keys([
                "target": .text,
                "manifests": .list(
                    .either([
                        .keys([
                            "batch": .text, "path": .text, "state": .text, "records": .integer, "root": .text,
                            "previous": .text, "database": .text, "key": .text, "without_values": .integer,
                        ]), .every(["batch", "path", "state", "root"], .text),
                    ])), "missing": .sometimes(.integer),
            ])),
        Document(
            "manifest-show", "Each change of a load with its values before and after.",
            .keys([
                "path": .text,
                "changes": .list(
                    .keys([
                        "n": .integer, "kind": .text, "entity": .text, "id": .text, "closed": .orNull(.text),
                        "values": .list(.every(["column", "before", "after"], .text)),
                    ])),
            ])),
        Document(
            "manifest-rebuild", "The lost manifest that was made again.",
            .keys([
                "batch": .text, "path": .text, "original": .boolean, "records": .integer, "lost": .named(.integer),
            ])),
        Document("keys-check", "Where the keys are.", .keys(["folder": .text, "public_key": .text])),
        Document("keys-backup", "The file with both keys.", .keys(["path": .text])),
        Document("keys-restore", "Where the keys are again.", .keys(["folder": .text])),
        Document("person-find", "What is held about a person, and where.", held),
        Document("person-export", "The file that was written.", .keys(["path": .text, "bytes": .integer])),
        Document("person-erase", "What was erased of a person, and what still has to be looked at.", erased),
        Document("compare", "How the old system's export differs from the CRM, and whether that is drift.", comparison),
        Document(
            "doctor", "Whether machine, project, keys and targets are as they should be.",
            .keys(["checks": .list(.keys(["what": .text, "ok": .boolean, "words": .text]))])),
        Document(
            "close", "What was wiped and what stays.",
            .keys([
                "files": .integer, "bytes": .integer, "record": .text,
                "removed": .list(.keys(["path": .text, "bytes": .integer, "sha256": .text])), "kept": .list(.text),
                "left": .list(.text),
            ])),
        Document(
            "error", "What any command answers with when it fails.",
            .keys(["error": .text, "exit": .integer, "loaded": .boolean])),
    ]

    /// A load or a rollback; `status` also says whether it was verified, null where that wasn't from this folder.
    private static let batch = DocumentSchema.keys([
        "batch": .text, "kind": .text, "now": .text, "who": .text, "run": .text, "attempt": .integer,
        "undoes": .text, "undone_by": .text, "counts": .text, "sources": .list(.text), "released": .list(release),
        "state": states, "verified": .sometimes(.orNull(.boolean)),
    ])

    private static let held = DocumentSchema.keys([
        "targets": .list(
            .keys([
                "target": .text, "persons": .integer, "contacts": .list(.text), "accounts": .list(.text),
                "own": tables, "needed_by_others": tables, "changes": .integer,
            ])),
        "rows": .list(.keys(["source": .text, "file": .text, "sheet": .text, "row": .integer])),
        "work_files": .list(.text), "inbox_files": .list(.text), "other_files": .list(.text), "decisions": .integer,
        "manifests": .integer,
    ])

    private static let erased = DocumentSchema.keys([
        "changed": .boolean,
        "targets": .list(
            .keys([
                "target": .text, "removed": tables, "kept": tables, "suppressed": .named(.integer),
                "redacted": .integer, "mentions": .list(.keys(["entity": .text, "id": .text])),
            ])), "staging_emptied": .boolean, "removed_files": .list(.text), "cleaned_files": .list(.text),
        "decisions": .integer, "answers": .integer, "inbox_files": .list(.text), "other_files": .list(.text),
        "remains": .list(.keys(["target": .text, "reason": .text, "statements": .list(.text)])),
    ])

    private static let comparison = DocumentSchema.keys([
        "target": .text, "day": .orNull(.text), "ready": .boolean, "days_in_row": .integer, "days_wanted": .integer,
        "missing": .list(.text),
        "drift": .list(
            .keys([
                "source": .text, "table": .text, "field": .text, "cause": .text,
                "drift": .words(["blocks", "expected", "accepted"]), "count": .integer,
                "records": .list(.every(["position", "key", "id", "old", "crm", "detail"], .text)),
            ])),
        "days": .list(
            .keys([
                "day": .text, "clean": .boolean, "drift": .integer, "accepted": .integer, "expected": .integer,
                "causes": .named(.integer), "missing_sources": .list(.text), "same_files": .boolean, "digest": .text,
            ])),
        "sources": .list(
            .keys([
                "source": .text, "file": .text, "sha256": .text, "rows": .integer, "compared": .integer,
                "only_old": .integer, "only_crm": .integer,
            ])),
        "money": .list(.every(["source", "table", "column", "currency", "old", "crm", "difference"], .text)),
        "only_crm": .list(
            .keys(["table": .text, "typed": .integer, "typed_since_load": .integer, "other_sources": .integer])),
        "file": .orNull(.text),
    ])
}
