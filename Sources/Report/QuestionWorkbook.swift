public import Formats

/// A question as the workbook for a client holds it.
public struct WorkbookQuestion: Sendable {
    /// The source.
    public var source: String
    /// The question's id within the source.
    public var id: String
    /// The question in words.
    public var words: String
    /// The evidence.
    public var evidence: String
    /// The answers to choose from; empty = any text.
    public var choices: [String]
    /// The proposal.
    public var proposal: String
    /// The rows that hang on it.
    public var rows: Int
    /// True when it stops a load.
    public var stops: Bool

    /// Makes a question.
    public init(
        source: String, id: String, words: String, evidence: String, choices: [String], proposal: String, rows: Int,
        stops: Bool
    ) {
        self.source = source
        self.id = id
        self.words = words
        self.evidence = evidence
        self.choices = choices
        self.proposal = proposal
        self.rows = rows
        self.stops = stops
    }
}

/// The workbook in which a client answers questions: one row a question, drop-downs where there are choices.
public enum QuestionWorkbook {
    /// The languages of the headings.
    public enum Language: Sendable {
        /// English.
        case english
        /// German.
        case german

        var sheet: String { self == .german ? "Fragen" : "Questions" }
        var headings: [String] {
            self == .german
                ? [
                    "Nr", "Quelle", "Frage", "Woran man es sieht", "Zeilen", "Vorschlag", "Antwort", "Beantwortet von",
                    "Kennung",
                ]
                : ["No", "Source", "Question", "Evidence", "Rows", "Proposal", "Answer", "Answered by", "Id"]
        }
    }

    /// An answer found in a workbook.
    public struct Found: Sendable {
        /// The source.
        public let source: String
        /// The question's id.
        public let question: String
        /// The answer.
        public let answer: String
        /// Who answered.
        public let by: String
    }

    /// Writes the workbook. Rows are known by their ids in the last column, so the client may sort them.
    public static func write(
        _ questions: [WorkbookQuestion], to path: String, language: Language, createdAt: Int64
    ) throws(FormatFault) {
        let writer = try WorkbookWriter(path: path, createdAt: createdAt)
        let widths: [Double] = [5, 18, 60, 48, 8, 18, 22, 18, 30]
        try writer.addSheet(
            language.sheet,
            columns: zip(language.headings, widths).map { WorkbookColumn($0, width: $1, wraps: $1 > 40) })
        for (index, question) in questions.enumerated() {
            try writer.row([
                .integer(Int64(index + 1)), .text(question.source), .text(question.words), .text(question.evidence),
                .integer(Int64(question.rows)), .text(question.proposal), .empty, .empty,
                .text("\(question.source)/\(question.id)"),
            ])
            if !question.choices.isEmpty { try writer.dropDown(column: 6, choices: question.choices) }
        }
        try writer.close()
    }

    /// Reads the answers of a workbook; rows without an answer and rows of other questions are passed over.
    public static func read(_ path: String, questions: [WorkbookQuestion]) throws -> [Found] {
        let workbook = try Workbook(path: path)
        let known = Dictionary(questions.map { ("\($0.source)/\($0.id)", $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Found] = []
        guard !workbook.sheets.isEmpty else { return [] }
        try workbook.rows(of: 0) { row in
            var cells: [Int: String] = [:]
            for index in row.cells.indices { cells[Int(row.cells[index].column)] = row.text(index) }
            if let id = cells[8], let question = known[id], let answer = cells[6], !answer.isEmpty {
                found.append(Found(source: question.source, question: question.id, answer: answer, by: cells[7] ?? ""))
            }
            return true
        }
        return found
    }
}
