public import Connecting
import Foundation

/// A folder of its own for one test, gone when the test is.
public final class TemporaryFolder {
    /// Where it is.
    public let path: String

    /// Makes it.
    public init() throws {
        path = FileManager.default.temporaryDirectory.path + "/delivery-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and names it as a delivery.
    public func file(_ name: String, _ bytes: [UInt8]) throws -> DeliveryFile {
        let place = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: place))
        return DeliveryFile(path: place, size: bytes.count)
    }

    /// Writes a text as UTF-8.
    public func file(_ name: String, _ text: String) throws -> DeliveryFile { try file(name, Array(text.utf8)) }
}
