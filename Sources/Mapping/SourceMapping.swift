internal import Configuration
public import Records
public import Validation

/// What a mapping file says: which source field becomes which field of the customer model, through which transforms.
///
/// A value, read by `MappingParser`, bound to a source's columns by `MappingProgram`. Columns are named here and numbered
/// there.
public struct SourceMapping: Sendable {
    /// The mapping's name: its file's stem.
    public var name: String
    /// What it is for, in a sentence.
    public var about = ""
    /// How text is read where the file itself doesn't say.
    public var conventions = Conventions()
    /// The records made of each row, in the file's order; the first account or contact is not special, the order is only
    /// that of the ledger's "else the mapping's first".
    public var records: [RecordMapping] = []
    /// Rows to leave out, each with its reason.
    public var filters: [RowFilter] = []
    /// Value maps by name.
    public var valueMaps: [String: ValueMap] = [:]
    /// Columns that nobody wants, so that they aren't listed as not mapped.
    public var ignored: [String] = []
    /// Validation rules over `record.field` names; their field numbers are those of `checkedFields`.
    public var checks = CheckList.none
    /// The lists that `checks` is compiled from, those of the mappings it extends first.
    var checkNodes: [YAMLNode] = []
    /// The fields that `checks` may read, in order: every field of every record, the custom ones after its others.
    public var checkedFields: [CheckedField] {
        records.enumerated().flatMap { index, record in
            let fields = CustomerModel.fields(of: record.entity)
            let own = fields.enumerated().map { number, field in
                CheckedField(name: "\(record.name).\(field.name)", record: index, field: number, isList: field.isList)
            }
            var custom: [String] = []
            for field in record.fields where field.field.hasPrefix("custom.") && !custom.contains(field.field) {
                custom.append(field.field)
            }
            return own
                + custom.map {
                    CheckedField(
                        name: "\(record.name).\($0)", record: index, field: fields.count, isList: false,
                        custom: String($0.dropFirst("custom.".count)))
                }
        }
    }
    /// Every column that the mapping reads, each once: those of its fields, keys, conditions and filters.
    public var columnNames: [String] {
        var names: [String] = []
        for record in records {
            var own = record.key + (record.condition?.columns ?? []) + (record.each?.columnNames ?? [])
            for field in record.fields { own += field.columns + (field.condition?.columns ?? []) }
            if case .numbers(let range)? = record.each {
                own = own.flatMap { name in
                    name.contains(Each.mark)
                        ? range.map { name.replacing(String(Each.mark), with: String($0)) } : [name]
                }
            }
            names += own
        }
        names += filters.flatMap(\.condition.columns) + conventions.continued
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
    /// The columns of numbered groups as the mapping writes them, with the mark that stands for the number.
    public var markedColumns: [String] {
        var names: [String] = []
        for record in records {
            guard case .numbers? = record.each else { continue }
            for name in record.fields.flatMap(\.columns) where name.contains(Each.mark) && !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }
    /// Every table of another source that the mapping looks values up in.
    public var lookups: [Lookup] {
        var found: [Lookup] = []
        for lookup in records.flatMap(\.fields).compactMap(\.lookup) where !found.contains(lookup) {
            found.append(lookup)
        }
        return found
    }
    /// Answers to questions, as they stand in the file.
    public var answers: [Answer] = []
    /// Example rows that `map test` runs.
    public var examples: [Example] = []

    /// Makes an empty mapping.
    public init(name: String) { self.name = name }
}

/// The order in which a date's numbers stand.
public enum DateConvention: String, Sendable, CaseIterable {
    /// 31.12.2026, 31/12/2026
    case dayMonthYear = "day-month-year"
    /// 12/31/2026
    case monthDayYear = "month-day-year"
    /// 2026-12-31
    case yearMonthDay = "year-month-day"
    /// As is usual in the row's own country: month first in the United States, day first elsewhere; a value that fits one
    /// order only is read in that one.
    case byCountry = "by-country"
}

/// How text is read where a file doesn't say it by itself. Typed cells of spreadsheets need none of it.
public struct Conventions: Sendable {
    /// The order of dates; nil = the column has to decide or somebody is asked.
    public var dates: DateConvention?
    /// The decimal separator of numbers; nil = the column has to decide or somebody is asked.
    public var decimal: UInt8?
    /// The country of phones, postcodes and addresses that name none, ISO 3166-1 alpha-2.
    public var country: [UInt8] = []
    /// The zone of timestamps that name none.
    public var zone: ZoneRules?
    /// The currency of amounts that name none, ISO 4217.
    public var currency: [UInt8] = []
    /// The form in which keys are compared.
    public var keys = KeyForm.asGiven
    /// A row in which the first of these columns is empty goes on with what the row above began, and has that one's cells
    /// in them; empty = every row stands by itself.
    public var continued: [String] = []

    /// Makes empty conventions.
    public init() {}
}

/// A time zone as the instants at which its offset from UTC changes.
public struct ZoneRules: Sendable {
    /// Its name, such as `Europe/Berlin`.
    public let name: String
    /// From each instant (seconds since 1970 in UTC) on, the offset in seconds; ordered, the first one counts before, too.
    public let transitions: [(instant: Int64, offset: Int64)]

    /// Makes a zone.
    public init(name: String, transitions: [(instant: Int64, offset: Int64)]) {
        self.name = name
        self.transitions = transitions
    }

    /// The offset for a wall-clock time, given in seconds as if it were UTC. An hour that exists twice takes the first.
    public func offset(atWallClock seconds: Int64) -> Int64 {
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            let before = middle == 0 ? transitions[middle].offset : transitions[middle - 1].offset
            let edge = transitions[middle].instant + max(before, transitions[middle].offset)
            if edge <= seconds { low = middle + 1 } else { high = middle }
        }
        return transitions.isEmpty ? 0 : transitions[max(0, low - 1)].offset
    }
}

/// One record made of a row.
public struct RecordMapping: Sendable {
    /// Its name within the mapping; relations refer to it.
    public var name: String
    /// What it becomes.
    public var entity: Entity
    /// The columns that are its key in the source, joined by a space; empty = known by its identity fields.
    public var key: [String] = []
    /// When it is made; nil = whenever one of its fields has a value.
    public var condition: Condition?
    /// What one is made for, several times a row; nil = one a row.
    public var each: Each?
    /// Its fields; a field may stand in several, of which the first that has a value counts.
    public var fields: [FieldMapping] = []

