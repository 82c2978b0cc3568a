import Glibc

/// Reading small files whole, with limits.
public enum FileText {
    /// A file's bytes, at most `limit` of them. Follows symbolic links; refuses what isn't a regular file.
    public static func read(_ path: String, limit: Int) throws(ConfigurationFault) -> [UInt8] {
        guard !path.utf8.contains(0) else {
            throw .unreadable(path: path.replacing("\0", with: "?"), reason: "the path holds a NUL")
        }
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard file >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
        defer { close(file) }
        return try read(descriptor: file, path: path, limit: limit)
    }

    /// The bytes of an open regular file, at most `limit` of them.
    static func read(descriptor file: Int32, path: String, limit: Int) throws(ConfigurationFault) -> [UInt8] {
        var state = stat()
        guard fstat(file, &state) == 0 else { throw .unreadable(path: path, reason: reason(errno)) }
        guard state.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no file") }
        guard state.st_size <= limit else { throw .tooLarge(path: path, limit: limit) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: min(max(Int(state.st_size) + 1, 4096), 65_536))
        while true {
            let count = Glibc.read(file, &part, part.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: part[..<count])
            guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
        }
    }

    /// The system's words for an error number.
    static func reason(_ code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The version of strerror_r that Swift imports from glibc is the POSIX one: it fills the buffer.
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Where the first bytes that are no UTF-8 stand; nil when all is well.
    static func firstInvalidUTF8(in bytes: ArraySlice<UInt8>, file: String) -> Place? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var line = 1
        var column = 1
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                column += 1
                if scalar == "\n" {
                    line += 1
                    column = 1
                }
            case .emptyInput, .error: return Place(file: file, line: line, column: column)
            }
        }
    }

    /// The place of a byte in valid UTF-8 text.
    static func place(of index: Int, in bytes: ArraySlice<UInt8>, file: String) -> Place {
        let before = bytes[..<index]
        let line = before.lazy.filter { $0 == 0x0A }.count + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
        let column = before[start...].lazy.filter { $0 & 0xC0 != 0x80 }.count + 1
        return Place(file: file, line: line, column: column)
    }
}
