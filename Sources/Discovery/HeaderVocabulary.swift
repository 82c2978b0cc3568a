/// What headers are called in English, German, French, Spanish, Italian, Dutch, Portuguese, Swedish, Danish, Norwegian and
/// Polish, in full and abbreviated; in further languages what a list of customers has most often.
///
/// A header that can mean two things stands in both lists; the values, the table's other columns and its name decide.
enum HeaderVocabulary {
    /// The meanings of a header's joined words, the likeliest first.
    static func meanings(_ joined: String) -> [ColumnMeaning] { table[joined] ?? [] }

    private static let table: [String: [ColumnMeaning]] = {
        var table: [String: [ColumnMeaning]] = [:]
        for (meaning, list) in keysAndNames + factsOfCustomers + sales + furtherLanguages {
            for line in list.split(whereSeparator: \.isNewline) {
                for phrase in line.split(separator: ",") {
                    let word = HeaderWords.joined(String(phrase))
                    // ä is written ae or just a.
                    let bare = HeaderWords.joined(
                        String(phrase).replacing("ä", with: "a").replacing("ö", with: "o").replacing("ü", with: "u"))
                    for key in word == bare ? [word] : [word, bare]
                    where !key.isEmpty && table[key]?.contains(meaning) != true {
                        table[key, default: []].append(meaning)
                    }
                }
            }
        }
        return table
    }()

