internal import Formats

/// How a record's values become the cells of a row.
struct TreePlan {
    /// What is done with a value, by its path.
    enum Rule {
        case skip
        /// Its text is a cell.
        case cell(Int32)
        /// What is in it has rules of its own.
        case entry(Int32)
        /// The first one has the rules of the list's first entry, and so on; those beyond the last are joined to it.
        case numbered(list: Int32)
        /// The text of the path in it says which rules it has.
        case typed(by: Int32, map: Int32)
        /// One path in it says the column, another has its value.
        case pairs(key: Int32, value: Int32, map: Int32)
    }

    /// The rules for what is in a value, one for each child's slot, and the column of its own text; -1 = none.
    struct Entry {
        var start: Int32
        var own: Int32
    }

    /// A key column: the text at `key` in the value at `owner`, or the ordinal of the owner.
    struct OwnerKey {
        let owner: Int32
        let key: Int32
    }

    /// A group whose items are rows of another table.
    struct ChildGroup {
        let node: Int32
        let display: String
        let key: String
        let columns: [String]
        let carry: [String]
        /// True when nothing is known of it, or that it holds nothing about customers.
        let isAside: Bool
    }

    private(set) var columns: [String] = []
    private(set) var entries: [Entry] = []
    private(set) var rules: [Rule] = []
    /// Entries or columns by value.
    private(set) var maps: [[[UInt8]: Int32]] = []
    /// Entries by number.
    private(set) var lists: [[Int32]] = []
    /// True for columns of which only the first value counts.
    private(set) var isOnce: [Bool] = []
    /// The record's path.
    let record: Int32
    /// The path of what is a row: the record, or a group in it.
    let row: Int32
    /// The first columns.
    private(set) var ownerKeys: [OwnerKey] = []
    /// True when the second column after the owners' keys is the row's own ordinal.
    private(set) var ordinalColumn: Int32 = -1
    private(set) var children: [ChildGroup] = []
    /// What is cut off identifiers.
    let identifiers: [UInt8]
    /// Columns that take another's value where they have none.
    private(set) var standIns: [(column: Int32, from: Int32, prefix: [UInt8])] = []
    /// Paths that were left out by the dialect.
    private(set) var dropped: [String] = []

    private var taken: [String: Int] = [:]

    /// So many numbered groups a record has at most.
    static let mostNumbered = 50
    /// So many keys of pairs become columns.
    static let mostKeys = 60

    /// Makes the table of a record, or of a group in it.
    init(
        _ shape: TreeShape, record: Int32, row: Int32, display: String, table: TreeTable, wide: Int,
        ownerKeys: [(name: String, key: OwnerKey)], hasOrdinal: Bool, declared: [String], dialect: TreeDialect,
        limit: Int
    ) throws(FormatFault) {
        self.identifiers = Array(dialect.identifiers.utf8)
        self.record = record
        self.row = row
        for (name, key) in ownerKeys {
            _ = column(name, isOnce: true)
            self.ownerKeys.append(key)
        }
        if hasOrdinal { ordinalColumn = column("#", isOnce: true) }
        var builder = Builder(shape: shape, table: table, references: dialect.references, wide: wide, limit: limit)
        _ = try builder.build(row, prefix: "", display: display, isTop: true, into: &self)
        for name in declared where taken[name] == nil { _ = column(name, isOnce: false) }
        for (name, source) in table.standIns.sorted(by: { $0.key < $1.key }) where row == record {
            if let column = columns.firstIndex(of: name), let from = columns.firstIndex(of: source.column) {
                standIns.append((Int32(column), Int32(from), Array(source.prefix.utf8)))
            }
        }
        if columns.count > limit { throw .tooLarge(part: "", limit: "columns", value: limit) }
    }

    fileprivate mutating func column(_ name: String, isOnce once: Bool) -> Int32 {
        var unique = name.isEmpty ? "value" : name
        if let count = taken[unique] {
            taken[unique] = count + 1
            unique += "_\(count + 1)"
        }
        taken[unique, default: 0] += 1
        columns.append(unique)
        isOnce.append(once)
        return Int32(columns.count - 1)
    }

    fileprivate mutating func entry(slots: Int32) -> Int32 {
        entries.append(Entry(start: Int32(rules.count), own: -1))
        rules.append(contentsOf: repeatElement(.skip, count: Int(slots)))
        return Int32(entries.count - 1)
    }

    fileprivate mutating func setOwn(_ entry: Int32, _ column: Int32) { entries[Int(entry)].own = column }

