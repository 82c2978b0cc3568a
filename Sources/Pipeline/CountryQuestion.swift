import Connecting
import Discovery
import Mapping
import Records
import Staging

/// Which country a source's addresses and phone numbers are from, where neither they nor the project say it.
enum CountryQuestion {
    static let id = "country"
    /// From so many rows on an open one stops a load.
    private static let rowsThatStop = 20

    /// The question; none where every row says its country, or the project's fits.
    static func questions(
        _ stream: ProbedStream, source: String, mapping: SourceMapping, rows: Int
    ) -> [Question] {
        guard !mapping.answers.contains(where: { $0.question == id && !$0.isDraft }),
            mapping.records.contains(where: \.entity.isParty)
        else { return [] }
        let reading = TableReading(
            source: source, columns: stream.columns, sample: stream.sample.cells, learned: LearnedFile().read())
        let evidence = CountryEvidence(reading)
        guard evidence.isNeeded else { return [] }
        let given = mapping.answers.contains { $0.question == id }
        let taken = String(decoding: mapping.conventions.country, as: UTF8.self)
        if !taken.isEmpty, !given {
            // The country that is taken fits, or nothing fits better.
            let fit = evidence.fits.first { $0.country == taken }?.fit ?? 0
            guard let best = evidence.fits.first, best.country != taken, fit < best.fit * 0.5, best.fit >= 0.6 else {
                return []
            }
        }
        let candidates = evidence.candidates
        let proposal = evidence.country ?? candidates.first ?? Question.leaveEmpty
        let fitting = Wording.joined(
            evidence.fits.prefix(3).map { "\($0.country) \(Int($0.fit * 100)) %" }, by: ", ")
        return [
            Question(
                source: source, id: id, kind: "country", stops: rows >= rowsThatStop,
                words: "Which country are the addresses and phone numbers from?",
                evidence: evidence.fits.isEmpty
                    ? "no column says it" : "no column says it; how well they fit: \(fitting)",
                // Any other country's two letters will do as well.
                choices: [], proposal: proposal, rows: rows)
        ]
    }
}

extension SourceMapping {
    /// Puts the answer about the country in its place.
    mutating func applyCountryAnswer() {
        guard let answer = answers.last(where: { $0.question == CountryQuestion.id }),
            answer.answer != Question.leaveEmpty
        else { return }
        conventions.country = Array(answer.answer.utf8)
    }
}
