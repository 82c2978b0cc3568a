internal import Text

/// Counts of one column while its rows go by, in bounded memory.
///
/// Values are counted one by one until `maximumDistinct` different ones were met; those that come first after that are
/// no longer told apart but still counted in the estimate of how many there are, in every sum and in the type.
public struct ColumnTally: Sendable {
    /// So many different values are counted one by one.
    public static let maximumDistinct = 20_000
    /// So many different patterns are counted.
    static let maximumPatterns = 1_000
    /// A value longer than this is counted by its beginning.
    static let maximumLength = 512

    /// The column's name.
    public let name: String
    private(set) var filled = 0
    private(set) var values: [ArraySlice<UInt8>: Int] = [:]
    private(set) var patterns: [[UInt8]: Int] = [:]
    private(set) var sketch = DistinctSketch()
    private(set) var dates = DateColumnEvidence()
    private(set) var numbers = NumberColumnEvidence()
    private(set) var shortest = Int.max
    private(set) var longest = 0
    private(set) var bytes = 0
    private(set) var amounts = AmountRange()
    /// The rows, with a value or without.
    private(set) var rows = 0
    /// The first row of each of some values that stand out by their length.
    private(set) var longestPlace = 0

    /// Begins.
    public init(_ name: String) { self.name = name }

    /// Counts a cell; `place` is the file's line or the sheet's row.
    public mutating func add(_ cell: ArraySlice<UInt8>, place: Int) {
        rows += 1
        guard !cell.isEmpty else { return }
        filled += 1
        let cut = cell.prefix(ColumnTally.maximumLength)
        cut.withUnsafeBytes { bytes in
            sketch.add(bytes)
            dates.add(bytes, row: place)
            numbers.add(bytes, row: place)
            amounts.add(bytes)
        }
        if let count = values[cut] {
            values[cut] = count + 1
        } else if values.count < ColumnTally.maximumDistinct {
            values[ArraySlice(Array(cut))] = 1
        }
        let pattern = ColumnTally.pattern(cut)
        if patterns[pattern] != nil || patterns.count < ColumnTally.maximumPatterns {
            patterns[pattern, default: 0] += 1
        }
        if cell.count > longest {
            longest = cell.count
            longestPlace = place
        }
        shortest = min(shortest, cell.count)
        bytes += cell.count
    }

    /// `A99 9AA`: letters and digits by their kind, runs of more than six shortened.
    static func pattern(_ cell: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var run = 0
        for byte in cell.prefix(64) {
            let kind: UInt8
            switch byte {
            case 0x30...0x39: kind = 0x39
            case 0x41...0x5A: kind = 0x41
            case 0x80...0xBF: continue
            case 0x61...0x7A, 0xC0...: kind = 0x61
            default: kind = byte
            }
            if out.last == kind { run += 1 } else { run = 0 }
            if run < 6 { out.append(kind) }
        }
        return out
    }

    /// Whether every different value was counted.
    var isComplete: Bool { values.count < ColumnTally.maximumDistinct }

    /// How many different values there are: exact while `isComplete`, else an estimate, 2 % off as a rule.
    var distinct: Int { isComplete ? values.count : max(values.count, min(filled, sketch.estimate)) }
}

/// The smallest and the largest of a column's plain numbers, and what is needed for their spread.
struct AmountRange: Sendable {
    private(set) var count = 0
    private(set) var least: Double = .infinity
    private(set) var most: Double = -.infinity
    private var mean = 0.0
    private var squares = 0.0

    /// Takes a value that is a plain number, with a dot or no decimals; anything else is left out.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= 18, let value = AmountRange.value(bytes) else { return }
        count += 1
        least = min(least, value)
        most = max(most, value)
        let step = value - mean
        mean += step / Double(count)
        squares += step * (value - mean)
    }

    /// The mean and the standard deviation.
    var spread: (mean: Double, deviation: Double)? {
        count > 1 ? (mean, (squares / Double(count - 1)).squareRoot()) : nil
    }

    static func value(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var whole = 0.0
        var scale = 1.0
        var isNegative = false
        var sign: UInt8 = 0
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39:
                whole = whole * 10 + Double(byte - 0x30)
                digits += 1
                if sign != 0 { scale *= 10 }
            case 0x2D where index == 0: isNegative = true
            case 0x2E, 0x2C:
                if sign != 0 { return nil }
                sign = byte
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        return (isNegative ? -whole : whole) / scale
    }
}

/// How many different values went by, in 4 KiB: HyperLogLog with 4,096 registers (standard error 1.6 %).
struct DistinctSketch: Sendable {
    private var registers = [UInt8](repeating: 0, count: 4_096)

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let hash = DistinctSketch.hash(bytes)
        let register = Int(hash >> 52)
        let rank = UInt8(min(53, (hash << 12 | 1 << 11).leadingZeroBitCount + 1))
        if rank > registers[register] { registers[register] = rank }
    }

    /// The estimate.
    var estimate: Int {
        let count = Double(registers.count)
        var sum = 0.0
        var empty = 0
        for rank in registers {
            sum += 1 / Double(UInt64(1) << UInt64(min(rank, 60)))
            if rank == 0 { empty += 1 }
        }
        let raw = 0.7213 / (1 + 1.079 / count) * count * count / sum
        if raw < 2.5 * count, empty > 0 {
            return Int((count * DistinctSketch.logarithm(count / Double(empty))).rounded())
        }
        return Int(raw.rounded())
    }

    /// FNV-1a, its bits then mixed.
    static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
        return hash ^ hash >> 32
    }

    /// The natural logarithm of a number that isn't below one.
    private static func logarithm(_ number: Double) -> Double {
        var value = number
        var power = 0.0
        while value > 1.5 {
            value /= 2
            power += 1
        }
        let ratio = (value - 1) / (value + 1)
        var term = ratio
        var sum = 0.0
        for step in stride(from: 1.0, through: 25, by: 2) {
            sum += term / step
            term *= ratio * ratio
        }
        return 2 * sum + power * 0.693_147_180_559_945_3
    }
}
