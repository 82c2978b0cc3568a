internal import Connecting
internal import Formats
internal import Records

/// A source that was looked through, with what it holds.
///
/// One thread at a time has it: `LastLook` takes it out of its place while it is used.
final class OpenDatabase: @unchecked Sendable {
    let source: any TableSource
    let tables: [SourceTable]
    /// The program whose database it is, with the prefix of its tables.
    let installations: [(application: Application, prefix: String)]
    private let delivery: DeliveryFile
    private var stores: [String: ApplicationStore] = [:]

    private init(_ delivery: DeliveryFile, _ source: any TableSource) throws {
        self.delivery = delivery
        self.source = source
        tables = try source.tables()
        let tables = tables
        installations = Application.all.flatMap { application in
            application.installations(in: tables).map { (application, $0.prefix) }
        }
    }

    /// The joined tables of an installation.
    func store(_ number: Int) throws -> ApplicationStore {
        let (application, prefix) = installations[number]
        let key = "\(application.name) \(prefix)"
        if let known = stores[key] { return known }
        let store = try ApplicationStore(application, prefix: prefix, tables: tables, of: source)
        stores[key] = store
        return store
    }

    /// Rows of joined tables whose reading isn't certain, by table.
    var doubtfulRows: [String: Int] {
        stores.values.reduce(into: [:]) { $0.merge($1.doubtful) { max($0, $1) } }
    }

    /// A table by its name.
    func table(_ name: String) -> SourceTable? {
        tables.first { $0.name == name } ?? tables.first { $0.name.lowercased() == name.lowercased() }
    }

    // MARK: Keeping

    private static let last = LastLook<OpenDatabase>()

    /// Looks through a source, or takes what was found the last time; `body` has it for itself.
    static func with<Result>(
        _ delivery: DeliveryFile, settings: String, _ make: () throws -> any TableSource,
        _ body: (OpenDatabase) throws -> Result
    ) throws -> Result {
        try last.with(delivery, settings: settings, { try OpenDatabase(delivery, make()) }, body)
    }
}
