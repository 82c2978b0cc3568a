import Foundation
import Testing

/// From a client's files to a loaded CRM and back, by the real program.
@Suite struct RoadTests {
    @Test func filesBecomeAProjectWithItsQuestions() throws {
        let workdir = try Workdir()
        try workdir.write("Kunden NEU (2).csv", World.customers)
        try workdir.write("shop.csv", World.shop)
        try workdir.workbook("Kontakte.xlsx", [("Nord", World.contacts), ("Süd", World.contacts)])
        let before = try workdir.read("Kunden NEU (2).csv")
        let made = try workdir.customary(
            "init", "q", "--no-input", "--format", "json", "--from", "Kunden NEU (2).csv", "shop.csv", "Kontakte.xlsx")
        #expect(made.status == 0, "\(made.errors)")
        let document = try made.json()
        #expect(
            document.list("sources").compactMap { $0.text("source") } == [
                "kunden", "shop", "kontakte-nord", "kontakte-sued",
            ])
        #expect(document.list("sources").compactMap { $0.integer("rows") } == [4, 3, 2, 2])
        #expect(document.integer("rows") == 11)
        #expect(document.list("questions").compactMap { $0.text("question") } == ["dates:Added on"])
        #expect(document.list("questions")[0].isTrue("stops"))
        for name in [
            "q/customary.yaml", "q/mappings/kunden.yaml", "q/mappings/shop.yaml", "q/mappings/kontakte-sued.yaml",
        ] {
            #expect(workdir.exists(name), "\(name)")
        }
        #expect(!workdir.exists("q/crm.sqlite"))
        #expect(try workdir.read("Kunden NEU (2).csv") == before)
    }

    @Test func anOpenQuestionStopsALoadUntilItIsAnswered() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/shop.csv", World.shop)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/shop.csv")
        let stopped = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(stopped.status == 9)
        #expect(try !stopped.json().isTrue("loaded"))
        #expect(try stopped.json().has("loaded"))
        #expect(!workdir.exists("p/crm.sqlite"))
        let load = try workdir.customary("-C", "p", "load", "--yes", "--format", "json")
        #expect(load.status == 9)
        #expect(try load.json().has("error"))
        #expect(!workdir.exists("p/crm.sqlite"))
        let answered = try workdir.customary(
            "-C", "p", "questions", "--accept-proposals", "--as-draft", "--format", "json")
        #expect(try answered.json().integer("answered") == 1)
        #expect(try workdir.read("p/mappings/shop.yaml").contains("draft: true"))
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try loaded.json().isTrue("loaded"))
        #expect(
            try workdir.value("SELECT customer_since FROM contacts WHERE family_name = 'Feldkirch'") == "2026-04-03")
    }

    @Test func proposalsAreAcceptedAsADraftOnly() throws {
        let workdir = try World.answered()
        #expect(try workdir.customary("-C", "p", "questions", "--accept-proposals").status == 2)
    }

    @Test func equalRowsUnderOneKeyAreOneCustomerAndDifferingOnesAreCompared() throws {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/kunden.csv",
            """
            Kundennr,Firma,Ort
            1,Bäckerei Immergrün GmbH,Kiel
            1,Bäckerei Immergrün GmbH,Kiel
            2,Druckerei Kreis AG,Bremen
            2,Altes Lager KG,Hamburg
            3,Café Lindholm,Kiel

            """)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json().integer("plan", "create", "accounts") == 4)
        #expect(try run.json().counts("ledger", "kunden")["merged_into"] == 1)
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(try again.json().keys("plan", "create").isEmpty)
        #expect(try again.json().keys("plan", "update").isEmpty)
    }

    @Test func everyRowAndEveryCellIsInTheLedger() throws {
        let (_, run) = try World.loaded()
        for (source, text, delimiter) in [("kunden", World.customers, ";"), ("shop", World.shop, ",")] {
            // A dumber reader than the program's: these files have no quotes.
            let rows = text.split(separator: "\n").dropFirst()
            let cells = rows.reduce(0) { $0 + $1.split(separator: Character(delimiter)).count }
            #expect(run.counts("ledger", source).values.reduce(0, +) == rows.count, "\(source)")
            #expect(run.counts("values", source).values.reduce(0, +) == cells, "\(source)")
            #expect(
                run.counts("ledger", source).keys.sorted() == [
                    "created", "filtered", "held", "merged_into", "rejected", "unchanged", "updated",
                ])
        }
        #expect(run.keys("ledger") == ["kunden", "shop"])
        #expect(run.counts("ledger", "kunden")["created"] == 4)
    }

    @Test func rowsThatNeedCorrectionAreExportedInTheSourcesOwnColumns() throws {
        let workdir = try Workdir()
        let rows = World.shop.replacing("Frieda Moor,frieda@moor.example,,Kiel,05/06/2026", with: ",,,,05/06/2026")
        try workdir.write("p/inbox/shop.csv", rows.replacing("01/02/2026", with: "25/02/2026"))
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/shop.csv")
        let stage = try workdir.customary("-C", "p", "stage", "--format", "json")
        #expect(stage.status == 0, "\(stage.errors)")
        let rejects = try workdir.customary("-C", "p", "export", "rejects")
        let lines = rejects.output.split(whereSeparator: \.isNewline).map(String.init)
        #expect(lines.count == 2)
        #expect(
            lines.first
                == "Name,Email,Phone,City,Added on,customary_row,customary_column,customary_rule,customary_message")
        #expect(lines.last?.hasPrefix(",,,,05/06/2026,3,,row.empty,") == true)
    }

    @Test func theCrosswalkNamesEveryRowWithItsMasterRecords() throws {
        let (workdir, run) = try World.loaded()
        let crosswalk = try workdir.customary("-C", "p", "export", "crosswalk")
        let lines = crosswalk.output.split(whereSeparator: \.isNewline).map(String.init)
        #expect(lines.first == "source,source_key,source_row,entity,master_id,batch")
        let cells = lines.dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(cells.allSatisfy { $0.count == 6 && $0[4].utf8.count == 36 && $0[5] == run.text("batch") })
        let parties = cells.filter { ["accounts", "contacts"].contains($0[3]) }
        #expect(
            Set(parties.filter { $0[0] == "kunden" }.map { "\($0[1]) \($0[2])" }) == [
                "1001 1", "1002 2", "1003 3", "1004 4",
            ])
        // Without a key a row is named by its number.
        #expect(Set(parties.filter { $0[0] == "shop" }.map { "\($0[1]) \($0[2])" }) == ["1 1", "2 2", "3 3"])
        #expect(parties.filter { $0[1] == "1001" }.map { $0[3] }.sorted() == ["accounts", "contacts"])
        let lastParty = cells.lastIndex { ["accounts", "contacts"].contains($0[3]) } ?? 0
        let firstChild = cells.firstIndex { !["accounts", "contacts"].contains($0[3]) } ?? 0
        #expect(lastParty < firstChild)
        #expect(Set(cells.map { $0[3] }).isSuperset(of: ["account_contacts", "contact_points", "addresses"]))
        let masters = Int(try workdir.value("SELECT count(*) FROM accounts") ?? "") ?? 0
        let people = Int(try workdir.value("SELECT count(*) FROM contacts") ?? "") ?? 0
        #expect(Set(parties.map { $0[4] }).count == masters + people)
    }

    @Test func theSameRunTwiceChangesNothing() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        let again = try workdir.customary(
            "-C", "p", "run", "--yes", "--format", "json", environment: ["CUSTOMARY_NOW": "2026-03-05T09:00:00Z"])
        #expect(again.status == 0, "\(again.errors)")
        let run = try again.json()
        #expect(!run.isTrue("loaded"))
        #expect(run.counts("plan", "create") == [:])
        #expect(run.counts("plan", "update") == [:])
        #expect(run.counts("ledger", "kunden")["unchanged"] == 4)
        #expect(run.counts("ledger", "shop")["unchanged"] == 3)
        #expect(try workdir.state() == before)
    }

    @Test func aRowInsertedAtTheTopOfASourceWithoutAKeyIsTheOnlyNewOne() throws {
        let (workdir, _) = try World.loaded()
        let lines = World.shop.split(separator: "\n", maxSplits: 1).map(String.init)
        try workdir.write(
            "p/inbox/shop.csv",
            "\(lines[0])\nIda Sandmann,ida@sandmann.example,+49 30 23125077,Potsdam,02/03/2026\n\(lines[1])")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        let document = try run.json()
        #expect(document.counts("ledger", "shop").filter { $0.value > 0 } == ["created": 1, "unchanged": 3])
        #expect(document.counts("ledger", "kunden").filter { $0.value > 0 } == ["unchanged": 4])
        #expect(document.counts("plan", "create")["contacts"] == 1)
        #expect(document.counts("plan", "update") == [:])
    }

    @Test func theOrderOfTheRowsChangesNothing() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        for (name, text) in [("kunden", World.customers), ("shop", World.shop)] {
            let lines = text.split(separator: "\n").map(String.init)
            try workdir.write(
                "p/inbox/\(name).csv", ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
        }
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json().counts("plan", "create") == [:])
        #expect(try run.json().counts("plan", "update") == [:])
        #expect(try workdir.state() == before)
    }

    @Test func rowsThatSayTheSameOfWhoTheyAreKeepEachItsOwnCustomer() throws {
        let workdir = try Workdir()
        let header = "Name,City,Notes\n"
        let (first, second, third) = (
            "Anna Lindholm,Kiel,first\n", "Anna Lindholm,Kiel,second\n", "Bernd Osterloh,Ulm,\n"
        )
        func run(_ rows: [String]) throws -> Workdir.Document {
            try workdir.write("p/inbox/list.csv", header + rows.joined())
            let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
            #expect(run.status == 0, "\(run.errors)")
            return try run.json()
        }
        func customers() throws -> String? {
            try workdir.value("SELECT group_concat(id || description, ' ') FROM (SELECT * FROM contacts ORDER BY id)")
        }
        try workdir.write("p/inbox/list.csv", header + first + second + third)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/list.csv")
        #expect(try run([first, second, third]).counts("plan", "create")["contacts"] == 3)
        let before = try workdir.state()
        // Another order, and twins are twins still.
        #expect(try run([third, second, first]).counts("plan", "update") == [:])
        #expect(try workdir.state() == before)
        // One more at the top is the only new one.
        let inserted = try run(["Anna Lindholm,Kiel,another\n", first, second, third])
        #expect(inserted.counts("plan", "create")["contacts"] == 1)
        #expect(inserted.counts("plan", "update") == [:])
        // One that goes leaves the others as they are.
        let four = try customers()
        #expect(try run([second, "Anna Lindholm,Kiel,another\n", third]).counts("plan", "update") == [:])
        #expect(try customers() == four)
        // One that changes is the only one that changes.
        let changed = try run([second, "Anna Lindholm,Kiel,changed\n", first, third])
        #expect(changed.counts("plan", "update") == ["contacts": 1])
        #expect(changed.counts("plan", "create") == [:])
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE description = 'another'") == "0")
    }

    @Test func theStagingAreaCanBeDeletedAndBuiltAgain() throws {
        let (workdir, _) = try World.loaded()
        let before = try workdir.state()
        for name in try FileManager.default.contentsOfDirectory(atPath: workdir.project + "/.customary")
        where name.hasPrefix("staging.sqlite") {
            try workdir.remove("p/.customary/\(name)")
        }
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try !run.json().isTrue("loaded"))
        #expect(try run.json().counts("plan", "create") == [:])
        #expect(try run.json().counts("plan", "update") == [:])
        #expect(try workdir.state() == before)
    }

    @Test func aPlanWritesNothingAndALoadDoesWhatItSays() throws {
        let workdir = try World.answered()
        let plan = try workdir.customary("-C", "p", "plan", "--format", "json")
        #expect(plan.status == 0, "\(plan.errors)")
        #expect(!workdir.exists("p/crm.sqlite"))
        let planned = try plan.json().counts("plan", "create")
        let refused = try workdir.customary("-C", "p", "load", "--format", "json")
        #expect(refused.status == 9)
        #expect(!workdir.exists("p/crm.sqlite"))
        let load = try workdir.customary("-C", "p", "load", "--yes", "--format", "json")
        #expect(load.status == 0, "\(load.errors)")
        #expect(try load.json().isTrue("loaded"))
        for (table, count) in planned {
            #expect(try workdir.value("SELECT count(*) FROM \(table)") == "\(count)", "\(table)")
        }
        let verify = try workdir.customary("-C", "p", "verify", "--format", "json")
        #expect(verify.status == 0, "\(verify.errors)")
        #expect(try verify.json().isTrue("equal"))
        let twice = try workdir.customary("-C", "p", "load", "--yes", "--format", "json")
        #expect(twice.status == 0, "\(twice.errors)")
        #expect(try !twice.json().isTrue("loaded"))
    }

    @Test func everyCommandAnswersWithOneDocumentAndEndsWithWhatComesNext() throws {
        let (workdir, run) = try World.loaded()
        let batch = try #require(run.text("batch"))
        try workdir.write("p/inbox/kunden_v2.csv", World.customersLater)
        let commands: [[String]] = [
            ["add", "p/inbox/kunden_v2.csv"], ["diff", "kunden"], ["questions"], ["connectors"],
            ["connectors", "delimited"],
            ["profile", "shop"], ["map", "check"], ["map", "test"], ["stage"], ["match"], ["explain", "kunden:1"],
            ["plan"],
            ["verify"], ["status"], ["history"], ["history", batch], ["rollback", batch, "--plan"], ["doctor"],
            ["export", "ledger", "-o", "ledger.csv"], ["export", "master", "-o", "master.xlsx"],
        ]
        for command in commands {
            var words = ["-C", "p"] + command
            if command[0] == "map" { words = command + ["-C", "p"] }
            let text = try workdir.run(words)
            #expect(text.status == 0, "\(command): \(text.output) \(text.errors)")
            #expect(text.lastLine.hasPrefix("Next: "), "\(command): \(text.lastLine)")
            #expect(!text.output.contains("\u{1B}"), "\(command) colours what no terminal shows")
            let json = try workdir.run(words + ["--format", "json"])
            #expect(json.status == 0, "\(command): \(json.errors)")
            #expect(throws: Never.self, "\(command)") { try json.json() }
            #expect(!json.output.contains("Next: "), "\(command)")
        }
    }

    @Test func everyCommandHelpsWithAnExample() throws {
        let workdir = try Workdir()
        for command in [
            "init", "add", "diff", "questions", "connectors", "profile", "stage", "match", "explain", "plan", "load",
            "verify",
            "rollback", "run", "status", "history", "export", "doctor", "compare", "manifest", "person", "keys",
            "close",
        ] {
            let help = try workdir.customary(command, "--help")
            #expect(help.status == 0, "\(command)")
            #expect(
                help.output.contains("Example") && help.output.contains("customary \(command)"), "\(command)")
        }
    }

    @Test func aSecondDeliveryIsComparedBeforeItIsStaged() throws {
        let (workdir, _) = try World.loaded()
        try workdir.write("p/inbox/kunden_v2.csv", World.customersLater)
        let added = try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv", "--format", "json")
        #expect(try added.json().list("added").map { $0.text("source") } == ["kunden"])
        #expect(try added.json().list("added").map { $0.isTrue("new_source") } == [false])
        let diff = try workdir.customary("-C", "p", "diff", "kunden", "--format", "json").json()
        #expect(diff.counts("counts") == ["new": 1, "gone": 0, "changed": 2, "same": 2])
        #expect(diff.list("rows_changed").compactMap { $0.integer("row") } == [3, 5])
    }
}
