internal import Text

/// A transform as data: what it is called, what it takes, and what it makes of a text.
public struct TransformDescription: Sendable {
    /// A kind of argument.
    public enum Value: Sendable, Equatable {
        /// A text.
        case text
        /// A list of texts.
        case texts
        /// A whole number within bounds.
        case integer(ClosedRange<Int>)
        /// A place: 1 is the first, -1 the last.
        case place
        /// One of these words.
        case word([String])
        /// A RE2 pattern.
        case pattern
        /// A decimal to multiply by.
        case factor
    }

    /// An argument of several.
    public struct Key: Sendable, Equatable {
        /// Its key.
        public let name: String
        /// Its kind.
        public let value: Value
        /// Whether it may be left out.
        public let isOptional: Bool

        init(_ name: String, _ value: Value, isOptional: Bool = false) {
            self.name = name
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// What stands behind its name.
    public enum Argument: Sendable, Equatable {
        /// Nothing: `upper`.
        case none
        /// Nothing or a value: `trim`, `{trim: x}`.
        case optional(Value)
        /// A value: `{prefix: x}`.
        case one(Value)
        /// Several values: `{replace: {from: a, to: b}}`. With `short` the first of them may stand alone.
        case several([Key], short: Bool)
    }

    /// What it makes of a text.
    public struct Example: Sendable, Equatable {
        /// The transform as a mapping writes it.
        public let written: String
        /// The text.
        public let given: String
        /// What becomes of it.
        public let gives: String
    }

    /// Its name in mappings.
    public let name: String
    /// What stands behind its name.
    public let argument: Argument
    /// What it does, in one sentence.
    public let summary: String
    /// What it makes of some texts; each is run as a test.
    public let examples: [Example]

    let make: @Sendable (TransformArguments) throws(TransformArgumentFault) -> Transform

    init(
        _ name: String, _ argument: Argument, _ summary: String, _ examples: [(String, String, String)],
        make: @escaping @Sendable (TransformArguments) throws(TransformArgumentFault) -> Transform
    ) {
        self.name = name
        self.argument = argument
        self.summary = summary
        self.examples = examples.map { Example(written: $0.0, given: $0.1, gives: $0.2) }
        self.make = make
    }

    /// How it is written, for lists: `{part: {number, of}}`.
    public var form: String {
        func word(_ value: Value) -> String {
            switch value {
            case .text: "TEXT"
            case .texts: "[TEXT, …]"
            case .integer, .place: "NUMBER"
            case .word(let words): words.joined(separator: "|")
            case .pattern: "PATTERN"
            case .factor: "DECIMAL"
            }
        }
        switch argument {
        case .none: return name
        case .optional(let value): return "\(name), {\(name): \(word(value))}"
        case .one(let value): return "{\(name): \(word(value))}"
        case .several(let keys, let short):
            let inner = keys.map { "\($0.name): \(word($0.value))" }.joined(separator: ", ")
            let first = short ? "{\(name): \(word(keys[0].value))}, " : ""
            return "\(first){\(name): {\(inner)}}"
        }
    }
}

/// What a mapping gives a transform, read and checked for its kind.
struct TransformArguments {
    var texts: [String: [String]] = [:]
    var patterns: [String: Pattern] = [:]

    func text(_ key: String = "") -> String { texts[key]?.first ?? "" }
    func bytes(_ key: String = "") -> [UInt8] { Array(text(key).utf8) }
    func integer(_ key: String = "", default standard: Int = 0) -> Int { Int(text(key)) ?? standard }
    func list(_ key: String = "") -> [[UInt8]] { (texts[key] ?? []).map { Array($0.utf8) } }
    func pattern(_ key: String = "") throws(TransformArgumentFault) -> TransformPattern {
        guard let pattern = patterns[key] else { throw TransformArgumentFault(message: "needs a pattern") }
        return TransformPattern(pattern: pattern)
    }
}

/// Why arguments don't go together.
struct TransformArgumentFault: Error {
    let message: String
}

extension Transform {
    /// All transforms, in the order in which people look for them. The set is closed.
    public static let catalogue: [TransformDescription] =
        spacing + pieces + patterns + additions + numbers + absent + standards

