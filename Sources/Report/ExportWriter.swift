internal import Formats
internal import Foundation
internal import Text

/// Writes a table as CSV, XLSX or NDJSON, by the file's ending; CSV on standard output without a file.
///
/// A cell that a spreadsheet would run as a formula is escaped in CSV and is text in XLSX. The file is its owner's only.
public final class ExportWriter {
    /// The rows written so far.
    public private(set) var rows = 0
    private let columns: [String]
    private let form: Form
    private var buffer: [UInt8] = []
    private let descriptor: Int32
    private let path: String?
    private let workbook: WorkbookWriter?

    private enum Form { case csv, ndjson, xlsx }

    /// Begins a file; nil = standard output.
    public init(_ path: String?, columns: [String]) throws {
        self.columns = columns
        self.path = path
        let ending = path.map { ($0 as NSString).pathExtension.lowercased() } ?? "csv"
        form = ending == "xlsx" ? .xlsx : ending == "ndjson" || ending == "jsonl" ? .ndjson : .csv
        if form == .xlsx, let path {
            let writer = try WorkbookWriter(path: path, createdAt: 0)
            try writer.addSheet("Customary", columns: columns.map { WorkbookColumn($0, width: 18) })
            workbook = writer
            descriptor = -1
        } else {
            workbook = nil
            if let path {
                descriptor = open(path + ".part", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
                guard descriptor >= 0 else {
                    throw ExportFault.notWritable(path: path, reason: String(cString: strerror(errno)))
                }
            } else {
                descriptor = 1
            }
            if form == .csv { appendCSV(columns) }
        }
    }

    /// Writes a row.
    public func write(_ cells: [String]) throws {
        rows += 1
        switch form {
        case .csv: appendCSV(cells)
        case .ndjson: appendJSON(cells)
        case .xlsx: try workbook?.row(cells.map { .text($0) })
        }
        if buffer.count >= 1 << 20 { try flush() }
    }

    /// Ends the file; only then has it its name.
    public func close() throws {
        try flush()
        if let workbook {
            try workbook.close()
        } else if let path {
            guard fsync(descriptor) == 0, Foundation.close(descriptor) == 0, rename(path + ".part", path) == 0 else {
                throw ExportFault.notWritable(path: path, reason: String(cString: strerror(errno)))
            }
        }
    }

    private func appendCSV(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { buffer.append(0x2C) }
            let safe = SpreadsheetText.escaped(cell)
            if safe.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) {
                buffer.append(0x22)
                for byte in safe.utf8 {
                    if byte == 0x22 { buffer.append(0x22) }
                    buffer.append(byte)
                }
                buffer.append(0x22)
            } else {
                buffer.append(contentsOf: safe.utf8)
            }
        }
        buffer.append(0x0A)
    }

    private func appendJSON(_ cells: [String]) {
        buffer.append(0x7B)
        for (index, cell) in cells.enumerated() where index < columns.count {
            if index > 0 { buffer.append(0x2C) }
            appendString(columns[index])
            buffer.append(0x3A)
            appendString(cell)
        }
        buffer.append(contentsOf: [0x7D, 0x0A])
    }

    private func appendString(_ text: String) {
        buffer.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: buffer.append(contentsOf: [0x5C, byte])
            case 0x0A: buffer.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: buffer.append(contentsOf: [0x5C, 0x72])
            case 0x09: buffer.append(contentsOf: [0x5C, 0x74])
            case 0..<0x20:
                let digits: [UInt8] = Array("0123456789abcdef".utf8)
                buffer.append(contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            default: buffer.append(byte)
            }
        }
        buffer.append(0x22)
    }

    private func flush() throws {
        guard descriptor >= 0 else { return }
        var sent = 0
        while sent < buffer.count {
            let count = buffer.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress.map { $0 + sent }, buffer.count - sent)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw ExportFault.notWritable(path: path ?? "standard output", reason: String(cString: strerror(errno)))
            }
            sent += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// What keeps a file from being exported. Exit code 7.
public enum ExportFault: Error, Sendable, CustomStringConvertible {
    /// The file can't be written.
    case notWritable(path: String, reason: String)

    /// One line: what, where, what to do.
    public var description: String {
        switch self {
        case .notWritable(let path, let reason): "\(path): can't be written: \(reason). Name another file with -o."
        }
    }
}
