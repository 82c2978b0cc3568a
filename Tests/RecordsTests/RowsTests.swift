import Records
import Seeds
import Testing

@Suite struct RowsTests {
    @Test func aRowIsThereWhenItsLastFieldIs() {
        var rows = Rows(width: 3)
        rows.append("a")
        rows.append("b")
        #expect(rows.isEmpty)
        #expect(rows.count == 0)
        rows.appendEmpty()
        #expect(!rows.isEmpty)
        #expect(rows.count == 1)
    }

    @Test func aWidthOfNothingIsAWidthOfOne() {
        #expect(Rows(width: 0).width == 1)
        #expect(Rows(width: -7).width == 1)
    }

    @Test func emptyFieldsLieBetweenFilledOnes() {
        var rows = Rows(width: 2)
        for text in ["", "x", "yz", ""] { rows.append(text) }
        #expect(rows.length(0, 0) == 0)
        #expect(rows.text(0, 1) == "x")
        #expect(rows.text(1, 0) == "yz")
        #expect(rows.length(1, 1) == 0)
        #expect(rows.range(1, 0) == 1..<3)
        #expect(rows.byteCount == 3)
    }

    @Test func allWaysOfAppendingWriteTheSame() {
        let text = Array("Grüße".utf8)
        var rows = Rows(width: 1)
        rows.append(text)
        rows.append(text[...])
        text.withUnsafeBytes { rows.append($0) }
        rows.append("Grüße")
        var copied = Rows(width: 1)
        for row in 0..<4 { copied.appendRow(row, of: rows) }
        for row in 0..<4 {
            #expect(Array(rows[row, 0]) == text)
            #expect(copied.withField(row, 0) { Array($0) } == text)
        }
    }

    @Test func aNarrowerRowIsTheBeginningOfAWiderOne() {
        var narrow = Rows(width: 2)
        for text in ["a", "", "Grüße", "z"] { narrow.append(text) }
        var wide = Rows(width: 3)
        for row in [1, 0, 1] {
            wide.appendFields(row, of: narrow)
            wide.append("end")
        }
        #expect((0..<3).map { wide.text($0, 0) } == ["Grüße", "a", "Grüße"])
        #expect((0..<3).map { wide.text($0, 1) } == ["z", "", "z"])
        #expect((0..<3).map { wide.text($0, 2) } == ["end", "end", "end"])
    }

    @Test func removingAllLeavesNothingBehind() {
        var rows = Rows(width: 2)
        for text in ["a", "b", "c"] { rows.append(text) }
        rows.removeAll()
        #expect(rows.byteCount == 0)
        #expect(rows.ends.isEmpty)
        rows.append("new")
        rows.append("row")
        #expect(rows.text(0, 0) == "new")
    }

    @Test func bytesThatAreNoUTF8AreShownAsReplacementCharacters() {
        var rows = Rows(width: 1)
        rows.append([0x41, 0xFF, 0x42])
        #expect(rows.text(0, 0) == "A\u{FFFD}B")
        #expect(Array(rows[0, 0]) == [0x41, 0xFF, 0x42])
    }

    @Test func roomEndsAtFourGigabytes() {
        let rows = Rows(width: 1)
        #expect(rows.hasRoom(for: Rows.maximumBytes))
        #expect(!rows.hasRoom(for: Rows.maximumBytes + 1))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func everyFieldComesBackAsItWasAppended(seed: UInt64) {
        var random = Seeded(seed)
        let width = Int.random(in: 1...9, using: &random)
        var expected: [[UInt8]] = []
        var rows = Rows(width: width)
        rows.reserve(rows: 50, bytesPerRow: 10)
        for _ in 0..<(50 * width) {
            let field = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            expected.append(field)
            rows.append(field)
        }
        #expect(rows.count == 50, "seed \(seed)")
        for (index, field) in expected.enumerated() {
            #expect(Array(rows[index / width, index % width]) == field, "seed \(seed), field \(index)")
        }
    }
}

@Suite struct RawBatchTests {
    @Test func aBatchIsFullAtItsRowsOrAtItsBytes() {
        var batch = RawBatch(width: 1)
        for row in 0..<RawBatch.maximumRows {
            #expect(!batch.isFull)
            batch.cells.appendEmpty()
            batch.endRow(ordinal: UInt32(row + 1), place: UInt32(row + 2))
        }
        #expect(batch.isFull)
        var large = RawBatch(width: 1)
        large.cells.append([UInt8](repeating: 0x61, count: RawBatch.maximumBytes - 1))
        large.endRow(ordinal: 1, place: 1)
        #expect(!large.isFull)
        large.cells.append("b")
        large.endRow(ordinal: 2, place: 2)
        #expect(large.isFull)
    }

    @Test func aRemarkBelongsToItsRow() {
        var batch = RawBatch(width: 1)
        batch.cells.append("a")
        batch.endRow(ordinal: 1, place: 2)
        batch.cells.append("b")
        batch.endRow(ordinal: 2, place: 3, kind: .malformed, remark: "two cells too many")
        #expect(batch.remarks == [1: "two cells too many"])
        #expect(batch.kinds == [.record, .malformed])
    }
}
