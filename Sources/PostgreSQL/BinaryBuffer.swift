/// Bytes in PostgreSQL's binary form, big endian, as COPY and parameters want them.
///
/// Fields are a length of four bytes and then the value; a length of −1 stands for NULL.
public final class BinaryBuffer {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int
    @usableFromInline var length = 0

    /// Makes an empty buffer with room for `capacity` bytes; it grows as needed.
    public init(capacity: Int = 4_096) {
        self.capacity = max(64, capacity)
        base = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 8)
    }

    deinit { base.deallocate() }

    /// The number of bytes held.
    @inlinable public var count: Int { length }

    /// The bytes held; valid until the next change.
    @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: length) }

    /// Forgets everything and keeps the room.
    @inlinable public func removeAll() { length = 0 }

    @inlinable func reserve(_ more: Int) { if length + more > capacity { grow(more) } }

    @usableFromInline func grow(_ more: Int) {
        let wanted = max(capacity * 2, length + more)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 8)
        moved.copyMemory(from: base, byteCount: length)
        base.deallocate()
        base = moved
        capacity = wanted
    }

    /// Appends a bare number.
    @inlinable public func put<Number: FixedWidthInteger>(_ value: Number) {
        let size = MemoryLayout<Number>.size
        reserve(size)
        base.storeBytes(of: value.bigEndian, toByteOffset: length, as: Number.self)
        length &+= size
    }

    /// Appends bare bytes.
    @inlinable public func put(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, bytes.count > 0 else { return }
        reserve(bytes.count)
        (base + length).copyMemory(from: start, byteCount: bytes.count)
        length &+= bytes.count
    }

    /// Appends a NULL field.
    @inlinable public func null() { put(Int32(-1)) }

    /// Appends a field of bytes.
    @inlinable public func field(_ bytes: UnsafeRawBufferPointer) {
        put(Int32(truncatingIfNeeded: bytes.count))
        put(bytes)
    }

    /// Appends a field of bytes.
    public func field(_ bytes: [UInt8]) { bytes.withUnsafeBytes { field($0) } }

    /// Appends a field of text.
    public func field(_ text: String) {
        var text = text
        text.withUTF8 { field(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a field with a number of its own width.
    @inlinable public func field<Number: FixedWidthInteger>(number: Number) {
        put(Int32(MemoryLayout<Number>.size))
        put(number)
    }

    /// Appends a UUID field from its two halves.
    @inlinable public func field(high: UInt64, low: UInt64) {
        put(Int32(16))
        put(high)
        put(low)
    }

    /// Opens a field whose length isn't known yet; give the result to `close`.
    @inlinable public func open() -> Int {
        put(Int32(0))
        return length
    }

    /// Closes a field that `open` began.
    @inlinable public func close(_ start: Int) {
        base.storeBytes(
            of: Int32(truncatingIfNeeded: length &- start).bigEndian, toByteOffset: start &- 4, as: Int32.self)
    }
}
