/// Tables and lines that stand on the first sheet and in the annexes.
struct PageTables {
    private let words: PageWords

    init(_ words: PageWords) { self.words = words }

    private func say(_ english: String, _ german: String) -> String { words.say(english, german) }

    func largest(_ customers: [ClientPage.Customer], caption: String) -> String {
        func pair(_ before: String, _ after: String) -> String {
            if before == after || before.isEmpty { return after }
            return after.isEmpty
                ? "<span class=\"old\">\(before)</span>" : "<span class=\"old\">\(before)</span> → \(after)"
        }
        func sums(_ before: String, _ after: String, _ currency: String, _ isNew: Bool) -> String {
            isNew || before == after
                ? words.money(after, currency) : words.money(before, "") + " →<br>" + words.money(after, currency)
        }
        return HTML.table(
            caption: caption,
            [say("customer", "Kunde"), say("turnover", "Umsatz"), say("open", "offen"), say("owner", "Betreuer")],
            numbers: [1, 2],
            rows: customers.map { customer in
                let isNew = customer.nameBefore.isEmpty
                return [
                    pair(words.personal(customer.nameBefore), words.personal(customer.nameAfter))
                        + (isNew ? " <span class=\"faint\">(\(say("new", "neu")))</span>" : ""),
                    sums(customer.turnoverBefore, customer.turnoverAfter, customer.currency, isNew),
                    sums(customer.balanceBefore, customer.balanceAfter, customer.currency, isNew),
                    pair(words.personal(customer.ownerBefore), words.personal(customer.ownerAfter)),
                ]
            })
    }

    /// The ledger for the first sheet: short headings, at most fourteen sources; the others are in the annex.
    func shortLedger(_ ledgers: [ClientPage.Ledger]) -> String {
        let shown = ledgers.count <= 14 ? ledgers[...] : ledgers.prefix(13)
        let short = [
            "created": say("new", "neu"), "updated": say("chgd", "geänd."), "merged_into": say("joined", "vereint"),
            "unchanged": say("same", "gleich"), "held": say("wait", "warten"), "rejected": say("corr.", "Korr."),
            "filtered": say("out", "ausgel."),
        ]
        return table(Array(shown), all: ledgers) { name in
            "<span title=\"\(words.bucket(name))\">\(short[name] ?? words.bucket(name))</span>"
        }
            + (shown.count < ledgers.count
                ? "<p class=\"faint\">\(say("and \(ledgers.count - shown.count) further files, in the annex", "und \(ledgers.count - shown.count) weitere Dateien, im Anhang"))</p>\n"
                : "")
    }

    /// Rows that a figure lacks.
    func missing(_ rows: ClientPage.Missing) -> String {
        let unread = rows.unreadable.map { "„\(words.personal($0))“" }.joined(separator: ", ")
        return
            "\(HTML.escape(rows.source)), \(say("rows", "Zeilen")) \(HTML.escape(rows.rows)): \(HTML.escape(words.language.finding(rows.reason)))"
            + (unread.isEmpty || rows.money.amount != "0.0000" && rows.money.amount != "0"
                ? ", \(words.money(rows.money.amount, rows.money.currency))" : "")
            + (unread.isEmpty ? "" : say(", no amount can be read from ", ", kein Betrag lesbar in ") + unread)
    }

    /// A line for each source and a line for all.
    func ledger(_ ledgers: [ClientPage.Ledger]) -> String { table(ledgers, all: ledgers, words.bucket) }

    /// A line per table of the CRM.
    func tables(_ ledgers: [ClientPage.Ledger]) -> String {
        table(ledgers, all: ledgers, words.bucket, of: say("table", "Tabelle"), named: words.table)
    }

