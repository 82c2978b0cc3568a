import CRM
import Digest
import Ledger
import Mapping
import Matching
import Records
import Survivorship
import Text

/// Makes the customer master of clusters: which master record each source record became part of, what survives, and the
/// children that hang on it.
struct MasterAssembly {
    let project: Project
    let records: StagedRecords
    let image: CRMImage
    let rules: SurvivorshipRules
    /// Per entity and record: the master record it became part of; nil for records that lead nowhere.
    private(set) var masters: [[RecordID?]]
    /// Per entity and record: true for the record that stands for its master record in the row ledger.
    private(set) var isFounding: [[Bool]]
    /// Per entity and record: bits of the fields whose value reached the master.
    private(set) var won: [[UInt64]]
    /// Per entity: what survived of each master record, for explaining.
    private(set) var desired = DesiredMaster()
    /// What the target has no place for, with how often.
    private(set) var notCarried: [(what: String, count: Int)] = []
    /// Owner codes that no user has, with the number of customers.
    private(set) var unknownOwners: [String: Int] = [:]
    /// Contact points, addresses and the like that were made.
    private var children: Set<RecordID> = []
    /// Per entity and record: its entry in the crosswalk.
    private var entries: [[UInt32]]
    /// Per record of the suppression list: what it names.
    let suppressions: [[SuppressionFeed.Entry]]
    /// Which source and rule brought a value.
    private var valueReasons: ValueReasons

    init(
        project: Project, records: StagedRecords, mappings: [SourceMapping], image: CRMImage, rules: SurvivorshipRules,
        outcome: MatchOutcome, hasher: SuppressionHasher? = nil
    ) throws {
        suppressions = MasterAssembly.suppressionEntries(records, hasher)
        self.project = project
        self.records = records
        self.image = image
        self.rules = rules
        valueReasons = ValueReasons(records, mappings: mappings)
        masters = Entity.allCases.map { [RecordID?](repeating: nil, count: records[$0].count) }
        isFounding = Entity.allCases.map { [Bool](repeating: false, count: records[$0].count) }
        won = Entity.allCases.map { [UInt64](repeating: 0, count: records[$0].count) }
        entries = Entity.allCases.map { [UInt32](repeating: DesiredMaster.noFounding, count: records[$0].count) }
        identifyUsers()
        let accounts = group(.accounts, outcome.organisations)
        let contacts = group(.contacts, outcome.people)
        let made: [Entity] = [
            .users, .accounts, .contacts, .accountContacts, .contactPoints, .addresses, .suppressions,
        ]
        let others = Entity.allCases.filter { !made.contains($0) }
        for entity in others { identify(entity) }
        identifySuppressions()
        appendCrosswalk()
        appendUsers()
        assembleParties(.accounts, accounts)
        assembleParties(.contacts, contacts)
        assembleAccountContacts()
        var turnover = Turnover(
            records, orders: masters[Int(Entity.orders.rawValue)], streams: project.turnover)
        for entity in others { assemble(entity, &turnover) }
        assembleTags()
        assembleSuppressions()
        assembleBranches(outcome.organisations)
        try desired.finish()
    }

    /// Brings the master to what a target can hold.
    mutating func fit(_ target: any Target) throws { (desired, notCarried) = try desired.projected(on: target) }

    // MARK: Ids

    private func id(_ entity: Entity, founding record: Int) -> RecordID {
        let source = records.sources[Int(records[entity].sources[record])]
        return MasterID.make(
            project: project.id, entity: entity, source: source, stream: records.recordName(entity, record),
            key: records.uniqueKey(entity, record))
    }

    func childID(_ entity: Entity, parent: RecordID, kind: String, key: [UInt8]) -> RecordID {
        MasterID.make(project: project.id, entity: entity, source: parent.description, stream: kind, key: key)
    }

    /// The master record that the crosswalk ties a record to, unless somebody has deleted it since.
    private func link(_ entity: Entity, _ record: Int) -> RecordID? {
        image.links[records.matchKey(entity, record)]?.masterID
    }

    /// Canonical order: by source, record name, key and copy; the first of a cluster is its founding record.
    private func precedes(_ entity: Entity, _ left: UInt32, _ right: UInt32) -> Bool {
        let table = records[entity]
        let leftSource = table.sources[Int(left)]
        let rightSource = table.sources[Int(right)]
        if leftSource != rightSource { return leftSource < rightSource }
        if table.mappingRecords[Int(left)] != table.mappingRecords[Int(right)] {
            return table.mappingRecords[Int(left)] < table.mappingRecords[Int(right)]
        }
        let leftKey = table.keys[Int(left), 0]
        let rightKey = table.keys[Int(right), 0]
        if !leftKey.elementsEqual(rightKey) { return leftKey.lexicographicallyPrecedes(rightKey) }
        return table.copies[Int(left)] < table.copies[Int(right)]
    }

