public import Configuration
import Connecting
import Mapping
import Matching
import Records
import Survivorship
import Validation

/// The JSON Schemas of a project's files, made from what their parsers know.
public struct FileSchemas {
    private let connectors: ConnectorList

    /// Knows these connectors' options.
    public init(connectors: ConnectorList) { self.connectors = connectors }

    /// The names of the schemas, each that of its file `NAME.json`.
    public static let names = ["customary", "mapping", "target-schema"]

    /// A schema by its name; nil when there is none.
    public func document(_ name: String) -> JSONValue? {
        switch name {
        case "customary":
            project.document(
                title: "customary.yaml",
                about: "A project of Customary: sources, targets, limits, checks and controls.",
                definitions: MappingSchema.definitions.filter { ["condition", "check"].contains($0.name) })
        case "mapping":
            MappingSchema.file.document(
                title: "A mapping of Customary",
                about: "Which column of a source becomes which field of the customer model.",
                definitions: MappingSchema.definitions)
        case "target-schema":
            target.document(
                title: "A target schema of Customary", about: "Another program's tables, to load into.",
                definitions: targetDefinitions)
        default: nil
        }
    }

    /// The line by which an editor finds the schema of a file that lies so many folders below the project's own.
    public static func editorLine(_ name: String, depth: Int) -> String {
        let up = String(repeating: "../", count: depth)
        return "# yaml-language-server: $schema=\(up).customary/schemas/\(name).json\n"
    }

    /// Writes all of them into a project's `.customary/schemas`, so that editors need no network.
    public func write(into workFolder: String) throws(ConfigurationFault) {
        try AtomicFile.makeFolder(workFolder)
        try AtomicFile.makeFolder(workFolder + "/schemas")
        for name in FileSchemas.names {
            guard let document = document(name) else { continue }
            try AtomicFile.write("\(workFolder)/schemas/\(name).json", JSONWriter.pretty(document) + [0x0A])
        }
    }

    // MARK: customary.yaml

    var project: FileSchema {
        let allowance = FileSchema.any([.texts])
        return .keys([
            FileKey("version", .integer(1...1), "The file's version.", isRequired: true),
            FileKey("project", .text, "The project's name.", isRequired: true),
            FileKey(
                "id", .text, "The ids of everything this project creates are made from this one.", isRequired: true),
            FileKey("country", .text, "The country of values that name none, as in DE."),
            FileKey("timezone", .text, "The zone of timestamps that name none, as in Europe/Berlin."),
            FileKey("currency", .text, "The currency of amounts that name none, as in EUR."),
            FileKey("sources", .named(source), "Where rows come from."),
            FileKey(
                "targets",
                .named(
                    .keys([
                        FileKey("url", .text, "sqlite:FILE, postgresql://… or service=NAME.", isRequired: true),
                        FileKey("live", .boolean, "True for the client's real one."),
                        FileKey("copy", .text, "Where a restored copy of it is, for plan --on-copy."),
                        FileKey("schema", .text, "The description of another program's tables."),
                    ])), "CRM databases; the first is the default."),
            FileKey(
                "matching", .keys([FileKey("setting", .choice(["careful", "normal", "bold"]), "How much is merged.")])),
            FileKey("survivorship", .named(.texts), "Per field: the sources to prefer, best first."),
            FileKey(
                "scope",
                .list(
                    .keys([
                        FileKey("source", .text, isRequired: true),
                        FileKey("do", .choice(ScopeAction.allCases.map(\.rawValue))), FileKey("reason", .text),
                        FileKey("when", .definition("condition")),
                    ])), "Which rows don't come, or come as inactive."),
            FileKey(
                "limits",
                .keys(
                    Limits.keys.map { key in
                        switch key.kind {
                        case .allowance: FileKey(key.name, allowance)
                        case .integer(let range): FileKey(key.name, .integer(range))
                        case .amount: FileKey(key.name, .text)
                        }
                    }), "What stops a load until a person releases it."),
            FileKey(
                "turnover",
                .list(
                    .keys([
                        FileKey(
                            "table",
                            .choice(Entity.allCases.filter { TurnoverStream.standard(for: $0) != nil }.map(\.table))),
                        FileKey("column", .text), FileKey("date", .text), FileKey("source", .texts),
                        FileKey("from", .text), FileKey("until", .text),
                    ])), "What counts as turnover, one stream for each period."),
            FileKey(
                "controls",
                .list(
                    .keys([
                        FileKey("name", .text, isRequired: true), FileKey("table", .text, isRequired: true),
                        FileKey("column", .text, isRequired: true), FileKey("currency", .text),
                        FileKey("figure", .text, isRequired: true), FileKey("sources", .texts),
                    ])), "Figures printed by the client's own systems."),
            FileKey("checks", CheckList.schema, "Checks of all sources; fields are named table.field."),
            FileKey(
                "parallel",
                .keys([
                    FileKey("sources", .texts), FileKey("days", .integer(1...365)), FileKey("gap", .integer(1...31)),
                    FileKey(
                        "accept",
                        .list(
                            .keys([
                                FileKey("cause", .choice(ParallelCause.allCases.map(\.rawValue))),
                                FileKey("field", .text),
                                FileKey("source", .text), FileKey("by", .text, isRequired: true),
                                FileKey("because", .text, isRequired: true),
                            ]))),
                ]), "What the parallel run compares, and what was accepted of it."),
        ])
    }

