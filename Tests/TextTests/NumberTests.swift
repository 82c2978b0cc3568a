import Records
import Seeds
import Testing

@testable import Text

@Suite struct NumberTests {
    @Test(arguments: [
        ("1.234,56", "1234.56"), ("1234,56", "1234.56"), ("12,5", "12.5"), ("1.234", "1234"), ("1,234", "1.234"),
        ("-35,01", "-35.01"),
        ("(12,50)", "-12.5"), ("12,50-", "-12.5"), ("12,50 CR", "-12.5"), ("12,50 DR", "12.5"), ("−5", "-5"),
        ("–5", "-5"), ("+5", "5"),
        ("1 234,5", "1234.5"), ("1\u{A0}234,5", "1234.5"), ("1\u{202F}234\u{2009}567,5", "1234567.5"),
        ("1'234,50", "1234.5"),
        ("1’234,50", "1234.5"), (",5", "0.5"), ("12,-", "12"), ("12,--", "12"), ("12,00", "12"), ("007", "7"),
        ("-0", "0"),
        ("1.234.567,8901", "1234567.8901"), ("0,12340000", "0.1234"), ("1,5E3", "1500"), ("1,5E-3", "0.0015"),
        ("922337203685477,5807", "922337203685477.5807"), ("-922337203685477,5808", "-922337203685477.5808"),
        ("€ 12,50", "12.5"),
        ("12,50 EUR", "12.5"), ("5 %", "5"), ("EUR -12,50", "-12.5"), ("-€12,50", "-12.5"),
    ])
    func readsWithADecimalComma(_ text: String, _ expected: String) {
        let reading = NumberReader(decimal: .comma).read(text)
        #expect(reading.tenThousandths.map(TenThousandths.text) == expected)
        #expect(string(reading.canonical) == expected)
        #expect(reading.verdict == .changed)
    }

    @Test(arguments: [
        ("1,234.56", "1234.56"), ("1,234", "1234"), ("1.234", "1.234"), ("$1,234.50", "1234.5"), ("1 234.5", "1234.5"),
        (".5", "0.5"),
        ("1,23,456.5", "123456.5"), ("(1,000)", "-1000"),
    ])
    func readsWithADecimalDot(_ text: String, _ expected: String) {
        let reading = NumberReader(decimal: .dot, currency: CurrencyCode("USD")).read(text)
        #expect(reading.tenThousandths.map(TenThousandths.text) == expected)
        #expect(!reading.verdict.isDoubtful && !reading.verdict.isInvalid)
    }

    @Test(arguments: [
        ("1,234.56", DecimalSeparator.comma, "1234.56"), ("1.234,56", .dot, "1234.56"), ("-35,01", .dot, "-35.01"),
        ("12.5", .comma, "12.5"),
        ("1,234,567", .comma, "1234567"), ("1.234.567", .dot, "1234567"), ("0.123", .comma, "0.123"),
        ("1234,567", .dot, "1234.567"),
    ])
    func whatOnlyTheOtherSeparatorCanMeanIsReadSoAndDoubtful(
        _ text: String, _ decimal: DecimalSeparator, _ expected: String
    ) {
        let reading = NumberReader(decimal: decimal).read(text)
        #expect(reading.tenThousandths.map(TenThousandths.text) == expected)
        #expect(reading.verdict == .doubtful(.numberOtherSeparator))
    }

    @Test(arguments: [
        ("abc", Reason.numberUnreadable), ("5 apples", .numberUnreadable), ("--5", .numberUnreadable), ("", nil),
        ("1.23.45", .numberGrouping),
        ("1 2", .numberGrouping), ("12,34,5", .numberGrouping), ("922337203685477,5808", .numberTooLarge),
        ("1e400", .numberTooLarge),
        ("1,2.3,4", .numberGrouping), ("12-34", .numberUnreadable), ("1.234.56,7", .numberGrouping),
        ("€5€", .numberUnreadable),
    ])
    func refusesWhatIsNoNumber(_ text: String, _ reason: Reason?) {
        let reading = NumberReader(decimal: .comma).read(text)
        #expect(reading.tenThousandths == nil)
        #expect(reading.verdict == (reason.map { .invalid($0) } ?? .unchanged))
    }

    @Test func moreThanFourDecimalsAreReportedNotRounded() {
        let reading = NumberReader(decimal: .comma).read("0,123456")
        #expect(reading.tenThousandths == nil)
        #expect(reading.verdict == .doubtful(.numberTooManyDecimals))
        #expect(string(reading.canonical) == "0.123456")
        #expect(reading.proposal == 1_235)
        #expect(NumberReader(decimal: .comma).read("-0,00005").proposal == -1)
    }

