/// Words that stand in the headers of customer tables, in the languages that such tables often have.
enum HeaderWords {
    private static let words: Set<String> = Set(
        """
        id nr no number nummer name names firma company organisation organization account kunde kunden kundennr
        kundennummer customer customers customerid client contact kontakt kontaktperson ansprechpartner vorname nachname
        firstname lastname first last surname given family email mail e-mail emailaddress phone telefon tel telephone
        mobile mobil handy fax street strasse straße address adresse anschrift addr city ort stadt town zip plz postcode
        postal country land state region bundesland website web url homepage vat ust ustid uid taxno date datum created
        updated birth geburtsdatum dob notes note bemerkung bemerkungen comment comments remarks type typ status title
        titel anrede salutation gender sprache language currency währung amount betrag price preis total balance saldo
        value wert count menge quantity description beschreibung konto iban bic owner betreuer group gruppe category
        kategorie tags order orders bestellung bestellnummer rechnung invoice product produkt sku nom prenom prénom
        societe société adresse ville pays telephone téléphone courriel naam bedrijf plaats telefoon nombre apellido
        empresa direccion dirección ciudad pais país telefono teléfono correo cognome nome azienda indirizzo città
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Whether a cell holds such a word, alone or with others: `Full Name`, `customerID`, `BillAddr City`.
    static func contain(_ cell: [UInt8]) -> Bool {
        guard cell.count <= 60 else { return false }
        let text = String(decoding: cell, as: UTF8.self)
        if words.contains(text.lowercased()) { return true }
        var word = ""
        var previousIsLower = false
        var parts: [String] = []
        for character in text.unicodeScalars {
            let isLetter = character.properties.isAlphabetic
            let isUpper = character.properties.isUppercase
            if !isLetter || (isUpper && previousIsLower) {
                if !word.isEmpty { parts.append(word) }
                word = ""
            }
            if isLetter { word.unicodeScalars.append(character) }
            previousIsLower = isLetter && !isUpper
        }
        if !word.isEmpty { parts.append(word) }
        // Values of several words, such as a company's name with "Company" in it, are no headers.
        return parts.count <= 4 && parts.contains { words.contains($0.lowercased()) } && !text.contains(",")
            && !text.unicodeScalars.contains { $0.properties.numericType != nil && parts.count < 2 }
    }
}
