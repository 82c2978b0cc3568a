internal import Records

/// Reads a sheet's XML and passes each row on as soon as it is complete.
final class SheetReceiver: XMLReceiver {
    private enum Name {
        static let c = 0, v = 1, r = 2, s = 3, t = 4, row = 5, f = 6, inline = 7, hidden = 8, rPh = 9
        static let sheetData = 10, mergeCell = 11, ref = 12, col = 13, min = 14, max = 15
    }

    private enum CellType {
        case number
        case shared
        case inline
        case formulaText
        case boolean
        case error
        case iso
    }

    let names = [
        "c", "v", "r", "s", "t", "row", "f", "is", "hidden", "rPh", "sheetData", "mergeCell", "ref", "col", "min",
        "max",
    ]
    /// Set before the scan begins, so that reading can end early.
    weak var scanner: XMLScanner?
    private(set) var summary = SheetSummary()
    /// What the caller's closure threw.
    private(set) var failure: (any Error)?

    private let part: String
    private let limits: FormatLimits
    private let strings: Rows
    private let styles: [WorkbookStyle]
    private let is1904: Bool
    private let expandedMaximum: Int
    private let body: (SheetRow) throws -> Bool

    /// What every cell appends to. Behind a pointer, since the checks for exclusive access to a class's properties would cost a
    /// sixth of the time of reading a sheet; nothing outside this class gets at it.
    private struct Buffers {
        var row = SheetRow()
        var value: [UInt8] = []
        var inline: [UInt8] = []
    }

    private let buffers: UnsafeMutablePointer<Buffers>
    private var row: SheetRow {
        @inline(__always) _read { yield buffers.pointee.row }
        @inline(__always) _modify { yield &buffers.pointee.row }
    }
    private var value: [UInt8] {
        @inline(__always) _read { yield buffers.pointee.value }
        @inline(__always) _modify { yield &buffers.pointee.value }
    }
    private var inline: [UInt8] {
        @inline(__always) _read { yield buffers.pointee.inline }
        @inline(__always) _modify { yield &buffers.pointee.inline }
    }
    private var lastRow: UInt32 = 0
    private var nextColumn = 0
    private var hasRowNumber = false
    private var isSorted = true
    private var isInData = false
    private var isInRow = false
    private var isInCell = false
    private var expanded = 0

    private var column = 0
    private var style = 0
    private var type = CellType.number
    private var hasFormula = false
    private var hasInline = false
    private var phoneticDepth = 0
    private var isInValue = false
    private var isInInlineText = false

    init(
        part: String, limits: FormatLimits, strings: Rows, styles: [WorkbookStyle], is1904: Bool, expandedMaximum: Int,
        body: @escaping (SheetRow) throws -> Bool
    ) {
        self.part = part
        self.limits = limits
        self.strings = strings
        self.styles = styles
        self.is1904 = is1904
        self.expandedMaximum = expandedMaximum
        self.body = body
        buffers = .allocate(capacity: 1)
        buffers.initialize(to: Buffers())
    }

    deinit {
        buffers.deinitialize(count: 1)
        buffers.deallocate()
    }

    /// Notes that the sheet was read to its end.
    func complete() { summary.isComplete = true }

