public import Configuration
import Connecting
import Foundation
import Mapping
import Survivorship

extension Project {
    /// Reads the project in `folder`. Throws all that is wrong with its file at once.
    public static func read(folder: String) throws(ConfigurationFault) -> Project {
        let file = folder + "/customary.yaml"
        guard FileManager.default.fileExists(atPath: file) else {
            throw .invalid([
                Problem(
                    place: .nowhere, message: "there is no project in \(folder): customary.yaml isn't there",
                    remedy: "make one with: customary init, or name its folder with -C")
            ])
        }
        let document = try YAMLDocument.parse(file: file, name: "customary.yaml")
        var problems = document.problems
        guard let root = document.root else { throw .invalid(problems) }
        let project = MappingReader.read(root, problems: &problems) { reader in
            _ = reader.integer("version", in: 1...1)
            var project = Project(
                folder: folder, name: reader.text("project"), id: reader.text("id"),
                country: reader.text("country", default: ""),
                timezone: reader.text("timezone", default: ""), currency: reader.text("currency", default: ""),
                sources: [],
                targets: [], matchSetting: "careful", survivorship: [], scope: [], limits: Limits(), controls: [])
            for entry in reader.entries("sources") {
                MappingReader.read(entry.value, problems: &reader.problems) {
                    project.sources.append(source(entry.key, &$0))
                }
            }
            project.sources.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
            for entry in reader.entries("targets") {
                MappingReader.read(entry.value, problems: &reader.problems) {
                    var target = ProjectTarget(
                        name: entry.key, url: $0.text("url"), isLive: $0.boolean("live", default: false),
                        copy: $0.text("copy", default: ""))
                    target.schema = $0.text("schema", default: "")
                    project.targets.append(target)
                }
            }
            if project.targets.isEmpty {
                project.targets = [ProjectTarget(name: "test", url: "sqlite:crm.sqlite", isLive: false)]
            }
            reader.mapping("matching") {
                project.matchSetting = $0.choice("setting", of: ["careful", "normal", "bold"], default: "careful")
            }
            for entry in reader.entries("survivorship") {
                let names = entry.value.items?.compactMap(\.text) ?? entry.value.text.map { [$0] } ?? []
                project.survivorship.append((entry.key, names))
            }
            for node in reader.list("scope") {
                var rule = MappingReader(node)
                let parser = MappingParser(library: { _ in nil }, zone: { _ in nil })
                let source = rule.text("source")
                let action = rule.choice("do", of: ScopeAction.self, default: .leaveOut)
                let reason = rule.text("reason", default: "out of scope")
                let condition = rule.node("when").flatMap { parser.condition($0, &rule.problems) }
                rule.finish(into: &reader.problems)
                if let condition {
                    project.scope.append(
                        ScopeRule(source: source, condition: condition, action: action, reason: reason))
                }
            }
            reader.mapping("limits") { project.limits.read(&$0) }
            for node in reader.list("turnover") {
                MappingReader.read(node, problems: &reader.problems) { project.turnover.append(TurnoverStream(&$0)) }
            }
            TurnoverStream.check(project.turnover, &reader)
            for node in reader.list("controls") {
                MappingReader.read(node, problems: &reader.problems) {
                    project.controls.append(
                        Control(
                            name: $0.text("name"), table: $0.text("table"), column: $0.text("column"),
                            currency: $0.text("currency", default: ""), figure: $0.text("figure"),
                            sources: $0.texts("sources")))
                }
            }
            if let node = reader.node("checks") { project.checks = ProjectChecks(node, &reader.problems) }
            let names = project.sources.map(\.name)
            reader.mapping("parallel") { project.parallel = ParallelRules(&$0, sources: names) }
            return project
        }
        if !problems.isEmpty { throw .invalid(problems.sorted()) }
        return project
    }

    private static func source(_ name: String, _ reader: inout MappingReader) -> ProjectSource {
        var source = ProjectSource(
            name: name, connector: reader.text("connector"), mapping: reader.text("mapping", default: name),
            trust: reader.integer("trust", in: 0...100, default: 50),
            kind: reader.choice("kind", of: SourceKind.self, default: .list), deliveries: [])
        source.isFreeOfDuplicates = reader.boolean("free_of_duplicates", default: false)
        for node in reader.list("deliveries") {
            MappingReader.read(node, problems: &reader.problems) { delivery in
                var options = OptionValues()
                for entry in delivery.entries("options") { options[entry.key] = entry.value.text ?? "" }
                var entry = ProjectDelivery(
                    file: delivery.text("file"), stream: delivery.text("stream", default: ""), options: options)
                entry.corrections = delivery.texts("corrections")
                source.deliveries.append(entry)
            }
        }
        return source
    }

