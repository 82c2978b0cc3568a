import Matching

/// Invented customers with known truth, made from a seed: typing errors, short forms, moves, households, missing fields.
struct SeededCustomers {
    struct Row {
        var source: Int
        var key: UInt64
        var fields: [(MatchField, String)]
        var entity: Int
    }

    private(set) var rows: [Row] = []
    private(set) var numbers: Numbers

    /// Numbers that a seed decides.
    struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let x = (state ^ state >> 31) &* 0xBF58_476D_1CE4_E5B9
            return x ^ x >> 29
        }
    }

    static let given = [
        "Robert", "William", "Elizabeth", "Katherine", "Thomas", "Margaret", "Susanne", "Jürgen", "Friedrich", "Ingrid",
        "Anna",
        "Peter", "Laura", "Daniel", "Sophie", "Martin", "Helen", "Oliver", "Clara", "Victor", "Ruth", "Edgar", "Nora",
        "Felix",
        "Greta", "Hugo", "Iris", "Jonas", "Karla", "Leonard",
    ]
    static let short = [
        "Robert": "Bob", "William": "Bill", "Elizabeth": "Liz", "Katherine": "Kate", "Thomas": "Tom",
        "Margaret": "Peggy",
    ]
    static let starts = [
        "Ash", "Brad", "Clay", "Dun", "East", "Fair", "Gold", "Hart", "Kirk", "Lind", "Mar", "Nor", "Oak", "Pem",
        "Rose",
    ]
    static let ends = [
        "bourne", "bridge", "combe", "croft", "field", "ford", "hurst", "ley", "stead", "ton", "well", "wick", "wood",
    ]
    static let streets = [
        "Oak Street", "Mill Lane", "High Road", "Park Avenue", "Station Road", "Church Lane", "Elm Drive",
        "Hill Street",
    ]
    static let towns = [
        ("Norwick", "NW1"), ("Eastham", "EA4"), ("Lindow", "LD7"), ("Marbury", "MB2"), ("Pembrook", "PB9"),
    ]

    init(people: Int, seed: UInt64, sources: Int = 3) {
        numbers = Numbers(state: seed)
        var key: UInt64 = seed << 32
        for entity in 0..<people {
            // One in twelve shares name, home and landline with the one before: a household.
            let person: [MatchField: String]
            if entity % 12 == 11, let other = rows.last {
                var member = SeededCustomers.person(&numbers)
                for field in [MatchField.family, .street, .city, .postcode, .phones] {
                    member[field] = other.fields.first { $0.0 == field }?.1
                }
                person = member
            } else {
                person = SeededCustomers.person(&numbers)
            }
            for copy in 0..<[1, 1, 2, 2, 3].randomElement(using: &numbers)! {
                key += 1
                rows.append(
                    Row(
                        source: (entity + copy) % sources, key: (key &* 0x9E37_79B9_7F4A_7C15) | 1,
                        fields: damaged(person, isFirst: copy == 0), entity: entity))
            }
        }
    }

    private static func person(_ numbers: inout Numbers) -> [MatchField: String] {
        let first = given.randomElement(using: &numbers)!
        let last = starts.randomElement(using: &numbers)! + ends.randomElement(using: &numbers)!
        let (town, area) = towns.randomElement(using: &numbers)!
        return [
            .given: first, .family: last,
            .emails: "\(first).\(last)\(Int.random(in: 10...999, using: &numbers))@example.com",
            .phones: "4420794\(Int.random(in: 60_000...69_999, using: &numbers))",
            .street: "\(Int.random(in: 1...180, using: &numbers)) \(streets.randomElement(using: &numbers)!)",
            .city: town,
            .postcode:
                "\(area) \(Int.random(in: 1...9, using: &numbers))\(["AB", "CD", "EF"].randomElement(using: &numbers)!)",
            .country: "GB",
            .birthDate:
                "\(Int.random(in: 1940...2004, using: &numbers))-0\(Int.random(in: 1...9, using: &numbers))-\(Int.random(in: 10...28, using: &numbers))",
        ]
    }

    private mutating func damaged(_ person: [MatchField: String], isFirst: Bool) -> [(MatchField, String)] {
        var row = person
        if !isFirst {
            if Int.random(in: 0..<100, using: &numbers) < 15, let name = row[.given],
                let short = SeededCustomers.short[name]
            {
                row[.given] = short
            }
            if Int.random(in: 0..<100, using: &numbers) < 10 { row[.family] = typo(row[.family] ?? "") }
            if Int.random(in: 0..<100, using: &numbers) < 8 {
                row[.phones] = "4420794\(Int.random(in: 60_000...69_999, using: &numbers))"
            }
            if Int.random(in: 0..<100, using: &numbers) < 10 { row[.street] = nil }
        }
        for (field, chance) in [(MatchField.emails, 25), (.phones, 25), (.birthDate, 55), (.postcode, 10)] {
            if Int.random(in: 0..<100, using: &numbers) < chance { row[field] = nil }
        }
        return MatchField.allCases.compactMap { field in row[field].map { (field, $0) } }
    }

    private mutating func typo(_ text: String) -> String {
        var letters = Array(text)
        guard letters.count > 3 else { return text }
        let place = Int.random(in: 1..<(letters.count - 1), using: &numbers)
        if Bool.random(using: &numbers) { letters.swapAt(place, place + 1) } else { letters.remove(at: place) }
        return String(letters)
    }

    /// The records, in the given order of rows.
    func records(order: [Int]? = nil, sources: [MatchSource]? = nil) -> MatchRecords {
        var records = MatchRecords(kind: .people, sources: sources ?? (0..<3).map { _ in MatchSource() })
        for index in order ?? Array(rows.indices) {
            let row = rows[index]
            records.begin(source: row.source, key: row.key)
            for (field, value) in row.fields { records.set(field, value) }
            records.end()
        }
        return records
    }
}

/// Records typed in by a test; the key is the place in the list, from 1 on.
func typedRecords(
    _ rows: [(source: Int, fields: [MatchField: String])], kind: MatchKind = .people,
    sources: [MatchSource] = [MatchSource(), MatchSource()]
) -> MatchRecords {
    var records = MatchRecords(kind: kind, sources: sources)
    for (index, row) in rows.enumerated() {
        records.begin(source: row.source, key: UInt64(index + 1))
        for field in MatchField.allCases { if let value = row.fields[field] { records.set(field, value) } }
        records.end()
    }
    return records
}

/// A model of seeded people, for tests that need one.
let seededModel = MatchingModel.train(SeededCustomers(people: 1_500, seed: 11).records())
