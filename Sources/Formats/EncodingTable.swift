/// What the upper half of a single-byte encoding stands for, ready as UTF-8.
struct EncodingTable: Sendable {
    /// Per byte from 0x80: the UTF-8 bytes in the low three bytes, first byte lowest; their number in the highest byte.
    /// Zero for a byte that is undefined.
    let entries: [UInt32]

    /// The table of an encoding that has one here.
    static func of(_ encoding: Encoding) -> EncodingTable? {
        switch encoding {
        case .cp1252: cp1252
        case .iso8859part1: iso8859part1
        case .iso8859part15: iso8859part15
        case .iso8859part2: iso8859part2
        case .iso8859part9: iso8859part9
        case .iso8859part7: iso8859part7
        case .macRoman: macRoman
        default: nil
        }
    }

    /// Makes a table from 128 characters, U+FFFD where a byte is undefined.
    private init(_ upperHalf: String) {
        entries = upperHalf.unicodeScalars.map { scalar in
            if scalar == "\u{FFFD}" { return 0 }
            var packed: UInt32 = 0
            var count: UInt32 = 0
            for byte in Unicode.UTF8.encode(scalar) ?? .init() {
                packed |= UInt32(byte) << (8 * count)
                count += 1
            }
            return packed | count << 24
        }
    }

    /// Makes a table of an ISO 8859 part: control characters, then 96 characters from 0xA0.
    private init(iso fromA0: String) {
        let controls = String(String.UnicodeScalarView((0x80...0x9F).compactMap { Unicode.Scalar($0 as UInt32) }))
        self.init(controls + fromA0)
    }

    /// Windows code page 1252; also how single lines that are no UTF-8 are read.
    static let cp1252 = EncodingTable(
        "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿"
            + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ")

    private static let iso8859part1 = EncodingTable(
        iso: String(String.UnicodeScalarView((0xA0...0xFF).compactMap { Unicode.Scalar($0 as UInt32) })))

    private static let iso8859part15 = EncodingTable(
        iso: "\u{A0}¡¢£€¥Š§š©ª«¬\u{AD}®¯°±²³Žµ¶·ž¹º»ŒœŸ¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
            + "àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ")

    private static let iso8859part2 = EncodingTable(
        iso: "\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
            + "ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙")

    private static let iso8859part9 = EncodingTable(
        iso: "\u{A0}¡¢£¤¥¦§¨©ª«¬\u{AD}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
            + "àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ")

    private static let iso8859part7 = EncodingTable(
        iso: "\u{A0}‘’£€₯¦§¨©ͺ«¬\u{AD}\u{FFFD}―°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡ\u{FFFD}ΣΤΥΦΧΨΩΪΫάέήί"
            + "ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώ\u{FFFD}")

    private static let macRoman = EncodingTable(
        "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
            + "¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ")
}