    fileprivate mutating func set(_ entry: Int32, _ slot: Int32, _ rule: Rule) {
        rules[Int(entries[Int(entry)].start + slot)] = rule
    }

    fileprivate mutating func map(_ values: [[UInt8]: Int32]) -> Int32 {
        maps.append(values)
        return Int32(maps.count - 1)
    }

    fileprivate mutating func list(_ entries: [Int32]) -> Int32 {
        lists.append(entries)
        return Int32(lists.count - 1)
    }

    fileprivate mutating func drop(_ path: String) {
        if !dropped.contains(path) { dropped.append(path) }
    }

    fileprivate mutating func addChild(_ child: ChildGroup) {
        if !children.contains(where: { $0.node == child.node }) { children.append(child) }
    }
}

/// Lays out the columns of one table.
private struct Builder {
    let shape: TreeShape
    let table: TreeTable
    let references: String
    let wide: Int
    let limit: Int

    /// The rules for what is in a value. `prefix`: of its columns' names; `display`: its path in the record.
    mutating func build(
        _ node: Int32, prefix: String, display: String, isTop: Bool = false, into plan: inout TreePlan
    ) throws(FormatFault) -> Int32 {
        let entry = plan.entry(slots: shape[node].childCount)
        if plan.columns.count > limit { throw .tooLarge(part: "", limit: "columns", value: limit) }
        let isOnce = table.once.contains(display)
        if shape[node].texts > 0 || (shape.isLeaf(node) && !isTop && !hasFields(node)) {
            plan.setOwn(entry, plan.column(prefix, isOnce: isOnce))
        }
        for child in shape.children(node) {
            let name = shape.name(child)
            if shape[child].isAttribute {
                if TreeRecords.isIdle(child, shape) { continue }
                let isPlain = prefix.isEmpty && shape.child(node, name) == nil
                let path = isPlain ? name : prefix + "@" + name
                if isDropped(path) {
                    plan.drop(path)
                    continue
                }
                plan.set(entry, shape[child].slot, .cell(plan.column(path, isOnce: false)))
                continue
            }
            if isReference(node), name == "value" || name == "name", shape.isLeaf(child) {
                let path = name == "value" ? prefix : prefix + "@name"
                plan.set(entry, shape[child].slot, .cell(plan.column(path, isOnce: false)))
                continue
            }
            let isTransparent = name == "node" && shape.name(node) == "edges"
            let inner = name == "edges" && shape.child(child, "node") != nil
            let childPrefix = isTransparent || inner ? prefix : joined(prefix, name)
            let childDisplay = isTransparent || inner ? display : joined(display, name)
            if isDropped(childDisplay) {
                if shape[child].texts > 0 || shape[child].objects > 0 { plan.drop(childDisplay) }
                continue
            }
            let rule = try rule(child, prefix: childPrefix, display: childDisplay, into: &plan)
            plan.set(entry, shape[child].slot, rule)
        }
        return entry
    }

    /// An object that only says to what its owner refers.
    private func isReference(_ node: Int32) -> Bool {
        !references.isEmpty && shape.name(node).hasSuffix(references) && shape[node].texts == 0
    }

    private func joined(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : prefix + "." + name }

    private func isDropped(_ display: String) -> Bool { table.drop.contains(display) }

    private func hasFields(_ node: Int32) -> Bool {
        shape[node].texts == 0
            && shape.children(node).contains { shape[$0].isAttribute && !TreeRecords.isIdle($0, shape) }
    }

    private mutating func rule(
        _ node: Int32, prefix: String, display: String, into plan: inout TreePlan
    ) throws(FormatFault) -> TreePlan.Rule {
        if let item = TreePlan.collapsing(node, shape) {
            // The list is passed through; its items have its name.
            let entry = plan.entry(slots: shape[node].childCount)
            plan.set(entry, shape[item].slot, try group(item, prefix: prefix, display: display, into: &plan))
            return .entry(entry)
        }
        if shape[node].most > 1 || shape[node].isItem || table.groups[display] != nil {
            return try group(node, prefix: prefix, display: display, into: &plan)
        }
        return try single(node, prefix: prefix, display: display, into: &plan)
    }

    private mutating func single(
        _ node: Int32, prefix: String, display: String, into plan: inout TreePlan
    ) throws(FormatFault) -> TreePlan.Rule {
        if shape[node].childCount == 0 {
            // A JSON object without anything in it is no value.
            if shape[node].objects > 0 && shape[node].texts == 0 { return .skip }
            return .cell(plan.column(prefix, isOnce: table.once.contains(display)))
        }
        return .entry(try build(node, prefix: prefix, display: display, into: &plan))
    }

