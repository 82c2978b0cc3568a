import ArgumentParser
import Configuration
import Mapping
import Report

/// `customary map transforms`: what can happen to a cell's text.
struct MapTransformsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transforms",
        abstract: "Lists the transforms of the mapping language with what each makes of a text.",
        discussion: "Example: customary map transforms scale")

    @Argument(help: "Names; all without any.") var names: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let all = Transform.catalogue
        for name in names where !all.contains(where: { $0.name == name }) {
            throw ValidationError(
                "there is no transform \"\(name)\"; \(NearestWord.remedy(for: name, among: all.map(\.name)))")
        }
        let chosen = names.isEmpty ? all : all.filter { names.contains($0.name) }
        for transform in chosen {
            invocation.say("\(transform.form)")
            invocation.say("  \(transform.summary)")
            for example in transform.examples {
                invocation.say("    \(example.written)   \(quoted(example.given)) → \(quoted(example.gives))")
            }
        }
        invocation.answer([
            "transforms": .array(
                chosen.map { transform in
                    [
                        "name": .string(transform.name), "form": .string(transform.form),
                        "summary": .string(transform.summary),
                        "examples": .array(
                            transform.examples.map {
                                [
                                    "written": .string($0.written), "given": .string($0.given),
                                    "gives": .string($0.gives),
                                ]
                            }),
                    ]
                })
        ])
        invocation.next("customary map check")
    }

    private func quoted(_ text: String) -> String { "\"\(text.replacing("\n", with: "\\n"))\"" }
}
