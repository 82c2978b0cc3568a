import Mapping
import Records
import Staging
import Testing

@testable import Pipeline

@Suite struct RunLedgersTests {
    @Test func totalsAddUpOverTheSources() {
        var ledgers = RunLedgers()
        ledgers.rows = [("a", [.created: 3, .rejected: 1]), ("b", [.created: 2, .unchanged: 5])]
        ledgers.values = [("a", [.loaded: 9]), ("b", [.loaded: 1, .notMapped: 4])]
        #expect(ledgers.rowTotals == [.created: 5, .rejected: 1, .unchanged: 5])
        #expect(ledgers.valueTotals == [.loaded: 10, .notMapped: 4])
    }

    @Test func everyBucketHasItsWordAndItsKey() {
        #expect(
            RowBucket.allCases.map(\.rawValue) == [
                "created", "updated", "merged_into", "unchanged", "held", "rejected", "filtered",
            ])
        #expect(Set(RowBucket.allCases.map(\.words)).count == RowBucket.allCases.count)
    }
}

@Suite struct ColumnEvidenceTests {
    private func settle(_ dates: [String], numbers: [String] = [], answers: [Answer] = []) -> (
        dates: [Int: DateConvention], decimals: [Int: UInt8], questions: [String]
    ) {
        var batch = RawBatch(width: 2)
        for row in 0..<max(dates.count, numbers.count) {
            batch.cells.append(dates.indices.contains(row) ? dates[row] : "")
            batch.cells.append(numbers.indices.contains(row) ? numbers[row] : "")
            batch.endRow(ordinal: UInt32(row + 1), place: UInt32(row + 2))
        }
        var evidence = ColumnEvidence(dates: [0], numbers: [1])
        evidence.add(batch)
        let found = evidence.settle(
            source: "list", columns: ["Added on", "Limit"], answers: answers, rows: batch.count)
        return (found.dates, found.decimals, found.questions.map { "\($0.id) \($0.proposal) \($0.stops) \($0.rows)" })
    }

    private func answer(_ question: String, _ text: String) -> Answer {
        Answer(question: question, answer: text, by: "lena", on: "2026-11-23", isDraft: false)
    }

    @Test func aRowThatFitsOneOrderOnlyDecidesTheColumn() {
        let found = settle(["03/04/2026", "31/04/2026", "25/12/2025"])
        #expect(found.dates == [0: .dayMonthYear])
        #expect(found.questions == [])
        #expect(settle(["03/04/2026", "12/25/2025"]).dates == [0: .monthDayYear])
    }

    @Test func aColumnThatFitsBothIsAskedAndReadAsProposedMeanwhile() {
        let found = settle(["03/04/2026", "05/06/2026"])
        #expect(found.questions == ["dates:Added on day-month-year true 2"])
        #expect(found.dates == [0: .dayMonthYear])
    }

    @Test func aColumnOfBothKindsIsAskedWithTheCountryAsProposal() {
        let found = settle(["31/12/2025", "12/31/2025", "30/12/2025", "12/30/2025"])
        #expect(found.questions == ["dates:Added on by-country true 4"])
        #expect(found.dates == [0: .byCountry])
    }

    @Test func anAnswerSettlesIt() {
        let found = settle(
            ["03/04/2026"], numbers: ["1.234"],
            answers: [
                answer("dates:Added on", "month-day-year"), answer("decimal:Limit", "."),
            ])
        #expect(found.questions == [])
        #expect(found.dates == [0: .monthDayYear])
        #expect(found.decimals == [1: 0x2E])
    }

    @Test func theLatestAnswerCountsAndOneThatIsNoneDoesNot() {
        let found = settle(
            ["03/04/2026"],
            answers: [
                answer("dates:Added on", "month-day-year"), answer("dates:Added on", "year-month-day"),
            ])
        #expect(found.dates == [0: .yearMonthDay])
        #expect(settle(["03/04/2026"], answers: [answer("dates:Added on", "perhaps")]).questions.count == 1)
    }

    @Test func typedDatesAndEmptyColumnsAskNothing() {
        #expect(settle(["2026-04-03", "2026-05-06"]).questions == [])
        #expect(settle(["", ""]).questions == [])
        #expect(settle([]).dates.isEmpty)
    }

    @Test func theDecimalSeparatorIsAskedOnlyWhereNothingDecides() {
        #expect(settle([], numbers: ["1.234", "12,5"]).decimals == [1: 0x2C])
        #expect(settle([], numbers: ["1,234.50"]).decimals == [1: 0x2E])
        #expect(settle([], numbers: ["12", "7"]).questions == [])
        #expect(settle([], numbers: ["1.234"]).questions == ["decimal:Limit , true 1"])
    }

    @Test func linesThatAreNoRecordsSayNothing() {
        var batch = RawBatch(width: 1)
        for (cell, kind) in [("31/12/2025", RowKind.total), ("03/04/2026", .record)] {
            batch.cells.append(cell)
            batch.endRow(ordinal: 1, place: 2, kind: kind)
        }
        var evidence = ColumnEvidence(dates: [0], numbers: [])
        evidence.add(batch)
        #expect(evidence.settle(source: "s", columns: ["d"], answers: [], rows: 1).questions.count == 1)
    }
}
