import CPhoneNumber

/// Judges plain numbers as libphonenumber would, from the library's own tables, without asking it; where it is not sure,
/// it says so.
///
/// The steps are the library's: the country code, the prefix inside the country, the length, the kind. What it leaves
/// to the library: prefixes that are rewritten or may end in two ways, numbers that begin like a call abroad, codes that
/// belong to no country, and very short or long numbers. For one thread: it keeps the states it has seen.
final class PhoneRanges {
    /// What is known of a number.
    struct Answer {
        /// One of the library shim's status numbers.
        var status: Int
        /// One of the library shim's kinds.
        var kind = CPHONE_KIND_UNKNOWN
        var callingCode = 0
        /// How many of the last digits are the national number.
        var nationalDigits = 0
        var country: CountryCode?
    }

    private struct Region {
        let facts: PhoneRegion
        let automaton: DigitAutomaton
        /// Whether the prefix inside the country is understood.
        let knowsPrefix: Bool
        let hasLeadingDigits: Bool
    }

    private static let leading = 11
    private static let international = 12
    private static let plainPrefix = 13
    private static let rewrittenPrefix = 14

    private let tables = PhoneTables.installed
    private var made: [Region??]

    init() {
        made = [Region??](repeating: nil, count: tables.regions.count)
    }

    /// The number of ASCII digits, behind a plus sign or as written inside `country`; nil where it is not sure.
    func judge(_ digits: UnsafeBufferPointer<UInt8>, isInternational: Bool, country: CountryCode?) -> Answer? {
        guard (5...20).contains(digits.count) else { return nil }
        if isInternational {
            guard let (code, length) = callingCode(digits), let main = main(code) else { return nil }
            return national(UnsafeBufferPointer(rebasing: digits[length...]), main)
        }
        guard let country, let index = tables.byCountry[country], let home = region(index), home.knowsPrefix else {
            return nil
        }
        var none: UInt32 = 0
        let all = home.automaton.run(digits, places: &none)
        if all.passed & (1 << UInt32(Self.international)) != 0 { return nil }
        // `49 4131 …` in Germany: the code without its plus, if the number makes no sense otherwise.
        if begins(digits, with: home.facts.callingCode) {
            let length = home.facts.callingCode >= 100 ? 3 : home.facts.callingCode >= 10 ? 2 : 1
            guard let inner = withoutPrefix(UnsafeBufferPointer(rebasing: digits[length...]), home) else { return nil }
            let fits = home.automaton.run(inner, places: &none).whole & 1 != 0
            if all.whole & 1 == 0 && fits || test(digits.count, home.facts) == CPHONE_TOO_LONG {
                guard let main = main(home.facts.callingCode) else { return nil }
                return national(inner, main)
            }
        }
        return national(digits, home)
    }

    // MARK: - The library's steps

    private func national(_ given: UnsafeBufferPointer<UInt8>, _ region: Region) -> Answer? {
        guard given.count >= 4, region.knowsPrefix, let stripped = withoutPrefix(given, region) else { return nil }
        var digits = given
        switch test(stripped.count, region.facts) {
        case CPHONE_VALID, CPHONE_TOO_LONG: digits = stripped
        default: break
        }
        guard (4...15).contains(digits.count) else { return nil }
        let code = region.facts.callingCode
        guard let indices = tables.byCallingCode[code], let main = main(code) else { return nil }
        var answer = Answer(status: CPHONE_VALID, callingCode: code, nationalDigits: digits.count)
        var found: Region?
        if indices.count == 1 {
            found = main
        } else {
            for index in indices {
                guard let candidate = self.region(index) else { return nil }
                var none: UInt32 = 0
                let outcome = candidate.automaton.run(digits, places: &none)
                if candidate.hasLeadingDigits
                    ? outcome.passed & (1 << UInt32(Self.leading)) != 0
                    : kind(outcome, digits.count, candidate.facts) != nil
                {
                    found = candidate
                    break
                }
            }
        }
        var none: UInt32 = 0
        if let found, let kind = kind(found.automaton.run(digits, places: &none), digits.count, found.facts) {
            answer.kind = kind
            answer.country = found.facts.country
            return answer
        }
        answer.country = (found ?? main).facts.country
        switch test(digits.count, main.facts) {
        case CPHONE_VALID: answer.status = CPHONE_POSSIBLE
        case Self.between: answer.status = CPHONE_TOO_LONG
        case let other: answer.status = other
        }
        return answer
    }

    /// Without the prefix inside the country; nil where it is not sure.
    private func withoutPrefix(_ digits: UnsafeBufferPointer<UInt8>, _ region: Region) -> UnsafeBufferPointer<UInt8>? {
        if region.facts.nationalPrefix.isEmpty || digits.isEmpty { return digits }
        var places: UInt32 = 0
        let outcome = region.automaton.run(digits, watched: 1 << UInt32(Self.plainPrefix), places: &places)
        if outcome.passed & (1 << UInt32(Self.rewrittenPrefix)) != 0 { return nil }
        if places == 0 { return digits }
        // Two ways to read the prefix: which one the library takes depends on the order in its pattern.
        guard places & (places - 1) == 0 else { return nil }
        let rest = UnsafeBufferPointer(rebasing: digits[places.trailingZeroBitCount...])
        var none: UInt32 = 0
        if outcome.whole & 1 != 0, region.automaton.run(rest, places: &none).whole & 1 == 0 { return digits }
        return rest
    }

