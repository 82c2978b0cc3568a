import Connecting
import Formats
import Records

/// A doubt about how a whole text is encoded: what its words are in each encoding that it may have.
struct EncodingDoubt {
    private static let shownLines = 3
    private static let shownReadings = 6
    private static let wordBytes = 40

    /// Looks at a file's first bytes; nil where they hold nothing but ASCII.
    static func doubt(_ head: [UInt8], isWhole: Bool, readAs read: Encoding) -> ReadingDoubt? {
        let detected = EncodingDetector.detect(head: head, isWhole: isWhole)
        var choices = [read]
        // What most files are is among the answers even where the letters look unlikely.
        for encoding in [detected.encoding] + detected.others + [.cp1252] where !choices.contains(encoding) {
            choices.append(encoding)
        }
        var line: UInt32 = 1
        var shown: [(line: UInt32, word: [UInt8])] = []
        var rows = 0
        var lastRow: UInt32 = 0
        var at = 0
        while at < head.count {
            if head[at] == 0x0A || (head[at] == 0x0D && !(at + 1 < head.count && head[at + 1] == 0x0A)) { line += 1 }
            if head[at] >= 0x80 && line != lastRow {
                rows += 1
                lastRow = line
                if shown.count < shownLines { shown.append((line, word(around: at, in: head))) }
            }
            at += 1
        }
        guard rows > 0 else { return nil }
        let lines = shown.map { place in
            var readings: [(text: String, encodings: [String])] = []
            for encoding in choices {
                guard let bytes = try? encoding.decode(place.word) else { continue }
                let text = String(decoding: bytes, as: UTF8.self)
                if let known = readings.firstIndex(where: { $0.text == text }) {
                    readings[known].encodings.append(encoding.title)
                } else if readings.count < shownReadings {
                    readings.append((text, [encoding.title]))
                }
            }
            let said = readings.map { "\($0.text) (\($0.encodings.joined(separator: ", ")))" }
            return "line \(place.line): \(said.joined(separator: " · "))"
        }
        return ReadingDoubt(
            option: "encoding", words: "The text can be read in several ways. How is it encoded?",
            evidence: Wording(stringLiteral: lines.joined(separator: "; ")), choices: choices.map(\.rawValue),
            proposal: read.rawValue, rows: rows)
    }

    /// The word that a byte stands in, as it is in the file.
    private static func word(around place: Int, in text: [UInt8]) -> [UInt8] {
        func isInWord(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) }
        var start = place
        while start > 0 && isInWord(text[start - 1]) && place - start < wordBytes / 2 { start -= 1 }
        var end = place + 1
        while end < text.count && isInWord(text[end]) && end - start < wordBytes { end += 1 }
        return Array(text[start..<end])
    }
}
