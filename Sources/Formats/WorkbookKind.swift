/// What a file is, told from its content, as far as workbooks are concerned.
public enum WorkbookKind {
    /// An XLSX workbook, and the name of its main part.
    case xlsx(ZIPArchive, part: String)
    /// An OpenDocument workbook in an archive.
    case openDocument(ZIPArchive)
    /// An OpenDocument workbook as one XML text.
    case flatOpenDocument
    /// An XLS workbook: its stream of records.
    case xls(BinaryStream)
    /// An XML Spreadsheet of 2003.
    case xmlSpreadsheet
    /// A page with tables.
    case html
    /// A workbook protected by a password.
    case encrypted
    /// A workbook of another kind: binary XLSX, Numbers, OpenOffice.org 1.
    case foreign(name: String)
    /// No workbook.
    case other

    /// What it is called in messages.
    public var name: String {
        switch self {
        case .xlsx: "an XLSX workbook"
        case .openDocument, .flatOpenDocument: "an OpenDocument workbook"
        case .xls: "an XLS workbook"
        case .xmlSpreadsheet: "an XML Spreadsheet of 2003"
        case .html: "a page of HTML with tables"
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
        if beginning == CompoundFile.signature { return try compound(file) }
        // The records that begin the bare streams of Excel 2, 3, 4 and of some exporters.
        if let second = beginning.dropFirst().first, beginning[0] == 0x09, [0x00, 0x02, 0x04, 0x08].contains(second),
            beginning.count >= 8, beginning[2] >= 4, beginning[2] <= 16, beginning[3] == 0
        {
            return .xls(BinaryStream(file))
        }
        guard beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) || beginning.starts(with: [0x50, 0x4B, 0x05, 0x06])
        else {
            return text(file)
        }
        let archive = try ZIPArchive(file: file, limits: limits)
        if archive.members.contains(where: { $0.isEncrypted && $0.name.hasPrefix("xl/") }) { return .encrypted }
        if let part = try mainPart(of: archive, limits: limits) { return .xlsx(archive, part: part) }
        if archive.member(named: "xl/workbook.bin") != nil { return .foreign(name: "a binary XLSB workbook") }
        if archive.members.contains(where: { $0.name.hasPrefix("xl/worksheets/") }) {
            throw .incomplete(part: "xl/workbook.xml", reason: "the workbook's main part isn't there")
        }
        if archive.member(named: "Index/Document.iwa") != nil || archive.member(named: "Index.zip") != nil {
            return .foreign(name: "an Apple Numbers, Pages or Keynote document")
        }
        return try openDocument(archive, limits)
    }

    private static func openDocument(_ archive: ZIPArchive, _ limits: FormatLimits) throws(FormatFault)
        -> WorkbookKind
    {
        let manifest = ManifestReceiver()
        if let member = archive.member(named: "META-INF/manifest.xml") {
            // Another archive with a member of this name is judged by what else it holds.
            do throws(FormatFault) { try archive.scan(member, with: manifest, limits: limits) } catch {
                if archive.member(named: "content.xml") == nil { return .other }
            }
        }
        var type = Array(manifest.type.utf8)
        if let member = archive.member(named: "mimetype") { type = try archive.bytes(of: member, maximum: 4_096) }
        if type.starts(with: "application/vnd.oasis.opendocument.spreadsheet".utf8) {
            if manifest.isEncrypted { return .encrypted }
            return .openDocument(archive)
        }
        if type.starts(with: "application/vnd.sun.xml.calc".utf8) {
            return .foreign(name: "an OpenOffice.org 1 workbook")
        }
        return .other
    }

    /// XML and HTML are told by their first element, whatever stands before it.
    private static func text(_ file: RegularFile) -> WorkbookKind {
        let root = DocumentRoot(file.bytes(at: 0, count: 64 << 10))
        if root.name == "workbook", root.tag.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            return .xmlSpreadsheet
        }
        if root.name == "document", root.tag.contains("urn:oasis:names:tc:opendocument:xmlns:office") {
            return root.tag.contains("opendocument.spreadsheet") ? .flatOpenDocument : .other
        }
        if root.isPage { return root.hasTable || HTMLContent.hasTable(file) ? .html : .other }
        if root.isWebArchive { return .foreign(name: "a web archive (MHTML)") }
        return .other
    }

    private static func mainPart(of archive: ZIPArchive, limits: FormatLimits) throws(FormatFault) -> String? {
        if let part = try XLSXContent.mainPart(of: archive, limits: limits),
            part.lowercased().hasSuffix("workbook.xml"),
            archive.member(named: part) != nil
        {
            return part
        }
        return archive.member(named: "xl/workbook.xml") == nil ? nil : "xl/workbook.xml"
    }

    /// An OLE2 file, told by the names of its streams.
    private static func compound(_ file: RegularFile) throws(FormatFault) -> WorkbookKind {
        let compound = try CompoundFile(file)
        if compound.holds("EncryptedPackage") { return .encrypted }
        for name in ["Workbook", "Book"] {
            if let stream = try compound.stream(named: name) { return .xls(stream) }
        }
        return .other
    }
}

/// Reads an OpenDocument archive's manifest: what it is and whether it has a password.
private final class ManifestReceiver: XMLReceiver {
    let names = ["file-entry", "full-path", "media-type", "encryption-data"]
    private(set) var type = ""
    private(set) var isEncrypted = false

    func start(_ name: Int, _ attributes: XMLAttributes) {
        if name == 3 { isEncrypted = true }
        if name == 0, attributes.text(1) == "/" { type = attributes.text(2) ?? "" }
    }

    func end(_ name: Int) {}

    func text(_ bytes: UnsafeRawBufferPointer) {}
}
