/// Many digit patterns run at once: one step per digit, however many patterns there are.
///
/// The states are made when they are first needed and then kept; there are never more than `mostStates`, then it
/// begins anew. For one thread.
final class DigitAutomaton {
    /// What a run found.
    struct Outcome {
        /// A bit for each pattern that took all digits.
        var whole: UInt32 = 0
        /// A bit for each pattern that took the digits up to some place, the beginning included.
        var passed: UInt32 = 0
    }

    private struct Node {
        /// The digits that lead on to `next`; 0 where both ways are open without a digit.
        var digits: UInt16
        var next: Int32
        var other: Int32
        /// What is accepted here.
        var accepts: UInt32
    }

    private var nodes: [Node] = []
    private var start: [Int32] = []
    private var first: Int32 = 0
    private var sets: [[Int32]] = []
    private var known: [[Int32]: Int32] = [:]
    /// Ten per state; -1 = not yet asked.
    private var moves: [Int32] = []
    private var accepts: [UInt32] = []
    private static let mostStates = 20_000

    /// Takes patterns, each with the bit that it sets.
    init(_ patterns: [(pattern: DigitPattern, bit: Int)]) {
        for (pattern, bit) in patterns {
            let end = add(Node(digits: 0, next: -1, other: -1, accepts: 1 << UInt32(bit)))
            start.append(build(pattern, end))
        }
        begin()
    }

    private func begin() {
        sets = []
        known = [:]
        moves = []
        accepts = []
        _ = state([])
        first = state(closure(start))
    }

    private func add(_ node: Node) -> Int32 {
        nodes.append(node)
        return Int32(nodes.count - 1)
    }

    private func build(_ pattern: DigitPattern, _ next: Int32) -> Int32 {
        switch pattern {
        case .digit(let digits): return add(Node(digits: digits, next: next, other: -1, accepts: 0))
        case .sequence(let parts): return parts.reversed().reduce(next) { build($1, $0) }
        case .choice(let parts):
            return parts.reduce(-1) { add(Node(digits: 0, next: build($1, next), other: $0, accepts: 0)) }
        case .repeated(let one, let least, let most):
            var at = next
            for _ in least..<max(least, most) {
                at = add(Node(digits: 0, next: build(one, at), other: next, accepts: 0))
            }
            for _ in 0..<least { at = build(one, at) }
            return at
        }
    }

    /// The nodes that wait for a digit or accept, reached without one; sorted.
    private func closure(_ from: [Int32]) -> [Int32] {
        var open = from
        var seen = Set<Int32>()
        var found: [Int32] = []
        while let index = open.popLast() {
            guard index >= 0, seen.insert(index).inserted else { continue }
            let node = nodes[Int(index)]
            if node.digits != 0 || node.accepts != 0 {
                found.append(index)
            } else {
                open.append(node.next)
                open.append(node.other)
            }
        }
        return found.sorted()
    }

    private func state(_ set: [Int32]) -> Int32 {
        if let state = known[set] { return state }
        let state = Int32(sets.count)
        known[set] = state
        sets.append(set)
        moves.append(contentsOf: repeatElement(-1, count: 10))
        accepts.append(set.reduce(0) { $0 | nodes[Int($1)].accepts })
        return state
    }

    private func step(_ from: Int32, _ digit: Int) -> Int32 {
        var targets: [Int32] = []
        for index in sets[Int(from)] where nodes[Int(index)].digits & (1 << UInt16(digit)) != 0 {
            targets.append(nodes[Int(index)].next)
        }
        let target = closure(targets)
        if sets.count >= Self.mostStates, known[target] == nil {
            begin()
            return state(target)
        }
        let to = state(target)
        moves[Int(from) * 10 + digit] = to
        return to
    }

    /// Runs over ASCII digits. `places` collects a bit for each place up to which one of the patterns in `watched`
    /// took the digits.
    func run(_ digits: UnsafeBufferPointer<UInt8>, watched: UInt32 = 0, places: inout UInt32) -> Outcome {
        var state = first
        var outcome = Outcome()
        for at in 0...digits.count {
            let here = accepts[Int(state)]
            outcome.passed |= here
            if here & watched != 0 { places |= 1 << UInt32(min(at, 31)) }
            if at == digits.count {
                outcome.whole = here
                break
            }
            if state == 0 { break }
            let digit = digits[at].digitValue
            let next = moves[Int(state) * 10 + digit]
            state = next >= 0 ? next : step(state, digit)
        }
        return outcome
    }

    /// How many states were made.
    var stateCount: Int { sets.count }
}
