internal import Connecting
internal import Formats
internal import Records

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A table in a dBase file: III, IV, 5, 7, Clipper, FoxPro 2 and Visual FoxPro, with its memos beside it.
final class DBaseFile: TableSource {
    let title = "dBase"
    private(set) var notes = SourceNotes()
    private let delivery: DeliveryFile
    private let limits: ReadingLimits
    private let file: RegularFile
    private let header: DBaseHeader
    private let memo: DBaseMemo?
    private let page: CodePage?

    /// The kind of header that a file begins with; nil for what is no dBase file.
    static func isDBase(_ head: [UInt8], size: Int) -> Bool { (try? DBaseHeader(head, size: size)) != nil }

    init(_ delivery: DeliveryFile, encoding: Encoding?, limits: ReadingLimits) throws {
        self.delivery = delivery
        self.limits = limits
        file = try RegularFile(path: delivery.path)
        do {
            header = try DBaseHeader(file.beginning(64 << 10), size: file.size)
        } catch {
            throw SourceFault.refused(
                position: Position(file: delivery.name), reason: "\(error)", remedy: "Copy the table anew.")
        }
        memo = DBaseMemo(beside: delivery.path, version: header.version)
        let name: String
        if let encoding {
            name = CodePage.of(encoding)
        } else if let said = DBaseFile.codePageFile(delivery.path) ?? CodePage.ofLanguageDriver(header.languageDriver) {
            name = said
        } else if let guessed = DBaseFile.guess(file, header) {
            name = guessed
            notes.others.append(
                ("charset", "the table doesn't say its code page: read as \(name); encoding: names another"))
        } else {
            name = "UTF-8"
        }
        page = CodePage(name)
        if page == nil { notes.others.append(("charset", "the code page \(name) isn't known here: read as it stands")) }
        if memo == nil, header.fields.contains(where: { $0.type == UInt8(ascii: "M") }) {
            notes.others.append(
                ("memo", "the file with the memos (.dbt or .fpt) isn't beside the table: memos are empty"))
        }
    }

    private var tableName: String {
        let stem = delivery.name.split(separator: ".").dropLast().joined(separator: ".")
        return stem.isEmpty ? delivery.name : stem
    }

    func tables() throws -> [SourceTable] {
        guard header.fields.count <= limits.columns else {
            throw SourceFault.tooLarge(position: Position(file: delivery.name), limit: "columns", value: limits.columns)
        }
        let there = max(0, file.size - header.length) / header.recordLength
        guard there >= header.records else {
            throw SourceFault.incomplete(
                position: Position(file: delivery.name, row: UInt32(clamping: there + 1)),
                reason: "the table says that it has \(header.records) records and ends after \(there)",
                remedy: "Fetch the file again.")
        }
        var table = SourceTable(name: tableName, columns: [])
        var taken: Set<String> = []
        for field in header.fields where !field.isSystem {
            var name = field.name
            var number = 2
            while !taken.insert(name).inserted {
                name = "\(field.name)_\(number)"
                number += 1
            }
            table.columns.append(SourceColumn(name: name))
        }
        table.rows = header.records
        return [table]
    }

    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws {
        guard !tables.isEmpty else { return }
        notes.beginRows()
        var row = TableRow()
        let perBlock = max(1, (1 << 20) / header.recordLength)
        let block = UnsafeMutablePointer<UInt8>.allocate(capacity: perBlock * header.recordLength)
        defer { block.deallocate() }
        var record = 0
        while record < header.records {
            let count = min(perBlock, header.records - record)
            let place = header.length + record * header.recordLength
            let read = file.withDescriptor { pread($0, block, count * header.recordLength, off_t(place)) }
            guard read == count * header.recordLength else {
                throw SourceFault.changedWhileReading(file: delivery.name)
            }
            for index in 0..<count {
                record += 1
                let bytes = UnsafeBufferPointer(start: block + index * header.recordLength, count: header.recordLength)
                row.begin(place: UInt32(clamping: record))
                row.isDeleted = bytes[0] == UInt8(ascii: "*")
                for field in header.fields where !field.isSystem { take(field, bytes, &row) }
                if try !body(0, row) { return }
            }
        }
        if file.hasChanged { throw SourceFault.changedWhileReading(file: delivery.name) }
    }

    // MARK: Values

