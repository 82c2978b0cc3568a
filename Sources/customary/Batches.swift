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

    /// The sources that a rollback holds, each with the rollback.
    static func held(_ target: any Target) throws -> [String: String] {
        guard target.exists else { return [:] }
        return try target.withSession(.reading) { session in
            // A database that nothing was ever loaded into has no such list.
            .rollback(try session.batches().isEmpty ? [:] : session.heldSources())
        }
    }

    /// The state of the CRM now: its hash over every column, its hash over the content, and its rows by table.
    static func state(_ target: any Target) throws -> StateRoots? {
        guard target.exists else { return nil }
        return try target.withSession(.reading) { session in .rollback(try StateHash.compute(session)) }
    }
}
