/// The page of `verify` that the client signs: source, staging and CRM side by side.
public struct VerifyPage: Sendable {
    /// A file's rows.
    public struct Source: Sendable {
        /// The source.
        public var name: String
        /// Records in the file, counted anew, and those staged.
        public var inFile, records: Int
        /// What became of them.
        public var ready, rejected, filtered, held: Int
        /// Whether both counts agree and the parts add up.
        public var isEqual: Bool

        /// Makes one.
        public init(
            name: String, inFile: Int, records: Int, ready: Int, rejected: Int, filtered: Int, held: Int, isEqual: Bool
        ) {
            self.name = name
            self.inFile = inFile
            self.records = records
            self.ready = ready
            self.rejected = rejected
            self.filtered = filtered
            self.held = held
            self.isEqual = isEqual
        }
    }

    /// Sums of one kind.
    public struct Sum: Sendable {
        /// What it is a sum of, such as source, figure, year; the last one is the currency.
        public var parts: [String]
        /// As canonical decimal text.
        public var inSource, staged, inCRM: String

        /// Makes one.
        public init(parts: [String], inSource: String, staged: String, inCRM: String) {
            self.parts = parts
            self.inSource = inSource
            self.staged = staged
            self.inCRM = inCRM
        }
    }

    /// A printed figure.
    public struct Control: Sendable {
        /// What it is, and its currency.
        public var name, currency: String
        /// As canonical decimal text; the plan's may be empty.
        public var printed, staged, plan, inCRM, difference: String
        /// Rows that it lacks.
        public var missing: [ClientPage.Missing]

        /// Makes one.
        public init(
            name: String, currency: String, printed: String, staged: String, plan: String, inCRM: String,
            difference: String, missing: [ClientPage.Missing]
        ) {
            self.name = name
            self.currency = currency
            self.printed = printed
            self.staged = staged
            self.plan = plan
            self.inCRM = inCRM
            self.difference = difference
            self.missing = missing
        }
    }

    /// A row behind a difference.
    public struct Row: Sendable {
        /// Where it stands, which figure, why, and both amounts; amounts may be empty.
        public var source, row, stream, currency, reason, inSource, inCRM: String

        /// Makes one.
        public init(
            source: String, row: String, stream: String, currency: String, reason: String, inSource: String,
            inCRM: String
        ) {
            self.source = source
            self.row = row
            self.stream = stream
            self.currency = currency
            self.reason = reason
            self.inSource = inSource
            self.inCRM = inCRM
        }
    }

    /// The client, the target, the batch, the day and the plan's hash.
    public var client = "", target = "", batch = "", day = "", planHash = ""
    /// Whether the target is the client's real CRM.
    public var isLive = false
    /// Whether everything agrees.
    public var isEqual = true
    /// Records that the batch wrote, those that are as it wrote them, and those that changed since.
    public var written = 0, unchanged = 0, changedSince = 0
    /// What contradicts the batch's own records.
    public var mismatches: [String] = []
    /// The state hash that the load left, and the one now.
    public var stateLoaded = "", stateNow = ""
    /// Rows.
    public var sources: [Source] = []
    /// Printed figures.
    public var controls: [Control] = []
    /// Sums by source and figure, by year, by owner.
    public var bySource: [Sum] = [], byYear: [Sum] = [], byOwner: [Sum] = []
    /// Rows behind the differences.
    public var rows: [Row] = []

    /// Makes an empty page.
    public init() {}

    /// The page as one HTML file that loads nothing and runs nothing.
    public func html(language: PageLanguage, redacted: Bool = false) -> String {
        let words = PageWords(language: language, isRedacted: redacted)
        func say(_ english: String, _ german: String) -> String { words.say(english, german) }
        func section(_ title: String, _ body: String) -> String {
            body.isEmpty ? "" : "<section class=\"annex\"><h2>\(title)</h2>\n\(body)</section>\n"
        }
        let verdict =
            isEqual
            ? "<span class=\"good\">\(say("everything agrees", "alles stimmt überein"))</span>"
            : "<span class=\"bad\">\(say("THERE ARE DIFFERENCES", "ES GIBT ABWEICHUNGEN"))</span>"
        let body = """
            <main class="loaded">
            <div class="band" role="banner"><span class="state">\(say("VERIFIED", "GEPRÜFT"))</span> <strong>\(HTML.escape(client))</strong>
            <span>\(words.day(day))</span> <span>\(say("batch", "Lauf")) \(HTML.escape(batch))</span>
            <span>\(isLive ? "<span class=\"live\">LIVE</span>" : "TEST") \(HTML.escape(target))</span></div>
            <h1>\(say("Source, staging and CRM", "Quelle, Zwischenstand und CRM")): \(HTML.escape(client))</h1>
            <p class="lead">\(verdict). \(words.count(unchanged)) \(say("of", "von")) \(words.count(written)) \(say("records are as the load wrote them", "Datensätzen sind, wie der Lauf sie schrieb"))\(changedSince > 0 ? ", " + words.count(changedSince) + say(" were changed by people or later loads", " wurden seither von Menschen oder späteren Läufen geändert") : "").</p>
            \(mismatches.prefix(10).map { "<p class=\"bad\">\(HTML.escape($0))</p>\n" }.joined())\(section(say("Rows", "Zeilen"), rowTable(words)))\(section(say("Your printed figures", "Ihre gedruckten Summen"), controlTable(words)))\(section(say("Money by source", "Summen je Quelle"), sums(bySource, [say("source", "Quelle"), say("figure", "Summe")], words)))\(section(say("Money by year", "Summen je Jahr"), sums(byYear, [say("figure", "Summe"), say("year", "Jahr")], words)))\(section(say("Money by owner", "Summen je Betreuer"), sums(byOwner, [say("figure", "Summe"), say("owner", "Betreuer")], words, personal: 1)))\(section(say("Rows behind the differences", "Zeilen hinter den Differenzen"), differences(words)))\(section(say("State", "Zustand"), "<p>\(say("after the load", "nach dem Lauf")) <code>\(HTML.escape(stateLoaded))</code><br>\(say("now", "jetzt")) <code>\(HTML.escape(stateNow))</code>\(stateNow == stateLoaded ? " <span class=\"good\">\(say("equal", "gleich"))</span>" : " \(say("changed since", "seither geändert"))")</p>\n"))\(section(say("Signature", "Unterschrift"), "<p>\(say("I have checked these figures.", "Ich habe diese Zahlen geprüft.")) <span class=\"faint\">\(say("Plan hash", "Prüfsumme des Plans")):</span> <code>\(HTML.escape(planHash))</code></p>\n<div class=\"sign\"><div>\(say("Name and signature", "Name und Unterschrift"))</div><div>\(say("Date", "Datum"))</div></div>\n"))</main>
            """
        return HTML.page(title: "\(client) · \(batch)", language: language, body: body)
    }

