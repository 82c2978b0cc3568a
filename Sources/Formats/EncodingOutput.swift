import Glibc

/// Decoded text under construction: UTF-8 without NULs in memory that the caller owns, and the marks beside it.
struct EncodingOutput {
    /// The text's memory.
    let base: UnsafeMutablePointer<UInt8>
    /// How many bytes it has.
    let capacity: Int
    /// How many of them are text.
    var count: Int
    /// What was noticed, in the text's order; at most one of a kind per line.
    var marks: [EncodingMark] = []
    /// Bytes of the file that left no trace in the text.
    var dropped = 0
    /// How far line ends were looked for, and where the last line found begins.
    private var scanned: Int
    private var lineStart: Int

    /// Begins at `count` in `capacity` bytes at `base`.
    init(base: UnsafeMutablePointer<UInt8>, capacity: Int, count: Int) {
        self.base = base
        self.capacity = capacity
        self.count = count
        scanned = count
        lineStart = count
    }

    /// Appends a code point; leaves a NUL out.
    @inline(__always)
    mutating func append(_ scalar: UInt32, offset: Int) {
        if scalar == 0 { return noteNul(offset) }
        if scalar == 0xFEFF { mark(.byteOrderMark, offset, 0xFE) }
        count &+= EncodingUTF8.write(scalar, to: base + count)
    }

    /// Appends U+FFFD for a byte that stands for nothing.
    mutating func appendUndecodable(_ byte: UInt8, offset: Int) {
        mark(.undecodable, offset, byte)
        count += EncodingUTF8.write(0xFFFD, to: base + count)
    }

    /// Notes a NUL that is left out.
    mutating func noteNul(_ offset: Int) {
        mark(.nul, offset, 0)
        dropped += 1
    }

    /// Appends bytes as they are.
    mutating func append(_ raw: UnsafePointer<UInt8>, from start: Int, to end: Int) {
        memcpy(base + count, raw + start, end - start)
        count += end - start
    }

    /// Appends bytes of a single-byte encoding.
    mutating func append(_ raw: UnsafePointer<UInt8>, from start: Int, to end: Int, offset: Int, table: EncodingTable) {
        table.entries.withUnsafeBufferPointer { entries in
            var at = start
            while at < end {
                while at &+ 8 <= end {
                    let word = UInt64(littleEndian: UnsafeRawPointer(raw + at).loadUnaligned(as: UInt64.self))
                    let special = ((word &- 0x0101_0101_0101_0101) | word) & 0x8080_8080_8080_8080
                    UnsafeMutableRawPointer(base + count).storeBytes(of: word.littleEndian, as: UInt64.self)
                    if special != 0 {
                        let plain = special.trailingZeroBitCount &>> 3
                        at &+= plain
                        count &+= plain
                        break
                    }
                    at &+= 8
                    count &+= 8
                }
                if at >= end { return }
                let byte = raw[at]
                if byte == 0 {
                    noteNul(offset &+ at &- start)
                } else if byte < 0x80 {
                    base[count] = byte
                    count &+= 1
                } else {
                    let entry = entries[Int(byte & 0x7F)]
                    if entry == 0 {
                        appendUndecodable(byte, offset: offset &+ at &- start)
                    } else {
                        UnsafeMutableRawPointer(base + count).storeBytes(of: entry.littleEndian, as: UInt32.self)
                        count &+= Int(entry >> 24)
                    }
                }
                at &+= 1
            }
        }
    }

    /// Notes something at the end of the text so far; once per kind and line, counting the rest.
    mutating func mark(_ kind: EncodingIssue.Kind, _ offset: Int, _ byte: UInt8) {
        while scanned < count {
            if base[scanned] == 0x0A || base[scanned] == 0x0D { lineStart = scanned + 1 }
            scanned += 1
        }
        var index = marks.count - 1
        while index >= 0 && marks[index].position >= lineStart {
            if marks[index].kind == kind {
                marks[index].count += 1
                return
            }
            index -= 1
        }
        marks.append(EncodingMark(kind: kind, position: count, offset: offset, byte: byte, count: 1))
    }
}
