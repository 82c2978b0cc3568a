/// Why a value is doubtful or invalid. The raw value is a stable code for findings, `subject.detail`.
public enum Reason: String, Sendable, CaseIterable, Hashable {
    // Characters
    /// Control characters were removed.
    case controlCharacters = "text.control-characters"
    /// U+0000 was removed.
    case nullCharacter = "text.null-character"
    /// Bytes that are no UTF-8 were replaced by U+FFFD.
    case invalidUTF8 = "text.invalid-utf8"
    /// U+FFFD stands where a character was lost before.
    case charactersLost = "text.characters-lost"
    /// UTF-8 that was read as Windows-1252 and encoded again.
    case doublyEncoded = "text.doubly-encoded"

    // People and organisations
    /// Which word is the family name can't be told.
    case nameOrderUnknown = "name.order-unknown"
    /// One cell names several people.
    case nameSeveralPeople = "name.several-people"
    /// One cell names a household, not a person.
    case nameHousehold = "name.household"
    /// A name field holds an organisation.
    case nameIsOrganisation = "name.organisation"
    /// A name field holds a department or a function.
    case nameIsFunction = "name.function"
    /// A name field holds digits or signs that names do not have.
    case nameUnreadable = "name.unreadable"
    /// A filler such as "n/a" or "unknown".
    case namePlaceholder = "name.placeholder"
    /// An organisation's name is nothing but a legal form.
    case organisationOnlyLegalForm = "organisation.only-legal-form"

    // E-mail
    /// Not an e-mail address.
    case emailSyntax = "email.syntax"
    /// A part of the address is longer than mail allows.
    case emailTooLong = "email.too-long"
    /// The domain is one letter away from a well-known one.
    case emailDomainTypo = "email.domain-typo"
    /// One cell holds several addresses.
    case emailSeveral = "email.several"
    /// An address that reaches nobody, such as `noemail@example.com`.
    case emailPlaceholder = "email.placeholder"
    /// The mailbox is one of those that are thrown away after use.
    case emailDisposable = "email.disposable"

    // Phone
    /// A spreadsheet turned the number into scientific notation; its digits are lost.
    case phoneDestroyed = "phone.scientific-notation"
    /// Too few digits.
    case phoneTooShort = "phone.too-short"
    /// Too many digits.
    case phoneTooLong = "phone.too-long"
    /// Not a phone number.
    case phoneNotANumber = "phone.not-a-number"
    /// A national number, and no country to read it by.
    case phoneNoCountry = "phone.no-country"
    /// Right length, but of a range that is not known to be assigned.
    case phoneUnassigned = "phone.unassigned"
    /// A subscriber's number without area code.
    case phoneLocalOnly = "phone.no-area-code"
    /// One cell holds several numbers.
    case phoneSeveral = "phone.several"
    /// The number ends with alternatives, as in `555018/19`; the first was taken.
    case phoneAlternativeEnding = "phone.alternative-ending"
    /// A filler such as 000000 or 123456.
    case phonePlaceholder = "phone.placeholder"

    // Addresses and countries
    /// The postcode does not have the shape its country's postcodes have.
    case postcodeShape = "postcode.shape"
    /// The postcode fits its country once a lost leading zero is put back.
    case postcodeLostZero = "postcode.lost-zero"
    /// The postcode's country prefix names another country.
    case postcodeOtherCountry = "postcode.other-country"
    /// Not a country.
    case countryUnknown = "country.unknown"
    /// A code that stands for several countries.
    case countryAmbiguous = "country.ambiguous"
    /// The country has no such part, or the country is not known.
    case regionUnknown = "region.unknown"
    /// The region's code names another country than the address.
    case regionOtherCountry = "region.other-country"
    /// A whole address in one cell in which no postcode was found.
    case addressUnreadable = "address.no-postcode"

    // Dates
    /// Not a date.
    case dateUnreadable = "date.unreadable"
    /// A day or month that the calendar does not have.
    case dateNotInCalendar = "date.not-in-calendar"
    /// A date that software writes for "none", such as 0000-00-00.
    case dateDefault = "date.default"
    /// A bare year: taken as its first day.
    case dateYearOnly = "date.year-only"
    /// The date fits another order of day and month only.
    case dateOtherOrder = "date.other-order"
    /// The century was not written.
    case dateTwoDigitYear = "date.two-digit-year"
    /// A timestamp without a zone.
    case timestampNoZone = "date.no-zone"
    /// A timestamp finer than a microsecond.
    case timestampTooFine = "date.too-fine"

    // Numbers
    /// Not a number.
    case numberUnreadable = "number.unreadable"
    /// More than four decimals.
    case numberTooManyDecimals = "number.too-many-decimals"
    /// The number does not fit.
    case numberTooLarge = "number.too-large"
    /// The number is written with the other decimal separator.
    case numberOtherSeparator = "number.other-separator"
    /// Groups that are not of three digits.
    case numberGrouping = "number.grouping"
    /// A currency sign that stands for several currencies.
    case currencyAmbiguous = "currency.ambiguous"
    /// Not a currency.
    case currencyUnknown = "currency.unknown"

    // Tax numbers
    /// The tax number does not have its country's shape.
    case taxNumberShape = "tax-number.shape"
    /// The check digit is wrong.
    case taxNumberCheckDigit = "tax-number.check-digit"
    /// The country can't be told.
    case taxNumberNoCountry = "tax-number.no-country"
    /// The account number does not have its country's shape.
    case ibanShape = "iban.shape"
    /// The account number's check digits are wrong.
    case ibanCheckDigits = "iban.check-digits"
    /// The account number begins with no country that has such numbers.
    case ibanCountry = "iban.country"

    // The rest
    /// Not a web address.
    case webAddressSyntax = "web-address.syntax"
    /// Not a language.
    case languageUnknown = "language.unknown"
    /// Neither yes nor no.
    case truthValueUnknown = "boolean.unknown"
}
