import Configuration
import Testing

private enum Setting: String, CaseIterable { case careful, normal, bold }

@Suite struct MappingReaderTests {
    /// Reads a text as one mapping and gives the problems back in words.
    private func read<Result>(_ text: String, _ body: (inout MappingReader) -> Result) -> (Result, [String]) {
        let document = YAMLDocument.parse(text: text, name: "c.yaml")
        var problems = document.problems
        let result = MappingReader.read(document.root ?? .mapping([]), problems: &problems, body)
        return (result, problems.map(\.description))
    }

    @Test func valuesOfTheRightKindAreGiven() {
        let text = """
            url: sqlite:crm.sqlite
            live: true
            rows: 12
            share: 2.5 %
            setting: bold
            one: a
            many: [a, b]
            inner: {x: y}
            """
        let (values, problems) = read(text) { reader -> [String?] in
            let live = reader.boolean("live", default: false)
            let rows = reader.integer("rows", in: 1...100, default: 5)
            let setting = reader.choice("setting", of: Setting.self, default: .careful)
            return [
                reader.text("url"), "\(live) \(rows) \(setting)", reader.optionalShare("share")?.description,
                reader.texts("one").joined(), reader.texts("many").joined(separator: "+"),
                reader.optionalText("absent"),
                reader.mapping("inner") { $0.text("x") },
            ]
        }
        #expect(values == ["sqlite:crm.sqlite", "true 12 bold", "2.5 %", "a", "a+b", nil, "y"])
        #expect(problems.isEmpty)
    }

