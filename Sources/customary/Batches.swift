import CRM
import Ledger
import Pipeline

/// The loads and rollbacks of a target.
enum Batches {
    /// All of them, in order; none where there is no database yet.
    static func read(_ target: any Target) throws -> [BatchRow] {
        guard target.exists else { return [] }
        return try target.withSession(.reading) { session in .rollback(try session.batches()) }
    }

    /// The state of the CRM now: its hash over every column, its hash over the content, and its rows by table.
    static func state(_ target: any Target) throws -> StateRoots? {
        guard target.exists else { return nil }
        return try target.withSession(.reading) { session in .rollback(try StateHash.compute(session)) }
    }
}
