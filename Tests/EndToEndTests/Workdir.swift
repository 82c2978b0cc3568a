import Formats
import Foundation
import SQLite
import Testing

/// A folder of a test's own in which the real program is run; it goes when the test ends.
final class Workdir {
    /// Where it is.
    let path: String

    /// What a call of the program came to.
    struct Outcome {
        /// The exit code; of a killed program the signal's number, negative.
        let status: Int32
        let output: String
        let errors: String

        /// The one JSON document on standard output; a test fails where there is none, or more than one.
        func json(sourceLocation: SourceLocation = #_sourceLocation) throws -> Document {
            Document(
                root: try #require(
                    try? JSONSerialization.jsonObject(with: Data(output.utf8)),
                    "standard output is no JSON document: \(output) \(errors)", sourceLocation: sourceLocation))
        }

        /// The last line that says something.
        var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }
    }

    /// JSON by paths of keys.
    struct Document {
        let root: Any

        private func value(_ path: [String]) -> Any? {
            path.reduce(root as Any?) { part, key in (part as? [String: Any])?[key] }
        }

        func text(_ path: String...) -> String? { value(path) as? String }
        func integer(_ path: String...) -> Int? { (value(path) as? NSNumber)?.intValue }
        func isTrue(_ path: String...) -> Bool { (value(path) as? NSNumber)?.boolValue == true }
        func list(_ path: String...) -> [Document] { (value(path) as? [Any] ?? []).map(Document.init) }
        func keys(_ path: String...) -> [String] { (value(path) as? [String: Any])?.keys.sorted() ?? [] }
        func has(_ path: String...) -> Bool { value(path) != nil }

        /// The numbers of an object, by key.
        func counts(_ path: String...) -> [String: Int] {
            (value(path) as? [String: Any] ?? [:]).compactMapValues { ($0 as? NSNumber)?.intValue }
        }
    }

    init() throws {
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        path = "\(memory ? "/dev/shm" : NSTemporaryDirectory())/customary-end-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path + "/p/inbox", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The project's folder.
    var project: String { path + "/p" }

    // MARK: Files

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }

    /// Copies the project's folder as it is now to another name beside it.
    func copyProject(to name: String) throws {
        try? remove(name)
        try FileManager.default.copyItem(atPath: project, toPath: "\(path)/\(name)")
    }

    /// Writes a workbook of these sheets; the first row of each is its header.
    func workbook(_ name: String, _ sheets: [(name: String, rows: [[CellValue]])]) throws {
        let writer = try WorkbookWriter(path: "\(path)/\(name)")
        for sheet in sheets {
            let header = (sheet.rows.first ?? []).map { if case .text(let text) = $0 { text } else { "" } }
            try writer.addSheet(sheet.name, columns: header.map { WorkbookColumn($0) })
            for row in sheet.rows.dropFirst() { try writer.row(row) }
        }
        try writer.close()
    }

    // MARK: The program

    /// The program that this build made, beside the tests' own executable.
    static let program: String? = {
        guard let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return nil }
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("customary").path
        return FileManager.default.isExecutableFile(atPath: beside) ? beside : nil
    }()

    /// The product's own mappings in the repository.
    static let mappings: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("Mappings").path
    }()

    /// Runs the program in this folder. `fileBlocks` is the greatest size of a file it may write, in blocks of 512 bytes.
    @discardableResult
    func customary(
        _ arguments: String..., environment: [String: String] = [:], fileBlocks: Int? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        try run(arguments, environment: environment, fileBlocks: fileBlocks, sourceLocation: sourceLocation)
    }

    /// Runs the program with a list of words.
    func run(
        _ arguments: [String], environment: [String: String] = [:], fileBlocks: Int? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let program = try #require(
            Workdir.program, "the program isn't beside the tests", sourceLocation: sourceLocation)
        let limit = fileBlocks.map { "ulimit -f \($0) && " } ?? ""
        let words = ["/bin/sh", "-c", "cd \"$0\" && \(limit)exec \"$@\"", path, program] + arguments
        var variables = [
            "PATH": "/usr/bin:/bin", "HOME": path, "CUSTOMARY_NOW": "2026-03-02T09:00:00Z",
            "CUSTOMARY_KEYS": path + "/keys",
            "CUSTOMARY_MAPPINGS": Workdir.mappings, "CUSTOMARY_USER": "lena", "TZ": "Europe/Berlin",
        ]
        variables.merge(environment) { $1 }
        let mark = UUID().uuidString
        let (output, errors) = ("\(path)/out-\(mark)", "\(path)/err-\(mark)")
        defer {
            unlink(output)
            unlink(errors)
        }
        let status = try Workdir.spawn(
            words, variables.map { "\($0)=\($1)" }, output: output, errors: errors)
        return Outcome(
            status: status,
            output: String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: output))) ?? Data(), as: UTF8.self),
            errors: String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: errors))) ?? Data(), as: UTF8.self))
    }

    private struct SpawnFault: Error { let code: Int32 }

    private static func spawn(
        _ words: [String], _ variables: [String], output: String, errors: String
    ) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, words[0], &actions, nil, &arguments, &environment)
        guard code == 0 else { throw SpawnFault(code: code) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 { guard errno == EINTR else { throw SpawnFault(code: errno) } }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }

    // MARK: The CRM

    /// Changes the CRM as a person would with any tool.
    func edit(_ sql: String, in project: String = "p") throws {
        try SQLiteDatabase(path: "\(path)/\(project)/crm.sqlite", mode: .readWrite).write { try $0.execute(sql) }
    }

    /// One value of the CRM.
    func value(_ sql: String, in project: String = "p") throws -> String? {
        try SQLiteDatabase(path: "\(path)/\(project)/crm.sqlite", mode: .readOnly).read { try $0.text(sql) }
    }

    /// The CRM's state hash over every column.
    func state(in project: String = "p", sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        let status = try customary("-C", project, "status", "--format", "json")
        #expect(status.status == 0, "\(status.errors)", sourceLocation: sourceLocation)
        return try status.json(sourceLocation: sourceLocation).text("state", "full") ?? "no database"
    }
}
