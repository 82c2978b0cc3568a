import Connecting
import Deliveries
import Foundation
import Records
import Singer
import Testing

@Suite("Singer messages")
struct SingerTests {
    private func read(_ lines: [String], stream: String? = nil) throws -> ReadTable {
        try ReadTable.of(
            SingerConnector(), text: lines.joined(separator: "\n") + "\n", named: "tap.jsonl", stream: stream)
    }

    private let schema =
        #"{"type":"SCHEMA","stream":"c","schema":{"type":"object","properties":{"id":{"type":"integer"},"address":{"type":"object","properties":{"city":{"type":"string"},"zip":{"type":"string"}}},"phones":{"type":"array","items":{"type":"object","properties":{"n":{"type":"string"}}}}}},"key_properties":["id"]}"#

    @Test("values keep their own characters; nested ones are called by their path, lists stay together")
    func values() throws {
        let table = try read([
            schema,
            #"{"type":"record","stream":"c","record":{"id":12345678901234567890,"zip":"01067","ok":true,"none":null,"price":1.10,"name":"M\u00fcller","address":{"city":"Kiel"},"tags":["a","b"],"phones":[{"n":"1"},{"n":"2"}]}}"#,
        ])
        let row = table.filled(0)
        #expect(row["id"] == "12345678901234567890")
        #expect(row["price"] == "1.10")
        #expect(row["ok"] == "true")
        #expect(row["name"] == "Müller")
        #expect(row["address.city"] == "Kiel")
        #expect(row["tags"] == "a\nb")
        #expect(row["phones.2.n"] == "2")
        #expect(table.columns.prefix(3) == ["id", "address.city", "address.zip"])
        #expect(!table.columns.contains("none"))
        #expect(table.probed?.options["key"] == "id")
    }

