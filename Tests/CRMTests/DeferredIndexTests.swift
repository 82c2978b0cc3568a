import CRM
import Engines
import Foundation
import PostgreSQL
import PostgreSQLServer
import Records
import Testing

/// A first large load builds indexes of its book-keeping once its rows are there: nobody may notice but by the clock.
@Suite("Indexes that wait for their rows", .enabled(if: Engine.available.contains(.postgreSQL)))
struct DeferredIndexTests {
    private func id(_ number: Int) -> RecordID { RecordID(high: 0x0000_0000_0000_8000, low: UInt64(number)) }

    private func changes(_ batch: Int) -> [ChangeRow] {
        (1...20).map { ChangeRow(batch: batch, number: $0, entity: .accounts, id: id($0), kind: .create) }
    }

    private func entries(_ batch: Int) -> [CrosswalkEntry] {
        (1...20).map { number in
            CrosswalkEntry(
                source: "shop", stream: "", key: Array("\(100 + number)".utf8), record: "company", ordinal: 0,
                entity: .accounts, masterID: id(number), rowHash: 1, batch: batch)
        }
    }

    private func indexes(_ database: TestDatabase) throws -> [String?] {
        try database.texts(
            """
            SELECT pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid || ' ' || i.indisprimary FROM pg_index AS i
            JOIN pg_class AS c ON c.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'cust' || 'omary' ORDER BY 1
            """)
    }

    private func load(_ target: any Target, _ batch: Int) throws {
        try target.withSession(.writing) { session in
            try session.append(changes(batch))
            try session.append(entries(batch))
            return .commit(())
        }
    }

    private func holding(_ target: any Target) throws -> Int {
        try target.withSession(.reading) { session in
            let blocks = try session.crosswalk()
            var count = 0
            while let block = try blocks.next() { count += block.count }
            return .rollback(count)
        }
    }

    @Test("After a first load, and after all of it was ended, every index is there as before, and finds every row")
    func loaded() throws {
        let database = try TestDatabase(.postgreSQL, checkingInSetsFrom: 0)
        _ = try database.target.prepare(now: "")
        let before = try indexes(database)
        #expect(before.contains { $0?.contains("changes_record") == true })
        #expect(before.contains { $0?.contains("crosswalk_pkey") == true })
        try load(database.target, 1)
        #expect(try indexes(database) == before)
        #expect(try holding(database.target) == 20)
        let found = try database.target.withSession(.reading) { session in
            .rollback(try session.history(of: .accounts, ids: [id(3), id(17)]).map(\.number))
        }
        #expect(found == [3, 17])
        try load(database.target, 2)
        try database.target.withSession(.writing) { session in
            try session.endAll(of: 1, by: 3)
            try session.end(Array(entries(1)[..<2]), by: 0)
            return .commit(())
        }
        #expect(try holding(database.target) == 22)
        #expect(try indexes(database) == before)
        #expect(throws: (any Error).self, "the key holds") { try load(database.target, 2) }
    }

    @Test("A table that somebody is reading keeps its indexes, and nobody waits")
    func read() throws {
        let database = try TestDatabase(.postgreSQL, checkingInSetsFrom: 0)
        _ = try database.target.prepare(now: "")
        let before = try indexes(database)
        let reader = try PostgreSQLConnection(ConnectionSettings(database.address))
        try reader.run("BEGIN; SELECT count(*) FROM customary.changes; SELECT count(*) FROM customary.crosswalk")
        try load(database.target, 1)
        #expect(try indexes(database) == before)
        #expect(try holding(database.target) == 20)
        try reader.run("COMMIT")
    }

    @Test("A role that doesn't own the tables loads as well")
    func roles() throws {
        let database = try TestDatabase(.postgreSQL, checkingInSetsFrom: 0)
        _ = try database.target.prepare(now: "")
        let role = "loader_\(UUID().uuidString.prefix(8).lowercased())"
        let owner = try PostgreSQLConnection(ConnectionSettings(database.address))
        try owner.run(Schema.roles(database: PostgreSQLServer.database(database.address)))
        try owner.run("CREATE ROLE \(role) LOGIN; GRANT customary_loader TO \(role)")
        let target = try PostgreSQLTarget(
            database.address.replacingOccurrences(of: "user=customary", with: "user=\(role)"), checkingInSetsFrom: 0)
        let before = try indexes(database)
        try load(target, 1)
        #expect(try indexes(database) == before)
        #expect(try holding(target) == 20)
    }
}
