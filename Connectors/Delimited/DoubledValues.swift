import Formats
import Glibc
import Records

/// Counts values that were encoded as UTF-8 twice, and repairs them when told to.
struct DoubledValues: Sendable {
    /// Values that were encoded twice.
    private(set) var count = 0
    /// Values with characters beyond ASCII.
    private(set) var specialValues = 0
    private var sample: (read: [UInt8], repaired: [UInt8])?

    /// Looks through rows; with `repair` the values are replaced.
    mutating func look(at rows: inout Rows, repair: Bool) {
        specialValues += DoubledValues.specialValues(in: rows)
        guard let first = firstSuspect(in: rows) else { return }
        var mended = Rows(width: rows.width)
        if repair { mended.reserve(rows: rows.count, bytesPerRow: rows.byteCount / max(1, rows.count) + 1) }
        for row in 0..<rows.count {
            for column in 0..<rows.width {
                let value = rows[row, column]
                if !EncodingDouble.hasSpecialCharacters(value) {
                    if repair { mended.append(value) }
                    continue
                }
                if value.endIndex > first, let repaired = EncodingDouble.repaired(Array(value)) {
                    count += 1
                    if sample == nil { sample = (Array(value), repaired) }
                    if repair { mended.append(repaired) }
                } else if repair {
                    mended.append(value)
                }
            }
        }
        if repair { rows = mended }
    }

    /// The number of values with characters beyond ASCII.
    private static func specialValues(in rows: Rows) -> Int {
        rows.arena.withUnsafeBytes { arena in
            rows.ends.withUnsafeBufferPointer { ends in
                var count = 0
                var at = 0
                var cell = 0
                while at < arena.count {
                    if at &+ 8 <= arena.count {
                        let high = arena.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080
                        if high == 0 {
                            at &+= 8
                            continue
                        }
                        at &+= UInt64(littleEndian: high).trailingZeroBitCount &>> 3
                    } else if arena[at] < 0x80 {
                        at &+= 1
                        continue
                    }
                    count &+= 1
                    while Int(ends[cell]) <= at { cell &+= 1 }
                    at = Int(ends[cell])
                }
                return count
            }
        }
    }

    /// Takes those of a later part into account.
    mutating func add(_ other: DoubledValues) {
        count += other.count
        specialValues += other.specialValues
        sample = sample ?? other.sample
    }

    /// What to tell about them; nil when there are none.
    func finding(isRepaired: Bool) -> Finding? {
        guard let sample, count > 0 else { return nil }
        let read = String(decoding: sample.read.prefix(60), as: UTF8.self)
        let repaired = String(decoding: sample.repaired.prefix(60), as: UTF8.self)
        return Finding(
            code: "encoding.double", severity: isRepaired ? .note : .warning, ordinal: 0,
            value: String(decoding: sample.read.prefix(Finding.maximumValueBytes), as: UTF8.self),
            message: "\(count) of \(specialValues) values with special characters were encoded as UTF-8 twice: "
                + "\"\(read)\" is \"\(repaired)\"" + (isRepaired ? "; repaired" : ""),
            remedy: isRepaired ? "" : "set repair: true for this source")
    }

    /// The first byte that could begin a value encoded twice: `Â` to `ô`, which stand for the first byte of a sequence,
    /// with another special character directly behind. Ordinary umlauts have a plain letter there.
    private func firstSuspect(in rows: Rows) -> Int? {
        rows.arena.withUnsafeBytes { arena -> Int? in
            guard let base = arena.baseAddress else { return nil }
            var at = 0
            while at + 2 < arena.count, let hit = memchr(base + at, 0xC3, arena.count - at - 2) {
                at = UnsafeRawPointer(hit) - base
                if arena[at + 1] >= 0x82 && arena[at + 1] <= 0xB4 && arena[at + 2] >= 0x80 { return at }
                at += 2
            }
            return nil
        }
    }
}
