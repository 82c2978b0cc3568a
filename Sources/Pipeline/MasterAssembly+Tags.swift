import Digest
import Records

/// Tags: one for each name, whoever brings it, and who has it.
extension MasterAssembly {
    /// The id of a tag: the same for the same name in whatever source and case.
    func tagID(_ name: some Collection<UInt8>) -> RecordID {
        let key = Array(String(decoding: name, as: UTF8.self).lowercased().utf8)
        return MasterID.make(project: project.id, entity: .tags, source: "", stream: "tag", key: key)
    }

    /// Makes the tags that customers carry in a field of their own, and ties them to their customers.
    mutating func assembleTags() {
        for entity in [Entity.accounts, .contacts] {
            let table = records[entity]
            guard let field = CustomerModel.fieldIndex("tags", of: entity) else { continue }
            for record in 0..<table.count where !table.value(record, field).isEmpty {
                guard let master = masters[Int(entity.rawValue)][record] else { continue }
                markWon(entity, record, field)
                var names: [[UInt8]] = []
                FieldList.each(table.value(record, field)) { value, _ in names.append(Array(value)) }
                for name in names { append(tag: name, to: master, of: entity, record, field) }
            }
        }
    }

    private mutating func append(tag name: [UInt8], to master: RecordID, of entity: Entity, _ record: Int, _ field: Int)
    {
        let number = reason(entity, record, field)
        let tag = tagID(name)
        if isNew(tag) {
            var row = Rows(width: CustomerModel.columns(of: .tags).count)
            for column in CustomerModel.columns(of: .tags) { row.append(column.name == "name" ? name : []) }
            append(.tags, id: tag, founding: record, of: entity, row, reason: number)
        }
        let id = childID(.taggings, parent: master, kind: "tag", key: tag.utf8)
        guard isNew(id) else { return }
        var row = Rows(width: CustomerModel.columns(of: .taggings).count)
        for column in CustomerModel.columns(of: .taggings) {
            switch column.name {
            case "tag_id": row.append(tag.utf8)
            case "account_id": row.append(entity == .accounts ? master.utf8 : [])
            case "contact_id": row.append(entity == .contacts ? master.utf8 : [])
            default: row.appendEmpty()
            }
        }
        append(.taggings, id: id, founding: record, of: entity, row, reason: number)
    }
}