    private static let spacing: [TransformDescription] = [
        TransformDescription(
            "trim", .optional(.text), "characters taken off both ends; spaces without any named",
            [("trim", "  Kiel ", "Kiel"), ("{trim: \".,-\"}", "- Kiel.,", " Kiel")]
        ) { a in .trim(a.texts.isEmpty ? [0x20, 0x09, 0x0A] : a.bytes()) },
        TransformDescription(
            "squeeze", .none, "runs of spaces become one", [("squeeze", "Am  Sande   4", "Am Sande 4")]
        ) { _ in .squeeze },
        TransformDescription("upper", .none, "capital letters", [("upper", "süß", "SÜSS")]) { _ in .upper },
        TransformDescription("lower", .none, "small letters", [("lower", "ÄPFEL", "äpfel")]) { _ in .lower },
        TransformDescription(
            "title", .none, "each word begins with a capital letter, the rest is small",
            [("title", "BÄCKEREI IMMER-GRÜN", "Bäckerei Immer-Grün"), ("title", "o'neill", "O'neill")]
        ) { _ in .title },
        TransformDescription(
            "sentence", .none, "the first letter becomes capital", [("sentence", "ofen kaputt", "Ofen kaputt")]
        ) { _ in .sentence },
        TransformDescription(
            "unquote", .none, "quotation marks around the text taken off",
            [("unquote", "\"Kiel\"", "Kiel"), ("unquote", "„Kiel“", "Kiel"), ("unquote", "5\"", "5\"")]
        ) { _ in .unquote },
        TransformDescription(
            "strip_html", .none, "the tags of HTML taken off, its entities made characters",
            [
                ("strip_html", "<p>Ruf <b>an</b>!</p><br/>M&uuml;ller &amp; Co", "Ruf an!\nMüller & Co"),
                ("strip_html", "a < b", "a < b"), ("strip_html", "<style>p {}</style>Text", "Text"),
            ]
        ) { _ in .stripHTML },
    ]

    private static let pieces: [TransformDescription] = [
        TransformDescription("digits", .none, "only the digits stay", [("digits", "A-12 34b", "1234")]) { _ in .digits
        },
        TransformDescription(
            "letters", .none, "only letters and the spaces between them stay",
            [("letters", "12 Kiel-Süd (3)", "Kiel Süd")]
        ) { _ in .letters },
        TransformDescription(
            "first_word", .none, "the first word", [("first_word", "Anna Maria Kern", "Anna"), ("first_word", "", "")]
        ) { _ in .words(from: 1, to: 1) },
        TransformDescription(
            "last_word", .none, "the last word", [("last_word", "Anna Maria Kern", "Kern")]
        ) { _ in .words(from: -1, to: -1) },
        TransformDescription(
            "words", .several([.init("from", .place), .init("to", .place)], short: false),
            "the words from one number to another; -1 is the last",
            [
                ("{words: {from: 2, to: -1}}", "Frau Anna Kern", "Anna Kern"),
                ("{words: {from: 1, to: -2}}", "Anna Maria Kern", "Anna Maria"),
                ("{words: {from: 3, to: 4}}", "Anna Kern", ""),
            ]
        ) { a in .words(from: a.integer("from"), to: a.integer("to")) },
        TransformDescription(
            "initials", .none, "the first letters of the words", [("initials", "Anna-Lena van der Berg", "ALVDB")]
        ) { _ in .initials },
        TransformDescription(
            "first", .one(.integer(1...10_000)), "the first so many characters", [("{first: 2}", "Öland", "Öl")]
        ) { a in .first(a.integer()) },
        TransformDescription(
            "last", .one(.integer(1...10_000)), "the last so many characters", [("{last: 4}", "DE00 1234", "1234")]
        ) { a in .last(a.integer()) },
        TransformDescription(
            "before", .one(.text), "what stands before a text; all where there is none of it",
            [("{before: \"(\"}", "Kiel (Nord)", "Kiel"), ("{before: \"(\"}", "Kiel", "Kiel")]
        ) { a in .before(a.bytes()) },
        TransformDescription(
            "after", .one(.text), "what stands behind a text; nothing where there is none of it",
            [("{after: \":\"}", "Tel: 0451 3", "0451 3"), ("{after: \":\"}", "0451 3", "")]
        ) { a in .after(a.bytes()) },
        TransformDescription(
            "between", .several([.init("from", .text), .init("to", .text)], short: false),
            "what stands between two texts; nothing where one is missing",
            [
                ("{between: {from: \"(\", to: \")\"}}", "Kiel (Nord) 3", "Nord"),
                ("{between: {from: \"(\", to: \")\"}}", "Kiel", ""),
            ]
        ) { a in .between(from: a.bytes("from"), to: a.bytes("to")) },
        TransformDescription(
            "part", .several([.init("number", .place), .init("of", .text)], short: false),
            "the n-th part of the text split at `of`; -1 is the last",
            [
                ("{part: {number: 1, of: \",\"}}", "Kiel, Nord", "Kiel"),
                ("{part: {number: -1, of: \",\"}}", "a,b,c", "c"), ("{part: {number: 4, of: \",\"}}", "a,b,c", ""),
            ]
        ) { a in .part(a.integer("number"), separator: a.bytes("of")) },
        TransformDescription(
            "domain", .none, "the domain of an e-mail or a web address",
            [
                ("domain", "info@Backhaus.example", "backhaus.example"),
                ("domain", "https://www.backhaus.example/shop", "backhaus.example"), ("domain", "Kiel", ""),
            ]
        ) { _ in .domain },
    ]

