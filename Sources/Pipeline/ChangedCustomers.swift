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

    /// Customers that the CRM had and that a load changes, in themselves or in what hangs on them.
    func changedCustomers(in desired: DesiredMaster) -> Set<RecordID> {
        var changed: Set<RecordID> = []
        for entity in [Entity.accounts, .contacts] { changed.formUnion(self[entity].updates.ids) }
        for entity in [Entity.contactPoints, .addresses, .consents, .accountContacts] {
            changed.formUnion(parents(of: entity, in: desired))
        }
        for entity in [Entity.accounts, .contacts] { changed.subtract(createdIDs(of: entity, in: desired)) }
        return changed
    }
}
