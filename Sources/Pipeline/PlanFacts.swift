import CRM
import Foundation
import Ledger
import Matching
import Records
import Staging
import Text

/// What a client wants to see of a plan beyond its counts: the largest customers, changes, joins, what was left out.
public struct PlanFacts {
    /// A customer with a great turnover, before and after.
    public struct LargeCustomer: Sendable {
        /// The currency of the sums.
        public let currency: String
        /// The name after the load, and before it; empty for a new customer.
        public let name: (before: String, after: String)
        /// Turnover, as decimal text.
        public let turnover: (before: String, after: String)
        /// What is open, as decimal text.
        public let balance: (before: String, after: String)
        /// The owner's name; empty for nobody.
        public let owner: (before: String, after: String)
    }

    /// A change of one column of a record that the CRM has.
    public struct FieldChange: Sendable {
        /// The record's table.
        public let table: String
        /// The customer's name.
        public let name: String
        /// The column.
        public let column: String
        /// The value before.
        public let old: String
        /// The value after; of a value that stays, what the sources have.
        public let new: String
    }

    /// Two records that became one customer.
    public struct Join: Sendable {
        /// The records: where each stands and what it says.
        public let sides: [(record: String, words: String)]
        /// How likely they are one.
        public let probability: Double
    }

    /// Rows of a source that don't come, for one reason.
    public struct LeftOut: Sendable {
        /// The source.
        public let source: String
        /// True for rows that need correction; false for those that a rule leaves out or that wait.
        public let needsCorrection: Bool
        /// Why.
        public let reason: String
        /// How many.
        public let rows: Int
        /// What they come to, by currency, as decimal text.
        public let money: [(currency: String, sum: String)]
    }

    /// What was found in a source.
    public struct Finding: Sendable {
        /// The source.
        public let source: String
        /// The code.
        public let code: String
        /// `error`, `warning` or `note`.
        public let severity: String
        /// In words, of the first one.
        public let message: String
        /// How often.
        public let count: Int
    }

    /// The largest customers of each currency, ten of each.
    public var largest: [LargeCustomer] = []
    /// What counts as turnover: `orders.total of shop`.
    public var turnover = ""
    /// Sales that stand in two streams and were counted once.
    public var linkedSales = 0
    /// Customers of whom only sales are known that don't count as turnover.
    public var uncounted: [UncountedSales] = []
    /// Changes of what the CRM has, by table and column: how many.
    public var changedColumns: [(table: String, column: String, count: Int)] = []
    /// The first of these changes.
    public var changes: [FieldChange] = []
    /// Values that people wrote and that stay, the first of them.
    public var kept: [FieldChange] = []
    /// The number of values that stay.
    public var keptCount = 0
    /// E-mails that are blanked.
    public var emailsBlanked = 0
    /// Joins, the surest first; at most 500.
    public var joins: [Join] = []
    /// The number of joins.
    public var joinCount = 0
    /// Wrong joins to expect, and the bounds between which 95 of 100 such loads lie.
    public var wrongJoins: (expected: Double, low: Int, high: Int) = (0, 0, 0)
    /// Rows that don't come.
    public var leftOut: [LeftOut] = []
    /// What was found.
    public var findings: [Finding] = []
    /// The file of each source.
    public var files: [String: String] = [:]
    /// Words on consent by status: how many addresses.
    public var mail: [(status: String, addresses: Int)] = []
}

extension ProjectRun {
    /// The most changes and joins that a page lists.
    private static let maximumListed = 500

    /// Gathers what the client's page shows of a plan.
    public func facts(_ plan: PlanOutcome) throws -> PlanFacts {
        var facts = PlanFacts()
        let (_, database) = try target(plan.target.name)
        let names = CustomerNames(plan.desired, plan.matched.image, plan.changes)
        try addLargest(plan, database, names, &facts)
        addChanges(plan, names, &facts)
        addJoins(plan, names, &facts)
        for (delivery, mapping) in zip(plan.matched.deliveries, plan.matched.mappings) {
            facts.files[delivery.source] = delivery.file
            let amounts = try LeftOutMoney(project: project, staging: staging).amounts(delivery, mapping)
            for group in try staging.reasons(of: delivery.id) {
                let own = amounts.filter { $0.state == group.state && $0.reason == group.reason }
                facts.leftOut.append(
                    PlanFacts.LeftOut(
                        source: delivery.source, needsCorrection: group.state == .rejected, reason: group.reason,
                        rows: group.count, money: sums(own)))
            }
            for finding in try staging.findingCounts(of: delivery.id) {
                facts.findings.append(
                    PlanFacts.Finding(
                        source: delivery.source, code: finding.code, severity: "\(finding.severity)",
                        message: finding.message, count: finding.count))
            }
        }
        facts.mail = Mailability(plan.assembly).statuses
        return facts
    }

