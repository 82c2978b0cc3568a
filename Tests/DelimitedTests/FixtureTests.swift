import Connecting
import Delimited
import Foundation
import Records
import Testing

@Suite("Real files of other people", .enabled(if: Fixtures.areHere, "no fixtures on this machine"))
struct FixtureTests {
    /// Files for which the facts' own reader gave up on or swallowed what is broken in them; tests of their own follow.
    private static let broken: Set<String> = [
        "commons-csv-141.csv", "papaparse-malformed.tsv", "sineemore-bad-missing-quote.csv",
        "sineemore-bad-quotes-with-unescaped-quote.csv", "duckdb-afl-nul-10.csv", "duckdb-afl-nul-12.csv",
        "duckdb-afl-nul-13.csv", "duckdb-afl-null_padding-10.csv",
        // Blanks before quotes: recovered.
        "messytables-complex.csv",
        // The facts' reader took another byte for the delimiter.
        "frictionless-issue-1105-timezone.csv", "commons-999751170.patch.csv", "phpspreadsheet-NumberFormatTest.de.csv",
        "messytables-begrotingsanalyse-2011.csv", "messytables-excel_pasting.csv", "messytables-spanish_chars.csv",
        "messytables-weird_head_padding.csv",
    ]

    private static let encodings = [
        "ascii": "utf-8", "utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "cp1252", "latin-1": "iso-8859-1",
        "iso-8859-1": "iso-8859-1", "utf-16-be": "utf-16be", "utf-16-le": "utf-16le", "utf-32-le": "utf-32le",
        "shift_jis": "shift-jis", "iso-8859-7": "iso-8859-7", "iso8859-7": "iso-8859-7", "big5": "big5",
        "euc-kr": "euc-kr",
    ]

    @Test(
        "records, widths and first cells are what an independent reader found",
        arguments: ["csv", "legacy-crm", "accounting", "ecommerce"])
    func facts(family: String) throws {
        var compared = 0
        for (name, facts) in try Fixtures.facts(family).sorted(by: { $0.key < $1.key }) {
            guard name.hasSuffix("csv") || name.hasSuffix("tsv"), !Self.broken.contains(name),
                let records = facts["records"] as? Int, let widths = facts["widths"] as? [String: Int],
                let first = facts["first_rows"] as? [[String]], let delimiter = facts["delimiter"] as? String
            else { continue }
            let file = try Fixtures.file(family, name)
            guard file.size > 0, !name.contains("BOM_UTF32") else { continue }
            var options = OptionValues()
            let encoding = (facts["encoding"] as? String ?? "ascii").replacing("+BOM", with: "")
            if encoding == "utf-16" {
                options["encoding"] =
                    try Data(contentsOf: URL(fileURLWithPath: file.path)).first == 0xFE ? "utf-16be" : "utf-16le"
            } else {
                let known = try #require(Self.encodings[encoding], "\(name): \(encoding)")
                options["encoding"] = known
            }
            options["delimiter"] = delimiter == "\t" ? "tab" : delimiter
            options["header_row"] = "0"
            options["totals"] = "false"
            if name == "commons-psql.tsv" { options["quote"] = "none" }
            let width = widths.keys.compactMap { Int($0) }.max() ?? 1
            options["width"] = String(max(1, width))
            let table = try readTable(file, options)
            let blank = table.summary.findings.first { $0.code == "row.blank" }
            let blankRows = blank.flatMap { Int($0.message.prefix { $0.isNumber }) } ?? 0
            #expect(table.rows.count + blankRows == records - (widths["0"] ?? 0), "\(name): records")
            if widths.count == 1 { #expect(table.kinds.allSatisfy { $0 == .record }, "\(name): kinds") }
            // Line breaks stand escaped in the facts, and long cells are cut.
            var emitted = table.rows.makeIterator()
            for row in first where row.contains(where: { !$0.isEmpty }) {
                let found = (emitted.next() ?? []).map(Self.escaped)
                for (column, cell) in row.enumerated() {
                    let expected = Self.escaped(cell.replacing("\\|", with: "|"))
                    let value = column < found.count ? found[column] : "(none)"
                    if expected.hasSuffix("…") {
                        #expect(value.hasPrefix(expected.dropLast()), "\(name): column \(column)")
                    } else {
                        #expect(value == expected, "\(name): column \(column)")
                    }
                }
            }
            compared += 1
        }
        #expect(compared >= ["csv": 60, "legacy-crm": 15, "accounting": 5, "ecommerce": 5][family, default: 1])
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

    @Test("unquoted commas in addresses are told as rows with too many cells, and keep their text")
    func northwind() throws {
        let table = try readTable(Fixtures.file("legacy-crm", "northwind-customers.csv"))
        #expect(table.summary.records == 91)
        #expect(table.rows(.malformed).count == 24)
        #expect(table.rows(.record).count == 67)
        #expect(table.remarks.count == 24)
        #expect(table.summary.findings.contains { $0.code == "row.long" && $0.severity == .error })
    }

    @Test("files that end inside quotes are refused with the quote's line")
    func incomplete() throws {
        for (name, line) in [
            ("sineemore-bad-missing-quote.csv", 2), ("papaparse-malformed.tsv", 9), ("commons-csv-141.csv", 4),
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
        for name in ["duckdb-afl-nul-10.csv", "duckdb-afl-nul-12.csv", "duckdb-afl-nul-13.csv"] {
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
