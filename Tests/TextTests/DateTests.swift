import Records
import Seeds
import Testing

@testable import Text

@Suite struct DateTests {
    @Test(arguments: [
        ("12.03.1999", "1999-03-12"), ("12/03/1999", "1999-03-12"), ("12-3-1999", "1999-03-12"),
        ("1999-03-12", "1999-03-12"),
        ("19990312", "1999-03-12"), ("12031999", "1999-03-12"), ("12. März 1999", "1999-03-12"),
        ("12 mars 1999", "1999-03-12"),
        ("12 de marzo de 1999", "1999-03-12"), ("March 12, 1999", "1999-03-12"), ("12th March 1999", "1999-03-12"),
        ("12-Mar-1999", "1999-03-12"),
        ("Freitag, 12.03.1999", "1999-03-12"), ("12.03.1999 14:30", "1999-03-12"), ("1999/3/12", "1999-03-12"),
        ("29.02.2000", "2000-02-29"),
        ("1.2.1234", "1234-02-01"), ("1er janvier 2020", "2020-01-01"), ("06. 11. 2015", "2015-11-06"),
    ])
    func readsADay(_ text: String, _ expected: String) {
        let reading = DateReader(order: .dayMonthYear).date(text)
        #expect(reading.date?.description == expected)
        #expect(reading.verdict == (text == expected ? .unchanged : .changed))
    }

    @Test func theOrderDecides() {
        #expect(DateReader(order: .monthDayYear).date("06/11/2015").date?.description == "2015-06-11")
        #expect(DateReader(order: .dayMonthYear).date("06/11/2015").date?.description == "2015-11-06")
        #expect(DateReader(order: .yearMonthDay).date("99-12-31").date?.description == "1999-12-31")
        let other = DateReader(order: .dayMonthYear).date("01/16/2015")
        #expect(other.date?.description == "2015-01-16" && other.verdict == .doubtful(.dateOtherOrder))
        #expect(DateReader(order: .yearMonthDay).date("06/11/2015").date == nil)
    }

    @Test(arguments: [
        ("30.02.2020", Reason.dateNotInCalendar), ("29.02.1900", .dateNotInCalendar),
        ("32.01.2020", .dateNotInCalendar),
        ("13/25/2015", .dateNotInCalendar), ("abc", .dateUnreadable), ("10:30:00", .dateUnreadable),
        ("12/2024", .dateUnreadable),
        ("45123", .dateUnreadable), ("1.2.3.4", .dateUnreadable), ("12.03.1999 x", .dateUnreadable),
        ("12.03.1999 25:00", .dateUnreadable),
        ("2020-13-01", .dateNotInCalendar), ("99999999999", .dateUnreadable), ("12 Foo 2020", .dateUnreadable),
    ])
    func refusesWhatIsNoDay(_ text: String, _ reason: Reason) {
        let reading = DateReader(order: .dayMonthYear).date(text)
        #expect(reading.date == nil)
        #expect(reading.verdict == .invalid(reason))
    }

    @Test(arguments: [
        "0000-00-00", "00.00.0000", "1899-12-30", "01.01.1900", "9999-12-31", "1900-01-01 00:00:00", "0001-01-01",
    ])
    func aDefaultDateIsEmpty(_ text: String) {
        let reading = DateReader(order: .dayMonthYear).date(text)
        #expect(reading.date == nil)
        #expect(reading.verdict == .doubtful(.dateDefault))
    }

    @Test func twoDigitYearsEndWithTheGivenYear() {
        let reader = DateReader(order: .dayMonthYear, twoDigitYearsUntil: 2026)
        #expect(reader.date("19.02.26").date?.year == 2026)
        #expect(reader.date("19.02.27").date?.year == 1927)
        #expect(reader.date("19.02.93").date?.year == 1993)
        #expect(reader.date("19.02.93").verdict == .doubtful(.dateTwoDigitYear))
        #expect(DateReader(order: .dayMonthYear, twoDigitYearsUntil: 1999).date("2.1.00").date?.year == 1900)
    }

