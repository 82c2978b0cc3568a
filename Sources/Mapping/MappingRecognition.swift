public import Configuration
public import Records
internal import Text

/// How a product's mapping tells a source of its kind, and what its records have to do with other sources.
///
/// A mapping is made for one header. Another release, another language or another program's loader calls the same columns
/// otherwise or leaves some away; `fit` finds out which, and a project's mapping then says it under `headers` and `absent`.
public struct MappingRecognition: Sendable {
    /// Columns that a source of this kind has, all of them, and what some of their values look like.
    public struct Signature: Sendable {
        /// The columns.
        public var columns: [String]
        /// Per column: a pattern that all of each value matches.
        public var values: [(column: String, pattern: String)]
    }

    /// A field that refers to a record of another source, once there is such a source.
    public struct Referral: Sendable {
        /// The record and its field.
        public var record: String, field: String
        /// The product's mappings of the sources that may be meant.
        public var mappings: [String]
        /// The record there; nil where the key alone says it.
        public var target: String?
        /// The columns with its key.
        public var key: [String]
        /// What the key has to begin with; a column may hold keys of several kinds of records.
        public var begins: String?
        /// What stands between several keys in one cell.
        public var split: String?
        /// The record of the row that stands for it where there is no such source.
        public var insteadOf: String?
    }

    /// How a mapping's columns come in a file.
    public struct Fit: Sendable {
        /// The mapping's name of a column → the file's, where they differ; in the mapping's order.
        public var headers: [(column: String, name: String)] = []
        /// The mapping's columns that the file doesn't have.
        public var absent: [String] = []
        /// The mapping's name of a column that holds another source's key → the file's; only those that the file has.
        public var keys: [String: String] = [:]
        /// How many columns of the signature decided it.
        public var proof = 0
    }

    /// The signatures, of which one is enough.
    public internal(set) var signatures: [Signature] = []
    /// Per column: the other names under which it may come.
    public internal(set) var otherNames: [String: [String]] = [:]
    /// What the records refer to in other sources.
    public internal(set) var referrals: [Referral] = []

    /// The fewest columns that make a signature, a column whose values prove it counted twice.
    public static let least = 3
    /// The share of a column's values, in per cent, that have to match a signature's pattern.
    static let share = 80

    /// How many columns prove that a table is of this kind; nil where no signature is there.
    public func proof(in header: FoldedHeader, sample: Rows) -> Int? {
        var best: Int?
        for signature in signatures
        where signature.columns.count + signature.values.count >= MappingRecognition.least {
            let found = signature.columns.compactMap { header.place(of: $0, or: otherNames[$0]) }
            guard found.count == signature.columns.count, Set(found).count == found.count,
                signature.values.allSatisfy({ column, pattern in
                    header.place(of: column, or: otherNames[column]).map {
                        MappingRecognition.hold(pattern, $0, sample)
                    } ?? false
                })
            else { continue }
            let proof = found.count + 2 * signature.values.count
            if proof > best ?? 0 { best = proof }
        }
        return best
    }

    /// How `mapping` fits a table that is known to be of this kind.
    public func fitting(_ mapping: SourceMapping, to header: FoldedHeader, proof: Int = 0) -> Fit {
        var fit = Fit(proof: proof)
        fit.complete(mapping, header, otherNames, keys: referrals.flatMap(\.key))
        return fit
    }

    private static func hold(_ pattern: String, _ column: Int, _ sample: Rows) -> Bool {
        guard let pattern = try? Pattern(pattern), column < sample.width else { return false }
        var filled = 0
        var matching = 0
        for row in 0..<sample.count {
            let cell = BoundCondition.trimmed(sample[row, column])
            if cell.isEmpty { continue }
            filled += 1
            if cell.withUnsafeBytes({ pattern.matches($0) }) { matching += 1 }
        }
        return filled > 0 && matching * 100 >= filled * share
    }
}

