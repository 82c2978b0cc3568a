internal import Records

/// Holds a description against a database's catalogue: what fits becomes a `BoundSchema`, what doesn't a list of problems
/// with their places, all at once.
struct SchemaBinder {
    private let schema: TargetSchema
    private let tables: NativeTables
    private var known: [String: NativeTable?] = [:]
    private var problems: [(spot: TargetSchema.Spot, text: String)] = []
    private var remarks: [String] = []

    /// Binds a description.
    static func bind(_ schema: TargetSchema, _ tables: NativeTables, location: String) throws -> BoundSchema {
        var binder = SchemaBinder(schema: schema, tables: tables)
        let bound = try binder.bind()
        if binder.problems.isEmpty { return bound }
        let lines = binder.problems.sorted {
            ($0.spot.line, $0.spot.column, $0.text) < ($1.spot.line, $1.spot.column, $1.text)
        }
        var texts: [String] = []
        for problem in lines {
            let text = "\(schema.file):\(problem.spot.line):\(problem.spot.column): \(problem.text)"
            if texts.last != text { texts.append(text) }
        }
        throw CRMFault.misfit(location: location, problems: texts)
    }

    private init(schema: TargetSchema, tables: NativeTables) {
        self.schema = schema
        self.tables = tables
    }

    private mutating func complain(_ spot: TargetSchema.Spot, _ text: String) { problems.append((spot, text)) }

    private mutating func table(_ name: String, _ spot: TargetSchema.Spot, isWritten: Bool) throws -> NativeTable? {
        let title = tables.title(name)
        if known[title] == nil { known[title] = try tables.table(title) }
        guard let table = known[title] ?? nil else {
            complain(spot, "there is no table \(title); name one that is there, with its schema")
            return nil
        }
        if isWritten, !table.isTable {
            complain(
                spot, "\(title) is a view; only tables are written: name the one behind it, or set made_by: nobody")
        }
        return table
    }

    private mutating func column(_ name: String, _ table: NativeTable, _ spot: TargetSchema.Spot) -> NativeColumn? {
        if let column = table.column(name) { return column }
        let near = table.columns.map(\.name).filter { $0.hasPrefix(String(name.prefix(3))) }.prefix(5)
        let hint = near.isEmpty ? "" : "; it has \(near.joined(separator: ", "))"
        complain(spot, "\(table.title) has no column \(name)\(hint)")
        return nil
    }

    private mutating func bind() throws -> BoundSchema {
        var places: [BoundPlace] = []
        var byEntity = [[Int]](repeating: [], count: Entity.allCases.count)
        // Parents first, so that a slot finds its parent's place.
        let order = schema.places.filter { $0.slot == nil } + schema.places.filter { $0.slot != nil }
        var failed: Set<Entity> = []
        for place in order {
            let parent = place.slot.flatMap { slot in
                places.first { $0.entity == slot.parent && !$0.isSlot && $0.isMade }
            }
            if let slot = place.slot, parent == nil {
                if !failed.contains(slot.parent) {
                    complain(
                        place.spot, "\(slot.parent.table) have no place whose columns could hold this; describe it")
                }
                continue
            }
            guard let bound = try bind(place, places.count, parent) else {
                failed.insert(place.entity)
                continue
            }
            byEntity[Int(place.entity.rawValue)].append(bound.index)
            places.append(bound)
        }
        try checkReferences(places, failed)
        try checkUntouched(places)
        for dependant in schema.dependants {
            guard let table = try table(dependant.table, dependant.spot, isWritten: false) else { continue }
            _ = column(dependant.column, table, dependant.spot)
            for condition in dependant.conditions { _ = column(condition.column, table, condition.spot) }
            if byEntity[Int(dependant.entity.rawValue)].isEmpty, !failed.contains(dependant.entity) {
                complain(dependant.spot, "\(dependant.entity.table) have no place here; remove this, or describe one")
            }
        }
        let named = places.map(\.table) + places.compactMap { $0.shared?.table }
        let referrers = problems.isEmpty ? try tables.referrers(to: named) : []
        return BoundSchema(
            schema: schema, places: places, byEntity: byEntity, referrers: referrers,
            remarks: remarks)
    }

