/// The legal form of an organisation.
public struct LegalForm: Sendable, Hashable {
    /// A stable code, the same for all spellings and countries of the form: `gmbh`, `ltd`, `sarl`.
    public let code: String
    /// How the form is written in the country at hand: `GmbH`, `Ltd`, `S.L.`.
    public let spelling: String
    /// Where the form is found; empty where it is found everywhere.
    public let countries: [CountryCode]
    /// Whether its letters are ordinary words elsewhere, so that it counts in its own countries only.
    let isWeak: Bool
    /// Whether it also stands in front of the name.
    let canLead: Bool
    /// Whether it is telling enough to be found in the middle of a name.
    let isTelling: Bool

    /// The form that a text is, in any spelling; nil where it is none. Where several countries write the same letters,
    /// `country` decides.
    public static func named(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> LegalForm? {
        find(OrganisationToken.squeezed(bytes), country)
    }

    /// The form that a text is, in any spelling; nil where it is none.
    public static func named(_ text: String, country: CountryCode? = nil) -> LegalForm? {
        text.withBytes { named($0, country: country) }
    }

    /// Every form that is known, in the order of the table.
    public static var all: [LegalForm] { table.values.flatMap { $0.map(\.form) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    /// A form as one key of it is written.
    struct Written: Sendable {
        var form: LegalForm
        var spelling: String
    }

    /// The form of a squeezed key. With `leading`, only one that also stands in front of a name.
    static func written(_ key: [UInt8], _ country: CountryCode?, leading: Bool = false) -> Written? {
        guard let all = table[key] else { return nil }
        func fits(_ written: Written) -> Bool { !leading || written.form.canLead }
        if let country, let own = all.first(where: { $0.form.countries.contains(country) && fits($0) }) { return own }
        return all.first { !$0.form.isWeak && fits($0) }
    }

    static func find(_ key: [UInt8], _ country: CountryCode?) -> LegalForm? { written(key, country)?.form }

    /// From squeezed key to the forms that are written so, in the order of the table.
    static let table: WordTable<[Written]> = {
        var order: [String] = []
        var forms: [String: [Written]] = [:]
        for line in LegalFormTable.lines.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false)
            guard fields.count >= 3 else { continue }
            let flags = fields[0].prefix { "*<!".contains($0) }
            let form = LegalForm(
                code: String(fields[0].dropFirst(flags.count)), spelling: String(fields[1]),
                countries: fields[2].split(separator: " ").compactMap { CountryCode(String($0)) },
                isWeak: flags.contains("!"), canLead: flags.contains("<"), isTelling: flags.contains("*"))
            let spellings = [fields[1]] + (fields.count > 3 ? fields[3].split(separator: ";") : [])
            for spelling in spellings {
                let key = String(spelling).withBytes { OrganisationToken.squeezed($0) }.text
                if forms[key] == nil { order.append(key) }
                // Of spellings with the same key the first one is how the form is written.
                if forms[key]?.contains(where: { $0.form == form }) != true {
                    forms[key, default: []].append(Written(form: form, spelling: String(spelling)))
                }
            }
        }
        return WordTable(order.map { ($0, forms[$0] ?? []) }, exact: true)
    }()
}

/// A word of an organisation's name.
struct OrganisationToken {
    var range: Range<Int>
    /// Small letters and digits without marks and dots; `&` for every way to write "and".
    var key: [UInt8]

    /// The key of a whole text: its tokens' keys without spaces.
    static func squeezed(_ bytes: UnsafeRawBufferPointer) -> [UInt8] { all(bytes).flatMap(\.key) }

    /// The words of a text, parted by spaces, commas, brackets and the signs for "and".
    static func all(_ bytes: UnsafeRawBufferPointer) -> [OrganisationToken] {
        var tokens: [OrganisationToken] = []
        var start = 0
        func close(_ end: Int) {
            guard end > start else { return }
            let part = bytes.part(start..<end)
            var key = LookupKey.of(part)
            key.removeAll { !($0.isASCIIAlphanumeric || $0 == Byte.slash || $0 >= 0x80) }
            if !key.isEmpty {
                if isAnd(key), !tokens.isEmpty { key = [Byte.ampersand] }
                tokens.append(OrganisationToken(range: start..<end, key: key))
            }
        }
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            let parts =
                byte.isASCIISpace || byte == Byte.comma || byte == Byte.open || byte == Byte.close || byte == Byte.ampersand
                || byte == Byte.plus || byte == Byte.semicolon
            if parts {
                close(at)
                if byte == Byte.ampersand || byte == Byte.plus {
                    tokens.append(OrganisationToken(range: at..<at + 1, key: [Byte.ampersand]))
                }
                start = at + 1
            }
            at += 1
        }
        close(bytes.count)
        return tokens
    }

    private static func isAnd(_ key: [UInt8]) -> Bool {
        key.elementsEqual("und".utf8) || key.elementsEqual("u".utf8) || key.elementsEqual("and".utf8) || key.elementsEqual("et".utf8)
            || key.elementsEqual("y".utf8)
    }
}
