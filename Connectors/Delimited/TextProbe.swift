import Connecting
import Formats
import Glibc
import Records

/// Looks at the head of a text file and works out everything that reading it needs.
struct TextProbe {
    /// So much of a file is looked at.
    private static let headBytes = 1 << 20
    private static let tailBytes = 64 << 10
    private static let sampleRows = 200
    private static let lookedCells = 300_000

    private let delivery: DeliveryFile
    private var settings: DelimitedSettings
    private let given: OptionValues
    private let head: [UInt8]
    private let isWhole: Bool
    private let lastLine: [[UInt8]]
    private let detected: EncodingDetector
    private var dialect: DialectDetector
    private var header: HeaderFinder
    private var isDoubtful: Bool
    /// The tables under the first one, with how each is read.
    private var further: [(table: FurtherTables.Table, settings: DelimitedSettings)] = []

    /// Nil when the file is no text, or text that another connector reads.
    init?(_ file: RegularFile, _ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) {
        self.delivery = delivery
        self.given = given
        settings = DelimitedSettings(given)
        head = file.beginning(min(file.size, TextProbe.headBytes))
        isWhole = head.count >= file.size
        let isOurs = DelimitedConnector.description.endings.contains(TextProbe.ending(delivery.name))
        let isChosen = given["encoding"] != nil
        detected = EncodingDetector.detect(head: head, isWhole: isWhole)
        if !isChosen {
            settings.encoding = detected.encoding
            settings.isGuess = detected.isDoubtful
        }
        let raw = settings.encoding.isWide || isChosen ? ContentKind.text : ContentKind(raw: head)
        if raw == .other { return nil }
        let text = try TextProbe.decode(head, settings.encoding, delivery)
        if ContentKind(text: text) == .other { return nil }
        isDoubtful = raw == .doubtful
        if !text.contains(where: { $0 > 0x20 }) {
            if isOurs && isWhole {
                throw .refused(
                    position: Position(file: delivery.name), reason: "the file is empty",
                    remedy: "Export it again; even a table without rows has a line of column names")
            }
            return nil
        }
        dialect = DialectDetector(text: text, isWhole: isWhole, given: TextProbe.given(given))
        settings.dialect = dialect.dialect
        if dialect.isDATEV && !isChosen && (detected.isPlain || detected.isDoubtful) {
            settings.encoding = .cp1252
            settings.isGuess = false
        }
        header = HeaderFinder([], width: 1)
        lastLine = isWhole ? [] : TextProbe.lastRow(file, settings)
        findHeader(text)
    }

    private static func ending(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map { $0.lowercased() } ?? ""
    }

    private static func decode(
        _ bytes: [UInt8], _ encoding: Encoding, _ delivery: DeliveryFile
    ) throws(SourceFault) -> [UInt8] {
        do throws(DelimitedFault) { return try encoding.decode(bytes) } catch {
            throw SourceFault(error, file: delivery.name)
        }
    }

    private static func given(_ options: OptionValues) -> DialectDetector.Given {
        var given = DialectDetector.Given()
        let settings = DelimitedSettings(options)
        if options["delimiter"] != nil {
            given.delimiter = .some(settings.dialect.delimiter)
            given.delimiterLead = settings.dialect.delimiterLead
            given.rowEnd = settings.dialect.rowEnd
        }
        if options["quote"] != nil { given.quote = .some(settings.dialect.quote) }
        if options["escape"] != nil { given.escape = .some(settings.dialect.escape) }
        given.comment = settings.dialect.comment
        given.skipLines = max(settings.skipLines, (options.integer("header_row") ?? 1) - 1)
        return given
    }

    // MARK: Header

