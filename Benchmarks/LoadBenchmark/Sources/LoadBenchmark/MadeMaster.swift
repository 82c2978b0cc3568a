import Ledger
import Records

/// A customer master of any size, made from numbers alone: the same arguments, the same master, on any machine.
///
/// Of 1,000,000 customers 400,000 are accounts and 600,000 people without one; 200,000 more people work for the accounts.
/// Together they have two million contact points and a million addresses. Orders are spread over all of them.
struct MadeMaster {
    let accounts: Int
    let consumers: Int
    let employees: Int
    let orders: Int
    private let users: Int
    private static let given = [
        "Anna", "Bruno", "Clara", "David", "Elif", "Femke", "Gustav", "Hana", "Igor", "Jule", "Karim", "Lena", "Mirko",
        "Noor", "Otto", "Paula", "Quirin", "Rosa", "Sven", "Tilda",
    ].map { Array($0.utf8) }
    private static let family = [
        "Lindholm", "Brandt", "Szczepański", "Okafor", "Weiß", "Jansen", "Moreau", "Kowalczyk", "Ferrari", "Nowak",
        "Dubois", "Larsen", "Horváth", "Rossi", "Keller", "Demir", "Vogel", "Sørensen", "Álvarez", "Meyer",
    ].map { Array($0.utf8) }
    private static let trades = [
        "Bäckerei", "Metallbau", "Autohaus", "Gartenbau", "Tischlerei", "Druckerei", "Spedition", "Elektrotechnik",
        "Maschinenbau", "Weinhandel",
    ].map { Array($0.utf8) }
    private static let towns = [
        "Musterstadt", "Neuheim", "Altdorf am See", "Bergweiler", "Oberfelden", "Lindental", "Westbrück", "Hohenau",
    ].map { Array($0.utf8) }

    init(customers: Int, orders: Int) {
        accounts = customers * 2 / 5
        consumers = customers - customers * 2 / 5
        employees = customers / 5
        self.orders = orders
        users = 200
    }

    /// The record with this number: ids rise with the numbers, as a finished master's rows do, and are spread over the
    /// whole range, as hashes are.
    func id(_ entity: Entity, _ index: Int, of count: Int) -> RecordID {
        let slot = UInt64.max / UInt64(max(1, count))
        let word = Numbers.mix(UInt64(entity.rawValue) << 40 | UInt64(index))
        let high = UInt64(index) * slot + word % max(1, slot - 0x1_0000)
        return RecordID(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000, low: Numbers.mix(word) >> 2 | 0x8000_0000_0000_0000)
    }

    /// Makes the master, ready to be planned.
    func make() throws -> DesiredMaster {
        var desired = DesiredMaster()
        try makeParties(&desired)
        try makeReach(&desired)
        try makeOrders(&desired)
        try desired.finish()
        return desired
    }

