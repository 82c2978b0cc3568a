internal import Records
internal import Text

/// A condition whose columns are numbers and whose patterns are compiled.
indirect enum BoundCondition: Sendable {
    case present(Int)
    case absent(Int)
    case isOne(Int, of: Set<[UInt8]>)
    case matches(Int, Pattern)
    case within(Int, from: Int64, to: Int64)
    case contains(Int, text: String)
    case sameAs(Int, Int)
    case all([BoundCondition])
    case any([BoundCondition])
    case not(BoundCondition)

    /// True when the row passes. Cells are compared without spaces at their ends.
    func holds(_ row: Int, of cells: Rows) -> Bool {
        switch self {
        case .present(let column): return !BoundCondition.trimmed(cells[row, column]).isEmpty
        case .absent(let column): return BoundCondition.trimmed(cells[row, column]).isEmpty
        case .isOne(let column, let values): return values.contains(Array(BoundCondition.trimmed(cells[row, column])))
        case .matches(let column, let pattern):
            return BoundCondition.trimmed(cells[row, column]).withUnsafeBytes { pattern.matches($0) }
        case .within(let column, let from, let to):
            guard let number = Int64(String(decoding: BoundCondition.trimmed(cells[row, column]), as: UTF8.self)) else {
                return false
            }
            return number >= from && number <= to
        case .contains(let column, let text):
            return String(decoding: cells[row, column], as: UTF8.self).lowercased().contains(text)
        case .sameAs(let left, let right):
            return BoundCondition.trimmed(cells[row, left]).elementsEqual(BoundCondition.trimmed(cells[row, right]))
        case .all(let conditions): return conditions.allSatisfy { $0.holds(row, of: cells) }
        case .any(let conditions): return conditions.contains { $0.holds(row, of: cells) }
        case .not(let condition): return !condition.holds(row, of: cells)
        }
    }

    static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text
        while let first = text.first, first <= 0x20 { text = text.dropFirst() }
        while let last = text.last, last <= 0x20 { text = text.dropLast() }
        return text
    }
}
