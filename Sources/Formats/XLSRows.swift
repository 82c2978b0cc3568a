internal import Records

/// Types of records that hold cells.
enum XLSCell {
    static let number = 0x203, number2 = 0x03, rk = 0x27E, manyRK = 0xBD, label = 0x204, label2 = 0x04, rich = 0xD6
    static let shared = 0xFD, booleanOrError = 0x205, booleanOrError2 = 0x05, integer2 = 0x02
    static let formula = 0x06, formula3 = 0x206, formula4 = 0x406
    static let string = 0x207, string2 = 0x07

    /// True for a record that holds one or more cells with something in them.
    @inline(__always)
    static func isCell(_ type: Int) -> Bool {
        switch type {
        case number, number2, rk, manyRK, label, label2, rich, shared, booleanOrError, booleanOrError2, integer2,
            formula,
            formula3, formula4:
            true
        default: false
        }
    }
}

/// Reads the cells of one sheet of an XLS workbook and passes each row on as soon as it is complete.
struct XLSRows {
    private let records: XLSRecords
    private let book: XLSBook
    private let overview: XLSSheetOverview
    private let limits: FormatLimits
    private let part: String
    private var builder: SheetRowBuilder
    private var isInRow = false
    private var isStopped = false

    init(
        _ records: XLSRecords, book: XLSBook, overview: XLSSheetOverview, part: String, limits: FormatLimits,
        expandedMaximum: Int
    ) {
        self.records = records
        self.book = book
        self.overview = overview
        self.limits = limits
        self.part = part
        builder = SheetRowBuilder(part: part, limits: limits, expandedMaximum: expandedMaximum)
        builder.keepsLastOfColumn = true
        builder.summary.merges = overview.merges
        builder.summary.hiddenColumns = overview.hiddenColumns
    }

    /// Reads the sheet that begins at a place of the stream.
    mutating func read(from place: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        if overview.isSorted {
            var scan = try XLSSheetScan(records, at: place, part: part)
            while !isStopped, try scan.next() {
                if XLSCell.isCell(records.type) { try take(body) }
            }
        } else {
            for entry in try order(from: place) where !isStopped {
                records.seek(Int(entry & 0xFF_FFFF_FFFF))
                guard try records.next() else { break }
                try take(body)
            }
        }
        if isInRow, !isStopped { try endRow(body) }
        if let failure = builder.failure { throw failure }
        builder.summary.isComplete = !isStopped
        return builder.summary
    }

    /// The places of the records with cells, by row and then as they stand: each the row above 40 bits of the place.
    private func order(from place: Int) throws(FormatFault) -> [UInt64] {
        var order: [UInt64] = []
        var scan = try XLSSheetScan(records, at: place, part: part)
        while try scan.next() {
            guard XLSCell.isCell(records.type) else { continue }
            order.append(UInt64(try records.word(0)) << 40 | UInt64(truncatingIfNeeded: records.place & 0xFF_FFFF_FFFF))
        }
        order.sort()
        return order
    }

    private mutating func endRow(_ body: (SheetRow) throws -> Bool) throws(FormatFault) {
        isInRow = false
        if try !builder.pass(to: body) { isStopped = true }
    }

    // MARK: Cells

    private mutating func take(_ body: (SheetRow) throws -> Bool) throws(FormatFault) {
        let row = try records.word(0)
        if isInRow, Int(builder.row.number) != row + 1 { try endRow(body) }
        if isStopped { return }
        if !isInRow {
            try builder.begin(row + 1, isHidden: overview.hiddenRows.contains(row))
            isInRow = true
        }
        let column = try records.word(2)
        let isOld = book.version == .excel2
        // Cells of Excel 2 have three bytes for their looks, of which the second has the number format.
        let style = isOld ? try records.byte(5) & 0x3F : try records.word(4)
        let value = isOld ? 7 : 6
        let start = builder.row.bytes.count
        switch records.type {
        case XLSCell.shared:
            let index = try records.long(6)
            guard index < book.strings.count else {
                throw .refused(part: part, reason: "row \(row + 1) names a text that the workbook hasn't got")
            }
            book.strings.withField(index, 0) { builder.row.bytes.append(contentsOf: $0) }
            try end(start, column, .text, .none, style)
        case XLSCell.rk: try append(rk: records.long(6), column, style)
        case XLSCell.manyRK:
            for index in 0..<max(0, (records.length - 6) / 6) {
                let at = 4 + index * 6
                try append(rk: records.long(at + 2), column + index, records.word(at))
            }
        case XLSCell.number, XLSCell.number2:
            try append(number: Double(bitPattern: records.bits(value)), column, style)
        case XLSCell.integer2: try append(number: Double(records.word(value)), column, style)
        case XLSCell.label, XLSCell.label2, XLSCell.rich:
            if book.version >= .excel97 {
                try XLSText.append(records, at: 8, characters: records.word(6), to: &builder.row.bytes)
            } else if isOld {
                try book.text.append(records.bytes(8, records.byte(7)), to: &builder.row.bytes)
            } else {
                try book.text.append(records.bytes(8, records.word(6)), to: &builder.row.bytes)
            }
            try end(start, column, .text, .none, style)
        case XLSCell.booleanOrError, XLSCell.booleanOrError2:
            try append(boolean: records.byte(value), isError: records.byte(value + 1) == 1, column, style)
        default: try takeFormula(value, column, style)
        }
    }

