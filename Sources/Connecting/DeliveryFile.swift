/// One file or run's worth of a source: a regular file on this machine.
public struct DeliveryFile: Sendable {
    /// Where it is.
    public let path: String
    /// Its own name, without the folder.
    public let name: String
    /// Its size in bytes when the run began.
    public let size: Int

    /// Names a file; `size` as the file system says.
    public init(path: String, size: Int) {
        self.path = path
        name = path.split(separator: "/").last.map(String.init) ?? path
        self.size = size
    }
}
