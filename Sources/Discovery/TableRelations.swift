/// How tables hang together, found from their values.
public struct TableRelations: Sendable {
    /// Values of one column that are keys in another table.
    public struct Reference: Sendable {
        /// The table that refers.
        public let source: String
        /// Its column.
        public let column: String
        /// The table that is referred to.
        public let target: String
        /// Its key column.
        public let key: String
        /// Rows whose value was found.
        public let found: Int
        /// Rows with a value.
        public let of: Int
        /// Different values that were found.
        public let values: Int

        /// The share of rows found, in per cent, rounded down.
        public var percent: Int { of == 0 ? 0 : found * 100 / of }
    }

    /// Values that two sources have in common.
    public struct Overlap: Sendable {
        /// What they are.
        public let meaning: ColumnMeaning
        /// One source and its column.
        public let first: (source: String, column: String)
        /// The other source and its column.
        public let second: (source: String, column: String)
        /// How many different values are in both.
        public let values: Int
    }

    /// Columns that refer to keys, the surest first.
    public private(set) var references: [Reference] = []
    /// E-mail addresses, VAT ids and phone numbers in more than one source.
    public private(set) var overlaps: [Overlap] = []

    /// Looks for keys and for values of other columns among them. Known keys are those of mappings that fit the tables.
    public init(_ tables: [TableReading], knownKeys: [String: [String]] = [:]) {
        let sides = tables.map { table in
            table.columns.indices.map { Side(table.tallies[$0], table.facts[$0], table.columns[$0]) }
        }
        for target in tables.indices {
            let known = knownKeys[tables[target].source] ?? []
            for key in sides[target].indices {
                let isKnown = known.contains(sides[target][key].name)
                let namesUsers = tables[target].kind == .users && sides[target][key].namesUsers
                guard isKnown || namesUsers || sides[target][key].canBeKey else { continue }
                for source in tables.indices {
                    for column in sides[source].indices where source != target || column != key {
                        let from = sides[source][column]
                        if let found = TableRelations.compare(
                            from, sides[target][key], isKnown: isKnown, isSame: source == target,
                            target: tables[target].source)
                        {
                            references.append(
                                Reference(
                                    source: tables[source].source, column: from.name, target: tables[target].source,
                                    key: sides[target][key].name, found: found.rows, of: found.of, values: found.values)
                            )
                        }
                    }
                }
            }
        }
        keepTheBest(knownKeys)
        findOverlaps(tables, sides)
    }

    /// A table's columns to which others refer.
    public func keys(of source: String) -> Set<String> {
        Set(references.filter { $0.target == source && $0.source != source }.map(\.key))
    }

    /// What a column refers to, the surest first.
    public func references(of column: String, in source: String) -> [Reference] {
        references.filter { $0.source == source && $0.column == column }
    }

    // MARK: Comparing

    /// What has to be known of a column to compare it.
    private struct Side {
        let name: String
        let words: [String]
        let meaning: ColumnMeaning?
        let values: [Data: Int]
        let filled: Int
        let distinct: Int
        let uniqueness: Double
        let isCode: Bool
        let isUUID: Bool
        let isPlain: Bool
        let length: Int

        /// A value without the signs that one program writes and another doesn't.
        typealias Data = ArraySlice<UInt8>

        init(_ tally: ColumnTally, _ facts: ColumnFacts, _ reading: ColumnReading) {
            name = tally.name
            words = HeaderWords(tally.name).words
            meaning = reading.meaning
            filled = tally.filled
            distinct = tally.distinct
            uniqueness = facts.uniqueness
            length = facts.length
            isUUID = facts.share(.uuid) > 0.9
            isPlain =
                facts.share(.long) < 0.05 && facts.share(.decimals) < 0.2 && facts.share(.date) < 0.5
                && facts.share(.boolean) < 0.9
            isCode = isUUID || facts.length >= 5 && facts.share(.words) < 0.2
            guard isPlain, tally.filled >= 2 else {
                values = [:]
                return
            }
            var values: [Data: Int] = [:]
            values.reserveCapacity(tally.values.count)
            for (value, count) in tally.values { values[Side.plain(value), default: 0] += count }
            self.values = values
        }

        static func plain(_ value: Data) -> Data {
            var value = value
            while let first = value.first, first == 0x23 || first == 0x27 || first == 0x20 { value.removeFirst() }
            while let last = value.last, last == 0x20 { value.removeLast() }
            return value
        }

        var canBeKey: Bool {
            !values.isEmpty && filled >= 3 && uniqueness > 0.98 && length <= 64
                && ![
                    .email, .phone, .mobile, .fax, .website, .notes, .street, .city, .postcode, .createdAt, .updatedAt,
                    .birthDate,
                    .vatID, .fullName, .company, .givenName, .familyName,
                ].contains(meaning)
        }

        /// Of a table of users: a column by which others may name them.
        var namesUsers: Bool {
            !values.isEmpty && [.initials, .fullName, .company, .email, .key, .ownerKey].contains(meaning)
        }

