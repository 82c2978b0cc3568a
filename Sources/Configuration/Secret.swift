import Glibc

/// A text that must not be seen: it describes itself as `***`, and its memory is wiped when it is gone.
public struct Secret: Sendable {
    /// The text as it may be shown: what was written in the file, with each inserted secret, and a password written out in
    /// a URL, as `***`.
    public let masked: String
    /// False when nothing was inserted, that is, when the whole text stood in the file.
    public let holdsInserted: Bool

    private let storage: SecretBytes

    /// Holds a text. Without `masked` all of it is hidden.
    public init(_ text: String, masked: String = "***", holdsInserted: Bool = true) {
        storage = SecretBytes(text)
        self.masked = Secret.withoutPassword(masked)
        self.holdsInserted = holdsInserted
    }

    /// `scheme://user:password@host` and `password=…` without the password. Rather too much is hidden than too little: the
    /// last `@` counts, since passwords with a `/` in them are written that way too.
    private static func withoutPassword(_ text: String) -> String {
        var shown = text
        if let scheme = shown.firstRange(of: "://"), let end = shown[scheme.upperBound...].lastIndex(of: "@"),
            let colon = shown[scheme.upperBound..<end].firstIndex(of: ":")
        {
            shown.replaceSubrange(shown.index(after: colon)..<end, with: "***")
        }
        var from = shown.startIndex
        while let key = shown[from...].firstRange(of: "password=") {
            let end = shown[key.upperBound...].firstIndex { $0 == "&" || $0 == " " } ?? shown.endIndex
            let offset = shown.utf8.distance(from: shown.startIndex, to: key.upperBound)
            shown.replaceSubrange(key.upperBound..<end, with: "***")
            from = shown.utf8.index(shown.startIndex, offsetBy: offset)
        }
        return shown
    }

    /// The text itself, for the call that needs it. Don't keep it.
    public func reveal() -> String { storage.withBytes { String(decoding: $0, as: UTF8.self) } }

    /// The text's bytes, for the call that needs them.
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try storage.withBytes(body)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `***`.
    public var description: String { "***" }
    /// `***`.
    public var debugDescription: String { "***" }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The secret's bytes. Never changed after they are written, hence safe to share; wiped at the end.
private final class SecretBytes: @unchecked Sendable {
    private let bytes: UnsafeMutableRawBufferPointer

    init(_ text: String) {
        var text = text
        bytes = text.withUTF8 { source in
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 1)
            copy.copyMemory(from: UnsafeRawBufferPointer(source))
            return copy
        }
    }

    deinit {
        if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
        bytes.deallocate()
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(bytes))
    }
}
