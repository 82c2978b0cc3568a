import Connecting
import Formats
import Records

/// Reads the lists and bookings of an IIF file. A line that begins with `!` names the columns of the lines after it that begin
/// with the same word; it may come again with other columns.
struct IIFReader {
    private let name: String
    private let limits: ReadingLimits
    private let settings: IIFSettings

    private var headers: [String: [String]] = [:]
    private var lastHeader: String?
    /// Names of custom fields: `CUSTFLD1` → `Route`, by the list they are for.
    private var labels: [String: [String: String]] = [:]
    private var booking: Booking?
    private var bookings = 0
    private var findings = FindingList()
    private var extraCells = 0

    /// A booking whose lines are being read.
    private struct Booking {
        var number: Int
        var line: UInt32
        var carried: [(name: String, value: [UInt8])] = []
        /// The sum of its amounts in ten-thousandths; nil when one can't be read.
        var sum: Int?
        var count = 1
    }

    init(name: String, limits: ReadingLimits, settings: IIFSettings) {
        self.name = name
        self.limits = limits
        self.settings = settings
    }

    /// The delimiter of a file of this kind; nil for every other: its first line that isn't empty is a header of a word in capital letters.
    static func delimiter(_ head: [UInt8]) -> UInt8? {
        guard let first = head.split(separator: 0x0A).first(where: { $0.contains { $0 > 0x20 } }) else { return nil }
        var start = first.startIndex
        while start < first.endIndex, first[start] == 0x22 || first[start] == 0x20 { start += 1 }
        guard start < first.endIndex, first[start] == 0x21 else { return nil }
        let word = first[(start + 1)...].prefix { ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) }
        let rest = first[word.endIndex...].drop { $0 == 0x22 || $0 == 0x20 }
        guard word.count >= 2, let delimiter = rest.first else { return nil }
        // `!Type:Bank` begins another format.
        return delimiter == 0x09 || delimiter == 0x2C || delimiter == 0x3B ? delimiter : nil
    }

    /// Hands over the lists' lines and the bookings in the file's order.
    mutating func read(_ file: RegularFile, _ body: (NamedRecord) throws -> Void) throws -> [Finding] {
        var lines = TextLines(file, limit: limits.recordBytes)
        while try lines.next() {
            if lines.isCut {
                throw SourceFault.tooLarge(
                    position: Position(file: name, row: lines.number), limit: "bytes of one record",
                    value: limits.recordBytes)
            }
            let line = IIFCells(decoded(lines.line), delimiter: settings.delimiter)
            guard let first = line.cells.first, line.cells.contains(where: { !$0.isEmpty }) else { continue }
            let word = String(decoding: first, as: UTF8.self)
            if word.hasPrefix("!") {
                try takeHeader(word.dropFirst().uppercased(), line.cells, lines.number)
            } else {
                try take(word.uppercased(), line, lines.number, body)
            }
        }
        endBooking(isEnded: false)
        if extraCells > 0 {
            findings.add(
                Finding(
                    code: "iif.end-cells", severity: .note, ordinal: 0,
                    message: "\(extraCells) \(extraCells == 1 ? "cell" : "cells") behind ENDTRNS and the like left out")
            )
        }
        return findings.all()
    }

    private func decoded(_ line: [UInt8]) -> [UInt8] {
        if !line.contains(where: { $0 >= 0x80 }) { return line }
        if settings.encoding == .utf8, Encoding.isUTF8(line) { return line }
        let encoding = settings.encoding == .utf8 ? Encoding.cp1252 : settings.encoding
        return (try? encoding.decode(line)) ?? line
    }

    private mutating func takeHeader(_ word: String, _ cells: [[UInt8]], _ line: UInt32) throws {
        var names: [String] = []
        for cell in cells.dropFirst() {
            // Some writers put the mark before every name.
            let name = String(decoding: cell.drop { $0 == 0x21 }, as: UTF8.self)
            var unique = name
            var number = 2
            while !unique.isEmpty, names.contains(unique) {
                unique = "\(name).\(number)"
                number += 1
            }
            names.append(unique)
            if names.count > limits.columns {
                throw SourceFault.tooLarge(
                    position: Position(file: name, row: line), limit: "columns", value: limits.columns)
            }
        }
        headers[word] = names
        if !word.hasPrefix("END") { lastHeader = word }
    }

    private mutating func take(
        _ word: String, _ line: IIFCells, _ number: UInt32, _ body: (NamedRecord) throws -> Void
    ) throws {
        if word.hasPrefix("END") {
            extraCells += line.cells.dropFirst().count { !$0.isEmpty }
            if word == "ENDTRNS" { endBooking(isEnded: true) }
            return
        }
        if word == "HDR" { return }
        var record = NamedRecord(stream: IIFLists.stream(word), place: number)
        let header = headers[word] ?? lastHeader.flatMap { headers[$0] } ?? []
        if word == "TRNS" { begin(number) }
        if word == "SPL" { carry(into: &record, number) }
        fill(&record, word, header, line.cells)
        if line.isUnclosed {
            record.reject(
                "iif.quotes", "a quote opens on this line and never closes", remedy: "close the quote or double it")
        } else if headers[word] == nil {
            noHeader(word, header, &record)
        }
        if word == "CUSTNAMEDICT" || word == "CUSTITEMDICT" { return learn(record, word) }
        if word == "TRNS" || word == "SPL" { book(&record, word) }
        try body(record)
    }

    private mutating func noHeader(_ word: String, _ header: [String], _ record: inout NamedRecord) {
        guard !header.isEmpty else {
            return record.reject(
                "iif.header", "no line !\(word) names the columns", remedy: "put the list's header line before it")
        }
        record.remark = "no line !\(word) names the columns; read with those of !\(lastHeader ?? "")"
        record.findings.append(
            Finding(
                code: "iif.header", severity: .warning, ordinal: 0,
                message:
                    "line \(record.place): no line !\(word) names the columns; read with those of !\(lastHeader ?? "")")
        )
    }

    private mutating func fill(_ record: inout NamedRecord, _ word: String, _ header: [String], _ cells: [[UInt8]]) {
        var unnamed = 0
        for (index, cell) in cells.dropFirst().enumerated() where !cell.isEmpty {
            let name = index < header.count ? header[index] : ""
            if name.isEmpty { unnamed += 1 }
            let label = labels[word]?[name].flatMap { header.contains($0) ? nil : $0 }
            let value = IIFLists.notes.contains(name) ? IIFReader.withLineBreaks(cell) : cell
            record.add(name.isEmpty ? "column_\(index + 1)" : label ?? name, value)
            if name == "NAME", IIFLists.nested.contains(word) { addPath(cell, to: &record) }
        }
        if unnamed > 0, !header.isEmpty {
            record.remark = "\(unnamed) \(unnamed == 1 ? "cell has" : "cells have") no column name"
            record.findings.append(
                Finding(
                    code: "iif.long", severity: .warning, ordinal: 0,
                    message: "line \(record.place): more cells than its header !\(word) names; kept as column_…"))
        }
    }

    /// `Parent:Child:Grandchild` by its parts.
    private func addPath(_ path: [UInt8], to record: inout NamedRecord) {
        let parts = path.split(separator: 0x3A).map { Array($0) }
        record.add("NAME.parent", Array(parts.dropLast().joined(separator: [0x3A])))
        record.add("NAME.leaf", parts.last ?? path)
        record.add("NAME.root", parts.first ?? path)
    }

    private static func withLineBreaks(_ cell: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var index = 0
        while index < cell.count {
            if cell[index] == 0x5C, index + 1 < cell.count, cell[index + 1] == 0x6E {
                out.append(0x0A)
                index += 2
            } else {
                out.append(cell[index])
                index += 1
            }
        }
        return out
    }

    /// What a custom field is called: `CUSTNAMEDICT 0 Route Y N N` names `CUSTFLD1` of customers.
    private mutating func learn(_ record: NamedRecord, _ word: String) {
        guard let index = record["INDEX"].flatMap({ Int(String(decoding: $0, as: UTF8.self)) }), index >= 0,
            index < 1_000,
            let label = record["LABEL"]
        else { return }
        for (list, column) in IIFLists.customised where column.isEmpty == (word == "CUSTITEMDICT") {
            guard column.isEmpty || record[column]?.first == 0x59 else { continue }
            labels[list, default: [:]]["CUSTFLD\(index + 1)"] = String(decoding: label, as: UTF8.self)
        }
    }

    // MARK: Bookings

    private mutating func begin(_ line: UInt32) {
        endBooking(isEnded: false)
        bookings += 1
        booking = Booking(number: bookings, line: line)
    }

    private func carry(into record: inout NamedRecord, _ line: UInt32) {
        guard let booking else { return }
        record.add("TRNS.#", String(booking.number))
        for (name, value) in booking.carried { record.add("TRNS.\(name)", value) }
    }

    private mutating func book(_ record: inout NamedRecord, _ word: String) {
        let amount = IIFReader.amount(record["AMOUNT"] ?? [])
        if word == "TRNS" {
            record.add("#", String(bookings))
            booking?.carried = IIFLists.carried.compactMap { name in record[name].map { (name, $0) } }
            booking?.sum = amount
            return
        }
        guard booking != nil else {
            record.remark = "a booking's line without a booking (TRNS) before it"
            return
        }
        booking?.count += 1
        if let sum = booking?.sum, let amount {
            let (total, isTooLarge) = sum.addingReportingOverflow(amount)
            booking?.sum = isTooLarge ? nil : total
        } else {
            booking?.sum = nil
        }
    }

    private mutating func endBooking(isEnded: Bool) {
        guard let ended = booking else { return }
        booking = nil
        if !isEnded {
            findings.add(
                Finding(
                    code: "iif.unended", severity: .warning, ordinal: 0,
                    message: "line \(ended.line): the booking has no ENDTRNS; the next one begins or the file ends",
                    remedy: "check that the file is whole"))
        }
        if let sum = ended.sum, sum != 0 {
            findings.add(
                Finding(
                    code: "iif.unbalanced", severity: .warning, ordinal: 0,
                    message: "line \(ended.line): the booking's \(ended.count) amounts don't add up to 0",
                    remedy: "check the booking where it was exported"))
        }
    }

    /// An amount in ten-thousandths, thousands parted by commas; nothing is zero, nil is no amount.
    static func amount(_ text: [UInt8]) -> Int? {
        var result = 0
        var decimals: Int?
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0x2D where index == 0, 0x2B where index == 0, 0x2C: continue
            case 0x2E where decimals == nil: decimals = 0
            case 0x30...0x39:
                if let places = decimals {
                    if places == 4 { return nil }
                    decimals = places + 1
                }
                let (shifted, isTooLarge) = result.multipliedReportingOverflow(by: 10)
                let (sum, isTooLargeToo) = shifted.addingReportingOverflow(Int(byte - 0x30))
                if isTooLarge || isTooLargeToo { return nil }
                result = sum
            default: return nil
            }
        }
        for _ in (decimals ?? 0)..<4 {
            let (shifted, isTooLarge) = result.multipliedReportingOverflow(by: 10)
            if isTooLarge { return nil }
            result = shifted
        }
        return text.first == 0x2D ? -result : result
    }
}
