public import Records
internal import Text
internal import Validation

/// Runs a bound mapping on batches. One per thread; the result depends on nothing but the batch and the mapping.
public final class MappingWorker {
    private let program: MappingProgram
    private let standardiser = Standardiser()
    private let addresses = AddressMemory()
    private var drafts: [DraftRecord]
    /// Of the records that the current row makes several of, those behind the first.
    private var further: [[DraftRecord]]
    /// Readings that columns decided by their values, by column.
    private let decidedDates: [Int: DateConvention]
    private let decidedDecimals: [Int: UInt8]
    private let defaultCountry: CountryCode?
    private let keyForm: KeyForm
    private let uninteresting: [Bool]
    private let checkedFields: [CheckedField]

    /// Makes a worker; `decidedDates` and `decidedDecimals` come from looking at whole columns.
    public init(
        _ program: MappingProgram, decidedDates: [Int: DateConvention] = [:], decidedDecimals: [Int: UInt8] = [:]
    ) {
        self.program = program
        self.decidedDates = decidedDates
        self.decidedDecimals = decidedDecimals
        drafts = program.records.map { DraftRecord(entity: $0.entity) }
        further = program.records.map { _ in [] }
        defaultCountry = program.mapping.conventions.country.withUnsafeBytes { CountryCode($0) }
        keyForm = program.mapping.conventions.keys
        checkedFields = program.mapping.checks.isEmpty ? [] : program.mapping.checkedFields
        uninteresting = program.columns.indices.map { program.uses[$0].isEmpty && !program.consulted.contains($0) }
    }

    /// Maps, standardises and filters every row of a batch.
    public func map(_ batch: RawBatch) -> MappedBatch {
        var result = MappedBatch(rows: batch.count, mapping: program.mapping, columns: program.columns.count)
        var sink = Standardiser.Sink()
        for row in 0..<batch.count {
            sink.ordinal = batch.ordinals[row]
            for column in uninteresting.indices where uninteresting[column] && batch.cells.length(row, column) > 0 {
                result.unmappedCells[column] += 1
            }
            if let reason = MappingWorker.reason(batch.kinds[row]) {
                result.states[row] = .filtered
                result.reasons[row] = reason
                continue
            }
            if batch.kinds[row] == .malformed {
                let why = batch.remarks[row] ?? "the row can't be read with certainty"
                result.states[row] = .rejected
                result.reasons[row] = why
                sink.note(
                    code: "row.malformed", .error, column: -1, value: [], message: why,
                    remedy: "correct the row's quotes or delimiters in the source")
                continue
            }
            if let filter = program.filters.first(where: { $0.condition.holds(row, of: batch.cells) }) {
                result.states[row] = .filtered
                result.reasons[row] = filter.reason
                continue
            }
            let before = sink.findings.count
            let made = mapRecords(of: row, batch, &result, &sink)
            if made.count > 0, !program.mapping.checks.isEmpty {
                runChecks(batch.ordinals[row], made: made.bits, &result, &sink)
            }
            if let error = sink.findings[before...].first(where: { $0.severity == .error }) {
                result.states[row] = .rejected
                result.reasons[row] = error.message
            } else if made.count == 0 {
                result.states[row] = .rejected
                result.reasons[row] = "nothing in the row says who or what it is about"
                sink.note(
                    code: "row.empty", .error, column: -1, value: [],
                    message: "nothing in the row says who or what it is about",
                    remedy: "fill in a name, an e-mail, a phone or a number, or leave the row out by a filter")
            }
        }
        result.findings = sink.findings
        return result
    }

    /// Runs the mapping's checks over the records of the current row, and over each further one of those made several times.
    private func runChecks(
        _ ordinal: UInt32, made: UInt64, _ result: inout MappedBatch, _ sink: inout Standardiser.Sink
    ) {
        // The column that a field's value came from in this row; custom fields share one place and have their first.
        func column(_ field: Int, _ draft: DraftRecord) -> Int? {
            let place = checkedFields[field]
            guard place.custom == nil, draft.columns[place.field] >= 0 else { return nil }
            return draft.columns[place.field]
        }
        program.mapping.checks.run(
            ordinal: ordinal, counts: &result.checks, findings: &sink.findings,
            column: { [checkedFields, drafts] in column($0, drafts[checkedFields[$0].record]) }
        ) { field in
            let place = checkedFields[field]
            guard made & (1 << UInt64(place.record)) != 0 else { return nil }
            return place.value(in: drafts[place.record].values[place.field][...])
        }
        for (index, others) in further.enumerated() where made & (1 << UInt64(index)) != 0 {
            for other in others {
                func draft(_ field: Int) -> DraftRecord {
                    let record = checkedFields[field].record
                    return record == index ? other : drafts[record]
                }
                program.mapping.checks.run(
                    ordinal: ordinal, counts: &result.checks, findings: &sink.findings,
                    only: { [checkedFields] in checkedFields[$0].record == index }, column: { column($0, draft($0)) }
                ) { field in
                    let place = checkedFields[field]
                    guard made & (1 << UInt64(place.record)) != 0 else { return nil }
                    return place.value(in: draft(field).values[place.field][...])
                }
            }
        }
    }

