internal import Connecting
internal import Records

/// What happens with the rows of a dump on one way through it.
protocol DumpVisitor {
    /// A table's description was read.
    mutating func table(_ table: SourceTable)
    /// A view was described.
    mutating func view(_ name: String)
    /// Rows of a table follow, with these columns where they are named. Says in which order its row's cells are given:
    /// the named columns' places in the table; nil where its rows are only to be counted.
    mutating func begin(_ table: String, columns: [String]?) -> DumpOrder
    /// A row that was asked for. False: nothing more is wanted.
    mutating func row(_ row: borrowing TableRow) throws -> Bool
    /// So many rows of the table that was begun were gone over.
    mutating func counted(_ rows: Int)
}

/// How the rows of one statement are taken.
enum DumpOrder {
    /// They are counted.
    case count
    /// Each value goes to this column; -1 for one that the table hasn't. `columns` are the table's.
    case take(places: [Int]?, columns: [SourceColumn])
}

/// Goes through a dump of mysqldump, mariadb-dump, phpMyAdmin, HeidiSQL, Adminer, pg_dump, SQLite's shell or SQL Server
/// Management Studio once, without a server.
///
/// Tables, rows and character sets are understood, everything else is skipped: a statement is never run. Memory is the window
/// and one row; a statement's length is nobody's concern.
final class DumpReader<Visitor: DumpVisitor> {
    let bytes: DumpBytes
    let limits: ReadingLimits
    var visitor: Visitor
    var notes = SourceNotes()
    var text = DumpText()
    var row = TableRow()
    /// False where a backslash in a string is a backslash.
    var hasEscapes: Bool
    /// The dump of a program whose strings know no backslash.
    let isStandard: Bool
    /// Whether the value that is being read is marked as `_binary`.
    var isMarkedBinary = false
    private let kind: DumpKind
    private var databases: [String: String] = [:]
    private var database = ""
    private var isConditional = false
    /// Set when the visitor has seen enough.
    var isDone = false

    init(_ bytes: DumpBytes, _ kind: DumpKind, limits: ReadingLimits, visitor: Visitor) {
        self.bytes = bytes
        self.limits = limits
        self.visitor = visitor
        self.kind = kind
        isStandard = kind != .mysql
        hasEscapes = kind == .mysql
    }

    /// Goes through it, from its first statement to its last or until the visitor has enough.
    func run() throws {
        while !isDone {
            try skipSpace()
            let byte = try bytes.peek()
            if byte < 0 { break }
            switch UInt8(byte) {
            case UInt8(ascii: ";"): bytes.at += 1
            case UInt8(ascii: "\\"): try skipLine()
            case let byte where Self.isWord(byte): try statement()
            default: try skipStatement()
            }
        }
        if isDone { notes.isUnfinished = false }
    }

    // MARK: Statements

    private func statement() throws {
        let word = try self.word()
        switch word {
        case "CREATE": try create()
        case "INSERT", "REPLACE": try insert()
        case "COPY" where isStandard: try copy()
        case "SET": try set()
        case "USE":
            try skipSpace()
            database = try identifier() ?? ""
            try skipStatement()
        case "DELIMITER": try skipRoutines()
        // A line of its own in SQL Server's scripts, without a semicolon.
        case "GO": break
        default: try skipStatement()
        }
    }

    private func create() throws {
        for _ in 0..<64 {
            try skipSpace()
            let byte = try bytes.peek()
            guard byte >= 0, byte != 0x3B else { break }
            guard Self.isWord(UInt8(byte)) else {
                // DEFINER=`somebody`@`somewhere`
                if try identifier() == nil { bytes.at += 1 }
                continue
            }
            switch try word() {
            case "TABLE":
                return try table()
            case "VIEW":
                try skipSpace()
                if let name = try tableName() { visitor.view(name) }
                return try skipStatement()
            case "TRIGGER": return isStandard ? try skipTrigger() : try skipStatement()
            case "FUNCTION", "PROCEDURE", "EVENT", "INDEX", "DATABASE", "SCHEMA", "SEQUENCE", "TYPE", "EXTENSION",
                "USER", "ROLE", "RULE", "AGGREGATE":
                return try skipStatement()
            default: break
            }
        }
        try skipStatement()
    }

