import Connecting
import Digest
import Foundation
import Mapping
import Records

/// What is different between a source's last two deliveries, before anything is staged.
public struct DeliveryDiff: Sendable {
    /// The source.
    public let source: String
    /// The older and the newer file.
    public let files: (old: String, new: String)
    /// Columns that are new, gone, or gone and new with alike values (old name → new name).
    public let newColumns: [String]
    /// Columns that are gone.
    public let goneColumns: [String]
    /// Columns that seem renamed.
    public let renamedColumns: [(old: String, new: String)]
    /// Keys of rows that are new, gone and changed; at most `maximumListed` of each are kept.
    public let newRows: [Row]
    /// Rows that are gone.
    public let goneRows: [Row]
    /// Rows that say something else.
    public let changedRows: [Row]
    /// How many there are of each.
    public let counts: (new: Int, gone: Int, changed: Int, same: Int)

    /// A row by its key and place.
    public struct Row: Sendable {
        /// The key, or the first cells of the row.
        public let words: String
        /// The file's line or the sheet's row.
        public let place: UInt32
        /// For changed rows: `column: old → new`.
        public let changes: [String]
    }

    /// At most so many rows of each kind are listed.
    public static let maximumListed = 100

    /// Compares the last two deliveries of a source. Rows are compared by the columns that both have; `key` names the
    /// columns that tell a row, or none, and then equal rows are the same and others new or gone.
    public init(_ source: ProjectSource, key: [String], project: Project, connectors: ConnectorList) throws {
        guard source.deliveries.count >= 2 else {
            throw PipelineFault.configuration(
                "\(source.name) has one delivery only. Add the next one with customary add FILE")
        }
        let old = try DeliveryTable(source, source.deliveries[source.deliveries.count - 2], project, connectors)
        let new = try DeliveryTable(source, source.deliveries[source.deliveries.count - 1], project, connectors)
        self.source = source.name
        files = (old.file, new.file)
        var gone = old.columns.filter { !new.columns.contains($0) }
        var added = new.columns.filter { !old.columns.contains($0) }
        var renamed: [(old: String, new: String)] = []
        for name in gone {
            guard let like = added.first(where: { old.share(of: name, sharedWith: $0, in: new) >= 0.5 }) else {
                continue
            }
            renamed.append((name, like))
            added.removeAll { $0 == like }
        }
        gone.removeAll { name in renamed.contains { $0.old == name } }
        newColumns = added
        goneColumns = gone
        renamedColumns = renamed
        let common: [(old: Int, new: Int, name: String)] = old.columns.enumerated().compactMap { index, name in
            let other = renamed.first { $0.old == name }?.new ?? name
            return new.columns.firstIndex(of: other).map { (index, $0, other) }
        }
        let keys = common.filter { key.contains(old.columns[$0.old]) || key.contains($0.name) }
        let oldRows = old.index(keys.isEmpty ? common.map(\.old) : keys.map(\.old))
        let newRows = new.index(keys.isEmpty ? common.map(\.new) : keys.map(\.new))
        var listed: (new: [Row], gone: [Row], changed: [Row]) = ([], [], [])
        var counts = (new: 0, gone: 0, changed: 0, same: 0)
        for row in 0..<new.count {
            let key = newRows.keys[row]
            guard let before = oldRows.rows[key] else {
                counts.new += 1
                if listed.new.count < DeliveryDiff.maximumListed { listed.new.append(new.row(row, [])) }
                continue
            }
            let changes = common.compactMap { column -> String? in
                let was = old.cell(before, column.old)
                let now = new.cell(row, column.new)
                return was == now
                    ? nil : "\(column.name): \(was.isEmpty ? "(empty)" : was) → \(now.isEmpty ? "(empty)" : now)"
            }
            if changes.isEmpty {
                counts.same += 1
            } else {
                counts.changed += 1
                if listed.changed.count < DeliveryDiff.maximumListed { listed.changed.append(new.row(row, changes)) }
            }
        }
        for row in 0..<old.count where newRows.rows[oldRows.keys[row]] == nil {
            counts.gone += 1
            if listed.gone.count < DeliveryDiff.maximumListed { listed.gone.append(old.row(row, [])) }
        }
        self.newRows = listed.new
        goneRows = listed.gone
        changedRows = listed.changed
        self.counts = counts
    }
}

/// A delivery's records in memory.
private struct DeliveryTable {
    let file: String
    let columns: [String]
    private var cells: Rows
    private var places: [UInt32] = []

    init(
        _ source: ProjectSource, _ delivery: ProjectDelivery, _ project: Project, _ connectors: ConnectorList
    ) throws {
        let reading = try DeliveryReading(source, delivery, project: project, connectors: connectors)
        let file = reading.file
        self.file = file.name
        let stream = try reading.probed()
        columns = stream.columns
        var cells = Rows(width: max(1, stream.columns.count))
        var places: [UInt32] = []
        _ = try reading.read(limits: .standard) { batch in
            for row in 0..<batch.count where batch.kinds[row] == .record {
                guard cells.hasRoom(for: batch.cells.byteCount) else {
                    throw SourceFault.tooLarge(
                        position: Position(file: file.name), limit: "bytes to compare", value: Rows.maximumBytes)
                }
                cells.appendRow(row, of: batch.cells)
                places.append(batch.places[row])
            }
        }
        self.cells = cells
        self.places = places
    }

    var count: Int { places.count }

    func cell(_ row: Int, _ column: Int) -> String { cells.text(row, column) }

    /// Rows by their key: the columns' cells and a count among equals, so that a row inserted at the top changes nothing.
    func index(_ columns: [Int]) -> (keys: [String], rows: [String: Int]) {
        var keys: [String] = []
        var rows: [String: Int] = [:]
        var counts: [String: Int] = [:]
        for row in 0..<count {
            let text = columns.map { cell(row, $0) }.joined(separator: "\u{1F}")
            let number = counts[text, default: 0]
            counts[text] = number + 1
            let key = "\(text)\u{1E}\(number)"
            keys.append(key)
            rows[key] = row
        }
        return (keys, rows)
    }

    /// The share of a column's distinct values that a column of another table has, too.
    func share(of name: String, sharedWith other: String, in table: DeliveryTable) -> Double {
        guard let left = columns.firstIndex(of: name), let right = table.columns.firstIndex(of: other) else { return 0 }
        let mine = Set((0..<count).map { cell($0, left) }.filter { !$0.isEmpty })
        let theirs = Set((0..<table.count).map { table.cell($0, right) }.filter { !$0.isEmpty })
        return mine.isEmpty ? 0 : Double(mine.intersection(theirs).count) / Double(mine.count)
    }

    func row(_ row: Int, _ changes: [String]) -> DeliveryDiff.Row {
        let words = (0..<min(4, columns.count)).map { cell(row, $0) }.filter { !$0.isEmpty }.joined(separator: " · ")
        return DeliveryDiff.Row(words: words, place: places[row], changes: changes)
    }
}
