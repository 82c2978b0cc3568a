#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The system's own, where a method has its name.
private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, base, count)
}

/// What was unpacked of an archive or a packed file: a file without a name, which is gone with the last that holds it, even if the
/// process is killed. Others of this process open it under `path`.
public final class UnpackedFile: Sendable {
    /// Where this process finds it.
    public var path: String { "\(UnpackedFile.folder)\(descriptor)" }
    /// Its size in bytes.
    public let size: Int

    private let descriptor: Int32
    private static let folder = "/proc/self/fd/"
    /// `O_TMPFILE`, a macro that Swift doesn't import.
    private static let temporary = 0o20_000_000 | O_DIRECTORY

    /// Unpacks a member of an archive into a file in `folder`.
    public convenience init(_ member: Int, of archive: ZIPArchive, folder: String) throws(FormatFault) {
        try self.init(folder: folder) { (write) throws(FormatFault) in
            try archive.read(member) { (chunk) throws(FormatFault) -> Bool in
                try write(chunk)
                return true
            }
        }
    }

    /// Inflates a file packed by gzip into a file in `folder`.
    public convenience init(gzip file: RegularFile, folder: String, limits: FormatLimits = FormatLimits())
        throws(FormatFault)
    {
        let reader = try GZIPReader(file: file, limits: limits)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { chunk.deallocate() }
        try self.init(folder: folder) { (write) throws(FormatFault) in
            while true {
                let count = try reader.read(into: chunk)
                if count == 0 { return }
                try write(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
            }
        }
    }

    /// Makes a file in `folder` of the bytes that `fill` hands on.
    public init(
        folder: String, _ fill: ((UnsafeRawBufferPointer) throws(FormatFault) -> Void) throws(FormatFault) -> Void
    ) throws(FormatFault) {
        descriptor = try UnpackedFile.nameless(in: folder)
        var written = 0
        let file = descriptor
        do throws(FormatFault) {
            try fill { (chunk) throws(FormatFault) in
                try UnpackedFile.write(chunk, to: file, folder: folder)
                written += chunk.count
            }
        } catch {
            close(descriptor)
            throw error
        }
        size = written
    }

    deinit { close(descriptor) }

    /// True for the path of an unpacked file.
    static func isPath(_ path: String) -> Bool {
        path.hasPrefix(folder) && path.utf8.count > folder.utf8.count
            && path.dropFirst(folder.count).allSatisfy { ("0"..."9").contains($0) }
    }

    private static func nameless(in folder: String) throws(FormatFault) -> Int32 {
        let descriptor = open(folder, O_RDWR | temporary | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        // Not every file system makes files without a name: make one with a name, and take the name away at once.
        var pattern = Array("\(folder)/customary-XXXXXX".utf8CString)
        let named = mkstemp(&pattern)
        guard named >= 0 else { throw .notWritable(path: folder, reason: String(cString: strerror(errno))) }
        unlink(pattern)
        _ = fcntl(named, F_SETFD, FD_CLOEXEC)
        return named
    }

    private static func write(_ chunk: UnsafeRawBufferPointer, to descriptor: Int32, folder: String) throws(FormatFault)
    {
        var rest = chunk
        while let base = rest.baseAddress, !rest.isEmpty {
            let count = systemWrite(descriptor, base, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .notWritable(path: folder, reason: String(cString: strerror(errno)))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
