public import CRM
import Foundation
import Ledger

extension ProjectRun {
    /// What is known of a target's use: who is connected, and its last backup; where the engine doesn't tell of one, the
    /// newest that Customary made, else what somebody said of it with the last load.
    public func circumstances(of named: ProjectTarget, _ database: any Target) throws -> TargetCircumstances {
        guard database.exists else { return TargetCircumstances() }
        var known = try database.circumstances()
        if known.lastBackup == nil { known.lastBackup = newestBackup(of: named) }
        if known.lastBackup == nil {
            let batches = try database.withSession(.reading) { .rollback(try $0.batches()) }
            known.lastBackup = batches.reversed().lazy
                .compactMap { JSON(canonical: Array($0.details.utf8))?["backup"]?.text }.first { !$0.isEmpty }
        }
        return known
    }

    /// The newest copy of a target among the project's backups, with the time in its name.
    private func newestBackup(of named: ProjectTarget) -> String? {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: project.workFolder + "/backups")) ?? []
        let own = files.filter { file in
            guard file.hasPrefix(named.name + "-"), file.hasSuffix(".sqlite") else { return false }
            return file.dropFirst(named.name.count + 1).prefix(14).allSatisfy(\.isNumber)
        }
        guard let newest = own.max() else { return nil }
        let moment = Array(newest.dropFirst(named.name.count + 1).prefix(14)).map(String.init)
        guard moment.count == 14 else { return nil }
        func part(_ range: Range<Int>) -> String { moment[range].joined() }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8)) \(part(8..<10)):\(part(10..<12)) UTC"
    }
}
