import Configuration
import Foundation
import SQLite
import Testing

/// The sample client's twelve files, from `init` to a loaded CRM with nothing corrected by hand, held against what is known
/// to be true of them.
@Suite struct FirstTenMinutesTests {
    private static let sample: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("samples/nordkamp").path
    }()

    @Test func theSessionWorksAsWrittenFromTheProposedMappings() throws {
        let workdir = try Workdir()
        let day = ["CUSTOMARY_NOW": "2026-11-23T09:00:00Z"]
        let files = try FileManager.default.contentsOfDirectory(atPath: FirstTenMinutesTests.sample + "/inbox").sorted()
            .map { "\(FirstTenMinutesTests.sample)/inbox/\($0)" }
        let made = try workdir.run(["init", "nk", "--no-input", "--from"] + files, environment: day)
        #expect(made.status == 0, "\(made.errors)")
        check(screen: made.output)

        // The CRM holds what sales typed last month.
        let schema = try workdir.customary("-C", "nk", "doctor", "--schema", environment: day)
        let typed = try Data(contentsOf: URL(fileURLWithPath: FirstTenMinutesTests.sample + "/existing-crm.sql"))
        try SQLiteDatabase(path: "\(workdir.path)/nk/crm.sqlite", mode: .readWriteCreate).write { connection in
            try connection.execute(schema.output)
            // The script has a transaction of its own.
            try connection.execute(
                String(decoding: typed, as: UTF8.self).replacing("\nBEGIN;\n", with: "\n").replacing(
                    "\nCOMMIT;\n", with: "\n"))
        }
        let before = try workdir.state(in: "nk")

        let workbook = try workdir.customary(
            "-C", "nk", "questions", "-o", "Fragen.xlsx", "--language", "de", environment: day)
        #expect(workbook.output.contains("Fragen.xlsx: 12 questions, 6 lists to fill in."), "\(workbook.output)")
        let drafts = try workdir.customary(
            "-C", "nk", "questions", "--accept-proposals", "--as-draft", environment: day)
        #expect(drafts.status == 0 && drafts.output.contains("marked DRAFT"), "\(drafts.output)\(drafts.errors)")

        let stopped = try workdir.customary("-C", "nk", "run", environment: day)
        #expect(stopped.status == 9, "\(stopped.output)\(stopped.errors)")
        #expect(stopped.output.contains("have an owner who has left: MS"), "\(stopped.output)")
        #expect(stopped.output.contains("Next: customary map owners MS=WHO"), "\(stopped.output)")
        #expect(try workdir.state(in: "nk") == before)

        let owners = try workdir.customary("-C", "nk", "map", "owners", "MS=TB", environment: day)
        #expect(owners.status == 0, "\(owners.errors)")
        let loaded = try workdir.customary("-C", "nk", "run", "--yes", "--format", "json", environment: day)
        #expect(loaded.status == 0, "\(loaded.output)\(loaded.errors)")

        try check(ledger: try loaded.json())
        try check(money: workdir)
        try check(customers: workdir, environment: day)
        #expect(
            try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE '%Ã%'", in: "nk") == "0", "encoded twice")
        // Who never confirmed isn't written to for the newsletter's sake.
        let unclear = try FirstTenMinutesTests.table("truth/consent.csv")
            .filter { $0["why"]?.hasPrefix("newsletter I") == true }.compactMap { $0["address"]?.lowercased() }
        #expect(unclear.count > 50)
        let taken = try workdir.value(
            "SELECT count(*) FROM consents WHERE status = 'opt_in' AND source = 'newsletter' AND lower(address) IN ('\(unclear.joined(separator: "','"))')",
            in: "nk")
        #expect(taken == "0")
        let marked = "SELECT count(*) FROM consents WHERE status = 'opt_in' AND source LIKE 'kundenliste%'"
        #expect(try workdir.value(marked, in: "nk") == "0", "a salesperson's mark proves no consent")
        try check(fields: workdir)
    }

    // MARK: What is known to be true

    private func check(screen: String) {
        #expect(screen.hasPrefix("12 files, 14 tables, 2,873 rows read"), "\(screen)")
        for line in [
            "opos.Konto → debitoren.Konto 100 %", "altcrm-kontakte.account_id → altcrm-firmen.id 100 %",
            "31 order numbers of shop-bestellungen are also in opos (the same sale twice)",
            "12 questions. 9 of them stop a load:",
            "Which codes in \"Status\" may be written to?", "A 201, I 98, X 18", "proposal: A only",
            "Turnover is in opos, shop-bestellungen. Which counts?",
            "4 accounts look collective",
            "10000 Laufkundschaft, 19990 AMAZON EU S.à r.l., 19991 eBay Sammelkonto, 19999 Diverse Debitoren",
            "proposal: keep money, never match",
            "AK 162, TB 139, MS 88, ? 12, blank 61; AK, TB in mitarbeiter; MS left 2024",
            "Credit notes (\"GU\" in Art) are written without a minus.", "7 orders look like tests.",
            "Süd 10, Alt 9, Nord 8", "57 of 57 numbers such as 1.234 fit both separators",
            "47 of 56 dates fit both d/m and m/d; rows 7, 24 and 41 decide for d/m",
            "supplier 36, deleted there 45, unused account 4",
            "proposal: ? = (leave empty); MS: name somebody with customary map owners MS=WHO",
            "Next: cd nk, then customary questions -o Fragen.xlsx --language de",
        ] {
            #expect(screen.contains(line), "not on the screen: \(line)\n\(screen)")
        }
    }

    /// Each row in its bucket, source by source.
    private func check(ledger run: Workdir.Document) throws {
        for line in try FirstTenMinutesTests.table("truth/ledger.csv") where line["source"] != "total" {
            let source = line["source"] ?? ""
            let counts = run.counts("ledger", source)
            #expect(counts["filtered"] ?? 0 == Int(line["left_out"] ?? ""), "\(source) \(counts)")
            #expect(counts["rejected"] ?? 0 == Int(line["needs_correction"] ?? ""), "\(source) \(counts)")
        }
    }

    /// Every sum as the client's own reports say it, less what is known to be wrong in them.
    private func check(money workdir: Workdir) throws {
        func sum(_ sql: String) throws -> String { try workdir.value(sql, in: "nk") ?? "" }
        #expect(try sum("SELECT sum(open_amount) FROM invoices WHERE currency = 'EUR'") == "1834179700")
        for (type, amount) in [
            ("opening_balance", "54303400"), ("credit_note", "-49714700"), ("invoice", "1877801000"),
            ("part_payment", "-48210000"),
        ] {
            #expect(try sum("SELECT sum(open_amount) FROM invoices WHERE type = '\(type)'") == amount, "\(type)")
        }
        #expect(try sum("SELECT sum(total) FROM orders WHERE currency = 'EUR'") == "964182000")
        #expect(try sum("SELECT sum(total) FROM orders WHERE currency = 'GBP'") == "14601000")
        #expect(try sum("SELECT count(*) FROM invoices WHERE order_id IS NOT NULL") == "31")
        // Nobody's items hang on a customer of the collective accounts' own.
        #expect(try sum("SELECT count(*) FROM accounts WHERE name = 'Laufkundschaft' AND merged_into IS NULL") == "1")
    }

    /// A customer is right when all its rows, and no other's, are one record. What is apart waits for a decision or is a
    /// recipient who names a company and nothing else; nothing may be joined that doesn't belong together.
    private func check(customers workdir: Workdir, environment: [String: String]) throws {
        let crosswalk = try workdir.customary(
            "-C", "nk", "export", "crosswalk", "-o", "crosswalk.csv", environment: environment)
        #expect(crosswalk.status == 0, "\(crosswalk.errors)")
        var records: [String: [String: [String]]] = [:]
        for line in FirstTenMinutesTests.table(text: try workdir.read("crosswalk.csv")) {
            records["\(line["source"] ?? "") \(line["source_row"] ?? "")", default: [:]][
                line["entity"] ?? "", default: []
            ]
            .append(line["master_id"] ?? "")
        }
        var employers: [String: String] = [:]
        let pairs = try workdir.value(
            "SELECT group_concat(contact_id || ' ' || account_id, ';') FROM account_contacts", in: "nk")
        for pair in (pairs ?? "").split(separator: ";") {
            let ids = pair.split(separator: " ").map(String.init)
            employers[ids[0]] = min(employers[ids[0]] ?? ids[1], ids[1])
        }
        var rows: [String: [String: Int]] = [:]
        var customers: [String: Set<String>] = [:]
        for line in try FirstTenMinutesTests.table("truth/clusters.csv") {
            let customer = line["customer"] ?? ""
            guard let made = records["\(line["source"] ?? "") \(line["source_row"] ?? "")"] else { continue }
            let accounts = (made["accounts"] ?? []).sorted()
            let contacts = (made["contacts"] ?? []).sorted()
            let isPerson = customer.hasPrefix("P")
            let company = accounts.first ?? contacts.lazy.compactMap { employers[$0] }.first
            guard let master = isPerson ? contacts.first ?? company : company ?? contacts.first else { continue }
            rows[customer, default: [:]][master, default: 0] += 1
            customers[master, default: []].insert(customer)
        }
        let joined = customers.filter { $0.value.count > 1 }
        let right = rows.count { customer, masters in
            masters.count == 1 && masters.keys.allSatisfy { customers[$0]?.count == 1 }
        }
        let apart = rows.filter { $0.value.count > 1 }.keys.sorted()
        print("customers \(rows.count), right \(right), apart \(apart.count), wrongly joined \(joined.count)")
        #expect(rows.count == 869)
        #expect(joined.isEmpty, "wrongly joined: \(joined.values.map { $0.sorted() })")
        #expect(right >= 800, "\(right) of \(rows.count) customers are right; apart: \(apart.prefix(40))")
    }

    /// Which column fills which field, beside the mappings that somebody wrote by hand.
    private func check(fields workdir: Workdir) throws {
        let folder = FirstTenMinutesTests.sample + "/project/mappings"
        var (all, found) = (0, 0)
        var missed: [String] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let wanted = FirstTenMinutesTests.fields(try YAMLDocument.parse(file: "\(folder)/\(file)", name: file))
            let own = try YAMLDocument.parse(file: "\(workdir.path)/nk/mappings/\(file)", name: file)
            var has = FirstTenMinutesTests.fields(own)
            if let base = own.root?["extends"]?.text {
                has.formUnion(
                    FirstTenMinutesTests.fields(
                        try YAMLDocument.parse(file: "\(Workdir.mappings)/\(base).yaml", name: base)))
            }
            all += wanted.count
            found += wanted.intersection(has).count
            missed += wanted.subtracting(has).map { "\(file): \($0)" }.sorted()
        }
        print("fields \(all), right \(found)")
        #expect(all > 150)
        #expect(found * 100 >= all * 94, "\(found) of \(all) fields; missed: \(missed)")
    }

    /// Each column with the field that it fills: `name Firma`.
    private static func fields(_ document: YAMLDocument) -> Set<String> {
        func columns(_ node: YAMLNode) -> [String] {
            if let text = node.text { return [text] }
            if let items = node.items { return items.flatMap { columns($0) } }
            return ["column", "columns", "key"].flatMap { node[$0].map { columns($0) } ?? [] }
        }
        var found: Set<String> = []
        for record in document.root?["records"]?.entries ?? [] {
            for field in record.value["fields"]?.entries ?? [] {
                for column in columns(field.value) {
                    // A list without a header has names of its own in either.
                    found.insert("\(field.key) \(column == "address" ? "column_1" : column)")
                }
            }
        }
        return found
    }

    // MARK: Tables

    private static func table(_ name: String) throws -> [[String: String]] {
        table(text: String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(sample)/\(name)")), as: UTF8.self))
    }

    /// The rows of a CSV file by their header; cells in quotes may hold commas, not line ends.
    private static func table(text: String) -> [[String: String]] {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            var cells = [""]
            var isQuoted = false
            for character in line {
                switch character {
                case "\"": isQuoted.toggle()
                case "," where !isQuoted: cells.append("")
                default: cells[cells.count - 1].append(character)
                }
            }
            return cells
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0), uniquingKeysWith: { first, _ in first }) }
    }
}
