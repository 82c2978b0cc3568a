import PostgreSQLServer
import Testing

/// Somebody is woken by a bad import: looks, previews, takes it back.
@Suite("At three in the morning")
struct NightTests {
    /// A project that was loaded twice, the second time beyond a limit that somebody released; live by night.
    private func night(postgreSQL: Bool) throws -> (workdir: Workdir, address: String) {
        let workdir = try World.answered()
        var address = ""
        if postgreSQL {
            address = try PostgreSQLServer.shared.get().makeDatabase()
            let yaml = try workdir.read("p/customary.yaml")
            try workdir.write(
                "p/customary.yaml", yaml.replacing("url: sqlite:crm.sqlite", with: "url: \"\(address)\""))
        }
        let first = try workdir.customary("-C", "p", "run", "--yes")
        #expect(first.status == 0, "\(first.errors)")
        try workdir.write("p/inbox/kunden.csv", World.customersLater)
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write("p/customary.yaml", yaml.replacing("existing_changed: 100 %", with: "existing_changed: 1"))
        let night = ["CUSTOMARY_NOW": "2026-03-03T01:41:00Z"]
        #expect(try workdir.customary("-C", "p", "plan", environment: night).status == 0)
        let loaded = try workdir.customary(
            "-C", "p", "load", "--yes", "--release", "existing_changed", "--because", "renumbering, fine",
            environment: night)
        #expect(loaded.status == 0, "\(loaded.errors)")
        return (workdir, address)
    }

    private static let engines = PostgreSQLServer.isThere ? [false, true] : [false]

    @Test("The session of a bad night", arguments: engines)
    func session(_ postgreSQL: Bool) throws {
        let (workdir, address) = try night(postgreSQL: postgreSQL)
        let now = ["CUSTOMARY_NOW": "2026-03-03T02:10:00Z"]
        let status = try workdir.customary("-C", "p", "status", environment: now)
        #expect(status.status == 0, "\(status.errors)")
        let lines = status.output.split(separator: "\n").map(String.init)
        #expect(lines[0].contains("0 other connections") == postgreSQL, "\(lines[0])")
        let newest = try #require(lines.firstIndex { $0.contains("2026-03-03-2") }, "\(status.output)")
        #expect(
            lines[newest].split(separator: " ").prefix(3) == ["2026-03-03-2", "02:41", "kunden"], "\(lines[newest])")
        #expect(lines[newest].hasSuffix("verified"))
        // A person reads the project's own clock, a program UTC.
        #expect(lines[newest - 1].contains("time") && !lines[newest - 1].contains("UTC"), "\(lines[newest - 1])")
        let history = try workdir.customary("-C", "p", "history", environment: now)
        #expect(history.output.contains("2026-03-03-2  load  2026-03-03 02:41  lena"), "\(history.output)")
        let told = try workdir.customary("-C", "p", "status", "--format", "json", environment: now).json()
        #expect(told.list("batches").last?.text("now") == "2026-03-03T01:41:00.000000Z")
        #expect(
            lines[newest + 1].hasPrefix("        stopped \"2 of ")
                && lines[newest + 1].hasSuffix("released 02:41 by lena \"renumbering, fine\""), "\(lines[newest + 1])")
        #expect(
            lines[newest + 2].contains("2026-03-02-1  10:00  kunden, shop") && lines[newest + 2].hasSuffix("verified"),
            "\(lines[newest + 2])")
        #expect(status.lastLine.hasPrefix("Next: "))

        if postgreSQL {
            try PostgreSQLServer.shared.get().psql(
                "UPDATE crm.contacts SET job_title = 'Chefin' WHERE family_name LIKE 'Osterloh%'", in: address)
        } else {
            try workdir.edit("UPDATE contacts SET job_title = 'Chefin' WHERE family_name LIKE 'Osterloh%'")
        }
        let preview = try workdir.customary("-C", "p", "rollback", "2026-03-03-2", "--plan", environment: now)
        #expect(preview.status == 0, "\(preview.errors)")
        #expect(
            preview.output.contains(
                postgreSQL
                    ? "the CRM   0 other connections · last backup unknown"
                    : "the CRM   connections unknown: the engine doesn't tell · last backup unknown"),
            "\(preview.output)")
        #expect(preview.output.contains("keep      1 field in 1 customer, edited by people since"), "\(preview.output)")
        #expect(preview.lastLine == "Next: customary rollback 2026-03-03-2")
        let taken = try workdir.customary("-C", "p", "rollback", "2026-03-03-2", "--yes", environment: now)
        #expect(taken.status == 1, "one edit was kept: \(taken.output) \(taken.errors)")
        #expect(taken.output.contains("HELD: kunden, shop, by lena at 03:10, because of rollback 2026-03-03-2."))
        let after = try workdir.customary("-C", "p", "status", "--format", "json", environment: now)
        let document = try after.json()
        #expect(document.text("held", "kunden") == "2026-03-03-3")
        #expect(document.integer("connections") == (postgreSQL ? 0 : nil))
        #expect(document.list("batches").map { $0.isTrue("verified") } == [true, true, false])
        #expect(
            try workdir.customary("-C", "p", "status", environment: now).output.contains(
                "HELD: kunden, because of rollback 2026-03-03-3"))
    }

    @Test("What comes next names the target where another one is the default")
    func aim() throws {
        let (workdir, _) = try World.loaded()
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            yaml.replacing("targets:\n", with: "targets:\n  first: {url: \"sqlite:first.sqlite\"}\n"))
        let loaded = try workdir.customary("-C", "p", "run", "--yes")
        #expect(loaded.lastLine == "Next: customary status · customary rollback 2026-03-02-1 takes all of it back")
        let preview = try workdir.customary("-C", "p", "rollback", "2026-03-02-1", "--plan", "--target", "test")
        #expect(preview.lastLine == "Next: customary rollback 2026-03-02-1 --target test")
        let status = try workdir.customary("-C", "p", "status", "--target", "test")
        #expect(status.lastLine == "Next: customary run --target test")
    }

    @Test("A backup that Customary made is the last one that it knows of")
    func backup() throws {
        let (workdir, _) = try World.loaded()
        try FolderMaking.make("\(workdir.project)/.customary/backups")
        try workdir.write("p/.customary/backups/test-20260301013000.sqlite", "")
        try workdir.write("p/.customary/backups/test-20260228013000.sqlite", "")
        try workdir.write("p/.customary/backups/other-20260302013000.sqlite", "")
        let status = try workdir.customary("-C", "p", "status")
        #expect(status.output.contains("last backup 2026-03-01 02:30"), "\(status.output)")
    }
}
