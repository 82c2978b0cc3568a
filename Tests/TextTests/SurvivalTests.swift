import Records
import Testing

@testable import Text

/// A test for each line of docs/quirks.md about dates and numbers, named as there; those about bytes are with delimited text.
@Suite("Dates, numbers, encodings")
struct SurvivalTests {
    private func dates(_ values: [String]) -> DateColumnEvidence {
        var evidence = DateColumnEvidence()
        for (row, value) in values.enumerated() { evidence.add(value, row: row + 1) }
        return evidence
    }

    private func numbers(_ values: [String]) -> NumberColumnEvidence {
        var evidence = NumberColumnEvidence()
        for (row, value) in values.enumerated() { evidence.add(value, row: row + 1) }
        return evidence
    }

    private func number(_ text: String, _ decimal: DecimalSeparator) -> String? {
        NumberReader(decimal: decimal).read(text).tenThousandths.map(TenThousandths.text)
    }

    @Test("date format guessed m/d before the user's locale")
    func dateOrder() {
        #expect(dates(["01/02/2026", "25/12/2025"]).verdict == .decided(.dayMonthYear))
        #expect(dates(["01/02/2026", "12/25/2025"]).verdict == .decided(.monthDayYear))
        #expect(dates(["01/02/2026", "03/04/2026"]).verdict == .ambiguous(proposal: nil))
    }

    @Test("date shifts a day by time zone")
    func zones() {
        let reader = DateReader(order: .dayMonthYear)
        #expect(reader.date("31.12.2025").date?.description == "2025-12-31")
        #expect(reader.date("2025-12-31").date?.description == "2025-12-31")
        #expect(reader.timestamp("31.12.2025 23:30").verdict == .doubtful(.timestampNoZone))
        #expect(
            reader.timestamp("31.12.2025 23:30", offsetMinutes: -60).timestamp?.description
                == "2026-01-01T00:30:00.000000Z")
    }

    @Test("`1.2.1234` not a date; German date read as a number")
    func germanDates() {
        #expect(DateReader(order: .dayMonthYear).date("1.2.1234").date?.description == "1234-02-01")
        #expect(dates(["1.2.2024", "13.2.2024"]).verdict == .decided(.dayMonthYear))
        #expect(number("13.02.2024", .comma) == nil)
        #expect(number("1.2.1234", .dot) == nil)
    }

    @Test("`-35,01` becomes `-3501`")
    func decimalComma() {
        #expect(number("-35,01", .comma) == "-35.01")
        #expect(number("-35,01", .dot) == "-35.01")
        #expect(numbers(["1.234", "1,234"]).verdict == .ambiguous)
        #expect(numbers(["-35,01", "1.234"]).verdict == .decided(.comma))
    }

    @Test("thousand separators drop rows; thin and no-break spaces; UTF-16LE with `NNN NNN`")
    func grouping() {
        for blank in [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’", "."] {
            #expect(number("12\(blank)345\(blank)678,50", .comma) == "12345678.5", "\(blank.unicodeScalars)")
        }
        for sign in [",", " ", "\u{202F}", "'"] { #expect(number("1\(sign)234.50", .dot) == "1234.5", "\(sign)") }
        #expect(number("123 456", .comma) == "123456")
    }

    @Test("`(12.50)`, `12.50-`, `12.50 CR`, typographic minus")
    func negative() {
        for text in ["(12.50)", "12.50-", "12.50 CR", "\u{2212}12.50", "\u{2013}12.50", "-12.50"] {
            #expect(number(text, .dot) == "-12.5", "\(text)")
        }
    }
}
