import Foundation
import Testing

/// Clients send archives and folders. Every table in them comes across, and nothing else is touched.
@Suite("Archives and folders") struct ArchiveTests {
    private static let customers =
        "Nr;Firma;E-Mail;Ort\n1;Ahorn Werke GmbH;info@ahorn.example;Lüneburg\n2;Birke OHG;post@birke.example;Celle\n"
    private static let people = "Vorname,Nachname,Email\nJana,Pohl,jana.pohl@ahorn.example\n"

    /// Stands for the first bytes of a picture, of which not every one is a character.
    private static let picture = "PICTURE"

    /// Packs files with another program than ours.
    private func zip(_ workdir: Workdir, _ name: String, _ members: [(String, String)]) throws {
        var script = "import zipfile\nz=zipfile.ZipFile('\(workdir.path)/\(name)','w',zipfile.ZIP_DEFLATED)\n"
        for (member, text) in members {
            script +=
                "z.writestr(bytes.fromhex('\(hex(member))').decode(),bytes.fromhex('\(text == Self.picture ? "89504e470d0a1a0a0000000d" : hex(text))'))\n"
        }
        script += "z.close()\n"
        try python(script)
    }

    private func python(_ script: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    private func hex(_ text: String) -> String { text.utf8.map { String(format: "%02x", $0) }.joined() }

    private func sources(_ workdir: Workdir, _ from: String) throws -> (sources: [String], leftOut: [String]) {
        let made = try workdir.customary("init", "q", "--no-input", "--from", from, "--format", "json").json()
        return (
            made.list("sources").compactMap { $0.text("source") }.sorted(),
            made.list("left_out").compactMap { $0.text("file") }
        )
    }

    @Test func everyTableOfAnArchiveBecomesASourceAndTheRestIsListed() throws {
        let workdir = try Workdir()
        try zip(
            workdir, "export.zip",
            [
                ("data/Kunden.csv", Self.customers), ("data/Kontakte.csv", Self.people),
                ("logo.png", Self.picture),
                ("__MACOSX/._Kunden.csv", "x"), ("data/.DS_Store", "x"), ("data/", ""),
            ])
        let (sources, leftOut) = try sources(workdir, "export.zip")
        #expect(sources == ["kontakte", "kunden"])
        #expect(leftOut == ["export.zip/logo.png"])
        let project = try workdir.read("q/customary.yaml")
        #expect(project.contains("export.zip/data/Kunden.csv"))
        // Staged from the archive a second time, by another process.
        let staged = try workdir.customary("-C", "q", "stage", "--format", "json")
        #expect(staged.status == 0, "\(staged.errors)")
        _ = try workdir.customary("-C", "q", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "q", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json().integer("plan", "create", "accounts") == 2)
        #expect(try run.json().integer("plan", "create", "contacts") == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workdir.path).sorted().contains("data") == false)
    }

    @Test func aFolderGivesItsFilesAndThoseOfItsSubfoldersInTheOrderOfTheirNames() throws {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(
            atPath: workdir.path + "/client/2026", withIntermediateDirectories: true)
        try workdir.write("client/2026/Kontakte.csv", Self.people)
        try workdir.write("client/Kunden.csv", Self.customers)
        try workdir.write("client/.Kunden.csv.swp", "secret")
        try FileManager.default.createSymbolicLink(
            atPath: workdir.path + "/client/passwd.csv", withDestinationPath: "/etc/passwd")
        let (sources, leftOut) = try sources(workdir, "client")
        #expect(sources == ["kontakte", "kunden"])
        #expect(leftOut.isEmpty)
    }

    @Test func aMemberIsAddedAsTheNextDelivery() throws {
        let workdir = try Workdir()
        try zip(workdir, "monday.zip", [("Kunden.csv", Self.customers), ("Kontakte.csv", Self.people)])
        _ = try sources(workdir, "monday.zip")
        try zip(workdir, "tuesday.zip", [("Kunden.csv", Self.customers + "3;Eibe KG;info@eibe.example;Uelzen\n")])
        let added = try workdir.customary("-C", "q", "add", "tuesday.zip", "--format", "json").json()
        #expect(added.list("added").compactMap { $0.text("source") } == ["kunden"])
        #expect(added.list("added").allSatisfy { !$0.isTrue("new_source") })
        let diff = try workdir.customary("-C", "q", "diff", "kunden", "--format", "json").json()
        #expect(diff.integer("counts", "new") == 1)
    }

    @Test(
        "an archive that means harm is refused in one line",
        arguments: [
            ("../../etc/cron.d/x", "leads out of the archive"), ("/etc/passwd", "leads out of the archive"),
            ("a\\..\\..\\x.csv", "leads out of the archive"),
        ])
    func harm(member: String, reason: String) throws {
        let workdir = try Workdir()
        try zip(workdir, "evil.zip", [("Kunden.csv", Self.customers), (member, "a,b\n1,2\n")])
        let outcome = try workdir.customary("init", "q", "--no-input", "--from", "evil.zip")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains(reason), "\(outcome.errors)")
        #expect(!workdir.exists("q/customary.yaml"))
    }

