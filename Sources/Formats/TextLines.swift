#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The lines of a text file as raw bytes, one after the other, in bounded memory.
///
/// A line ends with LF, CRLF or CR alone. What its bytes mean is the reader's business, because there are formats in which a
/// line says its own encoding; only UTF-16 that begins with a byte order mark is turned into UTF-8 here, and the mark of UTF-8
/// is left out.
public struct TextLines: ~Copyable {
    /// The bytes of the line that `next()` went to, without its end.
    public private(set) var line: [UInt8] = []
    /// The line's number, counted from 1; 0 before the first.
    public private(set) var number: UInt32 = 0
    /// True when the line was longer than the limit and only its beginning is here.
    public private(set) var isCut = false

    private let file: RegularFile
    private let limit: Int
    private var offset = 0
    /// Bytes not taken yet: `buffer[at...]`.
    private var buffer: [UInt8] = []
    private var at = 0
    private var isWide = false
    private var isBigEndian = false
    /// Bytes of a UTF-16 unit or pair that the chunk before ended in.
    private var carried: [UInt8] = []
    /// The last line ended with CR at the chunk's end, so an LF at the next one's beginning belongs to it.
    private var skipsLineFeed = false

    private static let chunk = 64 << 10

    /// Begins at the file's first line. Of a line only the first `limit` bytes are kept.
    public init(_ file: RegularFile, limit: Int) {
        self.file = file
        self.limit = limit
    }

    /// Goes to the next line; false at the file's end.
    public mutating func next() throws(FormatFault) -> Bool {
        line.removeAll(keepingCapacity: true)
        isCut = false
        var isStarted = false
        while true {
            if at >= buffer.count {
                guard try fill() else {
                    if isStarted { number &+= 1 }
                    return isStarted
                }
            }
            if skipsLineFeed {
                skipsLineFeed = false
                if buffer[at] == 0x0A {
                    at += 1
                    continue
                }
            }
            isStarted = true
            let end = TextLines.lineEnd(in: buffer, from: at)
            take(upTo: end)
            if end < buffer.count {
                at = end + 1
                if buffer[end] == 0x0D {
                    if at < buffer.count, buffer[at] == 0x0A { at += 1 } else { skipsLineFeed = at == buffer.count }
                }
                number &+= 1
                return true
            }
            at = end
        }
    }

    private mutating func take(upTo end: Int) {
        let room = limit - line.count
        if end - at > room { isCut = true }
        line.append(contentsOf: buffer[at..<(at + min(max(0, room), end - at))])
    }

    private static func lineEnd(in buffer: [UInt8], from start: Int) -> Int {
        buffer.withUnsafeBufferPointer { bytes in
            var index = start
            while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index &+= 1 }
            return index
        }
    }

    /// Reads the next chunk; false when there is none.
    private mutating func fill() throws(FormatFault) -> Bool {
        while true {
            let isFirst = offset == 0
            var raw = try read()
            if raw.isEmpty {
                // Half a character at the end stands for nothing.
                if carried.isEmpty { return false }
                carried = []
                buffer = [0xEF, 0xBF, 0xBD]
                at = 0
                return true
            }
            if isFirst {
                if raw.starts(with: [0xEF, 0xBB, 0xBF]) {
                    raw.removeFirst(3)
                } else if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
                    isWide = true
                    isBigEndian = raw[0] == 0xFE
                    raw.removeFirst(2)
                }
            }
            buffer = isWide ? narrowed(raw) : raw
            at = 0
            if !buffer.isEmpty { return true }
        }
    }

    private mutating func read() throws(FormatFault) -> [UInt8] {
        var code: Int32 = 0
        let place = offset
        let bytes = file.withDescriptor { descriptor in
            [UInt8](unsafeUninitializedCapacity: TextLines.chunk) { target, filled in
                var count = 0
                repeat {
                    count = pread(descriptor, target.baseAddress, target.count, place)
                } while count < 0 && errno == EINTR
                if count < 0 { code = errno }
                filled = max(0, count)
            }
        }
        if code != 0 { throw .unreadable(reason: String(cString: strerror(code))) }
        offset += bytes.count
        return bytes
    }

    private mutating func narrowed(_ raw: [UInt8]) -> [UInt8] {
        var bytes = carried + raw
        let odd = bytes.count % 2
        var kept = odd
        func unit(_ index: Int) -> UInt16 {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        // The first half of a pair waits for the second.
        if bytes.count - odd >= 2, unit(bytes.count - odd - 2) & 0xFC00 == 0xD800 { kept += 2 }
        let units = stride(from: 0, to: bytes.count - kept, by: 2).map(unit)
        carried = Array(bytes[(bytes.count - kept)...])
        bytes.removeAll(keepingCapacity: true)
        _ = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) {
            bytes.append($0)
        }
        return bytes
    }
}

extension Encoding {
    /// Whether bytes are UTF-8: no overlong forms, no surrogates, not cut inside a character.
    public static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return true }
            return EncodingUTF8.firstInvalid(base, from: 0, to: buffer.count) == buffer.count
        }
    }
}

/// The beginning of a text file, for telling what it is.
public enum TextHead {
    /// The first lines as UTF-8 or as they stand, each ended by LF, about `count` bytes of them.
    public static func of(_ file: RegularFile, count: Int = 64 << 10) throws(FormatFault) -> [UInt8] {
        var lines = TextLines(file, limit: count)
        var head: [UInt8] = []
        while head.count < count, try lines.next() {
            head += lines.line
            head.append(0x0A)
        }
        return head
    }
}
