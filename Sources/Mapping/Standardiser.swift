internal import Records
internal import Text

/// Brings a cell's text to the canonical form of its field's type.
///
/// One per worker thread: it holds the memory of phone numbers seen. What it does to a value depends on nothing but the
/// value, the field and the conventions, so that a run's result doesn't depend on the number of threads.
final class Standardiser {
    private let phones = PhoneStandardiser()
    private let cleaning = TextCleaning(stripsLeadingApostrophe: true)
    private let noteCleaning = TextCleaning.note

    /// What a value is read with.
    struct Reading {
        var dates: DateConvention?
        var decimal: UInt8?
        var country: CountryCode?
        var zone: ZoneRules?
        var currency: [UInt8] = []

        /// Reads by the country alone, which is all that most types need.
        init(country: CountryCode?) { self.country = country }
    }

    /// Where a finding about the value goes.
    struct Sink {
        var findings: [Finding] = []
        var ordinal: UInt32 = 0

        mutating func note(
            _ reason: Reason, _ severity: Severity, field: String, column: Int, value: [UInt8], proposal: [UInt8] = [],
            detail: String = ""
        ) {
            let text = String(decoding: value.prefix(Finding.maximumValueBytes), as: UTF8.self)
            var remedy = reason.remedy
            if !detail.isEmpty { remedy += ": \(detail)" }
            if !proposal.isEmpty { remedy += " (\(String(decoding: proposal, as: UTF8.self))?)" }
            findings.append(
                Finding(
                    code: reason.rawValue, severity: severity, ordinal: ordinal, column: column < 0 ? nil : column,
                    value: text, message: "\(field): \(reason.message)", remedy: remedy))
        }

        /// Notes it unless the row has the same finding for the column already: one cell may fill several fields.
        mutating func noteOnce(
            code: String, _ severity: Severity, column: Int, value: [UInt8], message: String, remedy: String
        ) {
            let isKnown = findings.reversed().prefix { $0.ordinal == ordinal }.contains {
                $0.code == code && $0.column == (column < 0 ? nil : column)
            }
            if isKnown { return }
            note(code: code, severity, column: column, value: value, message: message, remedy: remedy)
        }

        mutating func note(
            code: String, _ severity: Severity, column: Int, value: [UInt8], message: String, remedy: String
        ) {
            findings.append(
                Finding(
                    code: code, severity: severity, ordinal: ordinal, column: column < 0 ? nil : column,
                    value: String(decoding: value.prefix(Finding.maximumValueBytes), as: UTF8.self), message: message,
                    remedy: remedy))
        }
    }

    /// Cleans a cell: spaces, control characters, a spreadsheet's text mark.
    func clean(_ cell: UnsafeRawBufferPointer, isNote: Bool) -> (text: [UInt8], changed: Bool) {
        var out: [UInt8] = []
        out.reserveCapacity(cell.count)
        let changes = (isNote ? noteCleaning : cleaning).clean(cell, into: &out)
        return (out, !changes.isEmpty)
    }

    /// Standardises one value of a field into `record`; names and addresses are finished per record afterwards.
    func standardise(
        _ text: [UInt8], field: Field, index: Int, reading: Reading, record: inout DraftRecord, sink: inout Sink
    ) {
        let bit = UInt64(1) << UInt64(index)
        let column = record.columns[index]
        func take(_ result: [UInt8], _ verdict: Verdict, proposal: [UInt8] = []) {
            switch verdict {
            case .unchanged: break
            case .changed: record.changed |= bit
            case .doubtful(let reason):
                if result != text { record.changed |= bit }
                sink.note(reason, .warning, field: field.name, column: column, value: text, proposal: proposal)
            case .invalid(let reason):
                sink.note(reason, .warning, field: field.name, column: column, value: text, proposal: proposal)
                if result.isEmpty { record.dropped |= bit }
            }
            if result.isEmpty { return }
            if field.isList {
                add(result, given: text, to: &record.values[index])
            } else {
                record.values[index] = result
            }
        }
        switch field.type {
        case .text, .identifier, .custom, .word, .reference:
            take(text, .unchanged)
        case .personName, .organisationName, .street, .postcode, .city:
            // Finished with the whole record: names split, postcodes checked for the record's country.
            take(text, .unchanged)
        case .email:
            let found = text.withUnsafeBytes { Email.read($0) }
            if case .invalid(let reason) = found.verdict, found.addresses.isEmpty {
                sink.note(reason, .warning, field: field.name, column: column, value: text)
                record.dropped |= bit
            }
            for address in found.addresses {
                if address.address.isEmpty {
                    if let reason = address.verdict.reason {
                        sink.note(
                            reason, .warning, field: field.name, column: column, value: text, proposal: address.proposal
                        )
                    }
                    record.dropped |= bit
                    continue
                }
                if address.address != text { record.changed |= bit }
                if case .doubtful(let reason) = address.verdict {
                    sink.note(
                        reason, .warning, field: field.name, column: column, value: text, proposal: address.proposal)
                }
                add(address.address, given: text, to: &record.values[index])
            }
        case .phone:
            let found = text.withUnsafeBytes { phones.read($0, country: reading.country) }
            var any = false
            for number in found.numbers where !number.e164.isEmpty {
                any = true
                if number.e164 != text { record.changed |= bit }
                if case .doubtful(let reason) = number.verdict {
                    sink.note(reason, .note, field: field.name, column: column, value: text)
                }
                add(number.e164, given: text, to: &record.values[index])
            }
            if !any {
                let reason = found.numbers.first?.verdict.reason ?? found.verdict.reason
                if let reason { sink.note(reason, .warning, field: field.name, column: column, value: text) }
                record.dropped |= bit
            }
        case .url:
            let found = text.withUnsafeBytes { WebAddress.read($0) }
            take(found.url, found.verdict)
        case .date:
            let found = date(text, reading)
            take(found.value, found.verdict, proposal: found.proposal)
        case .timestamp:
            let found = timestamp(text, reading)
            take(found.value, found.verdict)
        case .money, .quantity:
            let standard = reading.currency.withUnsafeBytes { CurrencyCode($0) }
            let found = text.withUnsafeBytes {
                NumberReader(decimal: reading.decimal == 0x2C ? .comma : .dot, currency: standard).read($0)
            }
            take(found.canonical, found.verdict)
            if field.type == .money, let currency = found.currency, !found.canonical.isEmpty {
                record.namedCurrency = Array(currency.description.utf8)
            }
        case .integer:
            let found = text.withUnsafeBytes { NumberReader(decimal: reading.decimal == 0x2C ? .comma : .dot).read($0) }
            take(found.canonical, found.verdict)
        case .boolean:
            let found = text.withUnsafeBytes { TruthValue.read($0) }
            take(found.value.map { Array(($0 ? "true" : "false").utf8) } ?? [], found.verdict)
        case .country:
            let found = text.withUnsafeBytes { Country.read($0) }
            take(found.code?.bytes ?? [], found.verdict)
        case .language:
            let found = text.withUnsafeBytes { Language.read($0) }
            take(found.bytes, found.verdict)
        case .currency:
            let found = text.withUnsafeBytes { Currency.read($0) }
            take(found.code.map { Array($0.description.utf8) } ?? [], found.verdict)
        case .taxNumber:
            let found = text.withUnsafeBytes { TaxNumber.read($0, country: reading.country) }
            take(found.normalised, found.verdict)
        }
    }

