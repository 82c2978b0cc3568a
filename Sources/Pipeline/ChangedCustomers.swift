import CRM
import Ledger
import Records

extension ChangeSet {
    /// The ids of the rows that a load makes in a table.
    func createdIDs(of entity: Entity, in desired: DesiredMaster) -> Set<RecordID> {
        let ids = desired[entity].ids
        return Set(self[entity].creates.map { ids[Int($0)] })
    }

    /// The customers whose children of a table a load makes or changes.
    func parents(of entity: Entity, in desired: DesiredMaster) -> Set<RecordID> {
        let columns = ["account_id", "contact_id"].compactMap { CustomerModel.columnIndex($0, of: entity) }
        var parents: Set<RecordID> = []
        for row in self[entity].creates {
            for column in columns {
                if let id = RecordID(desired[entity].rows[Int(row), column]) { parents.insert(id) }
            }
        }
        let updates = self[entity].updates
        for row in 0..<updates.count {
            for column in columns {
                if let id = RecordID(updates.new[row, column]) { parents.insert(id) }
            }
        }
        return parents
    }

    /// Customers that a load makes: accounts, and contacts without one.
    func newCustomers(in desired: DesiredMaster) -> (accounts: Int, contacts: Int) {
        let column = CustomerModel.columnIndex("contact_id", of: .accountContacts) ?? 0
        let table = desired[.accountContacts]
        var withAccount: Set<RecordID> = []
        for row in table.ids.indices { if let id = RecordID(table.rows[row, column]) { withAccount.insert(id) } }
        let contacts = desired[.contacts].ids
        return (
            self[.accounts].creates.count, self[.contacts].creates.count { !withAccount.contains(contacts[Int($0)]) }
        )
    }

    /// Customers that a master wants, new or not: accounts, and contacts without one.
    func customers(
        in desired: DesiredMaster, accountOf: [RecordID: RecordID]
    ) -> (accounts: Int, contacts: Int) {
        let column = CustomerModel.columnIndex("contact_id", of: .accountContacts) ?? 0
        let table = desired[.accountContacts]
        var withAccount: Set<RecordID> = []
        for row in table.ids.indices { if let id = RecordID(table.rows[row, column]) { withAccount.insert(id) } }
        let contacts = desired[.contacts].ids.count { !withAccount.contains($0) && accountOf[$0] == nil }
        return (desired[.accounts].ids.count, contacts)
    }

    /// Customers that the CRM had and that a load changes, in themselves or in what hangs on them; a contact with an account
    /// counts as that.
    func changedCustomers(in desired: DesiredMaster, accountOf: [RecordID: RecordID]) -> Set<RecordID> {
        var changed: Set<RecordID> = []
        for entity in [Entity.accounts, .contacts] { changed.formUnion(self[entity].updates.ids) }
        for entity in [Entity.contactPoints, .addresses, .consents, .accountContacts] {
            changed.formUnion(parents(of: entity, in: desired))
        }
        for entity in [Entity.accounts, .contacts] { changed.subtract(createdIDs(of: entity, in: desired)) }
        return Set(changed.map { accountOf[$0] ?? $0 })
    }
}
