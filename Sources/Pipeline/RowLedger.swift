import Ledger
import Mapping
import Records
import Staging

/// Where every row of a source ended: exactly one bucket a row, and the buckets add up to the file's own count.
public enum RowBucket: String, Sendable, CaseIterable {
    /// It founded a new record of the master.
    case created
    /// It changed a record that the CRM had.
    case updated
    /// It became part of a record that another row founded or changed.
    case mergedInto = "merged_into"
    /// It is loaded already, or says nothing new.
    case unchanged
    /// It waits for an answer of its own.
    case held
    /// It needs correction.
    case rejected
    /// It was left out by a rule.
    case filtered

    /// The bucket as people read it.
    public var words: String {
        switch self {
        case .created: "created"
        case .updated: "updated"
        case .mergedInto: "merged into"
        case .unchanged: "unchanged"
        case .held: "waiting"
        case .rejected: "need correction"
        case .filtered: "left out"
        }
    }
}

/// Where every non-empty cell of a source ended.
public enum ValueBucket: String, Sendable, CaseIterable {
    /// It is in the master as it was given.
    case loaded
    /// It is in the master in a standard form.
    case changed
    /// Another source's value was chosen.
    case lost
    /// A check dropped it.
    case dropped
    /// It was shortened.
    case shortened
    /// No field takes it.
    case notMapped = "not_mapped"
    /// The target has no place for it.
    case notCarried = "not_carried"
    /// Its row needs correction or was left out.
    case rowLeftOut = "row_left_out"

    /// Its place among all buckets.
    var place: Int {
        switch self {
        case .loaded: 0
        case .changed: 1
        case .lost: 2
        case .dropped: 3
        case .shortened: 4
        case .notMapped: 5
        case .notCarried: 6
        case .rowLeftOut: 7
        }
    }
}

/// The row ledger and the value ledger of a plan, by source.
public struct RunLedgers: Sendable {
    /// Source → bucket → rows.
    public internal(set) var rows: [(source: String, counts: [RowBucket: Int])] = []
    /// Source → bucket → cells.
    public internal(set) var values: [(source: String, counts: [ValueBucket: Int])] = []
    /// The value ledger by column, a source each.
    var columns: [ColumnFates] = []

    /// The rows of all sources together, by bucket.
    public var rowTotals: [RowBucket: Int] {
        rows.reduce(into: [:]) { sums, source in
            for (bucket, count) in source.counts { sums[bucket, default: 0] += count }
        }
    }

    /// The cells of all sources together, by bucket.
    public var valueTotals: [ValueBucket: Int] {
        values.reduce(into: [:]) { sums, source in
            for (bucket, count) in source.counts { sums[bucket, default: 0] += count }
        }
    }
}

/// Fills the ledgers from what assembling and planning came to.
struct LedgerStation {
    let staging: StagingArea
    let deliveries: [StagedDelivery]
    let programs: [MappingProgram]
    let assembly: MasterAssembly
    let changes: ChangeSet
    /// What a phase wants; nil when everything is loaded at once.
    var phase: DesiredMaster?

    func run() throws -> RunLedgers {
        var ledgers = RunLedgers()
        let outcome = RowOutcomes(assembly, changes, phase: phase)
        let principals = Principals(assembly.records)
        for (source, delivery) in deliveries.enumerated() {
            var rows: [RowBucket: Int] = [:]
            var values = ColumnFates(columns: delivery.columns.count)
            var cells = CellFates(source: source, program: programs[source], assembly: assembly)
            let width = delivery.columns.count
            try staging.eachFill(of: delivery.id) { ordinal, state, filled in
                var waits = false
                switch state {
                case .rejected: rows[.rejected, default: 0] += 1
                case .filtered: rows[.filtered, default: 0] += 1
                case .held: rows[.held, default: 0] += 1
                case .ready:
                    let principal = principals[source, ordinal]
                    let bucket = principal.map { outcome.bucket($0.entity, $0.record) } ?? .unchanged
                    waits =
                        bucket == .filtered || principal.map { assembly.isHeld($0.entity, $0.record) } ?? false
                    rows[bucket, default: 0] += 1
                }
                for column in 0..<width where filled[column >> 3] & (1 << UInt8(column & 7)) != 0 {
                    let fate = state == .ready && !waits ? cells.fate(ordinal: ordinal, column: column) : .rowLeftOut
                    values.add(fate, column: column)
                }
            }
            ledgers.rows.append((delivery.source, rows))
            ledgers.values.append((delivery.source, values.totals))
            ledgers.columns.append(values)
        }
        return ledgers
    }
}

/// The record that stands for each row in the ledger: its contact, else its account, else the mapping's first.
struct Principals {
    struct Place {
        let entity: Entity
        let record: Int
    }

