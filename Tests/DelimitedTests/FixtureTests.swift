import Connecting
import Delimited
import Deliveries
import Foundation
import Records
import Testing

@Suite("Real files of other people", .enabled(if: Fixtures.areHere, "no fixtures on this machine"))
struct FixtureTests {
    /// Files that the facts' own reader read otherwise than they are meant, or swallowed; each has a test of its own below.
    private static let readOtherwise: Set<String> = [
        // The file ends inside quotes.
        "commons-csv-141.csv", "papaparse-malformed.tsv", "sineemore-bad-missing-quote.csv",
        // Undoubled quotes inside quotes; blanks before quotes.
        "sineemore-bad-quotes-with-unescaped-quote.csv", "messytables-complex.csv",
        // Noise with NULs.
        "duckdb-afl-nul-10.csv", "duckdb-afl-nul-12.csv", "duckdb-afl-nul-13.csv",
        "duckdb-afl-null_padding-10.csv",
        // Another byte divides the cells.
        "frictionless-issue-1105-timezone.csv", "commons-999751170.patch.csv", "phpspreadsheet-NumberFormatTest.de.csv",
        "messytables-begrotingsanalyse-2011.csv", "messytables-excel_pasting.csv", "messytables-spanish_chars.csv",
        "messytables-weird_head_padding.csv",
        // Nothing, or nothing but line ends, in it.
        "sineemore-all-empty.csv", "sineemore-bad-header-no-header.csv",
        // A byte for each Latin letter, which could be any encoding's: asked.
        "duckdb-encodings-only_latin1.csv",
        "duckdb-auto-multi_column_string_r.csv", "prestashop-addresses_import.csv", "prestashop-store_contacts.csv",
        "prestashop-suppliers_import.csv",
        // Zero bytes of a wide encoding behind the mark of another.
        "salesforce-csvtext_BOM_UTF32LE.csv",
        // A list in which one text holds a comma.
        "duckdb-csv_quoted_newline_odd.csv",
        // Notes and a caption around a table.
        "messytables-skip_initials.csv",
    ]

