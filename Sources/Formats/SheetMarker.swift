internal import Records

/// What is to be marked on a sheet.
public struct SheetMarks: Sendable {
    /// A cell.
    public struct Cell: Sendable, Hashable {
        /// The sheet's row, from 1.
        public var row: UInt32
        /// The column, from 0.
        public var column: Int

        /// Names a cell.
        public init(row: UInt32, column: Int) {
            self.row = row
            self.column = column
        }

        /// Its address, such as `C12`.
        var address: String { "\(Position.columnLetters(column))\(row)" }
    }

    /// The sheet's name.
    public var sheet: String
    /// What stands in each marked cell's comment.
    public var comments: [Cell: String]
    /// The rows that are told by a number of their own, in a hidden column behind the last one that is used.
    public var numberedRows: Set<UInt32>
    /// The row that holds the hidden column's name.
    public var headerRow: UInt32
    /// The hidden column's name.
    public var columnName: String

    /// Says what is to be marked.
    public init(
        sheet: String, comments: [Cell: String], numberedRows: Set<UInt32>, headerRow: UInt32, columnName: String
    ) {
        self.sheet = sheet
        self.comments = comments
        self.numberedRows = numberedRows
        self.headerRow = headerRow
        self.columnName = columnName
    }
}

/// Looks through a sheet's part once, then writes it again with marks: coloured cells, numbered rows in a hidden column, a
/// place for comments. Every other byte stays as it is.
struct SheetMarker {
    private let marks: SheetMarks
    private let marked: [UInt32: [Int]]
    /// Cells of other sheets' rows have to be told by counting, where a file leaves addresses out.
    private var row: UInt32 = 0
    private var column = -1
    /// The styles of the marked cells, found by the first look.
    private(set) var styles: Set<Int> = [0]
    /// The first column behind all that are used.
    private(set) var freeColumn = 0
    /// The relation that the sheet has its drawing of comments by; empty for none.
    private(set) var drawing = ""
    /// The marked cells of the row that is being written, which have not come yet.
    private var missing: [Int] = []
    private var prefix = ""
    private var hasColumns = false
    private var hasDrawing = false
    private var isInRow = false

    init(_ marks: SheetMarks) {
        self.marks = marks
        var marked: [UInt32: [Int]] = [:]
        for cell in marks.comments.keys { marked[cell.row, default: []].append(cell.column) }
        self.marked = marked.mapValues { $0.sorted() }
    }

    // MARK: The first look

    /// Takes a piece of the sheet into account.
    mutating func look(_ piece: XMLPieces.Piece) {
        guard case .tag(let tag) = piece, !tag.isEnd else { return }
        switch tag.name {
        case "row": begin(tag)
        case "c":
            place(tag)
            freeColumn = max(freeColumn, column + 1)
            if marked[row]?.contains(column) == true, let style = tag["s"].flatMap({ Int($0) }) { styles.insert(style) }
        case "legacyDrawing": drawing = tag["r:id"] ?? ""
        default: break
        }
    }

    /// Begins anew, for writing; `free` is the hidden column.
    mutating func rewind() {
        row = 0
        column = -1
        isInRow = false
    }

    // MARK: Writing

