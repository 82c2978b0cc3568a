public import Records

/// The values of a statement's `$1`, `$2` …, in binary form.
///
/// The statement names their types (`$1::bigint`, `$2::uuid[]`), since a number goes out as eight bytes.
public struct Parameters {
    private static let uuidType: UInt32 = 2950
    let buffer = BinaryBuffer(capacity: 256)
    private(set) var ranges: [Range<Int>] = []

    /// None.
    public init() {}

    /// The number of values.
    var count: Int { ranges.count }

    private mutating func add(_ body: (BinaryBuffer) -> Void) -> Parameters {
        let start = buffer.count
        body(buffer)
        ranges.append(start..<buffer.count)
        return self
    }

    /// Adds a number, as `bigint`.
    @discardableResult
    public mutating func add(_ number: Int64) -> Parameters { add { $0.put(number) } }

    /// Adds text, or bytes for a `bytea`.
    @discardableResult
    public mutating func add(_ text: String) -> Parameters {
        var text = text
        return add { buffer in text.withUTF8 { buffer.put(UnsafeRawBufferPointer($0)) } }
    }

    /// Adds bytes, as text or `bytea`.
    @discardableResult
    public mutating func add(_ bytes: [UInt8]) -> Parameters {
        add { buffer in bytes.withUnsafeBytes { buffer.put($0) } }
    }

    /// Adds an id, as `uuid`.
    @discardableResult
    public mutating func add(_ id: RecordID) -> Parameters {
        add { buffer in
            buffer.put(id.high)
            buffer.put(id.low)
        }
    }

    /// Adds ids, as `uuid[]`.
    @discardableResult
    public mutating func add(_ ids: ArraySlice<RecordID>) -> Parameters {
        add { buffer in
            buffer.put(Int32(ids.isEmpty ? 0 : 1))
            buffer.put(Int32(0))
            buffer.put(Parameters.uuidType)
            if ids.isEmpty { return }
            buffer.put(Int32(truncatingIfNeeded: ids.count))
            buffer.put(Int32(1))
            for id in ids { buffer.field(high: id.high, low: id.low) }
        }
    }

    /// Gives the values as libpq wants them.
    func with<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Result
    ) -> Result {
        // An empty value must not be a null pointer, which would be NULL.
        let base = UnsafeRawPointer(buffer.base).assumingMemoryBound(to: CChar.self)
        let values: [UnsafePointer<CChar>?] = ranges.map { base + $0.lowerBound } + [nil]
        let lengths = ranges.map { Int32($0.count) } + [0]
        let formats = [Int32](repeating: 1, count: ranges.count + 1)
        return values.withUnsafeBufferPointer { values in
            lengths.withUnsafeBufferPointer { lengths in
                formats.withUnsafeBufferPointer { formats in
                    // The arrays have one element at least.
                    body(
                        values.baseAddress.unsafelyUnwrapped, lengths.baseAddress.unsafelyUnwrapped,
                        formats.baseAddress.unsafelyUnwrapped)
                }
            }
        }
    }
}
