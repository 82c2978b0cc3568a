import Mapping
import Testing

/// Lines of docs/quirks.md that a mapping settles, named as there.
@Suite("Dates, numbers, encodings: columns")
struct SurvivalTests {
    @Test("decimal separator ignored; CSV separators applied to XLSX numbers")
    func separators() throws {
        // Text has its column's separator; a typed cell comes as canonical text, which has none but the dot.
        let mapped = try Mapped(
            Bench.account("name: F\ncredit_limit: L", before: "read: {decimal: \",\"}"), columns: ["F", "L"],
            rows: [["A", "1.234,50"], ["B", "1234,5"], ["C", "1234.5"], ["D", "0.25"]])
        #expect(mapped.values("it.credit_limit") == ["1234.5", "1234.5", "1234.5", "0.25"])
        let dot = try Mapped(
            Bench.account("name: F\ncredit_limit: {column: L, decimal: \".\"}", before: "read: {decimal: \",\"}"),
            columns: ["F", "L"], rows: [["A", "1,234.50"], ["B", "1.234"]])
        #expect(dot.values("it.credit_limit") == ["1234.5", "1.234"])
    }

    @Test("debit and credit in two columns")
    func debitAndCredit() throws {
        let mapped = try Mapped(
            Bench.account(
                "name: F\ncredit_limit: [Soll, {column: Haben, transforms: [negate]}]",
                before: "read: {decimal: \",\"}"), columns: ["F", "Soll", "Haben"],
            rows: [["A", "12,50", ""], ["B", "", "7,25"], ["C", "", ""]])
        #expect(mapped.values("it.credit_limit") == ["12.5", "-7.25", ""])
    }
}
