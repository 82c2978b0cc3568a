/// Reads the strings of an XLS stream: of one record, or going on over records that continue it.
struct XLSText {
    /// The code page of strings before Excel 97.
    var codePage = Encoding.cp1252

    /// The encoding of a `CODEPAGE` record's number; cp1252 for what isn't known.
    static func encoding(_ codePage: Int) -> Encoding {
        switch codePage {
        case 437, 850, 858: .cp850
        case 932: .shiftJIS
        case 936: .gb18030
        case 949: .eucKR
        case 950: .big5
        case 1_250: .cp1250
        case 1_251: .cp1251
        case 1_253: .iso8859part7
        case 1_254: .iso8859part9
        case 10_000, 32_768: .macRoman
        default: .cp1252
        }
    }

    /// Appends bytes of the code page as UTF-8.
    func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) throws(FormatFault) {
        if bytes.allSatisfy({ $0 < 0x80 }) {
            output.append(contentsOf: bytes)
            return
        }
        let capacity = bytes.count * EncodingDecoder.growth + 16
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        defer { memory.deallocate() }
        var decoded = EncodingOutput(base: memory, capacity: capacity, count: 0)
        do throws(DelimitedFault) {
            var decoder = try EncodingDecoder(codePage)
            _ = decoder.decode(bytes.assumingMemoryBound(to: UInt8.self), offset: 0, isLast: true, into: &decoded)
        } catch {
            throw .refused(part: "", reason: "\(error)")
        }
        output.append(contentsOf: UnsafeBufferPointer(start: memory, count: decoded.count))
    }

    /// Appends characters of Excel 97 and later: the lower bytes of UTF-16, or UTF-16.
    static func append(_ bytes: UnsafeRawBufferPointer, isWide: Bool, to output: inout [UInt8]) {
        if !isWide {
            for byte in bytes {
                if byte < 0x80 {
                    output.append(byte)
                } else {
                    output.append(0xC0 | byte >> 6)
                    output.append(0x80 | byte & 0x3F)
                }
            }
            return
        }
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count & ~1, by: 2) {
            units.append(UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
        }
        append(units, to: &output)
    }

    static func append(_ units: [UInt16], to output: inout [UInt8]) {
        _ = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) {
            output.append($0)
        }
    }

    /// Appends a string of Excel 97 or later that stands in the current record at a place: flags and characters.
    /// It goes on in continuing records where the record is too short for it.
    static func append(
        _ records: XLSRecords, at place: Int, characters: Int, to output: inout [UInt8]
    ) throws(FormatFault) {
        let isWide = try records.byte(place) & 1 == 1
        let available = records.length - place - 1
        if characters * (isWide ? 2 : 1) <= available {
            append(records.bytes(place + 1, characters * (isWide ? 2 : 1)), isWide: isWide, to: &output)
            return
        }
        var reader = XLSLongText(records, at: place)
        try reader.appendCharacters(characters, flags: reader.byte(), to: &output)
    }
}

/// Reads on over the records that continue one: the strings of a workbook, and long texts.
struct XLSLongText {
    private static let continueRecord = 0x3C

    private let records: XLSRecords
    private var at: Int

    /// Begins in the current record at a place.
    init(_ records: XLSRecords, at place: Int) {
        self.records = records
        at = place
    }

    /// True while there is more: in this record, or in one that continues it.
    var hasMore: Bool { at < records.length || records.nextType() == XLSLongText.continueRecord }

    /// Goes to the next record that continues this one.
    private mutating func goOn() throws(FormatFault) {
        guard records.nextType() == XLSLongText.continueRecord, try records.next() else { throw records.short() }
        at = 0
    }

    mutating func byte() throws(FormatFault) -> Int {
        while at >= records.length { try goOn() }
        defer { at += 1 }
        return try records.byte(at)
    }

    mutating func word() throws(FormatFault) -> Int { try byte() | byte() << 8 }

    mutating func long() throws(FormatFault) -> Int { try word() | word() << 16 }

    mutating func skip(_ count: Int) throws(FormatFault) {
        var left = count
        while left > 0 {
            if at >= records.length { try goOn() }
            let step = min(left, records.length - at)
            at += step
            left -= step
        }
    }

    /// Appends characters; where the text goes on in another record, that begins with flags of its own.
    mutating func appendCharacters(_ count: Int, flags: Int, to output: inout [UInt8]) throws(FormatFault) {
        var isWide = flags & 1 == 1
        var left = count
        var units: [UInt16] = []
        while left > 0 {
            if at >= records.length {
                try goOn()
                isWide = try records.byte(0) & 1 == 1
                at = 1
                continue
            }
            let width = isWide ? 2 : 1
            let step = min(left, (records.length - at) / width)
            guard step > 0 else { throw records.short() }
            let bytes = records.bytes(at, step * width)
            if step == left, units.isEmpty {
                XLSText.append(bytes, isWide: isWide, to: &output)
            } else if isWide {
                for index in stride(from: 0, to: bytes.count, by: 2) {
                    units.append(UInt16(bytes[index]) | UInt16(bytes[index + 1]) << 8)
                }
            } else {
                for byte in bytes { units.append(UInt16(byte)) }
            }
            at += step * width
            left -= step
        }
        if !units.isEmpty { XLSText.append(units, to: &output) }
    }
}
