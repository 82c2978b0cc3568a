internal import CRM
public import Records

/// What happens to a value that a person changed since the load.
public enum ConflictPolicy: String, Sendable, CaseIterable {
    /// It stays and is listed.
    case keep
    /// Nothing at all is taken back.
    case abort
    /// The value from before the load comes back; what gave way is listed, and sealed in the rollback's own change.
    case overwrite
}

/// Which part of a load is taken back; what is named together must all hold. Nothing named = the whole load.
public struct RollbackScope: Sendable, Equatable {
    /// Values that came from these sources.
    public var sources: [String] = []
    /// These records, with what the load hung on them.
    public var records: [RecordID] = []
    /// These columns, as `entity.column` or `column`.
    public var fields: [String] = []
    /// Values that these rules brought: `mapping: record.field`, or a mapping's name for all of its rules.
    public var rules: [String] = []
    /// The merges of these records, which were merged away.
    public var merges: [RecordID] = []

    /// The whole load.
    public init() {}

    /// True when nothing is named.
    public var isWhole: Bool {
        sources.isEmpty && records.isEmpty && fields.isEmpty && rules.isEmpty && merges.isEmpty
    }

    /// True when watermarks go back: for a whole load, or all of a source.
    var movesWatermarks: Bool { records.isEmpty && fields.isEmpty && rules.isEmpty && merges.isEmpty }

    /// True when source records are untied from what they became: for whole loads, sources and records.
    var movesCrosswalk: Bool { fields.isEmpty && rules.isEmpty && merges.isEmpty }

    /// The scope in words.
    public var words: String {
        var parts: [String] = []
        if !sources.isEmpty { parts.append("source " + sources.joined(separator: ", ")) }
        if !records.isEmpty { parts.append("record " + records.map(\.description).joined(separator: ", ")) }
        if !fields.isEmpty { parts.append("field " + fields.joined(separator: ", ")) }
        if !rules.isEmpty { parts.append("rule " + rules.joined(separator: ", ")) }
        if !merges.isEmpty { parts.append("merge of " + merges.map(\.description).joined(separator: ", ")) }
        return parts.isEmpty ? "the whole load" : parts.joined(separator: "; ")
    }

    /// The scope as a batch's details hold it; empty lists are left out.
    var json: JSON {
        var members: [String: JSON] = [:]
        let lists = [
            ("sources", sources), ("records", records.map(\.description)), ("fields", fields), ("rules", rules),
            ("merges", merges.map(\.description)),
        ]
        for (name, list) in lists where !list.isEmpty { members[name] = .array(list.map { .text($0) }) }
        return .object(members)
    }

    /// Reads what `json` wrote.
    init(_ json: JSON?) {
        func list(_ name: String) -> [String] { (json?[name]?.elements ?? []).compactMap(\.text) }
        sources = list("sources")
        records = list("records").compactMap { RecordID($0.utf8) }
        fields = list("fields")
        rules = list("rules")
        merges = list("merges").compactMap { RecordID($0.utf8) }
    }
}

/// Lists of reasons as changes hold them: the column (1 byte), the reason's number (2 bytes, big endian).
enum ReasonList {
    static let stride = ColumnNumbers.reasonStride

    static func append(_ number: UInt16, column: Int, to list: inout [UInt8]) {
        list.append(UInt8(truncatingIfNeeded: column))
        list.append(UInt8(truncatingIfNeeded: number >> 8))
        list.append(UInt8(truncatingIfNeeded: number))
    }

    /// The number of a column's reason; 0 when it has none.
    static func number(of column: Int, in list: [UInt8]) -> Int {
        var index = 0
        while index + stride <= list.count {
            if Int(list[index]) == column { return Int(list[index + 1]) << 8 | Int(list[index + 2]) }
            index += stride
        }
        return 0
    }

    /// The reason of a column among those of its batch; nil for none.
    static func reason(of column: Int, in list: [UInt8], among reasons: [Reason]) -> Reason? {
        let number = number(of: column, in: list)
        return number > 0 && number <= reasons.count ? reasons[number - 1] : nil
    }
}

extension ChangeRow {
    /// Whether what the change wrote into a column still counts.
    func holds(_ column: Int) -> Bool { undoneBy.isEmpty && undoneColumns >> UInt64(column) & 1 == 0 }

