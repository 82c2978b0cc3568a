import CRM
import Ledger
import Records

/// Who must not come back, of sources that are lists of them: only keyed hashes reach the CRM, in the crosswalk, too.
extension MasterAssembly {
    /// The entries of each staged record of the suppression list.
    static func suppressionEntries(_ records: StagedRecords, _ hasher: SuppressionHasher?) -> [[SuppressionFeed.Entry]]
    {
        let table = records[.suppressions]
        guard let hasher else { return [] }
        let feed = SuppressionFeed(hasher: hasher, sources: Set(records.sources))
        return (0..<table.count).map { feed.entries(table, $0, source: records.sources[Int(table.sources[$0])]) }
    }

    func suppressionID(_ entry: SuppressionFeed.Entry) -> RecordID {
        SuppressionList.id(entry.kind, entry.hash, project: project.id)
    }

    /// The key and row hash under which the crosswalk knows a record of the list: made from its keyed hash, since its own
    /// would let somebody try out addresses.
    func suppressionName(_ record: Int) -> (key: [UInt8], rowHash: UInt64) {
        guard let entry = suppressions[record].first else { return ([], 0) }
        return (Array(entry.hash.utf8), UInt64(entry.hash.prefix(16), radix: 16) ?? 0)
    }

    /// Makes the rows; what several records name is made once, by the first.
    mutating func assembleSuppressions() {
        let table = records[.suppressions]
        for (record, entries) in suppressions.enumerated() {
            for field in CustomerModel.fields(of: .suppressions).indices { markWon(.suppressions, record, field) }
            for entry in entries {
                let id = suppressionID(entry)
                guard isNew(id) else { continue }
                var row = Rows(width: CustomerModel.columns(of: .suppressions).count)
                for column in CustomerModel.columns(of: .suppressions) {
                    let given =
                        CustomerModel.fieldIndex(column.name, of: .suppressions).map { table.value(record, $0) } ?? []
                    switch column.name {
                    case "kind": row.append(entry.kind.rawValue)
                    case "hash": row.append(entry.hash)
                    case "reason" where given.isEmpty: row.append("listed")
                    case "source" where given.isEmpty: row.append(records.sources[Int(table.sources[record])])
                    default: row.append(given)
                    }
                }
                append(.suppressions, id: id, founding: record, row)
            }
        }
    }
}
