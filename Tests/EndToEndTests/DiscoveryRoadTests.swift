import Foundation
import Testing

/// What `init`, `profile` and `map suggest` find out by themselves, by the real program.
@Suite struct DiscoveryRoadTests {
    private static let firms =
        "id;name;vat;city\n"
        + (1...12).map { "acc-\(100 + $0);Firma \($0) GmbH;DE81525\(1000 + $0);Kiel\n" }.joined()
    private static let people =
        "id;first_name;last_name;email;account_id;sales rep\n"
        + (1...24).map {
            "con-\(100 + $0);Anna;Lindholm\($0);a\($0)@immergruen.example;acc-\(101 + $0 % 12);\(["AK", "TB"][$0 % 2])\n"
        }.joined()
    private static let users =
        "Kürzel;Name;E-Mail\nAK;Anke Kern;ak@n.example\nTB;Tobias Brandt;tb@n.example\nJP;Jana Peters;jp@n.example\n"

    private func project() throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/firmen.csv", DiscoveryRoadTests.firms)
        try workdir.write("p/inbox/kontakte.csv", DiscoveryRoadTests.people)
        try workdir.write("p/inbox/mitarbeiter.csv", DiscoveryRoadTests.users)
        return workdir
    }

    private func start(_ workdir: Workdir) throws {
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/firmen.csv", "p/inbox/kontakte.csv", "p/inbox/mitarbeiter.csv"
        )
        #expect(made.status == 0, "\(made.errors)")
        #expect(made.output.contains("Related: "), "\(made.output)")
        #expect(made.output.contains("kontakte.account_id → firmen.id 100 %"), "\(made.output)")
    }

    @Test func filesThatHangTogetherAreLoadedTogether() throws {
        let workdir = try project()
        try start(workdir)
        let mapping = try workdir.read("p/mappings/kontakte.yaml")
        #expect(mapping.contains("account: {source: firmen, record: company, key: account_id}"), "\(mapping)")
        #expect(mapping.contains("owner: {source: mitarbeiter, by: initials, column: sales rep}"), "\(mapping)")
        #expect(try workdir.customary("-C", "p", "map", "check").status == 0)
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(try workdir.value("SELECT count(*) FROM account_contacts") == "24")
        #expect(
            try workdir.value(
                "SELECT count(*) FROM contacts c JOIN users u ON u.id = c.owner_id WHERE u.initials IN ('AK','TB')")
                == "24")
    }

    @Test func aSuggestionSaysWhyAndWritesNothing() throws {
        let workdir = try project()
        try start(workdir)
        let before = try workdir.read("p/mappings/kontakte.yaml")
        let told = try workdir.customary("-C", "p", "map", "suggest", "kontakte", "--format", "json")
        #expect(told.status == 0, "\(told.errors)")
        let columns = try told.json().list("sources")[0].list("columns")
        let email = try #require(columns.first { $0.text("column") == "email" })
        #expect(email.text("field") == "email" && email.isTrue("mapped") && (email.integer("confidence") ?? 0) >= 90)
        #expect(email.text("reason") == "the header says email; 100 % of values are e-mail addresses")
        let yaml = try workdir.customary("-C", "p", "map", "suggest", "kontakte", "--yaml")
        #expect(yaml.output == before)
        #expect(try workdir.read("p/mappings/kontakte.yaml") == before)
        #expect(try workdir.customary("-C", "p", "map", "suggest", "nobody").status == 2)
    }

    @Test func aProfileShowsKeysReferencesAndPersonalData() throws {
        let workdir = try project()
        try start(workdir)
        let told = try workdir.customary("-C", "p", "profile", "--format", "json")
        let document = try told.json()
        #expect(
            document.list("references").map { "\($0.text("source") ?? "").\($0.text("column") ?? "")" }.contains(
                "kontakte.account_id"))
        let people = try #require(document.list("sources").first { $0.text("source") == "kontakte" })
        #expect(people.integer("rows") == 24)
        let columns = people.list("columns")
        #expect(columns.filter { $0.isTrue("key") }.compactMap { $0.text("column") } == ["id", "last_name", "email"])
        #expect(
            columns.filter { $0.isTrue("personal") }.compactMap { $0.text("column") } == [
                "first_name", "last_name", "email",
            ])
        let page = try workdir.customary("-C", "p", "profile", "-o", "profile.html")
        #expect(page.status == 0, "\(page.errors)")
        let html = try workdir.read("profile.html")
        #expect(html.contains("<svg") && html.contains("default-src 'none'"))
        #expect(!html.contains("<script") && !html.contains("http://") && !html.contains("https://"))
        #expect(html.contains("<html lang=\"en\">") && html.contains("What the files hold"))
        try workdir.customary("-C", "p", "profile", "-o", "profile.html", "--language", "de")
        let german = try workdir.read("profile.html")
        #expect(german.contains("<html lang=\"de\">") && german.contains("Was in den Dateien steht"))
        #expect(german.contains("laut Überschrift die E-Mail-Adresse; 100 % der Werte sind E-Mail-Adressen"))
        #expect(try workdir.customary("-C", "p", "profile", "-o", "profile.html", "--language", "fr").status == 2)
        #expect(try workdir.customary("-C", "p", "profile", "-o", "profile.pdf").status == 2)
    }

    @Test func aPageShowsHostileValuesAsTheyAre() throws {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/liste.csv",
            "Firma;<b>Ort</b>\n<script>alert(1)</script> GmbH;Kiel\n<script>alert(1)</script> GmbH;Hof\n\"&quot;\"\"> AG\";Ulm\n"
        )
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/liste.csv")
        #expect(try workdir.customary("-C", "p", "profile", "-o", "profile.html").status == 0)
        let html = try workdir.read("profile.html")
        #expect(!html.contains("<script") && !html.contains("<b>Ort") && html.contains("&lt;script&gt;"))
    }

    @Test func correctionsAreLearnedForTheNextProject() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/liste.csv", "Firma;Kennung;Ort\nQuadrat GmbH;Handel;Kiel\nKreis AG;Druck;Ulm\n")
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/liste.csv")
        let mapping = try workdir.read("p/mappings/liste.yaml")
        #expect(!mapping.contains("industry"))
        try workdir.write(
            "p/mappings/liste.yaml",
            mapping.replacing("      city: Ort\n", with: "      city: Ort\n      industry: Kennung\n"))
        let learned = try workdir.customary("-C", "p", "map", "learn", "--format", "json")
        #expect(learned.status == 0, "\(learned.errors)")
        #expect(try learned.json().list("learned").compactMap { $0.text("field") } == ["industry"])
        #expect(try workdir.read(".config/customary/learned.yaml").contains("\"kennung\": industry"))
        try workdir.customary("init", "q", "--no-input", "--from", "p/inbox/liste.csv")
        #expect(try workdir.read("q/mappings/liste.yaml").contains("industry: Kennung"))
        #expect(try workdir.customary("-C", "q", "map", "learn", "--format", "json").json().list("learned").isEmpty)
    }

    @Test func whichOfTwoColumnsCountsIsAskedAndTheAnswerHolds() throws {
        let workdir = try Workdir()
        try workdir.write(
            "p/inbox/liste.csv",
            "Kundennr;Firma;City;Town\n1;Quadrat GmbH;Kiel;Lübeck\n2;Kreis AG;Ulm;Hof\n3;Immergrün KG;Bonn;Köln\n4;Halm OHG;Hof;Ulm\n"
        )
        let made = try workdir.customary("init", "p", "--no-input", "--format", "json", "--from", "p/inbox/liste.csv")
        let question = try #require(try made.json().list("questions").first)
        #expect(
            question.text("question") == "column:city" && question.text("proposal") == "City"
                && !question.isTrue("stops"))
        let mapping = try workdir.read("p/mappings/liste.yaml")
        try workdir.write(
            "p/mappings/liste.yaml",
            mapping + "\nanswers:\n  - {question: \"column:city\", answer: Town, by: lena, \"on\": \"2026-03-02\"}\n")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(
            try workdir.value("SELECT group_concat(city) FROM (SELECT city FROM addresses ORDER BY city)")
                == "Hof,Köln,Lübeck,Ulm")
        let questions = try workdir.customary("-C", "p", "questions", "--format", "json")
        #expect(!questions.output.contains("column:city"))
    }

    @Test func whichSalesAreTheTurnoverIsAskedAndTheAnswerHolds() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/firmen.csv", DiscoveryRoadTests.firms)
        try workdir.write(
            "p/inbox/orders.csv",
            "Order ID;Order date;account_id;Currency;Total\n"
                + (1...12).map { "B\(500 + $0);2026-01-0\(1 + $0 % 9);acc-\(100 + $0);EUR;\($0)0.50\n" }.joined())
        try workdir.write(
            "p/inbox/opos.csv",
            "Beleg;Belegdatum;Fällig;account_id;Währung;Betrag;Offen\n"
                + (1...12).map { "R\(500 + $0);2026-01-0\(1 + $0 % 9);2026-02-01;acc-\(100 + $0);EUR;\($0)0.50;0.50\n" }
                .joined())
        let made = try workdir.customary(
            "init", "p", "--no-input", "--format", "json", "--from", "p/inbox/firmen.csv", "p/inbox/orders.csv",
            "p/inbox/opos.csv")
        let document = try made.json()
        #expect(document.list("sources").compactMap { $0.text("what") } == ["companies", "orders", "open items"])
        let question = try #require(document.list("questions").first { $0.text("question") == "turnover" })
        #expect(question.text("proposal") == "orders" && !question.isTrue("stops"))
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let mapping = try workdir.read("p/mappings/orders.yaml")
        try workdir.write("p/mappings/orders.yaml", mapping.replacing("answer: orders", with: "answer: invoices"))
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        #expect(try workdir.value("SELECT count(*) FROM invoices WHERE turnover") == "12")
        #expect(try workdir.value("SELECT count(*) FROM orders WHERE turnover") == "0")
    }
}
