import Foundation
import Testing

/// Address books, accounting files and taps by the real program: named, mapped and loaded by themselves.
@Suite struct AddressBookTests {
    /// A project of a file that nobody was asked about.
    private func loaded(_ name: String, _ text: String) throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/\(name)", text)
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/\(name)")
        #expect(made.status == 0, "\(made.errors)")
        let answered = try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        #expect(answered.status == 0, "\(answered.errors)")
        let run = try workdir.customary("-C", "p", "run", "--yes")
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        return workdir
    }

    @Test func everyCardOfAFileBecomesACustomerWithAllThatBelongsToIt() throws {
        let workdir = try loaded(
            "adressbuch.vcf",
            """
            BEGIN:VCARD
            VERSION:2.1
            N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=B6ffler;Anna;;Dr.
            ORG:Backhaus Immergr\u{FC}n GmbH;Vertrieb
            TITLE:Einkauf
            TEL;WORK;FAX:+49 4131 5550
            TEL;CELL:+49 171 5550100
            EMAIL;PREF;INTERNET:a.loeffler@immergruen.example
            ADR;WORK:;;Am Sande 4;L\u{FC}neburg;;21335;Deutschland
            BDAY:19800322
            END:VCARD
            BEGIN:VCARD
            VERSION:3.0
            UID:17
            FN:Ben Kern
            N:Kern;Ben;;;
            TEL;TYPE=home:+49 431 5550199
            CATEGORIES:Stammkunde,Messe
            ADR;TYPE=home:;;Holtenauer Stra\u{DF}e 9;Kiel;;24105;Deutschland
            END:VCARD
            BEGIN:VCARD
            VERSION:4.0
            KIND:group
            FN:Alle
            MEMBER:urn:uuid:17
            END:VCARD

            """)
        #expect(try workdir.read("p/mappings/adressbuch.yaml").contains("extends: vcard"))
        #expect(try workdir.value("SELECT name FROM accounts") == "Backhaus Immergrün GmbH")
        #expect(try workdir.value("SELECT count(*) FROM contacts") == "2")
        #expect(
            try workdir.value(
                "SELECT prefix || ' ' || given_name || ' ' || family_name || ', ' || job_title || ', ' || birth_date FROM contacts WHERE family_name = 'Löffler'"
            ) == "Dr. Anna Löffler, Einkauf, 1980-03-22")
        #expect(try workdir.value("SELECT count(*) FROM account_contacts") == "1")
        #expect(
            try workdir.value("SELECT value FROM contact_points WHERE kind = 'mobile' OR value = '+491715550100'")
                == "+491715550100")
        #expect(
            try workdir.value(
                "SELECT street || ', ' || postcode || ' ' || city FROM addresses WHERE postcode = '24105'")
                == "Holtenauer Straße 9, 24105 Kiel")
        #expect(
            try workdir.value("SELECT group_concat(name) FROM (SELECT name FROM tags ORDER BY name)")
                == "Messe,Stammkunde")
    }

    @Test func peopleOfADirectoryAreLoadedAndGroupsAreNot() throws {
        let workdir = try loaded(
            "verzeichnis.ldif",
            """
            dn: o=Backhaus
            objectclass: organization
            o: Backhaus Immergrün GmbH
            telephonenumber: +49 4131 5550

            dn: cn=Anna Kern,o=Backhaus
            objectclass: inetOrgPerson
            sn: Kern
            givenname: Anna
            mail: a.kern@immergruen.example
            title: Einkauf

            dn: cn=Alle,o=Backhaus
            objectclass: groupOfNames
            mail: alle@immergruen.example
            member: cn=Anna Kern,o=Backhaus

            """)
        #expect(try workdir.value("SELECT name FROM accounts") == "Backhaus Immergrün GmbH")
        #expect(try workdir.value("SELECT count(*) || ' ' || max(family_name) FROM contacts") == "1 Kern")
        #expect(try workdir.value("SELECT count(*) FROM contact_points WHERE value LIKE 'alle@%'") == "0")
    }

    @Test func aCompanyFileOfQuickBooksBringsCustomersJobsItemsAndDocuments() throws {
        let lines = [
            "!CUST\tNAME\tBADDR1\tBADDR2\tBADDR3\tPHONE1\tEMAIL\tTERMS\tLIMIT\tCOMPANYNAME\tFIRSTNAME\tLASTNAME\tJOBSTATUS\tHIDDEN",
            "CUST\tLakeside Bakery\tLakeside Bakery\t4 Elm Street\t\"Houston, TX 77002\"\t+1 713 555 0142\tinfo@lakeside-bakery.example\tNet 30\t\"5,000.00\"\tLakeside Bakery Inc\tAnna\tLindholm\t\tN",
            "CUST\tLakeside Bakery:New oven\t\t\t\t\t\t\t\t\t\t\tAwarded\tN",
            "CUST\t\"Kern, Ben\"\tBen Kern\t17 Oak Ave\t\"Austin, TX 78701\"\t+1 512 555 0100\tben@kern.example\t\t\t\tBen\tKern\t\tY",
            "!VEND\tNAME\tADDR1", "VEND\tFlour Works\tFlour Works",
            "!INVITEM\tNAME\tINVITEMTYPE\tDESC\tPRICE", "INVITEM\tBread:Rye\tINVENTORY\tRye\t3.50",
            "!TRNS\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM", "!SPL\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM",
            "!ENDTRNS",
            "TRNS\tINVOICE\t3/15/2024\tAccounts Receivable\tLakeside Bakery:New oven\t\"1,200.00\"\t1001",
            "SPL\tINVOICE\t3/15/2024\tSales\t\t-1200.00\t", "ENDTRNS",
            "TRNS\tCREDIT MEMO\t3/20/2024\tAccounts Receivable\tLakeside Bakery\t-200.00\t1002",
            "SPL\tCREDIT MEMO\t3/20/2024\tSales\t\t200.00\t", "ENDTRNS",
            "TRNS\tPAYMENT\t4/15/2024\tUndeposited Funds\tKern, Ben\t55.00\t77",
            "SPL\tPAYMENT\t4/15/2024\tAccounts Receivable\tKern, Ben\t-55.00\t", "ENDTRNS", "",
        ]
        let workdir = try loaded("books.iif", lines.joined(separator: "\r\n"))
        #expect(try workdir.value("SELECT group_concat(name) FROM accounts") == "Lakeside Bakery Inc.")
        #expect(try workdir.value("SELECT count(*) FROM contacts") == "2")
        #expect(try workdir.value("SELECT record_status FROM contacts WHERE family_name = 'Kern'") == "inactive")
        #expect(
            try workdir.value(
                "SELECT o.name || ' ' || o.status || ' ' || a.name FROM opportunities o JOIN accounts a ON a.id = o.account_id"
            )
                == "New oven won Lakeside Bakery Inc.")
        #expect(
            try workdir.value("SELECT gross FROM invoices WHERE type = 'invoice' AND account_id IS NOT NULL")
                == "12000000")
        #expect(try workdir.value("SELECT gross FROM invoices WHERE type = 'credit_note'") == "-2000000")
        #expect(try workdir.value("SELECT amount FROM payments WHERE contact_id IS NOT NULL") == "550000")
        #expect(try workdir.value("SELECT sku || ' ' || category FROM products") == "Bread:Rye Bread")
        #expect(try workdir.customary("-C", "p", "rollback", "2026-03-02-1", "--yes").status == 0)
        #expect(try workdir.value("SELECT count(*) FROM accounts") == "0")
    }

    @Test func consentColumnsBecomeConsentsWithBasisAndSource() throws {
        let workdir = try loaded(
            "contacts.csv",
            """
            "id","first_name","last_name","account_id","deleted","email1","email_opt_out","date_modified"
            "17a0","Anna","Kern","","0","a.kern@immergruen.example","1","2025-11-03 10:00:00"
            "17a1","Ben","Lindholm","","0","b.lindholm@immergruen.example","0","2025-11-04 10:00:00"

            """)
        #expect(
            try workdir.value(
                "SELECT s.channel || ' ' || s.status || ' ' || s.address || ' ' || s.basis || ' ' || s.source FROM consents s JOIN contacts c ON c.id = s.contact_id WHERE c.family_name = 'Kern'"
            ) == "email opt_out a.kern@immergruen.example old CRM old CRM")
        #expect(try workdir.value("SELECT count(*) FROM consents") == "1")
    }

    @Test func aTapIsRunForEachReadingAndItsRowsAndStateAreStagedTogether() throws {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.project + "/mappings", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: workdir.project + "/taps", withIntermediateDirectories: true)
        try workdir.write("p/taps/crm.json", "{\"account\": 7}")
        try workdir.write("p/taps/rows", "Backhaus Immergrün GmbH\n")
        try workdir.write(
            "p/taps/tap",
            """
            #!/bin/sh
            # --config FILE: the rows lie beside it.
            folder=$(dirname "$2")
            echo "reading" >&2
            printf '{"type":"SCHEMA","stream":"customers","schema":{"properties":{"id":{},"name":{},"city":{}}},"key_properties":["id"]}\\n'
            number=0
            while read -r name; do
                number=$((number + 1))
                printf '{"type":"RECORD","stream":"customers","record":{"id":%s,"name":"%s","city":"Kiel"}}\\n' "$number" "$name"
            done < "$folder/rows"
            printf '{"type":"STATE","value":{"bookmarks":{"customers":%s}}}\\n' "$number"

            """)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: workdir.project + "/taps/tap")
        try workdir.write(
            "p/mappings/crm.yaml",
            """
            version: 1
            records:
              company: {entity: accounts, key: id, fields: {name: name, city: city}}

            """)
        try workdir.write(
            "p/customary.yaml",
            """
            version: 1
            project: tap
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f199
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            targets:
              test: {url: "sqlite:crm.sqlite"}
            sources:
              crm:
                connector: singer
                deliveries:
                  - file: taps/crm.json
                    stream: customers
                    options: {command: \(workdir.project)/taps/tap}

            """)
        let first = try workdir.customary("-C", "p", "run", "--yes")
        #expect(first.status == 0, "\(first.errors) \(first.output)")
        #expect(try workdir.value("SELECT group_concat(name) FROM accounts") == "Backhaus Immergrün GmbH")
        // The configuration is the same file as before; what the tap brings is not.
        try workdir.write("p/taps/rows", "Backhaus Immergrün GmbH\nMühle Ost\n")
        let second = try workdir.customary("-C", "p", "run", "--yes")
        #expect(second.status == 0, "\(second.errors) \(second.output)")
        #expect(try workdir.value("SELECT count(*) FROM accounts") == "2")
        let findings = try workdir.customary("-C", "p", "export", "findings", "-o", "findings.csv")
        #expect(findings.status == 0, "\(findings.errors)")
        let exported = try workdir.read(workdir.exists("findings.csv") ? "findings.csv" : "p/findings.csv")
        #expect(exported.contains("singer.state"), "\(exported)")
        #expect(exported.contains("customers"), "\(exported)")
        try workdir.write("p/taps/tap", "#!/bin/sh\necho 'the account is locked' >&2\nexit 4\n")
        let failed = try workdir.customary("-C", "p", "stage")
        #expect(failed.status == 3)
        #expect(failed.errors.contains("the tap failed with exit code 4: the account is locked"), "\(failed.errors)")
    }
}
