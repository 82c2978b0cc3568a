import Foundation
import Testing

/// The client's page as a person reads it.
@Suite struct ClientPageTests {
    private static let files: [(name: String, kind: String, text: String)] = [
        (
            "debitoren", "accounting",
            """
            Nr;Firma;Strasse;PLZ;Ort;Mail;Telefon;Branche;Stand
            10;Backhaus Sommer GmbH;Am Sande 4;21335;Lüneburg;info@sommer.example;+49 4131 5550188;Bäckerei;
            20;Konditorei Winter OHG;Salzstraße 12;21335;Lüneburg;info@winter.example;+49 4131 5550142;Konditorei;
            30;Druckerei Kreis AG;Ring 1;50667;Köln;info@kreis.example;+49 221 4710001;Druckerei;
            40;;Steig 3;80331;München;;;;
            50;Altes Lager KG;Hof 1;20095;Hamburg;;;;x
            """
        ),
        (
            "bestellungen", "shop",
            """
            Nr;Firma;Datum;Summe;Status
            A-1;10;03.01.2026;1200,00;paid
            A-2;20;05.01.2026;80,00;paid
            A-3;20;06.01.2026;15,00;cancelled
            """
        ),
        (
            "rechnungen", "accounting",
            """
            Beleg;Art;Firma;Auftrag;Datum;Brutto;Offen
            R-1;invoice;10;A-1;04.01.2026;1200,00;0,00
            R-2;invoice;30;;09.01.2026;345,60;345,60
            """
        ),
    ]

    private static let mappings: [String: String] = [
        "debitoren": """
          company: {entity: accounts, key: Nr, fields: {name: Firma, street: Strasse, postcode: PLZ, city: Ort, email: Mail, phone: Telefon, industry: Branche}}
        checks:
          - {field: company.name, required: true}
        filters:
          - {when: {column: Stand, present: true}, reason: marked as closed}
        """,
        "bestellungen": """
          order: {entity: orders, key: Nr, fields: {number: Nr, account: {source: debitoren, record: company, key: Firma}, ordered_at: Datum, total: Summe, currency: {text: EUR}, status: Status}}
        """,
        "rechnungen": """
          invoice: {entity: invoices, key: Beleg, fields: {number: Beleg, type: Art, account: {source: debitoren, record: company, key: Firma}, order_number: Auftrag, issued_on: Datum, gross: Brutto, open_amount: Offen, currency: {text: EUR}}}
        """,
    ]

    /// Loaded once; then one company changed, one is new, and nothing of that is loaded yet.
    private func planned() throws -> Workdir {
        let workdir = try Workdir()
        try FolderMaking.make("\(workdir.project)/mappings")
        var file = """
            version: 1
            project: Halden Backbedarf
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f177
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            limits: {rejected: 100 %}
            controls:
              - {name: open items, table: invoices, column: open_amount, currency: EUR, figure: "400.00"}
            targets: {test: {url: "sqlite:crm.sqlite"}}
            sources:

            """
        for (name, kind, text) in Self.files {
            try workdir.write("p/inbox/\(name).csv", text + "\n")
            try workdir.write(
                "p/mappings/\(name).yaml",
                "version: 1\nread: {dates: day-month-year, decimal: \",\"}\nrecords:\n\(Self.mappings[name] ?? "")\n")
            file +=
                "  \(name): {connector: delimited, mapping: \(name), kind: \(kind), deliveries: [{file: inbox/\(name).csv, options: {encoding: utf-8, delimiter: \";\", quote: double, header_row: \"1\"}}]}\n"
        }
        try workdir.write("p/customary.yaml", file)
        let first = try workdir.customary("-C", "p", "run", "--yes")
        #expect(first.status == 0, "\(first.errors) \(first.output)")
        try workdir.write(
            "p/inbox/debitoren.csv",
            Self.files[0].text.replacing(";Konditorei;", with: ";Café;")
                + "\n60;Gärtnerei Halm OHG;Feldweg 2;85521;Ottobrunn;emil@halm.example;+49 89 99998001;Gartenbau;\n")
        return workdir
    }

    /// The page without its style, its marks as line ends; what differs from run to run is masked.
    static func text(_ html: String) -> String {
        var text = html
        for (pattern, with) in [
            ("(?s)<style.*?</style>", ""), ("(?s)<head.*?</head>", ""),
            ("</(p|h1|h2|h3|li|tr|table|section|header|footer|caption|div)>", "\n"), ("</t[hd]>", " | "),
            ("<[^>]+>", ""),
            ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;|\u{A0}|\u{202F}", " "),
            ("[0-9a-f]{12,64}", "HASH"), ("/[^ ]*/customary-end-[^ /]*", "FOLDER"),
            ("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-HASH", "ID"), ("[ \\t]+", " "), ("( \\|)+ ?\n", "\n"),
            ("\n ", "\n"),
            (" \n", "\n"), ("\n{2,}", "\n"),
        ] {
            text = text.replacingOccurrences(of: pattern, with: with, options: .regularExpression)
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines) + "\n"
    }

    /// Run with `CUSTOMARY_RECORD=1` to write the snapshots anew; then read what changed before it is committed.
    @Test(arguments: ["en", "de"]) func readsAsItDid(_ language: String) throws {
        let workdir = try planned()
        let plan = try workdir.customary("-C", "p", "plan", "-o", "page.html", "--language", language)
        #expect(plan.status == 0, "\(plan.errors)")
        let page = Self.text(try workdir.read("page.html"))
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Snapshots/client-page.\(language).txt")
        if ProcessInfo.processInfo.environment["CUSTOMARY_RECORD"] != nil {
            try Data(page.utf8).write(to: file)
        }
        let known = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
        let (now, before) = (page.components(separatedBy: "\n"), known.components(separatedBy: "\n"))
        for (line, pair) in zip(now, before).enumerated() where pair.0 != pair.1 {
            Issue.record("client-page.\(language).txt:\(line + 1): was \"\(pair.1)\", is \"\(pair.0)\"")
            break
        }
        #expect(now.count == before.count)
    }

    @Test func aCustomerWithInvoicesOnlyIsSaidWhereOrdersCount() throws {
        let workdir = try planned()
        let plan = try workdir.customary("-C", "p", "plan", "-o", "page.html", "--language", "en", "--format", "json")
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(
            try Self.text(workdir.read("page.html")).contains(
                "1 customer with invoices only, 345.60 EUR: not counted as turnover"))
        // Declared as what counts, it does.
        try workdir.write(
            "p/customary.yaml",
            try workdir.read("p/customary.yaml") + "turnover: [{table: invoices}]\n")
        let declared = try workdir.customary("-C", "p", "plan", "-o", "page.html", "--language", "en")
        #expect(declared.status == 0, "\(declared.errors)")
        let page = try Self.text(workdir.read("page.html"))
        #expect(page.contains("1 customer with orders only, 80.00 EUR: not counted as turnover"), "\(page)")
        #expect(!page.contains("with invoices only"))
        let run = try plan.json().text("run") ?? ""
        let rejects = try workdir.read("p/.customary/runs/\(run)/rejects-debitoren.csv")
        #expect(rejects.contains("40,,Steig 3,80331,München") && rejects.contains("customary_message"))
    }
}
