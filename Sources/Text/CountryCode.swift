/// A country's ISO 3166-1 alpha-2 code: two capital ASCII letters in two bytes.
public struct CountryCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The two letters, the first in the high byte.
    public let packed: UInt16

    /// Two letters in either case; nil for anything else. Whether the country exists is not asked here: see `Country`.
    public init?(_ text: String) {
        guard let code = text.withBytes({ CountryCode($0) }) else { return nil }
        self = code
    }

    /// Two ASCII letters in either case; nil for anything else.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 2, bytes[0].isASCIILetter, bytes[1].isASCIILetter else { return nil }
        packed = UInt16(bytes[0].asciiUppered) << 8 | UInt16(bytes[1].asciiUppered)
    }

    init(_ first: UInt8, _ second: UInt8) {
        packed = UInt16(first.asciiUppered) << 8 | UInt16(second.asciiUppered)
    }

    /// From a literal of two letters.
    init(known word: StaticString) {
        precondition(word.utf8CodeUnitCount == 2)
        let letters = word.withUTF8Buffer { ($0[0], $0[1]) }
        self.init(letters.0, letters.1)
    }

    /// The first letter's byte.
    public var first: UInt8 { UInt8(packed >> 8) }
    /// The second letter's byte.
    public var second: UInt8 { UInt8(packed & 0xFF) }
    /// The two letters as bytes.
    public var bytes: [UInt8] { [first, second] }
    /// The two letters.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Orders by letters.
    public static func < (left: CountryCode, right: CountryCode) -> Bool { left.packed < right.packed }

    /// Germany.
    public static let germany = CountryCode(known: "DE")
    /// Austria.
    public static let austria = CountryCode(known: "AT")
    /// Switzerland.
    public static let switzerland = CountryCode(known: "CH")
    /// The United Kingdom.
    public static let unitedKingdom = CountryCode(known: "GB")
    /// The United States.
    public static let unitedStates = CountryCode(known: "US")
    /// Canada.
    public static let canada = CountryCode(known: "CA")
    /// Australia.
    public static let australia = CountryCode(known: "AU")
    /// France.
    public static let france = CountryCode(known: "FR")
    /// Spain.
    public static let spain = CountryCode(known: "ES")
    /// Italy.
    public static let italy = CountryCode(known: "IT")
    /// The Netherlands.
    public static let netherlands = CountryCode(known: "NL")
    /// Belgium.
    public static let belgium = CountryCode(known: "BE")
    /// Ireland.
    public static let ireland = CountryCode(known: "IE")
}
