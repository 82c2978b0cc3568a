import CRM
import Report

/// Who is connected to a database and when it was last backed up, in words.
enum CircumstanceWords {
    /// `7 other connections · last backup 2026-12-04 01:30`. Of a live target also what nobody knows is said.
    static func line(_ known: TargetCircumstances, isLive: Bool, _ time: LocalTime) -> String {
        var parts: [String] = []
        if let connections = known.connections {
            parts.append(NumberText.count(connections, "other connection", "other connections"))
        } else if isLive {
            parts.append("connections unknown: the engine doesn't tell")
        }
        if let backup = known.lastBackup {
            parts.append("last backup \(time.said(backup))")
        } else if isLive {
            parts.append("last backup unknown")
        }
        return parts.joined(separator: " · ")
    }
}
