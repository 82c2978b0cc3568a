/// One e-mail address.
public struct EmailAddress: Sendable, Hashable {
    /// The address in small letters, its domain in standard form; empty where the verdict is invalid.
    public var address: [UInt8] = []
    /// For matching: without sub-address (`+shop`), and for Gmail without dots and with one domain. Never to be
    /// written to.
    public var canonical: [UInt8] = []
    /// What stands behind the `@`.
    public var domain: [UInt8] = []
    /// The part of the domain that somebody registered.
    public var registrableDomain: [UInt8] = []
    /// Whether the mailbox belongs to a function (`info`, `buchhaltung`), not to a person.
    public var isRole = false
    /// Whether it is an alias that a marketplace or sign-in service made.
    public var isRelay = false
    /// Whether the mailbox is one of those that are thrown away after use.
    public var isDisposable = false
    /// What stands behind a plus sign in the local part (`shop` in `anna+shop@…`); empty where there is none.
    public var subAddress: [UInt8] = []
    /// Whether anybody can have a mailbox at this domain.
    public var isFreeMail = false
    /// A likelier address, never taken unasked; empty where there is none.
    public var proposal: [UInt8] = []
    /// What became of the address as given.
    public var verdict: Verdict = .unchanged
}

/// What a cell of e-mail addresses holds.
public struct EmailReading: Sendable, Hashable {
    /// The addresses in the cell's order, each once; those that are invalid too.
    public var addresses: [EmailAddress] = []
    /// The first address's verdict, or `emailSeveral` where there are several and the first is sound.
    public var verdict: Verdict = .unchanged
}

/// Reading of e-mail addresses (RFC 5321 as far as mail really uses it, RFC 6531 for characters outside ASCII).
public enum Email {
    /// Reads a cell: `mailto:`, angle brackets, display names, and several addresses parted by `;`, `,`, `/`, `|` or
    /// spaces.
    public static func read(_ bytes: UnsafeRawBufferPointer) -> EmailReading {
        var reading = EmailReading()
        let cell = bytes.trimmed
        guard !cell.isEmpty else {
            if !bytes.isEmpty { reading.verdict = .changed }
            return reading
        }
        guard cell.count <= Longest.field else {
            reading.verdict = .invalid(.emailTooLong)
            return reading
        }
        for range in pieces(cell) {
            let piece = cell.part(range)
            let address = one(piece)
            if !address.address.isEmpty, reading.addresses.contains(where: { $0.address == address.address }) {
                continue
            }
            reading.addresses.append(address)
        }
        guard let first = reading.addresses.first else {
            reading.verdict = .invalid(.emailSyntax)
            return reading
        }
        reading.verdict = first.verdict
        if reading.addresses.count > 1, !first.verdict.isInvalid {
            reading.verdict = first.verdict.worse(.doubtful(.emailSeveral))
        } else if first.verdict == .unchanged, !first.address.elementsEqual(bytes) {
            reading.verdict = .changed
            reading.addresses[0].verdict = .changed
        }
        return reading
    }

    /// Reads a cell.
    public static func read(_ text: String) -> EmailReading { text.withBytes { read($0) } }

    // MARK: - One cell, several addresses

    /// The parts of a cell that hold an `@` each; the whole cell where there is one at most.
    private static func pieces(_ cell: UnsafeRawBufferPointer) -> [Range<Int>] {
        var signs = 0
        for byte in cell where byte == Byte.at { signs += 1 }
        guard signs > 1 else { return [0..<cell.count] }
        var found: [Range<Int>] = []
        var start = 0
        var hasSign = false
        var isQuoted = false
        for at in 0...cell.count {
            let byte = at < cell.count ? cell[at] : Byte.semicolon
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == Byte.at { hasSign = true }
            let ends =
                at == cell.count
                || !isQuoted
                    && (byte == Byte.semicolon || byte == Byte.comma || byte == UInt8(ascii: "|") || byte == Byte.slash
                        || byte == UInt8(ascii: ">") || byte == 0x0A
                        || byte.isASCIISpace && isComplete(cell.part(start..<at)))
            guard ends else { continue }
            if hasSign {
                found.append(start..<min(byte == UInt8(ascii: ">") ? at + 1 : at, cell.count))
                start = at + 1
                hasSign = false
            } else if byte != Byte.comma, byte != Byte.slash, !byte.isASCIISpace {
                // Words without `@` in front are a display name only if a comma or space parts them.
                start = at + 1
            }
        }
        return found
    }

    /// Whether a whole address stands before a space, so that the space ends it: `a@x.de b@y.de`, not `Anna Meier
    /// <a@x.de>`.
    private static func isComplete(_ piece: UnsafeRawBufferPointer) -> Bool {
        let piece = piece.trimmed
        guard let sign = piece.firstIndex(of: Byte.at, from: 0), sign > 0, sign + 1 < piece.count else { return false }
        return piece[piece.count - 1] != Byte.at && !piece.contains(UInt8(ascii: "<"))
            && piece.part(sign..<piece.count).contains(Byte.dot)
    }