    /// One sum for each row and currency: of an invoice what `controls:` looks at, else its whole amount.
    private func sums(_ amounts: [LeftOutAmount]) -> [(currency: String, sum: String)] {
        let controlled = Set(project.controls.map { "\($0.table).\($0.column)" })
        var sums: [String: Int64] = [:]
        for entity in Set(amounts.map(\.stream.entity)) {
            let streams = MoneyStream.all.filter { $0.entity == entity }
            guard let stream = streams.first(where: { controlled.contains($0.name) }) ?? streams.first else { continue }
            for amount in amounts where amount.stream == stream {
                if let own = amount.amount { sums[amount.currency, default: 0] += own }
            }
        }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, TenThousandths.text($0.value)) }
    }

    private func addLargest(
        _ plan: PlanOutcome, _ database: any Target, _ names: CustomerNames, _ facts: inout PlanFacts
    ) throws {
        let turnover = try CustomerTurnover(project, plan.assembly, plan.desired, on: database)
        facts.linkedSales = turnover.linked
        facts.uncounted = turnover.uncounted
        facts.turnover = turnover.streams.map { stream in
            "\(stream.table.table).\(stream.column)"
                + (stream.sources.isEmpty ? "" : " (\(stream.sources.joined(separator: ", ")))")
                + (stream.from.isEmpty ? "" : " from \(stream.from)")
                + (stream.until.isEmpty ? "" : " until \(stream.until)")
        }.joined(separator: " · ")
        let cards = try CustomerCards(
            turnover.largest(10).map(\.customer), plan.desired, plan.changes, database)
        for large in turnover.largest(10) {
            let card = cards[large.customer]
            func text(_ sums: [String: [RecordID: Int64]]) -> String {
                TenThousandths.text(sums[large.currency]?[large.customer] ?? 0)
            }
            let owners = [card?.ownerBefore, card?.ownerAfter].map { owner in
                owner.map { names.user($0) } ?? ""
            }
            facts.largest.append(
                PlanFacts.LargeCustomer(
                    currency: large.currency,
                    name: (card?.nameBefore ?? "", card?.nameAfter ?? names[large.customer]),
                    turnover: (text(turnover.before), text(turnover.sums)),
                    balance: (text(turnover.balancesBefore), text(turnover.balances)),
                    owner: (owners[0], owners[1])))
        }
    }

    private func addChanges(_ plan: PlanOutcome, _ names: CustomerNames, _ facts: inout PlanFacts) {
        var counts: [String: [String: Int]] = [:]
        for part in plan.changes.entities {
            let columns = CustomerModel.columns(of: part.entity)
            let updates = part.updates
            for row in 0..<updates.count {
                for (index, column) in columns.enumerated() where updates.masks[row] >> UInt64(index) & 1 == 1 {
                    counts[part.entity.table, default: [:]][column.name, default: 0] += 1
                    guard facts.changes.count < ProjectRun.maximumListed else { continue }
                    func text(_ rows: Rows) -> String {
                        guard case .reference(let other) = column.type, let id = RecordID(rows[row, index]) else {
                            return rows.text(row, index)
                        }
                        return other == .users ? names.user(id) : names[id]
                    }
                    facts.changes.append(
                        PlanFacts.FieldChange(
                            table: part.entity.table,
                            name: customer(part.entity, updates.ids[row], updates.new, row, names),
                            column: column.name, old: text(updates.old), new: text(updates.new)))
                }
            }
            facts.keptCount += part.kept.count
            for value in part.kept.prefix(max(0, ProjectRun.maximumListed - facts.kept.count)) {
                facts.kept.append(
                    PlanFacts.FieldChange(
                        table: part.entity.table, name: part.entity.isParty ? names[value.id] : "",
                        column: columns.indices.contains(value.column) ? columns[value.column].name : "",
                        old: String(decoding: value.crm, as: UTF8.self),
                        new: String(decoding: value.source, as: UTF8.self)))
            }
        }
        facts.changedColumns = counts.flatMap { table, columns in
            columns.map { (table: table, column: $0.key, count: $0.value) }
        }.sorted { ($1.count, $0.table, $0.column) < ($0.count, $1.table, $1.column) }
        facts.emailsBlanked = plan.limits.first { $0.name == "emails_blanked" }?.count ?? 0
    }

    private func customer(
        _ entity: Entity, _ id: RecordID, _ rows: Rows, _ row: Int, _ names: CustomerNames
    ) -> String {
        if entity.isParty { return names[id] }
        for column in ["contact_id", "account_id", "from_contact_id", "from_account_id"] {
            if let index = CustomerModel.columnIndex(column, of: entity), let parent = RecordID(rows[row, index]) {
                return names[parent]
            }
        }
        for column in ["name", "number"] {
            if let index = CustomerModel.columnIndex(column, of: entity) { return rows.text(row, index) }
        }
        return ""
    }

    private func addJoins(_ plan: PlanOutcome, _ names: CustomerNames, _ facts: inout PlanFacts) {
        let matched = plan.matched
        var joins: [(weight: Int32, entity: Entity, pair: MatchPair)] = []
        for (entity, kind) in [(Entity.accounts, matched.outcome.organisations), (.contacts, matched.outcome.people)] {
            for pair in kind.pairs
            where pair.band == .merged && kind.labels[Int(pair.first)] == kind.labels[Int(pair.second)] {
                joins.append((pair.weight, entity, pair))
            }
        }
        joins.sort {
            ($1.weight, $0.entity, $0.pair.first, $0.pair.second)
                < ($0.weight, $1.entity, $1.pair.first, $1.pair.second)
        }
        facts.joinCount = joins.count
        // The surest and the closest calls are both worth a look; what lies between them may be left out.
        let half = ProjectRun.maximumListed / 2
        let shown = joins.count <= half * 2 ? joins[...] : joins.prefix(half) + joins.suffix(half)
        facts.joins = shown.map { join in
            PlanFacts.Join(
                sides: [join.pair.first, join.pair.second].map { side(join.entity, Int($0), matched, names) },
                probability: join.pair.probability)
        }
        let expected = matched.expectedWrongJoins * Double(matched.customers) / 1_000
        facts.wrongJoins = (expected, Poisson.quantile(0.025, expected), Poisson.quantile(0.975, expected))
    }

    private func side(
        _ entity: Entity, _ record: Int, _ matched: Matched, _ names: CustomerNames
    ) -> (record: String, words: String) {
        let table = matched.records[entity]
        guard record < table.count else {
            let ids = entity == .accounts ? matched.image.accounts.ids : matched.image.contacts.ids
            return ("CRM", names[ids[record - table.count]])
        }
        let columns = entity == .accounts ? ["name", "city"] : ["given_name", "family_name", "city"]
        let words = columns.compactMap { CustomerModel.fieldIndex($0, of: entity) }
            .map { String(decoding: table.value(record, $0), as: UTF8.self) }.filter { !$0.isEmpty }
        return (
            "\(matched.records.sources[Int(table.sources[record])]):\(table.ordinals[record])",
            entity == .accounts
                ? words.joined(separator: ", ")
                : words.prefix(2).joined(separator: " ") + (words.count > 2 ? ", " + words[2] : "")
        )
    }
}

