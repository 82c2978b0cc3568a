/// One file or run's worth of a source: a regular file on this machine, or what was unpacked of one.
public struct DeliveryFile: Sendable {
    /// Where its bytes are read.
    public let path: String
    /// What the project calls it: its path, or an archive's path with the member's name behind it.
    public let location: String
    /// What people are shown: its own name without the folder; `export.zip/Account.csv` for an archive's member.
    public let name: String
    /// Its size in bytes when the run began.
    public let size: Int
    /// The locations of the files that are read one after the other, where a pattern names several; empty for one file.
    public let parts: [String]
    /// What keeps the bytes there, where they were unpacked for this run only.
    private let unpacked: (any AnyObject & Sendable)?

    /// Names a file; `size` as the file system says.
    public init(path: String, size: Int) {
        self.path = path
        location = path
        name = path.split(separator: "/").last.map(String.init) ?? path
        self.size = size
        parts = []
        unpacked = nil
    }

    /// Names several files as one delivery; `location` is the pattern that they fit, `size` that of all together.
    public init(parts: [String], location: String, size: Int) {
        self.parts = parts
        self.location = location
        path = location
        name = location.split(separator: "/").last.map(String.init) ?? location
        self.size = size
        unpacked = nil
    }

    /// Names what was unpacked of a file: it lies at `path` as long as `unpacked` lives.
    public init(path: String, location: String, name: String, size: Int, unpacked: any AnyObject & Sendable) {
        self.path = path
        self.location = location
        self.name = name
        self.size = size
        parts = []
        self.unpacked = unpacked
    }
}
