internal import Formats
internal import Records

/// What a look through a tree showed.
struct TreeSurvey {
    let shape: TreeShape
    /// The XML root's namespace.
    let namespace: String
    let findings: [Finding]
}

/// A delivery in JSON or XML, opened.
struct TreeSource {
    let name: String
    private let file: RegularFile
    private let path: String

    init(_ delivery: DeliveryFile) throws(SourceFault) {
        name = delivery.name
        path = delivery.path
        file = try TreeSource.open(delivery.path, delivery.name)
    }

    private static func open(_ path: String, _ name: String) throws(SourceFault) -> RegularFile {
        do throws(FormatFault) { return try RegularFile(path: path) } catch {
            guard case .unreadable(let reason) = error else {
                throw .unreadable(file: name, reason: error.description)
            }
            throw .unreadable(file: name, reason: reason)
        }
    }

    /// True when the file is no longer what it was when it was opened.
    var hasChanged: Bool { file.hasChanged }

    /// How its tree is written; nil when it is none.
    func kind() throws(SourceFault) -> TreeKind? {
        let head = file.beginning(min(file.size, TreeKind.headBytes))
        return try guarded { () throws(FormatFault) in
            try TreeKind.detect(head, isWhole: head.count >= file.size)
        }
    }

    /// The shape of the file's first bytes. What is cut or broken behind them is no fault yet; what is hostile is.
    func head(_ kind: TreeKind, bytes: Int) throws(SourceFault) -> TreeSurvey {
        let head = file.beginning(min(file.size, bytes))
        let shape = TreeShape(limit: ReadingLimits.standard.columns * 4)
        var namespace = ""
        var line = 0
        do throws(FormatFault) {
            switch kind.notation {
            case .json:
                let scanner = try JSONScanner(bytes: head, encoding: kind.encoding, receiver: shape)
                defer { line = scanner.line }
                try scanner.run()
            case .xml:
                let scanner = try XMLTreeScanner(bytes: head, encoding: kind.encoding, receiver: shape)
                defer {
                    namespace = scanner.rootNamespace
                    line = scanner.line
                }
                try scanner.run()
            }
        } catch {
            switch error {
            case .incomplete where head.count < file.size: break
            case .refused where head.count < file.size && shape.nodes.count > 1: break
            case .refused where shape.nodes.count > 3: break
            case .incomplete where shape.nodes.count > 1: break
            default: throw fault(error, line: line)
            }
        }
        return TreeSurvey(shape: shape, namespace: namespace, findings: [])
    }

    /// Looks through the whole file.
    func survey(_ kind: TreeKind, _ dialect: TreeDialect, _ limits: ReadingLimits) throws(SourceFault) -> TreeSurvey {
        let shape = TreeShape(limit: limits.columns * 4)
        let outcome: Outcome
        do { outcome = try run(kind, dialect, into: shape, limits) { _ in } } catch {
            throw (error as? SourceFault) ?? .unreadable(file: name, reason: "\(error)")
        }
        var findings: [Finding] = []
        if outcome.otherEncoding > 0 {
            findings.append(
                Finding(
                    code: "encoding.other_lines", severity: .warning, ordinal: 0,
                    message: "\(outcome.otherEncoding) lines are no \(kind.encoding.title) and were read as cp1252",
                    remedy: "look at names with accents on them"))
        }
        if outcome.badCharacters > 0 {
            findings.append(
                Finding(
                    code: "json.character", severity: .warning, ordinal: 0,
                    message:
                        "\(outcome.badCharacters) characters stand for nothing (\\u0000, half a surrogate pair): left out or replaced"
                ))
        }
        let repeats = shape.nodes.reduce(0) { $0 + $1.repeats }
        if repeats > 0 {
            findings.append(
                Finding(
                    code: "json.repeated_name", severity: .warning, ordinal: 0,
                    message: "\(repeats) names stand twice in one object; their values are joined",
                    remedy: "ask for an export that has each name once"))
        }
        return TreeSurvey(shape: shape, namespace: outcome.namespace, findings: findings)
    }

    /// Takes the records out of the file.
    func collect(_ kind: TreeKind, _ dialect: TreeDialect, _ collector: TreeCollector, _ limits: ReadingLimits) throws {
        do {
            _ = try run(kind, dialect, into: collector, limits) { collector.stop = $0 }
        } catch {
            throw collector.thrown ?? error
        }
        if !collector.isDone { try collector.finish() }
    }

    private struct Outcome {
        var namespace = ""
        var otherEncoding = 0
        var badCharacters = 0
    }

    private func run(
        _ kind: TreeKind, _ dialect: TreeDialect, into receiver: any TreeReceiver, _ limits: ReadingLimits,
        prepare: (@escaping () -> Void) -> Void
    ) throws -> Outcome {
        // Each pass reads from its own beginning.
        let file = try TreeSource.open(path, name)
        var formatLimits = FormatLimits()
        formatLimits.depth = limits.depth
        formatLimits.cellBytes = limits.cellBytes
        formatLimits.recordBytes = limits.recordBytes
        formatLimits.startTagBytes = limits.startTagBytes
        formatLimits.attributes = limits.attributes
        var target = receiver
        if let split = dialect.split { target = TreeSplitter(split, into: receiver, limit: limits.recordBytes) }
        return try file.withDescriptor { descriptor in
            var outcome = Outcome()
            switch kind.notation {
            case .json:
                let scanner: JSONScanner
                do throws(FormatFault) {
                    scanner = try JSONScanner(
                        descriptor: descriptor, encoding: kind.encoding, receiver: target, limits: formatLimits)
                } catch { throw fault(error, line: 0) }
                prepare { [unowned scanner] in scanner.stop() }
                do throws(FormatFault) { try scanner.run() } catch { throw fault(error, line: scanner.line) }
                outcome.otherEncoding = scanner.otherEncoding
                outcome.badCharacters = scanner.badCharacters
            case .xml:
                let scanner: XMLTreeScanner
                do throws(FormatFault) {
                    scanner = try XMLTreeScanner(
                        descriptor: descriptor, encoding: kind.encoding, receiver: target, limits: formatLimits)
                } catch { throw fault(error, line: 0) }
                prepare { [unowned scanner] in scanner.stop() }
                do throws(FormatFault) { try scanner.run() } catch { throw fault(error, line: scanner.line) }
                outcome.otherEncoding = scanner.otherEncoding
                outcome.namespace = scanner.rootNamespace
            }
            return outcome
        }
    }

    // MARK: Faults

    /// Runs a body with its faults said of this file.
    func guarded<Result>(_ body: () throws(FormatFault) -> Result) throws(SourceFault) -> Result {
        do throws(FormatFault) { return try body() } catch { throw fault(error, line: 0) }
    }

    private func fault(_ fault: FormatFault, line: Int) -> SourceFault {
        let position = Position(file: name, row: UInt32(clamping: line))
        switch fault {
        case .unreadable(let reason), .notWritable(_, let reason): return .unreadable(file: name, reason: reason)
        case .encrypted: return .encrypted(file: name)
        case .notOfThisKind(let expected, let found):
            return .notOfThisKind(position: position, expected: "\(expected), found \(found)", remedy: "Check the file")
        case .incomplete(_, let reason):
            return .incomplete(position: position, reason: reason, remedy: "Fetch the file again.")
        case .tooLarge(_, let limit, let value):
            return .tooLarge(position: position, limit: limit, value: value)
        case .refused(_, let reason):
            return .refused(position: position, reason: reason, remedy: "Export the file again.")
        }
    }
}
