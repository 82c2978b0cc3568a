extension ClientPage {
    /// The page as one HTML file: nothing is loaded from outside, nothing runs, everything is escaped.
    ///
    /// With `redacted`, names and values of persons and companies are left out but for their first letters.
    public func html(
        language: PageLanguage, redacted: Bool = false, time: LocalTime = LocalTime(zone: "")
    ) -> String {
        let words = PageWords(language: language, isRedacted: redacted, time: time)
        let page = ClientPageHTML(page: self, words: words)
        return HTML.page(
            title: "\(client) · \(run)", language: language, body: page.front + PageAnnexes(page.page, page.words).body)
    }
}

/// The first sheet of the client's page: items 0 to 11.
struct ClientPageHTML {
    let page: ClientPage
    let words: PageWords

    private func say(_ english: String, _ german: String) -> String { words.say(english, german) }

    private func section(_ number: Int, _ title: String, _ body: String) -> String {
        """
        <section aria-labelledby="s\(number)"><h2 id="s\(number)"><span class="no">\(number)</span>\(title)</h2>
        \(body)</section>

        """
    }

    private func list(_ items: [String], class name: String = "") -> String {
        "<ul\(name.isEmpty ? "" : " class=\"\(name)\"")>" + items.map { "<li>\($0)</li>" }.joined(separator: "\n")
            + "</ul>\n"
    }

    var front: String {
        """
        <a class="skip" href="#annexes">\(say("To the annexes", "Zu den Anhängen"))</a>
        <main class="\(page.state.rawValue)">
        \(band)<h1>\(say("Your customer data", "Ihre Kundendaten")): \(HTML.escape(page.client))</h1>
        <p class="lead">\(sentence)</p>
        \(after)<div class="flow">
        \(section(2, say("What we need from you", "Was wir von Ihnen brauchen"), needs))\(section(3, say("Your money agrees", "Ihre Summen"), money))\(section(4, say("Your largest customers, before and after", "Ihre größten Kunden, vorher und nachher"), largest))\(section(5, say("Where every row went", "Wohin jede Zeile ging"), rows))\(section(6, say("What changes in records you have", "Was sich an Vorhandenem ändert"), changes))\(section(7, say("What we joined", "Was wir zusammengeführt haben"), joins))\(section(8, say("What we left out, shortened or could not carry", "Was wir ausgelassen, gekürzt oder nicht übernommen haben"), leftOut))\(section(9, say("Who may be written to", "Wen Sie anschreiben dürfen"), mail))\(section(10, say("How to take it back", "Wie es zurückgenommen wird"), back))\(section(11, say("Signature", "Unterschrift"), signature))</div>
        </main>

        """
    }

    // MARK: 0, 1

    private var band: String {
        let state =
            switch page.state {
            case .proposed: say("PROPOSED, nothing loaded", "VORSCHLAG, nichts geladen")
            case .loaded: say("LOADED", "GELADEN")
            case .takenBack: say("TAKEN BACK", "ZURÜCKGENOMMEN")
            }
        let target =
            page.isLive
            ? "<span class=\"live\">LIVE</span> \(HTML.escape(page.target))" : "TEST \(HTML.escape(page.target))"
        var parts = [
            "<span class=\"state\">\(state)</span>", "<strong>\(HTML.escape(page.client))</strong>",
            words.day(page.day), "\(say("plan", "Plan")) \(HTML.escape(page.run))", target,
        ]
        if page.state == .proposed, !page.validUntil.isEmpty {
            parts.append("\(say("valid until", "gültig bis")) \(words.day(page.validUntil))")
        }
        parts.append(
            words.isRedacted
                ? say("names and values left out", "Namen und Werte ausgeblendet")
                : say("contains personal data", "enthält personenbezogene Daten"))
        return
            "<div class=\"band\" role=\"banner\">\(parts.map { "<span>\($0)</span>" }.joined(separator: "\n"))</div>\n"
    }

    private var sentence: String {
        let total = page.rows.reduce(0) { $0 + $1.total }
        let new = page.newCompanies + page.newPeople
        let (rejected, held) = (page.totals["rejected"] ?? 0, page.totals["held"] ?? 0)
        let phase =
            page.only.isEmpty
            ? ""
            : " " + say("This step loads only ", "Dieser Schritt lädt nur ")
                + page.only.map(words.table).joined(separator: ", ")
                + (page.later.isEmpty
                    ? "."
                    : "; "
                        + words.count(
                            page.later.reduce(0) { $0 + $1.count }, ("row waits", "rows wait"),
                            ("Zeile wartet", "Zeilen warten")) + say(" for a later one.", " auf einen späteren."))
        let wait = page.only.isEmpty ? say("wait for you", "warten auf Sie") : say("wait", "warten")
        return say(
            "Your \(words.count(total)) rows become \(words.count(new + page.known)) customers: \(words.count(new)) new, "
                + "\(words.count(page.known)) you already had. None is lost; \(words.count(rejected)) \(rejected == 1 ? "row needs" : "rows need") correction, "
                + "\(words.count(held)) \(wait).",
            "Aus Ihren \(words.count(total)) Zeilen werden \(words.count(new + page.known)) Kunden: "
                + "\(words.count(new)) neue, \(words.count(page.known)) hatten Sie schon. Keine Zeile geht verloren; "
                + "\(words.count(rejected)) brauchen Korrektur, \(words.count(held)) \(wait).") + phase
    }

    private var after: String {
        var lines: [String] = []
        if let loaded = page.loaded {
            let equal = loaded.mismatches.isEmpty && loaded.unchanged == loaded.records
            lines.append(
                say(
                    "Loaded as batch \(HTML.escape(loaded.batch)) on \(words.minute(loaded.at)) by \(words.personal(loaded.who)). "
                        + "\(words.count(loaded.unchanged)) of \(words.count(loaded.records)) records checked are as planned: ",
                    "Geladen als \(HTML.escape(loaded.batch)) am \(words.minute(loaded.at)) von \(words.personal(loaded.who)). "
                        + "\(words.count(loaded.unchanged)) von \(words.count(loaded.records)) geprüften Datensätzen sind wie geplant: "
                )
                    + (equal
                        ? "<span class=\"good\">\(say("equal", "gleich"))</span>"
                        : "<span class=\"bad\">\(say("DIFFERENT", "ABWEICHEND"))</span>")
                    + ". \(say("State", "Zustand")) <code>\(HTML.escape(String(loaded.before.prefix(12))))</code> → "
                    + "<code>\(HTML.escape(String(loaded.after.prefix(12))))</code>."
                    + (loaded.delta > 0
                        ? " "
                            + say(
                                "\(words.count(loaded.delta)) changes came out otherwise, because the CRM changed meanwhile.",
                                "\(words.count(loaded.delta)) Änderungen fielen anders aus, weil sich das CRM inzwischen geändert hatte."
                            ) : ""))
            for release in loaded.released {
                lines.append(say("Released: ", "Freigegeben: ") + HTML.escape(release))
            }
            for mismatch in loaded.mismatches.prefix(3) {
                lines.append("<span class=\"bad\">\(HTML.escape(mismatch))</span>")
            }
        }
        if let back = page.takenBack {
            lines.append(
                say(
                    "Taken back as batch \(HTML.escape(back.batch)) on \(words.minute(back.at)) by \(words.personal(back.who)): "
                        + "\(words.count(back.restored)) fields restored, \(words.count(back.deleted)) records removed, "
                        + "\(words.count(back.kept)) kept because people had changed them. ",
                    "Zurückgenommen als \(HTML.escape(back.batch)) am \(words.minute(back.at)) von \(words.personal(back.who)): "
                        + "\(words.count(back.restored)) Felder wiederhergestellt, \(words.count(back.deleted)) Datensätze entfernt, "
                        + "\(words.count(back.kept)) behalten, weil Menschen sie geändert hatten. ")
                    + (back.isProven
                        ? "<span class=\"good\">\(say("The state is proven.", "Der Zustand ist bewiesen."))</span>"
                        : "<span class=\"faint\">\(say("The differences are listed in the rollback's report.", "Die Abweichungen stehen im Bericht der Rücknahme."))</span>")
            )
        }
        return lines.map { "<p>\($0)</p>\n" }.joined()
    }

    // MARK: 2, 3

    private var needs: String {
        var items: [String] = []
        if page.state == .proposed {
            for limit in page.limits where limit.stops {
                items.append(
                    "<span class=\"bad\">\(words.limit(limit))</span>: \(say("nothing is loaded before this is settled", "vorher wird nichts geladen"))"
                )
            }
        }
        if page.state != .takenBack {
            let open = page.questions
            if open > 0, !page.limits.contains(where: { $0.name == "questions" && $0.stops }) {
                items.append(
                    words.count(open, ("open question", "open questions"), ("offene Frage", "offene Fragen")) + ": "
                        + say("until you answer, our proposal holds", "bis zur Antwort gilt unser Vorschlag"))
            }
            if page.pairs > 0 {
                items.append(
                    words.count(page.pairs, ("pair", "pairs"), ("Paar", "Paare"))
                        + say(
                            " to decide: until then both stay apart",
                            " zu entscheiden: bis dahin bleiben beide getrennt"))
            }
            let rejected = page.totals["rejected"] ?? 0
            if rejected > 0 {
                items.append(
                    words.count(rejected, ("row", "rows"), ("Zeile", "Zeilen"))
                        + say(
                            " to correct and send again: they don't come before",
                            " zu korrigieren und neu zu senden: vorher kommen sie nicht"))
            }
            for control in page.controls where !control.isExplained {
                items.append(
                    "\(HTML.escape(control.name)): "
                        + say(
                            "a difference that we can't explain yet",
                            "eine Differenz, die wir noch nicht erklären können"))
            }
        }
        if items.isEmpty { return "<p>\(say("Nothing but your signature.", "Nichts als Ihre Unterschrift."))</p>\n" }
        let rest = items.count - 5
        return list(Array(items.prefix(5)), class: "need")
            + (rest > 0 ? "<p class=\"faint\">\(say("and \(rest) more", "und \(rest) weitere"))</p>\n" : "")
    }

    private var money: String {
        guard !page.controls.isEmpty else {
            return
                "<p>\(say("No printed figures were given to compare with.", "Es wurden keine gedruckten Summen zum Vergleich genannt."))</p>\n"
        }
        let table = HTML.table(
            [
                say("figure", "Summe"), say("your report", "Ihr Bericht"), say("ours", "unsere"),
                say("difference", "Differenz"),
            ], numbers: [1, 2, 3],
            rows: page.controls.map { control in
                [
                    HTML.escape(control.name), words.money(control.printed, control.currency),
                    words.money(control.ours, control.currency),
                    control.printed == control.ours
                        ? "<span class=\"good\">\(say("equal", "gleich"))</span>"
                        : words.money(control.difference, control.currency),
                ]
            })
        let reasons = page.controls.flatMap { $0.missing.prefix(3) }
        return table + (reasons.isEmpty ? "" : list(reasons.map(PageTables(words).missing)))
    }

    // MARK: 4, 5

    private var largest: String {
        guard let currency = page.largest.first?.currency else {
            return "<p>\(say("No sales are known.", "Es sind keine Umsätze bekannt."))</p>\n"
        }
        // One currency on the first sheet, the one with the most sales; the others are in the annex.
        let counts = Dictionary(grouping: page.largest, by: \.currency).mapValues(\.count)
        let main = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? currency
        return PageTables(words).largest(
            page.largest.filter { $0.currency == main },
            caption: "\(say("Turnover", "Umsatz")): \(turnover)"
                + (page.linkedSales > 0
                    ? " · "
                        + words.count(
                            page.linkedSales, ("sale", "sales"), ("Verkauf", "Verkäufe"))
                        + say(
                            " in two streams, linked by number and counted once",
                            " in zwei Quellen, über die Nummer verknüpft und einmal gezählt") : "")
                + (page.uncounted ?? []).map { " · " + uncounted($0) }.joined())
    }

    /// What counts as turnover: `orders (shop) from 2024-01-01` for `orders.total (shop) from 2024-01-01`.
    private var turnover: String {
        page.turnover.split(separator: "·").map { stream in
            let parts = stream.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
            let table = parts.first?.split(separator: ".").first.map(String.init) ?? ""
            let rest = parts.count > 1 ? " " + HTML.escape(String(parts[1])) : ""
            return words.table(table)
                + rest.replacing(" from ", with: say(" from ", " ab ")).replacing(
                    " until ", with: say(" until ", " bis "))
        }.joined(separator: " · ")
    }

    private func uncounted(_ sales: ClientPage.Uncounted) -> String {
        words.count(sales.customers, ("customer", "customers"), ("Kunde", "Kunden"))
            + say(" with \(words.table(sales.table)) only, ", " nur mit \(words.table(sales.table)), ")
            + words.money(sales.money.amount, sales.money.currency)
            + say(": not counted as turnover", ": zählen nicht als Umsatz")
    }

    private var rows: String {
        let buckets = page.rows.first?.buckets.map(\.name) ?? []
        let totals = page.totals
        let all = max(1, totals.values.reduce(0, +))
        let shown = buckets.filter { totals[$0] ?? 0 > 0 }
        let bar = shown.map { name in
            let share = Double(totals[name] ?? 0) / Double(all) * 100
            return
                "<span class=\"c-\(HTML.escape(name))\" style=\"width:\(Int(share * 100) / 100).\(Int(share * 100) % 100)%\"></span>"
        }.joined()
        let key = shown.map { name in
            "<li><i class=\"c-\(HTML.escape(name))\"></i>\(words.bucket(name)) \(words.count(totals[name] ?? 0))</li>"
        }.joined()
        let label = shown.map { "\(words.bucket($0)) \(words.count(totals[$0] ?? 0))" }.joined(separator: ", ")
        return "<div class=\"bar\" role=\"img\" aria-label=\"\(label)\">\(bar)</div>\n<ul class=\"key\">\(key)</ul>\n"
            + PageTables(words).shortLedger(page.rows)
    }

    // MARK: 6 to 9

    private var changes: String {
        let counts = page.changedColumns.prefix(4).map { column in
            let parts = column.name.split(separator: ".").map(String.init)
            return "\(words.count(column.count)) × \(words.table(parts.first ?? "")): \(words.column(parts.last ?? ""))"
        }
        // A value that is replaced says more than one that is filled; each example of another customer.
        let ranked = page.changes.filter { !$0.old.isEmpty && $0.column != "custom" } + page.changes
        var seen: Set<String> = []
        let shown = ranked.filter { seen.count < 3 && seen.insert($0.name).inserted }
        return "<p>"
            + say(
                "\(words.count(page.changed)) of \(words.count(page.existing)) customers change; "
                    + "<strong>\(words.count(page.emailsBlanked)) e-mails blanked</strong>; "
                    + "\(words.count(page.keptCount)) \(page.keptCount == 1 ? "value that people wrote stays" : "values that people wrote stay").",
                "\(words.count(page.changed)) von \(words.count(page.existing)) Kunden ändern sich; "
                    + "<strong>\(words.count(page.emailsBlanked)) E-Mails geleert</strong>; "
                    + "\(words.count(page.keptCount)) \(page.keptCount == 1 ? "von Menschen geschriebener Wert bleibt" : "von Menschen geschriebene Werte bleiben")."
            )
            + "</p>\n" + (counts.isEmpty ? "" : "<p class=\"faint\">\(counts.joined(separator: " · "))</p>\n")
            + (shown.isEmpty ? "" : list(shown.map(PageTables(words).change)))
    }

    private var joins: String {
        let interval =
            say("between", "zwischen") + " \(words.count(page.wrongJoinsLow)) "
            + say("and", "und") + " \(words.count(page.wrongJoinsHigh))"
        let text =
            "<p>"
            + say(
                "\(words.count(page.totals["merged_into"] ?? 0, ("row", "rows"), ("", ""))) joined with another one. Expected wrong joins: "
                    + "\(words.hundredths(page.wrongJoins)), \(interval) in 95 of 100 such loads.",
                "\(words.count(page.totals["merged_into"] ?? 0, ("", ""), ("Zeile", "Zeilen"))) mit einer anderen vereint. Erwartete Fehler: "
                    + "\(words.hundredths(page.wrongJoins)), \(interval) in 95 von 100 solchen Läufen.")
            + "</p>\n"
        let clear = page.joins.prefix(3).map(PageTables(words).join)
        let close = page.joins.dropFirst(3).suffix(3).map(PageTables(words).join)
        return text + (clear.isEmpty ? "" : "<p class=\"faint\">\(say("clear", "eindeutig"))</p>\n" + list(clear))
            + (close.isEmpty ? "" : "<p class=\"faint\">\(say("closest calls", "knappste Fälle"))</p>\n" + list(close))
    }

    private var leftOut: String {
        let shown = page.leftOut.sorted { ($0.money.isEmpty ? 1 : 0, -$0.rows) < ($1.money.isEmpty ? 1 : 0, -$1.rows) }
        var items = shown.prefix(5).map(PageTables(words).leftOut)
        let rest = shown.dropFirst(5).reduce(0) { $0 + $1.rows }
        if rest > 0 {
            items.append(
                words.count(rest, ("further row", "further rows"), ("weitere Zeile", "weitere Zeilen"))
                    + say(" (annex)", " (Anhang)"))
        }
        let columns = page.unmapped.count
        items.append(
            words.count(page.shortened, ("value", "values"), ("Wert", "Werte")) + say(" shortened", " gekürzt") + " · "
                + words.count(columns, ("file", "files"), ("Datei", "Dateien"))
                + say(" with columns not carried over (annex)", " mit nicht übernommenen Spalten (Anhang)"))
        let homeless = page.values.reduce(0) { sum, ledger in
            sum + (ledger.buckets.first { $0.name == "not_carried" }?.count ?? 0)
        }
        if homeless > 0 {
            items.append(
                words.count(homeless, ("value", "values"), ("Wert", "Werte"))
                    + say(" that the CRM has no place for (annex)", ", für die das CRM keinen Platz hat (Anhang)"))
        }
        return list(items)
    }

    private var mail: String {
        guard page.optedIn > 0 || !page.mail.isEmpty else {
            return
                "<p>\(say("No source says who agreed. Unclear means no.", "Keine Quelle nennt Einwilligungen. Unklar heißt nein."))</p>\n"
        }
        let less = page.optedIn - page.mailable
        return "<p>"
            + say(
                "\(words.count(page.optedIn)) addresses had said yes; <strong>\(words.count(page.mailable)) may be written to</strong>. "
                    + "\(words.count(less)) fewer: a later no or your do-not-contact list counts; unclear means no.",
                "\(words.count(page.optedIn)) Adressen hatten zugestimmt; <strong>\(words.count(page.mailable)) dürfen angeschrieben werden</strong>. "
                    + "\(words.count(less)) weniger: ein späteres Nein oder Ihre Sperrliste gilt; unklar heißt nein.")
            + "</p>\n"
    }

    // MARK: 10, 11

    private var back: String {
        "<p>"
            + say(
                "At any time, as a whole or in parts: whatever nobody touched goes back to what it was, field by field, with proof. "
                    + "What your people changed since stays and is listed. Not undone: mails that were sent, exports and values "
                    + "that other programs took meanwhile.",
                "Jederzeit, ganz oder in Teilen: was niemand angefasst hat, wird Feld für Feld wieder, wie es war, mit Beweis. "
                    + "Was Ihre Leute seither geändert haben, bleibt und wird gelistet. Nicht zurückzunehmen: verschickte Mails, "
                    + "Exporte und Werte, die andere Programme inzwischen übernommen haben.")
            + (page.loaded.map { " <code>customary rollback \(HTML.escape($0.batch))</code>" } ?? "") + "</p>\n"
    }

    private var signature: String {
        let agree =
            switch page.state {
            case .proposed:
                say(
                    "I agree that exactly this plan is loaded.",
                    "Ich bin einverstanden, dass genau dieser Plan geladen wird.")
            case .loaded: say("I have checked the figures above.", "Ich habe die Zahlen oben geprüft.")
            case .takenBack:
                say("I know that this load was taken back.", "Ich weiß, dass dieser Lauf zurückgenommen wurde.")
            }
        return """
            <p>\(agree) <span class="faint">\(say("Plan hash", "Prüfsumme des Plans")):</span> <code>\(HTML.escape(page.planHash))</code></p>
            <div class="sign"><div>\(say("Name and signature", "Name und Unterschrift"))</div><div>\(say("Date", "Datum"))</div></div>

            """
    }
}
