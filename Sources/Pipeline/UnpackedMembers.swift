import Connecting
import Formats
import Foundation
import Records
import Synchronization

/// Members of archives as this process unpacked them, so that a file that is looked at five times is unpacked once.
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
    private static let kept = 8

    /// A member of an archive, unpacked.
    static func delivery(
        member name: String, of path: String, location: String
    ) throws(SourceFault) -> DeliveryFile {
        let archiveName = ClientFiles.lastName(path)
        let unpacked: UnpackedFile?
        do throws(FormatFault) { unpacked = try Self.unpacked(name, of: path) } catch {
            throw ClientFiles.fault(error, file: archiveName)
        }
        guard let unpacked else {
            throw .missing(
                position: Position(file: archiveName), what: "the archive has no file \"\(name)\"",
                remedy: "Unpack it to see what it holds, and name that in customary.yaml")
        }
        return DeliveryFile(
            path: unpacked.path, location: location, name: "\(archiveName)/\(name)", size: unpacked.size,
            unpacked: unpacked)
    }

    /// Nil when the archive has no such member.
    private static func unpacked(_ member: String, of path: String) throws(FormatFault) -> UnpackedFile? {
        let file = try RegularFile(path: path)
        var status = stat()
        _ = file.withDescriptor { fstat($0, &status) }
        let key = Key(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
            seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec), member: member)
        if let known = recent.withLock({ list in list.first { $0.key == key }?.file }) { return known }
        let archive = try ZIPArchive(file: file)
        guard let index = archive.members.firstIndex(where: { ClientFiles.plain($0.name) == member }) else {
            return nil
        }
        let made = try UnpackedFile(index, of: archive, folder: NSTemporaryDirectory())
        recent.withLock { list in
            list.append((key, made))
            if list.count > kept { list.removeFirst() }
        }
        return made
    }
}
