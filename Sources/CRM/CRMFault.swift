public import Records

/// What stops work on a CRM database, apart from what its engine reports.
public enum CRMFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// A table lacks a column of the customer model.
    case missingColumn(location: String, table: String, column: String)
    /// Customary's tables were made by a later version of the program.
    case newerSchema(location: String, found: Int, known: Int)
    /// Loads were made by a version of the program before the first that could be migrated from.
    case olderSchema(location: String)
    /// A record's id is no lower-case UUID.
    case malformedID(location: String, table: String, id: String)
    /// A value that was to be written is no value of its column's type.
    case badValue(table: String, column: String, id: RecordID, value: String)
    /// A record names another that isn't there.
    case danglingReference(location: String, table: String, id: String, column: String, missing: String)
    /// Something in Customary's own tables isn't what it wrote.
    case damaged(location: String, what: String)
    /// A record that was to be changed is gone, which nothing inside one transaction can explain.
    case vanished(location: String, table: String, id: RecordID)
    /// The database has no tables of Customary's, so that there are no batches to speak of.
    case unprepared(location: String)
    /// A description doesn't fit the database.
    case misfit(location: String, problems: [String])
    /// A database of another program, which Customary never makes, isn't there.
    case absent(location: String)
    /// A row was to be written for which the description has no place.
    case homeless(location: String, table: String, id: RecordID)

    /// The exit code's class: 6 integrity, 4 the CRM.
    public var exitCode: Int32 {
        switch self {
        case .damaged, .vanished, .newerSchema: 6
        case .misfit: 2
        default: 4
        }
    }

    /// One line: what, where, what to do.
    public var description: String {
        switch self {
        case .missingColumn(let location, let table, let column):
            "\(location): table \(table) has no column \(column); add it, or load into another database"
        case .newerSchema(let location, let found, let known):
            "\(location): was made by a newer version (schema \(found), this program knows \(known)); update customary"
        case .olderSchema(let location):
            "\(location): holds loads of a test version; take them back with that version, or load into another database"
        case .malformedID(let location, let table, let id):
            "\(location): \(table) holds the id '\(id.prefix(60))', which is no lower-case UUID; correct it there"
        case .badValue(let table, let column, let id, _):
            "\(table).\(column) of \(id): the value doesn't fit the column's type; correct the mapping"
        case .danglingReference(let location, let table, let id, let column, let missing):
            "\(location): \(table) \(id) names \(missing) in \(column), which doesn't exist; nothing was changed"
        case .damaged(let location, let what): "\(location): \(what); restore the database from a backup"
        case .vanished(let location, let table, let id): "\(location): \(table) \(id) disappeared during the load"
        case .unprepared(let location): "\(location): nothing was ever loaded into this database"
        case .misfit(let location, let problems):
            (["\(location): the description of its tables doesn't fit it"] + problems).joined(separator: "\n")
        case .absent(let location): "\(location): isn't there; the program that it belongs to makes it"
        case .homeless(let location, let table, let id):
            "\(location): the description has no place for \(table) \(id); describe one"
        }
    }
}
