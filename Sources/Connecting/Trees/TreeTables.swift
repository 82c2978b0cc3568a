internal import Formats

/// One table of a tree: where its rows are, and its columns.
struct TreeStream {
    /// What a person calls it: `customers`, `orders.line_items`.
    let name: String
    let plan: TreePlan
    /// The record's path as options write it.
    let recordPath: String
    /// The group's path inside the record; empty for the record itself.
    let group: String
    /// How often the row's path occurs.
    let count: Int
    /// The dialect's kind of record.
    let table: String
    /// True when the dialect knows it.
    let isKnown: Bool
    /// The columns that the dialect says it has.
    let declared: [String]
    /// True when it holds nothing about customers, as far as the dialect says.
    let isAside: Bool
}

/// Lays out all tables of a tree whose shape is known.
struct TreeTables {
    private let shape: TreeShape
    private let dialect: TreeDialect
    private let settings: TreeSettings
    private let limit: Int

    init(_ shape: TreeShape, _ dialect: TreeDialect, _ settings: TreeSettings, limit: Int) {
        self.shape = shape
        self.dialect = dialect
        self.settings = settings
        self.limit = limit
    }

    // MARK: Recognising

    /// True when the shape has what the dialect's files have.
    static func isOf(_ dialect: TreeDialect, _ shape: TreeShape, namespace: String) -> Bool {
        let records = TreeRecords(shape)
        if !dialect.roots.isEmpty {
            guard shape.children(0).contains(where: { shape[$0].isElement && dialect.roots.contains(shape.name($0)) }),
                namespace.hasPrefix(dialect.namespace)
            else { return false }
        }
        if !dialect.signature.isEmpty {
            return dialect.signature.contains { all in all.allSatisfy { !records.matching($0).isEmpty } }
        }
        if !dialect.roots.isEmpty { return true }
        return TreeTables.recordNodes(shape, dialect).contains { node in
            table(of: node, shape, dialect) != nil
        }
    }

    /// The paths that are records.
    static func recordNodes(_ shape: TreeShape, _ dialect: TreeDialect) -> [Int32] {
        let records = TreeRecords(shape)
        if !dialect.records.isEmpty {
            let found = records.explicit(dialect.records)
            if !found.isEmpty { return found }
        }
        return records.found()
    }

    /// The dialect's kind of record that a path is: the one with the most marks.
    static func table(of node: Int32, _ shape: TreeShape, _ dialect: TreeDialect) -> TreeTable? {
        let name = shape.name(node)
        let list = TreeRecords(shape).streamName(node)
        var paths: Set<String>?
        var best: TreeTable?
        for table in dialect.tables {
            let isNamed = table.elements.contains(name) || table.elements.contains(list)
            if !table.elements.isEmpty && !isNamed { continue }
            if !table.marks.isEmpty || !table.without.isEmpty {
                let all = paths ?? TreeTables.displayPaths(node, shape)
                paths = all
                guard table.marks.allSatisfy(all.contains), !table.without.contains(where: all.contains) else {
                    continue
                }
            }
            if best == nil || table.marks.count > best?.marks.count ?? 0 { best = table }
        }
        return best
    }

    /// The paths of everything in a record, as columns are named.
    static func displayPaths(_ record: Int32, _ shape: TreeShape) -> Set<String> {
        var paths: Set<String> = []
        var open: [(node: Int32, display: String)] = [(record, "")]
        while let (node, display) = open.popLast() {
            let item = node == record ? nil : TreePlan.collapsing(node, shape)
            for child in shape.children(node) {
                let name = shape.name(child)
                if shape[child].isAttribute {
                    paths.insert(display.isEmpty ? name : display + "@" + name)
                    continue
                }
                let isPassed =
                    child == item || (name == "node" && shape.name(node) == "edges")
                    || (name == "edges" && shape.child(child, "node") != nil)
                let path = isPassed ? display : display.isEmpty ? name : display + "." + name
                paths.insert(path)
                open.append((child, path))
            }
        }
        return paths
    }

    // MARK: Laying out

    /// The tables, each with a name of its own.
    func streams() throws(FormatFault) -> [TreeStream] {
        var streams: [TreeStream] = []
        let nodes: [Int32]
        if let path = settings.record {
            nodes = shape.node(TreeRecords.names(path)).map { [$0] } ?? []
        } else {
            nodes = TreeTables.recordNodes(shape, dialect)
        }
        for node in nodes {
            let known = TreeTables.table(of: node, shape, dialect)
            let table = known ?? TreeTable("")
            let name = unique(known?.name ?? TreeRecords(shape).streamName(node), among: streams)
            try add(node, table, isKnown: known != nil, name: name, to: &streams)
        }
        return streams
    }

    private func unique(_ name: String, among streams: [TreeStream]) -> String {
        var result = name
        var number = 2
        while streams.contains(where: { $0.name == result }) {
            result = "\(name)_\(number)"
            number += 1
        }
        return result
    }

