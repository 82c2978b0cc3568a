/// The fields of each entity that a mapping can fill.
extension CustomerModel {
    static let fieldTable: [[Field]] = Entity.allCases.map { entity in
        switch entity {
        case .users:
            [
                field("name", .text, identity: true, .personal), field("email", .email, identity: true, .personal),
                field("initials", .text), field("active", .boolean),
            ]
        case .accounts:
            [
                field("name", .organisationName, identity: true, .personal, .name),
                field("legal_form", .text, .none, .name),
                list("vat_id", .taxNumber, .column("vat_id"), identity: true, .commercial),
                field("tax_number", .taxNumber, identity: true, .personal, .commercial),
                field("registration_number", .identifier, identity: true, .none, .commercial),
                field("industry", .text), reference("parent", .accounts, column: "parent_id"),
                reference("owner", .users, column: "owner_id", .relationship), field("lifecycle_stage", .word),
                field("record_status", .word), field("collective", .boolean), field("currency", .currency),
                field("customer_since", .date), field("lead_source", .text),
                field("credit_limit", .money, .none, .commercial),
                field("payment_terms", .text, .none, .commercial),
                field("description", .text, .personal, .relationship), field("kind", .word), tags,
            ]
                + reachFields + addressFields + partyInputs + [reference("merged_into", .accounts, column: nil)]
        case .contacts:
            [
                Field(
                    name: "full_name", type: .personName, place: .input, isList: false, isIdentity: true,
                    personal: .personal, group: .name),
                field("prefix", .text, .none, .name),
                field("given_name", .personName, identity: true, .personal, .name),
                field("middle_name", .personName, .personal, .name),
                field("family_name", .personName, identity: true, .personal, .name),
                field("suffix", .text, .none, .name),
                field("job_title", .text, .none, .relationship), field("department", .text, .none, .relationship),
                field("birth_date", .date, identity: true, .sensitive), field("language", .language),
                reference("owner", .users, column: "owner_id", .relationship), field("record_status", .word),
                field("customer_since", .date), field("lead_source", .text),
                field("tax_number", .taxNumber, .personal, .commercial),
                field("description", .text, .personal, .relationship),
                reference("account", .accounts, column: nil), input("role", .text),
                field("preferred_channel", .word), tags,
            ]
                + reachFields + addressFields + partyInputs + [
                    reference("merged_into", .contacts, column: nil),
                    Field(
                        name: "other_accounts", type: .reference(.accounts), place: .input, isList: true,
                        isIdentity: false, personal: .none, group: .single),
                ]
        case .relations:
            [
                reference("from_account", .accounts, column: "from_account_id"),
                reference("from_contact", .contacts, column: "from_contact_id"),
                reference("to_account", .accounts, column: "to_account_id"),
                reference("to_contact", .contacts, column: "to_contact_id"), field("kind", .word),
                field("valid_from", .date), field("valid_until", .date),
            ]
        case .consents:
            [
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
                field("channel", .word), field("address", .text, identity: true, .personal), field("status", .word),
                field("basis", .text), field("occurred_at", .timestamp), field("source", .text),
            ]
        case .orders:
            [
                field("number", .identifier, identity: true), reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"), field("channel", .text),
                field("ordered_at", .timestamp), field("status", .word), field("currency", .currency),
                field("subtotal", .money), field("shipping", .money), field("tax", .money), field("total", .money),
                field("refunded", .money), field("note", .text, .personal),
                field("discount", .money), reference("opportunity", .opportunities, column: "opportunity_id"),
                reference("bill_to_account", .accounts, column: "bill_to_account_id"),
                reference("bill_to_contact", .contacts, column: "bill_to_contact_id"),
                reference("ship_to_account", .accounts, column: "ship_to_account_id"),
                reference("ship_to_contact", .contacts, column: "ship_to_contact_id"),
            ]
        case .orderLines:
            [
                reference("order", .orders, column: "order_id"), field("line", .integer), field("sku", .identifier),
                field("name", .text, identity: true), field("quantity", .quantity), field("unit_price", .money),
                reference("product", .products, column: "product_id"), field("discount", .money),
                field("tax", .money), field("total", .money),
            ]
        case .invoices:
            [
                field("number", .identifier, identity: true), field("type", .word),
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"), field("order_number", .identifier),
                field("issued_on", .date), field("due_on", .date), field("net", .money), field("tax", .money),
                field("gross", .money), field("open_amount", .money), field("currency", .currency),
                field("status", .word),
                reference("order", .orders, column: "order_id"),
            ]
        case .activities:
            [
                field("kind", .word), field("subject", .text, identity: true, .personal),
                field("body", .text, .personal),
                field("occurred_at", .timestamp, identity: true), field("author", .text, .personal),
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
                reference("author_user", .users, column: "author_id"), field("due_at", .timestamp),
                field("status", .word), field("direction", .word),
                reference("opportunity", .opportunities, column: "opportunity_id"),
                reference("ticket", .tickets, column: "ticket_id"),
            ]
        case .suppressions:
            [
                field("kind", .word), input("email", .email), input("phone", .phone), input("key", .identifier),
                field("reason", .text), field("occurred_at", .timestamp), field("source", .text),
            ]
        case .products:
            [
                field("sku", .identifier, identity: true), field("name", .text, identity: true),
                field("description", .text), field("category", .text), field("unit_price", .money),
                field("currency", .currency), field("active", .boolean),
            ]
        case .opportunities:
            [
                field("name", .text, identity: true, .personal), field("number", .identifier, identity: true),
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
                reference("owner", .users, column: "owner_id"), field("stage", .text), field("status", .word),
                field("amount", .money), field("currency", .currency), field("probability", .quantity),
                field("expected_on", .date), field("closed_on", .date), field("opened_at", .timestamp),
                field("lead_source", .text), field("description", .text, .personal),
            ]
        case .payments:
            [
                field("number", .identifier, identity: true), reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"), field("paid_on", .date, identity: true),
                field("amount", .money, identity: true), field("currency", .currency), field("method", .text),
                field("reference", .text, .personal), field("status", .word),
            ]
        case .allocations:
            [
                reference("invoice", .invoices, column: "invoice_id"),
                reference("credit", .invoices, column: "credit_id"),
                reference("payment", .payments, column: "payment_id"), field("amount", .money, identity: true),
                field("currency", .currency), field("allocated_on", .date, identity: true),
            ]
        case .tickets:
            [
                field("number", .identifier, identity: true), field("subject", .text, identity: true, .personal),
                field("description", .text, .personal), reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
                reference("owner", .users, column: "owner_id"), field("status", .word), field("priority", .word),
                field("category", .text), field("opened_at", .timestamp, identity: true),
                field("first_response_at", .timestamp), field("due_at", .timestamp), field("closed_at", .timestamp),
            ]
        case .campaigns:
            [
                field("name", .text, identity: true), field("kind", .text), field("status", .word),
                field("starts_on", .date, identity: true), field("ends_on", .date), field("budget", .money),
                field("currency", .currency), field("description", .text),
            ]
        case .campaignMembers:
            [
                reference("campaign", .campaigns, column: "campaign_id"),
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"), field("status", .word),
                field("responded_at", .timestamp, identity: true),
            ]
        case .attachments:
            [
                field("name", .text, identity: true, .personal), field("path", .text, identity: true, .personal),
                field("media_type", .text), field("bytes", .integer), field("hash", .identifier),
                field("description", .text, .personal), reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
                reference("opportunity", .opportunities, column: "opportunity_id"),
                reference("order", .orders, column: "order_id"),
                reference("invoice", .invoices, column: "invoice_id"),
                reference("ticket", .tickets, column: "ticket_id"),
                reference("activity", .activities, column: "activity_id"),
            ]
        case .tags:
            [field("name", .text, identity: true), field("kind", .word)]
        case .taggings:
            [
                reference("tag", .tags, column: "tag_id"), reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
            ]
        case .addresses:
            [
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"), field("kind", .word),
                field("street", .street, identity: true, .personal), field("street2", .text, .personal),
                field("postcode", .postcode, identity: true, .personal),
                field("city", .city, identity: true, .personal), field("region", .text), field("country", .country),
                field("valid_from", .date), field("valid_until", .date),
            ] + addressReach
        case .accountContacts, .contactPoints:
            []
        }
    }

