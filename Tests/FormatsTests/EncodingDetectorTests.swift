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

    @Test("old Macintosh and DOS text is doubted, with the better reading named")
    func doubted() {
        // "Müller", "Köln", "Bäcker" as these systems write them.
        let mac: [UInt8] = [
            0x4D, 0x9F, 0x6C, 0x6C, 0x0A, 0x4B, 0x9A, 0x6C, 0x6E, 0x0A, 0x62, 0x8A, 0x63, 0x0A, 0x66, 0x8D, 0x67,
        ]
        let dos: [UInt8] = [0x4D, 0x81, 0x6C, 0x6C, 0x0A, 0x4B, 0x94, 0x6C, 0x6E, 0x0A, 0x42, 0x84, 0x63, 0x6B]
        #expect(detect(mac).suggestion == .macRoman)
        #expect(detect(dos).suggestion == .cp850)
        #expect(detect(dos).isDoubtful)
    }

    @Test("words of nothing but special letters are doubted as cp1252")
    func greek() {
        let greek: [UInt8] = [0xCB, 0xE5, 0xF9, 0xED, 0xE9, 0xE4, 0xE1, 0xF2, 0x0A, 0xC1, 0xEB, 0xE5, 0xEE]
        #expect(detect(greek).isDoubtful)
    }
}