    /// Keys, names, ways to reach somebody, addresses.
    private static let keysAndNames: [(ColumnMeaning, String)] = [
        (
            .key,
            """
            id, record id, recordid, uuid, guid, key, external id, externalid, row id, unique id, identifier, nr,
            no, number, numero, nummer, datensatznummer, entity id, lead id, deal id,
            opportunity id, note id, activity id, task id, ticket id, vid, legacy id, source id, ref,
            reference, referenz
            """
        ),
        (
            .customerKey,
            """
            customer id, customer no, customer number, customer nr, customer code, customer ref, customer key,
            cust no, cust id, cust nr, cust number, cust code, client id, client no, client number, client code,
            client ref, Kundennummer, Kunden-Nr, Kundennr, Kd-Nr, Kdnr, KdNummer, Kunden-ID, Kunde Nr, Debitor,
            Debitornr, Debitorennummer, Debitoren-Nr, Deb Nr, Debitorenkonto, Konto, Kontonummer, Konto Nr,
            Adressnummer, Adressnr, Adress-Nr, account no, account number, acct no, acc no, a/c ref, account ref,
            account reference, account code, Personenkonto, debtor no, debtor number, debtor code, code client,
            numéro client, no client, n° client, num client, id client, numéro de client, código cliente,
            número de cliente, nº cliente, id cliente, cod cliente, codice cliente, numero cliente, klantnummer,
            klantnr, klant nr, klant id, klantcode, debiteurnummer, debiteurnr, número do cliente,
            código do cliente, kundnummer, kundnr, kund nr, kund id, kundenr, kundenummer, kunde nr, kunde id,
            numer klienta, nr klienta, id klienta, kod klienta, kontrahent id, numer kontrahenta, buyer id,
            subscriber id, member id, membership number, Mitgliedsnummer, cardcode, customer account,
            customer account number, shopper id, supplier id, vendor id, refnum, ref num, supplier no,
            Lieferantennummer
            """
        ),
        (
            .accountKey,
            """
            account id, accountid, company id, companyid, organisation id, organization id, org id, firm id,
            Firmen-ID, Firma ID, Firmennummer, Firmennr, business id, associated company id, associated company ids,
            associated company, entreprise id, id entreprise, id société, id empresa, bedrijf id, företag id,
            crm account id
            """
        ),
        (
            .contactKey,
            """
            contact id, contactid, contact no, contact number, person id, personid, people id, Kontakt-ID,
            Kontaktnummer, Ansprechpartner-ID, Personen-ID, Personennummer, id contact, id contacto, who id, whoid
            """
        ),
        (
            .parent,
            """
            parent id, parentid, parent account id, parent company id, parent account, parent customer ref,
            parent customer id, parent ref, parent ref id, parent company, Konzern ID, Mutterfirma,
            Muttergesellschaft, Zentrale Nr, member of, parent account number, head office id
            """
        ),
        (
            .owner,
            """
            owner, owner name, account owner, contact owner, company owner, deal owner, record owner,
            opportunity owner, lead owner, Betreuer, Kundenbetreuer, sales rep, salesrep, sales representative,
            sales person, salesperson, salesman, seller, account manager, account exec, account executive,
            customer manager, client manager, Vertreter, Vertriebler, Vertriebsmitarbeiter, Sachbearbeiter,
            assigned to, assigned user name, assigned user, assignedto, zuständig, Zuständiger, Verkäufer,
            Aussendienst, Außendienst, ADM, Bearbeiter, Verantwortlich, Verantwortlicher, commercial, vendeur,
            responsable, chargé de clientèle, vendedor, comercial, agente, venditore, referente commerciale,
            accountbeheerder, verkoper, vertegenwoordiger, säljare, kundansvarig, sælger, kundeansvarlig, selger,
            opiekun, handlowiec, support rep, rep, rep name, Besitzer, Eigentümer, consultant, Berater,
            Key Account Manager, KAM
            """
        ),
        (
            .ownerKey,
            """
            owner id, ownerid, hubspot owner id, assigned user id, assigned to id, sales rep id, salesperson id,
            support rep id, rep id, account manager id, account owner id, contact owner id, Betreuer-ID,
            Vertreternummer, Vertreter Nr, Verkäufer Nr
            """
        ),
        (
            .fullName,
            """
            full name, fullname, name, display name, contact name, contact, contact person, person, person name,
            customer name, client name, customer, client, first and last name, first name and last name,
            name of contact, main contact, main contact name, primary contact, primary contact name,
            contact full name, buyer name, recipient, recipient name, attention, attn, attention to,
            Ansprechpartner, Kontakt, Kontaktperson, Ansprechperson, Inhaber, Inhabername, Vor- und Nachname,
            Vorname Nachname, Name Vorname, Nachname Vorname, Name und Vorname, vollständiger Name, Kundenname,
            Kunde, Geschäftsführer, nom complet, nom et prénom, nom prénom, prénom nom, personne de contact,
            contact principal, interlocuteur, nom du contact, nombre completo, nombre y apellidos,
            nombre y apellido, persona de contacto, contacto, nome completo, nome e cognome, nominativo, referente,
            persona di riferimento, contatto, volledige naam, naam, contactpersoon, nome, pessoa de contacto,
            pessoa de contato, namn, för- och efternamn, kontaktperson, navn, fulde navn, fullt navn, kontakt navn,
            imię i nazwisko, osoba kontaktowa, osoba do kontaktu, subscriber, subscriber name, member name,
            owner contact, file as, trade contact, lead name, person full name, Ansprechp, Ansprechpart, cont1
            """
        ),
        (
            .givenName,
            """
            first name, firstname, given name, givenname, forename, fname, first, given names, christian name,
            f name, contact first name, Vorname, Vornamen, Rufname, prénom, prenom, prénoms, nombre, nombre de pila,
            nome, nome di battesimo, voornaam, voornamen, roepnaam, primeiro nome, nome próprio, förnamn,
            tilltalsnamn, fornavn, imię, imie, imiona
            """
        ),
        (
            .middleName,
            """
            middle name, middlename, middle initial, middle, second name, mid init, initial, zweiter Vorname,
            Zweitname, deuxième prénom, segundo nombre, secondo nome, tussenvoegsel, Namensvorsatz, mellannamn,
            mellemnavn, mellomnavn, drugie imię, additional name, weitere Vornamen
            """
        ),
        (
            .familyName,
            """
            last name, lastname, family name, familyname, surname, lname, last, l name, contact last name, Nachname,
            Familienname, Zuname, Geschlechtsname, nom, nom de famille, apellido, apellidos, primer apellido,
            cognome, achternaam, familienaam, sobrenome, apelido, último nome, efternamn, efternavn, etternavn,
            slektsnavn, nazwisko
            """
        ),
        (
            .prefix,
            """
            salutation, title, name prefix, prefix, honorific, honorific prefix, courtesy title, form of address,
            mr mrs, Anrede, Titel, akad. Grad, akademischer Titel, Titel Akad. Grad, civilité, civilite, titre,
            tratamiento, tratamento, trattamento, titolo, aanhef, aanspreking, titel, tilltal, tiltale, zwrot,
            tytuł, titulo, título
            """
        ),
        (.suffix, "suffix, name suffix, honorific suffix, Namenszusatz, suffixe, sufijo"),
        (
            .company,
            """
            company, company name, companyname, firm, firm name, firma, Firmenname, Firmenbezeichnung, organisation,
            organization, organisation name, organization name, org name, org, account, account name, accountname,
            business, business name, trading name, trade name, legal name, legal entity, employer, customer company,
            company or account, Unternehmen, Unternehmensname, Firmierung, Betrieb, Firma1, Firma 1, Name1, Name 1,
            Name der Firma, Arbeitgeber, société, societe, entreprise, raison sociale, nom de la société,
            nom société, nom de l'entreprise, nom entreprise, dénomination, établissement, empresa, razón social,
            nombre de la empresa, nombre empresa, nombre comercial, denominación, compañía, azienda,
            ragione sociale, società, ditta, nome azienda, impresa, denominazione, bedrijf, bedrijfsnaam,
            onderneming, organisatie, naam bedrijf, handelsnaam, firmanaam, nome da empresa, razão social,
            denominação social, företag, företagsnamn, bolag, bolagsnamn, virksomhed, virksomhedsnavn, firmanavn,
            bedrift, bedriftsnavn, selskap, selskapsnavn, organisasjon, nazwa firmy, nazwa, przedsiębiorstwo,
            nazwa kontrahenta, kontrahent, name, customer name, display name, employer name, store name, shop name,
            supplier, supplier name, vendor, vendor name, reseller, reseller name, Lieferant, Kundenname, Kunde,
            customer, client name, client, debtor, debtor name, club, Verein, Firma Name, nom, naam, namn, navn,
            current company
            """
        ),
        (
            .email,
            """
            email, e-mail, mail, email address, e-mail address, mail address, emailaddr, primary email,
            primary email address, primary email addr, primary e-mail, email 1, business email, work email,
            contact email, customer email, person email, E-Mail-Adresse, Emailadresse, Mailadresse, Mail Adresse,
            courriel, adresse e-mail, adresse email, adresse courriel, adresse mail, adresse électronique, mél,
            correo, correo electrónico, email contacto, indirizzo email, indirizzo e-mail, posta elettronica,
            indirizzo di posta elettronica, e-mailadres, mailadres, endereço de e-mail, endereço de email,
            correio eletrónico, correio electrónico, e-post, epost, e-postadress, epostadress, mejl, mejladress,
            e-mailadresse, mailadresse, e-postadresse, adres e-mail, adres email, poczta, buyer email,
            subscriber email, electronic mail, internet mail, email main, email id
            """
        ),
        (
            .phone,
            """
            phone, telephone, tel, phone number, phone no, telephone number, telephone no, tel no, tel nr,
            tel number, office phone, phone office, business phone, work phone, phone work, main phone,
            company phone, primary phone, phone 1, day phone, daytime phone, home phone, phone home, landline,
            switchboard, direct phone, direct line, direct dial, ddi, phone or mobile, contact phone,
            contact number, customer phone, Telefon, Telefonnummer, Telefonnr, Telefon Nr, Tel.-Nr., Telnr, Fon,
            Rufnummer, Festnetz, Festnetznummer, Zentrale, Durchwahl, Telefon geschäftlich, Telefon privat,
            Telefon Zentrale, Telefon Büro, téléphone, telephone fixe, téléphone fixe, numéro de téléphone,
            n° de téléphone, n° tél, téléphone bureau, teléfono, telefono, número de teléfono, teléfono fijo,
            teléfono 1, tfno, tlfno, numero di telefono, telefono fisso, recapito telefonico, telefoon,
            telefoonnummer, telefoonnr, telnr, vast nummer, telefone, número de telefone, telefone fixo,
            telefonnummer, telefonnr, tfn, tlf, tlf nr, tlf.nr, tlfnr, numer telefonu, nr telefonu, nr tel,
            telefon stacjonarny, voice, buyer phone number, other phone, alternate phone, phone alternate,
            assistant phone
            """
        ),
        (
            .mobile,
            """
            mobile, mobile phone, mobile number, mobile no, mobilephone, cell, cell phone, cellphone, cellular,
            cell number, phone mobile no, handphone, gsm, Handy, Handynummer, Handy-Nr, Mobil, Mobiltelefon,
            Mobilnummer, Mobilfunk, Mobilfunknummer, Mobil Nr, Telefon mobil, Natel, portable, téléphone portable,
            tél portable, mobile tél, n° portable, téléphone mobile, móvil, teléfono móvil, celular, tel móvil,
            cellulare, telefono cellulare, numero cellulare, mobiel, mobiele telefoon, mobiel nummer, 06 nummer,
            telemóvel, telefone celular, mobilnummer, mobiltelefon, mobil telefon, mobiltlf, mobilnr, komórka,
            telefon komórkowy, tel kom, nr komórki, phonemobile, phone mobile, phone number mobile,
            telephone mobile, tel mobile, tel mobil, Telefon Handy, tel komórkowy, phone cell
            """
        ),
        (
            .fax,
            """
            fax, fax number, fax no, fax phone, faxnumber, telefax, Faxnummer, Fax-Nr, Telefaxnummer,
            Fax geschäftlich, phone fax, business fax, work fax, télécopie, télécopieur, numéro de fax, n° fax,
            numero di fax, faxnr, faks, nr faksu, fax 1, faxnum, phone number fax, telephone fax, tel fax
            """
        ),
        (
            .website,
            """
            website, web site, web, url, homepage, home page, internet, web page, webpage, www, web address,
            web addr, site url, website url, company website, company url, domain, domain name, company domain name,
            Webseite, Internetadresse, Internetseite, Webadresse, site web, site internet, site, sitio web,
            página web, pagina web, sito web, sito, sito internet, website adres, página, hemsida, webbplats, webb,
            hjemmeside, nettside, nettsted, hjemmeside url, strona www, strona internetowa, strona
            """
        ),
        (
            .street,
            """
            street, address, street address, address 1, address line 1, address line, addr, addr 1, addr line 1,
            line 1, street 1, street name, address street, street and number, street no, mailing address,
            postal address, full street, street line 1, Straße, Strasse, Str, Straße Nr, Straße Hausnummer,
            Straße und Hausnummer, Straße Hausnr, Straße und Nr, Straßenname, Adresse, Anschrift, Adresszeile 1,
            Postanschrift, Adresse 1, adresse, rue, adresse 1, adresse ligne 1, voie, n° et rue, numéro et rue,
            adresse postale, ligne 1, calle, dirección, direccion, dirección 1, domicilio, calle y número, via,
            indirizzo, indirizzo 1, via e numero, straat, straatnaam, straat en huisnummer, straat en nummer, adres,
            straat huisnummer, adres 1, morada, rua, endereço, logradouro, gata, gatuadress, adress,
            utdelningsadress, postadress, adress 1, gade, vej, vejnavn, gadenavn, gate, gateadresse, vei,
            besøksadresse, postadresse, ulica, adres zamieszkania, ulica i numer, addressline1
            """
        ),
        (
            .street2,
            """
            address 2, address line 2, addr 2, addr line 2, street 2, line 2, street line 2, apartment, suite, unit,
            address complement, additional address, Zusatz, Adresszusatz, Adresszeile 2, Anschriftenzusatz,
            Straße 2, c/o, complément, complément d'adresse, complement adresse, adresse 2, adresse ligne 2,
            dirección 2, complemento, indirizzo 2, toevoeging, adres 2, c/o adress, adress 2, address ext,
            extended address, Straße Zusatz
            """
        ),
        (
            .houseNumber,
            """
            Hausnummer, Hausnr, Haus-Nr, house number, house no, street number, building number, huisnummer, huisnr,
            husnummer, husnr, numero civico, civico, numéro de rue, número de casa, número puerta, nr domu,
            numer domu, nr, nummer, n civico, num civico
            """
        ),
        (
            .postcode,
            """
            postcode, post code, zip, zip code, zipcode, zip postcode, zip postal code, zip postal, postal code,
            postalcode, postal, postal zip, postcode zip, PLZ, Postleitzahl, code postal, codepostal, cp,
            código postal, codigo postal, cód postal, c.p., cap, codice postale, codice avviamento postale,
            postkode, cep, cód. postal, postnummer, postnr, post nr, kod pocztowy, kod, eircode, pincode, pin code
            """
        ),
        (
            .city,
            """
            city, town, city town, town city, locality, municipality, suburb, place, city name, town name,
            post town, Ort, Stadt, Wohnort, Ortsname, Gemeinde, Ort Stadt, ville, commune, localité, ciudad,
            población, localidad, municipio, città, citta, comune, località, plaats, woonplaats, stad, gemeente,
            plaatsnaam, cidade, localidade, município, postort, ort, by, bynavn, poststed, sted, miasto,
            miejscowość, Firmensitz, PLZ Ort, PLZ und Ort, PLZ Stadt, Postleitzahl Ort, Postleitzahl und Ort, Ort PLZ,
            postcode city, postcode town, postcode and town, zip city, zip and city, city zip, city and zip, city state zip,
            code postal ville, cp ville, código postal y ciudad, cp ciudad, cap città, cap comune, postcode plaats,
            postcode en plaats, postcode woonplaats, postnr ort, postnr by, postnr og by, postnr sted, kod pocztowy miasto
            """
        ),
        (
            .region,
            """
            region, state, province, county, state province, state region, province state, state code,
            province code, state or province, county state, region code, region name, country sub division code,
            subdivision, administrative area, Bundesland, Kanton, Landkreis, Kreis, Provinz, Region, département,
            departement, région, canton, provincia, comunidad autónoma, comunidad, estado, regione, prov, provincie,
            distrito, concelho, uf, län, landskap, landsdel, fylke, województwo, powiat
            """
        ),
        (
            .country,
            """
            country, country code, country name, country iso, country iso code, country id, ctry, nation,
            country region, country or region, Land, Länderkennzeichen, Länderkürzel, Ländercode, Landeskennzeichen,
            Staat, Land ISO, Nationalität, LKZ, pays, code pays, país, pais, código país, paese, nazione, stato,
            codice paese, landcode, código do país, landskod, landekode, landkode, kraj, kod kraju,
            country of residence
            """
        ),
    ]
}
