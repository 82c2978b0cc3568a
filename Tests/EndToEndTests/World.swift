import Formats
import Testing

/// Two tiny files of an invented company, and a workbook of contacts.
enum World {
    static let customers = """
        Kundennr;Firma;Ansprechpartner;Position;E-Mail;Telefon;Strasse;PLZ;Ort;Land
        1001;Bäckerei Immergrün GmbH;Anna Lindholm;Einkauf;anna@immergruen.example;+49 30 23125001;Lindenweg 4;10115;Berlin;DE
        1002;Möbel Quadrat KG;Bernd Osterloh;Leitung;bernd@quadrat.example;+49 40 66969001;Am Hang 7;20095;Hamburg;DE
        1003;;Carla Windisch;;carla@windisch.example;;Steig 3;80331;München;DE
        1004;Druckerei Kreis AG;;;info@kreis.example;+49 221 4710001;Ring 1;50667;Köln;DE

        """

    /// The same a week later: Bernd Osterloh has another position and name, row 1004 moved, row 1005 is new.
    static let customersLater =
        customers
        .replacing("Bernd Osterloh;Leitung", with: "Bernd Osterloh-Kern;Geschäftsführung")
        .replacing("Ring 1;50667;Köln", with: "Domplatz 9;50668;Köln")
        + "1005;Gärtnerei Halm OHG;Emil Hartwig;Meister;emil@halm.example;+49 89 99998001;Feldweg 2;85521;Ottobrunn;DE\n"

    /// Without a key; every date fits both orders.
    static let shop = """
        Name,Email,Phone,City,Added on
        Dora Feldkirch,dora@feldkirch.example,+49 69 90009001,Frankfurt,03/04/2026
        Frieda Moor,frieda@moor.example,,Kiel,05/06/2026
        Anna Lindholm,anna@immergruen.example,,Berlin,01/02/2026

        """

    static let contacts: [[CellValue]] = [
        ["Nr", "Vorname", "Nachname", "E-Mail", "Geburtsdatum"].map { .text($0) },
        [
            .integer(7), .text("Gustav"), .text("Reling"), .text("gustav@reling.example"),
            .date(year: 1980, month: 4, day: 3),
        ],
        [
            .integer(8), .text("Hanna"), .text("Tiede"), .text("hanna@tiede.example"),
            .date(year: 1975, month: 12, day: 31),
        ],
    ]

    /// A project of the two text files, made and with its question answered by the proposal, not loaded yet.
    static func answered(sourceLocation: SourceLocation = #_sourceLocation) throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/kunden.csv", customers)
        try workdir.write("p/inbox/shop.csv", shop)
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/kunden.csv", "p/inbox/shop.csv")
        #expect(made.status == 0, "\(made.errors)", sourceLocation: sourceLocation)
        let answered = try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        #expect(answered.status == 0, "\(answered.errors)", sourceLocation: sourceLocation)
        return workdir
    }

    /// The same, loaded once.
    static func loaded(sourceLocation: SourceLocation = #_sourceLocation) throws -> (
        workdir: Workdir, run: Workdir.Document
    ) {
        let workdir = try answered(sourceLocation: sourceLocation)
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)", sourceLocation: sourceLocation)
        let document = try run.json(sourceLocation: sourceLocation)
        #expect(document.isTrue("loaded"), sourceLocation: sourceLocation)
        return (workdir, document)
    }

    /// Loads a second delivery of the customers, which creates and updates.
    static func loadLater(_ workdir: Workdir, sourceLocation: SourceLocation = #_sourceLocation) throws
        -> Workdir.Document
    {
        try workdir.write("p/inbox/kunden_v2.csv", customersLater)
        let added = try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv")
        #expect(added.status == 0, "\(added.errors)", sourceLocation: sourceLocation)
        let run = try workdir.customary(
            "-C", "p", "run", "--yes", "--format", "json", environment: ["CUSTOMARY_NOW": "2026-03-09T09:00:00Z"])
        #expect(run.status == 0, "\(run.errors)", sourceLocation: sourceLocation)
        return try run.json(sourceLocation: sourceLocation)
    }
}
