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