    @Test(
        "without being told anything, records, widths and first cells are what an independent reader found",
        arguments: ["csv", "legacy-crm", "accounting", "ecommerce"])
    func facts(family: String) throws {
        var compared = 0
        for (name, facts) in try Fixtures.facts(family).sorted(by: { $0.key < $1.key }) {
            guard name.hasSuffix("csv") || name.hasSuffix("tsv"), !Self.readOtherwise.contains(name),
                let records = facts["records"] as? Int, let widths = facts["widths"] as? [String: Int],
                let first = facts["first_rows"] as? [[String]], let delimiter = facts["delimiter"] as? String
            else { continue }
            // Totals at a table's end are records to the facts' reader.
            let table = try readTable(Fixtures.file(family, name), given: ["totals": "false"])
            let header = Int(table.probe?.headerRow ?? 0)
            let above = max(0, header - 1, table.probe?.options.integer("skip_lines") ?? 0)
            let blank = table.summary.findings.first { $0.code == "row.blank" }
            let blankRows = blank.flatMap { Int($0.message.prefix { $0.isNumber }) } ?? 0
            let found = table.rows.count + blankRows + (header > 0 ? 1 : 0) + above
            #expect(found == records - (widths["0"] ?? 0), "\(name): records")
            if widths.count == 1 { #expect(table.kinds.allSatisfy { $0 == .record }, "\(name): kinds") }
            // Line breaks stand escaped in the facts, and long cells are cut.
            var expected = first.dropFirst(above).filter { $0.contains { !$0.isEmpty } }[...]
            if header > 0, let names = expected.popFirst() {
                for (column, name) in names.enumerated() where column < table.columns.count {
                    let plain = name.trimmingCharacters(in: .whitespacesAndNewlines).replacing("\u{FEFF}", with: "")
                    let own = table.columns[column]
                    #expect(
                        plain.isEmpty
                            ? own.hasPrefix("column_")
                            : own == plain || own.hasPrefix(plain + "_")
                                || Self.escaped(plain).contains("\\n"), "\(name): name \(own)")
                }
            }
            for (index, row) in expected.enumerated() where index < table.rows.count {
                let cells = table.rows[index].map(Self.escaped)
                if table.remarks[index] != nil {
                    // Read otherwise than cell by cell, and said so: no character is lost.
                    let glued = cells.joined(separator: delimiter).replacing(delimiter + delimiter, with: delimiter)
                    #expect(glued.hasPrefix(row.joined(separator: delimiter).prefix(20)), "\(name): row \(index)")
                    continue
                }
                for (column, cell) in row.enumerated() {
                    let wanted = Self.escaped(cell.replacing("\\|", with: "|"))
                    let value = column < cells.count ? cells[column] : "(none)"
                    if wanted.hasSuffix("…") {
                        #expect(value.hasPrefix(wanted.dropLast()), "\(name): column \(column)")
                    } else {
                        #expect(value == wanted, "\(name): row \(index), column \(column)")
                    }
                }
            }
            compared += 1
        }
        #expect(compared >= ["csv": 70, "legacy-crm": 17, "accounting": 3, "ecommerce": 8][family, default: 1])
    }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }

    @Test("the csv-spectrum files give the objects that come with them")
    func spectrum() throws {
        var compared = 0
        for name in try Fixtures.facts("csv").keys.sorted() where name.hasPrefix("spectrum-") && name.hasSuffix(".csv")
        {
            let folder = try #require(Fixtures.folder)
            let json = "\(folder)/csv/" + name.replacing(".csv", with: ".expected.json")
            let data = try Data(contentsOf: URL(fileURLWithPath: json))
            let expected = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: String]])
            let table = try readTable(Fixtures.file("csv", name))
            let found = table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.columns, $0)) }
            // Where the file itself lost its CRs on the way here, the objects still have them.
            let wanted = expected.map { $0.mapValues { $0.replacing("\r\n", with: "\n") } }
            #expect(found == wanted, "\(name)")
            compared += 1
        }
        #expect(compared == 10)
    }

    @Test(
        "how a file is written is found",
        arguments: [
            ("csv", "phpspreadsheet-sep.csv", "CSV ; UTF-8, no header"),
            ("csv", "duckdb-auto-pipe_delim_quote.csv", "CSV | UTF-8, no header"),
            ("csv", "duckdb-auto-semicolon_quote.csv", "CSV ; UTF-8, no header"),
            ("csv", "duckdb-encodings-latin1.csv", "CSV , cp1252"),
            ("csv", "duckdb-encodings-utf16.csv", "CSV , UTF-16LE"),
            ("csv", "openrefine-example-latin1.tsv", "TSV cp1252"),
            ("csv", "clevercsv-imdb.csv", "CSV , UTF-8, escape \\"),
            ("csv", "phpspreadsheet-backslash.csv", "CSV , UTF-8"),
            ("csv", "phpspreadsheet-encoding.utf32le.csv", "CSV , UTF-32LE, no header"),
            ("csv", "messytables-weird_head_padding.csv", "CSV ; UTF-8, header line 12"),
            ("csv", "messytables-excel_pasting.csv", "CSV , UTF-8, header line 4"),
            ("csv", "frictionless-leading-zeros.csv", "list, UTF-8"),
            ("csv", "commons-psql.tsv", "TSV UTF-8, no quotes, no header"),
            ("accounting", "datev-EXTF_Stammdaten.csv", "DATEV EXTF, cp1252"),
            ("accounting", "datev-leading-zero-konto.csv", "DATEV EXTF, UTF-8"),
            ("legacy-crm", "adventureworks-DimReseller.csv", "CSV | UTF-8, no header"),
            ("legacy-crm", "salesforce-csvtext_BOM_UTF32LE.csv", "CSV , UTF-32LE"),
            ("legacy-crm", "salesforce-csvtext_BOM_UTF16BE.csv", "CSV , UTF-16BE"),
        ])
    func summaries(family: String, name: String, summary: String) throws {
        #expect(try readTable(Fixtures.file(family, name)).probe?.summary == summary)
    }

    @Test("DATEV customers and suppliers come by their column names")
    func datev() throws {
        let table = try readTable(Fixtures.file("accounting", "datev-EXTF_Stammdaten.csv"))
        #expect(table.columns.count == 254)
        #expect(table.probe?.headerRow == 2)
        #expect(table.rows.map { $0[0] } == ["10000", "70001", "70002", "70003"])
        #expect(table.places == [3, 4, 5, 6])
        #expect(table.rows[0][3...4] == ["Mustermann", "Sabine"])
        let city = try #require(table.columns.firstIndex(of: "Ort"))
        #expect(table.rows[0][city] == "Köln")
        // The next delivery of the source is looked at with the options of the first.
        let options = try #require(table.probe?.options).values
        let again = try readTable(Fixtures.file("accounting", "datev-EXTF_Stammdaten.csv"), given: options)
        #expect(again.probe?.summary == "DATEV EXTF, cp1252")
        #expect(again.rows == table.rows)
    }

    @Test("an unquoted comma in an address costs nothing where one place of it fits")
    func northwind() throws {
        let customers = try readTable(Fixtures.file("legacy-crm", "northwind-customers.csv"))
        #expect(customers.summary.records == 91)
        #expect(customers.kinds.allSatisfy { $0 == .record })
        #expect(customers.remarks.count == 24)
        #expect(customers.rows[6][4...5] == ["24, place Kléber", "Strasbourg"])
        #expect(customers.rows[15 - 1][4...8] == ["Av. dos Lusíadas, 23", "Sao Paulo", "SP", "05432-043", "Brazil"])
        #expect(customers.remarks.keys.allSatisfy { customers.rows[$0][4].contains(", ") })
        #expect(customers.summary.findings.contains { $0.code == "row.recovered" && $0.severity == .warning })
        let orders = try readTable(Fixtures.file("legacy-crm", "northwind-orders.csv"))
        #expect(orders.summary.records == 830)
        #expect(orders.kinds.allSatisfy { $0 == .record })
        #expect(orders.remarks.keys.allSatisfy { orders.rows[$0][9].contains(", ") })
    }

    @Test("delimiters of two characters and rows that end with more than a line end")
    func severalCharacters() throws {
        let table = try readTable(Fixtures.file("legacy-crm", "adventureworks-BusinessEntityContact.csv"))
        #expect(table.probe?.summary == "CSV +| UTF-8, rows end with &|, no header")
        #expect(table.summary.records == 909)
        #expect(
            table.rows[0] == [
                "292", "291", "11", "7D4D2DBC-4A44-48F5-911D-A63ABAFD5120", "2017-12-13 13:21:02.243",
            ])
        #expect(table.kinds.allSatisfy { $0 == .record })
    }

    @Test(
        "encodings of other countries are found",
        arguments: [
            ("duckdb-encodings-shift_jis.csv", "CSV , Shift-JIS", 20, "名前"),
            ("frictionless-table-infer-iso-8859-7.csv", "CSV , ISO-8859-7", 4, "id"),
            ("openrefine-shift_jis.txt", "list, Shift-JIS", 17, "column_1"),
            ("openrefine-big5.txt", "list, Big5", 3, "column_1"),
            ("openrefine-euc-kr.txt", "list, EUC-KR", 10, "column_1"),
        ])
    func encodings(name: String, summary: String, records: UInt32, column: String) throws {
        let table = try readTable(Fixtures.file("csv", name))
        #expect(table.probe?.summary == summary)
        #expect(table.summary.records == records)
        #expect(table.columns.first == column)
        #expect(table.summary.doubts.isEmpty)
        #expect(!table.rows.joined().contains { $0.contains("\u{FFFD}") })
        if let line = try Fixtures.facts("csv")[name]?["first_line"] as? String { #expect(table.rows[0][0] == line) }
    }

    @Test("a byte for each Latin letter is asked about, with the readings")
    func askedEncoding() throws {
        let table = try readTable(Fixtures.file("csv", "duckdb-encodings-only_latin1.csv"))
        let doubt = try #require(table.summary.doubts.first)
        #expect(doubt.option == "encoding")
        #expect(doubt.choices.contains("cp1252"))
        #expect("\(doubt.evidence)".contains("line "))
        #expect(table.probe?.options["encoding"] == nil)
        #expect(table.probe?.options["guessed_encoding"] == doubt.proposal)
    }

    @Test(
        "files whose facts were read with another delimiter",
        arguments: [
            ("frictionless-issue-1105-timezone.csv", 2, 2), ("commons-999751170.patch.csv", 1, 2),
            ("phpspreadsheet-NumberFormatTest.de.csv", 5, 3), ("messytables-begrotingsanalyse-2011.csv", 39, 20),
            ("messytables-excel_pasting.csv", 16, 9), ("messytables-spanish_chars.csv", 115, 8),
            ("messytables-weird_head_padding.csv", 76, 11), ("messytables-complex.csv", 3, 4),
            ("messytables-skip_initials.csv", 3, 2), ("duckdb-auto-multi_column_string_r.csv", 9, 4),
            ("duckdb-csv_quoted_newline_odd.csv", 3, 1), ("duckdb-afl-null_padding-10.csv", 7, 1),
            ("prestashop-addresses_import.csv", 16, 22), ("prestashop-store_contacts.csv", 5, 17),
            ("prestashop-suppliers_import.csv", 3, 9), ("sineemore-bad-quotes-with-unescaped-quote.csv", 1, 3),
        ])
    func otherDelimiters(name: String, records: UInt32, columns: Int) throws {
        let table = try readTable(Fixtures.file(name.hasPrefix("prestashop") ? "ecommerce" : "csv", name))
        #expect(table.summary.records == records)
        #expect(table.columns.count == columns)
        // Notes and sums under a table are told from its records.
        #expect(table.kinds.allSatisfy { $0 == .record || $0 == .title || $0 == .total })
        #expect(table.rows(.record).count > table.rows.count / 2)
    }

    @Test(
        "files with nothing in them are refused",
        arguments: ["sineemore-all-empty.csv", "sineemore-bad-header-no-header.csv"])
    func empty(name: String) throws {
        let file = try Fixtures.file("csv", name)
        #expect(throws: SourceFault.self) { try readTable(file) }
    }

    @Test("files that end inside quotes are refused with the quote's line")
    func incomplete() throws {
        for (name, line) in [
            ("sineemore-bad-missing-quote.csv", 2), ("papaparse-malformed.tsv", 9), ("commons-csv-141.csv", 4),
            ("duckdb-afl-nul-10.csv", 2),
        ] {
            let file = try Fixtures.file("csv", name)
            let fault = #expect(throws: SourceFault.self) { try readTable(file) }
            guard case .incomplete(let position, _, _) = fault else {
                Issue.record("\(name): \(String(describing: fault))")
                continue
            }
            #expect(position.row == UInt32(line))
        }
    }

    @Test("NULs and control characters from a fuzzer are left out or kept, never a crash")
    func fuzzed() throws {
        for name in ["duckdb-afl-nul-12.csv", "duckdb-afl-nul-13.csv"] {
            let table = try readTable(Fixtures.file("csv", name))
            #expect(table.codes.contains("text.nul"))
            #expect(!table.rows.joined().contains { $0.contains("\0") })
            #expect((table.probe?.summary.isEmpty) == false)
        }
    }

    @Test("ragged fixtures keep their short rows and mark their long ones")
    func ragged() throws {
        let table = try readTable(Fixtures.file("csv", "frictionless-capital-invalid.csv"))
        #expect(table.columns == ["id", "name", "name_2"])
        #expect(table.rows.last == ["x", "Tokio", "Japan,review"])
        #expect(table.kinds.last == .malformed)
        #expect(table.rows[8] == ["8", "Warsaw", ""])
        #expect(table.ordinals == Array(1...10))
        #expect(table.places.last == 12)
        #expect(
            table.codes
                == ["header.duplicate", "row.short", "row.long", "file.no-final-line-end"].filter(table.codes.contains))
    }

    @Test("rows of only delimiters take an ordinal and are left out")
    func blankRows() throws {
        let table = try readTable(Fixtures.file("csv", "frictionless-structure-errors.csv"))
        #expect(table.ordinals == [1, 2, 4])
        #expect(table.rows.last == ["1", "2", "3,4,5,6"])
        #expect(table.summary.records == 3)
        #expect(table.codes.contains("row.blank"))
    }
}
