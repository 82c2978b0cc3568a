import Connecting
import Foundation
import SQLite
import Seeds
import Staging
import Testing

@testable import Delimited
@testable import Pipeline

/// Same input, same output: what is staged doesn't depend on how many threads read and map.
@Suite struct StagingThreadsTests {
    /// Some megabytes of customers with everything that makes rows hard to tell: line breaks and quotes in cells, short and long
    /// rows, a header pasted in the middle, lines in another encoding, repeated keys, a total.
    private func text() -> [UInt8] {
        var bytes = Array("Nr,Firma,Ort,PLZ,Land,E-Mail,Telefon,Seit\n".utf8)
        for number in 1...30_000 {
            var line = "K\(number % 29_000),"
            line += number % 7 == 0 ? "\"Beispiel \(number), \"\"Söhne\"\"\"," : "Beispiel \(number) GmbH,"
            line += number % 13 == 0 ? "\"Ulm\nWiblingen\"," : "Köln,"
            line += "0\(1000 + number % 8999),DE,info\(number)@example.com,+49 221 \(100_000 + number),"
            line += number % 3 == 0 ? "\(1 + number % 28).\(1 + number % 12).2024" : "\(13 + number % 15).03.2023"
            if number % 997 == 0 { line += ",zu viel" }
            if number % 991 == 0 { line = "K\(number),nur zwei" }
            bytes += Array(line.utf8) + [0x0A]
            if number == 15_000 { bytes += Array("Nr,Firma,Ort,PLZ,Land,E-Mail,Telefon,Seit\n".utf8) }
            if number % 5_000 == 0 {
                bytes += Array("K9\(number),M".utf8) + [0xFC] + Array("ller,Ulm,89073,DE,,,\n".utf8)
            }
        }
        return bytes + Array("Summe,,,,,,,\n".utf8)
    }

    /// All that is staged of a project, table by table. Files are divided among threads every `partBytes`.
    private func staged(
        _ folder: Folder, threads: Int, by connector: DelimitedConnector = DelimitedConnector()
    ) throws -> [String: [[String]]] {
        let path = "\(folder.path)/staging-\(threads).sqlite"
        let project = try Project.read(folder: folder.path)
        let station = StageStation(
            project: project, connectors: ConnectorList([connector]), library: MappingLibrary(),
            staging: try StagingArea(path: path), threads: threads, now: "2026-11-22T10:00:00.000000Z")
        _ = try station.run()
        let database = try SQLiteDatabase(path: path, mode: .readOnly)
        return try database.read { connection in
            var tables: [String: [[String]]] = [:]
            let names = try connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            while try names.step() {
                let table = names.text(0)
                let width = try connection.integer("SELECT count(*) FROM pragma_table_info('\(table)')") ?? 0
                let rows = try connection.prepare("SELECT * FROM \"\(table)\"")
                while try rows.step() {
                    tables[table, default: []].append(
                        (0..<Int(width)).map {
                            rows.isNull($0) ? "NULL" : rows.bytes($0).map { String($0) }.joined(separator: " ")
                        })
                }
            }
            return tables
        }
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let folder = try Folder()
        try Data(text()).write(to: URL(fileURLWithPath: "\(folder.path)/kunden.csv"))
        try folder.write(
            "customary.yaml",
            """
            version: 1
            project: p
            id: 4b0a2ea8-1111-8111-8111-111111111111
            timezone: Europe/Berlin
            country: DE
            sources:
              kunden:
                connector: delimited
                deliveries:
                  - file: kunden.csv
                    options: {encoding: utf-8, delimiter: ",", quote: double, escape: none, header_row: "1"}
            targets:
              test:
                url: sqlite:crm.sqlite

            """)
        try folder.write(
            "mappings/kunden.yaml",
            """
            version: 1
            records:
              firma:
                entity: accounts
                key: Nr
                fields: {name: Firma, city: Ort, postcode: PLZ, country: Land, email: E-Mail, phone: Telefon, customer_since: Seit}

            """)
        let one = try staged(folder, threads: 1)
        #expect((one["raw"]?.count ?? 0) > 30_000)
        #expect((one["findings"]?.count ?? 0) > 50)
        for threads in [2, 7] {
            let several = try staged(folder, threads: threads)
            #expect(several.keys.sorted() == one.keys.sorted())
            for (table, rows) in one {
                let first = zip(rows, several[table] ?? []).first { $0 != $1 }
                #expect(rows.count == several[table]?.count && first == nil, "\(threads) threads: \(table)")
            }
        }
    }

