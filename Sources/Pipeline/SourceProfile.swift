import Configuration
import Connecting
public import Discovery
import Mapping
import Records

/// What a source holds, as `profile` shows it.
public struct SourceProfile: Sendable {
    /// The source.
    public let source: String
    /// Its records.
    public let rows: Int
    /// Rows that are there word for word once more.
    public let repeatedRows: Int
    /// What the rows are, and what each column holds.
    public let reading: TableReading
    /// The columns' profiles, in the source's order.
    public let columns: [ColumnProfile]
}

extension ProjectRun {
    /// Looks at every column of the named sources' newest deliveries, and at how all sources hang together. Sources that
    /// aren't named are looked at as far as relations need it.
    public func profile(_ names: [String]) throws -> (profiles: [SourceProfile], relations: TableRelations) {
        let learned = LearnedFile().read()
        var profiles: [SourceProfile] = []
        var sides: [SourceRelations.Side] = []
        for source in project.sources {
            let isNamed = names.isEmpty || names.contains(source.name)
            guard let look = try look(at: source, learned, most: isNamed ? .max : TableTallies.enough) else { continue }
            sides.append(look.side(outlined: true))
            if isNamed {
                profiles.append(
                    SourceProfile(
                        source: source.name, rows: look.tallies.rows, repeatedRows: look.tallies.repeated,
                        reading: look.reading, columns: look.reading.profiles))
            }
        }
        return (profiles, SourceRelations(sides).relations)
    }

    /// What would be proposed for the named sources as they are now, each with the text of its mapping.
    public func suggest(_ names: [String]) throws -> [(source: String, proposal: MappingProposal, kind: TableKind)] {
        let learned = LearnedFile().read()
        var sides: [SourceRelations.Side] = []
        for source in project.sources {
            guard let look = try look(at: source, learned, most: TableTallies.enough) else { continue }
            sides.append(look.side(outlined: !names.isEmpty && !names.contains(source.name)))
        }
        let relations = SourceRelations(sides)
        return sides.filter { names.isEmpty || names.contains($0.reading.source) }.map {
            ($0.reading.source, relations.proposal(for: $0), $0.reading.kind)
        }
    }

    /// Remembers where the project's mappings say something else of a header than would be proposed; gives the headers
    /// that were learned.
    public func learn(_ names: [String]) throws -> [(source: String, header: String, meaning: ColumnMeaning?)] {
        let file = LearnedFile()
        var learned = file.read()
        var lessons: [(String, String, ColumnMeaning?)] = []
        for source in project.sources where names.isEmpty || names.contains(source.name) {
            guard let look = try look(at: source, learned, most: TableTallies.enough) else { continue }
            var problems: [Problem] = []
            var mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            mapping.answers.removeAll(where: \.isDraft)
            mapping.applyColumnAnswers()
            for column in look.reading.columns where !LearnedMeanings.isMadeUp(column.column) {
                guard let said = mapping.meaning(of: column.column), said != column.meaning else { continue }
                learned.learn(column.column, said)
                lessons.append((source.name, column.column, said))
            }
        }
        if !lessons.isEmpty { try file.write(learned) }
        return lessons.map { (source: $0.0, header: $0.1, meaning: $0.2) }
    }

    /// A source as a look at it finds it.
    private struct Look {
        let tallies: TableTallies
        let reading: TableReading
        /// Its mapping; nil where that can't be read.
        let mapping: SourceMapping?

        /// What relations need of it; outlined where its mapping is to count.
        func side(outlined: Bool) -> SourceRelations.Side {
            let outline = outlined ? mapping.map { TableOutline($0, source: reading.source) } : nil
            return SourceRelations.Side(reading, outline: outline)
        }
    }

    /// Looks at the rows that would be staged: those of the newest delivery, corrected rows in the place of those that they
    /// were, read as answers say. Nil for a source without a delivery.
    private func look(at source: ProjectSource, _ learned: LearnedMeanings, most: Int) throws -> Look? {
        guard let delivery = source.deliveries.last else { return nil }
        var problems: [Problem] = []
        let mapping = try? library.mapping(source.mapping, of: project, problems: &problems)
        let reading = try DeliveryReading(
            source, delivery, answers: mapping?.answers ?? [], project: project, connectors: connectors)
        var done = 0
        let tallies = try TableTallies.read(reading.columns(), most: most) { sink in
            _ = try reading.read(limits: .standard) { batch in
                done += batch.count
                progress("profile", source.name, done)
                try sink(batch)
            }
        }
        return Look(
            tallies: tallies, reading: TableReading(source: source.name, tallies: tallies.columns, learned: learned),
            mapping: mapping)
    }
}

extension SourceMapping {
    /// What the mapping says of a column: the one field of a company or person that it alone fills; "nothing" where it is
    /// ignored; nil where the mapping doesn't say.
    func meaning(of column: String) -> ColumnMeaning?? {
        if ignored.contains(column) { return .some(nil) }
        var found: Set<ColumnMeaning> = []
        for record in records where record.entity.isParty {
            for field in record.fields {
                guard field.columns == [column] else { continue }
                guard let meaning = ColumnMeaning(rawValue: field.field) else { return nil }
                found.insert(meaning)
            }
        }
        // A creation date serves as the date of the last change where there is none.
        if found == [.createdAt, .updatedAt] { return .some(.createdAt) }
        return found.count == 1 ? .some(found.first) : nil
    }
}
