public import Connecting
internal import Formats
public import Records

/// Reads databases without their servers: dumps, SQLite, dBase and Access files, and PostgreSQL by a query.
///
/// Each table that holds customers, or what belongs to them, is a stream. The databases of known programs are joined: an
/// e-mail address reaches its contact, an order its lines and buyer.
public struct DatabaseConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "database",
        summary:
            "Databases: dumps of MySQL, MariaDB, PostgreSQL and SQLite (.sql, .sql.gz), SQLite files, dBase and Access "
            + "files, and PostgreSQL by a query.",
        endings: ["sql", "sql.gz", "sqlite", "sqlite3", "db", "dbf", "mdb", "accdb", "pgsql.yaml"],
        options: DatabaseOptions.all)

    /// Rows of the sample.
    private static let sampleRows = 200

    /// Makes the connector.
    public init() {}

    /// Looks through a database: its streams, each with its columns and a sample.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        do {
            guard let kind = try DatabaseKind.of(delivery) else { return nil }
            let streams = try open(delivery, kind, given, .standard) { database -> [ProbedStream] in
                try self.streams(of: database, delivery, given)
            }
            return Probe(confidence: kind.confidence, streams: streams)
        } catch {
            throw DatabaseFault.fault(error, Position(file: delivery.name))
        }
    }

    /// Reads one stream from its first record to its last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        let position = Position(file: delivery.name)
        var failure: (any Error)?
        do {
            guard let kind = try DatabaseKind.of(delivery) else {
                throw SourceFault.notOfThisKind(
                    position: position, expected: "a database or the dump of one", remedy: "Check the file.")
            }
            return try open(delivery, kind, options, limits) { database in
                let content = try DatabaseStream(options, stream: stream, in: database, position)
                var batches = TableBatches(
                    content.columns, limits: limits, position: position, repairs: options.isTrue(DatabaseOptions.repair)
                )
                func passing(_ batch: RawBatch) throws {
                    do { try sink(batch) } catch {
                        failure = error
                        throw error
                    }
                }
                try content.rows { row in
                    try batches.take(row, passing)
                    return true
                }
                try batches.flush(passing)
                return ReadingSummary(
                    columns: content.columns.map(\.name), records: batches.records,
                    findings: batches.findings + DatabaseFindings.of(content.notes))
            }
        } catch {
            if let failure { throw failure }
            throw DatabaseFault.fault(error, position)
        }
    }

    private func open<Result>(
        _ delivery: DeliveryFile, _ kind: DatabaseKind, _ options: OptionValues, _ limits: ReadingLimits,
        _ body: (OpenDatabase) throws -> Result
    ) throws -> Result {
        let encoding = options[DatabaseOptions.encoding].flatMap(Encoding.init)
        let settings = "\(encoding?.rawValue ?? "") \(limits)"
        return try OpenDatabase.with(
            delivery, settings: settings, { try kind.open(delivery, encoding: encoding, limits: limits) }, body)
    }

    // MARK: Probing

    private func streams(of database: OpenDatabase, _ delivery: DeliveryFile, _ given: OptionValues) throws
        -> [ProbedStream]
    {
        let position = Position(file: delivery.name)
        let contents: [DatabaseStream]
        if given[DatabaseOptions.table] != nil {
            contents = [try DatabaseStream(given, stream: "", in: database, position)]
        } else {
            contents = try DatabaseStream.all(of: database, given, position)
        }
        guard !contents.isEmpty else {
            throw SourceFault.missing(
                position: position, what: "no table in it has rows",
                remedy: "Check whether the right database was dumped.")
        }
        let samples = try samples(of: contents, database, position, repairs: given.isTrue(DatabaseOptions.repair))
        var streams = zip(contents, samples).map { content, sample in
            ProbedStream(
                name: content.name, summary: content.summary, options: content.options(given),
                columns: content.columns.map(\.name), sample: sample.batch, headerRow: 0, findings: sample.findings)
        }
        if given[DatabaseOptions.table] == nil {
            let used = Set(contents.flatMap(\.usedTables).map { $0.lowercased() })
            if let finding = DatabaseFindings.leftOut(database.tables.filter { !used.contains($0.name.lowercased()) }) {
                streams[0].findings.append(finding)
            }
            streams[0].findings += DatabaseFindings.of(database.source.notes)
            streams[0].findings += DatabaseFindings.doubtful(database.doubtfulRows)
        }
        return streams
    }

    private typealias Sample = (batch: RawBatch, findings: [Finding])

    /// The first rows of each stream; those of plain tables on one way through the source.
    private func samples(
        of contents: [DatabaseStream], _ database: OpenDatabase, _ position: Position, repairs: Bool
    ) throws -> [Sample] {
        var batches = contents.map {
            TableBatches($0.columns, limits: .standard, position: position, repairs: repairs)
        }
        var samples = contents.map { RawBatch(width: $0.columns.count) }
        var missing = contents.map { min($0.table?.rows ?? 0, DatabaseConnector.sampleRows) }
        let plain = contents.indices.filter { contents[$0].table != nil }
        let tables = plain.compactMap { contents[$0].table }
        var left = plain.reduce(0) { $0 + missing[$1] }
        if left > 0 {
            try database.source.rows(of: tables) { number, row in
                let index = plain[number]
                guard missing[index] > 0 else { return true }
                try batches[index].take(row) { samples[index] = $0 }
                missing[index] -= 1
                left -= 1
                return left > 0
            }
        }
        for index in contents.indices where contents[index].table == nil {
            var count = 0
            try contents[index].rows { row in
                try batches[index].take(row) { samples[index] = $0 }
                count += 1
                return count < DatabaseConnector.sampleRows
            }
        }
        for index in contents.indices { try batches[index].flush { samples[index] = $0 } }
        return zip(samples, batches).map { ($0, $1.findings) }
    }
}
