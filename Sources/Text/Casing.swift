/// Which case a value's letters have.
public enum LetterCase: UInt8, Sendable, Hashable {
    /// No letter that has two cases.
    case none
    /// Capitals only.
    case upper
    /// Small letters only.
    case lower
    /// Both.
    case mixed
}

/// Which part of a person's name a value is.
public enum NamePart: UInt8, Sendable, Hashable {
    /// All of it.
    case full
    /// Given names.
    case given
    /// The family name: its particles are small from the first word on.
    case family
}

/// Puts names that were typed in capitals or in small letters into the case they are written in.
///
/// Works on UTF-8 bytes with rules of its own: no locale, the same everywhere. What is written in both cases is
/// believed.
public enum Casing {
    /// Which case the letters have; digits and signs don't count.
    public static func letterCase(_ bytes: UnsafeRawBufferPointer) -> LetterCase {
        var hasUpper = false
        var hasLower = false
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            // `ß` is often left standing among capitals, which have none of their own.
            if step.value == 0xDF { continue }
            if Scalars.isUpper(step.value) { hasUpper = true } else if Scalars.isLower(step.value) { hasLower = true }
            if hasUpper, hasLower { return .mixed }
        }
        return hasUpper ? .upper : hasLower ? .lower : .none
    }

    /// Which case the letters have.
    public static func letterCase(_ text: String) -> LetterCase { text.withBytes { letterCase($0) } }

    /// `ROMAIN MARDIN` → `Romain Mardin`, `VAN DER BERG` → `van der Berg`, `O'BRIEN-MCDONALD` → `O'Brien-McDonald`.
    ///
    /// In a value of both cases, words of three capitals or more and words without a capital are mended: `Anna MEIER`.
    public static func personName(_ bytes: UnsafeRawBufferPointer, part: NamePart = .full) -> Standardised {
        let given = letterCase(bytes)
        if given == .none || given == .mixed && NameCasing.isSound(bytes) {
            return Standardised(bytes.copied, .unchanged)
        }
        return standardised(bytes) { words in NameCasing.apply(part, given, &words) }
    }

    /// `ROMAIN MARDIN` → `Romain Mardin`.
    public static func personName(_ text: String, part: NamePart = .full) -> Standardised {
        text.withBytes { personName($0, part: part) }
    }

    /// `NORDWIND LOGISTIK GMBH` → `Nordwind Logistik GmbH`; words without vowels and known abbreviations stay in
    /// capitals.
    public static func organisationName(_ bytes: UnsafeRawBufferPointer) -> Standardised {
        let name = OrganisationName.read(bytes, fixesCase: true).name
        return Standardised(name, Verdict.comparing(bytes, name))
    }

    /// `NORDWIND LOGISTIK GMBH` → `Nordwind Logistik GmbH`.
    public static func organisationName(_ text: String) -> Standardised { text.withBytes { organisationName($0) } }

    /// `RUE DE L'ÉGLISE` → `Rue de l'Église`, `42ND ST NW` → `42nd St NW`.
    public static func street(_ bytes: UnsafeRawBufferPointer) -> Standardised {
        let given = letterCase(bytes)
        guard given == .upper || given == .lower else { return Standardised(bytes.copied, .unchanged) }
        return standardised(bytes) { words in PlaceCasing.street(given, &words) }
    }

    /// `RUE DE L'ÉGLISE` → `Rue de l'Église`.
    public static func street(_ text: String) -> Standardised { text.withBytes { street($0) } }

    /// `FRANKFURT AM MAIN` → `Frankfurt am Main`, `STOKE-ON-TRENT` → `Stoke-on-Trent`.
    public static func city(_ bytes: UnsafeRawBufferPointer) -> Standardised {
        let given = letterCase(bytes)
        guard given == .upper || given == .lower else { return Standardised(bytes.copied, .unchanged) }
        return standardised(bytes) { words in PlaceCasing.city(given, &words) }
    }

    /// `FRANKFURT AM MAIN` → `Frankfurt am Main`.
    public static func city(_ text: String) -> Standardised { text.withBytes { city($0) } }

    private static func standardised(
        _ bytes: UnsafeRawBufferPointer, _ change: (inout [CaseWord]) -> Void
    ) -> Standardised {
        guard bytes.count <= Longest.field else { return Standardised(bytes.copied, .unchanged) }
        var words = CaseWord.all(bytes)
        change(&words)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for word in words { word.append(to: &out) }
        return Standardised(out, Verdict.comparing(bytes, out))
    }
}
