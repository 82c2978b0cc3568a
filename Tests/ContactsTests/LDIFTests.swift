import Connecting
import Contacts
import Deliveries
import Records
import Testing

@Suite("LDIF directories")
struct LDIFTests {
    private func read(_ text: String, stream: String? = nil) throws -> ReadTable {
        try ReadTable.of(
            ContactsConnector(), text: text, named: "book.ldif", stream: stream, given: ["everything": "true"])
    }

    @Test("folded lines, base64, comments, languages and several values are read")
    func entry() throws {
        let table = try read(
            """
            version: 1
            # a comment
             that goes on
            dn:: Y249QW5uYSBMw7ZmZmxlcixvdT1WZXJ0cmllYixkYz1iYWNraGF1cyxkYz1leGFtcGxl
            objectClass: top
            objectClass: inetOrgPerson
            commonName: Anna Löf
             fler
            sn;lang-de: Löffler
            sn: Loeffler
            mail: anna@backhaus.example
            mail: a.loeffler@backhaus.example
            mail: al@backhaus.example
            postalAddress: Am Sande 4 $ 21335 Lüneburg $ Preis 5\\24
            jpegPhoto:: /9j/4AAQ
            userCertificate;binary:: AAEC
            whenChanged: 20260305123456.0Z
            seeAlso:< file:///etc/passwd


            """)
        let person = table.filled(0)
        #expect(table.probed?.name == "people")
        #expect(person["dn"] == "cn=Anna Löffler,ou=Vertrieb,dc=backhaus,dc=example")
        #expect(person["parent"] == "ou=vertrieb,dc=backhaus,dc=example")
        #expect(person["cn"] == "Anna Löffler")
        #expect(person["sn"] == "Loeffler")
        #expect(person["sn;lang-de"] == "Löffler")
        #expect(person["mail.3"] == "al@backhaus.example")
        #expect(person["postaladdress"] == "Am Sande 4\n21335 Lüneburg\nPreis 5$")
        #expect(person["whenchanged"] == "2026-03-05T12:34:56Z")
        #expect(person["objectclass"] == "top inetOrgPerson")
        #expect(person["seealso"] == nil)
        #expect(table.codes == ["contacts.binary", "contacts.reference"])
    }

    @Test("people, organisations, groups and the rest are streams of their own; a parent is another entry's id")
    func streams() throws {
        let text = """
            dn: o=Backhaus
            objectclass: organization
            o: Backhaus

            dn: OU=Süd , O=backhaus
            objectclass: organizationalUnit

            dn: cn=Anna,ou=Süd, o=Backhaus
            objectclass: acmePerson

            dn: cn=Alle,o=Backhaus
            objectclass: groupOfNames
            member: cn=Anna,ou=Süd,o=Backhaus
            member: cn=Ben,o=Backhaus

            dn: cn=Drucker,o=Backhaus
            objectclass: device

            dn: cn=Ben,o=Backhaus
            changetype: delete

            """
        let folder = try TemporaryFolder()
        let file = try folder.file("a.ldif", text)
        let told = try #require(try ContactsConnector().probe(file, given: OptionValues()))
        #expect(told.streams.map(\.name) == ["organizations", "people"])
        #expect(told.streams[0].findings.map(\.code) == ["contacts.other_records"])
        let probe = try #require(try ContactsConnector().probe(file, given: OptionValues(["everything": "true"])))
        #expect(probe.streams.map(\.name) == ["organizations", "people", "groups", "others", "changes"])
        let people = try read(text, stream: "people")
        let units = try read(text, stream: "organizations")
        #expect(units["id"] == ["o=backhaus", "ou=süd,o=backhaus"])
        #expect(units["parent"] == ["", "o=backhaus"])
        #expect(people["parent"] == ["ou=süd,o=backhaus"])
        #expect(try read(text, stream: "groups")["member"] == ["cn=Anna,ou=Süd,o=Backhaus\ncn=Ben,o=Backhaus"])
        #expect(try read(text, stream: "changes")["changetype"] == ["delete"])
    }

    @Test("a broken entry goes to the rejects, the others stay")
    func broken() throws {
        let table = try read(
            "dn: cn=A,o=B\nsn: A\nno colon here\nmail:: %%\n\nsn: C\n\ndn: cn=D,o=B\nsn: D\n", stream: "people")
        #expect(table.kinds == [.malformed, .malformed, .record])
        #expect(table.remarks[0] == "line 3 has no colon, and 1 more")
        #expect(table.codes == ["contacts.line", "contacts.dn"])
        #expect(table.summary.findings.map(\.ordinal) == [1, 2])
    }

    @Test("secrets are dropped where no column's name tells them: in changes; the columns are for staging to drop")
    func secrets() throws {
        let text =
            "dn: cn=A,o=B\nsn: A\nsecretary: cn=B,o=B\nunicodePwd: x1\nuserPassword: x2\npwdLastSet: 20260305123456.0Z\n\n"
            + "dn: cn=A,o=B\nchangetype: modify\nreplace: userPassword\nuserPassword: x3\n-\n"
        let person = try read(text, stream: "people").filled(0)
        #expect(["unicodepwd", "userpassword"].allSatisfy { person[$0] != nil && SecretName.matches($0) })
        #expect(person["secretary"] == "cn=B,o=B")
        #expect(person["pwdlastset"] == "2026-03-05T12:34:56Z")
        let change = try read(text, stream: "changes")["change"].first ?? ""
        #expect(change.contains("userpassword: [dropped]"))
        #expect(!change.contains("x3"))
    }

    @Test("an object's id of Active Directory is written as that writes it")
    func guid() throws {
        let table = try read("dn: cn=A,o=B\nsn: A\nobjectGUID:: MyIRAFVEd2aImaq7zN3u/w==\n")
        #expect(table["objectguid"] == ["00112233-4455-6677-8899-aabbccddeeff"])
    }

    @Test("an escaped or quoted comma parts no names")
    func names() throws {
        let table = try read("dn: cn=Kern\\, Anna,ou=\"Süd, Ost\",o=B\nsn: Kern\n")
        #expect(table["parent"] == ["ou=\"süd,ost\",o=b"])
    }

    @Test("a value and an entry are limited, at the limit and not before")
    func limits() throws {
        let folder = try TemporaryFolder()
        for count in [9, 10, 11] {
            let file = try folder.file("a.ldif", "dn: cn=A\nsn: \(String(repeating: "x", count: count))\n")
            var limits = ReadingLimits()
            limits.cellBytes = 10
            func read() throws -> ReadTable {
                try ReadTable.read(
                    ContactsConnector(), file, stream: "people", options: OptionValues(["format": "ldif"]),
                    limits: limits)
            }
            if count > 10 {
                #expect(throws: SourceFault.self) { _ = try read() }
            } else {
                #expect(try read()["sn"].first?.count == count)
            }
        }
        let endless = try folder.file("b.ldif", "dn: cn=A\nsn: " + String(repeating: "x\n ", count: 2 << 20))
        #expect(throws: SourceFault.self) { try ContactsConnector().probe(endless, given: OptionValues()) }
    }
}
