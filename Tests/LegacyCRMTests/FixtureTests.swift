import Connecting
import Deliveries
import LegacyCRM
import Records
import Testing

@Suite("real files of customer databases", .enabled(if: Fixtures.areHere, "no fixtures: set CUSTOMARY_FIXTURES"))
struct FixtureTests {
    @Test("a person and a company of Highrise", arguments: ["highrise-person.xml", "highrise-company.xml"])
    func highrise(_ file: String) throws {
        let facts = try #require(try Fixtures.facts("legacy-crm")[file])
        let (probe, streams) = try readAll(Fixtures.file("legacy-crm", file))
        #expect(probe.confidence > 90)
        let isPerson = file.contains("person")
        let read = try #require(streams[isPerson ? "people" : "companies"])
        #expect(read.column("id") == facts["id"] as? [String])
        #expect(read.column(isPerson ? "first-name" : "name") == facts["name"] as? [String])
        #expect(read.column("created-at") == ["2007-02-27T03:11:52Z"])
        if isPerson { #expect(read.column("company-id") == ["2"]) }
    }

    @Test("accounts of a Salesforce tree keep their postal codes, and can be referred to")
    func salesforceTree() throws {
        let facts = try #require(try Fixtures.facts("legacy-crm")["salesforce-tree-accounts.json"])
        let (probe, streams) = try readAll(Fixtures.file("legacy-crm", "salesforce-tree-accounts.json"))
        #expect(probe.confidence > 90)
        let read = try #require(streams["Account"])
        let first = try #require(facts["first"] as? [String])
        #expect(read.rows.count == facts["n"] as? Int)
        #expect(read.column("Name").first == first[0])
        #expect(read.column("BillingPostalCode").first == first[1])
        #expect(read.column("Id") == ["@AccountRef1", "@AccountRef2", "@AccountRef3"])
    }

    @Test(
        "document types are refused in every encoding, and XML in an encoding that isn't read",
        arguments: [
            "xmlsec-XEETestInvalidUTF-8.xml", "xmlsec-XEETestInvalidUTF-16LE.xml", "xmlsec-XEETestInvalidUTF-7.xml",
        ])
    func documentTypes(_ file: String) throws {
        let delivery = try Fixtures.file("legacy-crm", file)
        let fault = #expect(throws: SourceFault.self) {
            try LegacyCRMConnector().probe(delivery, given: OptionValues())
        }
        guard case .refused(let position, let reason, _) = fault else {
            Issue.record("\(file): \(String(describing: fault))")
            return
        }
        #expect(position.file == file)
        #expect(reason.contains(file.contains("UTF-7") ? "UTF-7" : "DTD"))
    }

    @Test("broken XML is refused with its line")
    func broken() throws {
        let delivery = try Fixtures.file("legacy-crm", "xmlsec-CorruptedXmlFile.xml")
        let fault = #expect(throws: SourceFault.self) {
            try LegacyCRMConnector().probe(delivery, given: OptionValues())
        }
        guard case .refused(let position, let reason, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(position.row == 8 && reason.contains("line 8"))
    }

    @Test("XML in UTF-16 without records, and spreadsheets in XML, are left to others")
    func others() throws {
        for file in [
            "xmlsec-XEETestValidUTF-16LE.xml", "spreadsheetml2003-1904.xml", "spreadsheetml2003-iso8859-1.xml",
        ] {
            let delivery = try Fixtures.file("legacy-crm", file)
            #expect(try LegacyCRMConnector().probe(delivery, given: OptionValues()) == nil, "\(file)")
        }
    }
}
