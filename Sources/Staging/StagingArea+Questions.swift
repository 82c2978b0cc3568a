internal import SQLite

extension StagingArea {
    /// Replaces the open questions of a source.
    public func replaceQuestions(of source: String, by questions: [Question]) throws {
        try replace(by: questions, "source = ?", source)
    }

    /// Replaces the questions of one kind, whatever source they are about: those that only the CRM can tell.
    public func replaceQuestions(kind: String, by questions: [Question]) throws {
        if questions.isEmpty, try !self.questions().contains(where: { $0.kind == kind }) { return }
        try replace(by: questions, "kind = ?", kind)
    }

    private func replace(by questions: [Question], _ condition: String, _ value: String) throws {
        try database.write { connection in
            let remove = try connection.prepare("DELETE FROM questions WHERE \(condition)")
            try remove.bind(value, at: 1)
            try remove.run()
            let insert = try connection.prepare("INSERT OR REPLACE INTO questions VALUES(?,?,?,?,?,?,?,?,?)")
            for question in questions {
                try insert.bind(question.id, at: 1)
                try insert.bind(question.source, at: 2)
                try insert.bind(question.kind, at: 3)
                try insert.bind(question.stops ? 1 : 0 as Int64, at: 4)
                try insert.bind(question.words, at: 5)
                try insert.bind(question.evidence, at: 6)
                try insert.bind(JSONText.array(question.choices), at: 7)
                try insert.bind(question.proposal, at: 8)
                try insert.bind(Int64(question.rows), at: 9)
                try insert.run()
            }
        }
    }

    /// The questions that were met when the sources were staged, those with the most rows first.
    public func questions() throws -> [Question] {
        try database.read { connection in
            let statement = try connection.prepare("SELECT * FROM questions ORDER BY stops DESC, rows DESC, source, id")
            var questions: [Question] = []
            while try statement.step() {
                questions.append(
                    Question(
                        source: statement.text(1), id: statement.text(0), kind: statement.text(2),
                        stops: statement.int64(3) == 1, words: statement.text(4), evidence: statement.text(5),
                        choices: JSONText.strings(statement.bytes(6)).map { String(decoding: $0, as: UTF8.self) },
                        proposal: statement.text(7), rows: Int(statement.int64(8))))
            }
            return questions
        }
    }
}