    private static func reason(_ kind: RowKind) -> String? {
        switch kind {
        case .record, .malformed: nil
        case .title: "a line outside the table"
        case .comment: "a comment line"
        case .total: "a totals line"
        case .repeatedHeader: "the header once more"
        case .deleted: "marked as deleted in the file"
        }
    }

    /// Makes the records of a row. Of those that a row makes several of, `further` keeps all but the first, for checks.
    private func mapRecords(
        of row: Int, _ batch: RawBatch, _ result: inout MappedBatch, _ sink: inout Standardiser.Sink
    ) -> (count: Int, bits: UInt64) {
        var made = 0
        var isMade: UInt64 = 0
        for (index, record) in program.records.enumerated() {
            if !further[index].isEmpty { further[index].removeAll(keepingCapacity: true) }
            var first: DraftRecord?
            let isSeveral = record.bodies.count > 1 || record.items != nil
            func makeOne(_ body: MappingProgram.BoundBody, _ instance: Instance) {
                guard make(index, record, body, instance, row, batch, &result, &sink, madeBefore: isMade) else {
                    return
                }
                made += 1
                guard isSeveral, !program.mapping.checks.isEmpty else { return }
                if first == nil { first = drafts[index] } else { further[index].append(drafts[index]) }
            }
            for body in record.bodies {
                if let condition = body.condition, !condition.holds(row, of: batch.cells) { continue }
                if record.items == nil {
                    let instance = Instance(
                        item: ([], -1), number: body.number, stride: (record.bodies.last?.number ?? 0) + 1)
                    makeOne(body, instance)
                    continue
                }
                for (place, item) in items(of: record, row, batch).enumerated() where !item.text.isEmpty {
                    makeOne(body, Instance(item: item, number: place, stride: Each.maximum))
                }
            }
            if let first { drafts[index] = first }
            if !result.records[index].rows.isEmpty, result.records[index].rows.last == UInt32(row) {
                isMade |= 1 << UInt64(index)
            }
        }
        return (made, isMade)
    }

    /// What one of a row's several records is made for.
    private struct Instance {
        var item: (text: [UInt8], column: Int)
        /// Its number among them, from 0.
        var number: Int
        /// How many there can be, so that a cell's second person has a number of its own.
        var stride: Int
    }

    /// The items that a record is made for each of.
    private func items(
        of record: MappingProgram.BoundRecord, _ row: Int, _ batch: RawBatch
    ) -> [(text: [UInt8], column: Int)] {
        switch record.items {
        case nil: return []
        case .parts(let column, let separator)?:
            let cell = batch.cells.withField(row, column) { standardiser.clean($0, isNote: true) }.text
            return TextParts.split(cell, at: separator).prefix(Each.maximum).map {
                (Array(BoundCondition.trimmed($0)), column)
            }
        case .columns(let columns)?:
            return columns.map { column in
                (batch.cells.withField(row, column) { standardiser.clean($0, isNote: false) }.text, column)
            }
        }
    }

    /// Makes one record; false when nothing in it says who or what it is.
    private func make(
        _ index: Int, _ record: MappingProgram.BoundRecord, _ body: MappingProgram.BoundBody, _ instance: Instance,
        _ row: Int, _ batch: RawBatch, _ result: inout MappedBatch, _ sink: inout Standardiser.Sink, madeBefore: UInt64
    ) -> Bool {
        drafts[index].reset()
        fill(index, record, body, instance, row, batch, &result, &sink, madeBefore: madeBefore)
        if drafts[index].saysNothing(ignoring: record.constants) { return false }
        let country = country(of: drafts[index], record)
        fillCurrency(of: record, index)
        let others = RecordFinisher.finish(&drafts[index], country: country, sink: &sink)
        append(index, record, body, instance, row, batch, person: 0, &result)
        for (number, person) in others.enumerated() {
            // The second person of a cell shares what the row says of both but not the first one's own name.
            var second = drafts[index]
            for name in ["prefix", "given_name", "middle_name", "family_name", "suffix"] {
                if let field = CustomerModel.fieldIndex(name, of: second.entity) { second.values[field] = [] }
            }
            if let field = CustomerModel.fieldIndex("full_name", of: second.entity) {
                second.values[field] = person.fullName
            }
            RecordFinisher.write(person, into: &second)
            let first = drafts[index]
            drafts[index] = second
            append(index, record, body, instance, row, batch, person: number + 1, &result)
            drafts[index] = first
        }
        return true
    }

