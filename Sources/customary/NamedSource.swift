import Configuration
import Pipeline

extension Project {
    /// Throws, with the nearest, where one of these names is no source's.
    func check(_ names: [String]) throws { for name in names { _ = try found(name) } }

    /// A source by its name. Throws, with the nearest, when there is none.
    func found(_ name: String) throws -> ProjectSource {
        if let source = source(name) { return source }
        throw PipelineFault.configuration(
            "there is no source \"\(name)\"; \(NearestWord.remedy(for: name, among: sources.map(\.name)))")
    }
}