    /// Makes a record mapping.
    public init(name: String, entity: Entity) {
        self.name = name
        self.entity = entity
    }
}

/// What a row holds several of, a record for each.
public enum Each: Sendable, Equatable {
    /// Groups of columns: `#` in a column's name stands for the number.
    case numbers(ClosedRange<Int>)
    /// The parts of a cell.
    case parts(column: String, separator: [UInt8])
    /// Columns of which each holds one.
    case columns([String])

    /// The columns that it names itself.
    public var columnNames: [String] {
        switch self {
        case .numbers: []
        case .parts(let column, _): [column]
        case .columns(let names): names
        }
    }

    /// The most records made of one row.
    public static let maximum = 1_000
    /// What stands for the number in a column's name.
    static let mark: Character = "#"
}

/// A table made of two columns of another source.
public struct Lookup: Sendable, Hashable {
    /// The other source.
    public var source: String
    /// The columns that are compared, joined by a space.
    public var key: [String]
    /// The column whose cell is taken; nil where it only matters whether there is such a row.
    public var take: String?

    /// Names a table.
    public init(source: String, key: [String], take: String?) {
        self.source = source
        self.key = key
        self.take = take
    }
}

/// Where a field's value comes from.
public enum FieldSource: Sendable {
    /// Columns; with a joiner one value of all that are not empty, without one a value each (list fields) or the first that
    /// is not empty.
    case columns([String], joiner: [UInt8]?)
    /// The same text for every row.
    case constant([UInt8])
    /// The part of the row that the record is made for.
    case item
    /// Another record.
    case reference(RecordReference)
}

/// How another record is named.
public enum RecordReference: Sendable {
    /// The record of that name made of the same row.
    case sameRow(record: String)
    /// A record of this or another source by its key, which the columns hold.
    case byKey(source: String?, record: String?, columns: [String])
    /// A record of another source that has this value in one of its fields.
    case byField(source: String, field: String, column: String)
}

/// One field of a record.
public struct FieldMapping: Sendable {
    /// The field's name; `custom.NAME` for custom fields.
    public var field: String
    /// Where its value comes from.
    public var source: FieldSource
    /// When it is filled; nil = always.
    public var condition: Condition?
    /// What happens to the text before it is standardised.
    public var transforms: [Transform] = []
    /// The table of another source in which the text is looked up.
    public var lookup: Lookup?
    /// The value map that brings codes to the model's words.
    public var valueMap: String?
    /// Overrides of the mapping's conventions.
    public var dates: DateConvention?
    /// Override of the decimal separator.
    public var decimal: UInt8?
    /// The type of a custom field; fields of the model have their own.
    public var customType = FieldType.text
    /// The types that a custom field can have, by their names in a mapping.
    public static let customTypes: [(name: String, type: FieldType)] = [
        ("text", .text), ("identifier", .identifier), ("number", .quantity), ("integer", .integer), ("money", .money),
        ("boolean", .boolean), ("date", .date), ("timestamp", .timestamp), ("email", .email), ("phone", .phone),
        ("url", .url),
    ]

