import Formats
import Testing

/// Writes down what a scanner tells, one line an event.
final class TreeRecorder: TreeReceiver {
    private(set) var events: [String] = []
    private var pieces: [UInt8] = []
    private(set) var lines: [Int] = []

    private func flush() {
        if !pieces.isEmpty { events.append("'\(String(decoding: pieces, as: UTF8.self))'") }
        pieces = []
    }

    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault) {
        flush()
        events.append("\(String(decoding: name, as: UTF8.self)):\(trait)\(isObject ? "{" : "")")
        lines.append(line)
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) { pieces += bytes }

    func end() throws(FormatFault) {
        flush()
        events.append("/")
    }

    func abandon(_ reason: String, line: Int) throws(FormatFault) {
        pieces = []
        events.append("broken at \(line): \(reason)")
    }
}

/// What a JSON text is told as.
func scanned(_ text: String, chunk: Int = 1 << 20, limits: FormatLimits = FormatLimits()) throws -> [String] {
    try scanned(Array(text.utf8), chunk: chunk, limits: limits)
}

func scanned(
    _ bytes: [UInt8], encoding: Encoding = .utf8, chunk: Int = 1 << 20, limits: FormatLimits = FormatLimits()
) throws -> [String] {
    let recorder = TreeRecorder()
    try JSONScanner(bytes: bytes, encoding: encoding, receiver: recorder, limits: limits, chunk: chunk).run()
    return recorder.events
}

