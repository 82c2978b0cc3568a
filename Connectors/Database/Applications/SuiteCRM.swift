extension Application {
    /// SugarCRM, SuiteCRM and what descends from them. E-mail addresses are in a table of their own, what belongs to whom in
    /// link tables, custom fields in `…_cstm`; nothing is deleted but marked.
    static let suiteCRM = Application(
        name: "suitecrm", title: "SugarCRM or SuiteCRM",
        signature: ["accounts_contacts", "accounts", "contacts", "email_addr_bean_rel"],
        streams: [
            party("accounts", module: "Accounts"),
            party(
                "contacts", module: "Contacts", tables: ["accounts_contacts"],
                added: [linked("account_id", "accounts_contacts", owner: "contact_id")]),
            party("leads", module: "Leads"),
            party("prospects", module: "Prospects"),
            ApplicationStream(
                name: "opportunities", table: "opportunities", key: "id",
                tables: ["opportunities_cstm", "accounts_opportunities", "opportunities_contacts"],
                merged: [custom("opportunities")],
                added: [
                    linked("account_id", "accounts_opportunities", owner: "opportunity_id"),
                    linked("contact_id", "opportunities_contacts", owner: "opportunity_id"),
                ]),
            activity(
                "calls", tables: ["calls_contacts"], contact: linked("contact_id", "calls_contacts", owner: "call_id")),
            activity(
                "meetings", tables: ["meetings_contacts"],
                contact: linked("contact_id", "meetings_contacts", owner: "meeting_id")),
            activity("tasks"),
            activity("notes"),
            activity(
                "emails", tables: ["emails_text"],
                merged: [
                    .init(
                        "SELECT email_id AS owner, from_addr, to_addrs, cc_addrs, description AS body FROM emails_text")
                ],
                sent: [.init("sent_at", "b.date_sent_received"), .init("sent_at", "b.date_sent")]),
            ApplicationStream(
                name: "cases", table: "cases", key: "id", tables: ["cases_cstm", "contacts_cases"],
                merged: [custom("cases")], added: [linked("contact_id", "contacts_cases", owner: "case_id")]),
            ApplicationStream(
                name: "campaigns", table: "campaigns", key: "id", tables: ["campaigns_cstm"],
                merged: [custom("campaigns")]),
            ApplicationStream(
                name: "users", table: "users", key: "id", tables: ["email_addr_bean_rel", "email_addresses"],
                added: [address("email1", module: "Users", number: 0)]),
        ])

    /// A table of companies or people with their e-mail addresses and custom fields.
    private static func party(
        _ table: String, module: String, tables: [String] = [], added: [ApplicationStream.Added] = []
    ) -> ApplicationStream {
        ApplicationStream(
            name: table, table: table, key: "id",
            tables: ["\(table)_cstm", "email_addr_bean_rel", "email_addresses"] + tables,
            merged: [custom(table)],
            added: [
                address("email1", module: module, number: 0), address("email2", module: module, number: 1),
                address("email3", module: module, number: 2),
                .init("email_opt_out", first("e.opt_out", module: module, number: 0)),
                .init("invalid_email", first("e.invalid_email", module: module, number: 0)),
            ] + added)
    }

    private static func address(_ name: String, module: String, number: Int) -> ApplicationStream.Added {
        .init(name, first("e.email_address", module: module, number: number))
    }

    /// Something of the record's e-mail address of a number; the primary one is the first.
    private static func first(_ what: String, module: String, number: Int) -> String {
        """
        SELECT \(what) FROM email_addr_bean_rel AS r JOIN email_addresses AS e ON e.id = r.email_address_id
        WHERE r.bean_id = b.id AND r.bean_module = '\(module)' AND coalesce(r.deleted, '0') <> '1'
        AND coalesce(e.deleted, '0') <> '1' ORDER BY r.primary_address = '1' DESC, r.rowid LIMIT 1 OFFSET \(number)
        """
    }

    /// The key that a link table has for a record.
    private static func linked(_ column: String, _ table: String, owner: String) -> ApplicationStream.Added {
        .init(
            column,
            """
            SELECT l.\(column) FROM \(table) AS l WHERE l.\(owner) = b.id AND coalesce(l.deleted, '0') <> '1'
            ORDER BY l.rowid LIMIT 1
            """)
    }

    private static func custom(_ table: String) -> ApplicationStream.Merge {
        .init("SELECT id_c AS owner, * FROM \(table)_cstm", without: ["id_c"])
    }

    /// Something that happened, with what it belongs to in a column for each kind.
    private static func activity(
        _ table: String, tables: [String] = [], merged: [ApplicationStream.Merge] = [],
        contact: ApplicationStream.Added? = nil, sent: [ApplicationStream.Added] = []
    ) -> ApplicationStream {
        func parent(_ name: String, _ module: String) -> ApplicationStream.Added {
            .init(name, "CASE b.parent_type WHEN '\(module)' THEN b.parent_id END")
        }
        return ApplicationStream(
            name: table, table: table, key: "id", tables: ["\(table)_cstm"] + tables, merged: [custom(table)] + merged,
            added: [
                parent("parent_account_id", "Accounts"), parent("parent_contact_id", "Contacts"),
                parent("parent_lead_id", "Leads"), parent("parent_opportunity_id", "Opportunities"),
                parent("parent_case_id", "Cases"),
            ] + (contact.map { [$0] } ?? []) + sent)
    }
}
