internal import Connecting
internal import Formats
internal import Records

/// An Access database (`.mdb`, `.accdb`), read by mdbtools in a process of its own.
final class AccessFile: TableSource {
    let title = "Access"
    private(set) var notes = SourceNotes()
    private let delivery: DeliveryFile
    private let limits: ReadingLimits
    private let file: RegularFile
    private let path: String
    private let environment: [String]

    /// Whether a file begins as Jet and ACE databases do.
    static func isAccess(_ head: [UInt8]) -> Bool {
        let name = head.dropFirst(4).prefix(15)
        return name.elementsEqual("Standard Jet DB".utf8) || name.elementsEqual("Standard ACE DB".utf8)
    }

    init(_ delivery: DeliveryFile, encoding: Encoding?, limits: ReadingLimits) throws {
        self.delivery = delivery
        self.limits = limits
        file = try RegularFile(path: delivery.path)
        // A path that can't be taken for an option.
        path = delivery.path.hasPrefix("/") ? delivery.path : "./" + delivery.path
        // Access 97 and before didn't write Unicode.
        environment = ["MDB_JET3_CHARSET=\(encoding.map(CodePage.of) ?? "CP1252")"]
    }

    func tables() throws -> [SourceTable] {
        var text: [UInt8] = []
        try run("mdb-tables", ["-1", "-t", "table", "--", path]) { piece in
            text += piece
            guard text.count <= 1 << 20 else {
                throw SourceFault.tooLarge(
                    position: Position(file: delivery.name), limit: "bytes of tables' names", value: 1 << 20)
            }
            return true
        }
        var tables: [SourceTable] = []
        for name in text.split(separator: 0x0A).map({ String(decoding: $0, as: UTF8.self) }) {
            // What Access keeps for itself, and what was deleted.
            if name.hasPrefix("MSys") || name.hasPrefix("~") || name.hasPrefix("f_") && name.count > 30 { continue }
            do { tables.append(try described(name)) } catch let fault as SourceFault {
                if case .tooLarge = fault { throw fault }
                notes.unreadable.append((name, "mdbtools can't read it"))
            }
        }
        if tables.isEmpty, text.isEmpty {
            throw SourceFault.refused(
                position: Position(file: delivery.name), reason: "mdbtools finds no table in it",
                remedy: "If it has a password, take that off; else compact it in Access, or export its tables.")
        }
        return tables
    }

    private func described(_ name: String) throws -> SourceTable {
        var table = SourceTable(name: name, columns: [])
        var reader = AccessRows(limits: limits, position: Position(file: delivery.name, sheet: name))
        try export(name) { piece in
            try reader.take(piece) { row, _ in
                if table.columns.isEmpty {
                    for column in 0..<row.count {
                        table.columns.append(SourceColumn(name: String(decoding: row.cell(column), as: UTF8.self)))
                    }
                } else {
                    table.rows += 1
                }
                return true
            }
        }
        return table
    }

    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws {
        notes.beginRows()
        for (number, table) in tables.enumerated() {
            var reader = AccessRows(limits: limits, position: Position(file: delivery.name, sheet: table.name))
            var isHeader = true
            var goesOn = true
            try export(table.name) { piece in
                try reader.take(piece) { row, place in
                    if isHeader {
                        isHeader = false
                        return true
                    }
                    row.place = place
                    if row.count != table.columns.count {
                        row.remark = "\(row.count) values for \(table.columns.count) columns"
                    }
                    goesOn = try body(number, row)
                    return goesOn
                }
            }
            if !goesOn { break }
        }
        if file.hasChanged { throw SourceFault.changedWhileReading(file: delivery.name) }
    }

    private func export(_ table: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool) throws {
        try run(
            "mdb-export",
            [
                "-d", "\u{1F}", "-R", "\u{1E}", "-D", "%Y-%m-%d", "-T", "%Y-%m-%dT%H:%M:%S", "-B", "-b", "strip", "--",
                path, table,
            ],
            body)
    }

