import Foundation

/// A folder of a test's own, which goes when the test ends.
final class Folder {
    let path: String

    init() throws {
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        path = "\(memory ? "/dev/shm" : NSTemporaryDirectory())/customary-pipeline-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path + "/mappings", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self)
    }
}
