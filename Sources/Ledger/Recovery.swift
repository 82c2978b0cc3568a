public import CRM
internal import Glibc

/// What the next command does first after a crash.
public enum Recovery {
    /// Finishes or removes the manifests that a killed load or rollback left unfinished in `folder`. A manifest whose
    /// batch was committed was on the disk before: it gets its name. Any other one belongs to nothing and goes.
    ///
    /// Gives one line for each; doing it again does nothing.
    public static func finish(target: any Target, folder: String) throws -> [String] {
        let suffix = ".jsonl.partial"
        let names = list(folder).filter { $0.hasPrefix("manifest-") && $0.hasSuffix(suffix) }
        if names.isEmpty { return [] }
        guard target.exists else { return remove(names, in: folder) }
        do {
            // Inside a session that writes nobody else is writing, so that no manifest in the making is taken away.
            return try target.withSession(.writing) { .rollback(try finish(names, in: folder, $0)) }
        } catch CRMFault.unprepared {
            return remove(names, in: folder)
        }
    }

    private static func remove(_ names: [String], in folder: String) -> [String] {
        names.map { name in
            unlink("\(folder)/\(name)")
            return "removed \(name): its batch wasn't committed"
        }
    }

    private static func finish(
        _ names: [String], in folder: String, _ session: any LoadSession
    ) throws -> [String] {
        let batches = try session.batches()
        let signers = try session.signers()
        var done: [String] = []
        for name in names {
            let partial = "\(folder)/\(name)"
            let path = String(partial.dropLast(".partial".count))
            let batch = batches.first { Loader.manifestPath($0.id, in: folder) == path }
            guard let batch else {
                done += remove([name], in: folder)
                continue
            }
            let summary = try Manifest.verify(path: partial, trusted: signers)
            guard summary.root == batch.manifestRoot else {
                throw LedgerFault.badManifest(path: partial, record: 0, reason: "isn't that of batch \(batch.id)")
            }
            try DurableFile.publish(partial, as: path)
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