    /// Adds a value to a list field, one a line, each once; the text as given follows after a tab where it differs.
    private func add(_ value: [UInt8], given: [UInt8], to list: inout [UInt8]) {
        for line in list.isEmpty ? [] : list.split(separator: 0x0A) {
            let end = line.firstIndex(of: 0x09) ?? line.endIndex
            if line[line.startIndex..<end].elementsEqual(value) { return }
        }
        if !list.isEmpty { list.append(0x0A) }
        list.append(contentsOf: value)
        if given != value && given.count <= 200 {
            list.append(0x09)
            list.append(contentsOf: given.map { $0 < 0x20 ? 0x20 : $0 })
        }
    }

    // MARK: Dates

    /// A value that begins with four digits and a dash is ISO text, as typed cells are; anything else needs an order.
    private func isISO(_ text: [UInt8]) -> Bool {
        text.count >= 8 && text[4] == 0x2D && text.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
    }

    private func order(_ reading: Reading, for text: [UInt8]) -> DateOrder {
        if isISO(text) { return .yearMonthDay }
        switch reading.dates {
        case .monthDayYear: return .monthDayYear
        case .yearMonthDay: return .yearMonthDay
        case .byCountry: return reading.country == .unitedStates ? .monthDayYear : .dayMonthYear
        case .dayMonthYear, nil: return .dayMonthYear
        }
    }

    private func date(_ text: [UInt8], _ reading: Reading) -> (value: [UInt8], verdict: Verdict, proposal: [UInt8]) {
        // A bare year is no spreadsheet's serial number of a day in 1905.
        if text.count == 4, let year = Int(String(decoding: text, as: UTF8.self)), (1900...2100).contains(year),
            let first = CalendarDate(year: year, month: 1, day: 1)
        {
            return (first.bytes, .doubtful(.dateYearOnly), [])
        }
        return text.withUnsafeBytes { bytes in
            let order = order(reading, for: text)
            var found = DateReader(order: order, serials: .from1900).date(bytes)
            if found.date == nil, reading.dates == .byCountry {
                let other: DateOrder = order == .dayMonthYear ? .monthDayYear : .dayMonthYear
                let second = DateReader(order: other, serials: .from1900).date(bytes)
                if second.date != nil { found = second }
            }
            return (found.date?.bytes ?? [], found.verdict, found.proposal?.bytes ?? [])
        }
    }

    private func timestamp(_ text: [UInt8], _ reading: Reading) -> (value: [UInt8], verdict: Verdict) {
        text.withUnsafeBytes { bytes in
            let reader = DateReader(order: order(reading, for: text), serials: .from1900)
            var found = reader.timestamp(bytes, offsetMinutes: 0)
            // A second reading with another offset tells whether the text named its own.
            if let zone = reading.zone, let first = found.timestamp {
                let second = reader.timestamp(bytes, offsetMinutes: 60)
                if let second = second.timestamp, second.microseconds != first.microseconds {
                    let wall = Int64((Double(first.microseconds) / 1_000_000).rounded(.down))
                    let offset = zone.offset(atWallClock: wall)
                    found = reader.timestamp(bytes, offsetMinutes: Int(offset / 60))
                }
            }
            return (found.timestamp?.bytes ?? [], found.verdict)
        }
    }
}
