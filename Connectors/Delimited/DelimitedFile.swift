import Connecting
import Formats
import Glibc

/// An open delivery: a regular file, never a link, that must not change while it is read.
struct DelimitedFile: ~Copyable {
    /// The open file.
    let descriptor: Int32
    private let path: String
    private let name: String
    private let before: stat

    /// Opens a file for reading.
    init(_ delivery: DeliveryFile) throws(SourceFault) {
        let (opened, status) = try DelimitedFile.open(delivery)
        descriptor = opened
        before = status
        path = delivery.path
        name = delivery.name
    }

    private static func open(_ delivery: DeliveryFile) throws(SourceFault) -> (Int32, stat) {
        // Not blocking, so that opening a pipe can't hang; regular files don't care.
        let descriptor = Glibc.open(delivery.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        if descriptor < 0 {
            let code = errno
            throw .unreadable(
                file: delivery.name,
                reason: code == ELOOP ? "it is a symbolic link; give the file itself" : reason(code))
        }
        var status = stat()
        if fstat(descriptor, &status) != 0 {
            let code = errno
            close(descriptor)
            throw .unreadable(file: delivery.name, reason: reason(code))
        }
        if status.st_mode & S_IFMT != S_IFREG {
            close(descriptor)
            throw .unreadable(file: delivery.name, reason: "it is no regular file; save its content as a file")
        }
        return (descriptor, status)
    }

    deinit { close(descriptor) }

    /// Its size in bytes when it was opened.
    var size: Int { before.st_size }

    /// Throws when the file was written to, cut or replaced since it was opened.
    func checkUnchanged() throws(SourceFault) {
        var now = stat()
        var atPath = stat()
        guard fstat(descriptor, &now) == 0, lstat(path, &atPath) == 0 else {
            throw .changedWhileReading(file: name)
        }
        let isSame =
            now.st_size == before.st_size && now.st_mtim.tv_sec == before.st_mtim.tv_sec
            && now.st_mtim.tv_nsec == before.st_mtim.tv_nsec && atPath.st_ino == before.st_ino
            && atPath.st_dev == before.st_dev
        if !isSame { throw .changedWhileReading(file: name) }
    }

    /// Up to `count` bytes from `offset`.
    func bytes(at offset: Int, count: Int) throws(SourceFault) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < buffer.count {
                let result = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, offset + filled)
                if result > 0 {
                    filled += result
                } else if result == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        if failure != 0 { throw .unreadable(file: name, reason: DelimitedFile.reason(failure)) }
        return bytes
    }

    /// The system's words for an error number.
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
