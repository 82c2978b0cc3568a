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