    // MARK: One place

    private mutating func bind(
        _ place: TargetSchema.Place, _ index: Int, _ parent: BoundPlace?
    ) throws -> BoundPlace? {
        let isMade = place.making != .nobody || parent != nil
        guard let table = try table(parent?.place.table ?? place.table, place.spot, isWritten: isMade),
            let key = column(parent?.place.id ?? place.id, table, place.spot)
        else { return nil }
        let problemCount = problems.count
        var builder = ReadList(tables: tables)
        var joins = ""
        var shared: (table: NativeTable, key: NativeColumn)?
        if let description = place.shared, let found = try bind(description, table) {
            shared = found
            joins =
                " JOIN \(found.table.quoted) AS s ON s.\(NativeTables.quoted(found.key.name)) = "
                + "t.\(NativeTables.quoted(description.by))"
        }
        var cells: [BoundCell] = []
        for cell in place.cells {
            if let bound = try bind(cell, place, table, shared?.table, &builder) { cells.append(bound) }
        }
        var filters: [String] = []
        var conditions: [(column: NativeColumn, value: NativeValue)] = []
        for condition in (parent?.place.conditions ?? []) + place.conditions {
            guard let column = column(condition.column, table, condition.spot) else { continue }
            filters.append(SchemaBinder.sql(condition, column, "t", tables))
            if parent == nil {
                conditions.append((column, condition.values.first?.map { SchemaBinder.value($0, column, tables) }))
            }
        }
        if let description = place.shared, let shared {
            for condition in description.conditions {
                guard let column = column(condition.column, shared.table, condition.spot) else { continue }
                filters.append(SchemaBinder.sql(condition, column, "s", tables))
            }
        }
        var settings: [(column: NativeColumn, preset: TargetSchema.Preset)] = []
        for setting in place.settings {
            guard let column = column(setting.column, table, setting.spot) else { continue }
            if case .sameAs(let other) = setting.preset { _ = self.column(other, table, setting.spot) }
            settings.append((column, setting.preset))
        }
        if parent == nil, isMade {
            checkKey(place, table, key)
            checkRequired(place, table, key, cells, conditions, settings)
        }
        if parent != nil { checkSlot(place, cells) }
        if problems.count > problemCount { return nil }
        builder.addKey(key)
        let mark =
            parent.map { "\($0.entity.table)/\(place.cells.map(\.name).sorted().joined(separator: "+"))" }
            ?? table.title
        return BoundPlace(
            place: place, index: index, entity: place.entity, table: table, key: key, parent: parent?.index,
            reads: builder.reads, cells: cells,
            source: "\(table.quoted) AS t\(joins) WHERE "
                + (filters.isEmpty ? "true" : filters.joined(separator: " AND ")),
            settings: settings, conditions: conditions, shared: shared, mark: mark)
    }

    /// What is read of a row, each column once.
    private struct ReadList {
        let tables: NativeTables
        var reads: [(name: String, column: NativeColumn, sql: String)] = []

        mutating func add(_ name: String, _ column: NativeColumn, _ sql: String) -> Int {
            if let index = reads.firstIndex(where: { $0.name == name }) { return index }
            reads.append((name, column, tables.text(sql)))
            return reads.count - 1
        }

        mutating func addKey(_ key: NativeColumn) {
            reads.append(("id", key, tables.text("t.\(NativeTables.quoted(key.name))")))
        }
    }

