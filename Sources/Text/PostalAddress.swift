/// A postal address in parts. A part that it does not have is empty.
public struct PostalAddress: Sendable, Hashable {
    /// Whom it is for: names, departments, `c/o`, a building's name; a line each.
    public var recipient: [[UInt8]] = []
    /// Street and number as they are written, or a post box.
    public var street: [UInt8] = []
    /// In its country's form.
    public var postcode: [UInt8] = []
    /// The place's name.
    public var city: [UInt8] = []
    /// The state, province or county: as given, or the short code in countries whose addresses have it.
    public var region: [UInt8] = []
    /// The country; nil where it is neither named nor given.
    public var country: CountryCode?
    /// What became of the value: doubtful where no postcode was found that would hold the parts together.
    public var verdict: Verdict = .unchanged

    /// Makes an address.
    public init() {}
}

extension PostalAddress {
    /// The lines on an envelope, in the order of the address's country; its name in English in capitals comes last
    /// where the sender is in another country (Universal Postal Union, S42).
    public func lines(from sender: CountryCode? = nil) -> [[UInt8]] {
        var lines = recipient
        let layout = country.flatMap { AddressLayout.of($0) } ?? AddressLayout.common
        let short = country.map { Region.read(region.text, country: $0).shortCode } ?? []
        for line in layout.lines {
            var out: [UInt8] = []
            var pending: [UInt8] = []
            // Behind a part that is missing, the signs in front of it stand for those behind it too.
            var isMissing = false
            for sign in line {
                let part: [UInt8]
                switch sign {
                case UInt8(ascii: "S"): part = street
                case UInt8(ascii: "P"): part = postcode
                case UInt8(ascii: "C"): part = layout.isCityInCapitals ? Self.capitals(city) : city
                case UInt8(ascii: "R"): part = layout.hasShortRegion && !short.isEmpty ? short : region
                default:
                    if !isMissing { pending.append(sign) }
                    continue
                }
                isMissing = part.isEmpty && !out.isEmpty
                if part.isEmpty { continue }
                // Signs between two parts stand only where both are.
                if !out.isEmpty { out += pending }
                out += part
                pending = []
            }
            if !out.isEmpty { lines.append(out) }
        }
        if let country, country != sender, let name = Country.englishName(country) {
            lines.append(Self.capitals([UInt8](name.utf8)))
        }
        return lines
    }

    private static func capitals(_ bytes: [UInt8]) -> [UInt8] {
        bytes.withUnsafeBytes { bytes in
            var out: [UInt8] = []
            for value in Scalars.all(bytes) { Scalars.append(Scalars.upper(value), to: &out) }
            return out
        }
    }