    @Test func wrongKindsSayWhatWasExpectedAndFound() {
        let text = """
            url: [a]
            live: yes
            rows: 1e3
            share: 120 %
            setting: bald
            list: {a: b}
            inner: 5
            """
        let (_, problems) = read(text) { reader in
            _ = reader.text("url")
            _ = reader.boolean("live", default: false)
            _ = reader.integer("rows", in: 1...100, default: 5)
            _ = reader.optionalShare("share")
            _ = reader.optionalChoice("setting", of: Setting.self)
            _ = reader.list("list")
            _ = reader.mapping("inner") { $0.text("x") }
            _ = reader.text("name")
        }
        #expect(
            problems == [
                "c.yaml:1:6: \"url\" needs a text, has a list",
                "c.yaml:2:7: \"live\" needs true or false, has \"yes\"",
                "c.yaml:3:7: \"rows\" needs a whole number from 1 to 100, has \"1e3\"",
                "c.yaml:4:8: \"share\" needs a share such as 2 % (0 % to 100 %), has \"120 %\"",
                "c.yaml:5:10: \"setting\" needs one of careful, normal, bold, has \"bald\"; did you mean \"bold\"?",
                "c.yaml:6:7: \"list\" needs a list, has a mapping",
                "c.yaml:7:8: needs a mapping of keys and values, has \"5\"",
                "c.yaml:1:1: \"name\" is missing; it needs a text",
            ])
    }

    @Test func anUnknownKeyNamesTheNearestKnownOne() {
        let (_, problems) = read("fileds: x\nxyz: 1\n") { reader in
            _ = reader.optionalText("fields")
            _ = reader.optionalText("entity")
        }
        #expect(
            problems == [
                "c.yaml:1:1: unknown key \"fileds\"; did you mean \"fields\"?",
                "c.yaml:2:1: unknown key \"xyz\"; known keys are fields, entity",
            ])
    }

    @Test func aKeyWithNothingBehindItIsNotThere() {
        let (text, problems) = read("name:\n") { $0.text("name", default: "standard") }
        #expect(text == "standard")
        #expect(problems.isEmpty)
        let (_, missing) = read("name:\n") { $0.text("name") }
        #expect(missing == ["c.yaml:1:1: \"name\" is missing; it needs a text"])
    }

    @Test func numbersThatMustBeThereAreMissed() {
        let (values, problems) = read("rows: 5\nbad: 500\n") { reader in
            [
                reader.integer("rows", in: 1...9), reader.integer("bad", in: 1...9),
                reader.integer("gone", in: 1...Int.max),
            ]
        }
        #expect(values == [5, 1, 1])
        #expect(
            problems == [
                "c.yaml:2:6: \"bad\" needs a whole number from 1 to 9, has \"500\"",
                "c.yaml:1:1: \"gone\" is missing; it needs a whole number of at least 1",
            ])
    }

    @Test func namesOfTheUsersOwnAreGivenInOrder() {
        let (names, problems) = read("records:\n  person: {}\n  company: {}\n") { reader in
            #expect(reader.place(of: "records").description == "c.yaml:1:1")
            return reader.entries("records").map(\.key)
        }
        #expect(names == ["person", "company"])
        #expect(problems.isEmpty)
        #expect(read("records: [a]\n") { $0.entries("records").count }.1.first?.contains("a mapping of names") == true)
    }

    @Test func listsOfTextsRefuseWhatIsNone() {
        let (texts, problems) = read("list: [a, [b], c]\nother: {a: b}\n") { $0.texts("list") + $0.texts("other") }
        #expect(texts == ["a", "c"])
        #expect(
            problems == [
                "c.yaml:1:11: \"list\" needs texts in its list, has a list",
                "c.yaml:2:8: \"other\" needs a list of texts, has a mapping",
            ])
    }

    @Test func secretsAreReadWhereTheyAreAskedFor() {
        let secrets = Secrets(environment: ["PASSWORD": "canary"], folder: "/nowhere")
        let (secret, problems) = read("url: ${PASSWORD}\nlist: [\"${PASSWORD}\"]\n") { reader in
            _ = reader.optionalSecret("list", from: secrets)
            #expect(reader.optionalSecret("gone", from: secrets) == nil)
            return reader.optionalSecret("url", from: secrets)
        }
        #expect(secret?.reveal() == "canary")
        #expect(problems == ["c.yaml:2:7: \"list\" needs a text, has a list"])
    }

    @Test func anEmptyTextInQuotesIsNoText() {
        let (_, problems) = read("name: ''\n") { $0.text("name") }
        #expect(problems == ["c.yaml:1:7: \"name\" needs a text that isn't empty, has \"\""])
    }

    @Test func problemsOfNestedMappingsComeUp() {
        let (names, problems) = read("list:\n  - name: a\n  - nmae: b\n") { reader in
            reader.mappings("list") { $0.text("name") }
        }
        #expect(names == ["a", ""])
        #expect(
            problems == [
                "c.yaml:3:5: \"name\" is missing; it needs a text",
                "c.yaml:3:5: unknown key \"nmae\"; did you mean \"name\"?",
            ])
    }

    @Test func problemsSortByPlace() {
        let places = [
            Place(file: "b", line: 1), Place(file: "a", line: 2, column: 9), Place(file: "a", line: 2, column: 1),
        ]
        let problems = places.map { Problem(place: $0, message: "m") }.sorted()
        #expect(problems.map(\.description) == ["a:2:1: m", "a:2:9: m", "b:1: m"])
    }

    @Test(arguments: [
        ("5 %", 50_000), ("5%", 50_000), ("0.25 %", 2_500), ("0.0001 %", 1), ("100 %", 1_000_000), ("0.05", 50_000),
        ("1", 1_000_000), ("0", 0),
    ])
    func sharesAreExact(_ text: String, _ millionths: Int) { #expect(Share(text)?.millionths == millionths) }

    @Test(arguments: ["", "%", "-1 %", "101 %", "1.1", "1,5 %", "0.00001 %", "5.", ".5", "5 %%", "99999999999 %"])
    func whatIsNoShareIsRefused(_ text: String) { #expect(Share(text) == nil) }

    @Test func aShareIsExceededOnlyByMore() {
        let share = Share(millionths: 20_000)
        #expect(!share.isExceeded(by: 2, of: 100))
        #expect(share.isExceeded(by: 3, of: 100))
        #expect(!share.isExceeded(by: 0, of: 0))
        #expect(share.isExceeded(by: .max, of: .max))
        #expect(share.description == "2 %")
        #expect(Share(millionths: 2_500).description == "0.25 %")
    }

    @Test func theNearestWordIsFoundByEditDistance() {
        #expect(NearestWord.among(["entity", "fields", "filter"], for: "feilds") == "fields")
        #expect(NearestWord.among(["entity", "fields"], for: "owner") == nil)
        #expect(NearestWord.among([], for: "owner") == nil)
        #expect(NearestWord.among(["When"], for: "when") == "When")
    }

    @Test func whatIsNotThereIsAnsweredWithTheNearestElseWithWhatToDoElseWithAllThatIsThere() {
        let known = ["entity", "fields"]
        #expect(NearestWord.remedy(for: "feilds", among: known, otherwise: "leave it") == "did you mean \"fields\"?")
        #expect(NearestWord.remedy(for: "owner", among: known, otherwise: "leave it") == "leave it")
        #expect(NearestWord.remedy(for: "owner", among: known) == "there are entity, fields")
        #expect(NearestWord.remedy(for: "owner", among: []) == "there are none")
    }
}
