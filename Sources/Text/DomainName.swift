import CPSL

/// Names of domains: one form for each, and what is known of some.
public enum DomainName {
    /// Small letters, no final dot, `xn--` labels as the characters they stand for; nil where it is no domain name of
    /// two labels or more.
    ///
    /// Labels have letters, digits, hyphens or characters outside ASCII, 1 to 63 bytes of them in their ASCII form, no
    /// hyphen at an end; the last one is not of digits only; all together 253 bytes at most (RFC 1035, RFC 5890).
    public static func standardise(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        var end = bytes.count
        if end > 0, bytes[end - 1] == Byte.dot { end -= 1 }
        // A character outside ASCII has up to four bytes here and at least one in the ASCII form.
        guard end > 0, end <= 1012 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(end)
        var labels = 0
        var length = -1
        var start = 0
        while start <= end {
            let stop = min(bytes.firstIndex(of: Byte.dot, from: start) ?? end, end)
            let label = appendLabel(bytes.part(start..<stop), isLast: stop == end, to: &out)
            length += label + 1
            guard label > 0, length <= 253 else { return nil }
            labels += 1
            if stop == end { break }
            out.append(Byte.dot)
            start = stop + 1
        }
        return labels >= 2 ? out : nil
    }

    /// Small letters, no final dot, `xn--` labels decoded; nil where it is no domain name.
    public static func standardise(_ text: String) -> [UInt8]? { text.withBytes { standardise($0) } }

    /// Appends a label and gives its length in the ASCII form; 0 where it is none.
    private static func appendLabel(_ label: UnsafeRawBufferPointer, isLast: Bool, to out: inout [UInt8]) -> Int {
        guard (1...252).contains(label.count), label[0] != Byte.hyphen, label[label.count - 1] != Byte.hyphen else {
            return 0
        }
        if isLast, label.isDigits { return 0 }
        let start = out.count
        var isASCII = true
        var at = 0
        while at < label.count {
            let step = Scalars.next(label, at)
            guard step.isValid else { return 0 }
            at += step.length
            if step.value < 0x80 {
                let byte = UInt8(step.value)
                guard byte.isASCIIAlphanumeric || byte == Byte.hyphen || byte == UInt8(ascii: "_") else { return 0 }
                out.append(byte.asciiLowered)
            } else {
                guard Scalars.isLetter(step.value) || Scalars.isCombining(step.value) else { return 0 }
                Scalars.append(Scalars.lower(step.value), to: &out)
                isASCII = false
            }
        }
        if !isASCII {
            let length = out[start...].withUnsafeBytes { Punycode.length(Scalars.all($0)) } + 4
            return length <= 63 ? length : 0
        }
        let length = out.count - start
        guard length <= 63 else { return 0 }
        if length > 4, out[start..<start + 4].elementsEqual("xn--".utf8),
            let decoded = Punycode.decode(out[(start + 4)...])
        {
            out.removeSubrange(start...)
            for value in decoded { Scalars.append(value, to: &out) }
        }
        return length
    }

    /// The part that somebody registered, by the Public Suffix List as libpsl was built with it: the label before the
    /// longest known ending (`example.co.uk`, `shop.myshopify.com`). A domain that is an ending itself stays whole. Takes a
    /// standard form.
    public static func registrable(_ domain: [UInt8]) -> [UInt8] {
        var dots = 0
        for byte in domain where byte == Byte.dot { dots += 1 }
        guard dots >= 2, !domain.contains(0) else { return domain }
        let length = withUnsafeTemporaryAllocation(of: CChar.self, capacity: domain.count + 1) { text -> Int? in
            for (index, byte) in domain.enumerated() { text[index] = CChar(bitPattern: byte) }
            text[domain.count] = 0
            guard let start = text.baseAddress, let list = psl_builtin(),
                let found = psl_registrable_domain(list, start)
            else { return nil }
            return domain.count - (UnsafePointer(start).distance(to: found))
        }
        guard let length, length > 0, length <= domain.count else { return domain }
        return Array(domain.suffix(length))
    }

    /// Whether the domain's mailboxes are thrown away after use. Takes a standard form.
    public static func isDisposable(_ domain: [UInt8]) -> Bool {
        disposable[domain] != nil || disposable[registrable(domain)] != nil
    }

    /// Whether anybody can have a mailbox there. Takes a standard form.
    public static func isFreeMail(_ domain: [UInt8]) -> Bool { freeMail[domain] != nil }

    /// Whether addresses there are aliases that a shop or sign-in service makes. Takes a standard form.
    public static func isRelay(_ domain: [UInt8]) -> Bool {
        if relays[domain] != nil { return true }
        // Amazon's aliases have a domain per country: marketplace.amazon.de.
        if domain.starts(with: "marketplace.amazon.".utf8) { return true }
        return domain.withUnsafeBytes { domain in
            var start = 0
            while let dot = domain.firstIndex(of: Byte.dot, from: start) {
                start = dot + 1
                if relays.contains(domain.part(start..<domain.count)) { return true }
            }
            return false
        }
    }

    /// The well-known domain that a typing error was meant to be; nil where none is near. Takes a standard form.
    public static func likelyMeant(_ domain: [UInt8]) -> [UInt8]? {
        guard freeMail[domain] == nil, isRelay(domain) == false else { return nil }
        if let meant = slips[domain] { return [UInt8](meant.utf8) }
        guard domain.count >= 5, neighbours[domain] == nil else { return nil }
        for known in wellKnown
        where abs(known.count - domain.count) <= 1 && Slip.isOne(domain, known) && !isSister(domain, known) {
            return known
        }
        return nil
    }

    /// `yahoo.ee` beside `yahoo.de`: the same name under another country is another domain, not a slip.
    private static func isSister(_ domain: [UInt8], _ known: [UInt8]) -> Bool {
        guard let dot = domain.lastIndex(of: Byte.dot), let other = known.lastIndex(of: Byte.dot) else { return false }
        return domain.count - dot == 3 && known.count - other == 3 && domain[..<dot] == known[..<other]
    }
}

/// Typing errors of one step.
enum Slip {
    /// Whether the two differ by one letter left out, added, replaced or two neighbours swapped. Of short domains the
    /// ending decides too much, so only the part before the last dot may differ, or the ending by a slip of its own.
    static func isOne(_ given: [UInt8], _ known: [UInt8]) -> Bool {
        let difference = given.count - known.count
        guard (-1...1).contains(difference) else { return false }
        // The two first letters can't both be wrong by one slip, unless they are swapped.
        guard given[0] == known[0] || given[1] == known[1] || given[0] == known[1] || given[1] == known[0] else {
            return false
        }
        var at = 0
        let shorter = min(given.count, known.count)
        while at < shorter, given[at] == known[at] { at += 1 }
        if difference == 0 {
            guard at < given.count else { return false }
            if given[(at + 1)...] == known[(at + 1)...] { return true }
            return at + 1 < given.count && given[at] == known[at + 1] && given[at + 1] == known[at]
                && given[(at + 2)...] == known[(at + 2)...]
        }
        return difference == 1 ? given[(at + 1)...] == known[at...] : given[at...] == known[(at + 1)...]
    }
}