    // MARK: Clusters to master records

    /// The staged records of one master record, the founding one first.
    private struct Group {
        let id: RecordID
        let members: [UInt32]
    }

    private mutating func group(_ entity: Entity, _ kind: MatchOutcome.Kind) -> [Group] {
        // Records sorted by label: counting sort, since labels are record indexes.
        let total = kind.labels.count
        var starts = [UInt32](repeating: 0, count: total + 1)
        for label in kind.labels { starts[Int(label) + 1] += 1 }
        for index in 0..<total { starts[index + 1] += starts[index] }
        var order = [UInt32](repeating: 0, count: total)
        var cursor = starts
        for (record, label) in kind.labels.enumerated() {
            order[Int(cursor[Int(label)])] = UInt32(record)
            cursor[Int(label)] += 1
        }
        let crmIDs = entity == .accounts ? image.accounts.ids : image.contacts.ids
        var groups: [Group] = []
        var taken: [RecordID: Int] = [:]
        for label in 0..<total {
            let members = order[Int(starts[label])..<Int(starts[label + 1])]
            if members.isEmpty { continue }
            let staged = members.filter { Int($0) < kind.stagedCount }.sorted { precedes(entity, $0, $1) }
            guard let first = staged.first else { continue }
            let crm = members.first { Int($0) >= kind.stagedCount }.map { crmIDs[Int($0) - kind.stagedCount] }
            var byID: [RecordID: [UInt32]] = [:]
            var unlinked: [UInt32] = []
            var home: RecordID? = crm
            for member in staged {
                if let linked = link(entity, Int(member)) {
                    byID[linked, default: []].append(member)
                    if home == nil { home = linked }
                } else {
                    unlinked.append(member)
                }
            }
            if !unlinked.isEmpty { byID[home ?? id(entity, founding: Int(first)), default: []] += unlinked }
            for (id, members) in byID.sorted(by: { $0.key < $1.key }) {
                let members = members.sorted { precedes(entity, $0, $1) }
                // Clusters that hold records of one master record are one customer: the crosswalk outlives a model.
                if let place = taken[id] {
                    let all = (groups[place].members + members).sorted { precedes(entity, $0, $1) }
                    groups[place] = Group(id: id, members: all)
                } else {
                    taken[id] = groups.count
                    groups.append(Group(id: id, members: members))
                }
            }
        }
        for group in groups {
            // Somebody deleted it by hand: it doesn't come back by an import.
            let isGone = image.linked.contains(group.id) && image.live[entity]?.contains(group.id) == false
            for (place, member) in group.members.enumerated() {
                masters[Int(entity.rawValue)][Int(member)] = isGone ? nil : group.id
                isFounding[Int(entity.rawValue)][Int(member)] = place == 0
            }
        }
        return groups.filter { masters[Int(entity.rawValue)][Int($0.members[0])] != nil }
    }

    // MARK: Users

