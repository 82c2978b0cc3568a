/// Which given names may be one person's: short and pet forms and the same name's common variants.
///
/// A name belongs to one or several groups (*Pat* to Patrick's and Patricia's); two names may be one person's when they
/// share a group. Groups are common knowledge of English, German, French, Spanish, Italian, Dutch, Scandinavian and
/// Polish given names.
public enum Nicknames {
    /// The groups of a folded given name (`Folding`, umlauts joined), in ascending order; empty for a name without short forms.
    public static func groups(of name: UnsafeRawBufferPointer) -> [UInt16] {
        table[[UInt8](name)] ?? []
    }

    /// The groups of a given name as it is written.
    public static func groups(of name: String) -> [UInt16] { table[Folding.fold(name)] ?? [] }

    /// Whether two lists of groups have one in common.
    public static func shareGroup(_ first: [UInt16], _ second: [UInt16]) -> Bool {
        var (left, right) = (0, 0)
        while left < first.count, right < second.count {
            if first[left] == second[right] { return true }
            if first[left] < second[right] { left += 1 } else { right += 1 }
        }
        return false
    }

    private static let table: [[UInt8]: [UInt16]] = {
        var table: [[UInt8]: [UInt16]] = [:]
        for (number, line) in NicknameTable.lines.split(separator: "\n").enumerated() {
            for name in line.split(separator: " ") {
                let folded = Folding.fold(name.replacingUnderscores)
                if table[folded]?.last != UInt16(number) { table[folded, default: []].append(UInt16(number)) }
            }
        }
        return table
    }()
}

extension Substring {
    fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}
