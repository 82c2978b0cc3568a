import Foundation
import Ledger
import Testing

/// Everything can be taken back, with proof.
@Suite struct TakingBackTests {
    private static let later = ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"]

    @Test func aRollbackRestoresTheStateAndTheSameRowsLoadAgain() throws {
        let (workdir, first) = try World.loaded()
        let before = try #require(first.text("state", "before"))
        let after = try #require(first.text("state", "after"))
        #expect(try workdir.state() == after)
        let batch = try #require(first.text("batch"))
        let preview = try workdir.customary("-C", "p", "rollback", batch, "--plan", "--format", "json")
        #expect(preview.status == 0, "\(preview.errors)")
        #expect(try workdir.state() == after)
        let back = try workdir.customary(
            "-C", "p", "rollback", batch, "--yes", "--format", "json", environment: Self.later)
        #expect(back.status == 0, "\(back.errors)")
        let report = try back.json()
        #expect(report.isTrue("proof", "equal") && report.isTrue("proof", "as_before"))
        #expect(report.text("proof", "now") == before)
        #expect(report.list("kept_fields").isEmpty && report.list("kept_records").isEmpty)
        #expect(try workdir.state() == before)
        #expect(try workdir.value("SELECT count(*) FROM contacts") == "0")
        let twice = try workdir.customary("-C", "p", "rollback", batch, "--yes", "--format", "json")
        #expect(twice.status == 0)
        #expect(try twice.json().isTrue("already_taken_back"))
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try again.json().isTrue("loaded"))
        #expect(try again.json().text("state", "after") == after)
        let history = try workdir.customary("-C", "p", "history", "--format", "json").json()
        #expect(history.list("batches").compactMap { $0.text("kind") } == ["load", "rollback", "load"])
        #expect(history.list("batches").compactMap { $0.integer("attempt") }.last == 2)
    }

    @Test func aFieldThatAPersonEditedSinceIsKeptAndListedAndTheRestIsRestored() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        let second = try World.loadLater(workdir)
        let batch = try #require(second.text("batch"))
        #expect(second.counts("plan", "update")["contacts"] == 1)
        #expect(
            try workdir.value("SELECT job_title FROM contacts WHERE family_name = 'Osterloh-Kern'")
                == "Geschäftsführung")
        try workdir.edit(
            "UPDATE contacts SET job_title = 'Inhaber', updated_by = 'ute' WHERE family_name = 'Osterloh-Kern'")
        let back = try workdir.customary(
            "-C", "p", "rollback", batch, "--yes", "--format", "json", environment: Self.later)
        #expect(back.status == 1)
        let report = try back.json()
        #expect(report.isTrue("proof", "equal") && !report.isTrue("proof", "as_before"))
        #expect(report.list("kept_fields").compactMap { $0.text("column") } == ["job_title"])
        #expect(report.list("kept_fields").compactMap { $0.text("now") } == ["Inhaber"])
        #expect(report.list("kept_fields").compactMap { $0.text("who") } == ["ute"])
        #expect(report.list("proof", "differences").count == 1)
        #expect(try workdir.value("SELECT job_title FROM contacts WHERE given_name = 'Bernd'") == "Inhaber")
        #expect(try workdir.value("SELECT family_name FROM contacts WHERE given_name = 'Bernd'") == "Osterloh")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE '%Halm%'") == "0")
        #expect(try workdir.value("SELECT street FROM addresses WHERE city = 'Köln'") == "Ring 1")
        #expect(try workdir.state() != before)
        // Put by hand to what it was, the CRM is as before the load in everything but who touched it when.
        try workdir.edit("UPDATE contacts SET job_title = 'Leitung' WHERE given_name = 'Bernd'")
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json")
        #expect(plan.status == 0, "\(plan.errors)")
    }

    @Test func aCreatedRecordThatAPersonEditedIsKeptWhole() throws {
        let (workdir, _) = try World.loaded()
        let second = try World.loadLater(workdir)
        let batch = try #require(second.text("batch"))
        try workdir.edit("UPDATE contacts SET job_title = 'Inhaber', updated_by = 'ute' WHERE family_name = 'Hartwig'")
        let back = try workdir.customary(
            "-C", "p", "rollback", batch, "--yes", "--format", "json", environment: Self.later)
        #expect(back.status == 1)
        let report = try back.json()
        let kept = report.list("kept_records")
        #expect(kept.contains { $0.text("entity") == "contacts" && $0.text("reason") == "edited" })
        #expect(kept.contains { $0.text("entity") == "accounts" })
        #expect(kept.contains { $0.text("entity") == "contact_points" })
        #expect(kept.contains { $0.text("entity") == "addresses" })
        #expect(try workdir.value("SELECT job_title FROM contacts WHERE family_name = 'Hartwig'") == "Inhaber")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE '%Halm%'") == "1")
        #expect(try workdir.value("SELECT count(*) FROM contact_points WHERE value = 'emil@halm.example'") == "1")
        // Everything else is as before the load.
        #expect(try workdir.value("SELECT job_title FROM contacts WHERE given_name = 'Bernd'") == "Leitung")
        let keptIDs = Set(kept.compactMap { $0.text("id") })
        #expect(Set(report.list("proof", "differences").compactMap { $0.text("id") }) == keptIDs)
        // What stays is known: the same rows come again as the same records.
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.later)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name = 'Hartwig'") == "1")
        #expect(try workdir.value("SELECT job_title FROM contacts WHERE family_name = 'Hartwig'") == "Inhaber")
    }

    @Test func aRollbackThatMayNotKeepAnythingDoesNothing() throws {
        let (workdir, _) = try World.loaded()
        let batch = try #require(try World.loadLater(workdir).text("batch"))
        try workdir.edit("UPDATE contacts SET job_title = 'Inhaber' WHERE family_name = 'Osterloh-Kern'")
        let before = try workdir.state()
        let back = try workdir.customary("-C", "p", "rollback", batch, "--yes", "--on-conflict", "abort")
        #expect(back.status == 9)
        #expect(try workdir.state() == before)
    }

    @Test func whatAPersonTypedSurvivesTheNextRun() throws {
        let (workdir, _) = try World.loaded()
        try workdir.edit("UPDATE contacts SET job_title = 'Prokura', updated_by = 'ute' WHERE family_name = 'Osterloh'")
        let second = try World.loadLater(workdir)
        #expect(try workdir.value("SELECT job_title FROM contacts WHERE given_name = 'Bernd'") == "Prokura")
        #expect(try workdir.value("SELECT family_name FROM contacts WHERE given_name = 'Bernd'") == "Osterloh-Kern")
        #expect(second.counts("plan", "kept_by_hand")["contacts"] == 1)
    }

    @Test func killedAtAnyNamedPlaceTheCRMIsAsBeforeOrAfter() throws {
        let (workdir, _) = try World.loaded()
        try workdir.copyProject(to: "base")
        let before = try workdir.state()
        _ = try World.loadLater(workdir)
        let after = try workdir.state()
        #expect(before != after)
        try workdir.copyProject(to: "changed")
        let monday = ["CUSTOMARY_NOW": "2026-03-09T09:00:00Z"]
        var died: [String] = []
        for name in CrashPoint.names where name.hasPrefix("load.") {
            try workdir.remove("p")
            try FileManager.default.copyItem(atPath: workdir.path + "/base", toPath: workdir.project)
            try workdir.write("p/inbox/kunden_v2.csv", World.customersLater)
            try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv")
            let killed = try workdir.customary(
                "-C", "p", "run", "--yes", environment: monday.merging(["CUSTOMARY_CRASH_AT": name]) { $1 })
            if killed.status == -SIGKILL { died.append(name) }
            let state = try workdir.state()
            #expect(state == before || state == after, "\(name): between")
            let next = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: monday)
            #expect(next.status == 0, "\(name): \(next.errors)")
            #expect(try workdir.state() == after, "\(name): the next run didn't finish it")
            let manifests = try FileManager.default.subpathsOfDirectory(atPath: workdir.project + "/.customary")
                .filter { $0.contains("manifest") }
            #expect(manifests.count == 2, "\(name): \(manifests)")
            #expect(manifests.allSatisfy { $0.hasSuffix(".jsonl") }, "\(name): \(manifests)")
        }
        #expect(died.count >= 8, "\(died)")
    }

    @Test func killedWhileTakingBackTheCRMIsAsBeforeOrAfter() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        let batch = try #require(try World.loadLater(workdir).text("batch"))
        let after = try workdir.state()
        try workdir.copyProject(to: "base")
        var died: [String] = []
        for name in CrashPoint.names where name.hasPrefix("rollback.") {
            try workdir.remove("p")
            try FileManager.default.copyItem(atPath: workdir.path + "/base", toPath: workdir.project)
            let killed = try workdir.customary(
                "-C", "p", "rollback", batch, "--yes",
                environment: Self.later.merging(["CUSTOMARY_CRASH_AT": name]) { $1 })
            if killed.status == -SIGKILL { died.append(name) }
            let state = try workdir.state()
            #expect(state == before || state == after, "\(name): between")
            let next = try workdir.customary("-C", "p", "rollback", batch, "--yes", environment: Self.later)
            #expect(next.status == 0, "\(name): \(next.errors)")
            #expect(try workdir.state() == before, "\(name): the next rollback didn't finish it")
        }
        #expect(died.count >= 6, "\(died)")
    }
}
