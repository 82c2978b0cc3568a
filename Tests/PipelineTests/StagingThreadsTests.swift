import Connecting
import Delimited
import Foundation
import SQLite
import Staging
import Testing

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

    private func staged(_ folder: Folder, threads: Int) throws -> [String: [[String]]] {
        let path = "\(folder.path)/staging-\(threads).sqlite"
        let project = try Project.read(folder: folder.path)
        let station = StageStation(
            project: project, connectors: ConnectorList([DelimitedConnector()]), library: MappingLibrary(),
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
}
