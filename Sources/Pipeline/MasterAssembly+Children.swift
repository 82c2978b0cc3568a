import CRM
import Ledger
import Matching
import Records
import Text

/// What hangs on customers: who works where, branches, orders, documents, consents and the rest.
extension MasterAssembly {
    func resolved(_ value: ArraySlice<UInt8>, to entity: Entity) -> RecordID? {
        records.resolve(value, to: entity).flatMap { home(entity, $0) }
    }

    /// The record on which hangs what a source hangs on one of its own; of a customer whom somebody merged away in the CRM
    /// it is the one that they were merged into.
    private func home(_ entity: Entity, _ record: Int) -> RecordID? {
        if let master = masters[Int(entity.rawValue)][record] { return master }
        guard entity.isParty else { return nil }
        return link(entity, record).flatMap(image.survivor)
    }

    mutating func reference(_ value: ArraySlice<UInt8>, to entity: Entity, field: String) -> RecordID? {
        guard let record = records.resolve(value, to: entity) else {
            if field == "owner", !value.isEmpty { unknownOwners[MasterAssembly.code(value), default: 0] += 1 }
            return nil
        }
        if field == "owner", let active = CustomerModel.fieldIndex("active", of: .users),
            records[.users].value(record, active).elementsEqual("false".utf8)
        {
            ownersWhoLeft[MasterAssembly.code(value), default: 0] += 1
        }
        return home(entity, record)
    }

    /// The word by which a source names somebody.
    private static func code(_ value: ArraySlice<UInt8>) -> String {
        let code = value.split(separator: 0x1F, maxSplits: 2, omittingEmptySubsequences: false).last ?? value
        return String(decoding: code, as: UTF8.self)
    }

    mutating func assembleAccountContacts() {
        let table = records[.contacts]
        let account = CustomerModel.fieldIndex("account", of: .contacts) ?? 0
        let others = CustomerModel.fieldIndex("other_accounts", of: .contacts) ?? 0
        for record in 0..<table.count {
            appendAccountContact(record, table.value(record, account), field: account)
            FieldList.each(table.value(record, others)) { value, _ in
                appendAccountContact(record, value, field: others)
            }
        }
    }

    /// Says that a contact works for the account that `reference` names.
    private mutating func appendAccountContact(_ record: Int, _ reference: ArraySlice<UInt8>, field: Int) {
        let role = CustomerModel.fieldIndex("role", of: .contacts) ?? 0
        guard let contact = masters[Int(Entity.contacts.rawValue)][record],
            let other = records.resolve(reference, to: .accounts),
            let parent = masters[Int(Entity.accounts.rawValue)][other]
        else { return }
        markWon(.contacts, record, field)
        markWon(.contacts, record, role)
        let id = childID(.accountContacts, parent: parent, kind: "contact", key: contact.utf8)
        guard isNew(id) else { return }
        var row = Rows(width: CustomerModel.columns(of: .accountContacts).count)
        row.append(parent.utf8)
        row.append(contact.utf8)
        row.append(records[.contacts].value(record, role))
        row.appendEmpty()
        row.appendEmpty()
        append(
            .accountContacts, id: id, founding: record, of: .contacts, row,
            reason: reason(.contacts, record, field))
    }

    /// Head office and branch are related, not the same.
    mutating func assembleBranches(_ kind: MatchOutcome.Kind) {
        let table = records[.accounts]
        let name = PartyPlaces(.accounts).name
        for pair in kind.related where pair.kind == .branch {
            let sides = [Int(pair.first), Int(pair.second)]
            guard sides.allSatisfy({ $0 < table.count }) else { continue }
            let marked = sides.filter { !BranchName.of(Array(table.value($0, name))).isEmpty }
            guard marked.count == 1, let branch = marked.first, let head = sides.first(where: { $0 != branch }),
                let from = masters[Int(Entity.accounts.rawValue)][branch],
                let to = masters[Int(Entity.accounts.rawValue)][head], from != to
            else { continue }
            let id = childID(.relations, parent: from, kind: "branch", key: to.utf8)
            guard isNew(id) else { continue }
            var row = Rows(width: CustomerModel.columns(of: .relations).count)
            for column in CustomerModel.columns(of: .relations) {
                switch column.name {
                case "from_account_id": row.append(from.utf8)
                case "to_account_id": row.append(to.utf8)
                case "kind": row.append("branch")
                default: row.appendEmpty()
                }
            }
            let number = valueReasons.derived(table, branch, "branch", in: &desired)
            append(.relations, id: id, founding: branch, of: .accounts, row, reason: number)
        }
    }

