/// The language of a page for clients.
public enum PageLanguage: String, Sendable, CaseIterable {
    /// English.
    case english = "en"
    /// German.
    case german = "de"

    /// The language of most clients in a country: German in DE, AT, CH and LI, else English.
    public static func of(country: String) -> PageLanguage {
        ["DE", "AT", "CH", "LI"].contains(country) ? .german : .english
    }
}

/// Words and numbers of a page in its language, escaped for HTML.
struct PageWords {
    let language: PageLanguage
    /// Whether names and values of persons are left out.
    let isRedacted: Bool
    /// How times are read.
    var time = LocalTime(zone: "")

    /// One of two texts.
    func say(_ english: String, _ german: String) -> String { language == .german ? german : english }

    /// Text of persons or companies: escaped, or all but its first letter left out.
    func personal(_ text: String) -> String {
        if text.isEmpty { return "" }
        return isRedacted ? HTML.escape(String(text.prefix(1))) + "•••" : HTML.escape(text)
    }

    /// A count: `1,234` or `1.234`.
    func count(_ number: Int) -> String { marked(NumberText.count(number)) }

    /// A count with its word.
    func count(_ number: Int, _ english: (String, String), _ german: (String, String)) -> String {
        let words = language == .german ? german : english
        return count(number) + " " + (number == 1 ? words.0 : words.1)
    }

    /// A number as it is: `1234.5` or `1234,5`.
    func plain(_ number: Double) -> String { marked(NumberText.plain(number)) }

    /// An amount of money from canonical decimal text.
    func money(_ decimal: String, _ currency: String) -> String {
        let text = NumberText.money(decimal)
        return marked(text) + (currency.isEmpty ? "" : "\u{A0}" + HTML.escape(currency))
    }

    /// A number of hundredths: `0.42`.
    func hundredths(_ number: Int) -> String {
        let rest = number % 100
        return marked("\(number / 100).\(rest < 10 ? "0" : "")\(rest)")
    }

    /// A share of hundredths of a percent: `97.3 %`; nothing for nil.
    func share(_ hundredths: Int?) -> String {
        guard let hundredths else { return "" }
        return marked("\(hundredths / 100).\(hundredths / 10 % 10)") + "\u{A0}%"
    }

    /// How bad a finding is.
    func severity(_ name: String) -> String {
        switch name {
        case "error": say("error", "Fehler")
        case "warning": say("warning", "Warnung")
        case "note": say("note", "Hinweis")
        default: HTML.escape(name)
        }
    }

    /// A group of facts that are decided alike.
    func group(_ name: String) -> String {
        switch name {
        case "name": say("name", "Name")
        case "billingAddress": say("billing address", "Rechnungsanschrift")
        case "shippingAddress": say("shipping address", "Lieferanschrift")
        case "commercial": say("tax number, terms, credit", "Steuernummer, Zahlungsziel, Kredit")
        case "relationship": say("owner, job title, notes", "Betreuer, Funktion, Notizen")
        case "single": say("everything else", "alles andere")
        default: HTML.escape(name)
        }
    }

    /// A rule by which a fact was decided.
    func decided(_ name: String) -> String {
        switch name {
        case "only": say("only one says it", "sagt nur einer")
        case "agreed": say("all agree", "alle einig")
        case "fieldRule": say("your rule", "Ihre Regel")
        case "favourite": say("knows it best", "kennt es am besten")
        case "trust": say("more trusted", "mehr Vertrauen")
        case "latest": say("latest", "neueste")
        case "complete": say("most complete", "vollständigste")
        case "bytes": say("no difference, first by letter", "kein Unterschied, erste nach Buchstaben")
        default: HTML.escape(name)
        }
    }

    /// A fact of a customer.
    func fact(_ name: String) -> String {
        switch name {
        case "name": say("a name", "einen Namen")
        case "email": say("an e-mail address", "eine E-Mail-Adresse")
        case "phone": say("a phone number", "eine Telefonnummer")
        case "address": say("a postal address", "eine Anschrift")
        case "tax_number": say("a tax number", "eine Steuernummer")
        default: HTML.escape(name)
        }
    }

