public import Connecting
import Formats
public import Records

/// Reads CSV, TSV and other delimited text, and lists of one value a line.
public struct DelimitedConnector: Connector {
    /// Makes the connector.
    public init() {}

    /// Looks at a delivery's first MiB, and at its end for a line of totals.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        try TextProbe(try DelimitedConnector.open(delivery), delivery, given: given)?.result()
    }

    /// Reads the table from its first record to its last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        if !stream.isEmpty {
            throw SourceFault.missing(
                position: Position(file: delivery.name), what: "a text file has no stream \"\(stream)\"",
                remedy: "Leave the stream's name out")
        }
        let file = try DelimitedConnector.open(delivery)
        let settings = DelimitedSettings(options)
        return try file.withDescriptor { descriptor in
            let reader: DelimitedReader
            do throws(DelimitedFault) {
                reader = try DelimitedReader(
                    descriptor: descriptor, encoding: settings.encoding, otherLines: settings.otherLines,
                    dialect: settings.dialect, limits: DelimitedLimits(limits))
            } catch {
                throw SourceFault(error, file: delivery.name)
            }
            var table = TableReader(reader, settings, file: delivery.name, recordLimit: limits.records)
            do {
                try table.run(into: sink)
            } catch let fault as SourceFault {
                // A file that is being written looks broken; say what is really the matter.
                throw file.hasChanged ? SourceFault.changedWhileReading(file: delivery.name) : fault
            }
            if file.hasChanged { throw SourceFault.changedWhileReading(file: delivery.name) }
            return ReadingSummary(
                columns: table.columns, records: table.records, findings: table.tally.all(), doubts: table.doubts)
        }
    }

    private static func open(_ delivery: DeliveryFile) throws(SourceFault) -> RegularFile {
        do throws(FormatFault) { return try RegularFile(path: delivery.path) } catch {
            guard case .unreadable(let reason) = error else {
                throw .unreadable(file: delivery.name, reason: error.description)
            }
            throw .unreadable(file: delivery.name, reason: reason)
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
