public import Configuration
import Digest
import Foundation

/// The comparisons of a project that were kept, the oldest first: `.customary/parallel.jsonl`, a line for each.
///
/// Each line has the SHA-256 of the one before it, so that a line that was changed or lost is seen.
public struct ParallelHistory: Sendable {
    /// The comparisons.
    public private(set) var runs: [ParallelOutcome]
    /// Where they are kept.
    public let path: String
    private var lines: [[UInt8]]

    /// Reads what was kept of a project; nothing when there is no file yet.
    public init(of project: Project) throws {
        path = project.workFolder + "/parallel.jsonl"
        runs = []
        lines = []
        guard FileManager.default.fileExists(atPath: path) else { return }
        let bytes = try FileText.read(path, limit: 1 << 28)
        for line in bytes.split(separator: 0x0A) {
            guard let tree = try? JSONParser.parse(Array(line)), let run = ParallelOutcome(tree),
                tree["previous"]?.text == ParallelHistory.link(lines)
            else {
                throw PipelineFault.integrity(
                    "\(path):\(lines.count + 1): the line isn't as it was written. Bring the file back from a backup, or "
                        + "move it away and begin to count the days anew")
            }
            lines.append(Array(line))
            runs.append(run)
        }
    }

    private static func link(_ lines: [[UInt8]]) -> String { lines.last.map { Hex.encode(SHA256.hash($0)) } ?? "" }

    /// Keeps a comparison.
    public mutating func append(_ outcome: ParallelOutcome) throws {
        guard case .object(let members) = outcome.document else { return }
        lines.append(
            JSONWriter.compact(.object(members + [JSONMember("previous", .string(ParallelHistory.link(lines)))])))
        runs.append(outcome)
        try AtomicFile.write(path, lines.flatMap { $0 + [0x0A] })
    }
}

extension ParallelOutcome {
    /// The comparison as JSON, without the differences themselves: nothing of any person.
    public var document: JSONValue {
        [
            "now": .string(now), "target": .string(target), "database": .string(database),
            "version": .integer(version), "digest": .string(digest),
            "sources": .array(
                sources.map {
                    [
                        "source": .string($0.source), "file": .string($0.file), "sha256": .string($0.digest),
                        "rows": .integer($0.rows), "compared": .integer($0.compared),
                        "only_old": .integer($0.onlyOld), "only_crm": .integer($0.onlyCRM),
                    ]
                }),
            "counts": .array(
                counts.map {
                    [
                        "source": .string($0.source), "table": .string($0.table), "field": .string($0.field),
                        "cause": .string($0.cause.rawValue), "count": .integer($0.count),
                    ]
                }),
            "money": .array(
                money.map {
                    [
                        "source": .string($0.source), "table": .string($0.table), "column": .string($0.column),
                        "currency": .string($0.currency), "old": .string($0.old), "crm": .string($0.crm),
                        "difference": .string($0.difference),
                    ]
                }),
            "only_crm": .array(
                onlyCRM.map {
                    [
                        "table": .string($0.table), "typed": .integer($0.typed),
                        "typed_since_load": .integer($0.typedSinceLoad), "other_sources": .integer($0.otherSources),
                    ]
                }),
        ]
    }

    /// Reads a comparison back; nil when it is none.
    init?(_ tree: JSONValue) {
        guard let now = tree["now"]?.text, let target = tree["target"]?.text, let digest = tree["digest"]?.text,
            let sources = tree["sources"]?.items, let counts = tree["counts"]?.items
        else { return nil }
        func text(_ tree: JSONValue, _ key: String) -> String { tree[key]?.text ?? "" }
        func number(_ tree: JSONValue, _ key: String) -> Int { tree[key]?.number ?? 0 }
        self.now = now
        self.target = target
        self.digest = digest
        database = text(tree, "database")
        version = number(tree, "version")
        self.sources = sources.map {
            ParallelSource(
                source: text($0, "source"), file: text($0, "file"), digest: text($0, "sha256"),
                rows: number($0, "rows"), compared: number($0, "compared"), onlyOld: number($0, "only_old"),
                onlyCRM: number($0, "only_crm"))
        }
        var read: [ParallelCount] = []
        for entry in counts {
            guard let cause = ParallelCause(rawValue: text(entry, "cause")) else { return nil }
            read.append(
                ParallelCount(
                    source: text(entry, "source"), table: text(entry, "table"), field: text(entry, "field"),
                    cause: cause, count: number(entry, "count")))
        }
        self.counts = read
        listed = []
        money = (tree["money"]?.items ?? []).map {
            ParallelMoney(
                source: text($0, "source"), table: text($0, "table"), column: text($0, "column"),
                currency: text($0, "currency"), old: text($0, "old"), crm: text($0, "crm"),
                difference: text($0, "difference"))
        }
        onlyCRM = (tree["only_crm"]?.items ?? []).map {
            ParallelOnlyCRM(
                table: text($0, "table"), typed: number($0, "typed"), typedSinceLoad: number($0, "typed_since_load"),
                otherSources: number($0, "other_sources"))
        }
    }
}
