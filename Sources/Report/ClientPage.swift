/// What the client's page says of a plan: one A4 that the client signs, then annexes. The same page is made again after the
/// load, with what `verify` found, and after a rollback.
///
/// All of it is data, so that it can be kept beside the plan and shown in another state or language later. Amounts are
/// canonical decimal text; sums never cross currencies.
public struct ClientPage: Codable, Sendable {
    /// What has become of the plan.
    public enum State: String, Codable, Sendable {
        /// Nothing is loaded.
        case proposed
        /// It is in the CRM.
        case loaded
        /// It was, and was taken back.
        case takenBack = "taken_back"
    }

    /// A printed figure beside ours.
    public struct Control: Codable, Sendable {
        /// What it is, and its currency.
        public var name, currency: String
        /// The client's figure, ours, and what lies between them.
        public var printed, ours, difference: String
        /// What the rows that don't come account for.
        public var explained: String
        /// These rows.
        public var missing: [Missing]
        /// Whether they account for all of the difference.
        public var isExplained: Bool

        /// Makes one.
        public init(
            name: String, currency: String, printed: String, ours: String, difference: String, explained: String,
            missing: [Missing], isExplained: Bool
        ) {
            self.isExplained = isExplained
            self.name = name
            self.currency = currency
            self.printed = printed
            self.ours = ours
            self.difference = difference
            self.explained = explained
            self.missing = missing
        }
    }

    /// Rows that a figure lacks, for one reason.
    public struct Missing: Codable, Sendable {
        /// The source, its rows, and why they don't come.
        public var source, rows, reason: String
        /// What they come to.
        public var money: Money
        /// Cells that no amount can be read from.
        public var unreadable: [String]

        /// Makes one.
        public init(source: String, rows: String, reason: String, money: Money, unreadable: [String]) {
            self.source = source
            self.rows = rows
            self.reason = reason
            self.money = money
            self.unreadable = unreadable
        }
    }

    /// Customers who have only sales that don't count as turnover.
    public struct Uncounted: Codable, Sendable {
        /// `orders` or `invoices`.
        public var table: String
        /// How many customers.
        public var customers: Int
        /// What their sales come to.
        public var money: Money

        /// Makes one.
        public init(table: String, customers: Int, money: Money) {
            self.table = table
            self.customers = customers
            self.money = money
        }
    }

    /// A large customer before and after.
    public struct Customer: Codable, Sendable {
        /// The sums' currency.
        public var currency: String
        /// Before; the name is empty for a new customer.
        public var nameBefore, turnoverBefore, balanceBefore, ownerBefore: String
        /// After.
        public var nameAfter, turnoverAfter, balanceAfter, ownerAfter: String

        /// Makes one; `before` and `after` are name, turnover, balance and owner.
        public init(
            currency: String, before: (String, String, String, String), after: (String, String, String, String)
        ) {
            self.currency = currency
            (nameBefore, turnoverBefore, balanceBefore, ownerBefore) = before
            (nameAfter, turnoverAfter, balanceAfter, ownerAfter) = after
        }
    }

    /// Where a source's rows or values went.
    public struct Ledger: Codable, Sendable {
        /// The source and its file.
        public var source, file: String
        /// Bucket and count, in a fixed order.
        public var buckets: [Bucket]
        /// All of them.
        public var total: Int { buckets.reduce(0) { $0 + $1.count } }

        /// Makes one.
        public init(source: String, file: String, buckets: [Bucket]) {
            self.source = source
            self.file = file
            self.buckets = buckets
        }
    }

    /// A name with a count.
    public struct Bucket: Codable, Sendable {
        /// The name, as in JSON.
        public var name: String
        /// The count.
        public var count: Int

        /// Makes one.
        public init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// A value of a customer that changes, or that stays although a source has another.
    public struct Change: Codable, Sendable {
        /// The table, the customer, the column, and the two values.
        public var table, name, column, old, new: String

        /// Makes one.
        public init(table: String, name: String, column: String, old: String, new: String) {
            self.table = table
            self.name = name
            self.column = column
            self.old = old
            self.new = new
        }
    }

    /// Two records that became one customer.
    public struct Join: Codable, Sendable {
        /// Where the records stand, and what they say.
        public var left, leftWords, right, rightWords: String
        /// How likely they are one, in ten-thousandths.
        public var probability: Int

