/// What stops a run, with the exit code that tells its kind.
public enum PipelineFault: Error, Sendable {
    /// Usage or configuration. Exit code 2.
    case configuration(String)
    /// Another run holds the project. Exit code 5.
    case busy(String)
    /// The staging area, a plan or a manifest isn't what it should be. Exit code 6.
    case integrity(String)
    /// Disk, memory or permissions. Exit code 7.
    case machine(String)
    /// Nothing was loaded, a person is needed. Exit code 9.
    case held(String)

    /// The process's exit code.
    public var exitCode: Int32 {
        switch self {
        case .configuration: 2
        case .busy: 5
        case .integrity: 6
        case .machine: 7
        case .held: 9
        }
    }
}

extension PipelineFault: CustomStringConvertible {
    /// One line: what happened, where, what to do.
    public var description: String {
        switch self {
        case .configuration(let text), .busy(let text), .integrity(let text), .machine(let text), .held(let text): text
        }
    }
}
