public import Formats
public import Records

/// A question as the workbook for a client holds it.
public struct WorkbookQuestion: Sendable {
    /// What is answered by itself: the question, or a line of its list.
    public struct Line: Sendable {
        /// The source.
        public var source: String
        /// The id within the source.
        public var id: String
        /// What the line of a list is about; empty for a question of its own.
        public var item: String
        /// The rows that hang on it.
        public var rows: Int
        /// The answers to choose from; empty = any text.
        public var choices: [String]
        /// The proposal.
        public var proposal: String

        /// Makes a line.
        public init(source: String, id: String, item: String, rows: Int, choices: [String], proposal: String) {
            self.source = source
            self.id = id
            self.item = item
            self.rows = rows
            self.choices = choices
            self.proposal = proposal
        }
    }

    /// Where it is about, for people: a source, or a file.
    public var place: Wording
    /// The question in words.
    public var words: Wording
    /// The evidence.
    public var evidence: Wording
    /// True when it stops a load.
    public var stops: Bool
    /// True when its lines are a list, which has a sheet of its own.
    public var isList: Bool
    /// What is answered; one for a question of its own.
    public var lines: [Line]

    /// Makes a question.
    public init(place: Wording, words: Wording, evidence: Wording, stops: Bool, isList: Bool, lines: [Line]) {
        self.place = place
        self.words = words
        self.evidence = evidence
        self.stops = stops
        self.isList = isList
        self.lines = lines
    }
}

/// The workbook in which a client answers questions: one row a question, drop-downs where there are choices, and a sheet
/// for each list.
public enum QuestionWorkbook {
    /// An answer found in a workbook.
    public struct Found: Sendable, Equatable {
        /// The source.
        public let source: String
        /// The question's id.
        public let question: String
        /// The answer.
        public let answer: String
        /// Who answered.
        public let by: String
    }

    /// What a workbook says.
    public struct Reading: Sendable {
        /// The answers.
        public internal(set) var answers: [Found] = []
        /// What was answered with none of the choices: where, and what would do.
        public internal(set) var problems: [String] = []
    }

    /// The columns that a row is read by, under their headings in either language.
    private enum Column: CaseIterable {
        case answer, by, id

        func heading(_ language: PageLanguage) -> String {
            switch self {
            case .answer: language == .german ? "Antwort" : "Answer"
            case .by: language == .german ? "Beantwortet von" : "Answered by"
            case .id: language == .german ? "Kennung (bitte stehen lassen)" : "Id (please leave)"
            }
        }

        static func of(_ heading: String) -> Column? {
            allCases.first { column in PageLanguage.allCases.contains { column.heading($0) == heading } }
        }
    }

    // MARK: Writing

    /// Writes the workbook. Rows are known by their ids in the last column, so the client may sort them. Gives the number
    /// of sheets with lists.
    @discardableResult
    public static func write(
        _ questions: [WorkbookQuestion], to path: String, language: PageLanguage, createdAt: Int64
    ) throws(FormatFault) -> Int {
        let writer = try WorkbookWriter(path: path, createdAt: createdAt)
        let page = PageWords(language: language, isRedacted: false)
        let lists = questions.filter(\.isList)
        func column(_ english: String, _ german: String, _ width: Double) -> WorkbookColumn {
            WorkbookColumn(page.say(english, german), width: width, wraps: width > 16)
        }
        let last = Column.allCases.map { WorkbookColumn($0.heading(language), width: $0 == .answer ? 26 : 18) }
        try writer.addSheet(
            page.say("Questions", "Fragen"),
            columns: [
                column("No", "Nr", 5), column("Source", "Quelle", 18), column("Question", "Frage", 52),
                column("Evidence", "Woran man es sieht", 44), column("Rows", "Zeilen", 8),
                column("Needed before a load", "Vor dem Laden nötig", 12), column("Proposal", "Vorschlag", 24),
            ] + last)
        for (index, question) in questions.enumerated() {
            let line = question.lines.first
            let list = lists.firstIndex { $0.lines.first?.source == line?.source && $0.lines.first?.id == line?.id }
            let choices = question.isList ? [] : labels(line?.choices ?? [], language)
            let proposal =
                question.isList
                ? page.say("see the sheet “\(sheet(list, page))”", "siehe Blatt „\(sheet(list, page))“")
                : AnswerLabel.label(line?.proposal ?? "", language)
            try writer.row(
                [
                    .integer(Int64(index + 1)), .text(language.say(question.place)),
                    .text(language.say(question.words)),
                    .text(language.say(question.evidence)),
                    .integer(Int64(question.lines.reduce(0) { $0 + $1.rows })),
                    .text(question.stops ? page.say("yes", "ja") : ""), .text(proposal),
                    .text(question.isList ? "→" : ""), .empty,
                    question.isList ? .empty : .text("\(line?.source ?? "")/\(line?.id ?? "")"),
                ], styles: Array(repeating: .plain, count: 7) + (question.isList ? [] : [.answer, .answer]))
            if !choices.isEmpty { try writer.dropDown(column: 7, choices: choices) }
        }
        for (index, list) in lists.enumerated() {
            try writer.addSheet(
                sheet(index, page),
                columns: [
                    column(language.say(list.words), language.say(list.words), 40), column("Rows", "Zeilen", 8),
                    column("Proposal", "Vorschlag", 24),
                ] + last)
            for line in list.lines {
                try writer.row(
                    [
                        .text(AnswerLabel.label(line.item, language)), .integer(Int64(line.rows)),
                        .text(AnswerLabel.label(line.proposal, language)),
                        .empty, .empty, .text("\(line.source)/\(line.id)"),
                    ], styles: [.plain, .plain, .plain, .answer, .answer])
                // A word that the list doesn't know may be the right one.
                if !line.choices.isEmpty {
                    try writer.dropDown(column: 3, choices: labels(line.choices, language), isStrict: false)
                }
            }
        }
        try writer.close()
        return lists.count
    }

