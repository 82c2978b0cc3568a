public import Configuration
import Connecting
import Foundation
import Mapping
import Records
import Validation

/// Checks a project's mappings, and runs their example rows.
public struct MappingChecks {
    let project: Project
    let connectors: ConnectorList
    let library: MappingLibrary

    /// An example row that did not give what it says.
    public struct FailedExample: Sendable {
        /// The mapping file and line.
        public let place: String
        /// The field, as `record.field`.
        public let field: String
        /// What the example says.
        public let expected: String
        /// What the mapping makes of it.
        public let found: String
    }

    /// Prepares for a project.
    public init(project: Project, connectors: ConnectorList, library: MappingLibrary) {
        self.project = project
        self.connectors = connectors
        self.library = library
    }

    /// Everything that is wrong with the mappings: mistakes in the files, and columns that the deliveries don't have.
    public func problems() throws -> [Problem] {
        var problems: [Problem] = []
        for source in project.sources {
            var own: [Problem] = []
            let mapping: SourceMapping
            do throws(ConfigurationFault) {
                mapping = try library.mapping(source.mapping, of: project, problems: &own)
            } catch {
                problems.append(
                    Problem(
                        place: Place(file: "customary.yaml", line: 0, column: 0),
                        message: "sources.\(source.name): \(error)",
                        remedy: "write the mapping, or name another one"))
                continue
            }
            problems += own
            guard own.isEmpty, let delivery = source.deliveries.last, let connector = connectors.named(source.connector)
            else {
                continue
            }
            guard let file = try? ClientFiles.delivery(project.path(delivery.file)),
                let probe = try? connector.probe(whole: file, given: delivery.options),
                let stream = probe.streams.first(where: { $0.name == delivery.stream }) ?? probe.streams.first
            else { continue }
            do throws(BindingFault) {
                _ = try MappingProgram(mapping, sourceName: source.name, columns: stream.columns)
            } catch {
                guard case .missingColumns(let missing, let has) = error else {
                    problems.append(
                        Problem(
                            place: Place(file: "mappings/\(source.mapping).yaml", line: 0, column: 0),
                            message: "\(error)",
                            remedy: "correct the pattern"))
                    continue
                }
                problems += missing.map { name in
                    Problem(
                        place: place(of: name, in: source.mapping),
                        message: "\(file.name) has no column \"\(name)\"",
                        remedy: NearestWord.remedy(
                            for: name, among: has, otherwise: "it has \(has.joined(separator: ", "))"))
                }
            }
            problems += otherSources(mapping, of: source)
        }
        return problems.sorted()
    }

    /// What a mapping says of other sources that isn't so: sources, records, fields and columns that aren't there.
    private func otherSources(_ mapping: SourceMapping, of source: ProjectSource) -> [Problem] {
        var problems: [Problem] = []
        func complain(_ word: String, _ message: String, among words: [String]) {
            let problem = Problem(
                place: place(of: word, in: source.mapping), message: message,
                remedy: NearestWord.remedy(for: word, among: words))
            if !problems.contains(problem) { problems.append(problem) }
        }
        func isThere(_ name: String) -> Bool {
            if project.source(name) != nil { return true }
            complain(name, "there is no source \"\(name)\"", among: project.sources.map(\.name))
            return false
        }
        func other(_ name: String) -> SourceMapping? {
            guard isThere(name), let source = project.source(name) else { return nil }
            var ignored: [Problem] = []
            return try? library.mapping(source.mapping, of: project, problems: &ignored)
        }
        func column(_ name: String, in other: String) {
            guard isThere(other), let found = project.source(other), let delivery = found.deliveries.last,
                let reading = try? DeliveryReading(found, delivery, project: project, connectors: connectors),
                let columns = try? reading.columns(), !columns.contains(name)
            else { return }
            complain(name, "\(other) has no column \"\(name)\"", among: columns)
        }
        for field in mapping.records.flatMap(\.fields) {
            switch field.source {
            case .reference(.byKey(let name?, let record, _)):
                guard let its = other(name), let record, !its.records.contains(where: { $0.name == record }) else {
                    break
                }
                complain(record, "\(name) makes no record \"\(record)\"", among: its.records.map(\.name))
            case .reference(.byField(let name, let by, _)):
                guard let its = other(name) else { break }
                let filled = Array(Set(its.records.flatMap { $0.fields.map(\.field) })).sorted()
                if !filled.contains(by) { complain(by, "\(name) fills no field \"\(by)\"", among: filled) }
            default: break
            }
            guard let lookup = field.lookup else { continue }
            for name in lookup.key + (lookup.take.map { [$0] } ?? []) { column(name, in: lookup.source) }
        }
        for table in mapping.checks.tables where !table.column.isEmpty { column(table.column, in: table.source) }
        return problems
    }

