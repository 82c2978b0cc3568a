import Connecting
import Database
import Deliveries
import Foundation
import Records
import SQLite
import Testing

/// SQLite files and dBase tables.
struct FileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func database(_ name: String, _ sql: String) throws -> DeliveryFile {
        let database = try SQLiteDatabase(path: folder.path + "/" + name, mode: .readWriteCreate)
        try database.outsideTransaction {
            try $0.execute("PRAGMA journal_mode = DELETE")
            try $0.execute(sql)
        }
        return try folder.delivery(name)
    }

    static let customers = """
        CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, balance REAL, photo BLOB, uid BLOB,
            twice GENERATED ALWAYS AS (balance * 2) VIRTUAL);
        INSERT INTO customers (id, name, email, balance, photo, uid) VALUES
            (1, 'Anna', 'a@x.example', 12.5, zeroblob(100), x'00112233445566778899aabbccddeeff'),
            (2, 'Zoë', NULL, 100.0, NULL, x'4b37');
        CREATE TABLE orders (number TEXT PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), total) WITHOUT ROWID;
        INSERT INTO orders VALUES ('B', 1, 5), ('A', 2, '7');
        CREATE VIEW everybody AS SELECT * FROM customers;
        CREATE TRIGGER t AFTER INSERT ON orders BEGIN SELECT 1; END;
        """

    @Test("Tables of a SQLite file are streams; bytes are left out, keys of bytes kept, numbers in their shortest form")
    func sqlite() throws {
        let streams = try readAll(database("crm.db", FileTests.customers))
        #expect(streams.keys.sorted() == ["customers", "orders"])
        let customers = try #require(streams["customers"])
        #expect(customers.columns == ["id", "name", "email", "balance", "photo", "uid", "twice"])
        #expect(
            customers.rows == [
                ["1", "Anna", "a@x.example", "12.5", "", "00112233445566778899aabbccddeeff", "25"],
                ["2", "Zoë", "", "100", "", "K7", "200"],
            ])
        #expect(customers.findings.map(\.code) == ["database.binary"])
        #expect(streams["orders"]?.rows == [["A", "2", "7"], ["B", "1", "5"]])
    }

    @Test("What is still in the log beside a SQLite file is read, and neither file is touched")
    func log() throws {
        let path = folder.path + "/live.db"
        _ = try database("live.db", FileTests.customers)
        let writer = try SQLiteDatabase(path: path, mode: .readWrite)
        try writer.write { try $0.execute("INSERT INTO orders VALUES ('C', 1, 9)") }
        let before = try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: path + $0)) }
        try #require(before[1].count > 0)
        let streams = try readAll(folder.delivery("live.db"))
        #expect(streams["orders"]?.column("number") == ["A", "B", "C"])
        #expect(try ["", "-wal"].map { try Data(contentsOf: URL(fileURLWithPath: path + $0)) } == before)
        withExtendedLifetime(writer) {}
    }

    @Test("Damaged pages of a SQLite file are refused before the first row")
    func damaged() throws {
        let delivery = try database(
            "bad.db", FileTests.customers + "\nINSERT INTO customers (name) VALUES (printf('%.3000c', 'x'));")
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: delivery.path)))
        for place in 4096..<4104 { bytes[place] = 0xFF }
        let error = try #require(throws: SourceFault.self) {
            try DatabaseConnector().probe(folder.file("worse.db", bytes), given: OptionValues())
        }
        #expect("\(error)".contains("refused: the database is damaged"))
    }

    @Test("Virtual tables aren't opened, nor what only they can read")
    func virtualTables() throws {
        let delivery = try database(
            "fts.db",
            FileTests.customers
                + "CREATE VIRTUAL TABLE notes USING fts4(name, email); INSERT INTO notes VALUES ('a', 'b');")
        let found = try #require(try DatabaseConnector().probe(delivery, given: OptionValues()))
        #expect(found.streams.map(\.name) == ["customers", "orders"])
        #expect(found.streams[0].findings.contains { $0.code == "database.unreadable" && $0.message.contains("notes") })
    }

    // MARK: dBase

    /// A dBase III table, made by hand.
    static func dBase(
        version: UInt8 = 0x03, language: UInt8 = 0x02, fields: [(name: String, type: Character, length: Int)],
        records: [(isDeleted: Bool, cells: [[UInt8]])]
    ) -> [UInt8] {
        let width = 1 + fields.reduce(0) { $0 + $1.length }
        let length = 32 + fields.count * 32 + 1
        func two(_ number: Int) -> [UInt8] { [UInt8(number & 255), UInt8(number >> 8 & 255)] }
        var bytes: [UInt8] = [version, 124, 5, 6] + two(records.count) + [0, 0] + two(length) + two(width)
        bytes += [UInt8](repeating: 0, count: 17) + [language, 0, 0]
        for field in fields {
            var name = Array(field.name.utf8)
            name += [UInt8](repeating: 0, count: 11 - name.count)
            bytes += name + [field.type.asciiValue ?? 0x43, 0, 0, 0, 0, UInt8(field.length), 0]
            bytes += [UInt8](repeating: 0, count: 14)
        }
        bytes.append(0x0D)
        for record in records {
            bytes.append(record.isDeleted ? 0x2A : 0x20)
            for (field, cell) in zip(fields, record.cells) {
                bytes += cell + [UInt8](repeating: 0x20, count: field.length - cell.count)
            }
        }
        return bytes + [0x1A]
    }

    static let table = dBase(
        fields: [
            ("NAME", "C", 20), ("EMAIL", "C", 20), ("BORN", "D", 8), ("ACTIVE", "L", 1), ("LIMIT", "N", 10),
            ("NOTE", "M", 10),
        ],
        records: [
            // In cp850 81 is ü.
            (
                false,
                [
                    [0x4D, 0x81, 0x6C, 0x6C, 0x65, 0x72], Array("m@x.example".utf8), Array("19800229".utf8), [0x54],
                    Array("   1200.50".utf8), Array("         1".utf8),
                ]
            ),
            (true, [Array("Gone".utf8), [], Array("00000000".utf8), [0x3F], [], []]),
            (false, [Array("Tom".utf8), [], [], [0x46], Array("**********".utf8), []]),
        ])

    @Test("A dBase table: code page, dates, numbers, truth values, memos, and deleted rows as such")
    func dBaseTable() throws {
        _ = try folder.file(
            "kunden.dbt",
            [UInt8](repeating: 0, count: 512) + Array("Zeile 1\r\nZeile 2".utf8) + [0x1A, 0x1A]
                + [UInt8](repeating: 0, count: 500))
        let stream = try #require(try readAll(folder.file("kunden.dbf", FileTests.table))["kunden"])
        #expect(stream.columns == ["NAME", "EMAIL", "BORN", "ACTIVE", "LIMIT", "NOTE"])
        #expect(stream.rows[0] == ["Müller", "m@x.example", "1980-02-29", "true", "1200.50", "Zeile 1\r\nZeile 2"])
        #expect(stream.rows[1] == ["Gone", "", "", "", "", ""])
        #expect(stream.rows[2] == ["Tom", "", "", "false", "", ""])
        #expect(stream.kinds == [.record, .deleted, .record])
        #expect(stream.findings.map(\.code) == ["database.computed"])
    }

    @Test(
        "A dBase table that doesn't say its code page is read as what its text looks like, or as the file beside it says"
    )
    func codePages() throws {
        func name(_ bytes: [UInt8], beside: String? = nil, given: [String: String] = [:]) throws -> String? {
            let stem = UUID().uuidString
            if let beside { _ = try folder.file(stem + ".cpg", beside) }
            let table = FileTests.dBase(
                language: 0, fields: [("NAME", "C", 20), ("EMAIL", "C", 20)], records: [(false, [bytes, []])])
            return try readAll(folder.file(stem + ".dbf", table), given: given)[stem]?.rows[0][0]
        }
        #expect(try name([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72]) == "Müller")
        #expect(try name(Array("Łukasz".utf8)) == "Łukasz")
        #expect(try name(Array("Łukasz".utf8), beside: "UTF-8") == "Łukasz")
        #expect(try name([0xDE, 0xEB, 0xE8, 0xFF], beside: "1251") == "Юлия")
        #expect(try name([0xDE, 0xEB, 0xE8, 0xFF], given: ["encoding": "cp1251"]) == "Юлия")
    }

    @Test("A dBase table that ends before its last record is refused; one that isn't one is left to others")
    func shortTable() throws {
        let error = #expect(throws: SourceFault.self) {
            try DatabaseConnector().probe(
                folder.file("short.dbf", Array(FileTests.table.dropLast(40))), given: OptionValues())
        }
        #expect("\(try #require(error))".contains("says that it has 3 records and ends after 2"))
        var other = FileTests.table
        other[10] = 99
        #expect(try DatabaseConnector().probe(folder.file("other.dbf", other), given: OptionValues()) == nil)
    }
}
