public import CRM
public import Records

extension DesiredMaster {
    /// The master as a target can hold it, and what of it stays out: with how often, and by record. A target that Customary
    /// made holds everything.
    public func projected(on target: any Target) throws -> (
        master: DesiredMaster, notCarried: [(what: String, count: Int)], lost: [Entity: [RecordID: LostColumns]]
    ) {
        guard target is SchemaTarget else { return (self, [], [:]) }
        return try target.withSession(.reading) { session in
            guard let session = session as? SchemaSession else { return .rollback((self, [], [:])) }
            let projection = SchemaProjection(session)
            var result = self
            for entity in Entity.allCases {
                let table = self[entity]
                var fitted = DesiredTable(rows: Rows(width: table.rows.width))
                for row in try projection.project(entity, ids: table.ids, rows: table.rows) {
                    fitted.ids.append(row.id)
                    fitted.founding.append(table.founding[row.source])
                    if !table.reasons.isEmpty {
                        let width = table.rows.width
                        fitted.reasons.append(
                            contentsOf: table.reasons[(row.source * width)..<((row.source + 1) * width)])
                    }
                    for value in row.values { fitted.rows.append(value) }
                }
                result.tables[Int(entity.rawValue)] = fitted
            }
            return .rollback((result, projection.notCarried, projection.lost))
        }
    }
}
