public import Configuration
internal import Records

extension CheckList {
    /// What a `checks:` block may hold, for the schemas of files; `check` is the name of the definition of one check.
    public static let schema = FileSchema.any([
        .list(.definition("check")),
        .keys([
            FileKey("inherit", .boolean, "false: the checks that came with extends don't count."),
            FileKey("stop_above", .share, "The share of rows with errors above which the run stops."),
            FileKey("rules", .list(.definition("check")), "The checks."),
        ]),
    ])

    /// One check, the definition `check`.
    public static let checkSchema: FileSchema = {
        var keys = [
            FileKey("field", .text, "The field, as record.field; in customary.yaml as table.field."),
            FileKey("fields", .texts, "Several fields."),
            FileKey("name", .text, "Makes the finding's code check.NAME."),
            FileKey(
                "severity", .choice(Severity.allCases.reversed().map(\.word)), "error sends the row to the rejects."),
            FileKey("message", .text, "What a failure says; {field} is the field's name."),
            FileKey("fix", .text, "What would mend it."),
            FileKey("stop_above", .share, "The share of rows above which failures stop the run."),
            FileKey(
                "when",
                .keys([
                    FileKey("field", .text, isRequired: true), FileKey("present", .boolean), FileKey("is", .texts),
                    FileKey("is_not", .texts),
                ]), "When it applies."),
        ]
        keys += rules.map { FileKey($0.word, schema(of: $0.word), $0.summary) }
        return .keys(keys)
    }()

    private static func schema(of rule: String) -> FileSchema {
        switch rule {
        case "required", "unique", "together": .choice(["true"])
        case "one_of": .texts
        case "range": .keys([FileKey("from", .text), FileKey("to", .text)])
        case "length":
            .keys([FileKey("from", .integer(0...1_000_000)), FileKey("to", .integer(0...1_000_000))])
        case "type": .choice(types)
        case "exists":
            .any([
                .choice(["true"]),
                .keys([FileKey("source", .text, isRequired: true), FileKey("column", .text, isRequired: true)]),
            ])
        case "filled": .share
        default: .text
        }
    }
}
