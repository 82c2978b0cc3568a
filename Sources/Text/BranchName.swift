/// Names of branches: `Heidebrot GmbH Fil. Munster` is the branch *Munster* of a house.
public enum BranchName {
    /// The words that make a name a branch's, folded.
    private static let marks: Set<String> = [
        "fil", "filiale", "zweigstelle", "zweigniederlassung", "niederlassung", "ndl", "betriebsstaette",
        "betriebsstätte",
        "geschaeftsstelle", "geschäftsstelle", "branch", "succursale", "sucursal", "filial", "filiaal",
    ]

    /// What tells the branch from others of its house: the words behind the mark, in small letters; empty when the name
    /// has no mark, as a head office's. A mark alone is the branch `?`.
    public static func of(_ name: [UInt8]) -> [UInt8] {
        let words = String(decoding: name, as: UTF8.self).lowercased().split { character in
            character == " " || character == "," || character == "." || character == "(" || character == ")"
        }
        guard let mark = words.firstIndex(where: { marks.contains(String($0)) }), mark > 0 else { return [] }
        let rest = words[(mark + 1)...].joined(separator: " ")
        return Array((rest.isEmpty ? "?" : rest).utf8)
    }
}
