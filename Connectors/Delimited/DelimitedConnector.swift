public import Connecting
import Formats
public import Records

/// Reads CSV, TSV and other delimited text, and lists of one value a line.
public struct DelimitedConnector: Connector {
    /// Bytes of a file that one thread reads at a time.
    private let partBytes: Int

    /// Makes the connector.
    public init() { partBytes = TableReading.partBytes }

    /// Makes a connector that divides files into other parts, which changes nothing but how fast they are read.
    init(partBytes: Int) { self.partBytes = partBytes }

    /// Looks at a delivery's first MiB, and at its end for a line of totals.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        try TextProbe(try delivery.open(), delivery, given: given)?.result()
    }

    /// Reads the table from its first record to its last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        // Which of several tables a stream is, its options say.
        if !stream.isEmpty && options["header_row"] == nil {
            throw SourceFault.missing(
                position: Position(file: delivery.name), what: "nothing says where the table \"\(stream)\" is",
                remedy: "Set header_row to the line with its column names, or leave the stream's name out")
        }
        let settings = DelimitedSettings(options)
        return try delivery.withFile { file in
            try file.withDescriptor { descriptor in
                let bounds = DelimitedLimits(limits)
                let reader: DelimitedReader
                do throws(DelimitedFault) {
                    reader = try DelimitedReader(
                        descriptor: descriptor, from: 0, encoding: settings.encoding, otherLines: settings.otherLines,
                        dialect: settings.dialect, limits: bounds, chunk: min(partBytes, 1 << 20))
                } catch {
                    throw SourceFault(error, file: delivery.name)
                }
                let head = file.beginning(min(file.size, TableReading.headBytes))
                var table = try TableReading(
                    reader, head: head, isWhole: head.count == file.size, settings, file: delivery.name,
                    recordLimit: limits.records)
                let seams = FileSeams(
                    descriptor, size: file.size, partBytes: partBytes, encoding: settings.encoding,
                    dialect: settings.dialect, width: table.layout.width)
                try table.run(descriptor, seams, limits: bounds, threads: limits.threads, into: sink)
                var summary = table.summary()
                if settings.isGuess,
                    let doubt = EncodingDoubt.doubt(
                        head, isWhole: head.count == file.size, readAs: settings.encoding)
                {
                    summary.doubts.append(doubt)
                }
                return summary
            }
        }
    }
}

extension DelimitedLimits {
    /// The limits of a run.
    init(_ limits: ReadingLimits) {
        self.init()
        columns = limits.columns
        recordBytes = limits.recordBytes
        cellBytes = limits.cellBytes
    }
}
