internal import CZlib

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Inflates a gzip file piece by piece.
///
/// Several members one after the other are one text, as `cat a.gz b.gz` makes them; zeros behind the last one are padding.
/// Each member's checksum and length are compared with what came out. Memory is a few windows whatever the file says, and
/// what comes out is bounded by `FormatLimits`: bytes in all, and the ratio to the bytes read so far. Not safe to share
/// between threads.
public final class GZIPReader {
    /// The file that is read.
    public let file: RegularFile
    /// Bytes handed out so far.
    public private(set) var inflated = 0

    private let limits: FormatLimits
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var offset = 0
    private var isAtMemberEnd = false
    private var isDone = false

    /// Whether a file begins as gzip does.
    public static func isGZIP(_ head: some Sequence<UInt8>) -> Bool { Array(head.prefix(3)) == [0x1F, 0x8B, 0x08] }

    /// Begins at the file's first byte.
    public init(file: RegularFile, limits: FormatLimits = FormatLimits()) throws(FormatFault) {
        self.file = file
        self.limits = limits
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        input = .allocate(byteCount: 64 << 10, alignment: 16)
        // 16 asks for gzip alone, 15 for the largest window.
        guard customary_inflate_init(stream, 16 + 15) == Z_OK else {
            throw .unreadable(reason: "there is too little memory to inflate it")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        input.deallocate()
    }

    /// Fills `output` as far as there is something; returns the bytes written, 0 at the end.
    public func read(into output: UnsafeMutableRawBufferPointer) throws(FormatFault) -> Int {
        guard let base = output.baseAddress, !output.isEmpty, !isDone else { return 0 }
        let room = min(output.count, 1 << 30)
        stream.pointee.next_out = base.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room)
        while stream.pointee.avail_out > 0 {
            if stream.pointee.avail_in == 0, try fill() == 0 {
                guard isAtMemberEnd else { throw .incomplete(part: "", reason: "the compressed data ends too early") }
                isDone = true
                break
            }
            if isAtMemberEnd, try !beginMember() { break }
            let before = stream.pointee.avail_out
            let code = inflate(stream, Z_NO_FLUSH)
            inflated += Int(before - stream.pointee.avail_out)
            try check()
            switch code {
            case Z_STREAM_END: isAtMemberEnd = true
            case Z_OK, Z_BUF_ERROR: break
            case Z_MEM_ERROR: throw .unreadable(reason: "there is too little memory to inflate it")
            default: throw .incomplete(part: "", reason: "the compressed data is damaged after \(inflated) bytes")
            }
        }
        return room - Int(stream.pointee.avail_out)
    }

    /// Behind a member: begins the next one, or ends where only padding follows.
    private func beginMember() throws(FormatFault) -> Bool {
        while true {
            while stream.pointee.avail_in > 0, stream.pointee.next_in.pointee == 0 {
                stream.pointee.next_in += 1
                stream.pointee.avail_in -= 1
            }
            if stream.pointee.avail_in > 0 { break }
            guard try fill() > 0 else {
                isDone = true
                return false
            }
        }
        guard stream.pointee.next_in.pointee == 0x1F else {
            throw .incomplete(part: "", reason: "something that isn't gzip follows the compressed data")
        }
        guard inflateReset(stream) == Z_OK else { throw .unreadable(reason: "inflating can't begin anew") }
        isAtMemberEnd = false
        return true
    }

    private func fill() throws(FormatFault) -> Int {
        let place = offset
        let read = file.withDescriptor { pread($0, input.baseAddress, input.count, off_t(place)) }
        guard read >= 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        offset += read
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(read)
        return read
    }

    private func check() throws(FormatFault) {
        guard inflated <= limits.inflatedBytes else {
            throw .tooLarge(part: "", limit: "bytes when inflated", value: limits.inflatedBytes)
        }
        if inflated > limits.inflationFloor, inflated / limits.inflationRatio >= max(1, offset) {
            throw .tooLarge(part: "", limit: "times its own size when inflated", value: limits.inflationRatio)
        }
    }
}
