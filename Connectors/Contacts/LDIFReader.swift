import Connecting
import Formats
import Records

/// Reads the entries of a directory's export (LDIF, RFC 2849): folded lines, base64, comments, options. A value that names a
/// file or an address is never fetched.
struct LDIFReader {
    private let name: String
    private let limits: ReadingLimits
    private let otherLines: Encoding

    /// The entry's attributes so far, names in lower case.
    private var attributes: [(name: String, value: [UInt8])] = []
    private var start: UInt32 = 0
    private var byteCount = 0
    private var troubles: [String] = []
    private var pending: [UInt8]?
    private var pendingLine: UInt32 = 0
    private var isComment = false
    private var leftOut = LeftOut()
    private var references = 0
    private var mixed = FindingList()

    init(name: String, limits: ReadingLimits, otherLines: Encoding) {
        self.name = name
        self.limits = limits
        self.otherLines = otherLines
    }

    /// Whether a text begins with an entry, comments and the version before it.
    static func recognises(_ head: [UInt8]) -> Bool {
        var isInComment = false
        for line in head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(1_000) {
            if line.first == 0x20, isInComment { continue }
            isInComment = line.first == 0x23
            if isInComment || line.allSatisfy({ $0 <= 0x20 }) { continue }
            let lower = line.prefix(12).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
            if lower.starts(with: "version:".utf8) { continue }
            // The name of a directory's entry has an attribute in it; `dn::` is base64.
            return lower.starts(with: "dn::".utf8)
                || (lower.starts(with: "dn:".utf8) && (line.contains(0x3D) || line.count < 5))
        }
        return false
    }

    /// Hands over the entries in the file's order.
    mutating func read(_ file: RegularFile, _ body: (NamedRecord) throws -> Void) throws -> [Finding] {
        // Base64 takes four bytes for three.
        var lines = TextLines(file, limit: limits.cellBytes * 2 + 1024)
        while try lines.next() {
            if lines.isCut { throw tooLong(lines.number) }
            let line = lines.line
            if line.first == 0x20 || line.first == 0x09, pending != nil || isComment {
                if !isComment { pending? += line.dropFirst() }
                if (pending?.count ?? 0) > limits.cellBytes * 2 + 1024 { throw tooLong(pendingLine) }
                continue
            }
            try flush()
            isComment = line.first == 0x23
            if isComment { continue }
            if line.isEmpty {
                try endEntry(body)
            } else {
                pending = line
                pendingLine = lines.number
            }
        }
        try flush()
        try endEntry(body)
        return findings()
    }

    private func tooLong(_ line: UInt32) -> SourceFault {
        .tooLarge(position: Position(file: name, row: line), limit: "bytes of one cell", value: limits.cellBytes)
    }

    /// Takes the line that is pending apart.
    private mutating func flush() throws {
        guard let line = pending else { return }
        pending = nil
        if attributes.isEmpty && troubles.isEmpty { start = pendingLine }
        if line == [0x2D] { return attributes.append(("-", [])) }
        guard let colon = line.firstIndex(of: 0x3A), colon > 0 else {
            if !line.allSatisfy({ $0 <= 0x20 }) { troubles.append("line \(pendingLine) has no colon") }
            return
        }
        let attribute = String(decoding: line[..<colon], as: UTF8.self).lowercased().filter { $0 != " " }
        var value = CardText.trimmed(Array(line[(colon + 1)...]))
        let isEncoded = colon + 1 < line.count && line[colon + 1] == 0x3A
        if colon + 1 < line.count, line[colon + 1] == 0x3C {
            references += 1
            return
        }
        if isEncoded {
            guard let bytes = CardText.base64(line[(colon + 2)...]) else {
                troubles.append("line \(pendingLine) is no base64")
                return
            }
            value = bytes
        }
        if attributes.isEmpty, attribute == "version" { return }
        if let plain = decoded(attribute, value, isEncoded: isEncoded) {
            value = plain
        } else {
            return leftOut.add(attribute, bytes: value.count)
        }
        attributes.append((LDIFEntry.plainName(attribute), value))
        byteCount += value.count + attribute.utf8.count
        if byteCount > limits.recordBytes {
            throw SourceFault.tooLarge(
                position: Position(file: name, row: start), limit: "bytes of one record", value: limits.recordBytes)
        }
    }

    /// A value as text; nil when it is none.
    private mutating func decoded(_ attribute: String, _ value: [UInt8], isEncoded: Bool) -> [UInt8]? {
        if attribute == "objectguid", value.count == 16 { return LDIFEntry.guid(value) }
        if isEncoded {
            return !attribute.hasSuffix(";binary") && CardText.isText(value) ? CardText.trimmed(value) : nil
        }
        if Encoding.isUTF8(value) { return value }
        mixed.add(
            Finding(
                code: "encoding.mixed", severity: .warning, ordinal: 0,
                message: "line \(pendingLine): no UTF-8, so it was read as \(otherLines.title)"))
        return (try? otherLines.decode(value)) ?? value
    }

    private mutating func endEntry(_ body: (NamedRecord) throws -> Void) throws {
        defer {
            attributes = []
            troubles = []
            byteCount = 0
        }
        if attributes.isEmpty && troubles.isEmpty { return }
        var record = LDIFEntry(attributes, line: start).record()
        if let trouble = troubles.first {
            record.reject(
                "contacts.line", troubles.count == 1 ? trouble : "\(trouble), and \(troubles.count - 1) more",
                remedy: "export the directory again, or correct the line")
        } else if attributes.first?.name != "dn" {
            record.reject(
                "contacts.dn", "an entry begins with its name (dn:), and this one doesn't",
                remedy: "export the directory again, or put the entry's dn before it")
        }
        try body(record)
    }

    private func findings() -> [Finding] {
        var findings = leftOut.findings() + mixed.all()
        if references > 0 {
            findings.append(
                Finding(
                    code: "contacts.reference", severity: .warning, ordinal: 0,
                    message:
                        "\(references) \(references == 1 ? "value names" : "values name") a file or address (:<); nothing is fetched",
                    remedy: "export the directory with the values in it"))
        }
        return findings
    }
}
