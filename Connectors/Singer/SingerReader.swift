import Connecting
import Formats
import Records

/// Reads the recorded output of a tap: messages of several streams, one a line, with their schemas and states between them.
final class SingerReader {
    private let name: String
    private let limits: ReadingLimits
    /// By stream: its columns as its schemas say.
    private var schemas: [String: [String]] = [:]
    private(set) var keys: [String: [String]] = [:]
    private var seen: Set<String> = []
    private var findings = FindingList()
    private var state: (text: [UInt8], line: UInt32)?
    private var lastRecord: UInt32 = 0
    private var otherLines = 0
    private var otherTypes: [String: Int] = [:]

    init(name: String, limits: ReadingLimits) {
        self.name = name
        self.limits = limits
    }

    /// The messages that a tap sends.
    private static let types: Set<String> = ["SCHEMA", "RECORD", "STATE", "ACTIVATE_VERSION", "BATCH"]

    /// Whether a text is a tap's output: a line of its first ones is a message.
    static func recognises(_ head: [UInt8]) -> Bool {
        let message = SingerMessage(limits: FormatLimits())
        for line in head.split(separator: 0x0A).prefix(20) where line.first(where: { $0 > 0x20 }) == 0x7B {
            guard (try? message.read(Array(line))) != nil else { continue }
            if types.contains(message.type), message.type == "STATE" || !message.stream.isEmpty { return true }
        }
        return false
    }

    /// A stream's columns as its schemas had them so far.
    func columns(_ stream: String) -> [String] { schemas[stream] ?? [] }

    /// Hands over the records in the order of their lines.
    func read(_ file: RegularFile, _ body: (NamedRecord) throws -> Void) throws -> [Finding] {
        schemas = [:]
        seen = []
        findings = FindingList()
        state = nil
        (lastRecord, otherLines) = (0, 0)
        otherTypes = [:]
        let message = SingerMessage(limits: FormatLimits(limits))
        var lines = TextLines(file, limit: limits.recordBytes)
        while try lines.next() {
            if lines.isCut {
                throw SourceFault.tooLarge(
                    position: Position(file: name, row: lines.number), limit: "bytes of one record",
                    value: limits.recordBytes)
            }
            guard let first = lines.line.first(where: { $0 > 0x20 }) else { continue }
            if first != 0x7B {
                otherLines += 1
                continue
            }
            do throws(FormatFault) { try message.read(lines.line) } catch {
                if case .tooLarge = error { throw SourceFault(error, Position(file: name, row: lines.number)) }
                try broken(error, lines.number, body)
                continue
            }
            try take(message, lines.line, lines.number, body)
        }
        return finish()
    }

    private func take(
        _ message: SingerMessage, _ line: [UInt8], _ number: UInt32, _ body: (NamedRecord) throws -> Void
    ) throws {
        switch message.type {
        case "RECORD" where !message.stream.isEmpty && message.hasRecord:
            if schemas[message.stream] == nil, seen.insert(message.stream).inserted {
                note(
                    "singer.schemaless", .warning,
                    "line \(number): records of \(message.stream) come before their schema")
            }
            var record = NamedRecord(stream: message.stream, place: number)
            for (name, value) in message.values { record.add(name, value) }
            lastRecord = number
            try body(record)
        case "SCHEMA" where !message.stream.isEmpty: learn(message, number)
        case "STATE": state = SingerReader.value(of: line).map { ($0, number) }
        case "ACTIVATE_VERSION":
            note(
                "singer.version", .note,
                "line \(number): the tap says that \(message.stream) came whole; rows of earlier deliveries that are gone are no deletions by that"
            )
        case "BATCH":
            throw SourceFault.refused(
                position: Position(file: name, row: number),
                reason: "the rows of \(message.stream) are in files of their own (BATCH), which are not read",
                remedy: "Turn batch messages off in the tap's configuration")
        default:
            if SingerReader.types.contains(message.type) {
                try broken(.refused(part: "", reason: "a \(message.type) without its stream or record"), number, body)
            } else {
                otherTypes[message.type, default: 0] += 1
            }
        }
    }

    /// Takes a schema; a later one adds its columns to those before, and is told.
    private func learn(_ message: SingerMessage, _ line: UInt32) {
        let known = schemas[message.stream]
        if let known, Set(known) != Set(message.columns) {
            let new = message.columns.filter { !known.contains($0) }
            let gone = known.filter { !message.columns.contains($0) }
            let parts = [
                new.isEmpty ? "" : "new: \(new.joined(separator: ", "))",
                gone.isEmpty ? "" : "gone: \(gone.joined(separator: ", "))",
            ]
            note(
                "singer.schema", .warning,
                "line \(line): the columns of \(message.stream) change; \(parts.filter { !$0.isEmpty }.joined(separator: "; "))"
            )
        }
        schemas[message.stream] = (known ?? []) + message.columns.filter { !(known ?? []).contains($0) }
        if !message.keys.isEmpty || keys[message.stream] == nil { keys[message.stream] = message.keys }
    }

    /// A line that is no message is a record that can't be read, of the stream that is being read.
    private func broken(_ fault: FormatFault, _ line: UInt32, _ body: (NamedRecord) throws -> Void) throws {
        let reason: String
        if case .refused(_, let why) = fault { reason = why } else { reason = fault.description }
        guard let stream = schemas.count == 1 ? schemas.keys.first : nil else {
            return note("singer.line", .error, "line \(line): \(reason)")
        }
        var record = NamedRecord(stream: stream, place: line)
        record.reject("singer.line", reason, remedy: "run the tap again")
        try body(record)
    }

    private func finish() -> [Finding] {
        if otherLines > 0 {
            note(
                "singer.log", .note,
                "\(otherLines) \(otherLines == 1 ? "line is" : "lines are") no messages, as where logs go to the same place; left out"
            )
        }
        for (type, count) in otherTypes.sorted(by: { $0.key < $1.key }) {
            note("singer.type", .note, "\(count) messages of the kind \(type.isEmpty ? "(none)" : type) left out")
        }
        if let state {
            let text = String(decoding: state.text.prefix(4_096), as: UTF8.self)
            note(
                "singer.state", .note,
                state.line > lastRecord
                    ? "the tap's state after these rows: \(text)"
                    : "the tap's last state is of line \(state.line), before its last rows: \(text)")
        }
        return findings.all()
    }

    private func note(_ code: String, _ severity: Severity, _ message: String) {
        findings.add(Finding(code: code, severity: severity, ordinal: 0, message: message))
    }

    /// The text of the outermost object's `value`, as it stands.
    static func value(of line: [UInt8]) -> [UInt8]? {
        var depth = 0
        var index = 0
        var start: Int?
        var name: [UInt8] = []
        while index < line.count {
            switch line[index] {
            case 0x22:
                var end = index + 1
                while end < line.count, line[end] != 0x22 { end += line[end] == 0x5C ? 2 : 1 }
                if depth == 1, start == nil { name = Array(line[min(index + 1, line.count)..<min(end, line.count)]) }
                index = end
            case 0x3A where depth == 1 && name == Array("value".utf8) && start == nil: start = index + 1
            case 0x7B, 0x5B: depth += 1
            case 0x2C where depth == 1: if let start { return Array(line[start..<index]) }
            case 0x7D, 0x5D:
                depth -= 1
                if depth == 0, let start { return Array(line[start..<index].drop { $0 <= 0x20 }) }
            default: break
            }
            index += 1
        }
        return nil
    }
}