    private func add(_ node: Int32, _ table: TreeTable, isKnown: Bool, name: String, to streams: inout [TreeStream])
        throws(FormatFault)
    {
        let key = keyNode(node, table.key, name: name)
        // Rows of groups refer to the record by its key; without one, by its ordinal, which it then shows.
        let looked = try plan(node, row: node, display: "", table, owners: [], hasOrdinal: false, declared: [])
        let needsOrdinal = key == nil && !looked.children.isEmpty
        let main =
            try plan(
                node, row: node, display: "", table, owners: [], hasOrdinal: needsOrdinal,
                declared: table.columns + settings.columns(ofGroup: ""))
        let path = TreeRecords.text(shape.path(node))
        let isAside = isKnown ? table.isAside : dialect.name != TreeDialect.generic.name
        streams.append(
            TreeStream(
                name: name, plan: main, recordPath: path, group: "", count: shape[node].count, table: table.name,
                isKnown: isKnown, declared: table.columns, isAside: isAside))
        let one = TreeNames.singular(name) ?? name
        let owner = (
            name: "\(one).\(key.map { shape.name($0) } ?? "#")", key: TreePlan.OwnerKey(owner: node, key: key ?? -1)
        )
        for child in main.children {
            let carried = carried(child.carry, of: node, one)
            try add(child, of: node, [owner] + carried, name, table, path, isKnown, isAside, depth: 1, to: &streams)
        }
    }

    private func add(
        _ child: TreePlan.ChildGroup, of record: Int32, _ owners: [(name: String, key: TreePlan.OwnerKey)],
        _ ownerName: String, _ table: TreeTable, _ path: String, _ isKnown: Bool, _ ownerIsAside: Bool, depth: Int,
        to streams: inout [TreeStream]
    ) throws(FormatFault) {
        let name = unique("\(ownerName).\(shortName(child.display, depth))", among: streams)
        let plan = try plan(
            record, row: child.node, display: child.display, table, owners: owners, hasOrdinal: false,
            declared: child.columns + settings.columns(ofGroup: child.display))
        // Of a record that nothing is known of, its groups are as good as itself.
        let isAside = isKnown ? ownerIsAside || child.isAside : ownerIsAside
        streams.append(
            TreeStream(
                name: name, plan: plan, recordPath: path, group: child.display, count: shape[child.node].count,
                table: table.name, isKnown: isKnown, declared: child.columns + owners.map(\.name), isAside: isAside))
        guard !plan.children.isEmpty, depth < 8 else { return }
        let short = String(child.display.split(separator: ".").last ?? "")
        let one = TreeNames.singular(short) ?? short
        let key = keyNode(child.node, child.key, name: short)
        let owner = (
            name: "\(one).\(key.map { shape.name($0) } ?? "#")",
            key: TreePlan.OwnerKey(owner: child.node, key: key ?? -1)
        )
        for inner in plan.children {
            try add(
                inner, of: record, owners + [owner], name, table, path, isKnown,
                isAside && !isKnownInside(inner, table), depth: depth + 1, to: &streams)
        }
    }

    /// A group that the dialect names as one of customers, whatever it says of the one around it.
    private func isKnownInside(_ group: TreePlan.ChildGroup, _ table: TreeTable) -> Bool {
        if case .rows(_, _, _, let isAside)? = table.groups[group.display] { return !isAside }
        return false
    }

    /// Plain values of an owner, by their names from it on, that the rows of its groups have too.
    private func carried(_ names: [String], of node: Int32, _ one: String) -> [(name: String, key: TreePlan.OwnerKey)] {
        names.map { name in
            let path = name.split(separator: ".").map(String.init)
            return ("\(one).\(name)", TreePlan.OwnerKey(owner: node, key: shape.node(path, from: node) ?? -2))
        }
    }

    /// A group's name behind its owner's: the whole path of the first level, the rest of it below.
    private func shortName(_ display: String, _ depth: Int) -> String {
        depth == 1 ? display : String(display.split(separator: ".").last ?? "")
    }

    private func plan(
        _ record: Int32, row: Int32, display: String, _ table: TreeTable,
        owners: [(name: String, key: TreePlan.OwnerKey)], hasOrdinal: Bool, declared: [String]
    ) throws(FormatFault) -> TreePlan {
        try TreePlan(
            shape, record: record, row: row, display: display, table: table, wide: settings.wide, ownerKeys: owners,
            hasOrdinal: hasOrdinal, declared: declared, dialect: dialect, limit: limit)
    }

    /// A record's own key: a plain value that every one of them has.
    private func keyNode(_ node: Int32, _ given: String, name: String) -> Int32? {
        let leaves = shape.children(node).filter { shape.isLeaf($0) }
        if !given.isEmpty { return leaves.first { shape.name($0) == given } }
        let one = TreeNames.plain(TreeNames.singular(name) ?? name)
        let own = TreeNames.plain(shape.name(node))
        let wanted = [
            "id", own + "id", one + "id", "guid", "uuid", "key", own + "key", own + "number", one + "number", "number",
            own + "no", "code", "no",
        ]
        for want in wanted {
            if let leaf = leaves.first(where: {
                TreeNames.plain(shape.name($0)) == want && shape[$0].texts >= shape[node].count && shape[$0].most == 1
            }) {
                return leaf
            }
        }
        return nil
    }
}
