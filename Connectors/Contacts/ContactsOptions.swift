import Connecting
import Formats

/// The options of a stream of contacts, ready for reading.
struct ContactsSettings: Sendable {
    /// The ways in which address books are written.
    enum Format: String, CaseIterable {
        /// vCard 2.1, 3.0 and 4.0.
        case vcard
        /// Cards as JSON.
        case jcard
        /// A directory's export.
        case ldif

        /// The name for a person.
        var title: String { self == .vcard ? "vCard" : self == .jcard ? "jCard" : "LDIF" }
    }

    /// How the file is written.
    var format = Format.vcard
    /// How lines are read that are no UTF-8 and name no encoding.
    var otherLines = Encoding.cp1252

    /// Whether groups, devices and changes of a directory are streams too.
    var everything = false

    static let options = [
        OptionDescription(
            "format", .choice(Format.allCases.map(\.rawValue)),
            "How the file is written: vcard (2.1 to 4.0), jcard (JSON) or ldif (a directory's export)."),
        OptionDescription(
            "other_lines", .choice(Encoding.ofOtherLines.map(\.rawValue)), standard: "cp1252",
            "How text is encoded that is no UTF-8 and names no encoding itself."),
        NamedRecords.everything,
    ]

    init(_ options: OptionValues) {
        if let given = options["format"], let named = Format(rawValue: given) { format = named }
        if let given = options["other_lines"], let named = Encoding(rawValue: given) { otherLines = named }
        everything = options.isTrue("everything")
    }
}
