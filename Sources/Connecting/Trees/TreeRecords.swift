/// Finds in a shape which paths are records.
struct TreeRecords {
    private let shape: TreeShape

    init(_ shape: TreeShape) { self.shape = shape }

    // MARK: By paths

    /// The paths that a pattern names: `/a/b` from the outermost value, `//b` from anywhere; `/` is the outermost value.
    func matching(_ pattern: String) -> [Int32] {
        if pattern == "/" { return [0] }
        let isAnywhere = pattern.hasPrefix("//")
        let names = TreeRecords.names(pattern)
        guard isAnywhere else { return shape.node(names).map { [$0] } ?? [] }
        var found: [Int32] = []
        for index in shape.nodes.indices {
            let node = Int32(index)
            if names.last.map({ isNamed(node, $0) }) != true { continue }
            var place = shape[node].parent
            var isMatch = true
            for name in names.dropLast().reversed() {
                guard place > 0, isNamed(place, name) else {
                    isMatch = false
                    break
                }
                place = shape[place].parent
            }
            if isMatch { found.append(node) }
        }
        return found
    }

    private func isNamed(_ node: Int32, _ name: String) -> Bool {
        if name.hasPrefix("@") { return shape[node].isAttribute && shape.name(node) == name.dropFirst() }
        return !shape[node].isAttribute && shape.name(node) == name
    }

    /// A path as options write it.
    static func text(_ names: [String]) -> String {
        "/"
            + names.map { $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined(separator: "/")
    }

    /// The names in a path as options write it.
    static func names(_ path: String) -> [String] {
        path.split(separator: "/").map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
    }

    /// The records at these patterns, none inside another.
    func explicit(_ patterns: [String]) -> [Int32] {
        var found: [Int32] = []
        for node in patterns.flatMap(matching).sorted(by: { shape[$0].depth < shape[$1].depth })
        where !found.contains(node) && !found.contains(where: { isInside(node, $0) }) {
            found.append(node)
        }
        return found.sorted()
    }

    private func isInside(_ node: Int32, _ other: Int32) -> Bool {
        var place = shape[node].parent
        while place >= 0 {
            if place == other { return true }
            place = shape[place].parent
        }
        return false
    }

    // MARK: By themselves

    /// The records of a tree of which nothing is known.
    func found() -> [Int32] {
        let all = find(0)
        let real = all.filter { !TreeNames.envelopes.contains(TreeNames.plain(shape.name($0))) || $0 == 0 }
        return real.isEmpty ? all : real
    }

    private func find(_ node: Int32) -> [Int32] {
        let leaves = leaves(node)
        // A list's item with one value and groups is a record too, but not what only says where a list goes on.
        let hasGroups =
            leaves.count == 1 && isRepeated(node) && !objects(node).isEmpty
            && leaves.allSatisfy { TreeNames.plain(shape.name($0)) != "cursor" }
        if leaves.count >= 2 || hasGroups, !isContainer(node, leaves) { return [node] }
        let inner = objects(node).flatMap { find($0) }
        if !inner.isEmpty { return inner }
        return !leaves.isEmpty && node != 0 && (isRepeated(node) || weight(node) >= 2) ? [node] : []
    }

    private func isRepeated(_ node: Int32) -> Bool {
        shape[node].most > 1 || shape[node].isItem || shape[node].count > 1
    }

    /// Children that hold others.
    private func objects(_ node: Int32) -> [Int32] {
        shape.children(node).filter { !shape[$0].isAttribute && !shape.isLeaf($0) || hasFields($0) }
    }

    /// An element whose fields are attributes.
    private func hasFields(_ node: Int32) -> Bool {
        !shape[node].isAttribute && shape[node].texts == 0
            && shape.children(node).filter { shape[$0].isAttribute && !isIdle($0) }.count >= 2
    }

    /// Children that are plain values.
    private func leaves(_ node: Int32) -> [Int32] {
        shape.children(node).filter { child in
            shape[child].isAttribute ? !isIdle(child) : shape.isLeaf(child) && !hasFields(child)
        }
    }

    private func weight(_ node: Int32) -> Int {
        leaves(node).count + objects(node).reduce(0) { $0 + leaves($1).count }
    }

    private func isIdle(_ attribute: Int32) -> Bool { TreeRecords.isIdle(attribute, shape) }

    /// An attribute that only says how a value is written.
    static func isIdle(_ attribute: Int32, _ shape: TreeShape) -> Bool {
        let name = shape.name(attribute)
        if name == "nil" || name == "null" || name == "schemaLocation" { return true }
        guard name == "type", let values = shape.values[attribute] else { return false }
        return values.allSatisfy { TreeNames.writingTypes.contains(String(decoding: $0, as: UTF8.self).lowercased()) }
    }

    /// True for what only holds lists of records and says how they go on.
    private func isContainer(_ node: Int32, _ leaves: [Int32]) -> Bool {
        let groups = repeatedGroups(node, depth: 0)
        let isEnvelope = leaves.allSatisfy { TreeNames.listFields.contains(TreeNames.plain(shape.name($0))) }
        if isEnvelope {
            let isWrapped = objects(node).contains {
                !TreeNames.envelopes.contains(TreeNames.plain(shape.name($0))) && weight($0) > leaves.count
            }
            if groups.contains(where: { !TreeNames.isPart(shape.name($0)) }) || (isWrapped && !isRepeated(node)) {
                return true
            }
        }
        for group in groups {
            let name = shape.name(group)
            if TreeNames.isPart(name) { continue }
            if TreeNames.isRecord(name), !isRepeated(node) || isEnvelope { return true }
            if !isRepeated(node), self.leaves(group).count > leaves.count { return true }
        }
        return false
    }

    /// Groups of objects below a path, through what occurs once in it.
    private func repeatedGroups(_ node: Int32, depth: Int) -> [Int32] {
        var found: [Int32] = []
        for child in objects(node) {
            if shape[child].most > 1 || shape[child].isItem {
                if leaves(child).count >= 2 || !objects(child).isEmpty { found.append(child) }
            } else if depth < 3 {
                found += repeatedGroups(child, depth: depth + 1)
            }
        }
        return found
    }

    /// What a record is called where nothing else says it: its list's name, or its own.
    func streamName(_ node: Int32) -> String {
        if node == 0 { return "records" }
        let name = shape.name(node)
        let parent = shape[node].parent
        if name == "node" || name == "edges" || name == "item", parent > 0 { return streamName(parent) }
        if parent > 0, shape[node].isElement, TreeNames.isPlural(shape.name(parent), of: name) {
            return shape.name(parent)
        }
        let wrappers: Set<String> = [
            "data", "results", "result", "records", "items", "value", "values", "rows", "row", "list",
        ]
        if parent > 0, wrappers.contains(name.lowercased()), !wrappers.contains(shape.name(parent).lowercased()),
            shape[parent].childCount <= 6, shape[parent].most <= 1
        {
            return shape.name(parent)
        }
        return name
    }
}
