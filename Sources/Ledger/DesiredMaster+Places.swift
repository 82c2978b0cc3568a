internal import CRM
internal import Records

extension DesiredMaster {
    /// A fault with the source row of the record that it is about, where that is known; any other one as it is.
    func naming(_ error: any Error) -> any Error {
        guard let fault = error as? CRMFault, case .refused(_, let table, let id?, let rule, let state) = fault,
            let entity = Entity(table: table), let place = place(of: id, entity)
        else { return error }
        return LedgerFault.refused(place: place, table: table, id: "\(id)", rule: rule, state: state)
    }

    /// The source, stream and row that a record was founded by.
    private func place(of id: RecordID, _ entity: Entity) -> String? {
        let table = self[entity]
        guard let row = table.ids.firstIndex(of: id), table.founding[row] < crosswalk.count else { return nil }
        let entry = crosswalk.entry(Int(table.founding[row]))
        let stream = entry.stream.isEmpty || entry.stream == entry.source ? "" : "/\(entry.stream)"
        return "\(entry.source)\(stream), row \(entry.ordinal)"
    }
}
