internal import Records

/// Which batches were taken back whole, and by which rollback.
///
/// A change on record says itself when a part of its batch was taken back. What holds for a whole batch stands with the
/// batch alone: so taking a million changes back writes none of them.
struct UndoneBatches {
    private var rollbacks: [Int: String]?

    /// Itself, once it knows the batches; `read` reads them when that is asked for the first time.
    mutating func known(_ read: () throws -> [BatchRow]) rethrows -> UndoneBatches {
        if rollbacks == nil {
            rollbacks = Dictionary(uniqueKeysWithValues: try read().map { ($0.sequence, $0.undoneBy) })
        }
        return self
    }

    mutating func set(_ batch: Int, by rollback: String) { rollbacks?[batch] = rollback }

    /// The rollback that took a change back: the one that it names, else its batch's, from which those are exempt that
    /// were kept.
    func rollback(of batch: Int, named: String, kept: String) -> String {
        if !named.isEmpty || ChangeRow.outlives(kept) { return named }
        return rollbacks?[batch] ?? ""
    }
}

extension ChangeRow {
    /// What `kept` says of a change of which nothing is left.
    public static let erased = "erased"

    /// True when a change with this word in `kept` holds although its batch was taken back.
    static func outlives(_ kept: String) -> Bool { !kept.isEmpty && kept != erased }

    /// The condition, in SQL over changes `c` and batches of these names, that a change holds.
    static func isHeld(_ batches: String) -> String {
        """
        c.undone_by = '' AND (c.kept NOT IN ('', '\(erased)')
        OR c.batch NOT IN (SELECT sequence FROM \(batches) WHERE undone_by <> ''))
        """
    }
}
