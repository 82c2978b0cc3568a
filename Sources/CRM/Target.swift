public import Records

/// What a CRM database looks like from far: two equal ones hold the same rows.
public struct Fingerprint: Sendable, Equatable {
    /// The database's own id; empty when Customary hasn't prepared it yet.
    public var databaseID: String
    /// The highest row version that was given out; it grows with every insert, update and delete by any tool.
    public var highestVersion: Int64
    /// The number of rows per entity, by `Entity.rawValue`.
    public var counts: [Int]

    /// Makes a fingerprint.
    public init(databaseID: String = "", highestVersion: Int64 = 0, counts: [Int] = []) {
        self.databaseID = databaseID
        self.highestVersion = highestVersion
        self.counts = counts
    }
}

/// What a session is for.
public enum SessionMode: Sendable {
    /// Trying a load: whatever is written is taken back; where there is no database yet, on a private one.
    case planning
    /// Changing the database, alone.
    case writing
    /// Looking at one unchanging state.
    case reading
}

/// How a session ends; anything thrown takes it back.
public enum SessionEnd<Result> {
    /// Everything written holds, at once.
    case commit(Result)
    /// Nothing written holds.
    case rollback(Result)
}

/// A CRM database that customers are loaded into.
public protocol Target: Sendable {
    /// Where it is, for people and plans; never with a secret.
    var location: String { get }
    /// Whether there is a database yet.
    var exists: Bool { get }
    /// Makes the database and whatever tables it lacks, as a step of its own before a batch; doing it again changes
    /// nothing. `now` is a canonical timestamp.
    func prepare(now: String) throws -> Fingerprint
    /// Runs `body` in one transaction. A `writing` session needs a prepared database.
    func withSession<Result>(
        _ mode: SessionMode, _ body: (any LoadSession) throws -> SessionEnd<Result>
    ) throws -> Result
    /// What the engine tells of its use, for whoever is about to load into a live one.
    func circumstances() throws -> TargetCircumstances
    /// After an erasure: leaves no byte of deleted rows in the files of the database. What it couldn't do, and who can,
    /// is returned; nil when nothing is left.
    func discardRemains() throws -> Remains?
}

extension Target {
    /// Nothing, where the engine tells nothing.
    public func circumstances() throws -> TargetCircumstances { TargetCircumstances() }
    /// Nothing, where the engine sees to it by itself.
    public func discardRemains() throws -> Remains? { nil }
}

/// Deleted rows that still stand in a database's files.
public struct Remains: Sendable, Equatable {
    /// Why, and who can end it; the statements follow.
    public let reason: String
    /// The statements that end it, in order.
    public let statements: [String]

    /// Notes them.
    public init(_ reason: String, _ statements: [String]) {
        self.reason = reason
        self.statements = statements
    }
}

/// What an engine tells of a database's use; nil for what it doesn't tell.
public struct TargetCircumstances: Sendable, Equatable {
    /// Other connections than our own.
    public var connections: Int?
    /// When it was last backed up, in the engine's own words.
    public var lastBackup: String?

    /// Notes what is known.
    public init(connections: Int? = nil, lastBackup: String? = nil) {
        self.connections = connections
        self.lastBackup = lastBackup
    }
}

/// A pulled sequence of values, such as blocks of rows; it ends with its session.
public struct Pull<Element> {
    private let step: () throws -> Element?

    /// Makes one from a closure that gives the next value, or nil at the end and ever after.
    public init(_ step: @escaping () throws -> Element?) { self.step = step }

    /// The next value; nil at the end.
    public func next() throws -> Element? { try step() }
}

/// A block of rows of one table, in id order.
public struct StoredRows: Sendable {
    /// The rows' ids.
    public var ids: [RecordID] = []
    /// Their values: the asked columns, or all of `Schema.storedColumns(of:)`, in canonical text.
    public var rows: Rows
    /// Their row versions.
    public var versions: [Int64] = []

    /// Makes an empty block.
    public init(width: Int) { rows = Rows(width: width) }
}

/// A row that names another one.
public struct Referrer: Sendable, Equatable {
    /// The naming row's table; it may be one that the customer model doesn't know.
    public var table: String
    /// The naming row's entity; nil for a table that the customer model doesn't know.
    public var entity: Entity?
    /// The naming row; nil for a table that the customer model doesn't know.
    public var id: RecordID?
    /// The naming column.
    public var column: String
    /// The named record.
    public var referenced: RecordID

    /// Makes a referrer.
    public init(table: String, entity: Entity?, id: RecordID?, column: String, referenced: RecordID) {
        self.table = table
        self.entity = entity
        self.id = id
        self.column = column
        self.referenced = referenced
    }
}

/// One transaction on a CRM database. Values cross as canonical text; empty is NULL; rows come and go in id order.
public protocol LoadSession: AnyObject {
    /// Where the database is.
    var location: String { get }
    /// The database's own id; empty when Customary hasn't prepared it yet.
    func databaseID() throws -> String
    /// The database as it is now.
    func fingerprint() throws -> Fingerprint

