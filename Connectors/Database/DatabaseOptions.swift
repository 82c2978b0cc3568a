internal import Connecting
internal import Formats

/// The options of the database connector as data.
enum DatabaseOptions {
    static let table = "table"
    static let tables = "tables"
    static let application = "application"
    static let encoding = "encoding"
    static let repair = "repair"

    static let all = [
        OptionDescription(
            table, .text, "The table that is read, or the kind of record of the program named by application."),
        OptionDescription(
            application, .choice(Application.all.map(\.name) + ["none"]),
            "The program whose database it is, so that its tables are joined; none reads every table as it stands."),
        OptionDescription(
            tables, .text,
            "Which tables become sources, by name and parted by commas, or all; when nothing is set, those that hold customers "
                + "or what belongs to them."),
        OptionDescription(
            encoding, .choice(Encoding.allCases.map(\.rawValue)),
            "How text is written where the file doesn't say it, or says it wrongly."),
        OptionDescription(
            repair, .boolean, standard: "false",
            "Whether values that were encoded as UTF-8 twice are repaired."),
    ]
}
