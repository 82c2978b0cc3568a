public import Records

/// Makes tables of records whose values have names: looks through the file once for the streams and their columns, and
/// once more for the rows.
///
/// A connector over it says only how a file becomes `NamedRecord`s; limits, columns, batches, samples and the counting of
/// findings are done here. Memory stays bounded by a batch, the names and a sample.
public struct NamedRecords {
    /// Goes through the file from its beginning and hands over each record; returns what is to be said about all of it.
    public typealias Reader = (_ body: (NamedRecord) throws -> Void) throws -> [Finding]

    /// What was found of one stream.
    public struct Stream: Sendable {
        /// Its name.
        public let name: String
        /// The columns that are always there, then those that were found, in the order of their first sight.
        public var columns: [String]
        /// The records.
        public var records = 0
        /// The first rows.
        public var sample = RawBatch(width: 1)
        /// Findings of its first rows and of the whole file.
        public var findings: [Finding] = []
    }

    /// So many columns a stream has; the values of further names stand together in the last one, as `name: value` lines.
    public static let maximumColumns = 1_000
    /// The column that takes the values of names beyond that.
    public static let furtherColumn = "further"

    private static let sampleRows = 200
    private static let sampleBytes = 4 << 20
    /// A batch is passed on at so many cells, however empty they are.
    private static let batchCells = 1 << 21

    private let file: String
    private let limits: ReadingLimits
    private let fixed: (String) -> [String]
    private let aside: Set<String>
    private let reader: Reader

    /// `fixed` gives the columns that a stream has whether or not a record fills them, so that one mapping fits all files.
    /// `aside` names streams that hold nothing about customers: they are only offered where there are no others.
    public init(
        file: String, limits: ReadingLimits, fixed: @escaping (String) -> [String] = { _ in [] },
        aside: Set<String> = [], reader: @escaping Reader
    ) {
        self.file = file
        self.limits = limits
        self.fixed = fixed
        self.aside = aside
        self.reader = reader
    }

    /// The streams in the order of their first sight, each with its columns and first rows.
    public func look() throws -> [Stream] {
        var streams: [Stream] = []
        var known: [Columns] = []
        var samples: [[NamedRecord]] = []
        var bytes: [Int] = []
        var places: [String: Int] = [:]
        let findings = try reader { record in
            let place = places[record.stream] ?? streams.count
            if place == streams.count {
                places[record.stream] = place
                streams.append(Stream(name: record.stream, columns: []))
                known.append(Columns(fixed(record.stream)))
                samples.append([])
                bytes.append(0)
            }
            try check(record, count: streams[place].records + 1)
            streams[place].records += 1
            for name in record.names { known[place].add(name) }
            guard known[place].names.count <= limits.columns else {
                throw SourceFault.tooLarge(
                    position: Position(file: file, row: record.place), limit: "columns", value: limits.columns)
            }
            if samples[place].count < NamedRecords.sampleRows, bytes[place] < NamedRecords.sampleBytes {
                samples[place].append(record)
                bytes[place] += record.byteCount
            }
        }
        for place in streams.indices {
            // A table has a column, even if its records hold nothing.
            if known[place].names.isEmpty { known[place].add(NamedRecords.furtherColumn) }
            streams[place].columns = known[place].names
            var batch = RawBatch(width: known[place].names.count)
            var list = FindingList()
            for (ordinal, record) in samples[place].enumerated() {
                NamedRecords.append(record, UInt32(ordinal + 1), known[place], to: &batch, &list)
            }
            streams[place].sample = batch
            streams[place].findings = list.all()
        }
        if let place = main(streams) { streams[place].findings += findings }
        return streams
    }

    /// The stream with which is said what is to be said of the whole file: the first that isn't aside.
    private func main(_ streams: [Stream]) -> Int? {
        streams.firstIndex { !aside.contains($0.name) } ?? streams.indices.first
    }

    /// The streams as a connector's probe tells them: how each is read in a few words, and the options that reading needs.
    /// What is aside is told as a finding of the connector's.
    public func probed(
        _ summary: String, options: OptionValues, connector: String
    ) throws -> [ProbedStream] {
        let all = try look()
        var streams = all.filter { !aside.contains($0.name) }
        let left = streams.isEmpty ? [] : all.filter { aside.contains($0.name) }
        if streams.isEmpty { streams = all }
        if !left.isEmpty {
            let names = left.map { "\($0.name) \($0.records)" }.joined(separator: ", ")
            streams[0].findings.append(
                Finding(
                    code: "\(connector).other_records", severity: .note, ordinal: 0,
                    value: String(names.prefix(Finding.maximumValueBytes)),
                    message: "other records in the file hold nothing about customers and are not read: \(names)",
                    remedy: "set everything: true to have them as sources of their own"))
        }
        return streams.map { stream in
            ProbedStream(
                name: stream.name, summary: summary, options: options, columns: stream.columns, sample: stream.sample,
                headerRow: 0, findings: stream.findings)
        }
    }

