import Records

/// Collects findings of many rows: the first of each code one by one, the rest as a number.
struct FindingTally {
    /// So many of each code are kept.
    static let kept = 20

    private var findings: [Finding] = []
    private var counts: [String: Int] = [:]
    private var order: [String] = []
    private var last: [String: Finding] = [:]

    /// Adds a finding.
    mutating func add(_ finding: Finding) {
        let isKept = !isFull(finding.code)
        count(finding.code, 1)
        if isKept {
            findings.append(finding)
            last[finding.code] = finding
        }
    }

    /// True when further findings of a code are only counted.
    func isFull(_ code: String) -> Bool { counts[code, default: 0] >= FindingTally.kept }

    /// Counts further ones of a code whose list is full, or which nobody can list any more.
    mutating func count(_ code: String, _ further: Int) {
        if counts[code] == nil { order.append(code) }
        counts[code, default: 0] += further
    }

    /// How often a code was added.
    func count(_ code: String) -> Int { counts[code, default: 0] }

    /// The findings in the order they came, then one per code with too many.
    func all() -> [Finding] {
        var all = findings
        for code in order {
            let count = counts[code, default: 0]
            guard count > FindingTally.kept, let sample = last[code] else { continue }
            all.append(
                Finding(
                    code: code, severity: sample.severity, ordinal: 0,
                    message: "\(count) in all; the first \(FindingTally.kept) are listed", remedy: sample.remedy))
        }
        return all
    }
}
