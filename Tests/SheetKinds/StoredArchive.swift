/// Archives whose members are stored as they are.
public enum StoredArchive {
    /// The archive's bytes.
    public static func bytes(_ members: [(name: String, text: String)]) -> [UInt8] {
        func number(_ value: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in members {
            let bytes = Array(text.utf8)
            var checksum: UInt32 = 0xFFFF_FFFF
            for byte in bytes {
                checksum ^= UInt32(byte)
                for _ in 0..<8 { checksum = checksum & 1 == 1 ? 0xEDB8_8320 ^ checksum >> 1 : checksum >> 1 }
            }
            let fields =
                number(0, 8) + number(Int(~checksum), 4) + number(bytes.count, 4) + number(bytes.count, 4)
                + number(name.utf8.count, 2)
            directory +=
                [0x50, 0x4B, 1, 2] + number(20, 2) + number(20, 2) + fields + number(0, 12) + number(archive.count, 4)
                + Array(name.utf8)
            archive += [0x50, 0x4B, 3, 4] + number(20, 2) + fields + number(0, 2) + Array(name.utf8) + bytes
        }
        let end =
            number(0, 4) + number(members.count, 2) + number(members.count, 2) + number(directory.count, 4)
            + number(archive.count, 4)
        return archive + directory + [0x50, 0x4B, 5, 6] + end + number(0, 2)
    }
}