    private var source: FileSchema {
        .variant(
            base: [
                FileKey("connector", .choice(connectors.entries.map(\.description.name)), isRequired: true),
                FileKey("mapping", .text, "The mapping's name; the source's own without it."),
                FileKey("trust", .integer(0...100), "How far it is trusted; higher wins."),
                FileKey("kind", .choice(SourceKind.allCases.map(\.rawValue)), "What it is to the company."),
                FileKey("free_of_duplicates", .boolean),
            ], key: "connector",
            connectors.entries.map { entry in
                let options = entry.description.options.map { option in
                    let schema: FileSchema =
                        switch option.type {
                        case .text: .text
                        // Written with and without quotes.
                        case .integer(let range): .any([.integer(range), .text])
                        case .boolean: .choice(["true", "false"])
                        case .choice(let words): .choice(words)
                        }
                    return FileKey(
                        option.name, option.type == .boolean ? .any([schema, .text]) : schema, option.summary)
                }
                return (
                    entry.description.name,
                    [
                        FileKey(
                            "deliveries",
                            .list(
                                .keys([
                                    FileKey(
                                        "file", .text, "The file, counted from the project's folder.", isRequired: true),
                                    FileKey("stream", .text, "The sheet or table within it."),
                                    FileKey("options", .keys(options), "How it is read."),
                                    FileKey("corrections", .texts, "Files that came back with rows of it corrected."),
                                ])), "Its files, the newest last.")
                    ]
                )
            })
    }

    // MARK: Target schemas

    private var identity: FileSchema {
        .keys([
            FileKey("column", .text), FileKey("made_by", .choice(["nobody", "uuid", "text", "sequence"])),
            FileKey("sequence", .text), FileKey("length", .integer(8...64)),
        ])
    }

    private var place: FileSchema {
        let constants = FileSchema.definition("constants")
        let settings = FileSchema.named(
            .any([
                .optionalText,
                .keys([
                    FileKey("own", .choice(["id"])), FileKey("same_as", .text), FileKey("load", .choice(["time"])),
                ]),
            ]))
        let hop = FileSchema.keys([
            FileKey("table", .text, isRequired: true), FileKey("key", .text), FileKey("by", .text),
            FileKey("where", constants),
        ])
        let cell = FileSchema.keys([
            FileKey("column", .text, isRequired: true), FileKey("also", .texts), FileKey("where", constants),
            FileKey("values", .any([.text, .named(.optionalText)])), FileKey("as", .choice(["plain", "lower"])),
            FileKey(
                "lookup",
                .keys([
                    FileKey("table", .text, isRequired: true), FileKey("key", .text),
                    FileKey("value", .text, isRequired: true), FileKey("member", .text),
                ])), FileKey("deleted", .text), FileKey("live", .text), FileKey("through", .list(hop)),
        ])
        let shared = FileSchema.keys([
            FileKey("table", .text, isRequired: true), FileKey("id", .definition("id")),
            FileKey("by", .text, isRequired: true),
            FileKey(
                "find",
                .keys([FileKey("column", .text, isRequired: true), FileKey("as", .choice(["plain", "lower"]))]),
                isRequired: true), FileKey("fill", .named(.choice(["value", "lower", "digits"]))),
            FileKey("set", settings),
            FileKey("where", constants),
        ])
        return .keys([
            FileKey("of", .text, "The table whose rows hold it."),
            FileKey("table", .text, "The other program's table."),
            FileKey("id", .definition("id"), "How its rows are told, and who makes their ids."),
            FileKey("where", constants, "Which of its rows."), FileKey("takes", constants, "Which records go there."),
            FileKey("reads", constants, "What its rows are."), FileKey("needs", .texts, "What a record must have."),
            FileKey("columns", .named(.any([.text, cell])), "Which column holds what."),
            FileKey("set", settings, "What new rows have besides."), FileKey("shared", shared),
        ])
    }

    /// What a target schema refers to.
    var targetDefinitions: [(name: String, schema: FileSchema)] {
        [
            ("id", identity), ("constants", .named(.any([.optionalText, .list(.optionalText)]))), ("place", place),
        ]
    }

    var target: FileSchema {
        let constants = FileSchema.definition("constants")
        return .keys([
            FileKey("version", .integer(1...1), isRequired: true), FileKey("name", .text, isRequired: true),
            FileKey("words", .named(.named(.optionalText)), "Lists of words: ours to theirs."),
            FileKey(
                "places",
                .keys(
                    Entity.allCases.map {
                        FileKey($0.table, .any([.definition("place"), .list(.definition("place"))]))
                    }),
                "Where each table of the customer model lives."),
            FileKey(
                "dependants",
                .list(
                    .keys([
                        FileKey("table", .text, isRequired: true), FileKey("column", .text, isRequired: true),
                        FileKey("of", .texts), FileKey("where", constants),
                    ])), "What hangs on our records."),
            FileKey(
                "untouched", .keys([FileKey("tables", .texts), FileKey("columns", .named(.texts))]),
                "What must not be touched."),
        ])
    }
}

extension Limits {
    enum KeyKind {
        case allowance
        case integer(ClosedRange<Int>)
        case amount
    }

    /// The keys of `limits:`, with what stands behind each.
    static let keys: [(name: String, kind: KeyKind)] = [
        ("existing_changed", .allowance), ("largest_changed", .integer(0...1_000_000)),
        ("customers_created", .allowance),
        ("deactivated", .allowance), ("existing_merged", .allowance), ("emails_blanked", .integer(0...Int.max)),
        ("phones_blanked", .integer(0...Int.max)), ("owners_unmatched", .integer(0...Int.max)),
        ("owners_changed", .allowance), ("rejected", .allowance), ("control_difference", .amount),
        ("changed_since_plan", .allowance), ("plan_days", .integer(1...3_650)),
    ]
}
