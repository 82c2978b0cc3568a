import CRM
import Configuration
import Ledger
import Mapping
import Records
import Staging

/// What a mapped list of persons who must not come back says, as keyed hashes: a shop's redact requests, an export of
/// those who left.
struct SuppressionFeed {
    let hasher: SuppressionHasher
    /// The project's sources, by whose names a key is known.
    let sources: Set<String>

    /// An entry of the list.
    struct Entry: Hashable {
        let kind: SuppressionKind
        let hash: String
    }

    /// The entries of a staged record: each address, each number, and its key in the source that it names or, without
    /// one, in its own.
    func entries(_ table: StandardisedRecords, _ record: Int, source: String) -> [Entry] {
        func value(_ name: String) -> ArraySlice<UInt8> {
            CustomerModel.fieldIndex(name, of: .suppressions).map { table.value(record, $0) } ?? []
        }
        var entries: [Entry] = []
        func add(_ kind: SuppressionKind, _ hash: String) {
            let entry = Entry(kind: kind, hash: hash)
            if !entries.contains(entry) { entries.append(entry) }
        }
        FieldList.each(value("email")) { address, _ in
            if address.contains(0x40) { add(.email, hasher.email(address)) }
        }
        FieldList.each(value("phone")) { number, _ in
            if number.count(where: { (0x30...0x39).contains($0) }) >= 6 { add(.phone, hasher.phone(number)) }
        }
        let key = value("key")
        if !key.isEmpty {
            let named = String(decoding: value("source"), as: UTF8.self)
            for entity in [Entity.contacts, .accounts] {
                add(.key, hasher.key(key, source: sources.contains(named) ? named : source, of: entity))
            }
        }
        return entries
    }
}

extension ProjectRun {
    /// The sources whose mapping makes records of the suppression list.
    private func suppressionSources() throws -> [ProjectSource] {
        try project.sources.filter { source in
            var problems: [Problem] = []
            let mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            return problems.isEmpty && mapping.records.contains { $0.entity == .suppressions }
        }
    }

    /// Stages the sources named, or all of them; lists of those who must not come in first, so that they hold for the
    /// others of the same run.
    func stageInOrder(
        _ names: [String], _ station: (SuppressionList?) -> StageStation
    ) throws -> [StageStation.Outcome] {
        let lists = try suppressionSources().map(\.name)
        let (erased, listed) = try suppressions()
        guard !lists.isEmpty else { return try station(listed).run(names) }
        let wanted = project.sources.map(\.name).filter { names.isEmpty || names.contains($0) }
        var outcomes: [StageStation.Outcome] = []
        let first = wanted.filter(lists.contains)
        // Who is only on such a list stands in it every time; who was erased doesn't.
        if !first.isEmpty { outcomes = try station(erased).run(first) }
        let all = try stagedSuppressions(of: lists, besides: listed)
        let rest = wanted.filter { !lists.contains($0) }
        if !rest.isEmpty { outcomes += try station(all).run(rest) }
        return wanted.compactMap { name in outcomes.first { $0.source == name } }
    }

    private func stagedSuppressions(of lists: [String], besides listed: SuppressionList?) throws -> SuppressionList? {
        var sourceOf: [Int64: UInt16] = [:]
        var names: [String] = []
        for name in lists {
            guard let delivery = try staging.delivery(of: name) else { continue }
            sourceOf[delivery.id] = UInt16(names.count)
            names.append(name)
        }
        let table = try staging.standardisedRecords(.suppressions, sourceOf: sourceOf)
        guard table.count > 0 else { return listed }
        var list: SuppressionList
        if let listed { list = listed } else { list = SuppressionList(SuppressionHasher(try keys())) }
        let feed = SuppressionFeed(hasher: list.hasher, sources: Set(project.sources.map(\.name)))
        for record in 0..<table.count {
            let entries = feed.entries(table, record, source: names[Int(table.sources[record])])
            list.insert(entries.map(\.hash))
        }
        return list
    }
}
