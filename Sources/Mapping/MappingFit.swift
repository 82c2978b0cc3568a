internal import Text

/// How a mapping made for one header is fitted to another: the columns that come under other names, and those that don't
/// come at all.
extension SourceMapping {
    /// Calls columns by other names: `names` holds the mapping's own name → the file's.
    public mutating func rename(_ names: [String: String]) {
        if names.isEmpty { return }
        func named(_ name: String) -> String { names[name] ?? name }
        for index in records.indices {
            records[index].key = records[index].key.map(named)
            records[index].condition = records[index].condition?.renamed(named)
            switch records[index].each {
            case .parts(let column, let separator)?:
                records[index].each = .parts(column: named(column), separator: separator)
            case .columns(let columns)?: records[index].each = .columns(columns.map(named))
            case .numbers?, nil: break
            }
            for field in records[index].fields.indices {
                let old = records[index].fields[field]
                records[index].fields[field].condition = old.condition?.renamed(named)
                switch old.source {
                case .columns(let columns, let joiner):
                    records[index].fields[field].source = .columns(columns.map(named), joiner: joiner)
                case .reference(.byKey(let source, let record, let columns)):
                    records[index].fields[field].source = .reference(
                        .byKey(source: source, record: record, columns: columns.map(named)))
                case .reference(.byField(let source, let name, let column)):
                    records[index].fields[field].source = .reference(
                        .byField(source: source, field: name, column: named(column)))
                case .reference(.sameRow), .constant, .item: break
                }
            }
        }
        for index in filters.indices { filters[index].condition = filters[index].condition.renamed(named) }
        ignored = ignored.map(named)
        conventions.continued = conventions.continued.map(named)
    }

    /// Leaves out what reads columns that a file doesn't have, as if they were empty in every row: fields, parts of keys,
    /// conditions that are decided by it, filters that never hold, and records that are never made, with what refers to them.
    public mutating func leaveOut(_ absent: Set<String>) {
        if absent.isEmpty { return }
        conventions.continued.removeAll { absent.contains($0) }
        filters = filters.compactMap { filter in
            guard case .open(let condition) = filter.condition.without(absent) else { return nil }
            return RowFilter(condition: condition, reason: filter.reason)
        }
        records = records.compactMap { record in
            var record = record
            if let condition = record.condition {
                switch condition.without(absent) {
                case .decided(true): record.condition = nil
                case .decided(false): return nil
                case .open(let condition): record.condition = condition
                }
            }
            switch record.each {
            case .parts(let column, _)? where absent.contains(column): return nil
            case .columns(let names)?:
                let left = names.filter { !absent.contains($0) }
                if left.isEmpty { return nil }
                record.each = .columns(left)
            default: break
            }
            record.key.removeAll { absent.contains($0) }
            record.fields = record.fields.compactMap { SourceMapping.field($0, without: absent) }
            let isMade = record.fields.contains { if case .constant = $0.source { false } else { true } }
            return isMade ? record : nil
        }
        var names = Set(records.map(\.name))
        while true {
            for index in records.indices {
                records[index].fields.removeAll { field in
                    switch field.source {
                    case .reference(.sameRow(let name)), .reference(.byKey(nil, let name?, _)): !names.contains(name)
                    default: false
                    }
                }
            }
            records.removeAll { record in
                record.fields.allSatisfy { if case .constant = $0.source { true } else { false } }
            }
            let left = Set(records.map(\.name))
            if left == names { break }
            names = left
        }
    }

    private static func field(_ field: FieldMapping, without absent: Set<String>) -> FieldMapping? {
        var field = field
        if let condition = field.condition {
            switch condition.without(absent) {
            case .decided(true): field.condition = nil
            case .decided(false): return nil
            case .open(let condition): field.condition = condition
            }
        }
        switch field.source {
        case .columns(let names, let joiner):
            let left = names.filter { !absent.contains($0) }
            if left.isEmpty { return nil }
            field.source = .columns(left, joiner: joiner)
        case .reference(.byKey(_, _, let columns)) where columns.contains(where: absent.contains): return nil
        case .reference(.byField(_, _, let column)) where absent.contains(column): return nil
        default: break
        }
        return field
    }
}

extension Condition {
    /// What a condition comes to when some columns are empty in every row.
    enum Outcome {
        /// It holds in every row, or in none.
        case decided(Bool)
        /// It still depends on the row.
        case open(Condition)
    }

    /// The condition with columns called otherwise.
    func renamed(_ named: (String) -> String) -> Condition {
        switch self {
        case .present(let name): .present(named(name))
        case .absent(let name): .absent(named(name))
        case .isOne(let name, let values): .isOne(named(name), of: values)
        case .matches(let name, let pattern): .matches(named(name), pattern: pattern)
        case .within(let name, let from, let to): .within(named(name), from: from, to: to)
        case .contains(let name, let text): .contains(named(name), text: text)
        case .sameAs(let name, let other): .sameAs(named(name), column: named(other))
        case .all(let conditions): .all(conditions.map { $0.renamed(named) })
        case .any(let conditions): .any(conditions.map { $0.renamed(named) })
        case .not(let condition): .not(condition.renamed(named))
        }
    }

    /// The condition when these columns are empty in every row.
    func without(_ empty: Set<String>) -> Outcome {
        switch self {
        case .present(let name): return empty.contains(name) ? .decided(false) : .open(self)
        case .absent(let name): return empty.contains(name) ? .decided(true) : .open(self)
        case .isOne(let name, let values): return empty.contains(name) ? .decided(values.contains([])) : .open(self)
        case .matches(let name, let pattern):
            guard empty.contains(name) else { return .open(self) }
            return .decided((try? Pattern(pattern))?.matches("") ?? false)
        case .within(let name, _, _), .contains(let name, _):
            return empty.contains(name) ? .decided(false) : .open(self)
        case .sameAs(let name, let other):
            switch (empty.contains(name), empty.contains(other)) {
            case (false, false): return .open(self)
            case (true, true): return .decided(true)
            case (true, false): return .open(.absent(other))
            case (false, true): return .open(.absent(name))
            }
        case .all(let conditions):
            var left: [Condition] = []
            for condition in conditions {
                switch condition.without(empty) {
                case .decided(false): return .decided(false)
                case .decided(true): continue
                case .open(let one): left.append(one)
                }
            }
            return left.isEmpty ? .decided(true) : .open(.all(left))
        case .any(let conditions):
            var left: [Condition] = []
            for condition in conditions {
                switch condition.without(empty) {
                case .decided(true): return .decided(true)
                case .decided(false): continue
                case .open(let one): left.append(one)
                }
            }
            return left.isEmpty ? .decided(false) : .open(.any(left))
        case .not(let condition):
            switch condition.without(empty) {
            case .decided(let holds): return .decided(!holds)
            case .open(let one): return .open(.not(one))
            }
        }
    }
}
