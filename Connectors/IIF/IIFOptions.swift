import Connecting
import Formats
import Records

/// The options of an IIF file, ready for reading.
struct IIFSettings: Sendable {
    /// How the text is encoded; in UTF-8, lines that are none are read as cp1252.
    var encoding = Encoding.cp1252
    /// What parts the cells.
    var delimiter: UInt8 = 0x09

    /// Whether lists that hold nothing about customers are streams too.
    var everything = false

    private static let delimiters: [(word: String, byte: UInt8)] = [("tab", 0x09), (",", 0x2C), (";", 0x3B)]

    static let options = [
        OptionDescription(
            "encoding",
            .choice(
                Encoding.allCases.filter { !$0.rawValue.hasPrefix("utf-16") && !$0.rawValue.hasPrefix("utf-32") }.map(
                    \.rawValue)),
            "How the text is encoded: cp1252 by QuickBooks for Windows, mac-roman by older ones for the Mac."),
        OptionDescription("delimiter", .choice(delimiters.map(\.word)), "What stands between two cells."),
        NamedRecords.everything,
    ]

    init(_ options: OptionValues) {
        everything = options.isTrue("everything")
        if let given = options["encoding"], let named = Encoding(rawValue: given) { encoding = named }
        if let found = IIFSettings.delimiters.first(where: { $0.word == options["delimiter"] }) {
            delimiter = found.byte
        }
    }

    /// What a look at the file found, with what somebody set by hand kept.
    static func found(in file: RegularFile, delimiter: UInt8, given: OptionValues) -> OptionValues {
        var options = given
        if given["delimiter"] == nil { options["delimiter"] = delimiters.first { $0.byte == delimiter }?.word }
        if given["encoding"] == nil {
            let detected = detect(file)
            // Plain text may get its first accent in the next delivery, and then QuickBooks writes cp1252.
            let isWide = detected.encoding.rawValue.hasPrefix("utf-16")
            let encoding = detected.isPlain ? .cp1252 : isWide ? .utf8 : detected.encoding
            options["encoding"] = encoding.rawValue
        }
        return options
    }

    /// What to say where the text doesn't look like any encoding for sure.
    static func doubt(in file: RegularFile) -> Finding? {
        let detected = detect(file)
        guard detected.isDoubtful else { return nil }
        let taken = detected.encoding.title
        return Finding(
            code: "encoding.uncertain", severity: .warning, ordinal: 0,
            message: "read as \(taken), which is not certain",
            remedy: "look at the names; if they are garbled, set the encoding")
    }

    private static func detect(_ file: RegularFile) -> EncodingDetector {
        let head = file.beginning(min(file.size, 1 << 20))
        var detected = EncodingDetector.detect(head: head, isWhole: head.count >= file.size)
        if !head.contains(0x0A), !detected.isPlain, detected.encoding == .cp1252 {
            // Only the Macintosh before OS X ended lines with CR alone.
            detected.encoding = .macRoman
            detected.isDoubtful = true
        }
        return detected
    }
}
