internal import Text

/// What a column of customers usually holds, told by its header.
public enum ColumnMeaning: String, Sendable, CaseIterable {
    case key, fullName, givenName, middleName, familyName, prefix, suffix, company, email, phone, mobile, fax, website
    case street, street2, houseNumber, postcode, city, region, country, vatID, taxNumber, registrationNumber
    case birthDate, createdAt, updatedAt, notes, jobTitle, department, owner, industry, status, language, currency
    case shippingStreet, shippingPostcode, shippingCity, shippingCountry, creditLimit, paymentTerms

    /// The meaning of a header, and how sure that is (0 to 100); nil when none is known.
    public static func of(header: String) -> (meaning: ColumnMeaning, confidence: Int)? {
        let words = normalised(header)
        if words.isEmpty { return nil }
        if let exact = names[words] { return (exact, 95) }
        for prefix in [
            "defaultaddress", "billaddr", "billing", "rechnungs", "primary", "default", "kunden", "customer",
        ]
        where words.hasPrefix(prefix) && words.count > prefix.count {
            if let meaning = names[String(words.dropFirst(prefix.count))] { return (meaning, 90) }
        }
        for prefix in ["shipaddr", "shipping", "liefer", "delivery"] where words.hasPrefix(prefix) {
            switch names[String(words.dropFirst(prefix.count))] {
            case .street: return (.shippingStreet, 90)
            case .postcode: return (.shippingPostcode, 90)
            case .city: return (.shippingCity, 90)
            case .country: return (.shippingCountry, 90)
            default: break
            }
        }
        for suffix in ["1", "code", "name", "addr", "nr", "no"]
        where words.hasSuffix(suffix) && words.count > suffix.count + 2 {
            if let meaning = names[String(words.dropLast(suffix.count))] { return (meaning, 80) }
        }
        return nil
    }

    /// A header in small plain letters and digits: `Straße / Nr.` → `strassenr`.
    public static func normalised(_ header: String) -> String {
        var out = ""
        for scalar in header.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": out.unicodeScalars.append(scalar)
            case "ä": out += "ae"
            case "ö": out += "oe"
            case "ü": out += "ue"
            case "ß": out += "ss"
            case "é", "è", "ê": out += "e"
            case "á", "à", "â": out += "a"
            case "í", "î": out += "i"
            case "ó", "ô": out += "o"
            case "ú", "û": out += "u"
            case "ñ": out += "n"
            case "ç": out += "c"
            default: break
            }
        }
        return out
    }

    private static let names: [String: ColumnMeaning] = {
        var names: [String: ColumnMeaning] = [:]
        for (meaning, list) in synonyms {
            for name in list.split(whereSeparator: \.isWhitespace) where names[String(name)] == nil {
                names[String(name)] = meaning
            }
        }
        return names
    }()

    /// Headers in English, German, French and Spanish, in the form of `normalised`.
    private static let synonyms: [(ColumnMeaning, String)] = [
        (
            .key,
            """
            id customerid custno customerno customernumber customernr kundennr kundennummer kdnr kdnummer debitor debitornr
            debitorennummer konto accountno accountnumber accountid contactid clientid codeclient numeroclient
            externalid recordid kundenid kontonummer custid adressnr adressnummer
            """
        ),
        (
            .fullName,
            """
            fullname name contactname contact ansprechpartner kontakt kontaktperson ansprechperson nomcomplet nombrecompleto
            kundenname customername personname buyername recipientname displaynamelastfirst inhaber
            """
        ),
        (.givenName, "firstname givenname forename vorname prenom nombre fname givennames first"),
        (.middleName, "middlename middleinitial zweitername"),
        (.familyName, "lastname familyname surname nachname familienname nom apellido apellidos lname zuname last"),
        (.prefix, "salutation title anrede titel civilite tratamiento prefix akadgrad"),
        (.suffix, "suffix namesuffix"),
        (
            .company,
            """
            company companyname firm firma firmenname organisation organization account accountname business businessname
            unternehmen societe entreprise raisonsociale empresa razonsocial firmierung betrieb name1
            """
        ),
        (
            .email,
            """
            email emailaddress mail emailadresse mailadresse courriel correo correoelectronico emailaddr primaryemailaddr email1
            """
        ),
        (
            .phone,
            """
            phone telephone tel telefon phonenumber telefonnummer telefono phonemobile fon rufnummer phoneoffice officephone
            businessphone telnr festnetz zentrale phonework workphone
            """
        ),
        (.mobile, "mobile mobilephone cell cellphone handy mobil mobiltelefon portable movil phonemobilnr handynummer"),
        (.fax, "fax faxnumber telefax faxnr phonefax"),
        (.website, "website web url homepage internet webseite siteweb www"),
        (
            .street,
            """
            street address address1 addressline1 strasse strassenr strassehausnummer adresse rue direccion calle line1
            streetaddress anschrift billingaddressstreet addr1 strasseundhausnummer
            """
        ),
        (.street2, "address2 addressline2 street2 zusatz adresszusatz line2 addr2 strasse2"),
        (.houseNumber, "hausnr hausnummer housenumber nr"),
        (
            .postcode,
            """
            postcode zip zipcode postalcode plz postleitzahl codepostal codigopostal cp zippostcode zippostalcode
            billingaddresspostalcode
            """
        ),
        (.city, "city town ort stadt ville ciudad citytown locality wohnort poblacion billingaddresscity plzort"),
        (
            .region,
            "region state province county bundesland provincecode stateprovince provincia departement billingaddressstate"
        ),
        (.country, "country countrycode land ctry pays pais laendercode billingaddresscountry landeskennzeichen"),
        (
            .vatID,
            """
            vat vatid vatno vatnumber vatregno ustid ustidnr ustidnummer umsatzsteuerid taxid taxidentifier uid mwstnr nif cif tva
            numtva numerotva taxno euustidnr
            """
        ),
        (.taxNumber, "taxnumber steuernummer steuernr ein ssnein"),
        (.registrationNumber, "registrationnumber companynumber handelsregister hrb siret siren regno"),
        (
            .birthDate,
            "dob dateofbirth birthdate birthday geburtsdatum geburtstag datedenaissance fechadenacimiento geboren gebdatum"
        ),
        (
            .createdAt,
            """
            created createdat createdon createtime createddate datecreated added addedon dateadded angelegt angelegtam
            erstellt erstelltam erfasst kundeseit customersince since dateentered anmeldung registered
            """
        ),
        (
            .updatedAt,
            "updated updatedat modified modifiedat lastmodified geaendert geaendertam datemodified lastupdated stand"
        ),
        (
            .notes,
            "notes note comment comments remarks remark bemerkung bemerkungen notiz notizen kommentar description commentaire"
        ),
        (.jobTitle, "jobtitle position funktion function role poste cargo berufsbezeichnung"),
        (.department, "department abteilung"),
        (
            .owner,
            "owner betreuer salesrep accountmanager vertreter assignedto assignedusername zustaendig verkaeufer aussendienst"
        ),
        (.industry, "industry branche sector secteur"),
        (.status, "status kundenstatus accountstatus"),
        (.language, "language sprache langue locale"),
        (.currency, "currency waehrung devise currencycode"),
        (.creditLimit, "creditlimit kreditlimit"),
        (.paymentTerms, "paymentterms zahlungsbedingung zahlungsbedingungen zahlungsziel terms"),
    ]
}
