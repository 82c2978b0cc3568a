internal import Configuration
internal import Records
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
            let insert = try connection.prepare("INSERT OR REPLACE INTO questions VALUES(?,?,?,?,?,?,?,?,?,?)")
            for question in questions {
                try insert.bind(question.id, at: 1)
                try insert.bind(question.source, at: 2)
                try insert.bind(question.kind, at: 3)
                try insert.bind(question.stops ? 1 : 0 as Int64, at: 4)
                try insert.bind(question.words.text(), at: 5)
                try insert.bind(question.evidence.text(), at: 6)
                try insert.bind(JSONText.array(question.choices), at: 7)
                try insert.bind(question.proposal, at: 8)
                try insert.bind(Int64(question.rows), at: 9)
                try insert.bind(JSONWriter.compact(QuestionWording.document(question)), at: 10)
                try insert.run()
            }
        }
    }

    /// The questions that were met when the sources were staged, those that stop a load and have the most rows first.
    public func questions() throws -> [Question] {
        try database.read { connection in
            let statement = try connection.prepare("SELECT * FROM questions ORDER BY stops DESC, rows DESC, source, id")
            var questions: [Question] = []
            while try statement.step() {
                let wording = try? JSONParser.parse(statement.bytes(9))
                questions.append(
                    Question(
                        source: statement.text(1), id: statement.text(0), kind: statement.text(2),
                        stops: statement.int64(3) == 1,
                        words: QuestionWording.wording(wording?["words"]) ?? .verbatim(statement.text(4)),
                        evidence: QuestionWording.wording(wording?["evidence"]) ?? .verbatim(statement.text(5)),
                        choices: JSONText.strings(statement.bytes(6)).map { String(decoding: $0, as: UTF8.self) },
                        proposal: statement.text(7), rows: Int(statement.int64(8)),
                        list: QuestionWording.list(wording?["list"])))
            }
            return questions
        }
    }

    /// What the amounts of each source's orders, documents and deals add up to, in whole units of whatever currency: how
    /// much hangs on its rows, for ranking only.
    public func amounts() throws -> [String: Int64] {
        try database.read { connection in
            var amounts: [String: Int64] = [:]
            for (entity, field) in [(Entity.orders, "total"), (.invoices, "gross"), (.opportunities, "amount")]
            where CustomerModel.fieldIndex(field, of: entity) != nil {
                let statement = try connection.prepare(
                    """
                    SELECT d.source, sum(min(abs(CAST(r."\(field)" AS INTEGER)), 1000000000000))
                    FROM \(StagingSchema.tableName(entity)) r JOIN deliveries d ON d.id = r.raw_id >> 32 GROUP BY 1
                    """)
                while try statement.step() { amounts[statement.text(0), default: 0] += statement.int64(1) }
            }
            return amounts
        }
    }
}

/// A question's words as JSON, so that they can be said in another language later on: `[pattern, part, …]`, where a part is
/// a text, a number or words of its own.
private enum QuestionWording {
    static func document(_ question: Question) -> JSONValue {
        var members = [
            JSONMember("words", json(question.words)), JSONMember("evidence", json(question.evidence)),
        ]
        if let list = question.list {
            members.append(
                JSONMember(
                    "list",
                    [
                        "id": .string(list.id), "words": json(list.words), "item": .string(list.item),
                        "counts": .array(
                            list.counts.map { .array([.string($0.item), .integer($0.rows), json($0.note)]) }),
                    ]))
        }
        return .object(members)
    }

    static func json(_ wording: Wording) -> JSONValue {
        .array(
            [.string(wording.pattern)]
                + wording.parts.map { part in
                    switch part {
                    case .text(let text): .string(text)
                    case .count(let count): .integer(count)
                    case .wording(let wording): json(wording)
                    }
                })
    }

    static func wording(_ json: JSONValue?) -> Wording? {
        guard let items = json?.items, let pattern = items.first?.text else { return nil }
        var parts: [Wording.Part] = []
        for item in items.dropFirst() {
            if let text = item.text {
                parts.append(.text(text))
            } else if let count = item.number {
                parts.append(.count(count))
            } else if let wording = wording(item) {
                parts.append(.wording(wording))
            } else {
                return nil
            }
        }
        return Wording(pattern: pattern, parts: parts)
    }

    static func list(_ json: JSONValue?) -> QuestionList? {
        guard let json, let id = json["id"]?.text, let words = wording(json["words"]), let item = json["item"]?.text
        else { return nil }
        let counts = (json["counts"]?.items ?? []).compactMap { entry -> QuestionList.Count? in
            guard let parts = entry.items, parts.count == 3, let item = parts[0].text, let rows = parts[1].number,
                let note = wording(parts[2])
            else { return nil }
            return QuestionList.Count(item: item, rows: rows, note: note)
        }
        return QuestionList(id: id, words: words, item: item, counts: counts)
    }
}
