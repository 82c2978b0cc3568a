import ArgumentParser
import Configuration
import Connecting
import Pipeline
import Report

/// `customary connectors`: what can be read.
struct ConnectorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connectors", abstract: "The connectors and their options.",
        discussion: "Example: customary connectors delimited")

    @Argument(help: "One connector, with its options.") var name: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let known = invocation.connectors.entries.map(\.description)
        let shown = name.map { name in known.filter { $0.name == name } } ?? known
        guard !shown.isEmpty else {
            let remedy = NearestWord.remedy(for: name ?? "", among: known.map(\.name))
            throw PipelineFault.configuration("there is no connector \"\(name ?? "")\"; \(remedy)")
        }
        for connector in shown {
            invocation.say("\(connector.name)  \(connector.summary)  (.\(connector.endings.joined(separator: ", .")))")
            guard name != nil else { continue }
            var table = TerminalTable([.text("option"), .text("values"), .text("what it does", minimumWidth: 20)])
            for option in connector.options {
                table.append([
                    TerminalTable.Cell(option.name), TerminalTable.Cell(ConnectorsCommand.words(option.type)),
                    TerminalTable.Cell(option.summary),
                ])
            }
            invocation.say(table.text(on: invocation.output))
        }
        if name == nil {
            let mappings = invocation.library.productNames
            if !mappings.isEmpty { invocation.say("Ready mappings: \(mappings.joined(separator: ", "))") }
        }
        invocation.answer([
            "connectors": .array(
                shown.map { connector in
                    [
                        "name": .string(connector.name), "summary": .string(connector.summary),
                        "endings": .strings(connector.endings),
                        "options": .array(
                            connector.options.map {
                                [
                                    "name": .string($0.name), "values": .string(ConnectorsCommand.words($0.type)),
                                    "default": .optional($0.standard), "summary": .string($0.summary),
                                ]
                            }),
                    ]
                }), "mappings": .strings(invocation.library.productNames),
        ])
        invocation.next(name == nil ? "customary connectors NAME for its options" : "customary init DIR --from FILE…")
    }

    private static func words(_ type: OptionType) -> String {
        switch type {
        case .text: "text"
        case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .boolean: "true, false"
        case .choice(let words): words.joined(separator: ", ")
        }
    }
}
