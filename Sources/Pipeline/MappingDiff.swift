import Configuration
import Connecting
import Foundation
import Mapping
import Records
import Validation

/// What another mapping would make of a source's newest delivery: which records would say something else. Both mappings run
/// over the same rows, in memory; nothing is written.
public struct MappingDiff: Sendable {
    /// A record that would change.
    public struct Change: Sendable {
        /// The file's line or the sheet's row.
        public let place: UInt32
        /// The record's name in the mapping.
        public let record: String
        /// The table it goes to.
        public let table: String
        /// Its key in the source; empty where it has none.
        public let key: String
        /// What it is called, of its name, its e-mail or whatever says it best.
        public let name: String
        /// `new`, `gone` or `changed`.
        public let kind: Kind
        /// Its fields that differ.
        public let fields: [(field: String, old: String, new: String)]
    }

    /// What happens to a record.
    public enum Kind: String, Sendable {
        /// Only the new mapping makes it.
        case new
        /// Only the old one makes it.
        case gone
        /// Both make it, and it says something else.
        case changed
    }

    /// The source.
    public let source: String
    /// Rows read.
    public private(set) var rows = 0
    /// Records that change, at most `maximumListed` of them, in the file's order.
    public private(set) var changes: [Change] = []
    /// How many records of each kind there are, by their name in the mapping.
    public private(set) var counts: [String: [Kind: Int]] = [:]
    /// How many records differ in each field, as `record.field`.
    public private(set) var fieldCounts: [String: Int] = [:]
    /// Customers that would change: accounts, and contacts, with a change of their own.
    public private(set) var customers = 0
    /// Rows whose fate changes, by `from → to`.
    public private(set) var fates: [String: Int] = [:]

    /// At most so many changes are kept.
    public static let maximumListed = 1_000

    /// Compares `old` with `new` over what the source delivered last.
    init(
        _ old: SourceMapping, _ new: SourceMapping, _ source: ProjectSource, reading: DeliveryReading,
        tables: SourceTables
    ) throws {
        self.source = source.name
        let columns = try reading.columns()
        func program(_ mapping: SourceMapping) throws -> (MappingProgram, MappingWorker) {
            var mapping = mapping
            for (table, values) in try tables.known(mapping, of: source.name) { mapping.checks.know(values, of: table) }
            let lookups = try tables.lookups(mapping, of: source.name)
            let program = try MappingProgram(mapping, sourceName: source.name, columns: columns, lookups: lookups)
            var evidence = ColumnEvidence(
                dates: program.undecidedColumns().dates, numbers: program.undecidedColumns().numbers)
            if !evidence.isEmpty { _ = try reading.read(limits: .standard) { evidence.add($0) } }
            let settled = evidence.settle(source: source.name, columns: columns, answers: mapping.answers, rows: 0)
            return (
                program,
                MappingWorker(program, decidedDates: settled.dates, decidedDecimals: settled.decimals)
            )
        }
        let sides = [try program(old), try program(new)]
        var continued = sides.map { ContinuedRows($0.0) }
        _ = try reading.read(limits: .standard) { batch in
            compare(batch, sides.indices.map { (sides[$0].0, sides[$0].1.map(continued[$0].completed(batch))) })
        }
    }

    private mutating func compare(_ batch: RawBatch, _ sides: [(program: MappingProgram, mapped: MappedBatch)]) {
        rows += batch.count
        let mappings = sides.map(\.program.mapping)
        var names = mappings[1].records.map(\.name)
        names += mappings[0].records.map(\.name).filter { !names.contains($0) }
        let indexes = sides.indices.map { side in
            names.map { name in mappings[side].records.firstIndex { $0.name == name } }
        }
        var cursors = sides.map { [Int](repeating: 0, count: $0.mapped.records.count) }
        for row in 0..<batch.count {
            let states = sides.map { $0.mapped.states[row] }
            if states[0] != states[1] {
                fates["\(MappingDiff.word(states[0])) → \(MappingDiff.word(states[1]))", default: 0] += 1
            }
            for (place, name) in names.enumerated() {
                // What a row that doesn't go on says changes nothing for anybody.
                let found = sides.indices.map { side -> [UInt16: Int] in
                    guard let index = indexes[side][place] else { return [:] }
                    let records = sides[side].mapped.records[index]
                    var own: [UInt16: Int] = [:]
                    while cursors[side][index] < records.count, records.rows[cursors[side][index]] == UInt32(row) {
                        if states[side] == .ready { own[records.numbers[cursors[side][index]]] = cursors[side][index] }
                        cursors[side][index] += 1
                    }
                    return own
                }
                for number in Set(found[0].keys).union(found[1].keys).sorted() {
                    compare(
                        name, batch.places[row],
                        sides.indices.map { side in
                            guard let index = indexes[side][place], let record = found[side][number] else { return nil }
                            return Side(
                                mapping: mappings[side], records: sides[side].mapped.records[index], record: record)
                        })
                }
            }
        }
    }

    private struct Side {
        let mapping: SourceMapping
        let records: MappedRecords
        let record: Int