    @Test func readsSpreadsheetsSerialsWhereAsked() {
        let from1900 = DateReader(order: .dayMonthYear, serials: .from1900)
        #expect(from1900.date("45123").date?.description == "2023-07-16")
        #expect(from1900.date("36526").date?.description == "2000-01-01")
        #expect(from1900.timestamp("45123.5", offsetMinutes: 0).timestamp?.description == "2023-07-16T12:00:00.000000Z")
        #expect(
            from1900.timestamp("45123,75", offsetMinutes: 0).timestamp?.description == "2023-07-16T18:00:00.000000Z")
        #expect(DateReader(order: .dayMonthYear, serials: .from1904).date("43661").date?.description == "2023-07-16")
    }

    @Test(arguments: [
        ("2013-03-15T19:13:21+00:00", "2013-03-15T19:13:21.000000Z"),
        ("2021-09-11 10:14:26 +0000", "2021-09-11T10:14:26.000000Z"),
        ("2024-12-31T23:59:59-02:00", "2025-01-01T01:59:59.000000Z"),
        ("2024-01-01T00:30:00+0530", "2023-12-31T19:00:00.000000Z"),
        ("2024-01-01T00:00:00.5Z", "2024-01-01T00:00:00.500000Z"),
        ("2024-01-01T00:00:00.123456Z", "2024-01-01T00:00:00.123456Z"),
        ("Fri, 05 Jan 2024 10:00:00 GMT", "2024-01-05T10:00:00.000000Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ("20240105T100000Z", ""), ("2024-01-05T24:00:00Z", "2024-01-06T00:00:00.000000Z"),
    ])
    func readsAnInstant(_ text: String, _ expected: String) {
        let reading = DateReader(order: .dayMonthYear).timestamp(text)
        #expect(reading.timestamp?.description ?? "" == expected)
        #expect(
            reading.verdict == (expected.isEmpty ? .invalid(.dateUnreadable) : text == expected ? .unchanged : .changed)
        )
    }

    @Test func aTimeWithoutZoneTakesTheColumnsOrIsDoubtful() {
        let reader = DateReader(order: .dayMonthYear)
        #expect(reader.timestamp("12.03.1999 14:30").verdict == .doubtful(.timestampNoZone))
        #expect(
            reader.timestamp("12.03.1999 14:30", offsetMinutes: 60).timestamp?.description
                == "1999-03-12T13:30:00.000000Z")
        #expect(
            reader.timestamp("12.03.1999 2:30 PM", offsetMinutes: 0).timestamp?.description
                == "1999-03-12T14:30:00.000000Z")
        #expect(
            reader.timestamp("12.03.1999 12:05 a.m.", offsetMinutes: 0).timestamp?.description
                == "1999-03-12T00:05:00.000000Z")
        #expect(reader.timestamp("2024-01-01T00:00:00.1234567Z").verdict == .doubtful(.timestampTooFine))
        #expect(reader.timestamp("9999-12-30T23:00:00-14:00").timestamp?.date.description == "9999-12-31")
        #expect(reader.timestamp("31.12.9998 23:00:00 -14:00").timestamp?.date.description == "9999-01-01")
    }

    /// Day numbers and dates are each other's inverse over all years, and the calendar's steps are right.
    @Test func dayNumbersAndDatesBelongTogether() throws {
        #expect(CalendarDate(year: 1970, month: 1, day: 1)?.dayNumber == 0)
        #expect(CalendarDate(year: 2000, month: 3, day: 1)?.dayNumber == 11_017)
        #expect(CalendarDate(dayNumber: -719_163) == nil)
        #expect(CalendarDate(dayNumber: 2_932_897) == nil)
        var previous = try #require(CalendarDate(dayNumber: -719_162))
        #expect(previous.description == "0001-01-01")
        for number in -719_161...2_932_896 {
            let date = try #require(CalendarDate(dayNumber: number))
            // Written without `#expect` per day: 3.6 million of them.
            let follows =
                date.day == previous.day + 1 && date.month == previous.month && date.year == previous.year
                || date.day == 1 && previous.day == CalendarDate.days(in: previous.month, of: previous.year)
                    && (date.month == previous.month + 1 && date.year == previous.year
                        || date.month == 1 && previous.month == 12 && date.year == previous.year + 1)
            if !follows || date.dayNumber != number {
                Issue.record("day \(number): \(previous) is followed by \(date)")
            }
            previous = date
        }
        #expect(previous.description == "9999-12-31")
    }

    /// A timestamp's text is read back as the same instant.
    @Test(arguments: [21, 22] as [UInt64])
    func timestampsSurviveTheirText(seed: UInt64) throws {
        var random = Seeded(seed)
        let reader = DateReader(order: .yearMonthDay)
        for _ in 0..<2_000 {
            let value = Int64.random(in: -62_135_510_400_000_000...253_402_214_399_999_999, using: &random)
            let timestamp = try #require(Timestamp(microseconds: value))
            if DateReader.isDefault(timestamp.date.year, timestamp.date.month, timestamp.date.day) { continue }
            #expect(reader.timestamp(timestamp.description).timestamp == timestamp, "seed \(seed)")
        }
    }
}

