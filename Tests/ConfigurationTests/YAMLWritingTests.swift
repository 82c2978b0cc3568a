import Configuration
import Seeds
import Testing

@Suite struct YAMLWritingTests {
    @Test func aFileReadsWell() {
        let root = YAMLNode.mapping([
            YAMLEntry("project", .text("nordkamp")),
            YAMLEntry(
                "targets",
                .mapping([
                    YAMLEntry(
                        "test",
                        .mapping([YAMLEntry("url", .text("sqlite:crm.sqlite")), YAMLEntry("live", .boolean(false))]))
                ]).commented("Where the customers go.\nThe first one is the default.")),
            YAMLEntry(
                "fields",
                .mapping([
                    YAMLEntry("phone", .text("Telefon").noted("98 % sure")), YAMLEntry("zip", .text("01067")),
                    YAMLEntry("note", .text("two\nlines")), YAMLEntry("yes", .text("no")),
                    YAMLEntry("empty", .text("")),
                    YAMLEntry("values", .inlineList(["A", "I", "ja, gern"])),
                    YAMLEntry("map", .inlineMapping([YAMLEntry("A", .text("given")), YAMLEntry("1", .integer(5))])),
                ]).commented("From the list.")),
            YAMLEntry(
                "checks",
                .list([
                    .mapping([YAMLEntry("field", .text("email")), YAMLEntry("rule", .word("required"))]),
                    .text("* star"),
                    .list([.text("a")]), .mapping([]), .list([]),
                ])),
        ]).commented("A project of Customary.")
        #expect(
            YAMLWriter.text(root) == """
                # A project of Customary.
                project: nordkamp

                # Where the customers go.
                # The first one is the default.
                targets:
                  test:
                    url: sqlite:crm.sqlite
                    live: false

                # From the list.
                fields:
                  phone: Telefon  # 98 % sure
                  zip: '01067'
                  note: |-
                    two
                    lines
                  "yes": 'no'
                  empty: ''
                  values: [A, I, 'ja, gern']
                  map: {A: given, 1: 5}
                checks:
                  - field: email
                    rule: required
                  - '* star'
                  -
                    - a
                  - {}
                  - []

                """)
    }

    @Test func aLongInlineListTakesALineForEachItem() {
        let words = (1...30).map { "word\($0)" }
        let text = YAMLWriter.text(.mapping([YAMLEntry("list", .inlineList(words))]))
        #expect(text.hasPrefix("list:\n  - word1\n  - word2\n"))
    }

    @Test(arguments: [
        "", " ", "a", "yes", "NO", "null", "~", "12", "1e3", "0x1F", "1:30", "2024-01-05", "-", "- a", "a: b", "a:",
        "a #b", "a#b",
        "#", "'", "\"", "it's", "[a]", "{a}", "a, b", "*x", "&x", "!x", "|", ">", "%", "@", "`", "?", "? a", ":", "---",
        "...",
        "--- a", "\t", "a\tb", "a\\b", "a\nb", "a\n", "\n", "a\n\n", " a\nb", "a\n b", "a\n\nb", "a\n ", "# a\nb",
        "\u{85}",
        "\u{2028}", "a\u{FEFF}", "\0", "a\r\nb", "\u{7F}", "ä ß 漢字 😀", "\u{202E}abc", "=", "<<", "-1", "+49 40 555",
        ".5", ".inf",
    ])
    func everyTextComesBack(_ text: String) throws {
        for node in [YAMLNode.text(text), .word(text), YAMLNode(.scalar(text), style: .literal)] {
            let root = YAMLNode.mapping([
                YAMLEntry("a", node), YAMLEntry("b", .list([node, .mapping([YAMLEntry("k", node)])])),
                YAMLEntry("c", .inlineList([node, node])), YAMLEntry("d", .inlineMapping([YAMLEntry("k", node)])),
                YAMLEntry("k" + text, .text("end")),
            ])
            let written = YAMLWriter.text(root)
            let document = YAMLDocument.parse(text: written, name: "w.yaml")
            #expect(document.problems.isEmpty, "\(written)")
            #expect(document.root == root, "\(written)")
        }
    }

    @Test func treesOfHostileTextsComeBack() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = Seeded(seed)
        let pieces = [
            "a", " ", ":", "#", "-", "'", "\"", "\n", "\\", "[", "]", "{", "}", ",", "&", "*", "!", "1", "ü", "\t", "|",
            "%",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...8, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined()
        }
        func tree(_ depth: Int) -> YAMLNode {
            let count = Int.random(in: 0...3, using: &generator)
            var node: YAMLNode
            switch depth > 4 ? 0 : Int.random(in: 0...2, using: &generator) {
            case 0: node = .text(text())
            case 1: node = .list((0..<count).map { _ in tree(depth + 1) })
            default: node = .mapping((0..<count).map { YAMLEntry("\($0)" + text(), tree(depth + 1)) })
            }
            node.isInline = Bool.random(using: &generator)
            if Int.random(in: 0...5, using: &generator) == 0 { node.comment = text() }
            if Int.random(in: 0...5, using: &generator) == 0 { node.note = text() }
            return node
        }
        for _ in 0..<400 {
            let root = YAMLNode.mapping((0..<4).map { YAMLEntry("key\($0)", tree(0)) })
            let written = YAMLWriter.text(root)
            let document = YAMLDocument.parse(text: written, name: "w.yaml")
            #expect(document.problems.isEmpty && document.root == root, "seed \(seed) \(document.problems)\n\(written)")
        }
    }
}

