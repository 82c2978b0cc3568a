/// What a lookup finds: a text of another source for a key.
public struct LookupTable: Sendable {
    private var texts: [[UInt8]: [UInt8]] = [:]
    /// The bytes held, for limits.
    public private(set) var byteCount = 0

    /// Begins without entries.
    public init() {}

    /// The number of keys.
    public var count: Int { texts.count }

    /// Adds what stands for a key. Of several the first one stays; an empty key says nothing.
    public mutating func add(_ key: [UInt8], _ text: [UInt8]) {
        guard !key.isEmpty, texts[key] == nil else { return }
        texts[key] = text
        byteCount += key.count + text.count
    }

    /// What stands for a key; nil when there is no such key.
    public subscript(key: [UInt8]) -> [UInt8]? { texts[key] }

    /// Whether the key is there.
    public func contains(_ key: [UInt8]) -> Bool { texts[key] != nil }
}
