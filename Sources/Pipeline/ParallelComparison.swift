import CRM
import Digest
import Ledger
import Mapping
import Records
import Staging
import Survivorship
import Text

/// Compares the old system's records with what the CRM holds of them, through the crosswalk, value by value.
///
/// Both sides are walked in the order of the CRM's ids, table by table. What differs goes to `body` at once; only counts
/// and the first of each kind are kept.
struct ParallelComparison {
    let old: ParallelOldSide
    let crm: ParallelCRMSide
    let session: any LoadSession
    let positions: ParallelPositions
    private let body: (ParallelDifference) throws -> Void
    private(set) var tally = ParallelTally()
    private(set) var compared: [Int]
    private(set) var onlyOld: [Int]
    private(set) var onlyCRMByTable: [ParallelOnlyCRM] = []
    private(set) var money = ParallelMoneySums()
    private var hash = SHA256()
    /// Per entity: each record's customer or record in the CRM, merges followed; nil without a link.
    private(set) var homes: [[RecordID?]]

    init(
        _ old: ParallelOldSide, _ crm: ParallelCRMSide, _ session: any LoadSession,
        body: @escaping (ParallelDifference) throws -> Void
    ) {
        self.old = old
        self.crm = crm
        self.session = session
        self.body = body
        positions = ParallelPositions(old)
        compared = [Int](repeating: 0, count: old.records.sources.count)
        onlyOld = compared
        homes = Entity.allCases.map { entity in
            (0..<old.records[entity].count).map { old.link(entity, $0).map { crm.follow($0.masterID) } }
        }
    }

    /// SHA-256 over all differences in order.
    var digest: [UInt8] { hash.finalize() }

    /// Tables that loading makes of other records, or that hold no more than hashes: their facts are compared where they
    /// come from.
    static let notCompared: Set<Entity> = [.suppressions, .accountContacts, .contactPoints, .addresses]

    mutating func run(linked: ParallelLinks) throws {
        for entity in Entity.allCases where !ParallelComparison.notCompared.contains(entity) {
            try compare(entity, linked)
        }
        try reportUnlinked(linked)
        try reportGone(linked)
        try reportRows()
    }

    // MARK: Reporting

    mutating func report(_ difference: ParallelDifference) throws {
        tally.add(difference)
        for cell in difference.cells(drift: "") { hash.update(field: cell) }
        try body(difference)
    }

    mutating func report(
        _ entity: Entity, _ record: Int, _ id: RecordID?, field: String, _ cause: ParallelCause, old value: String = "",
        crm other: String = "", detail: String = ""
    ) throws {
        try report(
            ParallelDifference(
                source: old.source(entity, record), table: entity.table, field: field, cause: cause,
                position: try positions.cell(entity, record, field: field == "record" ? nil : field),
                key: old.key(entity, record), id: id?.description ?? "", old: value, crm: other, detail: detail))
    }

    // MARK: A table

