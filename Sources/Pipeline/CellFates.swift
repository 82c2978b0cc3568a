import Mapping
import Records

/// What became of the cells of a source's rows; rows are asked in ascending order.
struct CellFates {
    let program: MappingProgram
    let assembly: MasterAssembly
    let keyColumns: Set<Int>
    /// Per mapping record: the records it made, by ordinal.
    private var made: [[(ordinal: UInt32, record: Int)]]
    private var cursors: [Int]
    private let entities: [Entity]

    init(source: Int, program: MappingProgram, assembly: MasterAssembly) {
        self.program = program
        self.assembly = assembly
        entities = program.mapping.records.map(\.entity)
        made = [[(ordinal: UInt32, record: Int)]](repeating: [], count: entities.count)
        for entity in Set(entities) {
            let table = assembly.records[entity]
            for record in 0..<table.count where Int(table.sources[record]) == source {
                let index = Int(table.mappingRecords[record])
                if made.indices.contains(index) { made[index].append((table.ordinals[record], record)) }
            }
        }
        for index in made.indices { made[index].sort { $0.ordinal < $1.ordinal } }
        cursors = [Int](repeating: 0, count: entities.count)
        var keys: Set<Int> = []
        for record in program.mapping.records {
            for name in record.key { if let column = program.columns.firstIndex(of: name) { keys.insert(column) } }
        }
        keyColumns = keys
    }

    mutating func fate(ordinal: UInt32, column: Int) -> ValueBucket {
        var best: ValueBucket?
        for use in program.uses[column] {
            while cursors[use.record] < made[use.record].count, made[use.record][cursors[use.record]].ordinal < ordinal
            {
                cursors[use.record] += 1
            }
            var cursor = cursors[use.record]
            while cursor < made[use.record].count, made[use.record][cursor].ordinal == ordinal {
                let fate = fate(of: made[use.record][cursor].record, entities[use.record], field: use.field)
                if rank(fate) < best.map(rank) ?? .max { best = fate }
                cursor += 1
            }
        }
        if let best { return best }
        if keyColumns.contains(column) { return .loaded }
        return program.uses[column].isEmpty ? .notMapped : .dropped
    }

    private func fate(of record: Int, _ entity: Entity, field: Int) -> ValueBucket {
        let bit = UInt64(1) << UInt64(field)
        let table = assembly.records[entity]
        let fields = CustomerModel.fields(of: entity)
        if table.dropped[record] & bit != 0 && table.value(record, field).isEmpty { return .dropped }
        // What only matching and survivorship read has reached its end there.
        let isInput = field < fields.count && fields[field].place == .input && fields[field].name != "full_name"
        guard isInput || field == fields.count || assembly.won[Int(entity.rawValue)][record] & bit != 0 else {
            return table.value(record, field).isEmpty ? .dropped : .lost
        }
        if let master = assembly.masters[Int(entity.rawValue)][record],
            let fate = assembly.lost.fate(master, entity, field: field, table.value(record, field))
        {
            return fate
        }
        return table.changed[record] & bit != 0 ? .changed : .loaded
    }

    private func rank(_ bucket: ValueBucket) -> Int {
        switch bucket {
        case .loaded: 0
        case .changed: 1
        case .shortened: 2
        case .lost: 3
        case .notCarried: 4
        case .dropped: 5
        case .notMapped: 6
        case .rowLeftOut: 7
        }
    }
}
