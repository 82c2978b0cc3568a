import CRM
import Configuration
import Ledger
import Mapping
import Records
import Survivorship
import Text

/// One record of the CRM with all the source records that became part of it, while they are compared.
struct ParallelGroup {
    /// A value that differs.
    struct Found: Equatable {
        let field: String
        let cause: ParallelCause
        var old = ""
        var crm = ""
        var detail = ""
    }

    let entity: Entity
    let old: ParallelOldSide
    let crm: ParallelCRMSide
    private(set) var homes: [[RecordID?]] = []
    private(set) var id = RecordID(high: 0, low: 0)
    private(set) var members: [Int] = []
    private var rows: Rows
    private var row = 0
    private var last: LastWritten
    private var isHeld = false
    private var golden: GoldenRecord?
    private let survivorship: Survivorship
    private let fields: [Field]
    private let columnOf: [Int?]
    private let types: [FieldType]
    private let references: Set<Int>
    private let customColumn: Int?
    /// Of the member being compared: what is known of it at the last load.
    private(set) var memory = ParallelMemory()
    /// Children of the customer that were told of already.
    var reported: Set<RecordID> = []

    init(_ entity: Entity, _ old: ParallelOldSide, _ crm: ParallelCRMSide, _ session: any LoadSession) {
        self.entity = entity
        self.old = old
        self.crm = crm
        rows = Rows(width: Schema.storedColumns(of: entity).count)
        last = LastWritten(session, entity, isEmpty: !crm.hasHistory)
        survivorship = Survivorship(old.records[entity], rules: old.rules)
        fields = CustomerModel.fields(of: entity)
        columnOf = fields.map { field in
            guard case .column(let name) = field.place else { return nil }
            return CustomerModel.columnIndex(name, of: entity)
        }
        types = CustomerModel.columns(of: entity).map(\.type)
        references = Set(Schema.references(of: entity).map(\.column))
        customColumn = CustomerModel.columnIndex("custom", of: entity)
    }

    /// Goes to the next record, in ascending order. `members` are all staged records that became part of it.
    mutating func begin(_ id: RecordID, _ rows: Rows, _ row: Int, _ members: [Int], homes: [[RecordID?]]) throws {
        self.id = id
        self.rows = rows
        self.row = row
        self.members = members
        if self.homes.isEmpty { self.homes = homes }
        golden = nil
        reported = []
        isHeld = try last.seek(id)
    }

    /// A value of the CRM's record.
    func crmValue(_ column: String) -> ArraySlice<UInt8> {
        CustomerModel.columnIndex(column, of: entity).map { rows[row, $0] } ?? []
    }

    /// Who changed a row last, and when, as far as the CRM knows.
    static func who(_ rows: Rows, _ row: Int, _ width: Int) -> String {
        let by = rows.text(row, width + 3)
        let when = rows.text(row, width + 2).prefix(16).replacing("T", with: " ")
        let name = by.isEmpty || by == Schema.author ? "by somebody" : "by \(by)"
        return when.isEmpty ? name : "\(name), record last changed \(when)"
    }

    private var who: String { ParallelGroup.who(rows, row, Schema.modelWidth(of: entity)) }

    // MARK: One member

    /// Where one source record and the CRM differ.
    mutating func compare(_ member: Int) throws -> [Found] {
        memory = try ParallelMemory(old, entity, member, home: id)
        var found: [Found] = []
        let table = old.records[entity]
        for (index, field) in fields.enumerated() {
            if table.dropped[member] >> UInt64(index) & 1 == 1 {
                found.append(Found(field: field.name, cause: .dropped, detail: "see customary export findings"))
            }
            guard let column = columnOf[index] else { continue }
            if case .reference(let to) = field.type {
                if let one = compareReference(member, index, field, column, to) { found.append(one) }
            } else if field.isList {
                found += compareList(member, index, field, column)
            } else if let one = compareValue(member, index, field, column) {
                found.append(one)
            }
        }
        if customColumn != nil { found += compareCustom(member) }
        if entity.isParty { found += compareReach(member) + compareAddresses(member) + compareTags(member) }
        if entity == .contacts { found += compareAccount(member) }
        return found
    }

    private mutating func compareValue(_ member: Int, _ index: Int, _ field: Field, _ column: Int) -> Found? {
        let given = old.records[entity].value(member, index)
        let value = CanonicalValue.canonical(given, as: types[column]) ?? Array(given)
        let now = rows[row, column]
        if value.elementsEqual(now) { return nil }
        return decide(member, index, field.name, column, value, now)
    }

