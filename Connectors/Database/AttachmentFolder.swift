internal import Configuration
internal import Connecting
internal import Digest
internal import Formats
internal import Records

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The files of a folder as records, named by a small file beside it:
///
/// ```yaml
/// folder: upload
/// owner: "{key}/*"      # which part of a path is the key of the record that the file belongs to
/// ```
///
/// Only names, sizes, times and hashes are read; what a file holds stays where it is.
final class AttachmentFolder: TableSource {
    let title = "folder"
    let isChosen = true
    let notes = SourceNotes()
    private let limits: ReadingLimits
    private let position: Position
    private let root: String
    private let pattern: PathPattern?
    private static let columns = ["path", "name", "folder", "media_type", "bytes", "sha256", "modified", "record_key"]

    /// Whether a file is named as such files are and says which folder it means.
    static func isAttachmentFile(_ delivery: DeliveryFile, _ head: [UInt8]) -> Bool {
        let name = delivery.name.lowercased()
        guard name.hasSuffix(".attachments.yaml") || name.hasSuffix(".attachments.yml") else { return false }
        return String(decoding: head, as: UTF8.self).contains("folder:")
    }

    init(_ delivery: DeliveryFile, limits: ReadingLimits) throws {
        self.limits = limits
        position = Position(file: delivery.name)
        let document = try YAMLDocument.parse(file: delivery.path, name: delivery.name)
        var problems = document.problems
        var folder = ""
        var owner: String?
        if let root = document.root {
            MappingReader.read(root, problems: &problems) { reader in
                folder = reader.text("folder")
                owner = reader.optionalText("owner")
            }
        }
        func refused(_ reason: String, _ remedy: String, line: Int = 0) -> SourceFault {
            .refused(
                position: Position(file: delivery.name, row: UInt32(clamping: line)), reason: reason, remedy: remedy)
        }
        if let problem = problems.first { throw refused(problem.message, problem.remedy, line: problem.place.line) }
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        guard !folder.isEmpty, !folder.utf8.contains(0), parts.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." })
        else {
            throw refused("folder: names no folder beside this file", "Write its name alone, as in folder: upload.")
        }
        pattern = try owner.map { text in
            guard let pattern = PathPattern(text) else {
                throw refused(
                    "owner: \"\(text)\" doesn't say where the key stands",
                    "Write {key} once, * for any part of a name and ** for any folders, as in \"{key}/**\".")
            }
            return pattern
        }
        let own = delivery.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        root = own.isEmpty ? folder : own.joined(separator: "/") + "/" + folder
        var status = stat()
        guard lstat(root, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw SourceFault.missing(
                position: position, what: "there is no folder \"\(folder)\" beside it", remedy: "Put it there.")
        }
    }

    func tables() throws -> [SourceTable] {
        var table = SourceTable(
            name: "attachments", columns: AttachmentFolder.columns.map { SourceColumn(name: $0) })
        try walk { _, _ in
            table.rows += 1
            return true
        }
        return [table]
    }

    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws {
        guard !tables.isEmpty else { return }
        var row = TableRow()
        var place: UInt32 = 0
        try walk { path, status in
            place &+= 1
            row.begin(place: place)
            let name = path.split(separator: "/").last.map(String.init) ?? path
            row.appendCell(path)
            row.appendCell(name)
            row.appendCell(path.split(separator: "/").dropLast().joined(separator: "/"))
            row.appendCell(MediaType.of(name))
            row.appendCell(String(status.st_size))
            if let hash = try? hash(of: "\(root)/\(path)") {
                row.appendCell(hash)
            } else {
                row.endCell()
                row.remark = "the file can't be read"
            }
            row.appendCell(AttachmentFolder.time(status.st_mtim.tv_sec))
            row.appendCell(pattern?.key(in: path) ?? "")
            return try body(0, row)
        }
    }

    // MARK: Files

