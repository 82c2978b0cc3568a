import Configuration
import Records

/// The `parallel:` block of a project: what the parallel run compares, and what its people have agreed to live with.
public struct ParallelRules: Sendable {
    /// The sources that are the old system; empty = all.
    public var sources: [String] = []
    /// Days in a row without drift that make a project ready to cut over.
    public var days = 5
    /// Calendar days from one comparison to the next that still count as "in a row": Friday to Monday is 3.
    public var gap = 3
    /// What was accepted.
    public var accepted: [ParallelAcceptance] = []

    /// The standard rules.
    public init() {}

    /// The acceptance that covers a difference, if there is one.
    public func acceptance(source: String, table: String, field: String, cause: ParallelCause) -> ParallelAcceptance? {
        accepted.first { $0.covers(source: source, table: table, field: field, cause: cause) }
    }
}

/// A kind of drift that somebody has accepted, with who and why.
public struct ParallelAcceptance: Sendable, Equatable {
    /// The cause; nil = any.
    public var cause: ParallelCause?
    /// `accounts.name`, or a table's name for all of it; empty = any.
    public var field: String
    /// The source; empty = any.
    public var source: String
    /// Who accepted it.
    public var by: String
    /// Why.
    public var because: String

    func covers(source: String, table: String, field: String, cause: ParallelCause) -> Bool {
        (self.cause == nil || self.cause == cause) && (self.source.isEmpty || self.source == source)
            && (self.field.isEmpty || self.field == table || self.field == "\(table).\(field)")
    }

    /// What is accepted, in words: `crm_changed of contacts.phone`.
    public var words: String {
        let what = [
            cause?.rawValue ?? "any cause", field.isEmpty ? "" : "of \(field)", source.isEmpty ? "" : "in \(source)",
        ]
        return what.filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension ParallelRules {
    /// Reads the block; `sources` are the project's.
    init(_ reader: inout MappingReader, sources known: [String]) {
        self.init()
        sources = reader.texts("sources")
        for name in sources where !known.contains(name) {
            reader.complain(
                about: "sources", "names \"\(name)\", which is no source",
                remedy: NearestWord.remedy(for: name, among: known))
        }
        days = reader.integer("days", in: 1...365, default: days)
        gap = reader.integer("gap", in: 1...31, default: gap)
        for node in reader.list("accept") {
            var entry = MappingReader(node)
            let acceptance = ParallelAcceptance(
                cause: entry.optionalChoice("cause", of: ParallelCause.self),
                field: entry.text("field", default: ""), source: entry.text("source", default: ""),
                by: entry.text("by"), because: entry.text("because"))
            if acceptance.cause == nil && acceptance.field.isEmpty {
                entry.complain(
                    about: "cause", "or \"field\" is needed", remedy: "say what is accepted: a cause, a field, or both")
            }
            if !acceptance.field.isEmpty && !ParallelRules.isKnown(acceptance.field) {
                entry.complain(
                    about: "field", "names \"\(acceptance.field)\", which is no field",
                    remedy: "write it as TABLE.FIELD, such as accounts.name, or name a table")
            }
            if !acceptance.source.isEmpty && !known.contains(acceptance.source) {
                entry.complain(
                    about: "source", "names \"\(acceptance.source)\", which is no source",
                    remedy: NearestWord.remedy(for: acceptance.source, among: known))
            }
            entry.finish(into: &reader.problems)
            accepted.append(acceptance)
        }
    }

    /// Whether a table or a field of it has that name; `rows` are a source's rows that made no record.
    private static func isKnown(_ name: String) -> Bool {
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let entity = Entity(table: parts[0]) else { return parts[0] == "rows" }
        guard parts.count == 2 else { return true }
        return parts[1].hasPrefix("custom.") || parts[1] == "record"
            || CustomerModel.fieldIndex(parts[1], of: entity) != nil
    }
}
