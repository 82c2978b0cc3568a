internal import Formats
internal import Records

/// Takes the records out of a tree whose shape is known, one after the other, and makes rows of them.
///
/// Holds one record and one batch a table at a time.
final class TreeCollector: TreeReceiver {
    /// A table that is being filled.
    private struct Table {
        let plan: TreePlan
        var batch: RawBatch
        var records: UInt32 = 0
        /// The record's own ordinal, for tables that show it and for rows of its groups.
        var owners: UInt32 = 0
        /// Per owner's key: what was found last.
        var keys: [FoundKey]
    }

    /// A value of the record that is held.
    private struct Value {
        var node: Int32
        var parent: Int32
        /// The how-manieth of its path in its parent, from 0.
        var nth: Int32
        var start: UInt32
        var end: UInt32
        /// The first value behind everything in it.
        var next: Int32
        var line: UInt32
        var hasText: Bool
        var hasChildren: Bool
    }

    private struct Frame {
        var node: Int32
        /// The value in the record that is held; -1 outside of records.
        var value: Int32
        var lastChild: Int32 = -1
    }

    private let shape: TreeShape
    private let limits: ReadingLimits
    private let sink: (Int, RawBatch) throws -> Bool
    private let rowsABatch: Int
    private var tables: [Table]
    /// Per path: true for those that are records of some table.
    private var isRecord: [Bool]
    private var stack: [Frame] = []
    private var values: [Value] = []
    private var text: [UInt8] = []
    private var record: Int32 = -1
    /// Per path: the parent in which it was counted last, and how often.
    private var runOwner: [Int32]
    private var run: [Int32]
    private var row: TreeRow
    /// What the sink threw.
    private(set) var thrown: (any Error)?
    /// True once the sink wants no more.
    private(set) var isDone = false
    /// To be called when no more is wanted.
    var stop: () -> Void = {}
    /// Records that were no objects, and documents that were broken.
    private(set) var malformed = 0

    /// Begins; `sink` is given a table's index and a batch, and says whether it wants more of anything.
    init(
        _ shape: TreeShape, plans: [TreePlan], limits: ReadingLimits, rowsABatch: Int = RawBatch.maximumRows,
        sink: @escaping (Int, RawBatch) throws -> Bool
    ) {
        self.rowsABatch = rowsABatch
        self.shape = shape
        self.limits = limits
        self.sink = sink
        tables = plans.map { plan in
            Table(
                plan: plan, batch: RawBatch(width: plan.columns.count),
                keys: [FoundKey](repeating: FoundKey(), count: plan.ownerKeys.count))
        }
        isRecord = [Bool](repeating: false, count: shape.nodes.count)
        for plan in plans { isRecord[Int(plan.record)] = true }
        runOwner = [Int32](repeating: -1, count: shape.nodes.count)
        run = [Int32](repeating: 0, count: shape.nodes.count)
        row = TreeRow(width: plans.map(\.columns.count).max() ?? 1)
    }

    /// Hands on what is left.
    func finish() throws {
        for index in tables.indices where tables[index].batch.count > 0 { _ = try sink(index, tables[index].batch) }
    }

    /// The rows of a table so far.
    func records(_ table: Int) -> UInt32 { tables[table].records }