    /// A day from `YYYY-MM-DD…`.
    func day(_ timestamp: String) -> String {
        let parts = timestamp.prefix(10).split(separator: "-").map(String.init)
        guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month), let day = Int(parts[2]) else {
            return HTML.escape(timestamp)
        }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return say("\(day) \(months[month - 1]) \(parts[0])", "\(parts[2]).\(parts[1]).\(parts[0])")
    }

    /// A day and minute in the project's time zone.
    func minute(_ timestamp: String) -> String {
        let hour = time.hour(timestamp)
        let day = day(time.day(timestamp))
        return hour.isEmpty ? day : "\(day), \(HTML.escape(hour))\(time.suffix)"
    }

    private func marked(_ text: String) -> String {
        guard language == .german else { return text }
        return String(text.map { $0 == "," ? "." : $0 == "." ? "," : $0 })
    }

    // MARK: Names of things

    /// A bucket of the row or value ledger, or a kind of change.
    func bucket(_ name: String) -> String {
        switch name {
        case "created": say("new", "neu")
        case "updated": say("changed", "geändert")
        case "merged_into": say("joined with another row", "mit anderer Zeile vereint")
        case "unchanged": say("unchanged", "unverändert")
        case "held": say("waiting for a decision", "warten auf eine Entscheidung")
        case "rejected": say("need correction", "brauchen Korrektur")
        case "filtered": say("left out by your rule", "nach Ihrer Regel ausgelassen")
        case "loaded": say("loaded", "übernommen")
        case "changed": say("standardised", "vereinheitlicht")
        case "lost": say("another source knew better", "andere Quelle wusste es besser")
        case "dropped": say("dropped by a check", "von einer Prüfung verworfen")
        case "shortened": say("shortened", "gekürzt")
        case "not_mapped": say("not carried over", "nicht übernommen")
        case "not_carried": say("no place for it in the CRM", "im CRM kein Platz dafür")
        case "row_left_out": say("in rows left out", "in ausgelassenen Zeilen")
        case "create": say("new", "neu")
        case "update": say("changed", "geändert")
        case "merge": say("merged", "zusammengeführt")
        case "link": say("tied to an existing one", "zugeordnet")
        case "conflict": say("values that stay", "Werte, die bleiben")
        case "left_alone": say("deleted by people, stay away", "von Menschen gelöscht, bleiben weg")
        default: HTML.escape(name)
        }
    }

    /// A table of the CRM.
    func table(_ name: String) -> String {
        switch name {
        case "users": say("owners", "Betreuer")
        case "accounts": say("companies", "Firmen")
        case "contacts": say("people", "Personen")
        case "account_contacts": say("people at companies", "Personen in Firmen")
        case "relations": say("relations", "Beziehungen")
        case "contact_points": say("e-mails and phones", "E-Mails und Telefone")
        case "addresses": say("addresses", "Adressen")
        case "consents": say("consents", "Einwilligungen")
        case "orders": say("orders", "Bestellungen")
        case "order_lines": say("order lines", "Bestellzeilen")
        case "invoices": say("invoices", "Rechnungen")
        case "activities": say("notes and activities", "Notizen und Aktivitäten")
        case "payments": say("payments", "Zahlungen")
        case "products": say("products", "Artikel")
        case "opportunities": say("deals", "Verkaufschancen")
        case "tickets": say("tickets", "Vorgänge")
        case "campaigns": say("campaigns", "Kampagnen")
        default: HTML.escape(name.split(separator: "_").joined(separator: " "))
        }
    }

    /// German names of columns and fields.
    static let germanColumns = [
        "name": "Name", "legal_form": "Rechtsform", "vat_id": "USt-IdNr.", "tax_number": "Steuernummer",
        "website": "Webseite", "industry": "Branche", "owner_id": "Betreuer", "record_status": "Status",
        "customer_since": "Kunde seit", "payment_terms": "Zahlungsziel", "credit_limit": "Kreditlimit",
        "description": "Notiz", "given_name": "Vorname", "family_name": "Nachname", "job_title": "Funktion",
        "birth_date": "Geburtsdatum", "language": "Sprache", "value": "Wert", "is_primary": "Hauptkontakt",
        "street": "Straße", "postcode": "PLZ", "city": "Ort", "country": "Land", "status": "Status",
        "parent_id": "Mutterfirma", "currency": "Währung", "valid_until": "gültig bis", "phone": "Telefon",
        "full_name": "Name", "prefix": "Titel", "email": "E-Mail", "mobile": "Mobiltelefon", "fax": "Fax",
        "region": "Bundesland", "gross": "Betrag", "net": "Nettobetrag", "open_amount": "offener Betrag",
        "total": "Summe", "shipping_postcode": "PLZ der Lieferanschrift",
        "shipping_country": "Land der Lieferanschrift",
        "shipping_region": "Bundesland der Lieferanschrift", "due_date": "Fälligkeit", "number": "Nummer",
    ]

    /// A column of the CRM.
    func column(_ name: String) -> String {
        let english = ["owner_id": "owner", "parent_id": "parent company", "vat_id": "VAT id", "value": "value"]
        let plain = name.split(separator: "_").joined(separator: " ")
        return HTML.escape(language == .german ? PageWords.germanColumns[name] ?? plain : english[name] ?? plain)
    }

    /// What a limit says, in a clause.
    func limit(_ limit: ClientPage.Limit) -> String {
        guard language == .german else { return HTML.escape(limit.words) }
        let number = count(limit.count)
        switch limit.name {
        case "existing_changed": return "\(number) Ihrer vorhandenen Kunden ändern sich"
        case "largest_changed": return "\(number) Ihrer größten Kunden ändern sich"
        case "customers_created": return "\(number) Kunden sind neu"
        case "deactivated": return "\(number) vorhandene Kunden werden inaktiv"
        case "existing_merged": return "\(number) vorhandene Kunden werden zusammengeführt"
        case "emails_blanked": return "\(number) E-Mails werden geleert"
        case "phones_blanked": return "\(number) Telefonnummern werden geleert"
        case "owners_unmatched":
            return limit.count == 0
                ? "jeder Betreuer ist bekannt"
                : "\(number) Datensätze haben einen Betreuer, den es nicht oder nicht mehr gibt"
        case "owners_changed": return "\(number) vorhandene Kunden bekommen einen anderen Betreuer"
        case "questions": return limit.count == 1 ? "1 offene Frage" : "\(number) offene Fragen"
        case "drafts": return "\(number) Antworten sind nur Entwurf"
        case "rejected": return "zu viele Zeilen brauchen Korrektur (\(number))"
        case "control_difference": return "eine Summe weicht zu weit von Ihrem Bericht ab"
        default: return HTML.escape(limit.words)
        }
    }
}

