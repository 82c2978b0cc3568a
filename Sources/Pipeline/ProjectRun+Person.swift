public import CRM
import Configuration
import Digest
import Foundation
import Ledger
import Mapping
import Records
import Staging

/// Where a person's data are, all over a project.
public struct PersonFound: Sendable {
    /// A row of a source that is about them.
    public struct Row: Sendable, Hashable {
        /// The source.
        public var source: String
        /// The file's own name.
        public var file: String
        /// The sheet; empty where there is none.
        public var sheet: String
        /// The file's line or the sheet's row.
        public var place: UInt32
        /// The row's ordinal in its stream.
        public var ordinal: UInt32
    }

    /// Per target what its database holds.
    public internal(set) var targets: [(target: String, holding: PersonHolding)] = []
    /// The rows of the staging area that are about them.
    public internal(set) var rows: [Row] = []
    /// Plans, reports, reject files and the like that hold them.
    public internal(set) var workFiles: [String] = []
    /// The client's files that hold them; these are never written to.
    public internal(set) var inboxFiles: [String] = []
    /// Other files in the project's folder that hold them: exports, settings.
    public internal(set) var otherFiles: [String] = []
    /// Lines of `decisions.jsonl` that name them.
    public internal(set) var decisions = 0
    /// Manifests that hold sealed values of theirs.
    public internal(set) var manifests = 0
    let keys: Set<PersonHolding.SourceKey>
    let traces: PersonTraces
    /// What the staging area has of them.
    let staged: StagedPerson

    /// True when nobody was found anywhere.
    public var isEmpty: Bool {
        targets.allSatisfy(\.holding.isEmpty) && rows.isEmpty && workFiles.isEmpty && inboxFiles.isEmpty
            && otherFiles.isEmpty && decisions == 0
    }

    /// The persons found in the target with the most of them.
    public var persons: Int { targets.map(\.holding.persons.count).max() ?? 0 }
}

/// A person as the staging area has them.
struct StagedPerson: Sendable {
    /// Their addresses and numbers in every writing.
    var values: Set<[UInt8]> = []
    /// Their addresses and numbers as standardised, those that nobody else has.
    var addresses: Set<[UInt8]> = []
    /// Their names.
    var names: [(given: [UInt8], family: [UInt8])] = []
}

/// What erasing a person did, all over a project.
public struct PersonErased: Sendable {
    /// Per target what was done in its database.
    public internal(set) var targets: [(target: String, report: ErasureReport)] = []
    /// True when the staging area was emptied; the next run builds it again.
    public internal(set) var isStagingEmptied = false
    /// The files that were removed.
    public internal(set) var removedFiles: [String] = []
    /// The files that lost only the lines with the person.
    public internal(set) var cleanedFiles: [String] = []
    /// The lines of `decisions.jsonl` that were removed.
    public internal(set) var decisions = 0
    /// Answers in mappings that were removed.
    public internal(set) var answers = 0
    /// The client's files that still hold the person.
    public internal(set) var inboxFiles: [String] = []
    /// Other files that still hold the person, for somebody to look at.
    public internal(set) var otherFiles: [String] = []

    /// Per target what deleted rows still stand in its files, and who can end that.
    public internal(set) var remains: [(target: String, remains: Remains)] = []

    /// True when nothing was there to be erased.
    public var isEmpty: Bool {
        targets.allSatisfy(\.report.isEmpty) && removedFiles.isEmpty && cleanedFiles.isEmpty && decisions == 0
            && answers == 0 && !isStagingEmptied
    }
    /// True when somebody has to look at something.
    public var needsPerson: Bool {
        !otherFiles.isEmpty || !remains.isEmpty || targets.contains { !$0.report.mentions.isEmpty }
    }
}