    /// The sources block as YAML.
    var sourcesNode: YAMLNode {
        .mapping(
            sources.map { source in
                var entries = [
                    YAMLEntry("connector", .text(source.connector)), YAMLEntry("mapping", .text(source.mapping)),
                    YAMLEntry("trust", .integer(source.trust)), YAMLEntry("kind", .text(source.kind.rawValue)),
                ]
                if source.isFreeOfDuplicates { entries.append(YAMLEntry("free_of_duplicates", .boolean(true))) }
                entries.append(
                    YAMLEntry(
                        "deliveries",
                        .list(
                            source.deliveries.map { delivery in
                                var fields = [YAMLEntry("file", .text(delivery.file))]
                                if !delivery.stream.isEmpty {
                                    fields.append(YAMLEntry("stream", .text(delivery.stream)))
                                }
                                let names = delivery.options.sortedNames
                                if !names.isEmpty {
                                    fields.append(
                                        YAMLEntry(
                                            "options",
                                            .inlineMapping(
                                                names.map { YAMLEntry($0, .text(delivery.options[$0] ?? "")) })))
                                }
                                if !delivery.corrections.isEmpty {
                                    fields.append(
                                        YAMLEntry("corrections", .list(delivery.corrections.map { .text($0) })))
                                }
                                return .mapping(fields)
                            })))
                return YAMLEntry(source.name, .mapping(entries))
            })
    }

    /// Writes a new project's file.
    func writeNew() throws(ConfigurationFault) {
        var entries = [
            YAMLEntry("version", .integer(1)), YAMLEntry("project", .text(name)),
            YAMLEntry(
                "id", YAMLNode.text(id).commented("The ids of everything this project creates are made from this one.")),
        ]
        if !country.isEmpty { entries.append(YAMLEntry("country", .text(country))) }
        if !timezone.isEmpty { entries.append(YAMLEntry("timezone", .text(timezone))) }
        if !currency.isEmpty { entries.append(YAMLEntry("currency", .text(currency))) }
        entries.append(YAMLEntry("sources", sourcesNode.commented("Where rows come from; trust: higher wins.")))
        entries.append(
            YAMLEntry(
                "targets",
                YAMLNode.mapping(
                    targets.map { target in
                        var fields = [YAMLEntry("url", .text(target.url))]
                        if !target.copy.isEmpty { fields.append(YAMLEntry("copy", .text(target.copy))) }
                        if target.isLive { fields.append(YAMLEntry("live", .boolean(true))) }
                        if !target.schema.isEmpty { fields.append(YAMLEntry("schema", .text(target.schema))) }
                        return YAMLEntry(target.name, .mapping(fields))
                    }
                ).commented("CRM databases; the first is the default.")))
        entries.append(
            YAMLEntry(
                "matching",
                YAMLNode.mapping([YAMLEntry("setting", .text(matchSetting))]).commented("careful, normal or bold")))
        entries.append(
            YAMLEntry(
                "limits",
                YAMLNode.mapping([
                    YAMLEntry("existing_changed", .text("100 %")), YAMLEntry("emails_blanked", .integer(0)),
                    YAMLEntry("owners_unmatched", .integer(0)), YAMLEntry("rejected", .text("20 %")),
                ]).commented("What stops a load until a person releases it.")))
        try AtomicFile.write(
            file, FileSchemas.editorLine("customary", depth: 0) + YAMLWriter.text(.mapping(entries)))
    }

    /// Writes the sources back into the project's file; every other byte of it stays.
    func writeSources() throws(ConfigurationFault) {
        let bytes = try FileText.read(file, limit: 1 << 20)
        let text = String(decoding: bytes, as: UTF8.self)
        let edited = try YAMLEdit.replacing("sources", with: sourcesNode, in: text, file: "customary.yaml")
        try AtomicFile.write(file, edited)
    }
}
