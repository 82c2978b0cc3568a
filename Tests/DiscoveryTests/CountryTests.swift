import Discovery
import Testing

/// Which country a table's customers are from, where it doesn't say so.
@Suite struct CountryTests {
    @Test func aColumnOfCountriesDecides() {
        let table = Tables.read([
            ("Firma", Tables.made(20) { "Firma \($0)" }), ("Land", Tables.made(20) { $0 == 7 ? "AT" : "Deutschland" }),
        ])
        #expect(CountryEvidence(table).country == "DE")
        #expect(!CountryEvidence(table).isNeeded)
    }

    @Test func nationalNumbersPostcodesAndLegalFormsDecideTogether() {
        let german = Tables.read([
            ("Firma", Tables.made(20) { "Backhaus \($0) GmbH" }), ("PLZ", Tables.made(20) { "2\(1_000 + $0)" }),
            ("Telefon", Tables.made(20) { "030 23125\(100 + $0)" }),
        ])
        #expect(CountryEvidence(german).country == "DE")
        #expect(CountryEvidence(german).isNeeded)
        let british = Tables.read([
            ("Name", Tables.made(20) { "Kershaw \($0) Ltd" }), ("Postcode", Tables.made(20) { _ in "EH1 1YZ" }),
            ("Telephone", Tables.made(20) { "0131 496 0\(100 + $0)" }),
        ])
        #expect(CountryEvidence(british).country == "GB")
    }

    @Test func whatFitsSeveralCountriesDecidesNothing() {
        let table = Tables.read([
            ("Name", Tables.made(20) { "Backhaus \($0)" }), ("Postcode", Tables.made(20) { "\(12_000 + $0)" }),
        ])
        let evidence = CountryEvidence(table)
        #expect(evidence.country == nil && evidence.isNeeded)
        #expect(evidence.candidates.count > 1)
        #expect(HomeCountry.of([evidence]) == nil)
    }

    @Test func theProjectsCountryIsThatOfMostRows() {
        func table(_ count: Int, _ country: String) -> CountryEvidence {
            CountryEvidence(
                Tables.read([("Firma", Tables.made(count) { "F\($0)" }), ("Land", Tables.made(count) { _ in country })])
            )
        }
        #expect(HomeCountry.of([table(30, "DE"), table(10, "GB")]) == "DE")
        #expect(HomeCountry.of([table(10, "DE"), table(10, "GB")]) == nil)
        #expect(HomeCountry.currency(of: "GB") == "GBP" && HomeCountry.currency(of: "XX") == nil)
    }
}
