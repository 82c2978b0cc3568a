/// What a file is, told from its content, as far as workbooks are concerned.
public enum WorkbookKind {
    /// A workbook that can be read, and the name of its main part.
    case xlsx(ZIPArchive, part: String)
    /// A workbook protected by a password.
    case encrypted
    /// A workbook of another kind: binary XLSX, OpenDocument, XLS.
    case foreign(name: String)
    /// No workbook.
    case other

    /// What it is called in messages.
    public var name: String {
        switch self {
        case .xlsx: "an XLSX workbook"
        case .encrypted: "a workbook protected by a password"
        case .foreign(let name): name
        case .other: "something else"
        }
    }

    /// Looks at a file's first bytes and, where it is an archive, at its members.
    ///
    /// Throws for an archive that is damaged or hostile.
    public static func of(_ file: RegularFile, limits: FormatLimits = FormatLimits()) throws(FormatFault)
        -> WorkbookKind
    {
        let beginning = file.beginning(8)
        if beginning == [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] { return compound(file) }
        if beginning.starts(with: [0x09, 0x08]) || beginning.starts(with: [0x09, 0x04]) {
            return .foreign(name: "an old XLS workbook")
        }
        guard beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) || beginning.starts(with: [0x50, 0x4B, 0x05, 0x06])
        else {
            return .other
        }
        let archive = try ZIPArchive(file: file, limits: limits)
        if archive.members.contains(where: { $0.isEncrypted && $0.name.hasPrefix("xl/") }) { return .encrypted }
        if let part = try mainPart(of: archive, limits: limits) { return .xlsx(archive, part: part) }
        if archive.member(named: "xl/workbook.bin") != nil { return .foreign(name: "a binary XLSB workbook") }
        if archive.members.contains(where: { $0.name.hasPrefix("xl/worksheets/") }) {
            throw .incomplete(part: "xl/workbook.xml", reason: "the workbook's main part isn't there")
        }
        if let member = archive.member(named: "mimetype") {
            let type = try archive.bytes(of: member, maximum: 4_096)
            if type.starts(with: "application/vnd.oasis.opendocument.spreadsheet".utf8) {
                return .foreign(name: "an OpenDocument workbook")
            }
        }
        return .other
    }

    private static func mainPart(of archive: ZIPArchive, limits: FormatLimits) throws(FormatFault) -> String? {
        if let part = try Workbook.mainPart(of: archive, limits: limits), part.lowercased().hasSuffix("workbook.xml"),
            archive.member(named: part) != nil
        {
            return part
        }
        return archive.member(named: "xl/workbook.xml") == nil ? nil : "xl/workbook.xml"
    }

    /// An OLE2 file: its directory's entries have UTF-16 names, of which only these decide what is said about it.
    private static func compound(_ file: RegularFile) -> WorkbookKind {
        let bytes = file.beginning(min(file.size, 16 << 20))
        func holds(_ name: String) -> Bool {
            var wanted: [UInt8] = []
            for unit in Array(name.utf16) + [0] { wanted += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
            return bytes.withUnsafeBytes { bytes in
                // Entries begin at multiples of 128 bytes.
                stride(from: 0, to: bytes.count - wanted.count, by: 128).contains { bytes[$0...].starts(with: wanted) }
            }
        }
        if holds("EncryptedPackage") { return .encrypted }
        return holds("Workbook") || holds("Book") ? .foreign(name: "an old XLS workbook") : .other
    }
}
