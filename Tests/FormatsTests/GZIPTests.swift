import Foundation
import Testing

@testable import Formats

/// Reading gzip: whole, several members, cut short, damaged, and built to do harm.
struct GZIPTests {
    /// `customary\n` as gzip wrote it.
    static let small: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff, 0x4b, 0x2e, 0x2d, 0x2e, 0xc9, 0xcf, 0x4d, 0x2c,
        0xaa, 0xe4, 0x02, 0x00, 0x5e, 0x3a, 0x51, 0x0b, 0x0a, 0x00, 0x00, 0x00,
    ]

    private func inflate(_ bytes: [UInt8], _ limits: FormatLimits = FormatLimits(), piece: Int = 4096) throws -> [UInt8]
    {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("gzip-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let reader = try GZIPReader(file: try RegularFile(path: path), limits: limits)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 1)
        defer { buffer.deallocate() }
        var result: [UInt8] = []
        while true {
            let count = try reader.read(into: buffer)
            if count == 0 { return result }
            result += buffer[0..<count]
        }
    }

    @Test("A file is inflated, whatever the size of the pieces")
    func whole() throws {
        for piece in [1, 3, 4096] {
            #expect(try inflate(GZIPTests.small, piece: piece) == Array("customary\n".utf8))
        }
    }

    @Test("Members one after the other are one text, and zeros behind them are padding")
    func members() throws {
        let twice = GZIPTests.small + [0, 0] + GZIPTests.small + [UInt8](repeating: 0, count: 512)
        #expect(try inflate(twice) == Array("customary\ncustomary\n".utf8))
    }

    @Test("A file that is cut short anywhere says so")
    func cut() {
        for count in 0..<GZIPTests.small.count {
            #expect(throws: FormatFault.self) { try inflate(Array(GZIPTests.small.prefix(count))) }
        }
    }

    @Test("A wrong checksum and other bytes behind the data are refused")
    func damaged() {
        var wrong = GZIPTests.small
        wrong[22] ^= 1
        #expect(throws: FormatFault.self) { try inflate(wrong) }
        #expect(throws: FormatFault.self) { try inflate(GZIPTests.small + Array("more".utf8)) }
    }

    @Test("The limit of inflated bytes holds at n and breaks at n + 1")
    func bytes() throws {
        var limits = FormatLimits()
        for (limit, isFine) in [(9, false), (10, true), (11, true)] {
            limits.inflatedBytes = limit
            let fits = (try? inflate(GZIPTests.small, limits)) != nil
            #expect(fits == isFine, "limit \(limit)")
        }
    }

    @Test("A ratio beyond the limit is refused once the floor is passed")
    func ratio() throws {
        var limits = FormatLimits()
        limits.inflationFloor = 5
        limits.inflationRatio = 1
        // 10 bytes out of 30 are no bomb; fifty times the same short text can't be one either.
        let many = (0..<50).flatMap { _ in GZIPTests.small }
        #expect(try inflate(many, limits).count == 500)
        #expect(throws: FormatFault.self) { try inflate(GZIPTests.zeros, limits) }
        #expect(try inflate(GZIPTests.zeros).count == 4000)
    }

    /// 4,000 zeros as gzip wrote them.
    static let zeros: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xff, 0xed, 0xc1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xc2,
        0xa0, 0xf5, 0x4f, 0x6d, 0x0c, 0x1f, 0xa0, 0x00, 0x00, 0x00, 0x80, 0xb7, 0x01, 0xbe, 0x93, 0x8b, 0x3a, 0xa0,
        0x0f, 0x00, 0x00,
    ]
}
