internal import CRM
internal import Records

/// Everything that was ever written into one value, one above the other: what stood there at first, what loads wrote, what
/// people typed in between. Taking a load back takes its layer out; taking that back puts it in again at its place; the
/// topmost layer that is in is what should stand there.
struct Layers {
    enum Writer: Equatable {
        /// What stood there at first.
        case start
        /// Typed by a person; `overwrittenBy` is the rollback that wrote over it, 0 for none.
        case person(overwrittenBy: Int)
        /// Written by the load of this sequence.
        case load(Int)
    }

    /// A value as far as it is known: of what a load made only a short hash is kept.
    enum Known {
        case bytes([UInt8])
        case hash(UInt64)
    }

    struct Layer {
        var writer: Writer
        var value: Known
        var isIn: Bool
    }

    enum Decision {
        /// The value is right as it is.
        case nothing
        /// The value becomes this one.
        case write([UInt8])
        /// A later load's value lies above.
        case later(Int)
        /// A person's value lies above; what would come back, as far as it is known.
        case conflict([UInt8]?)
    }

    private(set) var layers: [Layer] = []
    private let column: Int
    private let now: [UInt8]
    private var seen: [[UInt8]] = []

    /// Builds the layers of a column from a record's history in order of batches, with the images of its changes.
    ///
    /// `undoes` gives the load that a rollback took back; `holding` are the rollbacks that hold.
    init(
        _ column: Int, _ history: [(change: ChangeRow, image: Image?)], now: [UInt8], undoes: [Int: Int],
        holding: Set<Int>
    ) {
        self.column = column
        self.now = now
        var actual: Known?
        for (change, image) in history {
            switch change.kind {
            case .create:
                if change.hashes.isEmpty { continue }
                observe([], actual)
                let hash = FieldHash.entry(column, in: change.hashes) ?? 0
                let value: Known = hash == 0 ? .bytes([]) : .hash(hash)
                layers.append(
                    Layer(writer: .load(change.batch), value: value, isIn: change.holds(column)))
                actual = value
            case .update, .merge:
                guard let part = image?.columns.first(where: { $0.column == column }) else { continue }
                observe(part.before, actual)
                layers.append(
                    Layer(writer: .load(change.batch), value: .bytes(part.after), isIn: change.holds(column)))
                seen.append(part.after)
                actual = .bytes(part.after)
            case .restore, .delete:
                guard let part = image?.columns.first(where: { $0.column == column }) else {
                    if change.kind == .delete { actual = image == nil ? nil : .bytes([]) }
                    continue
                }
                observe(part.before, actual)
                if change.kind == .restore, part.before != part.after, let load = undoes[change.batch],
                    let index = layers.lastIndex(where: { $0.writer == .load(load) })
                {
                    for above in layers.indices[(index + 1)...] {
                        guard case .person(overwrittenBy: 0) = layers[above].writer else { continue }
                        layers[above].writer = .person(overwrittenBy: change.batch)
                        layers[above].isIn = !holding.contains(change.batch)
                    }
                }
                seen.append(part.after)
                actual = .bytes(part.after)
            }
        }
        observe(now, actual)
    }

    /// Notes what was found: something else than was last written is a person's.
    private mutating func observe(_ value: [UInt8], _ actual: Known?) {
        seen.append(value)
        guard !layers.isEmpty else {
            layers.append(Layer(writer: .start, value: .bytes(value), isIn: true))
            return
        }
        guard let actual, !matches(value, actual) else { return }
        layers.append(Layer(writer: .person(overwrittenBy: 0), value: .bytes(value), isIn: true))
    }

    private func matches(_ value: [UInt8], _ known: Known) -> Bool {
        switch known {
        case .bytes(let bytes): value == bytes
        case .hash(let hash): FieldHash.hash(value[...]) == hash
        }
    }

    private func bytes(_ known: Known) -> [UInt8]? {
        switch known {
        case .bytes(let bytes): bytes
        case .hash: seen.first { matches($0, known) }
        }
    }

    private func isPerson(_ layer: Layer) -> Bool { if case .person = layer.writer { true } else { false } }

    private func later(_ index: Int) -> Int? {
        for layer in layers[(index + 1)...].reversed() where layer.isIn {
            if case .load(let batch) = layer.writer { return batch }
        }
        return nil
    }

    /// What taking a load's value out means for the value now.
    func takingBack(_ load: Int) -> Decision {
        guard let index = layers.lastIndex(where: { $0.writer == .load(load) }) else { return .nothing }
        if let later = later(index) { return .later(later) }
        let target = layers[..<index].last(where: \.isIn).flatMap { bytes($0.value) }
        if target == now { return .nothing }
        guard let target, !layers[(index + 1)...].contains(where: { isPerson($0) && $0.isIn }),
            matches(now, layers[index].value)
        else { return .conflict(target) }
        return .write(target)
    }

    /// What putting a load's value in again means, which the rollback `taken` took out.
    func puttingBack(_ load: Int, taken: Int) -> Decision {
        guard let index = layers.lastIndex(where: { $0.writer == .load(load) }) else { return .nothing }
        if let later = later(index) { return .later(later) }
        let returning = layers[(index + 1)...].last { $0.writer == .person(overwrittenBy: taken) }
        let target = bytes((returning ?? layers[index]).value)
        if target == now { return .nothing }
        let isTyped = layers[(index + 1)...].contains { isPerson($0) && $0.isIn }
        guard let target, !isTyped, let below = layers[..<index].last(where: \.isIn), matches(now, below.value)
        else { return .conflict(target) }
        return .write(target)
    }
}