    /// Where a word stands in a mapping file: its first line, for messages.
    private func place(of word: String, in mapping: String) -> Place {
        let name = "mappings/\(mapping).yaml"
        guard let bytes = try? FileText.read("\(project.folder)/\(name)", limit: 1 << 20) else {
            return Place(file: name, line: 0, column: 0)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if let range = line.range(of: word) {
                return Place(
                    file: name, line: index + 1, column: line.distance(from: line.startIndex, to: range.lowerBound) + 1)
            }
        }
        return Place(file: name, line: 0, column: 0)
    }

    /// Runs the example rows of the mappings, those of `only` or all: how many there are, and which fail.
    public func examples(only: [String] = []) throws -> (count: Int, failed: [FailedExample]) {
        var count = 0
        var failed: [FailedExample] = []
        for source in project.sources where only.isEmpty || only.contains(source.name) {
            var problems: [Problem] = []
            let mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
            for example in mapping.examples {
                count += 1
                failed += try run(example, mapping, source.name)
            }
        }
        return (count, failed)
    }

    private func run(_ example: Example, _ mapping: SourceMapping, _ source: String) throws -> [FailedExample] {
        // The example may leave columns out: the mapping sees them as empty.
        var columns = example.given.map(\.column)
        for name in mapping.columnNames where !columns.contains(name) { columns.append(name) }
        let tables = SourceTables(
            project: project, connectors: connectors, library: library, limits: .standard, threads: 1)
        let program = try MappingProgram(
            mapping, sourceName: source, columns: columns, lookups: try tables.lookups(mapping, of: source))
        var batch = RawBatch(width: columns.count)
        for name in columns { batch.cells.append(example.given.first { $0.column == name }?.value ?? "") }
        batch.endRow(ordinal: 1, place: 1)
        let mapped = MappingWorker(program).map(batch)
        let place = "mappings/\(mapping.name).yaml:\(example.line)"
        return example.gives.compactMap { field, expected in
            guard let checked = mapping.checkedFields.first(where: { $0.name == field }) else {
                return FailedExample(place: place, field: field, expected: expected, found: "there is no such field")
            }
            let records = mapped.records[checked.record]
            let model = CustomerModel.fields(of: records.entity)
            // Of several records that a row makes the values are joined by a comma, as those of a list field are.
            let values = (0..<records.count).map { record -> String in
                let text = checked.value(in: records.fields[record, checked.field])
                let isReference = checked.field < model.count && model[checked.field].isReference
                if isReference { return MappingChecks.reference(text, mapping) }
                let plain = checked.isList ? FieldList.values(text) : Array(text)
                return String(decoding: plain, as: UTF8.self).replacing("\n", with: checked.isList ? ", " : "\n")
            }
            let value = values.joined(separator: ", ")
            return value == expected ? nil : FailedExample(place: place, field: field, expected: expected, found: value)
        }
    }

    /// A reference as an example writes it: the name of the row's own record, else the key or value that is looked for.
    private static func reference(_ value: ArraySlice<UInt8>, _ mapping: SourceMapping) -> String {
        if value.first == 0x23, let other = Int(String(decoding: value.dropFirst(), as: UTF8.self)),
            mapping.records.indices.contains(other)
        {
            return mapping.records[other].name
        }
        return String(
            decoding: value.split(separator: 0x1F, omittingEmptySubsequences: false).last ?? value, as: UTF8.self)
    }
}

extension Field {
    /// True for a field that holds another record.
    fileprivate var isReference: Bool {
        if case .reference = type { return true }
        return false
    }
}