    private func take(_ field: DBaseField, _ record: UnsafeBufferPointer<UInt8>, _ row: inout TableRow) {
        defer { row.endCell() }
        if let bit = field.nullBit, header.flag(bit, in: record) { return }
        var cell = UnsafeBufferPointer(rebasing: record[field.offset..<(field.offset + field.length)])
        if let bit = field.lengthBit, header.flag(bit, in: record), let last = cell.last {
            cell = UnsafeBufferPointer(rebasing: cell[0..<min(Int(last), cell.count)])
        }
        switch field.type {
        case UInt8(ascii: "N"), UInt8(ascii: "F"):
            let text = DBaseFile.trimmed(cell)
            // Stars say that a number didn't fit.
            if text.contains(UInt8(ascii: "*")) { notes.computed += 1 } else { row.append(all: text) }
        case UInt8(ascii: "D"): date(cell, &row)
        case UInt8(ascii: "L"):
            switch cell.first {
            case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Y"), UInt8(ascii: "y"): row.append(text: "true")
            case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "N"), UInt8(ascii: "n"): row.append(text: "false")
            default: break
            }
        case UInt8(ascii: "I"), UInt8(ascii: "+"):
            guard cell.count == 4 else { break }
            row.append(
                text: String(
                    header.isLevel7
                        ? Int32(bitPattern: UInt32(number(cell, big: true)) ^ 0x8000_0000)
                        : Int32(truncatingIfNeeded: number(cell))))
        case UInt8(ascii: "Y"):
            guard cell.count == 8 else { break }
            row.append(text: DBaseFile.money(Int64(bitPattern: number(cell))))
        case UInt8(ascii: "B") where header.isVisualFoxPro, UInt8(ascii: "O"):
            guard cell.count == 8 else { break }
            var bits = header.isLevel7 ? number(cell, big: true) : number(cell)
            // Level 7 turns the sign's bit, and the others of what is negative, so that bytes sort as numbers do.
            if header.isLevel7 { bits = bits >> 63 == 1 ? bits ^ 1 << 63 : ~bits }
            let value = Double(bitPattern: bits)
            if value.isFinite { row.append(text: SQLiteSource.text(value)) }
        case UInt8(ascii: "T"): if cell.count == 8 { timestamp(cell, &row) }
        case UInt8(ascii: "@"): break
        case UInt8(ascii: "M"):
            guard let memo, let block = block(cell), block > 0 else { break }
            guard let bytes = memo.text(block, limit: limits.cellBytes) else {
                row.remark = "a memo that can't be read (block \(block))"
                break
            }
            text(bytes, &row)
        case UInt8(ascii: "C"), UInt8(ascii: "V"):
            var end = cell.count
            while end > 0, cell[end - 1] == 0x20 || cell[end - 1] == 0 { end -= 1 }
            text(Array(cell[0..<end]), &row)
        default:
            // Pictures, objects and bytes.
            if cell.contains(where: { $0 != 0x20 && $0 != 0 }) { row.leftOut.append(row.count) }
        }
    }

    private func text(_ bytes: [UInt8], _ row: inout TableRow) {
        if bytes.count > limits.cellBytes {
            row.remark = "a value of more than \(limits.cellBytes) bytes"
            return
        }
        row.append(all: page?.decode(bytes) ?? bytes)
        DumpText().settle(&row, &notes)
    }

    private func block(_ cell: UnsafeBufferPointer<UInt8>) -> Int? {
        if cell.count == 4 { return Int(number(cell)) }
        return Int(String(decoding: DBaseFile.trimmed(cell), as: UTF8.self))
    }

    private func number(_ cell: UnsafeBufferPointer<UInt8>, big: Bool = false) -> UInt64 {
        big ? cell.reduce(0) { $0 << 8 | UInt64($1) } : cell.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private func date(_ cell: UnsafeBufferPointer<UInt8>, _ row: inout TableRow) {
        guard cell.count == 8 else { return }
        guard cell.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return row.append(all: DBaseFile.trimmed(cell)) }
        if cell.allSatisfy({ $0 == 0x30 }) { return }
        for (index, digit) in cell.enumerated() {
            if index == 4 || index == 6 { row.append(UInt8(ascii: "-")) }
            row.append(digit)
        }
    }

    /// A Julian day and milliseconds.
    private func timestamp(_ cell: UnsafeBufferPointer<UInt8>, _ row: inout TableRow) {
        let day = Int(Int32(truncatingIfNeeded: number(UnsafeBufferPointer(rebasing: cell[0..<4]))))
        let time = Int(Int32(truncatingIfNeeded: number(UnsafeBufferPointer(rebasing: cell[4..<8]))))
        // Years 1 to 9999.
        guard (1_721_426...5_373_484).contains(day), (0..<86_400_000).contains(time) else { return }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        // Fliegel and Van Flandern, Communications of the ACM 11 (1968), 657.
        var l = day + 68_569
        let n = 4 * l / 146_097
        l -= (146_097 * n + 3) / 4
        let i = 4000 * (l + 1) / 1_461_001
        l = l - 1461 * i / 4 + 31
        let j = 80 * l / 2447
        let date = (l - 2447 * j / 80, j + 2 - 12 * (j / 11), 100 * (n - 49) + i + j / 11)
        let year = String(repeating: "0", count: max(0, 4 - String(date.2).count)) + String(date.2)
        // FoxPro's times are a thousandth short now and then.
        let second = (time + 500) / 1000
        let clock = "\(two(second / 3600 % 24)):\(two(second / 60 % 60)):\(two(second % 60))"
        row.append(text: "\(year)-\(two(date.1))-\(two(date.0))T\(clock)")
    }

    private static func money(_ value: Int64) -> String {
        let digits = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return "\(value < 0 ? "-" : "")\(padded.dropLast(4)).\(padded.suffix(4))"
    }

    private static func trimmed(_ cell: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var cell = Array(cell.drop { $0 == 0x20 || $0 == 0 })
        while let last = cell.last, last == 0x20 || last == 0 { cell.removeLast() }
        return cell
    }

    // MARK: Code pages

    private static func codePageFile(_ path: String) -> String? {
        let stem = path.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        for ending in ["cpg", "CPG", "cst"] {
            guard let file = try? RegularFile(path: "\(stem).\(ending)"), file.size < 100 else { continue }
            return CodePage.named(String(decoding: file.beginning(100), as: UTF8.self))
        }
        return nil
    }

    /// What the first records' text looks like; nil where they have no letter beyond ASCII.
    private static func guess(_ file: RegularFile, _ header: DBaseHeader) -> String? {
        var text: [UInt8] = []
        let bytes = file.beginning(min(1 << 20, header.length + min(header.records, 2000) * header.recordLength))
        for record in 0..<min(header.records, 2000) {
            let start = header.length + record * header.recordLength
            for field in header.fields where field.type == UInt8(ascii: "C") {
                let from = start + field.offset
                guard from + field.length <= bytes.count else { break }
                text += bytes[from..<(from + field.length)] + [0x0A]
            }
        }
        let found = EncodingDetector.detect(head: text, isWhole: true)
        return found.isPlain ? nil : CodePage.of(found.encoding)
    }
}
