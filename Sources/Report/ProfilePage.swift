public import Discovery
internal import Records

/// The profile of a project's sources as one HTML page with small charts: nothing is loaded from outside, nothing runs.
public struct ProfilePage: Sendable {
    /// A source on the page.
    public struct Source: Sendable {
        let name: String
        let rows: Int
        let repeatedRows: Int
        let columns: [ColumnProfile]
        let kind: TableKind

        /// Describes a source.
        public init(name: String, rows: Int, repeatedRows: Int, columns: [ColumnProfile], kind: TableKind) {
            self.name = name
            self.rows = rows
            self.repeatedRows = repeatedRows
            self.columns = columns
            self.kind = kind
        }
    }

    fileprivate let client: String
    fileprivate let day: String
    fileprivate let sources: [Source]
    fileprivate let relations: TableRelations

    /// Makes a page of these sources.
    public init(client: String, day: String, sources: [Source], relations: TableRelations) {
        self.client = client
        self.day = day
        self.sources = sources
        self.relations = relations
    }

    /// The page in a language.
    public func html(language: PageLanguage) -> String {
        ProfilePageHTML(page: self, words: PageWords(language: language, isRedacted: false)).page()
    }
}

/// The page of a profile in its language.
private struct ProfilePageHTML {
    let client: String
    let day: String
    let sources: [ProfilePage.Source]
    let relations: TableRelations
    let words: PageWords

    init(page: ProfilePage, words: PageWords) {
        (client, day, sources, relations) = (page.client, page.day, page.sources, page.relations)
        self.words = words
    }

    private func say(_ english: String, _ german: String) -> String { words.say(english, german) }

    /// A phrase of those who looked at the tables.
    private func say(_ wording: Wording) -> String { HTML.escape(words.language.say(wording)) }

    private func rows(_ count: Int) -> String { words.count(count, ("row", "rows"), ("Zeile", "Zeilen")) }

    func page() -> String {
        let columns = sources.reduce(0) { $0 + $1.columns.count }
        let rows = sources.reduce(0) { $0 + $1.rows }
        let personal = sources.reduce(0) { $0 + $1.columns.count { $0.isPersonal } }
        let counted = [
            words.count(sources.count, ("source", "sources"), ("Quelle", "Quellen")),
            words.count(columns, ("column", "columns"), ("Spalte", "Spalten")), self.rows(rows),
        ]
        let held = words.count(
            personal, ("column likely holds personal data", "columns likely hold personal data"),
            ("Spalte enthält wohl personenbezogene Daten", "Spalten enthalten wohl personenbezogene Daten"))
        return HTML.page(
            title: "\(client) · \(say("profile", "Profil"))", language: words.language,
            body: """
                <main>
                <div class="band" role="banner"><span><strong>\(HTML.escape(client))</strong></span>
                <span>\(words.day(day))</span>
                <span>\(say("contains personal data", "enthält personenbezogene Daten"))</span></div>
                <h1>\(say("What the files hold", "Was in den Dateien steht"))</h1>
                <p class="lead">\(counted.joined(separator: ", ")). \(held).</p>
                \(index)\(related)\(sources.map(section).joined())</main>

                """, style: ProfilePageHTML.style)
    }

    /// So many pairs of sources with values in common are listed.
    private static let maximumOverlaps = 20

    // MARK: All sources

    private var index: String {
        "<nav aria-label=\"\(say("Sources", "Quellen"))\">"
            + HTML.table(
                [
                    say("source", "Quelle"), say("rows", "Zeilen"), say("columns", "Spalten"),
                    say("known", "erkannt"), say("personal", "persönlich"),
                ], numbers: [1, 2, 3, 4],
                rows: sources.map { source in
                    [
                        "<a href=\"#\(ProfilePageHTML.anchor(source.name))\">\(HTML.escape(source.name))</a>",
                        words.count(source.rows), words.count(source.columns.count),
                        words.count(source.columns.count { $0.meaning != nil }),
                        words.count(source.columns.count { $0.isPersonal }),
                    ]
                }) + "</nav>\n"
    }