    /// Reads a whole address in one cell, in lines or parted by commas: `Salzstraße 12, 21335 Lüneburg`, `1 High St,
    /// London SW1A 1AA, UK`, `742 Elm Ave, Springfield, MO 65807`. `country` is that of addresses which name none.
    public static func read(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> PostalAddress {
        var address = PostalAddress()
        var cleaned: [UInt8] = []
        TextCleaning.note.clean(bytes, into: &cleaned)
        guard !cleaned.isEmpty else {
            address.verdict = bytes.isEmpty ? .unchanged : .changed
            return address
        }
        var parts = pieces(cleaned)
        address.verdict = .doubtful(.addressUnreadable)
        guard cleaned.count <= Longest.field, parts.count <= 20 else {
            address.street = cleaned
            return address
        }
        address.country = country
        if let named = namedCountry(parts, country) {
            address.country = named
            parts.removeLast()
        }
        address.takePlace(&parts)
        guard !address.postcode.isEmpty else {
            // Nothing holds the parts together: they stay as they are written, in one.
            address.street = Array(parts.joined(separator: [Byte.comma, Byte.space]))
            return address
        }
        // The street is the last line with a number; what stands before it is for somebody, behind it is more of it.
        if let index = parts.lastIndex(where: { $0.contains(where: \.isASCIIDigit) }) ?? parts.indices.last {
            address.recipient = Array(parts[..<index]) + address.recipient
            address.street = Array(parts[index...].joined(separator: [Byte.comma, Byte.space]))
        }
        return address
    }

    /// Reads a whole address in one cell.
    public static func read(_ text: String, country: CountryCode? = nil) -> PostalAddress {
        text.withBytes { read($0, country: country) }
    }

    /// The country that the last piece names. Two letters may as well be a state's, so they count only where the postcode
    /// is one of that country.
    private static func namedCountry(_ parts: [[UInt8]], _ country: CountryCode?) -> CountryCode? {
        guard parts.count > 1, let last = parts.last, let named = last.withUnsafeBytes({ Country.read($0).code }) else {
            return nil
        }
        if last.count > 2 { return named }
        guard PostcodeShape.of(named) != nil, country == nil || Region.read(last.text, country: country).code.isEmpty
        else { return nil }
        var trial = PostalAddress()
        trial.country = named
        var rest = Array(parts.dropLast())
        trial.takePlace(&rest)
        return trial.postcode.isEmpty ? nil : named
    }

    private static func pieces(_ cell: [UInt8]) -> [[UInt8]] {
        let hasLines = cell.contains(0x0A)
        return cell.split { $0 == 0x0A || $0 == Byte.semicolon || !hasLines && $0 == Byte.comma }.map { piece in
            piece.withUnsafeBytes { piece in
                var end = piece.count
                while end > 0, piece[end - 1] == Byte.comma || piece[end - 1].isASCIISpace { end -= 1 }
                return piece.part(0..<end).trimmed.copied
            }
        }.filter { !$0.isEmpty }
    }

    /// Takes postcode, place and region from the end.
    private mutating func takePlace(_ parts: inout [[UInt8]]) {
        let home = country
        for index in parts.indices.reversed().prefix(4) where index > 0 || parts.count == 1 {
            let found = parts[index].withUnsafeBytes { Postcode.split($0, country: home) }
            if let found, found.postcode.verdict == .unchanged || found.postcode.verdict == .changed {
                postcode = found.postcode.code
                if country == nil { country = found.postcode.country }
                city = found.place
                takeRegion(&parts, index)
            } else if parts[index].withUnsafeBytes({ Self.isPostcode($0, home) }) {
                // A line of its own, as in Britain: the place stands before it.
                postcode = parts[index].withUnsafeBytes { Postcode.standardise($0, country: home).code }
                parts.remove(at: index)
                if index > 1 || index == 1 && !parts[0].contains(where: \.isASCIIDigit) {
                    city = parts.remove(at: index - 1)
                }
                verdict = .changed
            }
            guard postcode.isEmpty else { return }
        }
    }

    /// `Springfield, MO 65807`, `Springfield MO 65807`, `20121 Milano MI`: the region behind the place, or in its stead.
    private mutating func takeRegion(_ parts: inout [[UInt8]], _ index: Int) {
        verdict = .changed
        // What stands behind the line with the postcode is a region, unless it is a phone number or the like.
        let behind = parts[(index + 1)...]
        let isRegion = { (part: [UInt8]) in !part.contains { $0.isASCIIDigit || $0 == Byte.at } }
        region = Array(behind.filter(isRegion).joined(separator: [Byte.comma, Byte.space]))
        recipient = behind.filter { !isRegion($0) }
        parts.removeSubrange(index...)
        guard let country, AddressLayout.of(country)?.hasShortRegion == true else { return }
        if !Region.read(city.text, country: country).code.isEmpty, let before = parts.last, parts.count > 1,
            country != .italy
        {
            setAside()
            (region, city) = (city, before)
            parts.removeLast()
        } else if let space = city.lastIndex(where: { $0 == Byte.space || $0 == Byte.comma }) {
            let behind = Array(city[(space + 1)...].filter { $0 != Byte.open && $0 != Byte.close })
            guard (2...3).contains(behind.count), !Region.read(behind.text, country: country).code.isEmpty else {
                return
            }
            setAside()
            region = behind
            city = Array(city[..<space])
            while city.last == Byte.space || city.last == Byte.comma { city.removeLast() }
        }
    }

    /// A region of its own stands behind the place: what was taken for one is something else, and kept beside.
    private mutating func setAside() {
        if !region.isEmpty { recipient.append(region) }
        region = []
    }

    private static func isPostcode(_ bytes: UnsafeRawBufferPointer, _ country: CountryCode?) -> Bool {
        guard let country, bytes.count <= 12, bytes.contains(where: \.isASCIIDigit) else { return false }
        switch Postcode.standardise(bytes, country: country).verdict {
        case .unchanged, .changed: return PostcodeShape.of(country) != nil
        default: return false
        }
    }
}

/// How a country's addresses are laid out: `S` street, `P` postcode, `C` city, `R` region, a line each.
struct AddressLayout: Sendable {
    var lines: [[UInt8]]
    /// The region is written by its code.
    var hasShortRegion = false
    var isCityInCapitals = false

    /// For countries without one of their own.
    static let common = AddressLayout(lines: ["S", "P C", "R"].map { [UInt8]($0.utf8) })

    static func of(_ country: CountryCode) -> AddressLayout? { table[country] }

    private static let table: [CountryCode: AddressLayout] = {
        var table: [CountryCode: AddressLayout] = [:]
        func add(_ countries: String, _ lines: String, short: Bool = false, capitals: Bool = false) {
            for country in countries.split(separator: " ") {
                guard let code = CountryCode(String(country)) else { continue }
                table[code] = AddressLayout(
                    lines: lines.split(separator: "|").map { [UInt8]($0.utf8) }, hasShortRegion: short,
                    isCityInCapitals: capitals)
            }
        }
        add("DE AT CH LI BE LU DK NO FI SE CZ SK PL GR PT SI HR RS ME BA MK EE LT BG IS TR DZ MA TN IL", "S|P C")
        add("NL", "S|P  C", capitals: true)
        add("FR MC RE GP MQ GF YT", "S|P C", capitals: true)
        add("ES AD", "S|P C|R")
        add("IT SM VA", "S|P C R", short: true)
        add("RO", "S|P C|R")
        add("HU", "C|S|P")
        add("LV", "S|C, P")
        add("US PR", "S|C, R P", short: true)
        add("CA", "S|C R  P", short: true)
        add("AU", "S|C R P", short: true, capitals: true)
        add("NZ SG TH TW", "S|C P")
        add("GB GG JE IM", "S|C|P", capitals: true)
        add("IE", "S|C|R|P")
        add("ZA MT CY", "S|C|P")
        add("IN", "S|C P|R")
        add("BR", "S|C - R|P", short: true)
        add("MX", "S|P C, R")
        add("AR", "S|P C|R")
        add("JP", "S|C, R|P")
        add("CN KR", "S|C, R P")
        add("RU UA BY KZ", "S|C|R|P")
        return table
    }()
}
