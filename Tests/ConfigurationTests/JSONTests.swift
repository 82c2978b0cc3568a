import Configuration
import Seeds
import Testing

@Suite struct JSONTests {
    @Test func keysKeepTheirOrderAndNumbersTheirDigits() throws {
        let value: JSONValue = [
            "run": "2026-11-23-1", "loaded": true, "ledger": ["shop": ["created": 12]], "money": .decimal("12.50"),
            "none": nil,
            "list": [1, "a"], "empty": [], "nothing": .object([]),
        ]
        let compact = String(decoding: JSONWriter.compact(value), as: UTF8.self)
        #expect(
            compact
                == #"{"run":"2026-11-23-1","loaded":true,"ledger":{"shop":{"created":12}},"money":12.50,"none":null,"#
                + #""list":[1,"a"],"empty":[],"nothing":{}}"#)
        #expect(try JSONParser.parse(compact) == value)
        #expect(try JSONParser.parse(JSONWriter.pretty(value)) == value)
        #expect(
            String(decoding: JSONWriter.pretty(["a": [1, 2], "b": []]), as: UTF8.self)
                == "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": []\n}\n")
    }

    @Test func everyTextComesBack() throws {
        for text in ["", "\"\\/\n\r\t\u{8}\u{c}\0\u{1f}\u{7f}", "ä漢😀\u{2028}\u{202E}", "e\u{301}"] {
            let bytes = JSONWriter.compact(.string(text))
            #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
            #expect(try JSONParser.parse(bytes).text.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test func valuesAreReachedByKey() throws {
        let value = try JSONParser.parse(#"{"name": "a", "rows": 3, "list": [1, 2]}"#)
        #expect(value["name"]?.text == "a")
        #expect(value["rows"]?.number == 3)
        #expect(value["list"]?.items == [1, 2])
        #expect(value.members?.map(\.key) == ["name", "rows", "list"])
        #expect(value["gone"] == nil)
        #expect(value["name"]?["x"] == nil)
        #expect(value["rows"]?.text == nil)
        #expect(value["name"]?.number == nil)
        #expect(value["name"]?.items == nil)
        #expect(value["name"]?.members == nil)
    }

    @Test func valuesAreMadeFromOptionalsAndPairs() {
        #expect(JSONValue.optional("a") == "a")
        #expect(JSONValue.optional(nil as String?) == .null)
        #expect(JSONValue.optional(4) == 4)
        #expect(JSONValue.optional(nil as Int?) == .null)
        #expect(JSONValue.strings(["a", "b"]) == ["a", "b"])
        let pairs: KeyValuePairs<String, JSONValue> = ["z": 1, "a": 2]
        #expect(JSONWriter.compact(.object(pairs)) == Array(#"{"z":1,"a":2}"#.utf8))
    }

    @Test func escapesAreRead() throws {
        #expect(try JSONParser.parse(#""\u00e4\ud83d\ude00\/\b""#).text == "ä😀/\u{8}")
    }

    @Test func numbersStayExact() throws {
        #expect(try JSONParser.parse("9223372036854775807") == .integer(.max))
        #expect(try JSONParser.parse("9223372036854775808") == .decimal("9223372036854775808"))
        #expect(try JSONParser.parse("1e999") == .decimal("1e999"))
        #expect(try JSONParser.parse("0.10") == .decimal("0.10"))
        #expect(try JSONParser.parse("-0") == .decimal("-0"))
        #expect(JSONWriter.compact(.decimal("1,5; drop")) == Array("\"1,5; drop\"".utf8))
        #expect(JSONWriter.compact(.decimal("-1.5E+3")) == Array("-1.5E+3".utf8))
        #expect(JSONWriter.compact(.decimal("01")) == Array("\"01\"".utf8))
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1,\"a\":2}", "01", "-", "1.", ".5", "1e",
        "+1", "NaN",
        "tru", "nulll", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ue000\"",
        "\"\\udc00\"", "\"a\nb\"",
        "1 2", "'a'",
        "[1 2]", "// c\n1", "\u{FEFF}1", "[1}", "{\"a\":}",
    ])
    func whatIsNoJSONIsRefused(_ text: String) { #expect(throws: JSONFault.self) { try JSONParser.parse(text) } }

    @Test func faultsHaveTheirPlace() {
        #expect { try JSONParser.parse("{\n  \"a\": x\n}") } throws: { error in
            "\(error)" == "line 2, column 8: a value is expected here"
        }
    }

    @Test func bytesThatAreNoUTF8AreRefused() {
        #expect(throws: JSONFault.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
        #expect(throws: JSONFault.self) { try JSONParser.parse([0x22, 0xED, 0xA0, 0x80, 0x22]) }
    }

    @Test func keysThatOnlyLookEqualAreTwo() throws {
        #expect(try JSONParser.parse("{\"\u{e9}\":1,\"e\u{301}\":2}").members?.count == 2)
    }

    @Test func theLimitsHold() {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSONParser.parse(deep) }
        #expect(throws: JSONFault.self) { try JSONParser.parse("[" + deep + "]") }
        #expect(throws: JSONFault.self) { try JSONParser.parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: JSONFault.self) { try JSONParser.parse("[1, 2]", limits: JSONParser.Limits(bytes: 5)) }
    }

    @Test func brokenBytesNeverStopTheProcess() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = Seeded(seed)
        let start = Array(#"{"a":[1,-2.5e3,"x\u00e4\ud83d\ude00",true,null],"b":{"c":"d"}}"#.utf8)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = start
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let value = try? JSONParser.parse(bytes) else { continue }
            accepted += 1
            #expect((try? JSONParser.parse(JSONWriter.compact(value))) == value, "seed \(seed)")
        }
        #expect(accepted > 0)
    }
}
