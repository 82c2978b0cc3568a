import Records
import Testing

@Suite struct FieldListTests {
    private func pairs(_ list: String) -> [String] {
        var found: [String] = []
        FieldList.each(Array(list.utf8)[...]) { value, given in
            found.append("\(String(decoding: value, as: UTF8.self))|\(String(decoding: given, as: UTF8.self))")
        }
        return found
    }

    @Test func eachLineIsAValueWithWhatWasGiven() {
        #expect(pairs("") == [])
        #expect(pairs("a@b.example") == ["a@b.example|a@b.example"])
        #expect(pairs("a@b.example\tA@B.example") == ["a@b.example|A@B.example"])
        #expect(pairs("x\tX \ny\nz\tZ") == ["x|X ", "y|y", "z|Z"])
    }

    @Test func aLineBreakAtTheEndIsNoFurtherValue() { #expect(pairs("x\ny\n") == ["x|x", "y|y"]) }

    @Test func aSliceFromTheMiddleIsReadAsWell() {
        let bytes = Array("junk;a\tA\nb;junk".utf8)
        let slice = bytes[5..<10]
        var count = 0
        FieldList.each(slice) { _, _ in count += 1 }
        #expect(count == 2)
        #expect(String(decoding: FieldList.first(slice), as: UTF8.self) == "a")
        #expect(String(decoding: FieldList.values(slice), as: UTF8.self) == "a\nb")
    }

    @Test func theValuesAloneStandOneALine() {
        #expect(FieldList.values(Array("x\tX\ny\nz\tZ".utf8)[...]) == Array("x\ny\nz".utf8))
        #expect(FieldList.values(Array("x\ny".utf8)[...]) == Array("x\ny".utf8))
        #expect(FieldList.first(Array("".utf8)[...]).isEmpty)
    }
}
