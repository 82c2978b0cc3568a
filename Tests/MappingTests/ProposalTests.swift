import Configuration
import Discovery
import Mapping
import Records
import Seeds
import Testing

@Suite struct NormalisedHeaderTests {
    @Test(arguments: [
        ("Straße / Nr.", "strassenr"), ("E-Mail", "email"), ("Téléphone", "telephone"), ("CUST_NO", "custno"),
        ("Ä Ö Ü", "aeoeue"), ("", ""), ("—", ""),
    ])
    func aHeaderIsReadInSmallPlainLetters(_ header: String, _ plain: String) {
        #expect(ColumnMeaning.normalised(header) == plain)
    }
}

@Suite struct ProposalTests {
    /// Headers of four systems, each in its own style.
    static let list = [
        "Full Name", "Company Name", "E-Mail", "Phone / Mobile", "Address", "City/Town", "ZIP / Postcode", "Country",
        "VAT No.", "Date of birth", "Added on", "Comments",
    ]
    static let shop = [
        "Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing", "Default Address Company",
        "Default Address Address1", "Default Address City", "Default Address Province Code",
        "Default Address Country Code", "Default Address Zip", "Default Address Phone", "Total Spent", "Total Orders",
        "Note", "Tax Exempt", "Tags", "Created At",
    ]
    static let accounting = [
        "Id", "DisplayName", "CompanyName", "GivenName", "FamilyName", "PrimaryEmailAddr", "PrimaryPhone",
        "BillAddr Line1", "BillAddr City", "BillAddr State", "BillAddr PostalCode", "BillAddr Country", "TaxIdentifier",
        "Open Balance", "CreateTime", "Notes",
    ]
    static let erp = [
        "CUST_NO", "LNAME", "FNAME", "FIRM", "STREET", "ZIP", "TOWN", "CTRY", "TEL", "EMAIL", "TAXNO", "DOB", "CREATED",
        "REMARKS",
    ]

    private func proposal(_ columns: [String], rows: [[String]] = []) -> MappingProposal {
        MappingProposal(source: "list", columns: columns, sample: Bench.batch(columns.count, rows).cells)
    }

    private func meanings(_ proposal: MappingProposal) -> [String: ColumnMeaning] {
        var meanings: [String: ColumnMeaning] = [:]
        for column in proposal.columns { if let meaning = column.meaning { meanings[column.column] = meaning } }
        return meanings
    }

