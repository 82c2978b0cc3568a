import CRM
import Records
import Text

/// What hangs on a customer, compared as sets: ways to reach it, addresses, tags, and where a contact works.
extension ParallelGroup {
    // MARK: Ways to reach a customer

    /// A source keeps a number as phone, another as mobile: it is one.
    private static func kindClass(_ kind: String) -> String { kind == "mobile" ? "phone" : kind }

    mutating func compareReach(_ member: Int) -> [Found] {
        var found: [Found] = []
        let own = crm.contactPoints.of(id)
        let points = crm.contactPoints
        func holds(_ kind: String, _ value: [UInt8]) -> Bool {
            own.contains {
                ParallelGroup.kindClass(String(decoding: points.value($0, "kind"), as: UTF8.self))
                    == ParallelGroup.kindClass(kind) && points.value($0, "value").elementsEqual(value)
            }
        }
        for (index, field) in CustomerModel.fields(of: entity).enumerated() {
            guard case .contactPoint(let kind) = field.place else { continue }
            FieldList.each(old.records[entity].value(member, index)) { value, _ in
                let value = Array(value)
                if value.isEmpty || holds(kind, value) { return }
                let kinds = kind == "phone" || kind == "mobile" ? [kind, kind == "phone" ? "mobile" : "phone"] : [kind]
                let ids = kinds.map { old.childID(.contactPoints, parent: id, kind: $0, key: value) }
                found.append(missing(field.name, value, ids, points, "value", memory.had(value, in: index)))
            }
        }
        guard member == firstCompared else { return found }
        // What the CRM has beyond all sources: once for the customer.
        for point in own where !reported.contains(points.ids[point]) {
            let kind = String(decoding: points.value(point, "kind"), as: UTF8.self)
            let value = points.value(point, "value")
            if isBrought(kind, value) { continue }
            let isOurs = points.isUntouched(point, all: ["kind", "value"])
            let field = kind == "web" ? "website" : kind
            found.append(
                Found(
                    field: field, cause: memory.isPersonMerged ? .merged : isOurs ? .kept : .crmAdded,
                    crm: ParallelGroup.text(value)))
        }
        return found
    }

    /// The first of the records compared: it stands for what the CRM has beyond all of them.
    var firstCompared: Int? { members.first { old.isCompared(entity, $0) } }

    private func isBrought(_ kind: String, _ value: ArraySlice<UInt8>) -> Bool {
        for (index, field) in CustomerModel.fields(of: entity).enumerated() {
            guard case .contactPoint(let own) = field.place,
                ParallelGroup.kindClass(own) == ParallelGroup.kindClass(kind)
            else { continue }
            for member in members {
                var found = false
                FieldList.each(old.records[entity].value(member, index)) { one, _ in
                    if one.elementsEqual(value) { found = true }
                }
                if found { return true }
            }
        }
        return false
    }

    /// A value of the old system that the customer in the CRM lacks. `ids` are those that a load would give its row.
    private mutating func missing(
        _ field: String, _ value: [UInt8], _ ids: [RecordID], _ children: ParallelChildren, _ column: String,
        _ wasLoaded: Bool?
    ) -> Found {
        var found = Found(
            field: field, cause: ParallelGroup.missingCause(memory, wasLoaded), old: ParallelGroup.text(value[...]))
        if memory.isPersonMerged { return found }
        if let row = ids.lazy.compactMap({ children.index(of: $0) }).first {
            reported.insert(children.ids[row])
            let now = children.value(row, column)
            let isMoved = now.elementsEqual(value)
            return Found(
                field: field, cause: .crmChanged, old: found.old, crm: ParallelGroup.text(now),
                detail: isMoved ? "hangs on another customer in the CRM" : "edited in the CRM")
        }
        if ids.contains(where: { children.wasWritten($0) }) {
            found = Found(field: field, cause: .crmChanged, old: found.old, detail: "deleted in the CRM")
        }
        return found
    }

