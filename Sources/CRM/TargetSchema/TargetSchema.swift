public import Records

/// How the customer model lives in a database that Customary didn't make.
///
/// A value read from a description, which people write in YAML. Tables and columns are checked against the database's
/// catalogue before anything is read or written.
public struct TargetSchema: Sendable {
    /// Where something stands in the description.
    public struct Spot: Sendable, Hashable {
        /// The line, counted from 1; 0 = unknown.
        public var line: Int
        /// The column, counted from 1.
        public var column: Int

        /// Makes a spot.
        public init(line: Int = 0, column: Int = 0) {
            self.line = line
            self.column = column
        }
    }

    /// A column with values, all of which mean the same: the first is written, any is read; nil is NULL.
    public struct Condition: Sendable, Equatable {
        /// The column.
        public var column: String
        /// The values as the database holds them.
        public var values: [String?]
        /// Where it stands.
        public var spot: Spot

        /// Makes a condition.
        public init(column: String, values: [String?], spot: Spot = Spot()) {
            self.column = column
            self.values = values
            self.spot = spot
        }
    }

    /// How the ids of new rows are made.
    public enum IDMaking: Sendable, Equatable {
        /// No rows are ever made.
        case nobody
        /// The master id itself.
        case uuid
        /// So many hexadecimal digits, derived from the master id.
        case text(length: Int)
        /// The column's own sequence, or the named one.
        case sequence(String?)
    }

    /// Rows of other tables through which a column is read, never written.
    public struct Hop: Sendable, Equatable {
        /// The table.
        public var table: String
        /// Its column that is compared.
        public var key: String
        /// The column that it is compared with: of the hop before, or of the place's own table; empty = its id.
        public var by: String
        /// Which of its rows count.
        public var conditions: [Condition]
        /// Where it stands.
        public var spot: Spot

        /// Makes a hop.
        public init(table: String, key: String, by: String, conditions: [Condition], spot: Spot = Spot()) {
            self.table = table
            self.key = key
            self.by = by
            self.conditions = conditions
            self.spot = spot
        }
    }

    /// A table of codes.
    public struct Lookup: Sendable, Equatable {
        /// The table.
        public var table: String
        /// The column that other tables name its rows by.
        public var key: String
        /// The column that holds our value.
        public var value: String
        /// Where that is JSON: the member that holds it, such as a language; else empty.
        public var member: String

        /// Makes a lookup.
        public init(table: String, key: String, value: String, member: String = "") {
            self.table = table
            self.key = key
            self.value = value
            self.member = member
        }
    }

    /// What a column makes of our value.
    public enum Form: Sendable, Equatable {
        /// The value itself, in the form of the column's type.
        case plain
        /// In lower case.
        case lower
        /// Other words for ours; the first that fits counts.
        case values([Pair])
        /// The key of a row that holds our value.
        case lookup(Lookup)
        /// A flag that stands for the time at which a record was deleted.
        case flag(deleted: String, live: String)
        /// Given and family name in one column.
        case fullName
    }

    /// Our word and theirs.
    public struct Pair: Sendable, Equatable {
        /// Our canonical value.
        public var ours: String
        /// The value as the database holds it.
        public var theirs: String

        /// Makes a pair.
        public init(ours: String, theirs: String) {
            self.ours = ours
            self.theirs = theirs
        }
    }

    /// Where values of ours live.
    public struct Cell: Sendable, Equatable {
        /// Our stored columns: one, or those of a full name.
        public var columns: [Int]
        /// Their column; `shared.NAME` for one of the shared row.
        public var name: String
        /// Further columns that are written alike.
        public var also: [String]
        /// What the column makes of a value.
        public var form: Form
        /// What must hold for the column to be this one; it is written along.
        public var conditions: [Condition]
        /// The tables through which it is read; empty for a column of the place's own.
        public var hops: [Hop]
        /// Where it stands.
        public var spot: Spot

        /// Makes a cell.
        public init(
            columns: [Int], name: String, also: [String] = [], form: Form = .plain, conditions: [Condition] = [],
            hops: [Hop] = [], spot: Spot = Spot()
        ) {
            self.columns = columns
            self.name = name
            self.also = also
            self.form = form
            self.conditions = conditions
            self.hops = hops
            self.spot = spot
        }
    }

    /// What is written into a column of a new row that no value of ours fills.
    public enum Preset: Sendable, Equatable {
        /// A value as the database holds it.
        case value(String)
        /// The new row's own id.
        case ownID
        /// What is written into another column of the same row.
        case sameAs(String)
        /// The load's time.
        case now
    }

    /// A preset for a column.
    public struct Setting: Sendable, Equatable {
        /// The column.
        public var column: String
        /// What is written.
        public var preset: Preset
        /// Where it stands.
        public var spot: Spot

        /// Makes a setting.
        public init(column: String, preset: Preset, spot: Spot = Spot()) {
            self.column = column
            self.preset = preset
            self.spot = spot
        }
    }

