import Seeds
import Testing

@testable import Staging

/// Equal keys are counted as a dictionary would count them, whatever their digests look like.
@Suite struct KeyCountsTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func countsAreThoseOfADictionary(seed: UInt64) {
        var random = Seeded(seed)
        var counts = KeyCounts()
        var expected: [KeyDigest: UInt32] = [:]
        // Some keys come often, most once; tables grow several times, and all keys of one beginning share one.
        for _ in 0..<60_000 {
            let number = Bool.random(using: &random) ? UInt64.random(in: 0..<2_000, using: &random) : random.next()
            let low = number &* 0x9E37_79B9_7F4A_7C15
            let key = KeyDigest(high: seed % 2 == 0 ? low << 11 : 7, low: low)
            let before = expected[key, default: 0]
            expected[key] = before + 1
            #expect(counts.next(key) == before, "seed \(seed)")
        }
        #expect(expected.values.contains { $0 > 2 })
    }

    @Test func aDigestOfZerosIsAKeyLikeAnyOther() {
        var counts = KeyCounts()
        let zero = KeyDigest(high: 0, low: 0)
        #expect((0..<3).map { _ in counts.next(zero) } == [0, 1, 2])
        #expect(counts.next(KeyDigest(high: 0, low: 1)) == 0)
        #expect(counts.next(KeyDigest(high: .max, low: 0)) == 0)
        #expect(counts.next(zero) == 3)
    }
}