    private mutating func compareReference(
        _ member: Int, _ index: Int, _ field: Field, _ column: Int, _ to: Entity
    ) -> Found? {
        let given = old.records[entity].value(member, index)
        let now = RecordID(rows[row, column]).map { crm.follow($0) }
        guard !given.isEmpty else {
            // A consent finds its customer by its address, and a parent may come from elsewhere.
            if entity == .consents || now == nil { return nil }
            return decide(member, index, field.name, column, [], rows[row, column])
        }
        guard let record = old.records.resolve(given, to: to) else {
            guard now == nil, !isNamedOtherwise(member, field) else { return nil }
            let name = given.split(separator: 0x1F).last ?? given
            return Found(
                field: field.name, cause: memory.isPersonMerged ? .merged : .unresolved,
                old: String(decoding: name, as: UTF8.self))
        }
        guard let home = homes[Int(to.rawValue)][record] else {
            return Found(
                field: field.name, cause: memory.isPersonMerged ? .merged : .sourceNew, old: old.key(to, record),
                crm: now?.description ?? "", detail: "the record that it names is new, too")
        }
        if home == now { return nil }
        return decide(member, index, field.name, column, home.utf8, rows[row, column])
    }

    /// A column may hold keys of companies and of persons alike: then one of the references leads somewhere, or the first
    /// one tells of all.
    private func isNamedOtherwise(_ member: Int, _ field: Field) -> Bool {
        guard case .reference(let to) = field.type, to.isParty, !entity.isParty else { return false }
        let table = old.records[entity]
        let key = table.value(member, CustomerModel.fieldIndex(field.name, of: entity) ?? 0).split(separator: 0x1F).last
        for (index, other) in fields.enumerated() where other.name != field.name {
            guard case .reference(let party) = other.type, party.isParty, party != to else { continue }
            let value = table.value(member, index)
            guard !value.isEmpty, value.split(separator: 0x1F).last == key else { continue }
            if index < fields.firstIndex(where: { $0.name == field.name }) ?? 0 { return true }
            if old.records.resolve(value, to: party) != nil { return true }
        }
        return false
    }

    /// A list in one column: what isn't in it may be in `other_tax_numbers`.
    private mutating func compareList(_ member: Int, _ index: Int, _ field: Field, _ column: Int) -> [Found] {
        let list = old.records[entity].value(member, index)
        let now = rows[row, column]
        guard !list.isEmpty else {
            return now.isEmpty ? [] : decide(member, index, field.name, column, [], now).map { [$0] } ?? []
        }
        let others = crmValue("other_tax_numbers").split(separator: 0x0A)
        var found: [Found] = []
        FieldList.each(list) { value, _ in
            if value.elementsEqual(now) || others.contains(where: { $0.elementsEqual(value) }) { return }
            if let one = decide(member, index, field.name, column, Array(value), now) { found.append(one) }
        }
        return found
    }

    /// Custom fields survive one by one, but are one column: who changed it last is known of all of them together.
    private mutating func compareCustom(_ member: Int) -> [Found] {
        guard let column = customColumn else { return [] }
        let table = old.records[entity]
        let index = fields.count
        let now = rows[row, column]
        let value = table.value(member, index)
        if value.elementsEqual(now) { return [] }
        let (mine, theirs) = (ParallelGroup.custom(value), ParallelGroup.custom(now))
        let order = (winner(member, index).record.map { [$0] } ?? []) + members
        let said = order.map { (record: $0, values: ParallelGroup.custom(table.value($0, index))) }
        let isAsWritten = isHeld ? last.isUntouched(column, now) : now.isEmpty
        var found: [Found] = []
        for key in Set(mine.keys).union(theirs.keys).sorted() where mine[key] != theirs[key] {
            let speaker = said.first { $0.values[key] != nil }
            if mine[key] == nil && member != firstCompared { continue }
            let winner: ValueEvidence.Winner
            if let speaker {
                winner =
                    speaker.values[key] == mine[key]
                    ? .this : table.sources[speaker.record] == table.sources[member] ? .sameSource : .otherSource
            } else {
                winner = .nobody
            }
            let evidence = ValueEvidence(
                sourceIsEmpty: mine[key] == nil, crmIsAsWritten: isAsWritten,
                crmWasWritten: isHeld && last.isKnown(column),
                sourceWasWritten: isHeld && last.wrote(value, into: column), sourceChanged: memory.changed(index),
                sourceWasEmpty: memory.wasEmpty(index),
                mappingChanged: memory.mappingChanged && memory.changed(index) == true, winner: winner,
                isSameButForForm: false)
            guard let cause = evidence.cause else { continue }
            found.append(
                Found(
                    field: "custom.\(key)", cause: memory.isPersonMerged ? .merged : cause,
                    old: ParallelGroup.text(mine[key]), crm: ParallelGroup.text(theirs[key]),
                    detail: cause == .crmChanged || cause == .bothChanged ? who : ""))
        }
        return found
    }

