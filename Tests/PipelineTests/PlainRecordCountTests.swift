import Connecting
import Delimited
import Records
import Testing

@testable import Pipeline

@Suite struct PlainRecordCountTests {
    private func count(_ text: String, _ options: [String: String] = [:]) throws -> Int? {
        let folder = try Folder()
        try folder.write("list.csv", text)
        let all = ["delimiter": ",", "quote": "double", "header_row": "1"].merging(options) { _, given in given }
        return try PlainRecordCount(ClientFiles.delivery(folder.path + "/list.csv"), options: OptionValues(all))?
            .records
    }

    @Test func itCountsRecordsAndNoBlankLines() throws {
        #expect(try count("a,b\n1,2\n\n3,4\n,\n5,\"x\ny\"\n") == 3)
        #expect(try count("a,b\r\n1,2\r\n3,4") == 2)
        #expect(try count("title\n\na;b\n1;\"2;\"\"3\"\"\"\n", ["delimiter": ";", "header_row": "3"]) == 1)
        #expect(try count("1,2\n3,4\n", ["header_row": "0"]) == 2)
        #expect(try count("a\"b,c\n1\"2,3\n4,5\n") == 2)
    }

    @Test func whatIsTooPlainForItItLeavesToTheConnector() throws {
        #expect(try count("a,b\n\"1,2\n") == nil)
        #expect(try count("a,b\n1,2\n", ["encoding": "utf-16le"]) == nil)
        #expect(try count("a,b\n# 1,2\n", ["comment": "#"]) == nil)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func itAgreesWithTheConnectorOnGeneratedFiles(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let words = ["Anna", "Lüneburg", "", "\"a \"\"b\"\" c\"", "\"x,y\"", "\"two\nlines\"", "12", " "]
        var text = "name,town,note\n"
        for _ in 0..<200 {
            text += (0..<3).map { _ in words[Int(next(UInt64(words.count)))] }.joined(separator: ",")
            text += next(5) == 0 ? "\r\n" : "\n"
            if next(20) == 0 { text += "\n" }
        }
        let folder = try Folder()
        try folder.write("list.csv", text)
        let options = OptionValues([
            "delimiter": ",", "quote": "double", "escape": "none", "encoding": "utf-8", "header_row": "1",
        ])
        let file = try ClientFiles.delivery(folder.path + "/list.csv")
        var read = 0
        var blanks = 0
        _ = try DelimitedConnector().read(file, stream: "", options: options, limits: .standard) { batch in
            read += batch.count
            for row in 0..<batch.count {
                let cells = (0..<3).map { batch.cells.text(row, $0).trimmed }
                if cells.allSatisfy(\.isEmpty) { blanks += 1 }
            }
        }
        let plain = try #require(try PlainRecordCount(file, options: options))
        #expect(plain.records == read, "seed \(seed), \(blanks) rows of spaces")
    }
}

extension String {
    fileprivate var trimmed: String { split(separator: " ").joined() }
}