    private mutating func end(_ start: Int, _ column: Int, _ kind: CellKind, _ problem: CellProblem, _ style: Int)
        throws(FormatFault)
    {
        try builder.endCell(start, column: column, kind: kind, problem: problem, style: UInt32(style))
    }

    /// A number in 30 bits: a whole one or the upper half of a floating-point one, either maybe a hundredth.
    private mutating func append(rk: Int, _ column: Int, _ style: Int) throws(FormatFault) {
        var number: Double
        if rk & 2 != 0 {
            number = Double(Int32(truncatingIfNeeded: rk) >> 2)
        } else {
            number = Double(bitPattern: UInt64(truncatingIfNeeded: rk & 0xFFFF_FFFC) << 32)
        }
        if rk & 1 != 0 { number /= 100 }
        try append(number: number, column, style)
    }

    private mutating func append(number: Double, _ column: Int, _ style: Int) throws(FormatFault) {
        let format = book.styles.indices.contains(style) ? book.styles[style].format : .number
        let start = builder.row.bytes.count
        let (kind, problem) = CellText.append(
            value: number, format: format, is1904: book.is1904, to: &builder.row.bytes)
        try end(start, column, kind, problem, style)
    }

    private mutating func append(boolean: Int, isError: Bool, _ column: Int, _ style: Int) throws(FormatFault) {
        let start = builder.row.bytes.count
        builder.row.bytes.append(
            contentsOf: (isError ? XLSRows.error(boolean) : boolean == 0 ? "false" : "true").utf8)
        try end(start, column, isError ? .error : .boolean, isError ? .error : .none, style)
    }

    private static func error(_ code: Int) -> String {
        switch code {
        case 0x00: "#NULL!"
        case 0x07: "#DIV/0!"
        case 0x0F: "#VALUE!"
        case 0x17: "#REF!"
        case 0x1D: "#NAME?"
        case 0x24: "#NUM!"
        case 0x2A: "#N/A"
        default: "#ERROR"
        }
    }

    /// A formula's stored result: a number, or a mark with what it is.
    private mutating func takeFormula(_ at: Int, _ column: Int, _ style: Int) throws(FormatFault) {
        let bits = try records.bits(at)
        guard bits >> 48 == 0xFFFF else { return try append(number: Double(bitPattern: bits), column, style) }
        switch bits & 0xFF {
        case 1: return try append(boolean: Int(bits >> 16 & 0xFF), isError: false, column, style)
        case 2: return try append(boolean: Int(bits >> 16 & 0xFF), isError: true, column, style)
        case 3: return
        default: break
        }
        // The text follows, behind what describes formulas of several cells.
        while let type = records.nextType(), [0x4BC, 0x221, 0x21, 0x236, 0x36].contains(type) { _ = try records.next() }
        let start = builder.row.bytes.count
        guard let type = records.nextType(), type == XLSCell.string || type == XLSCell.string2, try records.next()
        else {
            return try end(start, column, .text, .noCachedValue, style)
        }
        if book.version >= .excel97 {
            let characters = try records.word(0)
            if characters > 0 {
                try XLSText.append(records, at: 2, characters: characters, to: &builder.row.bytes)
            }
        } else if type == XLSCell.string2 {
            try book.text.append(records.bytes(1, records.byte(0)), to: &builder.row.bytes)
        } else {
            try book.text.append(records.bytes(2, records.word(0)), to: &builder.row.bytes)
        }
        try end(start, column, .text, .none, style)
    }
}
