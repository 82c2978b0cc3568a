internal import CZip

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// An archive opened for reading.
///
/// Members' names are compared with the names that a format asks for and never used as paths. What a member declares
/// about itself is checked against what comes out of it. Not safe to share between threads.
public final class ZIPArchive {
    /// One member as its directory entry describes it.
    public struct Member: Sendable {
        /// Its name, with `\` turned into `/`.
        public let name: String
        /// Its declared size when inflated.
        public let size: Int
        /// Its stored size.
        public let storedSize: Int
        /// True when it is encrypted.
        public let isEncrypted: Bool
    }

    /// The members in the directory's order.
    public let members: [Member]
    /// The file's size in bytes.
    public let fileSize: Int

    private let limits: FormatLimits
    private let handle: OpaquePointer
    private let indexes: [String: Int]
    private var inflated = 0

    /// The bytes that are handed on at a time.
    public static let chunkBytes = 64 << 10

    /// Opens an archive in an open file, which may be closed afterwards.
    ///
    /// Throws `incomplete` for a file that ends too early or has a damaged directory, `tooLarge` and `refused` for an
    /// archive that is built to do harm.
    public init(file: RegularFile, limits: FormatLimits = FormatLimits()) throws(FormatFault) {
        let own = file.withDescriptor { fcntl($0, F_DUPFD_CLOEXEC, 0) }
        guard own >= 0, lseek(own, 0, SEEK_SET) == 0 else {
            if own >= 0 { close(own) }
            throw .unreadable(reason: "its beginning can't be found")
        }
        var code: Int32 = 0
        guard let handle = zip_fdopen(own, 0, &code) else {
            close(own)
            throw ZIPArchive.fault(code, part: "")
        }
        self.handle = handle
        self.limits = limits
        fileSize = file.size
        do throws(FormatFault) {
            members = try ZIPArchive.directory(of: handle, fileSize: file.size, limits: limits)
            indexes = try ZIPArchive.index(of: members)
        } catch {
            zip_discard(handle)
            throw error
        }
    }

    deinit { zip_discard(handle) }

    /// The index of the member with this name, whatever its case; nil when there is none.
    public func member(named name: String) -> Int? { indexes[name.lowercased()] }

