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
    /// The load came to another state than the rehearsal of its plan; it was taken back.
    case notAsPlanned(path: String, planned: String, found: String)
    /// A manifest isn't what was written; `record` counts its lines from 1, 0 = the whole file.
    case badManifest(path: String, record: Int, reason: String)
    /// A snapshot file isn't what was written.
    case badSnapshot(path: String)
    /// The project's keys can't be used.
    case badKeys(path: String, reason: String)
    /// There is no such batch.
    case noBatch(String)
    /// What was asked for is no part of the batch.
    case badScope(String)
    /// A rollback can't be taken back as things stand, because of a later batch.
    case blocked(String, reason: String)
    /// After a batch the CRM isn't what it should be; nothing was written.
    case badProof(String, reason: String)
    /// Sealed values of a change don't open.
    case sealed(batch: String, number: Int)
    /// The signature or the chain of a batch row doesn't hold.
    case badBatch(String, reason: String)

    /// A rule of the CRM refuses a record that a source brought; `place` says which row of it.
    case refused(place: String, table: String, id: String, rule: String, state: String)

    /// The exit code's class: 6 integrity, 7 this machine, 2 what was asked for, 3 never.
    public var exitCode: Int32 {
        switch self {
        case .badPlan, .otherDatabase, .notAsPlanned, .badManifest, .badSnapshot, .sealed, .badBatch, .badProof: 6
        case .cannotWrite, .cannotRead, .badKeys: 7
        case .noBatch, .badScope, .blocked: 2
        case .duplicateID, .badValue, .refused: 4
        }
    }

    /// The same for what happened once the batch was committed.
    public var afterCommit: String {
        guard case .cannotWrite(let path, let reason) = self else { return description }
        return "the manifest is written but couldn't get its name \(path) (\(reason)); the next command gives it: "
            + "customary status"
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
        case .notAsPlanned(let path, let planned, let found):
            "\(path): the load came to the state \(found.prefix(12))…, its plan to \(planned.prefix(12))…; nothing was loaded; please report this"
        case .badManifest(let path, let record, let reason):
            record == 0 ? "\(path): \(reason)" : "\(path): record \(record): \(reason)"
        case .badSnapshot(let path): "\(path): is no whole state snapshot; it was changed or cut"
        case .badKeys(let path, let reason): "\(path): \(reason); put the project's keys back from their backup"
        case .noBatch(let batch): "there is no batch \(batch); `customary history` lists them"
        case .badScope(let reason): reason
        case .blocked(let batch, let reason): "\(batch) can't be taken back as things stand: \(reason)"
        case .badProof(let batch, let reason):
            "\(batch): \(reason); nothing was written. Look for triggers or other writers in the database"
        case .sealed(let batch, let number):
            "the sealed values of change \(number) of \(batch) don't open: changed, or sealed with other keys"
        case .refused(let place, let table, let id, let rule, let state):
            "\(place): the CRM refuses it: \(rule.isEmpty ? "a rule" : "the rule \(rule)") of \(table) (\(state), record \(id)); "
                + "nothing was loaded; correct the value, or the mapping, or the rule"
        case .badBatch(let batch, let reason): "batch \(batch): \(reason); restore the database from a backup"
        }
    }
}