extension ProjectRun {
    /// Everything that the project and its targets hold about a person.
    public func findPerson(_ who: [String]) throws -> PersonFound {
        let query = PersonQuery(who, country: project.country, sources: project.sources.map(\.name))
        let staged = try stagedKeys(query)
        var holdings: [(String, PersonHolding)] = []
        for named in project.targets {
            let (_, database) = try target(named.name)
            guard database.exists else { continue }
            let holding = try database.withSession(.reading) { session in
                guard try isPrepared(session) else { return .rollback(PersonHolding()) }
                var finder = PersonFinder(session, query)
                return .rollback(try finder.find(known: staged))
            }
            holdings.append((named.name, holding))
        }
        let keys = holdings.reduce(into: staged) { $0.formUnion($1.1.keys) }
        var values = holdings.reduce(into: Set<[UInt8]>()) { $0.formUnion($1.1.ownValues.union($1.1.details)) }
        if !query.email.isEmpty { values.insert(query.email) }
        for digits in query.digits { values.insert(digits) }
        var names = holdings.flatMap(\.1.names)
        let wordsTyped = query.words
        if names.isEmpty, wordsTyped.count >= 2, let first = wordsTyped.first, let last = wordsTyped.last {
            names.append((first, last))
        }
        let stagedPeople = try stagedPeople(keys)
        values.formUnion(stagedPeople.values)
        names += stagedPeople.names
        let shared = holdings.reduce(into: Set<[UInt8]>()) { $0.formUnion($1.1.sharedValues) }
        values.subtract(shared)
        let ids = holdings.flatMap { $0.1.contacts.union($0.1.accounts) }
        let traces = PersonTraces(values: values, names: names, ids: ids)
        var found = PersonFound(keys: keys, traces: traces, staged: stagedPeople)
        found.targets = holdings.map { (target: $0.0, holding: $0.1) }
        found.rows = try stagedRows(keys, traces)
        if !traces.isEmpty { try searchFiles(&found) }
        return found
    }

    private func isPrepared(_ session: any LoadSession) throws -> Bool {
        if try !session.batches().isEmpty { return true }
        guard let print = try? session.fingerprint() else { return false }
        return !print.databaseID.isEmpty
    }

    private func searchFiles(_ found: inout PersonFound) throws {
        for (path, role) in ProjectFiles(project: project).all() {
            switch role {
            case .database: continue
            case .proof:
                if path.hasSuffix(".jsonl"), found.traces.isIn(file: path) { found.manifests += 1 }
            case .delivery: if found.traces.isIn(file: path) { found.inboxFiles.append(path) }
            case .work: if found.traces.isIn(file: path) { found.workFiles.append(path) }
            case .settings, .other: if found.traces.isIn(file: path) { found.otherFiles.append(path) }
            case .decisions:
                let text = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
                found.decisions = text.split(separator: 0x0A).count { found.traces.isIn(Data($0)) }
            }
        }
    }

    // MARK: Staging

    /// A source record by what it is called, whatever its place.
    private struct StagedName: Hashable {
        let source: String
        let record: String
        let key: [UInt8]
        let entity: Entity

        init(source: String, record: String, key: [UInt8], entity: Entity) {
            (self.source, self.record, self.key, self.entity) = (source, record, key, entity)
        }

        init(_ key: PersonHolding.SourceKey) {
            self.init(source: key.source, record: key.record, key: key.key, entity: key.entity)
        }
    }

    /// The source records in the staging area that the query means.
    private func stagedKeys(_ query: PersonQuery) throws -> Set<PersonHolding.SourceKey> {
        var keys: Set<PersonHolding.SourceKey> = []
        try eachStagedParty { source, name, entity, table, record, key in
            func value(_ field: String) -> ArraySlice<UInt8> {
                CustomerModel.fieldIndex(field, of: entity).map { table.value(record, $0) } ?? []
            }
            var isMeant = query.matches(key: key, source: source)
            for field in ["email", "phone", "mobile"] where !isMeant {
                FieldList.each(value(field)) { one, given in
                    if query.matches(value: one) || query.matches(value: given) { isMeant = true }
                }
            }
            if !isMeant {
                isMeant =
                    entity == .contacts
                    ? query.matches(name: [value("given_name"), value("middle_name"), value("family_name")])
                    : query.matches(name: [value("name")])
            }
            // A company's row is the person's only by the person's own record.
            guard isMeant, entity == .contacts else { return }
            keys.insert(
                PersonHolding.SourceKey(
                    source: source, record: name, key: key, entity: entity, ordinal: table.ordinals[record]))
        }
        return keys
    }

