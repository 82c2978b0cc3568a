public import Records

/// What survives of a cluster: for each field the record whose value won, and why.
public struct GoldenRecord: Sendable {
    /// Per field: the winning record's index, or -1 where no record has a value. For list fields the first to give one.
    public var winners: [Int32]
    /// Per field: the rule that chose.
    public var reasons: [SurvivorshipReason]
}

/// Picks each field's value among the records of one customer.
///
/// Parts of a name and of an address survive as one block. A blank never wins. The choice depends on the values alone,
/// never on the order of the rows.
public struct Survivorship: Sendable {
    private let records: StandardisedRecords
    private let rules: SurvivorshipRules
    private let fields: [Field]
    private let recordedAt: Int?
    /// Field indexes that survive together, by group, and those of them without which there is no name and no address:
    /// a salutation or a country alone must not push a whole name or address out.
    private let blocks: [(fields: [Int], telling: [Int])]
    private let singles: [Int]
    private let preferences: [[Int]]

    /// Prepares for the records of one entity.
    public init(_ records: StandardisedRecords, rules: SurvivorshipRules) {
        self.records = records
        self.rules = rules
        let fields = CustomerModel.fields(of: records.entity)
        self.fields = fields
        recordedAt = CustomerModel.fieldIndex("recorded_at", of: records.entity)
        var blocks: [(fields: [Int], telling: [Int])] = []
        var singles: [Int] = []
        for group in FieldGroup.allCases {
            let members = fields.indices.filter { fields[$0].group == group }
            switch group {
            case .name:
                if !members.isEmpty { blocks.append((members, members.filter { fields[$0].isIdentity })) }
            case .billingAddress, .shippingAddress:
                let telling = members.filter { index in
                    guard case .address(_, let column) = fields[index].place else { return false }
                    return column != "country" && column != "region"
                }
                if !members.isEmpty { blocks.append((members, telling)) }
            case .single, .commercial, .relationship: singles.append(contentsOf: members)
            }
        }
        singles.append(fields.count)
        self.blocks = blocks
        self.singles = singles
        let preferred = rules.preferred
        preferences = fields.map { preferred[$0.name] ?? [] } + [[]]
    }

    /// What survives of the records `members` (indexes, at least one).
    public func survive(_ members: ArraySlice<UInt32>) -> GoldenRecord {
        var golden = GoldenRecord(
            winners: [Int32](repeating: -1, count: fields.count + 1),
            reasons: [SurvivorshipReason](repeating: .only, count: fields.count + 1))
        if members.count == 1, let only = members.first {
            for field in 0...fields.count where !records.value(Int(only), field).isEmpty {
                golden.winners[field] = Int32(only)
            }
            return golden
        }
        for field in singles {
            let group = field < fields.count ? fields[field].group : .single
            let (winner, reason) = best(of: members, by: [field], group: group)
            golden.winners[field] = winner
            golden.reasons[field] = reason
        }
        for block in blocks {
            let telling = members.filter { member in
                block.telling.contains { !records.value(Int(member), $0).isEmpty }
            }
            let candidates = telling.isEmpty ? members : telling[...]
            let (winner, reason) = best(of: candidates, by: block.fields, group: fields[block.fields[0]].group)
            guard winner >= 0 else { continue }
            for field in block.fields where !records.value(Int(winner), field).isEmpty {
                golden.winners[field] = winner
                golden.reasons[field] = reason
            }
        }
        return golden
    }

    /// The record whose value of one field survives among `members`; nil when none has one. For values that turn out to
    /// lead nowhere, such as an owner whom nobody knows: then the next best is asked for.
    public func best(of members: [UInt32], field: Int) -> UInt32? {
        let group = field < fields.count ? fields[field].group : .single
        let winner = best(of: members[...], by: [field], group: group).0
        return winner < 0 ? nil : UInt32(winner)
    }

    /// The best of the members that have a value in one of `columns`, and the rule that put it before the next best.
    private func best(of members: ArraySlice<UInt32>, by columns: [Int], group: FieldGroup) -> (
        Int32, SurvivorshipReason
    ) {
        let candidates = members.filter { member in
            columns.contains { !records.value(Int(member), $0).isEmpty }
        }
        guard var winner = candidates.first else { return (-1, .only) }
        for member in candidates.dropFirst() where compare(member, with: winner, columns: columns, group: group).0 {
            winner = member
        }
        // The rule that put it before the next best that says something else: where all say the same, nothing had to be
        // decided, though whose record counts as the value's origin still goes by the rules.
        var reason = candidates.count > 1 ? SurvivorshipReason.agreed : .only
        for member in candidates where member != winner {
            let isSame = columns.allSatisfy { column in
                records.value(Int(member), column).elementsEqual(records.value(Int(winner), column))
            }
            if isSame { continue }
            let why = compare(winner, with: member, columns: columns, group: group).1
            if why.rawValue > reason.rawValue { reason = why }
        }
        return (Int32(winner), reason)
    }

    private func compare(_ left: UInt32, with right: UInt32, columns: [Int], group: FieldGroup) -> (
        Bool, SurvivorshipReason
    ) {
        let leftSource = Int(records.sources[Int(left)])
        let rightSource = Int(records.sources[Int(right)])
        // A rule for any field of a block is one for the block.
        let preference = columns.lazy.map { preferences[$0] }.first { !$0.isEmpty } ?? []
        if !preference.isEmpty {
            let leftRank = preference.firstIndex(of: leftSource) ?? preference.count
            let rightRank = preference.firstIndex(of: rightSource) ?? preference.count
            if leftRank != rightRank { return (leftRank < rightRank, .fieldRule) }
        }
        if let favourite = SurvivorshipRules.favourite(of: group) {
            let leftIs = rules.kinds[leftSource] == favourite
            let rightIs = rules.kinds[rightSource] == favourite
            if leftIs != rightIs { return (leftIs, .favourite) }
        }
        if rules.trust[leftSource] != rules.trust[rightSource] {
            return (rules.trust[leftSource] > rules.trust[rightSource], .trust)
        }
        if let recordedAt {
            let leftDate = records.value(Int(left), recordedAt)
            let rightDate = records.value(Int(right), recordedAt)
            if !leftDate.elementsEqual(rightDate) { return (rightDate.lexicographicallyPrecedes(leftDate), .latest) }
        }
        let leftFilled = filled(left, columns)
        let rightFilled = filled(right, columns)
        if leftFilled != rightFilled { return (leftFilled > rightFilled, .complete) }
        for column in columns {
            let leftValue = records.value(Int(left), column)
            let rightValue = records.value(Int(right), column)
            if !leftValue.elementsEqual(rightValue) { return (leftValue.lexicographicallyPrecedes(rightValue), .bytes) }
        }
        return (false, .agreed)
    }

    private func filled(_ record: UInt32, _ columns: [Int]) -> Int {
        let scope = columns.count > 1 ? columns : Array(fields.indices)
        return scope.reduce(0) { $0 + (records.value(Int(record), $1).isEmpty ? 0 : 1) }
    }
}
