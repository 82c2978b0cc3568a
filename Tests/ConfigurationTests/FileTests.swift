import Configuration
import Glibc
import Testing

@Suite struct FileTests {
    @Test func aFileIsReplacedWholeWithItsModeWhateverTheUmask() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let path = folder.path + "/customary.yaml"
            let before = umask(0o277)
            defer { umask(before) }
            try AtomicFile.write(path, "one")
            try AtomicFile.write(path, Array("two".utf8), mode: 0o644)
            let two = try FileText.read(path, limit: 10)
            precondition(two == Array("two".utf8))
            precondition(mode(of: path) == 0o644)
            try AtomicFile.write(path, [] as [UInt8])
            precondition(mode(of: path) == 0o600)
            let nothing = try FileText.read(path, limit: 10)
            precondition(nothing.isEmpty)
            precondition(folder.names == ["customary.yaml"])
        }
    }

    @Test func aLinkIsFollowedAndStays() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/real", "one")
        symlink("real", folder.path + "/link")
        try AtomicFile.write(folder.path + "/link", "two")
        #expect(try FileText.read(folder.path + "/real", limit: 10) == Array("two".utf8))
        #expect(folder.names == ["link", "real"])
    }

    /// A limit on a file's size stands for the full disk: the write stops in the middle.
    @Test func aFullDiskLeavesTheOldContentAndNoLitter() async {
        await #expect(processExitsWith: .success) {
            let folder = TemporaryFolder()
            let path = folder.path + "/file"
            try AtomicFile.write(path, "old")
            var before = rlimit()
            precondition(getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &before) == 0)
            var limit = rlimit(rlim_cur: 4096, rlim_max: before.rlim_max)
            signal(SIGXFSZ, SIG_IGN)
            precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            // The limit must be gone when the process ends, or its coverage data would be cut too.
            defer { setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &before) }
            var caught: ConfigurationFault?
            do throws(ConfigurationFault) {
                try AtomicFile.write(path, [UInt8](repeating: 0x78, count: 100_000))
            } catch { caught = error }
            precondition(caught == .noSpace(path: path))
            let old = try FileText.read(path, limit: 10)
            precondition(old == Array("old".utf8))
            precondition(folder.names == ["file"])
        }
    }

    @Test func faultsOfTheMachineEndWithSeven() {
        let path = "/proc/customary.yaml"
        #expect { try AtomicFile.write(path, "x") } throws: { error in
            (error as? ConfigurationFault)?.exitCode == 7 && "\(error)".hasPrefix(path)
        }
        #expect(ConfigurationFault.noSpace(path: "p").exitCode == 7)
        #expect(ConfigurationFault.readOnly(path: "p").exitCode == 7)
        #expect(ConfigurationFault.invalid([]).exitCode == 2)
        #expect(ConfigurationFault.tooLarge(path: "p", limit: 1).exitCode == 2)
    }

    @Test func everyFaultNamesItsFileAndWhatToDo() {
        let faults: [ConfigurationFault] = [
            .unreadable(path: "F", reason: "r"), .tooLarge(path: "F", limit: 1), .outside(path: "F", folder: "D"),
            .noSpace(path: "F"), .readOnly(path: "F"), .notPermitted(path: "F"), .unwritable(path: "F", reason: "r"),
            .uneditable(file: "F", key: "k", reason: "r"),
        ]
        for fault in faults {
            #expect(fault.description.hasPrefix("F: "))
            #expect(!fault.description.contains("\n"))
        }
        let problems = [2, 1].map { Problem(place: Place(file: "F", line: $0), message: "m", remedy: "r") }
        #expect(ConfigurationFault.invalid(problems).description == "F:1: m; r\nF:2: m; r")
    }

    @Test func aPathWithANulIsAFault() {
        #expect(throws: ConfigurationFault.unreadable(path: "a?b", reason: "the path holds a NUL")) {
            try FileText.read("a\0b", limit: 1)
        }
    }

    @Test func foldersAreMadeWithThoseAboveThem() throws {
        let folder = TemporaryFolder()
        try AtomicFile.makeFolder(folder.path + "/a/b/c")
        try AtomicFile.makeFolder(folder.path + "/a/b/c")
        #expect(mode(of: folder.path + "/a/b") == 0o700)
        try AtomicFile.write(folder.path + "/a/file", "x")
        #expect(throws: ConfigurationFault.self) { try AtomicFile.makeFolder(folder.path + "/a/file/d") }
        #expect(throws: ConfigurationFault.self) { try AtomicFile.makeFolder(folder.path + "/a/file") }
    }

    @Test func readingStopsAtTheLimit() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/file"
        try AtomicFile.write(path, "12345")
        #expect(try FileText.read(path, limit: 5).count == 5)
        #expect(throws: ConfigurationFault.tooLarge(path: path, limit: 4)) { try FileText.read(path, limit: 4) }
        mkfifo(folder.path + "/pipe", 0o600)
        #expect(throws: ConfigurationFault.unreadable(path: folder.path + "/pipe", reason: "it is no file")) {
            try FileText.read(folder.path + "/pipe", limit: 4)
        }
    }

    @Test func nothingLeadsOutOfAConfinedFolder() throws {
        let folder = TemporaryFolder()
        try AtomicFile.makeFolder(folder.path + "/mappings/shared")
        try AtomicFile.write(folder.path + "/secret", "outside")
        try AtomicFile.write(folder.path + "/mappings/shared/base.yaml", "inside")
        symlink("../secret", folder.path + "/mappings/link.yaml")
        symlink("..", folder.path + "/mappings/up")
        let confined = ConfinedFolder(folder.path + "/mappings")
        #expect(try confined.read("shared/base.yaml", limit: 100) == Array("inside".utf8))
        for path in [
            "../secret", "shared/../../secret", "/etc/passwd", "link.yaml", "up/secret", "", ".", "..",
            "shared//base.yaml",
            "./shared/base.yaml", "shared/", "..\\secret", "a\0b",
        ] {
            #expect(throws: ConfigurationFault.outside(path: path, folder: confined.path)) {
                try confined.read(path, limit: 100)
            }
        }
        for path in ["%2e%2e/secret", "SHARED/base.yaml", "shared"] {
            #expect { try confined.read(path, limit: 100) } throws: { error in
                if case .unreadable? = error as? ConfigurationFault { return true }
                return false
            }
        }
    }
}
