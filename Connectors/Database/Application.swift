/// A program whose database is known: which of its tables belong together, and what customers are in them.
///
/// Data, not code: each stream is a base table with what is joined to it. The SQL names tables without the installation's
/// prefix; it runs on a private copy of these tables, never on the client's own database.
struct Application: Sendable {
    /// Its name in `customary.yaml`.
    let name: String
    /// Its name for a person.
    let title: String
    /// Tables, without prefix, that only this program has together.
    let signature: [String]
    /// What it holds.
    let streams: [ApplicationStream]

    /// Where the tables of one installation begin with: `wp_`.
    struct Installation: Sendable, Equatable {
        let application: String
        let prefix: String
    }

    /// The installations among these tables, by their prefixes.
    func installations(in tables: [SourceTable]) -> [Installation] {
        let names = Set(tables.map { $0.name.lowercased() })
        guard let first = signature.first else { return [] }
        let prefixes = names.filter { $0.hasSuffix(first) }.map { String($0.dropLast(first.count)) }
        return prefixes.sorted().filter { prefix in signature.allSatisfy { names.contains(prefix + $0) } }
            .map { Installation(application: name, prefix: $0) }
    }

    /// All that are known.
    static let all: [Application] = [suiteCRM, vtiger, wooCommerce, prestaShop, magento2, magento1]

    static func named(_ name: String) -> Application? { all.first { $0.name == name } }
}

/// One kind of record of an application. Of several of one name the first counts whose table has rows: versions of a program
/// keep the same records in different places.
struct ApplicationStream: Sendable {
    /// The stream's name.
    let name: String
    /// The table whose rows are its records.
    let table: String
    /// The column by which others are joined to it.
    let key: String
    /// Further tables that the SQL below reads.
    var tables: [String] = []
    /// Which rows of the base table `b` are its records; empty = all.
    var condition = ""
    /// Columns of other tables, one row for each record.
    var merged: [Merge] = []
    /// Values that stand under names of their own, a column for each name.
    var pivots: [Pivot] = []
    /// Single columns: a name and an expression over `b`.
    var added: [Added] = []
    /// Columns of other tables. `select` gives `owner`, the key of the record they belong to, and the columns.
    struct Merge: Sendable {
        let prefix: String
        let select: String
        /// Columns of it that say nothing new.
        let without: [String]

        init(_ select: String, prefix: String = "", without: [String] = []) {
            self.select = select
            self.prefix = prefix
            self.without = without
        }
    }

    /// Values under names: each `select` gives `owner`, `name` and `value`; those whose tables aren't there are left out.
    struct Pivot: Sendable {
        let selects: [String]
        /// Names that only the program itself needs, by their beginning.
        let ignored: [String]
        /// Names that are columns even where nobody has such a value.
        let always: [String]

        init(_ selects: [String], ignored: [String] = [], always: [String] = []) {
            self.selects = selects
            self.ignored = ignored
            self.always = always
        }
    }

    /// A column.
    struct Added: Sendable {
        let name: String
        let expression: String

        init(_ name: String, _ expression: String) {
            self.name = name
            self.expression = expression
        }
    }

    /// Whether its records are its table's rows as they are.
    var isPlain: Bool { merged.isEmpty && pivots.isEmpty && added.isEmpty && condition.isEmpty }

    /// All SQL about it.
    var sql: [String] { [condition] + merged.map(\.select) + pivots.flatMap(\.selects) + added.map(\.expression) }

    /// All tables that it needs.
    var allTables: [String] { [table] + tables }
}
