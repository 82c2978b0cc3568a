public import CRM
import Configuration
import Foundation
public import Ledger
public import Records

/// What is in a database before anything was ever loaded into it.
public struct TargetSurvey: Sendable {
    /// Rows by table, those with any.
    public let rows: [(entity: Entity, count: Int)]
    /// The newest change of a row: its table, when, and by whom.
    public let newest: (entity: Entity, at: String, by: String)?
    /// What the engine tells of its use.
    public let circumstances: TargetCircumstances
    /// Whether Customary can make the backup itself.
    public let canBackUp: Bool
}

extension ProjectRun {
    /// What a person should know before the first load into a live target; nil for a target that isn't live, and once
    /// something has been loaded into it.
    public func firstLoadSurvey(_ named: ProjectTarget, _ database: any Target) throws -> TargetSurvey? {
        guard named.isLive else { return nil }
        guard database.exists else {
            return TargetSurvey(rows: [], newest: nil, circumstances: TargetCircumstances(), canBackUp: true)
        }
        let circumstances = try circumstances(of: named, database)
        return try database.withSession(.reading) { session in
            guard try session.batches().isEmpty else { return .rollback(nil) }
            var rows: [(entity: Entity, count: Int)] = []
            var newest: (entity: Entity, at: String, by: String)?
            for entity in Entity.allCases {
                let width = Schema.modelWidth(of: entity)
                var count = 0
                // created and updated, at and by
                let blocks = try session.rows(of: entity, columns: Array(width..<(width + 4)), ids: nil)
                while let block = try blocks.next() {
                    count += block.ids.count
                    for row in block.ids.indices {
                        for column in [2, 0] where block.rows.length(row, column) > 0 {
                            let at = block.rows.text(row, column)
                            if newest.map({ $0.at < at }) ?? true {
                                newest = (entity, at, block.rows.text(row, column + 1))
                            }
                        }
                    }
                }
                if count > 0 { rows.append((entity, count)) }
            }
            return .rollback(
                TargetSurvey(
                    rows: rows, newest: newest, circumstances: circumstances,
                    canBackUp: database is SQLiteTarget))
        }
    }

    /// Copies a SQLite target into the project's backups, by the engine's own backup, and says where; nil where there is
    /// nothing to copy or another engine holds it.
    public func backUp(_ named: ProjectTarget, _ database: any Target) throws -> String? {
        guard let sqlite = database as? SQLiteTarget, sqlite.exists else { return nil }
        let folder = project.workFolder + "/backups"
        try AtomicFile.makeFolder(folder)
        let moment = String(now.prefix(19)).filter { $0.isNumber }
        var path = "\(folder)/\(named.name)-\(moment).sqlite"
        var number = 2
        while FileManager.default.fileExists(atPath: path) {
            path = "\(folder)/\(named.name)-\(moment)-\(number).sqlite"
            number += 1
        }
        progress("backup", path, 0)
        do {
            try sqlite.copy(to: path)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error
        }
        return path
    }

    /// Throws when the project's keys can't be read, or don't sign what they check.
    public func checkKeys() throws -> ProjectKeys {
        let keys = try keys(for: [])
        try keys.prove()
        return keys
    }
}
