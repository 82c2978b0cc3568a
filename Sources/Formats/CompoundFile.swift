/// An OLE2 file: a small file system in which XLS workbooks keep their stream of records.
///
/// Tables are read within what the file can hold, chains that run in a circle are refused. [MS-CFB]
final class CompoundFile {
    /// The bytes that every such file begins with.
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private struct Entry {
        let name: String
        let kind: UInt8
        let start: UInt32
        let size: Int
    }

    private let file: RegularFile
    private let sectorShift: Int
    private let miniCutoff: Int
    /// For each sector the one after it in its chain.
    private let next: [UInt32]
    private let miniNext: [UInt32]
    private let entries: [Entry]

    private static let endOfChain: UInt32 = 0xFFFF_FFFE
    private static let miniShift = 6

    init(_ file: RegularFile) throws(FormatFault) {
        self.file = file
        let header = file.bytes(at: 0, count: 512)
        guard header.count == 512, header.starts(with: CompoundFile.signature) else {
            throw .incomplete(part: "", reason: "its OLE2 header ends too early")
        }
        let shift = Int(CompoundFile.number(header, 0x1E, 2))
        guard shift == 9 || shift == 12, CompoundFile.number(header, 0x20, 2) == CompoundFile.miniShift else {
            throw .refused(part: "", reason: "its OLE2 header is damaged")
        }
        sectorShift = shift
        miniCutoff = Int(min(CompoundFile.number(header, 0x38, 4), 1 << 20))
        let sectors = max(0, file.size - 1) >> shift
        next = try CompoundFile.table(file, header, shift, sectors)
        let directory = try CompoundFile.chain(
            UInt32(truncatingIfNeeded: CompoundFile.number(header, 0x30, 4)), in: next)
        entries = CompoundFile.entries(file, directory, shift)
        let firstMini = UInt32(truncatingIfNeeded: CompoundFile.number(header, 0x3C, 4))
        var miniNext: [UInt32] = []
        if firstMini < UInt32(clamping: next.count) {
            for sector in try CompoundFile.chain(firstMini, in: next) {
                miniNext += CompoundFile.words(file, sector, shift)
            }
        }
        self.miniNext = miniNext
    }

    /// True when a stream or folder has this name.
    func holds(_ name: String) -> Bool { entries.contains { $0.name == name.uppercased() } }

    /// A stream by its name; nil when there is none.
    func stream(named name: String) throws(FormatFault) -> BinaryStream? {
        guard let entry = entries.first(where: { $0.kind == 2 && $0.name == name.uppercased() }) else { return nil }
        if entry.size >= miniCutoff {
            let sectors = try CompoundFile.chain(entry.start, in: next)
            return BinaryStream(file, pieces: sectors.map { place($0) }, length: 1 << sectorShift, size: entry.size)
        }
        guard let root = entries.first(where: { $0.kind == 5 }) else {
            throw .refused(part: "", reason: "its OLE2 directory has no root")
        }
        let container = try CompoundFile.chain(root.start, in: next)
        let perSector = sectorShift - CompoundFile.miniShift
        var pieces: [Int] = []
        for mini in try CompoundFile.chain(entry.start, in: miniNext) {
            let index = Int(mini) >> perSector
            guard index < container.count else { break }
            let inside = (Int(mini) & ((1 << perSector) - 1)) << CompoundFile.miniShift
            pieces.append(place(container[index]) + inside)
        }
        return BinaryStream(file, pieces: pieces, length: 1 << CompoundFile.miniShift, size: entry.size)
    }

    private func place(_ sector: UInt32) -> Int { (Int(sector) + 1) << sectorShift }

    // MARK: Tables

