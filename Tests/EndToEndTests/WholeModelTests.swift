import Foundation
import Testing

/// Everything that hangs on customers comes across: deals, documents and what settles them, cases, campaigns, tags, files.
@Suite struct WholeModelTests {
    private static let files: [(name: String, text: String)] = [
        (
            "firmen",
            """
            Nr;Firma;Ort;E-Mail;Schlagworte;Vertrag seit;Rabatt
            10;Backhaus Sommer GmbH;Uelzen;info@sommer.example;Bäcker;1.2.2019;12,5
            20;Konditorei Winter OHG;Celle;info@winter.example;bäcker;;
            """
        ),
        (
            "artikel",
            """
            SKU;Name;Preis
            OF-1;Ofen;1200,00
            """
        ),
        (
            "chancen",
            """
            Nr;Titel;Firma;Betrag;Stand
            D1;Neuer Ofen;10;1200,00;won
            D2;Ersatzteile;20;80,00;open
            """
        ),
        (
            "auftraege",
            """
            Nr;Firma;Datum;Summe;Status;Chance;SKU;Lieferfirma
            A-1;10;03.01.2026;1200,00;paid;D1;OF-1;20
            A-2;20;05.01.2026;80,00;cancelled;;;
            """
        ),
        (
            "belege",
            """
            Beleg;Art;Firma;Auftrag;Datum;Brutto;Offen
            R-1;invoice;10;#A-1;04.01.2026;1200,00;0,00
            R-2;credit_note;10;;09.01.2026;-100,00;-100,00
            """
        ),
        (
            "zahlungen",
            """
            Nr;Firma;Datum;Betrag;Beleg
            Z-1;10;20.01.2026;1200,00;R-1
            """
        ),
        (
            "faelle",
            """
            Nr;Betreff;Firma;Status;Eröffnet;Frist
            T-1;Tür klemmt;20;open;02.02.2026 08:00;03.02.2026 12:00
            """
        ),
        (
            "aktionen",
            """
            Aktion;Firma;Ergebnis
            Messe 2026;10;responded
            Messe 2026;20;sent
            """
        ),
        (
            "dateien",
            """
            Datei;Pfad;Fall;Bytes
            foto.jpg;faelle/T-1/foto.jpg;T-1;20480
            """
        ),
    ]

    private static let mappings: [(name: String, text: String)] = [
        (
            "firmen",
            """
              company:
                entity: accounts
                key: Nr
                fields: {name: Firma, city: Ort, email: E-Mail, tags: Schlagworte, custom.Vertrag seit: {column: Vertrag seit, type: date, dates: day-month-year}, custom.Rabatt: {column: Rabatt, type: number}}
            """
        ),
        (
            "artikel",
            """
              product: {entity: products, key: SKU, fields: {sku: SKU, name: Name, unit_price: Preis, currency: {text: EUR}}}
            """
        ),
        (
            "chancen",
            """
              deal:
                entity: opportunities
                key: Nr
                fields: {number: Nr, name: Titel, account: {source: firmen, record: company, key: Firma}, amount: Betrag, currency: {text: EUR}, status: Stand}
            """
        ),
        (
            "auftraege",
            """
              order:
                entity: orders
                key: Nr
                fields:
                  number: Nr
                  account: {source: firmen, record: company, key: Firma}
                  ship_to_account: {source: firmen, record: company, key: Lieferfirma}
                  opportunity: {source: chancen, record: deal, key: Chance}
                  ordered_at: Datum
                  total: Summe
                  currency: {text: EUR}
                  status: Status
              line:
                entity: order_lines
                when: {column: SKU, present: true}
                fields: {order: {record: order}, sku: SKU, product: {source: artikel, record: product, key: SKU}, quantity: {text: "1"}, total: Summe}
            """
        ),
        (
            "belege",
            """
              invoice:
                entity: invoices
                key: Beleg
                fields: {number: Beleg, type: Art, account: {source: firmen, record: company, key: Firma}, order_number: Auftrag, issued_on: Datum, gross: Brutto, open_amount: Offen, currency: {text: EUR}}
            """
        ),
        (
            "zahlungen",
            """
              payment:
                entity: payments
                key: Nr
                fields: {number: Nr, account: {source: firmen, record: company, key: Firma}, paid_on: Datum, amount: Betrag, currency: {text: EUR}}
              allocation:
                entity: allocations
                fields: {invoice: {source: belege, record: invoice, key: Beleg}, payment: {record: payment}, amount: Betrag, currency: {text: EUR}, allocated_on: Datum}
            """
        ),
        (
            "faelle",
            """
              case:
                entity: tickets
                key: Nr
                fields: {number: Nr, subject: Betreff, account: {source: firmen, record: company, key: Firma}, status: Status, opened_at: Eröffnet, due_at: Frist}
            """
        ),
        (
            "aktionen",
            """
              campaign: {entity: campaigns, key: Aktion, fields: {name: Aktion}}
              member:
                entity: campaign_members
                key: [Aktion, Firma]
                fields: {campaign: {record: campaign}, account: {source: firmen, record: company, key: Firma}, status: Ergebnis}
            """
        ),
        (
            "dateien",
            """
              file: {entity: attachments, key: Pfad, fields: {name: Datei, path: Pfad, bytes: Bytes, ticket: {source: faelle, record: case, key: Fall}}}
            """
        ),
    ]