    /// A table whose rows several of ours share, such as e-mail addresses that several customers have.
    public struct Shared: Sendable, Equatable {
        /// The table.
        public var table: String
        /// Its id column.
        public var id: String
        /// How its ids are made.
        public var making: IDMaking
        /// The column of the place's table that names its rows.
        public var by: String
        /// The column by which a row for a value is found.
        public var find: String
        /// Whether that column holds the value in lower case.
        public var findsLower: Bool
        /// What a new row gets: the value as it is, in lower case, its digits.
        public var fills: [Fill]
        /// What else a new row gets.
        public var settings: [Setting]
        /// Which of its rows count; the first values are written into new rows.
        public var conditions: [Condition]
        /// Where it stands.
        public var spot: Spot

        /// A column of a new shared row.
        public struct Fill: Sendable, Equatable {
            /// The column.
            public var column: String
            /// Which form of the value it gets.
            public var part: Part

            /// Makes a fill.
            public init(column: String, part: Part) {
                self.column = column
                self.part = part
            }
        }

        /// A form of the value.
        public enum Part: String, Sendable, CaseIterable {
            /// As it is.
            case value
            /// In lower case.
            case lower
            /// Its digits only.
            case digits
        }

        /// Makes a shared table.
        public init(
            table: String, id: String, making: IDMaking, by: String, find: String, findsLower: Bool, fills: [Fill],
            settings: [Setting], conditions: [Condition], spot: Spot = Spot()
        ) {
            self.table = table
            self.id = id
            self.making = making
            self.by = by
            self.find = find
            self.findsLower = findsLower
            self.fills = fills
            self.settings = settings
            self.conditions = conditions
            self.spot = spot
        }
    }

    /// Values of ours that a place takes and gives.
    public struct Constant: Sendable, Equatable {
        /// Our stored column.
        public var column: Int
        /// The canonical values that it takes; the first is what it reads as.
        public var values: [String]

        /// Makes a constant.
        public init(column: Int, values: [String]) {
            self.column = column
            self.values = values
        }
    }

    /// A place where rows of one of our tables live.
    public struct Place: Sendable {
        /// Our table.
        public var entity: Entity
        /// For columns of a customer's own row: that customer's table, and our column that names it.
        public var slot: Slot?
        /// Their table; for a slot its parent's.
        public var table: String
        /// The id column.
        public var id: String
        /// How ids are made.
        public var making: IDMaking
        /// Which of the table's rows count; the first values are written into new rows.
        public var conditions: [Condition]
        /// Which of our rows it takes.
        public var takes: [Constant]
        /// Our columns without which the target wants no row.
        public var needs: [Int] = []
        /// What every row of it reads as, whatever a source says.
        public var reads: [Constant]
        /// The columns.
        public var cells: [Cell]
        /// What new rows get besides.
        public var settings: [Setting]
        /// The shared rows behind it.
        public var shared: Shared?
        /// Where it stands.
        public var spot: Spot

        /// The parent of a slot.
        public struct Slot: Sendable, Equatable {
            /// The parent's table.
            public var parent: Entity
            /// Our column that names the parent.
            public var column: Int

            /// Makes a slot.
            public init(parent: Entity, column: Int) {
                self.parent = parent
                self.column = column
            }
        }

        /// Makes a place without columns.
        public init(
            entity: Entity, slot: Slot? = nil, table: String, id: String, making: IDMaking, spot: Spot = Spot()
        ) {
            self.entity = entity
            self.slot = slot
            self.table = table
            self.id = id
            self.making = making
            conditions = []
            takes = []
            reads = []
            cells = []
            settings = []
            self.spot = spot
        }
    }

    /// Rows that hang on ours without a foreign key saying so.
    public struct Dependant: Sendable, Equatable {
        /// The table.
        public var table: String
        /// The column that names our row by its id.
        public var column: String
        /// Our table.
        public var entity: Entity
        /// Which of its rows count.
        public var conditions: [Condition]
        /// Where it stands.
        public var spot: Spot

        /// Makes a dependant.
        public init(table: String, column: String, entity: Entity, conditions: [Condition], spot: Spot = Spot()) {
            self.table = table
            self.column = column
            self.entity = entity
            self.conditions = conditions
            self.spot = spot
        }
    }

    /// What must never be written.
    public struct Untouched: Sendable, Equatable {
        /// The table.
        public var table: String
        /// One of its columns; nil = the whole table.
        public var column: String?
        /// Where it stands.
        public var spot: Spot

        /// Makes one.
        public init(table: String, column: String? = nil, spot: Spot = Spot()) {
            self.table = table
            self.column = column
            self.spot = spot
        }
    }

    /// Its name. Ids of rows that were there before are made from it.
    public var name: String
    /// The description's file, for messages.
    public var file: String
    /// The places, in the order in which they are tried.
    public var places: [Place] = []
    /// What hangs on our rows without a foreign key.
    public var dependants: [Dependant] = []
    /// What must never be written.
    public var untouched: [Untouched] = []

    /// Makes an empty one.
    public init(name: String, file: String) {
        self.name = name
        self.file = file
    }
}
