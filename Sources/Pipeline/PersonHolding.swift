import CRM
import Ledger
public import Records
import Text

/// A person as one CRM database holds them: their records, everything that hangs on these, and what identifies them.
public struct PersonHolding: Sendable {
    /// A source record that a record of theirs was made of.
    public struct SourceKey: Sendable, Hashable {
        /// The source.
        public var source: String
        /// The record's name in the mapping.
        public var record: String
        /// Its key.
        public var key: [UInt8]
        /// The master record's table.
        public var entity: Entity
        /// The row's ordinal in its stream.
        public var ordinal: UInt32
    }

    /// The contacts that are the person, merged ones included.
    public internal(set) var contacts: Set<RecordID> = []
    /// The accounts that are the person: a sole trader's, or one without anybody else.
    public internal(set) var accounts: Set<RecordID> = []
    /// Names of the contacts and accounts found, for screens.
    public internal(set) var labels: [RecordID: String] = [:]
    /// The records that are about nobody else: contact points, addresses, consents, links, by table.
    public internal(set) var own: [Entity: Set<RecordID>] = [:]
    /// The records that others need and that name the person, with the columns that do: orders, invoices, notes.
    public internal(set) var referring: [Entity: [RecordID: Set<Int>]] = [:]
    /// Tables that the customer model doesn't know and that refer to the person, with the number of rows.
    public internal(set) var foreign: [String: Int] = [:]
    /// The source records they were made of.
    public internal(set) var keys: Set<SourceKey> = []
    /// Addresses and numbers that are only theirs.
    public internal(set) var ownValues: Set<[UInt8]> = []
    /// Addresses and numbers that others have, too.
    public internal(set) var sharedValues: Set<[UInt8]> = []
    /// Their names' parts.
    public internal(set) var names: [(given: [UInt8], family: [UInt8])] = []
    /// Further values that stand for them: streets, tax numbers, what was given for a phone number.
    public internal(set) var details: Set<[UInt8]> = []
    /// The number of changes of batches that are about them.
    public internal(set) var changes = 0

    /// True when nothing is held.
    public var isEmpty: Bool { contacts.isEmpty && accounts.isEmpty }

    /// Every record that goes, and every one that is kept without them.
    public var recordCount: Int {
        contacts.count + accounts.count + own.values.reduce(0) { $0 + $1.count }
            + referring.values.reduce(0) { $0 + $1.count }
    }

    /// The contacts and accounts that count as different persons: each contact with those merged into it.
    public internal(set) var persons: [Set<RecordID>] = []
}

/// Finds a person in a CRM database.
struct PersonFinder {
    let session: any LoadSession
    let query: PersonQuery
    private var links: [(account: RecordID, contact: RecordID)] = []
    private var mergedInto: [RecordID: RecordID] = [:]
    private var nameOf: [RecordID: (given: [UInt8], family: [UInt8])] = [:]
    private var accountName: [RecordID: [UInt8]] = [:]
    private var points: [(id: RecordID, party: RecordID, value: [UInt8], given: [UInt8], isShared: Bool)] = []

    init(_ session: any LoadSession, _ query: PersonQuery) {
        self.session = session
        self.query = query
    }

