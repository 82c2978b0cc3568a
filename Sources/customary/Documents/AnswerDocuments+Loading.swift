import Configuration
import Pipeline
import Records

/// From the staging area into the CRM and back.
extension AnswerDocuments {
    static let loading = [
        Document(
            "match", "How many customers the rows are.",
            .keys([
                "customer_rows": .integer, "crm_customers": .integer, "clusters": .integer, "review": .integer,
                "expected_wrong_joins_per_1000": .number, "model_trained": .boolean,
            ])),
        Document(
            "explain", "Where each field of a customer comes from, or why two records are one customer.", explanation),
        Document("plan", "What a load would do.", run),
        Document("run", "What was planned, and what was loaded.", run),
        Document(
            "load", "What was loaded.",
            .either([
                .keys([
                    "loaded": .boolean, "batch": .text, "run": .text, "manifest": .text, "delta": .integer,
                    "released": .list(release), "report": .text, "state": states, "peak_rss_bytes": .integer,
                ]), .keys(["loaded": .boolean, "reason": .text, "batch": .sometimes(.text)]),
            ])),
        Document("verify", "Rows, money and hashes of a load, side by side.", verification),
        Document("rollback", "What a rollback did or would do, with the proof.", rollback),
    ]

    private static let explanation = DocumentSchema.either([
        .keys([
            "customers": .list(
                .keys([
                    "entity": .text, "id": .text, "name": .text, "records": .list(.text),
                    "fields": .list(
                        .keys([
                            "field": .text, "value": .text, "rule": .text, "cell": .text,
                            "losers": .list(.keys(["value": .text, "cell": .text])),
                        ])),
                ])),
            "history": .list(
                .keys([
                    "entity": .text, "id": .text, "name": .text, "former_name": .orNull(.text),
                    "changed_at_once": .list(.text),
                    "fields": .list(
                        .keys([
                            "entity": .text, "id": .text, "column": .text, "now": .text, "before": .orNull(.text),
                            "batch": .text, "at": .text, "who": .text, "edited": .boolean, "source": .text,
                            "rule": .text,
                        ])),
                ])),
        ]),
        .keys([
            "pairs": .list(
                .keys([
                    "entity": .text, "records": .list(.text), "same": .boolean, "start_bits": .number,
                    "total_bits": .number, "probability": .number, "vetoes": .list(.text),
                    "parts": .list(.keys(["comparison": .text, "words": .text, "bits": .number])),
                ]))
        ]),
    ])

    private static let share = DocumentSchema.keys(["good": .integer, "of": .integer, "percent": .orNull(.number)])
    private static let dimensions = DocumentSchema.some(QualityDimension.allCases.map(\.rawValue), share)

    private static let quality = DocumentSchema.keys([
        "sources": .list(
            .keys([
                "source": .text, "rows": .integer, "score": .orNull(.number), "dimensions": dimensions,
                "fields": .list(.keys(["field": .text, "columns": .list(.text), "dimensions": dimensions])),
            ])), "gains": .list(.keys(["table": .text, "fact": .text, "before": share, "after": share])),
        "joined": .keys(["records": .integer, "customers": .integer]),
    ])

