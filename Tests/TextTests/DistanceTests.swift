import Seeds
import Testing
import Text

@Suite struct DistanceTests {
    private func word(_ numbers: inout Seeded, upTo length: Int) -> [UInt8] {
        (0..<Int.random(in: 0...length, using: &numbers)).map { _ in UInt8.random(in: 97...101, using: &numbers) }
    }

    /// Two words that are alike: the second is the first with some errors.
    private func words(_ numbers: inout Seeded, upTo length: Int) -> ([UInt8], [UInt8]) {
        let first = word(&numbers, upTo: length)
        if Bool.random(using: &numbers) { return (first, word(&numbers, upTo: length)) }
        var second = first
        for _ in 0..<3 where second.count > 2 {
            let place = Int.random(in: 0..<(second.count - 1), using: &numbers)
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0: second.swapAt(place, place + 1)
            case 1: second.remove(at: place)
            case 2: second.insert(120, at: place)
            default: second[place] = 121
            }
        }
        return (first, second)
    }

    private func textbookEdit(_ a: [UInt8], _ b: [UInt8], swaps: Bool) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { table[i][0] = i }
        for j in 0...b.count { table[0][j] = j }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        for i in 1...a.count {
            for j in 1...b.count {
                table[i][j] = min(
                    table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if swaps, i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
                }
            }
        }
        return table[a.count][b.count]
    }

    private func textbookJaroWinkler(_ a: [UInt8], _ b: [UInt8]) -> Double {
        if a.isEmpty && b.isEmpty { return 1 }
        if a.isEmpty || b.isEmpty { return 0 }
        let reach = max(0, max(a.count, b.count) / 2 - 1)
        var (inA, inB) = ([Bool](repeating: false, count: a.count), [Bool](repeating: false, count: b.count))
        var common = 0
        for (j, letter) in b.enumerated() {
            for i in max(0, j - reach)..<max(max(0, j - reach), min(a.count, j + reach + 1))
            where !inA[i] && a[i] == letter {
                (inA[i], inB[j]) = (true, true)
                common += 1
                break
            }
        }
        if common == 0 { return 0 }
        let left = a.indices.filter { inA[$0] }.map { a[$0] }
        let right = b.indices.filter { inB[$0] }.map { b[$0] }
        let moved = zip(left, right).filter { $0 != $1 }.count / 2
        let m = Double(common)
        let jaro = (m / Double(a.count) + m / Double(b.count) + (m - Double(moved)) / m) / 3
        let prefix = zip(a, b).prefix(4).prefix { $0 == $1 }.count
        return jaro > 0.7 ? jaro + Double(prefix) * 0.1 * (1 - jaro) : jaro
    }

    @Test(arguments: [(seed: UInt64(1), length: 12), (seed: 2, length: 64), (seed: 3, length: 90)])
    func editDistancesAreTheTextbooks(_ sample: (seed: UInt64, length: Int)) {
        var numbers = Seeded(sample.seed)
        var edit = EditDistance()
        for _ in 0..<1_500 {
            let (a, b) = words(&numbers, upTo: sample.length)
            let (plain, swapping) = a.withUnsafeBytes { left in
                b.withUnsafeBytes { (edit.levenshtein(left, $0), edit.damerau(left, $0)) }
            }
            #expect(plain == textbookEdit(a, b, swaps: false), "seed \(sample.seed): \(a) \(b)")
            #expect(swapping == textbookEdit(a, b, swaps: true), "seed \(sample.seed): \(a) \(b)")
        }
    }

    @Test(arguments: [(seed: UInt64(4), length: 12), (seed: 5, length: 64), (seed: 6, length: 100)])
    func jaroWinklerIsTheTextbooks(_ sample: (seed: UInt64, length: Int)) {
        var numbers = Seeded(sample.seed)
        var winkler = JaroWinkler()
        for _ in 0..<1_500 {
            let (a, b) = words(&numbers, upTo: sample.length)
            let found = a.withUnsafeBytes { left in b.withUnsafeBytes { winkler.similarity(left, $0) } }
            #expect(abs(found - textbookJaroWinkler(a, b)) < 1e-12, "seed \(sample.seed): \(a) \(b)")
        }
    }

    @Test func knownValuesComeOut() {
        var winkler = JaroWinkler()
        var edit = EditDistance()
        func pair<Result>(_ a: String, _ b: String, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Result)
            -> Result
        {
            Array(a.utf8).withUnsafeBytes { left in Array(b.utf8).withUnsafeBytes { body(left, $0) } }
        }
        #expect(abs(pair("martha", "marhta") { winkler.similarity($0, $1) } - 0.961111) < 1e-6)
        #expect(abs(pair("dwayne", "duane") { winkler.similarity($0, $1) } - 0.84) < 1e-6)
        #expect(abs(pair("dixon", "dicksonx") { winkler.similarity($0, $1) } - 0.813333) < 1e-6)
        #expect(pair("kitten", "sitting") { edit.levenshtein($0, $1) } == 3)
        #expect(pair("smith", "smiht") { edit.damerau($0, $1) } == 1)
        #expect(pair("smith", "smiht") { edit.levenshtein($0, $1) } == 2)
        #expect(pair("ca", "abc") { edit.damerau($0, $1) } == 3)
    }
}
