import Glibc

/// A text file as a window of decoded UTF-8 that slides over it.
///
/// Holds what is asked to be kept and about one chunk more, whatever the file's size. UTF-8 is checked in place and not
/// copied; only lines with something wrong are written anew, so that the text never depends on where chunks end.
struct EncodingInput: ~Copyable {
    /// Where the bytes come from.
    enum Source {
        /// An open file, read with read(2) from where it stands.
        case descriptor(Int32)
        /// An open file from one of its bytes on, which begins a line; several readers may share the file.
        case part(Int32, from: Int)
        /// Bytes in memory.
        case bytes([UInt8])
    }

    /// The window's memory. Eight bytes more than `capacity` may be read.
    private(set) var base: UnsafeMutablePointer<UInt8>
    /// Decoded text is in `base[0..<clean]`.
    private(set) var clean = 0
    /// True when `clean` is the file's end.
    private(set) var isAtEnd = false
    /// Where the next mark that was not taken yet stands in the window; no place when there is none.
    private(set) var nextMark = Int.max
    /// Bytes so far that left no trace in the text.
    private(set) var dropped = 0
    /// The file's byte at which the next part begins, a line's first; no byte when there is none.
    private(set) var seam = Int.max
    /// Where the seam lies in the window; no place as long as it wasn't reached. Below zero once it was discarded.
    private(set) var seamPosition = Int.max
    /// The file's byte up to which it was read.
    private(set) var readOffset = 0

    /// A line longer than this is looked at in pieces of this size, so that a file without line ends can't fill memory.
    private static let pieceBytes = 1 << 20
    private static let padding = 8

    private let source: Source
    private let chunk: Int
    private var sourceOffset = 0
    private var sourceEnded = false
    private let encoding: Encoding
    /// UTF-8 only: how lines are written that are none.
    private let otherLines: EncodingTable
    private var decoder: EncodingDecoder
    private var capacity: Int
    /// UTF-8 only: raw bytes of an unfinished line are in `base[clean..<filled]`.
    private var filled = 0
    /// Other encodings: memory for a chunk of raw bytes and the few before it that were not decoded yet.
    private var raw: UnsafeMutablePointer<UInt8>?
    private var rawCount = 0
    /// The file's byte at which the raw bytes not decoded yet begin.
    private var rawOffset = 0
    private var isPrimed = false
    /// What was noticed in the window, in its order; those before `marksTaken` were taken.
    private var marks: [EncodingMark] = []
    private var marksTaken = 0

    /// Opens a window at the beginning of a text.
    init(
        _ source: Source, encoding: Encoding, otherLines: Encoding = .cp1252, chunk: Int
    ) throws(DelimitedFault) {
        self.source = source
        self.encoding = encoding
        self.otherLines = EncodingTable.of(otherLines) ?? .cp1252
        self.chunk = max(1, chunk)
        decoder = try EncodingDecoder(encoding)
        if case .part(_, let from) = source {
            sourceOffset = from
            readOffset = from
            rawOffset = from
            isPrimed = from > 0
        }
        capacity = max(4096, chunk + (chunk >> 2))
        base = .allocate(capacity: capacity + EncodingInput.padding)
        (base + capacity).initialize(repeating: 0, count: EncodingInput.padding)
    }

    deinit {
        base.deallocate()
        raw?.deallocate()
    }

    /// Forgets the first `count` bytes of the text and reads on until there is more text, bytes were dropped or the file
    /// ends.
    mutating func fill(discarding count: Int) throws(DelimitedFault) {
        discard(count)
        let cleanBefore = clean
        let droppedBefore = dropped
        repeat {
            if encoding == .utf8 { try fillUTF8() } else { try fillOther() }
        } while clean == cleanBefore && dropped == droppedBefore && !isAtEnd
        nextMark = marksTaken < marks.count ? marks[marksTaken].position : Int.max
        // A seam is a line's first byte, so nothing before it is left undecoded.
        if readOffset == seam && seamPosition == .max && clean >= filled && rawCount == 0 { seamPosition = clean }
    }

