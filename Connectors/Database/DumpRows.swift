internal import Connecting
internal import Records

/// Reading the rows that a dump puts into its tables.
extension DumpReader {
    // MARK: INSERT

    /// Behind `INSERT` or `REPLACE`.
    func insert() throws {
        var name: String?
        for _ in 0..<8 {
            try skipSpace()
            let byte = try bytes.peek()
            guard byte >= 0 else { return }
            if Self.isWord(UInt8(byte)) {
                let first = try identifier() ?? ""
                if ["LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO", "OR", "ROLLBACK", "ABORT", "FAIL"]
                    .contains(first.uppercased())
                {
                    continue
                }
                name = try tableName(first)
            } else {
                name = try tableName()
            }
            break
        }
        guard let name else { return try skipStatement() }
        try skipSpace()
        let columns = try self.columnList()
        for _ in 0..<4 {
            try skipSpace()
            let byte = try bytes.peek()
            guard byte >= 0, Self.isWord(UInt8(byte)) else { break }
            switch try word() {
            case "VALUES", "VALUE":
                return try values(of: name, columns)
            case "OVERRIDING", "SYSTEM", "USER": continue
            default: break
            }
            break
        }
        // INSERT … SELECT, INSERT … SET: the rows aren't in the dump, or not as rows.
        notes.refused[name, default: 0] += 1
        try skipStatement()
    }

    private func columnList() throws -> [String]? {
        guard try bytes.peek() == 0x28 else { return nil }
        bytes.at += 1
        var names: [String] = []
        while true {
            try skipSpace()
            let byte = try bytes.peek()
            if byte == 0x29 {
                bytes.at += 1
                return names
            }
            if byte == 0x2C {
                bytes.at += 1
                continue
            }
            guard let name = try identifier() else {
                if byte < 0 { throw cutShort() }
                throw refused("a list of columns with something else in it")
            }
            names.append(name)
            guard names.count <= limits.columns else {
                throw SourceFault.tooLarge(position: bytes.position(), limit: "columns", value: limits.columns)
            }
        }
    }

    private func values(of table: String, _ columns: [String]?) throws {
        let order = visitor.begin(table, columns: columns)
        while !isDone {
            try skipSpace()
            guard try bytes.peek() == 0x28 else {
                throw try bytes.peek() < 0 ? cutShort() : refused("rows of \(table) that don't begin with a bracket")
            }
            let line = bytes.line()
            bytes.at += 1
            switch order {
            case .count:
                try skipTuple()
                visitor.counted(1)
            case .take(let places, let known):
                try tuple(line, places, known)
                if try !visitor.row(row) { isDone = true }
            }
            try skipSpace()
            let byte = try bytes.peek()
            if byte == 0x2C {
                bytes.at += 1
                continue
            }
            if byte == 0x3B {
                bytes.at += 1
                return
            }
            // ON DUPLICATE KEY UPDATE …; and nothing at all between the statements of SQL Server.
            if byte >= 0, Self.isWord(UInt8(byte)), try bytes.starts(with: "ON ") || bytes.starts(with: "on ") {
                try skipStatement()
            }
            return
        }
    }

    /// Goes behind a row's closing bracket; the opening one was taken.
    private func skipTuple() throws {
        var depth = 1
        var last: UInt8 = 0
        while true {
            let piece = try bytes.ahead()
            guard let base = piece.baseAddress, !piece.isEmpty else { throw cutShort() }
            var offset = 0
            scan: while offset < piece.count {
                switch base[offset] {
                case 0x27, 0x22, 0x28, 0x29: break scan
                default: offset &+= 1
                }
            }
            if offset > 0 { last = base[offset - 1] }
            bytes.at += offset
            guard offset < piece.count else { continue }
            bytes.at += 1
            switch base[offset] {
            case 0x28: depth += 1
            case 0x29:
                depth -= 1
                if depth == 0 { return }
            default:
                // PostgreSQL's E'it\\'s'.
                let quote = base[offset]
                try skipQuoted(quote, hasEscapes: hasEscapes || isStandard && last | 0x20 == 0x65)
                last = quote
            }
        }
    }

