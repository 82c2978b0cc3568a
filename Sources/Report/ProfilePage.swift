public import Discovery

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

    private let client: String
    private let day: String
    private let sources: [Source]
    private let relations: TableRelations

    /// Makes a page of these sources.
    public init(client: String, day: String, sources: [Source], relations: TableRelations) {
        self.client = client
        self.day = day
        self.sources = sources
        self.relations = relations
    }

    /// The page.
    public func html() -> String {
        let columns = sources.reduce(0) { $0 + $1.columns.count }
        let rows = sources.reduce(0) { $0 + $1.rows }
        let personal = sources.reduce(0) { $0 + $1.columns.count { $0.isPersonal } }
        return HTML.page(
            title: "\(client) · profile", language: .english,
            body: """
                <main>
                <div class="band" role="banner"><span><strong>\(HTML.escape(client))</strong></span>
                <span>\(HTML.escape(day))</span>
                <span>contains personal data</span></div>
                <h1>What the files hold</h1>
                <p class="lead">\(NumberText.count(sources.count, "source", "sources")), \(NumberText.count(columns, "column", "columns")), \(NumberText.count(rows, "row", "rows")). \(personal) columns likely hold personal data.</p>
                \(index)\(related)\(sources.map(section).joined())</main>

                """, style: ProfilePage.style)
    }

    /// So many pairs of sources with values in common are listed.
    private static let maximumOverlaps = 20

    // MARK: All sources

    private var index: String {
        "<nav aria-label=\"Sources\"><div class=\"wide\">"
            + HTML.table(
                ["source", "rows", "columns", "known", "personal"], numbers: [1, 2, 3, 4],
                rows: sources.map { source in
                    [
                        "<a href=\"#\(ProfilePage.anchor(source.name))\">\(HTML.escape(source.name))</a>",
                        NumberText.count(source.rows), NumberText.count(source.columns.count),
                        NumberText.count(source.columns.count { $0.meaning != nil }),
                        NumberText.count(source.columns.count { $0.isPersonal }),
                    ]
                }) + "</div></nav>\n"
    }

    private var related: String {
        guard !relations.references.isEmpty || !relations.overlaps.isEmpty else { return "" }
        var out = "<section class=\"annex\"><h2>How they hang together</h2>\n"
        if !relations.references.isEmpty {
            out +=
                "<div class=\"wide\">"
                + HTML.table(
                    ["column", "is a key of", "rows found", "share"], numbers: [2, 3],
                    rows: relations.references.map { reference in
                        [
                            HTML.escape("\(reference.source).\(reference.column)"),
                            HTML.escape("\(reference.target).\(reference.key)"),
                            "\(NumberText.count(reference.found)) of \(NumberText.count(reference.of))",
                            ProfilePage.bar(reference.percent),
                        ]
                    }) + "</div>\n"
        }
        if !relations.overlaps.isEmpty {
            let most = relations.overlaps.sorted { $0.values > $1.values }.prefix(ProfilePage.maximumOverlaps)
            let rest = relations.overlaps.count - most.count
            out +=
                "<div class=\"wide\">"
                + HTML.table(
                    caption:
                        "The same values in two sources\(rest > 0 ? ", the \(most.count) largest of \(relations.overlaps.count)" : "")",
                    ["what", "in", "and in", "values"], numbers: [3],
                    rows: most.map { overlap in
                        [
                            HTML.escape(overlap.meaning.words),
                            HTML.escape("\(overlap.first.source).\(overlap.first.column)"),
                            HTML.escape("\(overlap.second.source).\(overlap.second.column)"),
                            NumberText.count(overlap.values),
                        ]
                    }) + "</div>\n"
        }
        return out + "</section>\n"
    }

    // MARK: One source

    private func section(_ source: Source) -> String {
        let repeated =
            source.repeatedRows > 0
            ? " \(NumberText.count(source.repeatedRows, "row is", "rows are")) there once more, word for word." : ""
        let filled = source.columns.filter { $0.filled > 0 }
        let empty = source.columns.filter { $0.filled == 0 }.map { HTML.escape($0.name) }
        return """
            <section class="annex" id="\(ProfilePage.anchor(source.name))">
            <h2>\(HTML.escape(source.name))</h2>
            <p class="faint">\(NumberText.count(source.rows, "row", "rows"))\(source.kind == .other ? "" : ", " + source.kind.rawValue).\(repeated)\(empty.isEmpty ? "" : " Empty: " + empty.joined(separator: ", ") + ".")</p>
            <div class="cards">
            \(filled.map(card).joined())</div>
            </section>

            """
    }

    private func card(_ column: ColumnProfile) -> String {
        var lines: [String] = []
        if let meaning = column.meaning {
            lines.append(
                "<p>likely <strong>\(HTML.escape(meaning.words))</strong>, \(column.confidence) of 100<br><span class=\"faint\">\(HTML.escape(column.reason))</span></p>"
            )
        }
        if !column.doubt.isEmpty { lines.append("<p class=\"bad\">\(HTML.escape(column.doubt))</p>") }
        let marks = [column.isKey ? "key" : "", column.isPersonal ? "personal" : ""].filter { !$0.isEmpty }
        let distinct = "\(column.isExact ? "" : "about ")\(NumberText.count(column.distinct, "value", "values"))"
        lines.append(
            "<p>\(ProfilePage.bar(column.filled * 100 / max(1, column.rows))) filled · \(distinct)</p>")
        if let length = column.length {
            let range = column.range.map { "\(NumberText.plain($0.least)) to \(NumberText.plain($0.most))" }
            let lengths =
                length.least == length.most
                ? "\(length.most) bytes" : "\(length.least) to \(length.most) bytes, \(length.average) on average"
            lines.append("<p class=\"faint\">\(range ?? lengths)</p>")
        }
        if !column.spread.isEmpty { lines.append(ProfilePage.histogram(column.spread)) }
        let most = column.top.first?.count ?? 0
        if most > 1 {
            lines.append(
                "<ul class=\"top\">"
                    + column.top.map { entry in
                        "<li>\(ProfilePage.small(entry.count, of: column.filled)) \(NumberText.count(entry.count)) <span>\(HTML.escape(ProfilePage.short(entry.text)))</span></li>"
                    }.joined() + "</ul>")
        } else if let first = column.top.first {
            lines.append(
                "<p class=\"faint\">every value once, such as <span>\(HTML.escape(ProfilePage.short(first.text)))</span></p>"
            )
        }
        if column.patterns.count > 0 {
            lines.append(
                "<p class=\"faint\">shapes: "
                    + column.patterns.prefix(3).map {
                        "<code>\(HTML.escape(ProfilePage.short($0.text)))</code> \(NumberText.count($0.count))"
                    }
                    .joined(separator: ", ") + "</p>")
        }
        if !column.outliers.isEmpty {
            lines.append(
                "<p>stands out: \(column.outliers.map { "<code>\(HTML.escape(ProfilePage.short($0.text)))</code>" }.joined(separator: ", "))</p>"
            )
        }
        if !column.repeated.isEmpty {
            lines.append(
                "<p>nearly unique, but for \(column.repeated.map { "<code>\(HTML.escape(ProfilePage.short($0.text)))</code> \($0.count)" }.joined(separator: ", "))</p>"
            )
        }
        let badges = marks.map { "<span class=\"badge\">\($0)</span>" }.joined()
        return """
            <article><h3>\(HTML.escape(column.name)) \(badges)</h3>
            <p class="faint">\(HTML.escape(column.type))</p>
            \(lines.joined(separator: "\n"))
            </article>

            """
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
    private static func histogram(_ spread: [Int]) -> String {
        let most = max(1, spread.max() ?? 1)
        let bars = spread.enumerated().map { index, count in
            let height = count == 0 ? 0 : max(1, count * 30 / most)
            return "<rect x=\"\(index * 12)\" y=\"\(30 - height)\" width=\"10\" height=\"\(height)\" class=\"b\"/>"
        }
        let words = spread.map { String($0) }.joined(separator: ", ")
        return
            "<svg viewBox=\"0 0 118 31\" width=\"118\" height=\"31\" role=\"img\" aria-label=\"spread over ten steps: \(words)\"><rect y=\"30\" width=\"118\" height=\"1\" class=\"g\"/>\(bars.joined())</svg>"
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
        @media (max-width: 46rem) { td svg.fill { display: none } }
        svg { vertical-align: middle; max-width: 100% } .b { fill: #2f6f9f } .g { fill: #dfe5ea }
        """
}
