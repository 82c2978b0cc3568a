import CRM
import Ledger
import Records

/// Owners: matched by e-mail or name with those of the CRM.
extension MasterAssembly {
    mutating func identifyUsers() {
        let table = records[.users]
        guard table.count > 0 else { return }
        let name = CustomerModel.fieldIndex("name", of: .users) ?? 0
        let email = CustomerModel.fieldIndex("email", of: .users) ?? 0
        var known: [String: RecordID] = [:]
        for row in 0..<image.users.ids.count {
            for column in ["email", "name"] {
                let value = String(decoding: image.users.value(row, column), as: UTF8.self).lowercased()
                if !value.isEmpty && known[value] == nil { known[value] = image.users.ids[row] }
            }
        }
        var made: Set<RecordID> = []
        for record in 0..<table.count {
            let keys = [email, name].map {
                String(decoding: FieldList.first(table.value(record, $0)), as: UTF8.self).lowercased()
            }
            let id = keys.lazy.compactMap { $0.isEmpty ? nil : known[$0] }.first ?? id(.users, founding: record)
            masters[Int(Entity.users.rawValue)][record] = id
            won[Int(Entity.users.rawValue)][record] = .max
            isFounding[Int(Entity.users.rawValue)][record] = made.insert(id).inserted
        }
    }

    mutating func appendUsers() {
        let table = records[.users]
        for record in 0..<table.count where isFounding[Int(Entity.users.rawValue)][record] {
            guard let id = masters[Int(Entity.users.rawValue)][record] else { continue }
            var row = Rows(width: CustomerModel.columns(of: .users).count)
            var numbers: [UInt16] = []
            for column in ["name", "email", "initials", "active"] {
                let field = CustomerModel.fieldIndex(column, of: .users) ?? 0
                row.append(FieldList.first(table.value(record, field)))
                numbers.append(reason(.users, record, field))
            }
            append(.users, id: id, founding: record, row, reasons: numbers)
        }
    }
}
