/// Strict UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
enum EncodingUTF8 {
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The length of the sequence at `at`, or 0 when it is none or runs beyond `end`. The byte is not ASCII.
    @inline(__always)
    static func sequenceLength(_ text: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        let lead = text[at]
        if lead < 0xE0 {
            return lead >= 0xC2 && at &+ 1 < end && text[at &+ 1] & 0xC0 == 0x80 ? 2 : 0
        }
        guard at &+ 2 < end, text[at &+ 2] & 0xC0 == 0x80 else { return 0 }
        let second = text[at &+ 1]
        if lead < 0xF0 {
            let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
            return second >= low && second <= high ? 3 : 0
        }
        guard lead <= 0xF4, at &+ 3 < end, text[at &+ 3] & 0xC0 == 0x80 else { return 0 }
        let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
        return second >= low && second <= high ? 4 : 0
    }

    /// The first byte that needs a closer look: a NUL, the start of something invalid, or a byte order mark inside the
    /// text. `end` when there is none.
    static func firstSuspect(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var at = start
        while at < end {
            while at &+ 8 <= end {
                let word = UInt64(littleEndian: UnsafeRawPointer(text + at).loadUnaligned(as: UInt64.self))
                // A NUL borrows, so that its high bit is set too.
                let flags = ((word &- ones) | word) & highBits
                if flags != 0 {
                    at &+= flags.trailingZeroBitCount &>> 3
                    break
                }
                at &+= 8
            }
            if at >= end { return end }
            let byte = text[at]
            if byte < 0x80 {
                if byte == 0 { return at }
                at &+= 1
                continue
            }
            let length = sequenceLength(text, at, end)
            if length == 0 { return at }
            if byte == 0xEF && text[at &+ 1] == 0xBB && text[at &+ 2] == 0xBF { return at }
            at &+= length
        }
        return end
    }

    /// The first byte at which the text stops being UTF-8; `end` when it is all UTF-8. NUL is a character like others.
    static func firstInvalid(_ text: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var at = start
        while true {
            at = firstSuspect(text, from: at, to: end)
            if at >= end { return end }
            if text[at] == 0 {
                at &+= 1
            } else if sequenceLength(text, at, end) == 3 {
                at &+= 3
            } else {
                return at
            }
        }
    }

    /// The code point of the valid sequence of `length` bytes at `at`.
    @inline(__always)
    static func scalar(_ text: UnsafePointer<UInt8>, _ at: Int, _ length: Int) -> UInt32 {
        switch length {
        case 1: UInt32(text[at])
        case 2: UInt32(text[at] & 0x1F) << 6 | UInt32(text[at &+ 1] & 0x3F)
        case 3: UInt32(text[at] & 0x0F) << 12 | UInt32(text[at &+ 1] & 0x3F) << 6 | UInt32(text[at &+ 2] & 0x3F)
        default:
            UInt32(text[at] & 0x07) << 18 | UInt32(text[at &+ 1] & 0x3F) << 12 | UInt32(text[at &+ 2] & 0x3F) << 6
                | UInt32(text[at &+ 3] & 0x3F)
        }
    }

    /// Writes a code point and returns how many bytes that took. The target has room for four.
    @inline(__always)
    static func write(_ scalar: UInt32, to target: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            target[0] = UInt8(truncatingIfNeeded: scalar)
            return 1
        }
        if scalar < 0x800 {
            target[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
            target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x1_0000 {
            target[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
            target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
            target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            return 3
        }
        target[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
        target[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
        target[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
        target[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
        return 4
    }
}
