import Foundation
import PostgreSQL
import PostgreSQLServer
import Records
import Testing

@Suite("Where a PostgreSQL database is")
struct ConnectionSettingsTests {
    @Test("Off this host the server's certificate is checked unless somebody says otherwise")
    func verifyFull() throws {
        #expect(try ConnectionSettings("postgresql://ada@db.example:5433/crm").sslMode == "verify-full")
        #expect(try ConnectionSettings("host=a,db.example,/run dbname=crm").sslMode == "verify-full")
        #expect(try ConnectionSettings("hostaddr=192.0.2.7 host=localhost dbname=crm").sslMode == "verify-full")
        #expect(try ConnectionSettings("postgresql://ada@db.example/crm?sslmode=disable").sslMode == "disable")
        #expect(try ConnectionSettings("postgresql://ada@localhost/crm").sslMode == "prefer")
        #expect(try ConnectionSettings("host=/run/postgresql dbname=crm").sslMode == "prefer")
        #expect(try ConnectionSettings("postgresql://127.0.0.1/crm").sslMode == "prefer")
        #expect(try ConnectionSettings("postgresql://127.0.0.1.example/crm").sslMode == "verify-full")
    }

    @Test("The place has host, port and database, and never a user or password")
    func place() throws {
        let settings = try ConnectionSettings("postgresql://ada:geheim%40x@db.example:5433/crm%20a")
        #expect(settings.place == "postgresql://db.example:5433/crm%20a")
        #expect("\(settings) \(String(reflecting: settings))".contains("geheim") == false)
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("geheim"))
        #expect(settings.user == "ada")
        #expect(try ConnectionSettings("host=/run/pg dbname=crm user=x").place == "postgresql://%2Frun%2Fpg:5432/crm")
    }

    @Test(
        "A connection string that isn't understood is refused without any word of it",
        arguments: [
            "host=db.example pass word=geheim", "postgresql://ada:geheim@db.example:port/crm", "geheim=1 host=x",
            "postgresql://ada:geheim@[db/crm", "host=db.example geheim",
        ])
    func refusals(text: String) {
        do throws(PostgreSQLFault) {
            _ = try ConnectionSettings(text)
            Issue.record("was accepted")
        } catch {
            #expect(error.exitCode == 2)
            #expect(!error.description.contains("geheim"))
        }
    }

    @Test("Services are looked up where libpq's users keep them")
    func services() throws {
        let file = "\(NSTemporaryDirectory())/customary-service-\(UUID().uuidString)"
        try "[crm_test]\nhost=db.example\nport=5444\ndbname=kunden\nuser=ada\nsslmode=verify-ca\n"
            .write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        setenv("PGSERVICEFILE", file, 1)
        defer { unsetenv("PGSERVICEFILE") }
        let settings = try ConnectionSettings("service=crm_test")
        #expect(settings.place == "postgresql://db.example:5444/kunden")
        #expect(settings.sslMode == "verify-ca")
        #expect(throws: PostgreSQLFault.self) { try ConnectionSettings("service=crm_nothing") }
    }

    @Test("What is no connection string isn't taken for one")
    func accepts() {
        for text in ["postgresql:///crm", "postgres://a/b", "service=x", "host=/run dbname=a"] {
            #expect(ConnectionSettings.accepts(text))
        }
        for text in ["sqlite:crm.sqlite", "mysql://a/b", "crm", "a=b"] { #expect(!ConnectionSettings.accepts(text)) }
    }

    @Test("Where nobody listens, the fault says so in time, with exit code 4")
    func nobody() throws {
        let settings = try ConnectionSettings("host=127.0.0.1 port=1 dbname=crm user=ada connect_timeout=2")
        do throws(PostgreSQLFault) {
            _ = try PostgreSQLConnection(settings)
            Issue.record("connected")
        } catch {
            #expect(error.isLost && error.exitCode == 4)
        }
    }
}

@Suite("A PostgreSQL server for tests")
struct PresenceTests {
    @Test(
        "PostgreSQL is installed here, so that its tests run",
        .enabled(if: PostgreSQLServer.isThere || PostgreSQLServer.isRequired, "PostgreSQL isn't installed"))
    func isThere() throws { _ = try PostgreSQLServer.shared.get() }
}