    private func country(of draft: DraftRecord, _ record: MappingProgram.BoundRecord) -> CountryCode? {
        if let field = record.countryField, let code = draft.values[field].withUnsafeBytes({ CountryCode($0) }) {
            return code
        }
        return defaultCountry
    }

    /// Amounts whose row names no currency have the one they name themselves, else that of the conventions.
    private func fillCurrency(of record: MappingProgram.BoundRecord, _ index: Int) {
        guard let currency = record.currencyField, drafts[index].values[currency].isEmpty else { return }
        let named = drafts[index].namedCurrency
        let standard = named.isEmpty ? program.mapping.conventions.currency : named
        guard !standard.isEmpty else { return }
        if record.moneyFields.contains(where: { !drafts[index].values[$0].isEmpty }) {
            drafts[index].values[currency] = standard
        }
    }

    private func fill(
        _ index: Int, _ record: MappingProgram.BoundRecord, _ body: MappingProgram.BoundBody, _ instance: Instance,
        _ row: Int, _ batch: RawBatch, _ result: inout MappedBatch, _ sink: inout Standardiser.Sink, madeBefore: UInt64
    ) {
        // The country comes first: phones, postcodes, dates and tax numbers are read by it.
        for field in body.fields
        where field.index == record.countryField || field.index == record.shippingCountryField {
            fill(field, index, instance, row, batch, &result, &sink, country: nil, madeBefore: madeBefore)
        }
        let country = country(of: drafts[index], record)
        for field in body.fields
        where field.index != record.countryField && field.index != record.shippingCountryField {
            fill(field, index, instance, row, batch, &result, &sink, country: country, madeBefore: madeBefore)
        }
    }

    private func fill(
        _ field: MappingProgram.BoundField, _ index: Int, _ instance: Instance, _ row: Int, _ batch: RawBatch,
        _ result: inout MappedBatch, _ sink: inout Standardiser.Sink, country: CountryCode?, madeBefore: UInt64
    ) {
        if let condition = field.condition, !condition.holds(row, of: batch.cells) { return }
        if !field.field.isList, field.custom == nil, !drafts[index].values[field.index].isEmpty { return }
        switch field.source {
        case .constant(let text):
            take(text, field, index, column: -1, row, batch, country, &sink)
        case .item:
            let text = finished(
                instance.item.text, field, column: instance.item.column, row, batch, country, &result, &sink)
            take(text, field, index, column: instance.item.column, row, batch, country, &sink)
        case .sameRow(let other):
            if madeBefore & (1 << UInt64(other)) != 0 { drafts[index].values[field.index] = Array("#\(other)".utf8) }
        case .byKey(let prefix, let columns):
            var key = self.key(columns, row, batch)
            if let map = field.valueMap?.map { key = map.values[key] ?? key }
            if columns.count == 1, !field.transforms.isEmpty {
                // A cell may hold several keys.
                let text = transformed(field, column: columns[0], row, batch, country, &result, &sink)
                let parts = text.split(separator: 0x0A).map { keyForm.normal(BoundCondition.trimmed($0)) }
                key = Array(parts.joined(separator: [0x0A]))
            }
            for part in key.split(separator: 0x0A) {
                drafts[index].columns[field.index] = columns[0]
                let known = drafts[index].values[field.index]
                drafts[index].values[field.index] = known.isEmpty ? prefix + part : known + [0x0A] + prefix + part
                if !field.field.isList { break }
            }
        case .byField(let prefix, let column):
            let text = transformed(field, column: column, row, batch, country, &result, &sink)
            if !text.isEmpty {
                drafts[index].columns[field.index] = column
                drafts[index].values[field.index] = prefix + text
            }
        case .columns(let columns, let joiner):
            if let joiner {
                let parts = columns.map { cleaned(field, column: $0, row, batch).text }.filter { !$0.isEmpty }
                // A house number in a column of its own goes where the row's country writes it.
                var joined =
                    field.field.type == .street && joiner == [0x20]
                    ? StreetLine.joined(parts, country: country) : Array(parts.joined(separator: joiner))
                joined = finished(joined, field, column: columns.first ?? -1, row, batch, country, &result, &sink)
                take(joined, field, index, column: columns.first ?? -1, row, batch, country, &sink)
                return
            }
            for column in columns {
                if batch.cells.length(row, column) == 0 && field.transforms.isEmpty && field.valueMap == nil {
                    continue
                }
                let text = transformed(field, column: column, row, batch, country, &result, &sink)
                if text.isEmpty { continue }
                take(text, field, index, column: column, row, batch, country, &sink)
                if !field.field.isList && !drafts[index].values[field.index].isEmpty { return }
            }
        }
    }

