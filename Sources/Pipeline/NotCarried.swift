import CRM
import Ledger
import Records

/// Which values of the master a target can't hold, so that the value ledger doesn't count their cells as loaded.
struct NotCarried {
    /// What stays out of each record, by its id in the master that every target could hold.
    private let lost: [Entity: [RecordID: LostColumns]]
    /// Hashes of the values of contact points and addresses that stay out: customer, column, value.
    private var children: Set<UInt64> = []

    init(_ lost: [Entity: [RecordID: LostColumns]], from desired: DesiredMaster) {
        self.lost = lost
        guard !lost.isEmpty else { return }
        var kept: Set<UInt64> = []
        for (entity, names) in [
            (Entity.contactPoints, ["value"]),
            (.addresses, ["street", "street2", "postcode", "city", "region", "country"]),
        ] {
            guard let missing = lost[entity] else { continue }
            let columns = names.compactMap { name in CustomerModel.columnIndex(name, of: entity).map { (name, $0) } }
            let parents = ["account_id", "contact_id"].compactMap { CustomerModel.columnIndex($0, of: entity) }
            let kind = CustomerModel.columnIndex("kind", of: entity) ?? 0
            let table = desired[entity]
            for (row, id) in table.ids.enumerated() {
                guard let parent = parents.lazy.compactMap({ RecordID(table.rows[row, $0]) }).first else { continue }
                for (name, column) in columns where table.rows.length(row, column) > 0 {
                    let place = entity == .addresses ? table.rows.text(row, kind) + name : name
                    let hash = NotCarried.hash(parent, place, table.rows[row, column])
                    let isLost = (missing[id]?.gone ?? 0) >> UInt64(column) & 1 == 1
                    if isLost { children.insert(hash) } else { kept.insert(hash) }
                }
            }
        }
        children.subtract(kept)
    }

    /// Makes one for a target that holds everything.
    init() { lost = [:] }

    /// What a value that reached the master comes to in the target; nil where it is there as it is.
    func fate(_ master: RecordID, _ entity: Entity, field: Int, _ value: ArraySlice<UInt8>) -> ValueBucket? {
        if lost.isEmpty { return nil }
        let fields = CustomerModel.fields(of: entity)
        let columns = lost[entity]?[master]
        func column(_ name: String) -> ValueBucket? {
            guard let columns, let index = CustomerModel.columnIndex(name, of: entity) else { return nil }
            if columns.gone >> UInt64(index) & 1 == 1 { return .notCarried }
            return columns.shortened >> UInt64(index) & 1 == 1 ? .shortened : nil
        }
        guard field < fields.count else { return column("custom") }
        var isLost = columns?.gone == .max
        switch fields[field].place {
        case .column(let name): return column(name)
        case .contactPoint:
            FieldList.each(value) { value, _ in
                isLost = isLost || children.contains(NotCarried.hash(master, "value", value))
            }
        case .address(let kind, let name):
            isLost = isLost || children.contains(NotCarried.hash(master, kind + name, value))
        default: break
        }
        return isLost ? .notCarried : nil
    }

    private static func hash(_ parent: RecordID, _ place: String, _ value: ArraySlice<UInt8>) -> UInt64 {
        CRMImage.hash(parent.description, place, value, .contactPoints)
    }
}
