import Mapping
import Records
import Testing

/// How text becomes a date, an instant, a number, a name.
@Suite struct DateReadingTests {
    private func date(_ convention: String, _ cell: String, country: String = "") throws -> Mapped {
        try Mapped(
            Bench.contact("email: Mail\ncountry: Land\nbirth_date: D", before: "read: {dates: \(convention)}"),
            columns: ["Mail", "Land", "D"], rows: [["a@b.example", country, cell]])
    }

    @Test(arguments: [
        ("day-month-year", "03.04.1980", "1980-04-03"), ("day-month-year", "03/04/1980", "1980-04-03"),
        ("month-day-year", "03/04/1980", "1980-03-04"), ("year-month-day", "1980-03-04", "1980-03-04"),
        ("day-month-year", "29.02.2023", ""), ("day-month-year", "n/a", ""),
    ])
    func theConventionDecidesTheOrder(_ convention: String, _ cell: String, _ expected: String) throws {
        #expect(try date(convention, cell).value("it.birth_date") == expected)
    }

    @Test(arguments: ["day-month-year", "month-day-year", "year-month-day", "by-country"])
    func aTypedCellNeedsNoConvention(_ convention: String) throws {
        #expect(try date(convention, "1980-03-04", country: "US").value("it.birth_date") == "1980-03-04")
        #expect(try date(convention, "1980-03-04 00:00:00").value("it.birth_date") == "1980-03-04")
    }

    @Test func byCountryTheMonthStandsFirstInTheUnitedStatesOnly() throws {
        #expect(try date("by-country", "03/04/1980", country: "US").value("it.birth_date") == "1980-03-04")
        #expect(try date("by-country", "03/04/1980", country: "USA").value("it.birth_date") == "1980-03-04")
        #expect(try date("by-country", "03/04/1980", country: "DE").value("it.birth_date") == "1980-04-03")
        #expect(try date("by-country", "03/04/1980").value("it.birth_date") == "1980-04-03")
    }

    @Test func byCountryAValueThatFitsOneOrderOnlyIsReadInThatOne() throws {
        #expect(try date("by-country", "31/12/1980", country: "US").value("it.birth_date") == "1980-12-31")
        #expect(try date("by-country", "12/31/1980", country: "DE").value("it.birth_date") == "1980-12-31")
    }

    @Test func byCountryTheMappingsCountryCountsWhereTheRowNamesNone() throws {
        let mapped = try Mapped(
            Bench.contact("email: Mail\nbirth_date: D", before: "read: {dates: by-country, country: US}"),
            columns: ["Mail", "D"], rows: [["a@b.example", "03/04/1980"]])
        #expect(mapped.value("it.birth_date") == "1980-03-04")
    }

    @Test func aFieldsOwnOrderBeatsTheColumnsEvidenceAndThatTheMappings() throws {
        let columns = ["Mail", "A", "B", "C"]
        let cell = "03/04/1980"
        let mapped = try Mapped(
            Bench.contact(
                "email: Mail\nbirth_date: {column: A, dates: month-day-year}\ncustomer_since: B\nrecorded_at: C",
                before: "read: {dates: day-month-year}"), columns: columns, rows: [["a@b.example", cell, cell, cell]],
            dates: [1: .dayMonthYear, 2: .monthDayYear])
        #expect(mapped.value("it.birth_date") == "1980-03-04")
        #expect(mapped.value("it.customer_since") == "1980-03-04")
        #expect(mapped.value("it.recorded_at") == "1980-04-03T00:00:00.000000Z")
    }

    @Test func aDestroyedDateIsDroppedWithAFindingThatNamesItsCell() throws {
        let mapped = try date("day-month-year", "31.02.1980")
        let finding = try #require(mapped.batch.findings.first)
        #expect(finding.code == "date.not-in-calendar")
        #expect(finding.severity == .warning)
        #expect(finding.ordinal == 1)
        #expect(finding.column == 2)
        #expect(finding.value == "31.02.1980")
        #expect(mapped.dropped("it.birth_date") == [true])
        #expect(mapped.batch.states == [.ready])
    }
}

/// Wall-clock times in Berlin, with both edges of summer time given by hand.
@Suite struct ZoneTests {
    private func instant(_ cell: String, zone: String = "timezone: Europe/Berlin, ") throws -> String {
        try Mapped(
            Bench.contact("email: Mail\nrecorded_at: T", before: "read: {\(zone)dates: day-month-year}"),
            columns: ["Mail", "T"], rows: [["a@b.example", cell]]
        ).value("it.recorded_at")
    }