    private static let patterns: [TransformDescription] = [
        TransformDescription(
            "extract",
            .several([.init("pattern", .pattern), .init("group", .integer(0...99), isOptional: true)], short: true),
            "what a group of a RE2 pattern's first match holds: the first group, or the whole match where it has none",
            [
                ("{extract: \"Kd-Nr\\\\.? ([0-9]+)\"}", "Rechnung, Kd-Nr. 1042", "1042"),
                ("{extract: {pattern: \"([A-Z]{2})-([0-9]+)\", group: 2}}", "ref DE-77", "77"),
                ("{extract: \"[0-9]{5}\"}", "24103 Kiel", "24103"), ("{extract: \"[0-9]{5}\"}", "Kiel", ""),
            ]
        ) { (a) throws(TransformArgumentFault) in
            let pattern = try a.pattern("pattern")
            let groups = pattern.pattern.groupCount
            let group = a.integer("group", default: min(1, groups))
            if group > groups {
                throw TransformArgumentFault(message: "the pattern has \(groups) groups, not \(group)")
            }
            return .extract(pattern, group: group)
        },
        TransformDescription(
            "only", .one(.pattern), "the text stays when all of it matches a RE2 pattern",
            [("{only: \"[0-9]{5}\"}", "24103", "24103"), ("{only: \"[0-9]{5}\"}", "unknown", "")]
        ) { (a) throws(TransformArgumentFault) in .only(try a.pattern()) },
        TransformDescription(
            "replace", .several([.init("from", .text), .init("to", .text, isOptional: true)], short: false),
            "every occurrence of a text becomes another, or goes",
            [("{replace: {from: \"/\", to: \" \"}}", "a/b/c", "a b c"), ("{replace: {from: ab}}", "abxab", "x")]
        ) { a in .replace(from: a.bytes("from"), to: a.bytes("to")) },
        TransformDescription(
            "replace_pattern",
            .several([.init("pattern", .pattern), .init("with", .text, isOptional: true)], short: false),
            "every match of a RE2 pattern becomes a text; \\1 to \\9 are its groups",
            [
                ("{replace_pattern: {pattern: \"[^0-9]+\", with: \"-\"}}", "04 51/33", "04-51-33"),
                (
                    "{replace_pattern: {pattern: \"(\\\\w+), (\\\\w+)\", with: \"\\\\2 \\\\1\"}}", "Kern, Anna",
                    "Anna Kern"
                ),
            ]
        ) { (a) throws(TransformArgumentFault) in
            let pattern = try a.pattern("pattern")
            do throws(PatternFault) { _ = try pattern.pattern.replacement(a.text("with")) } catch {
                throw TransformArgumentFault(message: "\(error)")
            }
            return .replacePattern(pattern, with: a.text("with"))
        },
    ]

    private static let additions: [TransformDescription] = [
        TransformDescription(
            "prefix", .one(.text), "text put in front, when there is a value",
            [("{prefix: K-}", "12", "K-12"), ("{prefix: K-}", "", "")]
        ) { a in .prefix(a.bytes()) },
        TransformDescription(
            "suffix", .one(.text), "text put behind, when there is a value",
            [("{suffix: \" GmbH\"}", "Quadrat", "Quadrat GmbH"), ("{suffix: x}", "", "")]
        ) { a in .suffix(a.bytes()) },
        TransformDescription(
            "without", .one(.text), "text taken off the front, when it is there",
            [("{without: K-}", "K-12", "12"), ("{without: K-}", "12", "12")]
        ) { a in .without(prefix: a.bytes()) },
        TransformDescription(
            "without_end", .one(.text), "text taken off the end, when it is there",
            [("{without_end: \" EUR\"}", "12 EUR", "12"), ("{without_end: \" EUR\"}", "12", "12")]
        ) { a in .withoutEnd(a.bytes()) },
        TransformDescription(
            "pad", .one(.integer(1...64)), "zeros in front up to a length",
            [("{pad: 5}", "1067", "01067"), ("{pad: 5}", "123456", "123456"), ("{pad: 5}", "", "")]
        ) { a in .pad(a.integer()) },
    ]

