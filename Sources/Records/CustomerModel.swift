/// The type of a field or column; it decides how a value is standardised, stored and compared.
public enum FieldType: Sendable, Hashable {
    /// Free text.
    case text
    /// A code, number or key kept as text for ever.
    case identifier
    /// A person's name part.
    case personName
    /// An organisation's name.
    case organisationName
    /// An e-mail address.
    case email
    /// A phone number, canonical in E.164.
    case phone
    /// A web address.
    case url
    /// A date without a zone, `YYYY-MM-DD`.
    case date
    /// An instant in UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
    case timestamp
    /// An amount of money: canonical decimal text, ten-thousandths in a database.
    case money
    /// A quantity: as money, without a currency.
    case quantity
    /// A whole number.
    case integer
    /// `true` or `false`.
    case boolean
    /// ISO 3166-1 alpha-2.
    case country
    /// ISO 639-1.
    case language
    /// ISO 4217.
    case currency
    /// A street with its house number.
    case street
    /// A postcode.
    case postcode
    /// A town.
    case city
    /// A value added-tax id or another tax number.
    case taxNumber
    /// One of a closed set of words, which a value map brings a source's codes to.
    case word
    /// The id of a record of another table; in a standardised record, the key of another record.
    case reference(Entity)
    /// Flat, typed custom fields: a JSON object with keys in byte order and decimal strings for numbers.
    case custom
}

/// Whose data a field holds; drives masking and erasure.
public enum PersonalData: UInt8, Sendable {
    /// Nobody's.
    case none
    /// A person's or, in a small firm, as good as a person's.
    case personal
    /// Such as a birth date.
    case sensitive
}

/// Which fields survive together and whom they trust first.
public enum FieldGroup: UInt8, Sendable, CaseIterable {
    /// Each field by itself.
    case single
    /// Parts of a name: one block.
    case name
    /// Parts of a billing address: one block.
    case billingAddress
    /// Parts of a shipping address: one block.
    case shippingAddress
    /// Tax numbers, terms, credit: accounting first.
    case commercial
    /// Owner, job title, notes: the old CRM first.
    case relationship
}

/// Where a standardised field ends in the CRM.
public enum FieldPlace: Sendable, Hashable {
    /// In a column of the entity's own table.
    case column(String)
    /// In `contact_points`, with this kind.
    case contactPoint(String)
    /// In `addresses`, with this kind and column.
    case address(kind: String, column: String)
    /// Nowhere by itself: standardising turns it into other fields, or matching and survivorship use it.
    case input
}

/// A field that a mapping can fill.
public struct Field: Sendable {
    /// Its name in mappings, exports and the staging area.
    public let name: String
    /// Its type.
    public let type: FieldType
    /// Where its value ends.
    public let place: FieldPlace
    /// Whether a cell may hold several values, kept one a line.
    public let isList: Bool
    /// Whether it says who the record is; a source without a key is known by these.
    public let isIdentity: Bool
    /// Whose data it holds.
    public let personal: PersonalData
    /// Its survivorship group.
    public let group: FieldGroup

    /// Describes a field.
    public init(
        name: String, type: FieldType, place: FieldPlace, isList: Bool, isIdentity: Bool, personal: PersonalData,
        group: FieldGroup
    ) {
        self.name = name
        self.type = type
        self.place = place
        self.isList = isList
        self.isIdentity = isIdentity
        self.personal = personal
        self.group = group
    }
}

/// A column of a table of the CRM.
public struct Column: Sendable {
    /// The column's name in the database.
    public let name: String
    /// Its type.
    public let type: FieldType
    /// Whose data it holds.
    public let personal: PersonalData
}

/// Entities, fields, types, personal-data class and identity flag as one table of values.
///
/// The CRM's schema, mapping checks, proposals, comparisons and survivorship come from it.
public enum CustomerModel {
    /// The fields that a mapping can fill for an entity, in a fixed order; none for entities that only loading makes.
    public static func fields(of entity: Entity) -> [Field] { fieldTable[Int(entity.rawValue)] }

