public import Connecting
import Formats

extension DelimitedConnector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "delimited",
        summary: "Text files with a row on each line: CSV, TSV, DATEV EXTF, and lists of one value a line.",
        endings: ["csv", "tsv", "tab", "txt", "psv"],
        options: [
            OptionDescription(
                "encoding", .choice(Encoding.allCases.map(\.rawValue)),
                "How the text is encoded."),
            OptionDescription(
                "guessed_encoding", .choice(Encoding.allCases.map(\.rawValue)),
                "How the text seems to be encoded where its bytes don't say for sure; read so, and asked about, until encoding is set."
            ),
            OptionDescription(
                "other_lines", .choice(Encoding.ofOtherLines.map(\.rawValue)),
                "In utf-8: how lines that are none are encoded. Until it is set they are read as cp1252, and asked about."
            ),
            OptionDescription(
                "delimiter", .text,
                "What stands between two cells: , ; | ^ : ` ~ tab, or several such characters; none makes each line one cell."),
            OptionDescription(
                "row_end", .text, standard: "",
                "What stands between a row's last cell and its line end, as in &|; a line end without it is part of a cell."),
            OptionDescription(
                "quote", .choice(DelimitedSettings.quotes.map(\.word)),
                "What stands around a cell that holds delimiters or line breaks: double (\"), single (') or none."),
            OptionDescription(
                "escape", .choice(DelimitedSettings.escapes.map(\.word)),
                "Whether a backslash takes the meaning from the delimiter or quote after it."),
            OptionDescription(
                "header_row", .integer(0...10_000_000),
                "The file's line with the column names, counted from 1; lines above it are titles. 0: there is none."),
            OptionDescription(
                "skip_lines", .integer(0...10_000_000), standard: "0",
                "Lines to pass over before a table without column names."),
            OptionDescription(
                "comment", .text, standard: "", "What a comment line begins with; without it there are no comments."),
            OptionDescription(
                "columns", .text, "Names for a table without column names, separated by commas, in the file's order."),
            OptionDescription(
                "width", .integer(1...16_384),
                "The number of columns, where rows have more cells than there are column names."),
            OptionDescription(
                "end_line", .integer(1...10_000_000),
                "The file's line before which the table ends, where another table follows in the same file."),
            OptionDescription(
                "totals", .boolean, standard: "true", "Whether a line of totals at the table's end is left out."),
            OptionDescription(
                "repair", .boolean, standard: "false",
                "Whether values that were encoded as UTF-8 twice are repaired."),
        ])
}

/// The options of a stream, ready for reading.
struct DelimitedSettings: Sendable {
    var encoding = Encoding.utf8
    /// Whether the encoding is only a guess.
    var isGuess = false
    var otherLines = Encoding.cp1252
    var dialect = DelimitedDialect()
    /// The header's line; 0 = none.
    var headerRow = 0
    /// Lines before a table without header.
    var skipLines = 0
    /// Names for a table without header.
    var names: [String] = []
    /// The number of columns when it isn't the header's.
    var width = 0
    /// The line before which the table ends; 0 = the file's end.
    var endLine = 0
    var totals = true
    var repair = false

    /// The delimiters' words and bytes.
    static let delimiters: [(word: String, byte: UInt8?)] = [
        (",", 0x2C), (";", 0x3B), ("tab", 0x09), ("|", 0x7C), ("^", 0x5E), (":", 0x3A), ("`", 0x60), ("~", 0x7E),
        ("none", nil),
    ]
    /// A delimiter of several characters has so many at most.
    private static let delimiterBytes = 8
    /// The quotes' words and bytes.
    static let quotes: [(word: String, byte: UInt8?)] = [("double", 0x22), ("single", 0x27), ("none", nil)]
    /// The escapes' words and bytes.
    static let escapes: [(word: String, byte: UInt8?)] = [("none", nil), ("backslash", 0x5C)]

    /// Reads options as they stand in a project's file; what isn't set has its plain meaning.
    init(_ options: OptionValues) {
        if let word = options["encoding"], let named = Encoding(rawValue: word) {
            encoding = named
        } else if let word = options["guessed_encoding"], let named = Encoding(rawValue: word) {
            encoding = named
            isGuess = true
        }
        if let word = options["other_lines"], let named = Encoding(rawValue: word) { otherLines = named }
        if let found = DelimitedSettings.delimiters.first(where: { $0.word == options["delimiter"] }) {
            dialect.delimiter = found.byte
        } else if let given = options["delimiter"]?.replacing("tab", with: "\t"), let last = given.utf8.last {
            dialect.delimiter = last
            dialect.delimiterLead = Array(given.utf8.dropLast().suffix(DelimitedSettings.delimiterBytes))
        }
        dialect.rowEnd = Array((options["row_end"] ?? "").replacing("tab", with: "\t").utf8)
        if let found = DelimitedSettings.quotes.first(where: { $0.word == options["quote"] }) {
            dialect.quote = found.byte
        }
        if let found = DelimitedSettings.escapes.first(where: { $0.word == options["escape"] }) {
            dialect.escape = found.byte
        }
        dialect.comment = Array((options["comment"] ?? "").utf8)
        headerRow = options.integer("header_row") ?? 1
        skipLines = options.integer("skip_lines") ?? 0
        if let given = options["columns"], !given.isEmpty {
            names = given.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        width = options.integer("width") ?? 0
        endLine = options.integer("end_line") ?? 0
        totals = options["totals"] != "false"
        repair = options.isTrue("repair")
    }

    /// The delimiter as it stands in a project's file.
    var delimiterWord: String? {
        guard let last = dialect.delimiter, !dialect.delimiterLead.isEmpty else {
            return DelimitedSettings.delimiters.first { $0.byte == dialect.delimiter }?.word
        }
        return String(decoding: dialect.delimiterLead + [last], as: UTF8.self).replacing("\t", with: "tab")
    }

    /// The options that say the same, with those a person set kept as they are.
    func options(given: OptionValues) -> OptionValues {
        var options = given
        options[isGuess ? "guessed_encoding" : "encoding"] = encoding.rawValue
        options["delimiter"] = delimiterWord
        if !dialect.rowEnd.isEmpty {
            options["row_end"] = String(decoding: dialect.rowEnd, as: UTF8.self).replacing("\t", with: "tab")
        }
        options["quote"] = DelimitedSettings.quotes.first { $0.byte == dialect.quote }?.word
        options["escape"] = DelimitedSettings.escapes.first { $0.byte == dialect.escape }?.word
        options["header_row"] = String(headerRow)
        if skipLines > 0 { options["skip_lines"] = String(skipLines) }
        if endLine > 0 { options["end_line"] = String(endLine) }
        if width > 0 { options["width"] = String(width) }
        return options
    }
}
