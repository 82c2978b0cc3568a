import CRM
import Configuration
import Digest
import Foundation
import Ledger
import Records
import Staging

/// What closing an engagement removed and kept.
public struct ClosingRecord: Sendable {
    /// A file with its size and SHA-256 as it was.
    public struct File: Sendable {
        /// Its path within the project.
        public let path: String
        /// Its size in bytes.
        public let bytes: Int
        /// SHA-256 in hex.
        public let hash: String
    }

    /// The files that were removed, or would be.
    public internal(set) var removed: [File] = []
    /// The proofs that stay.
    public internal(set) var kept: [File] = []
    /// What is left for somebody to remove: the client's files, exports, databases.
    public internal(set) var left: [String] = []
    /// Where the record was written; empty for a preview.
    public internal(set) var path = ""

    /// The bytes removed.
    public var bytes: Int { removed.reduce(0) { $0 + $1.bytes } }
}

extension ProjectRun {
    /// Ends an engagement: removes the staging area, copies, plans, reports and reject files; keeps manifests, batch rows
    /// and settings; writes a record of what was deleted. With `preview` it only says what it would do.
    public func close(preview: Bool, by user: String) throws -> ClosingRecord {
        var record = ClosingRecord()
        for (path, role) in ProjectFiles(project: project).all() {
            switch role {
            // What drills and comparisons proved names nobody.
            case .work where path == runBookPath || path == project.workFolder + "/parallel.jsonl":
                record.kept.append(try file(path))
            case .work: record.removed.append(try file(path))
            case .database where path.hasPrefix(staging.path): record.removed.append(try file(path))
            case .proof where !path.hasSuffix("/lock"): record.kept.append(try file(path))
            case .delivery, .other, .decisions, .database: record.left.append(relative(path))
            case .settings: if path.hasSuffix("/model.json") { record.removed.append(try file(path)) }
            case .proof: break
            }
        }
        if preview { return record }
        try staging.empty()
        for gone in record.removed where !gone.path.hasPrefix(relative(staging.path)) {
            let path = project.folder + "/" + gone.path
            guard unlink(path) == 0 || errno == ENOENT else {
                throw PipelineFault.machine("\(path): can't be removed: \(String(cString: strerror(errno)))")
            }
        }
        removeEmptyFolders()
        let path =
            "\(project.workFolder)/deletion-\(now.prefix(10))-\(now.utf8.filter { (0x30...0x39).contains($0) }.dropFirst(8).prefix(6).map { String(UnicodeScalar($0)) }.joined()).json"
        try AtomicFile.write(path, JSONWriter.pretty(try document(record, user)))
        record.path = path
        return record
    }

    private func relative(_ path: String) -> String {
        path.hasPrefix(project.folder + "/") ? String(path.dropFirst(project.folder.count + 1)) : path
    }

    private func file(_ path: String) throws -> ClosingRecord.File {
        let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
        return ClosingRecord.File(
            path: relative(path), bytes: data.count, hash: data.withUnsafeBytes { Hex.encode(SHA256.hash($0)) })
    }

    private func removeEmptyFolders() {
        let runs = project.workFolder + "/runs"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? [] { rmdir("\(runs)/\(name)") }
        for folder in [copyFolder, project.workFolder + "/backups"] { rmdir(folder) }
    }

    private func document(_ record: ClosingRecord, _ user: String) throws -> JSONValue {
        func list(_ files: [ClosingRecord.File]) -> JSONValue {
            .array(
                files.map { ["path": .string($0.path), "bytes": .integer($0.bytes), "sha256": .string($0.hash)] })
        }
        var batches: [JSONValue] = []
        for named in project.targets {
            let (_, database) = try target(named.name)
            guard database.exists else { continue }
            let rows = try database.withSession(.reading) { .rollback(try $0.batches()) }
            batches += rows.map {
                [
                    "target": .string(named.name), "batch": .string($0.id), "kind": .string($0.kind.rawValue),
                    "manifest_root": .string($0.manifestRoot), "signature": .string($0.signature),
                    "key": .string($0.publicKey),
                ]
            }
        }
        return [
            "record": "customary record of deletion 1", "project": .string(project.name), "id": .string(project.id),
            "closed": .string(now), "by": .string(user), "files": .integer(record.removed.count),
            "bytes": .integer(record.bytes), "removed": list(record.removed), "kept": list(record.kept),
            "left": .strings(record.left), "batches": .array(batches),
        ]
    }
}
