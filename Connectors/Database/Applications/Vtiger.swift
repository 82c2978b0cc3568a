extension Application {
    /// vtiger: what all records have in common is in `vtiger_crmentity`, the rest in a table for each kind, their addresses and
    /// their custom fields.
    static let vtiger = Application(
        name: "vtiger", title: "vtiger", signature: ["vtiger_crmentity", "vtiger_account", "vtiger_contactdetails"],
        streams: [
            stream(
                "accounts", "vtiger_account", "accountid",
                [
                    ("vtiger_accountbillads", "accountaddressid"), ("vtiger_accountshipads", "accountaddressid"),
                    ("vtiger_accountscf", "accountid"),
                ]),
            stream(
                "contacts", "vtiger_contactdetails", "contactid",
                [
                    ("vtiger_contactaddress", "contactaddressid"),
                    ("vtiger_contactsubdetails", "contactsubscriptionid"),
                    ("vtiger_contactscf", "contactid"),
                ]),
            stream(
                "leads", "vtiger_leaddetails", "leadid",
                [
                    ("vtiger_leadaddress", "leadaddressid"), ("vtiger_leadsubdetails", "leadsubscriptionid"),
                    ("vtiger_leadscf", "leadid"),
                ]),
            stream(
                "potentials", "vtiger_potential", "potentialid", [("vtiger_potentialscf", "potentialid")],
                added: [
                    related("account_id", "b.related_to", "Accounts"),
                    .init("related_contact_id", "coalesce(b.contact_id, (\(ofType("b.related_to", "Contacts"))))"),
                ]),
            stream(
                "activities", "vtiger_activity", "activityid", [("vtiger_activitycf", "activityid")],
                tables: ["vtiger_seactivityrel", "vtiger_cntactivityrel"],
                added: [
                    linked("account_id", "vtiger_seactivityrel", "activityid", "Accounts"),
                    .init(
                        "contact_id",
                        "SELECT l.contactid FROM vtiger_cntactivityrel AS l WHERE l.activityid = b.activityid ORDER BY l.rowid LIMIT 1"
                    ),
                    linked("potential_id", "vtiger_seactivityrel", "activityid", "Potentials"),
                    linked("ticket_id", "vtiger_seactivityrel", "activityid", "HelpDesk"),
                    .init("starts_at", "b.date_start || coalesce(' ' || b.time_start, '')"),
                ]),
            stream(
                "notes", "vtiger_notes", "notesid", [("vtiger_notescf", "notesid")], tables: ["vtiger_senotesrel"],
                added: [
                    linked("account_id", "vtiger_senotesrel", "notesid", "Accounts"),
                    linked("contact_id", "vtiger_senotesrel", "notesid", "Contacts"),
                    linked("potential_id", "vtiger_senotesrel", "notesid", "Potentials"),
                ]),
            stream(
                "comments", "vtiger_modcomments", "modcommentsid", [],
                added: [
                    related("account_id", "b.related_to", "Accounts"),
                    related("contact_id", "b.related_to", "Contacts"),
                    related("potential_id", "b.related_to", "Potentials"),
                    related("ticket_id", "b.related_to", "HelpDesk"),
                ]),
            stream(
                "tickets", "vtiger_troubletickets", "ticketid", [("vtiger_ticketcf", "ticketid")],
                added: [
                    related("account_id", "b.parent_id", "Accounts"),
                    .init("related_contact_id", "coalesce(b.contact_id, (\(ofType("b.parent_id", "Contacts"))))"),
                ]),
            stream("campaigns", "vtiger_campaign", "campaignid", [("vtiger_campaignscf", "campaignid")]),
            stream(
                "invoices", "vtiger_invoice", "invoiceid",
                [
                    ("vtiger_invoicebillads", "invoicebilladdressid"), ("vtiger_invoicecf", "invoiceid"),
                ]),
            ApplicationStream(name: "users", table: "vtiger_users", key: "id"),
        ])

    private static func stream(
        _ name: String, _ table: String, _ key: String, _ parts: [(table: String, key: String)],
        tables: [String] = [], added: [ApplicationStream.Added] = []
    ) -> ApplicationStream {
        ApplicationStream(
            name: name, table: table, key: key, tables: ["vtiger_crmentity"] + parts.map(\.table) + tables,
            merged: parts.map { .init("SELECT \($0.key) AS owner, * FROM \($0.table)", without: [$0.key]) } + [
                .init(
                    """
                    SELECT crmid AS owner, smcreatorid, smownerid, modifiedby, setype, description AS entity_description,
                    createdtime, modifiedtime, deleted FROM vtiger_crmentity
                    """)
            ],
            added: added)
    }

    /// A key where it is one of a kind of record.
    private static func ofType(_ key: String, _ type: String) -> String {
        "SELECT c.crmid FROM vtiger_crmentity AS c WHERE c.crmid = \(key) AND c.setype = '\(type)' LIMIT 1"
    }

    private static func related(_ name: String, _ key: String, _ type: String) -> ApplicationStream.Added {
        .init(name, ofType(key, type))
    }

    private static func linked(_ name: String, _ table: String, _ key: String, _ type: String)
        -> ApplicationStream.Added
    {
        .init(
            name,
            """
            SELECT l.crmid FROM \(table) AS l JOIN vtiger_crmentity AS c ON c.crmid = l.crmid
            WHERE l.\(key) = b.\(key) AND c.setype = '\(type)' ORDER BY l.rowid LIMIT 1
            """)
    }
}
