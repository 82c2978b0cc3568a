import Records

/// A table's column names: trimmed, never empty, each only once.
struct ColumnNames {
    /// The names.
    private(set) var names: [String] = []
    /// What had to be done to make them so.
    private(set) var findings: [Finding] = []

    /// Names from a header's cells; further columns up to `width` get a name of their own.
    init(header: [[UInt8]], width: Int) {
        var taken: Set<String> = []
        // Where the search for a free name goes on, so that thousands of equal names cost no more than others.
        var nextCopies: [String: Int] = [:]
        for index in 0..<max(header.count, width) {
            let given = index < header.count ? ColumnNames.clean(header[index]) : ""
            var name = given
            if given.isEmpty {
                name = "column_\(index + 1)"
                findings.append(
                    Finding(
                        code: index < header.count ? "header.empty" : "header.short", severity: .note, ordinal: 0,
                        column: index,
                        message: index < header.count
                            ? "column \(index + 1) has no name, so it is called \(name)"
                            : "rows have more cells than the header has names; column \(index + 1) is called \(name)",
                        remedy: "name it in the file, or map \(name)"))
            }
            let base = name
            var copy = nextCopies[base.lowercased(), default: 2]
            // Names that differ only in case would be one column in a spreadsheet or a database.
            while taken.contains(name.lowercased()) {
                name = "\(base)_\(copy)"
                copy += 1
            }
            nextCopies[base.lowercased()] = copy
            if name != base {
                findings.append(
                    Finding(
                        code: "header.duplicate", severity: .warning, ordinal: 0, column: index, value: given,
                        message: "column \(index + 1) has the name of an earlier one, so it is called \(name)",
                        remedy: "map the column that is meant"))
            }
            taken.insert(name.lowercased())
            names.append(name)
        }
    }

    /// Names for a table without a header: those given, then `column_1` by place.
    init(given: [String], width: Int) {
        self.init(header: given.map { Array($0.utf8) }, width: width)
        findings = []
    }

    /// A name without blanks around it, line breaks as blanks, without byte order mark.
    private static func clean(_ cell: [UInt8]) -> String {
        var name = String.UnicodeScalarView()
        for scalar in String(decoding: cell, as: UTF8.self).unicodeScalars {
            let isBreak = scalar == "\n" || scalar == "\r" || scalar == "\t"
            if isBlank(scalar) && (name.isEmpty || (isBreak && name.last == " ")) { continue }
            name.append(isBreak ? " " : scalar)
        }
        while let last = name.last, isBlank(last) { name.removeLast() }
        return String(name)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
    }
}
