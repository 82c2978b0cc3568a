/// Finds the tables of a page, or reads the rows of one of them.
///
/// A cell's text is what stands in it outside tables of its own: those are tables too. Cells that span others cover them.
final class HTMLTables: HTMLReceiver {
    /// A table that was found.
    struct Found {
        /// Which table of the page it is, by where it begins.
        let ordinal: Int
        var caption = ""
        /// Rows that hold something.
        var rows = 0
        var hasComments = false
    }

    /// A table that has begun and not ended.
    private struct Table {
        let ordinal: Int
        var row = 0
        var isInRow = false
        var isInCell = false
        var nextColumn = 0
        /// For each column, how many more rows a cell above covers.
        var covered: [Int] = []
        var nextColumnElement = 0
        var rowLook = HTMLStyles.Look()
        var hasContent = false
        var cell = Cell()
    }

    private struct Cell {
        var column = 0
        var look = HTMLStyles.Look()
        var text: [UInt8] = []
        var hasSpace = false
        var hasBreak = false
        /// The value behind the text, where a spreadsheet program wrote one.
        var number: String?
        var isError = false
        var isBoolean = false
    }

    private(set) var found: [Found] = []
    /// The names that a spreadsheet program wrote beside the page for its sheets.
    private(set) var sheetNames: [String] = []
    /// The looks of all cells.
    private(set) var styleList = [WorkbookStyle()]
    /// True once the wanted table has ended.
    private(set) var isStopped = false
    /// The comments of the wanted table.
    var comments: [SheetComment] { collector.comments }
    var summary: SheetSummary { builder.summary }
    var failure: (any Error)? { builder.failure }

    private let limits: FormatLimits
    /// The table whose rows are read; nil to find tables.
    private let wanted: Int?
    private let body: (SheetRow) throws -> Bool
    private var builder: SheetRowBuilder
    private var styles = HTMLStyles()
    private var styleIndexes: [String: UInt32] = [:]
    private var tables: [Table] = []
    private var count = 0
    private var isInCaption = false
    private var caption: [UInt8] = []
    private var isInComment = false
    private var comment: [UInt8] = []
    private var collector = CommentCollector()
    private var struck = 0
    private var preformatted = 0

    /// Finds tables.
    init(limits: FormatLimits) {
        self.limits = limits
        wanted = nil
        body = { _ in true }
        builder = SheetRowBuilder(part: "", limits: limits, expandedMaximum: .max)
    }

    /// Reads one table; `styles` is what found it.
    init(
        limits: FormatLimits, styles book: HTMLTables, wanted: Int, builder: SheetRowBuilder,
        body: @escaping (SheetRow) throws -> Bool
    ) {
        self.limits = limits
        self.wanted = wanted
        self.builder = builder
        self.body = body
        styles = book.styles
        styleIndexes = book.styleIndexes
        styleList = book.styleList
    }

    /// Ends what the page left open.
    func finish() throws(FormatFault) {
        while !tables.isEmpty, !isStopped { try endTable() }
    }

    // MARK: Tags

    func start(_ tag: HTMLTag) throws(FormatFault) {
        switch tag.name {
        case "table":
            if tables.count >= limits.depth {
                throw .tooLarge(part: "", limit: "tables inside one another", value: limits.depth)
            }
            if count >= limits.members { throw .tooLarge(part: "", limit: "tables", value: limits.members) }
            tables.append(Table(ordinal: count))
            if wanted == nil { found.append(Found(ordinal: count)) }
            count += 1
            struck = 0
        case "tr":
            try endRow()
            if !tables.isEmpty { try startRow(tag) }
        case "td", "th":
            try endCell()
            guard !tables.isEmpty else { return }
            if !tables[tables.count - 1].isInRow { try startRow(HTMLTag(name: "tr", attributes: [])) }
            try startCell(tag)
        case "thead", "tbody", "tfoot": try endRow()
        case "col": startColumn(tag)
        case "caption":
            isInCaption = true
            caption = []
        case "br": breakLine(always: true)
        case "p", "div", "li", "h1", "h2", "h3", "h4": breakLine(always: false)
        case "s", "strike", "del": struck += 1
        case "comment":
            isInComment = true
            comment = []
        case "pre": preformatted += 1
        case "font":
            if let colour = tag["color"], let last = tables.indices.last, tables[last].isInCell {
                tables[last].cell.look.colour = .some(HTMLStyles.colour(colour))
            }
        case "span":
            if let rules = tag["style"], let last = tables.indices.last, tables[last].isInCell {
                let look = HTMLStyles.look(rules: rules)
                if look.isStruck == true { tables[last].cell.look.isStruck = true }
            }
        default: break
        }
    }

