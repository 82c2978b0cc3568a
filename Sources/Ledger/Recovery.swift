public import CRM
internal import Glibc

/// What the next command does first after a crash.
public enum Recovery {
    private static let ending = ".partial"

    /// Finishes or removes the manifests that a killed load or rollback left unfinished in `folder`. A manifest whose
    /// batch was committed was on the disk before: it gets its name. One whose batch wasn't belongs to nothing and goes.
    /// One of another database is left for whoever opens that one.
    ///
    /// Gives one line for each; doing it again does nothing.
    public static func finish(target: any Target, folder: String) throws -> [String] {
        let names = list(folder).filter { $0.hasPrefix("manifest-") && $0.hasSuffix(".jsonl" + ending) }
        if names.isEmpty { return [] }
        do {
            guard target.exists else { throw CRMFault.unprepared(location: target.location) }
            // Inside a session that writes nobody else is writing, so that no manifest in the making is taken away.
            return try target.withSession(.writing) { .rollback(try finish(names, in: folder, $0)) }
        } catch CRMFault.unprepared {
            // Nothing was ever committed here; what names a database is another one's.
            return names.filter { Manifest.database(path: "\(folder)/\($0)") == nil }.map { remove($0, in: folder) }
        }
    }

    private static func remove(_ name: String, in folder: String) -> String {
        unlink("\(folder)/\(name)")
        CrashPoint.pass("recovery.removed")
        return "removed \(name): its batch wasn't committed"
    }

    private static func finish(
        _ names: [String], in folder: String, _ session: any LoadSession
    ) throws -> [String] {
        CrashPoint.pass("recovery.begun")
        let own = try session.databaseID()
        let batches = try session.batches()
        let signers = try session.signers()
        var done: [String] = []
        for name in names {
            let partial = "\(folder)/\(name)"
            let path = String(partial.dropLast(ending.count))
            let database = Manifest.database(path: partial)
            if let database, database != own { continue }
            let batch = batches.first { Loader.manifestPath($0.id, in: folder) == path }
            // Without a whole first line it never was on the disk, so that its batch wasn't committed either: a batch of
            // that id, when there is one, has its manifest already.
            guard let batch, database != nil || access(path, F_OK) != 0 else {
                done.append(remove(name, in: folder))
                continue
            }
            let summary = try Manifest.verify(path: partial, trusted: signers)
            guard summary.root == batch.manifestRoot else {
                throw LedgerFault.badManifest(path: partial, record: 0, reason: "isn't that of batch \(batch.id)")
            }
            CrashPoint.pass("recovery.checked")
            try DurableFile.publish(partial, as: path)
            CrashPoint.pass("recovery.published")
            done.append("finished the manifest of \(batch.id)")
        }
        return done
    }

    private static func list(_ folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names.sorted()
    }
}