    private func makeParties(_ desired: inout DesiredMaster) throws {
        var maker = RowMaker(.users, rows: users, bytes: 60, source: "1-users", &desired)
        for index in 0..<users {
            var numbers = Numbers(1, index)
            maker.set("name", numbers.pick(Self.given) + [0x20] + numbers.pick(Self.family))
            maker.set("email", "u\(index)@customary.example")
            maker.add(id(.users, index, of: users), index, &desired)
        }
        maker = RowMaker(.accounts, rows: accounts, bytes: 190, source: "2-accounts", &desired)
        for index in 0..<accounts {
            var numbers = Numbers(2, index)
            maker.set("name", numbers.pick(Self.trades) + [0x20] + numbers.pick(Self.family) + Array(" GmbH".utf8))
            maker.set("legal_form", "GmbH")
            maker.set("vat_id", "DE\(100_000_000 + index)")
            maker.set("industry", numbers.pick(Self.trades))
            maker.set("owner_id", id(.users, numbers.below(users), of: users))
            maker.set("lifecycle_stage", "customer")
            maker.set("record_status", "active")
            maker.set("currency", "EUR")
            maker.set("customer_since", numbers.date())
            maker.set("credit_limit", Numbers.money(numbers.below(500) * 10_000))
            maker.set("payment_terms", "30 days net")
            maker.add(id(.accounts, index, of: accounts), index, &desired)
        }
        let contacts = consumers + employees
        maker = RowMaker(.contacts, rows: contacts, bytes: 110, source: "3-contacts", &desired)
        for index in 0..<contacts {
            var numbers = Numbers(3, index)
            maker.set("given_name", numbers.pick(Self.given))
            maker.set("family_name", numbers.pick(Self.family))
            maker.set("language", "de")
            maker.set("owner_id", id(.users, numbers.below(users), of: users))
            maker.set("record_status", "active")
            maker.set("customer_since", numbers.date())
            if isEmployee(index) { maker.set("job_title", "Einkauf") }
            maker.add(id(.contacts, index, of: contacts), index, &desired)
        }
        maker = RowMaker(.accountContacts, rows: employees, bytes: 90, source: "4-account-contacts", &desired)
        for index in 0..<employees {
            var numbers = Numbers(4, index)
            maker.set("account_id", id(.accounts, numbers.below(accounts), of: accounts))
            maker.set("contact_id", id(.contacts, index * 4, of: contacts))
            maker.set("role", "buyer")
            maker.add(id(.accountContacts, index, of: employees), index, &desired)
        }
    }

    /// Every fourth contact works for an account, until all employees are placed.
    private func isEmployee(_ contact: Int) -> Bool { contact % 4 == 0 && contact / 4 < employees }

    private func makeReach(_ desired: inout DesiredMaster) throws {
        let contacts = consumers + employees
        // Two for an account, three for every other contact, one for the rest: two million with a million customers.
        var points: [(account: Int, contact: Int, kind: Int)] = []
        points.reserveCapacity(accounts * 2 + contacts * 3 / 2 + 1)
        for index in 0..<accounts { points += [(index, -1, 0), (index, -1, 1)] }
        for index in 0..<contacts {
            points.append((-1, index, 0))
            if index % 2 == 0 { points.append((-1, index, 2)) }
        }
        var maker = RowMaker(.contactPoints, rows: points.count, bytes: 105, source: "5-contact-points", &desired)
        for (index, point) in points.enumerated() {
            var numbers = Numbers(5, index)
            if point.account >= 0 {
                maker.set("account_id", id(.accounts, point.account, of: accounts))
            } else {
                maker.set("contact_id", id(.contacts, point.contact, of: contacts))
            }
            switch point.kind {
            case 0:
                maker.set("kind", "email")
                maker.set("value", "mail\(index)@host\(numbers.below(9_000)).example")
            case 1:
                maker.set("kind", "phone")
                maker.set("value", "+4930\(10_000_000 + index)")
            default:
                maker.set("kind", "mobile")
                maker.set("value", "+49151\(10_000_000 + index)")
            }
            maker.set("is_primary", "true")
            maker.set("is_shared", "false")
            maker.set("is_alias", "false")
            maker.add(id(.contactPoints, index, of: points.count), index, &desired)
        }
        let addresses = accounts + consumers
        maker = RowMaker(.addresses, rows: addresses, bytes: 100, source: "6-addresses", &desired)
        for index in 0..<addresses {
            var numbers = Numbers(6, index)
            if index < accounts {
                maker.set("account_id", id(.accounts, index, of: accounts))
            } else {
                maker.set("contact_id", id(.contacts, index - accounts, of: contacts))
            }
            maker.set("kind", "billing")
            maker.set("street", numbers.pick(Self.family) + Array("straße \(numbers.below(180) + 1)".utf8))
            maker.set("postcode", "\(10_000 + numbers.below(89_999))")
            maker.set("city", numbers.pick(Self.towns))
            maker.set("country", "DE")
            maker.set("is_primary", "true")
            maker.add(id(.addresses, index, of: addresses), index, &desired)
        }
    }

