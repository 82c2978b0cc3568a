import Connecting
import Digest
import Formats
import Foundation
import Records

/// SHA-256 of files and texts, in hex.
enum FileDigest {
    /// The digest of a file's content; of several files that are one delivery, of their names and contents.
    static func of(_ delivery: DeliveryFile) throws(SourceFault) -> String {
        if !delivery.parts.isEmpty {
            var texts: [String] = []
            for location in delivery.parts {
                let part = try ClientFiles.delivery(location)
                texts += [part.name, try of(part)]
            }
            return of(texts)
        }
        let file: RegularFile
        do throws(FormatFault) { file = try RegularFile(path: delivery.path) } catch {
            throw SourceFault(error, Position(file: delivery.name), .archive)
        }
        var digest = SHA256()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        let problem = file.withDescriptor { descriptor -> Int32 in
            while true {
                let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
                if count == 0 { return 0 }
                if count > 0 {
                    digest.update(UnsafeRawBufferPointer(rebasing: buffer[0..<count]))
                } else if errno != EINTR {
                    return errno
                }
            }
        }
        guard problem == 0 else { throw .unreadable(file: delivery.name, reason: String(cString: strerror(problem))) }
        return Hex.encode(digest.finalize())
    }

    /// The digest of texts, each with its length.
    static func of(_ texts: [String]) -> String {
        var digest = SHA256()
        for text in texts { digest.update(field: Array(text.utf8)) }
        return Hex.encode(digest.finalize())
    }
}