    private func table(
        _ shown: [ClientPage.Ledger], all ledgers: [ClientPage.Ledger], _ heading: (String) -> String,
        of what: String? = nil, named: (String) -> String = HTML.escape
    ) -> String {
        guard let first = ledgers.first else { return "" }
        let names = first.buckets.map(\.name).filter { name in
            ledgers.contains { $0.buckets.contains { $0.name == name && $0.count > 0 } }
        }
        func cells(_ ledger: ClientPage.Ledger) -> [String] {
            names.map { name in
                let count = ledger.buckets.first { $0.name == name }?.count ?? 0
                return count == 0 ? "" : words.count(count)
            }
        }
        let sums = names.map { name in
            words.count(ledgers.reduce(0) { $0 + ($1.buckets.first { $0.name == name }?.count ?? 0) })
        }
        return HTML.table(
            [what ?? say("source", "Quelle"), say("all", "gesamt")] + names.map(heading),
            numbers: Set(1...(names.count + 1)),
            rows: shown.map { [named($0.source), words.count($0.total)] + cells($0) },
            total: [say("all", "alle"), words.count(ledgers.reduce(0) { $0 + $1.total })] + sums)
    }

    /// A column old → new.
    func change(_ change: ClientPage.Change) -> String {
        let nothing = say("nothing", "leer")
        let old = change.old.isEmpty ? nothing : words.personal(change.old)
        let new = change.new.isEmpty ? nothing : words.personal(change.new)
        return "\(words.personal(change.name)): \(words.column(change.column)) <span class=\"old\">\(old)</span> → "
            + "<span class=\"new\">\(new)</span>"
    }

    /// Two records that are one customer.
    func join(_ join: ClientPage.Join) -> String {
        "\(words.personal(join.leftWords)) <span class=\"faint\">(\(HTML.escape(join.left)))</span> = "
            + "\(words.personal(join.rightWords)) <span class=\"faint\">(\(HTML.escape(join.right)))</span>"
    }

    /// Rows that don't come.
    func leftOut(_ group: ClientPage.LeftOut) -> String {
        "\(HTML.escape(group.source)): "
            + words.count(group.rows, ("row", "rows"), ("Zeile", "Zeilen"))
            + ", \(HTML.escape(words.language.finding(group.reason)))"
            + (group.money.isEmpty
                ? "" : ", " + group.money.map { words.money($0.amount, $0.currency) }.joined(separator: " + "))
            + (group.needsCorrection ? " (\(say("to correct", "zu korrigieren")))" : "")
    }
}

/// The annexes of the client's page.
struct PageAnnexes {
    private let page: ClientPage
    private let words: PageWords
    private let tables: PageTables

    init(_ page: ClientPage, _ words: PageWords) {
        self.page = page
        self.words = words
        tables = PageTables(words)
    }

    private func say(_ english: String, _ german: String) -> String { words.say(english, german) }

    /// Everything behind the first sheet.
    var body: String {
        let all: [(title: String, body: String)] = [
            (say("What the load does, by table", "Was der Lauf tut, je Tabelle"), tables.tables(page.tables)),
            (say("Limits", "Grenzen"), limits),
            (say("Where every value went", "Wohin jeder Wert ging"), tables.ledger(page.values)),
            (say("Where every row went, by file", "Wohin jede Zeile ging, je Datei"), tables.ledger(page.rows)),
            (say("Rows that don't come", "Zeilen, die nicht kommen"), leftOut),
            (say("Columns not carried over", "Spalten, die nicht übernommen werden"), unmapped),
            (say("Whose word counts", "Wessen Angabe gilt"), winners),
            (say("Quality by file", "Qualität je Datei"), quality),
            (say("Quality: all findings", "Qualität: alle Befunde"), findings),
            (
                say("Changes in records you have", "Änderungen an vorhandenen Datensätzen"),
                changes(page.changes, page.changedColumns.reduce(0) { $0 + $1.count })
            ),
            (
                say("Values that people wrote and that stay", "Von Menschen geschriebene Werte, die bleiben"),
                changes(page.kept, page.keptCount)
            ),
            (say("Largest customers of further currencies", "Größte Kunden weiterer Währungen"), furtherCurrencies),
            (say("All joins", "Alle Zusammenführungen"), joins),
        ]
        let filled = all.filter { !$0.body.isEmpty }
        let letters = filled.indices.map { String(UnicodeScalar(UInt8(65 + $0))) }
        let links = zip(letters, filled).map { "<a href=\"#a\($0)\">\($0) \($1.title)</a>" }.joined(separator: " · ")
        return
            "<div class=\"annexes\" id=\"annexes\">\n<nav aria-label=\"\(say("Annexes", "Anhänge"))\">\(links)</nav>\n"
            + zip(letters, filled).map { letter, annex in
                """
                <section class="annex" aria-labelledby="a\(letter)"><h2 id="a\(letter)"><span class="no">\(letter)</span>\(annex.title)</h2>
                \(annex.body)</section>

                """
            }.joined() + "</div>\n"
    }

