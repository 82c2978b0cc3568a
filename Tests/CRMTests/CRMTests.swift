import CRM
import Foundation
import Records
import SQLite
import Testing

@Suite("The CRM's schema and its SQLite target")
struct CRMTests {
    private func target() throws -> SQLiteTarget {
        let folder = "\(NSTemporaryDirectory())/customary-crm-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return SQLiteTarget(path: "\(folder)/crm.sqlite")
    }

    private func id(_ number: UInt64) -> RecordID { RecordID(high: 0x0000_0000_0000_8000, low: number) }

    private func edit(_ target: SQLiteTarget, _ sql: String) throws {
        try SQLiteDatabase(path: target.path, mode: .readWrite).write { try $0.execute(sql) }
    }

    @Test("Every column of the customer model is in the schema, and every reference has an index")
    func schemaIsComplete() throws {
        let sql = Schema.sql(for: .sqlite)
        let database = try SQLiteDatabase(path: "", mode: .temporary)
        try database.write { connection in
            try connection.execute(sql)
            for entity in Entity.allCases {
                var names: [String] = []
                let statement = try connection.prepare("SELECT name FROM pragma_table_info('\(entity.table)')")
                while try statement.step() { names.append(statement.text(0)) }
                #expect(names == ["id"] + Schema.storedColumns(of: entity).map(\.name) + ["row_version"])
                #expect(Schema.storedColumns(of: entity).count <= 64, "a mask has 64 bits")
                for reference in Schema.references(of: entity) {
                    let column = Schema.storedColumns(of: entity)[reference.column].name
                    #expect(sql.contains("INDEX IF NOT EXISTS \(entity.table)_\(column) ON"))
                }
            }
        }
    }

    @Test("Preparing twice changes nothing, and a prepared file says whose it is")
    func prepare() throws {
        let target = try target()
        #expect(!target.exists)
        let first = try target.prepare(now: "")
        #expect(try target.prepare(now: "") == first)
        #expect(first.databaseID.count == 36)
        let database = try SQLiteDatabase(path: target.path, mode: .readOnly)
        let marks = try database.read { connection in
            [try connection.integer("PRAGMA application_id"), try connection.integer("PRAGMA user_version")]
        }
        #expect(marks == [Int64(Schema.applicationID), Int64(Schema.version)])
    }

    @Test("Edits, inserts and deletes by any tool raise the fingerprint")
    func foreignEditsAreSeen() throws {
        let target = try target()
        var last = try target.prepare(now: "")
        func moves(_ sql: String) throws {
            try edit(target, sql)
            let now = try target.withSession(.reading) { .rollback(try $0.fingerprint()) }
            #expect(now != last)
            #expect(now.highestVersion > last.highestVersion)
            last = now
        }
        try moves("INSERT INTO contacts (id, given_name) VALUES ('\(id(1))', 'a'), ('\(id(2))', 'b')")
        try moves("UPDATE contacts SET given_name = 'c' WHERE id = '\(id(1))'")
        try moves("DELETE FROM contacts WHERE id = '\(id(2))'")
        let stamp = try target.withSession(.reading) { session in
            let block = try session.rows(of: .contacts, columns: nil, ids: nil).next()
            return .rollback(block?.rows.text(0, Schema.modelWidth(of: .contacts)) ?? "")
        }
        #expect(stamp.count == 27)
        #expect(stamp.hasSuffix("Z"))
    }

    @Test("Rows come back in id order with the values that were inserted, NULL and empty as one")
    func rows() throws {
        let target = try target()
        _ = try target.prepare(now: "")
        let width = Schema.storedColumns(of: .orders).count
        var rows = Rows(width: width)
        let total = try #require(CustomerModel.columnIndex("total", of: .orders))
        for row in 0..<3 {
            for column in 0..<width {
                rows.append(
                    column == total
                        ? "-\(row).05"
                        : row == 1
                            ? "" : "x\(row)".filter { _ in Schema.storedColumns(of: .orders)[column].type == .text })
            }
        }
        try target.withSession(.writing) { session in
            try session.insert(.orders, ids: [id(3), id(1), id(2)], rows: rows)
            return .commit(())
        }
        try target.withSession(.reading) { session in
            let block = try #require(try session.rows(of: .orders, columns: nil, ids: nil).next())
            #expect(block.ids == [id(1), id(2), id(3)])
            for column in 0..<width {
                #expect(block.rows[0, column] == rows[1, column])
                #expect(block.rows[2, column] == rows[0, column])
            }
            let some = try #require(try session.rows(of: .orders, columns: [total], ids: [id(2), id(9)]).next())
            #expect(some.ids == [id(2)])
            #expect(some.rows.text(0, 0) == "-2.05")
            return .rollback(())
        }
    }