    private var places: [UInt64: Place] = [:]

    init(_ records: StagedRecords) {
        let order: [Entity] = [.contacts, .accounts] + Entity.allCases.filter { !$0.isParty }
        for entity in order {
            let table = records[entity]
            for record in 0..<table.count {
                let key = UInt64(table.sources[record]) << 32 | UInt64(table.ordinals[record])
                guard let known = places[key] else {
                    places[key] = Place(entity: entity, record: record)
                    continue
                }
                // Among records that are no customers the mapping's first one stands for the row.
                if !entity.isParty && !known.entity.isParty
                    && table.mappingRecords[record] < records[known.entity].mappingRecords[known.record]
                {
                    places[key] = Place(entity: entity, record: record)
                }
            }
        }
    }

    subscript(source: Int, ordinal: UInt32) -> Place? { places[UInt64(source) << 32 | UInt64(ordinal)] }
}

/// Which bucket each record's row belongs to.
private struct RowOutcomes {
    let assembly: MasterAssembly
    private var created: [Set<RecordID>]
    private var touched: Set<RecordID>
    /// For customers the CRM had and that change: the record that stands for the change.
    private var standsForUpdate: [RecordID: Int] = [:]
    /// Of a phase: the records that it loads, by entity.
    private let inPhase: [Set<RecordID>]?

    init(_ assembly: MasterAssembly, _ changes: ChangeSet, phase: DesiredMaster?) {
        self.assembly = assembly
        let desired = phase ?? assembly.desired
        inPhase = phase.map { phase in Entity.allCases.map { Set(phase[$0].ids) } }
        created = Entity.allCases.map { changes.createdIDs(of: $0, in: desired) }
        touched = []
        for entity in Entity.allCases { touched.formUnion(changes[entity].updates.ids) }
        for entity in [Entity.contactPoints, .addresses, .consents, .accountContacts] {
            touched.formUnion(changes.parents(of: entity, in: desired))
        }
        for entity in [Entity.accounts, .contacts] {
            for record in 0..<assembly.records[entity].count {
                guard let master = assembly.masters[Int(entity.rawValue)][record], standsForUpdate[master] == nil,
                    !created[Int(entity.rawValue)].contains(master), touched.contains(master),
                    assembly.isNews(entity, record)
                else { continue }
                standsForUpdate[master] = record
            }
        }
    }

    func bucket(_ entity: Entity, _ record: Int) -> RowBucket {
        if assembly.isHeld(entity, record) { return .held }
        guard let master = assembly.masters[Int(entity.rawValue)][record] else {
            // An address whose customer isn't loaded stays out with it, and so does a record merged into one that isn't there.
            return entity == .addresses || assembly.records.isMerged(entity, record) ? .filtered : .unchanged
        }
        // What a later phase loads waits for it.
        if let inPhase, !inPhase[Int(entity.rawValue)].contains(master), !assembly.isLinked(entity, record) {
            return .held
        }
        let isNew = created[Int(entity.rawValue)].contains(master)
        if isNew { return assembly.isFounding[Int(entity.rawValue)][record] ? .created : .mergedInto }
        if !assembly.isNews(entity, record) { return .unchanged }
        if assembly.records.isMerged(entity, record) { return .mergedInto }
        if entity.isParty {
            if standsForUpdate[master] == record { return .updated }
            return assembly.isLinked(entity, record) ? .unchanged : .mergedInto
        }
        if !assembly.isFounding[Int(entity.rawValue)][record] { return .mergedInto }
        return touched.contains(master) ? .updated : .unchanged
    }
}

extension MasterAssembly {
    /// True when the crosswalk has the record already.
    func isLinked(_ entity: Entity, _ record: Int) -> Bool { previous(entity, record) != nil }

    /// True when the record is new to the CRM, or says something else than when it was loaded last.
    func isNews(_ entity: Entity, _ record: Int) -> Bool {
        previous(entity, record)?.rowHash != records.rowHash(entity, record)
    }

    /// The sources that bring something which the CRM doesn't know yet, by name.
    var newsSources: [String] {
        var places: Set<UInt16> = []
        for entity in Entity.allCases {
            let table = records[entity]
            for record in 0..<table.count where !places.contains(UInt16(table.sources[record])) {
                if masters[Int(entity.rawValue)][record] != nil, isNews(entity, record) {
                    places.insert(UInt16(table.sources[record]))
                }
            }
        }
        return places.map { records.sources[Int($0)] }.sorted()
    }

    private func previous(_ entity: Entity, _ record: Int) -> CRMImage.Link? {
        image.links[records.matchKey(entity, record)]
    }
}