    /// What is held; with `known`, also what belongs to these source records.
    mutating func find(known: Set<PersonHolding.SourceKey>) throws -> PersonHolding {
        var holding = PersonHolding()
        var hits = try readParties()
        try readPoints(&hits)
        try readLinks()
        try readConsents(&hits)
        try readCrosswalk(&hits, known, &holding)
        let contacts = Set(hits.filter { nameOf[$0] != nil })
        let accounts = Set(hits.filter { accountName[$0] != nil })
        var roots: [[UInt8]: Set<RecordID>] = [:]
        for root in Set(contacts.map(survivor)) {
            // Two contacts of one name with one address are one person, merged or not.
            let name = nameOf[root].map { SuppressedRows.name($0.given, $0.family) } ?? []
            let isByAddress = !query.email.isEmpty || !query.digits.isEmpty
            roots[isByAddress && !name.isEmpty ? name : root.utf8, default: []].insert(root)
        }
        for group in roots.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }).map(\.value) {
            holding.persons.append(Set(nameOf.keys.filter { group.contains(survivor($0)) }))
        }
        holding.contacts = holding.persons.reduce(into: []) { $0.formUnion($1) }
        // An account that was found by itself is the person only when nobody else belongs to it.
        for account in accounts.union(links.filter { holding.contacts.contains($0.contact) }.map(\.account)).sorted() {
            let others = links.filter { $0.account == account && !holding.contacts.contains($0.contact) }
            let isNamedSo = holding.contacts.contains { isSameName(account, $0) }
            if others.isEmpty, isNamedSo || (holding.contacts.isEmpty && accounts.contains(account)) {
                holding.accounts.insert(account)
                if holding.contacts.isEmpty { holding.persons.append([account]) }
            }
        }
        if holding.contacts.isEmpty, holding.accounts.isEmpty {
            for account in accounts.sorted() { holding.labels[account] = text(accountName[account] ?? []) }
        }
        try gather(&holding)
        return holding
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func survivor(_ id: RecordID) -> RecordID {
        var (current, steps) = (id, 0)
        while let next = mergedInto[current], steps < 64 { (current, steps) = (next, steps + 1) }
        return current
    }

    private func isSameName(_ account: RecordID, _ contact: RecordID) -> Bool {
        guard let name = accountName[account], let person = nameOf[contact], !person.family.isEmpty else {
            return false
        }
        let words = name.withUnsafeBytes { Folding.fold($0) }.split(separator: 0x20).map(Array.init)
        let own = SuppressedRows.name(person.given, person.family).split(separator: 0x20).map(Array.init)
        let additions: Set<String> = [
            "inh", "inhaber", "inhaberin", "ek", "e", "k", "kfm", "kfr", "herr", "frau", "dr",
        ]
        return own.allSatisfy { words.contains($0) }
            && words.allSatisfy { own.contains($0) || additions.contains(String(decoding: $0, as: UTF8.self)) }
    }

    // MARK: Reading

    private func column(_ name: String, _ entity: Entity) -> Int { CustomerModel.columnIndex(name, of: entity) ?? 0 }

    private func each(
        _ entity: Entity, _ names: [String], _ body: (RecordID, Rows, Int) throws -> Void
    ) throws {
        let pull = try session.rows(of: entity, columns: names.map { column($0, entity) }, ids: nil)
        while let block = try pull.next() {
            for (row, id) in block.ids.enumerated() { try body(id, block.rows, row) }
        }
    }

    private mutating func readParties() throws -> Set<RecordID> {
        var hits: Set<RecordID> = []
        var (names, merged, accounts) = (nameOf, mergedInto, accountName)
        let query = query
        try each(.contacts, ["given_name", "middle_name", "family_name", "merged_into", "tax_number"]) {
            id, rows, row in
            names[id] = (Array(rows[row, 0]), Array(rows[row, 2]))
            if let into = RecordID(rows[row, 3]) { merged[id] = into }
            if query.ids.contains(id) || query.matches(name: [rows[row, 0], rows[row, 1], rows[row, 2]])
                || query.matches(key: rows[row, 4], source: "")
            {
                hits.insert(id)
            }
        }
        try each(.accounts, ["name", "merged_into", "tax_number", "vat_id"]) { id, rows, row in
            accounts[id] = Array(rows[row, 0])
            if let into = RecordID(rows[row, 1]) { merged[id] = into }
            if query.ids.contains(id) || query.matches(name: [rows[row, 0]])
                || query.matches(key: rows[row, 2], source: "") || query.matches(key: rows[row, 3], source: "")
            {
                hits.insert(id)
            }
        }
        (nameOf, mergedInto, accountName) = (names, merged, accounts)
        return hits
    }

    private mutating func readPoints(_ hits: inout Set<RecordID>) throws {
        var (found, all) = (hits, points)
        let query = query
        try each(.contactPoints, ["account_id", "contact_id", "value", "value_given", "is_shared"]) { id, rows, row in
            guard let party = RecordID(rows[row, 1]) ?? RecordID(rows[row, 0]) else { return }
            all.append((id, party, Array(rows[row, 2]), Array(rows[row, 3]), rows[row, 4].elementsEqual("true".utf8)))
            if query.matches(value: rows[row, 2]) || query.matches(value: rows[row, 3]) { found.insert(party) }
        }
        (hits, points) = (found, all)
    }

    private mutating func readLinks() throws {
        var all = links
        try each(.accountContacts, ["account_id", "contact_id"]) { _, rows, row in
            guard let account = RecordID(rows[row, 0]), let contact = RecordID(rows[row, 1]) else { return }
            all.append((account, contact))
        }
        links = all
    }

    private func readConsents(_ hits: inout Set<RecordID>) throws {
        var found = hits
        try each(.consents, ["account_id", "contact_id", "address"]) { _, rows, row in
            guard query.matches(value: rows[row, 2]) else { return }
            if let party = RecordID(rows[row, 1]) ?? RecordID(rows[row, 0]) { found.insert(party) }
        }
        hits = found
    }

    private func readCrosswalk(
        _ hits: inout Set<RecordID>, _ known: Set<PersonHolding.SourceKey>, _ holding: inout PersonHolding
    ) throws {
        let wanted = Set(known.map { Key(source: $0.source, record: $0.record, key: $0.key, entity: $0.entity) })
        let pull = try session.crosswalk()
        while let block = try pull.next() {
            for entry in block where entry.entity.isParty {
                let key = Key(source: entry.source, record: entry.record, key: entry.key, entity: entry.entity)
                if wanted.contains(key) || query.matches(key: entry.key, source: entry.source) {
                    hits.insert(entry.masterID)
                }
            }
        }
    }

    private struct Key: Hashable {
        let source: String
        let record: String
        let key: [UInt8]
        let entity: Entity
    }

    // MARK: Gathering

    private func gather(_ holding: inout PersonHolding) throws {
        let all = holding.contacts.union(holding.accounts)
        for id in all {
            if let name = nameOf[id] {
                holding.labels[id] = text(name.given + [0x20] + name.family)
                if !name.given.isEmpty || !name.family.isEmpty { holding.names.append(name) }
            } else {
                holding.labels[id] = text(accountName[id] ?? [])
            }
        }
        if all.isEmpty { return }
        try gatherValues(all, &holding)
        for entity in [Entity.contacts, .accounts] {
            let ids = (entity == .contacts ? holding.contacts : holding.accounts).sorted()
            try session.visitReferrers(to: entity, ids: ids) { referrer in
                guard let child = referrer.entity, let id = referrer.id else {
                    holding.foreign[referrer.table, default: 0] += 1
                    return
                }
                if child.isParty, all.contains(id) { return }
                if PersonFinder.isOwn(child) {
                    holding.own[child, default: []].insert(id)
                } else {
                    holding.referring[child, default: [:]][id, default: []].insert(column(referrer.column, child))
                }
            }
        }
        try each(.consents, ["address"]) { id, rows, row in
            if holding.ownValues.contains(Array(rows[row, 0])) { holding.own[.consents, default: []].insert(id) }
        }
        try gatherKeys(all, &holding)
        try gatherDetails(&holding)
        try countChanges(all, &holding)
    }

    /// Tables whose rows are about one customer and nothing else.
    static func isOwn(_ entity: Entity) -> Bool {
        switch entity {
        case .accountContacts, .relations, .contactPoints, .addresses, .consents, .taggings, .campaignMembers,
            .attachments:
            true
        default: false
        }
    }

    private func gatherValues(_ all: Set<RecordID>, _ holding: inout PersonHolding) throws {
        let employers = Set(links.filter { holding.contacts.contains($0.contact) }.map(\.account))
        let words = holding.names.flatMap { name in
            SuppressedRows.name(name.given, name.family).split(separator: 0x20).map(Array.init).filter { $0.count >= 3 }
        }
        var holders: [[UInt8]: [RecordID]] = [:]
        for point in points { holders[point.value, default: []].append(point.party) }
        for point in points where all.contains(point.party) {
            holding.details.insert(point.given)
            let others = (holders[point.value] ?? []).filter { !all.contains($0) }
            let isTheirs = isNamed(point.value, words)
            let isRole =
                point.value.withUnsafeBytes { Email.read($0) }.addresses.first?.isRole == true
                && point.value.contains(0x40)
            let isOwn =
                (others.isEmpty && !point.isShared && (!isRole || holding.accounts.contains(point.party)))
                || (isTheirs && others.allSatisfy { employers.contains($0) })
            if isOwn { holding.ownValues.insert(point.value) } else { holding.sharedValues.insert(point.value) }
        }
        holding.sharedValues.subtract(holding.ownValues)
        // What a company holds of a contact's own address goes with the contact.
        for point in points where !all.contains(point.party) && holding.ownValues.contains(point.value) {
            holding.own[.contactPoints, default: []].insert(point.id)
        }
    }

    /// True when an address has one of these words in its local part.
    private func isNamed(_ value: [UInt8], _ words: [[UInt8]]) -> Bool {
        guard let at = value.firstIndex(of: 0x40) else { return false }
        let local = Array(value[..<at]).withUnsafeBytes { Folding.fold($0) }
        let joined = local.filter { $0 != 0x20 }
        return words.contains { word in
            joined.indices.contains { joined[$0...].starts(with: word) }
        }
    }

    private func gatherKeys(_ all: Set<RecordID>, _ holding: inout PersonHolding) throws {
        let pull = try session.crosswalk(since: 0)
        while let block = try pull.next() {
            for entry in block where all.contains(entry.masterID) {
                holding.keys.insert(
                    PersonHolding.SourceKey(
                        source: entry.source, record: entry.record, key: entry.key, entity: entry.entity,
                        ordinal: entry.ordinal))
            }
        }
    }

    /// Personal values of their records that are long enough to stand for them.
    private func gatherDetails(_ holding: inout PersonHolding) throws {
        func take(_ entity: Entity, _ ids: Set<RecordID>) throws {
            let columns = CustomerModel.columns(of: entity).enumerated().filter { _, column in
                guard column.personal != .none else { return false }
                switch column.type {
                case .street, .taxNumber, .text: return true
                default: return false
                }
            }
            guard !ids.isEmpty, !columns.isEmpty else { return }
            let pull = try session.rows(of: entity, columns: columns.map(\.offset), ids: ids.sorted())
            while let block = try pull.next() {
                for row in 0..<block.ids.count {
                    for place in columns.indices where block.rows.length(row, place) >= 6 {
                        holding.details.insert(Array(block.rows[row, place]))
                    }
                }
            }
        }
        try take(.contacts, holding.contacts)
        try take(.accounts, holding.accounts)
        for (entity, ids) in holding.own { try take(entity, ids) }
        holding.details.subtract(holding.sharedValues)
        // A shared number in another spelling is as little theirs as the number.
        let sharedDigits = Set(holding.sharedValues.map { $0.filter(isDigit) })
        holding.details = holding.details.filter { value in
            value.count >= 6 && (value.contains(where: isLetter) || !sharedDigits.contains(value.filter(isDigit)))
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }

    private func countChanges(_ all: Set<RecordID>, _ holding: inout PersonHolding) throws {
        var count = 0
        func add(_ entity: Entity, _ ids: some Sequence<RecordID>) throws {
            count += try session.history(of: entity, ids: ids.sorted()).count
        }
        try add(.contacts, holding.contacts)
        try add(.accounts, holding.accounts)
        for (entity, ids) in holding.own { try add(entity, ids) }
        for (entity, ids) in holding.referring { try add(entity, ids.keys) }
        holding.changes = count
    }
}
