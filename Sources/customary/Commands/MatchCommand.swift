import ArgumentParser
import Configuration
import Pipeline
import Report

/// `customary match`: who is one customer.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Blocks, scores and clusters what is staged, with the saved model unless told otherwise.",
        discussion: "Example: customary match --setting careful")

    @Flag(help: "Estimates the model anew and saves it.") var train = false
    @Option(help: "careful, normal or bold; the project's own without it.") var setting: String?
    @Option(help: "The target whose customers take part.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        _ = try run.stage()
        let (_, database) = try run.target(target)
        let matched = try run.match(target: database, setting: setting, train: train)
        invocation.progress.end()
        MatchScreen.show(matched, run, invocation)
        invocation.answer(MatchScreen.document(matched))
        invocation.next("customary plan")
    }
}

/// What matching came to, as a person sees it.
enum MatchScreen {
    /// One line, and a second one about the model.
    static func show(_ matched: ProjectRun.Matched, _ run: ProjectRun, _ invocation: Invocation) {
        let seconds = run.seconds.first { $0.station == "match" }?.seconds ?? 0
        invocation.say(
            "match    \(NumberText.count(matched.customerRows)) customer rows + \(NumberText.count(matched.crmCustomers)) customers "
                + "of the CRM that no source had brought · \(NumberText.count(matched.pairsToReview, "pair", "pairs")) for a person"
                + "   \(NumberText.duration(seconds: seconds))")
        if matched.wasTrained { invocation.remark("         the model was estimated and saved in model.json") }
    }

    /// The same as JSON.
    static func document(_ matched: ProjectRun.Matched) -> JSONValue {
        [
            "customer_rows": .integer(matched.customerRows), "crm_customers": .integer(matched.crmCustomers),
            "clusters": .integer(matched.customers), "review": .integer(matched.pairsToReview),
            "expected_wrong_joins_per_1000": .decimal(DecimalText.of(matched.expectedWrongJoins)),
            "model_trained": .boolean(matched.wasTrained),
        ]
    }
}

/// Decimal text of a ratio, for JSON.
enum DecimalText {
    /// With four digits behind the point.
    static func of(_ value: Double) -> String {
        let scaled = Int((value * 10_000).rounded())
        let digits = String(abs(scaled) % 10_000)
        return
            "\(scaled < 0 ? "-" : "")\(abs(scaled) / 10_000).\(String(repeating: "0", count: 4 - digits.count))\(digits)"
    }
}
