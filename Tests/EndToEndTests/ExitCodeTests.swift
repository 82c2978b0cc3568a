import Foundation
import Testing

/// One clear message for each thing that goes wrong, with the exit code of its kind, and nothing half-written.
@Suite struct ExitCodeTests {
    /// One line or a few, without a stack, a type's name or an optional.
    private func isClear(_ errors: String) -> Bool {
        errors.hasPrefix("customary: ") && errors.split(separator: "\n").count <= 3
            && !["Optional(", "Fault(", "Error Domain", "Swift.", "Fatal error", ".swift"].contains {
                errors.contains($0)
            }
    }

    @Test func aFolderWithoutAProjectIs2() throws {
        let workdir = try Workdir()
        for command in ["status", "run", "plan", "questions", "history", "stage"] {
            let outcome = try workdir.customary("-C", "p", command)
            #expect(outcome.status == 2, "\(command)")
            #expect(isClear(outcome.errors), "\(command): \(outcome.errors)")
            #expect(outcome.errors.contains("customary init"), "\(command): \(outcome.errors)")
        }
        #expect(!workdir.exists("p/.customary"))
    }

    @Test func anUnknownCommandOrOptionIs2() throws {
        let workdir = try Workdir()
        for words in [["rnu"], ["run", "--yse"], ["rollback"], ["export", "everything"], ["run", "--format", "xml"]] {
            let outcome = try workdir.run(words)
            #expect(outcome.status == 2, "\(words)")
            #expect(!outcome.errors.isEmpty, "\(words)")
        }
    }

    @Test func aProjectIsNeverWrittenOver() throws {
        let workdir = try World.answered()
        let before = try workdir.read("p/customary.yaml")
        let again = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/shop.csv")
        #expect(again.status == 2)
        #expect(isClear(again.errors), "\(again.errors)")
        #expect(try workdir.read("p/customary.yaml") == before)
    }