    private mutating func group(
        _ node: Int32, prefix: String, display: String, into plan: inout TreePlan
    ) throws(FormatFault) -> TreePlan.Rule {
        // Plain values are one cell, joined by line breaks.
        if shape.isLeaf(node), table.groups[display] == nil, !hasFields(node) {
            return try single(node, prefix: prefix, display: display, into: &plan)
        }
        switch table.groups[display] ?? found(node) {
        case .rows(let key, let columns, let carry, let isAside):
            plan.addChild(
                TreePlan.ChildGroup(
                    node: node, display: display, key: key, columns: columns, carry: carry,
                    isAside: isAside || table.groups[display] == nil))
            return .skip
        case .numbered(let least):
            let most = min(max(least, shape[node].most), TreePlan.mostNumbered)
            var entries: [Int32] = []
            for number in 1...max(1, most) {
                entries.append(try build(node, prefix: "\(prefix).\(number)", display: display, into: &plan))
            }
            return .numbered(list: plan.list(entries))
        case .typed(let path):
            guard let by = shape.child(node, path) else {
                return .entry(try build(node, prefix: prefix, display: display, into: &plan))
            }
            var variants: [[UInt8]: Int32] = [:]
            for value in shape.distinct(by) {
                variants[Array(value.utf8)] = try build(
                    node, prefix: "\(prefix).\(value)", display: display, into: &plan)
            }
            if shape[by].texts < shape[node].count || shape.isOverflown(by) || variants.isEmpty {
                variants[[]] = try build(node, prefix: "\(prefix).other", display: display, into: &plan)
            }
            return .typed(by: by, map: plan.map(variants))
        case .pairs(let keyName, let valueName):
            guard let key = shape.child(node, keyName) else { return .skip }
            guard let value = shape.child(node, valueName), shape.isLeaf(value),
                shape.distinct(key).count < TreePlan.mostKeys, !shape.isOverflown(key)
            else {
                plan.addChild(
                    TreePlan.ChildGroup(node: node, display: display, key: "", columns: [], carry: [], isAside: true))
                return .skip
            }
            var names: [[UInt8]: Int32] = [:]
            for name in shape.distinct(key) {
                names[Array(name.utf8)] = plan.column(joined(prefix, name), isOnce: false)
            }
            if names.isEmpty { return .skip }
            return .pairs(key: key, value: value, map: plan.map(names))
        }
    }

    /// What becomes of a group of which nothing is known.
    private func found(_ node: Int32) -> TreeGroup {
        let leaves = shape.children(node).filter { !shape[$0].isAttribute && shape.isLeaf($0) }
        let names = leaves.map { shape.name($0) }
        if leaves.count == shape.children(node).filter({ !shape[$0].isAttribute }).count, leaves.count <= 4 {
            let keys = names.filter {
                ["key", "name", "attribute_code", "code", "field", "label"].contains($0.lowercased())
            }
            let values = names.filter { ["value", "val", "text"].contains($0.lowercased()) }
            if keys.count == 1, values.count == 1, names.count <= 3 { return .pairs(key: keys[0], value: values[0]) }
        }
        if TreeNames.isLines(shape.name(node)) || shape[node].most > wide { return .rows() }
        return .numbered(shape[node].most)
    }
}

extension TreePlan {
    /// Attributes that speak of a list, not of a record: `<order_rows nodeType="order_row" virtualEntity="true" api="orders">`.
    private static let listWords: Set<String> = [
        "count", "total", "size", "length", "nodetype", "virtualentity", "api", "entitytype", "itemtype",
    ]

    /// The items of an XML element that only holds a list; nil for other elements.
    static func collapsing(_ node: Int32, _ shape: TreeShape) -> Int32? {
        guard shape[node].isElement, shape[node].texts == 0, shape[node].most <= 1 else { return nil }
        let children = shape.children(node)
        let items = children.filter { !shape[$0].isAttribute }
        let attributes = children.filter { shape[$0].isAttribute }
        guard items.count == 1, let item = items.first, shape[item].isElement else { return nil }
        let isArray = attributes.contains {
            shape.name($0) == "type" && shape.distinct($0) == ["array"]
        }
        guard
            attributes.allSatisfy({
                TreeRecords.isIdle($0, shape) || listWords.contains(TreeNames.plain(shape.name($0)))
            })
        else { return nil }
        return isArray || TreeNames.isPlural(shape.name(node), of: shape.name(item)) ? item : nil
    }
}