    @Test func namesTheCurrencyAndAsksWhereItIsShared() {
        #expect(NumberReader(decimal: .dot).read("£5").currency == CurrencyCode("GBP"))
        #expect(NumberReader(decimal: .dot).read("5 zł").currency == CurrencyCode("PLN"))
        #expect(NumberReader(decimal: .dot).read("US$5").currency == CurrencyCode("USD"))
        #expect(NumberReader(decimal: .dot).read("SFr. 5.--").currency == CurrencyCode("CHF"))
        #expect(NumberReader(decimal: .dot).read("$5").verdict == .doubtful(.currencyAmbiguous))
        #expect(NumberReader(decimal: .dot, currency: CurrencyCode("CAD")).read("$5").currency == CurrencyCode("CAD"))
        #expect(NumberReader(decimal: .dot).read("5 %").isPercent)
    }

    /// Canonical text and number are each other's inverse.
    @Test(arguments: [41, 42] as [UInt64])
    func canonicalTextSurvives(seed: UInt64) {
        var random = Seeded(seed)
        var values: [Int64] = [.min, .max, 0, 1, -1, 9_999, 10_000, -10_000, 100]
        for shift in 0..<64 { values.append(Int64(truncatingIfNeeded: random.next()) >> Int64(shift)) }
        for value in values {
            let text = TenThousandths.text(value)
            #expect(TenThousandths.parse(text) == value, "seed \(seed): \(text)")
            #expect(
                NumberReader(decimal: .dot).read(text).tenThousandths == value || text.hasSuffix("E"),
                "seed \(seed): \(text)")
            #expect(NumberReader(decimal: .dot).read(text).verdict == .unchanged)
        }
    }

    /// A number written in any usual layout is read as itself.
    @Test(arguments: [43, 44] as [UInt64])
    func everyLayoutReadsAsTheNumber(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<2_000 {
            let value = Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 1...60, using: &random)
            let decimal = DecimalSeparator.allCases.randomElement(using: &random) ?? .dot
            let group = [decimal.other.rawValue, " ", "\u{A0}", "'", ""].randomElement(using: &random) ?? ""
            let plain = TenThousandths.text(Int64(value.magnitude))
            let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
            var whole = ""
            for (index, digit) in parts[0].reversed().enumerated() {
                if index > 0, index % 3 == 0 { whole = group + whole }
                whole = String(digit) + whole
            }
            // Two decimals always, so that the separator is certain.
            let fraction = parts.count > 1 ? String(parts[1]) : "00"
            var text = whole + decimal.rawValue + fraction
            if fraction.count == 3 { text += "0" }
            if value < 0 {
                text = ["-" + text, text + "-", "(" + text + ")", "−" + text].randomElement(using: &random) ?? ""
            }
            let reading = NumberReader(decimal: decimal).read(text)
            #expect(reading.tenThousandths == value, "seed \(seed): \(text)")
            #expect(!reading.verdict.isDoubtful, "seed \(seed): \(text)")
        }
    }
}

@Suite struct NumberColumnEvidenceTests {
    private func evidence(_ values: [String]) -> NumberColumnEvidence {
        var evidence = NumberColumnEvidence()
        for (row, value) in values.enumerated() { evidence.add(value, row: row + 1) }
        return evidence
    }

    @Test func oneSeparatorForAColumn() {
        #expect(evidence(["1.234", "12,5"]).verdict == .decided(.comma))
        #expect(evidence(["1.234", "1,234.5"]).verdict == .decided(.dot))
        #expect(evidence(["1.234.567"]).verdict == .decided(.comma))
        #expect(evidence(["12", "€ 7"]).verdict == .integers)
        #expect(evidence(["1.234", "1,234"]).verdict == .ambiguous)
        #expect(evidence(["1.5", "1,5"]).verdict == .mixed)
        #expect(evidence(["x", "y", "1"]).verdict == .notNumbers)
        #expect(evidence([""]).verdict == .empty)
        #expect(
            evidence(["1.5", "1,5"]).summary.text()
                == "1 of 2 numbers have a decimal dot (row 1), 1 a decimal comma (row 2)")
        #expect(
            evidence(["1.234", "12,5"]).summary.text()
                == "1 of 2 numbers fit both separators; row 2 decides for the comma")
    }

    @Test func countsCurrenciesAndDecimals() {
        let column = evidence(["€ 1,50", "2", "3,125"])
        #expect(column.withCurrency.rows == [1])
        #expect(column.decimals == 2)
        #expect(column.tally(.openComma).rows == [3])
    }
}