    /// A line of a table in a random shape: quotes, line breaks, other characters, cells too few or too many, a blank line.
    private func line(_ number: Int, _ columns: [String], _ random: inout Seeded) -> [UInt8] {
        var cells = columns.map { column in
            switch column {
            case "Nr": "K\(Int.random(in: 1...4_000, using: &random))"
            case "Firma":
                ["Beispiel \(number) GmbH", "\"Beispiel, \"\"\(number)\"\"\"", ""].randomElement(using: &random) ?? ""
            case "Vorname": ["Anna", "BERND", "zoë", ""].randomElement(using: &random) ?? ""
            case "Name": ["Muster", "\"von\nMuster\"", "MUSTER-\(number)"].randomElement(using: &random) ?? ""
            case "Mail": number % 3 == 0 ? "" : "a\(number % 500)@firma\(number % 90).example"
            case "Seit": "\(Int.random(in: 1...28, using: &random)).\(Int.random(in: 1...12, using: &random)).2024"
            default: number % 5 == 0 ? "" : "x \(number)"
            }
        }
        switch Int.random(in: 0..<60, using: &random) {
        case 0: cells.append("zu viel")
        case 1: cells.removeLast(2)
        case 2: return [0x0A]
        case 3: return Array("K\(number),".utf8) + [0xFC, 0x0A]
        default: break
        }
        return Array((cells.joined(separator: ",") + (Bool.random(using: &random) ? "\n" : "\r\n")).utf8)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func norWithSeveralFilesOfOneDeliveryAndSeveralTablesOfOneFile(seed: UInt64) throws {
        var random = Seeded(seed)
        let folder = try Folder()
        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
        }
        // Three files of one delivery, their columns in another order each, one with a column more.
        var columns = ["Nr", "Firma", "Vorname", "Name", "Mail", "Seit"]
        for file in 1...3 {
            var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
            for number in 1...Int.random(in: 1_500...3_000, using: &random) { bytes += line(number, columns, &random) }
            try write("kunden-\(file).csv", bytes)
            columns.shuffle(using: &random)
            if file == 1 { columns.append("Bemerkung") }
        }
        // Two tables in one file, each a source.
        var both = Array("Nr,Firma,Mail\n".utf8)
        for number in 1...20 { both += Array("L\(number),Lieferant \(number),l\(number)@firma.example\n".utf8) }
        both += Array("\nNr,Vorname,Name\n".utf8)
        for number in 1...3_000 { both += Array("P\(number % 2_900),Vor\(number),\"Nach\n\(number)\"\n".utf8) }
        try write("beide.csv", both)
        let reading = "encoding: utf-8, delimiter: \",\", quote: double, escape: none"
        func source(_ name: String, _ file: String, _ more: String) -> String {
            "  \(name):\n    connector: delimited\n    deliveries:\n      - file: \"\(file)\"\n"
                + "        options: {\(reading), \(more)}\n"
        }
        try folder.write(
            "customary.yaml",
            """
            version: 1
            project: p
            id: 4b0a2ea8-1111-8111-8111-111111111111
            timezone: Europe/Berlin
            country: DE
            sources:

            """ + source("kunden", "kunden-*.csv", "header_row: \"1\"")
                + source("lieferanten", "beide.csv", "header_row: \"1\", end_line: \"22\"")
                + source("personen", "beide.csv", "header_row: \"23\"")
                + "targets:\n  test:\n    url: sqlite:crm.sqlite\n")
        try folder.write(
            "mappings/kunden.yaml",
            """
            version: 1
            records:
              firma:
                entity: accounts
                when: {column: Firma, present: true}
                fields: {name: Firma, customer_since: Seit}
              person:
                entity: contacts
                key: Nr
                fields: {given_name: Vorname, family_name: Name, email: Mail, account: {record: firma}}

            """)
        try folder.write(
            "mappings/lieferanten.yaml",
            "version: 1\nrecords:\n  firma:\n    entity: accounts\n    key: Nr\n    fields: {name: Firma, email: Mail}\n"
        )
        try folder.write(
            "mappings/personen.yaml",
            "version: 1\nrecords:\n  person:\n    entity: contacts\n    key: Nr\n"
                + "    fields: {given_name: Vorname, family_name: Name}\n")
        let one = try staged(folder, threads: 1)
        #expect((one["raw"]?.count ?? 0) > 7_000, "seed \(seed)")
        #expect((one["standardised_accounts"]?.count ?? 0) > 2_000, "seed \(seed)")
        #expect((one["standardised_contacts"]?.count ?? 0) > 5_000, "seed \(seed)")
        for threads in [2, 7] {
            let partBytes = Int.random(in: 4_000...90_000, using: &random)
            let several = try staged(folder, threads: threads, by: DelimitedConnector(partBytes: partBytes))
            for table in Set(one.keys).union(several.keys).sorted() {
                let isSame = one[table] == several[table]
                #expect(isSame, "seed \(seed), \(threads) threads, parts of \(partBytes) bytes: \(table)")
            }
        }
    }
}
