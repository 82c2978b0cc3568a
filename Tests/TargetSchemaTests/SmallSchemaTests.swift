import CRM
import Ledger
import Records
import Testing

/// The same on a SQLite file of another program.
@Suite("Loading into a small SQLite schema of somebody else")
struct SmallSchemaTests {
    private static let tables = """
        CREATE TABLE firms (nr INTEGER PRIMARY KEY AUTOINCREMENT, title VARCHAR(20) NOT NULL, mail TEXT, city TEXT,
            land TEXT NOT NULL DEFAULT '', gone BOOLEAN NOT NULL DEFAULT 0, edited DATETIME);
        CREATE TABLE folk (uid TEXT PRIMARY KEY, full TEXT NOT NULL, firm INTEGER REFERENCES firms (nr), born DATE);
        CREATE TABLE remarks (firm INTEGER NOT NULL REFERENCES firms (nr), what TEXT);
        INSERT INTO firms (title, mail, city, land) VALUES ('Typed', '', NULL, 'Germany'), ('Other', 'a@b.example', 'Ulm', '');
        INSERT INTO folk VALUES ('x-1', 'Tilda von Typed', 1, '1980-01-02');
        """

    private static let description = """
        version: 1
        name: small
        places:
          accounts:
            table: firms
            id: {column: nr, made_by: sequence}
            columns:
              name: title
              deleted_at: {column: gone, deleted: true, live: false}
              updated_at: edited
          contacts:
            table: folk
            id: {column: uid, made_by: uuid}
            columns: {full_name: full, birth_date: born}
          account_contacts:
            of: contacts
            columns: {account_id: firm}
          contact_points:
            of: accounts
            takes: {kind: email}
            reads: {is_primary: true}
            columns: {value: mail}
          addresses:
            of: accounts
            takes: {kind: [billing, other]}
            reads: {is_primary: true}
            columns: {city: city, country: {column: land, values: {DE: Germany, AT: Austria}}}
        """

    @Test("Load, again, further delivery, rollback: every byte of every table, and the file's own schema")
    func roundTrip() throws {
        let crm = try OtherCRM(sqlite: SmallSchemaTests.tables, description: SmallSchemaTests.description)
        let before = try crm.dump()
        let first = try crm.load(.sample())
        #expect(
            try crm.text("SELECT title || '|' || mail || '|' || city || '|' || land FROM firms WHERE title LIKE 'B%'")
                == "Bäckerei Nord GmbH|info@nord.example|Ulm|Germany")
        #expect(try crm.text("SELECT full || firm FROM folk WHERE full LIKE 'Anna%'").hasPrefix("Anna Maria Beispiel"))
        #expect(try Verifier.verify(first.batch.id, on: crm.target).changedSince == [])
        let again = try crm.plan(.sample(), now: OtherCRM.day(2))
        #expect(again.planned.changes.isEmpty, "\(again.planned.changes.counts)")
        let middle = try crm.dump()
        let second = try crm.load(.sample(city: "Aalen"), now: OtherCRM.day(2))
        try crm.rollback(second.batch.id)
        expectSame(try crm.differences(from: middle))
        let report = try crm.rollback(first.batch.id, now: OtherCRM.day(21))
        #expect(report.proof.isEqual, "\(report.proof.differences)")
        expectSame(try crm.differences(from: before))
        #expect(try crm.text("PRAGMA journal_mode") == "delete")
        #expect(try crm.text("PRAGMA application_id") == "0")
    }

    @Test("A name that is too long is cut to what the column holds, counted, and not wanted again")
    func shortened() throws {
        let crm = try OtherCRM(sqlite: SmallSchemaTests.tables, description: SmallSchemaTests.description)
        var desired = DesiredMaster()
        desired.add(.accounts, "long", ["name": "Ä name of more than twenty characters"])
        try desired.finish()
        let plan = try crm.plan(desired)
        // SQLite itself doesn't keep VARCHAR(20).
        #expect(plan.notCarried.isEmpty)
        try crm.load(desired)
        #expect(try crm.plan(desired, now: OtherCRM.day(2)).planned.changes.isEmpty)
    }

    @Test("A foreign key of another table keeps a record; without a database there is nothing to plan on")
    func strangers() throws {
        let crm = try OtherCRM(sqlite: SmallSchemaTests.tables, description: SmallSchemaTests.description)
        let load = try crm.load(.sample())
        try crm.edit("INSERT INTO remarks SELECT nr, 'hello' FROM firms WHERE title = 'Nord Holding'")
        let report = try crm.rollback(load.batch.id)
        #expect(report.keptRecords.contains { $0.entity == .accounts && $0.reason == .dependants })
        #expect(try crm.text("SELECT count(*) FROM firms") == "3")
        let none = SchemaTarget(sqlite: "\(crm.folder)/none.sqlite", schema: crm.target.schema)
        #expect(!none.exists)
        #expect(throws: CRMFault.absent(location: none.location)) {
            try none.withSession(.reading) { _ in SessionEnd<Void>.rollback(()) }
        }
    }
}