    /// Gives the folder's files in the order of their paths; links and what begins with a point are passed over.
    private func walk(_ body: (String, stat) throws -> Bool) throws {
        var count = 0
        func visit(_ folder: String, depth: Int) throws -> Bool {
            guard depth <= limits.depth else {
                throw SourceFault.tooLarge(position: position, limit: "folders in each other", value: limits.depth)
            }
            for name in try names(in: folder.isEmpty ? root : "\(root)/\(folder)") {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                var status = stat()
                guard lstat("\(root)/\(path)", &status) == 0 else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: if try !visit(path, depth: depth + 1) { return false }
                case S_IFREG:
                    count += 1
                    guard count <= limits.records else {
                        throw SourceFault.tooLarge(position: position, limit: "files", value: limits.records)
                    }
                    if try !body(path, status) { return false }
                default: break
                }
            }
            return true
        }
        _ = try visit("", depth: 0)
    }

    private func names(in folder: String) throws -> [String] {
        guard let open = opendir(folder) else {
            throw SourceFault.unreadable(file: position.file, reason: "\(folder): \(String(cString: strerror(errno)))")
        }
        defer { closedir(open) }
        var names: [String] = []
        while let entry = readdir(open) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            names.append(name)
            guard names.count <= 1_000_000 else {
                throw SourceFault.tooLarge(position: position, limit: "files in a folder", value: 1_000_000)
            }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private func hash(of path: String) throws -> String {
        let file = try RegularFile(path: path)
        var hash = SHA256()
        var offset: off_t = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let read = file.withDescriptor { pread($0, buffer.baseAddress, buffer.count, offset) }
            guard read >= 0 else { throw FormatFault.unreadable(reason: String(cString: strerror(errno))) }
            if read == 0 { break }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[0..<read]))
            offset += off_t(read)
        }
        return String(decoding: DumpValue.hexadecimal(hash.finalize()), as: UTF8.self)
    }

    private static func time(_ seconds: Int) -> String {
        var seconds = time_t(seconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
            + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}

/// Where in a path a key stands: `{key}/**`, `*/{key}_*`, `{key}`.
struct PathPattern {
    private enum Piece: Equatable {
        case text([UInt8])
        case star
        case stars
        case key
    }

    private let pieces: [Piece]

    /// Nil where the key stands nowhere or twice, or with more than eight stars.
    init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = Array(text.utf8)[...]
        var plain: [UInt8] = []
        func flush() {
            if !plain.isEmpty { pieces.append(.text(plain)) }
            plain = []
        }
        let key = Array("{key}".utf8)
        while let first = rest.first {
            if rest.starts(with: key) {
                flush()
                pieces.append(.key)
                rest = rest.dropFirst(key.count)
            } else if first == 0x2A {
                flush()
                let isDouble = rest.dropFirst().first == 0x2A
                pieces.append(isDouble ? .stars : .star)
                rest = rest.dropFirst(isDouble ? 2 : 1)
            } else {
                plain.append(first)
                rest = rest.dropFirst()
            }
        }
        flush()
        guard pieces.count(where: { $0 == .key }) == 1, pieces.count(where: { $0 == .star || $0 == .stars }) <= 8 else {
            return nil
        }
        self.pieces = pieces
    }

    /// The key in a path that the pattern fits, the shortest that does; nil for others.
    func key(in path: String) -> String? {
        let bytes = Array(path.utf8)
        var key: Range<Int>?
        // What was tried in vain isn't tried again.
        var failed: Set<Int> = []
        func match(_ piece: Int, _ at: Int) -> Bool {
            guard piece < pieces.count else { return at == bytes.count }
            let state = piece * (bytes.count + 1) + at
            if failed.contains(state) { return false }
            var isFound = false
            switch pieces[piece] {
            case .text(let text): isFound = bytes[at...].starts(with: text) && match(piece + 1, at + text.count)
            case .star, .stars, .key:
                var end = pieces[piece] == .key ? at + 1 : at
                while end <= bytes.count {
                    if pieces[piece] != .stars, end > at, bytes[end - 1] == 0x2F { break }
                    if match(piece + 1, end) {
                        if pieces[piece] == .key { key = at..<end }
                        isFound = true
                        break
                    }
                    end += 1
                }
            }
            if !isFound { failed.insert(state) }
            return isFound
        }
        guard match(0, 0), let key else { return nil }
        return String(decoding: bytes[key], as: UTF8.self)
    }
}

/// The kind of a file by its ending.
private enum MediaType {
    static func of(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "" }
        return types[name[name.index(after: dot)...].lowercased()] ?? ""
    }

    private static let types = [
        "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
        "tif": "image/tiff", "tiff": "image/tiff", "txt": "text/plain", "csv": "text/csv", "htm": "text/html",
        "html": "text/html", "rtf": "application/rtf", "doc": "application/msword", "xls": "application/vnd.ms-excel",
        "ppt": "application/vnd.ms-powerpoint", "msg": "application/vnd.ms-outlook", "eml": "message/rfc822",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "zip": "application/zip", "xml": "application/xml", "json": "application/json", "vcf": "text/vcard",
        "ics": "text/calendar",
    ]
}
