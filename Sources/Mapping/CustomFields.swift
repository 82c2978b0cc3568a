/// Custom fields as one flat JSON object, keys in byte order.
public enum CustomFields {
    /// Adds a field to the object in `json`, which may be empty; a name that is there stays as it is.
    /// A bare one is written without quotes, as `true` and `false` are.
    static func append(name: String, text: [UInt8], isBare: Bool = false, to json: inout [UInt8]) {
        var pairs = json.isEmpty ? [] : pairs(of: json)
        let entry = quoted(Array(name.utf8))
        if pairs.contains(where: { $0.starts(with: entry + [0x3A]) }) { return }
        pairs.append(entry + [0x3A] + (isBare ? text : quoted(text)))
        json = object(of: pairs)
    }

    /// Adds to the object in `json` those members of another that it doesn't have; either may be empty.
    public static func add(_ other: ArraySlice<UInt8>, to json: inout [UInt8]) {
        if other.isEmpty { return }
        var members = json.isEmpty ? [] : pairs(of: json)
        let names = Set(members.map { name(of: $0) })
        for pair in pairs(of: Array(other)) where !names.contains(name(of: pair)) { members.append(pair) }
        if members.count > names.count { json = object(of: members) }
    }

    /// The members of an object, by name.
    public static func members(of json: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        guard json.count > 2 else { return [] }
        return pairs(of: Array(json)).map { pair in
            let name = String(decoding: self.name(of: pair), as: UTF8.self)
            return (name, String(decoding: value(of: name, in: Array(json)), as: UTF8.self))
        }
    }

    /// The value of a member; empty when there is none.
    public static func value(of wanted: String, in json: [UInt8]) -> [UInt8] {
        guard json.count > 2 else { return [] }
        let name = Array(wanted.utf8)
        for pair in pairs(of: json) where CustomFields.name(of: pair) == name {
            let quotedName = quoted(name)
            let value = pair.dropFirst(quotedName.count + 1)
            guard value.first == 0x22 else { return Array(value) }
            var text: [UInt8] = []
            var index = value.startIndex + 1
            while index < value.endIndex - 1 {
                if value[index] == 0x5C, index + 1 < value.endIndex - 1 {
                    index += 1
                    text.append(value[index] == 0x6E ? 0x0A : value[index])
                } else {
                    text.append(value[index])
                }
                index += 1
            }
            return text
        }
        return []
    }

    private static func object(of pairs: [[UInt8]]) -> [UInt8] {
        let sorted = pairs.sorted { name(of: $0).lexicographicallyPrecedes(name(of: $1)) }
        return [0x7B] + Array(sorted.joined(separator: [0x2C])) + [0x7D]
    }

    /// The members of an object that `append` wrote, each as `"name":"text"` or `"name":true`.
    private static func pairs(of json: [UInt8]) -> [[UInt8]] {
        var pairs: [[UInt8]] = []
        var start = 1
        var inText = false
        var index = 1
        while index < json.count - 1 {
            let byte = json[index]
            if byte == 0x5C { index += 2; continue }
            if byte == 0x22 { inText.toggle() }
            if byte == 0x2C && !inText {
                pairs.append(Array(json[start..<index]))
                start = index + 1
            }
            index += 1
        }
        pairs.append(Array(json[start..<json.count - 1]))
        return pairs
    }

    /// The bytes of a member's name, which the order is that of: quotes and escapes would change it.
    private static func name(of pair: [UInt8]) -> [UInt8] {
        var name: [UInt8] = []
        var index = 1
        while index < pair.count, pair[index] != 0x22 {
            if pair[index] == 0x5C { index += 1 }
            if index < pair.count { name.append(pair[index]) }
            index += 1
        }
        return name
    }

    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x22]
        for byte in text {
            switch byte {
            case 0x22, 0x5C: out.append(0x5C); out.append(byte)
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x00..<0x20: out.append(0x20)
            default: out.append(byte)
            }
        }
        out.append(0x22)
        return out
    }
}