    private func set() throws {
        try skipSpace()
        let word = try self.word()
        try skipSpace()
        switch word {
        case "NAMES": if let name = try setting() { text.name(name) }
        case "CLIENT_ENCODING":
            if try bytes.peek() == 0x3D { bytes.at += 1 }
            try skipSpace()
            if let name = try setting() { text.name(name) }
        case "SQL_MODE":
            if try bytes.peek() == 0x3D { bytes.at += 1 }
            try skipSpace()
            if let mode = try setting(), mode.uppercased().contains("NO_BACKSLASH_ESCAPES") { hasEscapes = false }
        default: break
        }
        try skipStatement()
    }

    /// A word or a quoted text of a few letters.
    private func setting() throws -> String? {
        let byte = try bytes.peek()
        if byte == 0x27 || byte == 0x22 {
            bytes.at += 1
            var name: [UInt8] = []
            while name.count < 1000 {
                let next = try bytes.next()
                if next < 0 || next == byte { break }
                name.append(UInt8(next))
            }
            return String(decoding: name, as: UTF8.self)
        }
        guard byte >= 0, Self.isWord(UInt8(byte)) else { return nil }
        return try word()
    }

    // MARK: Names

    /// A table's name; with its database's in front where another database has one of that name.
    func tableName(_ first: String? = nil) throws -> String? {
        guard var name = try first ?? identifier() else { return nil }
        var owner = database
        for _ in 0..<3 {
            try skipSpace()
            guard try bytes.peek() == 0x2E else { break }
            bytes.at += 1
            try skipSpace()
            guard let next = try identifier() else { break }
            owner = name
            name = next
        }
        if let first = databases[name] {
            // Where no database was named, there is one only.
            if first.isEmpty { databases[name] = owner }
            return first.isEmpty || owner.isEmpty || first == owner ? name : "\(owner).\(name)"
        }
        guard databases.count < Self.maximumTables else {
            throw SourceFault.tooLarge(position: bytes.position(), limit: "tables", value: Self.maximumTables)
        }
        databases[name] = owner
        return name
    }

    /// The most tables of a dump.
    static var maximumTables: Int { 20_000 }

    /// A name, quoted in any program's way or bare; nil where none stands here.
    func identifier() throws -> String? {
        let first = try bytes.peek()
        guard first >= 0 else { return nil }
        let close: UInt8
        switch UInt8(first) {
        case UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "'"): close = UInt8(first)
        case UInt8(ascii: "["): close = UInt8(ascii: "]")
        case let byte where Self.isWord(byte):
            var name: [UInt8] = []
            while case let next = try bytes.peek(), next >= 0, Self.isWord(UInt8(next)) {
                if name.count >= 1024 { throw refused("a name of more than 1024 bytes") }
                name.append(UInt8(next))
                bytes.at += 1
            }
            return String(decoding: name, as: UTF8.self)
        default: return nil
        }
        bytes.at += 1
        var name: [UInt8] = []
        while true {
            let byte = try bytes.next()
            if byte < 0 { throw cutShort() }
            if UInt8(byte) == close {
                guard try bytes.peek() == byte else { break }
                bytes.at += 1
            }
            if name.count >= 1024 { throw refused("a name of more than 1024 bytes") }
            name.append(UInt8(byte))
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// A bare word in capitals, cut after 64 letters.
    func word() throws -> String {
        var word: [UInt8] = []
        while case let byte = try bytes.peek(), byte >= 0, Self.isWord(UInt8(byte)) {
            if word.count < 64 { word.append(byte >= 0x61 && byte <= 0x7A ? UInt8(byte) - 0x20 : UInt8(byte)) }
            bytes.at += 1
        }
        return String(decoding: word, as: UTF8.self)
    }

    @inline(__always)
    static func isWord(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F || byte == 0x24
            || byte == 0x40 || byte >= 0x80
    }

    // MARK: Skipping

    /// Goes over spaces and comments; what stands in `/*!40101 … */` is no comment.
    func skipSpace() throws {
        while true {
            let byte = try bytes.peek()
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D, 0x0C, 0xA0: bytes.at += 1
            case 0x23 where !isStandard: try skipLine()
            case 0x2D:
                guard try bytes.peek(1) == 0x2D else { return }
                try heed()
                try skipLine()
            case 0x2F:
                guard try bytes.peek(1) == 0x2A else { return }
                try comment()
            case 0x2A:
                guard isConditional, try bytes.peek(1) == 0x2F else { return }
                isConditional = false
                bytes.at += 2
            default: return
            }
        }
    }

