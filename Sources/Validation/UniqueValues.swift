/// The values a stream has shown so far for its `unique` checks: the state that the rows of one stream share.
///
/// Rows are added in any order; what is reported at the end is the same. Each distinct value is kept once, as bytes.
public struct UniqueValues: Sendable {
    /// A value's bytes, end to end in `arena`, for each distinct value.
    private var arena: [UInt8] = []
    private var ends: [Int] = []
    /// The check each value belongs to and the rows that have it first.
    private var checks: [UInt32] = []
    private var firstRows: [UInt32] = []
    /// The further rows of values that several rows have.
    private var further: [Int: [UInt32]] = [:]
    /// Open addressing: a value's number plus 1; 0 = free. Always a power of two.
    private var table: [UInt32] = Array(repeating: 0, count: 64)

    /// Begins without values.
    public init() {}

    /// The number of distinct values.
    public var count: Int { ends.count }

    /// Notes that a row has a value.
    mutating func add(_ value: some Collection<UInt8>, check: Int, ordinal: UInt32) {
        let slot = slot(of: value, check: check)
        if table[slot] != 0 {
            further[Int(table[slot]) - 1, default: []].append(ordinal)
            return
        }
        arena.append(contentsOf: value)
        ends.append(arena.count)
        checks.append(UInt32(check))
        firstRows.append(ordinal)
        table[slot] = UInt32(ends.count)
        if ends.count * 2 > table.count { grow() }
    }

    /// The values that several rows have: by check, then by the first row; rows in order, none twice.
    func repeated() -> [(check: Int, value: ArraySlice<UInt8>, rows: [UInt32])] {
        further.map { number, more in
            (Int(checks[number]), bytes(number), Array(Set(more + [firstRows[number]])).sorted())
        }
        .filter { $0.2.count > 1 }
        .sorted { left, right in left.0 != right.0 ? left.0 < right.0 : left.2[0] < right.2[0] }
    }

    private func bytes(_ number: Int) -> ArraySlice<UInt8> {
        arena[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// The value's slot, or the free one where it belongs.
    private func slot(of value: some Collection<UInt8>, check: Int) -> Int {
        // Hasher's seed differs from run to run, so that nobody can prepare values that collide. It decides only where a
        // value lies, never what is reported.
        var hasher = Hasher()
        hasher.combine(check)
        for byte in value { hasher.combine(byte) }
        var slot = hasher.finalize() & (table.count - 1)
        while table[slot] != 0 {
            let number = Int(table[slot]) - 1
            if checks[number] == UInt32(check), bytes(number).elementsEqual(value) { return slot }
            slot = (slot + 1) & (table.count - 1)
        }
        return slot
    }

    private mutating func grow() {
        table = Array(repeating: 0, count: table.count * 4)
        for number in ends.indices {
            table[slot(of: bytes(number), check: Int(checks[number]))] = UInt32(number + 1)
        }
    }
}
