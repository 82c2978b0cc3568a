import Configuration
import Formats
import Foundation
import Records

/// What stands for a person in files: their addresses, numbers, names, streets and the ids of their records.
struct PersonTraces {
    /// Values that stand for the person by themselves, in every writing that a file may have.
    private let values: [[UInt8]]
    /// Parts of a name, which stand for the person where they are close to each other.
    private let names: [(given: [[UInt8]], family: [[UInt8]])]
    /// The reach within which both parts of a name count as one.
    private static let reach = 300

    init(values: some Sequence<[UInt8]>, names: [(given: [UInt8], family: [UInt8])], ids: some Sequence<RecordID>) {
        let whole = values.filter { $0.count >= 6 } + ids.map { Array($0.description.utf8) }
        self.values = Set(whole.flatMap(PersonTraces.writings)).sorted { $0.lexicographicallyPrecedes($1) }
        self.names = names.filter { $0.given.count >= 2 && $0.family.count >= 2 }.map {
            (PersonTraces.writings($0.given), PersonTraces.writings($0.family))
        }
    }

    var isEmpty: Bool { values.isEmpty && names.isEmpty }

    /// A text as UTF-8, Latin-1, UTF-16, in JSON and in HTML.
    private static func writings(_ text: [UInt8]) -> [[UInt8]] {
        let string = String(decoding: text, as: UTF8.self)
        var found: Set<[UInt8]> = [text]
        var latin: [UInt8] = []
        var json = ""
        var html = ""
        for scalar in string.unicodeScalars {
            latin.append(scalar.value < 256 ? UInt8(scalar.value) : 0x3F)
            if scalar.isASCII {
                json.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
        if string.unicodeScalars.allSatisfy({ $0.value < 256 }) { found.insert(latin) }
        found.insert(Array(json.utf8))
        found.insert(Array(html.utf8))
        let wide = Array(string.utf16)
        found.insert(wide.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] })
        found.insert(wide.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] })
        return Array(found)
    }

    /// True when the bytes hold a trace of the person.
    func isIn(_ data: Data) -> Bool {
        if data.isEmpty { return false }
        let lower = Data(data.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 })
        for value in values {
            if data.range(of: Data(value)) != nil { return true }
            if lower.range(of: Data(PersonQuery.lowercased(value))) != nil { return true }
        }
        for name in names {
            for family in name.family.map({ Data(PersonQuery.lowercased($0)) }) {
                var start = lower.startIndex
                while let found = lower.range(of: family, in: start..<lower.endIndex) {
                    let near = max(lower.startIndex, found.lowerBound - PersonTraces.reach)
                    let far = min(lower.endIndex, found.upperBound + PersonTraces.reach)
                    for given in name.given
                    where lower.range(of: Data(PersonQuery.lowercased(given)), in: near..<far) != nil { return true }
                    start = found.upperBound
                }
            }
        }
        return false
    }

    /// True when a file holds a trace of the person, in its bytes or in a member of an archive.
    func isIn(file path: String) -> Bool {
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return false }
        if isIn(data) { return true }
        guard data.starts(with: [0x50, 0x4B]), let file = try? RegularFile(path: path),
            let archive = try? ZIPArchive(file: file)
        else { return false }
        for index in archive.members.indices {
            guard let bytes = try? archive.bytes(of: index, maximum: 1 << 30) else { continue }
            if isIn(Data(bytes)) { return true }
        }
        return false
    }
}

/// A project's files as far as they can hold a person.
struct ProjectFiles {
    let project: Project

    /// What a file is to the project.
    enum Role {
        /// A client's file: never written to.
        case delivery
        /// Plans, reports, reject files and the like, in the project's own folder: they can be made again.
        case work
        /// Manifests: sealed, and proofs.
        case proof
        /// Databases, which are emptied by other means.
        case database
        /// The project's own settings, mappings and answers.
        case settings
        /// People's decisions, line by line.
        case decisions
        /// Anything else in the folder, such as an export.
        case other
    }

    /// Every file of the project, with what it is; deliveries outside its folder, too.
    func all() -> [(path: String, role: Role)] {
        var found: [(String, Role)] = []
        let deliveries = Set(project.sources.flatMap { $0.deliveries.map { project.path($0.file) } })
        let databases = Set(
            project.targets.compactMap { target in
                target.url.hasPrefix("sqlite:") ? project.path(String(target.url.dropFirst("sqlite:".count))) : nil
            } + [project.folder + "/people.sqlite", project.workFolder + "/staging.sqlite"])
        let walk = FileManager.default.enumerator(atPath: project.folder)
        while let name = walk?.nextObject() as? String {
            let path = project.folder + "/" + name
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            found.append((path, role(name, path, deliveries, databases)))
        }
        for path in deliveries.sorted() where !found.contains(where: { $0.0 == path }) {
            found.append((path, .delivery))
        }
        return found.sorted { $0.0 < $1.0 }
    }

    private func role(_ name: String, _ path: String, _ deliveries: Set<String>, _ databases: Set<String>) -> Role {
        if deliveries.contains(path) || name.hasPrefix("inbox/") { return .delivery }
        if databases.contains(where: {
            path == $0 || path == $0 + "-wal" || path == $0 + "-shm" || path == $0 + "-journal"
        }) {
            return .database
        }
        let last = name.split(separator: "/").last.map(String.init) ?? name
        if name.hasPrefix(".customary/") {
            return last.hasPrefix("manifest-") || last.hasPrefix("deletion-") || last == "lock" ? .proof : .work
        }
        // A file that was being written when its command was killed.
        if AtomicFile.isUnfinished(last) { return .work }
        if name == "decisions.jsonl" { return .decisions }
        if name == "customary.yaml" || name == "model.json" || name.hasPrefix("mappings/") { return .settings }
        return .other
    }
}
