public import Connecting
import Formats
import Foundation
import Records

/// The files that a client's folders and archives hold, and how each is reached.
///
/// A member of an archive is named by the archive's path with the member's name behind it: `inbox/export.zip/Account.csv`.
/// Names in an archive are compared, never used as paths. `*` and `?` in the last part of a location name several files
/// that are one delivery: `inbox/orders-*.csv`.
public enum ClientFiles {
    /// A file that is none of a client's tables, and why.
    public struct LeftOut: Sendable {
        /// Its location.
        public let file: String
        /// Why it was left out, in one clause.
        public let reason: String
    }

    /// The most files that a folder may hold with all its subfolders.
    static let maximumFiles = 10_000
    /// How deep folders are looked into.
    static let maximumDepth = 8

    /// Names the file at a location: a regular file, one packed by gzip, or a member of an archive. What is packed is
    /// unpacked for as long as the value lives.
    public static func delivery(_ location: String) throws(SourceFault) -> DeliveryFile {
        let name = lastName(location)
        var status = stat()
        if lstat(location, &status) != 0 {
            let problem = errno
            if problem == ENOTDIR, let parts = archive(in: location) {
                if isPattern(lastName(parts.member)) {
                    return try delivery(pattern: parts.member, of: parts.archive, location)
                }
                return try UnpackedMembers.delivery(member: parts.member, of: parts.archive, location: location)
            }
            if problem == ENOENT, isPattern(name) { return try delivery(pattern: location) }
            throw .unreadable(
                file: name, reason: problem == ENOENT ? "there is no such file" : String(cString: strerror(problem)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: name, reason: "it is no regular file (a link, folder or device)")
        }
        return try UnpackedMembers.delivery(gzip: location, location: location)
            ?? DeliveryFile(path: location, size: Int(status.st_size))
    }

    /// The files at a location: the location itself for a file; what lies in it for a folder and for an archive that is
    /// no workbook. In the order of their names; files that begin with a point are the system's own.
    ///
    /// Throws for a folder or archive that can't be read, is hostile or holds nothing.
    public static func inside(_ location: String) throws(SourceFault) -> [String] {
        var status = stat()
        guard lstat(location, &status) == 0 else { return [location] }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return try files(inFolder: location)
        case S_IFREG: return try members(ofArchive: location) ?? [location]
        default: return [location]
        }
    }

    // MARK: Patterns

    private static func isPattern(_ name: String) -> Bool { name.contains("*") || name.contains("?") }

    /// The regular files of a folder whose names fit, in the order of their names.
    private static func delivery(pattern location: String) throws(SourceFault) -> DeliveryFile {
        let pattern = lastName(location)
        let folder = location.hasSuffix("/" + pattern) ? String(location.dropLast(pattern.utf8.count + 1)) : "."
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "/" : folder)) ?? []
        var found: [(location: String, size: Int)] = []
        for name in names where fnmatch(pattern, name, FNM_PERIOD | FNM_PATHNAME) == 0 {
            var status = stat()
            let path = "\(folder)/\(name)"
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            found.append((path, Int(status.st_size)))
        }
        return try delivery(of: found, location, in: folder)
    }

    /// The members of an archive whose names fit, in the order of their names.
    private static func delivery(
        pattern member: String, of path: String, _ location: String
    ) throws(SourceFault) -> DeliveryFile {
        let members: [ZIPArchive.Member]
        do throws(FormatFault) { members = try ZIPArchive(file: RegularFile(path: path)).members } catch {
            throw SourceFault(error, Position(file: lastName(path)), .archive)
        }
        let found = members.filter { fnmatch(member, plain($0.name), FNM_PERIOD | FNM_PATHNAME) == 0 }
        return try delivery(of: found.map { ("\(path)/\(plain($0.name))", $0.size) }, location, in: lastName(path))
    }

    private static func delivery(
        of found: [(location: String, size: Int)], _ location: String, in folder: String
    ) throws(SourceFault) -> DeliveryFile {
        let name = lastName(location)
        if found.count > maximumFiles {
            throw .tooLarge(position: Position(file: name), limit: "files of one delivery", value: maximumFiles)
        }
        guard !found.isEmpty else {
            throw .unreadable(file: name, reason: "no file in \(folder) has a name that fits")
        }
        return DeliveryFile(
            parts: found.map(\.location).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, location: location,
            size: found.reduce(0) { $0 &+ $1.size })
    }

    // MARK: Folders

    private static func files(inFolder folder: String) throws(SourceFault) -> [String] {
        var found: [String] = []
        var waiting = [(path: folder.hasSuffix("/") ? String(folder.dropLast()) : folder, depth: 1)]
        while let next = waiting.popLast() {
            let names: [String]
            do { names = try FileManager.default.contentsOfDirectory(atPath: next.path) } catch {
                throw .unreadable(file: next.path, reason: "the folder can't be listed")
            }
            for name in names where !name.hasPrefix(".") {
                var status = stat()
                let path = next.path + "/" + name
                guard lstat(path, &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFREG: found.append(path)
                case S_IFDIR where next.depth < maximumDepth: waiting.append((path, next.depth + 1))
                default: break
                }
                if found.count > maximumFiles {
                    throw .tooLarge(position: Position(file: folder), limit: "files in a folder", value: maximumFiles)
                }
            }
        }
        guard !found.isEmpty else {
            throw .missing(
                position: Position(file: folder), what: "the folder holds no file", remedy: "Name the client's files")
        }
        return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    // MARK: Archives

    /// The locations of an archive's files; nil for what is no archive, or one that is a workbook.
    private static func members(ofArchive location: String) throws(SourceFault) -> [String]? {
        let name = lastName(location)
        do throws(FormatFault) {
            let file = try RegularFile(path: location)
            guard file.beginning(4) == [0x50, 0x4B, 0x03, 0x04], case .other = try WorkbookKind.of(file) else {
                return nil
            }
            let archive = try ZIPArchive(file: file)
            var members: [String] = []
            for member in archive.members where !member.name.hasSuffix("/") {
                let parts = member.name.split(separator: "/")
                if member.name.hasPrefix("/") || parts.contains("..") {
                    throw FormatFault.refused(part: member.name, reason: "its name leads out of the archive")
                }
                if !parts.contains(where: { $0.hasPrefix(".") && $0 != "." || $0 == "__MACOSX" }) {
                    members.append(plain(member.name))
                }
            }
            if members.isEmpty {
                throw FormatFault.refused(part: "", reason: "the archive holds no file")
            }
            return members.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { "\(location)/\($0)" }
        } catch {
            throw SourceFault(error, Position(file: name), .archive)
        }
    }

    /// The archive in a location, and the member's name behind it; nil where no part of it is a regular file.
    static func archive(in location: String) -> (archive: String, member: String)? {
        var end = location.startIndex
        while let slash = location[end...].dropFirst().firstIndex(of: "/") {
            let path = String(location[..<slash])
            var status = stat()
            if lstat(path, &status) != 0 { return nil }
            if status.st_mode & S_IFMT == S_IFREG {
                let member = String(location[location.index(after: slash)...])
                return member.isEmpty ? nil : (path, member)
            }
            end = slash
        }
        return nil
    }

    /// A member's name as a location has it: without `./` and doubled slashes.
    static func plain(_ member: String) -> String {
        member.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// The last part of a location.
    static func lastName(_ location: String) -> String {
        location.split(separator: "/").last.map(String.init) ?? location
    }
}
