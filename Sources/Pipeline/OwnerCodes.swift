import Configuration
import Connecting
import Foundation
public import Mapping
import Records
import Staging

/// The codes by which sources name owners, and who they are.
public struct OwnerCodes: Sendable {
    /// A code as it stands in a source.
    public struct Code: Sendable {
        /// The source.
        public let source: String
        /// The code.
        public let code: String
        /// The rows that have it.
        public let rows: Int
        /// True when a user has it.
        public let isKnown: Bool
        /// The code that an answer puts in its place; empty for none.
        public let insteadOf: String
    }

    /// The codes, those with the most rows first.
    public let codes: [Code]
    /// What users are known by.
    public let known: Set<String>

    /// Looks through the newest deliveries of a project.
    public init(project: Project, connectors: ConnectorList, library: MappingLibrary) throws {
        var known: Set<String> = []
        var found: [(source: String, code: String, rows: Int, answer: String)] = []
        for source in project.sources {
            var problems: [Problem] = []
            let mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
            guard let delivery = source.deliveries.last else { continue }
            let fields = mapping.ownerColumns
            let users = mapping.records.filter { $0.entity == .users }
            if fields.isEmpty && users.isEmpty { continue }
            let reading = try DeliveryReading(source, delivery, project: project, connectors: connectors)
            let columns = try reading.columns()
            let places = Set(fields.compactMap { columns.firstIndex(of: $0) }).sorted()
            let knowing = Set(
                users.flatMap { $0.key + $0.fields.flatMap(\.columns) }.compactMap { columns.firstIndex(of: $0) })
            var counts: [String: Int] = [:]
            _ = try reading.read(limits: .standard) { batch in
                for row in 0..<batch.count where batch.kinds[row] == .record {
                    for column in knowing { known.insert(OwnerCodes.plain(batch.cells.text(row, column))) }
                    for column in places {
                        let text = OwnerCodes.plain(batch.cells.text(row, column))
                        if !text.isEmpty { counts[text, default: 0] += 1 }
                    }
                }
            }
            found += counts.map { code, rows in
                let answer = mapping.answers.last { $0.question == SourceMapping.ownerQuestion + code }?.answer ?? ""
                return (source.name, code, rows, answer)
            }
        }
        self.known = known.filter { !$0.isEmpty }
        codes = found.sorted { ($1.rows, $0.code, $0.source) < ($0.rows, $1.code, $1.source) }.map {
            Code(
                source: $0.source, code: $0.code, rows: $0.rows, isKnown: known.contains($0.code), insteadOf: $0.answer)
        }
    }

    /// The answers that put `new` in the place of `old`, one for each source that has it. Throws when nothing has `old`,
    /// or nobody is called `new`.
    public func answers(
        _ old: String, by new: String, who: String, on day: String
    ) throws -> [(source: String, answer: Answer)] {
        let rows = codes.filter { $0.code == old }
        if rows.isEmpty {
            let names = Array(Set(codes.map(\.code))).sorted()
            throw PipelineFault.configuration(
                "no source has the owner \"\(old)\"; \(NearestWord.remedy(for: old, among: names))")
        }
        if !known.contains(new) {
            let remedy = NearestWord.remedy(
                for: new, among: known.sorted(), otherwise: "add them to the source that makes users")
            throw PipelineFault.configuration("nobody among the users is known as \"\(new)\"; \(remedy)")
        }
        return rows.map {
            (
                source: $0.source,
                answer: Answer(
                    question: SourceMapping.ownerQuestion + old, answer: new, by: who, on: day, isDraft: false)
            )
        }
    }

    static func plain(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }
}

extension SourceMapping {
    /// What the questions begin with that ask who stands in somebody's place.
    static let ownerQuestion = "owner:"

    /// The sources of users that owners are looked up in.
    var ownerSources: [String] {
        ownerReferences.map(\.source)
    }

    /// The fields of users by which owners are named.
    var ownerFields: [String] { ownerReferences.map(\.field) }

    /// Codes that the mapping says are no owners: `when: {column: Betreuer, is_not: "?"}`.
    var ownersPassedOver: Set<String> {
        func values(_ condition: Condition?) -> [[UInt8]] {
            switch condition {
            case .not(.isOne(_, let values)): values
            case .all(let conditions): conditions.flatMap { values($0) }
            default: []
            }
        }
        let found = records.flatMap { record in
            record.fields.filter { isUser($0, of: record.entity) }.flatMap { values($0.condition) }
        }
        return Set(found.map { String(decoding: $0, as: UTF8.self) })
    }

    private var ownerReferences: [(source: String, field: String)] {
        records.flatMap { record in
            record.fields.compactMap { field in
                guard isUser(field, of: record.entity),
                    case .reference(.byField(let source, let name, _)) = field.source
                else { return nil }
                return (source, name)
            }
        }
    }

    /// The columns whose cells name a user.
    var ownerColumns: [String] {
        records.flatMap { record in
            record.fields.filter { isUser($0, of: record.entity) }.flatMap(\.columns)
        }
    }

    private func isUser(_ field: FieldMapping, of entity: Entity) -> Bool {
        guard let model = CustomerModel.fields(of: entity).first(where: { $0.name == field.field }) else {
            return false
        }
        if case .reference(.users) = model.type { return true }
        return false
    }

    /// Puts answers in their place: what a code means, and who looks after the customers of somebody who left.
    mutating func applyAnswers() {
        applyCodeAnswers()
        applyColumnAnswers()
        applyCollectiveAnswers()
        applySignAnswers()
        applyLeftOutAnswers()
        applyCountryAnswer()
        var owners: [[UInt8]: [UInt8]] = [:]
        for answer in answers where answer.question.hasPrefix(SourceMapping.ownerQuestion) {
            let value = answer.answer == Question.leaveEmpty ? "" : answer.answer
            owners[Array(answer.question.dropFirst(SourceMapping.ownerQuestion.count).utf8)] = Array(value.utf8)
        }
        if owners.isEmpty { return }
        for record in records.indices {
            for field in records[record].fields.indices
            where isUser(records[record].fields[field], of: records[record].entity) {
                let name = records[record].fields[field].valueMap
                var map = name.flatMap { valueMaps[$0] } ?? ValueMap(values: [:], otherwise: .keep)
                for (code, value) in map.values { if let other = owners[value] { map.values[code] = other } }
                for (code, value) in owners where map.values[code] == nil { map.values[code] = value }
                let own = "owners of \(name ?? "all")"
                valueMaps[own] = map
                records[record].fields[field].valueMap = own
            }
        }
    }
}