    private func cleaned(
        _ field: MappingProgram.BoundField, column: Int, _ row: Int, _ batch: RawBatch
    ) -> (text: [UInt8], changed: Bool) {
        batch.cells.withField(row, column) { standardiser.clean($0, isNote: field.isNote) }
    }

    private func transformed(
        _ field: MappingProgram.BoundField, column: Int, _ row: Int, _ batch: RawBatch, _ country: CountryCode?,
        _ result: inout MappedBatch, _ sink: inout Standardiser.Sink
    ) -> [UInt8] {
        finished(
            cleaned(field, column: column, row, batch).text, field, column: column, row, batch, country, &result, &sink)
    }

    /// The text after the field's transforms, its lookup and its value map.
    private func finished(
        _ given: [UInt8], _ field: MappingProgram.BoundField, column: Int, _ row: Int, _ batch: RawBatch,
        _ country: CountryCode?, _ result: inout MappedBatch, _ sink: inout Standardiser.Sink
    ) -> [UInt8] {
        var text = given
        if !field.transforms.isEmpty {
            let reading = Transform.Reading(
                dates: field.dates ?? decidedDates[column] ?? program.mapping.conventions.dates,
                decimal: field.decimal ?? decidedDecimals[column] ?? program.mapping.conventions.decimal,
                country: country ?? defaultCountry, addresses: addresses)
            for transform in field.transforms {
                if case .address = transform { noteUntaken(text, field, column: column, reading, &sink) }
                let before = text
                if let reason = transform.apply(to: &text, reading: reading) {
                    sink.noteOnce(
                        code: reason.rawValue, .warning, column: column, value: before,
                        message: "\(field.field.name): \(reason.message)", remedy: reason.remedy)
                }
            }
        }
        if let (name, table) = field.lookup {
            if text.isEmpty { return text }
            guard let found = table[text] else {
                sink.note(
                    code: "lookup.missing", .warning, column: column, value: text,
                    message:
                        "\(field.field.name): \(name.source) has no row with this in \(name.key.joined(separator: ", "))",
                    remedy: "correct the code, or ask for the missing row of \(name.source)")
                return []
            }
            text = found
        }
        guard let (name, map) = field.valueMap else { return text }
        if let value = map.values[text] {
            if map.unconfirmed.contains(text) { ask(name, text, column: column, row, batch, &result) }
            return value
        }
        if text.isEmpty { return text }
        switch map.otherwise {
        case .keep: return text
        case .drop: return []
        case .value(let value): return value
        case .ask:
            ask(name, text, column: column, row, batch, &result)
            return []
        }
    }

    /// Notes the parts of an address in one cell that no field takes: they would be lost unseen.
    private func noteUntaken(
        _ text: [UInt8], _ field: MappingProgram.BoundField, column: Int, _ reading: Transform.Reading,
        _ sink: inout Standardiser.Sink
    ) {
        guard let taken = program.addressParts[column], taken.count < AddressPart.allCases.count else { return }
        let address = addresses.read(text, country: reading.country)
        let lost = AddressPart.allCases.filter {
            !taken.contains($0) && !$0.value(in: address, country: reading.country).isEmpty
        }
        guard !lost.isEmpty else { return }
        let named = lost.map { part in
            "\(part.rawValue) \"\(String(decoding: part.value(in: address, country: reading.country), as: UTF8.self))\""
        }
        sink.noteOnce(
            code: "address.part-not-mapped", .warning, column: column, value: text,
            message: "\(field.field.name): the cell also holds \(named.joined(separator: ", ")), which no field takes",
            remedy: "map it too, by {address: \(lost[0].rawValue)}")
    }

