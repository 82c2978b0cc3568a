import Connecting
import Formats
import Records

/// Reads the cards of a file, whatever their version: folded lines, quoted-printable lines that go on, pictures left out, cards
/// inside cards.
struct VCardReader {
    private let name: String
    private let limits: ReadingLimits
    private let otherLines: Encoding

    /// Cards that have begun and not ended, the innermost last.
    private var open: [Card] = []
    private var pending: Pending?
    private var leftOut = LeftOut()
    private var mixed = FindingList()
    private var strayLines = 0

    /// A content line of which more lines may follow.
    private struct Pending {
        var bytes: [UInt8]
        var line: UInt32
        /// Its header, once its colon is there.
        var header: CardProperty?
        /// Its value is no text and is only counted.
        var isDropped = false
        var droppedBytes = 0
    }

    init(name: String, limits: ReadingLimits, otherLines: Encoding) {
        self.name = name
        self.limits = limits
        self.otherLines = otherLines
    }

    /// Whether a text begins with a card.
    static func recognises(_ head: [UInt8]) -> Bool {
        let start = head.drop { $0 <= 0x20 }
        return start.prefix(11).map { $0 | 0x20 }.elementsEqual("begin:vcard".utf8)
    }

    /// Hands over the cards in the file's order; an assistant's card follows its owner's.
    mutating func read(_ file: RegularFile, _ body: (NamedRecord) throws -> Void) throws -> [Finding] {
        // Quoted-printable takes three bytes for one.
        var lines = TextLines(file, limit: limits.cellBytes.multipliedReportingOverflow(by: 3).partialValue + 1024)
        while try lines.next() { try take(lines.line, lines.number, isCut: lines.isCut, body) }
        try flush(body)
        if let card = open.last {
            throw SourceFault.incomplete(
                position: Position(file: name, row: card.line),
                reason: "the file ends inside the card that begins here",
                remedy: "Get a complete copy; if it is complete, put END:VCARD behind the card")
        }
        return findings()
    }

    // MARK: Lines

    private mutating func take(
        _ line: [UInt8], _ number: UInt32, isCut: Bool, _ body: (NamedRecord) throws -> Void
    ) throws {
        if pending != nil, try goesOn(line) { return try cut(isCut, number) }
        try flush(body)
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
        pending = Pending(bytes: line, line: number)
        findHeader()
        try cut(isCut, number)
    }

    /// Whether a line belongs to the one before it; then it was added to that.
    private mutating func goesOn(_ line: [UInt8]) throws -> Bool {
        guard var open = pending else { return false }
        // Held by nobody else while it grows.
        pending = nil
        defer { pending = open }
        let isSoft = open.header?.transfer == .quotedPrintable && !open.isDropped && open.bytes.last == 0x3D
        if isSoft {
            open.bytes.removeLast()
            // A program that folds as well puts a space before the next escape.
            let rest = line.first == 0x20 && line.dropFirst().first == 0x3D ? line.dropFirst() : line[...]
            open.bytes += rest
        } else if let first = line.first, first == 0x20 || first == 0x09 {
            if open.isDropped { open.droppedBytes += line.count } else { open.bytes += line.dropFirst() }
        } else if open.header?.transfer == .base64, !line.isEmpty, !line.contains(0x3A) {
            // vCard 2.1 ends base64 with an empty line, and needs no spaces before its lines.
            if open.isDropped { open.droppedBytes += line.count } else { open.bytes += line }
        } else {
            return false
        }
        if !open.isDropped, open.bytes.count > limits.cellBytes * 3 + 1024 {
            guard open.header?.transfer == .base64 else { throw tooLong(open.line) }
            drop(&open)
        }
        if open.header == nil {
            open.header = CardProperty(open.bytes, line: open.line)
            judge(&open)
        }
        return true
    }

    private mutating func findHeader() {
        guard var open = pending else { return }
        open.header = CardProperty(open.bytes, line: open.line)
        judge(&open)
        pending = open
    }

    /// Leaves the value out when its property holds no text.
    private func judge(_ open: inout Pending) {
        guard let header = open.header else { return }
        let isEncoded = header.transfer == .base64 || header.value.prefix(5).map { $0 | 0x20 } == Array("data:".utf8)
        if CardColumns.binary.contains(header.name) && (isEncoded || header.value.isEmpty) { drop(&open) }
    }

    private func drop(_ open: inout Pending) {
        open.isDropped = true
        open.droppedBytes = open.header?.value.count ?? 0
        open.bytes = []
    }

    private mutating func cut(_ isCut: Bool, _ number: UInt32) throws {
        guard isCut, var open = pending, !open.isDropped else { return }
        guard open.header?.transfer == .base64 else { throw tooLong(number) }
        drop(&open)
        pending = open
    }

    private func tooLong(_ line: UInt32) -> SourceFault {
        .tooLarge(position: Position(file: name, row: line), limit: "bytes of one cell", value: limits.cellBytes)
    }

    // MARK: Properties

