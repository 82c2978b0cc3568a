import Report
import Testing

@Suite struct NumberTextTests {
    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (2873, "2,873"), (1_234_567, "1,234,567"), (-1234, "-1,234"),
        (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func countsHaveSeparators(_ number: Int, _ text: String) { #expect(NumberText.count(number) == text) }

    @Test func oneIsNotSeveral() {
        #expect(NumberText.count(1, "row", "rows") == "1 row")
        #expect(NumberText.count(0, "row", "rows") == "0 rows")
        #expect(NumberText.count(2873, "row", "rows") == "2,873 rows")
    }

    @Test(arguments: [
        (0, "0 ms"), (0.0124, "12 ms"), (0.0994, "99 ms"), (0.0996, "0.1 s"), (0.41, "0.4 s"), (12.34, "12.3 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min"), (125, "2 min 5 s"), (3599.4, "59 min 59 s"), (3600, "1 h"), (4321, "1 h 12 min"), (-1, "?"),
        (Double.infinity, "?"), (Double.nan, "?"), (1e300, "for ever"),
    ])
    func durationsHaveTheirUnit(_ seconds: Double, _ text: String) {
        #expect(NumberText.duration(seconds: seconds) == text)
    }

    @Test func aDurationIsTheSameAsItsSeconds() {
        #expect(NumberText.duration(.milliseconds(1350)) == NumberText.duration(seconds: 1.35))
    }

    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1.0 kB"), (9_949, "9.9 kB"), (9_951, "10 kB"),
        (320_400_000, "320 MB"),
        (999_499, "999 kB"), (999_500, "1.0 MB"), (3_200_000_000, "3.2 GB"), (-1500, "-1.5 kB"), (Int.max, "9.2 EB"),
        (Int.min, "-9.2 EB"), (994_000_000_000_000_000, "994 PB"),
    ])
    func bytesHaveTheirUnit(_ number: Int, _ text: String) { #expect(NumberText.bytes(number) == text) }

    @Test(arguments: [
        ("184302.17", "184,302.17 EUR"), ("0", "0.00 EUR"), ("-0.5", "-0.50 EUR"), ("7", "7.00 EUR"),
        ("-0", "0.00 EUR"),
        ("12.3456", "12.3456 EUR"), ("12.3400", "12.34 EUR"), ("0012.1", "12.10 EUR"),
        ("-1234567.89", "-1,234,567.89 EUR"),
        ("922337203685477.5807", "922,337,203,685,477.5807 EUR"), ("abc", "abc EUR"), ("", " EUR"), ("1,5", "1,5 EUR"),
        ("1.", "1. EUR"),
        (".5", ".5 EUR"), ("1.2.3", "1.2.3 EUR"), ("-", "- EUR"),
    ])
    func moneyIsNeverRounded(_ decimal: String, _ text: String) {
        #expect(NumberText.money(decimal, currency: "EUR") == text)
    }

    @Test(arguments: [
        (0, 10, "0 %"), (1, 1000, "< 1 %"), (5, 1000, "1 %"), (49, 98, "50 %"), (996, 1000, "> 99 %"),
        (1000, 1000, "100 %"), (1, 0, "?"),
        (0, 0, "0 %"), (11, 10, "> 100 %"),
    ])
    func aShareIsHonestAtItsEnds(_ part: Int, _ whole: Int, _ text: String) {
        #expect(NumberText.share(part, of: whole) == text)
    }

    @Test func ratesHaveThreeDigits() {
        #expect(NumberText.rate(624_400, "rows", seconds: 2) == "312,000 rows/s")
        #expect(NumberText.rate(99, "rows", seconds: 2) == "50 rows/s")
        #expect(NumberText.rate(1_999_999, "rows", seconds: 1) == "2,000,000 rows/s")
        #expect(NumberText.rate(5, "rows", seconds: 0) == "")
    }
}