    private mutating func compare(_ entity: Entity, _ linked: ParallelLinks) throws {
        let table = old.records[entity]
        let hasCompared = (0..<table.count).contains { old.isCompared(entity, $0) }
        guard hasCompared else { return }
        let homes = homes[Int(entity.rawValue)]
        let order = (0..<table.count).filter { homes[$0] != nil }.sorted { left, right in
            let (one, other) = (homes[left], homes[right])
            if one != other, let one, let other { return one < other }
            return left < right
        }
        var group = ParallelGroup(entity, old, crm, session)
        var only = ParallelOnlyCRM(table: entity.table, typed: 0, typedSinceLoad: 0, otherSources: 0)
        let width = Schema.modelWidth(of: entity)
        let archive = ["merged_into", "deleted_at"].map { CustomerModel.columnIndex($0, of: entity) }
        var next = 0
        func take() -> [Int] {
            let start = next
            while next < order.count, homes[order[next]] == homes[order[start]] { next += 1 }
            return Array(order[start..<next])
        }
        let blocks = try session.rows(of: entity, columns: nil, ids: nil)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while next < order.count, let home = homes[order[next]], home < id {
                    try reportDeleted(entity, take(), home, detail: "it isn't in the CRM any more")
                }
                if let into = archive[0], block.rows.length(row, into) > 0 { continue }
                let isArchived = archive[1].map { block.rows.length(row, $0) > 0 } ?? false
                guard next < order.count, homes[order[next]] == id else {
                    if isArchived { continue }
                    if linked.others[Int(entity.rawValue)].contains(id) {
                        only.otherSources += 1
                    } else if !linked.compared[Int(entity.rawValue)].contains(id) {
                        only.typed += 1
                        let made = block.rows[row, width]
                        if !crm.firstLoad.isEmpty, crm.firstLoad.utf8.lexicographicallyPrecedes(made) {
                            only.typedSinceLoad += 1
                        }
                    }
                    continue
                }
                let members = take()
                guard members.contains(where: { old.isCompared(entity, $0) }) else {
                    only.otherSources += 1
                    continue
                }
                if isArchived {
                    try reportDeleted(
                        entity, members, id,
                        detail: "archived " + ParallelGroup.who(block.rows, row, width))
                    continue
                }
                try group.begin(id, block.rows, row, members, homes: self.homes)
                for member in members where old.isCompared(entity, member) {
                    compared[Int(table.sources[member])] += 1
                    for found in try group.compare(member) {
                        try report(
                            entity, member, id, field: found.field, found.cause, old: found.old, crm: found.crm,
                            detail: found.detail)
                    }
                }
                money.add(group, members.filter { old.isCompared(entity, $0) }, currency: old.project.currency)
            }
        }
        while next < order.count, let home = homes[order[next]] {
            try reportDeleted(entity, take(), home, detail: "it isn't in the CRM any more")
        }
        onlyCRMByTable.append(only)
    }

    private mutating func reportDeleted(_ entity: Entity, _ members: [Int], _ id: RecordID, detail: String) throws {
        for member in members where old.isCompared(entity, member) {
            onlyOld[Int(old.records[entity].sources[member])] += 1
            try report(entity, member, id, field: "record", .crmDeleted, old: name(entity, member), detail: detail)
            money.addOld(old, entity, member)
        }
    }

    /// What a record says of itself, in short.
    private func name(_ entity: Entity, _ record: Int) -> String {
        let table = old.records[entity]
        if entity == .contacts {
            let places = PartyPlaces(.contacts)
            return [places.given, places.family].map { String(decoding: table.value(record, $0), as: UTF8.self) }
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
        for (index, field) in CustomerModel.fields(of: entity).enumerated() where field.isIdentity {
            let value = FieldList.first(table.value(record, index))
            if !value.isEmpty { return String(decoding: value, as: UTF8.self) }
        }
        return ""
    }

    // MARK: Records on one side only

    private mutating func reportUnlinked(_ linked: ParallelLinks) throws {
        for entity in Entity.allCases where !ParallelComparison.notCompared.contains(entity) {
            let table = old.records[entity]
            for record in 0..<table.count where homes[Int(entity.rawValue)][record] == nil {
                guard old.isCompared(entity, record) else { continue }
                let source = Int(table.sources[record])
                onlyOld[source] += 1
                let isLoaded = linked.loadedSources.contains(old.records.sources[source])
                try report(
                    entity, record, nil, field: "record", isLoaded ? .sourceNew : .notLoaded, old: name(entity, record),
                    detail: isLoaded ? age(entity, record) : "")
                money.addOld(old, entity, record)
            }
        }
    }

    /// Whether the record's own date is before or after the last load.
    private func age(_ entity: Entity, _ record: Int) -> String {
        let dates = ["recorded_at", "ordered_at", "occurred_at", "opened_at", "issued_on", "paid_on", "customer_since"]
        for name in dates {
            guard let field = CustomerModel.fieldIndex(name, of: entity) else { continue }
            let value = old.records[entity].value(record, field)
            if value.isEmpty { continue }
            let day = String(decoding: value.prefix(10), as: UTF8.self)
            let load = String(crm.lastLoad.prefix(10))
            return day < load ? "dated \(day), before the last load of \(load)" : "dated \(day), since the last load"
        }
        return ""
    }

    /// What the crosswalk has of the sources compared and their newest deliveries don't.
    private mutating func reportGone(_ linked: ParallelLinks) throws {
        let entities = Set(linked.gone.map(\.entity)).sorted()
        let keysOfRows = try nonReadyKeys()
        for entity in entities where !ParallelComparison.notCompared.contains(entity) {
            let gone = linked.gone.filter {
                $0.entity == entity
                    && !keysOfRows.contains(CRMImage.hash($0.source, $0.record, $0.key[...], $0.entity))
            }
            let wanted = Set(gone.map { crm.follow($0.masterID) })
            let live = try live(entity, wanted)
            let brought = Set(homes[Int(entity.rawValue)].compactMap { $0 })
            for entry in gone {
                let id = crm.follow(entry.masterID)
                guard live.contains(id) else { continue }
                let isBrought = brought.contains(id)
                if !isBrought, let source = old.records.sources.firstIndex(of: entry.source) {
                    linked.countOnlyCRM(source)
                }
                try report(
                    ParallelDifference(
                        source: entry.source, table: entity.table, field: "record",
                        cause: isBrought ? .kept : .sourceDeleted, position: "",
                        key: String(decoding: entry.key.prefix { $0 != 0x1F }, as: UTF8.self), id: id.description,
                        old: "", crm: "",
                        detail: isBrought ? "another record brings the same customer" : ""))
            }
        }
    }

    /// Those of these records that the CRM holds and that aren't archived.
    private func live(_ entity: Entity, _ ids: Set<RecordID>) throws -> Set<RecordID> {
        let archive = ["merged_into", "deleted_at"].compactMap { CustomerModel.columnIndex($0, of: entity) }
        var live: Set<RecordID> = []
        let blocks = try session.rows(of: entity, columns: archive.isEmpty ? [0] : archive, ids: ids.sorted())
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                if archive.isEmpty || archive.indices.allSatisfy({ block.rows.length(row, $0) == 0 }) {
                    live.insert(id)
                }
            }
        }
        return live
    }

    // MARK: Rows that made no record

    /// The keys, as in the crosswalk, of rows that need correction, wait or were left out.
    private func nonReadyKeys() throws -> Set<UInt64> {
        var keys: Set<UInt64> = []
        for source in old.compared {
            let delivery = old.deliveries[source]
            let records = old.mappings[source].records.filter { !$0.key.isEmpty }.map { record in
                (record, record.key.compactMap { delivery.columns.firstIndex(of: $0) })
            }
            try old.staging.eachRow(of: delivery.id, states: [.rejected, .filtered, .held]) { row in
                for (record, columns) in records {
                    let parts = columns.compactMap { column -> [UInt8]? in
                        guard row.cells.indices.contains(column) else { return nil }
                        let text = String(decoding: row.cells[column], as: UTF8.self)
                        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
                        return trimmed.isEmpty ? nil : Array(String(trimmed).utf8)
                    }
                    let key = Array(parts.joined(separator: [0x20]))
                    if !key.isEmpty {
                        keys.insert(CRMImage.hash(delivery.source, record.name, key[...], record.entity))
                    }
                }
            }
        }
        return keys
    }

    private mutating func reportRows() throws {
        for source in old.compared {
            let delivery = old.deliveries[source]
            var found: [ParallelDifference] = []
            try old.staging.eachRow(of: delivery.id, states: [.rejected, .filtered, .held]) { row in
                guard row.kind == .record || row.kind == .malformed else { return }
                let cause: ParallelCause =
                    switch row.state {
                    case .rejected: .rejected
                    case .held: .waiting
                    default: .leftOut
                    }
                let position = Position(
                    file: delivery.file, sheet: delivery.stream.isEmpty ? nil : delivery.stream, row: row.place)
                found.append(
                    ParallelDifference(
                        source: delivery.source, table: "rows", field: "row", cause: cause,
                        position: position.description, key: String(row.ordinal), id: "", old: "", crm: "",
                        detail: row.reason))
            }
            for difference in found { try report(difference) }
            for (column, cells) in delivery.unmapped where cells > 0 {
                try report(
                    ParallelDifference(
                        source: delivery.source, table: "columns", field: column, cause: .notMapped, position: "",
                        key: "", id: "", old: "", crm: "",
                        detail: cells == 1 ? "1 value" : "\(cells) values", count: cells))
            }
        }
    }
}

