import CRM
import Engines
import Ledger
import Records

/// An independent, simple model of what taking loads back must lead to: per value the stack of who wrote what.
///
/// It knows nothing of hashes, images, change rows or plans: it learns what a load wrote by looking at the tables
/// before and after, and takes a load back by removing its entries from the stacks.
struct RollbackModel {
    enum Writer: Equatable {
        case start
        case person
        case load(Int)
    }

    struct Key: Hashable, Comparable {
        let entity: Entity
        let id: RecordID
        static func < (left: Key, right: Key) -> Bool {
            left.entity != right.entity ? left.entity < right.entity : left.id < right.id
        }
    }

    struct Record {
        var maker: Writer
        var made: [String]
        var stacks: [[(writer: Writer, value: String)]]
        var waits = false
        var values: [String] { stacks.map { $0.last?.value ?? "" } }
    }

    private(set) var records: [Key: Record] = [:]
    private var undone: Set<Int> = []

    /// Learns what `writer` did from the tables as they are now.
    mutating func observe(_ tables: [Key: [String]], _ writer: Writer, wanted: Set<Key> = []) {
        for key in records.keys where tables[key] == nil { records[key] = nil }
        for (key, values) in tables {
            guard var record = records[key] else {
                records[key] = Record(maker: writer, made: values, stacks: values.map { [(writer, $0)] })
                continue
            }
            for (column, value) in values.enumerated() where record.stacks[column].last?.value != value {
                if writer == .person {
                    while record.stacks[column].count > 1, record.stacks[column].last?.writer == .person {
                        record.stacks[column].removeLast()
                    }
                    if record.stacks[column].last?.value == value { continue }
                }
                record.stacks[column].append((writer, value))
            }
            if case .load = writer, wanted.contains(key) { record.waits = false }
            records[key] = record
        }
    }

    /// Takes a load back.
    mutating func undo(_ load: Int) {
        undone.insert(load)
        var candidates: Set<Key> = []
        for (key, var record) in records {
            if record.maker == .load(load) || record.waits { candidates.insert(key) }
            if record.maker != .load(load) {
                // What a person typed stays theirs, also where it comes to equal what an earlier load had written.
                for column in record.stacks.indices { record.stacks[column].removeAll { $0.writer == .load(load) } }
            }
            records[key] = record
        }
        var kept: Set<Key> = []
        var later: Set<Key> = []
        for key in candidates {
            switch touched(key) {
            case .person: kept.insert(key)
            case .load: later.insert(key)
            default: break
            }
        }
        for (key, record) in records where !candidates.contains(key) {
            for (column, named) in references(key, record) where candidates.contains(named) {
                if case .load(let writer)? = record.stacks[column].last?.writer, !undone.contains(writer) {
                    later.insert(named)
                } else {
                    kept.insert(named)
                }
            }
        }
        let whole = spread(kept, candidates, [])
        let waiting = spread(later.subtracting(whole), candidates, whole).union(later).subtracting(whole)
        for key in candidates {
            if whole.contains(key) {
                records[key]?.waits = false
            } else if waiting.contains(key) {
                records[key]?.waits = true
            } else {
                records[key] = nil
            }
        }
    }

    /// Who made a record differ from how it was made; `.start` for nobody.
    private func touched(_ key: Key) -> Writer {
        guard let record = records[key] else { return .start }
        var result = Writer.start
        for (column, stack) in record.stacks.enumerated() {
            guard let top = stack.last, top.value != record.made[column] else { continue }
            if case .load(let writer) = top.writer, !undone.contains(writer) {
                if result == .start { result = top.writer }
            } else {
                return .person
            }
        }
        return result
    }

    private func references(_ key: Key, _ record: Record) -> [(Int, Key)] {
        Schema.references(of: key.entity).compactMap { column, to in
            RecordID(Array(record.values[column].utf8)).map { (column, Key(entity: to, id: $0)) }
        }
    }

    private func spread(_ seeds: Set<Key>, _ candidates: Set<Key>, _ already: Set<Key>) -> Set<Key> {
        var kept = seeds
        var whole = seeds
        var grew = true
        while grew {
            grew = false
            func add(_ key: Key, _ isWhole: Bool) {
                guard candidates.contains(key), !already.contains(key) else { return }
                if kept.insert(key).inserted { grew = true }
                if isWhole, whole.insert(key).inserted { grew = true }
            }
            for (key, record) in records {
                let named = references(key, record).map(\.1)
                if kept.contains(key) {
                    let isPart = [Entity.contactPoints, .addresses, .consents].contains(key.entity)
                    for other in named { add(other, isPart || (seeds.contains(key) && key.entity == .accountContacts)) }
                }
                for parent in named where kept.contains(parent) {
                    switch key.entity {
                    case .contactPoints, .addresses, .consents: if parent.entity.isParty { add(key, false) }
                    case .accountContacts: if whole.contains(parent) { add(key, false) }
                    case .orderLines: if parent.entity == .orders { add(key, false) }
                    default: break
                    }
                }
            }
        }
        return kept
    }
}

extension Workbench {
    /// Every record of the CRM with its values, read with plain SQL.
    func tables() throws -> [RollbackModel.Key: [String]] {
        var found: [RollbackModel.Key: [String]] = [:]
        for entity in Entity.allCases {
            let names = Schema.storedColumns(of: entity).map(\.name)
            // Separated by what no value of these tests holds, and NULL as nothing.
            let values = names.map { "coalesce(\(database.engine.text($0)), '')" }.joined(separator: " || '|' || ")
            for line in try texts("SELECT \(database.engine.text("id")) || '|' || \(values) FROM \(entity.table)") {
                let parts = (line ?? "").split(separator: "|", omittingEmptySubsequences: false).map(String.init)
                guard let first = parts.first, let id = RecordID(Array(first.utf8)) else { continue }
                found[RollbackModel.Key(entity: entity, id: id)] = Array(parts.dropFirst())
            }
        }
        return found
    }
}