    /// Why a value that no load has written isn't there.
    private static func missingCause(_ memory: ParallelMemory, _ wasLoaded: Bool?) -> ParallelCause {
        if memory.isPersonMerged { return .merged }
        if memory.mappingChanged && wasLoaded == false { return .mappingChanged }
        return wasLoaded == true ? .rulesChanged : .sourceChanged
    }

    // MARK: Addresses

    private static let addressColumns = ["street", "street2", "postcode", "city", "region", "country"]

    private static func addressKey(
        _ street: ArraySlice<UInt8>, _ postcode: ArraySlice<UInt8>, _ city: ArraySlice<UInt8>
    )
        -> [UInt8]
    {
        MasterAssembly.addressKey([street, postcode, city])
    }

    /// The key of a record's address of that kind; nil when it has none.
    private func addressKey(_ record: Int, _ places: [Int]) -> [UInt8]? {
        let table = old.records[entity]
        let (street, postcode, city) = (
            table.value(record, places[0]), table.value(record, places[2]), table.value(record, places[3])
        )
        if street.isEmpty && postcode.isEmpty && city.isEmpty { return nil }
        return ParallelGroup.addressKey(street, postcode, city)
    }

    mutating func compareAddresses(_ member: Int) -> [Found] {
        var found: [Found] = []
        for (kind, prefix) in [("billing", ""), ("shipping", "shipping_")] {
            let places = ParallelGroup.addressColumns.map {
                CustomerModel.fieldIndex(prefix + $0, of: entity) ?? 0
            }
            let rows = crm.addresses.of(id).filter { crm.addresses.value($0, "kind").elementsEqual(kind.utf8) }
            let keys = rows.map { row in
                ParallelGroup.addressKey(
                    crm.addresses.value(row, "street"), crm.addresses.value(row, "postcode"),
                    crm.addresses.value(row, "city"))
            }
            if let key = addressKey(member, places) {
                if let place = keys.firstIndex(of: key) {
                    found += compareAddress(member, rows[place], key, places, prefix)
                } else {
                    found += missingAddress(member, key, kind, places, prefix, rows)
                }
            }
            guard member == firstCompared else { continue }
            let brought = Set(members.compactMap { addressKey($0, places) })
            // An address that gave way to a new one isn't a difference beside that one.
            let isAwaited = brought.contains { !keys.contains($0) }
            for (place, row) in rows.enumerated() where !brought.contains(keys[place]) {
                let isEnded = !crm.addresses.value(row, "valid_until").isEmpty
                if isEnded || reported.contains(crm.addresses.ids[row]) { continue }
                let isOurs = crm.addresses.isUntouched(row, all: ParallelGroup.addressColumns)
                if isOurs && isAwaited { continue }
                // A source brings it as a record of its own.
                if homes[Int(Entity.addresses.rawValue)].contains(crm.addresses.ids[row]) { continue }
                found.append(
                    Found(
                        field: prefix + "street", cause: memory.isPersonMerged ? .merged : isOurs ? .kept : .crmAdded,
                        crm: addressText(row)))
            }
        }
        return found
    }