    /// The option by which streams are offered that hold nothing about customers.
    public static let everything = OptionDescription(
        "everything", .boolean, standard: "false",
        "Whether records that hold nothing about customers are offered too.")

    /// Reads one stream's rows into `sink`.
    public func read(_ name: String, into sink: (RawBatch) throws -> Void) throws -> ReadingSummary {
        let streams = try look()
        guard
            let place = streams.firstIndex(where: { $0.name == name }) ?? (name.isEmpty && streams.count == 1 ? 0 : nil)
        else {
            // A stream that this delivery has no record of is empty, not missing: its columns are those that are always there.
            let columns = fixed(name)
            if !columns.isEmpty { return ReadingSummary(columns: columns, records: 0) }
            throw SourceFault.missing(
                position: Position(file: file), what: "there is no \"\(name)\" in it",
                remedy: streams.isEmpty
                    ? "It has no records; check that it was exported whole"
                    : "It has \(streams.map { "\"\($0.name)\"" }.joined(separator: ", "))")
        }
        let columns = Columns(streams[place].columns)
        let wanted = streams[place].name
        var batch = RawBatch(width: columns.names.count)
        var list = FindingList()
        var records: UInt32 = 0
        let findings = try reader { record in
            guard record.stream == wanted else { return }
            records += 1
            NamedRecords.append(record, records, columns, to: &batch, &list)
            if batch.isFull || batch.count * batch.cells.width >= NamedRecords.batchCells {
                let full = batch
                batch = RawBatch(width: columns.names.count)
                try sink(full)
            }
        }
        if batch.count > 0 { try sink(batch) }
        return ReadingSummary(
            columns: columns.names, records: records, findings: list.all() + (place == main(streams) ? findings : []))
    }

    private func check(_ record: NamedRecord, count: Int) throws {
        func refuse(_ limit: String, _ value: Int) throws {
            throw SourceFault.tooLarge(position: Position(file: file, row: record.place), limit: limit, value: value)
        }
        if count > limits.records { try refuse("records", limits.records) }
        if record.byteCount > limits.recordBytes { try refuse("bytes of one record", limits.recordBytes) }
        if record.values.contains(where: { $0.count > limits.cellBytes }) {
            try refuse("bytes of one cell", limits.cellBytes)
        }
    }

    private static func append(
        _ record: NamedRecord, _ ordinal: UInt32, _ columns: Columns, to batch: inout RawBatch,
        _ list: inout FindingList
    ) {
        var cells = [[UInt8]?](repeating: nil, count: columns.names.count)
        for (name, value) in zip(record.names, record.values) {
            let place = columns.place(name)
            if columns.names[place] == furtherColumn, name != furtherColumn {
                // The names by which staging keeps secrets out are no columns' names here.
                let shown = SecretName.matches(name) ? dropped : value
                cells[place] = (cells[place].map { $0 + [0x0A] } ?? []) + Array("\(name): ".utf8) + shown
            } else {
                cells[place] = value
            }
        }
        for cell in cells { if let cell { batch.cells.append(cell) } else { batch.cells.appendEmpty() } }
        batch.endRow(ordinal: ordinal, place: record.place, kind: record.kind, remark: record.remark)
        for var finding in record.findings {
            finding.ordinal = ordinal
            list.add(finding)
        }
    }

    /// What stands for a secret where no column's name says that it is one.
    public static let dropped = Array("[dropped]".utf8)

    /// Names of columns with their places.
    private struct Columns {
        private(set) var names: [String] = []
        private var places: [String: Int] = [:]

        init(_ names: [String]) { for name in names { add(name) } }

        mutating func add(_ name: String) {
            guard places[name] == nil else { return }
            if names.count < maximumColumns - 1 || name == furtherColumn {
                places[name] = names.count
                names.append(name)
            } else if places[furtherColumn] == nil {
                add(furtherColumn)
            }
        }

        /// The place of a name, or of the column for further ones.
        func place(_ name: String) -> Int { places[name] ?? places[furtherColumn] ?? 0 }
    }
}
