import Digest
import Records

/// Which of several records of a source that share a key is which.
///
/// Records without a key are known by what they say of who they are; two Anna Lindholms of one town share that. By their
/// place in the file a row inserted at the top would make each the next one, and give one person's notes to another. So a
/// record that says what the crosswalk has of one of them is that one; the others follow in the order of what they say.
struct CopyNumbers {
    private let records: StagedRecords
    private let image: CRMImage
    private let entity: Entity

    /// Gives the records of every entity their copy numbers.
    static func settle(_ records: inout StagedRecords, _ image: CRMImage) {
        for entity in Entity.allCases where records[entity].count > 0 {
            if let copies = CopyNumbers(records: records, image: image, entity: entity).settled() {
                records.setCopies(copies, of: entity)
            }
        }
    }

    /// The copy number of every record; nil when no key is shared, neither in the staging area nor in the crosswalk.
    private func settled() -> [UInt32]? {
        let table = records[entity]
        var shared = image.sharedKeys
        for record in 0..<table.count where table.copies[record] > 0 {
            let hash = hash(record, records.key(entity, record))
            shared[hash] = shared[hash] ?? 0
        }
        guard !shared.isEmpty else { return nil }
        var groups: [UInt64: [Int]] = [:]
        for record in 0..<table.count {
            let hash = hash(record, records.key(entity, record))
            if shared[hash] != nil { groups[hash, default: []].append(record) }
        }
        guard !groups.isEmpty else { return nil }
        var copies = table.copies
        for (hash, members) in groups {
            for (record, copy) in number(members, known: Int(shared[hash] ?? 0)) { copies[record] = copy }
        }
        return copies
    }

    /// Numbers the records of one key; `known` is the greatest copy number of it in the crosswalk.
    private func number(_ members: [Int], known: Int) -> [(record: Int, copy: UInt32)] {
        var sorted = members.map { (record: $0, content: records.rowHash(entity, $0)) }
        sorted.sort { $0.content != $1.content ? $0.content < $1.content : precedes($0.record, $1.record) }
        // Places in `sorted` by content, the first of equal ones last, so that it is taken first.
        var places: [UInt64: [Int]] = [:]
        for place in sorted.indices.reversed() { places[sorted[place].content, default: []].append(place) }
        var taken = [Bool](repeating: false, count: sorted.count)
        var numbered: [(record: Int, copy: UInt32)] = []
        var changed: [UInt32] = []
        var free: [UInt32] = []
        for copy in 0..<UInt32(known + members.count + 1) {
            let key = StagedRecords.uniqueKey(records.key(entity, members[0]), copy: copy)
            if let link = image.links[hash(members[0], key[...])] {
                if let place = places[link.rowHash]?.popLast() {
                    taken[place] = true
                    numbered.append((sorted[place].record, copy))
                } else {
                    changed.append(copy)
                }
            } else {
                free.append(copy)
            }
        }
        let left = sorted.indices.filter { !taken[$0] }
        for (place, copy) in zip(left, changed + free) { numbered.append((sorted[place].record, copy)) }
        return numbered
    }

    /// Records whose hashes are the same differ in next to no case; then their values decide, not their rows.
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let table = records[entity]
        for column in 0..<table.fields.width {
            let (mine, other) = (table.fields[left, column], table.fields[right, column])
            if !mine.elementsEqual(other) { return mine.lexicographicallyPrecedes(other) }
        }
        return left < right
    }

    private func hash(_ record: Int, _ key: ArraySlice<UInt8>) -> UInt64 {
        let table = records[entity]
        return CRMImage.hash(
            records.sources[Int(table.sources[record])], records.recordName(entity, record), key, entity)
    }
}
