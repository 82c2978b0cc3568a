import Connecting
import Discovery
import Mapping
import Records
import Staging

/// Columns of which two could fill one field: asked, unless the mapping reads both, or leaves one out by name.
struct ColumnChoices {
    static let prefix = "column:"

    /// The questions about a source whose mapping takes one of two columns that are as likely.
    static func questions(
        _ stream: ProbedStream, source: String, mapping: SourceMapping, program: MappingProgram, rows: Int
    )
        -> [Question]
    {
        let reading = TableReading(
            source: source, columns: stream.columns, sample: stream.sample.cells, learned: LearnedFile().read())
        return reading.choices.compactMap { choice in
            guard choice.columns.count == 2, let kept = stream.columns.firstIndex(of: choice.columns[0]),
                let other = stream.columns.firstIndex(of: choice.columns[1]),
                !mapping.ignored.contains(choice.columns[0]), !mapping.ignored.contains(choice.columns[1])
            else { return nil }
            let isUsed = [kept, other].map { !program.uses[$0].isEmpty || program.consulted.contains($0) }
            let id = prefix + choice.meaning.rawValue
            guard isUsed[0] != isUsed[1], !mapping.answers.contains(where: { $0.question == id && !$0.isDraft }) else {
                return nil
            }
            let columns = isUsed[0] ? choice.columns : [choice.columns[1], choice.columns[0]]
            return Question(
                source: source, id: id, kind: "column", stops: false,
                words:
                    "\"\(columns[0])\" and \"\(columns[1])\" could both be \(Wording(pattern: choice.meaning.words, parts: [])). Which one counts?",
                evidence: choice.evidence, choices: columns, proposal: columns[0], rows: rows)
        }
    }
}

extension SourceMapping {
    /// Puts answers to "which of two columns?" into the records: the other column takes the place of the one that was read.
    mutating func applyColumnAnswers() {
        for answer in answers where answer.question.hasPrefix(ColumnChoices.prefix) {
            let field = String(answer.question.dropFirst(ColumnChoices.prefix.count))
            for record in records.indices where records[record].entity.isParty {
                for index in records[record].fields.indices where records[record].fields[index].field == field {
                    guard case .columns(let names, nil) = records[record].fields[index].source, names.count == 1 else {
                        continue
                    }
                    records[record].fields[index].source = .columns([answer.answer], joiner: nil)
                }
            }
        }
    }
}
