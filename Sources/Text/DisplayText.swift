/// Text on its way to a terminal or a line of a report: what could move the cursor, change colours or turn the
/// writing round is shown as `\u{1B}`.
public enum DisplayText {
    /// The text with controls, direction marks and other signs without a shape shown as escapes. A backslash stays a
    /// backslash.
    public static func escaped(_ bytes: UnsafeRawBufferPointer) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            if isUnsafe(step.value) {
                out.append("\\u{")
                out.append(contentsOf: String(step.value, radix: 16, uppercase: true).utf8)
                out.append("}")
            } else {
                Scalars.append(step.value, to: &out)
            }
        }
        return out.text
    }

    /// The text with controls and direction marks shown as escapes.
    public static func escaped(_ text: String) -> String { text.withBytes { escaped($0) } }

    /// The escaped text in double quotes, cut to 80 columns.
    public static func quoted(_ text: String) -> String { "\"" + truncated(escaped(text), to: 80) + "\"" }

    private static func isUnsafe(_ value: UInt32) -> Bool {
        if Scalars.isControl(value) { return true }
        switch value {
        // Joiners shape letters and emoji; they show nothing by themselves.
        case 0x200C, 0x200D: return false
        case 0x2028, 0x2029, 0xFFFE, 0xFFFF: return true
        default: return Scalars.isInvisible(value)
        }
    }

    /// How many columns of a terminal the text takes: two for the wide characters of East Asia and for emoji, none
    /// for marks that stand on a letter.
    public static func width(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 &- 0x20 < 0x5F }) { return text.utf8.count }
        return text.reduce(0) { $0 + width($1) }
    }

    private static func width(_ character: Character) -> Int {
        var width = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, self.width(scalar.value))
        }
        return width
    }

    private static func width(_ value: UInt32) -> Int {
        switch value {
        case 0x1100...0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9...0x23EC, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614,
            0x2615,
            0x2648...0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4,
            0x26EA, 0x26F2,
            0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E, 0x2753...0x2755, 0x2757,
            0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55, 0x2E80...0x303E, 0x3041...0x33FF,
            0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
            0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F004, 0x1F0CF, 0x1F18E,
            0x1F191...0x1F19A,
            0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
            0x1F3CF...0x1F3D3,
            0x1F3E0...0x1F3F0, 0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D,
            0x1F54B...0x1F54E,
            0x1F550...0x1F567, 0x1F57A, 0x1F595, 0x1F596, 0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC,
            0x1F6D0...0x1F6D2,
            0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB, 0x1F7F0,
            0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x2FFFD,
            0x30000...0x3FFFD:
            2
        default:
            Scalars.isControl(value) || Scalars.isInvisible(value) || Scalars.isCombining(value) ? 0 : 1
        }
    }

    /// The text cut to so many columns, with `…` as the last one where something was cut.
    public static func truncated(_ text: String, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        guard width(text) > columns else { return text }
        var out = ""
        var used = 0
        for character in text {
            let width = width(character)
            if used + width > columns - 1 { break }
            out.append(character)
            used += width
        }
        return out + "…"
    }

    /// The text cut or filled with spaces to so many columns.
    public static func padded(_ text: String, to columns: Int) -> String {
        let cut = truncated(text, to: columns)
        return cut + String(repeating: " ", count: max(0, columns - width(cut)))
    }
}
