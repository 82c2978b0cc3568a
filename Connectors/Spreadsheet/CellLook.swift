internal import Formats

/// What a cell looks like to somebody who searches for a header: a word, or a value.
enum CellLook {
    case empty
    /// A name such as a header has.
    case word
    /// A number, a date, an address: what a record has.
    case value

    init(_ row: SheetRow, _ index: Int) {
        let cell = row.cells[index]
        if cell.problem == .noCachedValue {
            self = .value
            return
        }
        guard cell.kind == .text else {
            self = .value
            return
        }
        self = CellLook(text: row[index])
    }

    init(text: some Collection<UInt8>) {
        var digits = 0
        var letters = 0
        var length = 0
        for byte in text where byte > 0x20 {
            length += 1
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x40:
                self = .value
                return
            case 0x41...0x5A, 0x61...0x7A, 0x80...: letters += 1
            default: break
            }
        }
        self = length == 0 ? .empty : letters == 0 || digits * 2 > length || length > 120 ? .value : .word
    }
}

/// Words by which rows are recognised, in the languages of the files that are read, in lower case.
enum SheetWords {
    /// The label of a totals row.
    static let totals: Set<String> = [
        "summe", "summen", "gesamt", "gesamtsumme", "endsumme", "zwischensumme", "total", "totals", "grand total",
        "subtotal",
        "sub total", "sum", "σ", "∑", "ergebnis", "gesamtergebnis", "insgesamt", "somme", "total général", "totale",
        "suma", "totaal", "summa", "saldo gesamt",
    ]

    /// Names that headers of customers' lists have.
    static let headers: Set<String> = [
        "name", "vorname", "nachname", "firma", "firmenname", "kunde", "kundennr", "kundennummer", "kd-nr", "nr", "id",
        "konto", "debitor", "straße", "strasse", "adresse", "anschrift", "plz", "ort", "stadt", "land", "telefon",
        "tel",
        "mobil", "fax", "e-mail", "email", "mail", "webseite", "homepage", "ust-id", "ustid", "anrede", "titel",
        "datum",
        "betrag", "umsatz", "status", "bemerkung", "notiz", "ansprechpartner", "betreuer", "geburtsdatum", "branche",
        "company", "customer", "first name", "last name", "surname", "street", "address", "zip", "postcode",
        "postal code", "city", "town", "country", "phone", "mobile", "website", "vat", "vat id", "date", "amount",
        "revenue", "owner", "notes", "note", "contact", "type", "number", "no", "value", "description", "region",
        "nom", "prénom", "société", "adresse e-mail", "ville", "pays", "téléphone", "code postal",
    ]

    /// The first words of notes under a table.
    static let notes: Set<String> = [
        "stand", "quelle", "hinweis", "anmerkung", "erstellt", "note", "notes", "source", "legend", "legende", "seite",
        "page", "printed", "gedruckt", "export", "exportiert", "*",
    ]

    /// A label without spaces around it and a colon after it, in lower case.
    static func label(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.count <= 120 else { return "" }
        var text = String(decoding: bytes, as: UTF8.self).lowercased()
        while let last = text.last, last.isWhitespace || last == ":" || last == "." || last == "=" { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return text
    }
}
