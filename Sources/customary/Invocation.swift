import Accounting
import ArgumentParser
import Commerce
import Configuration
import Contacts
import Database
import Delimited
import Foundation
import IIF
import LegacyCRM
import OFX
import Pipeline
import QIF
import Report
import Singer
import Spreadsheet
import Text

/// The options that every command has.
struct CommonOptions: ParsableArguments {
    @Option(name: .customShort("C"), help: "The project's folder.")
    var folder = "."

    @Option(help: "text or json. JSON is one document on standard output.")
    var format = OutputFormat.text

    @Flag(help: "Says nothing but results and errors.")
    var quiet = false

    @Flag(help: "Says more.")
    var verbose = false
}

/// How a command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// One call of a command: where the project is, what time it is, and how to answer.
struct Invocation {
    let options: CommonOptions
    /// The one and only now of this call, canonical: `CUSTOMARY_NOW`, else the clock.
    let now: String
    /// What a person sees results on.
    let output = Terminal.output
    /// Live progress.
    let progress: LiveProgress

    /// The connectors and, with targets and the page, the only place that names them.
    let connectors = ConnectorList([
        DatabaseConnector(), SpreadsheetConnector(), ContactsConnector(), IIFConnector(), OFXConnector(),
        QIFConnector(),
        SingerConnector(), AccountingConnector(), CommerceConnector(), LegacyCRMConnector(), DelimitedConnector(),
    ])
    /// Where mappings are found.
    let library = MappingLibrary()

    init(_ options: CommonOptions) throws {
        self.options = options
        now = try Invocation.readNow()
        progress = LiveProgress(isQuiet: options.quiet || options.format == .json)
    }

    var isJSON: Bool { options.format == .json }

    /// Who types this, for the books.
    var user: String { ProcessInfo.processInfo.environment["CUSTOMARY_USER"] ?? NSUserName() }

    /// The day of `now`.
    var today: String { String(now.prefix(10)) }

    /// How people of a project read times.
    func time(_ project: Project) -> LocalTime { LocalTime(zone: project.timezone) }

    /// Seconds of `now` since 1970, for the date inside a file.
    var seconds: Int64 {
        (DateReader(order: .yearMonthDay).timestamp(now, offsetMinutes: 0).timestamp?.microseconds ?? 0) / 1_000_000
    }

    /// The project's folder, absolute, without a slash at its end.
    var folder: String { URL(fileURLWithPath: options.folder).standardizedFileURL.path }

    /// Reads the project.
    func project() throws -> Project { try Project.read(folder: folder) }

    /// Opens the project for a run.
    func run() throws -> ProjectRun {
        let run = try ProjectRun(
            project: try project(), connectors: connectors, library: library, now: now,
            threads: max(1, ProcessInfo.processInfo.activeProcessorCount))
        let progress = progress
        run.progress = { station, what, done in progress.show("\(station)  \(what)", done: done) }
        return run
    }

    private static func readNow() throws -> String {
        if let given = ProcessInfo.processInfo.environment["CUSTOMARY_NOW"], !given.isEmpty {
            let read = DateReader(order: .yearMonthDay).timestamp(given, offsetMinutes: 0)
            guard let time = read.timestamp else {
                throw PipelineFault.configuration(
                    "CUSTOMARY_NOW: \"\(given)\" is no timestamp, such as 2026-11-23T09:00:00Z")
            }
            return time.description
        }
        guard let time = Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) else {
            throw PipelineFault.machine("the machine's clock shows no time between the years 1 and 9999: set it")
        }
        return time.description
    }

    // MARK: Answering

    /// A line for a person; nothing in JSON.
    func say(_ line: String = "") {
        if !isJSON { write(line) }
    }

    /// On a terminal, a line that is wider goes on under its own text; elsewhere it stays one line.
    private func write(_ text: String) {
        guard let width = output.width else { return print(text) }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            for part in LineFolding.fold(String(line), width: width) { print(part) }
        }
    }

    /// ` --target NAME` where a target isn't the project's default: what a `Next:` line needs to mean the same database.
    func aim(_ target: ProjectTarget, of project: Project) -> String {
        project.targets.first?.name == target.name ? "" : " --target \(target.name)"
    }

    /// A line that quiet leaves out.
    func remark(_ line: String) {
        if !isJSON && !options.quiet { write(line) }
    }

    /// The `Next:` line that every command ends with.
    func next(_ what: String) {
        if !isJSON && !options.quiet { write("Next: \(what)") }
    }

    /// The one JSON document; nothing as text.
    func answer(_ document: JSONValue) {
        if isJSON { print(String(decoding: JSONWriter.pretty(document), as: UTF8.self), terminator: "") }
    }

    /// A yes or no on a terminal; elsewhere only `--yes` says yes.
    func confirms(_ question: String, yes: Bool) -> Bool {
        if yes { return true }
        guard isatty(0) == 1, isatty(1) == 1, !isJSON else { return false }
        print("\(question) [y/N] ", terminator: "")
        fflush(nil)
        let answer = readLine()?.lowercased() ?? ""
        return answer == "y" || answer == "yes" || answer == "j" || answer == "ja"
    }
}