    /// Comments by which programs say where their dump begins and that it is complete.
    private func heed() throws {
        if try bytes.starts(with: "-- MySQL dump") || bytes.starts(with: "-- MariaDB dump") {
            notes.isUnfinished = true
        }
        if try bytes.starts(with: "-- PostgreSQL database dump complete") || bytes.starts(with: "-- Dump completed") {
            notes.isUnfinished = false
        } else if try bytes.starts(with: "-- PostgreSQL database dump") {
            notes.isUnfinished = true
        }
    }

    private func comment() throws {
        let mark = try bytes.peek(2)
        let isMariaDB = try mark == 0x4D && bytes.peek(3) == 0x21
        if mark == 0x21 || isMariaDB {
            bytes.at += isMariaDB ? 4 : 3
            while case let digit = try bytes.peek(), digit >= 0x30, digit <= 0x39 { bytes.at += 1 }
            // `/*M!999999\- enable the sandbox mode */` is for the client program alone.
            if try bytes.peek() != 0x5C {
                isConditional = true
                return
            }
        } else {
            bytes.at += 2
        }
        while true {
            let byte = try bytes.next()
            if byte < 0 { throw cutShort() }
            if byte == 0x2A, try bytes.peek() == 0x2F {
                bytes.at += 1
                return
            }
        }
    }

    func skipLine() throws {
        while true {
            let piece = try bytes.ahead()
            guard let base = piece.baseAddress, !piece.isEmpty else { return }
            for offset in 0..<piece.count where base[offset] == 0x0A {
                bytes.at += offset + 1
                return
            }
            bytes.at += piece.count
        }
    }

    /// Goes behind the next semicolon that stands in no string, name or comment.
    func skipStatement() throws {
        if kind == .sqlServer { return try skipBatchPart() }
        while true {
            try skipSpace()
            let byte = try bytes.next()
            switch byte {
            case -1: return
            case 0x3B: return
            case 0x27, 0x22, 0x60: try skipQuoted(UInt8(byte))
            case 0x24 where isStandard: try skipDollarQuoted()
            case let byte where Self.isWord(UInt8(byte)):
                // Words at once, so that a `$` in a name begins nothing.
                var last = byte
                while case let next = try bytes.peek(), next >= 0, Self.isWord(UInt8(next)) {
                    last = next
                    bytes.at += 1
                }
                if try isStandard && last | 0x20 == 0x65 && bytes.peek() == 0x27 {
                    bytes.at += 1
                    try skipQuoted(0x27, hasEscapes: true)
                }
            default: break
            }
        }
    }

    /// In a script of SQL Server, where nothing ends a statement: to a line that begins another one.
    private func skipBatchPart() throws {
        while true {
            let byte = try bytes.next()
            switch byte {
            case -1: return
            case 0x3B: return
            case 0x27, 0x22: try skipQuoted(UInt8(byte))
            case 0x5B: try skipQuoted(0x5D)
            case 0x0A:
                for word in ["GO", "INSERT ", "CREATE ", "SET ", "ALTER ", "USE "] as [StaticString]
                where try bytes.starts(with: word) {
                    return
                }
            default: break
            }
        }
    }

