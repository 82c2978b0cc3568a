import Ledger
import Mapping
import Records
import Text

/// Holds mapped rows against the suppression list: which records must not come in, and which cells must not be kept.
struct SuppressedRows {
    let list: SuppressionList
    let program: MappingProgram
    let source: String
    /// The key of a record that has no key field.
    let identity: (_ records: MappedRecords, _ record: Int, _ mappingRecord: Int) -> [UInt8]

    /// What becomes of a row that names somebody on the list.
    struct Fate {
        /// Per mapping record: the indexes of the records that stay out.
        var dropped: [Int: Set<Int>] = [:]
        /// True when nothing of the row is left.
        var isFiltered = false
        /// What hit.
        var reason = ""
    }

    /// The rows of a batch that name somebody on the list, by their index.
    func examine(_ mapped: MappedBatch, rows: Int) -> [Int: Fate] {
        var fates: [Int: Fate] = [:]
        for (index, records) in mapped.records.enumerated() {
            for record in 0..<records.count {
                let row = Int(records.rows[record])
                if let kind = hit(records, record, index) {
                    // A company isn't its contact: an address that both have keeps out the person only.
                    if records.entity == .accounts, kind != .key, hasContact(row, mapped) {
                        fates[row, default: Fate()].reason = SuppressedRows.reason(kind)
                        continue
                    }
                    fates[row, default: Fate()].dropped[index, default: []].insert(record)
                    fates[row]?.reason = SuppressedRows.reason(kind)
                } else if namesSuppressed(records, record) {
                    fates[row, default: Fate()].reason = SuppressedRows.reason(.key)
                }
            }
        }
        for (row, fate) in fates where isEmptied(row, fate, mapped) { fates[row]?.isFiltered = true }
        return fates
    }

    private static func reason(_ kind: SuppressionKind) -> String {
        switch kind {
        case .email: "on the suppression list: e-mail"
        case .phone: "on the suppression list: phone"
        case .key, .person: "on the suppression list: source key"
        }
    }

    private func hasContact(_ row: Int, _ mapped: MappedBatch) -> Bool {
        mapped.records.contains { $0.entity == .contacts && $0.rows.contains(UInt32(row)) }
    }

    private func isEmptied(_ row: Int, _ fate: Fate, _ mapped: MappedBatch) -> Bool {
        if fate.dropped.isEmpty { return false }
        return !mapped.records.enumerated().contains { index, records in
            records.rows.indices.contains { place in
                records.rows[place] == UInt32(row) && fate.dropped[index]?.contains(place) != true
            }
        }
    }

    private func hit(_ records: MappedRecords, _ record: Int, _ index: Int) -> SuppressionKind? {
        func value(_ name: String) -> ArraySlice<UInt8> {
            CustomerModel.fieldIndex(name, of: records.entity).map { records.fields[record, $0] } ?? []
        }
        switch records.entity {
        case .accounts, .contacts:
            var key = Array(records.keys[record, 0])
            if key.isEmpty { key = identity(records, record, index) }
            if list.contains(list.hasher.key(key, source: source, of: records.entity)) { return .key }
            var found: SuppressionKind?
            FieldList.each(value("email")) { address, _ in
                if list.contains(list.hasher.email(address)) { found = .email }
            }
            for name in ["phone", "mobile", "fax"] where found == nil {
                FieldList.each(value(name)) { number, _ in
                    if list.isSuppressed(number) { found = .phone }
                }
            }
            if found != nil || records.entity == .accounts { return found }
            let name = SuppressedRows.name(value("given_name"), value("family_name"))
            return list.contains(list.hasher.person(key, source: source, name: name)) ? .person : nil
        case .addresses:
            var found: SuppressionKind?
            for name in ["phone", "mobile", "fax"] where found == nil {
                FieldList.each(value(name)) { number, _ in
                    if list.isSuppressed(number) { found = .phone }
                }
            }
            return found
        case .consents: return list.isSuppressed(value("address")) ? .email : nil
        case .suppressions:
            if list.isSuppressed(FieldList.first(value("email"))) { return .email }
            if list.isSuppressed(FieldList.first(value("phone"))) { return .phone }
            return nil
        default: return nil
        }
    }

    /// A person's name as it is hashed together with a key.
    static func name(_ given: some Sequence<UInt8>, _ family: some Sequence<UInt8>) -> [UInt8] {
        (Array(given) + [0x20] + Array(family)).withUnsafeBytes { Folding.fold($0) }
    }

    /// True when a record refers to a customer who is on the list.
    private func namesSuppressed(_ records: MappedRecords, _ record: Int) -> Bool {
        for (field, description) in CustomerModel.fields(of: records.entity).enumerated() {
            guard case .reference(let entity) = description.type, entity.isParty else { continue }
            if isSuppressed(reference: records.fields[record, field], to: entity) { return true }
        }
        return false
    }

