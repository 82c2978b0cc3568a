public import Records
public import Staging

/// A question as people are asked it: one of its own, or a list that is answered line by line.
public struct AskedQuestion: Sendable {
    /// What is asked, each of its own source; one for a question of its own. Never empty.
    public private(set) var questions: [Question]

    /// A line of a list, which may stand for the same code in several sources.
    public struct Line: Sendable {
        /// What it is about; empty for a question of its own.
        public let item: String
        /// The questions that its answer answers; never empty.
        public fileprivate(set) var questions: [Question]
        /// The rows that hang on it.
        public var rows: Int { questions.reduce(0) { $0 + $1.rows } }
    }

    /// The source it is about; of several the first.
    public var source: String { questions[0].source }
    /// Where it is about, for people: the source, or the file where it goes over several of its sources.
    public var place: Wording {
        guard let list = questions[0].list, list.isShared else { return .verbatim(source) }
        let sources = Set(questions.map(\.source))
        if sources.count == 1 { return .verbatim(source) }
        let name = list.id.split(separator: "@", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
        return name.isEmpty ? "\(sources.count) sources" : .verbatim(name)
    }
    /// What it is about, unique within the source.
    public var id: String { questions[0].list?.id ?? questions[0].id }
    /// Whether it is a list.
    public var isList: Bool { questions[0].list != nil }
    /// The question, in words.
    public var words: Wording { questions[0].list?.words ?? questions[0].words }
    /// Whether an open one stops a load.
    public var stops: Bool { questions.contains(where: \.stops) }
    /// The rows that hang on it.
    public var rows: Int { questions.reduce(0) { $0 + $1.rows } }

    /// What is answered, line by line: of a list that goes over several sources each code once.
    public var lines: [Line] {
        guard let list = questions[0].list else { return [Line(item: "", questions: questions)] }
        guard list.isShared else { return questions.map { Line(item: $0.list?.item ?? "", questions: [$0]) } }
        var lines: [Line] = []
        for question in questions {
            let item = question.list?.item ?? ""
            if let index = lines.firstIndex(where: { $0.item == item }) {
                lines[index].questions.append(question)
            } else {
                lines.append(Line(item: item, questions: [question]))
            }
        }
        return lines
    }

    /// What speaks for which answer; of a list its lines with their rows: `A 201, I 98, X 19`, and what is known of them.
    public var evidence: Wording {
        guard isList else { return questions[0].evidence }
        let counts = self.counts
        let shown: [Wording] = counts.prefix(AskedQuestion.shownLines).map { count in
            // Of accounts each is a row of its own.
            if questions[0].kind == CollectiveQuestion.kind { return .verbatim(count.item) }
            return count.item.isEmpty ? "blank \(count.rows)" : "\(count.item) \(count.rows)"
        }
        let lines = Wording.joined(shown, by: ", ")
        let more = counts.count - AskedQuestion.shownLines
        return Wording.joined([more > 0 ? "\(lines) and \(more) more" : lines] + notes(counts), by: "; ")
    }

    /// The codes with their rows in all sources; of a list whose sources count nothing beyond it, its lines.
    private var counts: [QuestionList.Count] {
        var counts: [QuestionList.Count] = []
        var seen: Set<String> = []
        for question in questions {
            guard let list = question.list, !list.counts.isEmpty, seen.insert(question.source).inserted else {
                continue
            }
            for count in list.counts {
                if let index = counts.firstIndex(where: { $0.item == count.item }) {
                    counts[index].rows += count.rows
                } else {
                    counts.append(count)
                }
            }
        }
        if counts.isEmpty {
            return lines.map { QuestionList.Count(item: $0.item, rows: $0.rows, note: "") }
        }
        // Those without a code come last.
        return counts.sorted { left, right in
            left.item.isEmpty != right.item.isEmpty
                ? right.item.isEmpty : (right.rows, left.item) < (left.rows, right.item)
        }
    }

    /// `AK, TB in mitarbeiter`, `MS left 2024`.
    private func notes(_ counts: [QuestionList.Count]) -> [Wording] {
        var notes: [(note: Wording, items: [String])] = []
        for count in counts where !count.note.isEmpty {
            if let index = notes.firstIndex(where: { $0.note == count.note }) {
                notes[index].items.append(count.item)
            } else {
                notes.append((count.note, [count.item]))
            }
        }
        return notes.map { "\($0.items.prefix(AskedQuestion.shownLines).joined(separator: ", ")) \($0.note)" }
    }

    /// The proposal; of a list its lines' own, when they differ.
    public var proposal: String {
        let proposals = Set(questions.map(\.proposal))
        if isList, questions[0].kind == ConsentCodes.kind {
            let codes = lines.filter { $0.questions[0].proposal == "opt_in" }.map(\.item)
            if !codes.isEmpty { return "\(codes.joined(separator: ", ")) only" }
        }
        let isOwners = questions[0].kind == OwnerQuestion.kind
        if proposals.count == 1, !isOwners { return questions[0].proposal }
        // Whoever stays as they are needs no word, but those who left.
        let stay = lines.filter { $0.questions[0].proposal == $0.item }.map(\.item)
        let told = lines.filter { $0.questions[0].proposal != $0.item }.prefix(AskedQuestion.shownLines)
            .map { "\($0.item) = \($0.questions[0].proposal)" }.joined(separator: ", ")
        guard isOwners, let first = stay.first else { return told }
        let left = "\(stay.joined(separator: ", ")): name somebody with customary map owners \(first)=WHO"
        return told.isEmpty ? left : "\(told); \(left)"
    }

    private static let shownLines = 8

    /// Whether what is staged is what the proposal says already: nothing is lost by not asking.
    var isDoneAsProposed: Bool {
        ["dates", "decimal", "codes", "option", "column", "turnover", "left-out"].contains(questions[0].kind)
    }

    /// Whether another limit than that of open questions holds the load: owners have one, which can be released by itself.
    var hasLimitOfItsOwn: Bool { questions[0].kind == OwnerQuestion.kind }

    /// The same, stopping nothing.
    var taken: AskedQuestion {
        var taken = self
        for index in taken.questions.indices { taken.questions[index].stops = false }
        return taken
    }

    /// Puts the lines of a list together; the order of the first lines stays.
    static func gathered(_ questions: [Question]) -> [AskedQuestion] {
        var asked: [AskedQuestion] = []
        var places: [String: Int] = [:]
        for question in questions {
            if let list = question.list {
                let key = list.isShared ? list.id : "\(question.source)/\(list.id)"
                if let place = places[key] {
                    asked[place].questions.append(question)
                    continue
                }
                places[key] = asked.count
            }
            asked.append(AskedQuestion(questions: [question]))
        }
        return asked
    }
}