    private static func custom(_ bytes: ArraySlice<UInt8>) -> [String: JSONValue] {
        guard !bytes.isEmpty, let tree = try? JSONParser.parse(Array(bytes)), let members = tree.members else {
            return [:]
        }
        return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    private static func text(_ value: JSONValue?) -> String {
        guard let value else { return "" }
        return value.text ?? String(decoding: JSONWriter.compact(value), as: UTF8.self)
    }

    // MARK: Deciding

    /// Why a value in a column of the record's own differs from the old system's.
    private mutating func decide(
        _ member: Int, _ index: Int, _ name: String, _ column: Int, _ value: [UInt8], _ now: ArraySlice<UInt8>
    ) -> Found? {
        let (winner, whose, _) = winner(member, index)
        let evidence = ValueEvidence(
            sourceIsEmpty: value.isEmpty, crmIsAsWritten: isHeld ? last.isUntouched(column, now) : now.isEmpty,
            crmWasWritten: isHeld && last.isKnown(column),
            sourceWasWritten: isHeld && last.wrote(value[...], into: column),
            sourceChanged: memory.changed(index), sourceWasEmpty: memory.wasEmpty(index),
            mappingChanged: memory.mappingChanged && memory.changed(index) == true, winner: winner,
            isSameButForForm: ParallelGroup.isSameButForForm(value[...], now, types[column]))
        guard var cause = evidence.cause else { return nil }
        if memory.isPersonMerged { cause = .merged }
        var found = Found(
            field: name, cause: cause, old: ParallelGroup.text(value[...]), crm: ParallelGroup.text(now))
        switch cause {
        case .crmChanged, .bothChanged, .crmAdded: found.detail = who
        case .otherSource, .merged: found.detail = whose
        default: break
        }
        return found
    }

    /// Whose value of a field survives by today's rules, and the record's name.
    private mutating func winner(_ member: Int, _ index: Int) -> (
        kind: ValueEvidence.Winner, name: String, record: Int?
    ) {
        let table = old.records[entity]
        var winner: Int?
        if entity.isParty {
            if golden == nil { golden = survivorship.survive(members.map { UInt32($0) }[...]) }
            winner = golden.flatMap { blockWinner($0, index) }
            // A name that nobody knows doesn't push out one that another source knows.
            if index < fields.count, case .reference(let to) = fields[index].type {
                var rest = members.map { UInt32($0) }
                while let last = winner, old.records.resolve(table.value(last, index), to: to) == nil {
                    rest.removeAll { Int($0) == last }
                    winner = survivorship.best(of: rest, field: index).map { Int($0) }
                }
            }
        } else {
            // Of other records the first speaks, as in assembling.
            winner = members.first.flatMap { table.value($0, index).isEmpty ? nil : $0 }
        }
        guard let winner else { return (.nobody, "", nil) }
        if winner == member || table.value(winner, index).elementsEqual(table.value(member, index)) {
            return (.this, "", winner)
        }
        let name = "\(old.source(entity, winner)):\(old.key(entity, winner))"
        return (table.sources[winner] == table.sources[member] ? .sameSource : .otherSource, name, winner)
    }

    /// The record whose value of a field survives; of a block that survives as one, where it has no value of its own, too.
    private func blockWinner(_ golden: GoldenRecord, _ index: Int) -> Int? {
        if golden.winners[index] >= 0 { return Int(golden.winners[index]) }
        guard index < fields.count, fields[index].group == .name, members.count > 1 else { return nil }
        let block = fields.indices.filter { fields[$0].group == fields[index].group }
        let isFilled = members.contains { !old.records[entity].value($0, index).isEmpty }
        return isFilled ? block.map { Int(golden.winners[$0]) }.first { $0 >= 0 } : nil
    }

    /// The record whose address of these places survives.
    mutating func addressWinner(_ places: [Int]) -> Int? {
        if golden == nil { golden = survivorship.survive(members.map { UInt32($0) }[...]) }
        guard let winners = golden?.winners else { return nil }
        return places.prefix(4).map { Int(winners[$0]) }.first { $0 >= 0 }
    }

    /// A value for people: lists in one line.
    static func text(_ value: ArraySlice<UInt8>) -> String {
        String(decoding: value, as: UTF8.self).replacing("\n", with: ", ")
    }

    /// Whether two texts differ in nothing but case, blanks and punctuation.
    static func isSameButForForm(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>, _ type: FieldType) -> Bool {
        switch type {
        case .text, .personName, .organisationName, .street, .city, .postcode: break
        default: return false
        }
        func bare(_ bytes: ArraySlice<UInt8>) -> String {
            String(decoding: bytes, as: UTF8.self).lowercased().filter { $0.isLetter || $0.isNumber }
        }
        let one = bare(left)
        return !one.isEmpty && one == bare(right)
    }
}
