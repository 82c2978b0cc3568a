public import Connecting
import Foundation
import Records

/// The connectors of this program, in the order in which they are asked.
public struct ConnectorList: Sendable {
    /// One connector with its description.
    public struct Entry: Sendable {
        /// The connector.
        public let connector: any Connector
        /// Its description.
        public let description: ConnectorDescription
    }

    /// The connectors.
    public let entries: [Entry]

    /// Makes the list; `customary` is the only place that names them.
    public init(_ connectors: [any Connector]) {
        entries = connectors.map { Entry(connector: $0, description: type(of: $0).description) }
    }

    /// A connector by name.
    public func named(_ name: String) -> (any Connector)? {
        entries.first { $0.description.name == name }?.connector
    }

    /// Looks at a file: the connector that is surest of it, and what it found.
    public func probe(_ path: String) throws -> (name: String, probe: Probe, delivery: DeliveryFile) {
        let delivery = try ConnectorList.delivery(path)
        var best: (name: String, probe: Probe)?
        var fault: SourceFault?
        for entry in entries {
            do throws(SourceFault) {
                guard let probe = try entry.connector.probe(delivery, given: OptionValues()) else { continue }
                if probe.confidence > (best?.probe.confidence ?? -1) { best = (entry.description.name, probe) }
            } catch {
                fault = fault ?? error
            }
        }
        if let best, best.probe.confidence > 0 { return (best.name, best.probe, delivery) }
        if let fault { throw fault }
        let kinds = entries.map { entry in
            entry.description.summary.hasSuffix(".")
                ? String(entry.description.summary.dropLast()) : entry.description.summary
        }.joined(separator: "; ")
        throw SourceFault.notOfThisKind(
            position: Position(file: delivery.name), expected: "a table of customers",
            remedy: "Customary reads: \(kinds).")
    }

    /// A regular file as a delivery.
    public static func delivery(_ path: String) throws(SourceFault) -> DeliveryFile {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw .unreadable(
                file: name, reason: errno == ENOENT ? "there is no such file" : String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: name, reason: "it is no regular file (a link, folder or device)")
        }
        return DeliveryFile(path: path, size: Int(status.st_size))
    }
}