    /// Ends the content line that is pending.
    private mutating func flush(_ body: (NamedRecord) throws -> Void) throws {
        guard let line = pending else { return }
        pending = nil
        guard let header = line.header,
            var property = line.isDropped ? header : CardProperty(line.bytes, line: line.line)
        else {
            if open.isEmpty { strayLines += 1 } else { open[open.count - 1].strayLines.append(line.line) }
            return
        }
        if property.name == "begin", isVCard(property) { return try begin(line.line, body) }
        if property.name == "end", isVCard(property) { return try end(body) }
        guard !open.isEmpty else {
            strayLines += 1
            return
        }
        if line.isDropped { return leftOut.add(property.name, bytes: line.droppedBytes) }
        if property.name == "agent" {
            // The card follows, on lines of its own or on this one.
            let value = CardText.trimmed(property.value)
            if value.isEmpty || value.map({ $0 | 0x20 }) == Array("begin:vcard".utf8) {
                open[open.count - 1].awaitsAgent = true
                return value.isEmpty ? () : try begin(line.line, body)
            }
        }
        guard decode(&property) else { return leftOut.add(property.name, bytes: property.value.count) }
        open[open.count - 1].properties.append(property)
        open[open.count - 1].byteCount += property.value.count + 64
        if open.reduce(0, { $0 + $1.byteCount }) > limits.recordBytes {
            throw SourceFault.tooLarge(
                position: Position(file: name, row: open[0].line), limit: "bytes of one record",
                value: limits.recordBytes)
        }
    }

    private func isVCard(_ property: CardProperty) -> Bool {
        CardText.trimmed(property.value).map { $0 | 0x20 } == Array("vcard".utf8)
    }

    /// Decodes a value; false when it is no text.
    private mutating func decode(_ property: inout CardProperty) -> Bool {
        switch property.transfer {
        case .plain: break
        case .quotedPrintable: property.value = CardText.quotedPrintable(property.value)
        case .base64:
            guard let bytes = CardText.base64(property.value) else { return false }
            if property.parameters["charset"] == nil, !CardText.isText(bytes) { return false }
            property.value = bytes
        }
        if CardColumns.binary.contains(property.name), property.value.prefix(5).elementsEqual("data:".utf8) {
            return false
        }
        let named = property.parameters["charset"]?.first.flatMap { Encoding(label: $0) }
        if let named, named != .utf8 {
            property.value = (try? named.decode(property.value)) ?? property.value
        }
        if !Encoding.isUTF8(property.value) {
            property.value = (try? otherLines.decode(property.value)) ?? property.value
            mixed.add(
                Finding(
                    code: "encoding.mixed", severity: .warning, ordinal: 0,
                    message:
                        "line \(property.line): no UTF-8 and no charset named, so it was read as \(otherLines.title)"))
        }
        return true
    }

    // MARK: Cards

    private mutating func begin(_ line: UInt32, _ body: (NamedRecord) throws -> Void) throws {
        while let last = open.indices.last, !open[last].awaitsAgent {
            // No end before the next beginning: what was read is a card all the same.
            open[last].isUnclosed = true
            try end(body)
        }
        guard open.count < limits.depth else {
            throw SourceFault.tooLarge(
                position: Position(file: name, row: line), limit: "cards inside one another", value: limits.depth)
        }
        if let last = open.indices.last { open[last].awaitsAgent = false }
        open.append(Card(line: line))
    }

    private mutating func end(_ body: (NamedRecord) throws -> Void) throws {
        guard let card = open.popLast() else {
            strayLines += 1
            return
        }
        if let last = open.indices.last {
            open[last].byteCount += card.byteCount
            open[last].agents.append(card)
            return
        }
        try give(card, owner: [], body)
    }

    private func give(_ card: Card, owner: [UInt8], _ body: (NamedRecord) throws -> Void) throws {
        let record = CardColumns.record(card, owner: owner)
        try body(record)
        // As deep as `limits.depth` at most.
        for agent in card.agents { try give(agent, owner: record["fn"] ?? record["name.family"] ?? [], body) }
    }

    private func findings() -> [Finding] {
        var findings = leftOut.findings() + mixed.all()
        if strayLines > 0 {
            findings.append(
                Finding(
                    code: "contacts.outside", severity: .warning, ordinal: 0,
                    message: "\(strayLines) \(strayLines == 1 ? "line" : "lines") outside of cards left out"))
        }
        return findings
    }
}

/// What a reading left out because it is no text: pictures, sounds, keys, certificates.
struct LeftOut {
    private var counts: [(name: String, count: Int, bytes: Int)] = []

    /// Counts one more.
    mutating func add(_ name: String, bytes: Int) {
        guard let place = counts.firstIndex(where: { $0.name == name }) else {
            if counts.count < NamedRecords.maximumColumns { counts.append((name, 1, bytes)) }
            return
        }
        counts[place].count += 1
        counts[place].bytes += bytes
    }

    /// What to say about it.
    func findings() -> [Finding] {
        counts.map { entry in
            Finding(
                code: "contacts.binary", severity: .note, ordinal: 0,
                message:
                    "\(entry.name): \(entry.count) \(entry.count == 1 ? "value is" : "values are") no text (\(entry.bytes) bytes) and left out"
            )
        }
    }
}
