public import Configuration
import Discovery
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
    public var productNames: [String] { productFolder.map { names(in: $0) } ?? [] }

    private func names(in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
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

    /// Reads the parts of one of the product's mappings that have these keys at its outermost level, and nothing else: of two
    /// hundred mappings most are asked only what they are for.
    func product(_ name: String, only keys: Set<String>) -> YAMLDocument? {
        guard let productFolder, !name.contains("/"), !name.hasPrefix("."),
            let file = FileManager.default.contents(atPath: "\(productFolder)/\(name).yaml")
        else { return nil }
        let bytes = Array(file)
        let wanted = keys.map { Array("\($0):".utf8) }
        var parts: [UInt8] = []
        var isInside = false
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: true) {
            // A key begins its line; what belongs to it is indented, or closes what the key's line opened.
            if let first = line.first, ![0x20, 0x23, 0x2D, 0x5D, 0x7D].contains(first) {
                isInside = wanted.contains { line.starts(with: $0) }
            }
            if !isInside { continue }
            parts.append(contentsOf: line)
            parts.append(0x0A)
        }
        return YAMLDocument.parse(bytes: parts, name: "Mappings/\(name).yaml")
    }

    /// The product's mapping whose layout a table without column names has, with the layout's columns; the one that most
    /// values prove.
    func layout(of table: TableReading) -> (name: String, columns: [String])? {
        var best: (name: String, columns: [String], proof: Int)?
        guard KnownLayout.isNameless(table) else { return nil }
        for name in productNames {
            guard let node = product(name, only: ["layout"])?.root?["layout"],
                let columns = node["columns"]?.items?.compactMap(\.text)
            else {
                continue
            }
            let evidence = (node["evidence"]?.entries ?? []).map { (column: $0.key, kind: $0.value.text ?? "") }
            let layout = KnownLayout(
                columns: columns, evidence: evidence,
                atLeast: node["at_least"]?.text.flatMap { Int($0) } ?? columns.count)
            if let proof = layout.proof(table), proof > best?.proof ?? 0 { best = (name, columns, proof) }
        }
        return best.map { ($0.name, $0.columns) }
    }

    /// Reads a project's mapping with everything it extends, and fills in the project's conventions where it says nothing.
    public func mapping(_ name: String, of project: Project, problems: inout [Problem]) throws(ConfigurationFault)
        -> SourceMapping
    {
        let path = "\(project.folder)/mappings/\(name).yaml"
        return parse(try YAMLDocument.parse(file: path, name: "mappings/\(name).yaml"), name, project, &problems)
    }

    /// The same for a mapping's text, as it stands or stood somewhere else; what it extends is read from the project.
    public func mapping(
        _ name: String, text: String, file: String, of project: Project, problems: inout [Problem]
    ) -> SourceMapping {
        parse(YAMLDocument.parse(text: text, name: file), name, project, &problems)
    }

    private func parse(
        _ document: YAMLDocument, _ name: String, _ project: Project, _ problems: inout [Problem]
    ) -> SourceMapping {
        // A mapping may extend one of its own name only where that is the product's.
        let own = names(in: project.folder + "/mappings").filter { $0 != name }
        let parser = MappingParser(
            library: { base($0, for: name, of: project) }, libraryNames: Array(Set(own + productNames)).sorted(),
            zone: { TimeZoneRules.named($0) })
        var mapping = parser.parse(document, name: name, problems: &problems)
        if let own = project.sources.first(where: { $0.mapping == name }), let delivery = own.deliveries.last {
            mapping.resolveStreams { stream in project.source(of: stream, beside: delivery)?.name }
        }
        if mapping.conventions.country.isEmpty { mapping.conventions.country = Array(project.country.utf8) }
        if mapping.conventions.currency.isEmpty { mapping.conventions.currency = Array(project.currency.utf8) }
        if mapping.conventions.zone == nil { mapping.conventions.zone = TimeZoneRules.named(project.timezone) }
        return mapping
    }

    /// The product's mapping that a project's extends, of several the nearest; nil where it extends none.
    func base(of name: String, in project: Project) -> String? {
        let products = Set(productNames)
        var document = try? YAMLDocument.parse(
            file: "\(project.folder)/mappings/\(name).yaml", name: "mappings/\(name).yaml")
        for _ in 0...MappingParser.maximumDepth {
            guard let next = document?.root?["extends"]?.text else { return nil }
            let own = "\(project.folder)/mappings/\(next).yaml"
            if products.contains(next), !FileManager.default.fileExists(atPath: own) { return next }
            document = base(next, for: name, of: project)
        }
        return nil
    }

    /// What `extends: NAME` means in a mapping: another one of the project's, else one of the product's.
    private func base(_ name: String, for mapping: String, of project: Project) -> YAMLDocument? {
        guard !name.contains("/"), !name.hasPrefix(".") else { return nil }
        let path = "\(project.folder)/mappings/\(name).yaml"
        if name != mapping, FileManager.default.fileExists(atPath: path),
            let own = try? YAMLDocument.parse(file: path, name: "mappings/\(name).yaml")
        {
            return own
        }
        return product(name)
    }

    /// The texts that decide how a source is mapped, for a digest: the file's own and those that it extends.
    func texts(_ name: String, of project: Project) -> [String] {
        var texts: [String] = []
        let path = "\(project.folder)/mappings/\(name).yaml"
        guard var document = try? YAMLDocument.parse(file: path, name: name) else { return [] }
        for _ in 0...MappingParser.maximumDepth {
            texts.append(document.text)
            guard let base = document.root?["extends"]?.text, let next = self.base(base, for: name, of: project) else {
                break
            }
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
