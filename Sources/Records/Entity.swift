/// The kinds of records of the customer model; each is a table of the CRM database.
///
/// The order is the order of loading: parents before children.
public enum Entity: UInt8, Sendable, CaseIterable, Comparable {
    /// People of the own company: owners of customers.
    case users = 0
    /// Organisations and households.
    case accounts
    /// People.
    case contacts
    /// Who works where, as what.
    case accountContacts
    /// Branch of, same group, household, successor of.
    case relations
    /// E-mails, phones, web addresses.
    case contactPoints
    /// Postal addresses.
    case addresses
    /// Consent events.
    case consents
    /// Keyed hashes of what must not come back.
    case suppressions
    /// What is sold.
    case products
    /// Deals with their stages.
    case opportunities
    /// Orders.
    case orders
    /// Their lines.
    case orderLines
    /// Invoices, credit notes, part payments, opening balances, write-offs.
    case invoices
    /// Money that came in or went back.
    case payments
    /// Which payment or credit note settles which invoice, and by how much.
    case allocations
    /// Cases of the service desk.
    case tickets
    /// Calls, mails, meetings, notes, tasks.
    case activities
    /// Mailings, fairs, anything that customers were addressed by.
    case campaigns
    /// Who was addressed by a campaign, and what came of it.
    case campaignMembers
    /// Files that belong to a customer or to one of the records above.
    case attachments
    /// Tags and segments.
    case tags
    /// Which customer has which tag.
    case taggings

    /// The table's name, which is also the word in mappings, exports and messages.
    public var table: String {
        switch self {
        case .users: "users"
        case .accounts: "accounts"
        case .contacts: "contacts"
        case .accountContacts: "account_contacts"
        case .relations: "relations"
        case .contactPoints: "contact_points"
        case .addresses: "addresses"
        case .consents: "consents"
        case .suppressions: "suppressions"
        case .products: "products"
        case .opportunities: "opportunities"
        case .orders: "orders"
        case .orderLines: "order_lines"
        case .invoices: "invoices"
        case .payments: "payments"
        case .allocations: "allocations"
        case .tickets: "tickets"
        case .activities: "activities"
        case .campaigns: "campaigns"
        case .campaignMembers: "campaign_members"
        case .attachments: "attachments"
        case .tags: "tags"
        case .taggings: "taggings"
        }
    }

    /// Finds an entity by its table's name.
    public init?(table: String) {
        guard let entity = Entity.byTable[table] else { return nil }
        self = entity
    }

    private static let byTable = Dictionary(uniqueKeysWithValues: allCases.map { ($0.table, $0) })

    /// True for the records that are a customer: accounts and contacts.
    public var isParty: Bool { self == .accounts || self == .contacts }

    /// Orders by the order of loading.
    public static func < (left: Entity, right: Entity) -> Bool { left.rawValue < right.rawValue }
}