    // MARK: - One address

    private static func one(_ given: UnsafeRawBufferPointer) -> EmailAddress {
        var piece = given.trimmed
        if let open = piece.lastIndex(of: UInt8(ascii: "<")), let close = piece.lastIndex(of: UInt8(ascii: ">")),
            open < close
        {
            piece = piece.part(open + 1..<close).trimmed
        }
        if piece.startsIgnoringCase("mailto:") {
            piece = piece.part(7..<piece.count)
            if let question = piece.firstIndex(of: UInt8(ascii: "?"), from: 0) { piece = piece.part(0..<question) }
        } else if piece.startsIgnoringCase("e-mail:") {
            piece = piece.part(7..<piece.count)
        } else if piece.startsIgnoringCase("email:") {
            piece = piece.part(6..<piece.count)
        } else if piece.startsIgnoringCase("mail:") {
            piece = piece.part(5..<piece.count)
        }
        piece = strip(piece.trimmed)
        guard piece.contains(Byte.space) else { return read(one: piece, given: given) }
        // A space beside the sign is never meant.
        let joined = withoutSpacesAroundSign(piece)
        return joined.withUnsafeBytes { read(one: $0, given: given) }
    }

    private static func withoutSpacesAroundSign(_ piece: UnsafeRawBufferPointer) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(piece.count)
        for byte in piece {
            if byte == Byte.at { out.dropTrailingSpaces(from: 0) }
            if byte == Byte.space, out.last == Byte.at { continue }
            out.append(byte)
        }
        return out
    }

    private static func read(one piece: UnsafeRawBufferPointer, given: UnsafeRawBufferPointer) -> EmailAddress {
        var address = EmailAddress()
        switch parse(piece) {
        case .success(let local, let domain):
            fill(&address, local, domain)
            address.verdict = Verdict.comparing(given, address.address)
            judge(&address, local)
        case .tooLong:
            address.verdict = .invalid(.emailTooLong)
        case .failure:
            address.verdict = .invalid(.emailSyntax)
            address.proposal = proposal(for: piece)
        }
        return address
    }

    private static func proposal(for piece: UnsafeRawBufferPointer) -> [UInt8] {
        guard let text = repaired(piece), let sign = text.lastIndex(of: Byte.at), sign > 0 else { return [] }
        if case .success(let local, let domain) = text.withUnsafeBytes({ parse($0) }) {
            return local + [Byte.at] + (DomainName.likelyMeant(domain) ?? domain)
        }
        // `x@web.d`: the last label was cut.
        guard let local = text.withUnsafeBytes({ localPart($0.part(0..<sign)) }),
            let meant = DomainName.likelyMeant(text[(sign + 1)...].map(\.asciiLowered))
        else { return [] }
        return local + [Byte.at] + meant
    }

    /// Without quotes, brackets and punctuation around an address.
    private static func strip(_ piece: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        func isWrapping(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "\""), Byte.apostrophe, UInt8(ascii: "<"), UInt8(ascii: ">"), Byte.open, Byte.close,
                Byte.comma,
                Byte.semicolon, Byte.slash, UInt8(ascii: "|"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: byte.isASCIISpace
            }
        }
        // A quoted local part keeps its quotes.
        if piece.first == UInt8(ascii: "\""), let sign = piece.lastIndex(of: Byte.at), sign > 0,
            piece[sign - 1] == UInt8(ascii: "\"")
        {
            return piece
        }
        var start = 0
        var end = piece.count
        while start < end, isWrapping(piece[start]) { start += 1 }
        while end > start, isWrapping(piece[end - 1]) || piece[end - 1] == Byte.dot { end -= 1 }
        return piece.part(start..<end)
    }

    private enum Parsed {
        case success([UInt8], [UInt8])
        case tooLong
        case failure
    }

    private static func parse(_ piece: UnsafeRawBufferPointer) -> Parsed {
        guard let sign = piece.lastIndex(of: Byte.at), sign > 0, sign + 1 < piece.count else { return .failure }
        guard piece.count <= 254, sign <= 64 else { return .tooLong }
        guard let local = localPart(piece.part(0..<sign)),
            let domain = DomainName.standardise(piece.part(sign + 1..<piece.count)), endsInName(domain)
        else { return .failure }
        return .success(local, domain)
    }

    /// The last label has two letters or more.
    private static func endsInName(_ domain: [UInt8]) -> Bool {
        guard let dot = domain.lastIndex(of: Byte.dot) else { return false }
        let label = domain[(dot + 1)...]
        return label.count >= 2 && !label.contains { $0.isASCIIDigit || $0 == Byte.hyphen || $0 == UInt8(ascii: "_") }
    }

    /// A dot-atom of RFC 5321 or RFC 6531, in small letters. Quoted local parts are mail nobody uses: refused.
    private static func localPart(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes[0] != Byte.dot, bytes[bytes.count - 1] != Byte.dot else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            if step.value < 0x80 {
                let byte = UInt8(step.value)
                switch byte {
                case Byte.dot:
                    if out.last == Byte.dot { return nil }
                case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), Byte.ampersand,
                    Byte.apostrophe,
                    UInt8(ascii: "*"), Byte.plus, Byte.hyphen, Byte.slash, UInt8(ascii: "="), UInt8(ascii: "?"),
                    UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"),
                    UInt8(ascii: "}"), UInt8(ascii: "~"):
                    break
                default:
                    guard byte.isASCIIAlphanumeric else { return nil }
                }
                out.append(byte.asciiLowered)
            } else {
                guard step.isValid, Scalars.isLetter(step.value) || Scalars.isCombining(step.value) else { return nil }
                Scalars.append(Scalars.lower(step.value), to: &out)
            }
        }
        return out
    }

    /// What somebody may have meant who wrote `anna at x.de`, `anna@@x.de`, `anna@x,de`, `anna(at)x.de` or `anna @
    /// x.de`.
    private static func repaired(_ piece: UnsafeRawBufferPointer) -> [UInt8]? {
        var text: [UInt8] = []
        var at = 0
        let signs: [StaticString] = [" at ", " (at) ", "(at)", "[at]", " [at] ", "{at}", "(a)", " ät "]
        let dots: [StaticString] = [" dot ", "(dot)", "[dot]", " punkt ", "(punkt)", "[punkt]"]
        next: while at < piece.count {
            let rest = piece.part(at..<piece.count)
            for word in signs where rest.startsIgnoringCase(word) {
                text.append(Byte.at)
                at += word.utf8CodeUnitCount
                continue next
            }
            for word in dots where rest.startsIgnoringCase(word) {
                text.append(Byte.dot)
                at += word.utf8CodeUnitCount
                continue next
            }
            let byte = piece[at]
            at += 1
            if byte.isASCIISpace { continue }
            if (byte == Byte.at || byte == Byte.dot), text.last == byte { continue }
            if byte == Byte.dot, text.last == Byte.at { continue }
            if byte == Byte.at, text.last == Byte.dot { text.removeLast() }
            text.append(byte == Byte.comma || byte == Byte.semicolon ? Byte.dot : byte)
        }
        guard text.filter({ $0 == Byte.at }).count == 1 else { return nil }
        return text
    }

    private static func fill(_ address: inout EmailAddress, _ local: [UInt8], _ domain: [UInt8]) {
        address.address = local + [Byte.at] + domain
        address.domain = domain
        address.registrableDomain = DomainName.registrable(domain)
        address.isFreeMail = DomainName.isFreeMail(domain)
        address.isRelay = DomainName.isRelay(domain)
        address.isRole = isRole(local)
        address.isDisposable = DomainName.isDisposable(address.registrableDomain)
        var key = local
        if !address.isRelay {
            if let plus = key.firstIndex(of: Byte.plus), plus > 0 {
                address.subAddress = Array(key[(plus + 1)...])
                key.removeSubrange(plus...)
            }
            if isGmail(domain) {
                key.removeAll { $0 == Byte.dot }
                address.canonical = key + [UInt8]("@gmail.com".utf8)
                return
            }
        }
        address.canonical = key + [Byte.at] + domain
    }

    private static func isGmail(_ domain: [UInt8]) -> Bool {
        domain.elementsEqual("gmail.com".utf8) || domain.elementsEqual("googlemail.com".utf8)
    }

    private static func judge(_ address: inout EmailAddress, _ local: [UInt8]) {
        if isPlaceholder(local, address.domain) {
            address.verdict = .doubtful(.emailPlaceholder)
        } else if address.isDisposable {
            address.verdict = .doubtful(.emailDisposable)
        } else if let meant = DomainName.likelyMeant(address.domain) {
            address.verdict = .doubtful(.emailDomainTypo)
            address.proposal = local + [Byte.at] + meant
        }
    }

    private static func isPlaceholder(_ local: [UInt8], _ domain: [UInt8]) -> Bool {
        if fillerDomains[domain] != nil { return true }
        if fillerNames[local] != nil { return true }
        return local == [UInt8](domain.prefix { $0 != Byte.dot }) && fillerWords[local] != nil
    }

    /// Whether a local part names a function: as it is, or up to its first dot, hyphen, underscore or plus.
    static func isRole(_ local: [UInt8]) -> Bool {
        if roles[local] != nil { return true }
        guard
            let end = local.firstIndex(where: {
                $0 == Byte.plus || $0 == Byte.hyphen || $0 == UInt8(ascii: "_") || $0 == Byte.dot
            })
        else {
            // info2, office01
            let stem = [UInt8](local.prefix { !$0.isASCIIDigit })
            return stem.count < local.count && local[stem.count...].allSatisfy(\.isASCIIDigit) && roles[stem] != nil
        }
        // `info.berlin@` is a role; `service.anna@` hardly exists, but `max.office@` may be Mr Office: only the first
        // word counts.
        return local[end] != Byte.dot && roles[[UInt8](local[..<end])] != nil
            || local[end] == Byte.dot && strongRoles[[UInt8](local[..<end])] != nil
    }
}
