import Configuration
import Pipeline
import Report
import Staging

/// Questions as a person sees them.
enum QuestionScreen {
    /// At most so many are asked of one delivery; the rest take the stated default and are listed.
    static let maximumAsked = 12

    /// Shows the open questions.
    static func show(_ book: QuestionBook, _ invocation: Invocation) {
        guard !book.open.isEmpty else {
            invocation.say("No open questions.")
            return
        }
        let stops = book.open.count { $0.stops }
        invocation.say(
            "\(NumberText.count(book.open.count, "question", "questions")). "
                + (stops == 0 ? "None stops a load:" : "\(stops) of them stop\(stops == 1 ? "s" : "") a load:"))
        for (index, question) in book.open.enumerated().prefix(maximumAsked) {
            let mark = question.stops ? "" : "   (does not stop a load)"
            invocation.say("  \(index + 1)  \(question.source)  \(question.words)\(mark)")
            invocation.say("     \(question.evidence)")
            invocation.say("     proposal: \(question.proposal)")
        }
        if book.open.count > maximumAsked {
            invocation.say(
                "  and \(book.open.count - maximumAsked) more, which take their proposals: customary questions --verbose"
            )
        }
    }

    /// The questions as JSON.
    static func document(_ book: QuestionBook) -> JSONValue {
        .array(
            book.open.map { question in
                [
                    "source": .string(question.source), "question": .string(question.id),
                    "kind": .string(question.kind),
                    "stops": .boolean(question.stops), "words": .string(question.words),
                    "evidence": .string(question.evidence),
                    "choices": .strings(question.choices), "proposal": .string(question.proposal),
                    "rows": .integer(question.rows),
                ]
            })
    }
}
