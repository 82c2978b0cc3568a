/// Takes a line of an IIF file apart.
///
/// QuickBooks and the many programs that write for it quote as they please: in tab files a cell may begin, end or hold quotes
/// that mean nothing; in comma files quotes have to be read. A quote never reaches over the end of its line.
struct IIFCells {
    /// The cells, without the quotes around them and the spaces at their ends.
    private(set) var cells: [[UInt8]] = []
    /// Whether a quote opened and never closed.
    private(set) var isUnclosed = false

    /// The cells of a line.
    init(_ line: [UInt8], delimiter: UInt8) {
        if delimiter == 0x09 {
            cells = line.split(separator: delimiter, omittingEmptySubsequences: false).map {
                IIFCells.unquoted(Array($0))
            }
        } else {
            divide(line, delimiter)
        }
    }

    private mutating func divide(_ line: [UInt8], _ delimiter: UInt8) {
        var at = 0
        while at <= line.count {
            var start = at
            while start < line.count, line[start] == 0x20 { start += 1 }
            var end = at
            if start < line.count, line[start] == 0x22 {
                // The quote that closes is followed by the delimiter or the end; others are part of the text.
                var index = start + 1
                var close: Int?
                while index < line.count, close == nil {
                    if line[index] == 0x22 {
                        if index + 1 < line.count, line[index + 1] == 0x22, !IIFCells.ends(line, index + 2, delimiter) {
                            index += 1
                        } else if IIFCells.ends(line, index + 1, delimiter) {
                            close = index
                        }
                    }
                    index += 1
                }
                if let close {
                    end = line[close...].firstIndex(of: delimiter) ?? line.count
                } else {
                    isUnclosed = true
                    end = line.count
                }
            } else {
                end = line[at...].firstIndex(of: delimiter) ?? line.count
            }
            cells.append(IIFCells.unquoted(Array(line[at..<end])))
            at = end + 1
        }
    }

    private static func ends(_ line: [UInt8], _ start: Int, _ delimiter: UInt8) -> Bool {
        var index = start
        while index < line.count, line[index] == 0x20 { index += 1 }
        return index >= line.count || line[index] == delimiter
    }

    private static func unquoted(_ cell: [UInt8]) -> [UInt8] {
        var text = trimmed(cell)
        guard text.count >= 2, text.first == 0x22, text.last == 0x22 else { return text }
        text.removeFirst()
        text.removeLast()
        guard text.contains(0x22) else { return trimmed(text) }
        var out: [UInt8] = []
        var index = 0
        while index < text.count {
            out.append(text[index])
            index += text[index] == 0x22 && index + 1 < text.count && text[index + 1] == 0x22 ? 2 : 1
        }
        return trimmed(out)
    }

    private static func trimmed(_ cell: [UInt8]) -> [UInt8] {
        guard let first = cell.firstIndex(where: { $0 > 0x20 }), let last = cell.lastIndex(where: { $0 > 0x20 }) else {
            return []
        }
        return Array(cell[first...last])
    }
}