    /// Makes a field mapping.
    public init(field: String, source: FieldSource) {
        self.field = field
        self.source = source
    }

    /// The columns it reads.
    public var columns: [String] {
        switch source {
        case .columns(let names, _): names
        case .constant, .item: []
        case .reference(.sameRow): []
        case .reference(.byKey(_, _, let names)): names
        case .reference(.byField(_, _, let name)): [name]
        }
    }
}

extension SourceMapping {
    /// True when a filter takes every row: the table holds nothing that this mapping makes anything of.
    public var leavesEverythingOut: Bool {
        filters.contains { filter in
            if case .all(let conditions) = filter.condition { return conditions.isEmpty }
            return false
        }
    }
}

/// Rows that are left out, and why.
public struct RowFilter: Sendable {
    /// Which rows.
    public var condition: Condition
    /// The reason, shown in the ledger.
    public var reason: String

    /// Makes a filter.
    public init(condition: Condition, reason: String) {
        self.condition = condition
        self.reason = reason
    }
}

/// Brings a source's codes to the model's words.
public struct ValueMap: Sendable {
    /// What each code becomes; an empty value drops it.
    public var values: [[UInt8]: [UInt8]]
    /// What happens to a code that isn't listed.
    public var otherwise: Otherwise
    /// Codes whose value somebody still has to confirm: they are used, and asked about all the same.
    public var unconfirmed: Set<[UInt8]> = []

    /// What happens to a code that isn't listed.
    public enum Otherwise: Sendable {
        /// It stays as it is.
        case keep
        /// It is dropped with a finding.
        case drop
        /// It is dropped and somebody is asked.
        case ask
        /// It becomes this.
        case value([UInt8])
    }

    /// Makes a value map.
    public init(values: [[UInt8]: [UInt8]], otherwise: Otherwise) {
        self.values = values
        self.otherwise = otherwise
    }
}

/// A test on a row of the source.
public indirect enum Condition: Sendable {
    /// The column has a value.
    case present(String)
    /// The column has none.
    case absent(String)
    /// The value is one of these.
    case isOne(String, of: [[UInt8]])
    /// The value matches the pattern.
    case matches(String, pattern: String)
    /// The value is a whole number within these bounds.
    case within(String, from: Int64?, to: Int64?)
    /// The value has this in it, whatever the case of its letters.
    case contains(String, text: String)
    /// The value is that of another column.
    case sameAs(String, column: String)
    /// All of them.
    case all([Condition])
    /// One of them.
    case any([Condition])
    /// Not this.
    case not(Condition)

    /// The columns it reads.
    public var columns: [String] {
        switch self {
        case .present(let name), .absent(let name), .isOne(let name, _), .matches(let name, _), .within(let name, _, _),
            .contains(let name, _):
            [name]
        case .sameAs(let name, let other): [name, other]
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.columns)
        case .not(let condition): condition.columns
        }
    }
}

/// An answer to a question, kept with the mapping.
public struct Answer: Sendable {
    /// The question's id.
    public var question: String
    /// What was answered.
    public var answer: String
    /// Who answered.
    public var by: String
    /// When, as `YYYY-MM-DD`.
    public var on: String
    /// True while a proposal was only accepted as a draft: serves test targets only.
    public var isDraft: Bool

    /// Makes an answer.
    public init(question: String, answer: String, by: String, on: String, isDraft: Bool) {
        self.question = question
        self.answer = answer
        self.by = by
        self.on = on
        self.isDraft = isDraft
    }
}

/// A field of a mapping's record, as checks name it.
public struct CheckedField: Sendable {
    /// `record.field`.
    public let name: String
    /// The record's index in the mapping.
    public let record: Int
    /// The field's index in the entity's fields.
    public let field: Int
    /// Whether it holds several values, one a line.
    public let isList: Bool
    /// The name of a custom field, which shares its place with the record's others; nil for the model's own.
    public var custom: String?

    /// The field's value, of what stands in its place.
    public func value(in place: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let custom else { return place }
        return CustomFields.value(of: custom, in: Array(place))[...]
    }
}

/// An example row and what must come of it.
public struct Example: Sendable {
    /// Column → cell.
    public var given: [(column: String, value: String)]
    /// `record.field` → value; an empty value means that the field stays empty.
    public var gives: [(field: String, value: String)]
    /// The line in the mapping file, for messages.
    public var line: Int

    /// Makes an example.
    public init(given: [(column: String, value: String)], gives: [(field: String, value: String)], line: Int) {
        self.given = given
        self.gives = gives
        self.line = line
    }
}
