import Foundation

/// The package's targets as its manifest declares them.
struct TargetGraph {
    /// A target of the package.
    struct Target {
        let name: String
        let type: String
        /// Its folder, relative to the package.
        let path: String
        /// Names of targets of this package.
        let targets: Set<String>
        /// Names of products of other packages.
        let products: Set<String>
    }

    let targets: [String: Target]

    /// The package's folder.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Read once for all tests.
    static let declared = Result { try TargetGraph() }

    /// Asks the package manager, in a folder of its own: it holds a lock on the usual one while tests run.
    init() throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "dump-package", "--package-path", TargetGraph.root.path, "--scratch-path", scratch.path,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try self.init(json: json)
    }

    private init(json: Data) throws {
        let package = try JSONDecoder().decode(Package.self, from: json)
        let names = Set(package.targets.map(\.name))
        targets = Dictionary(
            uniqueKeysWithValues: package.targets.map { target in
                let dependencies = target.dependencies.compactMap(\.name)
                return (
                    target.name,
                    Target(
                        name: target.name, type: target.type, path: target.path ?? "Sources/\(target.name)",
                        targets: Set(dependencies).intersection(names), products: Set(dependencies).subtracting(names))
                )
            })
    }

    /// The modules that a target's sources import, each with one file that does.
    func imports(of target: Target) throws -> [String: String] {
        let folder = TargetGraph.root.appendingPathComponent(target.path)
        guard let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [:] }
        var found: [String: String] = [:]
        for case let file as URL in walk where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                // `internal import struct Foundation.Data` imports Foundation.
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index < 3, index + 1 < words.count,
                    words[..<index].allSatisfy({ TargetGraph.beforeImport.contains($0) || $0.hasPrefix("@") })
                else { continue }
                let isKind = TargetGraph.kinds.contains(words[index + 1]) && index + 2 < words.count
                let module = words[isKind ? index + 2 : index + 1].split(separator: ".")[0]
                found[String(module)] = file.lastPathComponent
            }
        }
        return found
    }

    private static let beforeImport: Set<Substring> = ["public", "package", "internal", "private", "fileprivate"]
    private static let kinds: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]

    private struct Package: Decodable {
        struct Target: Decodable {
            let name: String
            let type: String
            let path: String?
            let dependencies: [Dependency]
        }

        /// `{"byName": ["Records", null]}`, `{"product": ["Yams", "Yams", …]}`, `{"target": […]}`.
        struct Dependency: Decodable {
            let name: String?

            init(from decoder: any Decoder) throws {
                let kinds = try decoder.singleValueContainer().decode([String: [Part]].self)
                name = kinds.values.first?.first?.text
            }
        }

        /// A name; whatever else stands in the list is of no interest here.
        struct Part: Decodable {
            let text: String?

            init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
        }

        let targets: [Target]
    }
}
