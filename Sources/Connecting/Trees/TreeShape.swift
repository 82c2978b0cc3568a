internal import Formats

/// The shape of a tree: every path in it once, with how often it occurs.
///
/// Made by a look through the whole file in memory that depends on the number of distinct paths, never on the number of
/// records.
final class TreeShape: TreeReceiver {
    /// A path.
    struct Node {
        /// Where the name stands among all names.
        var nameStart = 0
        var nameEnd = 0
        /// The path's parent; -1 for the outermost value.
        var parent: Int32 = -1
        /// Its place among the parent's children.
        var slot: Int32 = 0
        var depth: Int32 = 0
        var firstChild: Int32 = -1
        var lastChild: Int32 = -1
        var nextSibling: Int32 = -1
        var childCount: Int32 = 0
        /// The child that came first last time, and the sibling that came after this one: a good guess for the next time.
        var guessFirst: Int32 = -1
        var guessNext: Int32 = -1
        var isAttribute = false
        var isElement = false
        /// True when it stood in an array.
        var isItem = false
        /// True when its values are compared for being few, as those of `type`.
        var isTracked = false
        /// How often it occurs.
        var count = 0
        /// How often most inside one parent.
        var most = 0
        /// How often it was an object, or an element with others in it.
        var objects = 0
        /// How often it had text.
        var texts = 0
        /// How often a JSON object had it more than once.
        var repeats = 0
        fileprivate var run = 0
        fileprivate var owner = -1
    }

    private(set) var nodes: [Node] = [Node()]
    private var names: [UInt8] = []
    /// Distinct values of tracked paths, in the order they came.
    private(set) var values: [Int32: [[UInt8]]] = [:]
    /// Tracked paths with values that are too many or too long to be told apart.
    private var overflown: Set<Int32> = []
    private var index: [UInt64: Int32] = [:]
    private var sameHash: [Int32: Int32] = [:]

    private struct Frame {
        var node: Int32
        var serial: Int
        var lastChild: Int32 = -1
        var hasText = false
        var isMarked = false
    }

    private var stack: [Frame] = []
    private var serial = 0
    private var trackedText: [UInt8] = []
    private let limit: Int
    /// Documents that were broken.
    private(set) var broken = 0

    /// So many values of a tracked path are told apart, of so many bytes.
    static let trackedValues = 64
    static let trackedBytes = 64

    /// Begins; `limit`: so many paths at most.
    init(limit: Int) { self.limit = limit }

    // MARK: Looking

    /// A path's own name.
    func name(_ node: Int32) -> String {
        String(decoding: names[nodes[Int(node)].nameStart..<nodes[Int(node)].nameEnd], as: UTF8.self)
    }

    /// The children of a path.
    func children(_ node: Int32) -> [Int32] {
        var all: [Int32] = []
        var child = nodes[Int(node)].firstChild
        while child >= 0 {
            all.append(child)
            child = nodes[Int(child)].nextSibling
        }
        return all
    }

    subscript(node: Int32) -> Node { nodes[Int(node)] }

    /// A child by name.
    func child(_ parent: Int32, _ name: String) -> Int32? {
        let isAttribute = name.hasPrefix("@")
        let wanted = isAttribute ? String(name.dropFirst()) : name
        return children(parent).first { nodes[Int($0)].isAttribute == isAttribute && self.name($0) == wanted }
    }

    /// The path below another one that these names lead to.
    func node(_ path: [String], from root: Int32 = 0) -> Int32? {
        var node = root
        for name in path {
            guard let next = child(node, name) else { return nil }
            node = next
        }
        return node
    }

    /// The names from the outermost value to a path.
    func path(_ node: Int32, from root: Int32 = 0) -> [String] {
        var names: [String] = []
        var node = node
        while node != root, node > 0 {
            names.insert((nodes[Int(node)].isAttribute ? "@" : "") + name(node), at: 0)
            node = nodes[Int(node)].parent
        }
        return names
    }

    /// True when it has no children but attributes that say nothing, so that it is a plain value.
    func isLeaf(_ node: Int32) -> Bool {
        let entry = nodes[Int(node)]
        if entry.isAttribute { return true }
        if entry.objects > 0 && entry.texts == 0 && entry.childCount == 0 { return false }
        return entry.childCount == 0 || children(node).allSatisfy { nodes[Int($0)].isAttribute }
    }

    // MARK: Receiving

    /// The path of a value that begins inside another.
    @inline(__always)
    func find(_ parent: Int32, after previous: Int32, _ name: UnsafeRawBufferPointer, isAttribute: Bool) -> Int32 {
        let guess = previous < 0 ? nodes[Int(parent)].guessFirst : nodes[Int(previous)].guessNext
        if guess >= 0, matches(guess, name, isAttribute) { return guess }
        var candidate = index[hash(parent, name, isAttribute)] ?? -1
        while candidate >= 0 {
            if nodes[Int(candidate)].parent == parent, matches(candidate, name, isAttribute) { return candidate }
            candidate = sameHash[candidate] ?? -1
        }
        return -1
    }

    @inline(__always)
    private func matches(_ node: Int32, _ name: UnsafeRawBufferPointer, _ isAttribute: Bool) -> Bool {
        let entry = nodes[Int(node)]
        let count = entry.nameEnd &- entry.nameStart
        guard count == name.count, entry.isAttribute == isAttribute else { return false }
        return names.withUnsafeBytes { all in
            var at = 0
            while at < count {
                if all[entry.nameStart &+ at] != name[at] { return false }
                at &+= 1
            }
            return true
        }
    }

