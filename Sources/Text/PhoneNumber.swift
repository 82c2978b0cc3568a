/// What kind of line a number belongs to, as far as its range or the text beside it tells.
public enum PhoneKind: UInt8, Sendable, Hashable, CaseIterable {
    /// Not told.
    case unknown
    /// A landline.
    case fixed
    /// A mobile phone.
    case mobile
    /// A landline or a mobile phone: the country does not part their ranges.
    case fixedOrMobile
    /// The cell says that it is a fax.
    case fax
    /// Free for the caller.
    case tollFree
    /// Premium rate, shared cost, pagers, voicemail.
    case service
    /// Internet telephony and personal numbers.
    case voip
}

/// One phone number.
public struct PhoneNumber: Sendable, Hashable {
    /// `+` and digits (ITU-T E.164); empty where the verdict is invalid.
    public var e164: [UInt8] = []
    /// The extension's digits; empty where there is none.
    public var extensionDigits: [UInt8] = []
    /// What kind of line it is.
    public var kind: PhoneKind = .unknown
    /// The country that the number belongs to.
    public var country: CountryCode?
    /// What became of the number as given.
    public var verdict: Verdict = .unchanged
}

/// What a cell of phone numbers holds.
public struct PhoneReading: Sendable, Hashable {
    /// The numbers in the cell's order, each once; those that are invalid too.
    public var numbers: [PhoneNumber] = []
    /// The first number's verdict, or `phoneSeveral` where there are several and the first is sound.
    public var verdict: Verdict = .unchanged
}