    func end(_ name: String) throws(FormatFault) {
        switch name {
        case "table": try endTable()
        case "tr", "thead", "tbody", "tfoot": try endRow()
        case "td", "th": try endCell()
        case "caption":
            isInCaption = false
            let text = String(decoding: caption, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            if let last = tables.last, let index = found.firstIndex(where: { $0.ordinal == last.ordinal }) {
                found[index].caption = text.joined(separator: " ")
            }
        case "comment" where isInComment:
            isInComment = false
            try collectComment()
        case "p", "div", "li", "h1", "h2", "h3", "h4": breakLine(always: false)
        case "s", "strike", "del": struck = max(0, struck - 1)
        case "pre": preformatted = max(0, preformatted - 1)
        default: break
        }
    }

    func aside(_ bytes: UnsafeRawBufferPointer, isStyle: Bool) {
        guard wanted == nil else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        if isStyle { return styles.read(text) }
        // `<!--[if gte mso 9]><xml>…<x:Name>Kunden</x:Name>`
        var rest = Substring(text)
        while sheetNames.count < limits.members, let start = rest.firstRange(of: "<x:Name>"),
            let end = rest[start.upperBound...].firstRange(of: "</x:Name>")
        {
            var name: [UInt8] = []
            Array(rest[start.upperBound..<end.lowerBound].utf8).withUnsafeBytes { HTMLText.append($0, to: &name) }
            sheetNames.append(String(decoding: name, as: UTF8.self))
            rest = rest[end.upperBound...]
        }
    }

    /// A comment on a cell, as LibreOffice writes it.
    private func collectComment() throws(FormatFault) {
        guard let table = tables.last, table.isInCell else { return }
        if let index = found.indices.last(where: { found[$0].ordinal == table.ordinal }) {
            found[index].hasComments = true
        }
        guard table.ordinal == wanted else { return }
        let lines = String(decoding: comment, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: true)
        let words = lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let text = Array(words.filter { !$0.isEmpty }.joined(separator: "\n").utf8)
        try collector.append(row: table.row, column: table.cell.column, text: text, part: "", limits: limits)
    }

    // MARK: Rows and cells

    private func startColumn(_ tag: HTMLTag) {
        guard let last = tables.indices.last, !tables[last].isInRow else { return }
        let span = min(limits.columns, max(1, tag["span"].flatMap { Int($0) } ?? 1))
        if tables[last].ordinal == wanted, styles.look(tag).isHidden == true {
            builder.hide(columns: tables[last].nextColumnElement, span)
        }
        tables[last].nextColumnElement = min(limits.columns, tables[last].nextColumnElement + span)
    }

    private func startRow(_ tag: HTMLTag) throws(FormatFault) {
        let last = tables.count - 1
        tables[last].row += 1
        tables[last].isInRow = true
        tables[last].nextColumn = 0
        tables[last].hasContent = false
        tables[last].rowLook = styles.look(tag)
        if tables[last].ordinal == wanted {
            try builder.begin(tables[last].row, isHidden: tables[last].rowLook.isHidden == true)
        }
    }

    private func endRow() throws(FormatFault) {
        try endCell()
        guard let last = tables.indices.last, tables[last].isInRow else { return }
        tables[last].isInRow = false
        for column in tables[last].covered.indices where tables[last].covered[column] > 0 {
            tables[last].covered[column] -= 1
        }
        while tables[last].covered.last == 0 { tables[last].covered.removeLast() }
        if tables[last].ordinal == wanted {
            if try !builder.pass(to: body) { isStopped = true }
        } else if wanted == nil, tables[last].hasContent {
            if let index = found.indices.last(where: { found[$0].ordinal == tables[last].ordinal }) {
                found[index].rows += 1
            }
        }
    }

    private func endTable() throws(FormatFault) {
        try endRow()
        guard let table = tables.popLast() else { return }
        struck = 0
        if table.ordinal == wanted {
            builder.summary.isComplete = !isStopped
            isStopped = true
        }
    }

    private func startCell(_ tag: HTMLTag) throws(FormatFault) {
        let last = tables.count - 1
        var column = tables[last].nextColumn
        while column < tables[last].covered.count, tables[last].covered[column] > 0 { column += 1 }
        func span(_ name: String, _ most: Int) -> Int { min(most, max(1, tag[name].flatMap { Int($0) } ?? 1)) }
        let columns = span("colspan", 1_000)
        let rows = tag["rowspan"] == "0" ? 65_534 : span("rowspan", 65_534)
        if rows > 1, column < limits.columns {
            let end = min(limits.columns, column + columns)
            if tables[last].covered.count < end {
                tables[last].covered += repeatElement(0, count: end - tables[last].covered.count)
            }
            for index in column..<end { tables[last].covered[index] = rows }
        }
        tables[last].nextColumn = min(column, 1 << 40) + columns
        tables[last].isInCell = true
        if tables[last].ordinal == wanted {
            try builder.merge(row: tables[last].row, column: column, rows: rows, columns: columns)
        }
        var cell = Cell(column: column)
        cell.look = tables[last].rowLook
        cell.look.isHidden = nil
        cell.look.add(styles.look(tag))
        for attribute in tag.attributes {
            switch attribute.name {
            case "x:num", "sdval": cell.number = attribute.value
            case "x:err": cell.isError = true
            case "sdnum":
                // Two languages and the format's code.
                let parts = attribute.value.split(separator: ";", maxSplits: 2, omittingEmptySubsequences: false)
                if parts.last == "BOOLEAN" {
                    cell.isBoolean = true
                } else if parts.count == 3, !parts[2].isEmpty {
                    cell.look.format = NumberFormat(named: String(parts[2]))
                }
            default: break
            }
        }
        tables[last].cell = cell
        struck = 0
    }

    private func endCell() throws(FormatFault) {
        guard let last = tables.indices.last, tables[last].isInCell else { return }
        tables[last].isInCell = false
        isInComment = false
        var cell = tables[last].cell
        tables[last].cell = Cell()
        while let byte = cell.text.last, byte == 0x20 || byte == 0x0A || byte == 0x09 { cell.text.removeLast() }
        let start = cell.text.firstIndex { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 } ?? cell.text.count
        cell.text.removeFirst(start)
        if cell.text.isEmpty { return }
        tables[last].hasContent = true
        let style = index(of: cell.look.style)
        guard tables[last].ordinal == wanted else { return }
        let place = builder.row.bytes.count
        var kind = CellKind.text
        var problem = CellProblem.none
        if cell.isError || (cell.number != nil && CellText.errors.contains(cell.text)) {
            (kind, problem) = (.error, .error)
            builder.row.bytes.append(contentsOf: cell.text)
        } else if cell.isBoolean, cell.number == "1" || cell.number == "0" {
            kind = .boolean
            builder.row.bytes.append(contentsOf: (cell.number == "1" ? "true" : "false").utf8)
        } else if let number = cell.number, let plain = HTMLTables.number(number, cell.text) {
            (kind, problem) = plain.withUnsafeBytes {
                CellText.append(number: $0, format: cell.look.format ?? .number, is1904: false, to: &builder.row.bytes)
            }
        } else {
            builder.row.bytes.append(contentsOf: cell.text)
        }
        try builder.endCell(place, column: cell.column, kind: kind, problem: problem, style: style)
    }

    /// The number behind a cell's text, or the text where it is one itself; nil when neither is.
    private static func number(_ given: String, _ text: [UInt8]) -> [UInt8]? {
        let bytes = given.isEmpty ? text : Array(given.utf8)
        return bytes.withUnsafeBytes { CellText.double($0) } == nil ? nil : bytes
    }

    private func index(of style: WorkbookStyle) -> UInt32 {
        if style == WorkbookStyle() { return 0 }
        let key = "\(style.format) \(style.fill ?? .max) \(style.textColour ?? .max) \(style.isStruck)"
        if let known = styleIndexes[key] { return known }
        guard wanted == nil, styleList.count < limits.workbookParts else { return 0 }
        styleList.append(style)
        styleIndexes[key] = UInt32(styleList.count - 1)
        return UInt32(styleList.count - 1)
    }

    // MARK: Text

    private func breakLine(always: Bool) {
        if isInComment {
            comment.append(0x0A)
            return
        }
        guard let last = tables.indices.last, tables[last].isInCell, !tables[last].cell.text.isEmpty else { return }
        tables[last].cell.hasSpace = false
        if always, tables[last].cell.text.count < limits.cellBytes {
            tables[last].cell.text.append(0x0A)
        } else {
            tables[last].cell.hasBreak = true
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        if isInCaption {
            if caption.count < 1_000 { HTMLText.append(bytes, to: &caption) }
            return
        }
        guard let last = tables.indices.last, tables[last].isInCell else { return }
        if isInComment {
            if comment.count + bytes.count > limits.cellBytes {
                throw .tooLarge(part: "", limit: "bytes in one comment", value: limits.cellBytes)
            }
            HTMLText.append(bytes, to: &comment)
            return
        }
        var plain: [UInt8] = []
        HTMLText.append(bytes, to: &plain)
        if tables[last].cell.text.count + plain.count > limits.cellBytes {
            throw .tooLarge(part: "", limit: "bytes in one cell", value: limits.cellBytes)
        }
        HTMLTables.append(plain, to: &tables[last].cell, keepsSpace: preformatted > 0)
        if struck > 0, plain.contains(where: { $0 > 0x20 }) { tables[last].cell.look.isStruck = true }
    }

    /// Appends text with its white space made single spaces; spaces that don't break are spaces that stay.
    private static func append(_ text: [UInt8], to cell: inout Cell, keepsSpace: Bool) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if !keepsSpace, byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) {
                cell.hasSpace = true
                continue
            }
            if cell.hasBreak {
                if cell.text.last != 0x0A { cell.text.append(0x0A) }
            } else if cell.hasSpace, let end = cell.text.last, end != 0x0A {
                cell.text.append(0x20)
            }
            cell.hasBreak = false
            cell.hasSpace = false
            if byte == 0xC2, index < text.count, text[index] == 0xA0 {
                cell.text.append(0x20)
                index += 1
            } else {
                cell.text.append(byte)
            }
        }
    }
}
