/// Brings phone numbers to E.164 as libphonenumber does, and remembers what it was asked before.
///
/// Plain numbers are judged by the library's own tables, read from the library as it is installed; the library itself is
/// asked only where they do not settle a number. Both give the same answers.
///
/// For one thread: a worker makes its own. Its answers do not depend on what it remembers.
public final class PhoneStandardiser {
    /// How many cells are remembered; then it forgets all and starts anew.
    public let capacity: Int
    private var remembered: [Key: PhoneReading] = [:]
    private let ranges: PhoneRanges?

    private struct Key: Hashable {
        var country: CountryCode?
        var bytes: [UInt8]
    }

    /// Makes a standardiser. With `asksLibraryAlways` it makes no use of the tables: slow, for comparing.
    public init(capacity: Int = 65_536, asksLibraryAlways: Bool = false) {
        self.capacity = max(1, capacity)
        ranges = asksLibraryAlways ? nil : PhoneRanges()
    }

    /// Reads a cell of one or several numbers; national ones as of `country`.
    ///
    /// Read are `0049…` and `+49…` everywhere, `(0)`, extensions (`ext. 5`, `x16`, `Durchwahl 12`), labels before and
    /// behind (`Tel.:`, `mobil`, `Fax`), letters that stand for digits in North America. Several numbers are parted
    /// by `;`, `,`, `/`, `|`, line ends or words such as `oder`, where enough digits stand on both sides.
    public func read(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> PhoneReading {
        let cell = bytes.trimmed
        guard !cell.isEmpty else { return PhoneReading(numbers: [], verdict: bytes.isEmpty ? .unchanged : .changed) }
        if let ranges, let number = Self.plain(cell, country, ranges) {
            var reading = PhoneReading(numbers: [number], verdict: number.verdict)
            Self.settle(&reading, bytes)
            return reading
        }
        // Nobody's phone numbers are that long.
        guard cell.count <= 200 else { return Self.invalid(.phoneNotANumber) }
        let key = Key(country: country, bytes: cell.copied)
        if var known = remembered[key] {
            Self.settle(&known, bytes)
            return known
        }
        var reading = Self.readCell(cell, country, ranges)
        if remembered.count >= capacity { remembered.removeAll(keepingCapacity: true) }
        remembered[key] = reading
        Self.settle(&reading, bytes)
        return reading
    }

    /// Reads a cell of one or several numbers; national ones as of `country`.
    public func read(_ text: String, country: CountryCode? = nil) -> PhoneReading {
        text.withBytes { read($0, country: country) }
    }

    /// A cell of one number and nothing else, as most are: no words, no second number, no zero in brackets. Nil where
    /// there is more to it, or where the tables do not settle it.
    private static func plain(
        _ cell: UnsafeRawBufferPointer, _ country: CountryCode?, _ ranges: PhoneRanges
    ) -> PhoneNumber? {
        guard (5...28).contains(cell.count) else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 28) { buffer in
            var count = 0
            var isInternational = cell[0] == Byte.plus
            for at in (isInternational ? 1 : 0)..<cell.count {
                switch cell[at] {
                case 0x30...0x39:
                    buffer[count] = cell[at]
                    count += 1
                case Byte.space, Byte.hyphen, Byte.dot: break
                // Brackets beside a country code may hold a zero that is not dialled.
                case Byte.open, Byte.close:
                    if isInternational || count > 1 && buffer[0] == Byte.zero && buffer[1] == Byte.zero { return nil }
                default: return nil
                }
            }
            guard count >= 5 else { return nil }
            var digits = UnsafeBufferPointer(start: buffer.baseAddress, count: count)
            if !isInternational, digits[0] == Byte.zero, digits[1] == Byte.zero {
                guard count > 6, digits[2] != Byte.zero, cell[0] == Byte.zero, cell[1] == Byte.zero else { return nil }
                isInternational = true
                digits = UnsafeBufferPointer(rebasing: digits[2...])
            }
            if let reason = PhoneCell.refused(digits, isInternational: isInternational, country) {
                return PhoneNumber(verdict: .invalid(reason))
            }
            return PhoneCell.judged(digits, isInternational: isInternational, country, ranges, .unknown)
        }
    }

