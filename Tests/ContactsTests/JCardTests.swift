import Connecting
import Contacts
import Deliveries
import Records
import Testing

@Suite("jCard")
struct JCardTests {
    private func read(_ text: String) throws -> ReadTable {
        try ReadTable.of(ContactsConnector(), text: text, named: "cards.json")
    }

    private let anna = #"""
        ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Anna Kern; geb. Löf\\fler"],
          ["n", {}, "text", ["Kern", "Anna", ["Maria", "Lena"], "", "Jr."]],
          ["tel", {"type": ["work", "fax"], "pref": "1"}, "uri", "tel:+49 4131 5550"],
          ["adr", {"type": "home", "label": "Am Sande 4\nLüneburg"}, "text", ["", "", "Am Sande 4, Hof", "Lüneburg", "", "21335", "DE"]],
          ["org", {}, "text", ["Backhaus", "Vertrieb"]], ["categories", {}, "text", "VIP", "Messe, Kiel"],
          ["photo", {}, "uri", "data:image/png;base64,QUJD"], ["bday", {}, "date", "1980-03-22"],
          ["x-nr", {}, "unknown", "00417"]]]
        """#

    @Test("a card of JSON has the columns of every other card")
    func card() throws {
        let table = try read(anna)
        #expect(table.probed?.summary == "jCard")
        let card = table.filled(0)
        #expect(card["fn"] == "Anna Kern; geb. Löf\\fler")
        #expect(card["name.family"] == "Kern")
        #expect(card["name.middle"] == "Maria Lena")
        #expect(card["name.suffix"] == "Jr.")
        #expect(card["tel.work.fax"] == "+49 4131 5550")
        #expect(card["adr.home.street"] == "Am Sande 4, Hof")
        #expect(card["adr.home.postcode"] == "21335")
        #expect(card["adr.home.label"] == "Am Sande 4\nLüneburg")
        #expect(card["org.unit"] == "Vertrieb")
        #expect(card["categories.2"] == "Messe, Kiel")
        #expect(card["x-nr"] == "00417")
        #expect(card["photo"] == nil)
        #expect(table.codes == ["contacts.binary"])
    }

    @Test("several cards come in an array or one a line")
    func several() throws {
        let two = #"["vcard",[["version",{},"text","4.0"],["fn",{},"text","Ben"]]]"#
        #expect(try read("[\(anna),\(two)]")["fn"].last == "Ben")
        #expect(try read(two + "\n" + two + "\n")["fn"] == ["Ben", "Ben"])
    }

    @Test("broken JSON is refused with its place, limits hold")
    func broken() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("a.json", "[\"vcard\",[\n[\"fn\",{},\"text\",\"A\"\n")
        #expect(throws: SourceFault.self) { try ContactsConnector().probe(file, given: OptionValues()) }
        let long = try folder.file(
            "b.json", "[\"vcard\",[[\"note\",{},\"text\",\"\(String(repeating: "x", count: 11))\"]]]")
        var limits = ReadingLimits()
        limits.cellBytes = 10
        #expect(throws: SourceFault.self) {
            _ = try ReadTable.read(
                ContactsConnector(), long, options: OptionValues(["format": "jcard"]), limits: limits)
        }
        limits.cellBytes = 11
        #expect(
            try ReadTable.read(ContactsConnector(), long, options: OptionValues(["format": "jcard"]), limits: limits)[
                "note"
            ].first?.count == 11)
    }
}