    /// How a party is reached.
    private static let reachFields: [Field] = [
        list("email", .email, .contactPoint("email"), identity: true),
        list("phone", .phone, .contactPoint("phone"), identity: true),
        list("mobile", .phone, .contactPoint("mobile"), identity: true),
        list("fax", .phone, .contactPoint("fax"), identity: false),
        list("website", .url, .contactPoint("web"), identity: false),
    ]

    /// The numbers that a source keeps with an address; they become the customer's.
    private static let addressReach: [Field] = ["phone", "mobile", "fax"].map { name in
        Field(
            name: name, type: .phone, place: .input, isList: true, isIdentity: false, personal: .personal,
            group: .single)
    }

    private static let addressFields: [Field] = [
        address("street", .street, "billing", "street"), address("street2", .text, "billing", "street2"),
        address("postcode", .postcode, "billing", "postcode"), address("city", .city, "billing", "city"),
        address("region", .text, "billing", "region"), address("country", .country, "billing", "country"),
        address("shipping_street", .street, "shipping", "street"),
        address("shipping_street2", .text, "shipping", "street2"),
        address("shipping_postcode", .postcode, "shipping", "postcode"),
        address("shipping_city", .city, "shipping", "city"), address("shipping_region", .text, "shipping", "region"),
        address("shipping_country", .country, "shipping", "country"),
    ]

