import Configuration
import Pipeline

extension Project {
    /// A source by its name. Throws, with the nearest, when there is none.
    func found(_ name: String) throws -> ProjectSource {
        if let source = source(name) { return source }
        throw PipelineFault.configuration(
            "there is no source \"\(name)\"; \(NearestWord.remedy(for: name, among: sources.map(\.name)))")
    }
}