/// What the crosswalk says, beside the records that are staged.
final class ParallelLinks {
    /// Per entity: records that a compared source brought.
    private(set) var compared = [Set<RecordID>](repeating: [], count: Entity.allCases.count)
    /// Per entity: records that only other sources brought.
    private(set) var others = [Set<RecordID>](repeating: [], count: Entity.allCases.count)
    /// Entries of compared sources whose record the newest delivery doesn't have.
    private(set) var gone: [CrosswalkEntry] = []
    /// Sources that a load has brought.
    private(set) var loadedSources: Set<String> = []
    /// Per source: records that only the CRM has.
    private(set) var onlyCRM: [Int]

    init(_ session: any LoadSession, _ old: ParallelOldSide, follow: (RecordID) -> RecordID) throws {
        onlyCRM = [Int](repeating: 0, count: old.records.sources.count)
        var staged: Set<UInt64> = []
        for entity in Entity.allCases {
            for record in 0..<old.records[entity].count where old.isCompared(entity, record) {
                staged.insert(old.records.matchKey(entity, record))
            }
        }
        let names = Set(old.compared.map { old.records.sources[$0] })
        let blocks = try session.crosswalk()
        while let block = try blocks.next() {
            for entry in block {
                loadedSources.insert(entry.source)
                let index = Int(entry.entity.rawValue)
                guard names.contains(entry.source) else {
                    others[index].insert(follow(entry.masterID))
                    continue
                }
                compared[index].insert(follow(entry.masterID))
                if !staged.contains(CRMImage.hash(entry.source, entry.record, entry.key[...], entry.entity)) {
                    gone.append(entry)
                }
            }
        }
        for index in others.indices { others[index].subtract(compared[index]) }
    }