    private mutating func bind(
        _ cell: TargetSchema.Cell, _ place: TargetSchema.Place, _ table: NativeTable, _ shared: NativeTable?,
        _ builder: inout ReadList
    ) throws -> BoundCell? {
        let stored = Schema.storedColumns(of: place.entity)
        let type = stored[cell.columns[0]].type
        let isOfShared = cell.name.hasPrefix("shared.")
        let isShared =
            isOfShared
            && place.shared?.fills.contains { "shared.\($0.column)" == cell.name && $0.part == .value } == true
        var found: NativeColumn?
        var sql = ""
        var writes: [(column: NativeColumn, read: Int)] = []
        if isOfShared {
            let name = String(cell.name.dropFirst("shared.".count))
            if let shared, let column = column(name, shared, cell.spot) {
                found = column
                sql = "s.\(NativeTables.quoted(name))"
            } else if shared == nil, place.shared == nil {
                complain(cell.spot, "there is no shared: table in this place; describe it, or name a column of its own")
            }
        } else if cell.hops.isEmpty {
            found = column(cell.name, table, cell.spot)
            sql = "t.\(NativeTables.quoted(cell.name))"
        } else {
            (found, sql) = try bind(cell.hops, cell, place, table)
        }
        guard let column = found else { return nil }
        let title = cell.hops.isEmpty ? cell.name : "\(cell.name) of \(cell.hops.map(\.table).joined(separator: ", "))"
        let read = builder.add(cell.hops.isEmpty ? cell.name : sql, column, sql)
        if cell.hops.isEmpty, !isOfShared {
            writes.append((column, read))
            for name in cell.also {
                guard let other = self.column(name, table, cell.spot) else { continue }
                writes.append((other, builder.add(name, other, "t.\(NativeTables.quoted(name))")))
            }
        }
        if column.isGenerated, cell.hops.isEmpty, place.making != .nobody {
            complain(cell.spot, "\(table.title).\(title) is a generated column, which can't be written; name another")
        }
        var conditions: [(read: Int, column: NativeColumn, values: [NativeValue])] = []
        for condition in cell.conditions {
            guard let column = self.column(condition.column, table, condition.spot) else { continue }
            let place = builder.add(condition.column, column, "t.\(NativeTables.quoted(condition.column))")
            conditions.append(
                (place, column, condition.values.map { $0.map { SchemaBinder.value($0, column, tables) } }))
        }
        var codes: (byKey: [[UInt8]: [UInt8]], byValue: [[UInt8]: [UInt8]]) = ([:], [:])
        var reference: Entity?
        switch cell.form {
        case .plain:
            if case .reference(let to) = type { reference = to }
            if !NativeForm.fits(type, column.kind) {
                complain(
                    cell.spot,
                    "\(title) holds \(column.kind.words) (\(column.type)), which can't hold "
                        + "\(place.entity.table).\(stored[cell.columns[0]].name); name another column, or say values: or "
                        + "lookup: for it")
            }
        case .lookup(let lookup): codes = try bind(lookup, cell.spot)
        default: break
        }
        return BoundCell(
            cell: cell, columns: cell.columns, type: type, read: read, column: column, writes: writes,
            conditions: conditions, reference: reference, codes: codes, isShared: isShared,
            sharedFill: isOfShared && !isShared ? column : nil)
    }

    private mutating func bind(
        _ lookup: TargetSchema.Lookup, _ spot: TargetSchema.Spot
    ) throws -> (byKey: [[UInt8]: [UInt8]], byValue: [[UInt8]: [UInt8]]) {
        var codes: (byKey: [[UInt8]: [UInt8]], byValue: [[UInt8]: [UInt8]]) = ([:], [:])
        guard let table = try table(lookup.table, spot, isWritten: false),
            let key = column(lookup.key, table, spot), let value = column(lookup.value, table, spot)
        else { return codes }
        var names = [key, value].map { tables.text(NativeTables.quoted($0.name)) }
        if !lookup.member.isEmpty {
            names[1] = "(\(NativeTables.quoted(value.name))->>\(NativeTables.literal(lookup.member)))"
        }
        try tables.select(
            "SELECT \(names[0]), \(names[1]) FROM \(table.quoted) ORDER BY \(NativeTables.quoted(key.name))", width: 2
        ) { row in
            guard let key = row[0], let value = row[1], !value.isEmpty else { return }
            codes.byKey[key] = value
            if codes.byValue[value] == nil { codes.byValue[value] = key }
        }
        return codes
    }