/// HTML in one file that loads nothing from outside and runs no script.
enum HTML {
    /// Text for an element or a quoted attribute.
    static func escape(_ text: String) -> String {
        var out = ""
        out.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            // Control characters and those that turn the direction of the text around them.
            case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}",
                "\u{2066}"..."\u{2069}":
                out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// A whole page; `body` is HTML already, `title` is text.
    static func page(title: String, language: PageLanguage, body: String, style: String = "") -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(escape(title))</title>
        <style>
        \(PageStyle.css)\(style)
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    /// A table: cells are HTML already; columns at these indexes hold numbers.
    static func table(
        caption: String = "", _ headings: [String], numbers: Set<Int> = [], rows: [[String]], total: [String]? = nil
    ) -> String {
        func row(_ cells: [String], _ tag: String) -> String {
            "<tr>"
                + cells.enumerated().map { index, cell in
                    let isHead = tag == "th"
                    let open = isHead ? "th scope=\"col\"" : index == 0 ? "th scope=\"row\"" : "td"
                    let close = isHead || index == 0 ? "th" : "td"
                    return "<\(open)\(numbers.contains(index) ? " class=\"n\"" : "")>\(cell)</\(close)>"
                }.joined() + "</tr>\n"
        }
        // A table that is wider than a phone scrolls by itself; the page never does.
        return "<div class=\"wide\"><table>\n" + (caption.isEmpty ? "" : "<caption>\(caption)</caption>\n")
            + "<thead>\(row(headings, "th"))</thead>\n<tbody>\n" + rows.map { row($0, "td") }.joined()
            + "</tbody>\n" + (total.map { "<tfoot>\(row($0, "td"))</tfoot>\n" } ?? "") + "</table></div>\n"
    }
}