        /// The record's fields that say something, in words.
        var fields: [String: String] {
            var fields: [String: String] = [:]
            for (index, field) in CustomerModel.fields(of: records.entity).enumerated() {
                let value = records.fields[record, index]
                if !value.isEmpty { fields[field.name] = words(value, isList: field.isList) }
            }
            for (name, value) in CustomFields.members(of: records.fields[record, records.fields.width - 1]) {
                fields["custom.\(name)"] = value
            }
            return fields
        }

        private func words(_ value: ArraySlice<UInt8>, isList: Bool) -> String {
            if value.first == 0x23, let other = Int(String(decoding: value.dropFirst(), as: UTF8.self)),
                mapping.records.indices.contains(other)
            {
                return "the row's \(mapping.records[other].name)"
            }
            let text = isList ? FieldList.values(value) : Array(value)
            return String(decoding: text.map { $0 == 0x1F ? 0x20 : $0 }, as: UTF8.self).replacing("\n", with: ", ")
        }
    }

    private mutating func compare(_ name: String, _ place: UInt32, _ sides: [Side?]) {
        let old = sides[0]?.fields ?? [:]
        let new = sides[1]?.fields ?? [:]
        let names = Set(old.keys).union(new.keys).sorted()
        let fields = names.compactMap { field -> (field: String, old: String, new: String)? in
            let pair = (old[field] ?? "", new[field] ?? "")
            return pair.0 == pair.1 ? nil : (field, pair.0, pair.1)
        }
        let kind: Kind = sides[0] == nil ? .new : sides[1] == nil ? .gone : .changed
        guard !fields.isEmpty, let shown = sides[1] ?? sides[0] else { return }
        counts[name, default: [:]][kind, default: 0] += 1
        if shown.records.entity.isParty { customers += 1 }
        if kind == .changed { for field in fields { fieldCounts["\(name).\(field.field)", default: 0] += 1 } }
        guard changes.count < MappingDiff.maximumListed else { return }
        let said = kind == .gone ? old : new
        let label = ["name", "full_name", "email", "number", "subject"].lazy.compactMap { said[$0] }.first ?? ""
        changes.append(
            Change(
                place: place, record: name, table: shown.records.entity.table,
                key: shown.records.keys.text(shown.record, 0), name: label, kind: kind, fields: fields))
    }

    private static func word(_ state: RowState) -> String {
        switch state {
        case .ready: "goes on"
        case .rejected: "needs correction"
        case .filtered: "left out"
        case .held: "waits"
        }
    }
}

/// Compares a project's mappings with what they were, or might be.
public struct MappingDiffs {
    private let project: Project
    private let connectors: ConnectorList
    private let library: MappingLibrary

    /// Prepares for a project.
    public init(project: Project, connectors: ConnectorList, library: MappingLibrary) {
        self.project = project
        self.connectors = connectors
        self.library = library
    }

    /// What a source's mapping makes otherwise than the one in `against`: a file, or a revision of the project's git
    /// repository. Throws when there is no such thing, or when either has mistakes.
    public func diff(_ source: ProjectSource, against: String) throws -> MappingDiff {
        guard let delivery = source.deliveries.last else {
            throw PipelineFault.configuration("customary.yaml: sources.\(source.name) has no delivery")
        }
        let other = try text(of: source.mapping, in: against)
        var problems: [Problem] = []
        var mappings = [
            library.mapping(source.mapping, text: other.text, file: other.name, of: project, problems: &problems),
            try library.mapping(source.mapping, of: project, problems: &problems),
        ]
        if !problems.isEmpty { throw ConfigurationFault.invalid(problems.sorted()) }
        for index in mappings.indices {
            mappings[index].applyAnswers()
            mappings[index].apply(scope: project.scope, source: source.name)
            project.checks.add(to: &mappings[index], of: source.name)
        }
        let tables = SourceTables(
            project: project, connectors: connectors, library: library, limits: .standard, threads: 1)
        let reading = try DeliveryReading(source, delivery, project: project, connectors: connectors)
        do {
            return try MappingDiff(mappings[0], mappings[1], source, reading: reading, tables: tables)
        } catch let fault as BindingFault {
            throw PipelineFault.configuration("\(source.name): \(fault)")
        }
    }

    private func text(of mapping: String, in against: String) throws -> (text: String, name: String) {
        for path in [against, project.folder + "/" + against] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            let file = isFolder.boolValue ? "\(path)/\(mapping).yaml" : path
            let bytes = try FileText.read(file, limit: 1 << 20)
            return (String(decoding: bytes, as: UTF8.self), file.split(separator: "/").last.map(String.init) ?? file)
        }
        guard let text = Git.show("mappings/\(mapping).yaml", at: against, in: project.folder) else {
            throw PipelineFault.configuration(
                "\(against): no such file, and git knows no mappings/\(mapping).yaml at such a revision of \(project.folder); name another with --against FILE or --against REVISION"
            )
        }
        return (text, "\(against):mappings/\(mapping).yaml")
    }
}

/// Reads files of earlier revisions, where the project's folder is in a git repository.
enum Git {
    /// A file's text at a revision, its path counted from the folder; nil when git, the revision or the file isn't there.
    static func show(_ path: String, at revision: String, in folder: String) -> String? {
        guard !revision.hasPrefix("-"), !revision.contains(":") else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder, "show", "\(revision):./\(path)"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 && bytes.count <= 1 << 20 ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
