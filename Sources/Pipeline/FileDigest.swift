import Connecting
import Digest
import Foundation

/// SHA-256 of files and texts, in hex.
enum FileDigest {
    /// The digest of a file's content.
    static func of(_ delivery: DeliveryFile) throws(SourceFault) -> String {
        let descriptor = open(delivery.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable(file: delivery.name, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        var digest = SHA256()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(file: delivery.name, reason: String(cString: strerror(errno)))
            }
            digest.update(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
        }
        return Hex.encode(digest.finalize())
    }

    /// The digest of texts, each with its length.
    static func of(_ texts: [String]) -> String {
        var digest = SHA256()
        for text in texts { digest.update(field: Array(text.utf8)) }
        return Hex.encode(digest.finalize())
    }
}
