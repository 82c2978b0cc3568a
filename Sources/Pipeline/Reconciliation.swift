import Connecting
import Foundation
import Records
import Staging

/// A source's file beside what is staged of it.
public struct SourceReconciliation: Sendable {
    /// The source.
    public let source: String
    /// Records in the file, read once more.
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
            var count = 0
            let file = try ConnectorList.delivery(project.path(delivery.file))
            _ = try connector.read(file, stream: delivery.stream, options: delivery.options, limits: .standard) {
                batch in
                count += batch.count
                progress("verify", source.name, count)
            }
            return SourceReconciliation(
                source: source.name, inFile: count, records: staged.records, ready: staged.ready,
                rejected: staged.rejected,
                filtered: staged.filtered, held: staged.held)
        }
    }
}
