/// A page whose tables are read as sheets: what web CRMs call `.xls`, and what spreadsheet programs save as a page.
final class HTMLContent: WorkbookContent {
    let sheets: [WorkbookSheet]
    let styles: [WorkbookStyle]
    let is1904 = false

    private let file: RegularFile
    private let limits: FormatLimits
    /// Which table of the page each sheet is.
    private let tables: [Int]
    private let book: HTMLTables

    init(_ file: RegularFile, limits: FormatLimits) throws(FormatFault) {
        self.file = file
        self.limits = limits
        let book = HTMLTables(limits: limits)
        try HTMLScanner(file, limits: limits).scan(with: book)
        try book.finish()
        self.book = book
        styles = book.styleList
        let filled = book.found.filter { $0.rows > 0 }
        // Where a table has several rows, those of one row are the page's layout.
        let hasLists = filled.contains { $0.rows > 1 }
        var names: Set<String> = []
        var sheets: [WorkbookSheet] = []
        for (index, table) in filled.enumerated() {
            var name = table.caption
            if name.isEmpty, book.sheetNames.count == filled.count { name = book.sheetNames[index] }
            if name.isEmpty { name = "Table \(index + 1)" }
            while !names.insert(name).inserted { name += " (\(index + 1))" }
            sheets.append(
                WorkbookSheet(
                    name: name, state: .visible, kind: hasLists && table.rows == 1 ? .other : .table, part: ""))
        }
        self.sheets = sheets
        tables = filled.map(\.ordinal)
    }

    /// True when a table begins within the first mebibytes of a file.
    static func hasTable(_ file: RegularFile) -> Bool {
        var tail: ArraySlice<UInt8> = []
        for offset in stride(from: 0, to: min(file.size, 4 << 20), by: 256 << 10) {
            let bytes = tail + file.bytes(at: offset, count: 256 << 10)
            if DocumentRoot.holdsTable(bytes.filter { $0 != 0 }[...]) { return true }
            tail = bytes.suffix(16)
        }
        return false
    }

    func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        try withoutActuallyEscaping(body) { body in
            let reader = reader(of: index, body)
            try HTMLScanner(file, limits: limits).scan(with: reader)
            try reader.finish()
            if let failure = reader.failure { throw failure }
            return reader.summary
        }
    }

    func comments(of index: Int) throws(FormatFault) -> [SheetComment] {
        guard book.found.contains(where: { $0.ordinal == tables[index] && $0.hasComments }) else { return [] }
        let reader = reader(of: index) { _ in true }
        try HTMLScanner(file, limits: limits).scan(with: reader)
        try reader.finish()
        return reader.comments
    }

    private func reader(of index: Int, _ body: @escaping (SheetRow) throws -> Bool) -> HTMLTables {
        let most = HTMLContent.expandedMaximum(fileSize: file.size, limits: limits)
        return HTMLTables(
            limits: limits, styles: book, wanted: tables[index],
            builder: SheetRowBuilder(part: sheets[index].name, limits: limits, expandedMaximum: most), body: body)
    }

    func tables(of index: Int) throws(FormatFault) -> [SheetTable] { [] }
}
