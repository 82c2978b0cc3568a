/// Tells a line of totals under a table from a record.
enum TotalsLine {
    /// Words that begin such a line, in lower case.
    private static let words: [[UInt8]] = [
        "summe", "summen", "gesamt", "gesamtsumme", "gesamtbetrag", "endsumme", "insgesamt", "zwischensumme", "total",
        "totals", "grand total", "subtotal", "sub-total", "sum", "totaal", "totale", "totaux", "somme", "suma",
        "totalsumme", "razem", "celkem",
    ].map { Array($0.utf8) }

    /// The first bytes of the words in both cases: a quick look before the closer one.
    static func mayBegin(with byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return lower == 0x73 || lower == 0x67 || lower == 0x74 || lower == 0x65 || lower == 0x69 || lower == 0x7A
            || lower == 0x72 || lower == 0x63
    }

    /// Whether a row is a line of totals: its first filled cell begins with such a word, and all others are numbers.
    ///
    /// `Total Energies AG;Berlin;…` is none, because a town is no number.
    static func matches(_ cells: [[UInt8]]) -> Bool {
        let filled = cells.map(trimmed).filter { !$0.isEmpty }
        guard let first = filled.first, let word = word(beginning: first) else { return false }
        let rest = first.dropFirst(word.count)
        if filled.dropFirst().contains(where: { CellShape($0) != .number && !isUnit($0) }) { return false }
        // `Summe:`, `Total EUR`, `Gesamt 214 Kunden`: at most a few more words, with no further cell a number among them.
        let hasNumber = rest.contains { $0 >= 0x30 && $0 <= 0x39 }
        if filled.count == 1 && !hasNumber && rest.contains(where: { $0 != 0x3A && $0 != 0x20 }) { return false }
        if filled.count == 1 && !hasNumber && cells.count == 1 { return false }
        return rest.split(separator: 0x20).count <= 3
    }

    private static func trimmed(_ cell: [UInt8]) -> ArraySlice<UInt8> {
        var slice = cell[...]
        while slice.first == 0x20 { slice.removeFirst() }
        while slice.last == 0x20 { slice.removeLast() }
        return slice
    }

    /// A currency or unit by itself.
    private static func isUnit(_ cell: ArraySlice<UInt8>) -> Bool {
        let signs: Set<UInt8> = [0x24, 0x25, 0x2D]
        return cell.count <= 3 && cell.allSatisfy { ($0 >= 0x41 && $0 <= 0x5A) || $0 >= 0x80 || signs.contains($0) }
    }

    private static func word(beginning cell: ArraySlice<UInt8>) -> [UInt8]? {
        words.filter { word in
            guard cell.count >= word.count else { return false }
            for (byte, letter) in zip(cell, word) where byte != letter && byte | 0x20 != letter { return false }
            guard let next = cell.dropFirst(word.count).first else { return true }
            return !((next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) || next >= 0x80 || next == 0x2D)
        }.max { $0.count < $1.count }
    }
}
