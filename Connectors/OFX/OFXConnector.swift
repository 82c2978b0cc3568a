public import Connecting
import Formats
public import Records

/// Reads a bank's statement file: OFX 1.x and 2.x, QFX and QBO downloads. Payees only; there is no customer list in it.
public struct OFXConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "ofx", summary: "Bank statements (OFX 1 and 2, QFX): payments with their payees, and the accounts.",
        endings: ["ofx", "qfx", "qbo"], options: [NamedRecords.everything])

    /// Makes the connector.
    public init() {}

    /// Looks through the file for its accounts and transactions.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        let head = try delivery.look { try TextHead.of($0) }
        guard OFXReader.recognises(head) else { return nil }
        return try delivery.look { file in
            var streams = try OFXConnector.records(file, delivery, given, .standard).probed(
                "OFX", options: given, connector: "ofx")
            if !streams.isEmpty {
                streams[0].findings.append(
                    Finding(
                        code: "ofx.payees", severity: .note, ordinal: 0,
                        message: "a bank's file names payees and payers of payments, and holds no customer list"))
            }
            return Probe(confidence: 96, streams: streams)
        }
    }

    /// Reads the transactions or the accounts from the first to the last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try delivery.withFile { file in
            try OFXConnector.records(file, delivery, options, limits).read(stream, into: sink)
        }
    }

    private static func records(
        _ file: RegularFile, _ delivery: DeliveryFile, _ options: OptionValues, _ limits: ReadingLimits
    ) -> NamedRecords {
        // The accounts are the client's own.
        let aside: Set<String> = options.isTrue("everything") ? [] : [OFXReader.accounts]
        return NamedRecords(file: delivery.name, limits: limits, fixed: OFXReader.fixed, aside: aside) { body in
            var reader = OFXReader(name: delivery.name, limits: limits)
            return try reader.read(file, body)
        }
    }
}
