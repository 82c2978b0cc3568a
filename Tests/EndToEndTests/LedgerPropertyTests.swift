import Foundation
import Testing

/// Nothing vanishes: whatever a file holds, its rows and its cells are all in the ledgers.
@Suite struct LedgerPropertyTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func theLedgersAddUpToWhatADumberReaderCounts(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func pick(_ words: [String]) -> String {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return words[Int(state % UInt64(words.count))]
        }
        let header = "Nr;Firma;Ansprechpartner;E-Mail;Telefon;Strasse;PLZ;Ort;Land;Status;Rest"
        var rows: [String] = []
        for number in 1...80 {
            let cells = [
                pick(["\(number)", "\(number)", "7", ""]),
                pick(["Quadrat GmbH", "Kreis AG", "", "BÄCKEREI IMMERGRÜN"]),
                pick(["Anna Lindholm", "Hans und Erika Meier", "", "Osterloh, Bernd"]),
                pick(["anna@b.example", "kaputt", "", "a@b.example, c@d.example"]),
                pick(["030 23125001", "4,93E+11", "", "k.A."]), pick(["Lindenweg 4", ""]), pick(["10115", "1011", ""]),
                pick(["Berlin", "", "10115 Berlin"]), pick(["DE", "Deutschland", "", "XX"]), pick(["A", "X", ""]),
                pick(["r", "", "", ""]),
            ]
            rows.append(cells.joined(separator: ";"))
            // Blank lines and lines of nothing but delimiters stand between the rows.
            if number % 17 == 0 { rows.append("") }
        }
        let workdir = try Workdir()
        let text = ([header] + rows).joined(separator: "\n") + "\n"
        try workdir.write("p/inbox/liste.csv", text)
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/liste.csv")
        #expect(made.status == 0, "\(made.errors)")
        let mapping = try workdir.read("p/mappings/liste.yaml")
        try workdir.write(
            "p/mappings/liste.yaml",
            mapping + "filters:\n  - {when: {column: Status, is: X}, reason: deleted}\n"
                + "checks:\n  - {field: company.postcode, required: true}\n")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        try workdir.write(
            "p/customary.yaml",
            try workdir.read("p/customary.yaml").replacing("rejected: 20 %", with: "rejected: 100 %"))
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "seed \(seed): \(run.errors)")
        let document = try run.json()
        let records = rows.filter { !$0.isEmpty }
        let cells = records.reduce(0) { $0 + $1.split(separator: ";").count }
        let ledger = document.counts("ledger", "liste")
        #expect(ledger.values.reduce(0, +) == records.count, "seed \(seed): \(ledger)")
        #expect(document.counts("values", "liste").values.reduce(0, +) == cells, "seed \(seed)")
        let deleted = records.count { $0.split(separator: ";", omittingEmptySubsequences: false)[9] == "X" }
        #expect(ledger["filtered"] == deleted, "seed \(seed)")
        #expect((ledger["rejected"] ?? 0) > 0, "seed \(seed)")
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(again.status == 0, "seed \(seed): \(again.errors)")
        #expect(try again.json().counts("plan", "create") == [:], "seed \(seed)")
        #expect(try again.json().counts("plan", "update") == [:], "seed \(seed)")
        let verify = try workdir.customary("-C", "p", "verify", "--format", "json")
        #expect(verify.status == 0, "seed \(seed): \(verify.output) \(verify.errors)")
    }
}
