import Configuration
import Records

/// From the files to the staging area.
extension AnswerDocuments {
    static let preparing = [
        Document(
            "init", "What the files hold, and what is proposed.",
            .keys([
                "project": .text, "folder": .text, "rows": .integer,
                "sources": .list(
                    .keys([
                        "source": .text, "what": .text, "connector": .text, "read_as": .text, "rows": .integer,
                        "columns": .integer, "columns_mapped": .integer, "columns_unmapped": .list(.text),
                        "extends": .orNull(.text), "hidden": .boolean,
                        "fields": .list(column),
                    ])), "references": .list(reference), "left_out": leftOut, "questions": .list(question),
            ])),
        Document(
            "add", "What each further file was taken for.",
            .keys([
                "left_out": leftOut,
                "added": .list(
                    .keys([
                        "file": .text, "source": .text, "new_source": .boolean, "reason": .text,
                        "correction": .sometimes(
                            .every(["corrected", "unchanged", "unknown", "not_taken", "shown_differently"], .integer)),
                    ])),
            ])),
        Document(
            "diff", "What a source's newest delivery changes of the one before.",
            .keys([
                "source": .text, "old": .text, "new": .text,
                "counts": .every(["new", "gone", "changed", "same"], .integer), "columns_new": .list(.text),
                "columns_gone": .list(.text), "columns_renamed": .list(.keys(["old": .text, "new": .text])),
                "rows_new": .list(row), "rows_gone": .list(row), "rows_changed": .list(row),
            ])),
        Document(
            "connectors", "The connectors with their options, and the product's mappings.",
            .keys([
                "connectors": .list(
                    .keys([
                        "name": .text, "summary": .text, "endings": .list(.text),
                        "options": .list(
                            .keys(["name": .text, "values": .text, "default": .orNull(.text), "summary": .text])),
                    ])), "mappings": .list(.text),
            ])),
        Document("profile", "What each column holds, and how the sources hang together.", profile),
        Document(
            "questions",
            "The open questions; with -o the workbook, with --from or --accept-proposals what was answered.",
            .either([
                .keys(["questions": .list(question), "drafts": .list(answer)]),
                .keys(["workbook": .text, "questions": .integer, "lists": .integer]),
                .keys(["answered": .integer, "open": .integer, "problems": .list(.text)]),
                .keys(["answered": .integer, "answers": .list(answer)]),
            ])),
        Document(
            "map-check", "What is wrong with the mappings.",
            .keys([
                "mappings": .integer,
                "problems": .list(
                    .keys([
                        "file": .text, "line": .integer, "column": .integer, "message": .text, "remedy": .text,
                    ])),
            ])),
        Document(
            "map-suggest", "What would be proposed for each source.",
            .keys([
                "sources": .list(
                    .keys(["source": .text, "what": .text, "kind": .text, "yaml": .text, "columns": .list(column)]))
            ])),
        Document(
            "map-test", "The examples of the mappings that don't come out as they say.",
            .keys([
                "examples": .integer,
                "failed": .list(.keys(["place": .text, "field": .text, "expected": .text, "found": .text])),
            ])),
        Document("map-diff", "What a change of the mappings would change.", mappingDiff),
        Document(
            "map-owners", "The owner codes; with A=B what was answered.",
            .either([
                .keys([
                    "owners": .list(
                        .keys([
                            "source": .text, "owner": .text, "rows": .integer, "known": .boolean,
                            "goes_to": .orNull(.text),
                        ]))
                ]),
                .keys([
                    "answers": .list(
                        .keys(["source": .text, "question": .text, "answer": .text, "by": .text, "on": .text]))
                ]),
            ])),
        Document(
            "map-transforms", "The transforms of the mapping language, with examples.",
            .keys([
                "transforms": .list(
                    .keys([
                        "name": .text, "form": .text, "summary": .text,
                        "examples": .list(.keys(["written": .text, "given": .text, "gives": .text])),
                    ]))
            ])),
        Document(
            "map-learn", "What was learned from the project's mappings.",
            .keys([
                "file": .text,
                "learned": .list(.keys(["source": .text, "header": .text, "field": .orNull(.text)])),
            ])),
        Document("schema", "The schemas that were written into the project.", .keys(["files": .list(.text)])),
        Document(
            "stage", "What became of each source's rows, and what is to be asked.",
            .keys([
                "sources": .list(
                    .keys([
                        "source": .text, "file": .text, "records": .integer, "ready": .integer, "rejected": .integer,
                        "filtered": .integer, "held": .integer, "was_current": .boolean,
                        "not_mapped": .list(.keys(["column": .text, "cells": .integer])),
                        "findings": .list(
                            .keys([
                                "code": .text, "severity": .words(Severity.allCases.map(\.word)), "count": .integer,
                                "message": .text,
                            ])),
                    ])), "questions": .list(question),
            ])),
    ]

    private static let leftOut = DocumentSchema.list(.every(["file", "reason"], .text))

    private static let row = DocumentSchema.keys(["row": .integer, "words": .text, "changes": .list(.text)])

    private static let value = DocumentSchema.keys(["value": .text, "count": .integer])

    private static let profile = DocumentSchema.keys([
        "sources": .list(
            .keys([
                "source": .text, "kind": .text, "rows": .integer, "repeated_rows": .integer,
                "columns": .list(
                    .keys([
                        "column": .text, "type": .text, "rows": .integer, "filled": .integer, "distinct": .integer,
                        "exact": .boolean, "uniqueness": .integer, "meaning": .orNull(.text), "confidence": .integer,
                        "reason": .text, "personal": .boolean, "key": .boolean, "doubt": .text, "top": .list(value),
                        "patterns": .list(.keys(["pattern": .text, "count": .integer])), "outliers": .list(value),
                        "repeated": .list(value), "shortest": .orNull(.integer), "longest": .orNull(.integer),
                        "average_length": .orNull(.integer), "least": .orNull(.text), "most": .orNull(.text),
                        "spread": .list(.integer),
                    ])),
            ])), "references": .list(reference),
        "shared": .list(
            .keys([
                "meaning": .text, "source": .text, "column": .text, "other_source": .text, "other_column": .text,
                "values": .integer,
            ])),
    ])

    private static let mappingDiff = DocumentSchema.keys([
        "against": .text,
        "sources": .list(
            .keys([
                "source": .text, "rows": .integer, "customers": .integer, "rows_by_fate": .named(.integer),
                "records": .named(.every(["new", "gone", "changed"], .integer)), "fields": .named(.integer),
                "changes": .list(
                    .keys([
                        "row": .integer, "record": .text, "table": .text, "key": .text, "name": .text, "kind": .text,
                        "fields": .list(.keys(["field": .text, "old": .text, "new": .text])),
                    ])),
            ])),
    ])
}
