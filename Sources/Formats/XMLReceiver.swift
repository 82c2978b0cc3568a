/// What listens to an XML text while `XMLScanner` reads it.
///
/// Elements and attributes are known by their local names, whatever prefix a file uses, and come as indexes into `names`.
public protocol XMLReceiver: AnyObject {
    /// The local names that matter, the most frequent first. Read once, before the first byte.
    var names: [String] { get }

    /// An element begins. `name` is an index into `names`, or -1 for any other element.
    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault)

    /// The element that began last and has not ended yet ends.
    func end(_ name: Int) throws(FormatFault)

    /// A piece of text, UTF-8; an element's text can come in several pieces.
    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault)
}

/// The attributes of a start tag. Valid only during the call that hands it over.
public struct XMLAttributes {
    /// Five pointers an attribute: local name, prefix, namespace, value, end of the value.
    let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let count: Int
    let vocabulary: UnsafePointer<UnsafePointer<UInt8>?>

    /// The value of the attribute with this local name, an index into the receiver's `names`; nil when there is none.
    ///
    /// An ampersand may stand in it as `&#38;`; `text(_:)` resolves that.
    @inline(__always)
    public subscript(name: Int) -> UnsafeRawBufferPointer? {
        guard let base else { return nil }
        let wanted = vocabulary[name]
        var index = 0
        while index < count {
            if base[index &* 5] == wanted, let value = base[index &* 5 &+ 3], let end = base[index &* 5 &+ 4] {
                return UnsafeRawBufferPointer(start: value, count: end - value)
            }
            index &+= 1
        }
        return nil
    }

    /// True when any attribute with this local name, whatever its prefix, has this value.
    func has(_ name: Int, _ text: StaticString) -> Bool {
        guard let base else { return false }
        let wanted = vocabulary[name]
        for index in 0..<count where base[index &* 5] == wanted {
            guard let value = base[index &* 5 &+ 3], let end = base[index &* 5 &+ 4],
                end - value == text.utf8CodeUnitCount
            else { continue }
            if UnsafeBufferPointer(start: value, count: end - value)
                .elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
            {
                return true
            }
        }
        return false
    }

    /// The value as text; nil when there is no such attribute.
    public func text(_ name: Int) -> String? {
        guard let value = self[name] else { return nil }
        let ampersand: [UInt8] = [0x26, 0x23, 0x33, 0x38, 0x3B]
        guard value.contains(0x26) else { return String(decoding: value, as: UTF8.self) }
        var bytes: [UInt8] = []
        var index = 0
        while index < value.count {
            bytes.append(value[index])
            index += value[index...].starts(with: ampersand) ? ampersand.count : 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The value as a whole number without a sign; nil when there is no such attribute or it is none.
    @inline(__always)
    public func integer(_ name: Int) -> Int? {
        guard let value = self[name], !value.isEmpty, value.count <= 18 else { return nil }
        var result = 0
        for byte in value {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            result = result &* 10 &+ Int(byte &- 0x30)
        }
        return result
    }

    /// The value as `1`, `true` or `on`; false when there is no such attribute.
    public func isTrue(_ name: Int) -> Bool {
        guard let value = self[name] else { return false }
        return value.elementsEqual("1".utf8) || value.elementsEqual("true".utf8) || value.elementsEqual("on".utf8)
    }
}