    private func hash(_ parent: Int32, _ name: UnsafeRawBufferPointer, _ isAttribute: Bool) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(UInt32(bitPattern: parent))
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return isAttribute ? ~hash : hash
    }

    private func make(_ parent: Int32, _ name: UnsafeRawBufferPointer, isAttribute: Bool) throws(FormatFault) -> Int32 {
        if nodes.count >= limit { throw .tooLarge(part: "", limit: "different names of fields", value: limit) }
        let node = Int32(nodes.count)
        var entry = Node()
        entry.nameStart = names.count
        names.append(contentsOf: name)
        entry.nameEnd = names.count
        entry.parent = parent
        entry.isAttribute = isAttribute
        entry.depth = nodes[Int(parent)].depth + 1
        entry.slot = nodes[Int(parent)].childCount
        entry.isTracked = TreeNames.isTracked(self.names[entry.nameStart..<entry.nameEnd])
        nodes.append(entry)
        if nodes[Int(parent)].lastChild >= 0 {
            nodes[Int(nodes[Int(parent)].lastChild)].nextSibling = node
        } else {
            nodes[Int(parent)].firstChild = node
        }
        nodes[Int(parent)].lastChild = node
        nodes[Int(parent)].childCount += 1
        let key = hash(parent, name, isAttribute)
        if let other = index[key] { sameHash[node] = other }
        index[key] = node
        return node
    }

    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault) {
        var node: Int32 = 0
        if let depth = stack.indices.last {
            let parent = stack[depth].node
            let previous = stack[depth].lastChild
            node = find(parent, after: previous, name, isAttribute: trait == .attribute)
            if node < 0 { node = try make(parent, name, isAttribute: trait == .attribute) }
            if previous < 0 { nodes[Int(parent)].guessFirst = node } else { nodes[Int(previous)].guessNext = node }
            stack[depth].lastChild = node
            if trait != .attribute, !stack[depth].isMarked {
                stack[depth].isMarked = true
                nodes[Int(parent)].objects += 1
            }
            let owner = stack[depth].serial
            if nodes[Int(node)].owner != owner {
                nodes[Int(node)].owner = owner
                nodes[Int(node)].run = 0
            }
            if trait == .member, nodes[Int(node)].run > 0 {
                nodes[Int(node)].repeats += 1
            } else {
                nodes[Int(node)].run += 1
            }
            if nodes[Int(node)].run > nodes[Int(node)].most { nodes[Int(node)].most = nodes[Int(node)].run }
        } else {
            nodes[0].most += 1
        }
        nodes[Int(node)].count += 1
        if trait == .item { nodes[Int(node)].isItem = true }
        if trait == .element { nodes[Int(node)].isElement = true }
        if isObject { nodes[Int(node)].objects += 1 }
        serial += 1
        stack.append(Frame(node: node, serial: serial, isMarked: isObject))
        if nodes[Int(node)].isTracked { trackedText.removeAll(keepingCapacity: true) }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        guard let depth = stack.indices.last else { return }
        let node = Int(stack[depth].node)
        if !stack[depth].hasText {
            if nodes[node].isElement, !bytes.contains(where: { $0 > 0x20 }) { return }
            stack[depth].hasText = true
            nodes[node].texts += 1
        }
        if nodes[node].isTracked, trackedText.count <= TreeShape.trackedBytes {
            trackedText.append(contentsOf: bytes.prefix(TreeShape.trackedBytes + 1))
        }
    }

    func end() throws(FormatFault) {
        guard let frame = stack.popLast() else { return }
        guard nodes[Int(frame.node)].isTracked, frame.hasText else { return }
        if trackedText.count > TreeShape.trackedBytes || overflown.contains(frame.node) {
            overflown.insert(frame.node)
            return
        }
        let text = nodes[Int(frame.node)].isElement ? TreeText.trimmed(trackedText) : trackedText
        if values[frame.node]?.contains(text) == true { return }
        if values[frame.node, default: []].count < TreeShape.trackedValues {
            values[frame.node, default: []].append(text)
        } else {
            overflown.insert(frame.node)
        }
    }

    /// True when a tracked path has more values than are told apart, or longer ones.
    func isOverflown(_ node: Int32) -> Bool { overflown.contains(node) }

    func abandon(_ reason: String, line: Int) throws(FormatFault) {
        stack.removeAll(keepingCapacity: true)
        broken += 1
    }

    /// The distinct values of a tracked path, as text, in the order of their bytes.
    func distinct(_ node: Int32) -> [String] {
        (values[node] ?? []).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }
}

/// Text of XML without the white space around it.
enum TreeText {
    static func trimmed(_ text: [UInt8]) -> [UInt8] {
        Array(text[range(of: text, 0, text.count)])
    }

    /// The part of a range that has no white space around it.
    static func range(of text: [UInt8], _ start: Int, _ end: Int) -> Range<Int> {
        var start = start
        var end = end
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        while start < end, isSpace(text[start]) { start += 1 }
        while end > start, isSpace(text[end - 1]) { end -= 1 }
        return start..<end
    }
}
