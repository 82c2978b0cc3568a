public import CRM
internal import Digest
internal import Records

/// What a plan is bound to, besides the database: where its desired master came from.
public struct PlanOrigin: Sendable, Equatable {
    /// The project's id.
    public var project: String
    /// The run's id.
    public var run: String
    /// The staging area's revision.
    public var stagingRevision: String
    /// A hash of the mappings and their answers.
    public var mappingHash: String
    /// A hash of the matching model, decisions and rules.
    public var modelHash: String
    /// What each limit came to when the plan was made, by name: `ok: …` or `stop: …`.
    public var limits: [String: String]
    /// What the plan was made under and a load must keep: the limits as they were set, the tables of a phase, the
    /// matching's setting; by name.
    public var terms: [String: String]

    /// Makes an origin.
    public init(
        project: String, run: String, stagingRevision: String, mappingHash: String, modelHash: String,
        limits: [String: String] = [:], terms: [String: String] = [:]
    ) {
        self.project = project
        self.run = run
        self.stagingRevision = stagingRevision
        self.mappingHash = mappingHash
        self.modelHash = modelHash
        self.limits = limits
        self.terms = terms
    }
}

/// A signed plan: what a load will do, and on what it rests.
///
/// One line of canonical JSON, closed by its signature; beside it `<name>.changes.jsonl` with one line per change: first
/// what is written (`create`, `update`, `merge`), then what is tied (`link`, `unlink`) and what stays because a person
/// wrote it (`conflict`).
public struct PlanFile: Sendable, Equatable {
    /// The file.
    public let path: String
    /// Where it came from.
    public let origin: PlanOrigin
    /// The target's location.
    public let location: String
    /// The database as it was; an empty id when there was none yet.
    public let fingerprint: Fingerprint
    /// The time that it is made for.
    public let now: String
    /// The digest of its change list, hex.
    public let digest: String
    /// The counts, as `ChangeSet.counts`.
    public let counts: JSON
    /// The state hashes over the content that the rehearsal came to.
    public let content: PlannedContent?
    /// SHA-256 of the list of changes, hex.
    let changesHash: String

    /// The list of changes beside the plan.
    public var changesPath: String { path + ".changes.jsonl" }

    private static let format = "customary plan 1"

    /// Writes a plan and its changes, readable by their owner only, whole or not at all.
    public static func write(
        _ planned: Planned, _ desired: DesiredMaster, origin: PlanOrigin, on target: any Target, to path: String,
        keys: ProjectKeys
    ) throws -> PlanFile {
        let changes = planned.changes
        let list = try DurableFile(path: path + ".changes.jsonl")
        var hash = SHA256()
        var line: [UInt8] = []
        try changes.visit(desired) { change in
            // The members stand in the order of their names, as the canonical form wants it.
            line.removeAll(keepingCapacity: true)
            line.append(0x7B)
            if change.kind != .create {
                let updates = changes[change.entity].updates
                var columns: [String: JSON] = [:]
                for (index, column) in Schema.storedColumns(of: change.entity).enumerated()
                where updates.masks[change.index] >> UInt64(index) & 1 == 1 {
                    columns[column.name] = .array([
                        .text(updates.old.text(change.index, index)), .text(updates.new.text(change.index, index)),
                    ])
                }
                line.append(contentsOf: "\"columns\":".utf8)
                line.append(contentsOf: JSON.object(columns).bytes)
                line.append(0x2C)
            }
            line.append(contentsOf: "\"entity\":\"".utf8)
            line.append(contentsOf: change.entity.table.utf8)
            line.append(contentsOf: "\",\"id\":\"".utf8)
            IDText.append(change.id, to: &line)
            line.append(contentsOf: "\",\"kind\":\"".utf8)
            line.append(contentsOf: change.kind.rawValue.utf8)
            line.append(contentsOf: "\",\"row\":\"".utf8)
            line.append(contentsOf: Hex.encode(change.rowHash).utf8)
            line.append(contentsOf: "\"}\n".utf8)
            hash.update(line)
            try list.write(line)
        }
        try writeRest(changes, desired) { line in
            hash.update(line)
            try list.write(line)
        }
        try list.sync()
        let plan = PlanFile(
            path: path, origin: origin, location: target.location, fingerprint: planned.fingerprint,
            now: changes.now, digest: Hex.encode(changes.digest), counts: changes.counts,
            content: planned.content, changesHash: Hex.encode(hash.finalize()))
        let signature = try keys.signing.sign(plan.body)
        let file = try DurableFile(path: path)
        try file.write(plan.body.dropLast() + Array(",\"signature\":\"\(Hex.encode(signature))\"}\n".utf8))
        try file.sync()
        try list.publish()
        try file.publish()
        return plan
    }

