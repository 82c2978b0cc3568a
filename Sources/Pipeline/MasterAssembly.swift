import CRM
import Digest
import Ledger
import Mapping
import Matching
import Records
import Survivorship
import Text

/// Makes the customer master of clusters: which master record each source record became part of, what survives, and the
/// children that hang on it.
struct MasterAssembly {
    let project: Project
    let records: StagedRecords
    let image: CRMImage
    let rules: SurvivorshipRules
    /// Numbers that name another customer than before.
    let reused: ReusedKeys
    /// Per entity and record: the master record it became part of; nil for records that lead nowhere.
    var masters: [[RecordID?]]
    /// Per entity and record: true for the record that stands for its master record in the row ledger.
    var isFounding: [[Bool]]
    /// Per entity and record: bits of the fields whose value reached the master.
    var won: [[UInt64]]
    /// Per entity: what survived of each master record, for explaining.
    var desired = DesiredMaster()
    /// What the target has no place for, with how often.
    private(set) var notCarried: [(what: String, count: Int)] = []
    /// The same, value by value.
    private(set) var lost = NotCarried()
    /// Owner codes that no user has, with the number of customers.
    var unknownOwners: [String: Int] = [:]
    /// Records by the owner's code who is no longer there.
    var ownersWhoLeft: [String: Int] = [:]
    /// Which rules decided the customers' fields.
    var survived = SurvivorshipTally()
    /// Contact points, addresses and the like that were made.
    var children: Set<RecordID> = []
    /// Per entity and record: its entry in the crosswalk.
    private var entries: [[UInt32]]
    /// Per record of the suppression list: what it names.
    let suppressions: [[SuppressionFeed.Entry]]
    /// Which source and rule brought a value.
    var valueReasons: ValueReasons

    init(
        project: Project, records: StagedRecords, mappings: [SourceMapping], image: CRMImage, rules: SurvivorshipRules,
        outcome: MatchOutcome, reused: ReusedKeys = ReusedKeys(), hasher: SuppressionHasher? = nil
    ) throws {
        suppressions = MasterAssembly.suppressionEntries(records, hasher)
        self.project = project
        self.reused = reused
        self.records = records
        self.image = image
        self.rules = rules
        valueReasons = ValueReasons(records, mappings: mappings)
        masters = Entity.allCases.map { [RecordID?](repeating: nil, count: records[$0].count) }
        isFounding = Entity.allCases.map { [Bool](repeating: false, count: records[$0].count) }
        won = Entity.allCases.map { [UInt64](repeating: 0, count: records[$0].count) }
        entries = Entity.allCases.map { [UInt32](repeating: DesiredMaster.noFounding, count: records[$0].count) }
        identifyUsers()
        let accounts = group(.accounts, outcome.organisations)
        let contacts = group(.contacts, outcome.people)
        let made: [Entity] = [
            .users, .accounts, .contacts, .accountContacts, .contactPoints, .addresses, .suppressions,
        ]
        let others = Entity.allCases.filter { !made.contains($0) }
        for entity in others { identify(entity) }
        let further = identifyAddresses()
        identifySuppressions()
        appendCrosswalk()
        appendUsers()
        assembleParties(.accounts, accounts)
        assembleParties(.contacts, contacts)
        assembleAddresses(further)
        assembleAccountContacts()
        var turnover = Turnover(
            records, orders: masters[Int(Entity.orders.rawValue)],
            streams: TurnoverQuestion.streams(project, mappings))
        for entity in others { assemble(entity, &turnover) }
        assembleTags()
        assembleSuppressions()
        assembleBranches(outcome.organisations)
        try desired.finish()
    }

    /// Brings the master to what a target can hold.
    mutating func fit(_ target: any Target) throws {
        let whole = desired
        let projected = try whole.projected(on: target)
        desired = projected.master
        notCarried = projected.notCarried
        lost = NotCarried(projected.lost, from: whole)
    }

    // MARK: Crosswalk

    private mutating func appendCrosswalk() {
        for entity in Entity.allCases {
            let table = records[entity]
            for record in 0..<table.count {
                guard let master = masters[Int(entity.rawValue)][record] else { continue }
                let name =
                    entity == .suppressions
                    ? suppressionName(record)
                    : (key: records.uniqueKey(entity, record), rowHash: records.rowHash(entity, record))
                entries[Int(entity.rawValue)][record] = desired.crosswalk.append(
                    source: records.sources[Int(table.sources[record])], stream: "",
                    key: name.key[...], record: records.recordName(entity, record),
                    ordinal: table.ordinals[record], entity: entity, masterID: master, rowHash: name.rowHash)
            }
        }
    }

    /// Adds a row whose founding record is `record` of the entity `of`, by default its own.
    ///
    /// `reasons` has a number for each column, or `reason` one for all; what has none counts as concluded from the record.
    mutating func append(
        _ entity: Entity, id: RecordID, founding record: Int, of origin: Entity? = nil, _ row: Rows,
        reasons: [UInt16] = [], reason: UInt16 = 0
    ) {
        let entry = entries[Int((origin ?? entity).rawValue)][record]
        var numbers = reasons.isEmpty ? [UInt16](repeating: reason, count: row.width) : reasons
        for column in numbers.indices where row.length(0, column) == 0 || numbers[column] == 0 {
            numbers[column] =
                row.length(0, column) == 0
                ? 0
                : valueReasons.derived(records[origin ?? entity], record, entity, column, in: &desired)
        }
        desired.append(entity, id: id, founding: entry, row: 0, of: row, reasons: numbers)
    }

    /// The number of the reason for a staged record's field.
    mutating func reason(_ entity: Entity, _ record: Int, _ field: Int) -> UInt16 {
        valueReasons.number(records[entity], record, field: field, in: &desired)
    }
}