    private func addressText(_ row: Int) -> String {
        ["street", "postcode", "city"].map { String(decoding: crm.addresses.value(row, $0), as: UTF8.self) }
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The same address: its parts may be written differently, or have a further line.
    private mutating func compareAddress(
        _ member: Int, _ row: Int, _ key: [UInt8], _ places: [Int], _ prefix: String
    ) -> [Found] {
        let table = old.records[entity]
        // The row's values are those of the first record that has this address.
        let speaker = addressSpeaker(key, places) ?? member
        var found: [Found] = []
        for (place, column) in zip(places, ParallelGroup.addressColumns) {
            let value = table.value(member, place)
            let now = crm.addresses.value(row, column)
            if value.elementsEqual(now) { continue }
            let spoken = table.value(speaker, place)
            let winner: ValueEvidence.Winner =
                spoken.isEmpty && value.isEmpty
                ? .nobody
                : speaker == member || spoken.elementsEqual(value)
                    ? .this : table.sources[speaker] == table.sources[member] ? .sameSource : .otherSource
            let type: FieldType = column == "country" ? .country : .text
            let evidence = ValueEvidence(
                sourceIsEmpty: value.isEmpty, crmIsAsWritten: crm.addresses.isUntouched(row, column),
                sourceWasWritten: false, sourceChanged: memory.changed(place), sourceWasEmpty: memory.wasEmpty(place),
                mappingChanged: memory.mappingChanged && memory.changed(place) == true, winner: winner,
                isSameButForForm: ParallelGroup.isSameButForForm(value, now, type))
            guard let cause = evidence.cause else { continue }
            found.append(
                Found(
                    field: prefix + column, cause: memory.isPersonMerged ? .merged : cause,
                    old: ParallelGroup.text(value), crm: ParallelGroup.text(now)))
        }
        return found
    }

    private mutating func addressSpeaker(_ key: [UInt8], _ places: [Int]) -> Int? {
        let winner = addressWinner(places)
        return ((winner.map { [$0] } ?? []) + members).first { addressKey($0, places) == key }
    }

    private mutating func missingAddress(
        _ member: Int, _ key: [UInt8], _ kind: String, _ places: [Int], _ prefix: String, _ rows: [Int]
    ) -> [Found] {
        let table = old.records[entity]
        let ownID = old.childID(.addresses, parent: id, kind: kind, key: key)
        let edited = crm.addresses.index(of: ownID)
        let hasChanged = places.contains { memory.changed($0) == true }
        var cause = ParallelGroup.missingCause(
            memory, places.contains { memory.changed($0) == nil } ? nil : !hasChanged)
        var detail = ""
        if !memory.isPersonMerged, edited != nil || crm.addresses.wasWritten(ownID) {
            cause = .crmChanged
            detail = edited == nil ? "deleted in the CRM" : "edited in the CRM"
        }
        if let edited { reported.insert(crm.addresses.ids[edited]) }
        // Beside it stands the address that the CRM has in its place.
        let other =
            edited
            ?? rows.first { crm.addresses.value($0, "is_primary").elementsEqual("true".utf8) } ?? rows.first
        var found: [Found] = []
        for (place, column) in zip(places, ParallelGroup.addressColumns) {
            let value = table.value(member, place)
            let now = other.map { crm.addresses.value($0, column) } ?? []
            if value.elementsEqual(now) { continue }
            found.append(
                Found(
                    field: prefix + column, cause: cause, old: ParallelGroup.text(value),
                    crm: ParallelGroup.text(now), detail: detail))
        }
        return found
    }

    // MARK: Tags

    mutating func compareTags(_ member: Int) -> [Found] {
        guard let index = CustomerModel.fieldIndex("tags", of: entity) else { return [] }
        func names(_ record: Int) -> [[UInt8]] {
            var names: [[UInt8]] = []
            FieldList.each(old.records[entity].value(record, index)) { value, _ in
                if !value.isEmpty { names.append(Array(value)) }
            }
            return names
        }
        func bare(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self).lowercased() }
        let rows = crm.taggings.of(id)
        let held = Set(rows.map { crm.tagName(crm.taggings.value($0, "tag_id")) })
        var found: [Found] = []
        for name in names(member) where !held.contains(bare(name)) {
            let ids = [old.childID(.taggings, parent: id, kind: "tag", key: old.tagID(name).utf8)]
            found.append(missing("tags", name, ids, crm.taggings, "tag_id", memory.had(name, in: index)))
        }
        guard member == firstCompared else { return found }
        let brought = Set(members.flatMap { names($0).map(bare) })
        for row in rows where !reported.contains(crm.taggings.ids[row]) {
            let name = crm.tagName(crm.taggings.value(row, "tag_id"))
            if brought.contains(name) || isTaggedElsewhere(crm.taggings.ids[row]) { continue }
            let isOurs = crm.taggings.isUntouched(row, all: ["tag_id", "account_id", "contact_id"])
            found.append(Found(field: "tags", cause: isOurs ? .kept : .crmAdded, crm: name))
        }
        return found
    }