    /// Names, addresses and numbers of these source records as the staging area has them.
    private func stagedPeople(
        _ keys: Set<PersonHolding.SourceKey>
    ) throws -> StagedPerson {
        var values: Set<[UInt8]> = []
        var names: [(given: [UInt8], family: [UInt8])] = []
        let wanted = Set(keys.filter { $0.entity == .contacts }.map(StagedName.init))
        if wanted.isEmpty { return StagedPerson() }
        var holders: [[UInt8]: Int] = [:]
        var own: [[UInt8]: Int] = [:]
        try eachStagedParty { source, name, entity, table, record, key in
            let isTheirs = wanted.contains(StagedName(source: source, record: name, key: key, entity: entity))
            func value(_ field: String) -> ArraySlice<UInt8> {
                CustomerModel.fieldIndex(field, of: entity).map { table.value(record, $0) } ?? []
            }
            for field in ["email", "phone", "mobile", "fax"] {
                FieldList.each(value(field)) { one, given in
                    holders[Array(one), default: 0] += 1
                    guard isTheirs else { return }
                    own[Array(one), default: 0] += 1
                    values.insert(Array(given))
                }
            }
            if isTheirs { names.append((Array(value("given_name")), Array(value("family_name")))) }
        }
        for (value, count) in own where holders[value] == count { values.insert(value) }
        // What others' records have, too, doesn't stand for this person.
        values = values.filter { value in own[value] == nil || holders[value] == own[value] }
        let addresses = own.filter { holders[$0.key] == $0.value }.map(\.key)
        return StagedPerson(values: values, addresses: Set(addresses), names: names)
    }

    private func eachStagedParty(
        _ body: (
            _ source: String, _ record: String, _ entity: Entity, _ table: StandardisedRecords, _ index: Int,
            _ key: [UInt8]
        ) throws -> Void
    ) throws {
        let (deliveries, mappings) = try stagedSources()
        let records = try StagedRecords(staging, deliveries: deliveries, mappings: mappings)
        for entity in [Entity.contacts, .accounts] {
            let table = records[entity]
            for record in 0..<table.count {
                try body(
                    records.sources[Int(table.sources[record])], records.recordName(entity, record), entity, table,
                    record, records.uniqueKey(entity, record))
            }
        }
    }

    private func stagedRows(_ keys: Set<PersonHolding.SourceKey>, _ traces: PersonTraces) throws -> [PersonFound.Row] {
        var rows: [PersonFound.Row] = []
        // By name, never by the place a row had in an earlier delivery.
        let wanted = Set(keys.filter(\.entity.isParty).map(StagedName.init))
        var places: [String: Set<UInt32>] = [:]
        try eachStagedParty { source, name, entity, table, record, key in
            if wanted.contains(StagedName(source: source, record: name, key: key, entity: entity)) {
                places[source, default: []].insert(table.ordinals[record])
            }
        }
        for delivery in try staging.deliveries() {
            let ordinals = places[delivery.source] ?? []
            try staging.eachRow(of: delivery.id) { row in
                guard ordinals.contains(row.ordinal) || traces.isIn(Data(row.cells.joined(separator: [0x20]))) else {
                    return
                }
                rows.append(
                    PersonFound.Row(
                        source: delivery.source, file: delivery.file, sheet: delivery.stream, place: row.place,
                        ordinal: row.ordinal))
            }
        }
        return rows
    }
}