    private var limits: String {
        HTML.table(
            [say("limit", "Grenze"), "", say("what the plan does", "was der Plan tut")],
            rows: page.limits.map {
                [
                    "<code>\(HTML.escape($0.name))</code>",
                    $0.stops ? "<span class=\"bad\">STOP</span>" : "<span class=\"good\">ok</span>", words.limit($0),
                ]
            })
    }

    private var leftOut: String {
        if page.leftOut.isEmpty { return "" }
        return HTML.table(
            [say("source", "Quelle"), say("reason", "Grund"), say("rows", "Zeilen"), say("money", "Summe"), ""],
            numbers: [2, 3],
            rows: page.leftOut.map { group in
                [
                    HTML.escape(group.source), HTML.escape(words.language.finding(group.reason)),
                    words.count(group.rows),
                    group.money.map { words.money($0.amount, $0.currency) }.joined(separator: "<br>"),
                    group.needsCorrection
                        ? say("needs correction", "braucht Korrektur") : say("left out", "ausgelassen"),
                ]
            })
    }

    private var unmapped: String {
        if page.unmapped.isEmpty { return "" }
        return "<ul>" + page.unmapped.map { "<li>\(HTML.escape($0))</li>" }.joined(separator: "\n") + "</ul>\n"
    }

    private var winners: String {
        guard let winners = page.winners, !winners.isEmpty else { return "" }
        let reasons = [
            "only", "agreed", "fieldRule", "favourite", "trust", "latest", "complete", "bytes",
        ].filter { name in winners.contains { $0.decided.contains { $0.name == name } } }
        let table = HTML.table(
            [say("fact", "Angabe"), say("known best by", "am besten kennt es")] + reasons.map(words.decided),
            numbers: Set(2...(reasons.count + 1)),
            rows: winners.map { winner in
                [words.group(winner.group), HTML.escape(winner.favourites.joined(separator: ", "))]
                    + reasons.map { name in
                        winner.decided.first { $0.name == name }.map { words.count($0.count) } ?? ""
                    }
            })
        let trust = (page.trust ?? []).map { $0.map { HTML.escape($0) }.joined(separator: " = ") }
        var notes = [
            say(
                "Counted for customers made of several records. What people typed in the CRM beats every source, and a blank never wins. Names and addresses are taken as a whole.",
                "Gezählt bei Kunden aus mehreren Datensätzen. Was Menschen im CRM eingetragen haben, geht allem vor, und Leeres gewinnt nie. Namen und Anschriften werden als Ganzes genommen."
            )
        ]
        if trust.count > 1 {
            notes.append(say("Trust: ", "Vertrauen: ") + trust.joined(separator: " &gt; "))
        }
        if let rules = page.winnerRules, !rules.isEmpty {
            notes.append(
                say("Your own rules: ", "Ihre eigenen Regeln: ") + rules.map(HTML.escape).joined(separator: " · "))
        }
        return table + notes.map { "<p class=\"faint\">\($0)</p>\n" }.joined()
    }

