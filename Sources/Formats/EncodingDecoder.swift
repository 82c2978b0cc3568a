import Glibc

/// Turns bytes of one encoding into UTF-8, piece by piece.
///
/// Never fails on data: bytes that stand for nothing become U+FFFD, NULs are left out, both noted as marks.
struct EncodingDecoder: ~Copyable {
    /// A decoded byte needs at most so many bytes of UTF-8.
    static let growth = 4

    private let encoding: Encoding
    private let table: EncodingTable?
    private let converter: iconv_t?

    /// Makes a decoder; throws when this machine's C library does not know the encoding.
    init(_ encoding: Encoding) throws(DelimitedFault) {
        self.encoding = encoding
        table = EncodingTable.of(encoding)
        if let name = encoding.iconvName {
            // iconv_open answers (iconv_t) -1 for an unknown name.
            let opened = iconv_open("UTF-8", name)
            if Int(bitPattern: opened) == -1 { throw .encodingUnavailable(encoding) }
            converter = opened
        } else {
            converter = nil
        }
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    /// Decodes what is complete of `raw`, which begins at the file's byte `offset`, to `output`.
    ///
    /// Returns the bytes taken; what is left is the beginning of a character and comes again with more bytes. With
    /// `isLast` everything is taken. `output` has room for `growth` bytes per byte of `raw`.
    mutating func decode(
        _ raw: UnsafeBufferPointer<UInt8>, offset: Int, isLast: Bool, into output: inout EncodingOutput
    ) -> Int {
        guard let base = raw.baseAddress, !raw.isEmpty else { return 0 }
        if let table {
            output.append(base, from: 0, to: raw.count, offset: offset, table: table)
            return raw.count
        }
        switch encoding {
        case .utf16LittleEndian: return utf16(base, raw.count, offset, isLast, high: 1, &output)
        case .utf16BigEndian: return utf16(base, raw.count, offset, isLast, high: 0, &output)
        case .utf32LittleEndian: return utf32(base, raw.count, offset, isLast, bigEndian: false, &output)
        case .utf32BigEndian: return utf32(base, raw.count, offset, isLast, bigEndian: true, &output)
        default: return byLibrary(base, raw.count, offset, isLast, &output)
        }
    }

    private func utf16(
        _ raw: UnsafePointer<UInt8>, _ count: Int, _ offset: Int, _ isLast: Bool, high: Int,
        _ output: inout EncodingOutput
    ) -> Int {
        var at = 0
        while at + 1 < count {
            let unit = UInt32(raw[at + high]) << 8 | UInt32(raw[at + 1 - high])
            if unit & 0xF800 != 0xD800 {
                output.append(unit, offset: offset + at)
                at += 2
                continue
            }
            if unit < 0xDC00 && at + 3 >= count && !isLast { return at }
            if unit < 0xDC00 && at + 3 < count {
                let second = UInt32(raw[at + 2 + high]) << 8 | UInt32(raw[at + 3 - high])
                if second & 0xFC00 == 0xDC00 {
                    output.append(0x1_0000 + (unit & 0x3FF) << 10 + (second & 0x3FF), offset: offset + at)
                    at += 4
                    continue
                }
            }
            output.appendUndecodable(raw[at], offset: offset + at)
            at += 2
        }
        if isLast && at < count {
            // Half a character. A lone NUL is the tail of a cut-off or padded file.
            if raw[at] == 0 {
                output.noteNul(offset + at)
            } else {
                output.appendUndecodable(raw[at], offset: offset + at)
            }
            at = count
        }
        return at
    }

    private func utf32(
        _ raw: UnsafePointer<UInt8>, _ count: Int, _ offset: Int, _ isLast: Bool, bigEndian: Bool,
        _ output: inout EncodingOutput
    ) -> Int {
        var at = 0
        while at + 3 < count {
            let word = UnsafeRawPointer(raw + at).loadUnaligned(as: UInt32.self)
            let scalar = bigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
            if scalar > 0x10FFFF || scalar & 0xFFFF_F800 == 0xD800 {
                output.appendUndecodable(raw[at], offset: offset + at)
            } else {
                output.append(scalar, offset: offset + at)
            }
            at += 4
        }
        if isLast && at < count {
            output.appendUndecodable(raw[at], offset: offset + at)
            at = count
        }
        return at
    }

    private func byLibrary(
        _ raw: UnsafePointer<UInt8>, _ count: Int, _ offset: Int, _ isLast: Bool, _ output: inout EncodingOutput
    ) -> Int {
        guard let converter else { return count }
        var at = 0
        while at < count {
            // NULs are taken out here, so that iconv never sees one.
            if raw[at] == 0 {
                output.noteNul(offset + at)
                at += 1
                continue
            }
            var end = at
            while end < count && raw[end] != 0 { end += 1 }
            var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: raw + at)
                .assumingMemoryBound(to: CChar.self)
            var sourceLeft = end - at
            var target: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(output.base + output.count)
                .assumingMemoryBound(to: CChar.self)
            var targetLeft = output.capacity - output.count
            let before = targetLeft
            let result = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
            let failure = result == -1 ? errno : 0
            output.count += before - targetLeft
            at = end - sourceLeft
            if sourceLeft == 0 { continue }
            if failure == EINVAL && end == count && !isLast { return at }
            output.appendUndecodable(raw[at], offset: offset + at)
            at += 1
        }
        return at
    }
}
