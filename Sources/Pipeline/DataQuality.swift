public import Configuration
public import Records

/// A share as two counts, so that it adds up over sources and never has to be rounded on the way.
public struct QualityShare: Sendable, Equatable {
    /// How many are good.
    public var good: Int
    /// Of how many.
    public var of: Int

    /// Makes a share.
    public init(_ good: Int, of whole: Int) {
        self.good = good
        of = whole
    }

    /// Hundredths of a percent, rounded down: 10,000 means all, and nothing else does. Nil of nothing.
    public var hundredths: Int? {
        guard of > 0 else { return nil }
        let (product, isOver) = good.multipliedReportingOverflow(by: 10_000)
        return isOver ? good / (of / 10_000) : product / of
    }
}

/// What the quality of data is measured by.
public enum QualityDimension: String, Sendable, CaseIterable {
    /// Values that are there, of those that could be.
    case completeness
    /// Values that no check dropped, of those given.
    case accuracy
    /// Values that the customer's other records agree with, of those that reach the master or lost there.
    case consistency
    /// Records that are the only one of their customer in the source, of all customer records.
    case uniqueness
    /// Records touched within a year, of those that say when they were touched.
    case timeliness
}

/// The quality of one field of one source.
public struct FieldQuality: Sendable {
    /// The field as mappings name it: `contacts.email`.
    public let field: String
    /// The columns that it is made of.
    public let columns: [String]
    /// The dimensions that say something of it.
    public let shares: [QualityDimension: QualityShare]
}

/// The quality of one source.
public struct SourceQuality: Sendable {
    /// The source.
    public let source: String
    /// Its rows.
    public let rows: Int
    /// The dimensions that say something of it.
    public let shares: [QualityDimension: QualityShare]
    /// Field by field, in the model's order.
    public let fields: [FieldQuality]

    /// The mean of its dimensions in hundredths of a percent; nil when none says anything.
    public var score: Int? {
        let known = QualityDimension.allCases.compactMap { shares[$0]?.hundredths }
        return known.isEmpty ? nil : known.reduce(0, +) / known.count
    }
}

/// How many records of the sources, and how many customers made of them, have a fact.
public struct QualityGain: Sendable {
    /// Accounts or contacts.
    public let entity: Entity
    /// `name`, `email`, `phone`, `address`, `tax_number`.
    public let fact: String
    /// Records of all sources that have it.
    public let before: QualityShare
    /// Customers that have it.
    public let after: QualityShare
}

/// The quality of what a plan loads: source by source, and what joining the sources does to it.
public struct DataQuality: Sendable {
    /// By source, in the project's order.
    public let sources: [SourceQuality]
    /// Facts before and after.
    public let gains: [QualityGain]
    /// Customer records before, and the customers that they are.
    public let joined: (records: Int, customers: Int)
}

extension DataQuality {
    /// As JSON: shares as counts and in percent.
    public var document: JSONValue {
        [
            "sources": .array(
                sources.map { source in
                    [
                        "source": .string(source.source), "rows": .integer(source.rows),
                        "score": DataQuality.percent(source.score), "dimensions": DataQuality.document(source.shares),
                        "fields": .array(
                            source.fields.map { field in
                                [
                                    "field": .string(field.field), "columns": .strings(field.columns),
                                    "dimensions": DataQuality.document(field.shares),
                                ]
                            }),
                    ]
                }),
            "gains": .array(
                gains.map { gain in
                    [
                        "table": .string(gain.entity.table), "fact": .string(gain.fact),
                        "before": DataQuality.document(gain.before), "after": DataQuality.document(gain.after),
                    ]
                }),
            "joined": ["records": .integer(joined.records), "customers": .integer(joined.customers)],
        ]
    }

    private static func document(_ shares: [QualityDimension: QualityShare]) -> JSONValue {
        .object(
            QualityDimension.allCases.compactMap { dimension in
                shares[dimension].map { JSONMember(dimension.rawValue, document($0)) }
            })
    }

    private static func document(_ share: QualityShare) -> JSONValue {
        ["good": .integer(share.good), "of": .integer(share.of), "percent": percent(share.hundredths)]
    }

    /// Hundredths of a percent as a number of percent.
    private static func percent(_ hundredths: Int?) -> JSONValue {
        guard let hundredths else { return .null }
        let rest = hundredths % 100
        return .decimal("\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)")
    }
}

extension ProjectRun {
    /// The score of each source in the newest run that has one, in hundredths of a percent.
    func newestQuality() -> [String: Int] {
        var scores: [String: Int] = [:]
        for source in newestQualityDocument()?["sources"]?.items ?? [] {
            guard let name = source["source"]?.text, case .decimal(let text)? = source["score"] else { continue }
            let parts = text.split(separator: ".").map(String.init)
            if parts.count == 2, parts[1].count == 2, let whole = Int(parts[0]), let rest = Int(parts[1]) {
                scores[name] = whole * 100 + rest
            }
        }
        return scores
    }

    private func newestQualityDocument() -> JSONValue? {
        for run in runsNewestFirst() {
            if let bytes = try? FileText.read(runFolder(run) + "/quality.json", limit: 64 << 20),
                let document = try? JSONParser.parse(bytes)
            {
                return document
            }
        }
        return nil
    }

    /// The quality of the newest run's data, a line for each source, field and dimension; lines without a field are about
    /// the whole source.
    public func qualityTable() -> ExportTable {
        ExportTable(columns: ["source", "field", "dimension", "good", "of", "percent"]) { body in
            for source in self.newestQualityDocument()?["sources"]?.items ?? [] {
                for part in [source] + (source["fields"]?.items ?? []) {
                    for dimension in part["dimensions"]?.members ?? [] {
                        try body(
                            [source["source"]?.text ?? "", part["field"]?.text ?? "", dimension.key]
                                + ["good", "of", "percent"].map { key in
                                    switch dimension.value[key] {
                                    case .integer(let number): String(number)
                                    case .decimal(let text): text
                                    default: ""
                                    }
                                })
                    }
                }
            }
        }
    }
}

/// What became of each column's cells, counted while the ledgers are filled.
struct ColumnFates {
    /// Counts, by column and bucket.
    private var counts: [Int]

    init(columns: Int) { counts = [Int](repeating: 0, count: columns * ValueBucket.allCases.count) }

    mutating func add(_ bucket: ValueBucket, column: Int) {
        counts[column * ValueBucket.allCases.count + bucket.place] += 1
    }

    func count(_ bucket: ValueBucket, column: Int) -> Int {
        counts[column * ValueBucket.allCases.count + bucket.place]
    }

    /// All columns together.
    var totals: [ValueBucket: Int] {
        var totals: [ValueBucket: Int] = [:]
        for column in 0..<(counts.count / ValueBucket.allCases.count) {
            for bucket in ValueBucket.allCases { totals[bucket, default: 0] += count(bucket, column: column) }
        }
        return totals.filter { $0.value > 0 }
    }
}
