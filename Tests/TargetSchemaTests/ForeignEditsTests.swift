import CRM
import Configuration
import Ledger
import OtherCRMs
import PostgreSQLServer
import Records
import Testing

/// What people, triggers and other rows of the other program do between load and rollback.
@Suite("Other people's work in another program's tables", .serialized, .enabled(if: PostgreSQLServer.isThere))
struct ForeignEditsTests {
    private func espo(_ description: String? = nil) throws -> OtherCRM {
        try OtherCRM("espocrm", tables: EspoCRM.tables, people: EspoCRM.people, description: description)
    }

    private func odoo(_ description: String? = nil) throws -> OtherCRM {
        try OtherCRM("odoo", tables: Odoo.tables, people: Odoo.people, description: description)
    }

    @Test("Values land in the other program's own words, ids and tables")
    func valuesLand() throws {
        let espo = try espo()
        try espo.load(.sample())
        #expect(
            try espo.text(
                """
                SELECT concat_ws('|', length(id), assigned_user_id, deleted, created_at, billing_address_street,
                billing_address_country, shipping_address_country) FROM account WHERE name = 'Bäckerei Nord GmbH'
                """) == "17|5f0000000000000a2|f|2026-01-01 08:00:00|Weg 1|Germany|Austria")
        #expect(
            try espo.text(
                """
                SELECT string_agg(e.name || ' ' || l."primary", ',' ORDER BY e.name) FROM entity_email_address l
                JOIN email_address e ON e.id = l.email_address_id JOIN account a ON a.id = l.entity_id
                WHERE a.name = 'Bäckerei Nord GmbH' AND l.entity_type = 'Account'
                """) == "info@nord.example true,office@nord.example false")
        // Two customers share one address row.
        #expect(try espo.text("SELECT count(*) FROM email_address WHERE lower = 'info@nord.example'") == "1")
        #expect(try espo.text("SELECT type || numeric FROM phone_number WHERE name LIKE '%0102'") == "Fax497315550102")
        #expect(
            try espo.text("SELECT parent_type || ' ' || status FROM call") == "Account Held")
        let odoo = try odoo()
        let plan = try odoo.plan(.sample())
        #expect(plan.notCarried.contains { $0.what.hasPrefix("consents: rows") && $0.count == 1 })
        #expect(plan.notCarried.contains { $0.what.contains("contacts.birth_date") && $0.count == 1 })
        #expect(plan.notCarried.contains { $0.what.hasPrefix("contact_points: rows of kind email") && $0.count == 1 })
        #expect(plan.notCarried.contains { $0.what.hasPrefix("order_lines: rows") && $0.count == 1 })
        try odoo.load(.sample())
        #expect(
            try odoo.text(
                """
                SELECT concat_ws('|', p.complete_name, p.email, p.email_normalized, p.user_id, p.commercial_partner_id = p.id,
                h.name, c.code, p.write_uid) FROM res_partner p JOIN res_partner h ON h.id = p.parent_id
                JOIN res_country c ON c.id = p.country_id WHERE p.vat = 'DE129273398'
                """) == "Bäckerei Nord GmbH|info@nord.example|info@nord.example|1|t|Nord Holding|DE|1")
        #expect(
            try odoo.text(
                """
                SELECT concat_ws('|', p.name, p.function, p.lang, c.name, p.commercial_partner_id = c.id)
                FROM res_partner p JOIN res_partner c ON c.id = p.parent_id WHERE p.name LIKE 'Anna%'
                """) == "Anna Maria Beispiel|Buyer|de_DE|Bäckerei Nord GmbH|t")
        #expect(
            try odoo.text(
                """
                SELECT concat_ws('|', o.state, o.partner_id = o.partner_invoice_id, o.amount_total, count(l.id), p.is_company)
                FROM sale_order o JOIN sale_order_line l ON l.order_id = o.id JOIN res_partner p ON p.id = o.partner_id
                WHERE o.name = '4711' GROUP BY o.id, p.id
                """) == "sale|t|119.00|1|t")
    }

    @Test("What people change after a load stays, in a further load and in a rollback")
    func editsStay() throws {
        let crm = try odoo()
        let first = try crm.load(.sample())
        try crm.edit(
            """
            UPDATE res_partner SET email = 'chef@nord.example' WHERE vat = 'DE129273398';
            UPDATE res_partner SET function = 'Head of buying' WHERE name LIKE 'Anna%';
            """)
        let second = try crm.plan(.sample(city: "Aalen"), now: OtherCRM.day(2))
        #expect(second.planned.changes[.contactPoints].kept.count == 1)
        #expect(second.planned.changes[.contacts].kept.count == 1)
        #expect(second.planned.changes[.contacts].updates.count == 0)
        try crm.load(.sample(city: "Aalen"), now: OtherCRM.day(2))
        #expect(
            try crm.text("SELECT email || city FROM res_partner WHERE vat = 'DE129273398'") == "chef@nord.exampleAalen")
        let report = try crm.rollback(first.batch.id)
        #expect(report.keptRecords.contains { $0.entity == .contacts && $0.reason == .edited })
        #expect(try crm.text("SELECT function FROM res_partner WHERE name LIKE 'Anna%'") == "Head of buying")
        #expect(try crm.text("SELECT count(*) FROM res_partner WHERE name = 'Cleo O''Test'") == "0")
    }

    @Test("Rows that people typed are matched and filled; a rollback puts back what stood there, to the byte")
    func existingRowsComeBack() throws {
        let crm = try odoo()
        let before = try crm.dump()
        var typed: RecordID?
        try crm.target.withSession(.reading) { session in
            let blocks = try session.rows(of: .accounts, columns: nil, ids: nil)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() where block.rows.text(row, 0) == "Typed & Sons" { typed = id }
            }
            return SessionEnd<Void>.rollback(())
        }
        var desired = DesiredMaster()
        let known = try #require(typed)
        desired.append(
            .accounts, id: known,
            values: ["name": "Typed & Sons", "vat_id": "DE129273398", "website": "https://t.example"])
        desired.append(
            .contactPoints, id: id(.contactPoints, "m"),
            values: [
                "account_id": known.description, "kind": "mobile", "value": "+497315550109", "is_primary": "true",
            ])
        try desired.finish()
        let load = try crm.load(desired)
        #expect(load.changes[.accounts].updates.count == 1)
        #expect(
            try crm.text("SELECT vat || mobile || ref FROM res_partner WHERE id = 3") == "DE129273398+497315550109T-1")
        let report = try crm.rollback(load.batch.id)
        #expect(report.proof.isEqual, "\(report.proof.differences)")
        #expect(report.keptRecords == [] && report.keptFields == [])
        expectSame(try crm.differences(from: before))
    }

    @Test("A trigger's changes are shown by the plan, proven with the batch, and not fought")
    func triggersAreSeen() throws {
        let crm = try espo()
        try crm.edit(
            """
            CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            NEW.name := upper(NEW.name); NEW.modified_at := '2026-02-02 02:02:02'; RETURN NEW; END $$;
            CREATE TRIGGER shout BEFORE INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION shout();
            """)
        let before = try crm.dump()
        let plan = try crm.plan(.sample())
        #expect(plan.planned.remarks.contains { $0.contains("changes accounts.name when it is written, 2 times") })
        let load = try crm.load(.sample())
        let report = try Verifier.verify(load.batch.id, on: crm.target)
        #expect(report.changedSince == [])
        #expect(try crm.plan(.sample(), now: OtherCRM.day(2)).planned.changes.isEmpty)
        let rollback = try crm.rollback(load.batch.id)
        #expect(rollback.proof.isEqual)
        expectSame(try crm.differences(from: before))
    }

    @Test("A record on which somebody else's row hangs stays when its load is taken back, foreign key or not")
    func dependantsStay() throws {
        let espo = try espo()
        let load = try espo.load(.sample())
        try espo.edit(
            "INSERT INTO email (id, name, account_id) SELECT 'e', 'Hello', id FROM account WHERE name = 'Nord Holding'")
        let report = try espo.rollback(load.batch.id)
        #expect(report.keptRecords.contains { $0.entity == .accounts && $0.reason == .dependants })
        #expect(try espo.text("SELECT count(*) FROM account WHERE name = 'Nord Holding'") == "1")
        #expect(try espo.text("SELECT count(*) FROM account WHERE name LIKE 'Bäckerei%'") == "0")
        let odoo = try odoo()
        let second = try odoo.load(.sample())
        try odoo.edit(
            """
            INSERT INTO account_move (name, partner_id) SELECT 'INV/1', id FROM res_partner WHERE name = 'Nord Holding';
            INSERT INTO mail_activity (res_model, res_id, summary)
            SELECT 'res.partner', id, 'call' FROM res_partner WHERE name LIKE 'Cleo%';
            """)
        let kept = try odoo.rollback(second.batch.id).keptRecords
        #expect(
            kept.filter { $0.reason == .dependants }.map(\.entity.table).sorted() == ["accounts", "contacts"], "\(kept)"
        )
        // Who works for a kept company belongs to it.
        let names = try odoo.text(
            "SELECT string_agg(name, ',' ORDER BY name) FROM res_partner WHERE create_date = '2026-01-01 08:00:00.123456'"
        )
        #expect(names == "Bert Probe,Cleo O'Test,Nord Holding")
    }

    @Test("A merge marks the loser in the other program's way, and its rollback brings every byte back")
    func mergeAndBack() throws {
        for crm in [try espo(), try odoo()] {
            try crm.load(.sample())
            let before = try crm.dump()
            var merging = try DesiredMaster.sample()
            merging.merges = [
                Merge(entity: .accounts, loser: id(.accounts, "holding"), survivor: id(.accounts, "bakery"))
            ]
            let merge = try crm.load(merging, now: OtherCRM.day(2))
            #expect(merge.changes[.accounts].updates.kinds.contains(.merge))
            #expect(try crm.differences(from: before).contains { $0.contains("+") && $0.contains("Nord Holding") })
            try crm.rollback(merge.batch.id)
            expectSame(try crm.differences(from: before))
        }
    }

    @Test("A description that doesn't fit is refused with every place that is wrong, before anything is written")
    func misfits() throws {
        let text = try OtherCRM.description("odoo")
        let wrong = text.replacing("vat_id: vat", with: "vat_id: vatt")
            .replacing("      partner_invoice_id: {same_as: partner_id}\n", with: "")
            .replacing(
                "      bill_to_account_id: partner_invoice_id\n      bill_to_contact_id: partner_invoice_id\n", with: ""
            )
            .replacing("columns: {value: mobile}", with: "columns: {value: color}")
            .replacing("amount: expected_revenue", with: "amount: date_deadline")
            .replacing("public.res_company,", with: "public.res_company, public.sale_order, public.nowhere,")
        let crm = try odoo(wrong)
        let before = try crm.dump()
        do {
            _ = try crm.plan(.sample())
            Issue.record("planned with a wrong description")
        } catch CRMFault.misfit(_, let problems) {
            let all = problems.joined(separator: "\n")
            #expect(all.contains("res_partner has no column vatt"), "\(all)")
            #expect(all.contains("sale_order.partner_invoice_id is NOT NULL without a default"), "\(all)")
            #expect(all.contains("date_deadline holds dates"), "\(all)")
            #expect(all.contains("there is no table public.nowhere"), "\(all)")
            #expect(all.contains("color holds whole numbers"), "\(all)")
            #expect(problems.allSatisfy { $0.hasPrefix("odoo.yaml:") && !$0.hasPrefix("odoo.yaml:0") })
        }
        expectSame(try crm.differences(from: before))
        let touching = try odoo(text.replacing("[public.res_users,", with: "[public.res_partner, public.res_users,"))
        #expect(throws: CRMFault.self) { try touching.plan(.sample()) }
    }

    @Test("Loading needs the tables that are described, not more: nothing is written where nothing may be")
    func untouchedStays() throws {
        let crm = try espo()
        let names = ["user", "team", "role", "email", "account_document"]
        let before = try crm.dump()
        let people = try crm.text(
            "SELECT string_agg(concat_ws('|', id, type, sic_code, created_by_id), ',' ORDER BY id) FROM account WHERE id LIKE '5f0000000000000b%'"
        )
        try crm.load(.sample())
        let after = try crm.dump()
        for name in names { #expect(before[name] == after[name]) }
        #expect(
            try crm.text(
                "SELECT string_agg(concat_ws('|', id, type, sic_code, created_by_id), ',' ORDER BY id) FROM account WHERE id LIKE '5f0000000000000b%'"
            ) == people)
        #expect(before["schema"] == after["schema"])
    }
}
