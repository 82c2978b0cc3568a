public import Connecting
public import Records

/// A stream read from its first row to its last, its cells by their columns' names.
public struct ReadStream {
    /// What the look at the file found.
    public let stream: ProbedStream
    /// The rows.
    public private(set) var rows: [[String: String]] = []
    /// What the rows are.
    public private(set) var kinds: [RowKind] = []
    /// The rows' lines.
    public private(set) var places: [UInt32] = []
    /// Why rows are no plain records, in their order.
    public private(set) var remarks: [String] = []
    /// What the reading said at its end.
    public private(set) var summary = ReadingSummary(columns: [], records: 0)

    /// The values of a column, row by row.
    public func column(_ name: String) -> [String] { rows.map { $0[name] ?? "?" } }

    /// Looks at a file and reads all its streams as the look says, those too that hold nothing about customers. The look's
    /// columns have to be the reading's own, and rows are numbered from 1 without a gap.
    public static func all(
        _ connector: any Connector, _ delivery: DeliveryFile, given: [String: String] = ["everything": "true"]
    ) throws -> (probe: Probe, streams: [String: ReadStream]) {
        guard let probe = try connector.probe(delivery, given: OptionValues(given)) else {
            throw Unexpected("\(delivery.name) is not taken for a \(type(of: connector).description.name)")
        }
        var streams: [String: ReadStream] = [:]
        for stream in probe.streams {
            if let problem = stream.options.problems(for: type(of: connector).description).first {
                throw Unexpected("\(delivery.name): \(problem)")
            }
            streams[stream.name] = try ReadStream(connector, delivery, stream)
        }
        return (probe, streams)
    }

    /// Writes a text to a file of its own and reads all of it.
    public static func all(
        _ connector: any Connector, text: String, named name: String, given: [String: String] = [:]
    ) throws -> (probe: Probe, streams: [String: ReadStream]) {
        let folder = try TemporaryFolder()
        return try withExtendedLifetime(folder) { try all(connector, folder.file(name, text), given: given) }
    }

    private init(_ connector: any Connector, _ delivery: DeliveryFile, _ stream: ProbedStream) throws {
        self.stream = stream
        var ordinals: [UInt32] = []
        summary = try connector.read(
            delivery, stream: stream.name, options: stream.options, limits: .standard
        ) { batch in
            for row in 0..<batch.count {
                var cells: [String: String] = [:]
                for (index, name) in stream.columns.enumerated() { cells[name] = batch.cells.text(row, index) }
                rows.append(cells)
                if let remark = batch.remarks[row] { remarks.append(remark) }
            }
            kinds += batch.kinds
            places += batch.places
            ordinals += batch.ordinals
        }
        if summary.columns != stream.columns {
            throw Unexpected("\(stream.name): the columns of the look and of the reading differ")
        }
        if summary.records != UInt32(rows.count) || ordinals != (0..<rows.count).map({ UInt32($0 + 1) }) {
            throw Unexpected("\(stream.name): rows aren't numbered from 1 to \(summary.records)")
        }
    }
}
