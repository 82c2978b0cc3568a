import CRM
import Ledger
import Mapping
import Matching
import Records
import Survivorship
import Text

/// Companies and people, with the ways to reach them and where they are.
extension MasterAssembly {
    mutating func assembleParties(_ entity: Entity, _ groups: [Group]) {
        let table = records[entity]
        let survivorship = Survivorship(table, rules: rules)
        let fields = CustomerModel.fields(of: entity)
        let columns = CustomerModel.columns(of: entity)
        let columnOf: [Int?] = fields.map { field in
            guard case .column(let name) = field.place else { return nil }
            return CustomerModel.columnIndex(name, of: entity)
        }
        let customColumn = CustomerModel.columnIndex("custom", of: entity)
        for group in groups {
            let golden = survivorship.survive(group.members[...])
            if group.members.count > 1 { survived.add(golden, of: entity) }
            var values = [ArraySlice<UInt8>](repeating: [], count: columns.count)
            var owned: [[UInt8]] = []
            var numbers = [UInt16](repeating: 0, count: columns.count)
            for (index, field) in fields.enumerated() {
                guard let column = columnOf[index], golden.winners[index] >= 0 else { continue }
                let winner = Int(golden.winners[index])
                let value = table.value(winner, index)
                numbers[column] = reason(entity, winner, index)
                if case .reference(let other) = field.type {
                    var found = reference(value, to: other, field: field.name)
                    var given = value
                    // A name that nobody knows is asked about, and doesn't push out one that another source knows.
                    var rest = group.members
                    while found == nil, let last = survivorship.best(of: rest, field: index) {
                        rest.removeAll { $0 == last }
                        given = table.value(Int(last), index)
                        found = resolved(given, to: other)
                    }
                    if let id = found {
                        owned.append(id.utf8)
                        values[column] = owned[owned.count - 1][...]
                        markWon(entity, group.members, index, given)
                    }
                } else if field.isList {
                    values[column] = FieldList.first(value)
                    markWon(entity, group.members, index, nil)
                } else {
                    values[column] = value
                    markWon(entity, group.members, index, value)
                }
            }
            if let customColumn, golden.winners[fields.count] >= 0 {
                // Each custom field survives by itself: what the winner doesn't have, the others bring.
                var custom = Array(table.value(Int(golden.winners[fields.count]), fields.count))
                for member in group.members { CustomFields.add(table.value(Int(member), fields.count), to: &custom) }
                owned.append(custom)
                numbers[customColumn] = reason(entity, Int(golden.winners[fields.count]), fields.count)
                values[customColumn] = owned[owned.count - 1][...]
            }
            if entity == .accounts {
                let rest = otherTaxNumbers(group.members, keeping: values)
                if !rest.isEmpty, let column = CustomerModel.columnIndex("other_tax_numbers", of: .accounts) {
                    owned.append(rest)
                    values[column] = owned[owned.count - 1][...]
                }
            }
            var points = ContactPointMaker(table, members: group.members, golden: golden)
            let made = points.make()
            if entity == .accounts, let column = CustomerModel.columnIndex("website", of: .accounts),
                let web = made.first(where: { $0.kind == "web" })
            {
                owned.append(web.value)
                numbers[column] = reason(entity, Int(web.member), web.field)
                values[column] = owned[owned.count - 1][...]
            }
            var row = Rows(width: columns.count)
            for value in values { row.append(value) }
            append(entity, id: group.id, founding: Int(group.members[0]), row, reasons: numbers)
            for point in made { append(point, of: entity, parent: group.id, founding: Int(group.members[0])) }
            for (record, bits) in points.used { won[Int(entity.rawValue)][Int(record)] |= bits }
            appendAddresses(entity, group, golden, table)
            // A name's parts that were split from one cell count for that cell.
            if let full = CustomerModel.fieldIndex("full_name", of: entity),
                let family = CustomerModel.fieldIndex("family_name", of: entity)
            {
                for member in group.members where won[Int(entity.rawValue)][Int(member)] & (1 << UInt64(family)) != 0 {
                    won[Int(entity.rawValue)][Int(member)] |= 1 << UInt64(full)
                }
            }
        }
    }

