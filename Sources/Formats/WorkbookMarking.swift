internal import CZip

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Writes a copy of a workbook in which cells are coloured and carry comments at their own addresses.
///
/// Parts that hold no marked cell are copied as they are packed, byte for byte; of a marked sheet every byte stays but the
/// marked cells' styles, the rows' numbers in a hidden column, and the place where its comments are named. Sheets are
/// rewritten as they are read, in memory that doesn't grow with them.
public enum WorkbookMarking {
    /// What can't be done to a workbook, although it can be read: its parts are written in a way that nobody's program does.
    private static let foreign = "its parts are built in a way that can't be marked; export the rows as CSV instead"
    /// The most bytes of a small part.
    private static let partLimit = 64 << 20

    /// Copies the workbook at `source` to `path` with marks. The file appears under its name only when it is complete.
    public static func write(_ source: String, to path: String, marks: [SheetMarks]) throws(FormatFault) {
        let file = try RegularFile(path: source)
        let limits = FormatLimits()
        guard case .xlsx(let archive, _) = try WorkbookKind.of(file, limits: limits) else {
            throw .notOfThisKind(expected: "an XLSX workbook", found: "another file")
        }
        let workbook = try Workbook(file: file, limits: limits)
        let temporary = path + ".part"
        unlink(temporary)
        try copy(file, to: temporary, for: path)
        var parts: [String] = []
        defer {
            unlink(temporary)
            for part in parts { unlink(part) }
        }
        var edits: [String: Edit] = [:]
        var coloured: [Int: Int] = [:]
        var markers: [(marker: SheetMarker, marks: SheetMarks, part: String)] = []
        for sheet in marks {
            guard let found = workbook.sheets.first(where: { $0.name == sheet.sheet && $0.kind == .table }),
                let member = archive.member(named: found.part)
            else { throw .incomplete(part: sheet.sheet, reason: "the workbook has no such sheet") }
            var marker = SheetMarker(sheet)
            try pieces(of: member, in: archive) { (piece) throws(FormatFault) in marker.look(piece) }
            markers.append((marker, sheet, found.part))
        }
        if let styles = try part(ofType: "styles", archive, limits) {
            let wanted = markers.reduce(into: Set<Int>()) { $0.formUnion($1.marker.styles) }
            if let result = MarkedParts.styles(try text(styles, archive), for: wanted) {
                coloured = result.coloured
                edits[styles] = .bytes(Array(result.text.utf8))
            }
        }
        var newComments: [String] = []
        for (index, entry) in markers.enumerated() {
            let (relation, commentPart) = try annotate(
                entry.marks, entry.part, entry.marker, index, archive, limits, &edits)
            if let commentPart { newComments.append(commentPart) }
            let part = "\(temporary).\(index)"
            parts.append(part)
            var marker = entry.marker
            marker.rewind()
            guard let member = archive.member(named: entry.part) else { continue }
            try rewrite(member, in: archive, to: part, for: path) { piece, out in
                marker.write(piece, relation: relation, style: { coloured[$0] ?? $0 }, &out)
            }
            edits[entry.part] = .file(part)
        }
        let types = "[Content_Types].xml"
        guard let list = MarkedParts.types(try text(types, archive), comments: newComments) else {
            throw .refused(part: types, reason: foreign)
        }
        edits[types] = .bytes(Array(list.utf8))
        if file.hasChanged { throw .unreadable(reason: "it changed while it was read") }
        try apply(edits, to: temporary, archive, for: path)
        try publish(temporary, path)
    }

    /// True when the workbook holds macros: its name must end in `.xlsm`, or no spreadsheet program opens it.
    public static func hasMacros(_ path: String) -> Bool {
        guard let file = try? RegularFile(path: path), let archive = try? ZIPArchive(file: file),
            let text = try? text("[Content_Types].xml", archive)
        else { return false }
        return text.contains("macroEnabled.main+xml")
    }

    private enum Edit {
        case bytes([UInt8])
        case file(String)
    }

    // MARK: Comments

