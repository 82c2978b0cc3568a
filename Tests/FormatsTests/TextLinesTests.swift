import Foundation
import Testing

@testable import Formats

/// Lines of a file as raw bytes.
@Suite struct TextLinesTests {
    private func lines(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> [(line: [UInt8], number: UInt32, isCut: Bool)]
    {
        let path = FileManager.default.temporaryDirectory.path + "/lines-" + UUID().uuidString
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var found: [(line: [UInt8], number: UInt32, isCut: Bool)] = []
        var reader = TextLines(try RegularFile(path: path), limit: limit)
        while try reader.next() { found.append((reader.line, reader.number, reader.isCut)) }
        return found
    }

    @Test func everyKindOfLineEndCountsOnce() throws {
        let found = try lines(Array("a\r\nb\nc\rd\r\r\n\ne".utf8))
        #expect(found.map { String(decoding: $0.line, as: UTF8.self) } == ["a", "b", "c", "d", "", "", "e"])
        #expect(found.map(\.number) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try lines([]).isEmpty)
        #expect(try lines([0x0A]).count == 1)
        #expect(try lines([0xEF, 0xBB, 0xBF, 0x61]).map(\.line) == [[0x61]])
    }

    @Test func whereTheFileIsCutIntoChunksChangesNothing() throws {
        // The chunk is 64 KiB: the ends of lines fall on and around its edge.
        for length in (65_530...65_540) {
            for end in ["\r\n", "\n", "\r"] {
                let text = String(repeating: "x", count: length) + end + "y" + end
                #expect(try lines(Array(text.utf8)).map(\.line.count) == [length, 1], "\(length)")
            }
        }
    }

    @Test func wideTextIsNarrowedWhereverItsPairsAreCut() throws {
        for padding in 32_760...32_770 {
            let text = String(repeating: "a", count: padding) + "😀ü\nz"
            for isBig in [true, false] {
                let units = [0xFEFF] + Array(text.utf16)
                let bytes = units.flatMap {
                    isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
                }
                let found = try lines(bytes)
                #expect(
                    found.map { String(decoding: $0.line, as: UTF8.self) }
                        == text.split(separator: "\n").map(String.init))
            }
        }
        // Half a character at the end stands for nothing.
        #expect(try lines([0xFF, 0xFE, 0x61, 0x00, 0x62]).map(\.line) == [Array("a\u{FFFD}".utf8)])
    }

    @Test(arguments: [9, 10, 11]) func onlySoMuchOfALineIsKept(count: Int) throws {
        let found = try lines(Array((String(repeating: "x", count: count) + "\nnext").utf8), limit: 10)
        #expect(found.map(\.line.count) == [min(count, 10), 4])
        #expect(found.map(\.isCut) == [count > 10, false])
    }

    @Test func strictUTF8IsTold() {
        #expect(Encoding.isUTF8(Array("Müller 😀".utf8)))
        #expect(Encoding.isUTF8([]))
        for bytes: [UInt8] in [[0xFC], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x61, 0xC3]] {
            #expect(!Encoding.isUTF8(bytes))
        }
    }
}
