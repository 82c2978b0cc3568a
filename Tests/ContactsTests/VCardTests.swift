import Connecting
import Contacts
import Deliveries
import Records
import Testing

@Suite("vCard files")
struct VCardTests {
    private func read(_ text: String, given: [String: String] = [:]) throws -> ReadTable {
        try ReadTable.of(ContactsConnector(), text: text, named: "cards.vcf", given: given)
    }

    private func card(_ lines: String, version: String = "3.0") throws -> [String: String] {
        try read("BEGIN:VCARD\r\nVERSION:\(version)\r\n\(lines)\r\nEND:VCARD\r\n").filled(0)
    }

    @Test("every card of a file is read, of every version")
    func everyCard() throws {
        let text = ["2.1", "3.0", "4.0"].map {
            "BEGIN:VCARD\nVERSION:\($0)\nN:Kern;Anna;;;\nFN:Anna Kern\nEND:VCARD\n"
        }.joined(separator: "\n")
        let table = try read(text + text)
        #expect(table["version"] == ["2.1", "3.0", "4.0", "2.1", "3.0", "4.0"])
        #expect(table["name.family"] == Array(repeating: "Kern", count: 6))
        #expect(table.places == [1, 7, 13, 18, 24, 30])
        #expect(table.probed?.summary == "vCard")
    }

    @Test("lines end with CRLF, LF or CR, and the file may be UTF-16", arguments: ["\r\n", "\n", "\r"])
    func lineEnds(end: String) throws {
        let text = ["BEGIN:VCARD", "VERSION:3.0", "FN:Søren", " ␣Ågård", "END:VCARD", ""].joined(separator: end)
        let expected = ["Søren␣Ågård"]
        #expect(try read(text)["fn"] == expected)
        for isBig in [true, false] {
            let units = [0xFEFF] + Array(text.utf16)
            let bytes = units.flatMap {
                isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
            }
            #expect(try ReadTable.of(ContactsConnector(), bytes: bytes, named: "a.vcf")["fn"] == expected)
        }
    }

    @Test("quoted-printable goes over lines, and each property names its own charset")
    func quotedPrintable() throws {
        let latin: [UInt8] =
            Array("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=ISO-8859-1:M".utf8) + [0xFC] + Array("ller;J".utf8) + [0xF6]
            + Array("rg\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:=CF=F0=\n =E8=E2=E5=F2\n".utf8)
            + Array("TITLE;QUOTED-PRINTABLE;CHARSET=UTF-8:Gesch=C3=A4fts=\nf=C3=BChrer=0D=0A=\nund mehr\n".utf8)
            + Array("ORG;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8A=94=8E=AE=89=EF=8E=D0\nEND:VCARD\n".utf8)
        let card = try ReadTable.of(ContactsConnector(), bytes: latin, named: "old.vcf").filled(0)
        #expect(card["name.family"] == "Müller")
        #expect(card["name.given"] == "Jörg")
        #expect(card["note"] == "Привет")
        #expect(card["title"] == "Geschäftsführer\nund mehr")
        #expect(card["org"] == "株式会社")
    }

    @Test("text in no encoding of its own is read as the option says, with a finding")
    func otherLines() throws {
        let bytes: [UInt8] = Array("BEGIN:VCARD\nVERSION:3.0\nFN:L".utf8) + [0xF3] + Array("d\nEND:VCARD\n".utf8)
        let western = try ReadTable.of(ContactsConnector(), bytes: bytes, named: "a.vcf")
        #expect(western["fn"] == ["Lód"])
        #expect(western.codes == ["encoding.mixed"])
        let mac = try ReadTable.of(
            ContactsConnector(), bytes: bytes, named: "a.vcf", given: ["other_lines": "mac-roman"])
        #expect(mac["fn"] == ["LÛd"])
    }