    /// Reads a row to its closing bracket; the opening one was taken.
    private func tuple(_ line: UInt32, _ places: [Int]?, _ columns: [SourceColumn]) throws {
        row.begin(place: line)
        var given = 0
        while true {
            try skipSpace()
            if try bytes.peek() == 0x29, given == 0 {
                bytes.at += 1
                break
            }
            let place = places.map { given < $0.count ? $0[given] : -1 } ?? given
            let column = place >= 0 && place < columns.count ? columns[place] : nil
            try value(column)
            settle(column)
            given += 1
            if row.bytes.count > limits.recordBytes {
                throw SourceFault.tooLarge(
                    position: bytes.position(), limit: "bytes in a row", value: limits.recordBytes)
            }
            if given > limits.columns {
                throw SourceFault.tooLarge(position: bytes.position(), limit: "values in a row", value: limits.columns)
            }
            try skipSpace()
            let byte = try bytes.next()
            if byte == 0x2C { continue }
            if byte == 0x29 { break }
            throw byte < 0 ? cutShort() : refused("a row whose values can't be told apart")
        }
        let expected = places?.count ?? columns.count
        if given != expected { row.remark = "\(given) values for \(expected) columns" }
    }

    // MARK: Values

    /// Writes the value that stands here into the row's next cell, without ending it.
    private func value(_ column: SourceColumn?, depth: Int = 0) throws {
        try skipSpace()
        let byte = try bytes.peek()
        guard byte >= 0 else { throw cutShort() }
        switch UInt8(byte) {
        case 0x27, 0x22:
            bytes.at += 1
            try string(UInt8(byte), hasEscapes: hasEscapes)
            // 'one' 'text'
            while true {
                try skipSpace()
                guard try bytes.peek() == byte else { break }
                bytes.at += 1
                try string(UInt8(byte), hasEscapes: hasEscapes)
            }
        case 0x28:
            guard depth < 8 else { throw refused("a value in too many brackets") }
            bytes.at += 1
            try value(column, depth: depth + 1)
            try skipSpace()
            guard try bytes.next() == 0x29 else { throw refused("a value in brackets that don't close") }
        default: try bare(column, depth)
        }
        // 'x'::text
        try skipSpace()
        if isStandard, try bytes.peek() == 0x3A { try skipCast() }
    }

    private func skipCast() throws {
        while case let byte = try bytes.peek(),
            byte == 0x3A || byte == 0x20 || byte == 0x5B || byte == 0x5D
                || byte >= 0 && Self.isWord(UInt8(byte))
        {
            bytes.at += 1
        }
    }

