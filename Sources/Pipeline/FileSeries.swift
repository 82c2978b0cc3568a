import Connecting
import Records

/// Files of a folder or archive of which some hold one record each: invoices, cards, single customers as their programs wrote
/// them. Those are one delivery by a pattern, or each would be a source of its own.
struct FileSeries {
    /// What makes files alike.
    private struct Kind: Hashable {
        let folder: String
        let ending: String
        let connector: String
        let options: [String]
    }

    /// So many files make a series.
    private static let least = 3

    private var found: [(file: String, kind: Kind?)] = []

    /// Takes a file, in the order in which they are.
    mutating func add(_ file: String, _ connector: String, _ probe: Probe) {
        var kind: Kind?
        if let first = probe.streams.first, first.sample.count == 1 {
            let slash = file.lastIndex(of: "/").map { file.index(after: $0) } ?? file.startIndex
            let name = file[slash...]
            let options = first.options.sortedNames.map { "\($0)=\(first.options[$0] ?? "")" }
            if let dot = name.lastIndex(of: ".") {
                kind = Kind(
                    folder: String(file[..<slash]), ending: String(name[dot...]), connector: connector,
                    options: options + (first.headerRow > 0 ? first.columns : []))
            }
        }
        found.append((file, kind))
    }

    /// The files, with a pattern in the place of those that it names: all files of a folder with an ending are of the series, or
    /// none. `all` are the folder's files, whether anything reads them or not.
    func files(among all: [String]) -> [String] {
        var patterns: [Kind: String] = [:]
        for (kind, members) in Dictionary(grouping: found.indices, by: { found[$0].kind }) {
            guard let kind, members.count >= FileSeries.least else { continue }
            let sameName = all.count { file in
                file.hasPrefix(kind.folder) && file.hasSuffix(kind.ending)
                    && !file.dropFirst(kind.folder.count).contains("/")
            }
            if sameName == members.count { patterns[kind] = "\(kind.folder)*\(kind.ending)" }
        }
        var files: [String] = []
        for (file, kind) in found {
            guard let kind, let pattern = patterns[kind] else {
                files.append(file)
                continue
            }
            if !files.contains(pattern) { files.append(pattern) }
        }
        return files
    }
}