    /// Gives what stands for a piece to `out`. `style` gives a marked cell's style for its own, `relation` is the drawing's.
    mutating func write(
        _ piece: XMLPieces.Piece, relation: String, style: (Int) -> Int, _ out: inout [UInt8]
    ) {
        guard case .tag(var tag) = piece else {
            if case .text(let bytes) = piece { out.append(contentsOf: bytes) }
            return
        }
        switch (tag.name, tag.isEnd) {
        case ("worksheet", false): prefix = tag.prefix
        case ("cols", false):
            hasColumns = true
            if tag.isEmpty {
                out.append(contentsOf: tag.opening)
                hide(&out)
                out.append(contentsOf: tag.closing)
                return
            }
        case ("cols", true): hide(&out)
        case ("col", false):
            guard split(tag, &out) else { return }
        case ("sheetData", false):
            if !hasColumns {
                out.append(contentsOf: "<\(prefix)cols>".utf8)
                hide(&out)
                out.append(contentsOf: "</\(prefix)cols>".utf8)
            }
        case ("row", false):
            begin(tag)
            missing = marked[row] ?? []
            let isNumbered = marks.numberedRows.contains(row) || row == marks.headerRow
            if isNumbered || !missing.isEmpty { tag.set("spans", nil) }
            guard tag.isEmpty, isNumbered || !missing.isEmpty else { break }
            out.append(contentsOf: tag.opening)
            endRow(style: style, &out)
            out.append(contentsOf: tag.closing)
            return
        case ("row", true): endRow(style: style, &out)
        case ("c", false):
            place(tag)
            while let first = missing.first, first < column {
                write(first, style: style(0), &out)
                missing.removeFirst()
            }
            if missing.first == column {
                missing.removeFirst()
                tag.set("s", String(style(tag["s"].flatMap { Int($0) } ?? 0)))
            }
        case ("legacyDrawing", false): hasDrawing = true
        case ("legacyDrawingHF", false), ("picture", false), ("oleObjects", false), ("controls", false),
            ("webPublishItems", false), ("tableParts", false), ("extLst", false), ("worksheet", true):
            if !hasDrawing, !isInRow, !relation.isEmpty {
                hasDrawing = true
                let space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                out.append(contentsOf: "<\(prefix)legacyDrawing xmlns:r=\"\(space)\" r:id=\"\(relation)\"/>".utf8)
            }
        default: break
        }
        out.append(contentsOf: tag.bytes)
    }

    private mutating func begin(_ tag: XMLTag) {
        row = tag["r"].flatMap { UInt32($0) } ?? row + 1
        column = -1
        isInRow = !tag.isEmpty
    }

    private mutating func place(_ tag: XMLTag) {
        guard let address = tag["r"] else {
            column += 1
            return
        }
        column = Position.columnIndex(address) ?? -1
    }

    private mutating func endRow(style: (Int) -> Int, _ out: inout [UInt8]) {
        for column in missing { write(column, style: style(0), &out) }
        missing = []
        isInRow = false
        let address = "\(Position.columnLetters(freeColumn))\(row)"
        if row == marks.headerRow {
            let text = marks.columnName.xmlEscaped
            let inner = "<\(prefix)is><\(prefix)t>\(text)</\(prefix)t></\(prefix)is>"
            out.append(contentsOf: "<\(prefix)c r=\"\(address)\" t=\"inlineStr\">\(inner)</\(prefix)c>".utf8)
        } else if marks.numberedRows.contains(row) {
            out.append(contentsOf: "<\(prefix)c r=\"\(address)\"><\(prefix)v>\(row)</\(prefix)v></\(prefix)c>".utf8)
        }
    }

    private func write(_ column: Int, style: Int, _ out: inout [UInt8]) {
        out.append(contentsOf: "<\(prefix)c r=\"\(Position.columnLetters(column))\(row)\" s=\"\(style)\"/>".utf8)
    }

    // MARK: Columns

    private var didHide = false

    /// Writes the hidden column's entry, once.
    private mutating func hide(_ out: inout [UInt8]) {
        if didHide { return }
        didHide = true
        let number = freeColumn + 1
        out.append(
            contentsOf:
                "<\(prefix)col min=\"\(number)\" max=\"\(number)\" width=\"9\" hidden=\"1\" customWidth=\"1\"/>".utf8)
    }

    /// Writes the entry of columns around the hidden one; true when the entry is to be written as it is.
    private mutating func split(_ tag: XMLTag, _ out: inout [UInt8]) -> Bool {
        let number = freeColumn + 1
        guard let first = tag["min"].flatMap({ Int($0) }), let last = tag["max"].flatMap({ Int($0) }) else {
            return true
        }
        // Entries stand in their order, so the hidden one comes before the first behind it.
        if first > number { hide(&out) }
        guard first <= number, last >= number else { return true }
        for (from, to) in [(first, number - 1), (number, number), (number + 1, last)] where from <= to {
            if from == number {
                hide(&out)
                continue
            }
            var part = tag
            part.set("min", String(from))
            part.set("max", String(to))
            out.append(contentsOf: part.isEmpty ? part.bytes : part.opening + part.closing)
        }
        return false
    }
}