@Suite struct YAMLEditTests {
    private let file = """
        # A mapping.
        name: shop   # as it is called

        # What they said.
        answers:
          # old
          dates: dmy

        # Records follow.
        records:
          contact:
            entity: contacts


        """

    @Test func aBlockIsReplacedAndNothingElse() throws {
        let answers = YAMLNode.mapping([YAMLEntry("dates", .text("mdy")), YAMLEntry("by", .text("Ada"))]).commented(
            "new")
        let edited = try YAMLEdit.replacing("answers", with: answers, in: file, file: "m.yaml")
        #expect(edited == file.replacing("  # old\n  dates: dmy\n", with: "  dates: mdy\n  by: Ada\n"))
    }

    @Test func aBlockIsAppended() throws {
        let edited = try YAMLEdit.replacing(
            "checks", with: YAMLNode.list([.text("a")]).commented("Checks."), in: "name: x\n", file: "m.yaml")
        #expect(edited == "name: x\n\n# Checks.\nchecks:\n  - a\n")
        #expect(try YAMLEdit.replacing("a", with: .integer(1), in: "name: x", file: "m") == "name: x\n\na: 1\n")
        #expect(try YAMLEdit.replacing("a", with: .integer(1), in: "", file: "m") == "a: 1\n")
        #expect(try YAMLEdit.replacing("a", with: .integer(1), in: "# head\n\n", file: "m") == "# head\n\na: 1\n")
    }

    @Test func aBlockIsRemoved() throws {
        let edited = try YAMLEdit.replacing("answers", with: nil, in: file, file: "m.yaml")
        #expect(edited == file.replacing("answers:\n  # old\n  dates: dmy\n", with: ""))
        #expect(try YAMLEdit.replacing("other", with: nil, in: file, file: "m.yaml") == file)
    }

    @Test func theLastBlockKeepsTheEndOfTheFile() throws {
        let edited = try YAMLEdit.replacing("records", with: .text("none"), in: file, file: "m.yaml")
        #expect(edited.hasSuffix("records: none\n\n"))
        #expect(try YAMLEdit.replacing("b", with: .integer(2), in: "a: 1\nb: 1", file: "m") == "a: 1\nb: 2")
    }

    @Test func lineBreaksOfWindowsStay() throws {
        let text = "a: 1\r\nb:\r\n  - x\r\n\r\n# c\r\nc: 3\r\n"
        let edited = try YAMLEdit.replacing("b", with: YAMLNode.list([.text("u"), .text("v")]), in: text, file: "m")
        #expect(edited == "a: 1\r\nb:\r\n  - u\r\n  - v\r\n\r\n# c\r\nc: 3\r\n")
        let appended = try YAMLEdit.replacing("d", with: .integer(4), in: text, file: "m")
        #expect(appended == text + "\r\nd: 4\r\n")
        #expect(try YAMLEdit.replacing("b", with: .integer(2), in: "a: 1\r\nb: 1", file: "m") == "a: 1\r\nb: 2")
    }

    @Test func anEditThatWouldTouchMoreIsRefused() {
        // The text goes on at the line's start, where a comment could be.
        let text = "a: \"one\n# two\"\nb: 1\n"
        #expect(throws: ConfigurationFault.self) { try YAMLEdit.replacing("a", with: .integer(1), in: text, file: "m") }
    }

    @Test(arguments: ["{a: 1, b: 2}\n", "- a\n", "just text\n"])
    func whatIsNoBlockMappingIsRefused(_ text: String) {
        #expect(throws: ConfigurationFault.self) { try YAMLEdit.replacing("a", with: .integer(1), in: text, file: "m") }
    }

    @Test func aBrokenFileIsNotEdited() {
        #expect(throws: ConfigurationFault.self) {
            try YAMLEdit.replacing("a", with: .integer(1), in: "a: b: c\n", file: "m")
        }
    }

    @Test func everyOtherLineStaysInGeneratedFiles() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = Seeded(seed)
        let values = [
            " 1", " |\n  text\n  # no comment\n\n  more", "\n  - a\n  # c\n  - b", "\n  k:\n    l: m",
            " \"two\n  lines # x\"", " [a,\n  b]", "",
            " >-\n  folded\n   text\n", " 'x' # note",
        ]
        for _ in 0..<500 {
            let blocks = (0..<5).map { index in
                let comment = Bool.random(using: &generator) ? "\n# comment \(index)\n" : ""
                return (comment, "key\(index):" + (values.randomElement(using: &generator) ?? "") + "\n")
            }
            let chosen = Int.random(in: 0..<5, using: &generator)
            let text = blocks.map { $0.0 + $0.1 }.joined()
            let edited = try YAMLEdit.replacing("key\(chosen)", with: .text("NEW"), in: text, file: "m")
            let kept = blocks[..<chosen].map { $0.0 + $0.1 }.joined() + blocks[chosen].0
            #expect(edited.hasPrefix(kept + "key\(chosen): NEW\n"), "seed \(seed)\n\(text)\n\(edited)")
            let rest = blocks[(chosen + 1)...].map { $0.0 + $0.1 }.joined()
            #expect(edited.hasSuffix(rest), "seed \(seed)\n\(text)\n\(edited)")
        }
    }
}