    private var quality: String {
        guard let files = page.quality, !files.isEmpty else { return "" }
        let wasMeasured = files.contains { $0.before != nil }
        let scores = HTML.table(
            [say("source", "Quelle"), say("score", "Wert")]
                + (wasMeasured ? [say("run before", "Lauf davor")] : []) + [
                    say("filled", "gefüllt"), say("valid", "gültig"), say("agrees", "stimmig"),
                    say("unique", "einmalig"),
                    say("within a year", "im letzten Jahr"),
                ],
            numbers: Set(1...7),
            rows: files.map { file in
                [HTML.escape(file.source), words.share(file.score)]
                    + (wasMeasured ? [words.share(file.before)] : []) + file.dimensions.map(words.share)
            })
        let meaning = say(
            "filled: fields that have a value · valid: values that no check dropped · agrees: values that no other record of the customer contradicts · unique: records that are their customer's only one in the file · within a year: records touched since. The score is their mean.",
            "gefüllt: Felder mit Wert · gültig: Werte, die keine Prüfung verwarf · stimmig: Werte, denen kein anderer Datensatz des Kunden widerspricht · einmalig: Datensätze, die in der Datei der einzige ihres Kunden sind · im letzten Jahr: seither angefasste Datensätze. Der Wert ist ihr Mittel."
        )
        return scores + "<p class=\"faint\">\(meaning)</p>\n" + gains
    }

    private var gains: String {
        guard let gains = page.gains, !gains.isEmpty else { return "" }
        return HTML.table(
            caption: say("What joining the files brings", "Was das Zusammenführen bringt"),
            [
                say("have", "haben"), "", say("of the records", "der Datensätze"),
                say("of the customers", "der Kunden"),
            ],
            numbers: [2, 3],
            rows: gains.map { gain in
                [
                    words.table(gain.table), words.fact(gain.fact), words.share(gain.before),
                    gain.after > gain.before
                        ? "<span class=\"good\">\(words.share(gain.after))</span>" : words.share(gain.after),
                ]
            })
    }

    private var findings: String {
        if page.findings.isEmpty { return "" }
        return HTML.table(
            [say("source", "Quelle"), say("how bad", "Schwere"), say("finding", "Befund"), say("times", "Anzahl")],
            numbers: [3],
            rows: page.findings.map {
                // A message may quote a value.
                [
                    HTML.escape($0.source), words.severity($0.severity),
                    HTML.escape(words.isRedacted ? $0.code : words.language.finding($0.message)),
                    words.count($0.count),
                ]
            })
    }

    private func changes(_ changes: [ClientPage.Change], _ total: Int) -> String {
        if changes.isEmpty { return "" }
        let nothing = say("nothing", "leer")
        return HTML.table(
            [say("customer", "Kunde"), say("what", "was"), say("before", "vorher"), say("after", "nachher")],
            rows: changes.map { change in
                [
                    words.personal(change.name), "\(words.table(change.table)): \(words.column(change.column))",
                    change.old.isEmpty ? nothing : words.personal(change.old),
                    change.new.isEmpty ? nothing : words.personal(change.new),
                ]
            }) + more(total - changes.count)
    }

    private func more(_ rest: Int) -> String {
        rest <= 0
            ? ""
            : "<p class=\"faint\">"
                + say(
                    "and \(words.count(rest)) more, in plan.json.changes.jsonl",
                    "und \(words.count(rest)) weitere, in plan.json.changes.jsonl") + "</p>\n"
    }

    private var furtherCurrencies: String {
        let groups = Dictionary(grouping: page.largest, by: \.currency)
        guard groups.count > 1 else { return "" }
        return groups.keys.sorted().map { tables.largest(groups[$0] ?? [], caption: HTML.escape($0)) }.joined()
    }

    private var joins: String {
        if page.joins.isEmpty { return "" }
        let rest = page.joinCount - page.joins.count
        return "<ul>" + page.joins.map { "<li>\(tables.join($0))</li>" }.joined(separator: "\n") + "</ul>\n"
            + (rest > 0
                ? "<p class=\"faint\">"
                    + say(
                        "and \(words.count(rest)) between the surest and the closest: customary export pairs",
                        "und \(words.count(rest)) zwischen den sichersten und den knappsten: customary export pairs")
                    + "</p>\n" : "")
    }
}