        /// Makes one.
        public init(left: String, leftWords: String, right: String, rightWords: String, probability: Int) {
            self.left = left
            self.leftWords = leftWords
            self.right = right
            self.rightWords = rightWords
            self.probability = probability
        }
    }

    /// Rows that don't come, for one reason.
    public struct LeftOut: Codable, Sendable {
        /// The source and the reason.
        public var source, reason: String
        /// True for rows that need correction.
        public var needsCorrection: Bool
        /// How many.
        public var rows: Int
        /// What they come to, `2,453.15 EUR` as canonical decimal and currency.
        public var money: [Money]

        /// Makes one.
        public init(source: String, reason: String, needsCorrection: Bool, rows: Int, money: [Money]) {
            self.source = source
            self.reason = reason
            self.needsCorrection = needsCorrection
            self.rows = rows
            self.money = money
        }
    }

    /// An amount.
    public struct Money: Codable, Sendable {
        /// Canonical decimal text.
        public var amount: String
        /// ISO 4217.
        public var currency: String

        /// Makes one.
        public init(_ amount: String, _ currency: String) {
            self.amount = amount
            self.currency = currency
        }
    }

    /// A limit.
    public struct Limit: Codable, Sendable {
        /// Its name and what the plan does about it.
        public var name, words: String
        /// What it counts.
        public var count: Int
        /// Whether it stops the load.
        public var stops: Bool

        /// Makes one.
        public init(name: String, words: String, count: Int, stops: Bool) {
            self.name = name
            self.words = words
            self.count = count
            self.stops = stops
        }
    }

    /// What was found in a source.
    public struct Finding: Codable, Sendable {
        /// Where, what and how bad.
        public var source, code, severity, message: String
        /// How often.
        public var count: Int

        /// Makes one.
        public init(source: String, code: String, severity: String, message: String, count: Int) {
            self.source = source
            self.code = code
            self.severity = severity
            self.message = message
            self.count = count
        }
    }

    /// How good a file's data is: hundredths of a percent, nil where a dimension says nothing.
    public struct Quality: Codable, Sendable {
        /// The source.
        public var source: String
        /// The mean, and what it was in the run before.
        public var score, before: Int?
        /// By dimension, in the order completeness, accuracy, consistency, uniqueness, timeliness.
        public var dimensions: [Int?]

        /// Makes one.
        public init(source: String, score: Int?, before: Int?, dimensions: [Int?]) {
            self.source = source
            self.score = score
            self.before = before
            self.dimensions = dimensions
        }
    }

    /// A fact that records had and that the customers made of them have, in hundredths of a percent.
    public struct Gain: Codable, Sendable {
        /// The table and the fact: `accounts`, `email`.
        public var table, fact: String
        /// Of the records, and of the customers.
        public var before, after: Int

        /// Makes one.
        public init(table: String, fact: String, before: Int, after: Int) {
            self.table = table
            self.fact = fact
            self.before = before
            self.after = after
        }
    }

    /// Whose facts win: a group of them, the sources that know it best, and how often which rule decided.
    public struct Winner: Codable, Sendable {
        /// The group: `billingAddress`.
        public var group: String
        /// Sources that are preferred for it.
        public var favourites: [String]
        /// Rules, as `SurvivorshipReason` names them, with their counts.
        public var decided: [Bucket]

        /// Makes one.
        public init(group: String, favourites: [String], decided: [Bucket]) {
            self.group = group
            self.favourites = favourites
            self.decided = decided
        }
    }

    /// What came of the load.
    public struct Loaded: Codable, Sendable {
        /// The batch, who loaded it, and when.
        public var batch, who, at: String
        /// Records written, and those that are as they were written.
        public var records, unchanged: Int
        /// The state hash before and after.
        public var before, after: String
        /// What contradicts the batch's own records.
        public var mismatches: [String]
        /// Limits that were released: which, by whom and why.
        public var released: [String]
        /// Changes that came out otherwise than planned, because the CRM had changed.
        public var delta: Int

        /// Makes one.
        public init(
            batch: String, who: String, at: String, records: Int, unchanged: Int, before: String, after: String,
            mismatches: [String], released: [String], delta: Int
        ) {
            self.batch = batch
            self.who = who
            self.at = at
            self.records = records
            self.unchanged = unchanged
            self.before = before
            self.after = after
            self.mismatches = mismatches
            self.released = released
            self.delta = delta
        }
    }