    @Test(arguments: [
        ("15.01.2026 12:00", "2026-01-15T11:00:00.000000Z"), ("15.07.2026 12:00", "2026-07-15T10:00:00.000000Z"),
        // Spring: 02:00 to 03:00 doesn't exist; what was written in it is taken with winter's offset.
        ("29.03.2026 01:59:59", "2026-03-29T00:59:59.000000Z"), ("29.03.2026 02:30", "2026-03-29T01:30:00.000000Z"),
        ("29.03.2026 03:00", "2026-03-29T01:00:00.000000Z"),
        // Autumn: 02:00 to 03:00 exists twice; the first one counts.
        ("25.10.2026 01:59:59", "2026-10-24T23:59:59.000000Z"), ("25.10.2026 02:30", "2026-10-25T00:30:00.000000Z"),
        ("25.10.2026 02:59:59", "2026-10-25T00:59:59.000000Z"), ("25.10.2026 03:00", "2026-10-25T02:00:00.000000Z"),
    ])
    func aTimeWithoutAZoneIsTheMappings(_ cell: String, _ expected: String) throws {
        #expect(try instant(cell) == expected)
    }

    @Test(arguments: [
        ("2026-07-15T12:00:00Z", "2026-07-15T12:00:00.000000Z"),
        ("2026-07-15 12:00:00 +0000", "2026-07-15T12:00:00.000000Z"),
        ("2026-07-15T12:00:00-05:00", "2026-07-15T17:00:00.000000Z"),
        ("2026-07-15T12:00:00+02:00", "2026-07-15T10:00:00.000000Z"),
    ])
    func aTimeWithItsOwnZoneKeepsIt(_ cell: String, _ expected: String) throws {
        #expect(try instant(cell) == expected)
        #expect(try instant(cell, zone: "") == expected)
    }

    @Test func offsetsAreThoseOfTheLastEdgeBefore() {
        let zone = Bench.berlin
        #expect(zone.offset(atWallClock: 0) == 3_600)
        #expect(zone.offset(atWallClock: 1_774_746_000 + 7_199) == 3_600)
        #expect(zone.offset(atWallClock: 1_774_746_000 + 7_200) == 7_200)
        #expect(zone.offset(atWallClock: 1_792_890_000 + 7_199) == 7_200)
        #expect(zone.offset(atWallClock: 1_792_890_000 + 7_200) == 3_600)
        #expect(zone.offset(atWallClock: .max / 2) == 3_600)
        #expect(ZoneRules(name: "UTC", transitions: []).offset(atWallClock: 5) == 0)
    }
}

@Suite struct ValueReadingTests {
    @Test func numbersAreReadByTheirDecimalSeparator() throws {
        let comma = try Mapped(
            Bench.account("name: F\ncredit_limit: L", before: "read: {decimal: \",\"}"), columns: ["F", "L"],
            rows: [["A", "1.234,50"], ["B", "1.234"]])
        #expect(comma.values("it.credit_limit") == ["1234.5", "1234"])
        let dot = try Mapped(
            Bench.account("name: F\ncredit_limit: L", before: "read: {decimal: \".\"}"), columns: ["F", "L"],
            rows: [["A", "1,234.50"], ["B", "1.234"]])
        #expect(dot.values("it.credit_limit") == ["1234.5", "1.234"])
        let own = try Mapped(
            Bench.account("name: F\ncredit_limit: {column: L, decimal: \",\"}", before: "read: {decimal: \".\"}"),
            columns: ["F", "L"], rows: [["A", "1.234,50"]], decimals: [1: 0x2E])
        #expect(own.value("it.credit_limit") == "1234.5")
    }

    @Test func anAmountThatNamesItsCurrencyKeepsIt() throws {
        let mapped = try Mapped(
            "version: 1\nread: {currency: EUR, decimal: \",\"}\nrecords:\n  it: {entity: invoices, fields: {number: N, gross: G, currency: W}}\n",
            columns: ["N", "G", "W"],
            rows: [["1", "10,50 USD", ""], ["2", "10,50 €", ""], ["3", "10,50 USD", "GBP"]])
        #expect(mapped.values("it.gross") == ["10.5", "10.5", "10.5"])
        #expect(mapped.values("it.currency") == ["USD", "EUR", "GBP"])
    }

