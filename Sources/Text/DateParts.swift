/// A text that may be a date, taken apart without deciding the order of its numbers.
struct DateParts {
    /// What stands where in the text.
    enum Shape {
        /// Three numbers parted by signs: the middle of 12.03.1999.
        case numbers(Int, Int, Int)
        /// Four digits in front: year, month, day.
        case yearFirst(Int, Int, Int)
        /// A month by name.
        case named(day: Int, month: Int, year: Int)
        /// A serial number of a spreadsheet, whole days and the day's part in microseconds.
        case serial(Int, Int64)
    }

    var shape: Shape
    /// How many digits the year was written with, where its place is known; else of the third number.
    var yearDigits: Int
    /// The sign between the numbers.
    var separator: UInt8
    /// Microseconds into the day, where a time follows.
    var time: Int64?
    /// Minutes east of UTC, where a zone follows.
    var offset: Int?
    /// Whether digits finer than a microsecond were dropped.
    var isTooFine = false

    /// Parts of a trimmed text; nil where it is not the text of a date.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 4, bytes.count <= 64 else { return nil }
        var scan = DateScan(bytes: bytes)
        scan.skipWeekday()
        guard let first = scan.date() else { return nil }
        self = first
        guard scan.rest(&self) else { return nil }
    }

    init(_ shape: Shape, _ yearDigits: Int, _ separator: UInt8) {
        self.shape = shape
        self.yearDigits = yearDigits
        self.separator = separator
    }
}
