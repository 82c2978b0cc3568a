import Seeds
import Testing

@testable import Text

/// The tables that plain numbers are judged by are the library's own: whatever they say, the library says.
@Suite struct PhoneRangeTests {
    private static let countries: [CountryCode] = [
        "US", "GB", "DE", "FR", "ES", "AU", "IT", "NL", "BE", "AT", "CH", "CA", "IE", "SE", "NO", "DK", "FI", "PL",
        "CZ",
        "PT", "GR", "NZ", "IN", "BR", "MX", "AR", "RU", "KZ", "JM", "GG", "SM", "HU", "LT", "CI", "UZ",
    ].compactMap { CountryCode($0) }

    @Test func theInstalledLibraryLendsItsTables() {
        #expect(PhoneTables.installed.regions.count > 200)
        #expect(PhoneTables.installed.byCallingCode[1]?.count ?? 0 > 20)
        #expect(PhoneTables.installed.byCallingCode[49]?.count == 1)
        // Every pattern of numbers is of the few signs that are understood.
        for region in PhoneTables.installed.regions {
            for description in region.descriptions where !description.pattern.isEmpty {
                #expect(
                    DigitPattern(description.pattern) != nil || description.pattern.elementsEqual("NA".utf8),
                    "\(region.country)")
            }
        }
    }

    /// Numbers drawn from the ranges, spoiled, cut, lengthened or made up, in the styles that people write.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func theTablesSayWhatTheLibrarySays(seed: UInt64) {
        var random = Seeded(seed)
        let fast = PhoneStandardiser(capacity: 1)
        let library = PhoneStandardiser(capacity: 1, asksLibraryAlways: true)
        var valid = 0
        for _ in 0..<1_500 {
            guard let country = Self.countries.randomElement(using: &random),
                let index = PhoneTables.installed.byCountry[country]
            else { continue }
            let text = Self.number(PhoneTables.installed.regions[index], &random)
            let other = Self.countries.randomElement(using: &random)
            for home in [country, other, nil] {
                let reading = fast.read(text, country: home)
                #expect(
                    reading == library.read(text, country: home), "seed \(seed): \(text) in \(String(describing: home))"
                )
                if reading.verdict == .changed || reading.verdict == .unchanged { valid += 1 }
            }
        }
        #expect(valid > 800, "seed \(seed): hardly a number was a valid one")
    }

    private static func number(_ region: PhoneRegion, _ random: inout Seeded) -> String {
        let patterns = region.descriptions.compactMap { DigitPattern($0.pattern) }
        var digits = patterns.randomElement(using: &random).map { drawn($0, &random) } ?? "123456789"
        switch Int.random(in: 0..<10, using: &random) {
        case 0: digits = String(digits.dropLast(2))
        case 1: digits += "\(Int.random(in: 0..<100, using: &random))"
        case 2: digits = String((0..<9).map { _ in Character("\(Int.random(in: 0...9, using: &random))") })
        default: break
        }
        let code = region.callingCode
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return "+\(code) \(digits)"
        case 1: return "+\(code)\(digits)"
        case 2: return "00\(code) \(digits)"
        case 3: return "+\(code) (0) \(digits)"
        case 4: return "0\(digits)"
        case 5: return "(0\(digits.prefix(3))) \(digits.dropFirst(3))"
        case 6: return "\(code)\(digits)"
        default: return "\(digits.prefix(3))-\(digits.dropFirst(3).prefix(3)).\(digits.dropFirst(6))"
        }
    }

    private static func drawn(_ pattern: DigitPattern, _ random: inout Seeded) -> String {
        switch pattern {
        case .digit(let set):
            let digits = (0...9).filter { set & (1 << UInt16($0)) != 0 }
            return "\(digits.randomElement(using: &random) ?? 0)"
        case .sequence(let parts): return parts.map { drawn($0, &random) }.joined()
        case .choice(let parts): return parts.randomElement(using: &random).map { drawn($0, &random) } ?? ""
        case .repeated(let one, let least, let most):
            return (0..<Int.random(in: least...most, using: &random)).map { _ in drawn(one, &random) }.joined()
        }
    }

    @Test(arguments: ["[2-9]\\d{6}", "1(?:2|3[4-6]){2,3}", "(12)?3", "0|(1001)"])
    func readsThePatternsOfTheTables(_ text: String) {
        #expect(DigitPattern([UInt8](text.utf8)) != nil)
    }

    @Test(arguments: ["a", "1+", "(?=1)2", "[^1]", "1{2,1}", "(1", "1)", "[1", "$", "1{99}", "1??", "\\w", "[5-2]"])
    func refusesWhatItDoesNotUnderstand(_ text: String) {
        #expect(DigitPattern([UInt8](text.utf8)) == nil)
    }

    @Test func aPatternTakesWhatItSays() {
        let pattern = DigitPattern([UInt8]("1(?:2|3[4-6]){1,2}".utf8))
        let automaton = DigitAutomaton([(pattern ?? .digit(0), 0)])
        for (digits, isTaken) in [
            ("12", true), ("122", true), ("1235", true), ("13435", true), ("1", false), ("137", false), ("1222", false),
            ("", false),
        ] {
            var places: UInt32 = 0
            let whole = [UInt8](digits.utf8).withUnsafeBufferPointer { automaton.run($0, places: &places).whole }
            #expect((whole != 0) == isTaken, "\(digits)")
        }
    }
}
