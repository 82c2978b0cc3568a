import Configuration
import Seeds
import Testing

@Suite struct YAMLReadingTests {
    private func problems(_ text: String) -> [String] {
        YAMLDocument.parse(text: text, name: "m.yaml").problems.map(\.description)
    }

    @Test func everyNodeKnowsItsPlace() throws {
        let text = "name: Shop\nrecords:\n  contact:\n    fields: [a, \"ü\", c]\n"
        let root = try #require(YAMLDocument.parse(text: text, name: "m.yaml").root)
        #expect(root["name"]?.place.description == "m.yaml:1:7")
        let fields = try #require(root["records"]?["contact"]?["fields"])
        #expect(fields.place.description == "m.yaml:4:13")
        #expect(fields.isInline)
        #expect(fields.items?.map(\.place.column) == [14, 17, 22])
        #expect(root.entries?[1].keyPlace.description == "m.yaml:2:1")
        #expect(root["records"]?.isInline == false)
    }

    @Test func scalarsStayWhatTheyLookLike() throws {
        let text = "a: NO\nb: 1e3\nc: 0123\nd: 2024-01-05\ne: ~\nf: 'x'\ng: \"\\u00e4\"\nh: |\n  two\n  lines\ni:\n"
        let root = try #require(YAMLDocument.parse(text: text, name: "m.yaml").root)
        let texts = root.entries?.map { $0.value.text ?? "" }
        #expect(texts == ["NO", "1e3", "0123", "2024-01-05", "~", "x", "ä", "two\nlines\n", ""])
        #expect(root["f"]?.style == .singleQuoted)
        #expect(root["g"]?.style == .doubleQuoted)
        #expect(root["h"]?.style == .literal)
        #expect(root["i"]?.isEmpty == true)
    }

    @Test func anEmptyFileHasNeitherTreeNorProblems() {
        for text in ["", "# only a comment\n", "\u{FEFF}"] {
            let document = YAMLDocument.parse(text: text, name: "m.yaml")
            #expect(document.root == nil)
            #expect(document.problems.isEmpty)
        }
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        let root = try #require(YAMLDocument.parse(text: "\u{FEFF}a: 1\n", name: "m.yaml").root)
        #expect(root["a"]?.place.description == "m.yaml:1:4")
    }