    private func project() throws -> Workdir {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.project + "/mappings", withIntermediateDirectories: true)
        var file = """
            version: 1
            project: whole
            id: 6f1c2a9e-5d0b-8c41-a7e3-2b90d4c5f188
            country: DE
            timezone: Europe/Berlin
            currency: EUR
            sources:

            """
        for (name, text) in WholeModelTests.files {
            try workdir.write("p/inbox/\(name).csv", text + "\n")
            file += """
                  \(name):
                    connector: delimited
                    mapping: \(name)
                    deliveries:
                      - file: inbox/\(name).csv
                        options: {encoding: utf-8, delimiter: ";", quote: double, header_row: "1"}

                """
        }
        file += "targets:\n  test: {url: \"sqlite:crm.sqlite\"}\n"
        try workdir.write("p/customary.yaml", file)
        for (name, text) in WholeModelTests.mappings {
            try workdir.write(
                "p/mappings/\(name).yaml",
                """
                version: 1
                read: {dates: day-month-year, decimal: ","}
                records:
                \(text)

                """)
        }
        return workdir
    }

    @Test func everyKindOfRecordArrivesWithItsRelations() throws {
        let workdir = try project()
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors) \(loaded.output)")
        func one(_ sql: String) throws -> String? { try workdir.value(sql) }
        #expect(
            try one("SELECT a.name FROM opportunities o JOIN accounts a ON a.id = o.account_id WHERE o.number = 'D1'")
                == "Backhaus Sommer GmbH")
        #expect(
            try one("SELECT o.number FROM invoices i JOIN orders o ON o.id = i.order_id WHERE i.number = 'R-1'")
                == "A-1")
        #expect(
            try one("SELECT s.name FROM orders o JOIN accounts s ON s.id = o.ship_to_account_id")
                == "Konditorei Winter OHG")
        #expect(try one("SELECT d.number FROM orders o JOIN opportunities d ON d.id = o.opportunity_id") == "D1")
        #expect(try one("SELECT p.name FROM order_lines l JOIN products p ON p.id = l.product_id") == "Ofen")
        #expect(
            try one(
                "SELECT p.number || ' ' || i.number || ' ' || a.amount FROM allocations a JOIN payments p ON p.id = a.payment_id JOIN invoices i ON i.id = a.invoice_id"
            ) == "Z-1 R-1 12000000")
        #expect(try one("SELECT due_at FROM tickets") == "2026-02-03T11:00:00.000000Z")
        #expect(try one("SELECT count(*) FROM campaigns") == "1")
        #expect(
            try one("SELECT count(*) FROM campaign_members WHERE campaign_id IS NOT NULL AND account_id IS NOT NULL")
                == "2")
        #expect(
            try one("SELECT t.number FROM attachments f JOIN tickets t ON t.id = f.ticket_id WHERE f.bytes = 20480")
                == "T-1")
        #expect(try one("SELECT count(*) FROM tags") == "1", "Bäcker and bäcker are one tag")
        #expect(try one("SELECT count(*) FROM taggings") == "2")
        #expect(
            try one("SELECT custom FROM accounts WHERE custom IS NOT NULL")
                == #"{"Rabatt":"12.5","Vertrag seit":"2019-02-01"}"#)

        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(
            again.status == 0 && again.output.contains(#""loaded": false"#)
                || again.output.contains(#""loaded":false"#), "\(again.output)")
    }

    @Test func oneSaleCountsOnceAndWhatWasCancelledNever() throws {
        let workdir = try project()
        try workdir.customary("-C", "p", "run", "--yes")
        let rows = try workdir.value(
            "SELECT group_concat(a.name || ' ' || m.sales || ' ' || m.total || ' ' || m.open_balance, '; ') FROM customer_metrics m JOIN accounts a ON a.id = m.account_id ORDER BY 1"
        )
        #expect(rows == "Backhaus Sommer GmbH 1 12000000 -1000000")
        #expect(try workdir.value("SELECT turnover FROM invoices WHERE number = 'R-1'") == "0")
        #expect(try workdir.value("SELECT turnover FROM orders WHERE number = 'A-2'") == "0")
    }
}