    // MARK: Receiving

    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault) {
        var node: Int32 = 0
        if let depth = stack.indices.last {
            let parent = stack[depth].node
            node =
                parent < 0
                ? -1 : shape.find(parent, after: stack[depth].lastChild, name, isAttribute: trait == .attribute)
            if node >= 0 { stack[depth].lastChild = node }
        }
        var value: Int32 = -1
        if node >= 0 {
            let parent = stack.last?.value ?? -1
            if record >= 0 {
                value = try hold(node, parent, line)
            } else if isRecord[Int(node)] {
                record = node
                value = try hold(node, -1, line)
            }
        }
        stack.append(Frame(node: node, value: value))
    }

    private func hold(_ node: Int32, _ parent: Int32, _ line: Int) throws(FormatFault) -> Int32 {
        let index = Int32(values.count)
        if values.count >= limits.recordBytes / 16 {
            throw .tooLarge(part: "", limit: "bytes in one record", value: limits.recordBytes)
        }
        if runOwner[Int(node)] != parent {
            runOwner[Int(node)] = parent
            run[Int(node)] = 0
        }
        let nth = run[Int(node)]
        run[Int(node)] += 1
        if parent >= 0 { values[Int(parent)].hasChildren = true }
        values.append(
            Value(
                node: node, parent: parent, nth: nth, start: UInt32(text.count), end: UInt32(text.count),
                next: index + 1,
                line: UInt32(clamping: line), hasText: false, hasChildren: false))
        return index
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        guard let value = stack.last?.value, value >= 0 else { return }
        if text.count + bytes.count > limits.recordBytes {
            throw .tooLarge(part: "", limit: "bytes in one record", value: limits.recordBytes)
        }
        let index = Int(value)
        // Text between the children of an element follows the text before them.
        if values[index].hasText, Int(values[index].end) != text.count {
            let own = Array(text[Int(values[index].start)..<Int(values[index].end)])
            values[index].start = UInt32(text.count)
            text.append(contentsOf: own)
        } else if !values[index].hasText {
            if values[index].hasChildren, shape[values[index].node].isElement, !bytes.contains(where: { $0 > 0x20 }) {
                return
            }
            values[index].start = UInt32(text.count)
        }
        text.append(contentsOf: bytes)
        values[index].end = UInt32(text.count)
        values[index].hasText = true
        if Int(values[index].end - values[index].start) > limits.cellBytes {
            throw .tooLarge(part: "", limit: "bytes in one cell", value: limits.cellBytes)
        }
    }

    func end() throws(FormatFault) {
        guard let frame = stack.popLast(), frame.value >= 0 else { return }
        values[Int(frame.value)].next = Int32(values.count)
        if shape[frame.node].isElement {
            let value = values[Int(frame.value)]
            let range = TreeText.range(of: text, Int(value.start), Int(value.end))
            values[Int(frame.value)].start = UInt32(range.lowerBound)
            values[Int(frame.value)].end = UInt32(range.upperBound)
        }
        guard frame.value == 0 else { return }
        try emit()
        clear()
    }

    private func clear() {
        record = -1
        // What was counted belonged to values of this record.
        for value in values { runOwner[Int(value.node)] = -2 }
        values.removeAll(keepingCapacity: true)
        text.removeAll(keepingCapacity: true)
    }

    func abandon(_ reason: String, line: Int) throws(FormatFault) {
        clear()
        stack.removeAll(keepingCapacity: true)
        malformed += 1
        for index in tables.indices
        where tables[index].plan.record == tables[index].plan.row && shape[tables[index].plan.record].depth <= 1 {
            try appendMalformed(index, reason, line: UInt32(clamping: line), text: [])
        }
    }

    // MARK: Rows

    private func emit() throws(FormatFault) {
        let isPlain = values.count == 1
        if isPlain && values[0].start == values[0].end { return }
        for index in tables.indices where tables[index].plan.record == record {
            tables[index].owners += 1
            for key in tables[index].keys.indices { tables[index].keys[key].owner = -1 }
            if isPlain && !shape.isLeaf(record) {
                guard tables[index].plan.row == record else { continue }
                malformed += 1
                let found = Array(text[Int(values[0].start)..<Int(values[0].end)])
                try appendMalformed(
                    index, "a plain value where the others are records", line: values[0].line, text: found)
                continue
            }
            let row = tables[index].plan.row
            if row == record {
                try appendRow(index, at: 0)
                continue
            }
            var at = 0
            while at < values.count {
                if values[at].node == row {
                    if values[at].hasText || values[at].hasChildren { try appendRow(index, at: at) }
                    at = Int(values[at].next)
                } else {
                    at += 1
                }
            }
        }
    }

    private func appendMalformed(_ index: Int, _ remark: String, line: UInt32, text: [UInt8]) throws(FormatFault) {
        tables[index].batch.cells.append(text)
        for _ in 1..<max(1, tables[index].plan.columns.count) { tables[index].batch.cells.appendEmpty() }
        try endRow(index, line: line, kind: .malformed, remark: remark)
    }

    private func endRow(_ index: Int, line: UInt32, kind: RowKind, remark: String?) throws(FormatFault) {
        if tables[index].records >= limits.records {
            throw .tooLarge(part: "", limit: "records", value: limits.records)
        }
        tables[index].records += 1
        tables[index].batch.endRow(ordinal: tables[index].records, place: line, kind: kind, remark: remark)
        guard tables[index].batch.isFull || tables[index].batch.count >= rowsABatch else { return }
        try pass(index)
    }

    /// Hands on a table's batch, however full it is.
    private func pass(_ index: Int) throws(FormatFault) {
        let batch = tables[index].batch
        tables[index].batch = RawBatch(width: tables[index].plan.columns.count)
        do {
            if try !sink(index, batch) {
                isDone = true
                stop()
            }
        } catch {
            thrown = error
            throw .unreadable(reason: "the reading was ended")
        }
    }

    /// Makes a row of the value at `at`.
    private func appendRow(_ index: Int, at: Int) throws(FormatFault) {
        row.begin()
        let plan = tables[index].plan
        for (column, key) in plan.ownerKeys.enumerated() {
            if let range = keyText(key, above: at, table: index, column: column) {
                row.set(Int32(column), plain(plan, range), isOnce: true, text)
            } else {
                let text = key.key == -1 ? ordinal(of: key.owner, above: at, tables[index].owners) : ""
                row.set(Int32(column), Array(text.utf8))
            }
        }
        if plan.ordinalColumn >= 0 { row.set(plan.ordinalColumn, Array("\(tables[index].owners)".utf8)) }
        fill(plan, at)
        for (column, from, prefix) in plan.standIns { row.stand(column, in: from, prefix, text) }
        if let column = row.tooLong(limits.cellBytes) {
            throw .tooLarge(
                part: "", limit: "bytes in one cell (\(plan.columns[Int(column)]))", value: limits.cellBytes)
        }
        row.append(to: &tables[index].batch.cells, width: plan.columns.count, text)
        try endRow(index, line: values[at].line, kind: .record, remark: nil)
    }

    /// Puts the values in the one at `top` into the row.
    private func fill(_ plan: TreePlan, _ top: Int) {
        let end = Int(values[top].next)
        row.reserve(values.count)
        row.entries[top] = 0
        own(plan, 0, top)
        var at = top + 1
        while at < end {
            let value = values[at]
            let parent = row.entries[Int(value.parent)]
            guard parent >= 0 else {
                row.entries[at] = -1
                at = Int(value.next)
                continue
            }
            let rule = plan.rules[Int(plan.entries[Int(parent)].start + shape.nodes[Int(value.node)].slot)]
            switch rule {
            case .skip:
                at = Int(value.next)
                continue
            case .cell(let column):
                put(plan, column, value)
                at = Int(value.next)
                continue
            case .entry(let entry): row.entries[at] = entry
            case .numbered(let list):
                let entries = plan.lists[Int(list)]
                row.entries[at] = entries[min(Int(value.nth), entries.count - 1)]
            case .typed(let by, let map):
                let key = child(by, of: at).map { Array(text[$0]) } ?? []
                row.entries[at] = plan.maps[Int(map)][key] ?? plan.maps[Int(map)][[]] ?? -1
            case .pairs(let key, let item, let map):
                if let name = child(key, of: at), let column = plan.maps[Int(map)][Array(text[name])] {
                    // Of several values, each.
                    var inner = at + 1
                    while inner < Int(value.next) {
                        if values[inner].node == item { put(plan, column, values[inner]) }
                        inner = Int(values[inner].next)
                    }
                }
                at = Int(value.next)
                continue
            }
            if row.entries[at] >= 0 { own(plan, row.entries[at], at) }
            at += 1
        }
    }

    private func own(_ plan: TreePlan, _ entry: Int32, _ at: Int) {
        let column = plan.entries[Int(entry)].own
        if column >= 0 { put(plan, column, values[at]) }
    }

    @inline(__always)
    private func put(_ plan: TreePlan, _ column: Int32, _ value: Value) {
        if value.start == value.end { return }
        row.set(column, plain(plan, Int(value.start)..<Int(value.end)), isOnce: plan.isOnce[Int(column)], text)
    }

    /// An identifier without what all of them begin with.
    @inline(__always)
    private func plain(_ plan: TreePlan, _ range: Range<Int>) -> Range<Int> {
        let prefix = plan.identifiers
        if prefix.isEmpty || range.count <= prefix.count || !text[range].starts(with: prefix) { return range }
        let slash = text[range].lastIndex(of: 0x2F) ?? range.lowerBound
        let end = text[slash..<range.upperBound].firstIndex(of: 0x3F) ?? range.upperBound
        return slash + 1..<max(slash + 1, end)
    }

    /// The text of a path directly in a value; nil when it isn't there.
    private func child(_ node: Int32, of at: Int) -> Range<Int>? {
        var inner = at + 1
        while inner < Int(values[at].next) {
            if values[inner].node == node { return Int(values[inner].start)..<Int(values[inner].end) }
            inner = Int(values[inner].next)
        }
        return nil
    }

    /// A value of an owner that was found last; most rows have the same owner as the row before.
    private struct FoundKey {
        var owner = -1
        var text: Range<Int>?
    }

    /// The key's text in the owner that a value stands in; nil when the owner has none. `column`: where it is remembered.
    private func keyText(_ key: TreePlan.OwnerKey, above at: Int, table: Int, column: Int) -> Range<Int>? {
        guard key.key >= 0, let owner = owner(key.owner, above: at) else { return nil }
        if tables[table].keys[column].owner == owner { return tables[table].keys[column].text }
        var text: Range<Int>?
        var inner = owner + 1
        while inner < Int(values[owner].next) {
            if values[inner].node == key.key {
                text = Int(values[inner].start)..<Int(values[inner].end)
                break
            }
            inner += 1
        }
        tables[table].keys[column] = FoundKey(owner: owner, text: text)
        return text
    }

    private func owner(_ node: Int32, above at: Int) -> Int? {
        var place = values[at].parent
        while place >= 0 {
            if values[Int(place)].node == node { return Int(place) }
            place = values[Int(place)].parent
        }
        return nil
    }

    private func ordinal(of node: Int32, above at: Int, _ records: UInt32) -> String {
        if node == record { return "\(records)" }
        guard let owner = owner(node, above: at) else { return "" }
        return "\(values[owner].nth + 1)"
    }
}

