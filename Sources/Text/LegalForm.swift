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
        OrganisationTokens.squeezed(bytes).withUnsafeBytes { written($0, bytes, country)?.form }
    }

    /// The form that a text is, in any spelling; nil where it is none.
    public static func named(_ text: String, country: CountryCode? = nil) -> LegalForm? {
        text.withBytes { named($0, country: country) }
    }

    /// Every form that is known, in the order of the table.
    public static var all: [LegalForm] {
        table.values.flatMap { $0.map(\.form) }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// A form as one key of it is written.
    struct Written: Sendable {
        var form: LegalForm
        var spelling: String
    }

    /// The form of a squeezed key that is written like `given`. With `leading`, only one that also stands in front of
    /// a name; written with dots, also one whose letters are an ordinary word. Without a country, of a form that is
    /// written in several ways the given one stays (`SA`, `S.A.`).
    static func written(
        _ key: UnsafeRawBufferPointer, _ given: UnsafeRawBufferPointer, _ country: CountryCode?, leading: Bool = false
    ) -> Written? {
        guard let all = table[key] else { return nil }
        let hasSigns = given.contains { $0 == Byte.dot || $0 == Byte.slash }
        func fits(_ written: Written) -> Bool { !leading || written.form.canLead }
        if let country, let own = all.first(where: { $0.form.countries.contains(country) && fits($0) }) { return own }
        let open = all.filter { (hasSigns || !$0.form.isWeak) && fits($0) }
        if let first = open.first, !first.form.isTelling,
            let same = open.first(where: {
                $0.form.code == first.form.code && $0.spelling.withBytes { given.elementsEqual($0) }
            })
        {
            return same
        }
        return open.first
    }

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
                let key = String(spelling).withBytes { OrganisationTokens.squeezed($0) }.text
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
