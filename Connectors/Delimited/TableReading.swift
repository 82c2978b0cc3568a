import Connecting
import Formats
import Records

/// Reads a whole table, by one thread or by several; what comes out is the same.
struct TableReading: ~Copyable {
    /// What was read so far.
    private(set) var output: TableOutput
    /// The table's column names.
    let layout: TableLayout
    private let settings: DelimitedSettings
    private let first: HeldReader

    /// Begins at the beginning of a text; `head` are its first bytes, from which it is learned what its columns look like.
    init(
        _ reader: consuming DelimitedReader, head: [UInt8], isWhole: Bool, _ settings: DelimitedSettings, file: String,
        recordLimit: Int
    ) throws(SourceFault) {
        let held: HeldReader?
        do throws(DelimitedFault) { held = try HeldReader(beginning: reader, settings) } catch {
            throw SourceFault(error, file: file)
        }
        guard let held else {
            throw SourceFault.missing(
                position: Position(file: file, row: UInt32(clamping: settings.headerRow)),
                what: "the file ends before this line, which should hold the column names",
                remedy: "Get a complete copy, or set header_row to the right line")
        }
        held.reader.learn(from: head, isWhole: isWhole)
        first = held
        layout = held.reader.layout
        output = TableOutput(layout, settings, file: file, recordLimit: recordLimit)
        self.settings = settings
    }

    /// What the table has in common with the next reading of it.
    func summary() -> ReadingSummary {
        ReadingSummary(
            columns: layout.columns, records: output.records, findings: output.findings.all(), doubts: output.doubts)
    }

    /// Reads to the end by one thread.
    mutating func run(into sink: (RawBatch) throws -> Void) throws {
        try read(first, into: sink)
        try output.finish(endsInsideLine: first.reader.endsInsideLine, into: sink)
    }

    /// Reads to the end by several threads; the sink is called by the calling one.
    mutating func run(
        _ descriptor: Int32, _ seams: FileSeams, limits: DelimitedLimits, threads: Int,
        into sink: (RawBatch) throws -> Void
    ) throws {
        // A table with another one behind it is a small one.
        if threads < 2 || seams.count < 2 || settings.endLine > 0 { return try run(into: sink) }
        let settings = settings
        let layout = layout
        let chunk = min(seams.partBytes, TableReading.chunk)
        let workers = PartWorkers(from: 1, count: seams.count, threads: threads) { index in
            TableReading.read(index, of: descriptor, seams, settings, layout, limits, chunk: chunk)
        }
        defer { workers.stop() }
        var held: HeldReader? = first
        var index = 0
        while true {
            if let reader = held {
                // Up to the first seam that lies before it.
                var seam = seams.next(after: index)
                while let next = seam, !reader.reader.setSeam(next.offset) { seam = seams.next(after: next.index) }
                if seam == nil { _ = reader.reader.setSeam(.max) }
                try read(reader, into: sink)
                if reader.reader.stop == .end {
                    return try output.finish(endsInsideLine: reader.reader.endsInsideLine, into: sink)
                }
                guard let seam else {
                    return try output.finish(endsInsideLine: reader.reader.endsInsideLine, into: sink)
                }
                if reader.reader.stop == .beyondSeam {
                    index = seam.index
                    continue
                }
                held = nil
                index = seam.index - 1
            }
            index += 1
            let result = workers.result(of: index)
            if !result.hasSeam { continue }
            for part in result.parts { try output.take(part, into: sink) }
            if let fault = result.fault { throw output.fault(fault, linesBefore: result.faultLinesBefore) }
            if result.isEnd { return try output.finish(endsInsideLine: result.endsInsideLine, into: sink) }
            held = result.held
        }
    }

    /// Takes what a reader gives up to where it stops.
    private mutating func read(_ held: HeldReader, into sink: (RawBatch) throws -> Void) throws {
        repeat {
            let part: TablePart
            do throws(DelimitedFault) { part = try held.reader.next() } catch {
                throw output.fault(error, linesBefore: held.reader.linesBefore)
            }
            try output.take(part, into: sink)
        } while held.reader.stop == nil
    }

    /// Reads one part of a file from its seam to the next, on a thread of its own.
    private static func read(
        _ index: Int, of descriptor: Int32, _ seams: FileSeams, _ settings: DelimitedSettings, _ layout: TableLayout,
        _ limits: DelimitedLimits, chunk: Int
    ) -> SeamReading {
        var result = SeamReading()
        guard let start = seams.seam(index) else { return result }
        result.hasSeam = true
        do throws(DelimitedFault) {
            let reader = try DelimitedReader(
                descriptor: descriptor, from: start, encoding: settings.encoding, otherLines: settings.otherLines,
                dialect: settings.dialect, limits: limits, chunk: chunk)
            let held = HeldReader(TableReader(reader, settings, layout))
            if let next = seams.next(after: index) { _ = held.reader.setSeam(next.offset) }
            do throws(DelimitedFault) {
                // More than a part can hold: the next seam is far, and there must be an end to what is read ahead.
                while held.reader.stop == nil && result.parts.count < TableReading.partsAhead {
                    result.parts.append(try held.reader.next())
                }
            } catch {
                result.fault = error
                result.faultLinesBefore = held.reader.linesBefore
                return result
            }
            if held.reader.stop == .end {
                result.isEnd = true
                result.endsInsideLine = held.reader.endsInsideLine
            } else if held.reader.stop != .seam {
                result.held = held
            }
        } catch {
            result.fault = error
        }
        return result
    }

    /// So much of a file's beginning is learned from.
    static let headBytes = 256 << 10
    /// A part of a file that one thread reads at a time; what comes out doesn't depend on it.
    static let partBytes = 2 << 20
    private static let chunk = 512 << 10
    private static let partsAhead = 16
}
