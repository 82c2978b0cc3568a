public import Records
internal import SQLite

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

    /// Another program reads the database, so that its log can't be emptied.
    case inUse(location: String)
    /// A column of the customer model is of a type that its values don't fit into exactly.
    case wrongType(location: String, table: String, column: String, found: String, wanted: String)
    /// The server isn't fit to be loaded into.
    case unsuitable(location: String, what: String, remedy: String)
    /// The role lacks rights; each is a statement that gives it.
    case missingRights(location: String, role: String, grants: [String])
    /// Somebody else holds the CRM, or tables of it, for longer than the wait.
    case heldByOther(location: String, holders: [String])
    /// Another run wrote while this one believed that it held the CRM.
    case fenced(location: String)
    /// A rule that somebody added to the tables refuses a row; `id` is nil where the engine doesn't tell which.
    case refused(location: String, table: String, id: RecordID?, rule: String, state: String)
    /// The connection was lost while committing, and it is certain that nothing was committed.
    case notCommitted(location: String)
    /// The connection was lost while committing, and nobody can be asked whether it was committed.
    case outcomeUnknown(location: String, batch: String)

    /// True when it isn't known whether the work was committed: what only a committed batch needs must be kept.
    public static func leavesOutcomeUnknown(_ error: any Error) -> Bool {
        switch error {
        case CRMFault.outcomeUnknown, SQLiteFault.uncertain: true
        default: false
        }
    }

    /// The exit code's class: 6 integrity, 5 busy, 7 rights, 8 outcome unknown, 4 the CRM else.
    public var exitCode: Int32 {
        switch self {
        case .damaged, .vanished, .newerSchema: 6
        case .misfit: 2
        case .heldByOther, .fenced, .inUse: 5
        case .missingRights: 7
        case .outcomeUnknown: 8
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
        case .inUse(let location):
            "\(location): another program reads it, so that its log can't be emptied; close that, and do this again"
        case .unprepared(let location): "\(location): nothing was ever loaded into this database"
        case .misfit(let location, let problems):
            (["\(location): the description of its tables doesn't fit it"] + problems).joined(separator: "\n")
        case .absent(let location): "\(location): isn't there; the program that it belongs to makes it"
        case .homeless(let location, let table, let id):
            "\(location): the description has no place for \(table) \(id); describe one"
        case .wrongType(let location, let table, let column, let found, let wanted):
            "\(location): \(table).\(column) is \(found) and has to be \(wanted); alter the column, or load into another "
                + "database"
        case .unsuitable(let location, let what, let remedy): "\(location): \(what); \(remedy)"
        case .missingRights(let location, let role, let grants):
            "\(location): \(role) lacks rights; the database's owner runs: \(grants.joined(separator: " "))"
        case .heldByOther(let location, let holders):
            "\(location): somebody else holds it: "
                + (holders.isEmpty ? "who, isn't known" : holders.joined(separator: "; "))
                + "; nothing was changed; wait until they have finished and run it again"
        case .fenced(let location):
            "\(location): another run wrote in the meantime; nothing of this one was changed; run it again"
        case .refused(let location, let table, let id, let rule, let state):
            "\(location): \(rule.isEmpty ? "a rule" : "the rule \(rule)") of \(table.isEmpty ? "the database" : table) "
                + "refuses \(id.map { "\($0)" } ?? "a row") (\(state)); nothing was changed; correct the value or the rule"
        case .notCommitted(let location):
            "\(location): the connection was lost while committing; nothing was committed; run it again"
        case .outcomeUnknown(let location, let batch):
            "\(location): the connection was lost while committing\(batch.isEmpty ? "" : " \(batch)"), and whether it was "
                + "committed can't be asked; the next command finds out: customary status"
        }
    }
}