    @Test func whatIsPackedByGzipIsReadAsWhatItHolds() throws {
        let workdir = try Workdir()
        try zip(workdir, "a.zip", [("Kunden.csv", Self.customers)])
        let script =
            "import gzip,zipfile\nt=zipfile.ZipFile('\(workdir.path)/a.zip').read('Kunden.csv')\n"
            + "open('\(workdir.path)/Kunden.csv.gz','wb').write(gzip.compress(t)[:None])\n"
            + "open('\(workdir.path)/cut.csv.gz','wb').write(gzip.compress(t)[:-9])\n"
            + "z=zipfile.ZipFile('\(workdir.path)/b.zip','w')\nz.writestr('Kontakte.csv.gz',gzip.compress(t))\nz.close()\n"
        try python(script)
        #expect(try sources(workdir, "Kunden.csv.gz").sources == ["kunden"])
        #expect(try workdir.customary("-C", "q", "stage").status == 0)
        try workdir.remove("q")
        #expect(try sources(workdir, "b.zip").sources == ["kontakte"])
        let cut = try workdir.customary("init", "r", "--no-input", "--from", "cut.csv.gz")
        #expect(cut.status == 3)
        #expect(cut.errors.contains("cut.csv.gz: incomplete"), "\(cut.errors)")
    }

    @Test func aMemberThatIsGoneIsSaidByName() throws {
        let workdir = try Workdir()
        try zip(workdir, "export.zip", [("Kunden.csv", Self.customers)])
        _ = try sources(workdir, "export.zip")
        try zip(workdir, "export.zip", [("Andere.csv", Self.customers)])
        let outcome = try workdir.customary("-C", "q", "stage")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("export.zip: the archive has no file \"Kunden.csv\""), "\(outcome.errors)")
    }

    @Test func anEmptyFolderAndAnArchiveOfPicturesAreRefused() throws {
        let workdir = try Workdir()
        try FileManager.default.createDirectory(atPath: workdir.path + "/none", withIntermediateDirectories: true)
        let folder = try workdir.customary("init", "q", "--no-input", "--from", "none")
        #expect(folder.status == 3)
        #expect(folder.errors.contains("the folder holds no file"), "\(folder.errors)")
        try zip(workdir, "pictures.zip", [("logo.png", Self.picture)])
        let archive = try workdir.customary("init", "q", "--no-input", "--from", "pictures.zip")
        #expect(archive.status == 3)
        #expect(archive.errors.contains("pictures.zip/logo.png"), "\(archive.errors)")
    }

    @Test func filesOfOneRecordEachAreOneDelivery() throws {
        let workdir = try Workdir()
        let header = "Nr;Firma;E-Mail;Ort\n"
        let rows = [
            "1;Ahorn Werke GmbH;info@ahorn.example;Celle", "2;Birke OHG;post@birke.example;Ulm",
            "3;Eibe KG;e@eibe.example;Trier",
        ]
        try zip(
            workdir, "cards.zip",
            rows.enumerated().map { ("cards/card-\($0.offset).csv", header + $0.element + "\n") }
                + [("Kontakte.csv", Self.people)])
        let (sources, _) = try sources(workdir, "cards.zip")
        #expect(sources == ["cards", "kontakte"], "\(sources)")
        #expect(try workdir.read("q/customary.yaml").contains("cards.zip/cards/*.csv"))
        _ = try workdir.customary("-C", "q", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "q", "run", "--yes", "--format", "json")
        #expect(try run.json().integer("plan", "create", "accounts") == 3, "\(run.output) \(run.errors)")
    }

    @Test func filesThatFitAPatternAreOneDeliveryWithTheColumnsOfAll() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/Kunden-01.csv", Self.customers)
        try workdir.write(
            "p/inbox/Kunden-02.csv", "Firma;Nr;Ort;Telefon\nEibe KG;3;Uelzen;05811234567\n;;;\nFichte AG;4;Soltau;\n")
        try workdir.write("p/inbox/.Kunden-03.csv", "secret")
        let made = try workdir.customary(
            "init", "q", "--no-input", "--from", "p/inbox/Kunden-*.csv", "--format", "json")
        #expect(made.status == 0, "\(made.errors)")
        let source = try #require(try made.json().list("sources").first)
        #expect(try made.json().list("sources").count == 1)
        #expect(source.integer("rows") == 4)
        #expect(try workdir.read("q/customary.yaml").contains("inbox/Kunden-*.csv"))
        let profile = try workdir.customary("-C", "q", "profile", "--format", "json").json()
        let columns = try #require(profile.list("sources").first).list("columns").compactMap { $0.text("column") }
        #expect(columns == ["Nr", "Firma", "E-Mail", "Ort", "Telefon", "file.name"])
        _ = try workdir.customary("-C", "q", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "q", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json().integer("plan", "create", "accounts") == 4)
        let crosswalk = try workdir.customary("-C", "q", "export", "crosswalk", "-o", "crosswalk.csv")
        #expect(crosswalk.status == 0, "\(crosswalk.errors)")
        let verify = try workdir.customary("-C", "q", "verify", "--format", "json")
        #expect(verify.status == 0, "\(verify.output) \(verify.errors)")
        // A further file is a change of the delivery; another that doesn't fit is none.
        try workdir.write("p/inbox/Other.csv", Self.people)
        #expect(
            try workdir.customary("-C", "q", "run", "--yes", "--format", "json").json().counts("plan", "create").values
                .allSatisfy { $0 == 0 })
        try workdir.write("p/inbox/Kunden-03.csv", "Nr;Firma;Ort\n5;Ginkgo GmbH;Gifhorn\n")
        let again = try workdir.customary("-C", "q", "run", "--yes", "--format", "json").json()
        #expect(again.integer("plan", "create", "accounts") == 1)
        try workdir.remove("p/inbox/Kunden-01.csv")
        try workdir.remove("p/inbox/Kunden-02.csv")
        try workdir.remove("p/inbox/Kunden-03.csv")
        let gone = try workdir.customary("-C", "q", "stage")
        #expect(gone.status == 3)
        #expect(gone.errors.contains("Kunden-*.csv: can't be read: no file in"), "\(gone.errors)")
    }
}