    /// A path through other tables, as a value of its own.
    private mutating func bind(
        _ hops: [TargetSchema.Hop], _ cell: TargetSchema.Cell, _ place: TargetSchema.Place, _ table: NativeTable
    ) throws -> (NativeColumn?, String) {
        var from = ""
        var filters: [String] = []
        var last: NativeTable?
        for (number, hop) in hops.enumerated() {
            guard let hopTable = try self.table(hop.table, hop.spot, isWritten: false),
                let key = column(hop.key, hopTable, hop.spot)
            else { return (nil, "") }
            let by = hop.by.isEmpty ? place.id : hop.by
            guard let other = column(by, last ?? table, hop.spot) else { return (nil, "") }
            let before = number == 0 ? "t" : "h\(number - 1)"
            let equal =
                "h\(number).\(NativeTables.quoted(key.name)) = \(before).\(NativeTables.quoted(other.name))"
            if number == 0 {
                from = "\(hopTable.quoted) AS h0"
                filters.append(equal)
            } else {
                from += " JOIN \(hopTable.quoted) AS h\(number) ON \(equal)"
            }
            for condition in hop.conditions {
                guard let column = column(condition.column, hopTable, condition.spot) else { continue }
                filters.append(SchemaBinder.sql(condition, column, "h\(number)", tables))
            }
            last = hopTable
        }
        guard let last, let column = column(cell.name, last, cell.spot) else { return (nil, "") }
        let name = "h\(hops.count - 1).\(NativeTables.quoted(column.name))"
        return (
            column, "(SELECT \(name) FROM \(from) WHERE \(filters.joined(separator: " AND ")) ORDER BY 1 LIMIT 1)"
        )
    }

    private mutating func bind(
        _ shared: TargetSchema.Shared, _ table: NativeTable
    ) throws -> (table: NativeTable, key: NativeColumn)? {
        guard let found = try self.table(shared.table, shared.spot, isWritten: true),
            let key = column(shared.id, found, shared.spot)
        else { return nil }
        _ = column(shared.by, table, shared.spot)
        _ = column(shared.find, found, shared.spot)
        var filled = Set(
            shared.fills.map(\.column) + shared.settings.map(\.column) + shared.conditions.map(\.column))
        for name in filled { _ = column(name, found, shared.spot) }
        filled.insert(shared.id)
        if case .sequence(let named) = shared.making, named == nil, key.sequence.isEmpty {
            complain(shared.spot, "\(found.title).\(key.name) has no sequence; say made_by: uuid or text")
        }
        for column in found.columns
        where column.isRequired && !column.hasDefault && !column.isGenerated && !filled.contains(column.name) {
            complain(
                shared.spot,
                "\(found.title).\(column.name) is NOT NULL without a default, and nothing fills it; name it under set:")
        }
        return (found, key)
    }

    // MARK: Constants

    /// A value of the description as the column's own text.
    static func value(_ text: String, _ column: NativeColumn, _ tables: NativeTables) -> [UInt8] {
        if column.kind == .boolean, tables.isSQLite, text == "true" || text == "false" {
            return Array((text == "true" ? "1" : "0").utf8)
        }
        return Array(text.utf8)
    }

    /// A condition as SQL.
    static func sql(
        _ condition: TargetSchema.Condition, _ column: NativeColumn, _ alias: String, _ tables: NativeTables
    ) -> String {
        let name = "\(alias).\(NativeTables.quoted(column.name))"
        let parts = condition.values.map { value in
            value.map {
                "\(name) = \(NativeTables.literal(String(decoding: self.value($0, column, tables), as: UTF8.self)))"
            }
                ?? "\(name) IS NULL"
        }
        return parts.count == 1 ? parts[0] : "(\(parts.joined(separator: " OR ")))"
    }

    // MARK: Checks

    private mutating func checkKey(_ place: TargetSchema.Place, _ table: NativeTable, _ key: NativeColumn) {
        if !table.uniques.contains(where: { $0.columns == [key.name] }) {
            complain(
                place.spot, "\(table.title).\(key.name) isn't unique by itself, so it can't be an id; name the key")
        }
        switch place.making {
        case .sequence(let named):
            if named == nil, key.sequence.isEmpty {
                complain(
                    place.spot,
                    "\(table.title).\(key.name) has no sequence; name it (sequence: NAME), or say made_by: uuid or text"
                )
            }
        case .uuid:
            if key.kind != .uuid, key.kind != .text || (key.maximum > 0 && key.maximum < 36) {
                complain(
                    place.spot, "\(table.title).\(key.name) can't hold a UUID (\(key.type)); say how its ids are made")
            }
        case .text(let length):
            if key.kind != .text || (key.maximum > 0 && key.maximum < length) {
                complain(
                    place.spot,
                    "\(table.title).\(key.name) can't hold \(length) characters (\(key.type)); say another length")
            }
        case .nobody: break
        }
    }

