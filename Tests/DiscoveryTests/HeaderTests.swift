import Discovery
import Testing

/// What headers alone say.
@Suite struct HeaderTests {
    /// The meanings of a table that has only a header.
    static func meanings(_ columns: [String], source: String = "list", learned: LearnedMeanings = .init())
        -> [String: ColumnMeaning]
    {
        var meanings: [String: ColumnMeaning] = [:]
        let reading = TableReading(source: source, tallies: columns.map { ColumnTally($0) }, learned: learned)
        for column in reading.columns { if let meaning = column.meaning { meanings[column.column] = meaning } }
        return meanings
    }

    @Test(
        arguments: [
            ("Kd.-Nr.", .customerKey), ("Firmenname", .company), ("Raison sociale", .company),
            ("Ansprechpartner", .fullName),
            ("Vorname", .givenName), ("Prénom", .givenName), ("Imię", .givenName), ("Förnamn", .givenName),
            ("Apellidos", .familyName), ("Achternaam", .familyName), ("Efternamn", .familyName),
            ("Nazwisko", .familyName),
            ("Anrede", .prefix), ("Civilité", .prefix), ("E-Mail-Adresse", .email), ("Courriel", .email),
            ("E-post", .email),
            ("Correo electrónico", .email), ("Telefon 1", .phone), ("Téléphone fixe", .phone), ("Tlf.", .phone),
            ("Handy", .mobile), ("Telemóvel", .mobile), ("Tel. komórkowy", .mobile), ("Fax-Nr.", .fax),
            ("Straße / Hausnr.", .street), ("Strasse", .street), ("Via e numero", .street), ("Gatuadress", .street),
            ("Huisnummer", .houseNumber), ("PLZ", .postcode), ("Kod pocztowy", .postcode), ("Postnr.", .postcode),
            ("Ort", .city), ("Woonplaats", .city), ("Poststed", .city), ("Bundesland", .region),
            ("Województwo", .region),
            ("Ländercode", .country), ("Pays", .country), ("Rechnungsstraße", .street),
            ("Lieferstraße", .shippingStreet),
            ("SHIPPINGCITY", .shippingCity), ("Ship To Postal Code", .shippingPostcode),
            ("billing_address_postalcode", .postcode),
            ("Geburtsdatum", .birthDate), ("Fødselsdato", .birthDate), ("Kunde seit", .createdAt),
            ("USt-IdNr.", .vatID),
            ("N° TVA intracommunautaire", .vatID), ("Partita IVA", .vatID), ("BTW-nummer", .vatID), ("NIP", .vatID),
            ("SIRET", .registrationNumber), ("Org.nr.", .registrationNumber), ("CVR-nr.", .registrationNumber),
            ("Betreuer", .owner), ("Säljare", .owner), ("Opiekun", .owner), ("Bemerkungen", .notes), ("Uwagi", .notes),
            ("Zahlungsziel", .paymentTerms), ("Job Title", .jobTitle), ("Stanowisko", .jobTitle),
            ("LEADSOURCE", .leadSource),
            ("E-mail 2 Address", .email), ("Address - Work City", .city), ("Phone number - Mobile", .mobile),
            ("Person - Email - Work", .email), ("secondary_email__c", .email), ("Weitere Telefonnummer", .phone),
            ("Email *", .email), ("Birthday (yyyy-mm-dd)", .birthDate),
            ("PrimaryEmailAddr", .email), ("CUST_NO", .customerKey), ("Phone / Mobile", .phone), ("City/Town", .city),
            ("annual_region__c", nil), ("billing_address_id", nil), ("email_bounced_reason", nil),
            ("Rabattgruppe", nil),
            ("", nil), ("Spalte7", nil), ("x", nil), ("number_of_employees", nil), ("owner_photo", nil),
            ("Kennz. E-Mail", nil),
        ] as [(String, ColumnMeaning?)])
    func aHeaderSaysWhatItsColumnHolds(_ header: String, _ meaning: ColumnMeaning?) {
        // A way to reach somebody beside it makes it a table of customers.
        #expect(HeaderTests.meanings([header, "Private e-mail"])[header] == meaning, "\(header)")
    }

    @Test func aNumberBehindAHeaderIsAnotherOfAListAndTheSecondLineOfAStreet() {
        let found = HeaderTests.meanings(["Email 1", "Email 2", "Phone 3", "Address 1", "Address 2", "City 2"])
        #expect(
            found == [
                "Email 1": .email, "Email 2": .email, "Phone 3": .phone, "Address 1": .street, "Address 2": .street2,
            ])
    }

    @Test func ofAHeaderOfTwoRowsTheColumnsOwnNameCountsAndTheGroupSaysWhose() {
        let found = HeaderTests.meanings([
            "Anschrift / Straße", "Anschrift / PLZ", "Anschrift / Ort", "Lieferanschrift / PLZ", "Kontakt / E-Mail",
            "Vertrieb / Betreuer",
        ])
        #expect(
            found == [
                "Anschrift / Straße": .street, "Anschrift / PLZ": .postcode,
                "Anschrift / Ort": .city, "Lieferanschrift / PLZ": .shippingPostcode, "Kontakt / E-Mail": .email,
                "Vertrieb / Betreuer": .owner,
            ])
    }

    @Test func neighboursTellWhichNameANameIs() {
        #expect(HeaderTests.meanings(["Nome", "Cognome"]) == ["Nome": .givenName, "Cognome": .familyName])
        #expect(HeaderTests.meanings(["Nom", "Prénom"]) == ["Nom": .familyName, "Prénom": .givenName])
        #expect(HeaderTests.meanings(["Name", "Company"])["Name"] == .fullName)
        #expect(HeaderTests.meanings(["Name", "Industry", "Website", "VAT id"])["Name"] == .company)
        #expect(HeaderTests.meanings(["Name", "Phone"], source: "accounts")["Name"] == .company)
        #expect(HeaderTests.meanings(["Name", "Phone"], source: "contacts")["Name"] == .fullName)
    }

    @Test func withoutValuesNothingIsSure() {
        let reading = TableReading(source: "list", tallies: ["Email", "City", "PLZ"].map { ColumnTally($0) })
        #expect(reading.columns.allSatisfy { $0.confidence < 90 && $0.reason.contains("there are no values") })
    }

    @Test func whatWasCorrectedBeforeCountsMost() {
        var learned = LearnedMeanings()
        learned.learn("Verteilung", .tags)
        learned.learn("Info", nil)
        let found = HeaderTests.meanings(["VERTEILUNG", "Info", "City"], learned: learned)
        #expect(found == ["VERTEILUNG": .tags, "City": .city])
    }
}
