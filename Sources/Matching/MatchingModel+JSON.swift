extension MatchingModel {
    /// The canonical text form: equal models give equal bytes.
    public func json() -> [UInt8] {
        var members: [(String, CanonicalJSON)] = [
            ("version", .number(Int64(version))), ("kind", .text(kind.word)), ("records", .number(Int64(records))),
            ("priors", .list(priors.map { .number(Int64($0)) })),
            ("thresholds", .list(thresholds.map { .list([.number(Int64($0.merge)), .number(Int64($0.ask))]) })),
        ]
        var comparisons: [(String, CanonicalJSON)] = []
        for comparison in Comparison.all(of: kind) {
            let rows = comparison.levels.indices.map { index -> CanonicalJSON in
                let slot = Comparison.slot(comparison, UInt8(index + 1))
                return .list((levels.map { $0[slot] } + [averages[slot]]).map { .number(Int64($0)) })
            }
            comparisons.append((comparison.word, .list(rows)))
        }
        members.append(("comparisons", .object(comparisons)))
        var tables: [(String, CanonicalJSON)] = []
        for kind in FrequencyKind.allCases {
            guard let table = frequencies.tables[kind] else { continue }
            let counts = table.counts.sorted { $0.key < $1.key }.map { entry in
                (MatchingModel.hex(entry.key), CanonicalJSON.number(Int64(entry.value)))
            }
            tables.append(
                (kind.rawValue, .object([("total", .number(Int64(table.total))), ("counts", .object(counts))])))
        }
        members.append(("frequencies", .object(tables)))
        var shared: [(String, CanonicalJSON)] = []
        for kind in SharedKind.allCases {
            guard let hashes = frequencies.shared[kind] else { continue }
            shared.append((kind.rawValue, .list(hashes.sorted().map { .text(MatchingModel.hex($0)) })))
        }
        members.append(("shared", .object(shared)))
        let homes = frequencies.homes.sorted { $0.key < $1.key }.map { entry in
            (MatchingModel.hex(entry.key), CanonicalJSON.number(Int64(entry.value)))
        }
        members.append(("homes", .object(homes)))
        return CanonicalJSON.object(members).bytes
    }

    /// Reads the text form.
    public init(json bytes: [UInt8]) throws(MatchingFault) {
        let (value, offset) = CanonicalJSONReader.read(bytes)
        guard let value else { throw .notAModel("byte \(offset)") }
        guard let version = value["version"]?.number else { throw .notAModel("no version") }
        guard version == Int64(MatchingModel.currentVersion) else { throw .otherVersion(Int(version)) }
        guard let kind = MatchKind.allCases.first(where: { $0.word == value["kind"]?.text }) else {
            throw .notAModel("no kind")
        }
        guard let records = value["records"]?.number, records >= 0, records <= Int64(UInt32.max) else {
            throw .notAModel("no records")
        }
        guard let priors = value["priors"]?.numbers, priors.count == Way.allCases.count,
            priors.allSatisfy(MatchingModel.isSane)
        else { throw .notAModel("priors") }
        let thresholds = (value["thresholds"]?.list ?? []).compactMap { pair -> Thresholds? in
            guard let numbers = pair.numbers, numbers.count == 2, numbers.allSatisfy(MatchingModel.isSane) else {
                return nil
            }
            return Thresholds(merge: numbers[0], ask: numbers[1])
        }
        guard thresholds.count == 3 else { throw .notAModel("thresholds") }
        var levels = [[Millibits]](repeating: [Millibits](repeating: -20_000, count: Comparison.tableSize), count: 4)
        var averages = [Millibits](repeating: 0, count: Comparison.tableSize)
        for comparison in Comparison.all(of: kind) {
            let rows = value["comparisons"]?[comparison.word]?.list ?? []
            guard rows.count == comparison.levels.count else { throw .notAModel("comparison \(comparison.word)") }
            for (index, row) in rows.enumerated() {
                guard let numbers = row.numbers, numbers.count == 5, numbers.allSatisfy(MatchingModel.isSane) else {
                    throw .notAModel("comparison \(comparison.word)")
                }
                let slot = Comparison.slot(comparison, UInt8(index + 1))
                for way in 0..<4 { levels[way][slot] = numbers[way] }
                averages[slot] = numbers[4]
            }
        }
        self.init(
            kind: kind, records: Int(records), levels: levels, averages: averages, priors: priors,
            frequencies: try Frequencies(value), thresholds: thresholds)
    }

    /// Weights are sums of few numbers of this size: they can't overflow.
    private static func isSane(_ value: Int32) -> Bool { abs(Int64(value)) <= 1_000_000 }

    static func hex(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func number(hex text: String) -> UInt64? { text.utf8.count == 16 ? UInt64(text, radix: 16) : nil }
}

extension Frequencies {
    fileprivate init(_ value: CanonicalJSON) throws(MatchingFault) {
        self.init()
        for (name, table) in value["frequencies"]?.members ?? [] {
            guard let kind = FrequencyKind(rawValue: name), let total = table["total"]?.number, total >= 0,
                total <= Int64(UInt32.max)
            else { throw .notAModel("frequencies of \(name)") }
            var counts: [UInt64: UInt32] = [:]
            for (hash, count) in table["counts"]?.members ?? [] {
                guard let key = MatchingModel.number(hex: hash), let number = count.number, number > 0,
                    let small = UInt32(exactly: number)
                else { throw .notAModel("frequencies of \(name)") }
                counts[key] = small
            }
            tables[kind] = FrequencyTable(total: Int(total), counts: counts)
        }
        for (name, hashes) in value["shared"]?.members ?? [] {
            guard let kind = SharedKind(rawValue: name) else { throw .notAModel("shared \(name)") }
            var set: Set<UInt64> = []
            for hash in hashes.list ?? [] {
                guard let text = hash.text, let key = MatchingModel.number(hex: text) else {
                    throw .notAModel("shared \(name)")
                }
                set.insert(key)
            }
            shared[kind] = set
        }
        for (hash, country) in value["homes"]?.members ?? [] {
            guard let key = MatchingModel.number(hex: hash), let number = country.number,
                let small = UInt16(exactly: number)
            else { throw .notAModel("homes") }
            homes[key] = small
        }
    }
}
