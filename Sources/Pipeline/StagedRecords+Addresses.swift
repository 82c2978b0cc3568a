import Records

/// Customers whose source keeps their addresses in a table of its own.
extension StagedRecords {
    private static let taken = [
        "street", "street2", "postcode", "city", "region", "country", "phone", "mobile", "fax",
    ]

    /// Gives customers without an address of their own the one that their source has for them, so that matching knows where
    /// they are and the CRM has a first address: a billing address, else the first by its key that isn't for shipping only.
    mutating func completeCustomers() {
        let addresses = self[.addresses]
        guard addresses.count > 0 else { return }
        func place(_ name: String) -> Int { CustomerModel.fieldIndex(name, of: .addresses) ?? 0 }
        let (kind, parts) = (place("kind"), ["street", "postcode", "city"].map(place))
        func rank(_ record: Int) -> Int {
            let kind = addresses.value(record, kind)
            return kind.elementsEqual("billing".utf8) ? 0 : kind.elementsEqual("shipping".utf8) ? 2 : 1
        }
        for (name, entity) in [("contact", Entity.contacts), ("account", .accounts)] {
            let reference = place(name)
            let own = ["street", "postcode", "city"].map { CustomerModel.fieldIndex($0, of: entity) ?? 0 }
            var chosen: [Int: Int] = [:]
            for record in 0..<addresses.count where parts.contains(where: { !addresses.value(record, $0).isEmpty }) {
                // An address of a person at a company is the person's.
                if entity == .accounts, resolve(addresses.value(record, place("contact")), to: .contacts) != nil {
                    continue
                }
                guard let party = resolve(addresses.value(record, reference), to: entity),
                    own.allSatisfy({ self[entity].value(party, $0).isEmpty })
                else { continue }
                if let known = chosen[party], rank(known) <= rank(record) { continue }
                chosen[party] = record
            }
            if !chosen.isEmpty { complete(entity, by: chosen) }
        }
    }

    /// Fills the empty ones of a customer's fields from the address chosen for it.
    private mutating func complete(_ entity: Entity, by chosen: [Int: Int]) {
        let addresses = self[.addresses]
        let table = self[entity]
        var from: [Int: Int] = [:]
        for name in StagedRecords.taken {
            if let own = CustomerModel.fieldIndex(name, of: entity),
                let theirs = CustomerModel.fieldIndex(name, of: .addresses)
            {
                from[own] = theirs
            }
        }
        var fields = Rows(width: table.fields.width)
        for record in 0..<table.count {
            guard let address = chosen[record] else {
                fields.appendRow(record, of: table.fields)
                continue
            }
            for field in 0..<table.fields.width {
                let value = table.fields[record, field]
                if value.isEmpty, let theirs = from[field] {
                    fields.append(addresses.value(address, theirs))
                } else {
                    fields.append(value)
                }
            }
        }
        setFields(fields, of: entity)
    }
}
