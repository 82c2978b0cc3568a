public import Configuration
public import Records
internal import Text

/// A `checks:` list compiled for a stream: data from the mapping, run over standardised fields.
public struct CheckList: Sendable {
    /// The checks, in the order written.
    public let checks: [Check]
    /// The share of rows with errors above which the run stops; nil = never.
    public let stopAbove: Share?
    /// Where the list stands.
    public let place: Place

    let fieldNames: [String]
    let listFields: Set<Int>
    private(set) var columns: [Int?]
    /// The values that `exists` checks look for, by table; a table that isn't here holds nothing.
    private var known: [CheckTable: Set<[UInt8]>] = [:]

    init(
        checks: [Check], stopAbove: Share?, place: Place, fieldNames: [String], listFields: Set<Int>, columns: [Int?]
    ) {
        self.checks = checks
        self.stopAbove = stopAbove
        self.place = place
        self.fieldNames = fieldNames
        self.listFields = listFields
        self.columns = columns
    }

    /// A list without checks.
    public static let none = CheckList(
        checks: [], stopAbove: nil, place: .nowhere, fieldNames: [], listFields: [], columns: [])

    /// True when there is nothing to check.
    public var isEmpty: Bool { checks.isEmpty }

    /// True when the list has `unique` checks, whose findings come from `finish`.
    public var hasUnique: Bool { checks.contains { $0.rule == "unique" } }

    /// The tables that `exists` checks look into.
    public var tables: [CheckTable] {
        var tables: [CheckTable] = []
        for case .exists(let table) in checks.map(\.test) where !tables.contains(table) { tables.append(table) }
        return tables
    }

    /// Tells the list each field's source column, for the findings.
    public mutating func locate(_ columns: [Int?]) { self.columns = columns }

    /// Gives the list what stands in a table.
    public mutating func know(_ values: Set<[UInt8]>, of table: CheckTable) { known[table] = values }

    /// This list and another one compiled for the same fields, whose checks follow.
    public func adding(_ other: CheckList) -> CheckList {
        var sum = CheckList(
            checks: checks + other.checks, stopAbove: stopAbove ?? other.stopAbove,
            place: stopAbove == nil ? other.place : place,
            fieldNames: fieldNames.isEmpty ? other.fieldNames : fieldNames,
            listFields: listFields.union(other.listFields), columns: columns.isEmpty ? other.columns : columns)
        sum.known = known.merging(other.known) { first, _ in first }
        return sum
    }

    /// Checks one row. Threads may check rows of one stream at the same time, each with counts and findings of its own;
    /// `unique` needs `note` and `finish`. With `only`, the checks of these fields alone are run, for a further record of
    /// a row that was checked. `column` gives the column that a field's value came from in this row, where that is known.
    ///
    /// `field` gives a field's standardised bytes by its place among the names the list was compiled for, a list field's
    /// values one a line; empty when there is no value, nil when the row has no such record, which no check looks at.
    /// Returns the gravest severity found, nil when all is well.
    @discardableResult
    public func run(
        ordinal: UInt32, counts: inout CheckCounts, findings: inout [Finding], only wanted: ((Int) -> Bool)? = nil,
        column: ((Int) -> Int?)? = nil, field: (Int) -> ArraySlice<UInt8>?
    ) -> Severity? {
        if wanted == nil { counts.rows += 1 }
        var worst: Severity?
        for (index, check) in checks.enumerated() {
            if let wanted, !check.fields.contains(where: wanted) { continue }
            guard applies(check, field) else { continue }
            if CheckList.streamRules.contains(check.rule) {
                judge(check, index, &counts, field)
                continue
            }
            guard let failure = failure(of: check, field) else { continue }
            counts.failures[index] += 1
            var finding = finding(check, ordinal, failure.field, failure.value)
            if let own = column?(failure.field) { finding.column = own }
            findings.append(finding)
            worst = max(worst ?? check.severity, check.severity)
        }
        if worst == .error { counts.rowsWithErrors += 1 }
        return worst
    }

