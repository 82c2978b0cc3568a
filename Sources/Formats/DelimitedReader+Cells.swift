public import Records

extension DelimitedReader {
    /// True when no cell of the current record holds a byte.
    public var isBlank: Bool {
        if textEnd &- position == cellCount &- 1 { return trouble == nil }
        for index in 0..<cellCount where spans[index].from != spans[index].to { return false }
        return true
    }

    /// One cell's bytes; empty beyond the record's last cell.
    public func cell(_ index: Int) -> [UInt8] {
        guard index >= 0 && index < cellCount else { return [] }
        var bytes: [UInt8] = []
        resolve(index, into: &bytes)
        return bytes
    }

    /// All cells of the current record.
    public func cells() -> [[UInt8]] {
        var cells: [[UInt8]] = []
        cells.reserveCapacity(cellCount)
        for index in 0..<cellCount { cells.append(cell(index)) }
        return cells
    }

    /// The current record's text as it stands in the file, without its line end.
    public var text: [UInt8] { Array(UnsafeBufferPointer(start: input.base + position, count: textEnd - position)) }

    /// The first byte of the first cell that holds one; nil when none does. A quick look before a closer one.
    public var firstByte: UInt8? {
        for index in 0..<cellCount where spans[index].from != spans[index].to { return input.base[spans[index].from] }
        return nil
    }

    /// Whether a cell's text, quotes and escapes not resolved, is exactly this.
    public func cell(_ index: Int, equals bytes: [UInt8]) -> Bool {
        guard index < cellCount, spans[index].to &- spans[index].from == bytes.count else { return false }
        let start = input.base + spans[index].from
        for (offset, byte) in bytes.enumerated() where start[offset] != byte { return false }
        return true
    }

    /// The number of cells up to the last one that holds a byte; 0 when none does.
    public var filledCells: Int {
        var count = cellCount
        while count > 0 && spans[count - 1].from == spans[count - 1].to { count -= 1 }
        return count
    }

    /// Appends the current record as a row of `rows`: missing cells are empty, cells beyond the width are joined to the
    /// last one with the delimiter, empty ones at the end left out.
    public func append(to rows: inout Rows) {
        let width = rows.width
        let base = UnsafeRawPointer(input.base)
        if escapedCells.isEmpty && cellCount == width {
            for index in 0..<width {
                let span = spans[index]
                rows.append(UnsafeRawBufferPointer(start: base + span.from, count: span.to &- span.from))
            }
            return
        }
        let plain = cellCount <= width ? cellCount : width &- 1
        var nextEscaped = 0
        for index in 0..<plain {
            if nextEscaped < escapedCells.count && escapedCells[nextEscaped].index == index {
                nextEscaped += 1
                var bytes: [UInt8] = []
                resolve(index, into: &bytes)
                rows.append(bytes)
            } else {
                let span = spans[index]
                rows.append(UnsafeRawBufferPointer(start: base + span.from, count: span.to - span.from))
            }
        }
        if cellCount <= width {
            for _ in cellCount..<width { rows.appendEmpty() }
            return
        }
        var joined: [UInt8] = []
        for index in plain..<max(filledCells, width) {
            if index > plain { appendDelimiter(to: &joined) }
            resolve(index, into: &joined)
        }
        rows.append(joined)
    }

    /// Appends the current record as a row of `rows` with several neighbouring cells as one, as they stood in the file.
    public func append(to rows: inout Rows, joining cells: ClosedRange<Int>) {
        for index in 0..<cellCount where index <= cells.lowerBound || index > cells.upperBound {
            var bytes: [UInt8] = []
            resolve(index, into: &bytes)
            if index == cells.lowerBound {
                for further in cells.dropFirst() {
                    appendDelimiter(to: &bytes)
                    resolve(further, into: &bytes)
                }
            }
            rows.append(bytes)
        }
    }

    private func appendDelimiter(to bytes: inout [UInt8]) {
        bytes += dialect.delimiterLead
        bytes.append(dialect.delimiter ?? 0x20)
    }

    /// Appends a cell's value: doubled quotes become one, an escape goes from before a special character.
    private func resolve(_ index: Int, into bytes: inout [UInt8]) {
        let text = input.base
        let span = spans[index]
        var at = span.from
        let end = span.to
        guard let escaped = escapedCells.first(where: { $0.index == index }) else {
            bytes.append(contentsOf: UnsafeBufferPointer(start: text + at, count: end - at))
            return
        }
        bytes.reserveCapacity(bytes.count + end - at)
        while at < end {
            let byte = text[at]
            if at + 1 < end {
                let following = text[at + 1]
                if escaped.isQuoted && byte == dialect.quote && following == byte { at += 1 }
                if byte == dialect.escape && isSpecial(following) {
                    bytes.append(following)
                    at += 2
                    continue
                }
            }
            bytes.append(byte)
            at += 1
        }
    }

    private func isSpecial(_ byte: UInt8) -> Bool {
        byte == dialect.delimiter || byte == dialect.quote || byte == dialect.escape || byte == 0x0A || byte == 0x0D
    }
}
