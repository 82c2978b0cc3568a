public import Records

/// Findings of many rows: the first of each code one by one, the rest as a number.
public struct FindingList: Sendable {
    /// So many of each code are kept.
    public static let kept = 20

    private var findings: [Finding] = []
    private var counts: [(code: String, count: Int, last: Finding?)] = []

    /// Makes an empty list.
    public init() {}

    /// Adds a finding.
    public mutating func add(_ finding: Finding) {
        let place = place(finding.code)
        counts[place].count += 1
        if counts[place].count <= FindingList.kept {
            counts[place].last = finding
            findings.append(finding)
        }
    }

    /// Counts further ones of a code whose list is full, or which nobody can list any more.
    public mutating func count(_ code: String, further: Int) { counts[place(code)].count += further }

    /// The findings in the order they came, then one per code with too many.
    public func all() -> [Finding] {
        findings
            + counts.compactMap { code, count, last in
                guard count > FindingList.kept, let last else { return nil }
                return Finding(
                    code: code, severity: last.severity, ordinal: 0,
                    message: "\(count) in all; the first \(FindingList.kept) are listed", remedy: last.remedy)
            }
    }

    private mutating func place(_ code: String) -> Int {
        if let place = counts.firstIndex(where: { $0.code == code }) { return place }
        counts.append((code, 0, nil))
        return counts.count - 1
    }
}
