import CRM
public import Ledger
public import Records

/// What erasing a person did in one CRM database.
public struct ErasureReport: Sendable {
    /// The records that are gone, by table.
    public var removed: [Entity: Int] = [:]
    /// The records that are kept for others, without the person, by table.
    public var kept: [Entity: Int] = [:]
    /// New entries of the suppression list, by kind.
    public var suppressed: [SuppressionKind: Int] = [:]
    /// Records that only the history of batches held.
    public var formerly = 0
    /// Texts of others out of which their addresses were taken.
    public var redacted = 0
    /// Texts of others that still name them: table and record.
    public var mentions: [(entity: Entity, id: RecordID)] = []

    /// True when nothing was there to be done.
    public var isEmpty: Bool { removed.isEmpty && kept.isEmpty && suppressed.isEmpty && redacted == 0 && formerly == 0 }
}

/// Erases a person from a CRM database, inside one transaction.
struct PersonErasure {
    let session: any LoadSession
    let hasher: SuppressionHasher
    let project: String
    let now: String
    private(set) var report = ErasureReport()
    private var list: SuppressionList

    init(_ session: any LoadSession, keys: ProjectKeys, project: String, now: String) {
        self.session = session
        hasher = SuppressionHasher(keys)
        self.project = project
        self.now = now
        list = SuppressionList(hasher)
    }

    /// Erases what is held. `further` are addresses, numbers and keys that were named without being held; `formerly`
    /// source records whose master records may have been taken back.
    mutating func run(
        _ holding: PersonHolding, further: [(SuppressionKind, String)], formerly: Set<PersonHolding.SourceKey>
    ) throws {
        let all = holding.contacts.union(holding.accounts)
        try suppress(holding, further)
        var forgotten = try history(all, holding, formerly)
        report.formerly = forgotten.reduce(0) { $0 + $1.value.count } - all.count
        for (entity, rows) in holding.referring.sorted(by: { $0.key < $1.key }) {
            try anonymise(entity, rows, all, &forgotten)
        }
        for entity in Entity.allCases.reversed() {
            var ids = holding.own[entity] ?? []
            if entity == .contacts { ids.formUnion(holding.contacts) }
            if entity == .accounts { ids.formUnion(holding.accounts) }
            if ids.isEmpty { continue }
            try session.delete(entity, ids: ids.sorted())
            report.removed[entity] = ids.count
            forgotten[entity, default: []].formUnion(ids)
        }
        for (entity, ids) in forgotten.sorted(by: { $0.key < $1.key }) where !ids.isEmpty {
            try session.forget(entity, ids: ids.sorted())
        }
        try redact(holding)
        try session.checkReferences()
    }

    // MARK: Suppressions

    private mutating func suppress(_ holding: PersonHolding, _ further: [(SuppressionKind, String)]) throws {
        var entries: [String: SuppressionKind] = [:]
        for (kind, hash) in further { entries[hash] = kind }
        for value in holding.ownValues {
            if value.contains(0x40) {
                entries[hasher.email(value)] = .email
            } else if value.count(where: { (0x30...0x39).contains($0) }) >= 6 {
                entries[hasher.phone(value)] = .phone
            }
        }
        let own = holding.contacts.union(holding.accounts)
        var others: Set<String> = []
        let pull = try session.crosswalk()
        while let block = try pull.next() {
            for entry in block where entry.entity.isParty && !own.contains(entry.masterID) {
                others.insert(name(entry.source, entry.entity, entry.key))
            }
        }
        for key in holding.keys where key.entity.isParty {
            let base = PersonQuery.base(key.key)
            // A key that another person has, too, says nothing; one that is the company's speaks with the name only.
            if others.contains(name(key.source, key.entity, base)) { continue }
            if key.entity == .contacts, others.contains(name(key.source, .accounts, base)) {
                for person in holding.names {
                    let words = SuppressedRows.name(person.given, person.family)
                    entries[hasher.person(base, source: key.source, name: words)] = .person
                }
            } else {
                entries[hasher.key(base, source: key.source, of: key.entity)] = .key
            }
        }
        list.insert(entries.keys)
        let held = try SuppressionList.read(session)
        let new = entries.filter { !held.erased.contains($0.key) }
        if new.isEmpty { return }
        // What a list had brought is an erasure's from now on: the list's own row isn't kept any more, either.
        let listed = new.filter { held.all.contains($0.key) }
        try session.delete(
            .suppressions,
            ids: listed.map { SuppressionList.id($0.value, $0.key, project: project) }.sorted())
        let rows = SuppressionList.rows(
            new.map { ($0.value, $0.key) }, reason: SuppressionList.erasure, now: now, source: SuppressionList.author,
            project: project)
        try session.insert(.suppressions, ids: rows.ids, rows: rows.rows)
        for kind in new.values { report.suppressed[kind, default: 0] += 1 }
    }