/// Counts of rare events.
enum Poisson {
    /// The smallest number that at least the share `probability` of all cases doesn't exceed, when `mean` are expected.
    static func quantile(_ probability: Double, _ mean: Double) -> Int {
        guard mean > 0, mean < 700 else { return mean > 0 ? Int(mean) : 0 }
        var term = exp(-mean)
        var sum = term
        var number = 0
        while sum < probability, number < 10_000 {
            number += 1
            term *= mean / Double(number)
            sum += term
        }
        return number
    }
}

/// Names and owners of a few customers, as the CRM has them and as they will be.
private struct CustomerCards {
    struct Card {
        var nameBefore = ""
        var nameAfter = ""
        var ownerBefore: RecordID?
        var ownerAfter: RecordID?
    }

    private var cards: [RecordID: Card] = [:]

    init(_ ids: [RecordID], _ desired: DesiredMaster, _ changes: ChangeSet, _ target: any Target) throws {
        let wanted = Set(ids).sorted()
        if target.exists {
            try target.withSession(.reading) { session in
                for entity in [Entity.accounts, .contacts] {
                    let blocks = try session.rows(of: entity, columns: nil, ids: wanted)
                    while let block = try blocks.next() {
                        for (row, id) in block.ids.enumerated() {
                            let (name, owner) = CustomerCards.read(entity, block.rows, row)
                            cards[id] = Card(
                                nameBefore: name, nameAfter: name, ownerBefore: owner, ownerAfter: owner)
                        }
                    }
                }
                return SessionEnd<Void>.rollback(())
            }
        }
        for entity in [Entity.accounts, .contacts] {
            let (table, updates) = (desired[entity], changes[entity].updates)
            for id in wanted {
                if let row = CustomerNames.index(of: id, in: updates.ids) {
                    let (name, owner) = CustomerCards.read(entity, updates.new, row)
                    cards[id, default: Card()].nameAfter = name
                    cards[id, default: Card()].ownerAfter = owner
                } else if cards[id] == nil, let row = CustomerNames.index(of: id, in: table.ids) {
                    let (name, owner) = CustomerCards.read(entity, table.rows, row)
                    cards[id] = Card(nameAfter: name, ownerAfter: owner)
                }
            }
        }
    }

    subscript(id: RecordID) -> Card? { cards[id] }

    private static func read(_ entity: Entity, _ rows: Rows, _ row: Int) -> (name: String, owner: RecordID?) {
        let owner = CustomerModel.columnIndex("owner_id", of: entity).flatMap { RecordID(rows[row, $0]) }
        return (CustomerNames.name(entity) { rows.text(row, $0) }, owner)
    }
}