extension MappingRecognition.Fit {
    fileprivate mutating func complete(
        _ mapping: SourceMapping, _ header: FoldedHeader, _ otherNames: [String: [String]], keys names: [String]
    ) {
        for name in names {
            keys[name] = header.place(of: name, or: otherNames[name]).map { header.columns[$0] }
        }
        let marked = mapping.markedColumns
        let groups = mapping.records.compactMap { if case .numbers(let range)? = $0.each { range } else { nil } }
        let expanded = Set(
            marked.flatMap { name in
                groups.joined().map { name.replacing(String(Each.mark), with: String($0)) }
            })
        var taken = Set(header.columns)
        for name in mapping.columnNames where !expanded.contains(name) {
            guard let place = header.place(of: name, or: otherNames[name]) else {
                absent.append(name)
                continue
            }
            if header.columns[place] != name { headers.append((name, header.columns[place])) }
            taken.remove(header.columns[place])
        }
        for name in marked
        where !groups.joined().contains(where: {
            header.hasExactly(name.replacing(String(Each.mark), with: String($0)))
        }) {
            absent.append(name)
        }
        for name in mapping.ignored {
            if let place = header.place(of: name, or: otherNames[name]), header.columns[place] != name,
                taken.contains(header.columns[place])
            {
                headers.append((name, header.columns[place]))
            }
        }
    }
}

/// A file's header, in which names are found whatever their case, spaces and punctuation.
public struct FoldedHeader {
    let columns: [String]
    private var exact: [String: Int] = [:]
    /// Places by folded name; -1 where several columns have it.
    private var folded: [String: Int] = [:]

    private let fold: (String) -> String

    /// Holds a header; `fold` brings names to a form in which their writing doesn't count.
    public init(_ columns: [String], folding fold: @escaping (String) -> String) {
        self.columns = columns
        self.fold = fold
        for (place, name) in columns.enumerated() {
            if exact[name] == nil { exact[name] = place }
            let plain = fold(name)
            if !plain.isEmpty { folded[plain] = folded[plain] == nil ? place : -1 }
        }
    }

    func hasExactly(_ name: String) -> Bool { exact[name] != nil }

    /// Where a column stands: under its own name, under it in another writing, or under another of its names.
    func place(of name: String, or others: [String]?) -> Int? {
        if let place = exact[name] { return place }
        for other in [name] + (others ?? []) {
            if let place = exact[other] { return place }
            if let place = folded[fold(other)], place >= 0 { return place }
        }
        return nil
    }
}

extension MappingParser {
    /// Reads how a source of the mapping's kind is told, of a product's mapping as it stands in its own file. Mistakes are
    /// those that `parse` reports.
    public func recognition(_ document: YAMLDocument) -> MappingRecognition {
        var found = MappingRecognition()
        guard let root = document.root else { return found }
        var reader = MappingReader(root)
        readRecognition(&reader, into: &found)
        return found
    }

    func readRecognition(_ reader: inout MappingReader, into found: inout MappingRecognition) {
        for entry in reader.entries("headers") {
            guard let items = entry.value.items else { continue }
            found.otherNames[entry.key] = items.compactMap(\.text)
        }
        if let node = reader.node("recognises") {
            let items = node.items ?? []
            if node.text != nil || items.allSatisfy({ $0.text != nil }) {
                found.signatures = [.init(columns: reader.texts("recognises"), values: [])]
            } else {
                for item in items {
                    if let names = item.items {
                        found.signatures.append(.init(columns: names.compactMap(\.text), values: []))
                        continue
                    }
                    MappingReader.read(item, problems: &reader.problems) { signature in
                        let columns = signature.texts("columns")
                        let values = signature.entries("values").map { ($0.key, $0.value.text ?? "") }
                        found.signatures.append(.init(columns: columns, values: values))
                    }
                }
            }
        }
        for entry in reader.entries("refers") {
            let name = entry.key.split(separator: ".", maxSplits: 1).map(String.init)
            for node in entry.value.items ?? [entry.value] {
                MappingReader.read(node, problems: &reader.problems) { referral in
                    let mappings = referral.texts("mapping")
                    let target = referral.optionalText("record")
                    let key = referral.texts("key")
                    let begins = referral.optionalText("begins")
                    let split = referral.optionalText("split")
                    let insteadOf = referral.optionalText("instead_of")
                    if name.count == 2 {
                        found.referrals.append(
                            .init(
                                record: name[0], field: name[1], mappings: mappings, target: target, key: key,
                                begins: begins, split: split, insteadOf: insteadOf))
                    } else {
                        referral.problems.append(
                            Problem(
                                place: entry.keyPlace, message: "\"\(entry.key)\" is no field of a record",
                                remedy: "write record.field"))
                    }
                }
            }
        }
    }
}