    /// The length against the region's: valid, only inside an area, too short or too long.
    private func test(_ count: Int, _ facts: PhoneRegion) -> Int {
        let bit = UInt32(1) << UInt32(min(count, 30))
        let lengths = facts.descriptions[0].lengths
        if facts.localLengths & bit != 0 { return CPHONE_LOCAL_ONLY }
        if lengths & bit != 0 { return CPHONE_VALID }
        if lengths & (bit - 1) == 0 { return CPHONE_TOO_SHORT }
        return lengths & ~(bit - 1) == 0 ? CPHONE_TOO_LONG : Self.between
    }

    /// A length between two possible ones. The shim reports it as too long.
    private static let between = 100

    private func kind(_ outcome: DigitAutomaton.Outcome, _ count: Int, _ facts: PhoneRegion) -> Int? {
        func fits(_ index: Int) -> Bool {
            guard outcome.whole & (1 << UInt32(index)) != 0 else { return false }
            let lengths = facts.descriptions[index].lengths
            return lengths == 0 || lengths & (1 << UInt32(count)) != 0
        }
        guard fits(CPHONE_DESC_GENERAL) else { return nil }
        if fits(CPHONE_DESC_PREMIUM) { return CPHONE_KIND_SERVICE }
        if fits(CPHONE_DESC_TOLL_FREE) { return CPHONE_KIND_TOLL_FREE }
        if fits(CPHONE_DESC_SHARED_COST) { return CPHONE_KIND_SERVICE }
        if fits(CPHONE_DESC_VOIP) || fits(CPHONE_DESC_PERSONAL) { return CPHONE_KIND_VOIP }
        if fits(CPHONE_DESC_PAGER) || fits(CPHONE_DESC_UAN) || fits(CPHONE_DESC_VOICEMAIL) {
            return CPHONE_KIND_SERVICE
        }
        if fits(CPHONE_DESC_FIXED) {
            return facts.isFixedOrMobile || fits(CPHONE_DESC_MOBILE) ? CPHONE_KIND_FIXED_OR_MOBILE : CPHONE_KIND_FIXED
        }
        return !facts.isFixedOrMobile && fits(CPHONE_DESC_MOBILE) ? CPHONE_KIND_MOBILE : nil
    }

    // MARK: - Regions

    private func callingCode(_ digits: UnsafeBufferPointer<UInt8>) -> (code: Int, length: Int)? {
        guard digits[0] != Byte.zero else { return nil }
        var code = 0
        for at in 0..<3 {
            code = code * 10 + digits[at].digitValue
            if tables.byCallingCode[code] != nil { return (code, at + 1) }
        }
        return nil
    }

    private func begins(_ digits: UnsafeBufferPointer<UInt8>, with code: Int) -> Bool {
        var rest = code
        var divisor = code >= 100 ? 100 : code >= 10 ? 10 : 1
        var at = 0
        while divisor > 0 {
            guard at < digits.count, digits[at].digitValue == rest / divisor else { return false }
            rest %= divisor
            divisor /= 10
            at += 1
        }
        return true
    }

    private func main(_ code: Int) -> Region? { tables.byCallingCode[code].flatMap { region($0[0]) } }

    private func region(_ index: Int) -> Region? {
        if let known = made[index] { return known }
        let region = make(tables.regions[index])
        made[index] = .some(region)
        return region
    }

    private func make(_ facts: PhoneRegion) -> Region? {
        var patterns: [(pattern: DigitPattern, bit: Int)] = []
        for (bit, description) in facts.descriptions.enumerated() where !description.pattern.isEmpty {
            // "NA" stands for none.
            if description.pattern.elementsEqual("NA".utf8) { continue }
            guard let pattern = DigitPattern(description.pattern) else { return nil }
            patterns.append((pattern, bit))
        }
        for (text, bit) in [(facts.leadingDigits, Self.leading), (facts.internationalPrefix, Self.international)]
        where !text.isEmpty {
            guard let pattern = DigitPattern(text) else { return nil }
            patterns.append((pattern, bit))
        }
        var knowsPrefix = true
        if !facts.nationalPrefix.isEmpty {
            if let alternatives = DigitPattern.alternatives(facts.nationalPrefix) {
                for (pattern, captures) in alternatives {
                    patterns.append((pattern, captures && facts.hasTransform ? Self.rewrittenPrefix : Self.plainPrefix))
                }
            } else {
                knowsPrefix = false
            }
        }
        return Region(
            facts: facts, automaton: DigitAutomaton(patterns), knowsPrefix: knowsPrefix,
            hasLeadingDigits: !facts.leadingDigits.isEmpty)
    }
}
