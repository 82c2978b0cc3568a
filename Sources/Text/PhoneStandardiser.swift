/// Brings phone numbers to E.164 with libphonenumber, and remembers what it was asked before.
///
/// For one thread: a worker makes its own. Its answers do not depend on what it remembers.
public final class PhoneStandardiser {
    /// How many cells are remembered; then it forgets all and starts anew.
    public let capacity: Int
    private var remembered: [Key: PhoneReading] = [:]

    private struct Key: Hashable {
        var country: CountryCode?
        var bytes: [UInt8]
    }

    /// Makes a standardiser.
    public init(capacity: Int = 65_536) {
        self.capacity = max(1, capacity)
    }

    /// Reads a cell of one or several numbers; national ones as of `country`.
    ///
    /// Read are `0049…` and `+49…` everywhere, `(0)`, extensions (`ext. 5`, `x16`, `Durchwahl 12`), labels before and
    /// behind (`Tel.:`, `mobil`, `Fax`), letters that stand for digits in North America. Several numbers are parted
    /// by `;`, `,`, `/`, `|`, line ends or words such as `oder`, where enough digits stand on both sides.
    public func read(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> PhoneReading {
        let cell = bytes.trimmed
        guard !cell.isEmpty else { return PhoneReading(numbers: [], verdict: bytes.isEmpty ? .unchanged : .changed) }
        // Nobody's phone numbers are that long.
        guard cell.count <= 200 else { return Self.invalid(.phoneNotANumber) }
        let key = Key(country: country, bytes: cell.copied)
        if var known = remembered[key] {
            Self.settle(&known, bytes)
            return known
        }
        var reading = Self.readCell(cell, country)
        if remembered.count >= capacity { remembered.removeAll(keepingCapacity: true) }
        remembered[key] = reading
        Self.settle(&reading, bytes)
        return reading
    }

    /// Reads a cell of one or several numbers; national ones as of `country`.
    public func read(_ text: String, country: CountryCode? = nil) -> PhoneReading {
        text.withBytes { read($0, country: country) }
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

    private static func readCell(_ cell: UnsafeRawBufferPointer, _ country: CountryCode?) -> PhoneReading {
        if isScientific(cell) { return invalid(.phoneDestroyed) }
        var reading = PhoneReading()
        for piece in PhoneCell.pieces(cell) {
            let number = PhoneCell(cell.part(piece)).number(country)
            if !number.e164.isEmpty,
                reading.numbers.contains(where: {
                    $0.e164 == number.e164 && $0.extensionDigits == number.extensionDigits
                })
            {
                continue
            }
            reading.numbers.append(number)
        }
        guard let first = reading.numbers.first else { return invalid(.phoneNotANumber) }
        reading.verdict = first.verdict
        if reading.numbers.count > 1, !first.verdict.isInvalid {
            reading.verdict = first.verdict.worse(.doubtful(.phoneSeveral))
        }
        return reading
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