    /// True when a reference leads to a customer who is on the list.
    private func isSuppressed(reference: ArraySlice<UInt8>, to entity: Entity) -> Bool {
        guard !reference.isEmpty, reference.first != 0x23 else { return false }
        let parts = reference.split(separator: 0x1F, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return false }
        if parts[1].first == 0x3F { return list.isSuppressed(parts[2]) }
        return list.contains(
            list.hasher.key(parts[2], source: String(decoding: parts[0], as: UTF8.self), of: entity))
    }

    /// A field's value as it may be kept: of a row with a person on the list nothing personal but the company's own.
    func clean(
        _ value: ArraySlice<UInt8>, _ field: Int, of entity: Entity, in fate: Fate?
    ) -> ArraySlice<UInt8> {
        if value.isEmpty { return value }
        let fields = CustomerModel.fields(of: entity)
        guard fate != nil else { return withoutAddresses(value) ?? value }
        if field >= fields.count { return entity == .accounts ? withoutAddresses(value) ?? value : [] }
        if case .reference(let other) = fields[field].type {
            return isSuppressed(reference: value, to: other) ? [] : value
        }
        if entity == .accounts || entity == .contacts {
            guard fields[field].isList else { return withoutAddresses(value) ?? value }
            var kept: [UInt8] = []
            FieldList.each(value) { one, given in
                if list.isSuppressed(one) { return }
                if !kept.isEmpty { kept.append(0x0A) }
                kept.append(contentsOf: one)
                if !given.elementsEqual(one) { kept += [0x09] + given }
            }
            return kept[...]
        }
        return fields[field].personal == .none ? value : []
    }

    /// The columns of a row with a person on the list that may be kept as they are: what only the records that stay use,
    /// as far as it isn't personal or is the company's.
    func keptColumns(_ fate: Fate) -> Set<Int> {
        if fate.isFiltered { return [] }
        let records = program.mapping.records
        return Set(
            program.uses.indices.filter { column in
                let uses = program.uses[column]
                return !uses.isEmpty
                    && uses.allSatisfy { use in
                        let entity = records[use.record].entity
                        let fields = CustomerModel.fields(of: entity)
                        guard fate.dropped[use.record] == nil else { return false }
                        if entity == .accounts { return true }
                        return use.field < fields.count && fields[use.field].personal == .none
                    }
            })
    }

    /// A text without the e-mail addresses on the list; nil when there are none in it.
    func withoutAddresses(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        SuppressedText.withoutAddresses(text, list)
    }

    /// What a raw cell is kept as; nil when it stays as it is.
    func replacement(_ cell: ArraySlice<UInt8>, _ column: Int, kept: Set<Int>?) -> [UInt8]? {
        if cell.isEmpty { return nil }
        if let kept, !kept.contains(column) || list.isSuppressed(cell) { return SuppressedText.mark }
        return withoutAddresses(cell).map(Array.init)
    }
}

/// Free text that may name somebody on the suppression list.
enum SuppressedText {
    /// What stands where something was taken out.
    static let mark = Array("[erased]".utf8)

    /// A text without the e-mail addresses on the list; nil when there are none in it.
    static func withoutAddresses(_ text: ArraySlice<UInt8>, _ list: SuppressionList) -> ArraySlice<UInt8>? {
        guard text.contains(0x40) else { return nil }
        func isPart(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
            case 0x40, 0x2B, 0x2D, 0x2E, 0x5F, 0x25, 0x26, 0x27, 0x21, 0x23: true
            default: false
            }
        }
        var out: [UInt8] = []
        var changed = false
        var index = text.startIndex
        while index < text.endIndex {
            guard isPart(text[index]) else {
                out.append(text[index])
                index += 1
                continue
            }
            let end = text[index...].firstIndex { !isPart($0) } ?? text.endIndex
            var word = text[index..<end]
            while word.last == 0x2E || word.last == 0x21 || word.last == 0x27 { word = word.dropLast() }
            if word.contains(0x40), list.isSuppressed(word) {
                out.append(contentsOf: mark)
                changed = true
            } else {
                out.append(contentsOf: word)
            }
            out.append(contentsOf: text[word.endIndex..<end])
            index = end
        }
        return changed ? out[...] : nil
    }

    /// True when a text holds another one.
    static func contains(_ text: ArraySlice<UInt8>, _ other: [UInt8]) -> Bool {
        guard let first = other.first, text.count >= other.count else { return false }
        var index = text.startIndex
        while let next = text[index...].firstIndex(of: first) {
            if text[next...].starts(with: other) { return true }
            index = next + 1
        }
        return false
    }
}
