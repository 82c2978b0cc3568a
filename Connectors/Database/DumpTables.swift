internal import Connecting
internal import Records

/// Reading what a dump says of its tables.
extension DumpReader {
    /// Behind `CREATE TABLE`: the name and the columns.
    func table() throws {
        try skipSpace()
        if try bytes.starts(with: "IF") || bytes.starts(with: "if") {
            for _ in 0..<3 {
                _ = try word()
                try skipSpace()
            }
        }
        guard let name = try tableName() else { return try skipStatement() }
        try skipSpace()
        guard try bytes.peek() == 0x28 else { return try skipStatement() }
        bytes.at += 1
        var table = SourceTable(name: name, columns: [])
        var taken: Set<String> = []
        while true {
            let (item, isLast) = try self.item()
            read(item, into: &table, &taken)
            guard table.columns.count <= limits.columns else {
                throw SourceFault.tooLarge(position: bytes.position(), limit: "columns", value: limits.columns)
            }
            if isLast { break }
        }
        // `CREATE TABLE name (…) AS SELECT` and tables without columns hold nothing that could be read.
        if !table.columns.isEmpty { visitor.table(table) }
        // Statements of SQL Server end with their line.
        try skipSpace()
        if try bytes.peek() == 0x3B { bytes.at += 1 } else { try skipStatement() }
    }

    /// One column or key of a table's description in words; `isLast` behind its closing bracket.
    private func item() throws -> (words: [String], isLast: Bool) {
        var words: [String] = []
        var depth = 0
        var size = 0
        while true {
            try skipSpace()
            let byte = try bytes.peek()
            if byte < 0 { throw cutShort() }
            size += 1
            if size > 20_000 { throw refused("a column whose description has no end") }
            switch UInt8(byte) {
            case UInt8(ascii: "`"), UInt8(ascii: "["):
                if byte == 0x5B, !words.isEmpty, words.last?.hasPrefix("=") != true {
                    // `[nvarchar](50)` names a type, `text[]` an array.
                    if try bytes.peek(1) == 0x5D {
                        bytes.at += 2
                        continue
                    }
                }
                words.append("=" + (try identifier() ?? ""))
            case UInt8(ascii: "\""): words.append("=" + (try identifier() ?? ""))
            case UInt8(ascii: "'"):
                bytes.at += 1
                try skipQuoted(0x27)
                words.append("'")
            case UInt8(ascii: "("):
                bytes.at += 1
                depth += 1
                words.append("(")
            case UInt8(ascii: ")"):
                bytes.at += 1
                if depth == 0 { return (words, true) }
                depth -= 1
                words.append(")")
            case UInt8(ascii: ","):
                bytes.at += 1
                if depth == 0 { return (words, false) }
                words.append(",")
            case UInt8(ascii: ";"): throw refused("a table's description that doesn't end")
            case let byte where Self.isWord(byte):
                if words.isEmpty {
                    words.append(try identifier() ?? "")
                } else {
                    words.append(try word())
                }
            default: bytes.at += 1
            }
        }
    }

    private func read(_ words: [String], into table: inout SourceTable, _ taken: inout Set<String>) {
        guard let first = words.first, first != "(" else { return }
        let isQuoted = first.hasPrefix("=")
        if !isQuoted {
            switch first.uppercased() {
            case "PRIMARY", "CONSTRAINT", "FOREIGN", "FULLTEXT", "SPATIAL", "CHECK", "EXCLUDE", "PERIOD", "LIKE":
                return reference(words, &table)
            case "KEY", "INDEX", "UNIQUE":
                if !isStandard || first.uppercased() == "UNIQUE" { return }
            default: break
            }
        }
        let name = isQuoted ? String(first.dropFirst()) : first
        guard !name.isEmpty else { return }
        var column = SourceColumn(name: name)
        var type = words.count > 1 ? words[1] : ""
        if type.hasPrefix("=") { type = type.dropFirst().uppercased() }
        let size = words.count > 3 && words[2] == "(" ? Int(words[3]) : nil
        switch type.uppercased() {
        case "BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BYTEA", "IMAGE", "GEOMETRY", "POINT", "POLYGON",
            "ROWVERSION":
            column.kind = .binary
        case "BINARY", "VARBINARY": column.kind = size.map { $0 <= 32 } ?? false ? .shortBinary : .binary
        case "BIT": column.kind = .bits
        default: break
        }
        for (index, word) in words.enumerated().dropFirst(2) where word == "AS" {
            // GENERATED ALWAYS AS IDENTITY is a key that the server counts.
            let before = words[index - 1]
            if before == "ALWAYS" || before == ")" || index == 2 || before == type.uppercased(),
                index + 1 < words.count, words[index + 1] == "("
            {
                column.isGenerated = true
            }
        }
        if let place = words.firstIndex(of: "REFERENCES"), place + 1 < words.count {
            note(reference: [name], from: words[(place + 1)...], &table)
        }
        guard taken.insert(name).inserted else { return }
        table.columns.append(column)
    }

    private func reference(_ words: [String], _ table: inout SourceTable) {
        guard let foreign = words.firstIndex(of: "FOREIGN") ?? (words.first?.uppercased() == "FOREIGN" ? 0 : nil),
            let from = words[foreign...].firstIndex(of: "("), let place = words.firstIndex(of: "REFERENCES"),
            from + 1 < place
        else { return }
        let columns = words[(from + 1)..<place].filter { $0 != ")" && $0 != "," && $0 != "(" }.map(DumpNames.plain)
        note(reference: columns, from: words[(place + 1)...], &table)
    }

    private func note(reference columns: [String], from words: ArraySlice<String>, _ table: inout SourceTable) {
        let words = words.prefix { $0 != ")" && $0 != "ON" }.filter { $0 != "," }
        guard columns.count == 1, let open = words.firstIndex(of: "("), open + 1 < words.endIndex,
            open > words.startIndex
        else { return }
        table.references.append(
            SourceReference(
                column: columns[0], table: DumpNames.plain(words[open - 1]), key: DumpNames.plain(words[open + 1])))
    }
}

/// Names as the words of a description have them.
private enum DumpNames {
    static func plain(_ word: String) -> String { word.hasPrefix("=") ? String(word.dropFirst()) : word }
}