    /// A number, a word, or something behind a word: `_binary 'x'`, `0x4A`, `X'4A'`, `CAST(…)`.
    private func bare(_ column: SourceColumn?, _ depth: Int) throws {
        let start = row.bytes.count
        while case let byte = try bytes.peek(), byte >= 0 {
            let byte = UInt8(byte)
            guard Self.isWord(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B else { break }
            if row.bytes.count - start >= limits.cellBytes { throw tooLong() }
            row.append(byte)
            bytes.at += 1
        }
        let count = row.bytes.count - start
        guard count > 0 else { throw refused("a row whose values can't be told apart") }
        let word = row.bytes[start...]
        let first = word[start]
        // What a hexadecimal number stands for are bytes.
        if count > 2, first == 0x30, word[start + 1] | 0x20 == 0x78 {
            let digits = Array(word.dropFirst(2))
            row.truncate(to: start)
            return hexadecimal(digits, column)
        }
        let isLetter = (first | 0x20) >= 0x61 && (first | 0x20) <= 0x7A || first == 0x5F || first == 0x40
        guard isLetter else { return }
        let name = String(decoding: word.prefix(40), as: UTF8.self).uppercased()
        row.truncate(to: start)
        try skipSpace()
        let next = try bytes.peek()
        if next == 0x27 || next == 0x22 && !isStandard {
            bytes.at += 1
            return try prefixed(name, UInt8(next), column)
        }
        if name.hasPrefix("_"), next == 0x30 || next == 0x78 || next == 0x58 || next == 0x62 {
            return try bare(column, depth)
        }
        if next == 0x28 { return try call(name, column, depth) }
        switch name {
        case "NULL", "DEFAULT": break
        case "TRUE": row.append(text: "true")
        case "FALSE": row.append(text: "false")
        default: notes.computed += 1
        }
    }

    /// A string behind a word: `_binary'x'`, `N'x'`, `E'x'`, `X'4A'`, `b'1'`.
    private func prefixed(_ name: String, _ quote: UInt8, _ column: SourceColumn?) throws {
        switch name {
        case "X":
            let start = row.bytes.count
            try string(quote, hasEscapes: false)
            let digits = Array(row.bytes[start...])
            row.truncate(to: start)
            hexadecimal(digits, column)
        case "B":
            let start = row.bytes.count
            try string(quote, hasEscapes: false)
            let digits = row.bytes[start...]
            var number: UInt64 = 0
            for digit in digits where digits.count <= 64 { number = number << 1 | UInt64(digit & 1) }
            row.truncate(to: start)
            if !digits.isEmpty { row.append(text: String(number)) }
        case "E": try string(quote, hasEscapes: true)
        default:
            isMarkedBinary = name == "_BINARY"
            try string(quote, hasEscapes: hasEscapes)
        }
    }

    /// What few functions stand for that programs write into dumps; what others give only the server knows.
    private func call(_ name: String, _ column: SourceColumn?, _ depth: Int) throws {
        guard depth < 8 else { throw refused("a value in too many brackets") }
        bytes.at += 1
        switch name {
        case "CAST":
            try value(column, depth: depth + 1)
            try skipTuple()
        case "CHAR":
            let start = row.bytes.count
            try value(column, depth: depth + 1)
            let code = UInt8(String(decoding: row.bytes[start...], as: UTF8.self)) ?? 0x20
            row.truncate(to: start)
            row.append(code)
            try skipTuple()
        case "REPLACE":
            // SQLite's shell: replace('one\ntwo','\n',char(10)).
            var parts: [[UInt8]] = []
            for index in 0..<3 {
                let start = row.bytes.count
                try value(nil, depth: depth + 1)
                parts.append(Array(row.bytes[start...]))
                row.truncate(to: start)
                try skipSpace()
                let byte = try bytes.next()
                guard byte == (index < 2 ? 0x2C : 0x29) else { throw refused("a call of replace() that can't be read") }
            }
            row.append(all: DumpValue.replaced(parts[0], parts[1], by: parts[2]))
        default:
            notes.computed += 1
            try skipTuple()
        }
    }

    /// The bytes that digits stand for; in a column of text only where they are text.
    private func hexadecimal(_ digits: [UInt8], _ column: SourceColumn?) {
        guard let value = DumpValue.bytes(ofHexadecimal: digits) else { return row.append(all: digits) }
        if column?.kind ?? .text == .text, !DumpText.isReadable(value) {
            row.append(text: "0x")
            row.append(all: digits)
        } else {
            row.append(all: value)
        }
    }

    /// A string to its closing quote; the opening one was taken.
    private func string(_ quote: UInt8, hasEscapes: Bool) throws {
        let start = row.bytes.count
        while true {
            let piece = try bytes.ahead()
            guard let base = piece.baseAddress, !piece.isEmpty else { throw cutShort() }
            var offset = 0
            while offset < piece.count, base[offset] != quote, base[offset] != 0x5C { offset &+= 1 }
            keep(UnsafeBufferPointer(start: base, count: offset), start)
            bytes.at += offset
            guard offset < piece.count else { continue }
            let byte = base[offset]
            bytes.at += 1
            let hasRoom = row.bytes.count - start <= limits.cellBytes
            if byte == quote {
                guard try bytes.peek() == Int(quote) else { return }
                bytes.at += 1
                if hasRoom { row.append(quote) }
            } else if hasEscapes {
                let escaped = try bytes.next()
                if escaped < 0 { throw cutShort() }
                if hasRoom { DumpValue.unescape(UInt8(escaped), into: &row) }
            } else if hasRoom {
                row.append(byte)
            }
        }
    }

    /// Keeps a piece of a cell; one byte more than the limit is enough to know that it is too long.
    private func keep(_ piece: UnsafeBufferPointer<UInt8>, _ start: Int) {
        let room = limits.cellBytes + 1 - (row.bytes.count - start)
        if room >= piece.count {
            row.append(piece)
        } else if room > 0 {
            row.append(UnsafeBufferPointer(rebasing: piece[0..<room]))
        }
    }

    /// Ends a cell: text in UTF-8, bytes that are none left out.
    func settle(_ column: SourceColumn?) {
        let size = row.bytes.count - row.cellStart
        let kind = column?.kind ?? .text
        if size > limits.cellBytes {
            if kind == .text { row.remark = "a value of more than \(limits.cellBytes) bytes" }
            row.leftOut.append(row.count)
            row.replaceCell([])
        } else if kind == .text, isMarkedBinary, !DumpText.isReadable(row.bytes[row.cellStart...]) {
            row.leftOut.append(row.count)
            row.replaceCell([])
        } else if kind == .text {
            text.settle(&row, &notes)
        } else if size > 0 {
            let cell = row.bytes[row.cellStart...]
            let isNumber = cell.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            switch kind {
            case .bits where !isNumber && size <= 8:
                row.replaceCell(Array(String(cell.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }).utf8))
            case .shortBinary where !DumpText.isReadable(cell): row.replaceCell(DumpValue.hexadecimal(cell))
            case .binary where size > 4096 || !DumpText.isReadable(cell):
                row.leftOut.append(row.count)
                row.replaceCell([])
            default: break
            }
        }
        isMarkedBinary = false
        row.endCell()
    }

