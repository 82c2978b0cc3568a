import ArgumentParser
import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Report
import Staging

/// A database engine by the name that is typed.
enum SchemaEngine: String, ExpressibleByArgument, CaseIterable {
    case sqlite, postgresql
}

/// `customary doctor`: is everything in order?
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Checks the machine, the project and the connections.",
        discussion: """
            Example: customary doctor
            The CRM's tables as SQL: customary doctor --schema | sqlite3 crm.sqlite
            For PostgreSQL: customary doctor --schema --engine postgresql | psql crm
            """)

    @Flag(help: "Prints the CRM's tables as SQL, and nothing else.") var schema = false
    @Option(help: "With --schema: sqlite or postgresql.") var engine = SchemaEngine.sqlite
    @Flag(help: "Prints PostgreSQL's roles of least rights as SQL, and nothing else.") var roles = false
    @Option(help: "With --roles: the database that they are for.") var database = "crm"
    @OptionGroup var options: CommonOptions

    func run() throws {
        if schema {
            print(Schema.sql(for: engine == .sqlite ? .sqlite : .postgreSQL))
            return
        }
        if roles {
            print(Schema.roles(database: database))
            return
        }
        let invocation = try Invocation(options)
        var checks: [(what: String, isGood: Bool, words: String)] = []
        func check(_ what: String, _ body: () throws -> String) {
            do { checks.append((what, true, try body())) } catch {
                checks.append((what, false, FaultReport.describe(error).message))
            }
        }
        check("mappings of the product") {
            guard let folder = invocation.library.productFolder else {
                throw PipelineFault.configuration("the folder Mappings isn't found; name it with CUSTOMARY_MAPPINGS")
            }
            return "\(NumberText.count(invocation.library.productNames.count, "mapping", "mappings")) in \(folder)"
        }
        check("project") {
            let project = try invocation.project()
            return "\(project.name), \(NumberText.count(project.sources.count, "source", "sources"))"
        }
        if let project = try? invocation.project() {
            check("project's mappings") {
                let problems = try MappingChecks(
                    project: project, connectors: invocation.connectors, library: invocation.library
                ).problems()
                if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
                return "no mistakes"
            }
            check("staging area") {
                let run = try invocation.run()
                return "revision \(try run.staging.revision()), \(run.staging.path)"
            }
            check("keys") {
                let keys = try invocation.run().keys()
                for target in project.targets {
                    try KeysCommand.check(keys, try invocation.run().target(target.name).1)
                }
                return "readable in \(keys.folder); back them up: customary keys backup FILE"
            }
            for target in project.targets {
                check("target \(target.name)") {
                    let (_, database) = try invocation.run().target(target.name)
                    let server = try (database as? PostgreSQLTarget)?.check() ?? ""
                    guard database.exists else {
                        return "\(target.shown(database)): no database yet, the first load makes it\(server)"
                    }
                    let batches = try Batches.read(database)
                    return "\(target.shown(database)): \(NumberText.count(batches.count, "batch", "batches"))\(server)"
                }
            }
            check("disk") {
                let values = try FileManager.default.attributesOfFileSystem(forPath: project.folder)
                let free = (values[.systemFreeSize] as? NSNumber)?.intValue ?? 0
                if free < 100 << 20 {
                    throw PipelineFault.machine("only \(NumberText.bytes(free)) free on \(project.folder)'s disk")
                }
                return "\(NumberText.bytes(free)) free"
            }
        }
        for entry in checks {
            invocation.say("  \(entry.isGood ? "ok " : "BAD")  \(entry.what.padding(to: 24)) \(entry.words)")
        }
        invocation.answer([
            "checks": .array(
                checks.map { ["what": .string($0.what), "ok": .boolean($0.isGood), "words": .string($0.words)] })
        ])
        let isGood = checks.allSatisfy(\.isGood)
        invocation.next(isGood ? "customary status" : "mend what is BAD, then customary doctor")
        if !isGood { throw ExitCode(2) }
    }
}