    @Test("types mean the same in every order and spelling")
    func types() throws {
        let spellings = [
            "TEL;WORK;FAX:1", "TEL;FAX;WORK:1", "TEL;TYPE=work;TYPE=fax:1", "TEL;TYPE=fax,work:1",
            "TEL;TYPE=\"work,fax\":1",
            "tel;type=WORK,FAX,pref,voice:1", "TEL;VALUE=uri;TYPE=fax,work:tel:1",
        ]
        for spelling in spellings { #expect(try card(spelling)["tel.work.fax"] == "1", "\(spelling)") }
        #expect(
            try card("TEL;TYPE=cell,voice:1\nTEL;TYPE=pref;TYPE=IPHONE;TYPE=CELL:2") == [
                "version": "3.0", "tel.cell": "2", "tel.cell.2": "1",
            ])
        #expect(
            try card("EMAIL;PREF=2:b@backhaus.example\nEMAIL;PREF=1:a@backhaus.example", version: "4.0")["email"]
                == "a@backhaus.example")
    }

    @Test("a label of somebody's own stays beside its value")
    func labels() throws {
        let found = try card(
            "item1.TEL:+49 30 555\nitem1.X-ABLabel:Zentrale\nitem2.TEL:+49 30 556\nitem2.X-ABLabel:_$!<WorkFAX>!$_\n"
                + "item3.URL:https://backhaus.example\nitem3.X-ABLabel:_$!<HomePage>!$_")
        #expect(found["tel.other"] == "+49 30 555")
        #expect(found["labels"] == "Zentrale: +49 30 555")
        #expect(found["tel.work.fax"] == "+49 30 556")
        #expect(found["url.home"] == "https://backhaus.example")
    }

    @Test("escapes are taken off as the version has them")
    func escapes() throws {
        #expect(try card("NOTE:a\\nb\\, c\\; d\\\\e")["note"] == "a\nb, c; d\\e")
        #expect(try card("NOTE:a\\nb\\, c\\; d", version: "2.1")["note"] == "a\\nb\\, c; d")
        #expect(try card("N:Kern\\;Süd;Anna,Lena\\, die Zweite")["name.given"] == "Anna Lena, die Zweite")
        #expect(try card("N:Kern\\;Süd;Anna,Lena", version: "2.1")["name.given"] == "Anna,Lena")
        #expect(
            try card(
                "ADR;TYPE=work;LABEL=\"Am Sande 4^n21335 Lüneburg\":;;Am Sande 4;Lüneburg;;21335;DE", version: "4.0")[
                    "adr.work.label"] == "Am Sande 4\n21335 Lüneburg")
        #expect(
            try card("CATEGORIES:VIP,Messe\\, Kiel") == [
                "version": "3.0", "categories": "VIP", "categories.2": "Messe, Kiel",
            ])
    }

    @Test("pictures and keys are left out and counted, however long and however folded")
    func binary() throws {
        let picture = String(repeating: "QUJD", count: 600_000)
        let table = try read(
            "BEGIN:VCARD\nVERSION:2.1\nPHOTO;ENCODING=BASE64;JPEG:\(picture)\nKEY;X509;ENCODING=BASE64:\nMIID\nQUJD==\n\nFN:Anna Kern\nEND:VCARD\n"
                + "BEGIN:VCARD\nVERSION:4.0\nPHOTO:data:image/png;base64,QUJD\nFN:Ben Kern\nLOGO:https://backhaus.example/l.png\nEND:VCARD\n"
        )
        #expect(table["fn"] == ["Anna Kern", "Ben Kern"])
        #expect(table["logo"] == ["", "https://backhaus.example/l.png"])
        #expect(!table.columns.contains("photo") && !table.columns.contains("key"))
        #expect(table.summary.findings.map(\.code) == ["contacts.binary", "contacts.binary"])
        #expect(table.summary.findings[0].message.hasPrefix("photo: 2 values are no text"))
    }

    @Test("base64 that holds text is text")
    func base64Text() throws {
        #expect(try card("NOTE;ENCODING=b:w4RwZmVs")["note"] == "Äpfel")
    }

    @Test("a card inside a card is a record of its own that says whose it is")
    func agents() throws {
        let table = try read(
            "BEGIN:VCARD\nVERSION:2.1\nFN:Anna Kern\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nFN:Ole Bo\nEND:VCARD\nTEL:1\nEND:VCARD\nBEGIN:VCARD\nFN:C\nEND:VCARD\n"
        )
        #expect(table["fn"] == ["Anna Kern", "Ole Bo", "C"])
        #expect(table["agent.of"] == ["", "Anna Kern", ""])
        #expect(table["tel"] == ["1", "", ""])
    }

    @Test("organisations and groups are told from people")
    func kinds() throws {
        #expect(try card("FN:Backhaus Immergrün\nN:;;;;\nORG:Backhaus Immergrün;")["kind"] == "org")
        #expect(try card("N:Kern;Anna\nFN:Anna Kern\nORG:Backhaus\nX-ABShowAs:COMPANY")["kind"] == "org")
        #expect(try card("N:Kern;Anna\nFN:Anna Kern\nORG:Backhaus")["kind"] == nil)
        #expect(try card("KIND:individual\nFN:X\nORG:X", version: "4.0")["kind"] == "individual")
        let group = try card("KIND:group\nFN:Vertrieb\nMEMBER:urn:uuid:1\nMEMBER:urn:uuid:2", version: "4.0")
        #expect(group["member"] == "urn:uuid:1")
        #expect(group["member.2"] == "urn:uuid:2")
    }

    @Test("unknown properties become columns, dates the canonical form")
    func unknown() throws {
        let found = try card(
            "X-KUNDENNR:00417\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22\nX-SOCIALPROFILE;TYPE=twitter:https://x.example/a\nANNIVERSARY:20090808T143000-0500"
        )
        #expect(found["x-kundennr"] == "00417")
        #expect(found["bday"] == "--03-22")
        #expect(found["x-socialprofile.twitter"] == "https://x.example/a")
        #expect(found["anniversary"] == "2009-08-08")
    }

    @Test("a card without an end, and lines that are no properties, cost nothing else")
    func broken() throws {
        let table = try read(
            "BEGIN:VCARD\nFN:A\nrubbish\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\nEND:VCARD\nEND:VCARD\n")
        #expect(table["fn"] == ["A", "B", "C"])
        #expect(table.remarks[0] == "the card has no end; the next one begins inside it")
        #expect(table.codes == ["contacts.unclosed", "contacts.line", "contacts.outside"])
    }

    @Test("a file cut inside a card is refused with the card's line")
    func cut() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("cut.vcf", "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n")
        let fault = #expect(throws: SourceFault.self) { try ContactsConnector().probe(file, given: OptionValues()) }
        #expect(fault?.description.hasPrefix("cut.vcf:4: incomplete: the file ends inside the card") == true)
    }

    @Test(
        "what is no address book is left to others",
        arguments: ["a;b\n1;2\n", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "dn,cn\n1,2\n", "", "DN: 5\nx: y\n"])
    func others(text: String) throws {
        let folder = try TemporaryFolder()
        #expect(try ContactsConnector().probe(folder.file("a.vcf", text), given: OptionValues()) == nil)
    }

    @Test("cells, records and cards in cards are limited, at the limit and not before")
    func limits() throws {
        let folder = try TemporaryFolder()
        func read(_ text: String, _ set: (inout ReadingLimits) -> Void) throws -> ReadTable {
            var limits = ReadingLimits()
            set(&limits)
            return try ReadTable.read(
                ContactsConnector(), folder.file("a.vcf", text), options: OptionValues(["format": "vcard"]),
                limits: limits)
        }
        func refused(_ text: String, _ set: (inout ReadingLimits) -> Void) -> String? {
            let fault = #expect(throws: SourceFault.self) { _ = try read(text, set) }
            guard case .tooLarge(_, let limit, _) = fault else { return nil }
            return limit
        }
        for count in [9, 10, 11] {
            let note = "BEGIN:VCARD\nNOTE:\(String(repeating: "x", count: count))\nEND:VCARD\n"
            if count > 10 {
                #expect(refused(note) { $0.cellBytes = 10 } == "bytes of one cell")
            } else {
                #expect(try read(note) { $0.cellBytes = 10 }["note"].first?.count == count)
            }
            let cards = String(repeating: "BEGIN:VCARD\nFN:A\nEND:VCARD\n", count: count)
            if count > 10 {
                #expect(refused(cards) { $0.records = 10 } == "records")
            } else {
                #expect(try read(cards) { $0.records = 10 }.rows.count == count)
            }
            let nested =
                "BEGIN:VCARD\n" + String(repeating: "AGENT:\nBEGIN:VCARD\nFN:A\n", count: count - 1)
                + String(repeating: "END:VCARD\n", count: count)
            if count > 10 {
                #expect(refused(nested) { $0.depth = 10 } == "cards inside one another")
            } else {
                #expect(try read(nested) { $0.depth = 10 }.rows.count == count)
            }
        }
        let folded = "BEGIN:VCARD\nNOTE:\(String(repeating: "x\n ", count: 100_000))x\nEND:VCARD\n"
        #expect(refused(folded) { $0.cellBytes = 1000 } == "bytes of one cell")
        let many = "BEGIN:VCARD\n" + (1...2_000).map { "X-A\($0):y\n" }.joined() + "END:VCARD\n"
        #expect(refused(many) { $0.recordBytes = 10_000 } == "bytes of one record")
        #expect(refused(many) { $0.columns = 900 } == "columns")
        let wide = try read(many) { _ in }
        #expect(wide.columns.count == 1_000)
        #expect(wide["further"].first?.hasSuffix("x-a2000: y") == true)
    }
}
