public import Connecting
import Foundation

/// The real files of other people that tests read, where they are.
public enum Fixtures {
    /// The folder, or nil when there is none on this machine.
    public static let folder: String? = {
        let named = ProcessInfo.processInfo.environment["CUSTOMARY_FIXTURES"]
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = named ?? root.deletingLastPathComponent().appendingPathComponent("shared/fixtures").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    /// False skips the fixture tests; where they must run, a missing folder fails them instead.
    public static var areHere: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// A file by its family and name.
    public static func file(_ family: String, _ name: String) throws -> DeliveryFile {
        guard let folder else { throw Unexpected("no fixtures: set CUSTOMARY_FIXTURES") }
        let path = "\(folder)/\(family)/\(name)"
        guard let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
            throw Unexpected("\(path) has no size")
        }
        return DeliveryFile(path: path, size: size)
    }

    /// A family's files, in the order of their names.
    public static func names(_ family: String) throws -> [String] { try listed(family).keys.sorted() }

    /// What independent tools read from a family's files.
    public static func facts(_ family: String) throws -> [String: [String: Any]] {
        try listed(family).compactMapValues { $0["facts"] as? [String: Any] }
    }

    private static func listed(_ family: String) throws -> [String: [String: Any]] {
        guard let folder else { throw Unexpected("no fixtures: set CUSTOMARY_FIXTURES") }
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(family)/expected.json"))
        return try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]] ?? [:]
    }

    /// What independent tools read from a file.
    public static func facts(_ family: String, _ name: String) throws -> [String: Any] {
        guard let facts = try facts(family)[name] else { throw Unexpected("no facts of \(name)") }
        return facts
    }
}