    /// Goes behind the string or name whose opening quote was taken.
    func skipQuoted(_ quote: UInt8) throws { try skipQuoted(quote, hasEscapes: hasEscapes) }

    /// The same where something before the string says whether a backslash means something in it.
    func skipQuoted(_ quote: UInt8, hasEscapes: Bool) throws {
        let isString = quote == 0x27 || quote == 0x22
        while true {
            let piece = try bytes.ahead()
            guard let base = piece.baseAddress, !piece.isEmpty else { throw cutShort() }
            var offset = 0
            while offset < piece.count, base[offset] != quote, base[offset] != 0x5C { offset &+= 1 }
            bytes.at += offset
            guard offset < piece.count else { continue }
            bytes.at += 1
            if base[offset] == quote {
                guard try bytes.peek() == Int(quote) else { return }
                bytes.at += 1
            } else if isString, hasEscapes {
                if try bytes.next() < 0 { throw cutShort() }
            }
        }
    }

    /// `$body$ … $body$`, of which the first sign was taken.
    private func skipDollarQuoted() throws {
        var tag: [UInt8] = [0x24]
        while case let byte = try bytes.peek(), byte >= 0, tag.count < 64 {
            if byte == 0x24 { break }
            guard Self.isWord(UInt8(byte)) else { return }
            tag.append(UInt8(byte))
            bytes.at += 1
        }
        guard try bytes.next() == 0x24 else { return }
        tag.append(0x24)
        var matched = 0
        while matched < tag.count {
            let byte = try bytes.next()
            if byte < 0 { throw cutShort() }
            if UInt8(byte) == tag[matched] {
                matched += 1
            } else {
                matched = byte == 0x24 ? 1 : 0
            }
        }
    }

    /// Behind `DELIMITER ;;`: goes behind the line that says `DELIMITER ;` again.
    private func skipRoutines() throws {
        func restOfLine() throws -> [UInt8] {
            var rest: [UInt8] = []
            while case let byte = try bytes.next(), byte >= 0, byte != 0x0A {
                if byte != 0x20, byte != 0x0D, byte != 0x09, rest.count < 32 { rest.append(UInt8(byte)) }
            }
            return rest
        }
        if try restOfLine() == [0x3B] { return }
        while try bytes.peek() >= 0 {
            while case let byte = try bytes.peek(), byte == 0x20 || byte == 0x09 { bytes.at += 1 }
            if try bytes.starts(with: "DELIMITER") || bytes.starts(with: "delimiter") {
                bytes.at += 9
                if try restOfLine() == [0x3B] { return }
            } else {
                try skipLine()
            }
        }
    }

    /// A trigger with statements of its own, as SQLite's shell writes it: behind `END;`.
    private func skipTrigger() throws {
        var last = ""
        while true {
            try skipSpace()
            let byte = try bytes.peek()
            if byte < 0 { return }
            if Self.isWord(UInt8(byte)) {
                last = try word()
                if last == "EXECUTE" { return try skipStatement() }
                continue
            }
            bytes.at += 1
            switch UInt8(byte) {
            case 0x3B:
                if last == "END" { return }
            case 0x27, 0x22, 0x60: try skipQuoted(UInt8(byte))
            default: break
            }
            last = ""
        }
    }

    // MARK: Faults

    /// The dump ends where it must not.
    func cutShort() -> SourceFault {
        .incomplete(
            position: bytes.position(), reason: "the dump ends inside a statement",
            remedy: "It was cut short while it was made or sent: fetch it again.")
    }

    /// Something stands here that leaves no certain reading.
    func refused(_ reason: String) -> SourceFault {
        .refused(position: bytes.position(), reason: reason, remedy: "Make the dump anew with mysqldump.")
    }
}
