import Foundation
import Mapping
import Testing

/// Keys in the form in which they are compared.
@Suite struct KeyFormTests {
    private func keys(_ ids: [String], form: String) throws -> [String] {
        let mapped = try Mapped(
            "version: 1\nread: {keys: \(form)}\nrecords: {it: {entity: contacts, key: Id, fields: {family_name: Name}}}\n",
            columns: ["Id", "Name"], rows: ids.map { [$0, "Quimby"] })
        return mapped.keys("it")
    }

    /// Pairs whose long form was written by the program itself.
    private static let pairs = [
        ("001x0000002xLD0", "001x0000002xLD0AAM"), ("006x0000001YtCr", "006x0000001YtCrAAK"),
        ("005x0000000fNSi", "005x0000000fNSiAAM"), ("001x00000035m0i", "001x00000035m0iAAA"),
        ("ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO555"), ("0017F00000hVhqP", "0017F00000hVhqPQAS"),
    ]

    @Test func aShortSalesforceIDIsTheLongOne() throws {
        #expect(try keys(Self.pairs.map(\.0), form: "salesforce") == Self.pairs.map(\.1))
        #expect(try keys(Self.pairs.map(\.1), form: "salesforce") == Self.pairs.map(\.1))
    }

    @Test func wideSpacesAroundItGo() throws {
        #expect(
            try keys(["\u{3000} \u{3000}001x0000002xLD0\u{3000}\u{A0}"], form: "salesforce") == ["001x0000002xLD0AAM"])
    }

    @Test func whatIsNoIDStaysAsItIs() throws {
        let ids = ["ACCT-0000000001", "12345", "001x0000002xLD", "Fünfzehn-Bytes"]
        #expect(try keys(ids, form: "salesforce") == ids)
    }

    @Test func otherKeysCountAsTheyStand() throws {
        #expect(try keys(["001x0000002xLD0"], form: "as-given") == ["001x0000002xLD0"])
    }

    @Test func referencesTakeTheSameForm() throws {
        let mapped = try Mapped(
            "version: 1\nread: {keys: salesforce}\nrecords:\n  it:\n    entity: contacts\n    key: Id\n"
                + "    fields: {family_name: Name, account: {source: firms, record: company, key: AccountId}}\n",
            columns: ["Id", "Name", "AccountId"], rows: [["003x0000001YtCr", "Quimby", "001x0000002xLD0"]])
        #expect(mapped.texts("it.account").first?.hasSuffix("001x0000002xLD0AAM") == true)
    }
}
