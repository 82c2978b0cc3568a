import Records

/// What the first line of a DATEV posting batch says of all its postings: the year of dates that name none, and how long account
/// numbers are.
struct PostingBatch: Sendable {
    /// Columns that are added: the accounts as they would be with general accounts of four digits, where they are longer.
    let added: [String]

    private let day: Int
    private let accounts: [Int]
    /// The days of the period and of the business year, as `YYYYMMDD`.
    private let ranges: [ClosedRange<Int>]
    /// What an account number is divided by to have general accounts of four digits.
    private let divisor: Int

    private static let names = ["Konto", "Gegenkonto (ohne BU-Schlüssel)", "Gegenkonto"]

    /// Reads the first line of a file with these columns; nil when it is no posting batch's.
    init?(_ line: [UInt8], columns: [String]) {
        let cells = line.split(separator: 0x3B, maxSplits: 31, omittingEmptySubsequences: false).map { cell in
            String(decoding: cell.filter { $0 != 0x22 }, as: UTF8.self)
        }
        guard cells.count >= 16, ["EXTF", "DTVF"].contains(cells[0]), cells[2] == "21",
            let day = columns.firstIndex(of: "Belegdatum")
        else { return nil }
        self.day = day
        var ranges: [ClosedRange<Int>] = []
        if let from = Int(cells[14]), let to = Int(cells[15]), from <= to, from > 1_000_00_00,
            to / 10_000 - from / 10_000 <= 2
        {
            ranges.append(from...to)
        }
        if let start = Int(cells[12]), start > 1_000_00_00, start < 9_998_00_00 {
            ranges.append(start...start + 9_999)
        }
        self.ranges = ranges
        let length = Int(cells[13]) ?? 4
        let places = length > 4 && length <= 8 ? PostingBatch.names.compactMap { columns.firstIndex(of: $0) } : []
        divisor = (4..<max(4, min(8, length))).reduce(1) { product, _ in product * 10 }
        accounts = places
        added = places.map { columns[$0].prefix { $0 != " " } + " auf vier Stellen" }
    }

    /// Completes postings: dates get their year, and accounts their further columns.
    func complete(_ batch: inout RawBatch) {
        let cells = batch.cells
        var completed = Rows(width: cells.width + added.count)
        for row in 0..<batch.count {
            for column in 0..<cells.width {
                if column == day, batch.kinds[row] == .record, let date = date(cells[row, column]) {
                    completed.append(date)
                } else {
                    completed.append(cells[row, column])
                }
            }
            for column in accounts {
                let number = PostingBatch.number(cells[row, column])
                completed.append(number.map { Array(String($0 / divisor).utf8) } ?? [])
            }
        }
        batch.cells = completed
    }

    /// A day and month as a date in the period, else in the business year; nil where it is none or its year isn't known.
    private func date(_ cell: ArraySlice<UInt8>) -> [UInt8]? {
        guard cell.count == 3 || cell.count == 4, let number = PostingBatch.number(cell) else { return nil }
        let (day, month) = (number / 100, number % 100)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        for range in ranges {
            for year in range.lowerBound / 10_000...range.upperBound / 10_000 {
                guard range.contains(year * 10_000 + month * 100 + day) else { continue }
                func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                return Array("\(year)-\(padded(month))-\(padded(day))".utf8)
            }
        }
        return nil
    }

    private static func number(_ cell: ArraySlice<UInt8>) -> Int? {
        guard !cell.isEmpty, cell.count <= 9, cell.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return cell.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