    private func name(_ source: String, _ entity: Entity, _ key: some Collection<UInt8>) -> String {
        "\(source)\u{1F}\(entity.table)\u{1F}\(String(decoding: PersonQuery.base(key), as: UTF8.self))"
    }

    // MARK: What others need

    /// Keeps rows without the person: the references, the personal columns and the custom fields become empty.
    private mutating func anonymise(
        _ entity: Entity, _ rows: [RecordID: Set<Int>], _ all: Set<RecordID>, _ forgotten: inout [Entity: Set<RecordID>]
    ) throws {
        let columns = Schema.storedColumns(of: entity)
        let width = Schema.modelWidth(of: entity)
        let ids = rows.keys.sorted()
        var new = Rows(width: columns.count)
        var masks: [UInt64] = []
        var found: [RecordID] = []
        let pull = try session.rows(of: entity, columns: nil, ids: ids)
        while let block = try pull.next() {
            for (row, id) in block.ids.enumerated() {
                var mask: UInt64 = 0
                var hadWords = false
                for (index, column) in columns.enumerated() {
                    let value = block.rows[row, index]
                    if index == width + 2 || index == width + 3 {
                        new.append(index == width + 2 ? now : "erasure")
                        mask |= 1 << UInt64(index)
                        continue
                    }
                    let goes = isPersonal(entity, column, value, all)
                    if goes, !value.isEmpty {
                        mask |= 1 << UInt64(index)
                        if column.personal != .none { hadWords = true }
                        new.appendEmpty()
                    } else {
                        new.append(value)
                    }
                }
                masks.append(mask)
                found.append(id)
                // The words that go stand in images, too; those under the person's own key are closed with it.
                if hadWords { forgotten[entity, default: []].insert(id) }
            }
        }
        guard !found.isEmpty else { return }
        try session.update(entity, ids: found, masks: masks, rows: new)
        report.kept[entity] = found.count
    }

    private func isPersonal(
        _ entity: Entity, _ column: StoredColumn, _ value: ArraySlice<UInt8>, _ all: Set<RecordID>
    ) -> Bool {
        if case .reference = column.type { return RecordID(value).map(all.contains) ?? false }
        // Another company that only names the person's as its parent stays as it is.
        if entity.isParty { return false }
        if column.type == .custom { return true }
        // Who wrote a note isn't whom it is about.
        return column.personal != .none && column.name != "author"
    }

    // MARK: History

