import Configuration
import Pipeline
import Records
import Report
import Staging

/// Questions as a person sees them.
enum QuestionScreen {
    /// Shows the open questions.
    static func show(_ book: QuestionBook, _ invocation: Invocation) {
        guard !book.open.isEmpty else {
            invocation.say("No open questions.")
            return
        }
        let stops = book.asked.count { $0.stops }
        invocation.say(
            "\(NumberText.count(book.asked.count, "question", "questions")). "
                + (stops == 0 ? "None stops a load:" : "\(stops) of them stop\(stops == 1 ? "s" : "") a load:"))
        for (index, question) in book.asked.enumerated() {
            let mark = question.stops ? "" : "   (does not stop a load)"
            invocation.say("  \(index + 1)  \(question.place)  \(question.words)\(mark)")
            invocation.say("     \(question.evidence)")
            invocation.say("     proposal: \(AnswerLabel.label(question.proposal, .english))")
        }
        if !book.byDefault.isEmpty {
            invocation.say(
                "  Beyond the \(QuestionBook.mostOfDelivery) of a delivery, done as proposed unless you say otherwise:")
            for question in book.byDefault {
                invocation.say(
                    "     \(question.place)  \(question.words)  \(AnswerLabel.label(question.proposal, .english))")
            }
        }
    }

    /// The questions as JSON.
    static func document(_ book: QuestionBook) -> JSONValue {
        .array(
            book.open.map { question in
                [
                    "source": .string(question.source), "question": .string(question.id),
                    "kind": .string(question.kind),
                    "stops": .boolean(question.stops), "words": .string(question.words.text()),
                    "evidence": .string(question.evidence.text()),
                    "choices": .strings(question.choices), "proposal": .string(question.proposal),
                    "rows": .integer(question.rows), "list": .optional(question.list?.id),
                ]
            })
    }
}
