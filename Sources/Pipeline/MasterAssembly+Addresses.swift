import CRM
import Ledger
import Records
import Text

/// The addresses that sources bring as records of their own: a customer's second and further ones.
///
/// One that the customer's own record has, too, is that one. One whose customer isn't loaded stays out: an address alone is
/// nobody's.
extension MasterAssembly {
    /// What makes two addresses of a customer one.
    struct AddressKey: Hashable {
        let owner: RecordID
        let key: [UInt8]
    }

    /// An address record that leads to a row: its customer, and what the row is called.
    struct FurtherAddress {
        let record: Int
        let owner: (entity: Entity, id: RecordID)
        let id: RecordID
        let kind: String
    }

    /// What an address is called of which the source doesn't say what it is for.
    static let furtherKind = "other"

    private static let places = ["street", "postcode", "city"]

    /// Finds the customer of each address record and gives it its id; the ones that make rows of their own come back.
    mutating func identifyAddresses() -> [FurtherAddress] {
        let table = records[.addresses]
        guard table.count > 0 else { return [] }
        func place(_ name: String) -> Int { CustomerModel.fieldIndex(name, of: .addresses) ?? 0 }
        let parts = MasterAssembly.places.map(place)
        let kind = place("kind")
        let own = ownAddresses()
        let ownIDs = Set(own.values.flatMap(\.values))
        var kinds = own
        var made: Set<RecordID> = []
        var further: [FurtherAddress] = []
        let order = (0..<UInt32(table.count)).sorted { precedes(.addresses, $0, $1) }
        for record in order.map(Int.init) where !isHeld(.addresses, record) {
            guard let owner = owner(ofAddress: record), parts.contains(where: { !table.value(record, $0).isEmpty })
            else { continue }
            let key = MasterAssembly.addressKey(parts.map { table.value(record, $0) })
            let given = String(decoding: table.value(record, kind), as: UTF8.self)
            let address = AddressKey(owner: owner.id, key: key)
            let known = kinds[address, default: [:]]
            let name = given.isEmpty ? MasterAssembly.furtherKind : given
            var id = given.isEmpty ? known.min { $0.key < $1.key }?.value : known[given]
            // One that moved is still the one that the crosswalk knows, unless it was another's row.
            if id == nil, let link = link(.addresses, record), !ownIDs.contains(link), !made.contains(link) {
                id = link
            }
            let found = id ?? childID(.addresses, parent: owner.id, kind: name, key: key)
            if known[name] == nil { kinds[address, default: [:]][name] = found }
            masters[Int(Entity.addresses.rawValue)][record] = found
            for field in CustomerModel.fields(of: .addresses).indices where !table.value(record, field).isEmpty {
                markWon(.addresses, record, field)
            }
            guard made.insert(found).inserted, !ownIDs.contains(found) else { continue }
            isFounding[Int(Entity.addresses.rawValue)][record] = true
            further.append(FurtherAddress(record: record, owner: owner, id: found, kind: name))
        }
        return further
    }

    /// Whose an address record is: the contact that it names, else the account.
    private func owner(ofAddress record: Int) -> (entity: Entity, id: RecordID)? {
        let table = records[.addresses]
        for (name, entity) in [("contact", Entity.contacts), ("account", .accounts)] {
            guard let field = CustomerModel.fieldIndex(name, of: .addresses) else { continue }
            if let id = resolved(table.value(record, field), to: entity) { return (entity, id) }
        }
        return nil
    }

    /// The addresses that customers' own records make: customer and address → kind → id.
    private func ownAddresses() -> [AddressKey: [String: RecordID]] {
        var found: [AddressKey: [String: RecordID]] = [:]
        for entity in [Entity.accounts, .contacts] {
            let table = records[entity]
            for (kind, prefix) in [("billing", ""), ("shipping", "shipping_")] {
                let parts = MasterAssembly.places.map { CustomerModel.fieldIndex(prefix + $0, of: entity) ?? 0 }
                for record in 0..<table.count {
                    guard let master = masters[Int(entity.rawValue)][record],
                        parts.contains(where: { !table.value(record, $0).isEmpty })
                    else { continue }
                    let key = MasterAssembly.addressKey(parts.map { table.value(record, $0) })
                    found[AddressKey(owner: master, key: key), default: [:]][kind] = childID(
                        .addresses, parent: master, kind: kind, key: key)
                }
            }
        }
        return found
    }

