import Foundation
import SQLite
import Testing

/// Limits, phases, deltas, the page and the first load into a live CRM, by the real program.
@Suite struct PlanTests {
    /// The sample project with a second delivery and these limits, planned and not loaded.
    private func planned(limits: String, live: Bool = false) throws -> (Workdir, Workdir.Document) {
        let (workdir, _) = try World.loaded()
        try workdir.write("p/inbox/kunden_v2.csv", World.customersLater)
        try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv")
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write("p/customary.yaml", yaml.replacing("  existing_changed: 100 %\n", with: limits))
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json")
        #expect(plan.status == 0, "\(plan.errors)")
        return (workdir, try plan.json())
    }

    @Test(arguments: [
        ("  existing_changed: 1 %\n", "existing_changed"), ("  existing_changed: [100 %, 0]\n", "existing_changed"),
        ("  customers_created: 0\n", "customers_created"),
    ])
    func eachLimitStopsTheLoadNamesItsRecordsAndIsReleasedWithAReason(_ yaml: String, _ name: String) throws {
        let (workdir, plan) = try planned(limits: yaml)
        let limit = try #require(plan.list("limits").first { $0.text("name") == name })
        #expect(limit.isTrue("stops"))
        if name == "existing_changed" {
            #expect(limit.list("records").contains { $0.text("name")?.contains("Kreis") == true })
            let list = try workdir.read("p/.customary/runs/\(plan.text("run") ?? "")/limits.csv")
            #expect(list.hasPrefix("limit,stops,table,id,name,detail"))
        }
        let before = try workdir.state()
        let stopped = try workdir.customary("-C", "p", "load", "--yes")
        #expect(stopped.status == 9)
        #expect(stopped.errors.contains("--release \(name) --because"))
        #expect(try workdir.state() == before)
        let wrong = try workdir.customary("-C", "p", "load", "--yes", "--release", "exsting", "--because", "x")
        #expect(wrong.status == 2)
        let loaded = try workdir.customary(
            "-C", "p", "load", "--yes", "--release", name, "--because", "agreed with the client", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try loaded.json().list("released").first?.text("because") == "agreed with the client")
        let status = try workdir.customary("-C", "p", "status")
        #expect(status.output.contains("by lena \"agreed with the client\""))
        #expect(
            try workdir.value("SELECT count(*) FROM customary_audit WHERE what = 'release' AND detail LIKE '%agreed%'")
                == "1")
        #expect(
            try workdir.read("p/.customary/runs/\(plan.text("run") ?? "")/report.html").contains(
                "agreed with the client"))
    }

    @Test func anEditElsewhereDoesNotMakeAPlanStale() throws {
        let (workdir, _) = try planned(limits: "  existing_changed: 100 %\n")
        try workdir.edit("UPDATE contacts SET department = 'typed' WHERE family_name = 'Windisch'")
        let loaded = try workdir.customary("-C", "p", "load", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try loaded.json().integer("delta") == 0)
    }

    @Test func anEditOnAPlannedRecordIsShownAsADeltaAndStays() throws {
        let (workdir, _) = try planned(limits: "  existing_changed: 100 %\n")
        try workdir.edit("UPDATE contacts SET job_title = 'Chefin' WHERE family_name LIKE 'Osterloh%'")
        let loaded = try workdir.customary("-C", "p", "load", "--yes")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(loaded.output.contains("the CRM changed since the plan"))
        #expect(loaded.output.contains("job_title: planned \"Leitung\" → \"Geschäftsführung\", stays today"))
        #expect(try workdir.value("SELECT job_title FROM contacts WHERE family_name LIKE 'Osterloh%'") == "Chefin")
    }

    @Test func aPlanThatIsTooOldIsNotLoaded() throws {
        let (workdir, plan) = try planned(limits: "  plan_days: 3\n")
        #expect(plan.text("valid_until") == "2026-03-05")
        let later = ["CUSTOMARY_NOW": "2026-03-06T09:00:00Z"]
        let stopped = try workdir.customary("-C", "p", "load", "--yes", environment: later)
        #expect(stopped.status == 9)
        #expect(stopped.errors.contains("4 days old"))
    }

    @Test func phasesComeToTheSameContentAsLoadingAtOnce() throws {
        let steps = try World.answered()
        try steps.copyProject(to: "whole")
        #expect(try steps.customary("-C", "whole", "run", "--yes").status == 0)
        let first = try steps.customary("-C", "p", "plan", "--only", "accounts,contacts", "--format", "json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try first.json().keys("plan", "create") == ["accounts", "contacts"])
        #expect(try steps.customary("-C", "p", "load", "--yes").status == 0)
        #expect(try steps.value("SELECT count(*) FROM contact_points") == "0")
        let orphans = try steps.customary("-C", "p", "plan", "--only", "orders,telephones")
        #expect(orphans.status == 2)
        #expect(try steps.customary("-C", "p", "run", "--yes").status == 0)
        let content = { (project: String) in
            try steps.customary("-C", project, "status", "--format", "json").json().text("state", "content")
        }
        #expect(try content("p") == content("whole"))
    }

    @Test func aPlanOnACopyIsTheSamePlanAndLeavesNothingBehind() throws {
        let (workdir, plan) = try planned(limits: "  existing_changed: 100 %\n")
        let copied = try workdir.customary("-C", "p", "plan", "--on-copy", "--format", "json")
        #expect(copied.status == 0, "\(copied.errors)")
        #expect(try copied.json().text("plan_hash") == plan.text("plan_hash"))
        #expect(!workdir.exists("p/.customary/copies"))
        #expect(try workdir.customary("-C", "p", "load", "--yes").status == 0)
    }

    @Test func theFirstLoadIntoALiveTargetNeedsItsNameAndMakesABackup() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/kunden.csv", World.customers)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            yaml.replacing("targets:\n", with: "targets:\n  real: {url: \"sqlite:crm.sqlite\", live: true}\n"))
        let schema = try workdir.customary("-C", "p", "doctor", "--schema").output
        try SQLiteDatabase(path: workdir.path + "/p/crm.sqlite", mode: .readWriteCreate).write {
            try $0.execute(
                schema
                    + "INSERT INTO contacts (id, family_name) VALUES ('0190a000-0000-8000-8000-000000000001', 'Alt');")
        }
        let plan = try workdir.customary("-C", "p", "plan", "--target", "real")
        #expect(plan.status == 0, "\(plan.errors)")
        let unnamed = try workdir.customary("-C", "p", "load", "--yes")
        #expect(unnamed.status == 9)
        #expect(unnamed.errors.contains("--yes --target real"))
        #expect(!workdir.exists("p/.customary/backups"))
        let loaded = try workdir.customary("-C", "p", "load", "--yes", "--target", "real")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(loaded.output.contains("real is LIVE, and this is the first load into it"))
        #expect(loaded.output.contains("1 contacts"))
        let backups = try FileManager.default.contentsOfDirectory(atPath: workdir.path + "/p/.customary/backups")
        let copy = try SQLiteDatabase(
            path: "\(workdir.path)/p/.customary/backups/\(try #require(backups.first))", mode: .readOnly)
        #expect(try copy.read { try $0.text("SELECT family_name FROM contacts") } == "Alt")
        #expect(loaded.output.contains("readable. Without them nothing can be taken back"))
        // From the second load on a yes is enough.
        try workdir.write("p/inbox/kunden.csv", World.customersLater)
        #expect(try workdir.customary("-C", "p", "run", "--yes", "--target", "real").status == 0)
    }

    @Test func theClientsPageLoadsNothingFromOutsideAndEscapesEverything() throws {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/kunden.csv",
            World.customers.replacing("Möbel Quadrat KG", with: "<script>alert(1)</script> & \"Söhne\" KG"))
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        for language in ["de", "en"] {
            let plan = try workdir.customary("-C", "p", "plan", "-o", "page.html", "--language", language)
            #expect(plan.status == 0, "\(plan.errors)")
            let page = try workdir.read("page.html")
            #expect(page.contains("lang=\"\(language)\""))
            #expect(page.contains(language == "de" ? "VORSCHLAG, nichts geladen" : "PROPOSED, nothing loaded"))
            #expect(!page.contains("<script"))
            for outside in ["http://", "https://", "src=", "@import", "url("] {
                #expect(!page.contains(outside), "\(outside)")
            }
        }
        _ = try workdir.customary("-C", "p", "plan", "-o", "redacted.html", "--redact")
        let redacted = try workdir.read("redacted.html")
        for name in ["Lindholm", "Immergrün", "Osterloh"] { #expect(!redacted.contains(name), "\(name)") }
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        let run = try loaded.json().text("run") ?? ""
        #expect(try workdir.read("p/.customary/runs/\(run)/report.json").contains("\"state\" : \"loaded\""))
        let batch = try loaded.json().text("batch") ?? ""
        _ = try workdir.customary("-C", "p", "rollback", batch, "--yes")
        #expect(try workdir.read("p/.customary/runs/\(run)/report.json").contains("\"state\" : \"taken_back\""))
    }

    @Test func verifyPrintsAPageToSign() throws {
        let (workdir, _) = try World.loaded()
        let verified = try workdir.customary("-C", "p", "verify", "-o", "verify.html", "--language", "de")
        #expect(verified.status == 0, "\(verified.errors)")
        let page = try workdir.read("verify.html")
        #expect(page.contains("alles stimmt überein"))
        #expect(page.contains("Unterschrift"))
        let document = try workdir.customary("-C", "p", "verify", "--format", "json").json()
        #expect(document.text("state", "loaded") == document.text("state", "now"))
    }
}