    /// Notes one row's values for the `unique` checks. Empty values say nothing.
    public func note(ordinal: UInt32, in values: inout UniqueValues, field: (Int) -> ArraySlice<UInt8>?) {
        for (index, check) in checks.enumerated() {
            guard case .unique = check.test, applies(check, field) else { continue }
            if check.fields.count == 1 {
                if let value = field(check.fields[0]), !value.isEmpty {
                    values.add(value, check: index, ordinal: ordinal)
                }
                continue
            }
            var joined: [UInt8] = []
            var isComplete = true
            for place in check.fields {
                guard let value = field(place), !value.isEmpty else {
                    isComplete = false
                    break
                }
                // The length keeps "ab" + "c" apart from "a" + "bc".
                withUnsafeBytes(of: UInt32(truncatingIfNeeded: value.count).littleEndian) {
                    joined.append(contentsOf: $0)
                }
                joined.append(contentsOf: value)
            }
            if isComplete { values.add(joined, check: index, ordinal: ordinal) }
        }
    }

    /// Ends a stream: a finding for every row whose value isn't unique, ordered by row, the first one not spared, so that
    /// the order of the rows decides nothing. The rows to reject are those with a finding of severity error.
    ///
    /// `rejected` holds the rows that `run` found errors in, so that a row isn't counted twice; leave it out when no
    /// threshold counts.
    public func finish(
        _ values: UniqueValues, counts: inout CheckCounts, findings: inout [Finding], rejected: Set<UInt32> = []
    ) {
        var found: [Finding] = []
        var errors = rejected
        for group in values.repeated() {
            let check = checks[group.check]
            counts.failures[group.check] += group.rows.count
            let value = check.fields.count == 1 ? group.value : []
            for row in group.rows {
                var finding = finding(check, row, check.fields[0], value)
                finding.message += ", " + others(group.rows, than: row)
                found.append(finding)
                if check.severity == .error, errors.insert(row).inserted { counts.rowsWithErrors += 1 }
            }
        }
        // Sorting is stable in Swift: of one row's findings the earlier check's comes first.
        findings.append(contentsOf: found.sorted { $0.ordinal < $1.ordinal })
    }

    /// Judges the checks of the whole stream, when all rows are read: a finding without a row for each that fails. Those
    /// that weigh an error stop the run. `today` is the run's own day, `YYYY-MM-DD`.
    public func judge(_ counts: CheckCounts, today: String, findings: inout [Finding]) -> [CheckStop] {
        var stops: [CheckStop] = []
        for (index, check) in checks.enumerated() {
            var value: [UInt8] = []
            switch check.test {
            case .filled(let share):
                let filled = counts.judged[index] - counts.failures[index]
                let missing = Share(millionths: 1_000_000 - share.millionths)
                guard missing.isExceeded(by: counts.failures[index], of: counts.judged[index]) else { continue }
                value = Array("\(filled) of \(counts.judged[index])".utf8)
            case .newestWithin(let days):
                guard !counts.newest[index].isEmpty, let newest = CheckList.day(counts.newest[index]),
                    let now = CheckList.day(Array(today.utf8)), now - newest > days
                else { continue }
                value = Array(counts.newest[index].prefix(10))
            default: continue
            }
            let finding = finding(check, 0, check.fields[0], value[...])
            findings.append(finding)
            if check.severity == .error {
                var stop = CheckStop(
                    code: check.code, rows: counts.failures[index], of: counts.rows, allowed: Share(millionths: 0),
                    place: check.place)
                stop.words = "\(finding.message) (\(finding.value))"
                stops.append(stop)
            }
        }
        return stops
    }

    private static func day(_ text: [UInt8]) -> Int? {
        guard CanonicalOrder.isDate(text.prefix(10)) else { return nil }
        let parts = String(decoding: text.prefix(10), as: UTF8.self).split(separator: "-").compactMap { Int($0) }
        return parts.count == 3 ? CalendarDate(year: parts[0], month: parts[1], day: parts[2])?.dayNumber : nil
    }

    private func judge(
        _ check: Check, _ index: Int, _ counts: inout CheckCounts, _ field: (Int) -> ArraySlice<UInt8>?
    ) {
        guard let value = field(check.fields[0]) else { return }
        counts.judged[index] += 1
        if value.isEmpty { return counts.failures[index] += 1 }
        if case .newestWithin = check.test, CanonicalOrder.isDate(value),
            counts.newest[index].lexicographicallyPrecedes(value)
        {
            counts.newest[index] = Array(value)
        }
    }

