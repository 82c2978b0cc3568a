import Mapping
import Records
import Staging

/// Measures the quality of what was staged and assembled. The measures are described in `docs/quality.md`.
struct QualityStation {
    let deliveries: [StagedDelivery]
    let programs: [MappingProgram]
    let assembly: MasterAssembly
    /// Per source, what became of its cells.
    let fates: [ColumnFates]
    /// Per source and column, cells that keep their row from being loaded.
    let broken: [[Int: Int]]
    /// The day that is today.
    let today: String

    /// Where a fact stands: it is there when one of these groups of fields is filled.
    private static let facts: [(entity: Entity, fact: String, fields: [[String]])] = [
        (.accounts, "name", [["name"]]),
        (.accounts, "email", [["email"]]),
        (.accounts, "phone", [["phone"], ["mobile"]]),
        (.accounts, "address", [["street", "city"], ["street", "postcode"]]),
        (.accounts, "tax_number", [["vat_id"], ["tax_number"]]),
        (.contacts, "name", [["family_name"]]),
        (.contacts, "email", [["email"]]),
        (.contacts, "phone", [["phone"], ["mobile"]]),
        (.contacts, "address", [["street", "city"], ["street", "postcode"]]),
    ]
    /// Values that one customer has and no other.
    private static let own: Set<String> = ["email", "mobile", "vat_id", "tax_number", "registration_number", "number"]

    func run() -> DataQuality {
        var joined = (records: 0, customers: 0)
        var gains: [QualityGain] = []
        for entity in [Entity.accounts, .contacts] {
            let masters = assembly.masters[Int(entity.rawValue)].compactMap { $0 }
            let own = (records: masters.count, customers: Set(masters).count)
            joined.records += own.records
            joined.customers += own.customers
            gains += QualityStation.facts.filter { $0.entity == entity }.compactMap { gain($0, of: own) }
        }
        return DataQuality(sources: deliveries.indices.map(quality), gains: gains, joined: joined)
    }

    // MARK: A source

    private func quality(_ source: Int) -> SourceQuality {
        let program = programs[source]
        let fields = filledFields(source)
        var shares: [QualityDimension: QualityShare] = [:]
        let complete = fields.filter { $0.entity.isParty }
        shares[.completeness] = sum(complete.map { QualityShare($0.filled, of: $0.records) })
        let mapped = program.columns.indices.filter { !program.uses[$0].isEmpty }
        shares[.accuracy] = accuracy(source, mapped)
        shares[.consistency] = consistency(source, mapped)
        shares[.uniqueness] = uniqueness(source)
        shares[.timeliness] = timeliness(source)
        return SourceQuality(
            source: deliveries[source].source, rows: deliveries[source].records, shares: shares.compactMapValues(known),
            fields: fields.map { field in
                let columns = program.columns.indices.filter { column in
                    program.uses[column].contains {
                        program.mapping.records[$0.record].entity == field.entity && $0.field == field.field
                    }
                }
                let name = CustomerModel.fields(of: field.entity)[field.field].name
                var shares: [QualityDimension: QualityShare] = [
                    .completeness: QualityShare(field.filled, of: field.records)
                ]
                shares[.accuracy] = accuracy(source, columns)
                shares[.consistency] = consistency(source, columns)
                if QualityStation.own.contains(name) {
                    shares[.uniqueness] = QualityShare(field.distinct, of: field.filled)
                }
                return FieldQuality(
                    field: "\(field.entity.table).\(name)", columns: columns.map { program.columns[$0] },
                    shares: shares.compactMapValues(known))
            })
    }

    private func known(_ share: QualityShare) -> QualityShare? { share.of > 0 ? share : nil }

    private func sum(_ shares: [QualityShare]) -> QualityShare {
        shares.reduce(QualityShare(0, of: 0)) { QualityShare($0.good + $1.good, of: $0.of + $1.of) }
    }

    private struct Filled {
        let entity: Entity
        let field: Int
        var records = 0
        var filled = 0
        var distinct = 0
    }