    /// The columns of an entity's table in the CRM, in a fixed order, without the book-keeping columns that every table
    /// has (`id`, `created_at`, `created_by`, `updated_at`, `updated_by`, `row_version`).
    public static func columns(of entity: Entity) -> [Column] { columnTable[Int(entity.rawValue)] }

    /// The index of a field by name.
    public static func fieldIndex(_ name: String, of entity: Entity) -> Int? {
        fieldIndexes[Int(entity.rawValue)][name]
    }

    /// The index of a column by name.
    public static func columnIndex(_ name: String, of entity: Entity) -> Int? {
        columnIndexes[Int(entity.rawValue)][name]
    }

    /// Columns that, taken together, say that two rows of an entity are the same fact: a child that a person typed into the
    /// CRM and one that a source brings are one row when these agree. Empty: only the id tells.
    public static func naturalKey(of entity: Entity) -> [String] {
        switch entity {
        case .accountContacts: ["account_id", "contact_id"]
        case .relations: ["from_account_id", "from_contact_id", "to_account_id", "to_contact_id", "kind"]
        case .contactPoints: ["account_id", "contact_id", "kind", "value"]
        case .addresses: ["account_id", "contact_id", "kind", "street", "postcode", "city", "country"]
        case .consents: ["account_id", "contact_id", "channel", "address", "status", "occurred_at"]
        case .users: ["email"]
        default: []
        }
    }

    private static let fieldIndexes: [[String: Int]] = fieldTable.map { fields in
        Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let columnIndexes: [[String: Int]] = columnTable.map { columns in
        Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let columnTable: [[Column]] = Entity.allCases.map { entity in
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
            ]
        case .orderLines:
            [
                column("order_id", .reference(.orders)), column("line", .integer), column("sku", .identifier),
                column("name", .text), column("quantity", .quantity), column("unit_price", .money),
            ]
        case .invoices:
            [
                column("number", .identifier), column("type", .word), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)), column("order_number", .identifier),
                column("issued_on", .date), column("due_on", .date), column("net", .money), column("tax", .money),
                column("gross", .money), column("open_amount", .money), column("currency", .currency),
                column("status", .word),
            ]
        case .activities:
            [
                column("kind", .word), column("subject", .text, .personal), column("body", .text, .personal),
                column("occurred_at", .timestamp), column("author", .text, .personal),
                column("author_id", .reference(.users)), column("account_id", .reference(.accounts)),
                column("contact_id", .reference(.contacts)),
            ]
        }
    }

    private static let fieldTable: [[Field]] = Entity.allCases.map { entity in
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
                field("description", .text, .personal, .relationship),
            ]
                + reachFields + addressFields + partyInputs
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
            ]
                + reachFields + addressFields + partyInputs
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
            ]
        case .orderLines:
            [
                reference("order", .orders, column: "order_id"), field("line", .integer), field("sku", .identifier),
                field("name", .text, identity: true), field("quantity", .quantity), field("unit_price", .money),
            ]
        case .invoices:
            [
                field("number", .identifier, identity: true), field("type", .word),
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"), field("order_number", .identifier),
                field("issued_on", .date), field("due_on", .date), field("net", .money), field("tax", .money),
                field("gross", .money), field("open_amount", .money), field("currency", .currency),
                field("status", .word),
            ]
        case .activities:
            [
                field("kind", .word), field("subject", .text, identity: true, .personal),
                field("body", .text, .personal),
                field("occurred_at", .timestamp, identity: true), field("author", .text, .personal),
                reference("account", .accounts, column: "account_id"),
                reference("contact", .contacts, column: "contact_id"),
            ]
        case .accountContacts, .contactPoints, .addresses:
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
    /// the same customer had before, which matching takes as evidence.
    private static let partyInputs: [Field] = [input("recorded_at", .timestamp), input("former_name", .text)]

    private static func column(_ name: String, _ type: FieldType, _ personal: PersonalData = .none) -> Column {
        Column(name: name, type: type, personal: personal)
    }

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
