public import CRM
import Configuration
public import Connecting
public import Survivorship

/// A project: one client's sources, mappings, rules and targets, as `customary.yaml` says them.
public struct Project: Sendable {
    /// The folder, without a slash at its end.
    public var folder: String
    /// Its name.
    public var name: String
    /// Its id, which the ids of everything it creates are made from.
    public var id: String
    /// The country of values that name none.
    public var country: String
    /// The zone of timestamps that name none.
    public var timezone: String
    /// The currency of amounts that name none.
    public var currency: String
    /// The sources, by name.
    public var sources: [ProjectSource]
    /// The targets; the first is the default.
    public var targets: [ProjectTarget]
    /// `careful`, `normal` or `bold`.
    public var matchSetting: String
    /// Per field: the sources to prefer, best first.
    public var survivorship: [(field: String, sources: [String])]
    /// What becomes of suppliers, deleted, archived and blocked rows.
    public var scope: [ScopeRule]
    /// What stops a load.
    public var limits: Limits
    /// Figures printed by the client's own systems.
    public var controls: [Control]
    /// Checks of all sources.
    public var checks = ProjectChecks()
    /// What counts as turnover, one stream for each period.
    public var turnover: [TurnoverStream] = []
    /// What the parallel run compares, and what was accepted of it.
    public var parallel = ParallelRules()

    /// Where the staging area, runs and manifests are.
    public var workFolder: String { folder + "/.customary" }
    /// The project's file.
    public var file: String { folder + "/customary.yaml" }

    /// A path as the project's files write it, made absolute.
    public func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : folder + "/" + relative }

    /// A source by name.
    public func source(_ name: String) -> ProjectSource? { sources.first { $0.name == name } }

    /// The source that reads another table of the file that a delivery came in; of several deliveries the newest counts.
    func source(of stream: String, beside delivery: ProjectDelivery) -> ProjectSource? {
        let sides = sources.filter { source in
            source.deliveries.contains { $0.stream == stream && $0.file == delivery.file }
        }
        return sides.first
    }
}

/// A source of a project.
public struct ProjectSource: Sendable {
    /// Its name.
    public var name: String
    /// The connector that reads it.
    public var connector: String
    /// The mapping's name.
    public var mapping: String
    /// How far it is trusted; higher wins.
    public var trust: Int
    /// What it is to the company.
    public var kind: SourceKind
    /// True when it is known to be free of duplicates.
    public var isFreeOfDuplicates: Bool
    /// Its deliveries, the newest last.
    public var deliveries: [ProjectDelivery]

    /// Makes a source.
    public init(
        name: String, connector: String, mapping: String, trust: Int, kind: SourceKind, deliveries: [ProjectDelivery]
    ) {
        self.name = name
        self.connector = connector
        self.mapping = mapping
        self.trust = trust
        self.kind = kind
        isFreeOfDuplicates = false
        self.deliveries = deliveries
    }
}

/// One file of a source.
public struct ProjectDelivery: Sendable {
    /// The file, relative to the project's folder or absolute.
    public var file: String
    /// The stream within it; empty where it holds one table.
    public var stream: String
    /// How it is read.
    public var options: OptionValues
    /// Files that came back with rows of it corrected, in the order in which they came.
    public var corrections: [String] = []

    /// Makes a delivery.
    public init(file: String, stream: String, options: OptionValues) {
        self.file = file
        self.stream = stream
        self.options = options
    }
}

/// A CRM database that the project loads into.
public struct ProjectTarget: Sendable {
    /// Its name.
    public var name: String
    /// Where it is: `sqlite:crm.sqlite`.
    public var url: String
    /// True for the client's real one.
    public var isLive: Bool
    /// Where a restored copy of it is, for `plan --on-copy`; empty where Customary makes one by itself.
    public var copy = ""
    /// The description of another program's tables, relative to the project's folder, or the name of one of the
    /// product's; empty for tables of Customary's.
    public var schema = ""

    /// Makes a target.
    public init(name: String, url: String, isLive: Bool, copy: String = "") {
        self.name = name
        self.url = url
        self.isLive = isLive
        self.copy = copy
    }

    /// Where it is as people may see it: as written for a file, and without user and password for a server.
    public func shown(_ database: any Target) -> String {
        url.hasPrefix("sqlite:") ? url : database.location
    }
}

/// A figure printed by the client's own system, which `verify` compares with.
public struct Control: Sendable {
    /// What it is.
    public var name: String
    /// The table it is a sum over.
    public var table: String
    /// The column.
    public var column: String
    /// The currency.
    public var currency: String
    /// The figure, as decimal text.
    public var figure: String
    /// The sources it counts; empty = all.
    public var sources: [String]
}
