public import Connecting
import Formats
public import Records

/// Reads Quicken's interchange format: one letter and a value a line, `^` ends a record. Payees only, no customer list.
public struct QIFConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "qif", summary: "Quicken files (QIF): payments with their payees.", endings: ["qif"], options: [])

    /// What each letter of a payment means, in the order in which the columns stand.
    private static let letters: [(letter: UInt8, column: String)] = [
        (0x44, "date"), (0x54, "amount"), (0x50, "payee"), (0x4D, "memo"), (0x4E, "number"), (0x4C, "category"),
        (0x41, "address"), (0x43, "cleared"), (0x55, "amount.long"), (0x53, "split.category"), (0x45, "split.memo"),
        (0x24, "split.amount"),
    ]

    /// Sections that list something other than payments: their letters mean other things.
    private static let lists = ["cat", "class", "memorized", "prices", "security", "budget", "account", "tag"]

    /// Makes the connector.
    public init() {}

    /// Looks through the file for its payments.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        let head = try delivery.look { try TextHead.of($0, count: 4_096) }
        let start = head.drop { $0 <= 0x20 }.prefix(9).map { $0 | 0x20 }
        let signs = ["!type:", "!account", "!option:", "!clear:"]
        guard signs.contains(where: { start.starts(with: $0.utf8) }) else { return nil }
        return try delivery.look { file in
            Probe(
                confidence: 95,
                streams: try records(file, delivery, .standard).probed("QIF", options: given, connector: "qif"))
        }
    }

    /// Reads the payments from the first to the last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try delivery.withFile { file in try records(file, delivery, limits).read(stream, into: sink) }
    }

    /// The way from the file to its records; columns, limits and batches are `NamedRecords`' business.
    private func records(_ file: RegularFile, _ delivery: DeliveryFile, _ limits: ReadingLimits) -> NamedRecords {
        let fixed = ["section"] + QIFConnector.letters.map(\.column)
        return NamedRecords(file: delivery.name, limits: limits, fixed: { _ in fixed }) { body in
            try QIFConnector.read(file, delivery.name, limits, body)
        }
    }

    private static func read(
        _ file: RegularFile, _ name: String, _ limits: ReadingLimits, _ body: (NamedRecord) throws -> Void
    ) throws -> [Finding] {
        var lines = TextLines(file, limit: limits.cellBytes + 1)
        var record: NamedRecord?
        var section: [UInt8] = []
        var isList = false
        var leftOut = 0
        while try lines.next() {
            if lines.isCut {
                throw SourceFault.tooLarge(
                    position: Position(file: name, row: lines.number), limit: "bytes of one cell",
                    value: limits.cellBytes)
            }
            guard let letter = lines.line.first(where: { $0 > 0x20 }) else { continue }
            let line = decoded(Array(lines.line.drop { $0 <= 0x20 }))
            if letter == 0x21 {
                let word = String(decoding: line.dropFirst(), as: UTF8.self)
                if word.lowercased().hasPrefix("option:") || word.lowercased().hasPrefix("clear:") { continue }
                let kind = word.lowercased().hasPrefix("type:") ? word.dropFirst(5) : word[...]
                section = Array(kind.utf8)
                isList = lists.contains { kind.lowercased().hasPrefix($0) }
            } else if letter == 0x5E {
                if let ended = record { try body(ended) } else if isList { leftOut += 1 }
                record = nil
            } else if !isList {
                if record == nil {
                    record = NamedRecord(place: lines.number)
                    record?.add("section", section)
                }
                add(line, to: &record)
                if let record, record.byteCount > limits.recordBytes {
                    throw SourceFault.tooLarge(
                        position: Position(file: name, row: record.place), limit: "bytes of one record",
                        value: limits.recordBytes)
                }
            }
        }
        if var last = record {
            last.remark = "the file ends before the record does"
            try body(last)
        }
        return findings(leftOut: leftOut, isCut: record != nil)
    }

    /// A line of a payment: splits and address lines come several times, and letters of investments are columns of their own.
    private static func add(_ line: [UInt8], to record: inout NamedRecord?) {
        guard let letter = line.first else { return }
        let known = letters.first { $0.letter == letter }?.column
        var value = Array(line.dropFirst().drop { $0 == 0x20 })
        if letter == 0x44 { value = year2000(value) }
        record?.add(known ?? "field.\(String(decoding: [letter], as: UTF8.self))", value)
    }

    /// `1/ 5'04` → `1/5/2004`: an apostrophe is how Quicken says the year is none of the 1900s.
    private static func year2000(_ date: [UInt8]) -> [UInt8] {
        let parts = date.filter { $0 != 0x20 }.split(separator: 0x27)
        guard parts.count == 2, parts[1].count <= 2 else { return date }
        return parts[0] + Array((parts[1].count == 1 ? "/200" : "/20").utf8) + parts[1]
    }

    private static func decoded(_ line: [UInt8]) -> [UInt8] {
        Encoding.isUTF8(line) ? line : (try? Encoding.cp1252.decode(line)) ?? line
    }

    private static func findings(leftOut: Int, isCut: Bool) -> [Finding] {
        var findings = [
            Finding(
                code: "qif.payees", severity: .note, ordinal: 0,
                message: "a Quicken file names payees and payers of payments, and holds no customer list")
        ]
        func add(_ code: String, _ message: String) {
            findings.append(Finding(code: code, severity: .warning, ordinal: 0, message: message))
        }
        if leftOut > 0 { add("qif.lists", "\(leftOut) entries of categories, accounts and other lists left out") }
        if isCut { add("qif.cut", "the file ends before its last record does; check that it is whole") }
        return findings
    }
}
