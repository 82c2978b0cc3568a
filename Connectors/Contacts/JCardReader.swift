import Connecting
import Formats
import Glibc
import Records

/// Reads cards written as JSON (jCard, RFC 7095): `["vcard", [["fn", {}, "text", "Anna Kern"], …]]`, one, several in an array, or
/// one a line.
final class JCardReader: TreeReceiver {
    private let limits: ReadingLimits
    private let name: String
    private var body: (NamedRecord) throws -> Void = { _ in }
    /// What `body` threw, which is no fault of the text.
    private var failure: (any Error)?

    /// A value that has begun.
    private struct Level {
        var name: String
        var isObject: Bool
        var text: [UInt8] = []
        /// The values that have ended in it, escaped as a card's line would have them.
        var parts: [[UInt8]] = []
        /// For an object: its members.
        var members: [String: [String]] = [:]
        /// What stood in it before: a card's properties follow the word `vcard`.
        var isCard = false
    }

    private var levels: [Level] = [Level(name: "", isObject: true)]
    private var card: Card?
    /// How deep the list of the card's properties lies.
    private var cardDepth = 0
    private var parameters: [String: [String]] = [:]
    private var leftOut = LeftOut()

    init(name: String, limits: ReadingLimits) {
        self.name = name
        self.limits = limits
    }

    /// Whether a text begins with a card, or with an array of cards.
    static func recognises(_ head: [UInt8]) -> Bool {
        let bare = head.prefix(200).filter { $0 > 0x20 }
        return bare.starts(with: "[\"vcard\",[".utf8) || bare.starts(with: "[[\"vcard\",[".utf8)
    }

    /// Hands over the cards in the file's order.
    func read(_ file: RegularFile, _ body: (NamedRecord) throws -> Void) throws -> [Finding] {
        let own = FormatLimits(limits)
        return try withoutActuallyEscaping(body) { body in
            self.body = body
            defer { self.body = { _ in } }
            let scanner = try file.withDescriptor { descriptor in
                // The file is gone through more than once.
                lseek(descriptor, 0, SEEK_SET)
                return try JSONScanner(descriptor: descriptor, encoding: .utf8, receiver: self, limits: own)
            }
            do throws(FormatFault) { try scanner.run() } catch { throw failure ?? error }
            return leftOut.findings()
        }
    }

    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault) {
        levels.append(Level(name: String(decoding: name, as: UTF8.self), isObject: isObject))
        if card == nil, isObject, levels[levels.count - 2].isCard {
            card = Card(line: UInt32(clamping: line))
            cardDepth = levels.count
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) { levels[levels.count - 1].text += bytes }

    func end() throws(FormatFault) {
        guard let level = levels.popLast(), let above = levels.indices.last else { return }
        if let card, levels.count + 1 == cardDepth {
            self.card = nil
            levels[above].isCard = false
            return try give(card)
        }
        if card == nil {
            if !level.isObject, level.text.elementsEqual("vcard".utf8) { levels[above].isCard = true }
        } else if levels.count == cardDepth, level.isObject {
            try property(level)
        } else if levels.count == cardDepth + 1, level.isObject, levels[above].parts.count == 1 {
            // The parameters stand behind the name.
            parameters = level.members
        } else if level.isObject {
            // A structured value: its parts by semicolons, and the values of a part by commas.
            let isPart = levels.count > cardDepth + 1
            levels[above].parts.append(Array(level.parts.joined(separator: [isPart ? 0x2C : 0x3B])))
        } else {
            let isParameter = levels.count == cardDepth + 2 && levels[above - 1].parts.count == 1
            if isParameter {
                let name = level.name.lowercased()
                levels[above].members[name, default: []].append(String(decoding: level.text, as: UTF8.self))
            } else {
                levels[above].parts.append(
                    levels.count == cardDepth + 1 && levels[above].parts.count < 1 ? level.text : escaped(level.text))
            }
        }
    }

    func abandon(_ reason: String, line: Int) throws(FormatFault) { throw .refused(part: "", reason: reason) }

    private func escaped(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        for byte in text {
            if byte == 0x0A {
                out += [0x5C, 0x6E]
            } else {
                if byte == 0x5C || byte == 0x3B || byte == 0x2C { out.append(0x5C) }
                out.append(byte)
            }
        }
        return out
    }

    /// `["tel", {"type": "work"}, "uri", "tel:…"]`: name, parameters, type of the value, values.
    private func property(_ level: Level) throws(FormatFault) {
        defer { parameters = [:] }
        guard level.parts.count >= 3, var card else { return }
        let value = Array(level.parts[2...].joined(separator: [0x2C]))
        var property = CardProperty(
            name: String(decoding: level.parts[0], as: UTF8.self).lowercased(), value: value, line: card.line)
        property.parameters = parameters
        property.group = parameters["group"]?.first?.lowercased() ?? ""
        self.card = nil
        defer { self.card = card }
        if value.starts(with: "data:".utf8) { return leftOut.add(property.name, bytes: value.count) }
        card.properties.append(property)
        card.byteCount += value.count + 64
        if card.byteCount > limits.recordBytes {
            throw .tooLarge(part: "", limit: "bytes of one record", value: limits.recordBytes)
        }
    }

    private func give(_ card: Card) throws(FormatFault) {
        do { try body(CardColumns.record(card)) } catch {
            failure = error
            throw .refused(part: "", reason: "the reading was stopped")
        }
    }
}
