public import Configuration
import Connecting
import Foundation
import Mapping
import Records

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
            guard let file = try? ConnectorList.delivery(project.path(delivery.file)),
                let probe = try? connector.probe(file, given: delivery.options),
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
                    let near = NearestWord.among(has, for: name).map { "did you mean \"\($0)\"?" }
                    return Problem(
                        place: place(of: name, in: source.mapping),
                        message: "\(file.name) has no column \"\(name)\"",
                        remedy: near ?? "it has \(has.joined(separator: ", "))")
                }
            }
            for name in mapping.records.flatMap(references) where project.source(name) == nil {
                let names = project.sources.map(\.name)
                let near = NearestWord.among(names, for: name).map { "did you mean \"\($0)\"?" }
                problems.append(
                    Problem(
                        place: place(of: name, in: source.mapping), message: "there is no source \"\(name)\"",
                        remedy: near ?? "there are \(names.joined(separator: ", "))"))
            }
        }
        return problems.sorted()
    }

    private func references(_ record: RecordMapping) -> [String] {
        record.fields.compactMap { field in
            switch field.source {
            case .reference(.byKey(let source, _, _)): source
            case .reference(.byField(let source, _, _)): source
            default: nil
            }
        }
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

    /// Runs the example rows of all mappings: how many there are, and which fail.
    public func examples() throws -> (count: Int, failed: [FailedExample]) {
        var count = 0
        var failed: [FailedExample] = []
        for source in project.sources {
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
        var named = mapping.filters.flatMap(\.condition.columns)
        for record in mapping.records {
            named += record.key
            named += record.condition?.columns ?? []
            for field in record.fields {
                named += field.columns
                named += field.condition?.columns ?? []
            }
        }
        for name in named where !columns.contains(name) { columns.append(name) }
        let program = try MappingProgram(mapping, sourceName: source, columns: columns)
        var batch = RawBatch(width: columns.count)
        for name in columns { batch.cells.append(example.given.first { $0.column == name }?.value ?? "") }
        batch.endRow(ordinal: 1, place: 1)
        let mapped = MappingWorker(program).map(batch)
        let place = "mappings/\(mapping.name).yaml:\(example.line)"
        return example.gives.compactMap { field, expected in
            let parts = field.split(separator: ".", maxSplits: 1).map(String.init)
            guard parts.count == 2, let record = mapping.records.firstIndex(where: { $0.name == parts[0] }),
                let index = CustomerModel.fieldIndex(parts[1], of: mapping.records[record].entity)
            else {
                return FailedExample(place: place, field: field, expected: expected, found: "there is no such field")
            }
            let records = mapped.records[record]
            let value =
                records.count == 0 ? "" : String(decoding: FieldList.values(records.fields[0, index]), as: UTF8.self)
            return value == expected ? nil : FailedExample(place: place, field: field, expected: expected, found: value)
        }
    }
}