    private func rowTable(_ words: PageWords) -> String {
        HTML.table(
            [
                words.say("source", "Quelle"), words.say("in the file", "in der Datei"),
                words.say("read", "gelesen"), words.say("ready", "bereit"), words.bucket("rejected"),
                words.bucket("filtered"), words.bucket("held"), "",
            ], numbers: [1, 2, 3, 4, 5, 6],
            rows: sources.map { source in
                [HTML.escape(source.name)]
                    + [
                        source.inFile, source.records, source.ready, source.rejected, source.filtered, source.held,
                    ].map(words.count) + [equal(source.isEqual, words)]
            })
    }

    private func equal(_ isEqual: Bool, _ words: PageWords) -> String {
        isEqual
            ? "<span class=\"good\">\(words.say("equal", "gleich"))</span>"
            : "<span class=\"bad\">\(words.say("differs", "weicht ab"))</span>"
    }

    private func controlTable(_ words: PageWords) -> String {
        if controls.isEmpty { return "" }
        let tables = PageTables(words)
        return HTML.table(
            [
                words.say("figure", "Summe"), words.say("your report", "Ihr Bericht"), "staging",
                words.say("plan", "Plan"), "CRM", words.say("difference", "Differenz"),
            ], numbers: [1, 2, 3, 4, 5],
            rows: controls.map { control in
                let money = { (text: String) in text.isEmpty ? "" : words.money(text, control.currency) }
                return [
                    HTML.escape(control.name), money(control.printed), money(control.staged), money(control.plan),
                    money(control.inCRM),
                    control.printed == control.inCRM ? equal(true, words) : money(control.difference),
                ]
            })
            + controls.flatMap(\.missing).map { "<p class=\"faint\">\(tables.missing($0))</p>\n" }.joined()
    }

    private func sums(_ sums: [Sum], _ headings: [String], _ words: PageWords, personal: Int? = nil) -> String {
        if sums.isEmpty { return "" }
        return HTML.table(
            headings + [words.say("source", "Quelle"), "staging", "CRM", words.say("difference", "Differenz")],
            numbers: [2, 3, 4, 5],
            rows: sums.map { sum in
                let currency = sum.parts.last ?? ""
                let names = sum.parts.dropLast().enumerated().map { index, part in
                    index == personal ? words.personal(part) : HTML.escape(part)
                }
                return names
                    + [sum.inSource, sum.staged, sum.inCRM].map { words.money($0, currency) }
                    + [sum.inSource == sum.inCRM ? equal(true, words) : words.say("see below", "siehe unten")]
            })
    }

    private func differences(_ words: PageWords) -> String {
        if rows.isEmpty { return "" }
        let shown = rows.prefix(500)
        return HTML.table(
            [
                words.say("source", "Quelle"), words.say("row", "Zeile"), words.say("figure", "Summe"),
                words.say("why", "warum"), words.say("source", "Quelle"), "CRM",
            ], numbers: [1, 4, 5],
            rows: shown.map { row in
                [
                    HTML.escape(row.source), HTML.escape(row.row), HTML.escape(row.stream), HTML.escape(row.reason),
                    row.inSource.isEmpty ? "" : words.money(row.inSource, row.currency),
                    row.inCRM.isEmpty ? "" : words.money(row.inCRM, row.currency),
                ]
            })
            + (rows.count > shown.count
                ? "<p class=\"faint\">\(words.say("and \(rows.count - shown.count) more: customary verify --format json", "und \(rows.count - shown.count) weitere: customary verify --format json"))</p>\n"
                : "")
    }
}