    func countOnlyCRM(_ source: Int) { onlyCRM[source] += 1 }
}

/// Sums of money on both sides, by source, table, column and currency.
struct ParallelMoneySums {
    private struct Key: Hashable {
        let source: Int
        let entity: Entity
        let column: String
        let currency: String
    }

    private var sums: [Key: (old: Int64, crm: Int64)] = [:]

    /// The columns that are summed up.
    static func columns(of entity: Entity) -> [String] {
        switch entity {
        case .orders: ["total"]
        case .invoices: ["gross", "open_amount"]
        case .payments, .opportunities: ["amount"]
        default: []
        }
    }

    /// Takes a record of the old system into account.
    mutating func addOld(_ old: ParallelOldSide, _ entity: Entity, _ record: Int) {
        for column in ParallelMoneySums.columns(of: entity) {
            guard let field = CustomerModel.fieldIndex(column, of: entity) else { continue }
            let table = old.records[entity]
            let currency = CustomerModel.fieldIndex("currency", of: entity).map { table.value(record, $0) } ?? []
            add(
                Key(
                    source: Int(table.sources[record]), entity: entity, column: column,
                    currency: currency.isEmpty ? old.project.currency : String(decoding: currency, as: UTF8.self)),
                old: ParallelMoneySums.number(table.value(record, field)), crm: 0)
        }
    }

    /// Takes a record of the CRM and the records of the old system that it came of into account: once for each source.
    mutating func add(_ group: ParallelGroup, _ members: [Int], currency standard: String) {
        let columns = ParallelMoneySums.columns(of: group.entity)
        if columns.isEmpty { return }
        var seen: Set<UInt16> = []
        for member in members where seen.insert(group.old.records[group.entity].sources[member]).inserted {
            addOld(group.old, group.entity, member)
            for column in columns {
                let currency = group.crmValue("currency")
                add(
                    Key(
                        source: Int(group.old.records[group.entity].sources[member]), entity: group.entity,
                        column: column,
                        currency: currency.isEmpty ? standard : String(decoding: currency, as: UTF8.self)),
                    old: 0, crm: ParallelMoneySums.number(group.crmValue(column)))
            }
        }
    }

    private static func number(_ value: ArraySlice<UInt8>) -> Int64 {
        value.withUnsafeBytes { TenThousandths.parse($0) } ?? 0
    }

    private mutating func add(_ key: Key, old: Int64, crm: Int64) {
        let known = sums[key] ?? (0, 0)
        sums[key] = (known.old &+ old, known.crm &+ crm)
    }

    /// The sums in order.
    func lines(_ sources: [String]) -> [ParallelMoney] {
        sums.sorted {
            ($0.key.source, $0.key.entity, $0.key.column, $0.key.currency)
                < ($1.key.source, $1.key.entity, $1.key.column, $1.key.currency)
        }
        .filter { $0.value != (0, 0) }.map { key, sum in
            ParallelMoney(
                source: sources[key.source], table: key.entity.table, column: key.column, currency: key.currency,
                old: TenThousandths.text(sum.old), crm: TenThousandths.text(sum.crm),
                difference: TenThousandths.text(sum.old &- sum.crm))
        }
    }
}
