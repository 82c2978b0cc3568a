/// What a cell looks like, as far as finding a header needs it.
enum CellShape: Equatable {
    case empty
    /// Digits with signs, separators, currency, percent.
    case number
    /// Digits with two or more of the signs that dates and times have.
    case date
    /// With an at sign and a dot.
    case email
    /// Letters and digits without a blank: `C-1006692`, `AW00000001`.
    case code
    case text

    /// Looks at a cell's bytes.
    init(_ cell: some Collection<UInt8>) {
        var digits = 0
        var letters = 0
        var blanks = 0
        var dateSigns = 0
        var others = 0
        var at = 0
        var dotAfterAt = false
        for byte in cell {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: letters += 1
            case 0x20, 0x09: blanks += 1
            case 0x2D, 0x2E, 0x2F, 0x3A:
                dateSigns += 1
                if byte == 0x2E && at > 0 { dotAfterAt = true }
            case 0x40: at += 1
            case 0x2B, 0x2C, 0x27, 0x28, 0x29, 0x25, 0x24: break
            default: others += 1
            }
        }
        if digits + letters + blanks + dateSigns + others + at == 0 && cell.isEmpty {
            self = .empty
        } else if digits == 0 && letters == 0 && others == 0 && at == 0 && dateSigns == 0 {
            self = cell.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? .empty : .text
        } else if at == 1 && dotAfterAt && blanks == 0 && letters > 1 {
            self = .email
        } else if digits >= 4 && dateSigns >= 2 && letters <= 4 && others == 0 {
            self = .date
        } else if digits > 0 && others == 0 && letters <= (digits > 1 ? 3 : 0) && at == 0 && !CellShape.mixes(cell) {
            self = .number
        } else if digits > 0 && letters > 0 && blanks == 0 {
            self = .code
        } else {
            self = .text
        }
    }

    /// True for a letter directly beside a digit without a currency's or exponent's place: `A12`, `12b` are codes.
    private static func mixes(_ cell: some Collection<UInt8>) -> Bool {
        var hasLetters = false
        var previousIsDigit = false
        for byte in cell {
            let isDigit = byte >= 0x30 && byte <= 0x39
            // The euro and other signs are bytes above ASCII.
            let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
            if isLetter && byte | 0x20 != 0x65 && previousIsDigit { return true }
            if isDigit && hasLetters && !previousIsDigit { return true }
            if isLetter && byte | 0x20 != 0x65 { hasLetters = true }
            if byte == 0x20 { hasLetters = false }
            previousIsDigit = isDigit
        }
        return false
    }

    /// True for shapes that a column's name hardly has.
    var isData: Bool { self == .number || self == .date || self == .email }
}
