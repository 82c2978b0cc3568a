import Yams

/// A YAML file read into a tree with places.
///
/// A strict subset: one document, UTF-8, keys are text and appear once, no anchors, aliases or tags, and limits on size,
/// depth and number of values. All that is wrong is in `problems`; `root` is nil when the file has no readable tree.
public struct YAMLDocument: Sendable {
    /// The most bytes a file may have.
    public static let maximumBytes = 1 << 20
    /// The most levels of nesting.
    public static let maximumDepth = 32
    /// The most scalars, lists and mappings together.
    public static let maximumNodes = 200_000

    /// The file's text, without a byte order mark.
    public let text: String
    /// The tree; nil for an empty file and for one that can't be read.
    public let root: YAMLNode?
    /// What is wrong with it.
    public let problems: [Problem]

    /// Reads a file. `name` stands in places and messages; by default the path.
    ///
    /// Throws `unreadable` or `tooLarge`; what is wrong inside the file is in `problems`.
    public static func parse(file path: String, name: String? = nil) throws(ConfigurationFault) -> YAMLDocument {
        let bytes = try FileText.read(path, limit: maximumBytes)
        return parse(bytes: bytes, name: name ?? path)
    }

    /// Reads text.
    public static func parse(text: String, name: String) -> YAMLDocument {
        parse(bytes: Array(text.utf8), name: name)
    }

    /// Reads bytes, which must be UTF-8.
    public static func parse(bytes: [UInt8], name: String) -> YAMLDocument {
        let whole = Place(file: name)
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        guard bytes.count <= maximumBytes else {
            let problem = Problem(
                place: whole, message: "has \(bytes.count) bytes; at most \(maximumBytes) are read",
                remedy: "split the file, or move long value lists into a CSV lookup")
            return YAMLDocument(text: "", root: nil, problems: [problem])
        }
        if let place = FileText.firstInvalidUTF8(in: bytes, file: name) {
            let problem = Problem(
                place: place, message: "is not UTF-8", remedy: "save the file as UTF-8 in your editor")
            return YAMLDocument(text: "", root: nil, problems: [problem])
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if let place = YAMLAliases.firstOfMany(in: bytes, file: name) {
            return YAMLDocument(text: text, root: nil, problems: [YAMLAliases.problem(at: place)])
        }
        do {
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // Anchors are held weakly by the nodes: the parser has to outlive the conversion.
            return try withExtendedLifetime(parser) {
                guard let tree = try parser.singleRoot() else {
                    return YAMLDocument(text: text, root: nil, problems: [])
                }
                var conversion = YAMLConversion(file: name, text: text)
                let root = conversion.convert(tree, depth: 1)
                return YAMLDocument(text: text, root: root, problems: conversion.problems)
            }
        } catch {
            return YAMLDocument(text: text, root: nil, problems: [syntaxProblem(error, name: name, text: text)])
        }
    }

    /// Turns the parser's error into a problem.
    private static func syntaxProblem(_ error: any Error, name: String, text: String) -> Problem {
        guard let error = error as? YamlError else {
            return Problem(place: Place(file: name), message: "is no YAML (\(error))")
        }
        func place(_ mark: Mark) -> Place { Place(file: name, line: mark.line, column: mark.column) }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            if problem.contains("undefined alias") || problem.contains("alphabetic or numeric character") {
                return YAMLAliases.problem(at: place(mark))
            }
            if problem.contains("nesting level") { return tooDeep(place(mark)) }
            if problem.contains("another document") {
                return Problem(
                    place: place(mark), message: "a second document begins here",
                    remedy: "one file holds one document: take the --- away or split the file")
            }
            var message = problem
            if let context { message = "\(context.text.trimmingSpaces) (line \(context.mark.line)), \(problem)" }
            return Problem(
                place: place(mark), message: "is no valid YAML: \(message)", remedy: syntaxRemedy(problem))
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let first = context.mark
            let second = secondPlace(of: key, after: first, in: text)
            return Problem(
                place: Place(file: name, line: second ?? first.line, column: first.column),
                message: "\"\(key)\" stands twice in the same mapping, first in line \(first.line)",
                remedy: "keep one of them")
        case .reader(let problem, _, let value, _):
            let hexadecimal = String(max(0, value), radix: 16, uppercase: true)
            return Problem(
                place: Place(file: name),
                message: "holds a character that YAML doesn't allow (\(problem), 0x\(hexadecimal))",
                remedy: "delete it, or write it as an escape in double quotes")
        default:
            return Problem(place: Place(file: name), message: "is no valid YAML: \(error)")
        }
    }

    /// The problem of too many levels.
    fileprivate static func tooDeep(_ place: Place) -> Problem {
        Problem(place: place, message: "is nested more than \(maximumDepth) levels deep", remedy: "make it flatter")
    }