    /// Whether a source brings the tagging as a record of its own.
    private func isTaggedElsewhere(_ tagging: RecordID) -> Bool {
        homes[Int(Entity.taggings.rawValue)].contains(tagging)
    }

    // MARK: Where a contact works

    mutating func compareAccount(_ member: Int) -> [Found] {
        guard let index = CustomerModel.fieldIndex("account", of: .contacts),
            let role = CustomerModel.fieldIndex("role", of: .contacts)
        else { return [] }
        let table = old.records[.contacts]
        let rows = crm.accountContacts.of(id)
        func account(_ row: Int) -> RecordID? { RecordID(crm.accountContacts.value(row, "account_id")).map(crm.follow) }
        func account(ofRecord record: Int) -> RecordID? {
            old.records.resolve(table.value(record, index), to: .accounts)
                .flatMap { homes[Int(Entity.accounts.rawValue)][$0] }
        }
        var found: [Found] = []
        let given = table.value(member, index)
        if !given.isEmpty {
            if let home = account(ofRecord: member) {
                if let row = rows.first(where: { account($0) == home }) {
                    if let one = compareRole(member, role, row, members.first { account(ofRecord: $0) == home }) {
                        found.append(one)
                    }
                } else {
                    let ids = [old.childID(.accountContacts, parent: home, kind: "contact", key: id.utf8)]
                    found.append(
                        missing(
                            "account", home.utf8, ids, crm.accountContacts, "account_id",
                            memory.changed(index).map { !$0 }))
                }
            } else if rows.isEmpty {
                let record = old.records.resolve(given, to: .accounts)
                found.append(
                    Found(
                        field: "account", cause: record == nil ? .unresolved : .sourceNew,
                        old: record.map { old.key(.accounts, $0) }
                            ?? String(decoding: given.split(separator: 0x1F).last ?? given, as: UTF8.self)))
            }
        }
        guard member == firstCompared else { return found }
        let brought = Set(members.compactMap { account(ofRecord: $0) })
        let isAwaited = brought.contains { one in !rows.contains { account($0) == one } }
        for row in rows where !reported.contains(crm.accountContacts.ids[row]) {
            guard let home = account(row), !brought.contains(home) else { continue }
            let isOurs = crm.accountContacts.isUntouched(row, all: ["account_id", "contact_id"])
            if isOurs && isAwaited { continue }
            found.append(Found(field: "account", cause: isOurs ? .kept : .crmAdded, crm: home.description))
        }
        return found
    }

    private func compareRole(_ member: Int, _ role: Int, _ row: Int, _ first: Int?) -> Found? {
        let table = old.records[.contacts]
        let value = table.value(member, role)
        let now = crm.accountContacts.value(row, "role")
        if value.elementsEqual(now) { return nil }
        let speaker = first ?? member
        let spoken = table.value(speaker, role)
        let winner: ValueEvidence.Winner =
            spoken.isEmpty
            ? .nobody
            : speaker == member || spoken.elementsEqual(value)
                ? .this : table.sources[speaker] == table.sources[member] ? .sameSource : .otherSource
        let evidence = ValueEvidence(
            sourceIsEmpty: value.isEmpty, crmIsAsWritten: crm.accountContacts.isUntouched(row, "role"),
            sourceWasWritten: false, sourceChanged: memory.changed(role), sourceWasEmpty: memory.wasEmpty(role),
            mappingChanged: memory.mappingChanged && memory.changed(role) == true, winner: winner,
            isSameButForForm: ParallelGroup.isSameButForForm(value, now, .text))
        return evidence.cause.map {
            Found(
                field: "role", cause: memory.isPersonMerged ? .merged : $0, old: ParallelGroup.text(value),
                crm: ParallelGroup.text(now))
        }
    }
}
