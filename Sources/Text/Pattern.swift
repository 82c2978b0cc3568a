import CRE2

/// What a pattern that a user wrote may cost.
public struct PatternLimits: Sendable, Hashable {
    /// Bytes that the compiled pattern and its automata may take.
    public var memory: Int
    /// Bytes of the pattern itself.
    public var patternBytes: Int
    /// Bytes of the result of replacing.
    public var resultBytes: Int

    /// Makes limits.
    public init(memory: Int = 8 << 20, patternBytes: Int = 4_096, resultBytes: Int = 1 << 20) {
        self.memory = memory
        self.patternBytes = patternBytes
        self.resultBytes = resultBytes
    }

    /// 8 MiB, 4 KiB, 1 MiB.
    public static let standard = PatternLimits()
}

/// What is wrong with a pattern or its use.
public enum PatternFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The pattern has more bytes than the limit.
    case tooLong(bytes: Int, limit: Int)
    /// The pattern is wrong, or takes more memory than the limit; RE2's own words.
    case syntax(pattern: String, message: String)
    /// The replacement does not fit the pattern; RE2's own words.
    case replacement(String, message: String)
    /// The result of replacing has more bytes than the limit.
    case resultTooLarge(limit: Int)

    /// What, where, what to do.
    public var description: String {
        switch self {
        case .tooLong(let bytes, let limit):
            "the pattern has \(bytes) bytes, the limit is \(limit); write a shorter one"
        case .syntax(let pattern, let message):
            "the pattern \(DisplayText.quoted(pattern)) is wrong: \(DisplayText.escaped(message))"
        case .replacement(let text, let message):
            "the replacement \(DisplayText.quoted(text)) does not fit its pattern: \(DisplayText.escaped(message))"
        case .resultTooLarge(let limit): "replacing makes a value of more than \(limit) bytes; write a narrower pattern"
        }
    }
}

/// A regular expression in RE2's syntax. Matching takes time in proportion to the text, whatever the pattern: no
/// pattern can hang.
///
/// Compiled once, used by any number of threads at once.
public final class Pattern: Sendable {
    /// The pattern as given.
    public let text: String
    /// How many groups it has, the whole match not counted.
    public let groupCount: Int
    private let limits: PatternLimits
    // RE2's objects are safe to read from several threads; this one is never changed after `init`.
    private nonisolated(unsafe) let compiled: OpaquePointer

    /// Compiles a pattern.
    public init(_ text: String, ignoresCase: Bool = false, limits: PatternLimits = .standard) throws(PatternFault) {
        let count = text.utf8.count
        guard count <= limits.patternBytes else { throw .tooLong(bytes: count, limit: limits.patternBytes) }
        var message = [CChar](repeating: 0, count: 256)
        let size = message.count
        let compiled = text.withBytes { bytes in
            message.withUnsafeMutableBufferPointer { buffer in
                cre2_compile(
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, ignoresCase ? 1 : 0,
                    Int64(limits.memory),
                    buffer.baseAddress, size)
            }
        }
        guard let compiled else {
            let words = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw .syntax(pattern: text, message: words)
        }
        self.text = text
        self.limits = limits
        self.compiled = compiled
        groupCount = Int(cre2_group_count(compiled))
    }

    deinit { cre2_free(compiled) }

    /// Whether all of the value matches.
    public func matches(_ bytes: UnsafeRawBufferPointer) -> Bool { match(bytes, whole: true, groups: 0) != nil }

    /// Whether all of the value matches.
    public func matches(_ text: String) -> Bool { text.withBytes { matches($0) } }

    /// Whether any part of the value matches.
    public func contains(_ bytes: UnsafeRawBufferPointer) -> Bool { match(bytes, whole: false, groups: 0) != nil }

    /// Whether any part of the value matches.
    public func contains(_ text: String) -> Bool { text.withBytes { contains($0) } }

    /// The byte ranges of the first match and its groups, the whole match first, nil for a group that took no part;
    /// nil without a match.
    public func groups(_ bytes: UnsafeRawBufferPointer) -> [Range<Int>?]? {
        match(bytes, whole: false, groups: min(groupCount, 99) + 1)
    }

    /// The number of a named group.
    public func groupNumber(_ name: String) -> Int? {
        let number = name.withBytes {
            cre2_group_named(compiled, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        return number > 0 ? Int(number) : nil
    }

    private func match(_ bytes: UnsafeRawBufferPointer, whole: Bool, groups: Int) -> [Range<Int>?]? {
        var ranges = [cre2_range](repeating: cre2_range(start: -1, end: -1), count: groups)
        let isMatch = Self.withCharacters(bytes) { text in
            ranges.withUnsafeMutableBufferPointer {
                cre2_match(compiled, text, bytes.count, 0, whole ? 1 : 0, $0.baseAddress, Int32(groups))
            }
        }
        guard isMatch == 1 else { return nil }
        return ranges.map { $0.start < 0 ? nil : $0.start..<$0.end }
    }

    /// An empty buffer may have no address, which RE2 would take for no text.
    private static func withCharacters<Result>(
        _ bytes: UnsafeRawBufferPointer, _ body: (UnsafePointer<CChar>) -> Result
    ) -> Result {
        guard let base = bytes.baseAddress else { return withUnsafePointer(to: 0) { body($0) } }
        return body(base.assumingMemoryBound(to: CChar.self))
    }

    // MARK: - Replacing

    /// A replacement that fits its pattern: `\1` to `\9` are groups, `\0` the whole match, `\\` a backslash.
    public struct Replacement: Sendable, Hashable {
        fileprivate let text: String
    }

    /// Checks a replacement against this pattern.
    public func replacement(_ text: String) throws(PatternFault) -> Replacement {
        var message = [CChar](repeating: 0, count: 256)
        let size = message.count
        let fits = text.withBytes { bytes in
            Self.withCharacters(bytes) { characters in
                message.withUnsafeMutableBufferPointer {
                    cre2_check_replacement(compiled, characters, bytes.count, $0.baseAddress, size)
                }
            }
        }
        guard fits == 1 else {
            let words = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw .replacement(text, message: words)
        }
        return Replacement(text: text)
    }

    /// The value with every match replaced.
    public func replacing(
        _ bytes: UnsafeRawBufferPointer, with replacement: Replacement
    ) throws(PatternFault) -> [UInt8] {
        var out: [UInt8] = []
        let limit = limits.resultBytes
        let count = Self.withCharacters(bytes) { text in
            replacement.text.withBytes { with in
                Self.withCharacters(with) { characters in
                    withUnsafeMutablePointer(to: &out) { out in
                        cre2_replace(
                            compiled, text, bytes.count, characters, with.count, limit,
                            { context, bytes, length in
                                guard let context, let bytes else { return }
                                let piece = UnsafeRawBufferPointer(start: bytes, count: length)
                                context.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: piece)
                            }, out)
                    }
                }
            }
        }
        guard count >= 0 else { throw .resultTooLarge(limit: limit) }
        return out
    }

    /// The value with every match replaced.
    public func replacing(_ text: String, with replacement: Replacement) throws(PatternFault) -> String {
        let bytes = [UInt8](text.utf8)
        let result: Result<[UInt8], PatternFault> = bytes.withUnsafeBytes { bytes in
            do throws(PatternFault) { return .success(try replacing(bytes, with: replacement)) } catch {
                return .failure(error)
            }
        }
        return try result.get().text
    }
}
