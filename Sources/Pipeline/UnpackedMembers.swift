import Connecting
import Formats
import Foundation
import Records
import Synchronization

/// Packed files and members of archives as this process unpacked them, so that a file that is looked at five times is unpacked once.
enum UnpackedMembers {
    /// A file as it was: whoever writes it anew gets another.
    private struct Key: Hashable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let seconds: Int64
        let nanoseconds: Int64
        let member: String
    }

    /// What was unpacked, the newest last; the others go when nobody reads them any more.
    private static let recent = Mutex<[(key: Key, file: UnpackedFile)]>([])
    /// How many are kept.
    private static let keptCount = 8

    /// A file packed by gzip, inflated; nil for any other.
    static func delivery(gzip path: String, location: String) throws(SourceFault) -> DeliveryFile? {
        let name = ClientFiles.lastName(path)
        do throws(FormatFault) {
            let file = try RegularFile(path: path)
            guard GZIPReader.isGZIP(file.beginning(3)) else { return nil }
            let inflated = try kept(file, member: "") { () throws(FormatFault) in
                try UnpackedFile(gzip: file, folder: NSTemporaryDirectory())
            }
            return DeliveryFile(
                path: inflated.path, location: location, name: name, size: inflated.size, unpacked: inflated)
        } catch {
            throw SourceFault(error, Position(file: name), .archive)
        }
    }

    /// A member of an archive, unpacked; what is itself packed by gzip is inflated, too.
    static func delivery(
        member name: String, of path: String, location: String
    ) throws(SourceFault) -> DeliveryFile {
        let archiveName = ClientFiles.lastName(path)
        let found: UnpackedFile?
        do throws(FormatFault) { found = try member(name, of: RegularFile(path: path)) } catch {
            throw SourceFault(error, Position(file: archiveName), .archive)
        }
        guard let found else {
            throw .missing(
                position: Position(file: archiveName), what: "the archive has no file \"\(name)\"",
                remedy: "Unpack it to see what it holds, and name that in customary.yaml")
        }
        return DeliveryFile(
            path: found.path, location: location, name: "\(archiveName)/\(name)", size: found.size, unpacked: found)
    }

    /// Nil when the archive has no such member.
    private static func member(_ name: String, of file: RegularFile) throws(FormatFault) -> UnpackedFile? {
        let archive = try ZIPArchive(file: file)
        guard let index = archive.members.firstIndex(where: { ClientFiles.plain($0.name) == name }) else { return nil }
        return try kept(file, member: name) { () throws(FormatFault) in
            let folder = NSTemporaryDirectory()
            let unpacked = try UnpackedFile(index, of: archive, folder: folder)
            let packed = try RegularFile(path: unpacked.path)
            return GZIPReader.isGZIP(packed.beginning(3)) ? try UnpackedFile(gzip: packed, folder: folder) : unpacked
        }
    }

    /// What was unpacked before of a file that is still the same, or else what `unpack` gives.
    private static func kept(
        _ file: RegularFile, member: String, _ unpack: () throws(FormatFault) -> UnpackedFile
    ) throws(FormatFault) -> UnpackedFile {
        var status = stat()
        _ = file.withDescriptor { fstat($0, &status) }
        let key = Key(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
            seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec), member: member)
        if let known = recent.withLock({ list in list.first { $0.key == key }?.file }) { return known }
        let made = try unpack()
        recent.withLock { list in
            list.append((key, made))
            if list.count > keptCount { list.removeFirst() }
        }
        return made
    }
}
