import ArgumentParser
import Configuration
import Formats
import Foundation
import Mapping
import Pipeline
import Report
import Staging

/// `customary questions`: doubts, and their answers.
struct QuestionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions",
        abstract:
            "Shows open questions; as a workbook for the client, and back again; or takes the proposals as a draft.",
        discussion: "Example: customary questions -o Questions.xlsx   then   customary questions --from Questions.xlsx")

    @Option(name: .shortAndLong, help: "Writes the questions into a workbook.") var output: String?
    @Option(help: "Reads an answered workbook back.") var from: String?
    @Option(help: "The workbook's language; the project's country decides when it isn't said.") var language: String?
    @Flag(help: "Answers every open question by its proposal.") var acceptProposals = false
    @Flag(help: "Marks the accepted proposals as a draft, which serves test targets only.") var asDraft = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        _ = try run.stage()
        invocation.progress.end()
        let book = try QuestionBook(project: run.project, staging: run.staging, library: invocation.library)
        if acceptProposals {
            guard asDraft else {
                throw PipelineFault.configuration(
                    "proposals are accepted as a draft only: add --as-draft. Real answers come from whoever knows.")
            }
            try accept(book, run, invocation)
        } else if let from {
            try read(from, book, run, invocation)
        } else if let output {
            let questions = (book.asked + book.unconfirmed + book.byDefault).map(WorkbookQuestion.init)
            let lists = try QuestionWorkbook.write(
                questions, to: output, language: try ReportPage.language(language, run.project),
                createdAt: invocation.seconds)
            let toFill = lists == 0 ? "" : ", \(NumberText.count(lists, "list", "lists")) to fill in"
            invocation.say(
                "\(output): \(NumberText.count(questions.count, "question", "questions"))\(toFill). Mail it to the client. Read it back with: customary questions --from \(output)"
            )
            invocation.answer([
                "workbook": .string(output), "questions": .integer(questions.count), "lists": .integer(lists),
            ])
            invocation.next("customary questions --from \(output)")
        } else if isatty(0) == 1, isatty(1) == 1, !invocation.isJSON,
            !book.asked.isEmpty || !book.unconfirmed.isEmpty
        {
            try ask(book, run, invocation)
        } else {
            QuestionScreen.show(book, invocation)
            if !book.drafts.isEmpty {
                invocation.say(
                    "\(NumberText.count(book.drafts.count, "answer is", "answers are")) a DRAFT: test targets only until confirmed."
                )
            }
            invocation.answer([
                "questions": QuestionScreen.document(book),
                "drafts": .array(
                    book.drafts.map {
                        [
                            "source": .string($0.source), "question": .string($0.answer.question),
                            "answer": .string($0.answer.answer),
                        ]
                    }),
            ])
            invocation.next(
                book.open.isEmpty
                    ? "customary run"
                    : "customary questions -o Questions.xlsx, or customary questions --accept-proposals --as-draft")
        }
    }

    private func accept(_ book: QuestionBook, _ run: ProjectRun, _ invocation: Invocation) throws {
        let answers = book.open.map { question in
            (
                source: question.source,
                answer: Answer(
                    question: question.id, answer: question.proposal, by: invocation.user, on: invocation.today,
                    isDraft: true)
            )
        }
        try QuestionBook.answer(answers, project: run.project)
        invocation.say("\(answers.count) answered by proposal, marked DRAFT: test targets only until confirmed.")
        invocation.answer([
            "answered": .integer(answers.count),
            "answers": .array(
                answers.map {
                    [
                        "source": .string($0.source), "question": .string($0.answer.question),
                        "answer": .string($0.answer.answer),
                    ]
                }),
        ])
        invocation.next("customary run")
    }

    private func read(_ path: String, _ book: QuestionBook, _ run: ProjectRun, _ invocation: Invocation) throws {
        let all = book.asked + book.unconfirmed + book.byDefault
        let reading = try QuestionWorkbook.read(path, questions: all.map(WorkbookQuestion.init))
        let answers = reading.answers.flatMap { entry in
            // A code that stands in several sources is answered once for all of them.
            QuestionBook.questions(answeredBy: entry.question, of: entry.source, among: all).map { question in
                (
                    source: question.source,
                    answer: Answer(
                        question: question.id, answer: entry.answer,
                        by: entry.by.isEmpty ? invocation.user : entry.by, on: invocation.today, isDraft: false)
                )
            }
        }
        try QuestionBook.answer(answers, project: run.project)
        try learn(answers, invocation)
        let given = Set(answers.map { "\($0.source)/\($0.answer.question)" })
        let left = (book.asked + book.unconfirmed).flatMap(\.questions)
            .count { !given.contains("\($0.source)/\($0.id)") }
        for problem in reading.problems { invocation.say("not understood: \(path), \(problem)") }
        invocation.say("\(NumberText.count(reading.answers.count, "answer", "answers")) read, \(left) still open.")
        invocation.answer([
            "answered": .integer(answers.count), "open": .integer(left), "problems": .strings(reading.problems),
        ])
        invocation.next(left == 0 ? "customary run" : "customary questions")
        if !reading.problems.isEmpty { throw ExitCode(1) }
    }

    /// What an answer says of a column is known to the next project.
    private func learn(_ answers: [(source: String, answer: Answer)], _ invocation: Invocation) throws {
        let file = LearnedFile()
        let headers = try file.learn(from: answers.map(\.answer))
        guard !headers.isEmpty else { return }
        invocation.say(
            "\(headers.map { "\"\($0)\"" }.joined(separator: ", ")) learned for later projects: \(file.path)")
    }

    private func ask(_ book: QuestionBook, _ run: ProjectRun, _ invocation: Invocation) throws {
        var answers: [(source: String, answer: Answer)] = []
        var count = 0
        let lines = (book.asked + book.unconfirmed).flatMap { asked in asked.lines.map { (asked.place, $0.questions) } }
        for (index, (place, questions)) in lines.enumerated() {
            let question = questions[0]
            invocation.say("\(index + 1) of \(lines.count)  \(place)  \(question.words)")
            invocation.say("   \(question.evidence)")
            for (number, choice) in question.choices.enumerated() {
                invocation.say("   \(number + 1)  \(AnswerLabel.label(choice, .english))")
            }
            print("   Answer (number or text; empty: later; p: \(question.proposal)): ", terminator: "")
            fflush(nil)
            guard let line = readLine() else { break }
            let text = line.trimmingCharacters(in: .whitespaces)
            if text.isEmpty { continue }
            var answer = text == "p" ? question.proposal : text
            if let number = Int(text), question.choices.indices.contains(number - 1) {
                answer = question.choices[number - 1]
            }
            count += 1
            answers += questions.map { question in
                (
                    question.source,
                    Answer(
                        question: question.id, answer: answer, by: invocation.user, on: invocation.today, isDraft: false
                    )
                )
            }
        }
        try QuestionBook.answer(answers, project: run.project)
        try learn(answers, invocation)
        invocation.say("\(count) answered, \(lines.count - count) open.")
        invocation.next("customary run")
    }
}

extension WorkbookQuestion {
    /// A question as it is asked, for the workbook.
    init(_ asked: AskedQuestion) {
        self.init(
            place: asked.place, words: asked.words, evidence: asked.evidence, stops: asked.stops,
            isList: asked.isList,
            lines: asked.lines.map { line in
                let question = line.questions[0]
                return Line(
                    source: question.source, id: question.id, item: line.item, rows: line.rows,
                    choices: question.choices, proposal: question.proposal)
            })
    }
}
