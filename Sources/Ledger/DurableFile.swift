internal import Glibc

/// A file that is there whole or not at all: written under another name, synced, then renamed, then its folder synced.
final class DurableFile {
    /// The name under which it is written.
    let partial: String
    private let path: String
    private var descriptor: Int32
    private var buffer: [UInt8] = []
    private static let bufferBytes = 1 << 20

    /// Begins a file that only its owner can read; an unfinished one of the same name is replaced. It is written as
    /// `partial`, else as the path with `.partial` behind it.
    init(path: String, partial: String? = nil) throws(LedgerFault) {
        self.path = path
        let partial = partial ?? path + ".partial"
        self.partial = partial
        unlink(partial)
        descriptor = open(partial, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite(path: partial, reason: DurableFile.reason()) }
        _ = fchmod(descriptor, 0o600)
        buffer.reserveCapacity(DurableFile.bufferBytes + 4_096)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws(LedgerFault) { try write(bytes[...]) }

    /// Appends bytes.
    func write(_ bytes: ArraySlice<UInt8>) throws(LedgerFault) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= DurableFile.bufferBytes { try flush() }
    }

    /// Writes all to the disk, its other name included, and closes it: from now on it can be found after a power loss.
    func sync() throws(LedgerFault) {
        try flush()
        guard fsync(descriptor) == 0 else { throw .cannotWrite(path: partial, reason: DurableFile.reason()) }
        close(descriptor)
        descriptor = -1
        try DurableFile.syncFolder(of: partial)
    }

    /// Gives the file its name.
    func publish() throws(LedgerFault) { try DurableFile.publish(partial, as: path) }

    /// Removes what was written.
    func discard() { unlink(partial) }

    /// Gives a synced file its name and syncs the folder.
    static func publish(_ partial: String, as path: String) throws(LedgerFault) {
        guard rename(partial, path) == 0 else { throw .cannotWrite(path: path, reason: reason()) }
        try syncFolder(of: path)
    }

    /// Writes a whole small file.
    static func write(_ bytes: [UInt8], to path: String) throws(LedgerFault) {
        let file = try DurableFile(path: path)
        try file.write(bytes)
        try file.sync()
        try file.publish()
    }

    /// Reads a whole file of at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(LedgerFault) -> [UInt8] {
        let reader = try LineReader(path: path)
        var bytes: [UInt8] = []
        while try reader.fill() {
            bytes.append(contentsOf: reader.takeAll())
            guard bytes.count <= limit else { throw .cannotRead(path: path, reason: "larger than \(limit) bytes") }
        }
        return bytes
    }

    /// Makes a folder, with those above it, for its owner only; what is made stays after a power loss.
    static func makeFolder(_ path: String) throws(LedgerFault) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else { throw .cannotWrite(path: path, reason: "no folder") }
            return
        }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try makeFolder(String(path[..<slash])) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .cannotWrite(path: path, reason: reason()) }
        try syncFolder(of: path)
    }

    /// Whether there is a file.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The folder that a file lies in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func reason() -> String { String(cString: strerror(errno)) }

    private static func syncFolder(of path: String) throws(LedgerFault) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(path: folder, reason: reason()) }
        defer { close(descriptor) }
        // File systems that can't sync a folder say EINVAL; that is no failure.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw .cannotWrite(path: folder, reason: reason())
        }
    }

    private func flush() throws(LedgerFault) {
        var start = 0
        while start < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .cannotWrite(path: partial, reason: DurableFile.reason()) }
            start += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Reads a file line by line with bounded memory.
final class LineReader {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0
    private var ended = false
    private static let longestLine = 64 << 20
    private static let chunkBytes = 256 << 10

    init(path: String) throws(LedgerFault) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(path: path, reason: DurableFile.reason()) }
    }

    deinit { close(descriptor) }

    /// The next line without its newline, and whether it had one; nil at the end.
    func line() throws(LedgerFault) -> (bytes: ArraySlice<UInt8>, whole: Bool)? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = buffer[start..<end]
                start = end + 1
                return (line, true)
            }
            let length = buffer.count - start
            guard length <= LineReader.longestLine else { throw .cannotRead(path: path, reason: "a line is too long") }
            guard try fill() else {
                guard start < buffer.count else { return nil }
                let line = buffer[start...]
                start = buffer.count
                return (line, false)
            }
            searched = start + length
        }
    }

    /// Reads some more; false at the end.
    func fill() throws(LedgerFault) -> Bool {
        if ended { return false }
        var failed = false
        let chunk = [UInt8](unsafeUninitializedCapacity: LineReader.chunkBytes) { chunk, count in
            var got = -1
            repeat {
                got = Glibc.read(descriptor, chunk.baseAddress, LineReader.chunkBytes)
            } while got < 0 && errno == EINTR
            failed = got < 0
            count = max(0, got)
        }
        if failed { throw .cannotRead(path: path, reason: DurableFile.reason()) }
        ended = chunk.isEmpty
        buffer = start == buffer.count ? chunk : buffer[start...] + chunk
        start = 0
        return !ended
    }

    /// Everything read and not yet given out.
    func takeAll() -> ArraySlice<UInt8> {
        defer { start = buffer.count }
        return buffer[start...]
    }
}
