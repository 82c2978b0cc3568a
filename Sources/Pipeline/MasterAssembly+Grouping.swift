import CRM
import Digest
import Ledger
import Matching
import Records

/// Which staged records are one customer, and under which id.
extension MasterAssembly {
    func id(_ entity: Entity, founding record: Int) -> RecordID {
        let source = records.sources[Int(records[entity].sources[record])]
        func id(_ counter: Int) -> RecordID {
            MasterID.make(
                project: project.id, entity: entity, source: source, stream: records.recordName(entity, record),
                key: records.uniqueKey(entity, record), counter: counter)
        }
        var counter = 0
        // The customer who had the number keeps the id that was made of it.
        if reused.apart[Int(entity.rawValue)].contains(record) {
            while image.live[entity]?.contains(id(counter)) == true || image.linked.contains(id(counter)) {
                counter += 1
            }
        }
        return id(counter)
    }

    func childID(_ entity: Entity, parent: RecordID, kind: String, key: [UInt8]) -> RecordID {
        MasterID.make(project: project.id, entity: entity, source: parent.description, stream: kind, key: key)
    }

    /// True when a record waits for an answer of its own.
    func isHeld(_ entity: Entity, _ record: Int) -> Bool { reused.held[Int(entity.rawValue)].contains(record) }

    /// The master record that the crosswalk ties a record to, unless somebody has deleted it since.
    func link(_ entity: Entity, _ record: Int) -> RecordID? {
        if reused.apart[Int(entity.rawValue)].contains(record) { return nil }
        return image.links[records.matchKey(entity, record)]?.masterID
    }

    /// Canonical order: by source, record name, key and copy; the first of a cluster is its founding record.
    func precedes(_ entity: Entity, _ left: UInt32, _ right: UInt32) -> Bool {
        let table = records[entity]
        let leftSource = table.sources[Int(left)]
        let rightSource = table.sources[Int(right)]
        if leftSource != rightSource { return leftSource < rightSource }
        if table.mappingRecords[Int(left)] != table.mappingRecords[Int(right)] {
            return table.mappingRecords[Int(left)] < table.mappingRecords[Int(right)]
        }
        let leftKey = table.keys[Int(left), 0]
        let rightKey = table.keys[Int(right), 0]
        if !leftKey.elementsEqual(rightKey) { return leftKey.lexicographicallyPrecedes(rightKey) }
        return table.copies[Int(left)] < table.copies[Int(right)]
    }

    /// The staged records of one master record, the founding one first.
    struct Group {
        let id: RecordID
        let members: [UInt32]
    }

    mutating func group(_ entity: Entity, _ kind: MatchOutcome.Kind) -> [Group] {
        // Records sorted by label: counting sort, since labels are record indexes.
        let total = kind.labels.count
        var starts = [UInt32](repeating: 0, count: total + 1)
        for label in kind.labels { starts[Int(label) + 1] += 1 }
        for index in 0..<total { starts[index + 1] += starts[index] }
        var order = [UInt32](repeating: 0, count: total)
        var cursor = starts
        for (record, label) in kind.labels.enumerated() {
            order[Int(cursor[Int(label)])] = UInt32(record)
            cursor[Int(label)] += 1
        }
        let crmIDs = entity == .accounts ? image.accounts.ids : image.contacts.ids
        var groups: [Group] = []
        var taken: [RecordID: Int] = [:]
        for label in 0..<total {
            let members = order[Int(starts[label])..<Int(starts[label + 1])]
            if members.isEmpty { continue }
            let staged = members.filter {
                Int($0) < kind.stagedCount && !isHeld(entity, Int($0)) && !records.isMerged(entity, Int($0))
            }
            .sorted { precedes(entity, $0, $1) }
            guard let first = staged.first else { continue }
            let crm = members.first { Int($0) >= kind.stagedCount }.map { crmIDs[Int($0) - kind.stagedCount] }
            var byID: [RecordID: [UInt32]] = [:]
            var unlinked: [UInt32] = []
            var home: RecordID? = crm
            for member in staged {
                if let linked = link(entity, Int(member)) {
                    byID[linked, default: []].append(member)
                    if home == nil { home = linked }
                } else {
                    unlinked.append(member)
                }
            }
            if !unlinked.isEmpty { byID[home ?? id(entity, founding: Int(first)), default: []] += unlinked }
            for (id, members) in byID.sorted(by: { $0.key < $1.key }) {
                let members = members.sorted { precedes(entity, $0, $1) }
                // Clusters that hold records of one master record are one customer: the crosswalk outlives a model.
                if let place = taken[id] {
                    let all = (groups[place].members + members).sorted { precedes(entity, $0, $1) }
                    groups[place] = Group(id: id, members: all)
                } else {
                    taken[id] = groups.count
                    groups.append(Group(id: id, members: members))
                }
            }
        }
        for group in groups {
            // Somebody deleted it by hand: it doesn't come back by an import.
            let isGone = image.linked.contains(group.id) && image.live[entity]?.contains(group.id) == false
            for (place, member) in group.members.enumerated() {
                masters[Int(entity.rawValue)][Int(member)] = isGone ? nil : group.id
                isFounding[Int(entity.rawValue)][Int(member)] = place == 0
            }
        }
        for (record, survivor) in records.mergedRecords(entity) {
            masters[Int(entity.rawValue)][record] = survivor.flatMap { masters[Int(entity.rawValue)][$0] }
        }
        return groups.filter { masters[Int(entity.rawValue)][Int($0.members[0])] != nil }
    }
}
