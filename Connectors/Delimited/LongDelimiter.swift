import Formats

/// A delimiter of several characters, told from how cells look that one of its characters divides: `+|` by the plus at each
/// cell's end, `||` by every second cell being empty, tab pipe tab by every second one being a pipe.
struct LongDelimiter {
    /// What stands before the delimiter's last character.
    let lead: [UInt8]
    /// What stands between a row's last cell and its line end.
    let rowEnd: [UInt8]

    private static let lookedRows = 200

    /// Looks at a text whose rows have `width` cells by a delimiter of one character; nil where that is the whole of it.
    init?(_ text: [UInt8], _ isCut: Bool, _ dialect: DelimitedDialect, width: Int) {
        guard let delimiter = dialect.delimiter, width >= 3 else { return nil }
        var plain = dialect
        plain.quote = nil
        var rows: [[[UInt8]]] = []
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(bytes: text, isCut: isCut, encoding: .utf8, dialect: plain)
            while rows.count < LongDelimiter.lookedRows, try reader.next() {
                if reader.cellCount == width { rows.append(reader.cells()) }
            }
        } catch {
            return nil
        }
        guard rows.count >= 2 else { return nil }
        if let between = LongDelimiter.every(rows, { row in
            // Every second cell the same sign, or nothing, between cells that aren't all empty.
            guard width % 2 == 1, let sign = row.dropFirst().first, sign.count <= 2, sign.allSatisfy(LongDelimiter.isSign) else { return nil }
            let odd = stride(from: 1, to: row.count, by: 2).allSatisfy { row[$0] == sign }
            return odd && row.contains { !$0.isEmpty && $0 != sign } ? sign : nil
        }) {
            lead = [delimiter] + between
            rowEnd = []
            return
        }
        // The same sign at the end of each cell but the last, another one or the same before an empty last cell.
        let end = LongDelimiter.every(rows) { row in
            guard row[width - 1].isEmpty, let sign = row[width - 2].last, LongDelimiter.isSign(sign) else { return nil }
            return [sign]
        }
        let cells = end == nil ? width - 1 : width - 2
        guard cells > 0,
            let sign = LongDelimiter.every(rows, { row in
                guard let sign = row[0].last, LongDelimiter.isSign(sign) else { return nil }
                return row[..<cells].allSatisfy { $0.last == sign } ? [sign] : nil
            })
        else { return nil }
        lead = sign
        rowEnd = end.map { $0 + [delimiter] } ?? []
    }

    /// What a look at each row gives where it is the same for nine in ten.
    private static func every(_ rows: [[[UInt8]]], _ look: ([[UInt8]]) -> [UInt8]?) -> [UInt8]? {
        var counts: [[UInt8]: Int] = [:]
        for row in rows { if let found = look(row) { counts[found, default: 0] += 1 } }
        return counts.first { $0.value * 10 >= rows.count * 9 }?.key
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        // No quotes, dots or brackets, with which cells end by themselves.
        "+~|;:&#^$*=<>\t".utf8.contains(byte)
    }
}