    @Test func aDuplicateKeyNamesBothLines() {
        #expect(
            problems("x:\n  name: a\n  other: b\n  name: c\n")
                == ["m.yaml:4:3: \"name\" stands twice in the same mapping, first in line 2; keep one of them"])
    }

    @Test(arguments: [
        "a: &x 1\n", "a: &x [1]\nb: *x\n", "a: &x {k: v}\nb:\n  <<: *x\n", "- &x a\n- {? *x : 1}\n", "a: *x\n",
        "a: &x 1\nb: &y 2\n",
    ])
    func anchorsAndAliasesAreRefused(_ text: String) {
        let found = problems(text)
        #expect(!found.isEmpty)
        #expect(found.first?.contains("anchors (&name) and aliases (*name) aren't used here") == true)
    }

    @Test func textsWithTheSameSignsAreNoAliases() {
        let text =
            "company: R&D\npattern: '^[a-z]*x$'\nname: Müller &Sons\nother: \"a *Sons\"\nlist: \"**bold** &amp;\"\n# see *note\n"
        #expect(problems(text).isEmpty)
    }

    @Test func nestedAliasesAsKeysDoNotKeepTheParserBusy() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        text += "? *a40\n: bomb\n"
        #expect(problems(text).map { $0.hasPrefix("m.yaml:2:") && $0.contains("anchors") } == [true])
    }

    @Test(arguments: ["a: !!int \"5\"\n", "a: !secret x\n", "a: !!binary aGk=\n", "!!set {a: }\n", "!t a: x\na: y\n"])
    func tagsAreRefused(_ text: String) {
        let found = problems(text)
        #expect(found.count == 1)
        #expect(found.first?.contains("isn't used here") == true)
    }

    @Test func complexKeysAreRefused() {
        #expect(
            problems("? [a, b]\n: 1\n") == [
                "m.yaml:1:3: a key must be a plain text; write the key as text in front of the colon"
            ])
    }

    @Test func aSecondDocumentIsRefused() {
        #expect(problems("a: 1\n---\nb: 2\n").first?.hasPrefix("m.yaml:2:1: a second document begins here") == true)
    }

    @Test func syntaxErrorsHaveTheirPlace() {
        #expect(problems("a: b: c\n").first?.hasPrefix("m.yaml:1:5: is no valid YAML") == true)
        #expect(problems("a:\n\t- x\n").first?.hasPrefix("m.yaml:2:1: ") == true)
        #expect(problems("a: [1, 2\n").first?.hasPrefix("m.yaml:2:1: ") == true)
        #expect(problems("a: \"open\n").count == 1)
    }

    @Test func bytesThatAreNoUTF8HaveTheirPlace() {
        let document = YAMLDocument.parse(
            bytes: Array("a: x\nb: Stra".utf8) + [0xDF] + Array("e\n".utf8), name: "m.yaml")
        #expect(
            document.problems.map(\.description) == ["m.yaml:2:8: is not UTF-8; save the file as UTF-8 in your editor"])
    }

    @Test func controlCharactersAreRefused() {
        #expect(problems("a: \u{1}\n").first?.contains("a character that YAML doesn't allow") == true)
    }

    @Test func theLimitsHold() {
        #expect(problems(String(repeating: "#", count: YAMLDocument.maximumBytes + 1)).count == 1)
        #expect(problems(String(repeating: "#", count: YAMLDocument.maximumBytes)).isEmpty)
        let deep = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(problems(deep).isEmpty)
        #expect(problems("[" + deep + "]").first?.contains("nested more than 32 levels deep") == true)
        let bottomless = String(repeating: "[", count: 900_000)
        #expect(
            problems(bottomless).map { $0.hasSuffix("is nested more than 32 levels deep; make it flatter") } == [true])
        let many = "[" + String(repeating: "1,", count: 200_001) + "]"
        #expect(problems(many).first?.contains("holds more than 200000 values") == true)
    }

    @Test func aFileIsReadUnderItsShownName() throws {
        let folder = TemporaryFolder()
        try AtomicFile.write(folder.path + "/shop.yaml", "name: [\n")
        let document = try YAMLDocument.parse(file: folder.path + "/shop.yaml", name: "mappings/shop.yaml")
        #expect(document.problems.first?.place.file == "mappings/shop.yaml")
        #expect(document.text == "name: [\n")
    }

    @Test func aFileThatIsNotThereIsAFault() {
        #expect(throws: ConfigurationFault.self) { try YAMLDocument.parse(file: "/nowhere/at/all.yaml") }
        #expect(throws: ConfigurationFault.unreadable(path: "/tmp", reason: "it is no file")) {
            try YAMLDocument.parse(file: "/tmp")
        }
    }

    @Test func brokenTextNeverStopsTheProcess() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = Seeded(seed)
        let pieces = [
            "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", ",", "\"", "'", "|", ">", "#", "&x ", "*x", "!t ", "? ",
            "%",
            "\\", "\t", "\r\n", "---", "...", "ü", "\u{2028}", "\u{85}", "0", "<<", "\\x", "\\ud800", "\0",
        ]
        for _ in 0..<3000 {
            let count = Int.random(in: 0...40, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let document = YAMLDocument.parse(text: text, name: "m.yaml")
            if let root = document.root, document.problems.isEmpty {
                let written = YAMLWriter.text(root)
                let again = YAMLDocument.parse(text: written, name: "again")
                #expect(
                    again.problems.isEmpty && (again.root ?? YAMLNode.word("")) == root,
                    "seed \(seed): \(text.debugDescription) → \(written.debugDescription)")
            }
        }
    }
}
