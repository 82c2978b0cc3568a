/// What a cell's number format makes of its number.
public enum NumberFormat: Sendable, Equatable {
    /// A plain number, whatever its decimals, currency or colour.
    case number
    /// Text: the number is shown as it was typed.
    case text
    /// A day.
    case date
    /// A day with a time.
    case dateTime
    /// A time of day.
    case time
    /// Hours that don't stop at 24.
    case duration
    /// A code with leading zeros: each zero byte of the pattern is a digit, any other byte stands for itself.
    case digits(pattern: [UInt8])

    /// The format of one of the numbers that need no code.
    public init(builtIn number: Int) {
        self =
            switch number {
            case 14...17, 27...31, 36, 50...58: .date
            case 18...21, 32...35, 45, 47: .time
            case 22: .dateTime
            case 46: .duration
            case 49: .text
            default: .number
            }
    }

    /// Reads a format's code such as `[$-407]dd.mm.yyyy;@`. Only its first section counts.
    public init(code: some Sequence<UInt8>) {
        var letters = CodeLetters()
        letters.read(Array(code))
        self = letters.format
    }
}

/// What stands in the first section of a number format's code once quoted text, colours and conditions are taken out.
private struct CodeLetters {
    private var hasDay = false
    private var hasMonth = false
    private var hasTime = false
    private var isElapsed = false
    private var isText = false
    /// Digits and literals while nothing else was met; nil once the code is more than that.
    private var pattern: [UInt8]? = []

    var format: NumberFormat {
        if isElapsed { return .duration }
        if hasTime { return hasDay ? .dateTime : .time }
        if hasDay || hasMonth { return .date }
        if isText { return .text }
        if let pattern, pattern.reduce(0, { $0 + ($1 == 0 ? 1 : 0) }) > 1 { return .digits(pattern: pattern) }
        return .number
    }

    mutating func read(_ code: [UInt8]) {
        var index = 0
        while index < code.count {
            let byte = code[index]
            index += 1
            switch byte {
            case 0x3B: return
            case 0x22:
                let end = code[index...].firstIndex(of: 0x22) ?? code.count
                literal(code[index..<end])
                index = end + 1
            case 0x5C:
                literal(code[index..<min(code.count, index + 1)])
                index += 1
            case 0x5F, 0x2A: index += 1
            case 0x5B:
                let end = code[index...].firstIndex(of: 0x5D) ?? code.count
                bracket(code[index..<end])
                index = end + 1
            case 0x47 where spells("general", code, index - 1), 0x67 where spells("general", code, index - 1):
                index += 6
                pattern = nil
            case 0x41, 0x61: index = skipHalfDay(code, index)
            default: letter(byte | (byte >= 0x41 && byte <= 0x5A ? 0x20 : 0))
            }
        }
    }

    /// `AM/PM` and `A/P`: a time, whose M is no month.
    private mutating func skipHalfDay(_ code: [UInt8], _ index: Int) -> Int {
        pattern = nil
        for word in ["am/pm", "a/p"] where spells(word, code, index - 1) {
            hasTime = true
            return index + word.utf8.count - 1
        }
        return index
    }

    private func spells(_ word: String, _ code: [UInt8], _ index: Int) -> Bool {
        code[index...].prefix(word.utf8.count).elementsEqual(word.utf8, by: { $0 == $1 || $0 | 0x20 == $1 })
    }

    private mutating func literal(_ bytes: ArraySlice<UInt8>) {
        if bytes.contains(0) { pattern = nil } else { pattern?.append(contentsOf: bytes) }
    }

    private mutating func bracket(_ bytes: ArraySlice<UInt8>) {
        let letters = Set(bytes.map { $0 | 0x20 })
        if letters.count == 1, let letter = letters.first, letter == 0x68 || letter == 0x6D || letter == 0x73 {
            isElapsed = true
        }
    }

    private mutating func letter(_ byte: UInt8) {
        switch byte {
        case 0x30: pattern?.append(0)
        case 0x2D, 0x20, 0x28, 0x29: pattern?.append(byte)
        case 0x64, 0x79:
            hasDay = true
            pattern = nil
        case 0x6D:
            hasMonth = true
            pattern = nil
        case 0x68, 0x73:
            hasTime = true
            pattern = nil
        case 0x40:
            isText = true
            pattern = nil
        default: pattern = nil
        }
    }
}
