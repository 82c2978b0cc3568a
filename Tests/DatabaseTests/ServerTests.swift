import Connecting
import Database
import Deliveries
import Foundation
import PostgreSQLServer
import Records
import Seeds
import Testing

/// Tables and queries of a PostgreSQL database, and Access files.
struct ServerTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(
        "Tables and queries that a file names are read as text, and nothing can be written",
        .enabled(if: PostgreSQLServer.isThere || PostgreSQLServer.isRequired))
    func postgreSQL() throws {
        let server = try PostgreSQLServer.shared.get()
        let address = try server.makeDatabase()
        setenv("CUSTOMARY_TEST_SOURCE", address, 1)
        _ = try server.psql(
            """
            CREATE TABLE customers (id bigint PRIMARY KEY, "Full Name" text, email text, since timestamptz,
                balance numeric(12,2), active boolean, photo bytea);
            INSERT INTO customers VALUES (1, 'Zoë', 'z@x.example', '2020-01-02 03:04:05+00', 12.50, true, '\\x00ff'),
                (2, NULL, '', NULL, -3, false, NULL);
            CREATE FUNCTION harm() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DELETE FROM customers; RETURN 1; END $$;
            """, in: address)
        let file = try folder.file(
            "crm.pgsql.yaml",
            """
            url: ${CUSTOMARY_TEST_SOURCE}
            streams:
              customers: {table: public.customers}
              many: {query: "SELECT n, 'p' || n AS email FROM generate_series(1, 25000) AS n;"}
            """)
        let streams = try readAll(file)
        let customers = try #require(streams["customers"])
        #expect(customers.columns == ["id", "Full Name", "email", "since", "balance", "active", "photo"])
        #expect(
            customers.rows == [
                ["1", "Zoë", "z@x.example", "2020-01-02 03:04:05+00", "12.50", "true", ""],
                ["2", "", "", "", "-3.00", "false", ""],
            ])
        #expect(streams["many"]?.rows.count == 25_000)
        #expect(streams["many"]?.rows.last == ["25000", "p25000"])
        let harm = try folder.file("harm.pgsql.yaml", "url: ${CUSTOMARY_TEST_SOURCE}\nquery: SELECT harm()\n")
        #expect(throws: SourceFault.self) { try DatabaseConnector().probe(harm, given: OptionValues()) }
        #expect(try readAll(file)["customers"]?.rows.count == 2)
    }

    @Test("A file can't say by itself where a database is, and what is wrong with it is said with its line")
    func addresses() throws {
        setenv("CUSTOMARY_TEST_SECRET", "hidden", 1)
        for url in [
            "postgresql://elsewhere.example/db", "postgresql://elsewhere.example/${CUSTOMARY_TEST_SECRET}",
            "${file:/etc/hostname}", "${CUSTOMARY_TEST_SECRET}${CUSTOMARY_TEST_SECRET}", "${CUSTOMARY_TEST_NOWHERE}",
        ] {
            let file = try folder.file("a.pgsql.yaml", "table: customers\nurl: \(url)\n")
            let error = try #require(throws: SourceFault.self) {
                try DatabaseConnector().probe(file, given: OptionValues())
            }
            #expect("\(error)".hasPrefix("a.pgsql.yaml:2: refused:"), "\(error)")
            #expect(!"\(error)".contains("hidden"))
        }
        let empty = try folder.file("b.pgsql.yaml", "url: ${CUSTOMARY_TEST_SECRET}\n")
        #expect(throws: SourceFault.self) { try DatabaseConnector().probe(empty, given: OptionValues()) }
        let other = try folder.file("c.yaml", "url: ${CUSTOMARY_TEST_SECRET}\ntable: x\n")
        #expect(try DatabaseConnector().probe(other, given: OptionValues()) == nil)
    }

    @Test(
        "What calls itself an Access database and is none is refused with a word on what to do",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mdb-tables")))
    func access() throws {
        for name in ["Standard Jet DB", "Standard ACE DB"] {
            var bytes: [UInt8] = [0, 1, 0, 0] + Array(name.utf8) + [0, 1, 0, 0, 0]
            var random = Seeded(UInt64(name.utf8.count))
            bytes += (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            let file = try folder.file("x.mdb", bytes)
            let error = try #require(throws: SourceFault.self) {
                try DatabaseConnector().probe(file, given: OptionValues())
            }
            #expect("\(error)".hasPrefix("x.mdb: refused: mdbtools"), "\(error)")
        }
    }
}

/// Folders of attachments.
struct AttachmentTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("Files are records with their paths, sizes and hashes, and the key that their path names")
    func files() throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder.path + "/upload/K1042/mails", withIntermediateDirectories: true)
        _ = try folder.file("upload/K1042/Vertrag.PDF", "abc")
        _ = try folder.file("upload/K1042/mails/a.eml", "")
        _ = try folder.file("upload/plain", "abc")
        _ = try folder.file("upload/.hidden", "abc")
        try manager.createSymbolicLink(atPath: folder.path + "/upload/link", withDestinationPath: "/etc/hostname")
        let file = try folder.file("x.attachments.yaml", "folder: upload\nowner: \"{key}/**\"\n")
        let stream = try #require(try readAll(file)["attachments"])
        #expect(stream.column("path") == ["K1042/Vertrag.PDF", "K1042/mails/a.eml", "plain"])
        #expect(stream.column("name") == ["Vertrag.PDF", "a.eml", "plain"])
        #expect(stream.column("media_type") == ["application/pdf", "message/rfc822", ""])
        #expect(stream.column("bytes") == ["3", "0", "3"])
        #expect(stream.column("record_key") == ["K1042", "K1042", ""])
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(stream.column("sha256")[0] == abc && stream.column("sha256")[2] == abc)
        #expect(stream.column("modified")[0].hasSuffix("Z"))
    }

    @Test("A folder elsewhere, a pattern without a key and a folder that isn't there are refused")
    func refused() throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/up", withIntermediateDirectories: true)
        for text in [
            "folder: ../x", "folder: /etc", "folder: up/../..", "folder: up/", "folder: nowhere",
            "folder: up\nowner: \"*\"",
            "folder: up\nowner: \"{key}/{key}\"", "folder: up\nother: 1", "folder: ''",
        ] {
            let file = try folder.file("x.attachments.yaml", text + "\n")
            #expect(throws: SourceFault.self, "\(text)") {
                try DatabaseConnector().probe(file, given: OptionValues())
            }
        }
    }
}
