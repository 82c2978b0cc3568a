internal import Records

/// Where in a batch the changes of one table and kind stand: they come together, so that few of a million need be read.
struct ChangeSpans {
    private var spans: [Int: [Span]] = [:]

    struct Span {
        let entity: Entity
        let kind: ChangeKind
        let first: Int
        let last: Int
    }

    /// Forgets a batch that is being written.
    mutating func drop(_ batch: Int) { spans[batch] = nil }

    /// The numbers between which a batch's changes of a table, or of any, and of these kinds stand; nil when it has none.
    /// `read` reads the batch's spans.
    mutating func numbers(
        of batch: Int, _ entity: Entity?, _ kinds: [ChangeKind], _ read: () throws -> [Span]
    ) rethrows -> ClosedRange<Int>? {
        let known: [Span]
        if let spans = spans[batch] {
            known = spans
        } else {
            known = try read()
            spans[batch] = known
        }
        let chosen = known.filter { (entity == nil || $0.entity == entity) && kinds.contains($0.kind) }
        guard let first = chosen.map(\.first).min(), let last = chosen.map(\.last).max() else { return nil }
        return first...last
    }
}
