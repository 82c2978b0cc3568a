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
