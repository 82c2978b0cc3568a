#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Reads JSON in bounded memory and tells a receiver what is in it: a document, several one after the other, or one a line.
///
/// Numbers stay the text they are. Nesting, and the bytes of a name, a text or a number, are bounded. Where documents stand on
/// lines of their own, a broken line is told and the next one is read; else what is broken ends the reading.
public final class JSONScanner {
    private enum Expected {
        case value
        case valueOrEnd
        case nameOrEnd
        case name
        case colon
        case commaOrEnd
    }

    /// An object or array that has begun.
    private struct Container {
        let isArray: Bool
        /// True for an array in an array, which is a value of its own.
        let isNested: Bool
        /// Where the name of an array's items stands in `names`; that of an object's member is there while it is read.
        let nameStart: Int
    }

    private var input: EncodingInput
    private let receiver: any TreeReceiver
    private let limits: FormatLimits
    private var expected = Expected.value
    private var containers: [Container] = []
    /// The names of what is open, one after the other.
    private var names: [UInt8] = []
    /// Memory for a text without its escapes.
    private var scratch = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)
    /// Where the reading stands in the window.
    private var position = 0
    /// What is left of the window's first byte on its line.
    private var lineOffset = 0
    /// The line of what is read now, counted from 1.
    public private(set) var line = 1
    /// True once the receiver asked for no more.
    public private(set) var isStopped = false
    /// Documents that came to their end.
    private var documents = 0
    /// The line on which a document ended last.
    private var lastEnd = 0
    /// The line on which the document that is read began.
    private var documentLine = 0
    /// True while every document stood on a line of its own.
    private var isOneALine = true
    /// Characters that stand for nothing and were left out or replaced, as `\ud800` and `\u0000`.
    public private(set) var badCharacters = 0
    /// Lines or bytes that were not in the text's encoding.
    public private(set) var otherEncoding = 0

    /// The name of an array's items that are arrays themselves.
    private static let itemName: [UInt8] = Array("item".utf8)

    /// Begins a text in an open file.
    public init(
        descriptor: Int32, encoding: Encoding, receiver: any TreeReceiver, limits: FormatLimits = FormatLimits(),
        chunk: Int = 1 << 20
    ) throws(FormatFault) {
        self.receiver = receiver
        self.limits = limits
        input = try TreeInput.open(.descriptor(descriptor), encoding, chunk)
    }

    /// Begins a text in memory; `chunk`: so many bytes are looked at together.
    public init(
        bytes: [UInt8], encoding: Encoding = .utf8, receiver: any TreeReceiver, limits: FormatLimits = FormatLimits(),
        chunk: Int = 1 << 20
    ) throws(FormatFault) {
        self.receiver = receiver
        self.limits = limits
        input = try TreeInput.open(.bytes(bytes), encoding, chunk)
    }

    deinit { scratch.deallocate() }

    /// The byte of its line at which the reading stands, counted from 1.
    public var column: Int { position + lineOffset + 1 }

    /// Ends the reading early and without a fault; to be called by the receiver.
    public func stop() { isStopped = true }

    /// Reads the text to its end.
    public func run() throws(FormatFault) {
        while !isStopped {
            do throws(FormatFault) {
                guard try step() else { break }
            } catch {
                guard case .refused(_, let reason) = error, try skipLine(reason) else { throw error }
            }
        }
        if isStopped { return }
        if !containers.isEmpty {
            throw .incomplete(
                part: "", reason: "the text ends inside \(containers.last?.isArray == true ? "an array" : "an object")")
        }
        if documents == 0 { throw .incomplete(part: "", reason: "it is empty") }
    }

    // MARK: Steps

    /// Reads the next token; false at the end.
    @inline(__always)
    private func step() throws(FormatFault) -> Bool {
        while true {
            let base = input.base
            let end = input.clean
            while position < end {
                let byte = base[position]
                if byte == 0x0A {
                    line &+= 1
                    lineOffset = -(position &+ 1)
                } else if byte != 0x20 && byte != 0x0D && byte != 0x09 {
                    break
                }
                position &+= 1
            }
            if position < end { break }
            guard try more() else { return false }
        }
        let byte = input.base[position]
        switch expected {
        case .value, .valueOrEnd:
            if byte == 0x5D, expected == .valueOrEnd { return try endContainer(isArray: true) }
            try value(byte)
        case .name, .nameOrEnd:
            if byte == 0x7D, expected == .nameOrEnd { return try endContainer(isArray: false) }
            guard byte == 0x22 else { throw broken("expected a name in quotes, found \(found(byte))") }
            try name()
        case .colon:
            guard byte == 0x3A else { throw broken("expected a colon after the name, found \(found(byte))") }
            position += 1
            expected = .value
        case .commaOrEnd:
            guard let container = containers.last else { return true }
            if byte == 0x2C {
                position += 1
                expected = container.isArray ? .value : .name
            } else if byte == (container.isArray ? 0x5D : 0x7D) {
                return try endContainer(isArray: container.isArray)
            } else {
                throw broken(
                    "expected a comma or the end of the \(container.isArray ? "array" : "object"), found \(found(byte))"
                )
            }
        }
        return true
    }

    private func value(_ byte: UInt8) throws(FormatFault) {
        switch byte {
        case 0x22:
            let text = try string(isName: false)
            if isStopped { return }
            try leaf(text)
        case 0x7B:
            try open(isArray: false)
        case 0x5B:
            try open(isArray: true)
        case 0x2D, 0x30...0x39:
            let end = try numberEnd()
            try leaf(UnsafeRawBufferPointer(start: input.base + position, count: end - position), next: end)
        case 0x74: try literal("true", hasText: true)
        case 0x66: try literal("false", hasText: true)
        case 0x6E: try literal("null", hasText: false)
        default: throw broken("expected a value, found \(found(byte))")
        }
    }

    /// The bytes after a text or a number were taken: those of its end are in `pendingEnd`.
    private var pendingEnd = 0

    private func leaf(_ text: UnsafeRawBufferPointer, next: Int? = nil) throws(FormatFault) {
        if containers.isEmpty { beginDocument() }
        try begin(isObject: false)
        if text.count > 0 { try receiver.text(text) }
        try receiver.end()
        position = next ?? pendingEnd
        ended()
    }

    private func begin(isObject: Bool) throws(FormatFault) {
        let start = containers.last.map { $0.isNested ? -1 : $0.nameStart } ?? names.count
        let trait = containers.last.map { $0.isArray ? TreeTrait.item : .member } ?? .item
        let line = line
        if start < 0 {
            try JSONScanner.itemName.withUnsafeBufferPointer { (name) throws(FormatFault) in
                try receiver.begin(UnsafeRawBufferPointer(name), trait, isObject: isObject, line: line)
            }
            return
        }
        try names.withUnsafeBufferPointer { (all) throws(FormatFault) in
            let name = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: all[start...]))
            try receiver.begin(name, trait, isObject: isObject, line: line)
        }
    }

    private func open(isArray: Bool) throws(FormatFault) {
        if containers.count >= limits.depth {
            throw .tooLarge(part: "", limit: "objects and arrays inside one another", value: limits.depth)
        }
        if containers.isEmpty { beginDocument() }
        if isArray {
            let isNested = containers.last?.isArray == true
            if isNested { try begin(isObject: true) }
            containers.append(
                Container(
                    isArray: true, isNested: isNested, nameStart: containers.last?.nameStart ?? names.count))
            expected = .valueOrEnd
        } else {
            try begin(isObject: true)
            containers.append(Container(isArray: false, isNested: false, nameStart: names.count))
            expected = .nameOrEnd
        }
        position += 1
    }

    private func endContainer(isArray: Bool) throws(FormatFault) -> Bool {
        position += 1
        guard let container = containers.popLast() else { return true }
        if !isArray {
            names.removeSubrange(container.nameStart...)
            try receiver.end()
        } else if container.isNested {
            try receiver.end()
        }
        ended()
        return true
    }

    @inline(__always)
    private func ended() {
        if containers.isEmpty {
            documents += 1
            lastEnd = line
            if line != documentLine { isOneALine = false }
            expected = .value
        } else {
            expected = .commaOrEnd
        }
    }

    private func beginDocument() {
        if documents > 0, line == lastEnd { isOneALine = false }
        documentLine = line
    }

    private func name() throws(FormatFault) {
        let text = try string(isName: true)
        guard let container = containers.last else { return }
        if names.count > container.nameStart { names.removeSubrange(container.nameStart...) }
        names.append(contentsOf: text)
        position = pendingEnd
        expected = .colon
    }

    private func literal(_ word: StaticString, hasText: Bool) throws(FormatFault) {
        let count = word.utf8CodeUnitCount
        while input.clean - position < count {
            guard try more() else { break }
        }
        guard input.clean - position >= count, memcmp(input.base + position, word.utf8Start, count) == 0 else {
            throw broken("expected a value, found \(found(input.base[position]))")
        }
        let text = UnsafeRawBufferPointer(start: word.utf8Start, count: hasText ? count : 0)
        try leaf(text, next: position + count)
    }

    // MARK: Tokens

    /// The bytes of the text in quotes that begins here, without its quotes and escapes. `pendingEnd` is what follows.
    private func string(isName: Bool) throws(FormatFault) -> UnsafeRawBufferPointer {
        let limit = isName ? limits.nameBytes : limits.cellBytes
        var searched = 1
        var hasEscape = false
        while true {
            let start = input.base + position
            let count = input.clean - position
            var quote = -1
            while searched < count {
                guard let match = memchr(start + searched, 0x22, count - searched) else {
                    searched = count
                    break
                }
                let at = UnsafePointer(start).distance(to: UnsafePointer(match.assumingMemoryBound(to: UInt8.self)))
                var escapes = 0
                while start[at - 1 - escapes] == 0x5C { escapes += 1 }
                if escapes & 1 == 1 {
                    searched = at + 1
                    continue
                }
                quote = at
                break
            }
            if quote >= 0 {
                let text = UnsafeRawBufferPointer(start: start + 1, count: quote - 1)
                if text.count > limit { throw tooLong(isName, limit) }
                hasEscape = text.baseAddress.map { text.count > 0 && memchr($0, 0x5C, text.count) != nil } ?? false
                var hasControl = false
                for byte in text where byte < 0x20 { hasControl = true }
                if hasControl {
                    throw broken(
                        isName ? "a line break inside a name" : "a line break or control character inside a text")
                }
                pendingEnd = position + quote + 1
                return hasEscape ? try unescaped(text, isName: isName) : text
            }
            if count > limit + 2 { throw tooLong(isName, limit) }
            guard try more() else {
                throw .incomplete(
                    part: "", reason: "the text ends inside quotes that open on line \(line), column \(column)")
            }
        }
    }

    private func tooLong(_ isName: Bool, _ limit: Int) -> FormatFault {
        .tooLarge(part: "", limit: isName ? "bytes in one name" : "bytes in one value", value: limit)
    }

    private func unescaped(_ text: UnsafeRawBufferPointer, isName: Bool) throws(FormatFault) -> UnsafeRawBufferPointer {
        if scratch.count < text.count {
            scratch.deallocate()
            scratch = .allocate(capacity: text.count * 2)
        }
        // What an escape stands for is never longer than the escape.
        var filled = 0
        func append(_ byte: UInt8) {
            scratch[filled] = byte
            filled += 1
        }
        var index = 0
        let count = text.count
        while index < count {
            let byte = text[index]
            if byte != 0x5C {
                append(byte)
                index += 1
                continue
            }
            guard index + 1 < count else { throw broken("a text ends in a backslash") }
            let code = text[index + 1]
            index += 2
            switch code {
            case 0x22, 0x5C, 0x2F: append(code)
            case 0x62: append(0x08)
            case 0x66: append(0x0C)
            case 0x6E: append(0x0A)
            case 0x72: append(0x0D)
            case 0x74: append(0x09)
            case 0x75:
                guard var scalar = hexadecimal(text, index) else { throw broken("\\u without four hexadecimal digits") }
                index += 4
                if scalar & 0xFC00 == 0xD800, index + 6 <= count, text[index] == 0x5C, text[index + 1] == 0x75,
                    let low = hexadecimal(text, index + 2), low & 0xFC00 == 0xDC00
                {
                    scalar = 0x10000 + (scalar & 0x3FF) << 10 + (low & 0x3FF)
                    index += 6
                }
                if scalar == 0 {
                    badCharacters += 1
                } else if let character = Unicode.Scalar(scalar) {
                    for byte in UTF8.encode(character) ?? UTF8.encodedReplacementCharacter { append(byte) }
                } else {
                    badCharacters += 1
                    for byte in UTF8.encodedReplacementCharacter { append(byte) }
                }
            default: throw broken("a backslash before \(found(code))")
            }
        }
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(scratch)[..<filled])
    }

    private func hexadecimal(_ text: UnsafeRawBufferPointer, _ start: Int) -> UInt32? {
        guard start + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            let byte = text[index]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// Where the number that begins here ends.
    private func numberEnd() throws(FormatFault) -> Int {
        while true {
            var at = position
            let end = input.clean
            while at < end {
                switch input.base[at] {
                case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65:
                    at &+= 1
                    continue
                default: break
                }
                break
            }
            if at - position > limits.cellBytes { throw tooLong(false, limits.cellBytes) }
            if at == end, try more() { continue }
            guard JSONScanner.isNumber(UnsafeBufferPointer(start: input.base + position, count: at - position)) else {
                throw broken("a number that is none")
            }
            return at
        }
    }

    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        func digits() -> Int {
            let start = index
            while index < text.count, text[index] >= 0x30, text[index] <= 0x39 { index += 1 }
            return index - start
        }
        if index < text.count, text[index] == 0x2D { index += 1 }
        let first = index
        let whole = digits()
        if whole == 0 || (whole > 1 && text[first] == 0x30) { return false }
        if index < text.count, text[index] == 0x2E {
            index += 1
            if digits() == 0 { return false }
        }
        if index < text.count, text[index] | 0x20 == 0x65 {
            index += 1
            if index < text.count, text[index] == 0x2B || text[index] == 0x2D { index += 1 }
            if digits() == 0 { return false }
        }
        return index == text.count
    }

    // MARK: Input

    /// Reads on; false at the end.
    private func more() throws(FormatFault) -> Bool {
        if input.isAtEnd { return false }
        let before = input.clean - position
        lineOffset += position
        otherEncoding += try TreeInput.fill(&input, discarding: position)
        position = 0
        return input.clean > before || !input.isAtEnd
    }

    private func broken(_ reason: String) -> FormatFault {
        .refused(part: "", reason: "line \(line), column \(column): \(reason)")
    }

    private func found(_ byte: UInt8) -> String {
        byte > 0x20 && byte < 0x7F ? String(decoding: [byte], as: UTF8.self) : "byte \(byte)"
    }

    /// Where documents stand on lines of their own, leaves the broken one for the next line. False where they don't.
    private func skipLine(_ reason: String) throws(FormatFault) -> Bool {
        guard isOneALine, documents > 0 else { return false }
        try receiver.abandon(reason, line: line)
        containers.removeAll()
        names.removeAll()
        expected = .value
        while true {
            if let found = memchr(input.base + position, 0x0A, input.clean - position) {
                position = UnsafePointer(input.base).distance(
                    to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
                return true
            }
            position = input.clean
            if try !more() { return true }
        }
    }
}
