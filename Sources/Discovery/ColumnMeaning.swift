public import Records

/// What a column holds, in the words of the customer model: the raw value is the name of the field that it fills, where
/// there is one.
public enum ColumnMeaning: String, Sendable, CaseIterable {
    // Keys and references
    /// The row's own key: `id`, `record id`.
    case key
    /// A customer's number: the key of a table of customers, a reference elsewhere.
    case customerKey = "customer_key"
    /// An account's key: of a table of companies, a reference elsewhere.
    case accountKey = "account_key"
    /// A contact's key.
    case contactKey = "contact_key"
    /// The parent company's key.
    case parent
    /// Whoever looks after the customer: name, initials or e-mail of a user.
    case owner
    /// The key of the user who looks after the customer.
    case ownerKey = "owner_key"

    // People and companies
    case fullName = "full_name"
    case givenName = "given_name"
    case middleName = "middle_name"
    case familyName = "family_name"
    case prefix, suffix
    case company = "name"
    case jobTitle = "job_title"
    case department
    case birthDate = "birth_date"
    case language, email, phone, mobile, fax, website
    case street, street2
    case houseNumber = "house_number"
    case postcode, city, region, country
    case shippingStreet = "shipping_street"
    case shippingStreet2 = "shipping_street2"
    case shippingPostcode = "shipping_postcode"
    case shippingCity = "shipping_city"
    case shippingRegion = "shipping_region"
    case shippingCountry = "shipping_country"
    case vatID = "vat_id"
    case taxNumber = "tax_number"
    case registrationNumber = "registration_number"
    case industry, currency
    case creditLimit = "credit_limit"
    case paymentTerms = "payment_terms"
    case leadSource = "lead_source"
    case tags
    case notes = "description"
    case createdAt = "customer_since"
    case updatedAt = "recorded_at"
    case status = "record_status"
    /// Whether the customer may be written to.
    case consent
    /// Deleted, archived, blocked: which rows are out of scope.
    case scope
    /// A user's initials.
    case initials
    /// Since when a user isn't there any more.
    case leftOn = "left_on"

    // Sales and what happened
    case orderNumber = "order_number"
    case documentNumber = "number"
    case documentType = "type"
    case documentDate = "issued_on"
    case dueDate = "due_on"
    case orderDate = "ordered_at"
    case net, tax, total, subtotal, discount
    case shippingCost = "shipping"
    case refunded
    case openAmount = "open_amount"
    case dealName = "deal_name"
    case stage, amount, probability
    case closeDate = "closed_on"
    case subject, body, author
    case occurredAt = "occurred_at"

    /// Columns of one meaning that each fill the field, which is a list.
    public var isList: Bool {
        switch self {
        case .email, .phone, .mobile, .fax, .website, .vatID, .tags: true
        default: false
        }
    }

    /// Whether the values are about a person, or as good as that in a small firm.
    public var isPersonal: Bool {
        switch self {
        case .fullName, .givenName, .middleName, .familyName, .email, .phone, .mobile, .fax, .street, .street2,
            .houseNumber, .birthDate, .notes, .shippingStreet, .shippingStreet2, .taxNumber, .subject, .body, .author:
            true
        default: false
        }
    }

    /// A header as one word of small plain letters and digits: `Straße / Nr.` → `strassenr`.
    public static func normalised(_ header: String) -> String { HeaderWords.joined(header) }

    /// The meaning in words, for a reason: `a phone number`.
    public var words: String {
        switch self {
        case .key: "the record's key"
        case .customerKey: "a customer's number"
        case .accountKey: "an account's key"
        case .contactKey: "a contact's key"
        case .ownerKey: "the owner's key"
        case .company: "a company's name"
        case .createdAt: "since when the customer is known"
        case .updatedAt: "when the record was last changed"
        case .status: "the record's status"
        case .notes: "notes"
        case .vatID: "a VAT id"
        case .scope: "which rows are out of scope"
        case .consent: "who may be written to"
        case .leftOn: "when somebody left"
        default: rawValue.split(separator: "_").joined(separator: " ")
        }
    }

    /// The same as a phrase that can be said in other languages.
    public var wording: Wording { Wording(pattern: words, parts: []) }

    /// The meaning a column of addresses has when it belongs to where goods go; nil for what has no such twin.
    var shipping: ColumnMeaning? {
        switch self {
        case .street: .shippingStreet
        case .street2: .shippingStreet2
        case .postcode: .shippingPostcode
        case .city: .shippingCity
        case .region: .shippingRegion
        case .country: .shippingCountry
        default: nil
        }
    }

    /// Whether it is a part of an address.
    var isAddress: Bool { shipping != nil || self == .houseNumber }

    /// A reference or key, whose values say nothing but what they point to.
    public var isKey: Bool {
        switch self {
        case .key, .customerKey, .accountKey, .contactKey, .parent, .ownerKey: true
        default: false
        }
    }
}

/// What a table's rows are.
public enum TableKind: String, Sendable, CaseIterable {
    /// People, companies, or companies with contacts.
    case parties
    /// Orders.
    case orders
    /// Invoices, credit notes, open items.
    case invoices
    /// Deals.
    case opportunities
    /// Notes, calls, mails, meetings, tasks.
    case activities
    /// The client's own people.
    case users
    /// Addresses that must not be written to.
    case suppressions
    /// None of these.
    case other
}
