public import Connecting
public import Records

/// Reads what customer databases write as XML and JSON: of programs that it knows, and of any other.
public struct LegacyCRMConnector: Connector {
    /// Makes the connector.
    public init() {}

    private static let trees = TreeReading(LegacyCRMDialects.all)

    /// Looks through the delivery for its records.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        try LegacyCRMConnector.trees.probe(delivery, given: given)
    }

    /// Reads one kind of record from its first to its last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try LegacyCRMConnector.trees.read(delivery, stream: stream, options: options, limits: limits, into: sink)
    }
}
