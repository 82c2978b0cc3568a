public import Records
internal import SQLite

/// A row as it was read, for screens and reject files.
public struct StagedRow: Sendable {
    /// Its record number in its stream.
    public var ordinal: UInt32
    /// The file's line or the sheet's row.
    public var place: UInt32
    /// What it is.
    public var kind: RowKind
    /// What became of it.
    public var state: StagedState
    /// Why it was rejected, filtered or held.
    public var reason: String
    /// Its cells.
    public var cells: [[UInt8]]
}

/// A finding with its delivery.
public struct StagedFinding: Sendable {
    /// The delivery's number.
    public var delivery: Int64
    /// The finding.
    public var finding: Finding
}

extension StagingArea {
    /// Calls `body` with every row of a delivery in the file's order.
    public func eachRow(of delivery: Int64, states: Set<StagedState>? = nil, _ body: (StagedRow) throws -> Void) throws
    {
        try database.read { connection in
            let statement = try connection.prepare(
                "SELECT id, place, kind, state, reason, cells FROM raw WHERE id BETWEEN ? AND ? ORDER BY id")
            try statement.bind(delivery << 32, at: 1)
            try statement.bind(delivery << 32 | 0xFFFF_FFFF, at: 2)
            while try statement.step() {
                let state = StagedState(rawValue: UInt8(truncatingIfNeeded: statement.int64(3))) ?? .ready
                if let states, !states.contains(state) { continue }
                try body(
                    StagedRow(
                        ordinal: UInt32(truncatingIfNeeded: statement.int64(0)),
                        place: UInt32(truncatingIfNeeded: statement.int64(1)),
                        kind: RowKind(rawValue: UInt8(truncatingIfNeeded: statement.int64(2))) ?? .record, state: state,
                        reason: statement.text(4), cells: JSONText.strings(statement.bytes(5))))
            }
        }
    }

    /// One row of a delivery.
    public func row(_ ordinal: UInt32, of delivery: Int64) throws -> StagedRow? {
        try database.read { connection in
            let statement = try connection.prepare("SELECT place, kind, state, reason, cells FROM raw WHERE id = ?")
            try statement.bind(delivery << 32 | Int64(ordinal), at: 1)
            guard try statement.step() else { return nil }
            return StagedRow(
                ordinal: ordinal, place: UInt32(truncatingIfNeeded: statement.int64(0)),
                kind: RowKind(rawValue: UInt8(truncatingIfNeeded: statement.int64(1))) ?? .record,
                state: StagedState(rawValue: UInt8(truncatingIfNeeded: statement.int64(2))) ?? .ready,
                reason: statement.text(3), cells: JSONText.strings(statement.bytes(4)))
        }
    }

    /// Calls `body` for every row of a delivery with its ordinal, state and the bitmap of its non-empty cells.
    public func eachFill(
        of delivery: Int64, _ body: (_ ordinal: UInt32, _ state: StagedState, _ filled: UnsafeRawBufferPointer) -> Void
    ) throws {
        try database.read { connection in
            let statement = try connection.prepare(
                "SELECT id, state, filled FROM raw WHERE id BETWEEN ? AND ? ORDER BY id")
            try statement.bind(delivery << 32, at: 1)
            try statement.bind(delivery << 32 | 0xFFFF_FFFF, at: 2)
            while try statement.step() {
                let ordinal = UInt32(truncatingIfNeeded: statement.int64(0))
                let state = StagedState(rawValue: UInt8(truncatingIfNeeded: statement.int64(1))) ?? .ready
                statement.withBytes(2) { body(ordinal, state, $0) }
            }
        }
    }

    /// Cells of a delivery that keep their row from being loaded, by column.
    public func brokenCells(of delivery: Int64) throws -> [Int: Int] {
        try database.read { connection in
            let statement = try connection.prepare(
                """
                SELECT column_index, count(DISTINCT ordinal) FROM findings
                WHERE delivery = ? AND severity = ? AND ordinal > 0 AND column_index IS NOT NULL GROUP BY 1
                """)
            try statement.bind(delivery, at: 1)
            try statement.bind(Int64(Severity.error.rawValue), at: 2)
            var counts: [Int: Int] = [:]
            while try statement.step() { counts[Int(statement.int64(0))] = Int(statement.int64(1)) }
            return counts
        }
    }

    /// Rows of a delivery by state and reason.
    public func reasons(of delivery: Int64) throws -> [(state: StagedState, reason: String, count: Int)] {
        try database.read { connection in
            let statement = try connection.prepare(
                """
                SELECT state, coalesce(reason, ''), count(*) FROM raw WHERE id BETWEEN ? AND ? AND state <> 0
                GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2
                """)
            try statement.bind(delivery << 32, at: 1)
            try statement.bind(delivery << 32 | 0xFFFF_FFFF, at: 2)
            var found: [(StagedState, String, Int)] = []
            while try statement.step() {
                found.append(
                    (
                        StagedState(rawValue: UInt8(truncatingIfNeeded: statement.int64(0))) ?? .ready,
                        statement.text(1),
                        Int(statement.int64(2))
                    ))
            }
            return found
        }
    }

    /// How often each finding was met in a delivery, the weightiest first.
    public func findingCounts(of delivery: Int64) throws -> [(
        code: String, severity: Severity, message: String, count: Int
    )] {
        try database.read { connection in
            let statement = try connection.prepare(
                """
                SELECT code, severity, min(message), count(*) FROM findings WHERE delivery = ?
                GROUP BY code, severity ORDER BY severity DESC, count(*) DESC, code
                """)
            try statement.bind(delivery, at: 1)
            var found: [(String, Severity, String, Int)] = []
            while try statement.step() {
                found.append(
                    (
                        statement.text(0), Severity(rawValue: UInt8(truncatingIfNeeded: statement.int64(1))) ?? .note,
                        statement.text(2), Int(statement.int64(3))
                    ))
            }
            return found
        }
    }

    /// A delivery's errors by the row that they are about, in the file's order; those about no row are left out.
    public func errors(of delivery: Int64) throws -> [UInt32: [Finding]] {
        var errors: [UInt32: [Finding]] = [:]
        try eachFinding(of: delivery) { finding in
            if finding.severity == .error, finding.ordinal > 0 { errors[finding.ordinal, default: []].append(finding) }
        }
        return errors
    }

    /// Calls `body` with every finding of a delivery, in the file's order.
    public func eachFinding(of delivery: Int64, ordinal: UInt32? = nil, _ body: (Finding) throws -> Void) throws {
        try database.read { connection in
            let statement = try connection.prepare(
                """
                SELECT ordinal, column_index, code, severity, value, message, remedy FROM findings
                WHERE delivery = ?1 AND (?2 IS NULL OR ordinal = ?2) ORDER BY ordinal, id
                """)
            try statement.bind(delivery, at: 1)
            if let ordinal { try statement.bind(Int64(ordinal), at: 2) } else { try statement.bindNull(at: 2) }
            while try statement.step() {
                try body(
                    Finding(
                        code: statement.text(2),
                        severity: Severity(rawValue: UInt8(truncatingIfNeeded: statement.int64(3))) ?? .note,
                        ordinal: UInt32(truncatingIfNeeded: statement.int64(0)),
                        column: statement.isNull(1) ? nil : Int(statement.int64(1)), value: statement.text(4),
                        message: statement.text(5), remedy: statement.text(6)))
            }
        }
    }
}
