/// Bytes in PostgreSQL's binary form, big endian, as COPY and parameters want them.
///
/// Fields are a length of four bytes and then the value; a length of −1 stands for NULL.
public final class BinaryBuffer {
    /// What changes with every field. Behind a pointer, since checking the access to a class's own properties would take
    /// longer than writing the field.
    @usableFromInline struct Place {
        @usableFromInline var base: UnsafeMutableRawPointer
        @usableFromInline var capacity: Int
        @usableFromInline var length = 0
    }

    @usableFromInline let place: UnsafeMutablePointer<Place>

    @usableFromInline var base: UnsafeMutableRawPointer {
        @inlinable get { place.pointee.base }
    }

    @usableFromInline var length: Int {
        @inlinable get { place.pointee.length }
        @inlinable set { place.pointee.length = newValue }
    }

    /// Makes an empty buffer with room for `capacity` bytes; it grows as needed.
    public init(capacity: Int = 4_096) {
        let room = max(64, capacity)
        place = UnsafeMutablePointer<Place>.allocate(capacity: 1)
        place.initialize(
            to: Place(base: UnsafeMutableRawPointer.allocate(byteCount: room, alignment: 8), capacity: room))
    }

    deinit {
        base.deallocate()
        place.deallocate()
    }

    /// The number of bytes held.
    @inlinable public var count: Int { length }

    /// The bytes held; valid until the next change.
    @inlinable public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: length) }

    /// Forgets everything and keeps the room.
    @inlinable public func removeAll() { length = 0 }

    @inlinable func reserve(_ more: Int) { if length + more > place.pointee.capacity { grow(more) } }

    @usableFromInline func grow(_ more: Int) {
        let wanted = max(place.pointee.capacity * 2, length + more)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: wanted, alignment: 8)
        moved.copyMemory(from: base, byteCount: length)
        base.deallocate()
        place.pointee.base = moved
        place.pointee.capacity = wanted
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