    @Test("A reference to nothing is refused by name, before anything is committed")
    func references() throws {
        let target = try target()
        _ = try target.prepare(now: "")
        let width = Schema.storedColumns(of: .contactPoints).count
        let column = try #require(CustomerModel.columnIndex("contact_id", of: .contactPoints))
        var rows = Rows(width: width)
        for index in 0..<width { rows.append(index == column ? id(7).description : "") }
        #expect(
            throws: CRMFault.danglingReference(
                location: target.location, table: "contact_points", id: id(1).description, column: "contact_id",
                missing: id(7).description)
        ) {
            try target.withSession(.writing) { session in
                try session.insert(.contactPoints, ids: [id(1)], rows: rows)
                return .commit(())
            }
        }
        let count = try target.withSession(.reading) { .rollback(try $0.fingerprint().counts.reduce(0, +)) }
        #expect(count == 0)
    }

    @Test("A table of a smaller model gets the columns that it lacks, and keeps its rows")
    func columnsAreAdded() throws {
        let target = try target()
        let kept = "id TEXT NOT NULL PRIMARY KEY, created_at TEXT, created_by TEXT, updated_at TEXT, updated_by TEXT"
        try SQLiteDatabase(path: target.path, mode: .readWriteCreate).write { connection in
            try connection.execute(
                "CREATE TABLE users (\(kept), row_version INTEGER NOT NULL DEFAULT 0, name TEXT) STRICT")
            try connection.execute("INSERT INTO users (id, name) VALUES ('\(id(1))', 'Ada')")
        }
        _ = try target.prepare(now: "")
        let row = try target.withSession(.reading) { session in
            SessionEnd.rollback(try session.rows(of: .users, columns: nil, ids: nil).next())
        }
        let name = try #require(CustomerModel.columnIndex("name", of: .users))
        #expect(row?.rows.text(0, name) == "Ada")
    }

    @Test("A table that lacks a column, a malformed id and a newer schema are refused by name")
    func refusals() throws {
        let first = try target()
        try SQLiteDatabase(path: first.path, mode: .readWriteCreate).write { connection in
            try connection.execute("CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT)")
        }
        #expect(throws: CRMFault.missingColumn(location: first.path, table: "users", column: "created_at")) {
            try first.prepare(now: "")
        }
        let second = try target()
        _ = try second.prepare(now: "")
        let odd = String(repeating: "x", count: 36)
        try edit(second, "INSERT INTO users (id) VALUES ('\(odd)')")
        #expect(throws: CRMFault.malformedID(location: second.location, table: "users", id: odd)) {
            try second.withSession(.reading) { .rollback(try $0.rows(of: .users, columns: nil, ids: nil).next()?.ids) }
        }
        try edit(second, "UPDATE customary_database SET schema_version = 99")
        #expect(throws: CRMFault.newerSchema(location: second.path, found: 99, known: Schema.version)) {
            try second.prepare(now: "")
        }
    }

    @Test(
        "Canonical numbers have one text each",
        arguments: [
            (FieldType.money, "1234.5", "1234.50"), (.money, "0", "0.00"), (.money, "-0.0500", "-0.05"),
            (.money, "1.23450", "1.2345"), (.money, "922337203685477.5807", "922337203685477.5807"),
            (.quantity, "2.50", "2.5"), (.quantity, "3.000", "3"), (.integer, "007", "7"), (.boolean, "true", "true"),
            (.money, "", ""), (.text, "a ", "a "),
        ])
    func canonical(type: FieldType, given: String, expected: String) {
        #expect(CanonicalValue.canonical(Array(given.utf8)[...], as: type) == Array(expected.utf8))
    }

    @Test(
        "What is no number of its type has no canonical text",
        arguments: [
            (FieldType.money, "1,5"), (.money, "1.23456"), (.money, "."), (.money, "1."), (.money, "-"), (.money, " 1"),
            (.money, "922337203685477.5808"), (.integer, "1.0"), (.boolean, "1"), (.quantity, "1e3"), (.money, "--1"),
        ])
    func notCanonical(type: FieldType, given: String) {
        #expect(CanonicalValue.canonical(Array(given.utf8)[...], as: type) == nil)
    }
}