    private mutating func findHeader(_ text: [UInt8]) {
        var rows: [HeaderFinder.Row] = []
        let fixed = given.integer("header_row")
        let skipped = max(settings.skipLines, (fixed ?? 1) - 1, dialect.technicalLines)
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(
                bytes: text, isCut: !isWhole, encoding: .utf8, dialect: settings.dialect)
            for _ in 0..<skipped {
                if try reader.nextTextLine() == nil { break }
            }
            var cells = 0
            var nextLine = reader.nextLine
            var followsGap = false
            while cells < TextProbe.lookedCells, try reader.next() {
                if reader.isComment { continue }
                if reader.line > nextLine { followsGap = true }
                nextLine = reader.nextLine
                rows.append(HeaderFinder.Row(line: reader.line, cells: reader.cells(), followsGap: followsGap))
                followsGap = reader.isBlank
                cells += reader.cellCount
            }
        } catch {
            // What was read up to the broken place is enough to find a header; reading says what is wrong.
        }
        header = HeaderFinder(rows, width: dialect.width)
        findFurtherTables(&rows)
        if dialect.isDATEV && fixed == nil {
            settings.headerRow = 2
            settings.skipLines = 0
        } else if let fixed {
            settings.headerRow = fixed
        } else if !settings.names.isEmpty {
            settings.headerRow = 0
            settings.skipLines = max(settings.skipLines, Int(header.firstLine) - 1)
        } else {
            settings.headerRow = Int(header.headerLine)
            settings.skipLines = header.headerLine == 0 ? max(settings.skipLines, Int(header.firstLine) - 1) : 0
        }
        // A project's options say all: what reading would not know by them isn't looked for.
        if given["width"] == nil && (given["header_row"] == nil || dialect.isDATEV) {
            let named =
                settings.headerRow > 0
                ? rows.first { $0.line >= settings.headerRow }?.cells.count ?? 0 : settings.names.count
            settings.width = settings.headerRow == 0 || header.width > named ? header.width : 0
        }
    }

    /// Tells further tables from the first one, whose rows are left in `rows`.
    private mutating func findFurtherTables(_ rows: inout [HeaderFinder.Row]) {
        guard given["header_row"] == nil, given["end_line"] == nil, settings.names.isEmpty, !dialect.isDATEV,
            settings.dialect.delimiter != nil
        else { return }
        var tables = FurtherTables(rows, header: header.header, headerLine: header.headerLine).tables
        guard let first = tables.first else { return }
        rows = rows.filter { $0.line < first.startLine }
        header = HeaderFinder(rows, width: TextProbe.usualWidth(rows))
        settings.endLine = Int(first.startLine)
        for index in tables.indices {
            var own = settings
            own.headerRow = Int(tables[index].headerLine)
            own.skipLines = 0
            own.endLine = index + 1 < tables.count ? Int(tables[index + 1].startLine) : 0
            let width = TextProbe.usualWidth(tables[index].rows)
            own.width = width > tables[index].rows[0].cells.count ? width : 0
            tables[index].rows = []
            further.append((tables[index], own))
        }
    }

    /// The most frequent number of cells.
    private static func usualWidth(_ rows: [HeaderFinder.Row]) -> Int {
        var counts: [Int: Int] = [:]
        for row in rows where row.filled > 0 { counts[row.cells.count, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 1
    }

    // MARK: Result

    /// What to tell about the file.
    func result() throws(SourceFault) -> Probe {
        var streams = [try stream(settings, name: further.isEmpty ? "" : firstName, isFirst: true)]
        for (index, (table, settings)) in further.enumerated() {
            var name = table.title.isEmpty ? "table-\(index + 2)" : table.title
            if streams.contains(where: { $0.name == name }) { name += "-\(index + 2)" }
            streams.append(try stream(settings, name: name, isFirst: false))
        }
        return Probe(confidence: confidence, streams: streams)
    }

    /// What the first of several tables is called.
    private var firstName: String { header.title.isEmpty ? "table-1" : header.title }

    private func stream(_ settings: DelimitedSettings, name: String, isFirst: Bool) throws(SourceFault) -> ProbedStream
    {
        let reader: DelimitedReader
        do throws(DelimitedFault) {
            reader = try DelimitedReader(
                bytes: head, isCut: !isWhole, encoding: settings.encoding, otherLines: settings.otherLines,
                dialect: settings.dialect)
        } catch {
            throw SourceFault(error, file: delivery.name)
        }
        var table = try TableReading(
            reader, head: Array(head.prefix(TableReading.headBytes)),
            isWhole: isWhole && head.count <= TableReading.headBytes, settings, file: delivery.name, recordLimit: .max)
        var sample: RawBatch?
        do {
            try table.run { batch in
                if sample == nil { sample = TextProbe.firstRows(of: batch) }
            }
        } catch let fault as SourceFault {
            // Cut short, or beyond a limit: reading would say the same.
            throw fault
        } catch {
            // The sink above throws nothing.
        }
        let columns = table.layout.columns
        let output = table.output
        let isDoubled = output.doubled.count * 2 > output.doubled.specialValues && output.doubled.count > 0
        var all = isFirst ? ownFindings() : []
        if isFirst && !further.isEmpty {
            let lines = further.map { String($0.table.startLine) }.joined(separator: ", ")
            all.append(
                Finding(
                    code: "table.several", severity: .note, ordinal: 0,
                    message: "the file holds \(further.count + 1) tables; further ones begin at line \(lines)",
                    remedy: "each is a source of its own; remove those that nobody needs"))
        }
        all += output.findings.all().filter { $0.code != "file.no-final-line-end" }
        return ProbedStream(
            name: name, summary: summary(settings, isDoubled: isDoubled), options: settings.options(given: given),
            columns: columns, sample: sample ?? RawBatch(width: max(1, columns.count)),
            headerRow: UInt32(clamping: settings.headerRow), findings: all)
    }

    private static func firstRows(of batch: RawBatch) -> RawBatch {
        if batch.count <= sampleRows { return batch }
        var rows = RawBatch(width: batch.cells.width)
        for row in 0..<sampleRows {
            rows.cells.appendRow(row, of: batch.cells)
            rows.endRow(
                ordinal: batch.ordinals[row], place: batch.places[row], kind: batch.kinds[row],
                remark: batch.remarks[row])
        }
        return rows
    }

    private var confidence: Int {
        if isDoubtful { return 5 }
        let isOurs = DelimitedConnector.description.endings.contains(TextProbe.ending(delivery.name))
        if dialect.isDATEV { return 95 }
        if settings.dialect.delimiter == nil { return isOurs ? 40 : 10 }
        let share = dialect.rows == 0 ? 0 : dialect.regularRows * 30 / dialect.rows
        return (isOurs ? 60 : 45) + share
    }

    private func summary(_ settings: DelimitedSettings, isDoubled: Bool) -> String {
        let encoding = settings.encoding.title + (isDoubled && !settings.repair ? " twice" : "")
        if dialect.isDATEV { return "DATEV EXTF, \(encoding)" }
        var words =
            switch settings.dialect.delimiter {
            case nil: "list, \(encoding)"
            case 0x09: "TSV \(encoding)"
            case _?: "CSV \(settings.delimiterWord ?? "?") \(encoding)"
            }
        if !settings.dialect.rowEnd.isEmpty {
            words += ", rows end with \(String(decoding: settings.dialect.rowEnd, as: UTF8.self))"
        }
        if settings.dialect.quote == 0x27 { words += ", quote '" }
        if settings.dialect.quote == nil && settings.dialect.delimiterLead.isEmpty { words += ", no quotes" }
        if settings.dialect.escape != nil { words += ", escape \\" }
        if settings.headerRow == 0 {
            if settings.dialect.delimiter != nil { words += ", no header" }
        } else if settings.headerRow > 1 {
            words += ", header line \(settings.headerRow)"
        }
        return words
    }

    private func ownFindings() -> [Finding] {
        var found: [Finding] = []
        func note(_ code: String, _ severity: Severity, _ message: String, _ remedy: String = "") {
            found.append(Finding(code: code, severity: severity, ordinal: 0, message: message, remedy: remedy))
        }
        if settings.isGuess {
            let others = detected.others.prefix(3).map(\.title).joined(separator: ", ")
            note(
                "encoding.uncertain", .warning,
                "nothing says for sure how the text is encoded; read as \(settings.encoding.title)"
                    + (others.isEmpty ? "" : ", which could be \(others)"),
                "look at the sample; if names are garbled, set the encoding")
        }
        if given["header_row"] == nil && !dialect.isDATEV {
            if settings.headerRow == 0 && settings.names.isEmpty && settings.dialect.delimiter != nil {
                note(
                    "header.none", .note, "the first row is a record like the others, so the table has no header",
                    "name the columns with columns: a,b,c, or set header_row")
            } else if header.isDoubtful && settings.dialect.delimiter != nil {
                note(
                    "header.uncertain", .note,
                    "nothing tells whether line \(settings.headerRow) holds names or a record; taken as names",
                    "set header_row: 0 if it is a record")
            }
            if header.titleRows > 0 {
                note(
                    "table.title", .note,
                    "\(header.titleRows) \(header.titleRows == 1 ? "line" : "lines") above the table left out")
            }
        }
        if settings.totals && TotalsLine.matches(lastLine) {
            note(
                "row.total", .note, "the last line is a line of totals; left out",
                "set totals: false if it is a customer")
        }
        return found
    }

    /// The last row of a file that is larger than its head.
    private static func lastRow(_ file: RegularFile, _ settings: DelimitedSettings) -> [[UInt8]] {
        // Two- and four-byte encodings would have to be cut at a character; totals are found when reading.
        if settings.encoding.isWide { return [] }
        var tail = file.withDescriptor { descriptor in
            [UInt8](unsafeUninitializedCapacity: tailBytes) { buffer, filled in
                filled = max(0, pread(descriptor, buffer.baseAddress, buffer.count, file.size - tailBytes))
            }
        }
        guard let firstEnd = tail.firstIndex(of: 0x0A) ?? tail.firstIndex(of: 0x0D) else { return [] }
        tail.removeFirst(firstEnd + 1)
        var last: [[UInt8]] = []
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(bytes: tail, encoding: settings.encoding, dialect: settings.dialect)
            while try reader.next() {
                if !reader.isBlank && !reader.isComment { last = reader.cells() }
            }
        } catch {
            // The tail may begin inside a quoted cell.
            return []
        }
        return last
    }
}
