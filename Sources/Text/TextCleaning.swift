/// How a value's characters are cleaned before anything else looks at it.
///
/// Always: every Unicode space counts as a space and goes from both ends; signs without width (zero-width space and
/// joiner, soft hyphen, direction marks, byte-order mark) and control characters are removed; bytes that are no UTF-8
/// become U+FFFD.
public struct TextCleaning: Sendable, Hashable {
    /// Runs of spaces become one space; a tab counts as a space.
    public var collapsesSpaces: Bool
    /// Line ends stay, as line feeds; else they count as spaces.
    public var keepsLineBreaks: Bool
    /// The `'` that a spreadsheet puts before text that looks like a number is removed, where digits or one of `=+-@`
    /// follow.
    public var stripsLeadingApostrophe: Bool

    /// Makes rules.
    public init(collapsesSpaces: Bool = true, keepsLineBreaks: Bool = false, stripsLeadingApostrophe: Bool = false) {
        self.collapsesSpaces = collapsesSpaces
        self.keepsLineBreaks = keepsLineBreaks
        self.stripsLeadingApostrophe = stripsLeadingApostrophe
    }

    /// For a field of one line.
    public static let line = TextCleaning()
    /// For notes: lines are kept.
    public static let note = TextCleaning(keepsLineBreaks: true)
}

/// What cleaning did.
public struct TextCleaningChanges: OptionSet, Sendable, Hashable {
    /// One bit per kind of change.
    public let rawValue: UInt16
    /// Makes a set from its bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Spaces were taken from an end.
    public static let trimmed = TextCleaningChanges(rawValue: 1)
    /// A run of spaces became one, or another space became U+0020.
    public static let spaces = TextCleaningChanges(rawValue: 2)
    /// A sign without width was removed.
    public static let invisible = TextCleaningChanges(rawValue: 4)
    /// A control character was removed.
    public static let control = TextCleaningChanges(rawValue: 8)
    /// U+0000 was removed.
    public static let null = TextCleaningChanges(rawValue: 16)
    /// Bytes that are no UTF-8 were replaced.
    public static let invalidUTF8 = TextCleaningChanges(rawValue: 32)
    /// A spreadsheet's leading apostrophe was removed.
    public static let apostrophe = TextCleaningChanges(rawValue: 64)
    /// U+FFFD was in the value already. Nothing was changed for it.
    public static let charactersLost = TextCleaningChanges(rawValue: 128)

    /// The verdict that the changes add up to.
    public var verdict: Verdict {
        if contains(.null) { return .doubtful(.nullCharacter) }
        if contains(.invalidUTF8) { return .doubtful(.invalidUTF8) }
        if contains(.charactersLost) { return .doubtful(.charactersLost) }
        if contains(.control) { return .doubtful(.controlCharacters) }
        return isEmpty ? .unchanged : .changed
    }
}

extension TextCleaning {
    /// Appends the cleaned value and says what was done. Cleaning a cleaned value changes nothing.
    @discardableResult
    public func clean(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> TextCleaningChanges {
        if Self.isPlain(bytes), !(stripsLeadingApostrophe && bytes.first == Byte.apostrophe) {
            out.append(contentsOf: bytes)
            return []
        }
        return slowly(bytes, into: &out)
    }

    /// The cleaned value with its verdict.
    public func clean(_ bytes: UnsafeRawBufferPointer) -> Standardised {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        let verdict = clean(bytes, into: &out).verdict
        return Standardised(out, verdict)
    }

    /// The cleaned value with its verdict.
    public func clean(_ text: String) -> Standardised { text.withBytes { clean($0) } }

    /// Printable ASCII with single spaces inside only: by far the most values.
    private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var before = Byte.space
        for byte in bytes {
            guard byte &- 0x20 < 0x5F, !(byte == Byte.space && before == Byte.space) else { return false }
            before = byte
        }
        return bytes.isEmpty || before != Byte.space
    }

    private func slowly(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> TextCleaningChanges {
        let start = out.count
        var changes: TextCleaningChanges = []
        var at = 0
        // A space is written when the next sign comes, so that none is left at the end.
        var pending: UInt8?
        var atStart = true
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            let value = step.value
            at += step.length
            if value == 0x0D || value == 0x0A || value == 0x85 || value == 0x2028 || value == 0x2029 {
                if value == 0x0D, at < bytes.count, bytes[at] == 0x0A {
                    at += 1
                    changes.insert(.spaces)
                }
                if keepsLineBreaks {
                    if value != 0x0A { changes.insert(.spaces) }
                    if pending != nil { changes.insert(.spaces) }
                    pending = nil
                    out.dropTrailingSpaces(from: start)
                    if atStart { changes.insert(.trimmed) } else { out.append(0x0A) }
                } else {
                    changes.insert(.spaces)
                    pending = Byte.space
                }
                continue
            }
            if Scalars.isSpace(value) {
                let keepsAll = !collapsesSpaces && value == 0x20
                if value != 0x20 { changes.insert(.spaces) }
                if atStart {
                    changes.insert(.trimmed)
                } else if keepsAll, pending != nil {
                    out.append(Byte.space)
                } else if pending != nil || (out.last == 0x0A && out.count > start) {
                    changes.insert(.spaces)
                    if out.last != 0x0A { pending = Byte.space }
                } else {
                    pending = Byte.space
                }
                continue
            }
            if Scalars.isControl(value) {
                changes.insert(value == 0 ? .null : .control)
                continue
            }
            if Scalars.isInvisible(value), !joins(bytes, at, step.length, value) {
                changes.insert(.invisible)
                continue
            }
            if atStart, value == 0x27, stripsLeadingApostrophe, at < bytes.count, Self.apostropheHides(bytes[at]) {
                changes.insert(.apostrophe)
                continue
            }
            if !step.isValid {
                changes.insert(.invalidUTF8)
            } else if value == Scalars.replacement {
                changes.insert(.charactersLost)
            }
            if let blank = pending {
                if !atStart { out.append(blank) } else { changes.insert(.trimmed) }
                pending = nil
            }
            atStart = false
            if step.isValid {
                out.append(contentsOf: bytes.part(at - step.length..<at))
            } else {
                Scalars.append(Scalars.replacement, to: &out)
            }
        }
        if pending != nil { changes.insert(.trimmed) }
        while out.count > start, out[out.count - 1] == 0x0A || out[out.count - 1] == 0x20 {
            out.removeLast()
            changes.insert(.trimmed)
        }
        return changes
    }

    /// Zero-width joiners are part of words in the scripts of South Asia, of Arabic and of emoji: there they stay.
    private func joins(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ length: Int, _ value: UInt32) -> Bool {
        guard value == 0x200C || value == 0x200D, at - length > 0, at < bytes.count else { return false }
        let before = Scalars.previous(bytes, at - length).value
        let after = Scalars.next(bytes, at).value
        return before >= 0x600 && after >= 0x600 && !Scalars.isSpace(before) && !Scalars.isSpace(after)
            && !Scalars.isInvisible(before) && !Scalars.isInvisible(after)
    }

    private static func apostropheHides(_ next: UInt8) -> Bool {
        next.isASCIIDigit || next == UInt8(ascii: "=") || next == Byte.plus || next == Byte.hyphen || next == Byte.at
            || next == Byte.open
    }
}
