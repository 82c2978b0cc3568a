import ArgumentParser
import Configuration
import Formats
import Foundation
import Pipeline
import Records
import Report
import Staging

/// `customary export`: tables for other programs and people.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract:
            "The master, the crosswalk, rejected rows, pairs, findings, ledgers or quality as CSV, XLSX or NDJSON.",
        discussion: """
            The file's ending says the form; without -o it is CSV on standard output. No cell can run as a formula.

            Rejects of a workbook are the client's own workbook, the broken cells coloured, with comments that say what is wrong and
            what to do; of other files, their rows as CSV. Mended, they come back with customary add.

            Example: customary export rejects -o for-the-client
            """)

    /// What can be exported.
    enum What: String, ExpressibleByArgument, CaseIterable {
        case master, crosswalk, rejects, pairs, findings, ledger, quality
    }

    @Argument(help: "master, crosswalk, rejects, pairs, findings, ledger or quality.") var what: What
    @Option(name: .shortAndLong, help: "The file; a folder for rejects of several sources.") var output: String?
    @Option(help: "For master: the table, accounts without it.") var table = "accounts"
    @Option(help: "For rejects: the source; all without it.") var source: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (_, database) = try run.target(target)
        var written: [(path: String, rows: Int)] = []
        func write(_ table: ExportTable, to path: String?) throws {
            let writer = try ExportWriter(path, columns: table.columns)
            try table.rows { try writer.write($0) }
            try writer.close()
            written.append((path ?? "-", writer.rows))
        }
        switch what {
        case .crosswalk: try write(run.crosswalkTable(database), to: output)
        case .pairs: try write(run.pairsTable(), to: output)
        case .findings: try write(run.findingsTable(), to: output)
        case .ledger: try write(run.ledgerTable(), to: output)
        case .quality: try write(run.qualityTable(), to: output)
        case .master:
            guard let entity = Entity(table: table) else {
                let remedy = NearestWord.remedy(for: table, among: Entity.allCases.map(\.table))
                throw PipelineFault.configuration("there is no table \"\(table)\"; \(remedy)")
            }
            try write(run.masterTable(database, entity), to: output)
        case .rejects: written += try writeRejects(run)
        }
        guard output != nil else { return }
        for file in written { invocation.remark("\(file.path): \(NumberText.count(file.rows, "row", "rows"))") }
        if what == .rejects {
            invocation.say(
                written.isEmpty
                    ? "no row needs correction" : "Mended and saved, a file comes back with: customary add FILE")
        }
        invocation.answer([
            "files": .array(written.map { ["path": .string($0.path), "rows": .integer($0.rows)] })
        ])
        invocation.next("customary status")
    }

    /// Writes the rejected rows: the client's own workbooks marked, everything else as tables; one file, or a folder of them.
    private func writeRejects(_ run: ProjectRun) throws -> [(path: String, rows: Int)] {
        var written: [(path: String, rows: Int)] = []
        // They go to the client.
        let language = PageLanguage.of(country: run.project.country)
        let deliveries = try run.staging.deliveries().filter { source == nil || $0.source == source }
        if let source, deliveries.isEmpty {
            _ = try run.project.found(source)
            throw PipelineFault.configuration("\(source) isn't staged yet: customary stage")
        }
        func write(_ delivery: StagedDelivery, to path: String?) throws {
            let table = run.rejectsTable(delivery, words: language.finding)
            let writer = try ExportWriter(path, columns: table.columns)
            try table.rows { try writer.write($0) }
            try writer.close()
            written.append((path ?? "-", writer.rows))
        }
        let rejecting = deliveries.filter { $0.rejected > 0 }
        let workbooks = output == nil ? [] : try run.rejectedWorkbooks(rejecting, comment: language.comment)
        let ending = output.map { ($0 as NSString).pathExtension.lowercased() } ?? ""
        let isWorkbook = ending == "xlsx" || ending == "xlsm"
        if let output, isWorkbook, workbooks.count == 1, workbooks[0].sources.count == rejecting.count {
            try run.write(workbooks[0], to: output)
            return [(output, workbooks[0].rows)]
        }
        if rejecting.count == 1 || source != nil, output == nil || !ending.isEmpty {
            for delivery in source == nil ? rejecting : deliveries { try write(delivery, to: output) }
        } else if let folder = output, !isWorkbook, ending != "csv", ending != "ndjson" {
            try AtomicFile.makeFolder(folder)
            var marked: Set<String> = []
            for workbook in workbooks {
                do {
                    try run.write(workbook, to: "\(folder)/\(workbook.copyName)")
                    written.append(("\(folder)/\(workbook.copyName)", workbook.rows))
                    marked.formUnion(workbook.sources)
                } catch FormatFault.refused {
                    // Built in a way that can't be marked: its rows go out as CSV.
                    continue
                }
            }
            for delivery in rejecting where !marked.contains(delivery.source) {
                try write(delivery, to: "\(folder)/\(delivery.source).csv")
            }
        } else if rejecting.count > 1 {
            throw PipelineFault.configuration(
                "\(rejecting.count) sources have rejected rows: name a folder with -o, or one with --source: "
                    + rejecting.map(\.source).joined(separator: ", "))
        }
        return written
    }
}
