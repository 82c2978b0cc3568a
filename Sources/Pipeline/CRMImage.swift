import CRM
import Digest
import Records

/// What the CRM holds, as far as matching and assembling need it: which source record became which master record, and the
/// customers that no source brought.
struct CRMImage {
    /// A source record's link to its master record.
    struct Link {
        let masterID: RecordID
        let rowHash: UInt64
    }

    /// Rows of one table with their ids, sorted.
    struct Table {
        var ids: [RecordID] = []
        var rows: Rows
        let entity: Entity

        init(_ entity: Entity) {
            self.entity = entity
            rows = Rows(width: CustomerModel.columns(of: entity).count)
        }

        func value(_ row: Int, _ column: String) -> ArraySlice<UInt8> {
            guard let index = CustomerModel.columnIndex(column, of: entity) else { return [] }
            return rows[row, index]
        }

        func index(of id: RecordID) -> Int? {
            var low = 0
            var high = ids.count
            while low < high {
                let middle = (low + high) / 2
                if ids[middle] < id { low = middle + 1 } else { high = middle }
            }
            return low < ids.count && ids[low] == id ? low : nil
        }
    }

    /// Links by the hash of source, record name, key and entity.
    private(set) var links: [UInt64: Link] = [:]
    /// Keys that several records of a source share, by the hash that `links` has of them: the greatest copy number.
    private(set) var sharedKeys: [UInt64: UInt32] = [:]
    /// Accounts and contacts that the crosswalk names.
    private(set) var linked: Set<RecordID> = []
    /// Every live account's and contact's id, by entity.
    private(set) var live: [Entity: Set<RecordID>] = [.accounts: [], .contacts: []]
    /// Accounts and contacts that were merged away, each with what it was merged into.
    private var mergedInto: [RecordID: RecordID] = [:]
    /// Live customers that no crosswalk entry names.
    private(set) var accounts = Table(.accounts)
    private(set) var contacts = Table(.contacts)
    /// How the unlinked customers are reached, and where they are.
    private(set) var contactPoints = Table(.contactPoints)
    private(set) var addresses = Table(.addresses)
    private(set) var accountContacts = Table(.accountContacts)
    /// Owners.
    private(set) var users = Table(.users)
    /// The account of each live contact that has one.
    private(set) var accountOf: [RecordID: RecordID] = [:]
    /// Live customers: accounts, and contacts without one.
    private(set) var customerCount = 0

    /// Reads the CRM behind `target`; an empty image when there is none yet.
    init(_ target: any Target) throws {
        guard target.exists else { return }
        self = try target.withSession(.reading) { session in
            var image = CRMImage()
            try image.read(session)
            return .rollback(image)
        }
    }

    private init() {}

    private mutating func read(_ session: any LoadSession) throws {
        let crosswalk = try session.crosswalk()
        while let block = try crosswalk.next() {
            for entry in block {
                links[CRMImage.hash(entry.source, entry.record, entry.key[...], entry.entity)] = Link(
                    masterID: entry.masterID, rowHash: entry.rowHash)
                if let mark = entry.key.lastIndex(of: 0x1F),
                    let copy = UInt32(String(decoding: entry.key[(mark + 1)...], as: UTF8.self))
                {
                    let hash = CRMImage.hash(entry.source, entry.record, entry.key[..<mark], entry.entity)
                    sharedKeys[hash] = max(sharedKeys[hash] ?? 0, copy)
                }
                if entry.entity.isParty { linked.insert(entry.masterID) }
            }
        }
        let linked = linked
        accounts = try table(.accounts, session) { !linked.contains($0) }
        contacts = try table(.contacts, session) { !linked.contains($0) }
        try readAccountsOfContacts(session)
        let withAccount = live[.contacts]?.count { accountOf[$0] != nil } ?? 0
        customerCount = (live[.accounts]?.count ?? 0) + (live[.contacts]?.count ?? 0) - withAccount
        users = try table(.users, session) { _ in true }
        guard !accounts.ids.isEmpty || !contacts.ids.isEmpty else { return }
        contactPoints = try children(.contactPoints, session)
        addresses = try children(.addresses, session)
        accountContacts = try children(.accountContacts, session)
    }

    /// The live record that a merged one ends as; nil for one that wasn't merged, or whose end was deleted.
    func survivor(of id: RecordID) -> RecordID? {
        var current = id
        var steps = 0
        while let next = mergedInto[current], steps <= mergedInto.count { (current, steps) = (next, steps + 1) }
        return current != id && live.values.contains { $0.contains(current) } ? current : nil
    }

    private mutating func readAccountsOfContacts(_ session: any LoadSession) throws {
        let columns = ["account_id", "contact_id"].compactMap { CustomerModel.columnIndex($0, of: .accountContacts) }
        let pull = try session.rows(of: .accountContacts, columns: columns, ids: nil)
        while let block = try pull.next() {
            for row in 0..<block.ids.count {
                guard let account = RecordID(block.rows[row, 0]), let contact = RecordID(block.rows[row, 1]),
                    live[.accounts]?.contains(account) == true
                else { continue }
                if accountOf[contact].map({ account < $0 }) ?? true { accountOf[contact] = account }
            }
        }
    }

    private mutating func table(_ entity: Entity, _ session: any LoadSession, keep: (RecordID) -> Bool) throws -> Table
    {
        var table = Table(entity)
        let columns = Array(0..<table.rows.width)
        let deleted = CustomerModel.columnIndex("deleted_at", of: entity)
        let merged = CustomerModel.columnIndex("merged_into", of: entity)
        let pull = try session.rows(of: entity, columns: columns, ids: nil)
        while let block = try pull.next() {
            for row in 0..<block.ids.count {
                if let merged, let into = RecordID(block.rows[row, merged]) { mergedInto[block.ids[row]] = into }
                if let deleted, block.rows.length(row, deleted) > 0 { continue }
                if let merged, block.rows.length(row, merged) > 0 { continue }
                live[entity]?.insert(block.ids[row])
                guard keep(block.ids[row]) else { continue }
                table.ids.append(block.ids[row])
                table.rows.appendRow(row, of: block.rows)
            }
        }
        return table
    }

    /// Children of the unlinked customers.
    private func children(_ entity: Entity, _ session: any LoadSession) throws -> Table {
        var table = Table(entity)
        let account = CustomerModel.columnIndex("account_id", of: entity) ?? 0
        let contact = CustomerModel.columnIndex("contact_id", of: entity) ?? 0
        let pull = try session.rows(of: entity, columns: Array(0..<table.rows.width), ids: nil)
        while let block = try pull.next() {
            for row in 0..<block.ids.count {
                let isOfUnlinked =
                    RecordID(block.rows[row, account]).map { accounts.index(of: $0) != nil } ?? false
                    || RecordID(block.rows[row, contact]).map { contacts.index(of: $0) != nil } ?? false
                guard isOfUnlinked else { continue }
                table.ids.append(block.ids[row])
                table.rows.appendRow(row, of: block.rows)
            }
        }
        return table
    }

    /// A key for `links`.
    static func hash(_ source: String, _ record: String, _ key: ArraySlice<UInt8>, _ entity: Entity) -> UInt64 {
        var bytes = Array(source.utf8)
        bytes.append(0x1F)
        bytes.append(contentsOf: record.utf8)
        bytes.append(0x1F)
        bytes.append(contentsOf: key)
        bytes.append(entity.rawValue)
        return Hash64.hash(bytes)
    }
}
