internal import Connecting
internal import Formats
internal import Records
internal import SQLite

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A SQLite file as a source of tables.
final class SQLiteSource: TableSource {
    let title = "SQLite"
    private(set) var notes = SourceNotes()
    private let delivery: DeliveryFile
    private let limits: ReadingLimits
    private let original: RegularFile
    private let file: SQLiteForeignFile
    private let copy: PrivateCopy?

    static func isSQLite(_ head: [UInt8]) -> Bool { head.starts(with: SQLiteForeignFile.signature) }

    /// Opens the file; with a log beside it, a private copy of both.
    init(_ delivery: DeliveryFile, limits: ReadingLimits) throws {
        self.delivery = delivery
        self.limits = limits
        original = try RegularFile(path: delivery.path)
        copy = try PrivateCopy.ofSQLite(delivery.path)
        if let copy { try SQLiteSource.settle(copy.path) }
        file = try SQLiteForeignFile(path: copy?.path ?? delivery.path)
    }

    func tables() throws -> [SourceTable] {
        var tables: [SourceTable] = []
        try file.read { connection in
            let statement = try connection.prepare(
                "SELECT type, name, coalesce(substr(upper(trim(sql)), 1, 14), '') FROM sqlite_schema ORDER BY rowid")
            var virtual: [String] = []
            while try statement.step() {
                file.goesOn()
                let name = statement.text(1)
                if statement.text(0) == "view" { notes.views.append(name) }
                guard statement.text(0) == "table", !name.lowercased().hasPrefix("sqlite_") else { continue }
                if statement.text(2) == "CREATE VIRTUAL" {
                    virtual.append(name)
                    notes.unreadable.append((name, "it is a virtual table, which a program computes"))
                    continue
                }
                guard tables.count < limits.members else {
                    throw SourceFault.tooLarge(
                        position: Position(file: delivery.name), limit: "tables", value: limits.members)
                }
                tables.append(SourceTable(name: name, columns: []))
            }
            // What a virtual table keeps for itself.
            tables.removeAll { table in virtual.contains { table.name.hasPrefix($0 + "_") } }
            tables = tables.compactMap { described($0, connection) }
        }
        return tables
    }

    /// A table with its columns and rows; nil, with a note, where it can't be read.
    private func described(_ table: SourceTable, _ connection: SQLiteConnection) -> SourceTable? {
        var table = table
        do {
            let name = SQLiteSource.quoted(table.name)
            let columns = try connection.prepare("PRAGMA main.table_xinfo(\(name))")
            while try columns.step() {
                let column = SourceColumn(name: columns.text(1), isGenerated: columns.int64(6) > 1)
                if columns.int64(6) != 1 { table.columns.append(column) }
            }
            if (try? connection.prepare(SQLiteSource.select(table))) == nil {
                // A column that is computed by something that isn't harmless.
                let computed = table.columns.filter(\.isGenerated).map(\.name)
                table.columns.removeAll(where: \.isGenerated)
                notes.others.append(
                    (
                        "generated",
                        "computed columns of \(table.name) were left out: \(computed.joined(separator: ", "))"
                    ))
            }
            _ = try connection.prepare(SQLiteSource.select(table))
            file.goesOn()
            table.rows = Int(try connection.integer("SELECT count(*) FROM main.\(name)") ?? 0)
            let references = try connection.prepare("PRAGMA main.foreign_key_list(\(name))")
            while try references.step() {
                table.references.append(
                    SourceReference(column: references.text(3), table: references.text(2), key: references.text(4)))
            }
        } catch {
            notes.unreadable.append((table.name, "\(error)"))
            return nil
        }
        return table.columns.isEmpty ? nil : table
    }

    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws {
        notes.beginRows()
        try file.read { connection in
            var row = TableRow()
            for (number, table) in tables.enumerated() {
                let statement = try connection.prepare(SQLiteSource.select(table))
                var place: UInt32 = 0
                while try statement.step() {
                    file.goesOn()
                    place &+= 1
                    row.begin(place: place)
                    for column in table.columns.indices { take(statement, column, &row) }
                    if row.bytes.count > limits.recordBytes {
                        throw SourceFault.tooLarge(
                            position: Position(file: delivery.name, sheet: table.name, row: place),
                            limit: "bytes in a row", value: limits.recordBytes)
                    }
                    if try !body(number, row) { return }
                }
            }
        }
        if original.hasChanged { throw SourceFault.changedWhileReading(file: delivery.name) }
    }

