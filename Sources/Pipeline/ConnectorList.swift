public import Connecting
import Foundation
import Records

/// The files of a client that hold tables, with what was seen of those that had to be looked at to know.
public struct ClientTables: Sendable {
    /// What a look at a file found.
    struct Look: Sendable {
        /// The connector that is surest of it.
        let name: String
        let probe: Probe
    }

    /// The files' locations.
    public let files: [String]
    /// What a folder or an archive holds besides.
    public let leftOut: [ClientFiles.LeftOut]
    let looks: [String: Look]

    /// Files that nobody has looked at.
    public init(_ files: [String]) { self.init(files: files, leftOut: [], looks: [:]) }

    init(files: [String], leftOut: [ClientFiles.LeftOut], looks: [String: Look]) {
        self.files = files
        self.leftOut = leftOut
        self.looks = looks
    }
}

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

    /// The files at these locations that hold tables. A file that is named is one, whatever it holds; of what folders and
    /// archives hold, files that nothing reads are left out.
    ///
    /// Throws when nothing at a location can be read.
    public func files(at locations: [String]) throws -> ClientTables {
        var files: [String] = []
        var leftOut: [ClientFiles.LeftOut] = []
        var looks: [String: ClientTables.Look] = [:]
        for location in locations {
            let inside = try ClientFiles.inside(location)
            if inside == [location] {
                files.append(location)
                continue
            }
            var first: (any Error)?
            let before = files.count
            var series = FileSeries()
            for file in inside {
                do {
                    let found = try probe(file)
                    if found.probe.streams.isEmpty { continue }
                    looks[file] = ClientTables.Look(name: found.name, probe: found.probe)
                    series.add(file, found.name, found.probe)
                } catch {
                    first = first ?? error
                    leftOut.append(ClientFiles.LeftOut(file: file, reason: "\(error)"))
                }
            }
            files += series.files(among: inside)
            if files.count == before, let first { throw first }
        }
        return ClientTables(files: files, leftOut: leftOut, looks: looks)
    }

    /// Looks at a file, unless it was looked at before.
    func probe(_ path: String, of tables: ClientTables) throws -> (name: String, probe: Probe, delivery: DeliveryFile) {
        guard let look = tables.looks[path] else { return try probe(path) }
        return (look.name, look.probe, try ClientFiles.delivery(path))
    }

    /// Looks at a file: the connector that is surest of it, and what it found.
    public func probe(_ path: String) throws -> (name: String, probe: Probe, delivery: DeliveryFile) {
        let delivery = try ClientFiles.delivery(path)
        var best: (name: String, probe: Probe)?
        var fault: SourceFault?
        for entry in entries {
            do throws(SourceFault) {
                guard let probe = try entry.connector.probe(whole: delivery, given: OptionValues()) else { continue }
                if probe.confidence > (best?.probe.confidence ?? -1) { best = (entry.description.name, probe) }
            } catch {
                fault = fault ?? error
            }
        }
        // A connector that can't read a file has recognised it: that outweighs another one's mere guess.
        let guess = 75
        if let best, best.probe.confidence > (fault == nil ? 0 : guess) { return (best.name, best.probe, delivery) }
        if let fault { throw fault }
        let kinds = entries.map { entry in
            entry.description.summary.hasSuffix(".")
                ? String(entry.description.summary.dropLast()) : entry.description.summary
        }.joined(separator: "; ")
        throw SourceFault.notOfThisKind(
            position: Position(file: delivery.name), expected: "a table of customers",
            remedy: "Customary reads: \(kinds).")
    }
}
