import CRM
import Mapping
import Records
import Staging
import Text

/// Customer numbers that a source seems to have given to another customer since: name, tax number and address under a
/// known key changed all at once. Such a row is held and asked about; it never updates the customer that had the number.
///
/// A tax number that one side doesn't know says nothing; then no e-mail and no phone number may be shared either.
struct ReusedKeys {
    /// Per entity: the records that wait, those of the same row and what hangs on them among them.
    private(set) var held = [Set<Int>](repeating: [], count: Entity.allCases.count)
    /// Per entity: the records of which somebody said that they are another customer: their crosswalk entry ends.
    private(set) var apart = [Set<Int>](repeating: [], count: Entity.allCases.count)
    /// What is to be asked.
    private(set) var questions: [Question] = []

    /// The kind of its questions.
    static let kind = "reused"
    /// From so many on, a source is asked about all of them at once.
    private static let askedTogether = 13
    private static let same = "the same customer"
    private static let another = "another customer"

    private struct Suspect {
        let entity: Entity
        let record: Int
        let master: RecordID
        let now: Identity
        var was = Identity()
    }

    /// None.
    init() {}

    init(_ records: StagedRecords, _ image: CRMImage, _ mappings: [SourceMapping], on target: any Target) throws {
        var suspects = ReusedKeys.changed(records, image)
        guard !suspects.isEmpty else { return }
        suspects = try target.withSession(.reading) { session in
            .rollback(try ReusedKeys.compare(suspects, session))
        }
        guard !suspects.isEmpty else { return }
        settle(suspects, records, mappings)
        if held.contains(where: { !$0.isEmpty }) { spread(records, image) }
    }

    // MARK: Which

    /// Records with a key of their own that the crosswalk knows and that say something else than they did.
    private static func changed(_ records: StagedRecords, _ image: CRMImage) -> [Suspect] {
        var suspects: [Suspect] = []
        for entity in [Entity.accounts, .contacts] {
            let table = records[entity]
            let places = PartyPlaces(entity)
            for record in 0..<table.count where table.copies[record] == 0 {
                let source = Int(table.sources[record])
                let mapped = Int(table.mappingRecords[record])
                guard records.hasKey[source].indices.contains(mapped), records.hasKey[source][mapped],
                    let link = image.links[records.matchKey(entity, record)],
                    link.rowHash != records.rowHash(entity, record),
                    image.live[entity]?.contains(link.masterID) == true
                else { continue }
                suspects.append(
                    Suspect(
                        entity: entity, record: record, master: link.masterID,
                        now: Identity(table, record, places)))
            }
        }
        return suspects
    }

