import ArgumentParser
import Configuration
import Mapping
import Pipeline
import Report

/// `customary map owners`: who looks after the customers of somebody who left.
struct MapOwnersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "owners",
        abstract:
            "Puts one owner in the place of another in all sources; without any, lists the codes and who is known.",
        discussion: """
            MS=TB: whoever has the owner MS in a source gets TB, who must be among the users. Kept as an answer in the mappings,
            with who and when.

            Example: customary map owners MS=TB
            """)

    @Argument(help: "OLD=NEW, as often as needed.") var owners: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        let codes = try OwnerCodes(project: project, connectors: invocation.connectors, library: invocation.library)
        if owners.isEmpty { return list(codes, invocation) }
        var answers: [(source: String, answer: Answer)] = []
        for pair in owners {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0] != parts[1] else {
                throw PipelineFault.configuration("\(pair): write OLD=NEW, as in MS=TB")
            }
            answers += try codes.answers(parts[0], by: parts[1], who: invocation.user, on: invocation.today)
        }
        try QuestionBook.answer(answers, project: project)
        for (source, answer) in answers {
            let old = answer.question.split(separator: ":", maxSplits: 1).last ?? ""
            let rows = codes.codes.first { $0.source == source && $0.code == old }?.rows ?? 0
            invocation.say("\(source): \(NumberText.count(rows, "row", "rows")) of \(old) go to \(answer.answer)")
        }
        invocation.answer([
            "answers": .array(
                answers.map { source, answer in
                    [
                        "source": .string(source), "question": .string(answer.question),
                        "answer": .string(answer.answer),
                        "by": .string(answer.by), "on": .string(answer.on),
                    ]
                })
        ])
        invocation.next("customary run")
    }

    private func list(_ codes: OwnerCodes, _ invocation: Invocation) {
        var table = TerminalTable([.text("source"), .text("owner"), .number("rows"), .text("who", minimumWidth: 20)])
        for code in codes.codes {
            let who = code.isKnown ? "known" : code.insteadOf.isEmpty ? "unknown" : "unknown, goes to \(code.insteadOf)"
            let left = code.isKnown && !code.insteadOf.isEmpty ? "known, goes to \(code.insteadOf)" : who
            table.append([
                TerminalTable.Cell(code.source), TerminalTable.Cell(code.code), .count(code.rows),
                TerminalTable.Cell(left),
            ])
        }
        if codes.codes.isEmpty {
            invocation.say("no mapping fills an owner")
        } else {
            invocation.say(table.text(on: invocation.output))
        }
        invocation.answer([
            "owners": .array(
                codes.codes.map {
                    [
                        "source": .string($0.source), "owner": .string($0.code), "rows": .integer($0.rows),
                        "known": .boolean($0.isKnown),
                        "goes_to": $0.insteadOf.isEmpty ? .null : .string($0.insteadOf),
                    ]
                })
        ])
        let open = codes.codes.first { !$0.isKnown && $0.insteadOf.isEmpty }
        invocation.next(open.map { "customary map owners \($0.code)=WHO" } ?? "customary run")
    }
}
