import Formats
import Glibc

/// Where a file is divided for several readers: at lines that look like the beginning of a record.
///
/// A seam depends on the file alone. A wrong one, inside a quoted cell, costs time and nothing else: the reader before it
/// doesn't end a record there, and what was read from it is thrown away.
struct FileSeams: Sendable {
    /// The number of parts that the file is divided into at most.
    let count: Int
    /// About so many bytes are between two seams.
    let partBytes: Int
    private let descriptor: Int32
    private let encoding: Encoding
    private let dialect: DelimitedDialect
    private let width: Int

    private static let lookedBytes = 128 << 10
    private static let lookedAhead = 8 << 10
    private static let lookedLines = 100
    private static let recordsThatFit = 4
    /// So many places are looked at for the next seam; a record that is longer than they are apart is refused.
    private static let placesAhead = 12

    /// Divides a file whose lines end with a byte of its own into parts of about so many bytes.
    init(
        _ descriptor: Int32, size: Int, partBytes: Int, encoding: Encoding, dialect: DelimitedDialect, width: Int
    ) {
        self.descriptor = descriptor
        self.partBytes = max(1, partBytes)
        self.encoding = encoding
        self.dialect = dialect
        self.width = width
        count = encoding.isWide ? 1 : max(1, (size + self.partBytes - 1) / self.partBytes)
    }

    /// The first byte of a part other than the first; nil where no line begins near.
    func seam(_ index: Int) -> Int? {
        guard index > 0 && index < count else { return nil }
        let offset = index * partBytes - 1
        let most = min(partBytes, FileSeams.lookedBytes) + 1
        let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, buffer.count, offset))
        }
        var first: Int?
        var lines = 0
        for at in 0..<max(0, bytes.count - 1) {
            guard bytes[at] == 0x0A || (bytes[at] == 0x0D && bytes[at + 1] != 0x0A) else { continue }
            if fits(bytes[(at + 1)...].prefix(FileSeams.lookedAhead)) { return offset + at + 1 }
            first = first ?? offset + at + 1
            lines += 1
            if lines == FileSeams.lookedLines { break }
        }
        return first
    }

    /// The next seam after a part's beginning, and whose beginning it is.
    func next(after index: Int) -> (index: Int, offset: Int)? {
        for further in (index + 1)..<max(index + 1, min(count, index + 1 + FileSeams.placesAhead)) {
            if let offset = seam(further) { return (further, offset) }
        }
        return nil
    }

    /// Whether the text's first records are faultless ones of the table's width.
    private func fits(_ text: ArraySlice<UInt8>) -> Bool {
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(bytes: Array(text), isCut: true, encoding: encoding, dialect: dialect)
            reader.expectedCells = width
            var records = 0
            while records < FileSeams.recordsThatFit, try reader.next() {
                if reader.cellCount != width || reader.trouble != nil { return false }
                records += 1
            }
            return records > 0
        } catch {
            return false
        }
    }
}