    private func run(_ program: String, _ arguments: [String], _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool)
        throws
    {
        var isStopped = false
        let status = try ChildProgram.run(program, arguments, environment: environment) { piece in
            let goesOn = try body(piece)
            if !goesOn { isStopped = true }
            return goesOn
        }
        guard isStopped || status == 0 else {
            throw SourceFault.refused(
                position: Position(file: delivery.name),
                reason: status == nil ? "mdbtools broke off while reading it" : "mdbtools can't read it",
                remedy: "If it has a password, take that off; else compact and repair it in Access.")
        }
    }
}

/// Takes what mdb-export writes apart into rows.
private struct AccessRows {
    private let limits: ReadingLimits
    private let position: Position
    private var row = TableRow()
    private var state = State.cellBegin
    private var number: UInt32 = 0
    private var isQuoted = false
    private var isTooLong = false

    private enum State {
        case cellBegin, plain, quoted, quote
    }

    init(limits: ReadingLimits, position: Position) {
        self.limits = limits
        self.position = position
        row.begin(place: 0)
    }

    /// Takes a piece; whole rows go to `body` with their number, the header being 0. False when it wants no more.
    mutating func take(
        _ piece: UnsafeBufferPointer<UInt8>, _ body: (inout TableRow, UInt32) throws -> Bool
    ) throws -> Bool {
        for byte in piece {
            switch (state, byte) {
            case (.cellBegin, 0x22):
                isQuoted = true
                state = .quoted
            case (.quoted, 0x22): state = .quote
            case (.quote, 0x22):
                keep(0x22)
                state = .quoted
            case (.quoted, _): keep(byte)
            case (_, 0x1F):
                try endCell()
                state = .cellBegin
            case (_, 0x1E):
                try endCell()
                if isTooLong { row.remark = "a value of more than \(limits.cellBytes) bytes" }
                let goesOn = try body(&row, number)
                number &+= 1
                row.begin(place: number)
                isTooLong = false
                state = .cellBegin
                if !goesOn { return false }
            default:
                keep(byte)
                state = .plain
            }
        }
        return true
    }

    private mutating func keep(_ byte: UInt8) {
        if row.bytes.count - row.cellStart <= limits.cellBytes { row.append(byte) }
    }

    private mutating func endCell() throws {
        let size = row.bytes.count - row.cellStart
        if size > limits.cellBytes {
            isTooLong = true
            row.replaceCell([])
        } else if size > 0 {
            let cell = Array(row.bytes[row.cellStart...])
            if let value = AccessRows.value(cell, isQuoted: isQuoted) { row.replaceCell(value) }
        }
        row.endCell()
        isQuoted = false
        guard row.bytes.count <= limits.recordBytes else {
            throw SourceFault.tooLarge(position: position, limit: "bytes in a row", value: limits.recordBytes)
        }
        guard row.count <= limits.columns else {
            throw SourceFault.tooLarge(position: position, limit: "columns", value: limits.columns)
        }
    }

    /// A value in the form that cells have everywhere; nil where it stays as it is.
    private static func value(_ cell: [UInt8], isQuoted: Bool) -> [UInt8]? {
        if !isQuoted {
            if cell == Array("TRUE".utf8) { return Array("true".utf8) }
            if cell == Array("FALSE".utf8) { return Array("false".utf8) }
        }
        let midnight = Array("T00:00:00".utf8)
        if cell.count == 19, cell[4] == 0x2D, cell[7] == 0x2D, cell.suffix(9).elementsEqual(midnight) {
            return Array(cell.prefix(10))
        }
        // A hyperlink: what is shown, where it leads, where in there.
        if cell.last == 0x23 || cell.count(where: { $0 == 0x23 }) >= 2, let address = address(cell) { return address }
        return cell.contains(0) ? cell.filter { $0 != 0 } : nil
    }

    private static func address(_ cell: [UInt8]) -> [UInt8]? {
        let parts = cell.split(separator: 0x23, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 3, !parts[1].isEmpty else { return nil }
        let address = Array(parts[1])
        let mail = Array("mailto:".utf8)
        if address.starts(with: mail) { return Array(address.dropFirst(mail.count)) }
        return address.starts(with: "http".utf8) || address.starts(with: "www.".utf8) ? address : nil
    }
}
