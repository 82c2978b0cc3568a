internal import CRM
internal import Digest
internal import Records

/// The book-keeping and the proof of a rollback.
extension Undoing {
    /// Notes what was taken back and what stays, in changes, crosswalk, watermarks and holds.
    mutating func settle() throws {
        if filter.isWhole { try settleWhole() }
        let (kept, decisions, filter) = (kept, decisions, filter)
        if filter.scope.movesCrosswalk {
            let others = try otherFilters()
            try settleCrosswalk(endingAll: filter.isWhole) { entry in
                let isOut = filter.covers(entry) || others.contains { $0.covers(entry) }
                return isOut && kept[entry.entity]?[entry.masterID] == nil
            } isTouched: { entity, id in
                decisions.removed[entity].map { Undoing.contains($0, id) } ?? false
            } isGone: { entity, id in
                decisions.removed[entity].map { Undoing.contains($0, id) } ?? false
            }
        }
        try settleSources()
    }

    private mutating func settleWhole() throws {
        try session.setUndone(load.sequence, by: batch.id)
        for entity in Entity.allCases {
            guard let records = kept[entity] else { continue }
            var notes = try session.history(of: entity, ids: records.keys.sorted()).filter { change in
                // A making of this load that an earlier rollback took back stays taken back: the record that is there now
                // was made by another load.
                change.kind == .create
                    && (change.batch == load.sequence && change.undoneBy == batch.id
                        || lingering.contains { $0.batch == change.batch && $0.number == change.number })
            }
            for index in notes.indices {
                notes[index].undoneBy = ""
                notes[index].kept = records[notes[index].id]?.rawValue ?? ""
            }
            try session.settle(notes)
        }
        var freed = lingering.filter { kept[$0.entity]?[$0.id] == nil } + outdated
        for index in freed.indices {
            freed[index].undoneBy = batch.id
            freed[index].kept = ""
        }
        try session.settle(freed)
    }

    static func contains(_ ids: [RecordID], _ id: RecordID) -> Bool {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }

    /// The parts of this load that other rollbacks took back and that hold, as far as they concern the crosswalk.
    mutating func otherFilters(but rollback: Int = 0) throws -> [ScopeFilter] {
        var filters: [ScopeFilter] = []
        for row in batches where row.kind == .rollback && row.undoes == load.id && row.undoneBy.isEmpty {
            guard row.sequence != rollback else { continue }
            let scope = RollbackScope(JSON(canonical: Array(row.details.utf8))?["scope"])
            guard scope.movesCrosswalk, !scope.isWhole else { continue }
            filters.append(try ScopeFilter(scope, of: load, session, &images))
        }
        return filters
    }

    // MARK: Crosswalk

    /// Ends and renews entries of the crosswalk so that those hold which loads that are in wrote and none that is in ended.
    ///
    /// Nothing is ever removed: what no longer holds is ended by this batch, what holds again is written anew by it. With
    /// `endingAll` nearly all that the load wrote ends: then what stays is listed instead.
    mutating func settleCrosswalk(
        endingAll: Bool = false,
        isOut: (CrosswalkEntry) -> Bool, isTouched: (Entity, RecordID) -> Bool, isGone: (Entity, RecordID) -> Bool
    ) throws {
        let loads = Set(batches.filter { $0.kind == .load }.map(\.sequence))
        var ended: [CrosswalkEntry] = []
        var staying: [CrosswalkEntry] = []
        var renewed: [CrosswalkEntry] = []
        var group: [CrosswalkEntry] = []
        func isIn(_ batch: Int, _ entry: CrosswalkEntry, _ isHolding: Bool) -> Bool {
            if batch == load.sequence { return !isOut(entry) }
            return otherLoads.contains(batch) || isHolding
        }
        func decide() {
            defer { group.removeAll(keepingCapacity: true) }
            let concerns = group.contains {
                $0.batch == load.sequence || $0.endedBy == load.sequence || isTouched($0.entity, $0.masterID)
            }
            guard concerns else { return }
            // By far the most: one source record, tied once, by this very load.
            if group.count == 1, group[0].endedBy == 0, group[0].batch == load.sequence {
                if isOut(group[0]) || isGone(group[0].entity, group[0].masterID) {
                    if !endingAll { ended.append(group[0]) }
                } else if endingAll {
                    staying.append(group[0])
                }
                return
            }
            var left = group
            while let first = left.first {
                let versions = left.filter { Undoing.isSame($0, first) }
                left.removeAll { Undoing.isSame($0, first) }
                var holds = false
                for writer in versions where loads.contains(writer.batch) {
                    guard isIn(writer.batch, writer, writer.endedBy == 0) else { continue }
                    let isEnded = versions.contains {
                        $0.endedBy > writer.batch && loads.contains($0.endedBy) && isIn($0.endedBy, writer, false)
                    }
                    if !isEnded { holds = true }
                }
                if isGone(first.entity, first.masterID) { holds = false }
                let current = versions.filter { $0.endedBy == 0 }
                if holds, current.isEmpty {
                    var entry = first
                    (entry.batch, entry.endedBy) = (batch.sequence, 0)
                    renewed.append(entry)
                } else if !holds {
                    ended += current
                } else if endingAll {
                    staying += current.filter { $0.batch == load.sequence }
                }
            }
        }
        let blocks = try session.crosswalk(since: 1)
        while let block = try blocks.next() {
            for entry in block {
                if let last = group.last, !Undoing.isSameSource(last, entry) { decide() }
                group.append(entry)
            }
        }
        decide()
        if endingAll {
            try session.endAll(of: load.sequence, by: batch.sequence)
            try session.end(staying, by: 0)
        }
        try session.end(ended, by: batch.sequence)
        try session.append(try present(renewed))
    }

