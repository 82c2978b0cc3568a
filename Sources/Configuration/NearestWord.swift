/// Finds the word somebody probably meant.
public enum NearestWord {
    /// The most similar of `candidates`, by insertions, deletions, replacements and swaps of neighbours; nil when none
    /// is near. Case doesn't count. Of equally near ones the first wins.
    public static func among(_ candidates: [String], for word: String) -> String? {
        let wanted = Array(word.lowercased().utf8.prefix(64))
        var best: (word: String, distance: Int)?
        for candidate in candidates {
            let letters = Array(candidate.lowercased().utf8.prefix(64))
            let allowed = max(1, min(wanted.count, letters.count) / 3)
            let distance = distance(wanted, letters)
            if distance <= allowed && distance < (best?.distance ?? .max) { best = (candidate, distance) }
        }
        return best?.word
    }

    /// What to do about a word that is none of `candidates`, as every message says it: `did you mean "street"?` where one is
    /// near, else `otherwise`; without that, which ones there are, the first fifty.
    public static func remedy(for word: String, among candidates: [String], otherwise: String? = nil) -> String {
        if let near = among(candidates, for: word) { return "did you mean \"\(near)\"?" }
        if let otherwise { return otherwise }
        if candidates.isEmpty { return "there are none" }
        let rest = candidates.count - 50
        return "there are \(candidates.prefix(50).joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
    }

    /// Optimal string alignment distance of two byte strings.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var older: [Int] = []
        var previous = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, older[column - 1] + 1)
                }
                current.append(least)
            }
            older = previous
            previous = current
        }
        return previous[right.count]
    }
}
