public import Connecting
public import Records

/// Reads what web shops, market places and payment services give out as JSON and XML.
public struct CommerceConnector: Connector {
    /// Makes the connector.
    public init() {}

    private static let trees = TreeReading(CommerceDialects.all)

    /// Looks through the delivery for its records.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        try CommerceConnector.trees.probe(delivery, given: given)
    }

    /// Reads one kind of record from its first to its last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try CommerceConnector.trees.read(delivery, stream: stream, options: options, limits: limits, into: sink)
    }
}
