internal import CRM
internal import Digest
internal import Records

/// A change on which the plan and the database of today differ.
public struct PlanDifference: Sendable, Equatable {
    /// The record's table.
    public var table: String
    /// The record's id.
    public var id: String
    /// What was planned: `create`, `update`, `merge`; empty for nothing.
    public var planned: String
    /// What would happen today; empty for nothing, the same word as `planned` when the values differ.
    public var today: String
    /// Of updates, the columns that come out otherwise: what was planned to be written, and what would be today; empty
    /// where the column would stay as it is.
    public var fields: [PlanFieldDifference] = []
}

/// A column of a change on which the plan and the database of today differ.
public struct PlanFieldDifference: Sendable, Equatable {
    /// The column.
    public var column: String
    /// From what to what the plan would have changed it; nil when it wouldn't have.
    public var planned: (old: String, new: String)?
    /// From what to what it would change today; nil when it wouldn't.
    public var today: (old: String, new: String)?

    /// Whether both say the same.
    public static func == (left: PlanFieldDifference, right: PlanFieldDifference) -> Bool {
        func same(_ one: (old: String, new: String)?, _ other: (old: String, new: String)?) -> Bool {
            one?.old == other?.old && one?.new == other?.new
        }
        return left.column == right.column && same(left.planned, right.planned) && same(left.today, right.today)
    }
}

/// How a plan differs from what a load would do today.
public struct PlanDelta: Sendable {
    /// The number of changes in the plan.
    public internal(set) var plannedCount = 0
    /// The number of changes that differ.
    public internal(set) var count = 0
    /// The first of them, at most 1,000.
    public internal(set) var differences: [PlanDifference] = []
    /// What a load would do today.
    public internal(set) var today: ChangeSet
}

extension PlanDelta {
    /// The most differences that are kept one by one.
    private static let maximumListed = 1_000

    private struct Line {
        let order: [UInt64]
        let table: String
        let id: String
        let kind: String
        let row: String
        let columns: [String: JSON]
    }

    /// Compares the plan's list of changes with today's, both in order.
    static func compare(
        _ plan: PlanFile, with today: ChangeSet, _ desired: DesiredMaster
    ) throws -> PlanDelta {
        var delta = PlanDelta(today: today)
        let reader = try LineReader(path: plan.changesPath)
        func next() throws -> Line? {
            guard let (bytes, _) = try reader.line() else { return nil }
            guard let value = JSON(canonical: bytes), let table = value["entity"]?.text, let id = value["id"]?.text,
                let kind = value["kind"]?.text
            else { throw LedgerFault.badPlan(path: plan.changesPath, reason: "a line isn't what was written") }
            // What ties records and what stays comes after everything that is written.
            guard let row = value["row"]?.text else { return nil }
            guard let entity = Entity(table: table), let record = RecordID(Array(id.utf8)) else {
                throw LedgerFault.badPlan(path: plan.changesPath, reason: "a line isn't what was written")
            }
            delta.plannedCount += 1
            return Line(
                order: order(entity, kind, record), table: table, id: id, kind: kind, row: row,
                columns: value["columns"]?.members ?? [:])
        }
        func differ(_ difference: @autoclosure () -> PlanDifference) {
            delta.count += 1
            if delta.differences.count < maximumListed { delta.differences.append(difference()) }
        }
        func gone(_ line: Line) {
            differ(
                PlanDifference(
                    table: line.table, id: line.id, planned: line.kind, today: "", fields: fields(line.columns, [:])))
        }
        var planned = try next()
        try today.visit(desired) { change in
            let place = order(change.entity, change.kind.rawValue, change.id)
            while let line = planned, line.order.lexicographicallyPrecedes(place) {
                gone(line)
                planned = try next()
            }
            let (table, id, kind) = (change.entity.table, change.id.description, change.kind.rawValue)
            let isPlanned = planned?.order == place
            let line = isPlanned ? planned : nil
            if isPlanned { planned = try next() }
            if let line, line.row == Hex.encode(change.rowHash), line.kind == kind { return }
            differ(
                PlanDifference(
                    table: table, id: id, planned: line?.kind ?? "", today: kind,
                    fields: fields(line?.columns ?? [:], columns(of: change, in: today))))
        }
        while let line = planned {
            gone(line)
            planned = try next()
        }
        return delta
    }

    private static func order(_ entity: Entity, _ kind: String, _ id: RecordID) -> [UInt64] {
        [UInt64(entity.rawValue), kind == ChangeKind.create.rawValue ? 0 : 1, id.high, id.low]
    }

    private static func columns(
        of change: ChangeSet.Visited, in today: ChangeSet
    ) -> [String: (old: String, new: String)] {
        guard change.kind != .create else { return [:] }
        let updates = today[change.entity].updates
        var values: [String: (old: String, new: String)] = [:]
        for (index, column) in Schema.storedColumns(of: change.entity).enumerated()
        where updates.masks[change.index] >> UInt64(index) & 1 == 1 {
            values[column.name] = (updates.old.text(change.index, index), updates.new.text(change.index, index))
        }
        return values
    }

    private static func fields(
        _ planned: [String: JSON], _ today: [String: (old: String, new: String)]
    ) -> [PlanFieldDifference] {
        Set(planned.keys).union(today.keys).sorted().compactMap { column in
            if column == "updated_at" || column == "updated_by" { return nil }
            let texts = planned[column]?.elements?.compactMap(\.text) ?? []
            let before = texts.count == 2 ? (old: texts[0], new: texts[1]) : nil
            let field = PlanFieldDifference(column: column, planned: before, today: today[column])
            let same = PlanFieldDifference(column: column, planned: today[column], today: before)
            return field == same ? nil : field
        }
    }
}