    /// Adds a sheet's comments to its parts: the relation that names their drawing, and the part of comments where it is new.
    private static func annotate(
        _ marks: SheetMarks, _ part: String, _ marker: SheetMarker, _ index: Int, _ archive: ZIPArchive,
        _ limits: FormatLimits, _ edits: inout [String: Edit]
    ) throws(FormatFault) -> (relation: String, newPart: String?) {
        let comments = marks.comments.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }
        if comments.isEmpty { return (marker.drawing, nil) }
        let relationPart = PartRelations.member(for: part)
        let relations = try relations(of: part, archive, limits)
        let ownComments = relations.first(ofType: "comments")?.target
        let ownDrawing = relations.target(ofID: marker.drawing)?.target
        let folder = "xl/"
        let commentPart = ownComments ?? "\(folder)customaryComments\(index + 1).xml"
        let drawingPart = ownDrawing ?? "\(folder)drawings/customaryDrawing\(index + 1).vml"
        let before = try ownComments.map { (name) throws(FormatFault) in try text(name, archive) }
        let known = before.map { MarkedParts.commented($0) } ?? []
        let drawing = try ownDrawing.map { (name) throws(FormatFault) in try text(name, archive) }
        guard let newComments = MarkedParts.comments(before, adding: comments.map { (cell: $0.key, text: $0.value) }),
            let newDrawing = MarkedParts.drawing(
                drawing, adding: comments.map(\.key).filter { !known.contains($0.address) })
        else { throw .refused(part: part, reason: foreign) }
        edits[commentPart] = .bytes(Array(newComments.utf8))
        edits[drawingPart] = .bytes(Array(newDrawing.utf8))
        var added: [(id: String, type: String, target: String)] = []
        if ownComments == nil { added.append(("rIdCustomaryComments", "comments", "/\(commentPart)")) }
        if ownDrawing == nil { added.append(("rIdCustomaryDrawing", "vmlDrawing", "/\(drawingPart)")) }
        if !added.isEmpty {
            let own = archive.member(named: relationPart) == nil ? nil : try text(relationPart, archive)
            guard let list = MarkedParts.relations(own, adding: added) else {
                throw .refused(part: relationPart, reason: foreign)
            }
            edits[relationPart] = .bytes(Array(list.utf8))
        }
        return (ownDrawing == nil ? "rIdCustomaryDrawing" : marker.drawing, ownComments == nil ? commentPart : nil)
    }

    // MARK: Parts

    private static func relations(
        of part: String, _ archive: ZIPArchive, _ limits: FormatLimits
    ) throws(FormatFault) -> PartRelations {
        let receiver = RelationsReceiver(part: part, limits: limits)
        guard let member = archive.member(named: PartRelations.member(for: part)) else { return receiver.relations }
        try archive.scan(member, with: receiver, limits: limits)
        return receiver.relations
    }

    /// The workbook's own part of a type, such as its styles.
    private static func part(
        ofType type: String, _ archive: ZIPArchive, _ limits: FormatLimits
    ) throws(FormatFault) -> String? {
        guard let main = try XLSXContent.mainPart(of: archive, limits: limits) else { return nil }
        let part = try relations(of: main, archive, limits).first(ofType: type)?.target
        return part.flatMap { archive.member(named: $0) == nil ? nil : $0 }
    }

    private static func text(_ name: String, _ archive: ZIPArchive) throws(FormatFault) -> String {
        guard let member = archive.member(named: name) else {
            throw .incomplete(part: name, reason: "the workbook names this part, but it isn't there")
        }
        var bytes = try archive.bytes(of: member, maximum: partLimit)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard let text = String(validating: bytes, as: UTF8.self), !text.contains("<!DOCTYPE") else {
            throw .refused(part: name, reason: foreign)
        }
        return text
    }

    private static func pieces(
        of member: Int, in archive: ZIPArchive, _ body: (XMLPieces.Piece) throws(FormatFault) -> Void
    ) throws(FormatFault) {
        var pieces = XMLPieces(part: archive.members[member].name)
        var isFirst = true
        try archive.read(member) { (chunk) throws(FormatFault) -> Bool in
            // Of UTF-16 nothing would be recognised, and all of it would be copied unmarked.
            if isFirst, chunk.count >= 2, chunk[0] >= 0xFE || chunk[0] == 0 || chunk[1] == 0 {
                throw .refused(part: archive.members[member].name, reason: foreign)
            }
            isFirst = false
            try pieces.feed(chunk, body)
            return true
        }
        try pieces.finish(body)
    }

    /// Writes a part anew into a file of its own.
    private static func rewrite(
        _ member: Int, in archive: ZIPArchive, to part: String, for path: String,
        _ body: (XMLPieces.Piece, inout [UInt8]) -> Void
    ) throws(FormatFault) {
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        var out: [UInt8] = []
        do throws(FormatFault) {
            try pieces(of: member, in: archive) { (piece) throws(FormatFault) in
                body(piece, &out)
                if out.count >= 1 << 18 {
                    guard fill(descriptor, out) else { throw failure(path) }
                    out.removeAll(keepingCapacity: true)
                }
            }
            guard fill(descriptor, out) else { throw failure(path) }
        } catch {
            closeFile(descriptor)
            throw error
        }
        closeFile(descriptor)
    }

    // MARK: The file

    private static func copy(_ file: RegularFile, to temporary: String, for path: String) throws(FormatFault) {
        let target = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw failure(path) }
        defer { closeFile(target) }
        let isCopied = file.withDescriptor { source -> Bool in
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
            defer { buffer.deallocate() }
            var offset = 0
            while true {
                let count = pread(source, buffer.baseAddress, buffer.count, off_t(offset))
                if count == 0 { return true }
                guard count > 0, fill(target, Array(buffer[0..<count])) else { return false }
                offset += count
            }
        }
        guard isCopied else { throw failure(path) }
    }

    /// Replaces and adds members; what isn't named stays as it is packed.
    private static func apply(
        _ edits: [String: Edit], to temporary: String, _ archive: ZIPArchive, for path: String
    ) throws(FormatFault) {
        var code: Int32 = 0
        guard let handle = zip_open(temporary, 0, &code) else {
            throw .notWritable(path: path, reason: "the copy can't be opened (libzip \(code))")
        }
        for (name, edit) in edits.sorted(by: { $0.key < $1.key }) {
            guard let source = source(edit, handle) else {
                zip_discard(handle)
                throw .notWritable(path: path, reason: "memory is short")
            }
            let own = archive.member(named: name)
            let index =
                own.map { zip_file_replace(handle, zip_uint64_t($0), source, 0) == 0 ? zip_int64_t($0) : -1 }
                ?? zip_file_add(handle, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(source)
                zip_discard(handle)
                throw .notWritable(path: path, reason: "the part \(name) can't be written")
            }
            zip_set_file_compression(handle, zip_uint64_t(index), ZIP_CM_DEFLATE, 0)
            // 1980-01-01, so that the same marks make the same bytes.
            zip_file_set_dostime(handle, zip_uint64_t(index), 0, 0x21, 0)
        }
        guard zip_close(handle) == 0 else {
            let reason = zip_strerror(handle).map { String(cString: $0) } ?? "unknown"
            zip_discard(handle)
            throw .notWritable(path: path, reason: reason)
        }
    }

    private static func source(_ edit: Edit, _ handle: OpaquePointer) -> OpaquePointer? {
        switch edit {
        case .file(let part): return zip_source_file(handle, part, 0, -1)
        case .bytes(let bytes):
            // libzip frees it when it is done.
            guard let memory = malloc(max(1, bytes.count)) else { return nil }
            bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(memory, base, bytes.count) } }
            return zip_source_buffer(handle, memory, zip_uint64_t(bytes.count), 1)
        }
    }

    private static func publish(_ temporary: String, _ path: String) throws(FormatFault) {
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        let isSafe = descriptor >= 0 && fsync(descriptor) == 0
        if descriptor >= 0 { closeFile(descriptor) }
        chmod(temporary, 0o600)
        guard isSafe, rename(temporary, path) == 0 else { throw failure(path) }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = writeBytes(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { return false }
                written += count
            }
            return true
        }
    }

    private static func failure(_ path: String) -> FormatFault {
        .notWritable(path: path, reason: String(cString: strerror(errno)))
    }
}

private func closeFile(_ descriptor: Int32) { close(descriptor) }

private func writeBytes(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
    base.map { write(descriptor, $0, count) } ?? 0
}