    /// `recorded_at` is when the source last touched the record; survivorship prefers the latest. `former_name` is a name
    /// the same customer had before, which matching takes as evidence. `merged_into` is the record that its source merged it
    /// into: it makes no customer, and what refers to it means that one.
    private static let partyInputs: [Field] = [input("recorded_at", .timestamp), input("former_name", .text)]

    /// Tags and segments: standardising splits a cell into them, loading makes `tags` and `taggings`.
    private static let tags = Field(
        name: "tags", type: .text, place: .input, isList: true, isIdentity: false, personal: .none, group: .single)

    private static func field(
        _ name: String, _ type: FieldType, identity: Bool = false, _ personal: PersonalData = .none,
        _ group: FieldGroup = .single
    ) -> Field {
        Field(
            name: name, type: type, place: .column(name), isList: false, isIdentity: identity, personal: personal,
            group: group)
    }

    private static func input(_ name: String, _ type: FieldType) -> Field {
        Field(
            name: name, type: type, place: .input, isList: false, isIdentity: false, personal: .none, group: .single)
    }

    private static func list(
        _ name: String, _ type: FieldType, _ place: FieldPlace, identity: Bool, _ group: FieldGroup = .single
    ) -> Field {
        Field(
            name: name, type: type, place: place, isList: true, isIdentity: identity, personal: .personal, group: group)
    }

    private static func reference(
        _ name: String, _ entity: Entity, column: String?, _ group: FieldGroup = .single
    ) -> Field {
        Field(
            name: name, type: .reference(entity), place: column.map { .column($0) } ?? .input, isList: false,
            isIdentity: false, personal: .none, group: group)
    }

    private static func address(_ name: String, _ type: FieldType, _ kind: String, _ column: String) -> Field {
        Field(
            name: name, type: type, place: .address(kind: kind, column: column), isList: false,
            isIdentity: kind == "billing" && (column == "street" || column == "postcode"), personal: .personal,
            group: kind == "billing" ? .billingAddress : .shippingAddress)
    }
}
