public import Discovery
import Mapping
import Records

/// What sources have to do with each other, and the mappings that say so.
struct SourceRelations {
    /// A source with what it is and what others can refer to.
    struct Side {
        let reading: TableReading
        let outline: TableOutline?

        /// `outline` is that of the source's mapping; nil while it has none.
        init(_ reading: TableReading, outline: TableOutline?) {
            self.reading = reading
            self.outline = outline
        }
    }

    let relations: TableRelations
    private let outlines: [TableOutline]

    init(_ sides: [Side]) {
        var known: [String: [String]] = [:]
        for side in sides {
            guard let outline = side.outline else { continue }
            known[outline.source] =
                outline.records.flatMap(\.key) + outline.userFields.map(\.column)
        }
        let relations = TableRelations(sides.map(\.reading), knownKeys: known)
        self.relations = relations
        outlines = sides.map { $0.outline ?? MappingProposal($0.reading, relations: relations).outline }
    }

    /// What the other sources can be referred to by.
    func others(than source: String) -> [TableOutline] { outlines.filter { $0.source != source } }

    /// The mapping proposed for a source, with the references that were found.
    func proposal(for side: Side) -> MappingProposal {
        MappingProposal(
            side.reading, relations: relations, others: others(than: side.reading.source))
    }
}

extension TableOutline {
    /// What other sources can refer to in a source with this mapping.
    init(_ mapping: SourceMapping, source: String, extends: String? = nil) {
        let users = mapping.records.filter { $0.entity == .users }.flatMap(\.fields).compactMap { field in
            field.columns.first.map { (field: field.field, column: $0) }
        }
        self.init(
            source: source,
            records: mapping.records.map { Record(name: $0.name, entity: $0.entity, key: $0.key) },
            userFields: users.filter { ["initials", "name", "email"].contains($0.field) },
            mapping: extends)
    }
}

extension TableRelations {
    /// The relations in words, those between sources only: `opos.Konto → debitoren.Konto 98 %`. `kinds` says what the
    /// sources hold.
    public func words(kinds: [String: TableKind] = [:]) -> [String] {
        let between = references.filter { $0.source != $0.target }
        return between.map { reference in
            if kinds[reference.target] == .orders, kinds[reference.source] == .invoices {
                return
                    "\(reference.values) order numbers of \(reference.target) are also in \(reference.source) (the same sale twice)"
            }
            return
                "\(reference.source).\(reference.column) → \(reference.target).\(reference.key) \(reference.percent) %"
        }
    }
}
