public import Connecting
import Formats
public import Records

/// Reads QuickBooks Desktop's lists and bookings (IIF): each list is a stream.
public struct IIFConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "iif", summary: "QuickBooks Desktop lists and bookings (IIF): customers, vendors, items, transactions.",
        endings: ["iif"], options: IIFSettings.options)

    /// Makes the connector.
    public init() {}

    /// Looks through the file for its lists and their columns.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        let head = try delivery.look { try TextHead.of($0) }
        guard let delimiter = IIFReader.delimiter(head) else { return nil }
        let options = try delivery.look { IIFSettings.found(in: $0, delimiter: delimiter, given: given) }
        return try delivery.look { file in
            let settings = IIFSettings(options)
            let summary = "IIF \(settings.encoding.title)"
            var streams = try IIFConnector.records(file, delivery, settings, .standard).probed(
                summary, options: options, connector: "iif")
            if given["encoding"] == nil, let doubt = IIFSettings.doubt(in: file), !streams.isEmpty {
                streams[0].findings.append(doubt)
            }
            return Probe(confidence: 95, streams: streams)
        }
    }

    /// Reads one list from the first line to the last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try delivery.withFile { file in
            try IIFConnector.records(file, delivery, IIFSettings(options), limits).read(stream, into: sink)
        }
    }

    private static func records(
        _ file: RegularFile, _ delivery: DeliveryFile, _ settings: IIFSettings, _ limits: ReadingLimits
    ) -> NamedRecords {
        NamedRecords(
            file: delivery.name, limits: limits, fixed: IIFLists.fixed,
            aside: settings.everything ? [] : IIFLists.aside
        ) { body in
            var reader = IIFReader(name: delivery.name, limits: limits, settings: settings)
            return try reader.read(file, body)
        }
    }
}
