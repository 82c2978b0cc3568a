import CRM
import Ledger
import Records

/// The rows of a table that hang on customers, as the CRM holds them, by the customer they hang on.
struct ParallelChildren {
    let entity: Entity
    private(set) var ids: [RecordID] = []
    private(set) var rows: Rows
    /// Per row: a bit for every column that is as a load last wrote it.
    private var untouched: [UInt64] = []
    /// Per row: whether a load that holds wrote it.
    private var isOurs: [Bool] = []
    /// Ids that loads which hold have written, whether the rows are still there or not.
    private var written: Set<RecordID> = []
    private var byParent: [RecordID: [Int]] = [:]
    private var byID: [RecordID: Int] = [:]

    init(_ entity: Entity) {
        self.entity = entity
        rows = Rows(width: CustomerModel.columns(of: entity).count)
    }

    /// Reads the table. `parents` are the columns that name the customer; `follow` leads from a merged customer to the one
    /// it was merged into.
    init(
        _ entity: Entity, _ session: any LoadSession, hasHistory: Bool, parents: [String],
        follow: (RecordID) -> RecordID
    ) throws {
        self.init(entity)
        let parents = parents.compactMap { CustomerModel.columnIndex($0, of: entity) }
        if hasHistory {
            let changes = try session.heldChanges(of: entity)
            while let block = try changes.next() { for change in block { written.insert(change.id) } }
        }
        var held = LastWritten(session, entity, isEmpty: !hasHistory)
        let blocks = try session.rows(of: entity, columns: Array(0..<rows.width), ids: nil)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                let place = ids.count
                var mask: UInt64 = 0
                let ours = try held.seek(id)
                if ours {
                    for column in 0..<rows.width where held.isUntouched(column, block.rows[row, column]) {
                        mask |= 1 << UInt64(column)
                    }
                }
                ids.append(id)
                byID[id] = place
                rows.appendRow(row, of: block.rows)
                untouched.append(mask)
                isOurs.append(ours)
                for column in parents {
                    guard let parent = RecordID(block.rows[row, column]) else { continue }
                    byParent[follow(parent), default: []].append(place)
                }
            }
        }
    }

    /// The rows that hang on a customer.
    func of(_ parent: RecordID) -> [Int] { byParent[parent] ?? [] }

    /// The row of that id.
    func index(of id: RecordID) -> Int? { byID[id] }

    /// Whether a load that holds wrote a row of that id, which may be gone by now.
    func wasWritten(_ id: RecordID) -> Bool { written.contains(id) }

    /// A value.
    func value(_ row: Int, _ column: String) -> ArraySlice<UInt8> {
        guard let index = CustomerModel.columnIndex(column, of: entity) else { return [] }
        return rows[row, index]
    }

    /// Whether a value is as a load last wrote it.
    func isUntouched(_ row: Int, _ column: String) -> Bool {
        guard let index = CustomerModel.columnIndex(column, of: entity) else { return false }
        return untouched[row] >> UInt64(index) & 1 == 1
    }

    /// Whether a load wrote the row and nobody has changed any of these columns since.
    func isUntouched(_ row: Int, all columns: [String]) -> Bool {
        isOurs[row] && columns.allSatisfy { isUntouched(row, $0) }
    }
}
