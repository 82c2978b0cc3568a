import Records
import Text

/// Whom a person means: a name, an e-mail address, a phone number, a source's key or a record's id.
public struct PersonQuery: Sendable {
    /// As it was typed.
    public let text: String
    /// Record ids, when only ids were typed.
    let ids: Set<RecordID>
    /// An e-mail address in lower case.
    let email: [UInt8]
    /// A phone number's digits, in E.164 where it could be read.
    let digits: [[UInt8]]
    /// The folded words of a name.
    let words: [[UInt8]]
    /// A source's name and a key in it; without a source the key of any.
    let key: (source: String?, key: [UInt8])

    /// Reads what was typed; national phone numbers are those of `country`.
    public init(_ arguments: [String], country: String, sources: [String]) {
        text = arguments.joined(separator: " ")
        let read = arguments.map { RecordID(Array($0.utf8)) }
        ids = read.contains { $0 == nil } ? [] : Set(read.compactMap { $0 })
        let typed = PersonQuery.trimmed(text)
        if ids.isEmpty, typed.contains(0x40) {
            let read = typed.withUnsafeBytes { Email.read($0) }.addresses.first?.address ?? []
            email = PersonQuery.lowercased(read.isEmpty ? typed : read)
        } else {
            email = []
        }
        let own = typed.filter { (0x30...0x39).contains($0) }
        let isPhone =
            own.count >= 6
            && typed.allSatisfy {
                (0x30...0x39).contains($0) || [0x20, 0x2B, 0x28, 0x29, 0x2D, 0x2F, 0x2E].contains($0)
            }
        var numbers: [[UInt8]] = []
        if ids.isEmpty, isPhone {
            let reading = PhoneStandardiser().read(text, country: CountryCode(country))
            numbers = reading.numbers.map { $0.e164.filter { (0x30...0x39).contains($0) } }.filter { !$0.isEmpty }
            numbers.append(own)
        }
        digits = numbers
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, sources.contains(parts[0]) {
            key = (parts[0], Array(parts[1].utf8))
            words = []
        } else {
            key = (nil, typed)
            words =
                !ids.isEmpty || !email.isEmpty || isPhone
                ? [] : typed.withUnsafeBytes { Folding.fold($0) }.split(separator: 0x20).map(Array.init)
        }
    }

    /// True when this e-mail address or phone number is meant.
    func matches(value: some Collection<UInt8>) -> Bool {
        if value.isEmpty { return false }
        if !email.isEmpty { return PersonQuery.lowercased(value) == email }
        if digits.isEmpty { return false }
        let own = value.filter { (0x30...0x39).contains($0) }
        return own.count >= 6 && digits.contains(Array(own))
    }

    /// True when these parts of a name hold every word that was typed, and more than one was, or all of them.
    func matches(name parts: [ArraySlice<UInt8>]) -> Bool {
        if words.isEmpty { return false }
        let own = parts.flatMap { part in
            Array(part).withUnsafeBytes { Folding.fold($0) }.split(separator: 0x20).map(Array.init)
        }
        return !own.isEmpty && words.allSatisfy { own.contains($0) } && (words.count > 1 || own.count == 1)
    }

    /// True when this key of this source is meant.
    func matches(key other: some Collection<UInt8>, source: String) -> Bool {
        guard ids.isEmpty, email.isEmpty, !key.key.isEmpty else { return false }
        if let wanted = key.source, wanted != source { return false }
        return key.key.elementsEqual(PersonQuery.base(other))
    }

    /// A key without the number of its copy.
    static func base(_ key: some Collection<UInt8>) -> [UInt8] { Array(key.prefix { $0 != 0x1F }) }

    /// What was typed, without spaces around it.
    private static func trimmed(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        while bytes.last == 0x20 { bytes.removeLast() }
        return Array(bytes.drop { $0 == 0x20 })
    }

    static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    }
}
