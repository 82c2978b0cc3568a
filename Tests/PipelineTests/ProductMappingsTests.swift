import Configuration
import Delimited
import Foundation
import Mapping
import Records
import Testing

@testable import Pipeline

/// The mappings that come with the product, all of them, as they stand in `Mappings`.
@Suite struct ProductMappingsTests {
    private static let root: URL = {
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root
    }()
    private static let library = MappingLibrary(productFolder: root.appendingPathComponent("Mappings").path)
    static let names = library.productNames

    private static func read(_ name: String) throws -> (
        mapping: SourceMapping, recognition: MappingRecognition, document: YAMLDocument, problems: [Problem]
    ) {
        let document = try #require(library.product(name))
        let parser = MappingParser(library: { library.product($0) }, zone: { TimeZoneRules.named($0) })
        var problems: [Problem] = []
        let mapping = parser.parse(document, name: name, problems: &problems)
        return (mapping, parser.recognition(document), document, problems)
    }

    @Test func thereAreManyOfThem() { #expect(Self.names.count >= 55) }

    @Test(arguments: names) func eachIsWithoutMistakeAndTellsItsSources(_ name: String) throws {
        let (mapping, recognition, document, problems) = try Self.read(name)
        #expect(problems.map(\.description) == [])
        #expect(!mapping.about.isEmpty)
        #expect(["accounting", "shop", "crm", "list"].contains(document.root?["what"]?.text ?? ""))
        let layout = document.root?["layout"]
        #expect(!recognition.signatures.isEmpty || layout != nil)
        for signature in recognition.signatures {
            #expect(
                signature.columns.count + signature.values.count >= MappingRecognition.least, "\(signature.columns)")
            for column in signature.values.map(\.column) { #expect(signature.columns.contains(column)) }
        }
        // A name that the mapping nowhere uses would be a slip of the pen.
        let known = Set(
            mapping.columnNames + mapping.ignored + recognition.signatures.flatMap(\.columns)
                + recognition.referrals.flatMap(\.key))
        for column in recognition.otherNames.keys { #expect(known.contains(column), "\(column) under headers") }
    }

    @Test(arguments: names) func whatEachRefersToIsThere(_ name: String) throws {
        let (mapping, recognition, _, _) = try Self.read(name)
        for referral in recognition.referrals {
            let record = try #require(
                mapping.records.first { $0.name == referral.record }, "no record \(referral.record)")
            #expect(CustomerModel.fieldIndex(referral.field, of: record.entity) != nil, "\(referral.field)")
            if let stand = referral.insteadOf { #expect(mapping.records.contains { $0.name == stand }, "\(stand)") }
            for other in referral.mappings {
                let its = try Self.read(other).mapping
                guard let target = referral.target else { continue }
                #expect(its.records.contains { $0.name == target && !$0.key.isEmpty }, "\(other) has no \(target)")
            }
        }
    }

    @Test(arguments: names) func aFileWithAllItsColumnsIsTakenForIt(_ name: String) throws {
        let (mapping, recognition, _, _) = try Self.read(name)
        let known = KnownMappings(Self.library)
        // A signature over which another mapping's wins would never be seen. Those that values prove are told by real files.
        for signature in recognition.signatures where signature.values.isEmpty {
            let columns = signature.columns + mapping.columnNames.filter { !signature.columns.contains($0) }
            let found = known.recognise(columns, sample: Rows(width: columns.count))
            #expect(found?.name == name, "\(signature.columns) is taken for \(found?.name ?? "nothing")")
        }
    }

    // MARK: The table of docs/connectors.md

    /// Which connectors bring the tables of a mapping, by its name. A table that one of them reads can come as a text, a sheet
    /// or a Singer stream as well, where its program or a person saved it so.
    static func connectors(of name: String) -> [String] {
        func begins(_ beginnings: String...) -> Bool { beginnings.contains { name.hasPrefix($0) } }
        if name.contains("-api-") || name.contains("-graphql-") {
            if begins("quickbooks", "xero") { return ["accounting"] }
            return begins("highrise", "hubspot", "pipedrive", "vtiger", "zoho") ? ["legacy-crm"] : ["commerce"]
        }
        if name.contains("-database-") || begins("attachment", "woocommerce-database") { return ["database"] }
        if begins("cii", "gnucash", "saft", "ubl") { return ["accounting"] }
        if begins("quickbooks-iif") { return ["iif"] }
        if begins("ofx") { return ["ofx"] }
        if begins("qif") { return ["qif"] }
        if begins("ldif", "vcard") { return ["contacts"] }
        if begins("sugarcrm", "suitecrm", "targets", "vtiger") { return ["delimited", "database", "legacy-crm"] }
        if begins("dynamics", "salesforce") { return ["delimited", "spreadsheet", "legacy-crm"] }
        if name.hasSuffix("-synced") { return ["delimited", "singer"] }
        if begins("hubspot", "pipedrive", "stripe", "zoho") {
            return ["delimited", "spreadsheet", "singer", "legacy-crm"]
        }
        return ["delimited", "spreadsheet"]
    }

    /// The connectors of the table are those that real files and exports came by.
    @Test func theConnectorsOfTheTableAreThoseThatReadRealFiles() throws {
        var compared = 0
        for snapshot in [
            "exports", "fixture-road/accounting", "fixture-road/csv", "fixture-road/ecommerce",
            "fixture-road/legacy-crm",
            "fixture-road/singer", "fixture-road/spreadsheets",
        ] {
            let file = Self.root.appendingPathComponent("Tests/Snapshots/\(snapshot).txt")
            for line in String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n") {
                // `    source: connector, mapping; rows`
                guard line.hasPrefix("    "), let rest = line.split(separator: ": ", maxSplits: 1).last else {
                    continue
                }
                let parts = rest.split(separator: ";")[0].split(separator: ", ")
                guard parts.count == 2, Self.names.contains(String(parts[1])) else { continue }
                compared += 1
                #expect(Self.connectors(of: String(parts[1])).contains(String(parts[0])), "\(line)")
            }
        }
        #expect(compared >= 100)
    }

    /// What comes across from each export, a line a mapping.
    private static func table() throws -> String {
        var lines = ["| from | mapping | read by | becomes | left out |", "| --- | --- | --- | --- | --- |"]
        for name in names {
            let (mapping, _, _, _) = try read(name)
            var entities: [String] = []
            for table in mapping.records.map(\.entity.table) where !entities.contains(table) { entities.append(table) }
            let left = mapping.filters.map(\.reason).joined(separator: "; ")
            let about = mapping.about.replacing("|", with: "\\|")
            let readers = connectors(of: name).joined(separator: ", ")
            lines.append("| \(about) | `\(name)` | \(readers) | \(entities.joined(separator: ", ")) | \(left) |")
        }
        return lines.joined(separator: "\n")
    }

    /// Run with `CUSTOMARY_UPDATE_DOCS=1` to write the table anew.
    @Test func theTableOfTheDocsIsThatOfTheMappings() throws {
        let file = Self.root.appendingPathComponent("docs/connectors.md")
        let page = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let (first, last) = ("<!-- mappings: made by the tests -->\n", "\n<!-- end of mappings -->")
        let start = try #require(page.range(of: first))
        let end = try #require(page.range(of: last))
        let table = try Self.table()
        if ProcessInfo.processInfo.environment["CUSTOMARY_UPDATE_DOCS"] != nil {
            let updated = page[..<start.upperBound] + table + page[end.lowerBound...]
            try Data(String(updated).utf8).write(to: file)
        } else {
            #expect(page[start.upperBound..<end.lowerBound] == table)
        }
    }
}
