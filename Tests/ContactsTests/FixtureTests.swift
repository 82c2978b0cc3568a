import Connecting
import Contacts
import Deliveries
import Foundation
import Records
import Testing

@Suite("Real address books of other people", .enabled(if: Fixtures.areHere, "no fixtures on this machine"))
struct FixtureTests {
    static let cards = [
        "vcard-John_Doe_ANDROID.vcf", "vcard-John_Doe_BLACK_BERRY.vcf", "vcard-John_Doe_EVOLUTION.vcf",
        "vcard-John_Doe_GMAIL.vcf", "vcard-John_Doe_MS_OUTLOOK.vcf", "vcard-gmail-list.vcf", "vcard-outlook-2003.vcf",
    ]

    @Test("cards, versions, names, numbers and addresses are what an independent reader counted", arguments: cards)
    func facts(name: String) throws {
        let facts = try Fixtures.facts("legacy-crm", name)
        let table = try ReadTable.of(ContactsConnector(), Fixtures.file("legacy-crm", name))
        #expect(table.rows.count == facts["cards"] as? Int)
        #expect(table.kinds.allSatisfy { $0 == .record })
        #expect(table.remarks.isEmpty)
        let versions = Dictionary(table["version"].map { ($0, 1) }, uniquingKeysWith: +)
        #expect(versions == facts["versions"] as? [String: Int])
        for (kind, count) in [("tel", facts["TEL"] as? Int), ("email", facts["EMAIL"] as? Int)] {
            let columns = table.columns.filter { $0 == kind || $0.hasPrefix("\(kind).") }
            #expect(columns.map { table[$0].count { !$0.isEmpty } }.reduce(0, +) == count, "\(kind)")
        }
        let names = (facts["FN"] as? [String] ?? []).map(Self.plain)
        let found = table["fn"].filter { !$0.isEmpty }
        #expect(found.count == names.count)
        for (own, fact) in zip(found, names) where !fact.hasSuffix("…") { #expect(own == fact) }
        for (index, fact) in (facts["N"] as? [String] ?? []).enumerated() where !fact.hasSuffix("…") {
            let parts = fact.replacing("\\,", with: "\u{1}").split(separator: ";", omittingEmptySubsequences: false)
                .map { Self.plain($0.replacing("\u{1}", with: ",")) }
            let rows = table.rows.indices.filter { row in
                ["family", "given", "middle"].contains { !table["name.\($0)"][row].isEmpty }
            }
            let own = ["family", "given", "middle", "prefix", "suffix"].map { table["name.\($0)"][rows[index]] }
            #expect(own == parts, "\(fact)")
        }
        let pictures = table.summary.findings.filter { $0.code == "contacts.binary" }
        #expect(pictures.count == facts["base64"] as? Int)
        #expect(!table.rows.joined().contains { $0.contains("/9j/4AAQ") || $0.contains("MIIDITCC") })
    }

    /// The facts keep quoted-printable as it stands in the file.
    private static func plain(_ text: some StringProtocol) -> String {
        String(text).replacing("=C3=91", with: "Ñ").replacing("=20", with: " ").replacing("\\,", with: ",")
            .trimmingCharacters(in: .whitespaces)
    }

    @Test("an Outlook card's fields stand in columns that say what they are")
    func outlook() throws {
        let table = try ReadTable.of(ContactsConnector(), Fixtures.file("legacy-crm", "vcard-outlook-2003.vcf"))
        let card = table.filled(0)
        #expect(card["note"] == "This is the note field!!\nSecond line\n\nThird line is empty")
        #expect(card["tel.work"] == "BusinessPhone")
        #expect(card["tel.cell"] == "MobilePhone")
        #expect(card["tel.work.fax"] == "BusinessFaxPhone")
        #expect(card["org"] == "Company, The")
        #expect(card["org.unit"] == "TheDepartment")
        #expect(card["adr.work.extended"] == "TheOffice")
        #expect(card["adr.work.postcode"] == "12345")
        #expect(card["label.work"] == "TheOffice\n123 Main St\nAustin, TX 12345\nUnited States of America")
        #expect(card["bday"] == "1980-03-21")
        #expect(card["rev"] == "2012-10-12T21:05:25Z")
        #expect(table.places == [1])
    }

    @Test("Apple's and Google's labels and escapes are read")
    func gmail() throws {
        let card = try ReadTable.of(ContactsConnector(), Fixtures.file("legacy-crm", "vcard-John_Doe_GMAIL.vcf"))
            .filled(0)
        #expect(card["url.work"] == "http://www.ibm.com")
        #expect(card["x-abrelatednames.spouse"] == "Jenny")
        #expect(card["x-abdate.anniversary"] == "1975-03-01")
        #expect(
            card["adr.home.extended"]
                == "Crescent moon drive\n555-asd\nNice Area, Albaney, New York 12345\nUnited States of America")
        #expect(card["note"]?.hasSuffix("ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.\nFavotire Color: Blue") == true)
        #expect(card["note"]?.contains("COPYRIGHT HOLDERS AND CONTRIBUTORS \"AS IS\" AND") == true)
    }

    @Test("a directory's entries, people, base64 values and folded lines are what an independent reader counted")
    func directory() throws {
        let name = "ldif-people-ordered.ldif"
        let facts = try Fixtures.facts("legacy-crm", name)
        let file = try Fixtures.file("legacy-crm", name)
        let all = ["everything": "true"]
        let probe = try #require(try ContactsConnector().probe(file, given: OptionValues(all)))
        let tables = try probe.streams.map { try ReadTable.of(ContactsConnector(), file, stream: $0.name, given: all) }
        #expect(tables.map(\.rows.count).reduce(0, +) == facts["entries"] as? Int)
        let people = try ReadTable.of(ContactsConnector(), file, stream: "people")
        #expect(people.rows.count == facts["person_entries"] as? Int)
        #expect(tables.first?["dn"].first == facts["first_dn"] as? String)
        let barbara = try #require(people["cn"].firstIndex(of: "Barbara Jensen"))
        #expect(people["cn.2"][barbara] == "Babs Jensen")
        #expect(people["sn"][barbara] == "Jensen")
        #expect(
            people["dn"][barbara] == "cn=Barbara Jensen,ou=Information Technology Division,ou=People,dc=example,dc=com")
        #expect(people["parent"][barbara] == "ou=information technology division,ou=people,dc=example,dc=com")
        #expect(people["postaladdress"][barbara].hasPrefix("ITD Prod Dev & Deployment\n"))
        // What an entry's parent names is an entry's id.
        let ids = Set(tables.flatMap { $0["id"] })
        #expect(tables.flatMap { $0["parent"] }.count { !ids.contains($0) } == 1)
    }
}
