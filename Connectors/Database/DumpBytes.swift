internal import Connecting
internal import Formats
internal import Records

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A dump's bytes from the first to the last through one window: plain or gzip, UTF-16 made UTF-8 on the way.
final class DumpBytes {
    /// The window; `at` is the next byte, `end` the one behind the last.
    let window: UnsafeMutablePointer<UInt8>
    var at = 0
    private(set) var end = 0

    private let file: RegularFile
    private let name: String
    private let gzip: GZIPReader?
    private var offset = 0
    private var isAtEnd = false
    private var lines: UInt32 = 1
    private var countedTo = 0
    private var wide: WideText?

    private static let windowBytes = 1 << 20

    init(_ file: RegularFile, name: String, limits: FormatLimits) throws {
        self.file = file
        self.name = name
        let isGZIP = GZIPReader.isGZIP(file.beginning(3))
        gzip = isGZIP ? try GZIPReader(file: file, limits: limits) : nil
        window = .allocate(capacity: DumpBytes.windowBytes)
        _ = try refill()
        // A mark says how the text is written; PowerShell writes what it is given as UTF-16.
        if end >= 2, (window[0] == 0xFF && window[1] == 0xFE) || (window[0] == 0xFE && window[1] == 0xFF) {
            wide = WideText(
                isBigEndian: window[0] == 0xFE, begun: UnsafeBufferPointer(start: window + 2, count: end - 2))
            at = 0
            end = 0
            _ = try refill()
        } else if end >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF {
            at = 3
        }
    }

    deinit { window.deallocate() }

    /// The next byte without taking it; -1 at the end.
    @inline(__always)
    func peek() throws -> Int {
        if at < end { return Int(window[at]) }
        return try refill() ? Int(window[at]) : -1
    }

    /// Takes the next byte; -1 at the end.
    @inline(__always)
    func next() throws -> Int {
        let byte = try peek()
        if byte >= 0 { at &+= 1 }
        return byte
    }

    /// The bytes that are there, without taking them; none at the end. They stay until the next call.
    func ahead() throws -> UnsafeBufferPointer<UInt8> {
        _ = try peek()
        return UnsafeBufferPointer(start: window + at, count: end - at)
    }

    /// Whether the bytes to come begin with these; looks as far as the window reaches, which is moved up where it must.
    func starts(with text: StaticString) throws -> Bool {
        let count = text.utf8CodeUnitCount
        try need(count)
        guard end - at >= count else { return false }
        return memcmp(window + at, text.utf8Start, count) == 0
    }

    /// The byte so many further on; -1 behind the end. `distance` is small.
    func peek(_ distance: Int) throws -> Int {
        try need(distance + 1)
        return at + distance < end ? Int(window[at + distance]) : -1
    }

    /// The line of the next byte.
    func line() -> UInt32 {
        count(to: at)
        return lines
    }

    /// Where the next byte is, for messages.
    func position() -> Position { Position(file: name, row: line()) }

    /// Whether the file is another one by now.
    var hasChanged: Bool { file.hasChanged }

    // MARK: Filling

    private func refill() throws -> Bool {
        guard at >= end, !isAtEnd else { return at < end }
        count(to: end)
        at = 0
        end = 0
        countedTo = 0
        end = try load(window, DumpBytes.windowBytes)
        if end == 0 { isAtEnd = true }
        return end > 0
    }

    /// Fetches until so many bytes are ahead, or all there are; far fewer than the window holds.
    private func need(_ count: Int) throws {
        while end - at < count, !isAtEnd { try moveUp() }
    }

    /// Moves what is left to the window's beginning and adds what comes.
    private func moveUp() throws {
        count(to: at)
        let left = end - at
        memmove(window, window + at, left)
        at = 0
        end = left
        countedTo = 0
        let more = try load(window + left, DumpBytes.windowBytes - left)
        if more == 0 { isAtEnd = true }
        end += more
    }

    private func load(_ target: UnsafeMutablePointer<UInt8>, _ room: Int) throws -> Int {
        if wide != nil {
            return try wide?.fill(target, room) { try raw($0, $1) } ?? 0
        }
        return try raw(target, room)
    }

    private func raw(_ target: UnsafeMutablePointer<UInt8>, _ room: Int) throws -> Int {
        if let gzip { return try gzip.read(into: UnsafeMutableRawBufferPointer(start: target, count: room)) }
        let place = offset
        let read = file.withDescriptor { pread($0, target, room, off_t(place)) }
        guard read >= 0 else { throw FormatFault.unreadable(reason: String(cString: strerror(errno))) }
        offset += read
        return read
    }

    private func count(to place: Int) {
        var from = countedTo
        while from < place, let hit = memchr(window + from, 0x0A, place - from) {
            lines &+= 1
            from = UnsafeRawPointer(hit) - UnsafeRawPointer(window) + 1
        }
        countedTo = place
    }
}

/// UTF-16 on its way to UTF-8.
private struct WideText {
    private let isBigEndian: Bool
    private var pending: [UInt8]
    private var isAtEnd = false

    init(isBigEndian: Bool, begun: UnsafeBufferPointer<UInt8>) {
        self.isBigEndian = isBigEndian
        pending = Array(begun)
    }

    mutating func fill(
        _ target: UnsafeMutablePointer<UInt8>, _ room: Int, _ load: (UnsafeMutablePointer<UInt8>, Int) throws -> Int
    ) throws -> Int {
        guard room >= 4 else { return 0 }
        var written = 0
        while written == 0 {
            if pending.count < 4, !isAtEnd {
                let more = try [UInt8](unsafeUninitializedCapacity: 256 << 10) { buffer, filled in
                    guard let base = buffer.baseAddress else { return }
                    filled = try load(base, buffer.count)
                }
                if more.isEmpty { isAtEnd = true }
                pending += more
            }
            if pending.isEmpty { return 0 }
            var from = 0
            while room - written >= 4 {
                guard from + 1 < pending.count else {
                    if isAtEnd { from = pending.count }
                    break
                }
                let unit = self.unit(from)
                if unit & 0xFC00 == 0xD800 {
                    guard from + 3 < pending.count || isAtEnd else { break }
                    let second = from + 3 < pending.count ? self.unit(from + 2) : 0
                    if second & 0xFC00 == 0xDC00 {
                        let scalar = 0x1_0000 + (unit & 0x3FF) << 10 + (second & 0x3FF)
                        written += WideText.write(scalar, target + written)
                        from += 4
                        continue
                    }
                }
                written += WideText.write(unit & 0xF800 == 0xD800 ? 0xFFFD : unit, target + written)
                from += 2
            }
            pending.removeFirst(from)
            if isAtEnd, from == 0 { break }
        }
        return written
    }

    private func unit(_ place: Int) -> UInt32 {
        let (first, second) = (UInt32(pending[place]), UInt32(pending[place + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    private static func write(_ scalar: UInt32, _ target: UnsafeMutablePointer<UInt8>) -> Int {
        guard let value = Unicode.Scalar(scalar) else { return 0 }
        var count = 0
        for byte in UTF8.encode(value) ?? UTF8.encodedReplacementCharacter {
            target[count] = byte
            count += 1
        }
        return count
    }
}
