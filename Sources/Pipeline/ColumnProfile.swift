import Connecting
import Foundation
public import Mapping
import Records
import Text

/// What a column holds: how full it is, how many different values, what they look like.
public struct ColumnProfile: Sendable {
    /// The column's name.
    public let name: String
    /// Rows looked at.
    public let rows: Int
    /// Rows with a value.
    public let filled: Int
    /// Different values, counted up to `maximumDistinct`.
    public let distinct: Int
    /// True when there are more different values than were counted.
    public let hasMoreDistinct: Bool
    /// The most frequent values.
    public let top: [(value: String, count: Int)]
    /// The most frequent patterns: letters as `A`/`a`, digits as `9`.
    public let patterns: [(pattern: String, count: Int)]
    /// What the values are, told by themselves: dates, numbers, e-mails, phones, text.
    public let type: String
    /// What the header says it means.
    public let meaning: ColumnMeaning?
    /// Doubts about how it is read.
    public let doubt: String
    /// Whether it likely holds personal data.
    public let isPersonal: Bool

    /// So many different values are counted, so that memory stays bounded.
    public static let maximumDistinct = 20_000
}

extension ProjectRun {
    /// Looks at every column of a source's newest delivery.
    public func profile(_ source: ProjectSource) throws -> [ColumnProfile] {
        guard let delivery = source.deliveries.last, let connector = connectors.named(source.connector) else {
            return []
        }
        let file = try ConnectorList.delivery(project.path(delivery.file))
        guard let probe = try connector.probe(file, given: delivery.options),
            let stream = probe.streams.first(where: { $0.name == delivery.stream }) ?? probe.streams.first
        else {
            throw SourceFault.notOfThisKind(
                position: Position(file: file.name), expected: "what the \(source.connector) connector reads",
                remedy: "Check the file.")
        }
        var tallies = stream.columns.map { ColumnTally($0) }
        var rows = 0
        _ = try connector.read(file, stream: delivery.stream, options: delivery.options, limits: .standard) { batch in
            for row in 0..<batch.count where batch.kinds[row] == .record {
                rows += 1
                for column in tallies.indices {
                    tallies[column].add(batch.cells[row, column], place: Int(batch.places[row]))
                }
            }
            progress("profile", source.name, rows)
        }
        return tallies.map { $0.profile(rows: rows) }
    }
}

/// Counts of one column while its rows go by.
private struct ColumnTally {
    let name: String
    private var filled = 0
    private var values: [ArraySlice<UInt8>: Int] = [:]
    private var patterns: [[UInt8]: Int] = [:]
    private var emails = 0
    private var digitsOnly = 0
    private var phones = 0
    private var dates = DateColumnEvidence()
    private var numbers = NumberColumnEvidence()

    init(_ name: String) { self.name = name }

    mutating func add(_ cell: ArraySlice<UInt8>, place: Int) {
        guard !cell.isEmpty else { return }
        filled += 1
        if let count = values[cell] {
            values[cell] = count + 1
        } else if values.count < ColumnProfile.maximumDistinct {
            values[ArraySlice(Array(cell))] = 1
        }
        let pattern = ColumnTally.pattern(cell)
        if patterns[pattern] != nil || patterns.count < 1_000 { patterns[pattern, default: 0] += 1 }
        if cell.contains(0x40) { emails += 1 }
        let digits = cell.count { (0x30...0x39).contains($0) }
        if digits == cell.count { digitsOnly += 1 }
        if digits >= 6
            && cell.allSatisfy({
                (0x30...0x39).contains($0) || [0x20, 0x2B, 0x28, 0x29, 0x2D, 0x2F, 0x2E].contains($0)
            })
        {
            phones += 1
        }
        Array(cell).withUnsafeBytes { bytes in
            dates.add(bytes, row: place)
            numbers.add(bytes, row: place)
        }
    }

    /// `A99 9AA`: letters and digits by their kind, runs of more than six shortened.
    private static func pattern(_ cell: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        var run = 0
        for byte in cell.prefix(64) {
            let kind: UInt8
            switch byte {
            case 0x30...0x39: kind = 0x39
            case 0x41...0x5A: kind = 0x41
            case 0x61...0x7A, 0x80...: kind = 0x61
            default: kind = byte
            }
            if out.last == kind { run += 1 } else { run = 0 }
            if run < 6 { out.append(kind) }
        }
        return out
    }

    func profile(rows: Int) -> ColumnProfile {
        let meaning = ColumnMeaning.of(header: name)?.meaning
        var type = "text"
        var doubt = ""
        if filled > 0 {
            switch dates.verdict {
            case .decided(let order):
                type = "dates, \(order == .yearMonthDay ? "ISO" : order == .dayMonthYear ? "day first" : "month first")"
            case .ambiguous, .mixed:
                type = "dates"
                doubt = dates.summary.text()
            case .empty, .notDates:
                switch numbers.verdict {
                case .integers: type = phones * 2 > filled && digitsOnly < filled ? "phones" : "whole numbers"
                case .decided(let separator):
                    type = separator == .comma ? "numbers, decimal comma" : "numbers, decimal point"
                case .ambiguous, .mixed:
                    type = "numbers"
                    doubt = numbers.summary.text()
                case .empty, .notNumbers:
                    type = emails * 2 > filled ? "e-mails" : phones * 2 > filled ? "phones" : "text"
                }
            }
        }
        func most<Key>(_ counts: [Key: Int], _ text: (Key) -> String) -> [(String, Int)] {
            counts.map { (text($0.key), $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(5).map { $0 }
        }
        let personal: Set<ColumnMeaning> = [
            .fullName, .givenName, .middleName, .familyName, .email, .phone, .mobile, .fax, .street, .street2,
            .birthDate, .notes,
        ]
        return ColumnProfile(
            name: name, rows: rows, filled: filled, distinct: values.count,
            hasMoreDistinct: values.count >= ColumnProfile.maximumDistinct,
            top: most(values) { String(decoding: $0.prefix(80), as: UTF8.self) },
            patterns: most(patterns) { String(decoding: $0, as: UTF8.self) }, type: type, meaning: meaning,
            doubt: doubt,
            isPersonal: meaning.map { personal.contains($0) } ?? false || type == "e-mails" || type == "phones")
    }
}
