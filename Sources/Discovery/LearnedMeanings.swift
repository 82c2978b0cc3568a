/// What people corrected before: header → meaning, nothing else; never a value.
public struct LearnedMeanings: Sendable {
    /// A header's joined words → its meaning; nil = "none, leave it".
    private var table: [String: ColumnMeaning?] = [:]

    /// Knows nothing.
    public init() {}

    /// Remembers that a header means this; nil = that its column isn't wanted.
    public mutating func learn(_ header: String, _ meaning: ColumnMeaning?) {
        let key = HeaderWords.joined(header)
        if key.isEmpty || LearnedMeanings.isMadeUp(header) { return }
        table[key] = .some(meaning)
    }

    /// What was said of a header: outer nil = nothing, inner nil = "none".
    func meaning(of header: String) -> ColumnMeaning?? {
        LearnedMeanings.isMadeUp(header) ? nil : table[HeaderWords.joined(header)]
    }

    /// Whether a column is no column of the file's own: `cell.style`, whose codes mean something else in every workbook.
    public static func isMadeUp(_ header: String) -> Bool { header.hasPrefix("cell.") }

    /// What is remembered, by header, ordered.
    public var entries: [(header: String, meaning: ColumnMeaning?)] {
        table.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
