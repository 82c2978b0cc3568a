/// How one program writes its records as JSON or XML: data, from which the records are told, named and laid out as tables.
///
/// Paths inside a record are written as its columns are: names joined by points, without prefixes of namespaces, without
/// the items' own name where a list's name is its plural (`Phones.Phone` is `Phones`), and without GraphQL's `edges` and `node`.
public struct TreeDialect: Sendable {
    /// Its name in `customary.yaml`.
    public var name: String
    /// What it is called on screens.
    public var title: String
    /// The local names that the XML root can have; empty: any, and JSON.
    public var roots: [String]
    /// What the root's namespace begins with; empty: any.
    public var namespace: String
    /// Alternatives of paths that all have to be there for the file to be of this dialect: `/customers/default_address` from
    /// the outermost value, `//records/attributes` from anywhere. Empty: the tables' marks decide.
    public var signature: [[String]]
    /// Where the records are, written like the signature's paths; empty: they are found by themselves.
    public var records: [String]
    /// Records of several kinds under one name, told apart by a value in them.
    public var split: TreeSplit?
    /// The kinds of records it has.
    public var tables: [TreeTable]
    /// What an identifier begins with of which only what stands behind the last slash is the key; empty: none.
    public var identifiers: String
    /// How names end whose values are objects of `value` and `name`, or plain: both give the columns `X` and `X@name`.
    public var references: String
    /// How sure the program is of a file with the signature: 0 to 100.
    public var confidence: Int

    /// Describes a dialect.
    public init(
        _ name: String, title: String, roots: [String] = [], namespace: String = "", signature: [[String]] = [],
        records: [String] = [], split: TreeSplit? = nil, identifiers: String = "", references: String = "",
        confidence: Int = 94,
        tables: [TreeTable]
    ) {
        self.name = name
        self.title = title
        self.roots = roots
        self.namespace = namespace
        self.signature = signature
        self.records = records
        self.split = split
        self.identifiers = identifiers
        self.references = references
        self.tables = tables
        self.confidence = confidence
    }

    /// Any JSON or XML with records in it.
    public static let generic = TreeDialect("generic", title: "", confidence: 50, tables: [])
}

/// Records of several kinds that stand under one name.
public struct TreeSplit: Sendable {
    /// The name of what holds a record; empty for documents and the items of an outermost array.
    public var name: String
    /// Where in a record its kind stands; the first of these that has text.
    public var paths: [[String]]
    /// What is taken off the kind's front, up to and with this character.
    public var after: String
    /// What ends the kind.
    public var before: String

    /// Tells records named `name` apart by the text at one of `paths`; of `gid://shopify/Customer/1` with `after: "shopify/"`
    /// and `before: "/"` the kind is `Customer`.
    public init(_ name: String, by paths: [[String]], after: String = "", before: String = "") {
        self.name = name
        self.paths = paths
        self.after = after
        self.before = before
    }
}

/// One kind of record of a dialect.
public struct TreeTable: Sendable {
    /// The stream's name.
    public var name: String
    /// The names that the record's own element or list can have; empty: any.
    public var elements: [String]
    /// Columns or groups that all have to be there; empty with `elements`: the name is enough.
    public var marks: [String]
    /// Columns that must not be there.
    public var without: [String]
    /// The record's own key, by which the rows of its groups refer to it; empty: found.
    public var key: String
    /// Groups inside the record.
    public var groups: [String: TreeGroup]
    /// Columns that the table has whether a file has them or not.
    public var columns: [String]
    /// What is left out: a path, and everything below it.
    public var drop: [String]
    /// Of values that stand there more than once, only the first counts.
    public var once: [String]
    /// A column that takes another one's value, with a text before it, where it has none of its own.
    public var standIns: [String: (column: String, prefix: String)]
    /// True for records that hold nothing about customers, which are offered only when all streams are asked for.
    public var isAside: Bool

    /// Describes a table.
    public init(
        _ name: String, elements: [String] = [], marks: [String] = [], without: [String] = [], key: String = "",
        groups: [String: TreeGroup] = [:], columns: [String] = [], drop: [String] = [], once: [String] = [],
        standIns: [String: (column: String, prefix: String)] = [:], isAside: Bool = false
    ) {
        self.name = name
        self.elements = elements
        self.marks = marks
        self.without = without
        self.key = key
        self.groups = groups
        self.columns = columns
        self.drop = drop
        self.once = once
        self.standIns = standIns
        self.isAside = isAside
    }
}

/// What becomes of a group of values that a record has several of.
public enum TreeGroup: Sendable, Hashable {
    /// Numbered columns, at least so many: `phones.1.number`.
    case numbered(Int)
    /// Rows of a stream of their own, with the owner's key and those of its plain values that `carry` names; `columns` are always
    /// there. `isAside`: the rows hold nothing about customers, and are offered only when all streams are asked for.
    case rows(key: String = "", columns: [String] = [], carry: [String] = [], isAside: Bool = false)
    /// Columns named by a value in the group: `Phones.MOBILE.PhoneNumber`. What has no such value, or its own once more, is
    /// joined by line breaks.
    case typed(by: String)
    /// A column for each key: `meta_data.vat_number`.
    case pairs(key: String, value: String)
}