    /// Notes a code that somebody is asked about.
    private func ask(
        _ valueMap: String, _ text: [UInt8], column: Int, _ row: Int, _ batch: RawBatch, _ result: inout MappedBatch
    ) {
        let code = UnknownCode(
            valueMap: valueMap, column: column, code: String(decoding: text.prefix(100), as: UTF8.self))
        if var evidence = result.unknownCodes[code] {
            evidence.count += 1
            result.unknownCodes[code] = evidence
        } else if result.unknownCodes.count < 10_000 {
            result.unknownCodes[code] = CodeEvidence(count: 1, firstOrdinal: batch.ordinals[row])
        }
    }

    private func take(
        _ text: [UInt8], _ field: MappingProgram.BoundField, _ index: Int, column: Int, _ row: Int, _ batch: RawBatch,
        _ country: CountryCode?, _ sink: inout Standardiser.Sink
    ) {
        guard !text.isEmpty else { return }
        drafts[index].columns[field.index] = column
        if let custom = field.custom, field.field.type == .text {
            CustomFields.append(name: custom, text: text, to: &drafts[index].values[field.index])
            return
        }
        let conventions = program.mapping.conventions
        let reading = Standardiser.Reading(
            dates: field.dates ?? decidedDates[column] ?? conventions.dates,
            decimal: field.decimal ?? decidedDecimals[column] ?? conventions.decimal, country: country,
            zone: conventions.zone, currency: conventions.currency)
        guard let custom = field.custom else {
            standardiser.standardise(
                text, field: field.field, index: field.index, reading: reading, record: &drafts[index], sink: &sink)
            return noteChange(text, field, index, column: column, row, batch)
        }
        // All custom fields share one place: each is standardised by itself and then joins the others.
        let others = drafts[index].values[field.index]
        drafts[index].values[field.index] = []
        standardiser.standardise(
            text, field: field.field, index: field.index, reading: reading, record: &drafts[index], sink: &sink)
        let value = FieldList.first(drafts[index].values[field.index][...])
        let isBare = field.field.type == .boolean
        let text = Array(value)
        drafts[index].values[field.index] = others
        if text.isEmpty { return }
        CustomFields.append(name: custom, text: text, isBare: isBare, to: &drafts[index].values[field.index])
    }

    private func noteChange(
        _ text: [UInt8], _ field: MappingProgram.BoundField, _ index: Int, column: Int, _ row: Int, _ batch: RawBatch
    ) {
        // Spaces taken off, a transform, a value map: each is a change of standardising, too.
        if column >= 0, !batch.cells[row, column].elementsEqual(text) {
            drafts[index].changed |= 1 << UInt64(field.index)
        }
    }

    private func key(_ columns: [Int], _ row: Int, _ batch: RawBatch) -> [UInt8] {
        var key: [UInt8] = []
        for column in columns {
            let text = keyForm.normal(BoundCondition.trimmed(batch.cells[row, column]))
            if text.isEmpty { continue }
            if !key.isEmpty { key.append(0x20) }
            key.append(contentsOf: text.map { $0 < 0x20 ? 0x20 : $0 })
        }
        return key
    }

    private func append(
        _ index: Int, _ record: MappingProgram.BoundRecord, _ body: MappingProgram.BoundBody, _ instance: Instance,
        _ row: Int, _ batch: RawBatch, person: Int, _ result: inout MappedBatch
    ) {
        let draft = drafts[index]
        for value in draft.values { result.records[index].fields.append(value) }
        result.records[index].rows.append(UInt32(row))
        result.records[index].numbers.append(UInt16(truncatingIfNeeded: person * instance.stride + instance.number))
        var key = self.key(body.key, row, batch)
        if !key.isEmpty {
            // Of a row's several records each is known by what it was made for, never by its place in a list.
            if record.items != nil {
                key.append(0x2F)
                key.append(contentsOf: instance.item.text.map { $0 < 0x20 ? 0x20 : $0 })
            } else if program.mapping.records[index].each != nil, !body.keyVaries {
                key.append(contentsOf: "/\(instance.number + 1)".utf8)
            }
            if person > 0 { key.append(contentsOf: "/\(person + 1)".utf8) }
        }
        result.records[index].keys.append(key)
        result.records[index].changed.append(draft.changed)
        result.records[index].dropped.append(draft.dropped)
    }
}
