/// The columns of each table.
extension CustomerModel {
    static let columnTable: [[Column]] = Entity.allCases.map { entity in
        switch entity {
        case .users:
            [
                column("name", .text, .personal), column("email", .email, .personal), column("initials", .text),
                column("active", .boolean),
            ]
        case .accounts:
            [
                column("name", .organisationName, .personal), column("legal_form", .text), column("vat_id", .taxNumber),
                column("tax_number", .taxNumber, .personal), column("other_tax_numbers", .text),
                column("registration_number", .identifier), column("website", .url), column("industry", .text),
                column("parent_id", .reference(.accounts)), column("owner_id", .reference(.users)),
                column("lifecycle_stage", .word), column("record_status", .word), column("collective", .boolean),
                column("currency", .currency), column("customer_since", .date), column("lead_source", .text),
                column("credit_limit", .money), column("payment_terms", .text), column("description", .text, .personal),
                column("merged_into", .reference(.accounts)), column("deleted_at", .timestamp),
                column("custom", .custom),
                column("kind", .word),
            ]
        case .contacts:
            [
                column("prefix", .text), column("given_name", .personName, .personal),
                column("middle_name", .personName, .personal), column("family_name", .personName, .personal),
                column("suffix", .text), column("job_title", .text), column("department", .text),
                column("birth_date", .date, .sensitive), column("language", .language),
                column("owner_id", .reference(.users)), column("record_status", .word), column("customer_since", .date),
                column("lead_source", .text), column("tax_number", .taxNumber, .personal),
                column("description", .text, .personal), column("merged_into", .reference(.contacts)),
                column("deleted_at", .timestamp), column("custom", .custom),
                column("preferred_channel", .word),
            ]
        case .accountContacts:
            [
                column("account_id", .reference(.accounts)), column("contact_id", .reference(.contacts)),
                column("role", .text), column("valid_from", .date), column("valid_until", .date),
            ]
        case .relations:
            [
                column("from_account_id", .reference(.accounts)), column("from_contact_id", .reference(.contacts)),
                column("to_account_id", .reference(.accounts)), column("to_contact_id", .reference(.contacts)),
                column("kind", .word), column("valid_from", .date), column("valid_until", .date),
            ]
        case .contactPoints:
            [
                column("account_id", .reference(.accounts)), column("contact_id", .reference(.contacts)),
                column("kind", .word), column("value", .text, .personal), column("value_given", .text, .personal),
                column("is_primary", .boolean), column("is_shared", .boolean), column("is_alias", .boolean),
            ]
        case .addresses:
            [
                column("account_id", .reference(.accounts)), column("contact_id", .reference(.contacts)),
                column("kind", .word), column("street", .street, .personal), column("street2", .text, .personal),
                column("postcode", .postcode, .personal), column("city", .city, .personal), column("region", .text),
                column("country", .country), column("is_primary", .boolean), column("valid_from", .date),
                column("valid_until", .date),
            ]
        case .consents:
            [
                column("account_id", .reference(.accounts)), column("contact_id", .reference(.contacts)),
                column("channel", .word), column("address", .text, .personal), column("status", .word),
                column("basis", .text), column("occurred_at", .timestamp), column("source", .text),
            ]
        case .orders:
            [
                column("number", .identifier), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)), column("channel", .text), column("ordered_at", .timestamp),
                column("status", .word), column("currency", .currency), column("subtotal", .money),
                column("shipping", .money), column("tax", .money), column("total", .money), column("refunded", .money),
                column("note", .text, .personal),
                column("discount", .money), column("opportunity_id", .reference(.opportunities)),
                column("bill_to_account_id", .reference(.accounts)),
                column("bill_to_contact_id", .reference(.contacts)),
                column("ship_to_account_id", .reference(.accounts)),
                column("ship_to_contact_id", .reference(.contacts)), column("turnover", .boolean),
            ]
        case .orderLines:
            [
                column("order_id", .reference(.orders)), column("line", .integer), column("sku", .identifier),
                column("name", .text), column("quantity", .quantity), column("unit_price", .money),
                column("product_id", .reference(.products)), column("discount", .money), column("tax", .money),
                column("total", .money),
            ]
        case .invoices:
            [
                column("number", .identifier), column("type", .word), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)), column("order_number", .identifier),
                column("issued_on", .date), column("due_on", .date), column("net", .money), column("tax", .money),
                column("gross", .money), column("open_amount", .money), column("currency", .currency),
                column("status", .word),
                column("order_id", .reference(.orders)), column("turnover", .boolean),
            ]
        case .activities:
            [
                column("kind", .word), column("subject", .text, .personal), column("body", .text, .personal),
                column("occurred_at", .timestamp), column("author", .text, .personal),
                column("author_id", .reference(.users)), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)),
                column("due_at", .timestamp), column("status", .word), column("direction", .word),
                column("opportunity_id", .reference(.opportunities)), column("ticket_id", .reference(.tickets)),
            ]
        case .suppressions:
            [
                column("kind", .word), column("hash", .identifier), column("reason", .text),
                column("occurred_at", .timestamp), column("source", .text),
            ]
        case .products:
            [
                column("sku", .identifier), column("name", .text), column("description", .text),
                column("category", .text), column("unit_price", .money), column("currency", .currency),
                column("active", .boolean), column("custom", .custom),
            ]
        case .opportunities:
            [
                column("name", .text, .personal), column("number", .identifier),
                column("account_id", .reference(.accounts)), column("contact_id", .reference(.contacts)),
                column("owner_id", .reference(.users)), column("stage", .text), column("status", .word),
                column("amount", .money), column("currency", .currency), column("probability", .quantity),
                column("expected_on", .date), column("closed_on", .date), column("opened_at", .timestamp),
                column("lead_source", .text), column("description", .text, .personal), column("turnover", .boolean),
                column("custom", .custom),
            ]
        case .payments:
            [
                column("number", .identifier), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)), column("paid_on", .date), column("amount", .money),
                column("currency", .currency), column("method", .text), column("reference", .text, .personal),
                column("status", .word),
            ]
        case .allocations:
            [
                column("invoice_id", .reference(.invoices)), column("credit_id", .reference(.invoices)),
                column("payment_id", .reference(.payments)), column("amount", .money), column("currency", .currency),
                column("allocated_on", .date),
            ]
        case .tickets:
            [
                column("number", .identifier), column("subject", .text, .personal),
                column("description", .text, .personal), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)), column("owner_id", .reference(.users)),
                column("status", .word), column("priority", .word), column("category", .text),
                column("opened_at", .timestamp), column("first_response_at", .timestamp),
                column("due_at", .timestamp), column("closed_at", .timestamp), column("custom", .custom),
            ]
        case .campaigns:
            [
                column("name", .text), column("kind", .text), column("status", .word), column("starts_on", .date),
                column("ends_on", .date), column("budget", .money), column("currency", .currency),
                column("description", .text),
            ]
        case .campaignMembers:
            [
                column("campaign_id", .reference(.campaigns)), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)), column("status", .word),
                column("responded_at", .timestamp),
            ]
        case .attachments:
            [
                column("name", .text, .personal), column("path", .text, .personal), column("media_type", .text),
                column("bytes", .integer), column("hash", .identifier), column("description", .text, .personal),
                column("account_id", .reference(.accounts)), column("contact_id", .reference(.contacts)),
                column("opportunity_id", .reference(.opportunities)), column("order_id", .reference(.orders)),
                column("invoice_id", .reference(.invoices)), column("ticket_id", .reference(.tickets)),
                column("activity_id", .reference(.activities)),
            ]
        case .tags:
            [column("name", .text), column("kind", .word)]
        case .taggings:
            [
                column("tag_id", .reference(.tags)), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)),
            ]
        }
    }

    private static func column(_ name: String, _ type: FieldType, _ personal: PersonalData = .none) -> Column {
        Column(name: name, type: type, personal: personal)
    }
}
