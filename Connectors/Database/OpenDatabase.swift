internal import Connecting
internal import Formats
internal import Records
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A source that was looked through, with what it holds.
///
/// Looking through a dump takes as long as reading it, and its streams are read one after the other: what was found is kept
/// until another file is opened. It says nothing that the file doesn't say.
///
/// One thread at a time has it: it is taken out of its place while it is used.
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

    /// A table by its name.
    func table(_ name: String) -> SourceTable? {
        tables.first { $0.name == name } ?? tables.first { $0.name.lowercased() == name.lowercased() }
    }

    // MARK: Keeping

    /// What a file was when it was looked through.
    private struct Identity: Hashable {
        let path: String
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
        let settings: String

        init?(_ delivery: DeliveryFile, _ settings: String) {
            var status = stat()
            guard lstat(delivery.path, &status) == 0 else { return nil }
            path = delivery.path
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
            self.settings = settings
        }
    }

    /// The last database and what it was made of.
    private struct Kept: Sendable {
        var identity: Identity?
        var database: OpenDatabase?
    }

    private static let kept = Mutex(Kept())

    /// Looks through a source, or takes what was found the last time; `body` has it for itself. Nil when `make` makes none.
    static func with<Result>(
        _ delivery: DeliveryFile, settings: String, _ make: () throws -> (any TableSource)?,
        _ body: (OpenDatabase) throws -> Result
    ) throws -> Result? {
        let identity = Identity(delivery, settings)
        let known = kept.withLock { kept -> OpenDatabase? in
            let known = identity != nil && kept.identity == identity ? kept.database : nil
            kept = Kept()
            return known
        }
        guard let database = try known ?? make().map({ try OpenDatabase(delivery, $0) }) else { return nil }
        let result = try body(database)
        kept.withLock { $0 = Kept(identity: identity, database: database) }
        return result
    }
}