    /// A table's rows in id order: all of them or those with the given, sorted ids; all stored columns or the given
    /// ones.
    func rows(of entity: Entity, columns: [Int]?, ids: [RecordID]?) throws -> Pull<StoredRows>
    /// Adds rows; `rows` has all stored columns.
    func insert(_ entity: Entity, ids: [RecordID], rows: Rows) throws
    /// Changes rows; `rows` has all stored columns, of which those with their bit set in the row's mask are written.
    func update(_ entity: Entity, ids: [RecordID], masks: [UInt64], rows: Rows) throws
    /// The rows as the database holds them after `insert` or `update`; nil when that is just as they were given. Only a
    /// database that Customary didn't make changes them.
    func stored(_ entity: Entity, ids: [RecordID], rows: Rows) throws -> Rows?
    /// True when the database made `stored` of `wanted` when that was last written there: a source that still says
    /// `wanted` wants no change.
    func holds(
        _ entity: Entity, _ id: RecordID, _ column: Int, _ wanted: ArraySlice<UInt8>, as stored: ArraySlice<UInt8>
    ) throws -> Bool
    /// What a person should know before a load: rules of a database that Customary didn't make.
    var remarks: [String] { get }
    /// Removes rows; never what names them.
    func delete(_ entity: Entity, ids: [RecordID]) throws
    /// Every row of any table that names one of these records; `ids` is sorted. Rows of the tables `but` needn't be visited.
    func visitReferrers(
        to entity: Entity, ids: [RecordID], but: Set<Entity>, _ body: (Referrer) throws -> Void) throws
    /// Throws when a row names a record that isn't there; what the engine defers to the end is checked now.
    func checkReferences() throws

    /// All loads and rollbacks in order.
    func batches() throws -> [BatchRow]
    /// Notes a load or rollback.
    func append(_ batch: BatchRow) throws
    /// Notes that a batch was taken back whole, and with it all of its changes but those that were kept or that another
    /// rollback had taken back; with an empty `batch`, that it holds again.
    func setUndone(_ sequence: Int, by batch: String) throws

    /// Notes the reasons that a batch's changes name: they number the first one 1.
    func append(_ reasons: [Reason], of batch: Int) throws
    /// The reasons of a batch in order.
    func reasons(of batch: Int) throws -> [Reason]
    /// Notes row changes.
    func append(_ changes: [ChangeRow]) throws
    /// A batch's changes of these kinds in order, in blocks; of one entity or of all.
    func changes(of batch: Int, entity: Entity?, kinds: [ChangeKind]) throws -> Pull<[ChangeRow]>
    /// The changes by loads that still hold, of an entity, in (id, batch, number) order, in blocks.
    func heldChanges(of entity: Entity) throws -> Pull<[ChangeRow]>
    /// Every change of these records, in (id, batch, number) order; `ids` is sorted.
    func history(of entity: Entity, ids: [RecordID]) throws -> [ChangeRow]
    /// Notes of each change whether it was taken back, which of its columns were by themselves, and why it was kept.
    func settle(_ changes: [ChangeRow]) throws
    /// The changes that were kept when their batch was taken back, for one of these reasons.
    func keptChanges(for reason: String) throws -> [ChangeRow]

    /// The crosswalk's entries that hold now, in the order of `CrosswalkEntry`, in blocks.
    func crosswalk() throws -> Pull<[CrosswalkEntry]>
    /// The entries that a batch or a later one wrote, ended or not, in the order of `CrosswalkEntry`, then of batches.
    func crosswalk(since batch: Int) throws -> Pull<[CrosswalkEntry]>
    /// Adds entries.
    func append(_ entries: [CrosswalkEntry]) throws
    /// Ends entries as of a batch; as of 0 they hold again.
    func end(_ entries: [CrosswalkEntry], by batch: Int) throws
    /// Ends, as of a batch, every entry that holds and that the batch `writer` wrote.
    func endAll(of writer: Int, by batch: Int) throws

    /// The salts of those root records that have one, from which their data keys are made.
    func salts(of roots: [RecordID]) throws -> [Salt]
    /// Adds salts.
    func append(_ salts: [Salt]) throws
    /// Makes whatever the book-keeping holds of these records unreadable for ever: the salts of those that are roots go,
    /// so do their crosswalk entries, and of their changes only batch, number, table, id and kind stay, kept as `erased`.
    func forget(_ entity: Entity, ids: [RecordID]) throws

    /// The newest watermark of each stream that wasn't taken back.
    func watermarks() throws -> [Watermark]
    /// Notes watermarks.
    func append(_ watermarks: [Watermark]) throws
    /// Takes back a batch's watermarks and holds the sources of its streams; returns them.
    func undoWatermarks(of batch: Int) throws -> [String]
    /// The sources that are held for `sync`, with the batch that held each.
    func heldSources() throws -> [String: String]
    /// Holds a source, or with nil lets it go on.
    func hold(source: String, by batch: String?) throws

    /// The keys that may sign for this database, as lower-case hex.
    func signers() throws -> [String]
    /// Registers a key.
    func register(signer: String, batch: String) throws
    /// Adds a line to the hash-chained audit.
    func audit(at: String, who: String, what: String, detail: String) throws
    /// Throws when a line of the audit was changed or lost.
    func checkAudit() throws
}

/// What holds for a database that Customary made.
extension LoadSession {
    /// Nil: it holds what it was given.
    public func stored(_ entity: Entity, ids: [RecordID], rows: Rows) throws -> Rows? { nil }

    /// False: it never makes another value of one.
    public func holds(
        _ entity: Entity, _ id: RecordID, _ column: Int, _ wanted: ArraySlice<UInt8>, as stored: ArraySlice<UInt8>
    ) throws -> Bool { false }

    /// None.
    public var remarks: [String] { [] }

    /// Every row of any table that names one of these records; `ids` is sorted.
    public func visitReferrers(to entity: Entity, ids: [RecordID], _ body: (Referrer) throws -> Void) throws {
        try visitReferrers(to: entity, ids: ids, but: [], body)
    }

    /// A batch's changes in order, of all kinds.
    public func changes(of batch: Int, entity: Entity? = nil) throws -> Pull<[ChangeRow]> {
        try changes(of: batch, entity: entity, kinds: ChangeKind.allCases)
    }
}
