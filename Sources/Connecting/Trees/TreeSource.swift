internal import Formats
internal import Records

/// What a look through a tree showed.
// Nothing changes the shape once the look is over, so that several readings may share it.
struct TreeSurvey: @unchecked Sendable {
    let shape: TreeShape
    /// The XML root's namespace.
    let namespace: String
    let findings: [Finding]
}

/// A delivery in JSON or XML, opened.
struct TreeSource {
    let name: String
    private let file: RegularFile
    private let delivery: DeliveryFile

    init(_ delivery: DeliveryFile) throws(SourceFault) {
        name = delivery.name
        self.delivery = delivery
        file = try delivery.open()
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

    private static let surveys = LastLook<TreeSurvey>()

    /// Looks through the whole file, once for all its streams.
    func survey(_ kind: TreeKind, _ dialect: TreeDialect, _ limits: ReadingLimits) throws(SourceFault) -> TreeSurvey {
        var limits = limits
        // What is found doesn't depend on them.
        limits.threads = 1
        do {
            return try TreeSource.surveys.with(
                delivery, settings: "\(dialect.name) \(limits)", { try lookThrough(kind, dialect, limits) }, { $0 })
        } catch {
            throw (error as? SourceFault) ?? .unreadable(file: name, reason: "\(error)")
        }
    }

    private func lookThrough(_ kind: TreeKind, _ dialect: TreeDialect, _ limits: ReadingLimits) throws -> TreeSurvey {
        let shape = TreeShape(limit: limits.columns * 4)
        let outcome = try run(kind, dialect, into: shape, limits) { _ in }
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
        let file = try delivery.open()
        let formatLimits = FormatLimits(limits)
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
        SourceFault(fault, Position(file: name, row: UInt32(clamping: line)))
    }
}