    private func makeOrders(_ desired: inout DesiredMaster) throws {
        let contacts = consumers + employees
        var maker = RowMaker(.orders, rows: orders, bytes: 150, source: "7-orders", &desired)
        for index in 0..<orders {
            var numbers = Numbers(7, index)
            let buyer = numbers.below(accounts + consumers)
            if buyer < accounts {
                maker.set("account_id", id(.accounts, buyer, of: accounts))
            } else {
                maker.set("contact_id", id(.contacts, buyer - accounts, of: contacts))
            }
            maker.set("number", "\(100_000 + index)")
            maker.set("channel", "web")
            maker.set("ordered_at", numbers.date() + Array("T10:30:00.000000Z".utf8))
            maker.set("status", "paid")
            maker.set("currency", "EUR")
            let cents = 500 + numbers.below(90_000)
            maker.set("subtotal", Numbers.money(cents))
            maker.set("tax", Numbers.money(cents * 19 / 100))
            maker.set("total", Numbers.money(cents + cents * 19 / 100))
            maker.set("turnover", "true")
            maker.add(id(.orders, index, of: orders), index, &desired)
        }
    }
}

/// Fills one row after the other of a table, with its crosswalk entry.
struct RowMaker {
    private let entity: Entity
    private let source: String
    private let record: String
    private let columns: [String: Int]
    private var values: [[UInt8]]
    private var touched: [Int] = []
    private var row: Rows

    init(_ entity: Entity, rows: Int, bytes: Int, source: String, _ desired: inout DesiredMaster) {
        self.entity = entity
        self.source = source
        record = entity.table
        let names = CustomerModel.columns(of: entity).map(\.name)
        columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        values = Array(repeating: [], count: names.count)
        row = Rows(width: names.count)
        desired.reserve(entity, rows: rows, bytesPerRow: bytes)
    }

    mutating func set(_ name: String, _ value: [UInt8]) {
        guard let column = columns[name] else { preconditionFailure("\(entity.table) has no column \(name)") }
        values[column] = value
        touched.append(column)
    }

    mutating func set(_ name: String, _ value: String) { set(name, Array(value.utf8)) }

    mutating func set(_ name: String, _ value: RecordID) { set(name, value.utf8) }

    mutating func add(_ id: RecordID, _ index: Int, _ desired: inout DesiredMaster) {
        row.removeAll()
        for value in values { row.append(value) }
        for column in touched { values[column] = [] }
        touched.removeAll(keepingCapacity: true)
        // Keys of equal length, so that the entries are in order as they come.
        let founding = desired.crosswalk.append(
            source: source, stream: "", key: Array("\(1_000_000_000 + index)".utf8)[...], record: record, ordinal: 0,
            entity: entity, masterID: id, rowHash: id.low)
        desired.append(entity, id: id, founding: founding, row: 0, of: row)
    }
}

/// Numbers that look random and depend on nothing but what they are asked for.
struct Numbers {
    private var state: UInt64

    init(_ kind: Int, _ index: Int) { state = Numbers.mix(UInt64(kind) << 48 | UInt64(index)) }

    /// The finaliser of SplitMix64.
    static func mix(_ value: UInt64) -> UInt64 {
        var word = value &+ 0x9E37_79B9_7F4A_7C15
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    mutating func below(_ limit: Int) -> Int {
        state = Numbers.mix(state)
        return Int(state % UInt64(max(1, limit)))
    }

    mutating func pick(_ list: [[UInt8]]) -> [UInt8] { list[below(list.count)] }

    mutating func date() -> [UInt8] {
        let (year, month, day) = (2_015 + below(11), 1 + below(12), 1 + below(28))
        return Array("\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)".utf8)
    }

    /// Canonical money: two decimals.
    static func money(_ cents: Int) -> String {
        "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    }
}
