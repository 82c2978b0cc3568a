public import Connecting
import Formats
public import Records

/// Reads what a Singer tap sends: a recorded stream of messages, or the tap itself, started for each reading.
public struct SingerConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "singer", summary: "Singer taps: their recorded output (SCHEMA, RECORD, STATE), or a tap that is run.",
        endings: ["jsonl", "singer", "ndjson"],
        options: [
            OptionDescription(
                "key", .text, "The columns that tell a record of the stream from all others, as the tap says."),
            OptionDescription(
                "command", .text,
                "A tap to run, with its arguments, without a shell; the delivery's file is its configuration (--config)."
            ),
            OptionDescription("catalog", .text, "The tap's catalog file: which streams and columns it is to send."),
            OptionDescription("state", .text, "The tap's state file: where an earlier run ended. It is never written."),
        ])

    /// Makes the connector.
    public init() {}

    /// Looks through the messages for their streams and columns.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        let head = try delivery.look { try TextHead.of($0, count: 1 << 20) }
        guard SingerReader.recognises(head) else { return nil }
        return try delivery.look { file in
            let reader = SingerReader(name: delivery.name, limits: .standard)
            var streams = try SingerConnector.records(file, delivery, reader, .standard).probed(
                "Singer", options: given, connector: "singer")
            for index in streams.indices {
                let key = reader.keys[streams[index].name] ?? []
                if given["key"] == nil, !key.isEmpty { streams[index].options["key"] = key.joined(separator: ",") }
            }
            return Probe(confidence: 97, streams: streams)
        }
    }

    /// Reads one stream's records from the first to the last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try delivery.withFile { file in
            let reader = SingerReader(name: delivery.name, limits: limits)
            return try SingerConnector.records(file, delivery, reader, limits).read(stream, into: sink)
        }
    }

    /// Runs the tap where the options name one; its output is what is read.
    public func brought(
        _ delivery: DeliveryFile, options: OptionValues, folder: String
    ) throws(SourceFault) -> DeliveryFile? {
        guard let arguments = SingerTap.arguments(options, config: delivery.path) else { return nil }
        let tap = SingerTap(arguments: arguments, outputLimit: ReadingLimits.standard.inflatedBytes)
        do throws(FormatFault) {
            let output = try UnpackedFile(folder: folder) { (write) throws(FormatFault) in
                try tap.run(named: delivery.name, write)
            }
            return DeliveryFile(
                path: output.path, location: delivery.location, name: delivery.name, size: output.size, unpacked: output
            )
        } catch {
            throw SourceFault(error, Position(file: delivery.name))
        }
    }

    private static func records(
        _ file: RegularFile, _ delivery: DeliveryFile, _ reader: SingerReader, _ limits: ReadingLimits
    ) -> NamedRecords {
        NamedRecords(file: delivery.name, limits: limits, fixed: { reader.columns($0) }) { body in
            try reader.read(file, body)
        }
    }
}