    /// What came of taking it back.
    public struct TakenBack: Codable, Sendable {
        /// The rollback's batch, who asked for it, and when.
        public var batch, who, at: String
        /// Fields put back, records removed, and what was kept because people had changed it.
        public var restored, deleted, kept: Int
        /// Whether the CRM is proven to be as it should be.
        public var isProven: Bool

        /// Makes one.
        public init(
            batch: String, who: String, at: String, restored: Int, deleted: Int, kept: Int, isProven: Bool
        ) {
            self.batch = batch
            self.who = who
            self.at = at
            self.restored = restored
            self.deleted = deleted
            self.kept = kept
            self.isProven = isProven
        }
    }

    /// What has become of it.
    public var state = State.proposed
    /// The client, the run, the day, the target, the plan's hash and the last day on which it can be loaded.
    public var client = "", run = "", day = "", target = "", planHash = "", validUntil = ""
    /// Whether the target is the client's real CRM.
    public var isLive = false
    /// The tables of a phase; empty when everything is loaded at once.
    public var only: [String] = []
    /// Rows that wait for a later phase, by table.
    public var later: [Bucket] = []
    /// New companies and people, customers that the sources reach and the CRM has, all that it has, those that change.
    public var newCompanies = 0, newPeople = 0, known = 0, existing = 0, changed = 0
    /// Pairs that wait for a person, and open questions.
    public var pairs = 0, questions = 0
    /// Limits.
    public var limits: [Limit] = []
    /// Printed figures.
    public var controls: [Control] = []
    /// What counts as turnover, and sales that two streams have.
    public var turnover = ""
    /// Sales that stand in two streams and are counted once.
    public var linkedSales = 0
    /// Customers who have only sales that don't count as turnover; nil on pages of an earlier version.
    public var uncounted: [Uncounted]?
    /// The largest customers.
    public var largest: [Customer] = []
    /// Where every row went.
    public var rows: [Ledger] = []
    /// Where every value went.
    public var values: [Ledger] = []
    /// Per table: what is made, changed, merged, linked, stays.
    public var tables: [Ledger] = []
    /// Changed columns as `table.column`.
    public var changedColumns: [Bucket] = []
    /// Changes, the first of them.
    public var changes: [Change] = []
    /// Values that people wrote and that stay: the number, and the first of them.
    public var keptCount = 0
    /// The first of the values that stay.
    public var kept: [Change] = []
    /// E-mails that are blanked.
    public var emailsBlanked = 0
    /// Joins, the surest first.
    public var joins: [Join] = []
    /// The number of joins.
    public var joinCount = 0
    /// Wrong joins to expect, in hundredths, and the bounds of 95 of 100 cases.
    public var wrongJoins = 0, wrongJoinsLow = 0, wrongJoinsHigh = 0
    /// Rows that don't come.
    public var leftOut: [LeftOut] = []
    /// Values that were shortened, and columns that no field takes, by source.
    public var shortened = 0
    /// Columns that no field takes: `source: a, b`.
    public var unmapped: [String] = []
    /// Addresses with an opt-in, those that may be written to, and the words that count.
    public var optedIn = 0, mailable = 0
    /// Addresses by the word on consent that counts.
    public var mail: [Bucket] = []
    /// What was found.
    public var findings: [Finding] = []
    /// How good the data is, file by file; nil on pages of an earlier version.
    public var quality: [Quality]?
    /// Whose facts win, the sources by trust and the project's own rules as `field: a, b`; nil on earlier pages.
    public var winners: [Winner]?
    /// Sources of equal trust together, the most trusted first.
    public var trust: [[String]]?
    /// The project's own rules.
    public var winnerRules: [String]?
    /// What joining does to the facts; nil on pages of an earlier version.
    public var gains: [Gain]?
    /// After the load.
    public var loaded: Loaded?
    /// After the rollback.
    public var takenBack: TakenBack?

    /// Makes an empty page.
    public init() {}

    /// Rows by bucket, all sources together.
    var totals: [String: Int] {
        rows.reduce(into: [:]) { sums, source in
            for bucket in source.buckets { sums[bucket.name, default: 0] += bucket.count }
        }
    }
}
