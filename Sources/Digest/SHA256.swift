internal import COpenSSL

/// A running SHA-256 (FIPS 180-4); a plain value, so that a copy goes its own way.
public struct SHA256: Sendable {
    /// The number of bytes of a digest.
    public static let byteCount = 32

    private var state = customary_sha256()

    /// Begins with no bytes.
    public init() { customary_sha256_init(&state) }

    /// Takes more bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        customary_sha256_update(&state, bytes.baseAddress, bytes.count)
    }

    /// Takes more bytes.
    public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    /// Takes more bytes.
    public mutating func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

    /// Takes one field: its length as four bytes, big endian, then its bytes, so that no two lists of fields look
    /// alike.
    public mutating func update(field bytes: UnsafeRawBufferPointer) {
        var length = UInt32(truncatingIfNeeded: bytes.count).bigEndian
        withUnsafeBytes(of: &length) { update($0) }
        update(bytes)
    }

    /// Takes one field, as `update(field:)` for a buffer.
    public mutating func update(field bytes: [UInt8]) { bytes.withUnsafeBytes { update(field: $0) } }

    /// Takes one field of text, as `update(field:)` for a buffer.
    public mutating func update(field text: String) {
        var text = text
        text.withUTF8 { update(field: UnsafeRawBufferPointer($0)) }
    }

    /// The digest of all bytes taken; the value itself may go on.
    public func finalize() -> [UInt8] {
        var end = state
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { buffer, count in
            if let base = buffer.baseAddress { customary_sha256_final(&end, base) }
            count = SHA256.byteCount
        }
    }

    /// Writes the digest of all bytes taken to `digest`, 32 bytes; the value itself may go on.
    public func finalize(into digest: UnsafeMutablePointer<UInt8>) {
        var end = state
        customary_sha256_final(&end, digest)
    }

    /// The digest of these bytes.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }

    /// The digest of these bytes.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] { bytes.withUnsafeBytes { hash($0) } }

    /// The digest of these bytes.
    public static func hash(_ bytes: ArraySlice<UInt8>) -> [UInt8] { bytes.withUnsafeBytes { hash($0) } }
}

/// HMAC-SHA-256 (RFC 2104), with the key's part computed once.
public struct HMAC: Sendable {
    private let inner: SHA256
    private let outer: SHA256

    /// Prepares a key of any length.
    public init(key: [UInt8]) {
        var block = key.count > 64 ? SHA256.hash(key) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        var inner = SHA256()
        var outer = SHA256()
        inner.update(block.map { $0 ^ 0x36 })
        outer.update(block.map { $0 ^ 0x5C })
        self.inner = inner
        self.outer = outer
    }

    /// The code of a message, 32 bytes.
    public func code(for message: [UInt8]) -> [UInt8] {
        var inner = inner
        inner.update(message)
        var outer = outer
        outer.update(inner.finalize())
        return outer.finalize()
    }

    /// Writes the code of a message to `code`, 32 bytes; for millions of short messages.
    public func code(for message: UnsafeRawBufferPointer, into code: UnsafeMutablePointer<UInt8>) {
        var inner = inner
        inner.update(message)
        inner.finalize(into: code)
        var outer = outer
        outer.update(UnsafeRawBufferPointer(start: code, count: SHA256.byteCount))
        outer.finalize(into: code)
    }

    /// The code of a message under a key, 32 bytes.
    public static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] { HMAC(key: key).code(for: message) }
}
