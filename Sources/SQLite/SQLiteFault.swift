/// What stops work on a SQLite file.
public enum SQLiteFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The disk, or the quota, is full; the transaction was taken back.
    case full(path: String, code: Int32, detail: String)
    /// The file, or its folder, can't be written.
    case readOnly(path: String, code: Int32, detail: String)
    /// Another process holds the file for longer than the wait.
    case busy(path: String, code: Int32, detail: String)
    /// The file is damaged or isn't a SQLite file.
    case corrupt(path: String, code: Int32, detail: String)
    /// The file isn't there or can't be opened.
    case cannotOpen(path: String, code: Int32, detail: String)
    /// A row breaks a constraint of the schema.
    case constraint(path: String, code: Int32, detail: String)
    /// The file belongs to another program: its application id is `found`.
    case notOurs(path: String, expected: Int32, found: Int32)
    /// A setting that safety depends on could not be made.
    case setting(path: String, name: String, wanted: String, found: String)
    /// Reading or writing failed on this machine: an I/O error or too little memory.
    case machine(path: String, code: Int32, detail: String)
    /// The disk failed while a decision was being committed: it may hold or not.
    case uncertain(path: String, code: Int32, detail: String)
    /// Anything else, such as a statement that doesn't fit the schema.
    case other(path: String, code: Int32, detail: String)

    /// The exit code's class: 5 busy, 6 integrity, 7 this machine, 8 outcome unknown, 4 the database else.
    public var exitCode: Int32 {
        switch self {
        case .busy: 5
        case .corrupt, .notOurs: 6
        case .full, .readOnly, .cannotOpen, .machine, .setting: 7
        case .uncertain: 8
        case .constraint, .other: 4
        }
    }

    /// Sorts an extended result code of SQLite.
    public init(code: Int32, path: String, detail: String) {
        switch code & 0xFF {
        case 13: self = .full(path: path, code: code, detail: detail)
        case 8, 3: self = .readOnly(path: path, code: code, detail: detail)
        case 5, 6: self = .busy(path: path, code: code, detail: detail)
        case 11, 26: self = .corrupt(path: path, code: code, detail: detail)
        case 14: self = .cannotOpen(path: path, code: code, detail: detail)
        case 19: self = .constraint(path: path, code: code, detail: detail)
        case 7, 10: self = .machine(path: path, code: code, detail: detail)
        default: self = .other(path: path, code: code, detail: detail)
        }
    }

    /// One line: what, where, what to do.
    public var description: String {
        switch self {
        case .full(let path, let code, _):
            "\(path): no space left on the disk (SQLite \(code)); nothing was changed; make room and run it again"
        case .readOnly(let path, let code, let detail):
            "\(path): can't be written (SQLite \(code): \(detail)); let this user write the file and its folder"
        case .busy(let path, let code, _):
            "\(path): another program is writing to it (SQLite \(code)); wait until it has finished and run it again"
        case .corrupt(let path, let code, let detail):
            "\(path): is damaged or no SQLite database (SQLite \(code): \(detail)); restore it from a backup"
        case .cannotOpen(let path, let code, let detail):
            "\(path): can't be opened (SQLite \(code): \(detail)); check the path and its permissions"
        case .constraint(let path, let code, let detail):
            "\(path): a row breaks a rule of the schema (SQLite \(code): \(detail)); nothing was changed"
        case .notOurs(let path, let expected, let found):
            "\(path): belongs to another program (application id \(found), expected \(expected)); name another file"
        case .setting(let path, let name, let wanted, let found):
            "\(path): SQLite doesn't keep \(name)=\(wanted) (it says \(found)); move the file to a local disk"
        case .machine(let path, let code, let detail):
            "\(path): reading or writing failed (SQLite \(code): \(detail)); check the disk and the memory"
        case .uncertain(let path, let code, let detail):
            "\(path): writing failed at the very end (SQLite \(code): \(detail)); whether it holds, the next command finds "
                + "out: customary status"
        case .other(let path, let code, let detail): "\(path): SQLite \(code): \(detail)"
        }
    }
}
