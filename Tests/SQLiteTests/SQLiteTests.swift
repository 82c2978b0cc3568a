import Foundation
import SQLite
import Testing

@Suite("SQLite databases")
struct SQLiteTests {
    private func path() throws -> String {
        let folder = "\(NSTemporaryDirectory())/customary-sqlite-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return "\(folder)/a.sqlite"
    }

    @Test("A new file and its log are readable by their owner only, whatever the umask")
    func privateFiles() throws {
        let path = try path()
        let database = try SQLiteDatabase(path: path, mode: .readWriteCreate)
        try database.write { try $0.execute("CREATE TABLE t (a TEXT) STRICT") }
        for name in [path, path + "-wal", path + "-shm"] {
            let mode = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
    }

    @Test("What a killed program had begun in a file without a log is taken back, also for one who only reads")
    func hotJournal() throws {
        let (path, copy) = (try path(), try path())
        let made = try SQLiteDatabase(path: path, mode: .readWriteCreate)
        try made.write { try $0.execute("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('before')") }
        try made.outsideTransaction { try $0.execute("PRAGMA journal_mode = delete") }
        let other = try SQLiteDatabase(path: path, mode: .guest, cacheBytes: 4_096)
        try other.outsideTransaction { connection in
            try connection.execute("BEGIN; UPDATE t SET a = 'between'")
            for _ in 0..<400 {
                try connection.execute("INSERT INTO t VALUES ('\(String(repeating: "x", count: 900))')")
            }
            // What lies on the disk is just what a kill would leave.
            for name in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: path + name, toPath: copy + name)
            }
            try connection.execute("ROLLBACK")
        }
        let size = try FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int ?? 0
        #expect(size > 100_000, "else nothing had gone into the file, and this proves nothing")
        let text = try SQLiteDatabase(path: copy, mode: .readOnly).read { try $0.text("SELECT group_concat(a) FROM t") }
        #expect(text == "before")
    }

    @Test("The settings that safety rests on are on")
    func settings() throws {
        let database = try SQLiteDatabase(path: path(), mode: .readWriteCreate)
        let wanted = [
            "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0",
            "cell_size_check": "1", "secure_delete": "1", "mmap_size": "0", "busy_timeout": "5000",
        ]
        try database.read { connection in
            for (name, value) in wanted {
                let found = try connection.text("PRAGMA \(name)")
                #expect(found == value, "\(name)")
            }
        }
    }

    @Test("Bytes, text, numbers and NULL come back as they were bound")
    func values() throws {
        let database = try SQLiteDatabase(path: "", mode: .temporary)
        try database.write { connection in
            try connection.execute("CREATE TABLE t (a TEXT, b INTEGER, c BLOB, d TEXT, e TEXT) STRICT")
            let insert = try connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?)")
            for round in 0..<3 {
                try insert.bind(Array("gr\u{FC}n \(round)".utf8), at: 1)
                try insert.bind(Int64.min + Int64(round), at: 2)
                try insert.bindBlob([0, 255, UInt8(round)], at: 3)
                try insert.bindNull(at: 4)
                try insert.bind([UInt8](), at: 5)
                try insert.run()
            }
            let select = try connection.prepare("SELECT * FROM t ORDER BY b")
            for round in 0..<3 {
                #expect(try select.step())
                #expect(select.text(0) == "gr\u{FC}n \(round)")
                #expect(select.int64(1) == Int64.min + Int64(round))
                #expect(select.bytes(2) == [0, 255, UInt8(round)])
                #expect(select.isNull(3))
                #expect(!select.isNull(4))
                #expect(select.bytes(4).isEmpty)
            }
            #expect(try !select.step())
        }
    }

    @Test("A write that throws, and a rehearsal, leave nothing; a decision holds as decided")
    func transactions() throws {
        let database = try SQLiteDatabase(path: path(), mode: .readWriteCreate)
        try database.write { try $0.execute("CREATE TABLE t (a INTEGER) STRICT") }
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try database.write { connection in
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        try database.rehearse { connection in
            try connection.execute("INSERT INTO t VALUES (2)")
            #expect(try connection.integer("SELECT count(*) FROM t") == 1)
        }
        try database.decide { connection in
            try connection.execute("INSERT INTO t VALUES (3)")
            return (false, ())
        }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM t") } == 0)
        try database.decide { connection in
            try connection.execute("INSERT INTO t VALUES (4)")
            return (true, ())
        }
        #expect(try database.read { try $0.integer("SELECT a FROM t") } == 4)
    }

    @Test("Faults say what happened and carry their exit code's class")
    func faults() throws {
        let path = try path()
        #expect(throws: SQLiteFault.self) { try SQLiteDatabase(path: path, mode: .readWrite) }
        #expect(!FileManager.default.fileExists(atPath: path))
        let database = try SQLiteDatabase(path: path, mode: .readWriteCreate)
        try database.write { try $0.execute("CREATE TABLE t (a INTEGER UNIQUE) STRICT; PRAGMA application_id = 7") }
        #expect(throws: SQLiteFault.notOurs(path: path, expected: 9, found: 7)) {
            try SQLiteDatabase(path: path, mode: .readWrite, applicationID: 9)
        }
        do {
            try database.write { try $0.execute("INSERT INTO t VALUES (1), (1)") }
            Issue.record("the constraint wasn't checked")
        } catch let fault as SQLiteFault {
            guard case .constraint = fault else { throw fault }
            #expect(fault.exitCode == 4)
        }
        let reader = try SQLiteDatabase(path: path, mode: .readOnly)
        do {
            try reader.write { try $0.execute("INSERT INTO t VALUES (1)") }
            Issue.record("a read-only database was written")
        } catch let fault as SQLiteFault {
            #expect(fault.exitCode == 7)
        }
        try Data(repeating: 65, count: 8_192).write(to: URL(fileURLWithPath: path + "x"))
        do {
            _ = try SQLiteDatabase(path: path + "x", mode: .readWrite)
            Issue.record("garbage was opened")
        } catch {
            #expect(error.exitCode == 6)
        }
    }

    @Test("What a reader sees doesn't change under it")
    func snapshots() throws {
        let path = try path()
        let writer = try SQLiteDatabase(path: path, mode: .readWriteCreate)
        try writer.write { try $0.execute("CREATE TABLE t (a INTEGER) STRICT") }
        let reader = try SQLiteDatabase(path: path, mode: .readOnly)
        try reader.read { connection in
            #expect(try connection.integer("SELECT count(*) FROM t") == 0)
            try writer.write { try $0.execute("INSERT INTO t VALUES (1)") }
            #expect(try connection.integer("SELECT count(*) FROM t") == 0)
        }
        #expect(try reader.read { try $0.integer("SELECT count(*) FROM t") } == 1)
    }
}
