import Testing

@testable import Formats

@Suite("Cell text")
struct WorkbookCellTextTests {
    private func text(_ number: String, _ format: NumberFormat = .number, is1904: Bool = false) -> (
        text: String, kind: CellKind, problem: CellProblem
    ) {
        var output: [UInt8] = []
        let bytes = Array(number.utf8)
        let result = bytes.withUnsafeBytes { CellText.append(number: $0, format: format, is1904: is1904, to: &output) }
        return (String(decoding: output, as: UTF8.self), result.kind, result.problem)
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("5", "5"), ("5.0", "5"), ("-5.00", "-5"), ("0.1", "0.1"), ("1.50", "1.50"),
        ("007", "7"), (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5"), ("+3", "3"), ("123456789012345", "123456789012345"),
        ("0.30000000000000004", "0.30000000000000004"), ("1.1000000000000001", "1.1"),
        ("1.2300000000000001E2", "123.00000000000001"),
        ("1.23E2", "123"), ("1e-7", "0.0000001"), ("1.5E-3", "0.0015"), ("1E+15", "1000000000000000"),
        ("2.5E20", "250000000000000000000"),
        ("41.899999999999999", "41.9"), ("-1E-2", "-0.01"), ("0E0", "0"),
        ("0.000000000000000000012", "0.000000000000000000012"),
        ("0.20000000000000001", "0.2"), ("100000000000.25", "100000000000.25"),
    ])
    func numbersArePlain(given: String, expected: String) {
        #expect(text(given).text == expected)
        #expect(text(given).kind == .number)
    }

    @Test func idsOfMoreThanFifteenDigitsAreMarked() {
        #expect(text("999999999999999").problem == .none)
        #expect(text("1000000000000000") == ("1000000000000000", .number, .digitsLost))
        #expect(text("4111111111111111") == ("4111111111111111", .number, .digitsLost))
        #expect(text("1.2345678901234568E+18") == ("1234567890123456800", .number, .digitsLost))
    }

    @Test func whatIsNoNumberStaysText() {
        for given in ["abc", "1.2.3", "1e999", "--1", "1e", "nan", "inf", "0x10", "1 2"] {
            #expect(text(given) == (given, .text, .notANumber))
        }
    }

