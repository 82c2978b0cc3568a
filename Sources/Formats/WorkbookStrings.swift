internal import Records

/// Reads `sharedStrings.xml` into one arena.
///
/// Runs of rich text are joined and phonetic hints left out. What the file says about its number of strings isn't looked at.
final class SharedStringsReceiver: XMLReceiver {
    private enum Name {
        static let t = 0, si = 1, rPh = 2
    }

    let names = ["t", "si", "rPh"]
    private(set) var strings = Rows(width: 1)
    private let part: String
    private let limits: FormatLimits
    private var value: [UInt8] = []
    private var isInString = false
    private var isInText = false
    private var phoneticDepth = 0
    private var hasEscape = false

    init(part: String, limits: FormatLimits) {
        self.part = part
        self.limits = limits
    }

    func start(_ name: Int, _ attributes: XMLAttributes) {
        switch name {
        case Name.si:
            value.removeAll(keepingCapacity: true)
            hasEscape = false
            isInString = true
        case Name.t: isInText = isInString && phoneticDepth == 0
        case Name.rPh: phoneticDepth += 1
        default: break
        }
    }

    func end(_ name: Int) throws(FormatFault) {
        switch name {
        case Name.t: isInText = false
        case Name.rPh: phoneticDepth -= 1
        case Name.si where isInString:
            isInString = false
            // An empty string takes room too, so the number of strings is bounded with their bytes.
            if strings.byteCount + value.count + strings.count * 8 > min(limits.sharedStringBytes, Rows.maximumBytes) {
                throw .tooLarge(part: part, limit: "bytes of distinct text", value: limits.sharedStringBytes)
            }
            if hasEscape {
                var decoded: [UInt8] = []
                value.withUnsafeBytes { CellText.append(escaped: $0, to: &decoded) }
                strings.append(decoded)
            } else {
                strings.append(value)
            }
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        guard isInText else { return }
        if value.count + bytes.count > limits.cellBytes {
            throw .tooLarge(part: part, limit: "bytes in one cell", value: limits.cellBytes)
        }
        if !hasEscape { hasEscape = bytes.contains(0x5F) }
        value.append(contentsOf: bytes)
    }
}

/// Reads the comments of a sheet.
final class CommentsReceiver: XMLReceiver {
    private enum Name {
        static let t = 0, comment = 1, ref = 2, rPh = 3
    }

    let names = ["t", "comment", "ref", "rPh"]
    private(set) var comments: [SheetComment] = []
    private let part: String
    private let limits: FormatLimits
    private var value: [UInt8] = []
    private var cell: CellAddress?
    private var isInText = false
    private var bytes = 0

    init(part: String, limits: FormatLimits) {
        self.part = part
        self.limits = limits
    }

    func start(_ name: Int, _ attributes: XMLAttributes) {
        switch name {
        case Name.comment:
            value.removeAll(keepingCapacity: true)
            cell = attributes[Name.ref].flatMap { CellAddress($0) }
        case Name.t: isInText = cell != nil
        case Name.rPh: isInText = false
        default: break
        }
    }

    func end(_ name: Int) throws(FormatFault) {
        if name == Name.t { isInText = false }
        guard name == Name.comment, let cell else { return }
        var decoded: [UInt8] = []
        value.withUnsafeBytes { CellText.append(escaped: $0, to: &decoded) }
        bytes += decoded.count
        if comments.count >= limits.annotations || bytes > limits.recordBytes * 4 {
            throw .tooLarge(part: part, limit: "comments", value: limits.annotations)
        }
        comments.append(
            SheetComment(row: cell.row, column: cell.column, text: String(decoding: decoded, as: UTF8.self)))
        self.cell = nil
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        guard isInText else { return }
        if value.count + bytes.count > limits.cellBytes {
            throw .tooLarge(part: part, limit: "bytes in one comment", value: limits.cellBytes)
        }
        value.append(contentsOf: bytes)
    }
}