    /// Sets the next seam; false when the file was read beyond it already.
    mutating func setSeam(_ offset: Int) -> Bool {
        guard offset > readOffset else { return false }
        seam = offset
        seamPosition = .max
        return true
    }

    /// Takes the next mark if it stands before a place of the window.
    mutating func takeMark(before position: Int) -> EncodingMark? {
        guard nextMark < position else { return nil }
        let mark = marks[marksTaken]
        marksTaken += 1
        nextMark = marksTaken < marks.count ? marks[marksTaken].position : Int.max
        return mark
    }

    private mutating func discard(_ count: Int) {
        marks.removeFirst(marksTaken)
        marksTaken = 0
        if count == 0 { return }
        if filled > count || clean > count { memmove(base, base + count, max(filled, clean) - count) }
        clean -= count
        if seamPosition != .max { seamPosition -= count }
        filled = max(0, filled - count)
        for index in marks.indices { marks[index].position = max(0, marks[index].position - count) }
    }

    private mutating func reserve(_ needed: Int) {
        if needed <= capacity { return }
        let larger = max(needed, capacity * 2)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + EncodingInput.padding)
        memcpy(moved, base, max(filled, clean))
        (moved + larger).initialize(repeating: 0, count: EncodingInput.padding)
        base.deallocate()
        base = moved
        capacity = larger
    }

    /// Reads up to `count` bytes, not over a seam; 0 at the end.
    private mutating func read(_ target: UnsafeMutablePointer<UInt8>, _ most: Int) throws(DelimitedFault) -> Int {
        if sourceEnded { return 0 }
        let count = readOffset < seam ? min(most, seam - readOffset) : most
        switch source {
        case .part(let descriptor, _):
            while true {
                let result = pread(descriptor, target, count, readOffset)
                if result > 0 {
                    readOffset += result
                    return result
                }
                if result == 0 {
                    sourceEnded = true
                    return 0
                }
                if errno != EINTR { throw .unreadable(code: errno) }
            }
        case .descriptor(let descriptor):
            while true {
                let result = Glibc.read(descriptor, target, count)
                if result > 0 {
                    readOffset += result
                    return result
                }
                if result == 0 {
                    sourceEnded = true
                    return 0
                }
                if errno != EINTR { throw .unreadable(code: errno) }
            }
        case .bytes(let bytes):
            let taken = min(count, bytes.count - sourceOffset)
            if taken <= 0 {
                sourceEnded = true
                return 0
            }
            bytes.withUnsafeBufferPointer { buffer in
                if let start = buffer.baseAddress { memcpy(target, start + sourceOffset, taken) }
            }
            sourceOffset += taken
            readOffset += taken
            return taken
        }
    }

    // MARK: UTF-8

    private mutating func fillUTF8() throws(DelimitedFault) {
        var ended = false
        repeat {
            reserve(filled + chunk)
            let count = try read(base + filled, chunk)
            filled += count
            ended = count == 0
        } while !isPrimed && !ended && filled < 3
        if !isPrimed {
            isPrimed = true
            if filled >= 3 && base[0] == 0xEF && base[1] == 0xBB && base[2] == 0xBF {
                filled -= 3
                memmove(base, base + 3, filled)
                rawOffset = 3
            }
        }
        let boundary = ended ? filled : lastBoundary()
        if boundary > clean {
            let suspect = EncodingUTF8.firstSuspect(base, from: clean, to: boundary)
            if suspect == boundary {
                rawOffset += boundary - clean
                clean = boundary
            } else {
                rewrite(suspect: suspect, boundary: boundary)
            }
        }
        isAtEnd = ended
    }

    /// The end of the last whole line, or of a piece of a line that is too long; `clean` when there is neither.
    private func lastBoundary() -> Int {
        var at = filled
        while at > clean {
            let byte = base[at - 1]
            if byte == 0x0A || byte == 0x0D { return at }
            at -= 1
        }
        at = clean
        while filled - at > EncodingInput.pieceBytes { at = pieceEnd(base, at) }
        return at
    }

    /// The end of the piece that begins at `start`, not inside a character.
    private func pieceEnd(_ text: UnsafePointer<UInt8>, _ start: Int) -> Int {
        var end = start + EncodingInput.pieceBytes
        var back = 0
        while back < 3 && text[end] & 0xC0 == 0x80 {
            end -= 1
            back += 1
        }
        return end
    }

    /// Writes the text from the suspect's line to the boundary anew, line by line.
    private mutating func rewrite(suspect: Int, boundary: Int) {
        var lineStart = suspect
        while lineStart > clean && base[lineStart - 1] != 0x0A && base[lineStart - 1] != 0x0D { lineStart -= 1 }
        // Pieces are counted from the line's first byte, which is at `clean` when no line end was found.
        let copy = Array(UnsafeBufferPointer(start: base + lineStart, count: filled - lineStart))
        let last = boundary - lineStart
        rawOffset += lineStart - clean
        filled = lineStart
        clean = lineStart
        reserve(lineStart + copy.count * EncodingDecoder.growth + EncodingInput.padding)
        var output = EncodingOutput(base: base, capacity: capacity, count: lineStart)
        copy.withUnsafeBufferPointer { buffer in
            guard let text = buffer.baseAddress else { return }
            var at = 0
            while at < last {
                var end = at
                while end < last && text[end] != 0x0A && text[end] != 0x0D { end += 1 }
                if end - at > EncodingInput.pieceBytes { end = pieceEnd(text, at) } else if end < last { end += 1 }
                appendLine(text, at, end, &output)
                at = end
            }
            clean = output.count
            output.append(text, from: last, to: buffer.count)
            filled = output.count
        }
        rawOffset += last
        dropped += output.dropped
        marks += output.marks
    }

    private func appendLine(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ output: inout EncodingOutput) {
        var suspect = EncodingUTF8.firstSuspect(text, from: start, to: end)
        if suspect == end { return output.append(text, from: start, to: end) }
        let invalid = EncodingUTF8.firstInvalid(text, from: suspect, to: end)
        if invalid < end {
            output.mark(.otherEncoding, rawOffset + invalid, text[invalid])
            output.append(text, from: start, to: end, offset: rawOffset + start, table: otherLines)
            return
        }
        var at = start
        while suspect < end {
            output.append(text, from: at, to: suspect)
            at = suspect
            if text[suspect] == 0 {
                output.noteNul(rawOffset + suspect)
                at += 1
            } else {
                output.mark(.byteOrderMark, rawOffset + suspect, text[suspect])
                output.append(text, from: at, to: at + 3)
                at += 3
            }
            suspect = EncodingUTF8.firstSuspect(text, from: at, to: end)
        }
        output.append(text, from: at, to: end)
    }

    // MARK: Other encodings

    private mutating func fillOther() throws(DelimitedFault) {
        // A decoder leaves at most a few bytes of an unfinished character.
        let memory = raw ?? .allocate(capacity: chunk + 64)
        raw = memory
        var ended = false
        repeat {
            let count = try read(memory + rawCount, chunk)
            rawCount += count
            ended = count == 0
        } while !isPrimed && !ended && rawCount < 4
        var start = 0
        if !isPrimed {
            isPrimed = true
            start = byteOrderMarkLength(UnsafeBufferPointer(start: memory, count: rawCount))
            rawOffset = start
        }
        reserve(clean + rawCount * EncodingDecoder.growth + EncodingInput.padding)
        var output = EncodingOutput(base: base, capacity: capacity, count: clean)
        let taken = decoder.decode(
            UnsafeBufferPointer(start: memory + start, count: rawCount - start), offset: rawOffset, isLast: ended,
            into: &output)
        rawCount -= start + taken
        memmove(memory, memory + start + taken, rawCount)
        rawOffset += taken
        clean = output.count
        dropped += output.dropped
        marks += output.marks
        isAtEnd = ended
    }

    private func byteOrderMarkLength(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let mark = encoding.byteOrderMark
        if !mark.isEmpty && bytes.starts(with: mark) { return mark.count }
        // Some exporters put UTF-16's mark before UTF-32.
        let isWide = encoding == .utf32LittleEndian || encoding == .utf32BigEndian
        return isWide && (bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])) ? 2 : 0
    }
}
