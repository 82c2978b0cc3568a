/// The options that the connectors of JSON and XML share.
public enum TreeOptions {
    /// Their descriptions; `dialects`: the names that `dialect` can have.
    public static func descriptions(_ dialects: [TreeDialect]) -> [OptionDescription] {
        [
            OptionDescription(
                "dialect", .choice(dialects.map(\.name)),
                "Whose JSON or XML it is; says how records and groups are told."),
            OptionDescription(
                "record", .text,
                "The path of the records, as /customers/customer; / is each document or each item of a list."
            ),
            OptionDescription(
                "group", .text,
                "The group inside a record whose items are the rows, as line_items; without it, the record."),
            OptionDescription(
                "wide", .integer(1...50), standard: "5",
                "A group of which a record has more than so many becomes a table of its own instead of numbered columns."
            ),
            OptionDescription(
                "everything", .boolean, standard: "false",
                "Whether records that hold nothing about customers are offered too, such as ledger entries and invoice lines."
            ),
            OptionDescription(
                "columns", .text,
                "Columns that the table has even where a delivery lacks them, separated by commas."),
        ]
    }
}

/// The options of a stream, ready for reading.
struct TreeSettings {
    var dialect: String?
    var record: String?
    var group: String
    var wide: Int
    var everything: Bool
    private var listed: [String]
    private let isRead: Bool

    init(_ options: OptionValues) {
        dialect = options["dialect"]
        record = options["record"]
        group = options["group"] ?? ""
        everything = options.isTrue("everything")
        wide = max(1, options.integer("wide") ?? 5)
        listed = (options["columns"] ?? "").split(separator: ",").map(String.init)
        isRead = options["record"] != nil
    }

    /// The columns that the options list, for the table of a group; that of the record has an empty path.
    func columns(ofGroup path: String) -> [String] { isRead && path == group ? listed : [] }
}