    @Test func anEmailWithoutAnAtIsDroppedWithAFindingAndTheRowGoesOn() throws {
        let mapped = try Mapped(
            Bench.contact("full_name: Name\nemail: Mail"), columns: ["Name", "Mail"],
            rows: [["Anna Lindholm", "anna.example"]])
        #expect(mapped.value("it.email") == "")
        #expect(mapped.dropped("it.email") == [true])
        #expect(mapped.codes == ["email.syntax"])
        #expect(mapped.batch.findings[0].column == 1)
        #expect(mapped.batch.states == [.ready])
    }

    @Test func aPhoneNumberThatASpreadsheetDestroyedIsDropped() throws {
        let mapped = try Mapped(
            Bench.contact("full_name: Name\nphone: Tel", before: "read: {country: DE}"), columns: ["Name", "Tel"],
            rows: [["Anna Lindholm", "4,93023E+11"]])
        #expect(mapped.value("it.phone") == "")
        #expect(mapped.codes == ["phone.scientific-notation"])
    }

    @Test func theRowsOwnCountryReadsItsPhone() throws {
        let mapped = try Mapped(
            Bench.contact("full_name: Name\nphone: Tel\ncountry: Land", before: "read: {country: DE}"),
            columns: ["Name", "Tel", "Land"],
            rows: [["Anna Lindholm", "(030) 23125001", ""], ["John Marsh", "020 7946 0001", "United Kingdom"]])
        #expect(mapped.values("it.phone") == ["+493023125001", "+442079460001"])
        #expect(mapped.values("it.country") == ["", "GB"])
    }

    @Test func aPostcodeInTheTownsColumnMovesToItsField() throws {
        let mapped = try Mapped(
            Bench.account("name: F\nstreet: S\ncity: O", before: "read: {country: DE}"), columns: ["F", "S", "O"],
            rows: [["A", "Lindenweg 4", "10115 Berlin"]])
        #expect(mapped.value("it.postcode") == "10115")
        #expect(mapped.value("it.city") == "Berlin")
        #expect(mapped.value("it.country") == "DE")
    }

    @Test func shoutedNamesAreCalmed() throws {
        let mapped = try Mapped(
            Bench.contact("given_name: V\nfamily_name: N\nstreet: S\ncity: O"), columns: ["V", "N", "S", "O"],
            rows: [["ANNA", "LINDHOLM", "LINDENWEG 4", "KIEL"]])
        #expect(mapped.value("it.given_name") == "Anna")
        #expect(mapped.value("it.family_name") == "Lindholm")
        #expect(mapped.value("it.city") == "Kiel")
        #expect(mapped.changed("it.given_name") == [true])
    }

    @Test func onlyWhatWasChangedIsCountedAsChanged() throws {
        let mapped = try Mapped(
            Bench.contact("family_name: N\nemail: M\njob_title: J"), columns: ["N", "M", "J"],
            rows: [["Lindholm", "a@b.example", "Einkauf"], [" Lindholm", "A@B.example", "Einkauf "]])
        for field in ["family_name", "email", "job_title"] {
            #expect(mapped.changed("it.\(field)") == [false, true], "\(field)")
        }
    }

    @Test func twoPeopleInOneCellAreTwoRecords() throws {
        let mapped = try Mapped(
            "version: 1\nrecords:\n  it: {entity: contacts, key: Nr, fields: {full_name: Name, email: Mail, city: Ort}}\n",
            columns: ["Nr", "Name", "Mail", "Ort"],
            rows: [["7", "Hans und Erika Meier", "meier@b.example", "Kiel"], ["8", "Anna Lindholm", "", "Kiel"]])
        #expect(mapped.values("it.given_name") == ["Hans", "Erika", "Anna"])
        #expect(mapped.values("it.family_name") == ["Meier", "Meier", "Lindholm"])
        #expect(mapped.values("it.full_name") == ["Hans Meier", "Erika Meier", "Anna Lindholm"])
        #expect(mapped.values("it.email") == ["meier@b.example", "meier@b.example", ""])
        #expect(mapped.keys("it") == ["7", "7/2", "8"])
        #expect(mapped.batch.records[0].rows == [0, 0, 1])
        #expect(mapped.batch.records[0].numbers == [0, 1, 0])
        #expect(mapped.codes == ["name.several-people"])
    }
}