    /// Inflates a member from its beginning to its end, in pieces of at most `chunkBytes`.
    ///
    /// `body` returns false to stop early. When it never does, the member's checksum and declared size were found right.
    public func read(_ index: Int, _ body: (UnsafeRawBufferPointer) throws(FormatFault) -> Bool) throws(FormatFault) {
        let member = members[index]
        if member.isEncrypted { throw .encrypted }
        guard let file = zip_fopen_index(handle, zip_uint64_t(index), 0) else {
            throw ZIPArchive.fault(zip_error_code_zip(zip_get_error(handle)), part: member.name)
        }
        defer { zip_fclose(file) }
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: ZIPArchive.chunkBytes, alignment: 16)
        defer { chunk.deallocate() }
        var total = 0
        while true {
            let count = Int(zip_fread(file, chunk.baseAddress, zip_uint64_t(chunk.count)))
            if count < 0 { throw ZIPArchive.fault(zip_error_code_zip(zip_file_get_error(file)), part: member.name) }
            if count == 0 { break }
            total += count
            inflated += count
            if total > member.size {
                throw .refused(part: member.name, reason: "it is larger than the \(member.size) bytes it declares")
            }
            if inflated > limits.inflatedBytes {
                throw .tooLarge(part: member.name, limit: "bytes when unpacked", value: limits.inflatedBytes)
            }
            if total > limits.inflationFloor, total / limits.inflationRatio > member.storedSize {
                throw .tooLarge(
                    part: member.name, limit: "times its stored size when unpacked", value: limits.inflationRatio)
            }
            guard try body(UnsafeRawBufferPointer(rebasing: chunk[..<count])) else { return }
        }
        if total != member.size {
            throw .incomplete(part: member.name, reason: "it holds \(total) bytes and declares \(member.size)")
        }
    }

    /// A small member as a whole; more than `maximum` bytes are a fault.
    public func bytes(of index: Int, maximum: Int) throws(FormatFault) -> [UInt8] {
        var bytes: [UInt8] = []
        let name = members[index].name
        try read(index) { (chunk) throws(FormatFault) -> Bool in
            if bytes.count + chunk.count > maximum { throw .tooLarge(part: name, limit: "bytes", value: maximum) }
            bytes.append(contentsOf: chunk)
            return true
        }
        return bytes
    }

    private static func directory(
        of handle: OpaquePointer, fileSize: Int, limits: FormatLimits
    ) throws(FormatFault) -> [Member] {
        let count = Int(zip_get_num_entries(handle, 0))
        if count > limits.members { throw .tooLarge(part: "", limit: "members", value: limits.members) }
        var members: [Member] = []
        members.reserveCapacity(max(0, count))
        var stored: UInt64 = 0
        for index in 0..<max(0, count) {
            var entry = zip_stat_t()
            guard zip_stat_index(handle, zip_uint64_t(index), 0, &entry) == 0, let name = entry.name else {
                throw .incomplete(part: "", reason: "member \(index + 1) of the directory can't be read")
            }
            let needed = zip_uint64_t(ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
            guard entry.valid & needed == needed, entry.size <= UInt64(Int.max), entry.comp_size <= UInt64(Int.max)
            else { throw .refused(part: "", reason: "member \(index + 1) declares no size") }
            // Every member has its own header and data, so together they are no longer than the file. Archives that
            // unpack to a multiple of what they could hold have members lying over one another.
            stored = stored &+ entry.comp_size &+ 30 &+ UInt64(strlen(name))
            if entry.comp_size > UInt64(fileSize) || stored > UInt64(fileSize) {
                throw .refused(part: "", reason: "its members overlap or are longer than the file")
            }
            var bytes = Array(UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) })
            for position in bytes.indices where bytes[position] == 0x5C { bytes[position] = 0x2F }
            members.append(
                Member(
                    name: String(decoding: bytes, as: UTF8.self), size: Int(entry.size),
                    storedSize: Int(entry.comp_size), isEncrypted: entry.encryption_method != 0))
        }
        return members
    }

    private static func index(of members: [Member]) throws(FormatFault) -> [String: Int] {
        var indexes: [String: Int] = [:]
        indexes.reserveCapacity(members.count)
        for (index, member) in members.enumerated() where !member.name.hasSuffix("/") {
            if indexes.updateValue(index, forKey: member.name.lowercased()) != nil {
                throw .refused(part: member.name, reason: "the archive holds two members of this name")
            }
        }
        return indexes
    }

    private static func fault(_ code: Int32, part: String) -> FormatFault {
        switch code {
        case ZIP_ER_NOPASSWD, ZIP_ER_WRONGPASSWD, ZIP_ER_ENCRNOTSUPP: .encrypted
        case ZIP_ER_COMPNOTSUPP: .refused(part: part, reason: "it is packed by a method that workbooks don't use")
        case ZIP_ER_CRC: .incomplete(part: part, reason: "its checksum is wrong")
        case ZIP_ER_NOZIP, ZIP_ER_EOF, ZIP_ER_INCONS, ZIP_ER_MULTIDISK:
            .incomplete(part: part, reason: "the archive is cut short or its directory is damaged")
        case ZIP_ER_ZLIB, ZIP_ER_COMPRESSED_DATA: .incomplete(part: part, reason: "its packed bytes are damaged")
        case ZIP_ER_READ, ZIP_ER_SEEK, ZIP_ER_OPEN: .incomplete(part: part, reason: "its bytes can't be read")
        default: .incomplete(part: part, reason: "the archive can't be read (libzip \(code))")
        }
    }
}
