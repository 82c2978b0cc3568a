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
        case .suppressions: ["kind", "hash"]
        case .products: ["sku"]
        case .campaignMembers: ["campaign_id", "account_id", "contact_id"]
        case .tags: ["name"]
        case .taggings: ["tag_id", "account_id", "contact_id"]
        default: []
        }
    }

    private static let fieldIndexes: [[String: Int]] = fieldTable.map { fields in
        Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let columnIndexes: [[String: Int]] = columnTable.map { columns in
        Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