/// A row that is being made: each cell a chain of pieces of the record's text.
private struct TreeRow {
    private struct Piece {
        var range: Range<Int>
        /// True for text of the row's own.
        var isOwn: Bool
        var next: Int32
    }

    private var pieces: [Piece] = []
    private var first: [Int32]
    private var last: [Int32]
    private var sizes: [Int]
    private var touched: [Int32] = []
    private var own: [UInt8] = []
    /// Per value of the record: the rules for what is in it.
    var entries: [Int32] = []

    init(width: Int) {
        first = [Int32](repeating: -1, count: width)
        last = first
        sizes = [Int](repeating: 0, count: width)
    }

    mutating func begin() {
        for column in touched {
            first[Int(column)] = -1
            sizes[Int(column)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
        own.removeAll(keepingCapacity: true)
    }

    mutating func reserve(_ count: Int) {
        if entries.count < count { entries.append(contentsOf: repeatElement(-1, count: count - entries.count)) }
    }

    @inline(__always)
    mutating func set(_ column: Int32, _ range: Range<Int>, isOnce: Bool, _ text: [UInt8]) {
        add(column, Piece(range: range, isOwn: false, next: -1), isOnce: isOnce)
    }

    mutating func set(_ column: Int32, _ text: [UInt8]) {
        let start = own.count
        own.append(contentsOf: text)
        add(column, Piece(range: start..<own.count, isOwn: true, next: -1), isOnce: true)
    }

    /// Gives an empty column another one's value with a text before it.
    mutating func stand(_ column: Int32, in other: Int32, _ prefix: [UInt8], _ text: [UInt8]) {
        guard first[Int(column)] < 0, first[Int(other)] >= 0 else { return }
        let piece = pieces[Int(first[Int(other)])]
        set(column, prefix + (piece.isOwn ? Array(own[piece.range]) : Array(text[piece.range])))
    }

    @inline(__always)
    private mutating func add(_ column: Int32, _ piece: Piece, isOnce: Bool) {
        let index = Int(column)
        if first[index] < 0 {
            first[index] = Int32(pieces.count)
            touched.append(column)
            sizes[index] = piece.range.count
        } else {
            if isOnce { return }
            pieces[Int(last[index])].next = Int32(pieces.count)
            sizes[index] += piece.range.count + 1
        }
        last[index] = Int32(pieces.count)
        pieces.append(piece)
    }

    /// A column with more bytes than a cell may have.
    func tooLong(_ limit: Int) -> Int32? {
        for column in touched where sizes[Int(column)] > limit { return column }
        return nil
    }

    func append(to cells: inout Rows, width: Int, _ text: [UInt8]) {
        for column in 0..<width {
            var piece = first[column]
            if piece < 0 {
                cells.appendEmpty()
                continue
            }
            if pieces[Int(piece)].next < 0 {
                let only = pieces[Int(piece)]
                cells.append(only.isOwn ? own[only.range] : text[only.range])
                continue
            }
            var joined: [UInt8] = []
            joined.reserveCapacity(sizes[column])
            while piece >= 0 {
                let part = pieces[Int(piece)]
                if !joined.isEmpty { joined.append(0x0A) }
                joined.append(contentsOf: part.isOwn ? own[part.range] : text[part.range])
                piece = part.next
            }
            cells.append(joined)
        }
    }
}
