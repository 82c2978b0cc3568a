#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A regular file opened for reading, which remembers what it was like when it was opened.
///
/// Symbolic links, pipes and devices are refused, so that a name in a folder never leads out of it and opening never waits.
/// Only what this process itself unpacked is reached through a link, the one that the kernel has for an open file.
public final class RegularFile {
    /// The size in bytes when it was opened.
    public let size: Int

    private let descriptor: Int32
    private let path: String
    private let isUnpacked: Bool
    private let opened: stat

    /// Opens the file.
    public init(path: String) throws(FormatFault) {
        self.path = path
        isUnpacked = UnpackedFile.isPath(path)
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | (isUnpacked ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "it is a symbolic link" : String(cString: strerror(errno))
            throw .unreadable(reason: reason)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw .unreadable(reason: "its properties are not known")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable(reason: "it is no regular file")
        }
        opened = status
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// True when size, time of change or the file under that name are no longer what they were at the opening.
    public var hasChanged: Bool {
        var now = stat()
        guard fstat(descriptor, &now) == 0, isSame(now) else { return true }
        if isUnpacked { return false }
        return lstat(path, &now) != 0 || !isSame(now)
    }

    /// Gives the open descriptor to `body`; it is closed with this value, not before.
    public func withDescriptor<Result>(_ body: (Int32) throws -> Result) rethrows -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(descriptor)
    }

    /// The first bytes, at most `count`.
    public func beginning(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            filled = 0
            while filled < buffer.count {
                let read = pread(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, filled)
                if read <= 0 { break }
                filled += read
            }
        }
    }

    /// Bytes from a place on, fewer than `count` where the file ends or can't be read.
    public func bytes(at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, min(count, size))) { buffer, filled in
            filled = read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Reads bytes from a place on into memory of the caller's; returns how many, fewer than fit where the file ends.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, offset + filled)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            filled += count
        }
        return filled
    }

    /// Scans the file as XML from beginning to end, or until the receiver stops the scanner that `prepare` is given. True when
    /// the end was reached. `part` names the text in faults.
    @discardableResult
    public func scan(
        part: String, with receiver: any XMLReceiver, limits: FormatLimits, prepare: (XMLScanner) -> Void = { _ in }
    ) throws(FormatFault) -> Bool {
        let scanner = try XMLScanner(part: part, receiver: receiver, limits: limits)
        prepare(scanner)
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: ZIPArchive.chunkBytes, alignment: 16)
        defer { chunk.deallocate() }
        var offset = 0
        while !scanner.isStopped {
            let count = read(at: offset, into: chunk)
            if count == 0 { break }
            offset += count
            try scanner.feed(UnsafeRawBufferPointer(rebasing: chunk[..<count]))
        }
        if !scanner.isStopped, offset < size {
            throw .unreadable(reason: "only \(offset) of its \(size) bytes can be read")
        }
        try scanner.finish()
        return !scanner.isStopped
    }

    private func isSame(_ now: stat) -> Bool {
        now.st_dev == opened.st_dev && now.st_ino == opened.st_ino && now.st_size == opened.st_size
            && now.st_mtim.tv_sec == opened.st_mtim.tv_sec && now.st_mtim.tv_nsec == opened.st_mtim.tv_nsec
    }
}