    @Test(arguments: [
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("44197", "2021-01-01"),
        ("43890", "2020-02-29"),
        ("2958465", "9999-12-31"), ("44197.5", "2021-01-01T12:00:00"), ("0.5", "12:00:00"), ("36526", "2000-01-01"),
    ])
    func datesOf1900(given: String, expected: String) { #expect(text(given, .date).text == expected) }

    @Test(arguments: [
        ("0", "1904-01-01"), ("42735", "2021-01-01"), ("58", "1904-02-28"), ("59", "1904-02-29"), ("60", "1904-03-01"),
        ("2957003", "9999-12-31"),
    ])
    func datesOf1904(given: String, expected: String) { #expect(text(given, .date, is1904: true).text == expected) }

    @Test func daysThatNeverWereStayNumbersAndAreMarked() {
        for given in ["60", "0", "-1", "2958466", "3000000", "-0.5", "60.25"] {
            let result = text(given, .date)
            #expect(result == (given, .number, .notADate), "\(given)")
        }
        #expect(text("2957004", .date, is1904: true).problem == .notADate)
        #expect(text("1e999", .date).problem == .notANumber)
    }

    @Test func timesAndDurations() {
        #expect(text("0.5", .time) == ("12:00:00", .time, .none))
        #expect(text("0", .time) == ("00:00:00", .time, .none))
        #expect(text("0.61319444444444449", .time).text == "14:43:00")
        #expect(text("44197.42372685185", .dateTime) == ("2021-01-01T10:10:10", .dateTime, .none))
        #expect(text("44197", .dateTime).text == "2021-01-01T00:00:00")
        #expect(
            text("0.999999999", .time).text.hasPrefix("1900-01-01") || text("0.999999999", .time).text == "23:59:59")
        #expect(text("10.632060185185185", .duration) == ("255:10:10", .duration, .none))
        #expect(text("-0.25", .duration).text == "-06:00:00")
        #expect(text("1.0000000116", .duration).text == "24:00:00.001")
    }

    @Test func everyDayOfTheCalendarFollowsTheDayBefore() {
        var year = 1900
        var month = 3
        var day = 1
        for serial in 61...2_958_465 where serial < 80_000 || serial % 997 == 0 || serial > 2_957_000 {
            // An independent count of days from the same origin.
            (year, month, day) = civil(serial)
            let expected = [String(year), (month < 10 ? "0" : "") + String(month), (day < 10 ? "0" : "") + String(day)]
            #expect(text(String(serial), .date).text == expected.joined(separator: "-"))
        }
    }

    /// Days counted year by year and month by month.
    private func civil(_ serial: Int) -> (Int, Int, Int) {
        var left = serial - 61
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        // Years that begin on 1 March, so that the leap day is the last.
        var year = 1900
        let eras = left / 146_097
        year += eras * 400
        left -= eras * 146_097
        while true {
            let days = isLeap(year + 1) ? 366 : 365
            if left < days { break }
            left -= days
            year += 1
        }
        for (offset, days) in [31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29].enumerated() {
            if left < days { return offset < 10 ? (year, offset + 3, left + 1) : (year + 1, offset - 9, left + 1) }
            left -= days
        }
        return (0, 0, 0)
    }

    @Test func leadingZerosOfAFormatAreKept() {
        let postcode = NumberFormat(code: "00000".utf8)
        #expect(text("1067", postcode).text == "01067")
        #expect(text("12345", postcode).text == "12345")
        #expect(text("123456", postcode).text == "123456")
        #expect(text("1067.5", postcode).text == "1067.5")
        #expect(text("-5", postcode).text == "-5")
        #expect(text("12345678", NumberFormat(code: "000-00-0000".utf8)).text == "012-34-5678")
        #expect(text("7", NumberFormat(code: "\"D-\"00000".utf8)).text == "D-00007")
    }

    @Test(arguments: [
        ("General", "number"), ("0.00", "number"), ("[Red]0.00", "number"), ("#,##0 \"kr\"", "number"),
        ("\"d\"0", "number"),
        ("General\" days\"", "number"), ("0.00E+00", "number"), ("# ?/?", "number"), ("[$€-407] #,##0.00", "number"),
        ("_-* #,##0.00\\ \"€\"_-", "number"), ("0%", "number"), ("\\d0", "number"), ("@", "text"),
        ("dd.mm.yyyy", "date"),
        ("[$-407]d. mmmm yyyy;@", "date"), ("yyyy-mm-dd hh:mm", "dateTime"), ("m/d/yy h:mm AM/PM", "dateTime"),
        ("hh:mm:ss", "time"),
        ("h:mm AM/PM", "time"), ("mm:ss.0", "time"), ("[h]:mm:ss", "duration"), ("[mm]:ss", "duration"),
        ("[Blue]dd/mm", "date"),
        ("mmm-yy", "date"), ("\"am\" dd.mm.yyyy", "date"), ("yyyy\"年\"m\"月\"d\"日\"", "date"),
        ("[>100]0.0;[Red]0.00", "number"),
    ])
    func formatCodes(code: String, expected: String) {
        let name =
            switch NumberFormat(code: code.utf8) {
            case .number, .digits: "number"
            case .text: "text"
            case .date: "date"
            case .dateTime: "dateTime"
            case .time: "time"
            case .duration: "duration"
            }
        #expect(name == expected)
    }

    @Test(arguments: [
        ("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x00e4_", "ä"), ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "_xD83D_"),
        ("_x000", "_x000"), ("_xGGGG_", "_xGGGG_"), ("snake_case_x", "snake_case_x"), ("_x0009_", "\t"), ("", ""),
    ])
    func escapesOfCharacters(given: String, expected: String) {
        var output: [UInt8] = []
        Array(given.utf8).withUnsafeBytes { CellText.append(escaped: $0, to: &output) }
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test func everyDoubleComesBackFromItsText() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var state = seed
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(bitPattern: state)
            guard value.isFinite else { continue }
            var output: [UInt8] = []
            CellText.appendDecimal(value, to: &output)
            let text = String(decoding: output, as: UTF8.self)
            #expect(Double(text) == value, "seed \(seed)")
            #expect(!text.contains("e"))
        }
    }
}