    /// A bit for every column that the change wrote, book-keeping included.
    var touched: UInt64 {
        var mask: UInt64 = 0
        FieldHash.visit(hashes) { column, _ in mask |= 1 << UInt64(column) }
        return mask
    }

    /// True for what a load did.
    var isByLoad: Bool { kind == .create || kind == .update || kind == .merge }
}

/// A scope, looked up in a load: which columns of which changes belong to it.
struct ScopeFilter {
    let scope: RollbackScope
    let load: BatchRow
    let reasons: [Reason]
    private var columns: [UInt64]
    /// The records in scope with whatever belongs to them; nil = all.
    private(set) var records: [Entity: Set<RecordID>]?
    /// Those merged away by merges in scope.
    private(set) var losers: Set<RecordID>

    var isWhole: Bool { scope.isWhole }

    init(_ scope: RollbackScope, of load: BatchRow, _ session: any LoadSession, _ images: inout ImageBox) throws {
        self.scope = scope
        self.load = load
        reasons = scope.isWhole ? [] : try session.reasons(of: load.sequence)
        columns = Entity.allCases.map { _ in .max }
        losers = Set(scope.merges)
        if !scope.fields.isEmpty { columns = try ScopeFilter.columns(scope.fields) }
        if !scope.records.isEmpty { try findRecords(session, &images) }
    }

    private static func columns(_ fields: [String]) throws -> [UInt64] {
        var masks = [UInt64](repeating: 0, count: Entity.allCases.count)
        for field in fields {
            let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
            var isKnown = false
            for entity in Entity.allCases where parts.count == 1 || parts[0] == entity.table {
                guard let column = CustomerModel.columnIndex(parts.last ?? "", of: entity) else { continue }
                masks[Int(entity.rawValue)] |= 1 << UInt64(column)
                isKnown = true
            }
            guard isKnown else {
                throw LedgerFault.badScope("--field \(field): no table has that column; write column or table.column")
            }
        }
        return masks
    }

    /// The records named, those merged into or out of them by this load, and what belongs to all of these.
    private mutating func findRecords(_ session: any LoadSession, _ images: inout ImageBox) throws {
        var found: [Entity: Set<RecordID>] = [:]
        var isKnown = false
        for entity in Entity.allCases {
            let ids = scope.records.sorted()
            let rows = try session.rows(of: entity, columns: [], ids: ids)
            while let block = try rows.next() { found[entity, default: []].formUnion(block.ids) }
            let history = try session.history(of: entity, ids: ids).filter { $0.batch == load.sequence }
            found[entity, default: []].formUnion(history.map(\.id))
            isKnown = isKnown || !(found[entity] ?? []).isEmpty
        }
        guard isKnown else {
            throw LedgerFault.badScope(
                "--record \(scope.records.map(\.description).joined(separator: ", ")): the CRM has no such record")
        }
        for (loser, survivor, entity) in try ScopeFilter.merges(of: load, session, &images)
        where found[entity]?.contains(loser) == true || found[entity]?.contains(survivor) == true {
            losers.insert(loser)
            found[entity, default: []].insert(loser)
        }
        var wave = found
        while !wave.values.allSatisfy(\.isEmpty) {
            var next: [Entity: Set<RecordID>] = [:]
            for (entity, ids) in wave where !ids.isEmpty {
                try session.visitReferrers(to: entity, ids: ids.sorted()) { referrer in
                    guard let child = referrer.entity, let id = referrer.id, !child.isParty,
                        let column = CustomerModel.columnIndex(referrer.column, of: child),
                        TableComparison.parents(of: child).contains(where: { $0.column == column })
                    else { return }
                    if found[child, default: []].insert(id).inserted { next[child, default: []].insert(id) }
                }
            }
            wave = next
        }
        records = found
    }