    /// The fields that the source's mapping fills, with the records that could have them and those that do.
    private func filledFields(_ source: Int) -> [Filled] {
        var fields: [Filled] = []
        for entity in Entity.allCases {
            let model = CustomerModel.fields(of: entity)
            var wanted: Set<Int> = []
            for uses in programs[source].uses {
                for use in uses
                where programs[source].mapping.records[use.record].entity == entity && use.field < model.count {
                    // A name that is mapped whole is seen by its parts.
                    wanted.insert(
                        model[use.field].name == "full_name"
                            ? CustomerModel.fieldIndex("family_name", of: entity) ?? use.field : use.field)
                }
            }
            guard !wanted.isEmpty else { continue }
            let table = assembly.records[entity]
            let own = (0..<table.count).filter { Int(table.sources[$0]) == source }
            for field in wanted.sorted() {
                var filled = Filled(entity: entity, field: field, records: own.count)
                var values: Set<ArraySlice<UInt8>> = []
                let isOwn = QualityStation.own.contains(model[field].name)
                for record in own where table.fields.length(record, field) > 0 {
                    filled.filled += 1
                    if isOwn { values.insert(table.value(record, field)) }
                }
                filled.distinct = values.count
                fields.append(filled)
            }
        }
        return fields
    }

    private func accuracy(_ source: Int, _ columns: [Int]) -> QualityShare {
        sum(
            columns.map { column in
                let fates = fates[source]
                let good = [ValueBucket.loaded, .changed, .lost, .notCarried].reduce(0) {
                    $0 + fates.count($1, column: column)
                }
                let bad =
                    fates.count(.dropped, column: column) + fates.count(.shortened, column: column)
                    + (broken[source][column] ?? 0)
                return QualityShare(good, of: good + bad)
            })
    }

    private func consistency(_ source: Int, _ columns: [Int]) -> QualityShare {
        sum(
            columns.map { column in
                let fates = fates[source]
                let good = fates.count(.loaded, column: column) + fates.count(.changed, column: column)
                return QualityShare(good, of: good + fates.count(.lost, column: column))
            })
    }

    private func uniqueness(_ source: Int) -> QualityShare {
        sum(
            [Entity.accounts, .contacts].map { entity in
                let table = assembly.records[entity]
                var counts: [RecordID: Int] = [:]
                for record in 0..<table.count where Int(table.sources[record]) == source {
                    if let master = assembly.masters[Int(entity.rawValue)][record] { counts[master, default: 0] += 1 }
                }
                return QualityShare(counts.values.count { $0 == 1 }, of: counts.values.reduce(0, +))
            })
    }

    /// A record's day is compared as text: both are `YYYY-MM-DD`.
    private func timeliness(_ source: Int) -> QualityShare {
        let yearAgo = Days.after(today, days: -365) ?? today
        return sum(
            [Entity.accounts, .contacts].map { entity in
                guard let field = CustomerModel.fieldIndex("recorded_at", of: entity) else {
                    return QualityShare(0, of: 0)
                }
                let table = assembly.records[entity]
                var share = QualityShare(0, of: 0)
                for record in 0..<table.count
                where Int(table.sources[record]) == source && table.fields.length(record, field) >= 10 {
                    share.of += 1
                    if String(decoding: table.value(record, field).prefix(10), as: UTF8.self) >= yearAgo {
                        share.good += 1
                    }
                }
                return share
            })
    }

    // MARK: Before and after

    private func gain(
        _ fact: (entity: Entity, fact: String, fields: [[String]]), of all: (records: Int, customers: Int)
    ) -> QualityGain? {
        let table = assembly.records[fact.entity]
        let fields = fact.fields.map { $0.compactMap { CustomerModel.fieldIndex($0, of: fact.entity) } }
        var before = QualityShare(0, of: all.records)
        var having: Set<RecordID> = []
        for record in 0..<table.count {
            guard let master = assembly.masters[Int(fact.entity.rawValue)][record],
                fields.contains(where: { $0.allSatisfy { table.fields.length(record, $0) > 0 } })
            else { continue }
            before.good += 1
            having.insert(master)
        }
        // A fact that no source has says nothing about joining.
        guard before.good > 0 else { return nil }
        return QualityGain(
            entity: fact.entity, fact: fact.fact, before: before, after: QualityShare(having.count, of: all.customers))
    }
}
