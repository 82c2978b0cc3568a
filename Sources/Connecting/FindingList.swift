public import Records

/// Findings of many rows: the first of each code one by one, the rest as a number.
public struct FindingList: Sendable {
    /// So many of each code are kept.
    public static let kept = 20

    private var findings: [Finding] = []
    private var counts: [(code: String, count: Int, last: Finding)] = []

    /// Makes an empty list.
    public init() {}

    /// Adds a finding.
    public mutating func add(_ finding: Finding) {
        guard let place = counts.firstIndex(where: { $0.code == finding.code }) else {
            counts.append((finding.code, 1, finding))
            findings.append(finding)
            return
        }
        counts[place].count += 1
        if counts[place].count <= FindingList.kept {
            counts[place].last = finding
            findings.append(finding)
        }
    }

    /// The findings in the order they came, then one per code with too many.
    public func all() -> [Finding] {
        findings
            + counts.filter { $0.count > FindingList.kept }.map {
                Finding(
                    code: $0.code, severity: $0.last.severity, ordinal: 0,
                    message: "\($0.count) in all; the first \(FindingList.kept) are listed", remedy: $0.last.remedy)
            }
    }
}
