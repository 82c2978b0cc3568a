/// The records of an XLS stream, one after the other, in a window of bounded size.
///
/// The current record's bytes are read by `byte`, `word`, `long` and `double`, each of which refuses a record that is too
/// short for them.
final class XLSRecords {
    /// The current record's type.
    private(set) var type = 0
    /// The current record's length without its head.
    private(set) var length = 0
    /// Where in the stream the current record begins.
    private(set) var place = 0

    private let stream: BinaryStream
    private let window: UnsafeMutableRawBufferPointer
    private var windowStart = 0
    private var windowCount = 0
    private var nextPlace = 0
    private var payload = 0

    /// The longest record with its head.
    private static let longest = 65_535 + 4

    init(_ stream: BinaryStream) {
        self.stream = stream
        window = .allocate(byteCount: 256 << 10, alignment: 16)
    }

    deinit { window.deallocate() }

    /// The stream's length.
    var size: Int { stream.size }

    /// Goes to a record by its place; `next` reads it.
    func seek(_ place: Int) { nextPlace = place }

    /// Reads the next record; false at the end of the stream. A record that is cut is a fault.
    func next() throws(FormatFault) -> Bool {
        place = nextPlace
        guard place + 4 <= stream.size, place >= 0 else { return false }
        guard fill(place, 4) else { throw cut() }
        let head = place - windowStart
        type = Int(window[head]) | Int(window[head + 1]) << 8
        length = Int(window[head + 2]) | Int(window[head + 3]) << 8
        guard fill(place, 4 + length) else { throw cut() }
        payload = place - windowStart + 4
        nextPlace = place + 4 + length
        return true
    }

    /// The type of the record after the current one; nil at the end.
    func nextType() -> Int? {
        guard nextPlace + 4 <= stream.size else { return nil }
        // The current record stays in the window: both fit, whatever their lengths.
        guard nextPlace >= windowStart, nextPlace + 4 <= windowStart + windowCount else {
            return withUnsafeTemporaryAllocation(byteCount: 2, alignment: 1) { buffer in
                stream.read(at: nextPlace, into: buffer) == 2 ? Int(buffer[0]) | Int(buffer[1]) << 8 : nil
            }
        }
        let head = nextPlace - windowStart
        return Int(window[head]) | Int(window[head + 1]) << 8
    }

    private func fill(_ from: Int, _ count: Int) -> Bool {
        if from >= windowStart, from + count <= windowStart + windowCount { return true }
        windowStart = from
        windowCount = stream.read(at: from, into: window)
        return count <= windowCount
    }

    private func cut() -> FormatFault {
        .incomplete(part: "", reason: "it ends inside a record at byte \(place)")
    }

    /// A fault for the current record.
    func short() -> FormatFault {
        .refused(part: "", reason: "a record of type \(type) at byte \(place) is shorter than its content")
    }

    // MARK: The current record's content

    /// An unsigned byte.
    @inline(__always)
    func byte(_ at: Int) throws(FormatFault) -> Int {
        guard at >= 0, at < length else { throw short() }
        return Int(window[payload &+ at])
    }

    /// An unsigned 16-bit number.
    @inline(__always)
    func word(_ at: Int) throws(FormatFault) -> Int {
        guard at >= 0, at &+ 2 <= length else { throw short() }
        return Int(window[payload &+ at]) | Int(window[payload &+ at &+ 1]) << 8
    }

    /// An unsigned 32-bit number.
    @inline(__always)
    func long(_ at: Int) throws(FormatFault) -> Int { try word(at) | word(at + 2) << 16 }

    /// The bits of a 64-bit number.
    @inline(__always)
    func bits(_ at: Int) throws(FormatFault) -> UInt64 {
        UInt64(truncatingIfNeeded: try long(at)) | UInt64(truncatingIfNeeded: try long(at + 4)) << 32
    }

    /// Bytes from a place on; fewer where the record ends.
    func bytes(_ at: Int, _ count: Int) -> UnsafeRawBufferPointer {
        let start = min(max(0, at), length)
        let end = min(length, start + max(0, count))
        return UnsafeRawBufferPointer(rebasing: window[(payload + start)..<(payload + end)])
    }
}
