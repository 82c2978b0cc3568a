import Formats

/// A message of a tap, taken apart: what kind it is, and its record's values by the paths to them.
final class SingerMessage: TreeReceiver {
    /// What it is, in capital letters: `RECORD`, `SCHEMA`, `STATE` …
    private(set) var type = ""
    /// The stream it is about.
    private(set) var stream = ""
    /// A record's values: a nested one is called by its path, `address.city`, one of a list's objects by its number, `phones.1.number`.
    private(set) var values: [(name: String, value: [UInt8])] = []
    /// A schema's columns, in its order.
    private(set) var columns: [String] = []
    /// The columns of a schema that tell a record from all others.
    private(set) var keys: [String] = []
    /// Whether it held a record at all.
    private(set) var hasRecord = false

    /// A value that has begun.
    private struct Level {
        var name: String
        /// What its values are called by; nil where they are of no record.
        var path: String?
        var text: [UInt8] = []
        var isObject: Bool
        var isItem: Bool
        /// How many of a list's objects have begun, by the list's name.
        var items: [String: Int] = [:]
    }

    private var levels: [Level] = []
    private var places: [String: Int] = [:]
    private var byteCount = 0
    private let limits: FormatLimits

    /// A message that has not been read.
    init(limits: FormatLimits) { self.limits = limits }

    /// Reads a line; what is wrong with it as `FormatFault`.
    func read(_ line: [UInt8]) throws(FormatFault) {
        (type, stream, values, columns, keys) = ("", "", [], [], [])
        (levels, places, byteCount, hasRecord) = ([], [:], 0, false)
        try JSONScanner(bytes: line, receiver: self, limits: limits, chunk: max(64, min(line.count, 1 << 16))).run()
    }

    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault) {
        let name = String(decoding: name, as: UTF8.self)
        var level = Level(name: name, path: nil, isObject: isObject, isItem: trait == .item)
        if levels.count == 1, name == "record" {
            level.path = ""
            hasRecord = true
        } else if let last = levels.indices.last, let above = levels[last].path {
            level.path = above.isEmpty ? name : "\(above).\(name)"
            if isObject, trait == .item {
                let number = levels[last].items[name, default: 0] + 1
                levels[last].items[name] = number
                level.path = "\(level.path ?? name).\(number)"
            }
        }
        levels.append(level)
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) { levels[levels.count - 1].text += bytes }

    func end() throws(FormatFault) {
        guard let level = levels.popLast() else { return }
        if let path = level.path {
            if !path.isEmpty, !level.isObject, !level.text.isEmpty { try add(path, level) }
        } else if levels.count == 1 {
            let text = String(decoding: level.text, as: UTF8.self)
            if level.name == "type" { type = text.uppercased() }
            if level.name == "stream" { stream = text }
            if level.name == "key_properties", !text.isEmpty { keys.append(text) }
        } else {
            addColumn(level)
        }
    }

    func abandon(_ reason: String, line: Int) throws(FormatFault) {
        throw .refused(part: "", reason: reason)
    }

    /// The plain values of a list stand in one cell, a line each.
    private func add(_ path: String, _ level: Level) throws(FormatFault) {
        byteCount += level.text.count + path.utf8.count
        if byteCount > limits.recordBytes {
            throw .tooLarge(part: "", limit: "bytes of one record", value: limits.recordBytes)
        }
        if let place = places[path] {
            if level.isItem { values[place].value += [0x0A] + level.text } else { values[place].value = level.text }
        } else {
            places[path] = values.count
            values.append((path, level.text))
        }
    }

    /// A property of a schema ends: it is a column unless it holds properties itself. Those of a list's objects are known by
    /// the records only.
    private func addColumn(_ level: Level) {
        guard levels.count >= 3, levels[1].name == "schema", levels[levels.count - 1].name == "properties" else {
            return
        }
        var names: [String] = []
        var index = 2
        while index < levels.count {
            guard levels[index].name == "properties" else { return }
            if index + 1 < levels.count { names.append(levels[index + 1].name) }
            index += 2
        }
        let path = (names + [level.name]).joined(separator: ".")
        // What has columns below it ended after them.
        if columns.contains(where: { $0.hasPrefix(path + ".") }) || columns.count >= limits.columns { return }
        columns.append(path)
    }
}
