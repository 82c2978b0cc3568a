import Foundation
import Testing

@testable import Formats

@Suite("Unpacked files")
struct UnpackedFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func unpacked(_ text: String, limits: FormatLimits = FormatLimits()) throws -> UnpackedFile {
        var zip = ZIPFixture()
        zip.add("a.csv", text)
        let file = try RegularFile(path: try folder.write("a.zip", zip.bytes))
        return try UnpackedFile(0, of: ZIPArchive(file: file, limits: limits), folder: folder.path)
    }

    @Test func isReadByItsPathAndHasNoNameInTheFolder() throws {
        let file = try unpacked("name\nAnna\n")
        #expect(file.size == 10)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.zip"])
        for _ in 0..<2 {
            let opened = try RegularFile(path: file.path)
            #expect(opened.beginning(20) == Array("name\nAnna\n".utf8))
            #expect(!opened.hasChanged)
        }
    }

    @Test func isGoneWithItsLastHolder() throws {
        var file: UnpackedFile? = try unpacked("x")
        let path = try #require(file?.path)
        file = nil
        #expect(throws: FormatFault.self) { _ = try RegularFile(path: path) }
    }

    @Test func otherLinksAreStillRefused() throws {
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/passwd")
        #expect(throws: FormatFault.self) { _ = try RegularFile(path: link) }
        #expect(throws: FormatFault.self) { _ = try RegularFile(path: "/proc/self/cwd") }
        #expect(throws: FormatFault.self) { _ = try RegularFile(path: "/proc/self/fd/") }
    }

    @Test("the bytes that unpacking may give are limited", arguments: [(99, false), (100, true), (101, true)])
    func limit(maximum: Int, fits: Bool) throws {
        var limits = FormatLimits()
        limits.inflatedBytes = maximum
        let text = String(repeating: "x", count: 100)
        if fits {
            #expect(try unpacked(text, limits: limits).size == 100)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "a.csv", limit: "bytes when unpacked", value: 99)) {
                _ = try unpacked(text, limits: limits)
            }
        }
    }
}