    /// What is compared of an address: street, postcode and town, in whatever spelling.
    static func addressKey(_ parts: [ArraySlice<UInt8>]) -> [UInt8] {
        var key = Array(parts[0]).withUnsafeBytes { StreetKey.of($0) }
        for part in parts.dropFirst() {
            key.append(0x1F)
            key.append(contentsOf: String(decoding: part, as: UTF8.self).lowercased().utf8)
        }
        return key
    }

    /// Hangs the further addresses on their customers, and the numbers that all address records bring.
    mutating func assembleAddresses(_ further: [FurtherAddress]) {
        let table = records[.addresses]
        assembleReach()
        let columns = CustomerModel.columns(of: .addresses)
        for address in further where isNew(address.id) {
            var row = Rows(width: columns.count)
            var numbers = [UInt16](repeating: 0, count: columns.count)
            for (index, column) in columns.enumerated() {
                switch column.name {
                case "account_id" where address.owner.entity == .accounts: row.append(address.owner.id.utf8)
                case "contact_id" where address.owner.entity == .contacts: row.append(address.owner.id.utf8)
                case "account_id", "contact_id": row.appendEmpty()
                case "kind": row.append(address.kind)
                case "is_primary": row.append("false")
                default:
                    guard let field = CustomerModel.fieldIndex(column.name, of: .addresses) else {
                        row.appendEmpty()
                        continue
                    }
                    row.append(table.value(address.record, field))
                    numbers[index] = reason(.addresses, address.record, field)
                }
            }
            append(.addresses, id: address.id, founding: address.record, row, reasons: numbers)
        }
    }

    /// The numbers that came with addresses. What the customer's own record has, too, is there already.
    private mutating func assembleReach() {
        let table = records[.addresses]
        guard table.count > 0 else { return }
        var reached = kindsReached()
        let order = (0..<UInt32(table.count)).sorted { precedes(.addresses, $0, $1) }
        for record in order.map(Int.init) {
            guard masters[Int(Entity.addresses.rawValue)][record] != nil, let owner = owner(ofAddress: record) else {
                continue
            }
            for kind in ["phone", "mobile", "fax"] {
                guard let field = CustomerModel.fieldIndex(kind, of: .addresses) else { continue }
                FieldList.each(table.value(record, field)) { value, given in
                    let id = childID(.contactPoints, parent: owner.id, kind: kind, key: Array(value))
                    guard isNew(id) else { return }
                    let isFirst = reached.insert(Reach(owner: owner.id, kind: kind)).inserted
                    var row = Rows(width: CustomerModel.columns(of: .contactPoints).count)
                    let sides = owner.entity == .accounts ? [owner.id.utf8, []] : [[], owner.id.utf8]
                    for side in sides { row.append(side) }
                    row.append(kind)
                    row.append(value)
                    row.append(given)
                    row.append(isFirst ? "true" : "false")
                    row.append("false")
                    row.append("false")
                    append(
                        .contactPoints, id: id, founding: record, of: .addresses, row,
                        reason: reason(.addresses, record, field))
                }
            }
        }
    }

    private struct Reach: Hashable {
        let owner: RecordID
        let kind: String
    }

    /// The kinds of numbers that customers have by their own records.
    private func kindsReached() -> Set<Reach> {
        var found: Set<Reach> = []
        for entity in [Entity.accounts, .contacts] {
            let table = records[entity]
            for kind in ["phone", "mobile", "fax"] {
                guard let field = CustomerModel.fieldIndex(kind, of: entity) else { continue }
                for record in 0..<table.count where !table.value(record, field).isEmpty {
                    if let master = masters[Int(entity.rawValue)][record] {
                        found.insert(Reach(owner: master, kind: kind))
                    }
                }
            }
        }
        return found
    }
}