/// How pages look: on a screen, on a phone, and on A4.
enum PageStyle {
    static let css = """
        @page { size: A4; margin: 11mm 12mm 12mm 12mm }
        * { box-sizing: border-box }
        html { color-scheme: light }
        body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1c2126; background: #fff;
          font: 15px/1.42 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif }
        h1, h2, h3, p, ul { margin: 0 }
        h1 { font-size: 1.45rem; line-height: 1.2 }
        h2 { font-size: 1rem; margin-bottom: .2rem; border-bottom: 1px solid #c9d0d6; padding-bottom: .1rem }
        h2 .no { color: #5a6772; font-weight: 400; margin-right: .35em }
        a { color: #0b4f8a }
        a:focus-visible { outline: 3px solid #f0a000; outline-offset: 2px }
        .skip { position: absolute; left: -99em } .skip:focus { left: 1em; top: 1em; background: #fff; padding: .5em }
        .band { display: flex; flex-wrap: wrap; gap: .3rem .9rem; align-items: baseline; padding: .45rem .7rem;
          border-radius: .3rem; background: #e8eef3; margin-bottom: .6rem }
        .band .state { font-weight: 700; padding: .05rem .5rem; border-radius: .25rem; background: #fff;
          border: 2px solid currentColor }
        .proposed .state { color: #8a5300 } .loaded .state { color: #10653a } .taken_back .state { color: #5b3a86 }
        .live { color: #a31621; font-weight: 700 }
        .lead { font-size: 1.08rem; margin: .3rem 0 .6rem }
        .flow { columns: 2; column-gap: 1.4rem }
        section { break-inside: avoid; min-width: 0; margin-bottom: .7rem }
        .annex { break-inside: auto; margin-top: 1.2rem }
        ul { padding-left: 1.1em } .need { list-style: none; padding: 0 }
        .need li { padding-left: 1.3em; text-indent: -1.3em } .need li::before { content: "☐ " }
        table { border-collapse: collapse; width: 100%; font-size: .92em }
        caption { text-align: left; color: #4c5863 }
        th, td { text-align: left; vertical-align: top; padding: .08rem .45rem .08rem 0; border-bottom: 1px solid #e4e8eb;
          overflow-wrap: anywhere; font-weight: 400 }
        thead th { color: #4c5863; border-bottom-color: #9aa6b0; white-space: nowrap; overflow-wrap: normal }
        tfoot th, tfoot td { font-weight: 700; border-bottom: 0 }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
        .bar { display: flex; height: 1rem; margin: .15rem 0 .25rem; border: 1px solid #5a6772 }
        .bar span { min-width: 2px; -webkit-print-color-adjust: exact; print-color-adjust: exact }
        .key { display: flex; flex-wrap: wrap; gap: 0 .9em; font-size: .88em; list-style: none; padding: 0 }
        .key i { display: inline-block; width: .75em; height: .75em; margin-right: .35em; border: 1px solid #5a6772;
          -webkit-print-color-adjust: exact; print-color-adjust: exact }
        .c-created { background: #2f7d4f } .c-updated { background: #7cbf8e } .c-merged_into { background: #b9d9ea }
        .c-unchanged { background: #eef1f3 }
        .c-held { background: repeating-linear-gradient(45deg, #f0c24b 0 4px, #fff3cf 4px 7px) }
        .c-rejected { background: repeating-linear-gradient(-45deg, #c6404b 0 4px, #f6d5d7 4px 7px) }
        .c-filtered { background: #9aa6b0 }
        .old { text-decoration: line-through; color: #6b3a3a } .new { font-weight: 600 }
        .good { color: #10653a } .bad { color: #a31621; font-weight: 700 } .faint { color: #4c5863 }
        .sign { display: grid; grid-template-columns: 2fr 1fr; gap: 1.2rem; margin-top: 1.6rem }
        .sign div { border-top: 1px solid #1c2126; padding-top: .15rem; font-size: .88em }
        code { font: .92em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
        .wide { overflow-x: auto }
        @media (max-width: 46rem) { .flow { columns: 1 } }
        @media print {
          body { padding: 0; max-width: none; font-size: 7.7pt; line-height: 1.25 }
          h1 { font-size: 13pt } h2 { font-size: 9pt } .lead { font-size: 9.4pt; margin: .15rem 0 .3rem }
          .band { padding: .2rem .4rem; margin-bottom: .25rem; border: 1px solid #9aa6b0 }
          .flow { columns: 2; column-gap: 5mm } section { margin-bottom: 2mm } .sign { margin-top: 1.5rem } .skip, nav { display: none }
          .annexes { break-before: page } a { color: inherit; text-decoration: none }
          .bar { height: .7rem } .wide { overflow: visible }
        }
        """
}
