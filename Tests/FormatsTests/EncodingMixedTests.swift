import Formats
import Testing

@Suite("Bytes that are wrong")
struct EncodingMixedTests {
    @Test("lines in cp1252 inside UTF-8 are read as such, each with its line and byte")
    func mixed() {
        var bytes = Array("name,city\nMüller,Köln\n".utf8)
        let offset = bytes.count + 1
        bytes += [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x2C, 0x80, 0x0A]
        bytes += Array("Söhne,Ulm\n".utf8)
        for chunk in [1, 5, 1000] {
            let found = readText(bytes, chunk: chunk)
            #expect(found.rows == [["name", "city"], ["Müller", "Köln"], ["Müller", "€"], ["Söhne", "Ulm"]])
            #expect(
                found.issues == [EncodingIssue(kind: .otherEncoding, line: 3, offset: offset, byte: 0xFC, count: 1)])
            #expect(found.undecodable == [false, false, false, false])
        }
    }

    @Test("a byte that stands for nothing marks its row and never passes in silence")
    func undecodable() {
        let bytes: [UInt8] = [0x61, 0x0A, 0x62, 0x81, 0x8D, 0x0A, 0x63, 0x0A]
        for encoding in [Encoding.cp1252, .utf8] {
            let found = readText(bytes, encoding: encoding)
            #expect(found.rows == [["a"], ["b\u{FFFD}\u{FFFD}"], ["c"]])
            #expect(found.undecodable == [false, true, false])
            #expect(found.issues.last == EncodingIssue(kind: .undecodable, line: 2, offset: 3, byte: 0x81, count: 2))
        }
    }

    @Test("NULs are left out and counted by line")
    func nuls() {
        let found = readText([0x61, 0x00, 0x2C, 0x00, 0x62, 0x0A, 0x00, 0x0A, 0x63, 0x2C, 0x64, 0x0A, 0x00, 0x00])
        #expect(found.rows == [["a", "b"], ["c", "d"]])
        #expect(found.issues.map(\.kind) == [.nul, .nul, .nul])
        #expect(found.issues[0] == EncodingIssue(kind: .nul, line: 1, offset: 1, byte: 0, count: 2))
        #expect(found.issues[2].offset == 12)
        #expect(found.issues[2].count == 2)
    }

    @Test("a byte order mark inside the text is kept and said")
    func innerMark() {
        let found = readText("a,b\n1,2\n\u{FEFF}a,b\n3,\u{FEFF}4\n")
        #expect(found.rows[2] == ["\u{FEFF}a", "b"])
        #expect(found.rows[3] == ["3", "\u{FEFF}4"])
        #expect(found.issues.map(\.kind) == [.byteOrderMark, .byteOrderMark])
        #expect(found.issues.map(\.line) == [3, 4])
    }

    @Test("a byte order mark at the beginning is never part of the first cell")
    func outerMark() {
        for chunk in 1...5 {
            let found = readText(Array("\u{FEFF}\"id\",name\n".utf8), chunk: chunk)
            #expect(found.rows == [["id", "name"]])
            #expect(found.issues.isEmpty)
        }
    }

    @Test("issues are listed up to a number and counted beyond")
    func many() throws {
        var bytes: [UInt8] = []
        for _ in 0..<500 { bytes += [0xC3, 0xA4, 0x0A, 0xE4, 0x0A] }
        var reader = try DelimitedReader(bytes: bytes, encoding: .utf8, dialect: .init())
        var count = 0
        while try reader.next() { count += 1 }
        let issues = reader.issues
        let counts = reader.issueCounts
        #expect(count == 1000)
        #expect(issues.count == DelimitedReader.maximumIssues)
        #expect(counts[Int(EncodingIssue.Kind.otherEncoding.rawValue)] == 500)
    }

    @Test(
        "UTF-8 that was encoded twice is known and comes back",
        arguments: ["Müller", "Café – „Zur Post“", "naïve €5", "Łódź"])
    func double(text: String) throws {
        let twice = try Encoding.cp1252.decode(Array(text.utf8))
        guard !String(decoding: twice, as: UTF8.self).contains("\u{FFFD}") else {
            // One of its bytes has no character in cp1252; such text can't have been encoded twice through it.
            #expect(EncodingDouble.repaired(Array(text.utf8)) == nil)
            return
        }
        #expect(EncodingDouble.repaired(twice) == Array(text.utf8))
        #expect(EncodingDouble.repaired(Array(text.utf8)) == nil)
    }

    @Test("UTF-8 that was taken for ISO-8859-1 is known too")
    func doubleThroughISO() throws {
        let twice = try Encoding.iso8859part1.decode(Array("Łódź Müller".utf8))
        #expect(EncodingDouble.repaired(twice) == Array("Łódź Müller".utf8))
    }

    @Test(
        "plain text and text that holds other characters is not repaired", arguments: ["abc", "", "Ã", "日本 Ã¼", "Ä¼x→"])
    func notDouble(text: String) {
        let repaired = EncodingDouble.repaired(Array(text.utf8))
        #expect(repaired == nil)
    }
}
