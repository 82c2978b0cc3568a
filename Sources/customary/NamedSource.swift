import Configuration
import Pipeline

extension Project {
    /// A source by its name. Throws, with the nearest, when there is none.
    func found(_ name: String) throws -> ProjectSource {
        if let source = source(name) { return source }
        let near = NearestWord.among(sources.map(\.name), for: name).map { "did you mean \"\($0)\"?" }
        throw PipelineFault.configuration(
            "there is no source \"\(name)\"; \(near ?? "there are \(sources.map(\.name).joined(separator: ", "))")")
    }
}