    /// What a source says twice in the same words under one key is one fact, and so are consents, relations and notes without
    /// a key; two equal lines of an order are two.
    mutating func identify(_ entity: Entity) {
        let isFact = entity == .consents || entity == .relations || entity == .activities
        var made: Set<RecordID> = []
        var facts: [UInt64: RecordID] = [:]
        for record in 0..<records[entity].count where !isHeld(entity, record) {
            var id = id(entity, founding: record)
            if entity == .tags, let name = CustomerModel.fieldIndex("name", of: .tags) {
                id = tagID(records[.tags].value(record, name))
                _ = isNew(id)
            }
            let place = Int(records[entity].sources[record])
            let names = records.hasKey[place]
            let mapped = Int(records[entity].mappingRecords[record])
            if isFact || (entity != .orderLines && names.indices.contains(mapped) && names[mapped]) {
                let source = records.sources[place]
                let key =
                    Array(records[entity].keys[record, 0])
                    + withUnsafeBytes(of: records.rowHash(entity, record)) { Array($0) }
                let fact = CRMImage.hash(source, records.recordName(entity, record), key[...], entity)
                if let known = facts[fact] { id = known } else { facts[fact] = id }
            }
            masters[Int(entity.rawValue)][record] = id
            isFounding[Int(entity.rawValue)][record] = made.insert(id).inserted
        }
    }

    mutating func identifySuppressions() {
        var made: Set<RecordID> = []
        for (record, entries) in suppressions.enumerated() {
            guard let id = entries.first.map(suppressionID) else { continue }
            masters[Int(Entity.suppressions.rawValue)][record] = id
            isFounding[Int(Entity.suppressions.rawValue)][record] = made.insert(id).inserted
        }
    }

    mutating func assemble(_ entity: Entity, _ turnover: inout Turnover) {
        let table = records[entity]
        guard table.count > 0 else { return }
        let fields = CustomerModel.fields(of: entity)
        let columns = CustomerModel.columns(of: entity)
        let byAddress = entity == .consents ? customersByEmail() : [:]
        for record in 0..<table.count where isFounding[Int(entity.rawValue)][record] {
            guard let id = masters[Int(entity.rawValue)][record] else { continue }
            var values = [[UInt8]](repeating: [], count: columns.count)
            var bits: UInt64 = 0
            var numbers = [UInt16](repeating: 0, count: columns.count)
            for (index, field) in fields.enumerated() {
                let value = table.value(record, index)
                guard !value.isEmpty, case .column(let name) = field.place,
                    let column = CustomerModel.columnIndex(name, of: entity)
                else { continue }
                if case .reference(let other) = field.type {
                    guard let target = reference(value, to: other, field: field.name) else { continue }
                    values[column] = target.utf8
                } else {
                    values[column] = Array(field.isList ? FieldList.first(value) : value)
                }
                bits |= 1 << UInt64(index)
                numbers[column] = reason(entity, record, index)
            }
            if entity == .consents { attachConsent(&values, byAddress) }
            turnover.settle(
                &values, of: entity, id: id, source: records.sources[Int(table.sources[record])])
            if let custom = CustomerModel.columnIndex("custom", of: entity) {
                values[custom] = Array(table.value(record, fields.count))
                numbers[custom] = reason(entity, record, fields.count)
            }
            won[Int(entity.rawValue)][record] |= bits
            var row = Rows(width: columns.count)
            for value in values { row.append(value) }
            append(entity, id: id, founding: record, row, reasons: numbers)
        }
    }

    /// E-mail → the customer who has it, contacts before accounts; one that several have belongs to none of them.
    func customersByEmail() -> [[UInt8]: (entity: Entity, id: RecordID)?] {
        var found: [[UInt8]: (entity: Entity, id: RecordID)?] = [:]
        for entity in [Entity.accounts, .contacts] {
            let table = records[entity]
            let email = CustomerModel.fieldIndex("email", of: entity) ?? 0
            for record in 0..<table.count {
                guard let id = masters[Int(entity.rawValue)][record] else { continue }
                FieldList.each(table.value(record, email)) { value, _ in
                    let key = Array(value)
                    if let known = found[key] {
                        if let known, known.id != id { found[key] = known.entity == entity ? .some(nil) : (entity, id) }
                    } else {
                        found[key] = (entity, id)
                    }
                }
            }
        }
        return found
    }

    func attachConsent(_ values: inout [[UInt8]], _ byAddress: [[UInt8]: (entity: Entity, id: RecordID)?]) {
        guard let account = CustomerModel.columnIndex("account_id", of: .consents),
            let contact = CustomerModel.columnIndex("contact_id", of: .consents),
            let address = CustomerModel.columnIndex("address", of: .consents),
            values[account].isEmpty, values[contact].isEmpty,
            case .some(.some(let customer)) = byAddress[values[address]]
        else { return }
        values[customer.entity == .accounts ? account : contact] = customer.id.utf8
    }
}
