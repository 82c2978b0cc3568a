import Formats
import Glibc
import Seeds
import Testing

@Suite("Encodings")
struct EncodingTableTests {
    /// What the C library makes of bytes: an independent reader. Nil where it refuses.
    static func convert(_ bytes: [UInt8], from name: String) -> [UInt8]? {
        let converter = iconv_open("UTF-8", name)
        guard Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 6 + 16)
        var written = 0
        let isDone = input.withUnsafeMutableBufferPointer { input -> Bool in
            output.withUnsafeMutableBufferPointer { output in
                var source = input.baseAddress
                var sourceLeft = input.count
                var target = output.baseAddress
                var targetLeft = output.count
                let result = iconv(converter, &source, &sourceLeft, &target, &targetLeft)
                written = output.count - targetLeft
                return result != -1 && sourceLeft == 0
            }
        }
        return isDone ? output.prefix(written).map { UInt8(bitPattern: $0) } : nil
    }

    @Test(
        "every byte of the single-byte encodings stands for what the C library says",
        arguments: [
            (Encoding.cp1252, "CP1252"), (.iso8859part1, "ISO-8859-1"), (.iso8859part15, "ISO-8859-15"),
            (.iso8859part2, "ISO-8859-2"), (.iso8859part9, "ISO-8859-9"), (.iso8859part7, "ISO-8859-7"),
        ])
    func tables(encoding: Encoding, name: String) throws {
        for byte in UInt8(1)...255 {
            let decoded = try encoding.decode([byte])
            let expected = Self.convert([byte], from: name) ?? Array("\u{FFFD}".utf8)
            #expect(decoded == expected, "\(encoding) byte \(byte)")
        }
    }

    @Test("Mac Roman has the letters that Western names need")
    func macRoman() throws {
        let bytes: [UInt8] = [0x8A, 0x9A, 0x9F, 0x80, 0x85, 0x86, 0xA7, 0x8E, 0x8F, 0x8D, 0x96, 0xDB, 0xCA]
        #expect(try String(decoding: Encoding.macRoman.decode(bytes), as: UTF8.self) == "äöüÄÖÜßéèçñ€\u{A0}")
    }

    @Test(
        "encodings of several bytes are read through the C library",
        arguments: [
            (Encoding.shiftJIS, "CP932", [0x93, 0xFA, 0x96, 0x7B, 0x2C, 0xB1, 0x5C] as [UInt8], "日本,ｱ\\"),
            (.eucKR, "UHC", [0xBC, 0xEE, 0xC7, 0xCE], "쇼핑"), (.gb18030, "GB18030", [0xD6, 0xD0, 0xB9, 0xFA], "中国"),
            (.big5, "BIG5", [0xAC, 0xEC, 0xA7, 0xDE], "科技"), (.cp850, "CP850", [0x81, 0x84, 0x94, 0xE1], "üäöß"),
            (.cp1250, "CP1250", [0xB3, 0xF3, 0x64, 0x9F], "łódź"), (.cp1251, "CP1251", [0xCC, 0xE8, 0xF0], "Мир"),
        ])
    func library(encoding: Encoding, name: String, bytes: [UInt8], text: String) throws {
        guard Self.convert([0x41], from: name) != nil else { return }
        #expect(try String(decoding: encoding.decode(bytes), as: UTF8.self) == text)
        for chunk in 1...5 {
            #expect(
                readText(bytes, DelimitedDialect(delimiter: nil), encoding: encoding, chunk: chunk).rows == [[text]])
        }
    }

    @Test("UTF-8 is checked strictly: what the standard library refuses is refused, and nothing else")
    func strictUTF8() {
        var numbers = Seeded(42)
        let parts: [UInt8] = [
            0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xA0, 0x9F, 0xED, 0xEE, 0xEF, 0xF0, 0x90, 0x8F, 0xF4,
            0xF5,
            0xFF,
        ]
        for round in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...12, using: &numbers)).map { _ in parts.randomElement(using: &numbers)! }
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            let found = readText(bytes, DelimitedDialect(delimiter: nil, quote: nil))
            let isFlagged = found.issues.contains { $0.kind == .otherEncoding }
            if isFlagged == isValid {
                Issue.record("round \(round): \(bytes) valid: \(isValid), flagged: \(isFlagged)")
                return
            }
            if isValid && found.rows.first?.first != String(decoding: bytes, as: UTF8.self) {
                // A byte order mark at the beginning is no text.
                #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]) || found.rows.isEmpty, "round \(round): \(bytes)")
            }
        }
    }

    @Test("UTF-16 and UTF-32 are read in both byte orders, with and without a mark, in any chunks")
    func wide() throws {
        let text = "name;Ort\nMüller 😀;Köln\n"
        let units = Array(text.utf16)
        let scalars = Array(text.unicodeScalars)
        let little16 = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big16 = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let little32 = scalars.flatMap { scalar in (0..<4).map { UInt8(scalar.value >> (8 * UInt32($0)) & 0xFF) } }
        let big32 = scalars.flatMap { scalar in
            (0..<4).reversed().map { UInt8(scalar.value >> (8 * UInt32($0)) & 0xFF) }
        }
        let dialect = DelimitedDialect(delimiter: 0x3B)
        for (encoding, bytes, mark) in [
            (Encoding.utf16LittleEndian, little16, [0xFF, 0xFE] as [UInt8]), (.utf16BigEndian, big16, [0xFE, 0xFF]),
            (.utf32LittleEndian, little32, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, big32, [0, 0, 0xFE, 0xFF]),
        ] {
            #expect(EncodingDetector.detect(head: bytes, isWhole: true).encoding == encoding)
            #expect(EncodingDetector.detect(head: mark + bytes, isWhole: true).encoding == encoding)
            for chunk in [1, 2, 3, 5, 1000] {
                for whole in [bytes, mark + bytes] {
                    let found = readText(whole, dialect, encoding: encoding, chunk: chunk)
                    #expect(found.rows == [["name", "Ort"], ["Müller 😀", "Köln"]])
                    #expect(found.issues.isEmpty)
                }
            }
        }
    }

    @Test("half of a surrogate pair is undecodable and said so")
    func surrogates() {
        let bytes: [UInt8] = [0x41, 0x00, 0x00, 0xD8, 0x42, 0x00, 0x0A, 0x00, 0x00, 0xDC, 0x0A, 0x00, 0x43, 0x00]
        let found = readText(bytes, encoding: .utf16LittleEndian)
        #expect(found.rows == [["A\u{FFFD}B"], ["\u{FFFD}"], ["C"]])
        #expect(found.undecodable == [true, true, false])
        #expect(found.issues.map(\.line) == [1, 2])
        #expect(found.issues.map(\.offset) == [2, 8])
    }
}
