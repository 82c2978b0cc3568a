import Records
import Seeds
import Testing

@Suite struct RecordIDTests {
    @Test func aDigestBecomesAVersion8UUID() {
        let id = RecordID(version8: [UInt8](repeating: 0xFF, count: 32))
        #expect(id.description == "ffffffff-ffff-8fff-bfff-ffffffffffff")
        #expect(
            RecordID(version8: [UInt8](repeating: 0, count: 32)).description == "00000000-0000-8000-8000-000000000000")
    }

    @Test func everyDigestBecomesAVersion8UUID() {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = Seeded(seed)
            let text = RecordID(version8: (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }).utf8
            #expect(text[14] == 0x38, "seed \(seed)")
            #expect([0x38, 0x39, 0x61, 0x62].contains(text[19]), "seed \(seed)")
        }
    }

    @Test func theTextFormIsReadBackInEitherCase() throws {
        let text = "0f1e2d3c-4b5a-8697-8899-aabbccddeeff"
        let id = try #require(RecordID(Array(text.utf8)))
        #expect(id.description == text)
        #expect(RecordID(Array(text.uppercased().utf8)) == id)
        #expect(id.high == 0x0F1E_2D3C_4B5A_8697)
        #expect(id.low == 0x8899_AABB_CCDD_EEFF)
    }

    @Test(arguments: [
        "", "0f1e2d3c-4b5a-8697-8899-aabbccddeef", "0f1e2d3c-4b5a-8697-8899-aabbccddeefff",
        "0f1e2d3c4-b5a-8697-8899-aabbccddeeff", "0f1e2d3c-4b5a-8697-8899-aabbccddeegf",
        "-0f1e2d3-4b5a-8697-8899-aabbccddeeff", "0f1e2d3c_4b5a_8697_8899_aabbccddeeff",
        "{0f1e2d3c-4b5a-8697-8899-aabbccddee}",
    ])
    func whatIsNoUUIDIsNone(_ text: String) { #expect(RecordID(Array(text.utf8)) == nil) }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func theOrderIsThatOfTheTextForm(seed: UInt64) {
        var random = Seeded(seed)
        let ids = (0..<200).map { _ in
            // Near ones too, so that the second half decides.
            RecordID(high: UInt64.random(in: 0...3, using: &random) << 62, low: random.next())
        }
        let byValue = ids.sorted().map(\.description)
        #expect(
            byValue == ids.map(\.description).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) },
            "seed \(seed)")
        for id in ids { #expect(RecordID(id.utf8) == id, "seed \(seed)") }
    }
}