    private var related: String {
        guard !relations.references.isEmpty || !relations.overlaps.isEmpty else { return "" }
        var out = "<section class=\"annex\"><h2>\(say("How they hang together", "Wie sie zusammenhängen"))</h2>\n"
        if !relations.references.isEmpty {
            out +=
                HTML.table(
                    [
                        say("column", "Spalte"), say("is a key of", "Schlüssel von"),
                        say("rows found", "gefunden"), say("share", "Anteil"),
                    ], numbers: [2, 3],
                    rows: relations.references.map { reference in
                        [
                            HTML.escape("\(reference.source).\(reference.column)"),
                            HTML.escape("\(reference.target).\(reference.key)"),
                            "\(words.count(reference.found)) \(say("of", "von")) \(words.count(reference.of))",
                            ProfilePageHTML.bar(reference.percent),
                        ]
                    })
        }
        if !relations.overlaps.isEmpty {
            let most = relations.overlaps.sorted { $0.values > $1.values }.prefix(ProfilePageHTML.maximumOverlaps)
            let rest = relations.overlaps.count - most.count
            let cut = say(
                ", the \(words.count(most.count)) largest of \(words.count(relations.overlaps.count))",
                ", die \(words.count(most.count)) größten von \(words.count(relations.overlaps.count))")
            out +=
                HTML.table(
                    caption: say("The same values in two sources", "Dieselben Werte in zwei Quellen")
                        + (rest > 0 ? cut : ""),
                    [say("what", "was"), "in", say("and in", "und in"), say("values", "Werte")], numbers: [3],
                    rows: most.map { overlap in
                        [
                            say(overlap.meaning.wording),
                            HTML.escape("\(overlap.first.source).\(overlap.first.column)"),
                            HTML.escape("\(overlap.second.source).\(overlap.second.column)"),
                            words.count(overlap.values),
                        ]
                    })
        }
        return out + "</section>\n"
    }

    // MARK: One source

    private func section(_ source: ProfilePage.Source) -> String {
        var sentences = ["\(rows(source.rows))\(source.kind == .other ? "" : ", \(kind(source.kind))")"]
        if source.repeatedRows > 0 {
            sentences.append(
                words.count(source.repeatedRows, ("row is", "rows are"), ("Zeile steht", "Zeilen stehen"))
                    + say(" there once more, word for word", " Wort für Wort noch einmal da"))
        }
        let empty = source.columns.filter { $0.filled == 0 }.map { HTML.escape($0.name) }
        if !empty.isEmpty { sentences.append(say("Empty: ", "Leer: ") + empty.joined(separator: ", ")) }
        return """
            <section class="annex" id="\(ProfilePageHTML.anchor(source.name))">
            <h2>\(HTML.escape(source.name))</h2>
            <p class="faint">\(sentences.map { $0 + "." }.joined(separator: " "))</p>
            <div class="cards">
            \(source.columns.filter { $0.filled > 0 }.map(card).joined())</div>
            </section>

            """
    }

    /// What the rows of a table are.
    private func kind(_ kind: TableKind) -> String {
        switch kind {
        case .parties: say("people and companies", "Personen und Firmen")
        case .orders: say("orders", "Bestellungen")
        case .invoices: say("invoices", "Belege")
        case .opportunities: say("deals", "Verkaufschancen")
        case .activities: say("notes and activities", "Notizen und Aktivitäten")
        case .users: say("your own people", "eigene Mitarbeiter")
        case .suppressions: say("who must not be written to", "wer nicht angeschrieben werden darf")
        case .other: ""
        }
    }

    private func card(_ column: ColumnProfile) -> String {
        var lines: [String] = []
        if let meaning = column.meaning {
            let sure = say("\(column.confidence) of 100", "\(column.confidence) von 100")
            lines.append(
                "<p>\(say("likely", "wohl")) <strong>\(say(meaning.wording))</strong>, \(sure)<br><span class=\"faint\">\(say(column.reason))</span></p>"
            )
        }
        if !column.doubt.isEmpty { lines.append("<p class=\"bad\">\(say(column.doubt))</p>") }
        let about = column.isExact ? "" : say("about ", "etwa ")
        let distinct = about + words.count(column.distinct, ("value", "values"), ("Wert", "Werte"))
        lines.append(
            "<p>\(ProfilePageHTML.bar(column.filled * 100 / max(1, column.rows))) \(say("filled", "gefüllt")) · \(distinct)</p>"
        )
        if let range = column.range {
            lines.append(faint("\(words.plain(range.least)) \(say("to", "bis")) \(words.plain(range.most))"))
        } else if let length = column.length {
            let most = words.count(length.most, ("byte", "bytes"), ("Byte", "Byte"))
            let average = say("\(length.average) on average", "im Mittel \(length.average)")
            lines.append(
                faint(length.least == length.most ? most : "\(length.least) \(say("to", "bis")) \(most), \(average)"))
        }
        if !column.spread.isEmpty {
            lines.append(
                ProfilePageHTML.histogram(
                    column.spread, label: say("spread over ten steps: ", "Verteilung über zehn Stufen: ")))
        }
        let most = column.top.first?.count ?? 0
        if most > 1 {
            lines.append(
                "<ul class=\"top\">"
                    + column.top.map { entry in
                        "<li>\(ProfilePageHTML.small(entry.count, of: column.filled)) \(words.count(entry.count)) <span>\(HTML.escape(ProfilePageHTML.short(entry.text)))</span></li>"
                    }.joined() + "</ul>")
        } else if let first = column.top.first {
            lines.append(
                faint(
                    say("every value once, such as ", "jeder Wert einmal, etwa ")
                        + "<span>\(HTML.escape(ProfilePageHTML.short(first.text)))</span>"))
        }
        if !column.patterns.isEmpty {
            lines.append(faint(say("shapes: ", "Formen: ") + codes(column.patterns.prefix(3), counted: true)))
        }
        if !column.outliers.isEmpty {
            lines.append(
                "<p>\(say("stands out: ", "fällt auf: "))\(codes(column.outliers[...], counted: false))</p>")
        }
        if !column.repeated.isEmpty {
            let words = say("nearly unique, but for ", "fast eindeutig, außer ")
            lines.append("<p>\(words)\(codes(column.repeated[...], counted: true))</p>")
        }
        let badges = [
            column.isKey ? say("key", "Schlüssel") : "", column.isPersonal ? say("personal", "persönlich") : "",
        ].filter { !$0.isEmpty }.map { "<span class=\"badge\">\($0)</span>" }.joined()
        return """
            <article><h3>\(HTML.escape(column.name)) \(badges)</h3>
            <p class="faint">\(say(column.type))</p>
            \(lines.joined(separator: "\n"))
            </article>

            """
    }

