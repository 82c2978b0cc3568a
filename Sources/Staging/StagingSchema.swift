internal import Records

/// The staging area's tables.
enum StagingSchema {
    /// Raised with every change of the tables; an older area is built again.
    static let version: Int64 = 4

    /// What makes the tables.
    static var statements: [String] {
        [
            """
            CREATE TABLE deliveries(
              id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, file TEXT NOT NULL,
              digest TEXT NOT NULL, mapping TEXT NOT NULL, columns TEXT NOT NULL, records INTEGER NOT NULL,
              ready INTEGER NOT NULL, rejected INTEGER NOT NULL, filtered INTEGER NOT NULL, held INTEGER NOT NULL,
              unmapped TEXT NOT NULL, staged_at TEXT NOT NULL, revision INTEGER NOT NULL) STRICT
            """,
            // One row: counts every change of what is staged.
            "CREATE TABLE revision(number INTEGER NOT NULL) STRICT",
            "INSERT INTO revision VALUES(0)",
            // id = delivery × 2^32 + the row's ordinal
            """
            CREATE TABLE raw(
              id INTEGER PRIMARY KEY, place INTEGER NOT NULL, kind INTEGER NOT NULL, state INTEGER NOT NULL,
              reason TEXT, filled BLOB NOT NULL, cells TEXT NOT NULL) STRICT
            """,
            """
            CREATE TABLE findings(
              id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL, ordinal INTEGER NOT NULL, column_index INTEGER,
              code TEXT NOT NULL, severity INTEGER NOT NULL, value TEXT NOT NULL, message TEXT NOT NULL,
              remedy TEXT NOT NULL) STRICT
            """,
            "CREATE INDEX findings_by_delivery ON findings(delivery, severity, code)",
            """
            CREATE TABLE questions(
              id TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL, stops INTEGER NOT NULL, words TEXT NOT NULL,
              evidence TEXT NOT NULL, choices TEXT NOT NULL, proposal TEXT NOT NULL, rows INTEGER NOT NULL,
              wording TEXT NOT NULL, PRIMARY KEY(source, id)) STRICT
            """,
            """
            CREATE TABLE pairs(
              id INTEGER PRIMARY KEY, entity TEXT NOT NULL, source_a TEXT NOT NULL, key_a TEXT NOT NULL, row_a INTEGER NOT NULL,
              source_b TEXT NOT NULL, key_b TEXT NOT NULL, row_b INTEGER NOT NULL, weight INTEGER NOT NULL,
              probability REAL NOT NULL, band TEXT NOT NULL) STRICT
            """,
            """
            CREATE TABLE row_ledger(
              source TEXT NOT NULL, bucket TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(source, bucket)) STRICT
            """,
            """
            CREATE TABLE value_ledger(
              source TEXT NOT NULL, bucket TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(source, bucket)) STRICT
            """,
        ] + Entity.allCases.filter { !CustomerModel.fields(of: $0).isEmpty }.map(standardised)
    }

    /// The table of an entity's standardised records.
    static func tableName(_ entity: Entity) -> String { "standardised_\(entity.table)" }

    private static func standardised(_ entity: Entity) -> String {
        let fields = CustomerModel.fields(of: entity).map { "\"\($0.name)\" TEXT" }.joined(separator: ", ")
        return """
            CREATE TABLE \(tableName(entity))(
              record_id INTEGER PRIMARY KEY, raw_id INTEGER NOT NULL, mapping_record INTEGER NOT NULL, part INTEGER NOT NULL,
              source_key TEXT NOT NULL, copy INTEGER NOT NULL, changed INTEGER NOT NULL, dropped INTEGER NOT NULL,
              \(fields), custom TEXT) STRICT
            """
    }
}
