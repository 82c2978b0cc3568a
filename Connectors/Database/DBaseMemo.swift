internal import Formats

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// The long texts of a dBase table, in a file beside it.
final class DBaseMemo {
    private enum Kind {
        case three, four, foxPro
    }

    private let file: RegularFile
    private let kind: Kind
    private let blockSize: Int

    /// Finds the file by the table's own name; nil when there is none.
    init?(beside path: String, version: UInt8) {
        let stem = path.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        var found: (file: RegularFile, isFoxPro: Bool)?
        for (ending, isFoxPro) in [
            ("fpt", true), ("FPT", true), ("Fpt", true), ("dbt", false), ("DBT", false), ("Dbt", false),
        ] {
            if let file = try? RegularFile(path: "\(stem).\(ending)"), file.size >= 512 {
                found = (file, isFoxPro)
                break
            }
        }
        guard let found else { return nil }
        file = found.file
        let head = file.beginning(32)
        if found.isFoxPro {
            kind = .foxPro
            let size = Int(head[6]) << 8 | Int(head[7])
            blockSize = size == 0 ? 512 : size
        } else {
            kind = version == 0x83 || version == 0x03 ? .three : .four
            let size = Int(head[20]) | Int(head[21]) << 8
            blockSize = kind == .four && size > 0 ? size : 512
        }
    }

    /// The text that begins in a block; empty for a picture, nil where the file has no such block.
    func text(_ block: Int, limit: Int) -> [UInt8]? {
        let (place, overflow) = block.multipliedReportingOverflow(by: blockSize)
        guard !overflow, place > 0, place < file.size else { return nil }
        switch kind {
        case .three: return untilEnd(place, limit)
        case .four:
            let head = bytes(place, 8)
            guard head.count == 8 else { return nil }
            if head[0] != 0xFF || head[1] != 0xFF { return untilEnd(place, limit) }
            let length = Int(head[4]) | Int(head[5]) << 8 | Int(head[6]) << 16 | Int(head[7]) << 24
            return piece(place + 8, length - 8, limit)
        case .foxPro:
            let head = bytes(place, 8)
            guard head.count == 8 else { return nil }
            if head[3] != 1 { return [] }
            let length = Int(head[4]) << 24 | Int(head[5]) << 16 | Int(head[6]) << 8 | Int(head[7])
            return piece(place + 8, length, limit)
        }
    }

    private func piece(_ place: Int, _ length: Int, _ limit: Int) -> [UInt8]? {
        guard length >= 0, length <= limit, place + length <= file.size else { return nil }
        let bytes = bytes(place, length)
        return bytes.count == length ? bytes : nil
    }

    /// To the two signs that end a memo.
    private func untilEnd(_ place: Int, _ limit: Int) -> [UInt8]? {
        var result: [UInt8] = []
        while true {
            let more = bytes(place + result.count, 512)
            if more.isEmpty { return result }
            if let end = more.firstIndex(of: 0x1A) { return result + more[..<end] }
            result += more
            if result.count > limit { return nil }
        }
    }

    private func bytes(_ place: Int, _ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            filled = max(0, file.withDescriptor { pread($0, buffer.baseAddress, buffer.count, off_t(place)) })
        }
    }
}