    @Test("each stream is read by itself, and a changed schema is told and adds its columns")
    func streams() throws {
        let lines = [
            #"{"type":"SCHEMA","stream":"a","schema":{"properties":{"x":{}}},"key_properties":[]}"#,
            #"{"type":"RECORD","stream":"a","record":{"x":1}}"#,
            #"{"type":"SCHEMA","stream":"b","schema":{"properties":{"y":{}}},"key_properties":["y"]}"#,
            #"{"type":"RECORD","stream":"b","record":{"y":2}}"#,
            #"{"type":"SCHEMA","stream":"a","schema":{"properties":{"z":{}}},"key_properties":[]}"#,
            #"{"type":"RECORD","stream":"a","record":{"z":3}}"#,
        ]
        let first = try read(lines, stream: "a")
        #expect(first.columns == ["x", "z"])
        #expect(first.rows == [["1", ""], ["", "3"]])
        #expect(first.places == [2, 6])
        #expect(
            first.summary.findings.first { $0.code == "singer.schema" }?.message
                == "line 5: the columns of a change; new: z; gone: x")
        #expect(try read(lines, stream: "b").rows == [["2"]])
    }

    @Test("a state is told with its rows, and whether rows came after it")
    func states() throws {
        let record = #"{"type":"RECORD","stream":"c","record":{"id":1}}"#
        let state = #"{"type":"STATE","value":{"bookmarks":{"a \" , }":[1,2]}}, "x":1}"#
        let after = try read([schema, record, state])
        #expect(
            after.summary.findings.last?.message
                == #"the tap's state after these rows: {"bookmarks":{"a \" , }":[1,2]}}"#)
        let before = try read([schema, state, record])
        #expect(
            before.summary.findings.last?.message.hasPrefix("the tap's last state is of line 2, before its last rows")
                == true)
    }

    @Test("logs among the messages, unknown kinds and broken lines cost nothing else")
    func broken() throws {
        let table = try read([
            "INFO starting", schema, #"{"type":"METRIC","x":1}"#, #"{"type":"RECORD","stream":"c","record":{"id":1"#,
            #"{"type":"RECORD","stream":"c"}"#, #"{"type":"ACTIVATE_VERSION","stream":"c","version":1}"#,
            #"{"type":"RECORD","stream":"c","record":{"id":2}}"#,
        ])
        #expect(table.kinds == [.malformed, .malformed, .record])
        #expect(table["id"] == ["", "", "2"])
        #expect(Set(table.codes) == ["singer.line", "singer.log", "singer.type", "singer.version"])
        let schemaless = try read([
            #"{"type":"STATE","value":{}}"#, #"{"type":"RECORD","stream":"c","record":{"id":2}}"#,
        ])
        #expect(schemaless.codes.contains("singer.schemaless"))
    }

    @Test("rows in files of their own are refused, never lost")
    func batches() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file(
            "a.jsonl", schema + "\n" + #"{"type":"BATCH","stream":"c","encoding":{},"manifest":["file:///x"]}"# + "\n")
        #expect(throws: SourceFault.self) { try SingerConnector().probe(file, given: OptionValues()) }
    }

    @Test(
        "what is no tap's output is left to others",
        arguments: [#"{"type":"FeatureCollection"}"#, #"{"a":1}"#, "[]", "", "a,b"])
    func others(text: String) throws {
        let folder = try TemporaryFolder()
        #expect(try SingerConnector().probe(folder.file("a.jsonl", text), given: OptionValues()) == nil)
    }

    @Test("cells, nesting and lines are limited, at the limit and not before")
    func limits() throws {
        let folder = try TemporaryFolder()
        func read(_ record: String, _ set: (inout ReadingLimits) -> Void) throws -> ReadTable {
            var limits = ReadingLimits()
            set(&limits)
            let text = #"{"type":"RECORD","stream":"c","record":\#(record)}"# + "\n"
            return try ReadTable.read(
                SingerConnector(), folder.file("a.jsonl", text), stream: "c", options: OptionValues(), limits: limits)
        }
        for count in [9, 10, 11] {
            let cell = #"{"x":"\#(String(repeating: "x", count: count))"}"#
            // The message and its record are the first two levels.
            let deep = String(repeating: #"{"x":"#, count: count - 1) + "1" + String(repeating: "}", count: count - 1)
            if count == 11 {
                #expect(throws: SourceFault.self) { _ = try read(cell) { $0.cellBytes = 10 } }
                #expect(throws: SourceFault.self) { _ = try read(deep) { $0.depth = 10 } }
            } else {
                #expect(try read(cell) { $0.cellBytes = 10 }["x"].first?.count == count)
                #expect(try read(deep) { $0.depth = 10 }.rows.count == 1)
            }
        }
        #expect(throws: SourceFault.self) {
            _ = try read(#"{"x":"\#(String(repeating: "x", count: 2_000))"}"#) { $0.recordBytes = 1_000 }
        }
    }
}

@Suite("Taps that are run")
struct SingerTapTests {
    private func tap(_ script: String, _ options: [String: String] = [:]) throws -> DeliveryFile? {
        let folder = try TemporaryFolder()
        let program = try folder.file("tap", "#!/bin/sh\n" + script)
        chmod(program.path, 0o700)
        let config = try folder.file("config.json", "{}")
        let all = options.merging(["command": "'\(program.path)' \"one word\""]) { $1 }
        return try withExtendedLifetime(folder) {
            try SingerConnector().brought(config, options: OptionValues(all), folder: folder.path)
        }
    }

    @Test("a tap's output is read; it gets its configuration and its arguments as they are, by no shell")
    func output() throws {
        let delivery = try #require(
            try tap(
                #"echo "log $1" >&2; printf '{"type":"RECORD","stream":"c","record":{"a":"%s","b":"%s"}}\n' "$1" "$2"; cat "$3" >&2; cat"#
            ))
        #expect(delivery.name == "config.json")
        let table = try ReadTable.of(SingerConnector(), delivery)
        #expect(table.filled(0) == ["a": "one word", "b": "--config"])
    }

    @Test("a tap that fails is a source that can't be read, with what it said last")
    func failure() throws {
        let fault = #expect(throws: SourceFault.self) {
            _ = try tap(#"echo '{"type":"STATE","value":{}}'; echo 'no such account' >&2; exit 3"#)
        }
        #expect(fault?.description == "config.json: can't be read: the tap failed with exit code 3: no such account")
    }

    @Test("a tap that isn't there is told")
    func missing() throws {
        let folder = try TemporaryFolder()
        let config = try folder.file("config.json", "{}")
        let fault = #expect(throws: SourceFault.self) {
            _ = try SingerConnector().brought(
                config, options: OptionValues(["command": "/no/such/tap"]), folder: folder.path)
        }
        #expect(fault?.description.contains("can't be started") == true)
    }

    @Test("a file is read as it is where no tap is named")
    func file() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("a.jsonl", "{}")
        #expect(try SingerConnector().brought(file, options: OptionValues(), folder: folder.path)?.path == nil)
    }
}