    private static func sheet(_ list: Int?, _ page: PageWords) -> String {
        page.say("List", "Liste") + " \((list ?? 0) + 1)"
    }

    private static func labels(_ choices: [String], _ language: PageLanguage) -> [String] {
        choices.map { AnswerLabel.label($0, language) }
    }

    // MARK: Reading

    /// Reads the answers of a workbook, in whatever order its rows and columns are and in whichever language it was
    /// written; rows without an answer and rows of other questions are passed over.
    public static func read(_ path: String, questions: [WorkbookQuestion]) throws -> Reading {
        let workbook = try Workbook(path: path)
        var known: [String: (source: String, line: WorkbookQuestion.Line, isList: Bool)] = [:]
        for question in questions {
            for line in question.lines {
                known["\(line.source)/\(line.id)"] = (line.source, line, question.isList)
            }
        }
        var reading = Reading()
        for index in workbook.sheets.indices {
            var places: [Column: Int] = [:]
            try workbook.rows(of: index) { row in
                var cells: [Int: String] = [:]
                for cell in row.cells.indices { cells[Int(row.cells[cell].column)] = row.text(cell) }
                if places[.id] == nil || places[.answer] == nil {
                    places = [:]
                    for (place, text) in cells { if let column = Column.of(text) { places[column] = place } }
                    return true
                }
                guard let id = cells[places[.id] ?? -1], let question = known[id],
                    let text = cells[places[.answer] ?? -1]?.trimmed, !text.isEmpty
                else { return true }
                guard let answer = AnswerLabel.answer(text, to: question.line.choices, isOpen: question.isList) else {
                    let choices = question.line.choices.map { "\"\(AnswerLabel.label($0, .english))\"" }
                    reading.problems.append(
                        "\(workbook.sheets[index].name), row \(row.number): \"\(text)\" answers \(id) with none of \(choices.joined(separator: ", "))"
                    )
                    return true
                }
                reading.answers.append(
                    Found(
                        source: question.source, question: question.line.id, answer: answer,
                        by: cells[places[.by] ?? -1]?.trimmed ?? ""))
                return true
            }
        }
        return reading
    }
}

extension CellStyle {
    /// A cell that waits for an answer.
    fileprivate static let answer = CellStyle(fill: .yellow, wraps: true)
}

extension String {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// Answers as people read them: `day-month-year` is "day first, 31.12.2025".
public enum AnswerLabel {
    private static let labels: [(answer: String, english: String, german: String)] = [
        ("day-month-year", "day first: 31.12.2025", "Tag zuerst: 31.12.2025"),
        ("month-day-year", "month first: 12/31/2025", "Monat zuerst: 12/31/2025"),
        ("year-month-day", "year first: 2025-12-31", "Jahr zuerst: 2025-12-31"),
        ("by-country", "by the country of the row", "nach dem Land der Zeile"),
        (",", "comma: 1.234,56", "Komma: 1.234,56"),
        (".", "dot: 1,234.56", "Punkt: 1,234.56"),
        ("bring", "bring", "mitbringen"),
        ("bring as inactive", "bring as inactive", "als inaktiv mitbringen"),
        ("leave out", "leave out", "weglassen"),
        ("(leave empty)", "(leave empty)", "(leer lassen)"),
        ("the same customer", "the same customer", "derselbe Kunde"),
        ("another customer", "another customer", "ein anderer Kunde"),
        ("active", "active", "aktiv"),
        ("inactive", "inactive", "inaktiv"),
        ("blocked", "blocked", "gesperrt"),
        ("lost", "lost", "verloren"),
        ("opt_in", "may be written to", "darf angeschrieben werden"),
        ("opt_out", "may not be written to", "darf nicht angeschrieben werden"),
        ("unknown", "unknown", "unbekannt"),
        ("collective", "keep money, never match", "Geld behalten, nie abgleichen"),
        ("customer", "a customer like any other", "ein Kunde wie jeder andere"),
        ("negative", "yes, they count negative", "ja, sie zählen negativ"),
        ("positive", "no, they count as they stand", "nein, sie zählen, wie sie dastehen"),
        ("orders", "orders", "Bestellungen"),
        ("invoices", "invoices", "Belege"),
        ("opportunities", "won deals", "gewonnene Verkaufschancen"),
        ("supplier", "supplier", "Lieferant"),
        ("unused account", "unused account", "unbenutztes Konto"),
        ("deleted there", "deleted there", "dort gelöscht"),
    ]

    /// The label of an answer in a language; an answer without one is its own.
    public static func label(_ answer: String, _ language: PageLanguage) -> String {
        guard let label = labels.first(where: { $0.answer == answer }) else { return answer }
        return language == .german ? label.german : label.english
    }

    /// The answer that a text is: one of the choices or a label of one, whatever the case; any text where there are no
    /// choices or others are welcome too (`isOpen`); nil for none.
    static func answer(_ text: String, to choices: [String], isOpen: Bool) -> String? {
        let wanted = text.lowercased()
        let found = choices.first { choice in
            choice.lowercased() == wanted || PageLanguage.allCases.contains { label(choice, $0).lowercased() == wanted }
        }
        return found ?? (choices.isEmpty || isOpen ? text : nil)
    }
}
