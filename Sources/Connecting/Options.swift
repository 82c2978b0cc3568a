/// The type of an option's value.
public enum OptionType: Sendable, Hashable {
    /// Any text.
    case text
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case choice([String])
}

/// An option of a connector, as data: help, documentation, checks and defaults come from it.
public struct OptionDescription: Sendable {
    /// Its key in `customary.yaml`.
    public let name: String
    /// Its type.
    public let type: OptionType
    /// What it does, in one sentence.
    public let summary: String
    /// The value when nothing is set or detected; nil = detected.
    public let standard: String?

    /// Describes an option.
    public init(_ name: String, _ type: OptionType, standard: String? = nil, _ summary: String) {
        self.name = name
        self.type = type
        self.summary = summary
        self.standard = standard
    }
}

/// A connector as data.
public struct ConnectorDescription: Sendable {
    /// Its name in `customary.yaml`.
    public let name: String
    /// What it reads, in one sentence.
    public let summary: String
    /// The endings its files usually have, without the dot. Only a hint: content decides.
    public let endings: [String]
    /// Its options.
    public let options: [OptionDescription]

    /// Describes a connector.
    public init(name: String, summary: String, endings: [String], options: [OptionDescription]) {
        self.name = name
        self.summary = summary
        self.endings = endings
        self.options = options
    }
}

/// Values for a connector's options, by name.
public struct OptionValues: Sendable, Equatable {
    /// The values as text, as they stand in `customary.yaml`.
    public private(set) var values: [String: String]

    /// Holds the values.
    public init(_ values: [String: String] = [:]) { self.values = values }

    /// An option's value.
    public subscript(name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// A whole number; nil when it is not set or none.
    public func integer(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

    /// True when the option is set to `true`.
    public func isTrue(_ name: String) -> Bool { values[name] == "true" }

    /// The names in order, for files and hashes.
    public var sortedNames: [String] { values.keys.sorted() }

    /// What is wrong with these values for a connector: each an option's name and a clause.
    public func problems(for description: ConnectorDescription) -> [(name: String, message: String)] {
        var problems: [(name: String, message: String)] = []
        for name in sortedNames {
            guard let value = values[name] else { continue }
            guard let option = description.options.first(where: { $0.name == name }) else {
                let known = description.options.map(\.name).joined(separator: ", ")
                problems.append((name, "the \(description.name) connector has no option \"\(name)\"; it has \(known)"))
                continue
            }
            switch option.type {
            case .text: break
            case .integer(let range):
                if Int(value).map({ range.contains($0) }) != true {
                    problems.append((name, "needs a whole number from \(range.lowerBound) to \(range.upperBound)"))
                }
            case .boolean:
                if value != "true" && value != "false" { problems.append((name, "needs true or false")) }
            case .choice(let words):
                if !words.contains(value) { problems.append((name, "needs one of \(words.joined(separator: ", "))")) }
            }
        }
        return problems
    }
}
