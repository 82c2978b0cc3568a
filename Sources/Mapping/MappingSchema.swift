public import Configuration
internal import Records
internal import Validation

/// What a mapping file may hold, as data. A test holds it against the parser.
public enum MappingSchema {
    /// The file.
    public static let file = FileSchema.keys([
        FileKey("version", .integer(1...MappingParser.version), "The language's version."),
        FileKey("about", .text, "What it is for, in a sentence."),
        FileKey("extends", .text, "Another mapping of the project's, or one of the product's; what stands here wins."),
        FileKey(
            "headers", .named(.texts),
            "A column's name here: its name in the file; or the names under which it may come, of which a file has one."
        ),
        FileKey("absent", .texts, "Columns of what is extended that the file doesn't have."),
        FileKey(
            "recognises", .any([.texts, .list(.any([.texts, signature]))]),
            "Columns by which a source of this kind is recognised, or several such lists."),
        FileKey(
            "refers",
            .named(.any([.list(referral), referral])),
            "record.field: the record of another source that it is, once the project has such a source; or several, of which "
                + "the first that has a value counts."),
        FileKey("what", .text, "accounting, shop, crm or list."),
        FileKey(
            "layout",
            .keys([
                FileKey("columns", .texts, "The columns' names in the file's order.", isRequired: true),
                FileKey("evidence", .named(.text), "Column: the kind of its values, by which such a file is told."),
                FileKey("at_least", .integer(1...10_000), "The fewest columns of such a file."),
            ]), "Of a program whose files have no column names: which column stands where."),
        FileKey("read", .definition("conventions"), "How text is read where the file doesn't say it by itself."),
        FileKey("records", .named(.removable(.definition("record"))), "The records made of each row."),
        FileKey(
            "filters",
            .list(
                .keys([
                    FileKey(
                        "when", .any([.choice(["always", "never"]), .definition("condition")]),
                        "Which rows; always: all of them; never takes an inherited filter away.", isRequired: true),
                    FileKey("reason", .text, "Why they are left out.", isRequired: true),
                ])), "Rows to leave out, counted with their reason."),
        FileKey("values", .named(.removable(valueMap)), "Value maps: a source's codes to the model's words."),
        FileKey("ignore", .texts, "Columns that nobody wants."),
        FileKey("checks", CheckList.schema, "Rules that the standardised values must keep."),
        FileKey(
            "examples",
            .list(
                .keys([
                    FileKey("given", .named(.optionalText), "Column: cell."),
                    FileKey("gives", .named(.optionalText), "record.field: value."),
                ])), "Example rows that map test runs."),
        FileKey(
            "answers",
            .list(
                .keys([
                    FileKey("question", .text, isRequired: true), FileKey("answer", .text, isRequired: true),
                    FileKey("by", .text), FileKey("on", .text), FileKey("draft", .boolean),
                ])), "Answers to questions, written by customary questions."),
    ])

    /// What the file refers to.
    public static let definitions: [(name: String, schema: FileSchema)] = [
        ("conventions", conventions), ("record", record), ("value", value), ("condition", condition),
        ("transform", transform), ("check", CheckList.checkSchema),
    ]

    private static let referral = FileSchema.keys([
        FileKey("mapping", .texts, "The product's mappings of the sources that may be meant.", isRequired: true),
        FileKey("record", .text, "The record there."),
        FileKey("key", .texts, "The columns with its key.", isRequired: true),
        FileKey(
            "begins", .text, "What such a key begins with, where the column holds keys of several kinds of records."),
        FileKey("split", .text, "What stands between several keys in one cell."),
        FileKey("instead_of", .text, "The record of the row that isn't made where there is such a source."),
    ])

    private static let signature = FileSchema.keys([
        FileKey("columns", .texts, "The columns.", isRequired: true),
        FileKey("values", .named(.text), "Column: a pattern that its values match, all of each.", isRequired: true),
    ])

    private static let conventions = FileSchema.keys([
        FileKey("dates", .choice(DateConvention.allCases.map(\.rawValue)), "The order of dates."),
        FileKey("decimal", .choice([",", "."]), "The decimal separator."),
        FileKey("country", .text, "The country of phones, postcodes and addresses that name none."),
        FileKey("timezone", .text, "The zone of timestamps that name none."),
        FileKey("currency", .text, "The currency of amounts that name none."),
        FileKey("keys", .choice(KeyForm.allCases.map(\.rawValue)), "The form in which keys are compared."),
        FileKey("continued", .texts, "Where the first of these columns is empty, the row above's cells count in them."),
    ])

    private static let valueMap = FileSchema.keys([
        FileKey(
            "otherwise", .any([.choice(["keep", "drop", "ask"]), .keys([FileKey("text", .text, isRequired: true)])]),
            "What happens to a code that isn't listed."),
        FileKey("^(?!otherwise$).*", .optionalText, isPattern: true),
    ])