    private func faint(_ html: String) -> String { "<p class=\"faint\">\(html)</p>" }

    /// Values or shapes, each with how often it is there where that is asked for.
    private func codes(_ list: ArraySlice<ColumnProfile.Counted>, counted: Bool) -> String {
        list.map {
            "<code>\(HTML.escape(ProfilePageHTML.short($0.text)))</code>" + (counted ? " \(words.count($0.count))" : "")
        }.joined(separator: ", ")
    }

    // MARK: Charts

    /// A bar of a share in per cent, with the figure.
    private static func bar(_ percent: Int) -> String {
        """
        <svg class="fill" viewBox="0 0 100 10" width="60" height="10" role="img" aria-label="\(percent) %"><rect width="100" height="10" class="g"/><rect width="\(percent)" height="10" class="b"/></svg> \(percent) %
        """
    }

    private static func small(_ part: Int, of whole: Int) -> String {
        let percent = part * 100 / max(1, whole)
        return
            "<svg viewBox=\"0 0 100 10\" width=\"36\" height=\"8\" aria-hidden=\"true\"><rect width=\"100\" height=\"10\" class=\"g\"/><rect width=\"\(max(1, percent))\" height=\"10\" class=\"b\"/></svg>"
    }

    /// Ten bars: how many values lie in each tenth of the range.
    private static func histogram(_ spread: [Int], label: String) -> String {
        let most = max(1, spread.max() ?? 1)
        let bars = spread.enumerated().map { index, count in
            let height = count == 0 ? 0 : max(1, count * 30 / most)
            return "<rect x=\"\(index * 12)\" y=\"\(30 - height)\" width=\"10\" height=\"\(height)\" class=\"b\"/>"
        }
        let words = spread.map { String($0) }.joined(separator: ", ")
        return
            "<svg viewBox=\"0 0 118 31\" width=\"118\" height=\"31\" role=\"img\" aria-label=\"\(label)\(words)\"><rect y=\"30\" width=\"118\" height=\"1\" class=\"g\"/>\(bars.joined())</svg>"
    }

    private static func short(_ text: String) -> String { text.count > 40 ? text.prefix(39) + "…" : text }

    private static func anchor(_ name: String) -> String {
        "s-"
            + String(
                name.unicodeScalars.map {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil ? Character($0) : "-"
                })
    }

    private static let style = """

        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: .7rem; margin-top: .5rem }
        article { border: 1px solid #c9d0d6; border-radius: .3rem; padding: .5rem .65rem; min-width: 0; break-inside: avoid;
          overflow-wrap: anywhere }
        article h3 { font-size: 1rem; overflow-wrap: anywhere } article p { font-size: .9em; margin-top: .2rem }
        .badge { font-size: .75em; font-weight: 400; border: 1px solid #5a6772; border-radius: .6em; padding: 0 .45em; margin-left: .3em }
        .top { list-style: none; padding: 0; font-size: .9em; margin-top: .25rem } .top span { color: #1c2126 }
        .wide + .wide { margin-top: .6rem }
        @media (max-width: 46rem) { td svg.fill { display: none } tbody th { min-width: 7.5rem } }
        svg { vertical-align: middle; max-width: 100% } .b { fill: #2f6f9f } .g { fill: #dfe5ea }
        """
}
