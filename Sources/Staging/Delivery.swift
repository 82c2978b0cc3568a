public import Records

/// A source's delivery as it is staged.
public struct StagedDelivery: Sendable {
    /// Its number in the staging area.
    public var id: Int64
    /// The source.
    public var source: String
    /// The stream within the file; empty where it holds one table.
    public var stream: String
    /// The file's own name.
    public var file: String
    /// SHA-256 of the file, in hex.
    public var digest: String
    /// SHA-256 of everything that decides how it is mapped, in hex.
    public var mapping: String
    /// The header's names.
    public var columns: [String]
    /// Records read.
    public var records: Int
    /// Rows by state before a plan.
    public var ready: Int
    /// Rows with an error.
    public var rejected: Int
    /// Rows left out by a rule.
    public var filtered: Int
    /// Rows with an open question of their own.
    public var held: Int
    /// Columns that no field takes, with the number of their non-empty cells.
    public var unmapped: [(column: String, cells: Int)]

    /// Describes a delivery before it is staged.
    public init(
        id: Int64, source: String, stream: String, file: String, digest: String, mapping: String, columns: [String]
    ) {
        self.id = id
        self.source = source
        self.stream = stream
        self.file = file
        self.digest = digest
        self.mapping = mapping
        self.columns = columns
        records = 0
        ready = 0
        rejected = 0
        filtered = 0
        held = 0
        unmapped = []
    }
}

/// A doubt that somebody must settle, with evidence and a proposal.
public struct Question: Sendable {
    /// The source it is about.
    public var source: String
    /// What it is about, unique within the source: `dates:Added on`.
    public var id: String
    /// `dates`, `decimal`, `codes`, `consent`, `collective`, `scope`, `left-out`, `test-orders`, `sign`, `country`, `owner`,
    /// `column`, `turnover`, `reused`, `option`.
    public var kind: String
    /// True when an open one stops a load.
    public var stops: Bool
    /// The question, in words.
    public var words: Wording
    /// What speaks for which answer, with rows.
    public var evidence: Wording
    /// The list that it is a line of; nil for a question of its own.
    public var list: QuestionList?
    /// The answers to choose from; empty = any text.
    public var choices: [String]
    /// What Customary would take.
    public var proposal: String
    /// The rows that hang on it.
    public var rows: Int

    /// The answer by which a code becomes an empty value.
    public static let leaveEmpty = "(leave empty)"

    /// Makes a question.
    public init(
        source: String, id: String, kind: String, stops: Bool, words: Wording, evidence: Wording, choices: [String],
        proposal: String, rows: Int, list: QuestionList? = nil
    ) {
        self.source = source
        self.id = id
        self.kind = kind
        self.stops = stops
        self.words = words
        self.evidence = evidence
        self.choices = choices
        self.proposal = proposal
        self.rows = rows
        self.list = list
    }
}

/// A list that people are asked about as one: the codes of a value map, the owners of a column.
public struct QuestionList: Sendable, Hashable {
    /// What the list is, unique within the source: `codes:Status`.
    public var id: String
    /// What is asked of the list, in words.
    public var words: Wording
    /// What the question's own line in the list is about: a code, a name.
    public var item: String
    /// What the source holds of the list's kind in all, those that nobody has to be asked about too; empty where the lines
    /// say it.
    public var counts: [Count]

    /// A code with the rows that have it.
    public struct Count: Sendable, Hashable {
        /// The code; empty for rows without one.
        public var item: String
        /// How many rows have it.
        public var rows: Int
        /// What is known of it: `left 2024`; empty for nothing.
        public var note: Wording

        /// Counts a code.
        public init(item: String, rows: Int, note: Wording) {
            self.item = item
            self.rows = rows
            self.note = note
        }
    }

    /// Makes a line's place in a list. An id with a `@` in it is one list over all sources that have it: `owners@Liste.xlsx`.
    public init(id: String, words: Wording, item: String, counts: [Count] = []) {
        self.id = id
        self.words = words
        self.item = item
        self.counts = counts
    }

    /// Whether the list goes over several sources.
    public var isShared: Bool { id.contains("@") }
}
