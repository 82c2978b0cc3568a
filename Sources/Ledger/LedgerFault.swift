/// What stops planning, loading and taking back.
public enum LedgerFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Two desired records have one id.
    case duplicateID(table: String, id: String)
    /// A desired value is no value of its column's type.
    case badValue(table: String, column: String, id: String)
    /// A file can't be written; nothing was loaded.
    case cannotWrite(path: String, reason: String)
    /// A file can't be read.
    case cannotRead(path: String, reason: String)
    /// A plan file isn't what was written, or isn't this project's.
    case badPlan(path: String, reason: String)
    /// The plan was made for another database.
    case otherDatabase(path: String, planned: String, found: String)
    /// A manifest isn't what was written; `record` counts its lines from 1, 0 = the whole file.
    case badManifest(path: String, record: Int, reason: String)
    /// A snapshot file isn't what was written.
    case badSnapshot(path: String)
    /// The project's keys can't be used.
    case badKeys(path: String, reason: String)
    /// There is no such batch.
    case noBatch(String)
    /// The batch is a rollback, which isn't taken back: the load is loaded again.
    case notALoad(String)
    /// Sealed values of a change don't open.
    case sealed(batch: String, number: Int)
    /// The signature or the chain of a batch row doesn't hold.
    case badBatch(String, reason: String)

    /// A rule of the CRM refuses a record that a source brought; `place` says which row of it.
    case refused(place: String, table: String, id: String, rule: String, state: String)

    /// The exit code's class: 6 integrity, 7 this machine, 2 what was asked for, 3 never.
    public var exitCode: Int32 {
        switch self {
        case .badPlan, .otherDatabase, .badManifest, .badSnapshot, .sealed, .badBatch: 6
        case .cannotWrite, .cannotRead, .badKeys: 7
        case .noBatch, .notALoad: 2
        case .duplicateID, .badValue, .refused: 4
        }
    }

    /// One line: what, where, what to do.
    public var description: String {
        switch self {
        case .duplicateID(let table, let id): "two records of \(table) are to have the id \(id); please report this"
        case .badValue(let table, let column, let id):
            "\(table).\(column) of \(id) is no value of its type; correct the mapping"
        case .cannotWrite(let path, let reason): "\(path): can't be written (\(reason)); nothing was loaded"
        case .cannotRead(let path, let reason): "\(path): can't be read (\(reason))"
        case .badPlan(let path, let reason): "\(path): \(reason); make a new plan"
        case .otherDatabase(let path, let planned, let found):
            "\(path): was planned for the database \(planned), this one is \(found); plan for this one"
        case .badManifest(let path, let record, let reason):
            record == 0 ? "\(path): \(reason)" : "\(path): record \(record): \(reason)"
        case .badSnapshot(let path): "\(path): is no whole state snapshot; it was changed or cut"
        case .badKeys(let path, let reason): "\(path): \(reason); put the project's keys back from their backup"
        case .noBatch(let batch): "there is no batch \(batch); `customary history` lists them"
        case .notALoad(let batch): "\(batch) is itself a rollback; to undo it, load the plan again"
        case .sealed(let batch, let number):
            "the sealed values of change \(number) of \(batch) don't open: changed, or sealed with other keys"
        case .refused(let place, let table, let id, let rule, let state):
            "\(place): the CRM refuses it: \(rule.isEmpty ? "a rule" : "the rule \(rule)") of \(table) (\(state), record \(id)); "
                + "nothing was loaded; correct the value, or the mapping, or the rule"
        case .badBatch(let batch, let reason): "batch \(batch): \(reason); restore the database from a backup"
        }
    }
}