    private func tooLong() -> SourceFault {
        .tooLarge(position: bytes.position(), limit: "bytes in a value", value: limits.cellBytes)
    }

    // MARK: COPY

    /// Behind `COPY`: the rows of pg_dump, a line each, to the line `\.`.
    func copy() throws {
        try skipSpace()
        guard let name = try tableName() else { return try skipStatement() }
        try skipSpace()
        let columns = try columnList()
        try skipSpace()
        guard try word() == "FROM" else { return try skipStatement() }
        try skipSpace()
        guard try word() == "STDIN" else { return try skipStatement() }
        try skipStatement()
        try skipLine()
        let order = visitor.begin(name, columns: columns)
        while !isDone {
            if try bytes.starts(with: "\\.") {
                try skipLine()
                return
            }
            guard try bytes.peek() >= 0 else { throw cutShort() }
            switch order {
            case .count:
                try skipLine()
                visitor.counted(1)
            case .take(let places, let known):
                try copied(places, known)
                if try !visitor.row(row) { isDone = true }
            }
        }
    }

    private func copied(_ places: [Int]?, _ columns: [SourceColumn]) throws {
        row.begin(place: bytes.line())
        var given = 0
        var start = 0
        func column() -> SourceColumn? {
            let place = places.map { given < $0.count ? $0[given] : -1 } ?? given
            return place >= 0 && place < columns.count ? columns[place] : nil
        }
        func end() throws {
            let column = column()
            let cell = row.bytes[start...]
            // bytea as `\x4a4b`.
            if column?.kind == .binary, cell.starts(with: [0x5C, 0x78]),
                let value = DumpValue.bytes(ofHexadecimal: Array(cell.dropFirst(2)))
            {
                row.replaceCell(value)
            }
            settle(column)
            given += 1
            start = row.bytes.count
            if given > limits.columns {
                throw SourceFault.tooLarge(position: bytes.position(), limit: "values in a row", value: limits.columns)
            }
        }
        while true {
            let byte = try bytes.next()
            switch byte {
            case -1: throw cutShort()
            case 0x0A:
                try end()
                let expected = places?.count ?? columns.count
                if given != expected { row.remark = "\(given) values for \(expected) columns" }
                return
            case 0x09: try end()
            case 0x5C:
                let escaped = try bytes.next()
                switch escaped {
                case -1: throw cutShort()
                case 0x4E where row.bytes.count == start: break
                default: DumpValue.unescapeCopied(UInt8(escaped), into: &row)
                }
            case 0x0D where try bytes.peek() == 0x0A: break
            default: if row.bytes.count - start <= limits.cellBytes { row.append(UInt8(byte)) }
            }
            if row.bytes.count > limits.recordBytes {
                throw SourceFault.tooLarge(
                    position: bytes.position(), limit: "bytes in a row", value: limits.recordBytes)
            }
        }
    }
}
