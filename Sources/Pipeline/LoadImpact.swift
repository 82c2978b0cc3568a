import CRM
import Ledger
import Records

/// What a set of changes means for the customers that the CRM has: what limits are about.
struct LoadImpact {
    /// Customers of the CRM that change, each with what changes, in id order.
    private(set) var changed: [LimitRecord] = []
    private(set) var changedIDs: Set<RecordID> = []
    /// Customers that the CRM has.
    let existing: Int
    /// New customers.
    let created: Int
    private(set) var deactivated: [LimitRecord] = []
    private(set) var merged: [LimitRecord] = []
    private(set) var emailsBlanked: [LimitRecord] = []
    private(set) var phonesBlanked: [LimitRecord] = []
    private(set) var ownersChanged: [LimitRecord] = []

    init(_ changes: ChangeSet, _ desired: DesiredMaster, _ image: CRMImage) {
        let names = CustomerNames(desired, image, changes)
        existing = image.customerCount
        let fresh = changes.newCustomers(in: desired)
        created = fresh.accounts + fresh.contacts
        changedIDs = changes.changedCustomers(in: desired, accountOf: image.accountOf)
        var details: [RecordID: [String]] = [:]
        for entity in [Entity.accounts, .contacts] { note(changes, entity, image, names, &details) }
        blanked(changes, names)
        for entity in [Entity.contactPoints, .addresses, .consents, .accountContacts] {
            for id in changes.parents(of: entity, in: desired) {
                let customer = image.accountOf[id] ?? id
                guard changedIDs.contains(customer), details[customer]?.contains(entity.table) != true else { continue }
                details[customer, default: []].append(entity.table)
            }
        }
        changed = changedIDs.sorted().map { id in
            LimitRecord(
                table: names.entity(id).table, id: id.description, name: names[id],
                detail: (details[id] ?? []).joined(separator: ", "))
        }
    }

    private mutating func note(
        _ changes: ChangeSet, _ entity: Entity, _ image: CRMImage, _ names: CustomerNames,
        _ details: inout [RecordID: [String]]
    ) {
        let updates = changes[entity].updates
        let columns = CustomerModel.columns(of: entity)
        let status = CustomerModel.columnIndex("record_status", of: entity)
        let owner = CustomerModel.columnIndex("owner_id", of: entity)
        let mergedInto = CustomerModel.columnIndex("merged_into", of: entity)
        for row in 0..<updates.count {
            let id = updates.ids[row]
            func has(_ column: Int?) -> Bool { column.map { updates.masks[row] >> UInt64($0) & 1 == 1 } ?? false }
            func record(_ detail: String) -> LimitRecord {
                LimitRecord(table: entity.table, id: id.description, name: names[id], detail: detail)
            }
            var words: [String] = []
            for (index, column) in columns.enumerated() where has(index) {
                words.append("\(column.name): \(updates.old.text(row, index)) → \(updates.new.text(row, index))")
            }
            details[image.accountOf[id] ?? id, default: []] += words
            if let status, has(status) {
                let (old, new) = (updates.old.text(row, status), updates.new.text(row, status))
                if old.isEmpty || old == "active", !new.isEmpty, new != "active" {
                    deactivated.append(record("record_status: \(old) → \(new)"))
                }
            }
            if let mergedInto, has(mergedInto) {
                let survivor = RecordID(updates.new[row, mergedInto])
                merged.append(record("into \(survivor.map { names[$0] } ?? "another customer")"))
            }
            if let owner, has(owner), updates.old.length(row, owner) > 0 {
                let sides = [updates.old, updates.new].map { names.user(RecordID($0[row, owner])) }
                ownersChanged.append(record("owner: \(sides[0]) → \(sides[1])"))
            }
        }
    }

    private mutating func blanked(_ changes: ChangeSet, _ names: CustomerNames) {
        guard let value = CustomerModel.columnIndex("value", of: .contactPoints),
            let kind = CustomerModel.columnIndex("kind", of: .contactPoints)
        else { return }
        let parents = ["contact_id", "account_id"].compactMap { CustomerModel.columnIndex($0, of: .contactPoints) }
        let updates = changes[.contactPoints].updates
        for row in 0..<updates.count
        where updates.masks[row] >> UInt64(value) & 1 == 1 && updates.new.length(row, value) == 0 {
            let parent = parents.lazy.compactMap { RecordID(updates.new[row, $0]) }.first
            let record = LimitRecord(
                table: Entity.contactPoints.table, id: updates.ids[row].description,
                name: parent.map { names[$0] } ?? "", detail: "\(updates.old.text(row, value)) → nothing")
            switch updates.new.text(row, kind) {
            case "email": emailsBlanked.append(record)
            case "phone", "mobile", "fax": phonesBlanked.append(record)
            default: break
            }
        }
    }
}

/// What people call a customer or an owner.
struct CustomerNames {
    private let desired: DesiredMaster
    private let image: CRMImage
    private let changes: ChangeSet

    init(_ desired: DesiredMaster, _ image: CRMImage, _ changes: ChangeSet) {
        self.desired = desired
        self.image = image
        self.changes = changes
    }

    /// The customer's name; its id where nothing knows its name.
    subscript(id: RecordID) -> String {
        for entity in [Entity.accounts, .contacts] {
            let table = desired[entity]
            if let row = CustomerNames.index(of: id, in: table.ids) {
                let name = CustomerNames.name(entity) { String(decoding: table.rows[row, $0], as: UTF8.self) }
                if !name.isEmpty { return name }
            }
            let own = entity == .accounts ? image.accounts : image.contacts
            if let row = own.index(of: id) {
                let name = CustomerNames.name(entity) { own.rows.text(row, $0) }
                if !name.isEmpty { return name }
            }
            let updates = changes[entity].updates
            if let row = CustomerNames.index(of: id, in: updates.ids) {
                let name = CustomerNames.name(entity) { updates.new.text(row, $0) }
                if !name.isEmpty { return name }
            }
        }
        return id.description
    }

    /// The table that a customer is in.
    func entity(_ id: RecordID) -> Entity { image.live[.contacts]?.contains(id) == true ? .contacts : .accounts }

    /// An owner's name.
    func user(_ id: RecordID?) -> String {
        guard let id else { return "nobody" }
        let table = desired[.users]
        if let row = CustomerNames.index(of: id, in: table.ids),
            let column = CustomerModel.columnIndex("name", of: .users), table.rows.length(row, column) > 0
        {
            return table.rows.text(row, column)
        }
        if let row = image.users.index(of: id) {
            return String(decoding: image.users.value(row, "name"), as: UTF8.self)
        }
        return id.description
    }

    /// A name from columns, by what `value` gives for a column's index.
    static func name(_ entity: Entity, _ value: (Int) -> String) -> String {
        let columns = entity == .accounts ? ["name"] : ["given_name", "family_name"]
        return columns.compactMap { CustomerModel.columnIndex($0, of: entity).map(value) }
            .filter { !$0.isEmpty }.joined(separator: " ")
    }

    static func index(of id: RecordID, in ids: [RecordID]) -> Int? {
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }
}
