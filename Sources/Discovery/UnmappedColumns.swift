internal import Records

/// What a mapping file says about the columns that it doesn't read.
public enum UnmappedColumns {
    /// The comment at the file's end: columns that are kept until somebody says otherwise, and those whose content is
    /// never kept; empty when there are none. `remark` is put behind a column's name.
    public static func comment(_ columns: [String], _ remark: (String) -> String = { _ in "" }) -> String {
        func part(_ title: String, _ columns: [String]) -> String {
            if columns.isEmpty { return "" }
            let lines = columns.map { "#   \(YAMLText.oneLine($0))\(remark($0))\n" }
            return "\n# \(title):\n" + lines.joined()
        }
        return part(
            "Not mapped (kept in the staging area until you say otherwise)", columns.filter { !SecretName.matches($0) })
            + part("Never kept, as they hold passwords, keys or cards", columns.filter(SecretName.matches))
    }
}
