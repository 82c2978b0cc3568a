import Formats

/// What the reader made of a text: a row per record, or the fault that ended it.
struct ReadText {
    var rows: [[String]] = []
    var lines: [UInt32] = []
    var troubles: [DelimitedReader.Trouble?] = []
    var issues: [EncodingIssue] = []
    var undecodable: [Bool] = []
    var fault: DelimitedFault?
    var emptyLines = 0
}

/// Reads bytes with the reader under test. `width` says how many cells a row should have; 0 takes the first record's.
func readText(
    _ bytes: [UInt8], _ dialect: DelimitedDialect = .init(), encoding: Encoding = .utf8, width: Int = 0,
    limits: DelimitedLimits = .init(), chunk: Int = 1 << 20, isCut: Bool = false
) -> ReadText {
    var result = ReadText()
    do throws(DelimitedFault) {
        var reader = try DelimitedReader(
            bytes: bytes, isCut: isCut, encoding: encoding, dialect: dialect, limits: limits, chunk: chunk)
        reader.expectedCells = width
        while try reader.next() {
            if reader.expectedCells == 0 { reader.expectedCells = reader.cellCount }
            result.rows.append(reader.cells().map { String(decoding: $0, as: UTF8.self) })
            result.lines.append(reader.line)
            result.troubles.append(reader.trouble)
            result.undecodable.append(reader.isUndecodable)
        }
        result.issues = reader.issues
        result.emptyLines = reader.emptyLines
    } catch {
        result.fault = error
    }
    return result
}

/// Reads text with the reader under test.
func readText(
    _ text: String, _ dialect: DelimitedDialect = .init(), width: Int = 0, limits: DelimitedLimits = .init(),
    chunk: Int = 1 << 20
) -> ReadText {
    readText(Array(text.utf8), dialect, width: width, limits: limits, chunk: chunk)
}
