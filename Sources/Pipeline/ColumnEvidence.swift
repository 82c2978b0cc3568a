import Mapping
import Records
import Staging
import Text

/// What a source's values say about columns whose dates or numbers can be read in two ways.
struct ColumnEvidence {
    var dates: [(column: Int, evidence: DateColumnEvidence)]
    var numbers: [(column: Int, evidence: NumberColumnEvidence)]

    /// Looks at these columns.
    init(dates: [Int], numbers: [Int]) {
        self.dates = dates.map { ($0, DateColumnEvidence()) }
        self.numbers = numbers.map { ($0, NumberColumnEvidence()) }
    }

    /// Nothing has to be looked at.
    var isEmpty: Bool { dates.isEmpty && numbers.isEmpty }

    /// Takes a batch into account.
    mutating func add(_ batch: RawBatch) {
        for row in 0..<batch.count where batch.kinds[row] == .record {
            let place = Int(batch.places[row])
            for index in dates.indices where batch.cells.length(row, dates[index].column) > 0 {
                batch.cells.withField(row, dates[index].column) { dates[index].evidence.add($0, row: place) }
            }
            for index in numbers.indices where batch.cells.length(row, numbers[index].column) > 0 {
                batch.cells.withField(row, numbers[index].column) { numbers[index].evidence.add($0, row: place) }
            }
        }
    }

    /// What the columns decided by themselves, what answers decided, and the doubts that are left.
    func settle(source: String, columns: [String], answers: [Answer], rows: Int) -> (
        dates: [Int: DateConvention], decimals: [Int: UInt8], questions: [Question]
    ) {
        var readings: [Int: DateConvention] = [:]
        var decimals: [Int: UInt8] = [:]
        var questions: [Question] = []
        for (column, evidence) in dates {
            let id = "dates:\(columns[column])"
            let given = answers.last { $0.question == id }
            let answer = given.flatMap { DateConvention(rawValue: $0.answer) }
            if let answer { readings[column] = answer }
            let isSettled = answer != nil && given?.isDraft == false
            var proposal: DateConvention?
            let words: Wording
            switch evidence.verdict {
            case .empty, .notDates: continue
            case .decided(let order):
                if isSettled { continue }
                if answer == nil { readings[column] = ColumnEvidence.reading(order) }
                // A handful of rows deciding for hundreds may be a handful of slips: somebody who knows is asked.
                guard (1...5).contains(evidence.deciding.count), evidence.deciding.open > evidence.deciding.count else {
                    continue
                }
                questions.append(
                    Question(
                        source: source, id: id, kind: "dates", stops: false,
                        words:
                            "In \"\(columns[column])\", do the few dates that fit one order only decide for the others?",
                        evidence: evidence.summary, choices: DateConvention.allCases.map(\.rawValue),
                        proposal: ColumnEvidence.reading(order).rawValue, rows: rows))
                continue
            case .ambiguous(let proposed):
                proposal = proposed.map(ColumnEvidence.reading) ?? .dayMonthYear
                words = "Every date in \"\(columns[column])\" fits day/month and month/day. Which is it?"
            case .mixed:
                proposal = .byCountry
                words =
                    "\"\(columns[column])\" has dates that fit only day/month and dates that fit only month/day. How are they read?"
            }
            if isSettled { continue }
            if answer == nil, let proposal { readings[column] = proposal }
            questions.append(
                Question(
                    source: source, id: id, kind: "dates", stops: true, words: words, evidence: evidence.summary,
                    choices: DateConvention.allCases.map(\.rawValue), proposal: proposal?.rawValue ?? "day-month-year",
                    rows: rows))
        }
        let neighbour = decidedDecimal
        for (column, evidence) in numbers {
            let id = "decimal:\(columns[column])"
            let given = answers.last { $0.question == id }
            let answer = given?.answer.utf8.first
            if let answer { decimals[column] = answer }
            switch evidence.verdict {
            case .empty, .notNumbers, .integers: continue
            case .decided(let separator):
                if answer == nil { decimals[column] = separator == .comma ? 0x2C : 0x2E }
            case .ambiguous, .mixed:
                if answer != nil, given?.isDraft == false { continue }
                let proposal = neighbour ?? 0x2C
                if answer == nil { decimals[column] = proposal }
                questions.append(
                    Question(
                        source: source, id: id, kind: "decimal", stops: true,
                        words: "In \"\(columns[column])\", is the comma or the dot the decimal separator?",
                        evidence: ColumnEvidence.beside(neighbour, evidence.summary),
                        choices: [",", "."], proposal: String(decoding: [proposal], as: UTF8.self), rows: rows))
            }
        }
        return (readings, decimals, questions)
    }

    /// The decimal separator that all columns agree on which can be read in one way only; nil when none can, or they differ.
    private var decidedDecimal: UInt8? {
        let decided = Set(
            numbers.compactMap { entry in
                if case .decided(let separator) = entry.evidence.verdict { separator } else { nil as DecimalSeparator? }
            })
        return decided.count == 1 ? decided.first == .comma ? 0x2C : 0x2E : nil
    }

    private static func beside(_ neighbour: UInt8?, _ summary: Wording) -> Wording {
        switch neighbour {
        case 0x2C?: "\(summary); the source's other columns have a decimal comma"
        case 0x2E?: "\(summary); the source's other columns have a decimal dot"
        default: summary
        }
    }

    private static func reading(_ order: DateOrder) -> DateConvention {
        switch order {
        case .dayMonthYear: .dayMonthYear
        case .monthDayYear: .monthDayYear
        case .yearMonthDay: .yearMonthDay
        }
    }
}
