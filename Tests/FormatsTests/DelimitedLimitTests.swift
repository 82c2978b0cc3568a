import Formats
import Testing

@Suite("Limits of delimited text")
struct DelimitedLimitTests {
    @Test("columns: one more than the limit is refused")
    func columns() {
        var limits = DelimitedLimits()
        limits.columns = 5
        for count in 4...6 {
            for ending in ["\n", "", ",\"q\"\n"] {
                let cells = count + (ending.contains("q") ? 1 : 0)
                let text = "x\n" + Array(repeating: "c", count: count).joined(separator: ",") + ending
                let found = readText(text, limits: limits)
                if cells <= 5 {
                    #expect(found.fault == nil)
                    #expect(found.rows[1].count == cells)
                } else {
                    #expect(found.fault == .tooLarge(line: 2, limit: .columns, value: 5))
                }
            }
        }
    }

    @Test("bytes of a record: one more than the limit is refused, wherever chunks end", arguments: [1, 7, 64, 4096])
    func recordBytes(chunk: Int) {
        var limits = DelimitedLimits()
        limits.recordBytes = 100
        limits.cellBytes = 60
        for length in 99...101 {
            for ending in ["", "\n", "\r\n", "\r"] {
                let record = String(repeating: "x", count: 50) + "," + String(repeating: "y", count: length - 51)
                let found = readText("a,b\n" + record + ending, limits: limits, chunk: chunk)
                if length <= 100 {
                    #expect(found.fault == nil)
                    #expect(found.rows.count == 2)
                } else {
                    #expect(found.fault == .tooLarge(line: 2, limit: .recordBytes, value: 100))
                }
            }
        }
    }

    @Test("bytes of a cell: one more than the limit is refused, quoted or not", arguments: [1, 7, 64, 4096])
    func cellBytes(chunk: Int) {
        var limits = DelimitedLimits()
        limits.cellBytes = 40
        for length in 39...41 {
            let plain = String(repeating: "x", count: length)
            for cell in [plain, "\"\(plain)\""] {
                for ending in ["", "\n"] {
                    let found = readText("a,b\n1,\(cell)\(ending)", limits: limits, chunk: chunk)
                    if length <= 40 {
                        #expect(found.fault == nil)
                        #expect(found.rows[1] == ["1", plain])
                    } else {
                        #expect(found.fault == .tooLarge(line: 2, limit: .cellBytes, value: 40))
                    }
                }
            }
        }
    }

    @Test("a quote that would swallow more than a cell's limit costs one line when rows follow")
    func swallowedCell() {
        var limits = DelimitedLimits()
        limits.cellBytes = 200
        limits.quotedLines = 1000
        var text = "a,b\n1,\"open\n"
        for row in 2...60 { text += "\(row),value\n" }
        let found = readText(text, limits: limits, chunk: 50)
        #expect(found.fault == nil)
        #expect(found.rows.count == 61)
        #expect(found.troubles[1] == .unclosedQuote)
    }

    @Test("a text of one endless line is refused without being read to its end")
    func endlessLine() {
        var limits = DelimitedLimits()
        limits.recordBytes = 1 << 20
        limits.cellBytes = 1 << 20
        let bytes = [UInt8](repeating: 0x78, count: 8 << 20)
        #expect(readText(bytes, limits: limits).fault == .tooLarge(line: 1, limit: .recordBytes, value: 1 << 20))
    }

    @Test("NUL bytes count for the limits, though they are left out")
    func endlessNuls() {
        var limits = DelimitedLimits()
        limits.recordBytes = 1 << 20
        let bytes = [UInt8](repeating: 0, count: 8 << 20)
        #expect(readText(bytes, limits: limits).fault == .tooLarge(line: 1, limit: .recordBytes, value: 1 << 20))
    }

    @Test("a text cut at any byte is read as far as it goes, or refused as incomplete")
    func truncation() {
        var text = "id;note;x\r\n"
        for row in 1...200 {
            let note = row % 5 == 0 ? "\"a; \"\"b\"\"\r\nc\"" : row % 3 == 0 ? "\"ä;ö\"" : "p"
            text += "\(row);\(note);ü\r\n"
        }
        let bytes = Array(text.utf8)
        let whole = readText(bytes, DelimitedDialect(delimiter: 0x3B))
        #expect(whole.rows.count == 201)
        for cut in 0..<bytes.count {
            let found = readText(Array(bytes[..<cut]), DelimitedDialect(delimiter: 0x3B), width: 3)
            let openQuotes = bytes[..<cut].count { $0 == 0x22 } % 2 == 1
            if openQuotes {
                guard case .unclosedQuote = found.fault else {
                    Issue.record("cut at \(cut): inside quotes, but no fault")
                    return
                }
            } else {
                #expect(found.fault == nil, "cut at \(cut)")
                // All rows before the cut one are the whole text's rows.
                let same = zip(found.rows.dropLast(), whole.rows).allSatisfy { $0 == $1 }
                #expect(same, "cut at \(cut)")
                #expect(found.rows.count <= whole.rows.count)
            }
        }
    }
}