    /// Reads a plan back; throws an integrity fault when a byte of it or of its changes differs, or another key signed
    /// it.
    public static func read(_ path: String, keys: ProjectKeys) throws(LedgerFault) -> PlanFile {
        let bytes = try DurableFile.read(path, limit: 16 << 20)
        let mark = Array(",\"signature\":\"".utf8)
        let ending = Array("\"}\n".utf8)
        let start = bytes.count - ending.count - 128 - mark.count
        guard start > 0, bytes.suffix(3).elementsEqual(ending), bytes[start...].starts(with: mark),
            let signature = Hex.decode(bytes[(start + mark.count)..<(bytes.count - ending.count)]),
            let verifier = try? VerifyingKey(keys.signing.publicKey),
            verifier.isValid(signature, for: bytes[..<start] + [0x7D]),
            let value = JSON(canonical: bytes[..<start] + [0x7D]), let plan = PlanFile(path, value)
        else { throw .badPlan(path: path, reason: "was changed, cut or signed for another project") }
        let reader = try LineReader(path: plan.changesPath)
        var hash = SHA256()
        while try reader.fill() { hash.update(reader.takeAll()) }
        guard Hex.encode(hash.finalize()) == plan.changesHash else {
            throw .badPlan(path: plan.changesPath, reason: "was changed or cut")
        }
        return plan
    }

    /// The lines that change no row of the CRM's own: source records that are tied to customers which it has, or no longer
    /// are, and values of persons that stay.
    private static func writeRest(
        _ changes: ChangeSet, _ desired: DesiredMaster, _ write: ([UInt8]) throws -> Void
    ) throws {
        let newEntry = { (index: UInt32) -> CrosswalkEntry in
            var entry = desired.crosswalk.entry(Int(index))
            entry.masterID = changes.adopted[entry.masterID] ?? entry.masterID
            return entry
        }
        let links = changes.links(in: desired).map { ("link", newEntry($0)) }
        for (kind, entry) in links + changes.endedCrosswalk.map({ ("unlink", $0) }) {
            try write(
                JSON.object([
                    "entity": .text(entry.entity.table), "id": .text(entry.masterID.description), "kind": .text(kind),
                    "key": .text(String(decoding: entry.key, as: UTF8.self)), "record": .text(entry.record),
                    "source": .text(entry.source),
                ]).bytes + [0x0A])
        }
        for part in changes.entities where !part.kept.isEmpty {
            let names = Schema.storedColumns(of: part.entity).map(\.name)
            for value in part.kept {
                let texts = [value.crm, value.source].map { JSON.text(String(decoding: $0, as: UTF8.self)) }
                try write(
                    JSON.object([
                        "columns": .object([names[value.column]: .array(texts)]), "entity": .text(part.entity.table),
                        "id": .text(value.id.description), "kind": .text("conflict"),
                    ]).bytes + [0x0A])
            }
        }
    }

    private init(
        path: String, origin: PlanOrigin, location: String, fingerprint: Fingerprint, now: String, digest: String,
        counts: JSON, content: PlannedContent?, changesHash: String
    ) {
        self.path = path
        self.origin = origin
        self.location = location
        self.fingerprint = fingerprint
        self.now = now
        self.digest = digest
        self.counts = counts
        self.content = content
        self.changesHash = changesHash
    }

    private var body: [UInt8] {
        JSON.object([
            "format": .text(PlanFile.format), "project": .text(origin.project), "run": .text(origin.run),
            "staging": .text(origin.stagingRevision), "mappings": .text(origin.mappingHash),
            "model": .text(origin.modelHash), "limits": .object(origin.limits.mapValues { .text($0) }),
            "target": .text(location), "database": .text(fingerprint.databaseID),
            "row_version": .number(fingerprint.highestVersion),
            "rows": .array(fingerprint.counts.map { .number(Int64($0)) }), "now": .text(now), "digest": .text(digest),
            "counts": counts, "content": .array(content.map { [.text($0.before), .text($0.after)] } ?? []),
            "changes": .text(changesHash), "terms": .object(origin.terms.mapValues { .text($0) }),
        ]).bytes
    }

    private init?(_ path: String, _ value: JSON) {
        guard value["format"]?.text == PlanFile.format, let project = value["project"]?.text,
            let run = value["run"]?.text, let staging = value["staging"]?.text, let mappings = value["mappings"]?.text,
            let model = value["model"]?.text, let limits = value["limits"]?.members,
            let location = value["target"]?.text, let database = value["database"]?.text,
            let version = value["row_version"]?.number, let rows = value["rows"]?.elements,
            let now = value["now"]?.text, let digest = value["digest"]?.text, let counts = value["counts"],
            let changes = value["changes"]?.text
        else { return nil }
        self.init(
            path: path,
            origin: PlanOrigin(
                project: project, run: run, stagingRevision: staging, mappingHash: mappings, modelHash: model,
                limits: limits.compactMapValues(\.text),
                terms: (value["terms"]?.members ?? [:]).compactMapValues(\.text)),
            location: location,
            fingerprint: Fingerprint(
                databaseID: database, highestVersion: version, counts: rows.compactMap { $0.number.map { Int($0) } }),
            now: now, digest: digest, counts: counts, content: PlannedContent(value["content"]), changesHash: changes)
    }
}

extension PlannedContent {
    fileprivate init?(_ value: JSON?) {
        guard let texts = value?.elements?.compactMap(\.text), texts.count == 2 else { return nil }
        self.init(before: texts[0], after: texts[1])
    }
}
