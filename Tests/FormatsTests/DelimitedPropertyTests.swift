import Formats
import Seeds
import Testing

@Suite("Delimited text against a dumb reader")
struct DelimitedPropertyTests {
    /// Reads faultless text byte by byte, all of it in memory, by the rules of RFC 4180 with any line end.
    static func dumbRead(_ bytes: [UInt8], delimiter: UInt8, quote: UInt8) -> [[[UInt8]]] {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var hasText = false
        var at = 0
        func endRow() {
            if hasText {
                row.append(cell)
                rows.append(row)
            }
            row = []
            cell = []
            hasText = false
        }
        while at < bytes.count {
            let byte = bytes[at]
            if isQuoted {
                if byte != quote {
                    cell.append(byte)
                } else if at + 1 < bytes.count && bytes[at + 1] == quote {
                    cell.append(quote)
                    at += 1
                } else {
                    isQuoted = false
                }
            } else if byte == quote && cell.isEmpty {
                isQuoted = true
                hasText = true
            } else if byte == delimiter {
                row.append(cell)
                cell = []
                hasText = true
            } else if byte == 0x0A || byte == 0x0D {
                endRow()
            } else {
                cell.append(byte)
                hasText = true
            }
            at += 1
        }
        endRow()
        return rows
    }

    static func table(_ numbers: inout Seeded, delimiter: UInt8, quote: UInt8) -> [UInt8] {
        let parts: [[UInt8]] = [
            [0x61], [0x62], [delimiter], [quote], [0x0A], [0x0D], [0x0D, 0x0A], [0x20], Array("é".utf8),
            Array("😀".utf8), Array("long text of more than eight bytes".utf8), [quote, quote], [0x5C],
        ]
        let ends: [[UInt8]] = [[0x0A], [0x0D], [0x0D, 0x0A]]
        let width = Int.random(in: 1...7, using: &numbers)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...20, using: &numbers) {
            for column in 0..<width {
                if column > 0 { bytes.append(delimiter) }
                var cell: [UInt8] = []
                for _ in 0..<[0, 0, 1, 2, 5, 9].randomElement(using: &numbers)! {
                    cell += parts.randomElement(using: &numbers)!
                }
                let mustQuote = cell.contains { $0 == delimiter || $0 == quote || $0 == 0x0A || $0 == 0x0D }
                // An empty cell by itself would be an empty line, which is no record.
                if mustQuote || (width == 1 && cell.isEmpty) || Bool.random(using: &numbers) {
                    bytes.append(quote)
                    for byte in cell { bytes += byte == quote ? [quote, quote] : [byte] }
                    bytes.append(quote)
                } else {
                    bytes += cell
                }
            }
            bytes += ends.randomElement(using: &numbers)!
            if Int.random(in: 0..<8, using: &numbers) == 0 { bytes += ends.randomElement(using: &numbers)! }
        }
        if Bool.random(using: &numbers) {
            while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        }
        return bytes
    }

    @Test("faultless text reads as a dumb reader reads it, in chunks of any size")
    func differential() {
        for seed in UInt64(1)...2000 {
            var numbers = Seeded(seed)
            let delimiter = ([0x2C, 0x3B, 0x09, 0x7C] as [UInt8]).randomElement(using: &numbers)!
            let quote = ([0x22, 0x22, 0x27] as [UInt8]).randomElement(using: &numbers)!
            let bytes = Self.table(&numbers, delimiter: delimiter, quote: quote)
            let expected = Self.dumbRead(bytes, delimiter: delimiter, quote: quote)
                .map { $0.map { String(decoding: $0, as: UTF8.self) } }
            let dialect = DelimitedDialect(delimiter: delimiter, quote: quote)
            let chunk = Int.random(in: 1...64, using: &numbers)
            let found = readText(bytes, dialect, chunk: chunk)
            guard found.fault == nil, found.rows == expected, found.troubles.allSatisfy({ $0 == nil }) else {
                Issue.record("seed \(seed), chunk \(chunk): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
                return
            }
        }
    }

    @Test("any bytes at all read the same in chunks of 1 to 64 and in one, and never lose a byte in silence")
    func chunkIndependence() {
        let alphabet: [UInt8] = [
            0x61, 0x62, 0x2C, 0x2C, 0x22, 0x22, 0x0A, 0x0D, 0x20, 0x00, 0xC3, 0xBC, 0xFC, 0x81, 0xEF, 0xBB, 0xBF, 0x5C,
        ]
        for seed in UInt64(1)...100 {
            var numbers = Seeded(seed &* 7919)
            let count = Int.random(in: 0...90, using: &numbers)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &numbers)! }
            let dialect = DelimitedDialect(escape: seed % 3 == 0 ? 0x5C : nil)
            let encoding: Encoding = [.utf8, .cp1252, .utf16LittleEndian, .shiftJIS][Int(seed % 4)]
            let whole = readText(bytes, dialect, encoding: encoding, width: 3)
            for chunk in 1...64 {
                let found = readText(bytes, dialect, encoding: encoding, width: 3, chunk: chunk)
                guard found.rows == whole.rows, found.fault == whole.fault, found.troubles == whole.troubles,
                    found.lines == whole.lines, found.issues == whole.issues, found.undecodable == whole.undecodable
                else {
                    Issue.record("seed \(seed), chunk \(chunk), \(encoding): \(bytes)")
                    return
                }
            }
        }
    }
}
