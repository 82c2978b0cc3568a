import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records
import Report

/// Whether a person really means to load, and into which CRM: a plain yes, or for the first load into a live one its name,
/// typed, with what is in it and a backup beforehand.
struct LiveCeremony {
    let run: ProjectRun
    let invocation: Invocation
    /// The target as it was named on the command line; nil when it is the project's default.
    let named: String?
    let yes: Bool
    /// Where a backup of an engine that Customary can't back up is, in the user's words.
    let backup: String

    /// Asks, and makes the backup; gives where it is, empty without one. Throws `held` when nobody agrees.
    func confirm(_ target: ProjectTarget, _ database: any Target, question: String) throws -> String {
        guard let survey = try run.firstLoadSurvey(target, database) else {
            guard invocation.confirms(question, yes: yes) else {
                throw PipelineFault.held("not loaded: nobody said yes. Add --yes where nobody can be asked")
            }
            return ""
        }
        let keys = try run.checkKeys()
        show(survey, target, keys)
        let book = try QuestionBook(project: run.project, staging: run.staging, library: invocation.library)
        guard book.drafts.isEmpty else {
            throw PipelineFault.held(
                "not loaded: \(NumberText.count(book.drafts.count, "answer is", "answers are")) a draft, and \(target.name) is live. Let the client confirm them: customary questions -o Questions.xlsx"
            )
        }
        guard survey.canBackUp || !backup.isEmpty else {
            throw PipelineFault.held(
                "not loaded: \(target.name) is live and this is the first load into it. Make a backup of it with its own tools, then say where it is: --backup-confirmed TEXT"
            )
        }
        try confirmName(target)
        guard survey.canBackUp else { return backup }
        let path = try run.backUp(target, database) ?? ""
        if !path.isEmpty { invocation.say("backup   \(path)") }
        return path
    }

    private func show(_ survey: TargetSurvey, _ target: ProjectTarget, _ keys: ProjectKeys) {
        invocation.say("\(target.name) is LIVE, and this is the first load into it: \(target.url)")
        let counts = survey.rows.map { "\(NumberText.count($0.count)) \($0.entity.table)" }
        invocation.say("  holds         \(counts.isEmpty ? "nothing yet" : counts.joined(separator: " · "))")
        if let newest = survey.newest {
            let who = newest.by.isEmpty ? "" : " by \(newest.by)"
            invocation.say("  newest change \(invocation.time(run.project).minute(newest.at)) in \(newest.entity.table)\(who)")
        }
        let people = survey.circumstances.connections
        invocation.say(
            "  connected     "
                + (people.map { NumberText.count($0, "other connection", "other connections") }
                    ?? "unknown: the engine doesn't tell"))
        let time = invocation.time(run.project)
        let last = survey.circumstances.lastBackup.map { time.said($0) } ?? "unknown: the engine doesn't tell"
        invocation.say(
            "  last backup   "
                + (survey.canBackUp ? survey.rows.isEmpty ? "none needed" : "one is made before the load" : last))
        invocation.say("  keys          \(keys.folder): readable. Without them nothing can be taken back: back them up")
    }

    private func confirmName(_ target: ProjectTarget) throws {
        if yes, named == target.name { return }
        guard isatty(0) == 1, isatty(1) == 1, !invocation.isJSON, !yes else {
            throw PipelineFault.held(
                "not loaded: the first load into a live target needs its name: --yes --target \(target.name)")
        }
        print("Type its name to load into it: ", terminator: "")
        fflush(nil)
        guard readLine() == target.name else {
            throw PipelineFault.held("not loaded: that isn't its name, \(target.name)")
        }
    }
}