    private static let record: FileSchema = {
        let entities = Entity.allCases.filter { !CustomerModel.fields(of: $0).isEmpty }
        return .variant(
            base: [
                FileKey("entity", .choice(entities.map(\.table)), "What it becomes."),
                FileKey("key", .texts, "The columns that are its key in the source."),
                FileKey("when", .definition("condition"), "When it is made."),
                FileKey("each", each, "What a row holds several of, a record for each."),
            ], key: "entity",
            entities.map { entity in
                let fields = CustomerModel.fields(of: entity)
                return (
                    entity.table,
                    [
                        FileKey(
                            "fields",
                            .keys(
                                fields.map { FileKey($0.name, .removable(.definition("value"))) } + [
                                    FileKey("^custom\\..+", .removable(.definition("value")), isPattern: true)
                                ]), "Its fields.")
                    ]
                )
            })
    }()

    private static let each = FileSchema.any([
        .keys([
            FileKey("from", .integer(0...Each.maximum), "The first number that # stands for."),
            FileKey("to", .integer(0...Each.maximum), "The last.", isRequired: true),
        ]),
        .keys([
            FileKey("column", .text, "The cell that holds several.", isRequired: true),
            FileKey("split", .text, "What stands between them.", isRequired: true),
        ]),
        .keys([FileKey("columns", .texts, "Columns of which each holds one.", isRequired: true)]),
    ])

    private static let value: FileSchema = {
        let braces = FileSchema.keys([
            FileKey("column", .text, "The column."), FileKey("columns", .texts, "Several columns."),
            FileKey("join", .text, "What stands between several columns' values."),
            FileKey("text", .text, "The same text for every row."),
            FileKey("item", .choice(["true"]), "The item of each."),
            FileKey("record", .text, "A record of the same row, or of the source by its key."),
            FileKey("source", .text, "Another source."),
            FileKey("stream", .text, "Another table of the same file, whatever its source is called."),
            FileKey("key", .texts, "The column with the other record's key."),
            FileKey("by", .text, "The other record's field that has this value."),
            FileKey("when", .definition("condition"), "When the field is filled."),
            FileKey("transforms", .list(.definition("transform")), "What happens to the text, in order."),
            FileKey(
                "lookup",
                .keys([
                    FileKey("source", .text, isRequired: true), FileKey("key", .text, isRequired: true),
                    FileKey("take", .text, isRequired: true),
                ]), "Takes a cell of another source's row instead of the text."),
            FileKey("values", .text, "The value map."),
            FileKey("type", .choice(FieldMapping.customTypes.map(\.name)), "The type of a custom field."),
            FileKey("dates", .choice(DateConvention.allCases.map(\.rawValue)), "The order of dates."),
            FileKey("decimal", .choice([",", "."]), "The decimal separator."),
        ])
        return .any([.text, .list(.any([.text, braces])), braces])
    }()

    private static let condition: FileSchema = .any([
        .list(.definition("condition")),
        .keys([FileKey("all", .list(.definition("condition")), "All of these.", isRequired: true)]),
        .keys([FileKey("any", .list(.definition("condition")), "One of these.", isRequired: true)]),
        .keys([FileKey("not", .definition("condition"), "Not this.", isRequired: true)]),
        .keys([
            FileKey("column", .text, "The column.", isRequired: true), FileKey("present", .boolean),
            FileKey("is", .texts, "The value is one of these."),
            FileKey("is_not", .texts, "The value is none of these."),
            FileKey("contains", .text, "The value has this in it."),
            FileKey("matches", .text, "All of the value matches this RE2 pattern."),
            FileKey("same_as", .text, "The value is that of another column."),
            FileKey("from", .integer(Int.min...Int.max)), FileKey("to", .integer(Int.min...Int.max)),
        ]),
    ])

    private static let transform: FileSchema = {
        let words = Transform.catalogue.filter {
            switch $0.argument {
            case .none, .optional: true
            case .one, .several: false
            }
        }
        return .any(
            [.choice(words.map(\.name))]
                + Transform.catalogue.compactMap { transform in
                    guard let schema = schema(transform.argument) else { return nil }
                    return .keys([FileKey(transform.name, schema, transform.summary, isRequired: true)])
                })
    }()

    private static func schema(_ argument: TransformDescription.Argument) -> FileSchema? {
        switch argument {
        case .none: return nil
        case .optional(let value), .one(let value): return schema(value)
        case .several(let keys, let short):
            let braces = FileSchema.keys(keys.map { FileKey($0.name, schema($0.value), isRequired: !$0.isOptional) })
            return short ? .any([schema(keys[0].value), braces]) : braces
        }
    }

    private static func schema(_ value: TransformDescription.Value) -> FileSchema {
        switch value {
        case .text, .pattern, .factor: .optionalText
        case .texts: .texts
        case .integer(let range): .integer(range)
        case .place: .integer(-100...100)
        case .word(let words): .choice(words)
        }
    }
}
