import Connecting
import Foundation
import Records
import Staging

/// A source's file beside what is staged of it.
public struct SourceReconciliation: Sendable {
    /// The source.
    public let source: String
    /// Records in the file: counted anew, for text in the plainest way, which shares no code with the connector.
    public let inFile: Int
    /// Records staged.
    public let records: Int
    /// Rows ready.
    public let ready: Int
    /// Rows that need correction.
    public let rejected: Int
    /// Rows left out by a rule.
    public let filtered: Int
    /// Rows that wait.
    public let held: Int
    /// True when the buckets add up to the file's own count.
    public var isEqual: Bool { inFile == records && records == ready + rejected + filtered + held }
}

extension ProjectRun {
    /// Reads every source's file once more and holds its count against the staging area's rows.
    public func reconcile() throws -> [SourceReconciliation] {
        try project.sources.compactMap { source in
            guard let staged = try staging.delivery(of: source.name),
                let connector = connectors.named(source.connector),
                let delivery = source.deliveries.last
            else { return nil }
            let file = try ClientFiles.delivery(project.path(delivery.file))
            progress("verify", source.name, 0)
            let count = try count(file, delivery, source, connector, staged)
            return SourceReconciliation(
                source: source.name, inFile: count, records: staged.records, ready: staged.ready,
                rejected: staged.rejected,
                filtered: staged.filtered, held: staged.held)
        }
    }

    /// A file's records: by the plain count where one can be had and every row's reading was certain, else by its connector.
    private func count(
        _ file: DeliveryFile, _ delivery: ProjectDelivery, _ source: ProjectSource, _ connector: any Connector,
        _ staged: StagedDelivery
    ) throws -> Int {
        var uncertain = 0
        try staging.eachRow(of: staged.id, states: [.rejected]) { if $0.kind == .malformed { uncertain += 1 } }
        // A row that was broken in the file may be whole in the staging area, because it came back corrected.
        if !delivery.corrections.isEmpty { uncertain += 1 }
        if source.connector == "delimited", uncertain == 0, file.parts.isEmpty,
            let plain = try PlainRecordCount(file, options: delivery.options)
        {
            return plain.records
        }
        var count = 0
        _ = try connector.read(whole: file, stream: delivery.stream, options: delivery.options, limits: .standard) {
            batch in
            count += batch.count
            progress("verify", source.name, count)
        }
        return count
    }
}
