public import Connecting
public import Records

/// What a test expected and did not get.
public struct Unexpected: Error, CustomStringConvertible {
    /// What it is, in one line.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// All that reading a stream gave.
public struct ReadTable {
    /// What the look at the file found.
    public var probed: ProbedStream?
    /// The columns.
    public var columns: [String] = []
    /// The cells of each row.
    public var rows: [[String]] = []
    /// The rows' numbers.
    public var ordinals: [UInt32] = []
    /// The rows' lines.
    public var places: [UInt32] = []
    /// What the rows are.
    public var kinds: [RowKind] = []
    /// Why rows are no plain records, by index.
    public var remarks: [Int: String] = [:]
    /// The batches that the sink was given.
    public var batches = 0
    /// What the reading said at its end.
    public var summary = ReadingSummary(columns: [], records: 0)

    /// The findings' codes, each once, in their order.
    public var codes: [String] { summary.findings.reduce(into: []) { if !$0.contains($1.code) { $0.append($1.code) } } }

    /// A row's filled cells by their columns' names.
    public func filled(_ row: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: zip(columns, rows[row]).filter { !$0.1.isEmpty })
    }

    /// A column's cells.
    public subscript(column: String) -> [String] {
        columns.firstIndex(of: column).map { index in rows.map { $0[index] } } ?? []
    }

    /// Reads a stream of a file with these options.
    public static func read(
        _ connector: any Connector, _ delivery: DeliveryFile, stream: String = "", options: OptionValues,
        limits: ReadingLimits = .standard
    ) throws -> ReadTable {
        var table = ReadTable()
        table.summary = try connector.read(delivery, stream: stream, options: options, limits: limits) { batch in
            let base = table.rows.count
            for row in 0..<batch.count {
                table.rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) })
            }
            for (row, remark) in batch.remarks { table.remarks[base + row] = remark }
            table.ordinals += batch.ordinals
            table.places += batch.places
            table.kinds += batch.kinds
            table.batches += 1
        }
        table.columns = table.summary.columns
        return table
    }

    /// Looks at a file and reads one of its streams, the first where none is named, as the look says. The look's columns and
    /// sample have to be the reading's own.
    public static func of(
        _ connector: any Connector, _ delivery: DeliveryFile, stream name: String? = nil, given: [String: String] = [:]
    ) throws -> ReadTable {
        guard let probe = try connector.probe(delivery, given: OptionValues(given)) else {
            throw Unexpected("\(delivery.name) is not taken for a \(type(of: connector).description.name)")
        }
        guard let stream = name == nil ? probe.streams.first : probe.streams.first(where: { $0.name == name }) else {
            throw Unexpected("\(delivery.name) has no stream \(name ?? ""); it has \(probe.streams.map(\.name))")
        }
        if let problem = stream.options.problems(for: type(of: connector).description).first {
            throw Unexpected("\(delivery.name): \(problem)")
        }
        var table = try read(connector, delivery, stream: stream.name, options: stream.options)
        table.probed = stream
        if table.columns != stream.columns { throw Unexpected("\(delivery.name): columns differ from the look's") }
        for row in 0..<stream.sample.count {
            let cells = (0..<stream.sample.cells.width).map { stream.sample.cells.text(row, $0) }
            if cells != table.rows[row] { throw Unexpected("\(delivery.name): row \(row) differs from the look's") }
        }
        return table
    }

    /// Writes a text to a file of its own, looks at it and reads it.
    public static func of(
        _ connector: any Connector, text: String, named file: String, stream: String? = nil,
        given: [String: String] = [:]
    ) throws -> ReadTable {
        try of(connector, bytes: Array(text.utf8), named: file, stream: stream, given: given)
    }

    /// Writes bytes to a file of its own, looks at it and reads it.
    public static func of(
        _ connector: any Connector, bytes: [UInt8], named file: String, stream: String? = nil,
        given: [String: String] = [:]
    ) throws -> ReadTable {
        let folder = try TemporaryFolder()
        return try withExtendedLifetime(folder) {
            try of(connector, folder.file(file, bytes), stream: stream, given: given)
        }
    }
}
