import Formats
import Testing

@Suite("Telling encodings")
struct EncodingDetectorTests {
    private func detect(_ bytes: [UInt8], isWhole: Bool = true) -> EncodingDetector {
        EncodingDetector.detect(head: bytes, isWhole: isWhole)
    }

    @Test("plain ASCII is UTF-8 and known to be plain")
    func plain() {
        let found = detect(Array("a,b\n1,2\n".utf8))
        #expect(found.encoding == .utf8)
        #expect(found.isPlain)
    }

    @Test("UTF-8 is known by its characters, also when the head ends inside one")
    func utf8() {
        let bytes = Array("Müller\nKöln\nß".utf8)
        #expect(detect(bytes).encoding == .utf8)
        #expect(detect(Array(bytes.dropLast()), isWhole: false).encoding == .utf8)
        #expect(detect(Array("äöü".utf8.dropLast()), isWhole: false).encoding == .utf8)
    }

    @Test("what is no UTF-8 is cp1252")
    func cp1252() {
        let found = detect([0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x0A, 0x4B, 0xF6, 0x6C, 0x6E])
        #expect(found.encoding == .cp1252)
        #expect(!found.isDoubtful)
    }

    @Test("a file with lines of both is read line by line")
    func both() {
        let umlaut: [UInt8] = [0x4D, 0xFC, 0x6C, 0x0A]
        let found = detect(umlaut + umlaut + umlaut + Array("Köln\n".utf8))
        #expect(found.encoding == .utf8)
        #expect(found.linesInUTF8 == 1)
        #expect(found.otherLines == 3)
    }

    @Test("UTF-32's mark is not taken for UTF-16's")
    func marks() {
        #expect(detect([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]).encoding == .utf32LittleEndian)
        #expect(detect([0xFF, 0xFE, 0x41, 0]).encoding == .utf16LittleEndian)
        #expect(detect([0xEF, 0xBB, 0xBF, 0x41]).hasByteOrderMark)
    }

    @Test("UTF-32 behind UTF-16's mark is read as UTF-32")
    func wrongMark() {
        let bytes: [UInt8] = [0xFE, 0xFF] + Array("a,b\n1,2\n".utf8).flatMap { [$0, 0, 0, 0] }
        #expect(detect(bytes).encoding == .utf32LittleEndian)
        #expect(readText(bytes, encoding: .utf32LittleEndian).rows == [["a", "b"], ["1", "2"]])
    }

    @Test("a few NULs make no UTF-16")
    func fewNuls() {
        var bytes = Array("name,city\nsome text,of some length\n".utf8)
        bytes.insert(0, at: 4)
        #expect(detect(bytes).encoding == .utf8)
    }

    /// A text as an encoding writes it, by reading all its bytes back.
    private func bytes(_ text: String, _ encoding: Encoding) throws -> [UInt8] {
        var known: [Unicode.Scalar: UInt8] = [:]
        for byte in UInt8(0x80)...0xFF {
            if let scalar = String(decoding: try encoding.decode([byte]), as: UTF8.self).unicodeScalars.first {
                known[scalar] = byte
            }
        }
        return try text.unicodeScalars.map { scalar in
            scalar.isASCII ? UInt8(scalar.value) : try #require(known[scalar], "\(scalar)")
        }
    }

    @Test(
        "a text's letters tell a one-byte encoding",
        arguments: [
            ("Name;Ort\nMüller;Köln\nBäcker;Gießen\nLefèvre;Besançon\nJørgensen;Århus\n", Encoding.cp1252),
            ("Name;Ort\nMüller;Köln\nBäcker;Gießen\nLefèvre;Besançon\nJørgensen;Århus\n", .macRoman),
            ("Name;Ort\nMüller;Köln\nBäcker;Gießen\nLefèvre;Besançon\nSöhne;Lübeck\n", .cp850),
            ("Nazwa;Miasto\nŻółkiewski;Łódź\nWiśniewska;Gdańsk\nDąbrowski;Poznań\nMichałowska;Częstochowa\n", .iso8859part2),
            ("Název;Město\nNovák;Plzeň\nDvořák;Brno\nŠťastný;Ústí\nKříž;Děčín\n", .cp1250),
            ("Ad;Şehir\nYıldız;İstanbul\nÖztürk;Eskişehir\nŞahin;Muğla\nDoğan;Aydın\n", .iso8859part9),
            ("Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία Νικολάου;Θεσσαλονίκη\n", .iso8859part7),
            ("Имя;Город\nИван Петров;Москва\nМария Смирнова;Нижний Новгород\n", .cp1251),
        ])
    func oneByte(text: String, encoding: Encoding) throws {
        let found = detect(try bytes(text, encoding))
        #expect(found.encoding == encoding, "\(found.encoding) \(found.others)")
        #expect(!found.isDoubtful, "\(encoding) \(found.encoding) \(found.others)")
    }

    @Test("what cp1252 reads as well as others is cp1252, and not asked about")
    func westernByDefault() {
        for text: [UInt8] in [
            [0xC5, 0x2C, 0x31], [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72], [0x35, 0x20, 0x80], [0x93, 0x41, 0x94],
            Array("caf".utf8) + [0xE9], Array("SM".utf8) + [0xD8] + Array("RREBR".utf8) + [0xD8, 0x44],
        ] {
            #expect(detect(text).encoding == .cp1252)
            #expect(!detect(text).isDoubtful)
        }
    }

    @Test("few letters that make more sense elsewhere are doubted, with what they could be")
    func doubted() {
        // "Müller" as DOS wrote it: one letter proves little.
        let dos = detect([0x4D, 0x81, 0x6C, 0x6C, 0x65, 0x72])
        #expect(dos.isDoubtful)
        #expect(dos.others.contains(.cp850) || dos.encoding == .cp850)
    }

    @Test(
        "pairs of bytes tell Japanese, Korean and Chinese",
        arguments: [
            // 東京都, ひらがな, カタカナ
            ([0x93, 0x8C, 0x8B, 0x9E, 0x93, 0x73, 0x2C, 0x82, 0xD0, 0x82, 0xE7, 0x82, 0xAA, 0x82, 0xC8] as [UInt8], Encoding.shiftJIS),
            // 서울특별시,가나다라
            ([0xBC, 0xAD, 0xBF, 0xEF, 0xC6, 0xAF, 0xBA, 0xB0, 0xBD, 0xC3, 0x2C, 0xB0, 0xA1, 0xB3, 0xAA, 0xB4, 0xD9], .eucKR),
            // 北京市,上海市有限公司
            ([0xB1, 0xB1, 0xBE, 0xA9, 0xCA, 0xD0, 0x2C, 0xC9, 0xCF, 0xBA, 0xA3, 0xCA, 0xD0, 0xD3, 0xD0, 0xCF, 0xDE, 0xB9, 0xAB, 0xCB, 0xBE], .gb18030),
            // 台北市,有限公司,中華民國
            ([0xA5, 0x78, 0xA5, 0x5F, 0xA5, 0xAB, 0x2C, 0xA6, 0xB3, 0xAD, 0xAD, 0xA4, 0xBD, 0xA5, 0x71, 0x2C, 0xA4, 0xA4, 0xB5, 0xD8, 0xA5, 0xC1, 0xB0, 0xEA], .big5),
        ])
    func twoBytes(bytes: [UInt8], encoding: Encoding) {
        #expect(detect(bytes).encoding == encoding)
        #expect(!detect(bytes).isDoubtful)
    }
}