struct JSONScannerTests {
    @Test func itemsHaveTheNameOfTheirArray() throws {
        #expect(
            try scanned(#"{"a": [1, {"b": null}], "c": [[true], []], "d": {}}"#) == [
                ":item{", "a:item", "'1'", "/", "a:item{", "b:member", "/", "/", "c:item{", "item:item", "'true'", "/",
                "/",
                "c:item{", "/", "d:member{", "/", "/",
            ])
    }

    @Test func documentsFollowEachOther() throws {
        #expect(
            try scanned("{\"a\":1}\n{\"a\":2} [3]") == [
                ":item{", "a:member", "'1'", "/", "/", ":item{", "a:member", "'2'", "/", "/", ":item", "'3'", "/",
            ])
    }

    @Test func aNumberStaysItsOwnText() throws {
        for number in ["0", "-0", "1e999", "123456789012345678901234567890", "1.10", "-1.5E-7"] {
            #expect(try scanned("[\(number)]") == [":item", "'\(number)'", "/"])
        }
        for number in ["01", "1.", ".5", "-", "1e", "+1", "NaN", "0x1"] {
            #expect(throws: FormatFault.self, "\(number)") { try scanned("[\(number)]") }
        }
    }

    @Test func escapesBecomeCharacters() throws {
        #expect(try scanned(#"["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"]"#) == [":item", "'\"\\/\u{8}\u{C}\n\r\té😀'", "/"])
    }

    @Test func halfASurrogatePairAndNULAreCounted() throws {
        let recorder = TreeRecorder()
        let scanner = try JSONScanner(
            bytes: Array(#"["a\ud800b", "\udc00", "\ud800\u0041", "x\u0000y"]"#.utf8), receiver: recorder)
        try scanner.run()
        #expect(recorder.events.filter { $0.hasPrefix("'") } == ["'a\u{FFFD}b'", "'\u{FFFD}'", "'\u{FFFD}A'", "'xy'"])
        #expect(scanner.badCharacters == 4)
    }

    @Test func linesAreCounted() throws {
        let recorder = TreeRecorder()
        try JSONScanner(bytes: Array("{\n\"a\": 1,\r\n\n\"b\":\n2}".utf8), receiver: recorder).run()
        #expect(recorder.lines == [1, 2, 5])
    }

    @Test(
        "what is broken is refused with its line and column",
        arguments: [
            ("{\"a\" 1}", "line 1, column 6"), ("[1,]", "line 1, column 4"), ("{\"a\":1,\n}", "line 2, column 1"),
            ("[1 2]", "line 1, column 4"), ("[\"a\nb\"]", "line 1, column 2"), ("{a:1}", "line 1, column 2"),
            ("[tru]", "line 1, column 2"), ("[\"\\x\"]", "line 1, column 2"), ("[\"\\u12g4\"]", "line 1, column 2"),
            ("}", "line 1, column 1"),
        ])
    func places(_ text: String, _ place: String) {
        let fault = #expect(throws: FormatFault.self) { try scanned(text) }
        guard case .refused(_, let reason) = fault else {
            Issue.record("\(text): \(String(describing: fault))")
            return
        }
        #expect(reason.hasPrefix(place), "\(text): \(reason)")
    }

    @Test("a text that ends too early is incomplete", arguments: ["", "[", "{\"a\":", "{\"a\":\"b", "[1, ", "[\"\\"])
    func incomplete(_ text: String) {
        let fault = #expect(throws: FormatFault.self) { try scanned(text) }
        guard case .incomplete = fault else {
            Issue.record("\(text): \(String(describing: fault))")
            return
        }
    }

    @Test func aBrokenLineLeavesTheOthers() throws {
        let text = "{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\" 4}\n{\"a\":\"x\ny\"}\n{\"a\":6}\n"
        let events = try scanned(text)
        // The second line's object goes on in the third, where a name is missing.
        #expect(events.filter { $0.hasPrefix("broken") }.count >= 2)
        #expect(events.filter { $0 == "'6'" }.count == 1)
        let damaged = try scanned("{\"a\":1}\n{\"a\" 2}\n{\"a\":3}\n")
        #expect(damaged.filter { $0.hasPrefix("'") } == ["'1'", "'3'"])
        #expect(damaged.contains("broken at 2: line 2, column 6: expected a colon after the name, found 2"))
    }

    @Test func aDocumentOverSeveralLinesIsRefusedAsAWhole() {
        #expect(throws: FormatFault.self) { try scanned("{\n\"a\":1}\n{\n\"a\" 2}\n{\"a\":3}") }
    }

    @Test func depthIsLimited() throws {
        var limits = FormatLimits()
        limits.depth = 8
        for depth in [7, 8] {
            _ = try scanned(String(repeating: "[", count: depth) + String(repeating: "]", count: depth), limits: limits)
        }
        let fault = #expect(throws: FormatFault.self) {
            try scanned(String(repeating: "[", count: 9) + String(repeating: "]", count: 9), limits: limits)
        }
        #expect(fault == .tooLarge(part: "", limit: "objects and arrays inside one another", value: 8))
        #expect(throws: FormatFault.self) { try scanned(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: FormatFault.self) { try scanned(String(repeating: "{\"a\":", count: 1_000_000)) }
    }

    @Test func valuesAndNamesAreLimited() throws {
        var limits = FormatLimits()
        limits.cellBytes = 10
        limits.nameBytes = 5
        for chunk in [1, 3, 1 << 20] {
            for count in [9, 10] {
                _ = try scanned("[\"\(String(repeating: "x", count: count))\"]", chunk: chunk, limits: limits)
                _ = try scanned("[\(String(repeating: "1", count: count))]", chunk: chunk, limits: limits)
            }
            for text in ["[\"\(String(repeating: "x", count: 11))\"]", "[\(String(repeating: "1", count: 11))]"] {
                let fault = #expect(throws: FormatFault.self) { try scanned(text, chunk: chunk, limits: limits) }
                #expect(fault == .tooLarge(part: "", limit: "bytes in one value", value: 10))
            }
            for count in [4, 5] {
                _ = try scanned("{\"\(String(repeating: "n", count: count))\":1}", chunk: chunk, limits: limits)
            }
            let fault = #expect(throws: FormatFault.self) {
                try scanned("{\"nnnnnn\":1}", chunk: chunk, limits: limits)
            }
            #expect(fault == .tooLarge(part: "", limit: "bytes in one name", value: 5))
        }
    }

    @Test func aLineWithoutEndIsRefusedBeforeItFillsMemory() {
        let text = Array("[\"".utf8) + [UInt8](repeating: 0x78, count: 8 << 20)
        let fault = #expect(throws: FormatFault.self) { try scanned(text, chunk: 64 << 10) }
        #expect(fault == .tooLarge(part: "", limit: "bytes in one value", value: 1 << 20))
    }

    @Test func otherEncodingsAreRead() throws {
        let text = "[\"Grüße 😀\"]"
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        for chunk in [1, 2, 7, 1 << 20] {
            #expect(try scanned(bytes, encoding: .utf16LittleEndian, chunk: chunk) == [":item", "'Grüße 😀'", "/"])
        }
        #expect(try scanned([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == [":item", "'Grüße 😀'", "/"])
    }

    @Test func whereChunksEndMakesNoDifference() throws {
        let text = """
            {"orders": [{"id": 1, "näme": "Müller \\u00e9 \\"x\\"", "tags": ["a", "b"], "total": -12.50e3, "ok": true, "no": null},
             {"id": 2, "lines": [[1], {"x": {}}]}], "more": false}
            {"orders": []}
            """
        let whole = try scanned(text)
        for chunk in 1...70 { #expect(try scanned(text, chunk: chunk) == whole, "chunk \(chunk)") }
    }
}