    private static let run = DocumentSchema.keys([
        "run": .text, "loaded": .boolean, "batch": .orNull(.text), "manifest": .orNull(.text), "plan_file": .text,
        "target": .text, "ledger": .named(.every(RowBucket.allCases.map(\.rawValue), .integer)),
        "values": .named(.every(ValueBucket.allCases.map(\.rawValue), .integer)),
        "plan": .keys([
            "create": tables, "update": tables, "unchanged": tables, "kept_by_hand": tables, "merge": tables,
            "link": tables, "held": .integer, "conflict": tables, "left_alone": tables, "later": tables,
        ]), "only": .list(.text), "plan_hash": .text, "valid_until": .text, "changes_file": .text, "report": .text,
        "lock_seconds": .number, "live": .boolean, "clusters": .integer, "review": .integer,
        "expected_wrong_joins_per_1000": .number, "questions": .integer,
        "limits": .list(
            .keys([
                "name": .text, "stops": .boolean, "words": .text, "count": .integer, "releasable": .boolean,
                "records": .list(.every(["table", "id", "name", "detail"], .text)),
            ])),
        "controls": .list(
            .keys([
                "name": .text, "currency": .text, "printed": .number, "ours": .number, "difference": .number,
                "missing": .list(.text), "explained": .number,
            ])), "not_carried": .list(.keys(["field": .text, "reason": .text, "count": .integer])), "quality": quality,
        "survivorship": .keys([
            "trust": .list(.list(.text)), "rules": .named(.list(.text)),
            "groups": .list(.keys(["group": .text, "favourites": .list(.text), "decided": .named(.integer)])),
        ]), "remarks": .list(.text), "mailable": .keys(["opted_in": .integer, "mailable": .integer]),
        "state": .keys(["before": .orNull(.text), "after": .orNull(.text)]), "seconds": .named(.number),
        "peak_rss_bytes": .integer,
    ])

    private static let verification = DocumentSchema.keys([
        "batch": .text, "records": .integer, "as_loaded": .integer, "changed_since": .integer,
        "mismatches": .list(.text), "state": .keys(["loaded": .text, "now": .text]),
        "sources": .list(
            .keys([
                "source": .text, "in_file": .integer, "records": .integer, "ready": .integer, "rejected": .integer,
                "filtered": .integer, "held": .integer, "equal": .boolean,
            ])),
        "controls": .list(
            .keys([
                "name": .text, "currency": .text, "printed": .number, "staged": .number, "plan": .orNull(.number),
                "crm": .number, "difference": .number,
            ])),
        "money": .list(
            .keys([
                "source": .text, "figure": .text, "currency": .text, "year": .text, "owner": .text,
                "in_source": .number, "staged": .number, "crm": .number,
            ])),
        "differences": .list(
            .keys([
                "source": .text, "row": .integer, "figure": .text, "currency": .text, "reason": .text,
                "in_source": .orNull(.number), "crm": .orNull(.number),
            ])), "equal": .boolean,
    ])

    private static let keptField = DocumentSchema.every(
        ["entity", "id", "column", "customer", "now", "who", "when"], .text)

    private static let rollback = DocumentSchema.keys([
        "batch": .text, "rollback": .orNull(.text), "takes_back": .text,
        "scope": .every(["sources", "records", "fields", "rules", "merges"], .list(.text)),
        "already_taken_back": .boolean, "restored": tables, "deleted": tables, "made": tables, "emptied": .integer,
        "customers": .integer, "kept_fields": .list(keptField), "overwritten": .list(keptField),
        "kept_records": .list(.every(["entity", "id", "customer", "reason", "detail"], .text)),
        "attached": .list(.every(["entity", "id", "survivor", "customer"], .text)), "later_fields": .integer,
        "already_gone": .integer, "erased_records": .integer, "erased": .integer, "held_sources": .list(.text),
        "connections": .orNull(.integer), "last_backup": .orNull(.text), "released_sources": .list(.text),
        "watermarks": .list(.keys(["source": .text, "value": .text])),
        "money": .list(
            .keys([
                "entity": .text, "type": .text, "currency": .text, "column": .text, "rows_before": .integer,
                "rows": .integer, "before": .number, "now": .number, "equal": .boolean,
            ])), "not_ours": .text,
        "proof": .keys([
            "before": .text, "expected": .text, "now": .text, "equal": .boolean, "as_before": .boolean,
            "differences": .list(.keys(["entity": .text, "id": .text, "columns": .list(.text), "reason": .text])),
        ]), "drill": .sometimes(.boolean), "run_book": .sometimes(.text), "seconds": .sometimes(.number),
    ])
}
