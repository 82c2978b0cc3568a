import Connecting
import Formats
import Records

/// Reads the accounts and the transactions of a bank's OFX file, both of them with the account's own numbers.
struct OFXReader {
    /// The streams' names.
    static let transactions = "transactions", accounts = "accounts"

    private let name: String
    private let limits: ReadingLimits
    private var encoding = Encoding.cp1252

    /// Elements that have begun and may hold others.
    private var path: [String] = []
    /// The element behind whose tag text is awaited.
    private var element: String?
    private var account: [(name: String, value: [UInt8])] = []
    private var statement: NamedRecord?
    private var transaction: NamedRecord?
    private var unended = 0

    init(name: String, limits: ReadingLimits) {
        self.name = name
        self.limits = limits
    }

    /// Whether a text is OFX: the header of 1.x, or the root element in the first lines.
    static func recognises(_ head: [UInt8]) -> Bool {
        let text = head.prefix(4_096).drop { $0 <= 0x20 }.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 }
        if text.starts(with: "OFXHEADER:".utf8) { return true }
        guard text.first == 0x3C else { return false }
        return String(decoding: text, as: UTF8.self).contains("<OFX>")
    }

    /// The columns that a stream always has.
    static func fixed(_ stream: String) -> [String] {
        let own = ["BANKID", "BRANCHID", "ACCTID", "ACCTTYPE", "CURDEF"]
        return stream == accounts
            ? own + ["DTSTART", "DTEND", "LEDGERBAL.BALAMT", "LEDGERBAL.DTASOF", "AVAILBAL.BALAMT", "AVAILBAL.DTASOF"]
            : own + [
                "FITID", "TRNTYPE", "DTPOSTED", "DTUSER", "TRNAMT", "NAME", "PAYEE.NAME", "MEMO", "CHECKNUM", "REFNUM",
                "CURRENCY.CURSYM",
            ]
    }

    private static let statements: Set<String> = ["STMTRS", "CCSTMTRS", "INVSTMTRS"]
    private static let owners: Set<String> = ["BANKACCTFROM", "CCACCTFROM", "INVACCTFROM"]
    /// What holds others, so that one that never ends is no element's text.
    private static let aggregates: Set<String> = [
        "STMTTRN", "BANKTRANLIST", "LEDGERBAL", "AVAILBAL", "PAYEE", "CURRENCY", "ORIGCURRENCY", "BANKACCTTO",
        "CCACCTTO",
        "IMAGEDATA", "EXTDPAYEE",
    ]

    /// Hands over the transactions and the accounts in the file's order; an account follows its transactions.
    mutating func read(_ file: RegularFile, _ body: (NamedRecord) throws -> Void) throws -> [Finding] {
        var lines = TextLines(file, limit: limits.recordBytes)
        var scanner = OFXScanner(limit: limits.cellBytes)
        var isHeader = true
        while try lines.next() {
            if lines.isCut {
                throw SourceFault.tooLarge(
                    position: Position(file: name, row: lines.number), limit: "bytes of one record",
                    value: limits.recordBytes)
            }
            if isHeader, !lines.line.contains(0x3C) {
                readHeader(lines.line)
                continue
            }
            isHeader = false
            try scanner.feed(decoded(lines.line), number: lines.number) { try take($0, lines.number, body) }
        }
        if scanner.isCut || statement != nil || transaction != nil {
            throw SourceFault.incomplete(
                position: Position(file: name, row: lines.number), reason: "it ends inside a statement",
                remedy: "Download it from the bank again")
        }
        if unended == 0 { return [] }
        return [
            Finding(
                code: "ofx.unended", severity: .warning, ordinal: 0,
                message: "\(unended) \(unended == 1 ? "transaction has" : "transactions have") no end of their own")
        ]
    }

    private mutating func readHeader(_ line: [UInt8]) {
        let text = String(decoding: line, as: UTF8.self).uppercased().filter { $0 != " " }
        if text.hasPrefix("CHARSET:"), let named = Encoding(label: "windows-" + text.dropFirst(8)) { encoding = named }
        if text.hasPrefix("CHARSET:"), let named = Encoding(label: text.dropFirst(8)) { encoding = named }
    }

    private func decoded(_ line: [UInt8]) -> [UInt8] {
        Encoding.isUTF8(line) ? line : (try? encoding.decode(line)) ?? line
    }

    private mutating func take(_ piece: OFXScanner.Piece, _ line: UInt32, _ body: (NamedRecord) throws -> Void) throws {
        switch piece {
        case .text(let text): add(text)
        case .start(let tag):
            element = nil
            if OFXReader.statements.contains(tag) {
                try endStatement(body)
                account = []
                statement = NamedRecord(stream: OFXReader.accounts, place: line)
                path = []
            } else if tag == "STMTTRN" {
                if transaction != nil { unended += 1 }
                try endTransaction(body)
                transaction = NamedRecord(stream: OFXReader.transactions, place: line)
                for (name, value) in account { transaction?.add(name, value) }
                path = []
            } else if OFXReader.aggregates.contains(tag) || OFXReader.owners.contains(tag) {
                guard path.count < limits.depth else {
                    throw SourceFault.tooLarge(
                        position: Position(file: name, row: line), limit: "levels of elements", value: limits.depth)
                }
                path.append(tag)
            } else {
                element = tag
            }
        case .end(let tag):
            element = nil
            if tag == "STMTTRN" {
                try endTransaction(body)
            } else if OFXReader.statements.contains(tag) {
                try endStatement(body)
            } else if let last = path.lastIndex(of: tag) {
                path.removeSubrange(last...)
            }
        }
    }

    /// Takes a value: of the account it belongs to, of a transaction, or of the statement around it.
    private mutating func add(_ text: [UInt8]) {
        guard let element else { return }
        let isOwner = path.last.map { OFXReader.owners.contains($0) } ?? false
        let isPlain = path.isEmpty || isOwner || path.last == "BANKTRANLIST"
        let name = isPlain ? element : "\(path.last ?? "").\(element)"
        let value = name.hasPrefix("DT") || element.hasPrefix("DT") ? OFXReader.date(text) : text
        if transaction != nil {
            transaction?.add(name, value)
        } else if statement != nil {
            statement?.add(name, value)
            if isOwner || element == "CURDEF" { account.append((name, value)) }
        }
    }

    private mutating func endTransaction(_ body: (NamedRecord) throws -> Void) throws {
        guard let ended = transaction else { return }
        transaction = nil
        try body(ended)
    }

    private mutating func endStatement(_ body: (NamedRecord) throws -> Void) throws {
        try endTransaction(body)
        guard let ended = statement else { return }
        statement = nil
        try body(ended)
    }

    /// `20090401122017.000[-5:EST]` → `2009-04-01T12:20:17-05:00`, `20131215` → `2013-12-15`; everything else as it is.
    static func date(_ text: [UInt8]) -> [UInt8] {
        let digits = text.prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard digits.count == 8 || digits.count == 12 || digits.count == 14 else { return text }
        let all = String(decoding: digits, as: UTF8.self)
        func part(_ start: Int, _ count: Int) -> Substring { all.dropFirst(start).prefix(count) }
        let day = "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))"
        let rest = String(decoding: text.dropFirst(digits.count), as: UTF8.self)
        if digits.count == 8 { return rest.isEmpty ? Array(day.utf8) : text }
        let seconds = digits.count == 14 ? part(12, 2) : "00"
        return Array("\(day)T\(part(8, 2)):\(part(10, 2)):\(seconds)\(zone(rest))".utf8)
    }

    /// `.000[-5:EST]`, `[+5.50:IST]` as `-05:00`, `+05:30`; without a zone OFX means Greenwich.
    private static func zone(_ text: String) -> String {
        guard let start = text.firstIndex(of: "[") else { return "Z" }
        let inner = text[text.index(after: start)...].prefix { $0 != ":" && $0 != "]" }
        let isBehind = inner.hasPrefix("-")
        let parts = inner.drop { $0 == "-" || $0 == "+" }.split(separator: ".")
        guard let hours = parts.first.flatMap({ Int($0) }), hours <= 14 else { return "Z" }
        let hundredths = parts.count > 1 ? Int(parts[1].prefix(2).padded) ?? 0 : 0
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(isBehind ? "-" : "+")\(two(hours)):\(two(hundredths * 60 / 100))"
    }
}

extension Substring {
    /// Two digits, a zero behind where there is one only.
    fileprivate var padded: String { count == 1 ? self + "0" : String(self) }
}
