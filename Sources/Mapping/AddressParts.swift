internal import Text

/// A part of an address that stands in one cell.
public enum AddressPart: String, Sendable, CaseIterable {
    /// Whom it is for: names, a department, `c/o`; several parted by commas.
    case recipient
    /// Street and number, or a post box; all of a cell in which no postcode is found.
    case street
    /// The postcode, in its country's form.
    case postcode
    /// The place.
    case city
    /// The state, province or county.
    case region
    /// The country's two letters, where the cell names another one than the row's.
    case country

    /// The part; empty where the address doesn't have it. `country` is the one that the address was read with.
    func value(in address: PostalAddress, country: CountryCode?) -> [UInt8] {
        switch self {
        case .recipient: Array(address.recipient.joined(separator: [0x2C, 0x20]))
        case .street: address.street
        case .postcode: address.postcode
        case .city: address.city
        case .region: address.region
        case .country: address.country == country ? [] : address.country?.bytes ?? []
        }
    }
}

/// A part of a street line.
public enum StreetPart: String, Sendable, CaseIterable {
    /// The street's name, or a post box: all that is no number and no unit.
    case name
    /// The number with its letter or range.
    case houseNumber = "house_number"
    /// What is inside the house: flat, floor, suite.
    case unit

    func value(in text: [UInt8], country: CountryCode?) -> [UInt8] {
        let line = text.withUnsafeBytes { StreetLine.read($0, country: country) }
        switch self {
        case .name:
            if line.street.isEmpty || line.rest.isEmpty { return line.street + line.rest }
            return line.street + [0x2C, 0x20] + line.rest
        case .houseNumber: return line.houseNumber
        case .unit: return line.unit
        }
    }
}

/// The address read last: a row asks for its parts one after the other.
final class AddressMemory {
    private var text: [UInt8] = []
    private var country: CountryCode?
    private var address = PostalAddress()

    /// Reads a cell, or gives what it was read as just before.
    func read(_ text: [UInt8], country: CountryCode?) -> PostalAddress {
        if text != self.text || country != self.country {
            address = text.withUnsafeBytes { PostalAddress.read($0, country: country) }
            self.text = text
            self.country = country
        }
        return address
    }
}
