/// The kinds of records of the customer model; each is a table of the CRM database.
///
/// The order is the order of loading: parents before children.
public enum Entity: UInt8, Sendable, CaseIterable, Comparable {
    /// People of the own company: owners of customers.
    case users = 0
    /// Organisations and households.
    case accounts = 1
    /// People.
    case contacts = 2
    /// Who works where, as what.
    case accountContacts = 3
    /// Branch of, same group, household, successor of.
    case relations = 4
    /// E-mails, phones, web addresses.
    case contactPoints = 5
    /// Postal addresses.
    case addresses = 6
    /// Consent events.
    case consents = 7
    /// Orders.
    case orders = 8
    /// Their lines.
    case orderLines = 9
    /// Invoices, credit notes, part payments, opening balances.
    case invoices = 10
    /// Calls, mails, meetings, notes, tasks.
    case activities = 11

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
        case .orders: "orders"
        case .orderLines: "order_lines"
        case .invoices: "invoices"
        case .activities: "activities"
        }
    }

    /// Finds an entity by its table's name.
    public init?(table: String) {
        guard let entity = Entity.allCases.first(where: { $0.table == table }) else { return nil }
        self = entity
    }

    /// True for the records that are a customer: accounts and contacts.
    public var isParty: Bool { self == .accounts || self == .contacts }

    /// Orders by the order of loading.
    public static func < (left: Entity, right: Entity) -> Bool { left.rawValue < right.rawValue }
}