    @Test func aWrongKeyInTheMappingIs2WithItsLineAndColumn() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        let text = try workdir.read("p/mappings/kunden.yaml")
        try workdir.write("p/mappings/kunden.yaml", text.replacing("      email:", with: "      emial:"))
        let line =
            text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("      email:") }
            ?? 0
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 2)
        #expect(
            run.errors.contains(
                "mappings/kunden.yaml:\(line + 1):7: accounts have no field \"emial\"; did you mean \"email\"?"),
            "\(run.errors)")
        #expect(try run.json().integer("exit") == 2)
        #expect(try !run.json().isTrue("loaded"))
        let check = try workdir.customary("map", "check", "-C", "p", "--format", "json")
        #expect(check.status == 2)
        #expect(try check.json().list("problems").first?.integer("line") == line + 1)
        #expect(try check.json().list("problems").first?.integer("column") == 7)
        try workdir.write("p/mappings/kunden.yaml", text)
        #expect(try workdir.state() == before)
    }

    @Test func aWrongKeyInTheProjectIs2WithItsLineAndColumn() throws {
        let workdir = try World.answered()
        try workdir.write(
            "p/customary.yaml", try workdir.read("p/customary.yaml").replacing("\nlimits:", with: "\nlimts:"))
        let outcome = try workdir.customary("-C", "p", "run", "--yes")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(":1: unknown key \"limts\"; did you mean \"limits\"?"), "\(outcome.errors)")
    }

    @Test func aMissingColumnIs3AndNothingIsStaged() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        try workdir.write("p/inbox/kunden.csv", World.customers.replacing(";E-Mail;", with: ";Mailadresse;"))
        let run = try workdir.customary("-C", "p", "run", "--yes")
        #expect(run.status == 3)
        #expect(isClear(run.errors), "\(run.errors)")
        #expect(run.errors.contains("\"E-Mail\"") && run.errors.contains("kunden.csv"), "\(run.errors)")
        #expect(try workdir.state() == before)
        try workdir.write("p/inbox/kunden.csv", World.customers)
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try again.json().counts("plan", "create") == [:])
    }

    @Test func aFileThatIsGoneIs3() throws {
        let workdir = try World.answered()
        try workdir.remove("p/inbox/shop.csv")
        let run = try workdir.customary("-C", "p", "run", "--yes")
        #expect(run.status == 3)
        #expect(isClear(run.errors) && run.errors.contains("shop.csv"), "\(run.errors)")
        #expect(!workdir.exists("p/crm.sqlite"))
    }

    @Test func aFileThatIsNoSpreadsheetIs3AndNoProjectIsMade() throws {
        let workdir = try Workdir()
        var random = SystemRandomNumberGenerator()
        let noise = Data((0..<5_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        let cases: [(name: String, bytes: Data)] = [
            ("noise.xlsx", noise), ("picture.png", Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + noise),
            ("cut.xlsx", Data([0x50, 0x4B, 0x03, 0x04]) + noise), ("empty.csv", Data()),
            ("program", Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]) + noise),
        ]
        for (name, bytes) in cases {
            try bytes.write(to: URL(fileURLWithPath: "\(workdir.path)/\(name)"))
            let outcome = try workdir.customary("init", "q", "--no-input", "--from", name)
            #expect(outcome.status == 3, "\(name): \(outcome.output)")
            #expect(isClear(outcome.errors) && outcome.errors.contains(name), "\(name): \(outcome.errors)")
            #expect(!workdir.exists("q/customary.yaml"), "\(name)")
            #expect(!workdir.exists("q/mappings"), "\(name)")
        }
    }

    @Test func aFolderThatCannotBeWrittenIs7() throws {
        let workdir = try Workdir()
        try workdir.write("shop.csv", World.shop)
        // A path below a file can't be written by anybody, root included.
        let below = try workdir.customary("init", "shop.csv/q", "--no-input", "--from", "shop.csv")
        #expect(below.status == 7, "\(below.errors)")
        #expect(isClear(below.errors), "\(below.errors)")
        guard geteuid() != 0 else { return }
        try FileManager.default.createDirectory(atPath: workdir.path + "/locked", withIntermediateDirectories: false)
        chmod(workdir.path + "/locked", 0o500)
        let outcome = try workdir.customary("init", "locked", "--no-input", "--from", "shop.csv")
        #expect(outcome.status == 7, "\(outcome.errors)")
        #expect(isClear(outcome.errors), "\(outcome.errors)")
        chmod(workdir.path + "/locked", 0o700)
        #expect(!workdir.exists("locked/customary.yaml"))
    }

    @Test func aFullDiskIs7AndTheCRMIsAsItWas() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        try workdir.copyProject(to: "base")
        _ = try World.loadLater(workdir)
        let after = try workdir.state()
        let monday = ["CUSTOMARY_NOW": "2026-03-09T09:00:00Z"]
        var full = 0
        for blocks in [2, 8, 24, 48, 80, 120, 180, 260, 400, 800] {
            try workdir.remove("p")
            try FileManager.default.copyItem(atPath: workdir.path + "/base", toPath: workdir.project)
            try workdir.write("p/inbox/kunden_v2.csv", World.customersLater)
            try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv")
            let run = try workdir.customary("-C", "p", "run", "--yes", environment: monday, fileBlocks: blocks)
            #expect([0, 7].contains(run.status), "\(blocks) blocks: \(run.status) \(run.output) \(run.errors)")
            if run.status == 7 {
                full += 1
                #expect(isClear(run.errors), "\(blocks) blocks: \(run.errors)")
            }
            let state = try workdir.state()
            #expect(state == (run.status == 0 ? after : before), "\(blocks) blocks: \(run.status)")
            let again = try workdir.customary("-C", "p", "run", "--yes", environment: monday)
            #expect(again.status == 0, "\(blocks) blocks: \(again.errors)")
            #expect(try workdir.state() == after, "\(blocks) blocks")
        }
        #expect(full >= 2)
    }

    @Test func aProjectThatAnotherRunHoldsIs5() throws {
        let (workdir, _) = try World.loaded()
        let lock = open(workdir.project + "/.customary/lock", O_RDWR | O_CLOEXEC)
        try #require(lock >= 0)
        #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
        let busy = try workdir.customary("-C", "p", "run", "--yes")
        #expect(busy.status == 5)
        #expect(isClear(busy.errors), "\(busy.errors)")
        close(lock)
        #expect(try workdir.customary("-C", "p", "run", "--yes").status == 0)
    }

    @Test func aPlanThatSomebodyChangedIs6() throws {
        let workdir = try World.answered()
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json").json()
        let path = try #require(plan.text("plan_file"))
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let place = try #require(bytes.range(of: Data("2026-03-02T09:00".utf8)))
        bytes.replaceSubrange(place, with: Data("2026-03-02T08:00".utf8))
        try bytes.write(to: URL(fileURLWithPath: path))
        let load = try workdir.customary("-C", "p", "load", "--yes")
        #expect(load.status == 6, "\(load.errors)")
        #expect(isClear(load.errors), "\(load.errors)")
        #expect(!workdir.exists("p/crm.sqlite"))
    }

    @Test func aStalePlanIs9() throws {
        let workdir = try World.answered()
        try workdir.customary("-C", "p", "plan")
        try workdir.write("p/inbox/shop.csv", World.shop + "Ida Sandmann,ida@sandmann.example,,Potsdam,02/03/2026\n")
        let load = try workdir.customary("-C", "p", "load", "--yes")
        #expect(load.status == 9, "\(load.errors)")
        #expect(isClear(load.errors), "\(load.errors)")
        #expect(!workdir.exists("p/crm.sqlite"))
    }

    @Test func aReleaseNeedsItsReason() throws {
        let (workdir, _) = try World.loaded()
        #expect(try workdir.customary("-C", "p", "load", "--yes", "--release", "owners_unmatched").status == 2)
    }

    @Test func withoutAYesNothingIsLoaded() throws {
        let workdir = try World.answered()
        let run = try workdir.customary("-C", "p", "run", "--format", "json")
        #expect(run.status == 9)
        #expect(try !run.json().isTrue("loaded"))
        #expect(!workdir.exists("p/crm.sqlite"))
    }

    @Test func aBatchOrTargetThatIsNotThereIs2() throws {
        let (workdir, _) = try World.loaded()
        for words in [
            ["rollback", "2020-01-01-1", "--yes"], ["history", "2020-01-01-1"], ["verify", "2020-01-01-1"],
            ["plan", "--target", "live"], ["stage", "nothing"], ["export", "master", "--table", "nothing"],
        ] {
            let outcome = try workdir.run(["-C", "p"] + words)
            #expect(outcome.status == 2, "\(words): \(outcome.status) \(outcome.errors)")
            #expect(isClear(outcome.errors), "\(words): \(outcome.errors)")
        }
    }

    @Test func aCRMDatabaseThatIsNoneIsRefusedAndStays() throws {
        let workdir = try World.answered()
        let noise = String(repeating: "no database at all ", count: 400)
        try workdir.write("p/crm.sqlite", noise)
        let run = try workdir.customary("-C", "p", "run", "--yes")
        #expect([4, 6].contains(run.status), "\(run.status) \(run.errors)")
        #expect(isClear(run.errors), "\(run.errors)")
        #expect(try workdir.read("p/crm.sqlite") == noise)
    }

    @Test func aNowThatIsNoneIs2() throws {
        let workdir = try World.answered()
        let outcome = try workdir.customary("-C", "p", "status", environment: ["CUSTOMARY_NOW": "yesterday"])
        #expect(outcome.status == 2)
        #expect(isClear(outcome.errors), "\(outcome.errors)")
    }
}