    private func take(_ statement: SQLiteStatement, _ column: Int, _ row: inout TableRow) {
        switch statement.kind(column) {
        case .null: break
        case .integer: row.append(text: String(statement.int64(column)))
        case .real: row.append(text: SQLiteSource.text(statement.double(column)))
        case .text:
            statement.withBytes(column) { bytes in
                if bytes.count > limits.cellBytes {
                    row.remark = "a value of more than \(limits.cellBytes) bytes"
                    row.leftOut.append(column)
                } else {
                    row.append(bytes.assumingMemoryBound(to: UInt8.self))
                    DumpText().settle(&row, &notes)
                }
            }
        case .blob:
            statement.withBytes(column) { bytes in
                // A UUID in 16 bytes is a key; anything longer that isn't text is a picture.
                if bytes.count <= 4096, DumpText.isReadable(bytes) {
                    row.append(bytes.assumingMemoryBound(to: UInt8.self))
                } else if bytes.count <= 32 {
                    row.append(all: DumpValue.hexadecimal(bytes))
                } else {
                    row.leftOut.append(column)
                }
            }
        }
        row.endCell()
    }

    /// A number as its shortest text; without a fraction where it has none.
    static func text(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 9e15 { return String(Int64(number)) }
        return "\(number)"
    }

    private static func select(_ table: SourceTable) -> String {
        let columns = table.columns.map { quoted($0.name) }.joined(separator: ", ")
        return "SELECT \(columns.isEmpty ? "1" : columns) FROM main.\(quoted(table.name)) NOT INDEXED"
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Brings a copy's log into its file, so that it can be read as it lies there.
    private static func settle(_ path: String) throws {
        let database = try SQLiteDatabase(path: path, mode: .guest)
        try database.outsideTransaction { connection in
            try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            try connection.execute("PRAGMA journal_mode = DELETE")
        }
    }
}

/// A file copied with what belongs to it into a folder of its own, gone when this is.
final class PrivateCopy {
    /// The copy.
    let path: String
    private let folder: String

    /// A copy of a database with its log; nil where it has none and can be read as it lies there.
    static func ofSQLite(_ path: String) throws -> PrivateCopy? {
        let beside = ["-wal", "-journal"].filter { ending in
            var status = stat()
            return lstat(path + ending, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
        }
        return beside.isEmpty ? nil : try PrivateCopy(path, beside: beside)
    }

    private init(_ path: String, beside: [String]) throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/customary-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SourceFault.unreadable(file: path, reason: "there is no room for a copy in \(parent)")
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.path = folder + "/copy.db"
        for ending in [""] + beside { try PrivateCopy.copy(path + ending, to: self.path + ending) }
    }

    deinit {
        for ending in ["", "-wal", "-journal", "-shm"] { unlink(path + ending) }
        rmdir(folder)
    }

    private static func copy(_ from: String, to: String) throws {
        let file = try RegularFile(path: from)
        let target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw SourceFault.unreadable(file: from, reason: String(cString: strerror(errno))) }
        defer { close(target) }
        var offset: off_t = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let read = file.withDescriptor { pread($0, buffer.baseAddress, buffer.count, offset) }
            guard read >= 0 else { throw SourceFault.unreadable(file: from, reason: String(cString: strerror(errno))) }
            if read == 0 { break }
            guard write(target, buffer.baseAddress, read) == read else {
                throw SourceFault.unreadable(
                    file: from, reason: "the copy can't be written: \(String(cString: strerror(errno)))")
            }
            offset += off_t(read)
        }
        if file.hasChanged { throw SourceFault.changedWhileReading(file: from) }
    }
}
