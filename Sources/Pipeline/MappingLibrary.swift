public import Configuration
import Foundation
public import Mapping

/// Finds and reads mappings: a project's own, and the product's.
public struct MappingLibrary: Sendable {
    /// The folder of the product's own mappings; nil when it can't be found.
    public let productFolder: String?

    /// Uses `productFolder`, else what `CUSTOMARY_MAPPINGS` names, else `Mappings` beside the program or above it.
    public init(productFolder: String? = nil) {
        if let productFolder {
            self.productFolder = productFolder
            return
        }
        var candidates: [String] = []
        if let named = ProcessInfo.processInfo.environment["CUSTOMARY_MAPPINGS"] { candidates.append(named) }
        var folder = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        for _ in 0..<5 {
            folder = (folder as NSString).deletingLastPathComponent
            candidates.append(folder + "/Mappings")
            candidates.append(folder + "/share/customary/Mappings")
        }
        self.productFolder = candidates.first { FileManager.default.fileExists(atPath: $0 + "/.", isDirectory: nil) }
    }

    /// The names of the product's mappings.
    public var productNames: [String] {
        guard let productFolder, let files = try? FileManager.default.contentsOfDirectory(atPath: productFolder) else {
            return []
        }
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The file of one of the product's descriptions of other programs' tables: `espocrm` or `espocrm.yaml`.
    func targetSchema(_ name: String) -> String? {
        guard let productFolder, !name.contains("/"), !name.hasPrefix(".") else { return nil }
        let path = "\(productFolder)/targets/\(name)" + (name.hasSuffix(".yaml") ? "" : ".yaml")
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The names of the product's descriptions of other programs' tables.
    var targetSchemas: [String] {
        let files =
            productFolder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: "\($0)/targets") } ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }.sorted()
    }

    /// Reads one of the product's mappings.
    public func product(_ name: String) -> YAMLDocument? {
        guard let productFolder, !name.contains("/"), !name.hasPrefix(".") else { return nil }
        return try? YAMLDocument.parse(file: "\(productFolder)/\(name).yaml", name: "Mappings/\(name).yaml")
    }

    /// Reads a project's mapping with everything it extends, and fills in the project's conventions where it says nothing.
    public func mapping(_ name: String, of project: Project, problems: inout [Problem]) throws(ConfigurationFault)
        -> SourceMapping
    {
        let path = "\(project.folder)/mappings/\(name).yaml"
        let document = try YAMLDocument.parse(file: path, name: "mappings/\(name).yaml")
        var mapping = MappingParser(library: { product($0) }, zone: { TimeZoneRules.named($0) })
            .parse(document, name: name, problems: &problems)
        if mapping.conventions.country.isEmpty { mapping.conventions.country = Array(project.country.utf8) }
        if mapping.conventions.currency.isEmpty { mapping.conventions.currency = Array(project.currency.utf8) }
        if mapping.conventions.zone == nil { mapping.conventions.zone = TimeZoneRules.named(project.timezone) }
        return mapping
    }

    /// The texts that decide how a source is mapped, for a digest: the file's own and those that it extends.
    func texts(_ name: String, of project: Project) -> [String] {
        var texts: [String] = []
        let path = "\(project.folder)/mappings/\(name).yaml"
        guard var document = try? YAMLDocument.parse(file: path, name: name) else { return [] }
        for _ in 0..<5 {
            texts.append(document.text)
            guard let base = document.root?["extends"]?.text, let next = product(base) else { break }
            document = next
        }
        return texts
    }
}

/// Time zones as rules, from the system's tables.
enum TimeZoneRules {
    /// The rules of a zone by name; nil when there is none.
    static func named(_ name: String) -> ZoneRules? {
        guard !name.isEmpty, let zone = TimeZone(identifier: name) else { return nil }
        var transitions: [(instant: Int64, offset: Int64)] = []
        var date = Date(timeIntervalSince1970: -2_208_988_800)
        transitions.append((Int64(date.timeIntervalSince1970), Int64(zone.secondsFromGMT(for: date))))
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end, transitions.count < 1_000 {
            transitions.append((Int64(next.timeIntervalSince1970), Int64(zone.secondsFromGMT(for: next))))
            date = next
        }
        return ZoneRules(name: name, transitions: transitions)
    }
}
