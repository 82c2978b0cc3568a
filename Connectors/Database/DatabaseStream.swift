internal import Connecting
internal import Records

/// One stream of a database: a table as it stands, or a kind of record of a known program.
struct DatabaseStream {
    /// Its name.
    let name: String
    /// How it is read, for a person.
    let summary: String
    /// Its columns.
    let columns: [SourceColumn]
    /// The table whose rows are its records as they are; nil where tables are joined.
    let table: SourceTable?
    /// The tables that it is made of.
    let usedTables: [String]
    private let application: String?
    private let tableOption: String
    private let store: ApplicationStore?
    private let storeStream: String
    private let source: any TableSource

    /// What the reader noticed on the last way through; of joined tables nothing, since it isn't theirs alone.
    var notes: SourceNotes {
        guard table != nil else { return SourceNotes() }
        var notes = source.notes
        notes.views = []
        notes.refused = notes.refused.filter { $0.key == table?.name }
        notes.unreadable = notes.unreadable.filter { $0.table == table?.name }
        return notes
    }

    /// A table as it stands.
    init(_ table: SourceTable, of source: any TableSource) {
        name = table.name
        summary = "\(source.title), table \(table.name)"
        columns = table.columns
        self.table = table
        usedTables = [table.name]
        application = nil
        tableOption = table.name
        store = nil
        storeStream = ""
        self.source = source
    }

    /// A kind of record of a program; nil where its tables aren't there or have no rows.
    private init?(_ stream: ApplicationStream, _ number: Int, of database: OpenDatabase) throws {
        let (application, prefix) = database.installations[number]
        guard let base = database.table(prefix + stream.table), base.rows > 0 else { return nil }
        let isOnly = database.installations.count { $0.application.name == application.name } == 1
        name = isOnly ? stream.name : prefix + stream.name
        summary = "\(application.title), \(stream.name), \(database.source.title)"
        self.application = application.name
        tableOption = name
        usedTables = stream.allTables.map { prefix + $0 }
        source = database.source
        storeStream = stream.name
        if stream.isPlain {
            columns = base.columns
            table = base
            store = nil
        } else {
            let store = try database.store(number)
            guard let names = store.columns(of: stream.name), try store.count(of: stream.name) > 0 else { return nil }
            columns = names.map { SourceColumn(name: $0) }
            table = nil
            self.store = store
        }
    }

    /// The stream that options name.
    init(_ options: OptionValues, stream: String, in database: OpenDatabase, _ position: Position) throws {
        let wanted = options[DatabaseOptions.table] ?? stream
        if let application = options[DatabaseOptions.application], application != "none" {
            let found = try DatabaseStream.records(of: database, only: application, named: wanted).first
            guard let found else {
                throw SourceFault.missing(
                    position: position, what: "there are no \(wanted) of \(application) in it",
                    remedy: "Set table: to a kind of record that the program has, or application: to none.")
            }
            self = found
            return
        }
        guard let table = database.table(wanted) else {
            let names = database.tables.filter { $0.rows > 0 }.map(\.name).prefix(30).joined(separator: ", ")
            throw SourceFault.missing(
                position: position, what: "there is no table \"\(wanted)\"; it has \(names)",
                remedy: "Set table: to one of them.")
        }
        self.init(table, of: database.source)
    }

    /// The streams of a database: those of known programs, else the tables that hold customers, else all with rows.
    static func all(of database: OpenDatabase, _ given: OptionValues, _ position: Position) throws -> [DatabaseStream] {
        let filled = database.tables.filter { $0.rows > 0 && !$0.columns.isEmpty }
        if let named = given[DatabaseOptions.tables] {
            if named == "all" { return filled.map { DatabaseStream($0, of: database.source) } }
            return try named.split(separator: ",").map { name in
                var options = given
                options[DatabaseOptions.application] = nil
                options[DatabaseOptions.table] = String(
                    name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
                return try DatabaseStream(options, stream: "", in: database, position)
            }
        }
        if database.source.isChosen { return filled.map { DatabaseStream($0, of: database.source) } }
        if given[DatabaseOptions.application] != "none" {
            let known = try records(of: database, only: given[DatabaseOptions.application])
            if !known.isEmpty { return known }
        }
        let chosen = filled.filter(TableChoice.isOfCustomers)
        let tables = chosen.isEmpty ? Array(filled.prefix(50)) : chosen
        return tables.map { DatabaseStream($0, of: database.source) }
    }

    private static func records(
        of database: OpenDatabase, only application: String?, named wanted: String? = nil
    ) throws -> [DatabaseStream] {
        var streams: [DatabaseStream] = []
        for (number, installation) in database.installations.enumerated()
        where application == nil || application == installation.application.name {
            var names: Set<String> = []
            for stream in installation.application.streams where !names.contains(stream.name) {
                if let wanted, wanted != stream.name, wanted != installation.prefix + stream.name { continue }
                guard let found = try DatabaseStream(stream, number, of: database) else { continue }
                names.insert(stream.name)
                if wanted == nil || found.name == wanted { streams.append(found) }
            }
        }
        return streams
    }

    /// The options that say how it is read.
    func options(_ given: OptionValues) -> OptionValues {
        var options = OptionValues()
        options[DatabaseOptions.table] = tableOption
        options[DatabaseOptions.application] = application
        options[DatabaseOptions.encoding] = given[DatabaseOptions.encoding]
        options[DatabaseOptions.repair] = given[DatabaseOptions.repair]
        return options
    }

    /// Gives its rows.
    func rows(_ body: (borrowing TableRow) throws -> Bool) throws {
        if let table {
            try source.rows(of: [table]) { try body($1) }
        } else {
            try store?.rows(of: storeStream, body)
        }
    }
}