    /// Notes that a field's value reached the master, for every member that has the same value.
    mutating func markWon(_ entity: Entity, _ members: [UInt32], _ field: Int, _ value: ArraySlice<UInt8>?) {
        let table = records[entity]
        for member in members {
            let own = table.value(Int(member), field)
            if own.isEmpty { continue }
            if value == nil || own.elementsEqual(value ?? []) {
                won[Int(entity.rawValue)][Int(member)] |= 1 << UInt64(field)
            }
        }
    }

    /// Notes that a record's value of a field reached the master.
    mutating func markWon(_ entity: Entity, _ record: Int, _ field: Int) {
        won[Int(entity.rawValue)][record] |= 1 << UInt64(field)
    }

    /// True the first time that a child's id is asked for.
    mutating func isNew(_ id: RecordID) -> Bool { children.insert(id).inserted }

    func otherTaxNumbers(_ members: [UInt32], keeping values: [ArraySlice<UInt8>]) -> [UInt8] {
        let table = records[.accounts]
        guard let field = CustomerModel.fieldIndex("vat_id", of: .accounts),
            let column = CustomerModel.columnIndex("vat_id", of: .accounts)
        else { return [] }
        var others: [[UInt8]] = []
        for member in members {
            FieldList.each(table.value(Int(member), field)) { value, _ in
                let value = Array(value)
                if !value.elementsEqual(values[column]) && !others.contains(value) { others.append(value) }
            }
        }
        return Array(others.sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x0A]))
    }

    mutating func append(_ point: ContactPoint, of entity: Entity, parent: RecordID, founding: Int) {
        let id = childID(.contactPoints, parent: parent, kind: point.kind, key: point.value)
        guard isNew(id) else { return }
        var row = Rows(width: CustomerModel.columns(of: .contactPoints).count)
        if entity == .accounts {
            row.append(parent.utf8); row.appendEmpty()
        } else {
            row.appendEmpty(); row.append(parent.utf8)
        }
        row.append(point.kind)
        row.append(point.value)
        row.append(point.given)
        row.append(point.isPrimary ? "true" : "false")
        row.append("false")
        row.append(point.isAlias ? "true" : "false")
        append(
            .contactPoints, id: id, founding: founding, of: entity, row,
            reason: reason(entity, Int(point.member), point.field))
    }

    mutating func appendAddresses(
        _ entity: Entity, _ group: Group, _ golden: GoldenRecord, _ table: StandardisedRecords
    ) {
        for (kind, prefix) in [("billing", ""), ("shipping", "shipping_")] {
            let places = ["street", "street2", "postcode", "city", "region", "country"].map {
                CustomerModel.fieldIndex(prefix + $0, of: entity) ?? 0
            }
            func hasAddress(_ record: Int) -> Bool {
                !table.value(record, places[0]).isEmpty || !table.value(record, places[2]).isEmpty
                    || !table.value(record, places[3]).isEmpty
            }
            let winner = places.prefix(4).lazy.map { golden.winners[$0] }.first { $0 >= 0 }
            guard let winner else { continue }
            var seen: Set<[UInt8]> = []
            var isFirst = true
            for member in [UInt32(winner)] + group.members where hasAddress(Int(member)) {
                let key = MasterAssembly.addressKey(
                    [places[0], places[2], places[3]].map { table.value(Int(member), $0) })
                for place in places { won[Int(entity.rawValue)][Int(member)] |= 1 << UInt64(place) }
                guard seen.insert(key).inserted else { continue }
                var row = Rows(width: CustomerModel.columns(of: .addresses).count)
                if entity == .accounts {
                    row.append(group.id.utf8); row.appendEmpty()
                } else {
                    row.appendEmpty(); row.append(group.id.utf8)
                }
                row.append(kind)
                var numbers = [UInt16](repeating: 0, count: row.width)
                for (offset, place) in places.enumerated() {
                    row.append(table.value(Int(member), place))
                    if !table.value(Int(member), place).isEmpty {
                        numbers[3 + offset] = reason(entity, Int(member), place)
                    }
                }
                let structure = numbers.first { $0 > 0 } ?? 0
                for column in numbers.indices where numbers[column] == 0 { numbers[column] = structure }
                row.append(isFirst ? "true" : "false")
                row.appendEmpty()
                row.appendEmpty()
                isFirst = false
                let id = childID(.addresses, parent: group.id, kind: kind, key: key)
                if isNew(id) {
                    append(.addresses, id: id, founding: Int(group.members[0]), of: entity, row, reasons: numbers)
                }
            }
        }
    }
}