    private mutating func checkRequired(
        _ place: TargetSchema.Place, _ table: NativeTable, _ key: NativeColumn, _ cells: [BoundCell],
        _ conditions: [(column: NativeColumn, value: NativeValue)],
        _ settings: [(column: NativeColumn, preset: TargetSchema.Preset)]
    ) {
        var filled: Set<String> = [key.name]
        filled.formUnion(cells.flatMap { $0.writes.map(\.column.name) + $0.conditions.map(\.column.name) })
        filled.formUnion(conditions.map(\.column.name))
        filled.formUnion(settings.map(\.column.name))
        if let by = place.shared?.by { filled.insert(by) }
        for column in table.columns
        where column.isRequired && !column.hasDefault && !column.isGenerated && !filled.contains(column.name) {
            complain(
                place.spot,
                "\(table.title).\(column.name) is NOT NULL without a default, and nothing fills it; "
                    + "name it under columns: or set:")
        }
        for unique in table.uniques where unique.columns != [key.name] {
            if unique.columns.contains(where: { filled.contains($0) }) {
                let names = unique.columns.joined(separator: ", ")
                let remark = "\(table.title): \(names) must be unique"
                if !remarks.contains(remark) { remarks.append(remark) }
            }
        }
    }

    private mutating func checkSlot(_ place: TargetSchema.Place, _ cells: [BoundCell]) {
        if !place.conditions.isEmpty {
            complain(place.spot, "a place in another row has no where: of its own; remove it")
        }
        for cell in cells where cell.writes.isEmpty {
            complain(cell.cell.spot, "\(cell.cell.name) isn't a column of the customer's own row; name one")
        }
    }

    private mutating func checkReferences(_ places: [BoundPlace], _ failed: Set<Entity>) throws {
        for place in places {
            for cell in place.cells {
                guard let to = cell.reference else { continue }
                let targets = places.filter { $0.entity == to && !$0.isSlot }
                if targets.isEmpty {
                    if !failed.contains(to) {
                        complain(cell.cell.spot, "\(to.table) have no place here, so nothing can name one; describe it")
                    }
                    continue
                }
                guard let reference = place.table.references.first(where: { $0.column == cell.column.name }) else {
                    continue
                }
                if !targets.contains(where: { $0.table.title == tables.title(reference.table) }) {
                    complain(
                        cell.cell.spot,
                        "\(place.table.title).\(cell.column.name) names rows of \(reference.table), not of "
                            + "\(targets[0].table.title); name the column that leads to \(to.table)")
                }
            }
        }
    }

    private mutating func checkUntouched(_ places: [BoundPlace]) throws {
        for untouched in schema.untouched {
            guard let table = try table(untouched.table, untouched.spot, isWritten: false) else { continue }
            if let name = untouched.column, column(name, table, untouched.spot) == nil { continue }
            for place in places where place.isMade {
                var written: [String] = []
                if place.table.title == table.title {
                    written += place.cells.flatMap { $0.writes.map(\.column.name) + $0.conditions.map(\.column.name) }
                    written += place.settings.map(\.column.name) + place.conditions.map(\.column.name)
                    if let by = place.place.shared?.by { written.append(by) }
                    if untouched.column == nil { written.append(place.key.name) }
                }
                if let shared = place.shared, let description = place.place.shared, shared.table.title == table.title {
                    written += description.fills.map(\.column) + description.settings.map(\.column) + [description.id]
                }
                let isHit = untouched.column.map { written.contains($0) } ?? !written.isEmpty
                guard isHit else { continue }
                complain(
                    untouched.spot,
                    "\(table.title)\(untouched.column.map { ".\($0)" } ?? "") is to stay untouched, but "
                        + "\(place.entity.table) are written there; take one of the two out")
            }
        }
    }
}