    /// Whether the cell is in standard form already is decided against the whole cell.
    private static func settle(_ reading: inout PhoneReading, _ given: UnsafeRawBufferPointer) {
        guard reading.numbers.count == 1, reading.verdict == .changed || reading.verdict == .unchanged else { return }
        let verdict: Verdict =
            reading.numbers[0].extensionDigits.isEmpty ? Verdict.comparing(given, reading.numbers[0].e164) : .changed
        reading.numbers[0].verdict = verdict
        reading.verdict = verdict
    }

    private static func invalid(_ reason: Reason) -> PhoneReading {
        PhoneReading(numbers: [PhoneNumber(verdict: .invalid(reason))], verdict: .invalid(reason))
    }

    private static func readCell(
        _ cell: UnsafeRawBufferPointer, _ country: CountryCode?, _ ranges: PhoneRanges?
    ) -> PhoneReading {
        if isScientific(cell) { return invalid(.phoneDestroyed) }
        var reading = PhoneReading()
        for piece in PhoneCell.pieces(cell) {
            let number = PhoneCell(cell.part(piece)).number(country, ranges)
            if !number.e164.isEmpty,
                reading.numbers.contains(where: {
                    $0.e164 == number.e164 && $0.extensionDigits == number.extensionDigits
                })
            {
                continue
            }
            reading.numbers.append(number)
        }
        if let whole = acrossSlashes(cell, reading, country, ranges) { return whole }
        guard let first = reading.numbers.first else { return invalid(.phoneNotANumber) }
        reading.verdict = first.verdict
        if reading.numbers.count > 1, !first.verdict.isInvalid {
            reading.verdict = first.verdict.worse(.doubtful(.phoneSeveral))
        }
        return reading
    }

    /// `0420/8008/86/136`: one number whose groups slashes part, where its pieces are not all numbers and the whole is,
    /// or where none of them is one and the whole may be.
    private static func acrossSlashes(
        _ cell: UnsafeRawBufferPointer, _ reading: PhoneReading, _ country: CountryCode?, _ ranges: PhoneRanges?
    ) -> PhoneReading? {
        guard cell.contains(Byte.slash), cell.digitCount <= 15,
            !reading.numbers.allSatisfy({ $0.verdict == .changed || $0.verdict == .doubtful(.phoneAlternativeEnding) })
        else { return nil }
        let signs = cell.copied.map { $0 == Byte.slash ? Byte.space : $0 }
        // Where numbers may have any length, half a number would fit as well: only one with its area code is joined.
        let isOpen = country == .germany || country == .austria
        let first = signs.first { $0 != Byte.open && !$0.isASCIISpace }
        guard signs.allSatisfy({ $0.isASCIIDigit || $0.isASCIISpace || "+-.()".utf8.contains($0) }),
            !isOpen || first == Byte.zero || first == Byte.plus
        else { return nil }
        let number = signs.withUnsafeBytes { PhoneCell($0).number(country, ranges) }
        // Where no piece is a number, one that may be is better than none.
        let isBetter = reading.numbers.allSatisfy(\.verdict.isInvalid) && !number.verdict.isInvalid
        guard number.verdict == .changed || isBetter else { return nil }
        return PhoneReading(numbers: [number], verdict: number.verdict)
    }

    /// `4.47911E+11`, with either decimal separator.
    static func isScientific(_ cell: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while at < cell.count, cell[at].isASCIIDigit || cell[at] == Byte.dot || cell[at] == Byte.comma { at += 1 }
        guard at > 0, at < cell.count, cell[at].asciiLowered == UInt8(ascii: "e") else { return false }
        at += 1
        if at < cell.count, cell[at] == Byte.plus || cell[at] == Byte.hyphen { at += 1 }
        return at < cell.count && cell.part(at..<cell.count).isDigits
    }
}