    private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        var result = 0
        for index in (at..<at + count).reversed() {
            result = result << 8 | (index < bytes.count ? Int(bytes[index]) : 0)
        }
        return result
    }

    private static func words(_ file: RegularFile, _ sector: UInt32, _ shift: Int) -> [UInt32] {
        let bytes = file.bytes(at: (Int(sector) + 1) << shift, count: 1 << shift)
        return stride(from: 0, to: bytes.count & ~3, by: 4).map { UInt32(truncatingIfNeeded: number(bytes, $0, 4)) }
    }

    /// The file's table of sectors; it can have no more entries than the file has sectors, whatever the header says.
    private static func table(_ file: RegularFile, _ header: [UInt8], _ shift: Int, _ sectors: Int) throws(FormatFault)
        -> [UInt32]
    {
        let perSector = 1 << (shift - 2)
        let most = sectors / perSector + 2
        var places: [UInt32] = []
        for index in 0..<109 {
            let sector = UInt32(truncatingIfNeeded: number(header, 0x4C + index * 4, 4))
            if sector < UInt32(clamping: sectors) { places.append(sector) }
        }
        var sector = UInt32(truncatingIfNeeded: number(header, 0x44, 4))
        var steps = 0
        while sector < UInt32(clamping: sectors), places.count < most {
            let words = words(file, sector, shift)
            guard words.count == perSector else { break }
            places += words.dropLast().filter { $0 < UInt32(clamping: sectors) }
            sector = words[perSector - 1]
            steps += 1
            if steps > most { throw .refused(part: "", reason: "its OLE2 table runs in a circle") }
        }
        var next: [UInt32] = []
        for place in places.prefix(most) { next += words(file, place, shift) }
        if next.count > sectors { next.removeLast(next.count - sectors) }
        return next
    }

    /// The sectors of a chain in their order.
    private static func chain(_ start: UInt32, in next: [UInt32]) throws(FormatFault) -> [UInt32] {
        var chain: [UInt32] = []
        var sector = start
        while Int(sector) < next.count {
            chain.append(sector)
            if chain.count > next.count { throw .refused(part: "", reason: "its OLE2 sectors run in a circle") }
            sector = next[Int(sector)]
        }
        if sector != endOfChain, !chain.isEmpty, Int(sector) >= next.count, sector < 0xFFFF_FFFA {
            throw .incomplete(part: "", reason: "its OLE2 sectors go on beyond the file")
        }
        return chain
    }

    private static func entries(_ file: RegularFile, _ directory: [UInt32], _ shift: Int) -> [Entry] {
        var entries: [Entry] = []
        for sector in directory.prefix(1 << 14) {
            let bytes = file.bytes(at: (Int(sector) + 1) << shift, count: 1 << shift)
            for start in stride(from: 0, to: bytes.count - 127, by: 128) {
                let kind = bytes[start + 0x42]
                let length = min(64, number(bytes, start + 0x40, 2)) / 2 - 1
                guard kind == 1 || kind == 2 || kind == 5, length > 0 else { continue }
                let units = (0..<length).map { UInt16(truncatingIfNeeded: number(bytes, start + $0 * 2, 2)) }
                // The upper half of the size is rubbish in files with small sectors.
                let size = number(bytes, start + 0x78, shift == 9 ? 4 : 6)
                entries.append(
                    Entry(
                        name: String(decoding: units, as: UTF16.self).uppercased(), kind: kind,
                        start: UInt32(truncatingIfNeeded: number(bytes, start + 0x74, 4)), size: size))
            }
        }
        return entries
    }
}

/// Bytes in pieces of a file, read by their own offsets.
public final class BinaryStream {
    /// How many bytes it has: no more than its pieces hold.
    let size: Int

    private let file: RegularFile
    /// Where runs of neighbouring pieces begin: in the stream, and in the file.
    private var runs: [(start: Int, place: Int)] = []

    /// A whole file as a stream.
    init(_ file: RegularFile) {
        self.file = file
        size = file.size
        runs = [(0, 0)]
    }

    /// Pieces of the same length; `size` is what the stream is said to have.
    init(_ file: RegularFile, pieces: [Int], length: Int, size: Int) {
        self.file = file
        self.size = min(size, pieces.count * length)
        for (index, place) in pieces.enumerated() {
            if let last = runs.last, last.place + (index * length - last.start) == place { continue }
            runs.append((index * length, place))
        }
    }

    /// Reads bytes from an offset on; returns how many, fewer than fit at the end.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count {
            let position = offset + filled
            guard position < size, let index = run(of: position) else { break }
            let end = min(size, index + 1 < runs.count ? runs[index + 1].start : size)
            let wanted = min(buffer.count - filled, end - position)
            let read = file.read(
                at: runs[index].place + (position - runs[index].start),
                into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<filled + wanted]))
            filled += read
            if read < wanted { break }
        }
        return filled
    }

    private func run(of position: Int) -> Int? {
        var low = 0
        var high = runs.count
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].start <= position { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }
}
