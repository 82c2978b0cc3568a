import Dispatch

/// Records in blocks of a shared key, none too large, and for each record the blocks it is in.
struct Blocks: Sendable {
    /// Ranks, block after block, ascending in each.
    let members: [UInt32]
    /// Where each block begins in `members`, and after the last its end.
    let starts: [UInt32]
    /// For each rank its blocks, ascending: `blocksOf[blockStarts[rank]..<blockStarts[rank + 1]]`.
    let blocksOf: [UInt32]
    let blockStarts: [UInt32]
    /// Blocks that stayed too large after being split.
    let oversized: Int
    /// Pairs that shared no more than an oversized block's key, at most.
    let notCompared: Int

    /// The number of blocks.
    var count: Int { starts.count - 1 }

    /// A block with more records than this is split by a second key, then by a third.
    static let largest = 80

    /// The bits of a key that count: what sorting looks at. That two keys fall together costs comparisons, no more.
    private static let sortedBits: UInt64 = ~0xFF_FFFF

    private struct Entry {
        var key: UInt64
        var record: UInt32
        /// Which of the record's keys it is.
        var place: UInt32
    }

    /// Builds the blocks of all records.
    init(_ records: PreparedRecords) {
        let keys = BlockKeys(records)
        var entries: [Entry] = []
        entries.reserveCapacity(records.count * 12)
        var own: [BlockKeys.Key] = []
        for rank in 0..<records.count {
            own.removeAll(keepingCapacity: true)
            keys.append(rank, to: &own)
            for (place, key) in own.enumerated() {
                entries.append(Entry(key: key.key & Blocks.sortedBits, record: UInt32(rank), place: UInt32(place)))
            }
        }
        var kept: [Entry] = []
        var oversized = 0
        var notCompared = 0
        for depth in 0..<3 {
            entries = Blocks.sorted(entries)
            var finer: [Entry] = []
            var index = 0
            while index < entries.count {
                var end = index + 1
                while end < entries.count, entries[end].key == entries[index].key { end += 1 }
                let size = end - index
                if size > 1, size <= Blocks.largest {
                    kept.append(contentsOf: entries[index..<end])
                } else if size > Blocks.largest {
                    if depth < 2 {
                        for entry in entries[index..<end] {
                            own.removeAll(keepingCapacity: true)
                            keys.append(Int(entry.record), to: &own)
                            let key = own[Int(entry.place)]
                            let extra = depth == 0 ? key.second : key.third
                            finer.append(
                                Entry(
                                    key: mix(entry.key, extra) & Blocks.sortedBits, record: entry.record,
                                    place: entry.place))
                        }
                    } else {
                        oversized += 1
                        notCompared += size * (size - 1) / 2
                    }
                }
                index = end
            }
            entries = finer
        }
        kept = Blocks.sorted(kept)
        var members: [UInt32] = []
        members.reserveCapacity(kept.count)
        var starts: [UInt32] = []
        var last: UInt64 = 0
        for entry in kept {
            if starts.isEmpty || entry.key != last { starts.append(UInt32(members.count)) }
            last = entry.key
            members.append(entry.record)
        }
        starts.append(UInt32(members.count))
        kept = []
        var blockStarts = [UInt32](repeating: 0, count: records.count + 1)
        for record in members { blockStarts[Int(record) + 1] += 1 }
        for rank in 0..<records.count { blockStarts[rank + 1] += blockStarts[rank] }
        var next = blockStarts
        var blocksOf = [UInt32](repeating: 0, count: members.count)
        for block in 0..<max(0, starts.count - 1) {
            for place in Int(starts[block])..<Int(starts[block + 1]) {
                let record = Int(members[place])
                blocksOf[Int(next[record])] = UInt32(block)
                next[record] += 1
            }
        }
        self.members = members
        self.starts = starts
        self.blocksOf = blocksOf
        self.blockStarts = blockStarts
        self.oversized = oversized
        self.notCompared = notCompared
    }

    /// By key, then by record: a radix sort from the last byte, which keeps equal keys in the order of the records.
    private static func sorted(_ entries: [Entry]) -> [Entry] {
        var from = entries
        var to = entries
        for shift in stride(from: UInt64(24), to: 64, by: 10) {
            var counts = [Int](repeating: 0, count: 1024)
            for entry in from { counts[Int(entry.key >> shift) & 1023] += 1 }
            var sum = 0
            for bucket in 0..<1024 {
                let count = counts[bucket]
                counts[bucket] = sum
                sum += count
            }
            from.withUnsafeBufferPointer { from in
                to.withUnsafeMutableBufferPointer { to in
                    for entry in from {
                        let bucket = Int(entry.key >> shift) & 1023
                        to[counts[bucket]] = entry
                        counts[bucket] += 1
                    }
                }
            }
            swap(&from, &to)
        }
        return from
    }

    /// Whether `block` is the first one that both records are in: there the pair is compared, and nowhere else.
    @inline(__always)
    func isFirstShared(_ block: UInt32, _ a: Int, _ b: Int) -> Bool {
        var left = Int(blockStarts[a])
        var right = Int(blockStarts[b])
        while true {
            let (one, other) = (blocksOf[left], blocksOf[right])
            if one == other { return one == block }
            if one < other { left &+= 1 } else { right &+= 1 }
        }
    }

    /// Blocks cut into parts of about equal work, the same for any number of threads.
    func parts(_ count: Int) -> [Range<Int>] {
        var work = 0
        for block in 0..<self.count {
            let size = Int(starts[block + 1] - starts[block])
            work += size * size
        }
        var parts: [Range<Int>] = []
        var start = 0
        var sum = 0
        for block in 0..<self.count {
            let size = Int(starts[block + 1] - starts[block])
            sum += size * size
            if sum * count >= work * (parts.count + 1) || block == self.count - 1 {
                parts.append(start..<(block + 1))
                start = block + 1
            }
        }
        return parts
    }
}

/// Runs `body` for each index below `count` on at most `threads` threads; each thread has a state of its own.
func forEachPart<State>(
    _ count: Int, threads: Int, state: @Sendable () -> State, _ body: @Sendable (Int, inout State) -> Void
) {
    let workers = max(1, min(threads, count))
    if workers == 1 {
        var own = state()
        for index in 0..<count { body(index, &own) }
        return
    }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
        var own = state()
        var index = worker
        while index < count {
            body(index, &own)
            index += workers
        }
    }
}
