import Foundation
import PostgreSQLServer
import Testing

/// Two targets of one project, loaded and taken back on the same day: their batches have the same ids.
@Suite struct TwoTargetsTests {
    private static let people = """
        Name,Email,Phone,City
        Dora Feldkirch,dora@feldkirch.example,+49 69 90009001,Frankfurt
        Zänzibar Kanarienvögel,zanzibar@kanarien.example,+49 30 23125001,Potsdam
        Frieda Moor,frieda@moor.example,,Kiel

        """

    /// The second target is another file, or a server's database.
    private func project(_ second: String) throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/shop.csv", Self.people)
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/shop.csv")
        #expect(made.status == 0, "\(made.errors)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let yaml = try workdir.read("p/customary.yaml").split(separator: "\n", omittingEmptySubsequences: false)
        let place = try #require(yaml.firstIndex { $0.hasPrefix("targets:") })
        try workdir.write(
            "p/customary.yaml",
            (yaml[...place] + ["  zwei: {url: \"\(second)\"}"] + yaml[(place + 1)...]).joined(separator: "\n"))
        return workdir
    }

    private func command(
        _ workdir: Workdir, _ words: [String], expecting status: Set<Int32> = [0],
        environment: [String: String] = [:], sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Workdir.Outcome {
        let done = try workdir.run(["-C", "p"] + words, environment: environment)
        #expect(status.contains(done.status), "\(words): \(done.errors)", sourceLocation: sourceLocation)
        return done
    }

    /// Loads into both and takes both loads back, all on one day.
    private func loadedAndTakenBack(_ workdir: Workdir) throws {
        for target in ["test", "zwei"] {
            let run = try command(workdir, ["run", "--yes", "--target", target, "--format", "json"])
            #expect(try run.json().text("batch") == "2026-03-02-1")
        }
        for target in ["test", "zwei"] {
            let back = try command(
                workdir, ["rollback", "2026-03-02-1", "--yes", "--target", target, "--format", "json"])
            #expect(try back.json().text("rollback") == "2026-03-02-2")
        }
    }

    /// The manifests of a target as `manifest verify` tells them: batch, state and path.
    private func manifests(
        _ workdir: Workdir, _ target: String, _ status: Int32 = 0
    ) throws -> [(batch: String, state: String, path: String)] {
        try command(workdir, ["manifest", "verify", "--target", target, "--format", "json"], expecting: [status]).json()
            .list("manifests").map {
                ($0.text("batch") ?? "", $0.text("state") ?? "", $0.text("path") ?? "")
            }
    }

    private func original(_ workdir: Workdir) throws {
        for target in ["test", "zwei"] {
            let found = try manifests(workdir, target)
            #expect(found.map(\.batch) == ["2026-03-02-1", "2026-03-02-2"])
            #expect(found.allSatisfy { $0.state == "original" }, "\(target): \(found)")
        }
    }

    private static let second: [String] = PostgreSQLServer.isThere ? ["sqlite", "postgresql"] : ["sqlite"]

    @Test(arguments: second) func eachTargetKeepsTheManifestsOfItsOwnRollbacks(_ engine: String) throws {
        let url = engine == "sqlite" ? "sqlite:zwei.sqlite" : try PostgreSQLServer.shared.get().makeDatabase()
        let workdir = try project(url)
        try loadedAndTakenBack(workdir)
        try original(workdir)
        let paths = try ["test", "zwei"].map { try manifests(workdir, $0)[1].path }
        #expect(paths[0] != paths[1] && paths.allSatisfy { $0.contains("/.customary/rollbacks/") }, "\(paths)")

        // Show and rebuild take each target's own.
        for target in ["test", "zwei"] {
            let shown = try command(
                workdir, ["manifest", "show", "2026-03-02-2", "--target", target, "--format", "json"])
            #expect(try shown.json().text("path") == manifests(workdir, target)[1].path)
        }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: paths[1]))
        try FileManager.default.removeItem(atPath: paths[1])
        #expect(try manifests(workdir, "zwei", 1)[1].state == "missing")
        #expect(try manifests(workdir, "test").allSatisfy { $0.state == "original" })
        _ = try command(workdir, ["manifest", "rebuild", "2026-03-02-2", "--target", "zwei"])
        #expect(try manifests(workdir, "zwei")[1].state != "missing")
        #expect(try Data(contentsOf: URL(fileURLWithPath: paths[0])) != bytes)
        for name in try FileManager.default.contentsOfDirectory(
            atPath: URL(fileURLWithPath: paths[1]).deletingLastPathComponent().path)
        {
            try FileManager.default.removeItem(
                atPath: URL(fileURLWithPath: paths[1]).deletingLastPathComponent().path + "/" + name)
        }
        try bytes.write(to: URL(fileURLWithPath: paths[1]))
        try original(workdir)

        // An erasure is one for both, and both chains stay whole; so do rollbacks of the rollbacks.
        let erased = try command(
            workdir, ["person", "erase", "zanzibar@kanarien.example", "--yes", "--format", "json"])
        #expect(try erased.json().list("targets").map { $0.text("target") } == ["zwei", "test"])
        try original(workdir)
        for target in ["test", "zwei"] {
            let shown = try command(
                workdir, ["manifest", "show", "2026-03-02-1", "--target", target, "--format", "json"])
            #expect(!shown.output.contains("Kanarien") && shown.output.contains("Feldkirch"), "\(target)")
            let again = try command(
                workdir, ["rollback", "2026-03-02-2", "--yes", "--target", target, "--format", "json"],
                expecting: [0, 1])
            #expect(try again.json().text("rollback") == "2026-03-02-3")
            #expect(try manifests(workdir, target).count == 3)
        }
        #expect(
            try workdir.value("SELECT group_concat(family_name) FROM (SELECT family_name FROM contacts ORDER BY 1)")
                == "Feldkirch,Moor")
    }

    @Test func aKilledRollbackOfOneTargetIsFinishedByThatTargetAlone() throws {
        let workdir = try project("sqlite:zwei.sqlite")
        for target in ["test", "zwei"] { _ = try command(workdir, ["run", "--yes", "--target", target]) }
        for target in ["zwei", "test"] {
            let killed = try workdir.customary(
                "-C", "p", "rollback", "2026-03-02-1", "--yes", "--target", target,
                environment: ["CUSTOMARY_CRASH_AT": "rollback.committed"])
            #expect(killed.status == -9, "\(killed.status) \(killed.errors)")
        }
        func unfinished() throws -> Int {
            try FileManager.default.subpathsOfDirectory(atPath: workdir.project + "/.customary/rollbacks").count {
                $0.hasSuffix(".partial")
            }
        }
        #expect(try unfinished() == 2)
        _ = try command(workdir, ["status", "--target", "test"])
        #expect(try unfinished() == 1)
        _ = try command(workdir, ["status", "--target", "zwei"])
        #expect(try unfinished() == 0)
        try original(workdir)
    }

    @Test func whatAnEarlierVersionWroteIntoOneFolderIsStillFound() throws {
        let workdir = try project("sqlite:zwei.sqlite")
        try loadedAndTakenBack(workdir)
        let paths = try ["test", "zwei"].map { try manifests(workdir, $0)[1].path }
        let shared = workdir.project + "/.customary/rollbacks/manifest-2026-03-02-2.jsonl"
        // As it was: one folder for all, in which the second target's took the first one's place.
        try FileManager.default.moveItem(atPath: paths[1], toPath: shared)
        try original(workdir)
        try FileManager.default.removeItem(atPath: paths[0])
        #expect(try manifests(workdir, "test", 1)[1].state == "missing")
        #expect(try manifests(workdir, "zwei").allSatisfy { $0.state == "original" })
        // One that was tampered with isn't taken for another target's.
        var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: shared)))
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: shared))
        for target in ["test", "zwei"] {
            _ = try command(workdir, ["manifest", "verify", "--target", target], expecting: [6])
        }
        // An unfinished one there is finished, too.
        try FileManager.default.removeItem(atPath: shared)
        let next = try command(
            workdir, ["run", "--yes", "--target", "zwei", "--format", "json"],
            environment: ["CUSTOMARY_NOW": "2026-03-09T09:00:00Z"])
        let batch = try #require(try next.json().text("batch"))
        let killed = try workdir.customary(
            "-C", "p", "rollback", batch, "--yes", "--target", "zwei",
            environment: ["CUSTOMARY_CRASH_AT": "rollback.committed", "CUSTOMARY_NOW": "2026-03-09T09:00:00Z"])
        #expect(killed.status == -9, "\(killed.errors)")
        let folder = URL(fileURLWithPath: paths[1]).deletingLastPathComponent().path
        let partial = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".partial") })
        try FileManager.default.moveItem(
            atPath: folder + "/" + partial, toPath: workdir.project + "/.customary/rollbacks/" + partial)
        _ = try command(workdir, ["status", "--target", "zwei"])
        let found = try manifests(workdir, "zwei", 1)
        #expect(
            found.last?.state == "original" && found.last?.path.contains("/rollbacks/manifest-") == true, "\(found)")
    }
}
