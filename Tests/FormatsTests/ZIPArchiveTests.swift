import Foundation
import Testing

@testable import Formats

@Suite("ZIP archives")
struct ZIPArchiveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ bytes: [UInt8], _ limits: FormatLimits = FormatLimits()) throws -> ZIPArchive {
        let file = try RegularFile(path: try folder.write("a.zip", bytes))
        return try ZIPArchive(file: file, limits: limits)
    }

    private func run(_ count: Int, name: String = "run") -> ZIPFixture.Member {
        ZIPFixture.Member(
            name: name, bytes: Array(repeating: 65, count: count),
            deflated: ZIPFixture.deflatedRun(of: 65, count: count))
    }

    @Test func membersAreListedAndReadWhole() throws {
        var zip = ZIPFixture()
        zip.add("a.txt", "hello")
        zip.add("empty", [])
        zip.members.append(run(200_000))
        let archive = try open(zip.bytes)
        #expect(archive.members.map(\.name) == ["a.txt", "empty", "run"])
        #expect(try archive.bytes(of: 0, maximum: 5) == Array("hello".utf8))
        #expect(try archive.bytes(of: 1, maximum: 0).isEmpty)
        #expect(try archive.bytes(of: 2, maximum: 200_000) == Array(repeating: 65, count: 200_000))
        #expect(archive.member(named: "A.TXT") == 0)
        #expect(archive.member(named: "b") == nil)
    }

    @Test func aMemberComesInBoundedPieces() throws {
        var zip = ZIPFixture()
        zip.members = [run(300_000)]
        let archive = try open(zip.bytes)
        var pieces: [Int] = []
        try archive.read(0) { (chunk) throws(FormatFault) -> Bool in
            pieces.append(chunk.count)
            return true
        }
        #expect(pieces.allSatisfy { $0 <= ZIPArchive.chunkBytes })
        #expect(pieces.reduce(0, +) == 300_000)
        var first = 0
        try archive.read(0) { (chunk) throws(FormatFault) -> Bool in
            first += chunk.count
            return false
        }
        #expect(first > 0 && first <= ZIPArchive.chunkBytes)
    }

    @Test(arguments: [9, 10, 11]) func theNumberOfMembersIsLimited(count: Int) throws {
        var zip = ZIPFixture()
        for index in 0..<count { zip.add("m\(index)", "x") }
        var limits = FormatLimits()
        limits.members = 10
        if count <= 10 {
            #expect(try open(zip.bytes, limits).members.count == count)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "", limit: "members", value: 10)) { try open(zip.bytes, limits) }
        }
    }

    @Test(arguments: [99_999, 100_000, 100_001]) func theBytesOfAllMembersTogetherAreLimited(count: Int) throws {
        var zip = ZIPFixture()
        zip.members = [run(50_000, name: "one"), run(count - 50_000, name: "two")]
        var limits = FormatLimits()
        limits.inflatedBytes = 100_000
        let archive = try open(zip.bytes, limits)
        _ = try archive.bytes(of: 0, maximum: .max)
        if count <= 100_000 {
            #expect(try archive.bytes(of: 1, maximum: .max).count == count - 50_000)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "two", limit: "bytes when unpacked", value: 100_000)) {
                try archive.bytes(of: 1, maximum: .max)
            }
        }
    }

    @Test(arguments: [157, 158, 159]) func theRatioIsLimitedPastTheFloor(ratio: Int) throws {
        // The run is packed 158.3 times smaller.
        let count = 258 * 775 + 1
        var zip = ZIPFixture()
        zip.members = [run(count)]
        var limits = FormatLimits()
        limits.inflationRatio = ratio
        limits.inflationFloor = 100_000
        let archive = try open(zip.bytes, limits)
        if ratio > 158 {
            #expect(try archive.bytes(of: 0, maximum: .max).count == count)
        } else {
            #expect(
                throws: FormatFault.tooLarge(part: "run", limit: "times its stored size when unpacked", value: ratio)
            ) {
                try archive.bytes(of: 0, maximum: .max)
            }
        }
        limits.inflationFloor = count
        #expect(try open(zip.bytes, limits).bytes(of: 0, maximum: .max).count == count)
    }

    @Test func aMemberLargerOrSmallerThanItDeclaresIsRefused() throws {
        for (declared, isLarger) in [(999, true), (1_001, false)] {
            var zip = ZIPFixture()
            var member = run(1_000)
            member.declaredSize = declared
            zip.members = [member]
            let archive = try open(zip.bytes)
            let fault = #expect(throws: FormatFault.self) { try archive.bytes(of: 0, maximum: .max) }
            switch fault {
            case .refused: #expect(isLarger)
            case .incomplete: break
            default: Issue.record("\(String(describing: fault))")
            }
        }
    }

    @Test func aWrongChecksumIsFound() throws {
        var zip = ZIPFixture()
        var member = run(100_000)
        member.checksum = 1
        zip.members = [member]
        let archive = try open(zip.bytes)
        #expect(throws: FormatFault.incomplete(part: "run", reason: "its checksum is wrong")) {
            try archive.bytes(of: 0, maximum: .max)
        }
    }

    @Test func membersThatLieOverOneAnotherAreRefused() throws {
        var zip = ZIPFixture()
        let first = run(100_000)
        zip.members = [first]
        for index in 0..<100 {
            var member = first
            member.name = "m\(index)"
            member.overlaps = 0
            zip.members.append(member)
        }
        #expect(throws: FormatFault.refused(part: "", reason: "its members overlap or are longer than the file")) {
            try open(zip.bytes)
        }
    }

    @Test func anEncryptedMemberIsSaidToBeEncrypted() throws {
        var zip = ZIPFixture()
        var member = ZIPFixture.Member(name: "secret", bytes: Array(repeating: 1, count: 40))
        member.flags = 1
        zip.members = [member]
        let archive = try open(zip.bytes)
        #expect(archive.members[0].isEncrypted)
        #expect(throws: FormatFault.encrypted) { try archive.bytes(of: 0, maximum: .max) }
    }

    @Test func namesAreNamesAndNeverPaths() throws {
        var zip = ZIPFixture()
        zip.add("../../escaped", "x")
        zip.add("/absolute", "y")
        zip.add("xl\\workbook.xml", "z")
        let archive = try open(zip.bytes)
        for index in 0..<3 { #expect(try archive.bytes(of: index, maximum: 1).count == 1) }
        #expect(archive.member(named: "xl/workbook.xml") == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.zip"])
    }

    @Test func twoMembersOfOneNameAreRefused() throws {
        var zip = ZIPFixture()
        zip.add("xl/workbook.xml", "a")
        zip.add("XL/Workbook.xml", "b")
        #expect(throws: FormatFault.self) { try open(zip.bytes) }
    }

    @Test func anArchiveCutAnywhereIsRefused() throws {
        var zip = ZIPFixture()
        zip.add("a", "hello")
        zip.members.append(run(2_000))
        let bytes = zip.bytes
        for count in 0..<bytes.count {
            #expect(throws: FormatFault.self, "cut after \(count) of \(bytes.count) bytes") {
                let archive = try open(Array(bytes[..<count]))
                for index in archive.members.indices { _ = try archive.bytes(of: index, maximum: .max) }
            }
        }
    }

    @Test func onlyRegularFilesAreOpened() throws {
        let path = try folder.write("real", [1, 2, 3])
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: FormatFault.unreadable(reason: "it is a symbolic link")) { try RegularFile(path: link) }
        #expect(throws: FormatFault.unreadable(reason: "it is no regular file")) { try RegularFile(path: folder.path) }
        #expect(throws: FormatFault.self) { try RegularFile(path: folder.path + "/none") }
        let pipe = folder.path + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(throws: FormatFault.unreadable(reason: "it is no regular file")) { try RegularFile(path: pipe) }
    }

    @Test func aFileThatChangesIsNoticed() throws {
        let path = try folder.write("real", [1, 2, 3])
        let file = try RegularFile(path: path)
        #expect(file.beginning(8) == [1, 2, 3])
        #expect(!file.hasChanged)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: [4])
        try handle.close()
        #expect(file.hasChanged)
        let again = try RegularFile(path: path)
        #expect(!again.hasChanged)
        let other = try folder.write("other", [1, 2, 3, 4])
        #expect(rename(other, path) == 0)
        #expect(again.hasChanged)
    }
}