    /// The merges that a load made.
    static func merges(
        of load: BatchRow, _ session: any LoadSession, _ images: inout ImageBox
    ) throws -> [(loser: RecordID, survivor: RecordID, entity: Entity)] {
        var merges: [(loser: RecordID, survivor: RecordID, entity: Entity)] = []
        for entity in [Entity.accounts, .contacts] {
            guard let into = CustomerModel.columnIndex("merged_into", of: entity) else { continue }
            let blocks = try session.changes(of: load.sequence, entity: entity, kinds: [.merge])
            while let block = try blocks.next() {
                let part = block.filter { FieldHash.entry(into, in: $0.hashes) ?? 0 != 0 }
                try images.prepare(part.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
                for change in part {
                    guard let image = try images.open(change),
                        let after = image.columns.first(where: { $0.column == into })?.after,
                        let survivor = RecordID(after)
                    else { continue }
                    merges.append((change.id, survivor, entity))
                }
            }
        }
        return merges
    }

    /// The source and the rule that brought a column of a change.
    func reason(of column: Int, _ change: ChangeRow) -> Reason {
        ReasonList.reason(of: column, in: change.reasons, among: reasons) ?? Reason(source: change.source, rule: "")
    }

    private func allows(_ column: Int, _ change: ChangeRow) -> Bool {
        guard columns[Int(change.entity.rawValue)] >> UInt64(column) & 1 == 1 else { return false }
        if scope.sources.isEmpty, scope.rules.isEmpty { return true }
        let reason = reason(of: column, change)
        if !scope.sources.isEmpty, !scope.sources.contains(reason.source) { return false }
        return scope.rules.isEmpty
            || scope.rules.contains { reason.rule == $0 || reason.rule.hasPrefix("\($0): ") }
    }

    /// The columns of a change that are in scope; with all columns of the customer model, those of book-keeping too.
    func mask(_ change: ChangeRow, _ image: Image?) -> UInt64 {
        let touched = change.touched
        if isWhole { return touched }
        let width = Schema.modelWidth(of: change.entity)
        let model: UInt64 = touched & ((1 << UInt64(width)) - 1)
        var mask: UInt64 = 0
        for column in 0..<width where model >> UInt64(column) & 1 == 1 && allows(column, change) {
            mask |= 1 << UInt64(column)
        }
        if !scope.merges.isEmpty { mask &= merged(change, image) }
        if let records, records[change.entity]?.contains(change.id) != true { mask &= merged(change, image) }
        return mask != 0 && model & ~(mask | change.undoneColumns) == 0 ? mask | touched & ~model : mask
    }

    /// The columns of a change that a merge in scope wrote: who was merged away, and what was hung on another record.
    private func merged(_ change: ChangeRow, _ image: Image?) -> UInt64 {
        guard change.kind == .merge, let image, !losers.isEmpty else { return 0 }
        var mask: UInt64 = 0
        let names = CustomerModel.columns(of: change.entity)
        func bit(_ name: String) -> UInt64 {
            CustomerModel.columnIndex(name, of: change.entity).map { 1 << UInt64($0) } ?? 0
        }
        for (column, before, _) in image.columns where column < names.count {
            guard case .reference = names[column].type else { continue }
            if names[column].name == "merged_into", losers.contains(change.id) {
                mask |= bit("merged_into") | bit("deleted_at")
            } else if let id = RecordID(before), losers.contains(id) {
                mask |= 1 << UInt64(column) | bit("is_primary")
            }
        }
        return mask
    }

    /// Whether all of a created record is in scope, so that it goes; else its values in scope are emptied.
    func takesWhole(_ change: ChangeRow, _ mask: UInt64) -> Bool {
        isWhole || mask != 0 && change.touched & ~mask == 0
    }

    /// The columns that are never emptied by themselves: whose record it is, and what kind of one.
    static func structure(of entity: Entity) -> UInt64 {
        var mask: UInt64 = 0
        if entity.isParty || entity == .users { return 0 }
        for reference in TableComparison.parents(of: entity) { mask |= 1 << UInt64(reference.column) }
        if let kind = CustomerModel.columnIndex("kind", of: entity) { mask |= 1 << UInt64(kind) }
        return mask
    }

    /// Whether an entry of the crosswalk that the load wrote or ended is in scope.
    func covers(_ entry: CrosswalkEntry) -> Bool {
        guard scope.movesCrosswalk else { return false }
        if !scope.sources.isEmpty, !scope.sources.contains(entry.source) { return false }
        return records.map { $0[entry.entity]?.contains(entry.masterID) == true } ?? true
    }
}