    /// Keeps those whose customer in the CRM is another one by all that both sides know.
    private static func compare(_ suspects: [Suspect], _ session: any LoadSession) throws -> [Suspect] {
        var masters: [RecordID: Identity] = [:]
        for entity in [Entity.accounts, .contacts] {
            let ids = Set(suspects.filter { $0.entity == entity }.map(\.master)).sorted()
            if ids.isEmpty { continue }
            let names = Identity.columns(of: entity)
            let columns = names.compactMap { CustomerModel.columnIndex($0, of: entity) }
            let blocks = try session.rows(of: entity, columns: columns, ids: ids)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    masters[id] = Identity(entity) { name in
                        names.firstIndex(of: name).map { block.rows.text(row, $0) } ?? ""
                    }
                }
            }
        }
        var left = suspects.filter { suspect in
            masters[suspect.master].map { suspect.now.hasAnotherName(than: $0) } ?? false
        }
        guard !left.isEmpty else { return [] }
        let wanted = Set(left.map(\.master))
        for entity in [Entity.addresses, .contactPoints] {
            let names =
                ["account_id", "contact_id"] + (entity == .addresses ? ["street", "postcode", "city"] : ["value"])
            let columns = names.compactMap { CustomerModel.columnIndex($0, of: entity) }
            let blocks = try session.rows(of: entity, columns: columns, ids: nil)
            while let block = try blocks.next() {
                for row in block.ids.indices {
                    guard let id = RecordID(block.rows[row, 0]) ?? RecordID(block.rows[row, 1]), wanted.contains(id)
                    else { continue }
                    if entity == .addresses {
                        masters[id]?.add(
                            street: block.rows.text(row, 2), postcode: block.rows.text(row, 3),
                            city: block.rows.text(row, 4))
                    } else {
                        masters[id]?.reached.insert(block.rows.text(row, 2))
                    }
                }
            }
        }
        for index in left.indices { left[index].was = masters[left[index].master] ?? Identity() }
        return left.filter { $0.now.isAnother(than: $0.was) }
    }

    // MARK: What becomes of them

    /// Holds and asks, or does as somebody answered.
    private mutating func settle(_ suspects: [Suspect], _ records: StagedRecords, _ mappings: [SourceMapping]) {
        var waiting: Set<UInt64> = []
        var others: Set<UInt64> = []
        func row(_ suspect: Suspect) -> UInt64 { ReusedKeys.row(suspect.entity, suspect.record, records) }
        for (place, found) in Dictionary(grouping: suspects, by: { Int(records[$0.entity].sources[$0.record]) })
            .sorted(by: { $0.key < $1.key })
        {
            let source = records.sources[place]
            let answers = Dictionary(
                mappings[place].answers.map { ($0.question, $0.answer) }, uniquingKeysWith: { $1 })
            let open = found.filter { suspect in
                let answer = answers[ReusedKeys.id(suspect, records)]
                if answer == ReusedKeys.another { others.insert(row(suspect)) }
                return answer != ReusedKeys.another && answer != ReusedKeys.same
            }
            if open.isEmpty { continue }
            if open.count >= ReusedKeys.askedTogether {
                let all = open.map { ReusedKeys.id($0, records) }.sorted()
                let id = "\(ReusedKeys.kind):all:\(FileDigest.of(all).prefix(12))"
                if let answer = answers[id] {
                    if answer == ReusedKeys.another { others.formUnion(open.map(row)) }
                    continue
                }
                ask(source, id, open, records)
            } else {
                for suspect in open { ask(source, ReusedKeys.id(suspect, records), [suspect], records) }
            }
            waiting.formUnion(open.map(row))
        }
        for entity in Entity.allCases {
            for record in 0..<records[entity].count {
                let row = ReusedKeys.row(entity, record, records)
                if waiting.contains(row) { held[Int(entity.rawValue)].insert(record) }
                if entity.isParty, others.contains(row) { apart[Int(entity.rawValue)].insert(record) }
            }
        }
    }

    /// The row that a record was made of.
    private static func row(_ entity: Entity, _ record: Int, _ records: StagedRecords) -> UInt64 {
        UInt64(records[entity].sources[record]) << 32 | UInt64(records[entity].ordinals[record])
    }

    /// The question's id: the key, and what it says now, so that an answer is no answer to the next change.
    private static func id(_ suspect: Suspect, _ records: StagedRecords) -> String {
        let hash = String(records.rowHash(suspect.entity, suspect.record), radix: 16)
        return
            "\(kind):\(records.recordName(suspect.entity, suspect.record)):\(key(suspect, records)):\(hash.suffix(8))"
    }

    private static func key(_ suspect: Suspect, _ records: StagedRecords) -> String {
        String(decoding: records.key(suspect.entity, suspect.record), as: UTF8.self)
    }

    private mutating func ask(_ source: String, _ id: String, _ suspects: [Suspect], _ records: StagedRecords) {
        guard let first = suspects.first else { return }
        let number = ReusedKeys.key(first, records)
        let row = records[first.entity].ordinals[first.record]
        let words: Wording =
            suspects.count == 1
            ? "\(number) was \(first.was.words) and is now \(first.now.words). The same customer?"
            : "\(suspects.count) customer numbers, such as \(number), name others than before. The same customers?"
        questions.append(
            Question(
                source: source, id: id, kind: ReusedKeys.kind, stops: false, words: words,
                evidence: suspects.count == 1
                    ? "row \(String(row)): \(first.now.changes(from: first.was)) changed at once; until it is answered nothing of it is loaded"
                    : "rows \(String(row)) and others; \(number): \(first.was.words) → \(first.now.words): \(first.now.changes(from: first.was)) changed at once; until it is answered nothing of it is loaded",
                choices: [ReusedKeys.another, ReusedKeys.same], proposal: ReusedKeys.another, rows: suspects.count))
    }

    /// What is new and belongs to a customer who waits, waits, too; what the CRM has stays with whom it belongs to.
    private mutating func spread(_ records: StagedRecords, _ image: CRMImage) {
        for entity in Entity.allCases {
            let table = records[entity]
            let references = CustomerModel.fields(of: entity).enumerated().compactMap { index, field in
                if case .reference(let other) = field.type, !held[Int(other.rawValue)].isEmpty {
                    (index: index, to: other)
                } else {
                    nil as (index: Int, to: Entity)?
                }
            }
            if references.isEmpty { continue }
            for record in 0..<table.count where image.links[records.matchKey(entity, record)] == nil {
                let waits = references.contains { reference in
                    records.resolve(table.value(record, reference.index), to: reference.to)
                        .map { held[Int(reference.to.rawValue)].contains($0) } ?? false
                }
                if waits { held[Int(entity.rawValue)].insert(record) }
            }
        }
    }
}