@Suite("A connection to PostgreSQL", .enabled(if: PostgreSQLServer.isThere, "PostgreSQL isn't installed"))
struct ConnectionTests {
    private func connect() throws -> PostgreSQLConnection {
        try PostgreSQLConnection(ConnectionSettings(PostgreSQLServer.shared.get().makeDatabase()))
    }

    @Test("Rows go in by binary COPY and come out in blocks, while other statements run")
    func copyAndCursor() throws {
        let connection = try connect()
        try connection.run("BEGIN; CREATE TABLE t (i bigint, b text, u uuid)")
        let copy = try CopyWriter(connection, into: "t", columns: ["i", "b", "u"], buffer: BinaryBuffer())
        for index in 0..<5_000 {
            try copy.row()
            copy.buffer.field(number: Int64(index))
            if index % 3 == 0 { copy.buffer.null() } else { copy.buffer.field("é\(index)") }
            copy.buffer.field(high: UInt64(index), low: 7)
        }
        try copy.finish()
        let cursor = try Cursor(connection, "SELECT i, b, u FROM t ORDER BY i", maximumRows: 900, maximumBytes: 1 << 20)
        var next: Int64 = 0
        while let block = try cursor.next() {
            #expect(try connection.query("SELECT count(*) FROM t").integer(0, 0) == 5_000)
            for row in 0..<block.count {
                #expect(block.integer(row, 0) == next)
                #expect(block.text(row, 1) == (next % 3 == 0 ? "" : "é\(next)"))
                #expect(block.isNull(row, 1) == (next % 3 == 0))
                #expect(block.id(row, 2) == RecordID(high: UInt64(next), low: 7))
                next += 1
            }
        }
        #expect(next == 5_000)
    }

    @Test("Parameters of every kind arrive, empty ones too, prepared or not")
    func parameters() throws {
        let connection = try connect()
        for _ in 0..<3 {
            var parameters = Parameters()
            parameters.add("")
            parameters.add(Int64.min)
            parameters.add([RecordID(high: 1, low: 2), RecordID(high: 3, low: 4)][...])
            parameters.add([][...])
            let found = try connection.query(
                "SELECT $1::text, $2::bigint, cardinality($3::uuid[]), cardinality($4::uuid[])", parameters)
            #expect(!found.isNull(0, 0) && found.text(0, 0).isEmpty)
            #expect(found.integer(0, 1) == Int64.min && found.integer(0, 2) == 2 && found.integer(0, 3) == 0)
        }
    }

    @Test("A COPY's refusal shows with the next statement and names the row, without its values")
    func refusal() throws {
        let connection = try connect()
        try connection.run("CREATE TABLE t (i bigint CONSTRAINT small CHECK (i < 100))")
        try connection.run("BEGIN")
        let copy = try CopyWriter(connection, into: "t", columns: ["i"], buffer: BinaryBuffer())
        for index in 90..<110 {
            try copy.row()
            copy.buffer.field(number: Int64(index))
        }
        try copy.finish()
        #expect(
            throws: PostgreSQLFault.refused(
                place: connection.place,
                refusal: Refusal(state: "23514", table: "t", constraint: "small", copied: "t", line: 11))
        ) { try connection.query("SELECT 1") }
        connection.rollback()
        #expect(try connection.query("SELECT count(*) FROM t").integer(0, 0) == 0)
    }

    @Test("Errors are sorted by what to do about them")
    func classes() throws {
        let connection = try connect()
        func state(_ sql: String) -> PostgreSQLFault? {
            do throws(PostgreSQLFault) { try connection.run(sql) } catch { return error }
            return nil
        }
        #expect(state("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")?.isContention == true)
        #expect(state("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '53100'; END $$")?.exitCode == 7)
        #expect(state("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '42501'; END $$")?.exitCode == 7)
        #expect(state("SET statement_timeout = 20; SELECT pg_sleep(9)") == .timedOut(place: connection.place))
        #expect(state("SELECT pg_terminate_backend(pg_backend_pid())")?.isLost == true)
    }
}
