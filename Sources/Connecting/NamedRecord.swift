public import Records

/// A record whose values have names, as a reader of a format hands it over: cards, directory entries, tagged lines.
///
/// Formats without a header name their values one record at a time, so a table's columns are only known when all of it was
/// seen; `NamedRecords` does that.
public struct NamedRecord: Sendable {
    /// The stream that it belongs to.
    public var stream: String
    /// The file's line where it begins.
    public var place: UInt32
    /// What it is.
    public var kind = RowKind.record
    /// Why it is no plain record.
    public var remark: String?
    /// What is to be said about it; the reading sets the ordinal.
    public var findings: [Finding] = []
    /// The values' names, each only once.
    public private(set) var names: [String] = []
    /// The values, in the order of the names.
    public private(set) var values: [[UInt8]] = []
    /// The bytes of all values, for limits.
    public private(set) var byteCount = 0

    private var counts: [String: Int] = [:]

    /// So many values of one name get a column each: `mail`, `mail.2` … Further ones stand in the last one's, on lines of their own.
    public static let maximumRepeats = 20

    /// Makes a record without values.
    public init(stream: String = "", place: UInt32) {
        self.stream = stream
        self.place = place
    }

    /// Adds a value; an empty one leaves no trace. The second of a name is called `name.2`.
    public mutating func add(_ name: String, _ value: [UInt8]) {
        if value.isEmpty { return }
        byteCount += value.count
        let count = min(counts[name, default: 0] + 1, NamedRecord.maximumRepeats + 1)
        counts[name] = count
        if count > NamedRecord.maximumRepeats, let last = names.firstIndex(of: "\(name).\(NamedRecord.maximumRepeats)")
        {
            values[last] += [0x0A] + value
            return
        }
        names.append(count == 1 ? name : "\(name).\(count)")
        values.append(value)
    }

    /// Adds a text.
    public mutating func add(_ name: String, _ value: String) { add(name, Array(value.utf8)) }

    /// The value of a name, or nil.
    public subscript(name: String) -> [UInt8]? { names.firstIndex(of: name).map { values[$0] } }

    /// Says that no reading of it is certain: it goes to the rejects with this reason, the rest of the file goes on.
    public mutating func reject(_ code: String, _ reason: String, remedy: String) {
        kind = .malformed
        remark = remark ?? reason
        findings.append(
            Finding(code: code, severity: .error, ordinal: 0, message: "line \(place): \(reason)", remedy: remedy))
    }
}