    private mutating func identifyUsers() {
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

    private mutating func appendUsers() {
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

    // MARK: Accounts and contacts

    private mutating func assembleParties(_ entity: Entity, _ groups: [Group]) {
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
    private mutating func markWon(_ entity: Entity, _ members: [UInt32], _ field: Int, _ value: ArraySlice<UInt8>?) {
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

    private func otherTaxNumbers(_ members: [UInt32], keeping values: [ArraySlice<UInt8>]) -> [UInt8] {
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

    private mutating func append(_ point: ContactPoint, of entity: Entity, parent: RecordID, founding: Int) {
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

    private mutating func appendAddresses(
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
                var key = Array(table.value(Int(member), places[0])).withUnsafeBytes { StreetKey.of($0) }
                for place in [places[2], places[3]] {
                    key.append(0x1F)
                    key.append(
                        contentsOf: String(decoding: table.value(Int(member), place), as: UTF8.self).lowercased().utf8)
                }
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

    // MARK: References

    private func resolved(_ value: ArraySlice<UInt8>, to entity: Entity) -> RecordID? {
        records.resolve(value, to: entity).flatMap { home(entity, $0) }
    }

    /// The record on which hangs what a source hangs on one of its own; of a customer whom somebody merged away in the CRM
    /// it is the one that they were merged into.
    private func home(_ entity: Entity, _ record: Int) -> RecordID? {
        if let master = masters[Int(entity.rawValue)][record] { return master }
        guard entity.isParty else { return nil }
        return link(entity, record).flatMap(image.survivor)
    }

    private mutating func reference(_ value: ArraySlice<UInt8>, to entity: Entity, field: String) -> RecordID? {
        if let record = records.resolve(value, to: entity) { return home(entity, record) }
        if field == "owner", !value.isEmpty {
            let code = value.split(separator: 0x1F, maxSplits: 2, omittingEmptySubsequences: false).last ?? value
            unknownOwners[String(decoding: code, as: UTF8.self), default: 0] += 1
        }
        return nil
    }

    private mutating func assembleAccountContacts() {
        let table = records[.contacts]
        let account = CustomerModel.fieldIndex("account", of: .contacts) ?? 0
        let role = CustomerModel.fieldIndex("role", of: .contacts) ?? 0
        for record in 0..<table.count {
            guard let contact = masters[Int(Entity.contacts.rawValue)][record],
                let other = records.resolve(table.value(record, account), to: .accounts),
                let parent = masters[Int(Entity.accounts.rawValue)][other]
            else { continue }
            won[Int(Entity.contacts.rawValue)][record] |= 1 << UInt64(account) | 1 << UInt64(role)
            let id = childID(.accountContacts, parent: parent, kind: "contact", key: contact.utf8)
            guard isNew(id) else { continue }
            var row = Rows(width: CustomerModel.columns(of: .accountContacts).count)
            row.append(parent.utf8)
            row.append(contact.utf8)
            row.append(table.value(record, role))
            row.appendEmpty()
            row.appendEmpty()
            append(
                .accountContacts, id: id, founding: record, of: .contacts, row,
                reason: reason(.contacts, record, account))
        }
    }

    /// Head office and branch are related, not the same.
    private mutating func assembleBranches(_ kind: MatchOutcome.Kind) {
        let table = records[.accounts]
        let name = PartyPlaces(.accounts).name
        for pair in kind.related where pair.kind == .branch {
            let sides = [Int(pair.first), Int(pair.second)]
            guard sides.allSatisfy({ $0 < table.count }) else { continue }
            let marked = sides.filter { !BranchName.of(Array(table.value($0, name))).isEmpty }
            guard marked.count == 1, let branch = marked.first, let head = sides.first(where: { $0 != branch }),
                let from = masters[Int(Entity.accounts.rawValue)][branch],
                let to = masters[Int(Entity.accounts.rawValue)][head], from != to
            else { continue }
            let id = childID(.relations, parent: from, kind: "branch", key: to.utf8)
            guard isNew(id) else { continue }
            var row = Rows(width: CustomerModel.columns(of: .relations).count)
            for column in CustomerModel.columns(of: .relations) {
                switch column.name {
                case "from_account_id": row.append(from.utf8)
                case "to_account_id": row.append(to.utf8)
                case "kind": row.append("branch")
                default: row.appendEmpty()
                }
            }
            let number = valueReasons.derived(table, branch, "branch", in: &desired)
            append(.relations, id: id, founding: branch, of: .accounts, row, reason: number)
        }
    }

    // MARK: Everything that hangs on customers

    /// What a source says twice in the same words under one key is one fact, and so are consents, relations and notes without
    /// a key; two equal lines of an order are two.
    private mutating func identify(_ entity: Entity) {
        let isFact = entity == .consents || entity == .relations || entity == .activities
        var made: Set<RecordID> = []
        var facts: [UInt64: RecordID] = [:]
        for record in 0..<records[entity].count {
            var id = id(entity, founding: record)
            if entity == .tags, let name = CustomerModel.fieldIndex("name", of: .tags) {
                id = tagID(records[.tags].value(record, name))
                _ = isNew(id)
            }
            let place = Int(records[entity].sources[record])
            let names = records.hasKey[place]
            let mapped = Int(records[entity].mappingRecords[record])
            if isFact || (entity != .orderLines && names.indices.contains(mapped) && names[mapped]) {
                let source = records.sources[place]
                let key =
                    Array(records[entity].keys[record, 0])
                    + withUnsafeBytes(of: records.rowHash(entity, record)) { Array($0) }
                let fact = CRMImage.hash(source, records.recordName(entity, record), key[...], entity)
                if let known = facts[fact] { id = known } else { facts[fact] = id }
            }
            masters[Int(entity.rawValue)][record] = id
            isFounding[Int(entity.rawValue)][record] = made.insert(id).inserted
        }
    }

    private mutating func identifySuppressions() {
        var made: Set<RecordID> = []
        for (record, entries) in suppressions.enumerated() {
            guard let id = entries.first.map(suppressionID) else { continue }
            masters[Int(Entity.suppressions.rawValue)][record] = id
            isFounding[Int(Entity.suppressions.rawValue)][record] = made.insert(id).inserted
        }
    }

    private mutating func assemble(_ entity: Entity, _ turnover: inout Turnover) {
        let table = records[entity]
        guard table.count > 0 else { return }
        let fields = CustomerModel.fields(of: entity)
        let columns = CustomerModel.columns(of: entity)
        let byAddress = entity == .consents ? customersByEmail() : [:]
        for record in 0..<table.count where isFounding[Int(entity.rawValue)][record] {
            guard let id = masters[Int(entity.rawValue)][record] else { continue }
            var values = [[UInt8]](repeating: [], count: columns.count)
            var bits: UInt64 = 0
            var numbers = [UInt16](repeating: 0, count: columns.count)
            for (index, field) in fields.enumerated() {
                let value = table.value(record, index)
                guard !value.isEmpty, case .column(let name) = field.place,
                    let column = CustomerModel.columnIndex(name, of: entity)
                else { continue }
                if case .reference(let other) = field.type {
                    guard let target = reference(value, to: other, field: field.name) else { continue }
                    values[column] = target.utf8
                } else {
                    values[column] = Array(field.isList ? FieldList.first(value) : value)
                }
                bits |= 1 << UInt64(index)
                numbers[column] = reason(entity, record, index)
            }
            if entity == .consents { attachConsent(&values, byAddress) }
            turnover.settle(
                &values, of: entity, id: id, source: records.sources[Int(table.sources[record])])
            if let custom = CustomerModel.columnIndex("custom", of: entity) {
                values[custom] = Array(table.value(record, fields.count))
                numbers[custom] = reason(entity, record, fields.count)
            }
            won[Int(entity.rawValue)][record] |= bits
            var row = Rows(width: columns.count)
            for value in values { row.append(value) }
            append(entity, id: id, founding: record, row, reasons: numbers)
        }
    }

    /// E-mail → the customer who has it, contacts before accounts; one that several have belongs to none of them.
    private func customersByEmail() -> [[UInt8]: (entity: Entity, id: RecordID)?] {
        var found: [[UInt8]: (entity: Entity, id: RecordID)?] = [:]
        for entity in [Entity.accounts, .contacts] {
            let table = records[entity]
            let email = CustomerModel.fieldIndex("email", of: entity) ?? 0
            for record in 0..<table.count {
                guard let id = masters[Int(entity.rawValue)][record] else { continue }
                FieldList.each(table.value(record, email)) { value, _ in
                    let key = Array(value)
                    if let known = found[key] {
                        if let known, known.id != id { found[key] = known.entity == entity ? .some(nil) : (entity, id) }
                    } else {
                        found[key] = (entity, id)
                    }
                }
            }
        }
        return found
    }

    private func attachConsent(_ values: inout [[UInt8]], _ byAddress: [[UInt8]: (entity: Entity, id: RecordID)?]) {
        guard let account = CustomerModel.columnIndex("account_id", of: .consents),
            let contact = CustomerModel.columnIndex("contact_id", of: .consents),
            let address = CustomerModel.columnIndex("address", of: .consents),
            values[account].isEmpty, values[contact].isEmpty,
            case .some(.some(let customer)) = byAddress[values[address]]
        else { return }
        values[customer.entity == .accounts ? account : contact] = customer.id.utf8
    }

    // MARK: Crosswalk

    private mutating func appendCrosswalk() {
        for entity in Entity.allCases {
            let table = records[entity]
            for record in 0..<table.count {
                guard let master = masters[Int(entity.rawValue)][record] else { continue }
                let name =
                    entity == .suppressions
                    ? suppressionName(record)
                    : (key: records.uniqueKey(entity, record), rowHash: records.rowHash(entity, record))
                entries[Int(entity.rawValue)][record] = desired.crosswalk.append(
                    source: records.sources[Int(table.sources[record])], stream: "",
                    key: name.key[...], record: records.recordName(entity, record),
                    ordinal: table.ordinals[record], entity: entity, masterID: master, rowHash: name.rowHash)
            }
        }
    }

    /// Adds a row whose founding record is `record` of the entity `of`, by default its own.
    ///
    /// `reasons` has a number for each column, or `reason` one for all; what has none counts as concluded from the record.
    mutating func append(
        _ entity: Entity, id: RecordID, founding record: Int, of origin: Entity? = nil, _ row: Rows,
        reasons: [UInt16] = [], reason: UInt16 = 0
    ) {
        let entry = entries[Int((origin ?? entity).rawValue)][record]
        var numbers = reasons.isEmpty ? [UInt16](repeating: reason, count: row.width) : reasons
        for column in numbers.indices where row.length(0, column) == 0 || numbers[column] == 0 {
            numbers[column] =
                row.length(0, column) == 0
                ? 0
                : valueReasons.derived(records[origin ?? entity], record, entity, column, in: &desired)
        }
        desired.append(entity, id: id, founding: entry, row: 0, of: row, reasons: numbers)
    }

    /// The number of the reason for a staged record's field.
    mutating func reason(_ entity: Entity, _ record: Int, _ field: Int) -> UInt16 {
        valueReasons.number(records[entity], record, field: field, in: &desired)
    }
}