    private static let numbers: [TransformDescription] = [
        TransformDescription(
            "negate", .none, "an amount changes its sign",
            [("negate", "12.50", "-12.50"), ("negate", "12.50-", "12.50")]
        ) { _ in .negate },
        TransformDescription(
            "absolute", .none, "an amount loses its sign",
            [("absolute", "-12.50", "12.50"), ("absolute", "12.50-", "12.50")]
        ) { _ in .absolute },
        TransformDescription(
            "scale", .one(.factor), "a number multiplied by a decimal, exactly: 0.01 makes an amount of cents",
            [
                ("{scale: 0.01}", "18430217", "184302.17"), ("{scale: 0.01}", "-5", "-0.05"),
                ("{scale: 1000}", "1.5", "1500"),
                ("{scale: 0.01}", "n/a", "n/a"),
            ]
        ) { (a) throws(TransformArgumentFault) in
            guard let factor = ExactFactor(a.text()) else {
                throw TransformArgumentFault(
                    message: "needs a decimal other than 0, with at most 9 digits behind the point")
            }
            return .scale(by: factor)
        },
        TransformDescription(
            "date_part", .one(.word(DatePart.allCases.map(\.rawValue))),
            "a part of a date, which is read as the field's dates are",
            [
                ("{date_part: year}", "2024-11-30", "2024"), ("{date_part: quarter}", "30.11.2024", "4"),
                ("{date_part: year}", "x", ""),
            ]
        ) { a in .datePart(DatePart(rawValue: a.text()) ?? .year) },
        TransformDescription(
            "epoch", .one(.word(["seconds", "milliseconds", "microseconds"])),
            "seconds since 1970 become a point in time",
            [
                ("{epoch: seconds}", "1700000000", "2023-11-14T22:13:20.000000Z"),
                ("{epoch: milliseconds}", "1700000000123", "2023-11-14T22:13:20.123000Z"),
            ]
        ) { a in .epoch(perSecond: a.text() == "seconds" ? 1 : a.text() == "milliseconds" ? 1_000 : 1_000_000) },
    ]

    private static let absent: [TransformDescription] = [
        TransformDescription(
            "blank", .one(.texts), "texts that mean that there is no value",
            [("{blank: [\"-\", n/a]}", "n/a", ""), ("{blank: [\"-\", n/a]}", "Kiel", "Kiel")]
        ) { a in .blank(a.list()) },
        TransformDescription(
            "otherwise", .one(.text), "what stands when the cell is empty",
            [("{otherwise: none}", "", "none"), ("{otherwise: none}", "x", "x")]
        ) { a in .otherwise(a.bytes()) },
    ]

    private static let standards: [TransformDescription] = [
        TransformDescription(
            "address", .one(.word(AddressPart.allCases.map(\.rawValue))),
            "a part of an address that stands in one cell, read as the row's country writes them; a cell without a "
                + "postcode that fits is all `street`, with a finding",
            [
                ("{address: street}", "Salzstraße 12, 21335 Lüneburg", "Salzstraße 12"),
                ("{address: postcode}", "Salzstraße 12, 21335 Lüneburg", "21335"),
                ("{address: city}", "Backhaus GmbH\nSalzstraße 12\n21335 Lüneburg", "Lüneburg"),
                ("{address: recipient}", "Backhaus GmbH\nSalzstraße 12\n21335 Lüneburg", "Backhaus GmbH"),
                ("{address: region}", "742 Elm Ave, Springfield, MO 65807, USA", "MO"),
                ("{address: country}", "1 High Street, London SW1A 1AA, United Kingdom", "GB"),
                ("{address: street}", "behind the church", "behind the church"),
            ]
        ) { a in .address(AddressPart(rawValue: a.text()) ?? .street) },
        TransformDescription(
            "street", .one(.word(StreetPart.allCases.map(\.rawValue))),
            "a part of a street line; the row's country says on which side the number stands",
            [
                ("{street: name}", "Mozartstraße 115a", "Mozartstraße"),
                ("{street: house_number}", "Mozartstraße 115a", "115a"),
                ("{street: house_number}", "12 rue de Rivoli", "12"),
                ("{street: unit}", "53 Kings Drive, Unit 26", "Unit 26"),
                ("{street: name}", "Straße des 17. Juni 135", "Straße des 17. Juni"),
                ("{street: name}", "Postfach 12 34", "Postfach 12 34"),
            ]
        ) { a in .street(StreetPart(rawValue: a.text()) ?? .name) },
        TransformDescription(
            "iban", .optional(.word(["electronic", "printed"])),
            "an account number (IBAN) without spaces, or as it is printed; one whose check digits are wrong stays as it "
                + "is, with a finding",
            [
                ("iban", "IBAN GB82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
                ("{iban: printed}", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
                ("iban", "DE89 3704 0044 0532 0130 01", "DE89 3704 0044 0532 0130 01"),
            ]
        ) { a in .iban(isPrinted: a.text() == "printed") },
        TransformDescription(
            "latin", .none,
            "Greek and Cyrillic letters in Latin ones, as passports write them; matching does so by itself",
            [
                ("latin", "Юлия Щукина", "Iuliia Shchukina"), ("latin", "Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"),
                ("latin", "Jürgen Ångström", "Jürgen Ångström"),
            ]
        ) { _ in .latin },
    ]
}
