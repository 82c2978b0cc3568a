import Records
import Survivorship
import Text

/// One way to reach a customer.
struct ContactPoint {
    let kind: String
    let value: [UInt8]
    let given: [UInt8]
    let isPrimary: Bool
    let isAlias: Bool
    /// The record and its field that brought it.
    let member: UInt32
    let field: Int
}

/// Gathers the ways to reach a customer from all of its records: each value once, those of the winning record first.
struct ContactPointMaker {
    private let table: StandardisedRecords
    private let members: [UInt32]
    private let golden: GoldenRecord
    /// Bits of the fields whose values were taken, by record.
    private(set) var used: [UInt32: UInt64] = [:]

    init(_ table: StandardisedRecords, members: [UInt32], golden: GoldenRecord) {
        self.table = table
        self.members = members
        self.golden = golden
    }

    mutating func make() -> [ContactPoint] {
        var points: [ContactPoint] = []
        for (index, field) in CustomerModel.fields(of: table.entity).enumerated() {
            guard case .contactPoint(let kind) = field.place, golden.winners[index] >= 0 else { continue }
            var isFirst = true
            let winner = UInt32(golden.winners[index])
            for member in [winner] + members.filter({ $0 != winner }) {
                let list = table.value(Int(member), index)
                if list.isEmpty { continue }
                used[member, default: 0] |= 1 << UInt64(index)
                FieldList.each(list) { value, given in
                    let value = Array(value)
                    if points.contains(where: {
                        $0.value == value && ($0.kind == kind || isPhone($0.kind) && isPhone(kind))
                    }) {
                        return
                    }
                    let isAlias = kind == "email" && isRelay(value)
                    points.append(
                        ContactPoint(
                            kind: kind, value: value, given: Array(given), isPrimary: isFirst && !isAlias,
                            isAlias: isAlias, member: member, field: index))
                    if !isAlias { isFirst = false }
                }
            }
        }
        return points
    }

    private func isPhone(_ kind: String) -> Bool { kind == "phone" || kind == "mobile" }

    /// Addresses of marketplaces that lead to a customer only for one order.
    private func isRelay(_ email: [UInt8]) -> Bool {
        guard let at = email.lastIndex(of: 0x40) else { return false }
        return DomainName.isRelay(Array(email[(at + 1)...]))
    }
}
