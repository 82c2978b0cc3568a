internal import CRM
internal import Records

/// Compares the desired crosswalk with the one in the CRM database, source record by source record.
enum CrosswalkComparison {
    /// Notes which entries are new and which no longer hold. A source record that isn't in the desired crosswalk keeps
    /// its entries: a row that is gone from a delivery says nothing about the customer.
    static func run(
        _ desired: DesiredMaster, _ session: any LoadSession, gone: [Entity: Set<RecordID>],
        _ changes: inout ChangeSet
    ) throws {
        let entries = desired.crosswalk
        let blocks = try session.crosswalk()
        var block: ArraySlice<CrosswalkEntry> = []
        func peek() throws -> CrosswalkEntry? {
            if block.isEmpty { block = try blocks.next()?[...] ?? [] }
            return block.first
        }
        var next = 0
        while next < entries.order.count {
            guard try peek() != nil else { break }
            let first = entries.entry(Int(entries.order[next]))
            var wanted: [(index: UInt32, entry: CrosswalkEntry)] = []
            while next < entries.order.count {
                var entry = entries.entry(Int(entries.order[next]))
                guard order(entry, first) == 0 else { break }
                if gone[entry.entity]?.contains(entry.masterID) != true {
                    entry.masterID = changes.adopted[entry.masterID] ?? entry.masterID
                    wanted.append((entries.order[next], entry))
                }
                next += 1
            }
            var known: [CrosswalkEntry] = []
            while let entry = try peek(), order(entry, first) <= 0 {
                if order(entry, first) == 0 { known.append(entry) }
                block.removeFirst()
            }
            for entry in known where !wanted.contains(where: { isSame($0.entry, entry) }) {
                changes.endedCrosswalk.append(entry)
            }
            for (index, entry) in wanted where !known.contains(where: { isSame($0, entry) }) {
                changes.newCrosswalk.append(index)
            }
        }
        for index in entries.order[next...] {
            let entity = entries.heads[Int(index)].entity
            if gone[entity]?.contains(entries.masters[Int(index)]) == true { continue }
            changes.newCrosswalk.append(index)
        }
    }

    private static func isSame(_ left: CrosswalkEntry, _ right: CrosswalkEntry) -> Bool {
        left.masterID == right.masterID && left.entity == right.entity && left.ordinal == right.ordinal
            && left.rowHash == right.rowHash
    }

    /// Orders source records: by source, stream, key, record name, each by bytes.
    private static func order(_ left: CrosswalkEntry, _ right: CrosswalkEntry) -> Int {
        func compare(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> Int {
            if one.elementsEqual(other) { return 0 }
            return one.lexicographicallyPrecedes(other) ? -1 : 1
        }
        if left.source != right.source { return compare(left.source.utf8, right.source.utf8) }
        if left.stream != right.stream { return compare(left.stream.utf8, right.stream.utf8) }
        if left.key != right.key { return compare(left.key, right.key) }
        return left.record == right.record ? 0 : compare(left.record.utf8, right.record.utf8)
    }
}