        /// The header says that it refers to something.
        var refers: Bool {
            switch meaning {
            case .customerKey, .accountKey, .contactKey, .parent, .ownerKey, .orderNumber, .documentNumber: return true
            default:
                return words.count > 1
                    && ["id", "nr", "no", "key", "ref", "nummer", "number", "code"].contains(words.last ?? "")
            }
        }
    }

    private static func compare(_ from: Side, _ key: Side, isKnown: Bool, isSame: Bool, target: String) -> (
        rows: Int, of: Int, values: Int
    )? {
        guard !from.values.isEmpty, !key.values.isEmpty, from.distinct >= 2 else { return nil }
        if from.meaning == .owner || from.meaning == .ownerKey {
            guard key.namesUsers else { return nil }
            let found = count(from, key)
            return found.rows * 10 >= found.of * 3 ? found : nil
        }
        // The row's own key says nothing about another table but where both tables hold the same records.
        if from.meaning == .key || from.uniqueness > 0.98 && !from.refers { return nil }
        if isSame && from.meaning != .parent { return nil }
        let named = HeaderWords.split(target).map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 }
        let isAffine =
            from.refers || from.words.joined() == key.words.joined() && key.words.joined() != "id"
            || from.words.contains { word in named.contains { $0.utf8.count > 3 && word.hasPrefix($0) } }
        if !isAffine {
            guard isKnown || key.meaning?.isKey == true, from.isCode, key.isCode, from.values.count >= 10 else {
                return nil
            }
        }
        // A quick look before the whole comparison.
        var tried = 0
        var hits = 0
        for value in from.values.keys.prefix(64) {
            tried += 1
            if key.values[value] != nil { hits += 1 }
        }
        if hits == 0 || hits * 10 < tried { return nil }
        let (rows, of, values) = count(from, key)
        let share = Double(rows) / Double(of)
        // Small whole numbers are found among other small whole numbers by chance.
        let isCounted = !from.isUUID && from.length <= 3
        let least = isAffine ? (isCounted ? 0.9 : 0.2) : 0.9
        guard share >= least, values >= (isCounted ? 3 : 2) else { return nil }
        return (rows, of, values)
    }

    private static func count(_ from: Side, _ key: Side) -> (rows: Int, of: Int, values: Int) {
        var rows = 0
        var of = 0
        var values = 0
        for (value, count) in from.values {
            of += count
            if key.values[value] != nil {
                rows += count
                values += 1
            }
        }
        return (rows, of, values)
    }

    /// Of several keys of one table the one it is known by stays, and of several tables those that fit best.
    private mutating func keepTheBest(_ known: [String: [String]]) {
        var best: [Reference] = []
        func rank(_ reference: Reference) -> (Int, Int, Int) {
            (reference.percent, known[reference.target]?.contains(reference.key) == true ? 1 : 0, reference.values)
        }
        for reference in references {
            let isSameTable = { (other: Reference) in
                other.source == reference.source && other.column == reference.column && other.target == reference.target
            }
            if let index = best.firstIndex(where: isSameTable) {
                if rank(reference) > rank(best[index]) { best[index] = reference }
            } else {
                best.append(reference)
            }
        }
        // A column that is found whole in one table refers to that one.
        let all = best
        best.removeAll { reference in
            all.contains { other in
                other.source == reference.source && other.column == reference.column && other.target != reference.target
                    && other.percent >= 80 && reference.percent < other.percent - 20
            }
        }
        references = best.sorted { left, right in
            rank(left) != rank(right)
                ? rank(left) > rank(right) : (left.source, left.column) < (right.source, right.column)
        }
    }

    private mutating func findOverlaps(_ tables: [TableReading], _ sides: [[Side]]) {
        for meaning in [ColumnMeaning.email, .vatID, .phone] {
            var sets: [(source: String, column: String, values: Set<[UInt8]>)] = []
            for (table, columns) in zip(tables, sides) {
                for column in columns where column.meaning == meaning {
                    let values = Set(column.values.keys.compactMap { TableRelations.comparable($0, meaning) })
                    if !values.isEmpty { sets.append((table.source, column.name, values)) }
                }
            }
            for left in sets.indices {
                for right in sets.indices where right > left && sets[left].source != sets[right].source {
                    let count = sets[left].values.intersection(sets[right].values).count
                    if count > 0 {
                        overlaps.append(
                            Overlap(
                                meaning: meaning, first: (sets[left].source, sets[left].column),
                                second: (sets[right].source, sets[right].column), values: count))
                    }
                }
            }
        }
    }

    /// What two spellings of one value have in common; nil for what is too short to mean anything.
    static func comparable(_ value: ArraySlice<UInt8>, _ meaning: ColumnMeaning) -> [UInt8]? {
        switch meaning {
        case .email:
            let small = value.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
            return small.contains(0x40) ? small : nil
        case .phone, .mobile:
            let digits = value.filter { (0x30...0x39).contains($0) }
            return digits.count >= 8 ? Array(digits.suffix(8)) : nil
        default:
            let plain = value.filter { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) }.map {
                (0x61...0x7A).contains($0) ? $0 - 0x20 : $0
            }
            return plain.count >= 7 ? plain : nil
        }
    }
}
