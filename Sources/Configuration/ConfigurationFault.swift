/// What stops the work with configuration and project files.
public enum ConfigurationFault: Error, Sendable, Equatable {
    /// The file could not be read; `reason` in the system's words.
    case unreadable(path: String, reason: String)
    /// The file is larger than what is read.
    case tooLarge(path: String, limit: Int)
    /// The path would lead out of its folder, or over a symbolic link.
    case outside(path: String, folder: String)
    /// The disk, or what the user may use of it, is full.
    case noSpace(path: String)
    /// The file system is read-only.
    case readOnly(path: String)
    /// The permissions don't allow it.
    case notPermitted(path: String)
    /// Another failure of the system while writing.
    case unwritable(path: String, reason: String)
    /// The text can't be edited without touching more than the block that was meant.
    case uneditable(file: String, key: String, reason: String)
    /// A file's structure is wrong: every problem found.
    case invalid([Problem])

    /// True when this machine is the cause (disk, permissions), not what the user wrote.
    public var isOfMachine: Bool {
        switch self {
        case .noSpace, .readOnly, .notPermitted, .unwritable: true
        case .unreadable, .tooLarge, .outside, .uneditable, .invalid: false
        }
    }

    /// The exit code this fault ends a command with: 7 for this machine, 2 for usage and configuration.
    public var exitCode: Int32 { isOfMachine ? 7 : 2 }
}

extension ConfigurationFault: CustomStringConvertible {
    /// What, where, and what to do; a line for each problem.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): can't be read (\(reason)); check the path and its permissions"
        case .tooLarge(let path, let limit):
            "\(path): is larger than \(limit) bytes, the most that is read of such a file; split it or take data out"
        case .outside(let path, let folder):
            "\(path): leads out of \(folder) or over a symbolic link; name a file inside that folder"
        case .noSpace(let path):
            "\(path): no space left on the disk or in your quota; nothing was changed, free some space"
        case .readOnly(let path): "\(path): the file system is read-only; nothing was changed, use another folder"
        case .notPermitted(let path):
            "\(path): you may not write there; nothing was changed, change the folder's permissions or owner"
        case .unwritable(let path, let reason): "\(path): can't be written (\(reason)); nothing was changed"
        case .uneditable(let file, let key, let reason):
            "\(file): the block \"\(key)\" can't be changed by itself (\(reason)); change it by hand"
        case .invalid(let problems): problems.sorted().map(\.description).joined(separator: "\n")
        }
    }
}