    // MARK: Elements

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        switch name {
        case Name.c where isInRow: try startCell(attributes)
        case Name.v where isInCell:
            isInValue = true
            value.removeAll(keepingCapacity: true)
        case Name.row where isInData: try startRow(attributes)
        case Name.f where isInCell: hasFormula = true
        case Name.inline where isInCell:
            hasInline = true
            inline.removeAll(keepingCapacity: true)
        case Name.t where hasInline && phoneticDepth == 0: isInInlineText = true
        case Name.rPh: phoneticDepth += 1
        case Name.sheetData: isInData = true
        case Name.mergeCell:
            guard let range = attributes[Name.ref].flatMap({ CellRange($0) }) else { break }
            if summary.merges.count >= limits.annotations {
                throw .tooLarge(part: part, limit: "merged ranges", value: limits.annotations)
            }
            summary.merges.append(range)
        case Name.col where attributes.isTrue(Name.hidden):
            guard let first = attributes.integer(Name.min), let last = attributes.integer(Name.max), first > 0,
                last >= first, summary.hiddenColumns.count < limits.columns
            else { break }
            summary.hiddenColumns.append(first - 1...last - 1)
        default: break
        }
    }

    func end(_ name: Int) throws(FormatFault) {
        switch name {
        case Name.c where isInCell: try endCell()
        case Name.v: isInValue = false
        case Name.t: isInInlineText = false
        case Name.row where isInRow: try endRow()
        case Name.rPh: phoneticDepth -= 1
        case Name.sheetData: isInData = false
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        if isInValue {
            if value.count + bytes.count > limits.cellBytes { throw cellTooLong() }
            value.append(contentsOf: bytes)
        } else if isInInlineText {
            if inline.count + bytes.count > limits.cellBytes { throw cellTooLong() }
            inline.append(contentsOf: bytes)
        }
    }

    // MARK: Rows

    private func startRow(_ attributes: XMLAttributes) throws(FormatFault) {
        row.cells.removeAll(keepingCapacity: true)
        row.bytes.removeAll(keepingCapacity: true)
        row.isHidden = attributes.isTrue(Name.hidden)
        nextColumn = 0
        isSorted = true
        isInRow = true
        hasRowNumber = attributes[Name.r] != nil
        if hasRowNumber {
            guard let number = attributes.integer(Name.r), number > 0 else {
                throw .refused(part: part, reason: "a row after row \(lastRow) has no valid number")
            }
            try setRowNumber(number)
        } else {
            try setRowNumber(Int(lastRow) + 1)
        }
    }

    private func setRowNumber(_ number: Int) throws(FormatFault) {
        if number > limits.rows { throw .tooLarge(part: part, limit: "rows", value: limits.rows) }
        if number <= Int(lastRow) {
            throw .refused(part: part, reason: "row \(number) stands after row \(lastRow)")
        }
        row.number = UInt32(number)
    }

    private func endRow() throws(FormatFault) {
        isInRow = false
        lastRow = row.number
        if !isSorted { row.cells.sort { $0.column < $1.column } }
        for index in row.cells.indices.dropFirst() where row.cells[index].column == row.cells[index - 1].column {
            throw .refused(part: part, reason: "row \(row.number) holds two cells of one column")
        }
        guard !row.cells.isEmpty else { return }
        if row.isHidden { summary.hiddenRows += 1 }
        do {
            if try !body(row) { scanner?.stop() }
        } catch {
            failure = error
            scanner?.stop()
        }
    }

    // MARK: Cells

    @inline(__always)
    private func startCell(_ attributes: XMLAttributes) throws(FormatFault) {
        isInCell = true
        hasFormula = false
        hasInline = false
        value.removeAll(keepingCapacity: true)
        type = .number
        style = 0
        column = nextColumn
        if let place = attributes[Name.r] { try setColumn(place) }
        nextColumn = column + 1
        if column >= limits.columns { throw .tooLarge(part: part, limit: "columns", value: limits.columns) }
        if let value = attributes.integer(Name.s) { style = value }
        if let word = attributes[Name.t] { type = try cellType(word) }
    }

    @inline(__always)
    private func setColumn(_ place: UnsafeRawBufferPointer) throws(FormatFault) {
        var letters = 0
        var index = 0
        while index < place.count {
            let letter = place[index] | 0x20
            guard letter >= 0x61, letter <= 0x7A, index < 4 else { break }
            letters = letters &* 26 &+ Int(letter &- 0x60)
            index += 1
        }
        if letters == 0 || index == place.count {
            throw .refused(part: part, reason: "row \(row.number) holds a cell without a valid place")
        }
        column = letters - 1
        guard !hasRowNumber else { return }
        guard let address = CellAddress(place) else {
            throw .refused(part: part, reason: "row \(row.number) holds a cell without a valid place")
        }
        try setRowNumber(Int(address.row))
        hasRowNumber = true
    }

    private func cellType(_ word: UnsafeRawBufferPointer) throws(FormatFault) -> CellType {
        if word.count == 1 {
            switch word[0] {
            case 0x73: return .shared
            case 0x6E: return .number
            case 0x62: return .boolean
            case 0x65: return .error
            case 0x64: return .iso
            default: break
            }
        }
        if word.count == 3, word.elementsEqual("str".utf8) { return .formulaText }
        if word.count == 9, word[0] == 0x69, word[8] == 0x72 { return .inline }
        throw .refused(part: part, reason: "row \(row.number) holds a cell of an unknown type")
    }

    @inline(__always)
    private func endCell() throws(FormatFault) {
        isInCell = false
        isInValue = false
        isInInlineText = false
        let start = row.bytes.count
        var kind = CellKind.text
        var problem = CellProblem.none
        let usesInline = hasInline && (type == .inline || value.isEmpty)
        hasInline = false
        if usesInline {
            appendEscaped(inline)
        } else if value.isEmpty {
            if !hasFormula || type == .formulaText { return }
            problem = .noCachedValue
        } else {
            (kind, problem) = try appendValue()
        }
        let end = row.bytes.count
        if end == start, problem == .none { return }
        if end > limits.recordBytes {
            throw .tooLarge(part: part, limit: "bytes in one row", value: limits.recordBytes)
        }
        expanded += end - start
        if expanded > expandedMaximum {
            throw .tooLarge(
                part: part, limit: "bytes of text, far more than the file could hold", value: expandedMaximum)
        }
        if let last = row.cells.last, Int(last.column) >= column { isSorted = false }
        row.cells.append(
            SheetCell(
                column: UInt16(truncatingIfNeeded: column), kind: kind, problem: problem,
                style: UInt32(truncatingIfNeeded: style), start: UInt32(truncatingIfNeeded: start),
                end: UInt32(truncatingIfNeeded: end)))
    }

    @inline(__always)
    private func appendValue() throws(FormatFault) -> (CellKind, CellProblem) {
        switch type {
        case .shared:
            guard let index = sharedIndex(), index < strings.count else {
                throw .refused(part: part, reason: "row \(row.number) names a text that the workbook hasn't got")
            }
            strings.withField(index, 0) { row.bytes.append(contentsOf: $0) }
            return (.text, .none)
        case .number:
            let format = style < styles.count ? styles[style].format : .number
            let bytes = trimmed()
            return value.withUnsafeBytes {
                CellText.append(
                    number: UnsafeRawBufferPointer(rebasing: $0[bytes]), format: format, is1904: is1904, to: &row.bytes)
            }
        case .inline, .formulaText:
            appendEscaped(value)
            return (.text, .none)
        case .boolean:
            switch value.first {
            case 0x31 where value.count == 1: row.bytes.append(contentsOf: "true".utf8)
            case 0x30 where value.count == 1: row.bytes.append(contentsOf: "false".utf8)
            default: row.bytes.append(contentsOf: value)
            }
            return (.boolean, .none)
        case .error:
            row.bytes.append(contentsOf: value)
            return (.error, .error)
        case .iso:
            return (value.withUnsafeBytes { CellText.append(iso: $0, to: &row.bytes) }, .none)
        }
    }

    private func appendEscaped(_ text: [UInt8]) {
        text.withUnsafeBytes {
            if $0.contains(0x5F) {
                CellText.append(escaped: $0, to: &row.bytes)
            } else {
                row.bytes.append(contentsOf: $0)
            }
        }
    }

    private func trimmed() -> Range<Int> {
        var start = 0
        var end = value.count
        while start < end, value[start] <= 0x20 { start += 1 }
        while end > start, value[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    @inline(__always)
    private func sharedIndex() -> Int? {
        var result = 0
        for byte in value {
            if byte <= 0x20 { continue }
            guard byte >= 0x30, byte <= 0x39, result < 1 << 40 else { return nil }
            result = result &* 10 &+ Int(byte &- 0x30)
        }
        return result
    }

    private func cellTooLong() -> FormatFault {
        .tooLarge(part: part, limit: "bytes in one cell", value: limits.cellBytes)
    }
}
