public import Connecting

/// What a program writes, as little of it as tells it, and of some of its streams the values of a column.
public struct DialectSample: Sendable, CustomStringConvertible {
    private let name: String
    private let text: String
    private let values: [String: (column: String, cells: [String])]

    /// The file's name, by which a test shows it.
    public var description: String { name }

    /// Describes a file.
    public init(name: String, text: String, values: [String: (column: String, cells: [String])]) {
        self.name = name
        self.text = text
        self.values = values
    }

    /// Throws unless the connector is sure of the file and finds its streams, with their values.
    public func isTold(by connector: any Connector) throws {
        let (probe, streams) = try read(connector)
        if probe.confidence <= 90 { throw Unexpected("\(name): confidence \(probe.confidence)") }
        for (stream, expected) in values {
            guard let cells = streams[stream]?.column(expected.column) else {
                throw Unexpected("\(name): no stream \(stream) in \(streams.keys.sorted())")
            }
            if cells != expected.cells { throw Unexpected("\(name): \(stream).\(expected.column) is \(cells)") }
        }
    }

    /// Throws unless each stream's own options give exactly its columns again, under a dialect of its program.
    public func declaresItsColumns(to connector: any Connector) throws {
        let (probe, _) = try read(connector)
        for stream in probe.streams where values[stream.name] != nil {
            if stream.options["dialect"] == "generic" { throw Unexpected("\(name): \(stream.name) has no dialect") }
            let own = stream.options.sortedNames.map { ($0, stream.options[$0] ?? "") }
            let again = try read(connector, given: Dictionary(uniqueKeysWithValues: own)).probe.streams
            if again.map(\.columns) != [stream.columns] {
                throw Unexpected("\(name): \(stream.name) has other columns when read by its own options")
            }
        }
    }

    private func read(
        _ connector: any Connector, given: [String: String] = [:]
    ) throws -> (probe: Probe, streams: [String: ReadStream]) {
        try ReadStream.all(connector, text: text, named: name, given: given)
    }
}
