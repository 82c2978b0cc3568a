import Connecting
import Formats
import Records

/// Lines of a UTF-8 file that are no UTF-8: where they are, and what a word of theirs is in each encoding they may have.
struct OtherLines: Sendable {
    private var lines: [UInt32] = []
    private var word = ""

    private static let shown = 5

    /// Takes a line into account; `text` is its record as it was read.
    mutating func add(_ line: UInt32, text: [UInt8]) {
        if lines.count < OtherLines.shown, lines.last != line { lines.append(line) }
        if word.isEmpty { word = OtherLines.word(String(decoding: text, as: UTF8.self)) }
    }

    /// Takes those of a part of the file into account that begins after so many lines.
    mutating func add(_ other: OtherLines, after before: UInt32) {
        for line in other.lines where lines.count < OtherLines.shown { lines.append(before &+ line) }
        if word.isEmpty { word = other.word }
    }

    /// The first word with a letter that encodings differ in.
    private static func word(_ text: String) -> String {
        let words = text.split { character in
            character.unicodeScalars.allSatisfy { $0.isASCII && !$0.properties.isAlphabetic }
        }
        return words.first { word in word.unicodeScalars.contains { !$0.isASCII } }.map { String($0.prefix(40)) } ?? ""
    }

    /// The doubt, when there are such lines. `lines` is their number, `read` how they were read.
    func doubt(lines count: Int, readAs read: Encoding) -> ReadingDoubt? {
        guard count > 0, let last = lines.last else { return nil }
        var readings: [(text: String, encodings: [String])] = []
        for encoding in Encoding.ofOtherLines {
            guard let text = read.rereading(word, as: encoding) else { continue }
            if let known = readings.firstIndex(where: { $0.text == text }) {
                readings[known].encodings.append(encoding.title)
            } else {
                readings.append((text, [encoding.title]))
            }
        }
        let said = readings.map { "\($0.text) (\($0.encodings.joined(separator: ", ")))" }.joined(separator: " · ")
        let places: Wording =
            count == 1
            ? "line \(String(last))"
            : count <= lines.count
                ? "lines \(lines.dropLast().map { String($0) }.joined(separator: ", ")) and \(String(last))"
                : "lines \(lines.map { String($0) }.joined(separator: ", ")) and others"
        return ReadingDoubt(
            option: "other_lines",
            words: count == 1
                ? "1 line is no UTF-8, as the others are. How is it encoded?"
                : "\(count) lines are no UTF-8, as the others are. How are they encoded?",
            evidence: said.isEmpty ? places : "\(places); a word of theirs is \(said)",
            choices: Encoding.ofOtherLines.map(\.rawValue), proposal: Encoding.cp1252.rawValue, rows: count)
    }
}