@Suite struct DateColumnEvidenceTests {
    private func evidence(_ values: [String]) -> DateColumnEvidence {
        var evidence = DateColumnEvidence()
        for (row, value) in values.enumerated() { evidence.add(value, row: row + 1) }
        return evidence
    }

    @Test func aSingleRowDecidesForTheColumn() {
        let column = evidence(["01/02/2020", "", "03/04/2021", "25/12/2020", "05/05/2020", "31/01/2020"])
        #expect(column.verdict == .decided(.dayMonthYear))
        #expect(column.tally(.dayFirst).rows == [4, 6])
        #expect(column.tally(.both).count == 2)
        #expect(column.tally(.same).count == 1)
        #expect(column.summary.text() == "2 of 5 dates fit both d/m and m/d; rows 4 and 6 decide for d/m")
        #expect(evidence(["12/25/2020", "01/02/2020"]).verdict == .decided(.monthDayYear))
    }

    @Test func doubtIsSaidNotGuessed() {
        #expect(evidence(["01/02/2020", "03/04/2021"]).verdict == .ambiguous(proposal: nil))
        #expect(evidence(["01.02.2020", "03.04.2021"]).verdict == .ambiguous(proposal: .dayMonthYear))
        let mixed = evidence(["25/12/2020", "12/26/2020"])
        #expect(mixed.verdict == .mixed)
        #expect(mixed.summary.text() == "1 of 2 dates fit d/m only (row 1), 1 fit m/d only (row 2)")
    }

    @Test func whatNeedsNoOrderNeedsNoQuestion() {
        #expect(evidence(["2020-01-02", "2021-03-04T10:00:00Z"]).verdict == .decided(.yearMonthDay))
        #expect(evidence(["2. Januar 2020"]).verdict == .decided(.yearMonthDay))
        #expect(evidence(["45123"]).verdict == .decided(.yearMonthDay))
        #expect(evidence(["", " "]).verdict == .empty)
        #expect(evidence(["abc", "def", "01/02/2020"]).verdict == .notDates)
        #expect(evidence(["05/05/2020"]).verdict == .decided(.dayMonthYear))
    }

    @Test func fillersDecideNothing() {
        let column = evidence(["31/12/9999", "0000-00-00", "01/01/1900", "01/02/2020"])
        #expect(column.tally(.filler).count == 3)
        #expect(column.verdict == .ambiguous(proposal: nil))
    }

    @Test func countsTwoDigitYearsTimesAndZones() {
        let column = evidence(["25.12.47", "25.12.1947 10:00", "2020-01-01T10:00:00Z"])
        #expect(column.twoDigitYears.rows == [1])
        #expect(column.withTime.rows == [2, 3])
        #expect(column.withZone.rows == [3])
    }

    /// A column looked at in parts, merged in any order, says what the whole column says.
    @Test(arguments: [31, 32, 33] as [UInt64])
    func theOrderOfPartsDoesNotMatter(seed: UInt64) {
        var random = Seeded(seed)
        let texts = [
            "01/02/2020", "25/12/2020", "12/25/2020", "x", "", "2020-01-01", "05/05/20", "01.01.1900", "30.02.2020",
        ]
        let values = (0..<200).map { _ in texts.randomElement(using: &random) ?? "" }
        var parts = (0..<7).map { _ in DateColumnEvidence() }
        for (row, value) in values.enumerated() {
            parts[Int.random(in: 0..<7, using: &random)].add(value, row: row + 1)
        }
        var merged = DateColumnEvidence()
        for part in parts.shuffled(using: &random) { merged.merge(part) }
        #expect(merged == evidence(values), "seed \(seed)")
    }
}
