/// An invented company's old CRM, whose exports are made day by day: firms, people, orders.
struct OldCRM {
    struct Firm {
        var key: String
        var name: String
        var industry: String
        var limit: String
        var street: String
        var postcode: String
        var city: String
    }

    struct Person {
        var key: String
        var firm: String
        var given: String
        var family: String
        var title: String
        var department: String
        var email: String
        var phone: String
        var note: String
    }

    struct Order {
        var key: String
        var firm: String
        var day: String
        var total: String
        var currency: String
        var status: String
    }

    var firms: [Firm] = []
    var people: [Person] = []
    var orders: [Order] = []

    /// So many firms, each with a person and an order; every value is one of a kind.
    init(count: Int) {
        let stems = [
            "Immergrün", "Quadrat", "Kreisel", "Halmfeld", "Nordlicht", "Steinbruch", "Windrose", "Kupferberg",
            "Lerchenau",
            "Ahornhof", "Seeblick", "Tannwald", "Rotdorn", "Silberbach", "Moosgrund", "Falkenhorst", "Birkenstamm",
            "Ginsterheide", "Weidenkorb", "Hopfenau", "Muschelkalk", "Schieferstein", "Bernsteinküste", "Salzwiese",
        ]
        let trades = ["Bäckerei", "Druckerei", "Gärtnerei", "Möbelbau", "Spedition", "Brauerei", "Sägewerk", "Optik"]
        let given = ["Anna", "Bernd", "Carla", "Dieter", "Emil", "Frieda", "Gustav", "Hanna", "Ingo", "Jutta", "Kurt"]
        let towns = [("10115", "Berlin"), ("20095", "Hamburg"), ("50667", "Köln"), ("80331", "München")]
        for index in 0..<count {
            let stem = stems[index % stems.count]
            let number = 1001 + index
            let trade = trades[index / stems.count % trades.count]
            let (postcode, city) = towns[index % towns.count]
            firms.append(
                Firm(
                    key: "F\(number)", name: "\(trade) \(stem) GmbH", industry: trade, limit: "\(1000 + index)",
                    street: "\(stem)weg \(index + 1)", postcode: postcode, city: city))
            people.append(
                Person(
                    key: "P\(number)", firm: "F\(number)", given: given[index % given.count],
                    family: "\(stem)er\(["", "mann", "feld", "hof"][index / stems.count % 4])",
                    title: "Leitung \(number)",
                    department: "Abteilung \(number)", email: "p\(number)@firma\(number).example",
                    phone: "+49 30 23125\(String(number).suffix(3))", note: ""))
            orders.append(
                Order(
                    key: "B\(number)", firm: "F\(number)", day: "2026-01-1\(index % 9 + 1)", total: "\(100 + index).50",
                    currency: index % 5 == 0 ? "CHF" : "EUR", status: "paid"))
        }
    }

    private static func text(_ header: String, _ rows: [[String]]) -> String {
        ([header] + rows.map { $0.joined(separator: ";") }).joined(separator: "\n") + "\n"
    }

    /// Writes the three exports into a folder of the working directory.
    func write(_ folder: String, in workdir: Workdir) throws {
        try workdir.write(
            "\(folder)/firmen.csv",
            OldCRM.text(
                "Nr;Firma;Branche;Limit;Strasse;PLZ;Ort;Gesperrt",
                firms.map { [$0.key, $0.name, $0.industry, $0.limit, $0.street, $0.postcode, $0.city, ""] }))
        try workdir.write(
            "\(folder)/personen.csv",
            OldCRM.text(
                "Nr;FirmaNr;Vorname;Nachname;Position;Abteilung;Mail;Telefon;Notiz",
                people.map {
                    [$0.key, $0.firm, $0.given, $0.family, $0.title, $0.department, $0.email, $0.phone, $0.note]
                }))
        try workdir.write(
            "\(folder)/auftraege.csv",
            OldCRM.text(
                "Nr;FirmaNr;Datum;Summe;Waehrung;Status",
                orders.map { [$0.key, $0.firm, $0.day, $0.total, $0.currency, $0.status] }))
    }

    /// A project of the three exports in `p/inbox`, with the block that `parallel` is.
    static func project(_ parallel: String, in workdir: Workdir) throws {
        let source = { (name: String, kind: String) in
            """
              \(name):
                connector: delimited
                mapping: \(name)
                trust: 50
                kind: \(kind)
                deliveries:
                  - file: inbox/\(name).csv
                    options: {delimiter: ";", encoding: utf-8, quote: double, header_row: "1"}

            """
        }
        try workdir.write(
            "p/customary.yaml",
            """
            version: 1
            project: umzug
            id: 0f1e2d3c-4b5a-8697-8899-aabbccddeeff
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            sources:
            \(source("firmen", "crm") + source("personen", "crm") + source("auftraege", "list"))
            limits: {rejected: 100 %}
            \(parallel)
            """)
        try FolderMaking.make("\(workdir.project)/mappings")
        try workdir.write(
            "p/mappings/firmen.yaml",
            """
            version: 1
            about: The old CRM's firms
            records:
              company:
                entity: accounts
                key: Nr
                when: {column: Firma, present: true}
                fields:
                  name: Firma
                  industry: Branche
                  credit_limit: {column: Limit, decimal: "."}
                  street: Strasse
                  postcode: PLZ
                  city: Ort
            filters:
              - {when: {column: Gesperrt, present: true}, reason: blocked there}
            """)
        try workdir.write(
            "p/mappings/personen.yaml",
            """
            version: 1
            about: The old CRM's people
            records:
              person:
                entity: contacts
                key: Nr
                when: {any: [{column: Nachname, present: true}, {column: Mail, present: true}]}
                fields:
                  given_name: Vorname
                  family_name: Nachname
                  job_title: Position
                  department: Abteilung
                  email: Mail
                  phone: Telefon
                  account: {source: firmen, record: company, key: FirmaNr}
            """)
        try workdir.write(
            "p/mappings/auftraege.yaml",
            """
            version: 1
            about: The old CRM's orders
            read: {dates: year-month-day, timezone: Europe/Berlin, decimal: "."}
            records:
              order:
                entity: orders
                key: Nr
                fields:
                  number: Nr
                  account: {source: firmen, record: company, key: FirmaNr}
                  ordered_at: Datum
                  total: Summe
                  currency: Waehrung
                  status: Status
            """)
    }
}