/// What says who a customer is.
private struct Identity {
    private var isPerson = false
    /// The name as people know it, and its parts for comparing.
    private var name = ""
    private var parts: [[UInt8]] = []
    private var tax: Set<String> = []
    private var streets: Set<[UInt8]> = []
    private var shown = ""
    /// E-mails and phone numbers.
    var reached: Set<String> = []

    init() {}

    static func columns(of entity: Entity) -> [String] {
        entity == .accounts
            ? ["name", "vat_id", "tax_number", "other_tax_numbers"] : ["given_name", "family_name", "tax_number"]
    }

    init(_ entity: Entity, _ value: (String) -> String) {
        isPerson = entity == .contacts
        let names = isPerson ? [value("given_name"), value("family_name")] : [value("name")]
        name = names.filter { !$0.isEmpty }.joined(separator: " ")
        parts = names.map { text in
            let read = isPerson ? Array(text.utf8) : Array(text.utf8).withUnsafeBytes { OrganisationName.read($0).core }
            return Folding.fold(String(decoding: read, as: UTF8.self))
        }
        for column in ["vat_id", "tax_number", "other_tax_numbers"] {
            for number in value(column).split(separator: "\n") { tax.insert(String(number)) }
        }
    }

    init(_ table: StandardisedRecords, _ record: Int, _ places: PartyPlaces) {
        func text(_ place: Int) -> String { String(decoding: table.value(record, place), as: UTF8.self) }
        let own = [
            "name": places.name, "given_name": places.given, "family_name": places.family, "vat_id": places.vatID,
            "tax_number": places.taxNumber,
        ]
        self.init(table.entity) { name in
            guard let place = own[name], place < CustomerModel.fields(of: table.entity).count else { return "" }
            return String(decoding: FieldList.values(table.value(record, place)), as: UTF8.self)
        }
        add(street: text(places.street), postcode: text(places.postcode), city: text(places.city))
        for place in [places.email, places.phone, places.mobile] {
            FieldList.each(table.value(record, place)) { value, _ in
                reached.insert(String(decoding: value, as: UTF8.self))
            }
        }
    }

    mutating func add(street: String, postcode: String, city: String) {
        guard !street.isEmpty else { return }
        streets.insert(Array(street.utf8).withUnsafeBytes { StreetKey.of($0) } + [0x1F] + Array(postcode.utf8))
        if shown.isEmpty { shown = [street, "\(postcode) \(city)"].joined(separator: ", ") }
    }

    /// Whether the name is clearly another one: spelling, a legal form and further words don't make one.
    func hasAnotherName(than other: Identity) -> Bool {
        let pairs = zip(parts, other.parts).filter { !$0.0.isEmpty && !$0.1.isEmpty }
        return !pairs.isEmpty && pairs.allSatisfy { Identity.areApart($0, $1) }
    }

    private static func areApart(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let (first, second) = (Set(left.split(separator: 0x20)), Set(right.split(separator: 0x20)))
        if first.isSubset(of: second) || second.isSubset(of: first) { return false }
        var distance = EditDistance()
        let edits = left.withUnsafeBytes { one in right.withUnsafeBytes { distance.levenshtein(one, $0) } }
        return edits * 10 > max(left.count, right.count) * 4
    }

    /// Whether everything that both know has changed.
    func isAnother(than other: Identity) -> Bool {
        guard hasAnotherName(than: other), !streets.isEmpty, !other.streets.isEmpty,
            streets.isDisjoint(with: other.streets)
        else { return false }
        if !tax.isEmpty, !other.tax.isEmpty { return tax.isDisjoint(with: other.tax) }
        return reached.isDisjoint(with: other.reached)
    }

    /// What changed, in words.
    func changes(from other: Identity) -> Wording {
        !tax.isEmpty && !other.tax.isEmpty ? "name, address and tax number" : "name and address"
    }

    var words: String { shown.isEmpty ? name : "\(name), \(shown)" }
}