    @Test func aListsHeadersAreKnown() {
        let proposal = proposal(ProposalTests.list)
        #expect(
            meanings(proposal) == [
                "Full Name": .fullName, "Company Name": .company, "E-Mail": .email, "Phone / Mobile": .phone,
                "Address": .street, "City/Town": .city, "ZIP / Postcode": .postcode, "Country": .country,
                "VAT No.": .vatID, "Date of birth": .birthDate, "Added on": .createdAt, "Comments": .notes,
            ])
        #expect(proposal.what == "companies with contacts")
    }

    @Test func aShopsHeadersAreKnown() {
        let proposal = proposal(ProposalTests.shop)
        #expect(
            meanings(proposal) == [
                "Customer ID": .customerKey, "First Name": .givenName, "Last Name": .familyName, "Email": .email,
                "Accepts Email Marketing": .consent, "Tags": .tags, "Default Address Company": .company,
                "Default Address Address1": .street, "Default Address City": .city,
                "Default Address Province Code": .region, "Default Address Country Code": .country,
                "Default Address Zip": .postcode, "Default Address Phone": .phone, "Note": .notes,
                "Created At": .createdAt,
            ])
        #expect(proposal.mappedColumns == 14)
    }

    @Test func anAccountingPackagesHeadersAreKnown() {
        #expect(
            meanings(proposal(ProposalTests.accounting)) == [
                "Id": .key, "DisplayName": .fullName, "CompanyName": .company, "GivenName": .givenName,
                "FamilyName": .familyName,
                "PrimaryEmailAddr": .email, "PrimaryPhone": .phone, "BillAddr Line1": .street, "BillAddr City": .city,
                "BillAddr State": .region, "BillAddr PostalCode": .postcode, "BillAddr Country": .country,
                "TaxIdentifier": .vatID, "CreateTime": .createdAt, "Notes": .notes,
            ])
    }

    @Test func aTerseERPsHeadersAreKnown() {
        #expect(
            meanings(proposal(ProposalTests.erp)) == [
                "CUST_NO": .customerKey, "LNAME": .familyName, "FNAME": .givenName, "FIRM": .company, "STREET": .street,
                "ZIP": .postcode, "TOWN": .city, "CTRY": .country, "TEL": .phone, "EMAIL": .email, "TAXNO": .vatID,
                "DOB": .birthDate, "CREATED": .createdAt, "REMARKS": .notes,
            ])
    }

    @Test(arguments: [list, shop, accounting, erp])
    func theProposedMappingIsWithoutMistakesAndFitsItsFile(_ columns: [String]) throws {
        let mapping = try Bench.mapping(proposal(columns).yaml)
        let program = try MappingProgram(mapping, sourceName: "list", columns: columns)
        #expect(mapping.records.map(\.entity) == [.accounts, .contacts])
        #expect(program.uses.count { !$0.isEmpty } >= columns.count / 2)
    }

    @Test func aProposedMappingMakesACompanyAndItsContact() throws {
        let columns = ProposalTests.erp
        let mapped = try Mapped(
            proposal(columns).yaml, columns: columns,
            rows: [
                [
                    "7", "Lindholm", "Anna", "Quadrat KG", "Lindenweg 4", "10115", "Berlin", "DE", "030 23125001",
                    "a@b.example",
                ],
                ["8", "Windisch", "Carla", "", "Steig 3", "80331", "München", "DE", "", "c@d.example"],
                ["9", "", "", "Kreis GmbH", "Ring 1", "20095", "Hamburg", "DE", "", "info@e.example"],
            ])
        #expect(mapped.values("company.name") == ["Quadrat KG", "Kreis GmbH"])
        #expect(mapped.values("person.family_name") == ["Lindholm", "Windisch"])
        #expect(mapped.values("person.account") == ["#0", ""])
        #expect(mapped.values("company.email") == ["", "info@e.example"])
        #expect(mapped.values("person.email") == ["a@b.example", "c@d.example"])
        #expect(mapped.keys("company") == ["7", "9"])
    }

    @Test func aColumnOfFirmsIsNotAPersonsName() {
        let firms = [["Quadrat GmbH"], ["Bäckerei Immergrün KG"], ["Kreis AG"], ["Anna Lindholm"]]
        #expect(meanings(proposal(["Name"], rows: firms)) == ["Name": .company])
        let people = [["Anna Lindholm"], ["Bernd Osterloh"], ["Carla Windisch"]]
        #expect(meanings(proposal(["Name"], rows: people)) == ["Name": .fullName])
    }

    @Test func aColumnOfEmailsIsKnownByItsValues() {
        #expect(
            meanings(proposal(["Kontaktweg"], rows: [["a@b.example"], ["c@d.example"], [""]])) == ["Kontaktweg": .email]
        )
        #expect(meanings(proposal(["Kontaktweg"], rows: [["a@b.example"], ["Post"], ["Fax"]])).isEmpty)
    }

    @Test func aSecondColumnOfOneMeaningStaysUnmappedUnlessItIsAList() {
        let proposal = proposal(["City", "Town", "Email", "Mail"])
        #expect(meanings(proposal) == ["City": .city, "Email": .email, "Mail": .email])
        #expect(proposal.yaml.contains("email: [Email, Mail]"))
        #expect(proposal.yaml.contains("#   Town"))
    }

    @Test func aFileWithoutCustomersSaysSo() {
        #expect(proposal(["Logo", "Spalte7"]).what == "no customers found")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func oddHeadersStillMakeAMappingThatFits(seed: UInt64) throws {
        var random = Seeded(seed)
        let pieces = [
            "Name", "E-Mail", "Firma", "PLZ", " ", "\"", "'", "\\", ":", "#", ",", "[", "}", "-", "&", "*", "!", "|",
            ">",
            "%", "@", "`", "\n", "\r\n", "\r", "\t", "é", "中", "😀", "?", "null", "true", "~", "\u{85}", "\u{2028}",
            "\u{A0}", "\u{1B}", "\u{7F}",
        ]
        var columns: [String] = []
        for known in ["Name", "Firma", "E-Mail", "Ort", "PLZ"] {
            let odd = (0..<Int.random(in: 0...3, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }
            // A mark before a known name leaves its meaning; words of letters make it unknown.
            columns.append(odd.filter { $0.unicodeScalars.allSatisfy { !$0.properties.isAlphabetic } }.joined() + known)
            columns.append(odd.joined() + "x")
        }
        columns = columns.enumerated().map { columns[..<$0].contains($1) ? "\($1)_\($0)" : $1 }
        let proposal = proposal(columns)
        let (mapping, problems) = Bench.parse(proposal.yaml)
        #expect(problems.map(\.description) == [], "seed \(seed): \(proposal.yaml)")
        #expect(throws: Never.self, "seed \(seed): \(proposal.yaml)") {
            try MappingProgram(mapping, sourceName: "list", columns: columns)
        }
        #expect(proposal.mappedColumns >= 1, "seed \(seed)")
    }
}
