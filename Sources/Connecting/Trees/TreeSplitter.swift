internal import Formats

/// Gives each record of a list of several kinds the name of its kind, and hands everything else on as it is.
///
/// Holds one record at a time.
final class TreeSplitter: TreeReceiver {
    private enum Event {
        case begin(name: Range<Int>, TreeTrait, isObject: Bool, line: Int)
        case text(Range<Int>)
        case end
    }

    private let split: TreeSplit
    private let name: [UInt8]
    private let receiver: any TreeReceiver
    private let limit: Int
    private var depth = 0
    /// The depth of the record that is held; 0 = none.
    private var held = 0
    private var events: [Event] = []
    private var bytes: [UInt8] = []

    init(_ split: TreeSplit, into receiver: any TreeReceiver, limit: Int) {
        self.split = split
        self.receiver = receiver
        self.limit = limit
        name = Array(split.name.utf8)
    }

    func begin(_ name: UnsafeRawBufferPointer, _ trait: TreeTrait, isObject: Bool, line: Int) throws(FormatFault) {
        depth += 1
        if held == 0 {
            guard name.elementsEqual(self.name), trait != .attribute, !self.name.isEmpty || depth == 1 else {
                return try receiver.begin(name, trait, isObject: isObject, line: line)
            }
            held = depth
        }
        let start = bytes.count
        bytes.append(contentsOf: name)
        events.append(.begin(name: start..<bytes.count, trait, isObject: isObject, line: line))
        try check()
    }

    func text(_ text: UnsafeRawBufferPointer) throws(FormatFault) {
        if held == 0 { return try receiver.text(text) }
        let start = bytes.count
        bytes.append(contentsOf: text)
        events.append(.text(start..<bytes.count))
        try check()
    }

    private func check() throws(FormatFault) {
        if bytes.count > limit || events.count > limit / 16 {
            throw .tooLarge(part: "", limit: "bytes in one record", value: limit)
        }
    }

    func end() throws(FormatFault) {
        depth -= 1
        if held == 0 { return try receiver.end() }
        events.append(.end)
        guard depth < held else { return }
        held = 0
        let kind = kind()
        var isFirst = true
        for event in events {
            switch event {
            case .begin(let name, let trait, let isObject, let line):
                if isFirst, self.name.isEmpty {
                    // The outermost value has no name: the record stands in it.
                    try receiver.begin(UnsafeRawBufferPointer(start: nil, count: 0), .item, isObject: true, line: line)
                }
                let own = isFirst ? kind : Array(bytes[name])
                let isOutermost = isFirst && self.name.isEmpty
                isFirst = false
                try own.withUnsafeBufferPointer { (name) throws(FormatFault) in
                    try receiver.begin(
                        UnsafeRawBufferPointer(name), isOutermost ? .item : trait, isObject: isObject, line: line)
                }
            case .text(let text):
                try bytes.withUnsafeBufferPointer { (all) throws(FormatFault) in
                    try receiver.text(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[text])))
                }
            case .end: try receiver.end()
            }
        }
        if self.name.isEmpty { try receiver.end() }
        events.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    func abandon(_ reason: String, line: Int) throws(FormatFault) {
        depth = 0
        held = 0
        events.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        try receiver.abandon(reason, line: line)
    }

    /// What the held record is.
    private func kind() -> [UInt8] {
        for path in split.paths {
            guard let value = value(path) else { continue }
            var text = Substring(value)
            if !split.after.isEmpty {
                guard let place = text.firstRange(of: split.after) else { continue }
                text = text[place.upperBound...]
            }
            if !split.before.isEmpty, let place = text.firstRange(of: split.before) { text = text[..<place.lowerBound] }
            if !text.isEmpty { return Array(text.utf8) }
        }
        return name.isEmpty ? Array("record".utf8) : name
    }

    /// The text at a path inside the held record.
    private func value(_ path: [String]) -> String? {
        var level = 0
        // How many names of the path are open, one inside the other.
        var matched = 0
        for event in events {
            switch event {
            case .begin(let name, let trait, _, _):
                level += 1
                guard level == matched + 2, matched < path.count else { continue }
                let wanted = path[matched]
                let isAttribute = wanted.hasPrefix("@")
                let plain = isAttribute ? wanted.dropFirst() : wanted[...]
                if isAttribute == (trait == .attribute), bytes[name].elementsEqual(plain.utf8) { matched += 1 }
            case .text(let text):
                if matched == path.count, level == matched + 1 { return String(decoding: bytes[text], as: UTF8.self) }
            case .end:
                if matched > 0, level == matched + 1 { matched -= 1 }
                level -= 1
            }
        }
        return nil
    }
}