    /// Records of theirs that are only left in the changes of batches: deleted since, or taken back.
    private func history(
        _ all: Set<RecordID>, _ holding: PersonHolding, _ formerly: Set<PersonHolding.SourceKey>
    ) throws -> [Entity: Set<RecordID>] {
        var forgotten: [Entity: Set<RecordID>] = [.contacts: holding.contacts, .accounts: holding.accounts]
        var contactKeys: Set<String> = []
        var accountKeys: Set<String> = []
        for key in holding.keys.union(formerly) where key.entity.isParty {
            let name = name(key.source, .contacts, key.key)
            if key.entity == .contacts { contactKeys.insert(name) } else { accountKeys.insert(name) }
        }
        let shared = try companyKeys(all)
        for batch in try session.batches() {
            let pull = try session.changes(of: batch.sequence)
            while let block = try pull.next() {
                for change in block {
                    if let root = Self.root(change.sealed), all.contains(root),
                        PersonFinder.isOwn(change.entity) || change.entity.isParty
                    {
                        forgotten[change.entity, default: []].insert(change.id)
                        continue
                    }
                    guard !change.source.isEmpty else { continue }
                    let key = name(change.source, .contacts, change.key)
                    if change.entity == .contacts, contactKeys.contains(key) {
                        forgotten[.contacts, default: []].insert(change.id)
                    } else if change.entity == .accounts, accountKeys.contains(key), !shared.contains(key) {
                        forgotten[.accounts, default: []].insert(change.id)
                    } else if PersonFinder.isOwn(change.entity), contactKeys.contains(key) || accountKeys.contains(key),
                        !shared.contains(key)
                    {
                        forgotten[change.entity, default: []].insert(change.id)
                    }
                }
            }
        }
        return forgotten
    }

    /// The keys of accounts that stay.
    private func companyKeys(_ all: Set<RecordID>) throws -> Set<String> {
        var keys: Set<String> = []
        let pull = try session.crosswalk()
        while let block = try pull.next() {
            for entry in block where entry.entity == .accounts && !all.contains(entry.masterID) {
                keys.insert(name(entry.source, .contacts, entry.key))
            }
        }
        return keys
    }

    /// The root record under whose key a change's values are sealed.
    private static func root(_ sealed: [UInt8]) -> RecordID? {
        guard sealed.count >= 16 else { return nil }
        let high = sealed[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return RecordID(high: high, low: sealed[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    // MARK: Others' texts

    /// Takes their addresses out of others' texts, and lists the texts that still name them.
    private mutating func redact(_ holding: PersonHolding) throws {
        if list.isEmpty, holding.names.isEmpty { return }
        var names: [[UInt8]] = []
        for name in holding.names where !name.given.isEmpty && !name.family.isEmpty {
            names.append(name.given + [0x20] + name.family)
            names.append(name.family + Array(", ".utf8) + name.given)
        }
        for entity in Entity.allCases where entity != .users && entity != .suppressions {
            let columns = Schema.storedColumns(of: entity)
            let texts = columns.indices.filter { columns[$0].personal != .none && columns[$0].type == .text }
            if texts.isEmpty || entity == .contactPoints { continue }
            var ids: [RecordID] = []
            var changed: [RecordID: [Int: [UInt8]]] = [:]
            let pull = try session.rows(of: entity, columns: texts, ids: nil)
            while let block = try pull.next() {
                for (row, id) in block.ids.enumerated() {
                    for (place, column) in texts.enumerated() where block.rows.length(row, place) > 0 {
                        let value = block.rows[row, place]
                        if let clean = SuppressedText.withoutAddresses(value, list) {
                            changed[id, default: [:]][column] = Array(clean)
                        }
                        if names.contains(where: { SuppressedText.contains(value, $0) }) {
                            report.mentions.append((entity, id))
                        }
                    }
                    if changed[id] != nil { ids.append(id) }
                }
            }
            if !ids.isEmpty { try rewrite(entity, ids, changed) }
        }
    }

    private mutating func rewrite(
        _ entity: Entity, _ ids: [RecordID], _ changed: [RecordID: [Int: [UInt8]]]
    ) throws {
        var new = Rows(width: Schema.storedColumns(of: entity).count)
        var masks: [UInt64] = []
        let pull = try session.rows(of: entity, columns: nil, ids: ids)
        while let block = try pull.next() {
            for (row, id) in block.ids.enumerated() {
                let values = changed[id] ?? [:]
                masks.append(values.keys.reduce(0) { $0 | 1 << UInt64($1) })
                for column in 0..<block.rows.width {
                    if let value = values[column] { new.append(value) } else { new.append(block.rows[row, column]) }
                }
            }
        }
        try session.update(entity, ids: ids, masks: masks, rows: new)
        report.redacted += ids.count
    }
}
