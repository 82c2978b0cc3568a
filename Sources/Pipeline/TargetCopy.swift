import CRM
import Configuration
import Foundation

/// A copy of a target that a plan is made on, so that nothing in the target itself is locked.
struct TargetCopy {
    /// The copy.
    let target: any Target
    /// Where it is, for people.
    let location: String
    private let file: String?

    /// A copy of a SQLite file is made in a private place by the engine's own backup; for another engine, `copy:` names a
    /// database that holds a restored copy.
    init(of database: any Target, _ named: ProjectTarget, run: ProjectRun) throws {
        guard named.copy.isEmpty else {
            let copy = try run.open(named.copy, key: "targets.\(named.name).copy", schema: named.schema)
            guard copy.exists else {
                throw PipelineFault.configuration(
                    "customary.yaml: targets.\(named.name).copy: there is no database at \(copy.location): restore a backup of \(named.name) there"
                )
            }
            target = copy
            location = copy.location
            file = nil
            return
        }
        guard let sqlite = database as? SQLiteTarget else {
            throw PipelineFault.configuration(
                "customary.yaml: targets.\(named.name): --on-copy needs a line copy: with the address of a database that holds a restored copy of it"
            )
        }
        guard sqlite.exists else {
            target = sqlite
            location = sqlite.location
            file = nil
            return
        }
        // One run holds the project, so whatever lies here is what a killed one left.
        let folder = run.copyFolder
        try? FileManager.default.removeItem(atPath: folder)
        try AtomicFile.makeFolder(folder)
        let path = "\(folder)/\(named.name).sqlite"
        try sqlite.copy(to: path)
        target = SQLiteTarget(path: path)
        location = "sqlite:\(path)"
        file = folder
    }

    /// Removes what was made; a copy that somebody else made stays.
    func remove() {
        if let file { try? FileManager.default.removeItem(atPath: file) }
    }
}
