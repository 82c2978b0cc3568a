public import Records

/// The records that a source's mapping makes, as far as other sources refer to them.
public struct TableOutline: Sendable {
    /// A record with its key.
    public struct Record: Sendable {
        /// Its name in the mapping.
        public let name: String
        /// What it becomes.
        public let entity: Entity
        /// Its key columns.
        public let key: [String]

        /// Describes a record.
        public init(name: String, entity: Entity, key: [String]) {
            self.name = name
            self.entity = entity
            self.key = key
        }
    }

    /// The source.
    public let source: String
    /// Its records.
    public let records: [Record]
    /// Of a source of users: the fields by which others name them, with their columns.
    public let userFields: [(field: String, column: String)]
    /// The product's mapping that the source's own extends; nil where it has none.
    public let mapping: String?

    /// Describes what a source's mapping makes.
    public init(
        source: String, records: [Record], userFields: [(field: String, column: String)] = [], mapping: String? = nil
    ) {
        self.source = source
        self.mapping = mapping
        self.records = records
        self.userFields = userFields
    }
}

/// A mapping proposed from a table's columns, with how sure each column's meaning is and why.
///
/// Columns that can't be told stay unmapped and are listed. What is in doubt is a choice, not a guess.
public struct MappingProposal: Sendable {
    /// Per column, in the source's order.
    public let columns: [ColumnReading]
    /// The mapping file's text.
    public let yaml: String
    /// What the source holds, for a person: `companies with contacts`.
    public let what: String
    /// What other sources can refer to.
    public let outline: TableOutline

    /// Proposes a mapping for a table. `relations` and `others` say what its columns refer to.
    public init(_ reading: TableReading, relations: TableRelations? = nil, others: [TableOutline] = []) {
        var writer = ProposalWriter(reading, relations, others)
        yaml = writer.text()
        what = writer.what
        outline = writer.outline
        let mapped = writer.used
        columns = reading.columns.map { column in
            var column = column
            column.isMapped = mapped.contains(column.column)
            return column
        }
    }

    /// Proposes a mapping for a table with these columns; `sample` holds some of its rows.
    public init(source: String, columns: [String], sample: Rows, learned: LearnedMeanings = LearnedMeanings()) {
        self.init(TableReading(source: source, columns: columns, sample: sample, learned: learned))
    }

    /// How many columns the proposed mapping reads.
    public var mappedColumns: Int { columns.count { $0.isMapped } }
}

extension TableReading {
    /// Reads a table by some of its rows.
    public init(source: String, columns: [String], sample: Rows, learned: LearnedMeanings = LearnedMeanings()) {
        var tallies = columns.map { ColumnTally($0) }
        for row in 0..<sample.count {
            for column in tallies.indices where column < sample.width {
                tallies[column].add(sample[row, column], place: row + 1)
            }
        }
        self.init(source: source, tallies: tallies, learned: learned)
    }
}