    private static func isSame(_ left: CrosswalkEntry, _ right: CrosswalkEntry) -> Bool {
        left.masterID == right.masterID && left.entity == right.entity && left.ordinal == right.ordinal
            && left.rowHash == right.rowHash
    }

    private static func isSameSource(_ left: CrosswalkEntry, _ right: CrosswalkEntry) -> Bool {
        left.key == right.key && left.record == right.record && left.stream == right.stream
            && left.source == right.source
    }

    /// Those entries whose master records are there, in their order.
    private func present(_ entries: [CrosswalkEntry]) throws -> [CrosswalkEntry] {
        var there: [Entity: Set<RecordID>] = [:]
        for entity in Set(entries.map(\.entity)) {
            let ids = Set(entries.filter { $0.entity == entity }.map(\.masterID)).sorted()
            let rows = try session.rows(of: entity, columns: [], ids: ids)
            while let block = try rows.next() { there[entity, default: []].formUnion(block.ids) }
        }
        return entries.filter { there[$0.entity]?.contains($0.masterID) == true }
    }

    // MARK: Sources

    /// The watermarks that a load moved, as its details hold them.
    var loadWatermarks: [Watermark] {
        (JSON(canonical: Array(load.details.utf8))?["watermarks"]?.elements ?? []).compactMap { mark in
            guard let source = mark["source"]?.text, let stream = mark["stream"]?.text, let value = mark["value"]?.text
            else { return nil }
            return Watermark(source: source, stream: stream, value: value, batch: load.sequence)
        }
    }

    /// Puts watermarks back and holds the sources concerned, so that tonight doesn't bring the same rows again.
    private mutating func settleSources() throws {
        let scope = filter.scope
        var concerned: Set<String> = []
        if scope.movesWatermarks {
            let moved = Set(try session.undoWatermarks(of: load.sequence))
            let stays = loadWatermarks.filter { !scope.sources.isEmpty && !scope.sources.contains($0.source) }
            try session.append(stays)
            concerned = moved.subtracting(stays.map(\.source))
            let earlier = try session.watermarks()
            for source in concerned.sorted() {
                let mark = earlier.first { $0.source == source }
                report.watermarks.append((source, mark?.value ?? ""))
            }
            concerned.formUnion(try sources().filter { scope.sources.isEmpty || scope.sources.contains($0) })
        } else {
            concerned = report.touchedSources.union(scope.sources)
        }
        concerned.remove("")
        report.heldSources = concerned.sorted()
        let held = try session.heldSources()
        for source in report.heldSources where held[source] == nil { try session.hold(source: source, by: batch.id) }
    }

    /// The sources of a load, by its reasons and its crosswalk.
    private func sources() throws -> Set<String> {
        var sources = Set(try session.reasons(of: load.sequence).map(\.source))
        if !sources.isEmpty { return sources }
        let blocks = try session.crosswalk(since: load.sequence)
        while let block = try blocks.next() {
            for entry in block where entry.batch == load.sequence { sources.insert(entry.source) }
        }
        return sources
    }

    // MARK: Proof

    /// Reads the state anew and compares it with what the decisions make of the state before. Throws when they differ: the
    /// database didn't take what was decided, and nothing of it may stay.
    mutating func prove(_ census: StateCensus) throws -> StateRoots {
        var money = MoneyTotals()
        let roots = try StateHash.compute(session) { entity, _, row, rows, _ in money.add(entity, row, rows) }
        report.proof.expected = Hex.encode(census.root(after: decisions))
        report.proof.actual = Hex.encode(roots.full)
        report.money = MoneyComparison.of(census.money, money)
        guard report.proof.isEqual else {
            throw LedgerFault.badProof(batch.id, reason: "the CRM doesn't hold what was decided")
        }
        return roots
    }

    /// Finds the records that differ from the state before the load.
    mutating func findDifferences() throws {
        if report.proof.isAsBefore { return }
        var listed: [Entity: Set<RecordID>] = [:]
        func list(_ entity: Entity, _ id: RecordID, _ columns: [String], _ reason: String) {
            listed[entity, default: []].insert(id)
            report.proof.differenceCount += 1
            guard report.proof.differences.count < 1_000 else { return }
            report.proof.differences.append(
                StateDifference(entity: entity, id: id, columns: columns, reason: reason))
        }
        for record in report.keptRecords { list(record.entity, record.id, [], "kept: \(record.reason.rawValue)") }
        let fields = Dictionary(grouping: report.keptFields) { "\($0.entity.table) \($0.id)" }
        for field in report.keptFields where listed[field.entity]?.contains(field.id) != true {
            let columns = (fields["\(field.entity.table) \(field.id)"] ?? []).map(\.column)
            list(field.entity, field.id, columns, "changed by a person since")
        }
        let laterFields = Dictionary(grouping: report.laterFields) { "\($0.entity.table) \($0.id)" }
        for field in report.laterFields where listed[field.entity]?.contains(field.id) != true {
            let columns = (laterFields["\(field.entity.table) \(field.id)"] ?? []).map(\.column)
            list(field.entity, field.id, columns, "changed by a later load")
        }
        for entity in Entity.allCases {
            let blocks = try session.rows(of: entity, columns: [], ids: nil)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() where block.versions[row] > load.versionAfter {
                    if listed[entity]?.contains(id) == true || decisions.changed[entity]?[id] != nil { continue }
                    list(entity, id, [], "changed or added since the load")
                }
            }
        }
    }
}