    /// What usually mends a syntax error.
    private static func syntaxRemedy(_ problem: String) -> String {
        if problem.contains("tab") || problem.contains("cannot start any token") {
            return "indent with spaces, and put quotes around texts with special characters"
        }
        if problem.contains("mapping values are not allowed") { return "put quotes around a text that holds \": \"" }
        if problem.contains("block end") || problem.contains("expected key") || problem.contains("could not find") {
            return "check the indentation of this line and the colon after its key"
        }
        return ""
    }

    /// The line in which a key appears for the second time at the first one's column.
    private static func secondPlace(of key: String, after mark: Mark, in text: String) -> Int? {
        let indent = mark.column - 1
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where index >= mark.line {
            let scalars = line.unicodeScalars
            guard scalars.count > indent else { continue }
            var rest = Substring(scalars.dropFirst(indent))
            if rest.first == "\"" || rest.first == "'" { rest = rest.dropFirst() }
            guard rest.hasPrefix(key) else { continue }
            rest = rest.dropFirst(key.count)
            if rest.first == "\"" || rest.first == "'" { rest = rest.dropFirst() }
            if rest.drop(while: { $0 == " " }).first == ":" { return index + 1 }
        }
        return nil
    }
}

/// Turns the parser's tree into ours and notes what the subset doesn't allow.
private struct YAMLConversion {
    let file: String
    /// The lines' first bytes, to look at the character a node begins with.
    let lines: [Substring]
    var problems: [Problem] = []
    var count = 0
    var hasAnchor = false

    init(file: String, text: String) {
        self.file = file
        lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    mutating func convert(_ node: Node, depth: Int) -> YAMLNode {
        let place = Place(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        let nothing = YAMLNode(.scalar(""), place: place)
        count += 1
        guard count <= YAMLDocument.maximumNodes else {
            if count == YAMLDocument.maximumNodes + 1 {
                complain(
                    place, "holds more than \(YAMLDocument.maximumNodes) values",
                    "split the file, or move long value lists into a CSV lookup")
            }
            return nothing
        }
        guard depth <= YAMLDocument.maximumDepth else {
            problems.append(YAMLDocument.tooDeep(place))
            return nothing
        }
        guard node.anchor == nil else {
            // One problem says it all: an alias is the anchor's node once more, at the same place.
            if !hasAnchor { problems.append(YAMLAliases.problem(at: place)) }
            hasAnchor = true
            return nothing
        }
        switch node {
        case .scalar(let scalar):
            guard isAllowed(scalar.tag.rawValue, [.str], place) else { return nothing }
            return YAMLNode(.scalar(scalar.string), place: place, style: style(scalar.style))
        case .sequence(let sequence):
            guard isAllowed(sequence.tag.rawValue, [.seq], place) else { return nothing }
            let items = sequence.map { convert($0, depth: depth + 1) }
            return YAMLNode(.sequence(items), place: place, isInline: begins(place, with: "["))
        case .mapping(let mapping):
            guard isAllowed(mapping.tag.rawValue, [.map], place) else { return nothing }
            var entries: [YAMLEntry] = []
            for (key, value) in mapping {
                let keyPlace = Place(file: file, line: key.mark?.line ?? 0, column: key.mark?.column ?? 0)
                guard case .scalar(let name) = key, key.anchor == nil else {
                    complain(keyPlace, "a key must be a plain text", "write the key as text in front of the colon")
                    continue
                }
                // Under two tags, the parser takes one name for two keys.
                guard isAllowed(name.tag.rawValue, [.str], keyPlace) else { continue }
                count += 1
                entries.append(YAMLEntry(name.string, convert(value, depth: depth + 1), keyPlace: keyPlace))
            }
            return YAMLNode(.mapping(entries), place: place, isInline: begins(place, with: "{"))
        case .alias:
            problems.append(YAMLAliases.problem(at: place))
            return nothing
        }
    }

    private mutating func complain(_ place: Place, _ message: String, _ remedy: String) {
        problems.append(Problem(place: place, message: message, remedy: remedy))
    }

    private mutating func isAllowed(_ tag: String, _ names: [Tag.Name], _ place: Place) -> Bool {
        if tag.isEmpty || names.contains(where: { $0.rawValue == tag }) { return true }
        let shown = tag.replacing("tag:yaml.org,2002:", with: "!!")
        complain(
            place, "the tag \(shown) isn't used here", "take the tag away; put quotes around a text that begins with !")
        return false
    }

    private func begins(_ place: Place, with character: Unicode.Scalar) -> Bool {
        guard place.line >= 1, place.line <= lines.count else { return false }
        // Nothing but an inline list stands so far to the right; looking would make long lines quadratic.
        guard place.column <= 4096 else { return true }
        return lines[place.line - 1].unicodeScalars.dropFirst(place.column - 1).first == character
    }

    private func style(_ style: Node.Scalar.Style) -> YAMLStyle {
        switch style {
        case .any, .plain: .plain
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal: .literal
        case .folded: .folded
        }
    }
}

extension String {
    /// The text without spaces at both ends.
    var trimmingSpaces: String {
        var part = self[...]
        while part.first == " " { part.removeFirst() }
        while part.last == " " { part.removeLast() }
        return String(part)
    }
}