    /// The thresholds that a stream exceeds: what stops the run before anything is loaded.
    public func stops(_ counts: CheckCounts) -> [CheckStop] {
        var stops: [CheckStop] = []
        if let stopAbove, stopAbove.isExceeded(by: counts.rowsWithErrors, of: counts.rows) {
            stops.append(
                CheckStop(code: "", rows: counts.rowsWithErrors, of: counts.rows, allowed: stopAbove, place: place))
        }
        for (check, failures) in zip(checks, counts.failures) {
            if CheckList.streamRules.contains(check.rule) { continue }
            if let allowed = check.stopAbove, allowed.isExceeded(by: failures, of: counts.rows) {
                stops.append(
                    CheckStop(code: check.code, rows: failures, of: counts.rows, allowed: allowed, place: check.place))
            }
        }
        return stops
    }

    // MARK: One check

    private func applies(_ check: Check, _ field: (Int) -> ArraySlice<UInt8>?) -> Bool {
        guard let condition = check.condition else { return true }
        guard let value = field(condition.field) else { return false }
        return condition.holds(value)
    }

    /// The field and value that fail; nil when the check holds.
    private func failure(
        of check: Check, _ field: (Int) -> ArraySlice<UInt8>?
    ) -> (field: Int, value: ArraySlice<UInt8>)? {
        switch check.test {
        case .unique: return nil
        case .required:
            for place in check.fields {
                if let value = field(place), value.isEmpty { return (place, value) }
            }
            return nil
        case .together:
            let values = check.fields.compactMap { place in field(place).map { (place, $0) } }
            guard values.contains(where: { !$0.1.isEmpty }) else { return nil }
            return values.first { $0.1.isEmpty }
        case .comparison(let comparison, let other):
            guard let value = field(check.fields[0]), let other = field(other), !value.isEmpty, !other.isEmpty else {
                return nil
            }
            return comparison.holds(value, other) == true ? nil : (check.fields[0], value)
        case .filled, .newestWithin: return nil
        case .pattern, .oneOf, .range, .length, .type, .exists:
            for place in check.fields {
                guard let value = field(place), !value.isEmpty else { continue }
                if !listFields.contains(place) {
                    if !holds(check.test, value) { return (place, value) }
                    continue
                }
                for part in value.split(separator: 0x0A) where !holds(check.test, part) { return (place, part) }
            }
            return nil
        }
    }

    /// Whether one value passes a test of values.
    private func holds(_ test: CheckTest, _ value: ArraySlice<UInt8>) -> Bool {
        switch test {
        case .pattern(let pattern): return value.withUnsafeBytes { pattern.matches($0) }
        case .oneOf(let words): return words.contains(Array(value))
        case .type(let type): return type.holds(value)
        case .exists(let table):
            // A reference is source, record and key parted by U+001F; what is looked for is its key.
            let key = value.lastIndex(of: 0x1F).map { value[($0 + 1)...] } ?? value
            return key.first == 0x23 || known[table]?.contains(Array(key)) ?? false
        case .length(let range):
            // Unicode scalars: every byte but the continuing ones begins one.
            return range.contains(value.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) })
        case .range(let from, let to):
            if let from, (CanonicalOrder.compare(value, from[...]) ?? -1) < 0 { return false }
            if let to, (CanonicalOrder.compare(value, to[...]) ?? 1) > 0 { return false }
            return true
        case .required, .unique, .together, .comparison, .filled, .newestWithin: return true
        }
    }

    private func finding(_ check: Check, _ ordinal: UInt32, _ field: Int, _ value: ArraySlice<UInt8>) -> Finding {
        var shown = value.prefix(Finding.maximumValueBytes)
        // Not to cut a character in two.
        while shown.endIndex < value.endIndex, !shown.isEmpty, value[shown.endIndex] & 0xC0 == 0x80 {
            shown.removeLast()
        }
        return Finding(
            code: check.code, severity: check.severity, ordinal: ordinal,
            column: columns.indices.contains(field) ? columns[field] : nil,
            value: String(decoding: shown.map { $0 == 0x1F ? 0x20 : $0 }, as: UTF8.self),
            message: check.message.replacing(
                "{field}", with: fieldNames.indices.contains(field) ? fieldNames[field] : ""),
            remedy: check.remedy)
    }

    /// `as in record 12`, `as in records 12 and 40`, `as in records 12, 40 and 3 more`.
    private func others(_ rows: [UInt32], than row: UInt32) -> String {
        let others = rows.filter { $0 != row }
        let shown = others.prefix(2).map { String($0) }
        if others.count > 2 { return "as in records \(shown.joined(separator: ", ")) and \(others.count - 2) more" }
        return "as in record\(others.count == 1 ? "" : "s") \(shown.joined(separator: " and "))"
    }
}
