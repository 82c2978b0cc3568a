internal import Formats

/// One field of a dBase table.
struct DBaseField {
    let name: String
    let type: UInt8
    let offset: Int
    let length: Int
    let isSystem: Bool
    /// The bit that says that it is NULL.
    var nullBit: Int?
    /// The bit that says that its last byte is its length.
    var lengthBit: Int?
}

/// What a dBase file says of itself.
struct DBaseHeader {
    /// Why a file's beginning is no table.
    struct Wrong: Error, CustomStringConvertible {
        let description: String
    }

    let version: UInt8
    let records: Int
    let length: Int
    let recordLength: Int
    let languageDriver: UInt8
    private(set) var fields: [DBaseField] = []
    private var flags: DBaseField?

    var isVisualFoxPro: Bool { (0x30...0x32).contains(version) }
    var isLevel7: Bool { version & 7 == 4 }

    private static let versions: Set<UInt8> = [
        0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7B, 0x83, 0x87, 0x8B, 0x8C, 0x8E, 0xCB, 0xE5, 0xEB,
        0xF5,
        0xFB,
    ]
    private static let types = Set("CNFDLMIBYTGPVQWO@+0".utf8)

    /// Reads the header from a file's first bytes.
    init(_ head: [UInt8], size: Int) throws(Wrong) {
        func two(_ place: Int) -> Int { Int(head[place]) | Int(head[place + 1]) << 8 }
        guard head.count >= 65, DBaseHeader.versions.contains(head[0]) else {
            throw Wrong(description: "it doesn't begin as a dBase table")
        }
        guard head[2] <= 12, head[3] <= 31 else { throw Wrong(description: "the day of its last change is none") }
        version = head[0]
        records = two(4) | two(6) << 16
        length = two(8)
        recordLength = two(10)
        languageDriver = head[29]
        guard records >= 0, records < 1 << 31, length >= 65, length <= size, recordLength >= 2 else {
            throw Wrong(description: "its header's figures are impossible")
        }
        let isLevel7 = version & 7 == 4
        let step = isLevel7 ? 48 : 32
        var place = isLevel7 ? 68 : 32
        var offset = 1
        while place < length, place < head.count, head[place] != 0x0D, head[place] != 0 {
            guard place + step <= head.count, place + step <= length else {
                throw Wrong(description: "its list of fields is cut short")
            }
            let nameBytes = head[place..<(place + (isLevel7 ? 32 : 11))].prefix { $0 != 0 }
            let rest = place + (isLevel7 ? 32 : 11)
            let type = head[rest]
            guard DBaseHeader.types.contains(type), !nameBytes.isEmpty,
                nameBytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F || $0 == 0x20 })
            else { throw Wrong(description: "its list of fields is damaged") }
            var width = Int(head[isLevel7 ? rest + 1 : place + 16])
            let decimals = Int(head[isLevel7 ? rest + 2 : place + 17])
            // Clipper's and FoxPro's long texts have the high byte of their width where others have decimals.
            if type == UInt8(ascii: "C"), !isLevel7 { width |= decimals << 8 }
            guard offset + width <= recordLength else {
                throw Wrong(description: "its fields are wider than its records")
            }
            let flag = isLevel7 ? 0 : head[place + 18]
            let isFoxPro = (0x30...0x32).contains(version)
            let field = DBaseField(
                name: DBaseHeader.text(nameBytes), type: type, offset: offset, length: width,
                isSystem: type == UInt8(ascii: "0") || isFoxPro && flag & 1 != 0)
            offset += width
            fields.append(field)
            if type == UInt8(ascii: "0") { flags = field }
            place += step
        }
        guard !fields.isEmpty, offset == recordLength || offset < recordLength && recordLength - offset < 4 else {
            throw Wrong(description: "its fields don't make up its records")
        }
        if (0x30...0x32).contains(version) { numberFlags(head) }
    }

    /// Whether a bit of a record's flags is set.
    func flag(_ bit: Int, in record: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let flags, bit / 8 < flags.length else { return false }
        return record[flags.offset + bit / 8] >> (bit % 8) & 1 == 1
    }

    private mutating func numberFlags(_ head: [UInt8]) {
        var bit = 0
        for index in fields.indices {
            let place = 32 + index * 32
            let type = fields[index].type
            if type == UInt8(ascii: "V") || type == UInt8(ascii: "Q") {
                fields[index].lengthBit = bit
                bit += 1
            }
            if head[place + 18] & 2 != 0 {
                fields[index].nullBit = bit
                bit += 1
            }
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = Array(bytes)
        while bytes.last == 0x20 { bytes.removeLast() }
        return String(validating: bytes, as: UTF8.self)
            ?? String(decoding: DumpText.decode(bytes, .cp850), as: UTF8.self)
    }
}
