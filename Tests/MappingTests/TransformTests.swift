import Mapping
import Seeds
import Testing

/// Each transform with what it makes of a cell.
@Suite struct TransformTests {
    private func result(_ transforms: String, _ cell: String) throws -> String {
        try Mapped(
            Bench.account("name: Firma\nindustry: {column: A, transforms: [\(transforms)]}"), columns: ["Firma", "A"],
            rows: [["Quadrat", cell]]
        ).value("it.industry")
    }

    @Test(arguments: [
        ("upper", "Süß", "SÜSS"), ("lower", "ÄPFEL", "äpfel"), ("digits", "A-12 34b", "1234"),
        ("{replace: {from: \"/\", to: \" \"}}", "a/b/c", "a b c"), ("{replace: {from: ab, to: \"\"}}", "abxab", "x"),
        ("{replace: {from: aa, to: b}}", "aaa", "ba"), ("{replace: {from: x, to: xx}}", "axa", "axxa"),
        ("{part: {number: 1, of: \",\"}}", "Kiel, Nord", "Kiel"),
        ("{part: {number: 2, of: \",\"}}", "Kiel, Nord", "Nord"),
        ("{part: {number: -1, of: \",\"}}", "a,b,c", "c"), ("{part: {number: -3, of: \",\"}}", "a,b,c", "a"),
        ("{part: {number: 4, of: \",\"}}", "a,b,c", ""), ("{part: {number: 1, of: \"--\"}}", "a--b", "a"),
        ("{prefix: K-}", "12", "K-12"), ("{prefix: K-}", "", ""), ("{suffix: \" GmbH\"}", "Quadrat", "Quadrat GmbH"),
        ("{suffix: x}", "", ""), ("{without: K-}", "K-12", "12"), ("{without: K-}", "12", "12"),
        ("{pad: 5}", "123", "00123"), ("{pad: 5}", "123456", "123456"), ("{pad: 5}", "", ""),
        ("{otherwise: none}", "", "none"), ("{otherwise: none}", "x", "x"), ("{otherwise: none}", "   ", "none"),
    ])
    func oneTransform(_ transform: String, _ cell: String, _ expected: String) throws {
        #expect(try result(transform, cell) == expected)
    }

    @Test func severalAreAppliedInTheirOrder() throws {
        #expect(try result("digits, {pad: 4}, {prefix: D}", "a7b") == "D0007")
        #expect(try result("{prefix: D}, digits", "a7b") == "7")
        #expect(try result("{part: {number: 2, of: \";\"}}, {otherwise: leer}", "a") == "leer")
    }

    @Test(arguments: [
        ("12,50", "-12.5"), ("-12,50", "12.5"), ("12,50-", "12.5"), ("+12,50", "-12.5"), ("0", "0"), ("", ""),
    ])
    func negateTurnsAnAmountsSign(_ cell: String, _ expected: String) throws {
        let mapped = try Mapped(
            Bench.account(
                "name: Firma\ncredit_limit: {column: A, transforms: [negate]}", before: "read: {decimal: \",\"}"),
            columns: ["Firma", "A"], rows: [["Quadrat", cell]])
        #expect(mapped.value("it.credit_limit") == expected)
    }

    @Test(arguments: Transform.catalogue.flatMap { entry in entry.examples.map { (entry.name, $0) } })
    func everyExampleOfTheCatalogueHolds(_ name: String, _ example: TransformDescription.Example) throws {
        let mapping = try Bench.mapping(Bench.contact("email: {column: M, transforms: [\(example.written)]}"))
        let transforms = mapping.records[0].fields[0].transforms
        #expect(transforms.count == 1)
        #expect(
            transforms.first?.applied(to: example.given) == example.gives, "\(example.written) of \"\(example.given)\"")
        #expect(example.written.contains(name))
    }

    @Test func everyTransformShowsWhatItDoes() {
        for entry in Transform.catalogue { #expect(!entry.examples.isEmpty && !entry.summary.isEmpty, "\(entry.name)") }
        #expect(Set(Transform.catalogue.map(\.name)).count == Transform.catalogue.count)
    }

    @Test func scalingIsExactAndReadsTheFieldsOwnDecimals() throws {
        func amount(_ transform: String, _ cell: String) throws -> String {
            try Mapped(
                Bench.account(
                    "name: F\ncredit_limit: {column: A, transforms: [\(transform)]}", before: "read: {decimal: \",\"}"),
                columns: ["F", "A"], rows: [["Q", cell]]
            ).value("it.credit_limit")
        }
        #expect(try amount("{scale: 0.01}", "18430217") == "184302.17")
        #expect(try amount("{scale: 0.001}", "1234") == "1.234")
        #expect(try amount("{scale: 1000}", "1.234,5") == "1234500")
        #expect(try amount("{scale: -1}", "12,50") == "-12.5")
    }

    @Test func noTransformTrapsOnAnyBytes() throws {
        let seed = UInt64.random(in: 1...1_000_000)
        var seeded = Seeded(seed)
        let mappings = try Transform.catalogue.flatMap { entry in
            try entry.examples.map {
                try Bench.mapping(Bench.contact("email: {column: M, transforms: [\($0.written)]}"))
            }
        }
        let transforms = mappings.flatMap { $0.records[0].fields[0].transforms }
        for _ in 0..<300 {
            let signs = Array("<&;a1-,. ()#\"".utf8)
            let bytes = (0..<Int.random(in: 0..<40, using: &seeded)).map { _ in
                Bool.random(using: &seeded)
                    ? UInt8.random(in: 0...255, using: &seeded) : signs[Int.random(in: 0..<signs.count, using: &seeded)]
            }
            let text = String(decoding: bytes, as: UTF8.self)
            for transform in transforms { #expect(transform.applied(to: text).utf8.count <= 1 << 20, "seed \(seed)") }
        }
    }

    @Test func aReplacementCannotBlowACellUp() throws {
        let cell = String(repeating: "a", count: 2_000)
        let text = try result("{replace: {from: a, to: \(String(repeating: "b", count: 1_000))}}", cell)
        #expect(text == cell)
    }

    @Test func whatATransformChangedIsCountedAsChanged() throws {
        let mapped = try Mapped(
            Bench.account("name: Firma\nindustry: {column: A, transforms: [upper]}"), columns: ["Firma", "A"],
            rows: [["A", "bau"], ["B", "BAU"]])
        #expect(mapped.changed("it.industry") == [true, false])
    }
}

@Suite struct ConditionTests {
    private func holds(_ condition: String, _ cells: [String]) throws -> Bool {
        let mapped = try Mapped(
            Bench.contact("email: {column: Mail, when: \(condition)}\nfull_name: Name"),
            columns: ["Name", "Mail", "A", "B"],
            rows: [["Anna Lindholm", "a@b.example"] + cells])
        return mapped.value("it.email") == "a@b.example"
    }

    @Test(arguments: [
        ("{column: A, present: true}", "x", true), ("{column: A, present: true}", "  ", false),
        ("{column: A, present: false}", "", true), ("{column: A, present: false}", "x", false),
        ("{column: A, is: ja}", "ja", true), ("{column: A, is: ja}", " ja ", true),
        ("{column: A, is: ja}", "Ja", false),
        ("{column: A, is: [a, b]}", "b", true), ("{column: A, is: [a, b]}", "ab", false),
        ("{column: A, is_not: a}", "b", true), ("{column: A, is_not: [a, b]}", "b", false),
        ("{column: A, is_not: a}", "", true),
        ("{column: A, matches: \"^[0-9]+$\"}", "123", true), ("{column: A, matches: \"[0-9]+\"}", "a123", false),
        ("{column: A, matches: \"[0-9]+\"}", " 123 ", true),
        ("{column: A, from: 70000, to: 99999}", "70000", true), ("{column: A, from: 70000, to: 99999}", "99999", true),
        ("{column: A, from: 70000, to: 99999}", "100000", false), ("{column: A, from: 70000}", "69999", false),
        ("{column: A, to: 10}", "-3", true), ("{column: A, to: 10}", "x", false), ("{column: A, to: 10}", "", false),
    ])
    func ofOneColumn(_ condition: String, _ cell: String, _ expected: Bool) throws {
        #expect(try holds(condition, [cell]) == expected)
    }

    @Test func conditionsAreJoined() throws {
        let a = "{column: A, is: x}"
        let b = "{column: B, is: y}"
        for (left, right) in [("x", "y"), ("x", ""), ("", "y"), ("", "")] {
            let (isA, isB) = (left == "x", right == "y")
            #expect(try holds("{all: [\(a), \(b)]}", [left, right]) == (isA && isB))
            #expect(try holds("[\(a), \(b)]", [left, right]) == (isA && isB))
            #expect(try holds("{any: [\(a), \(b)]}", [left, right]) == (isA || isB))
            #expect(try holds("{not: \(a)}", [left, right]) == !isA)
            #expect(
                try holds("{any: [{all: [\(a), \(b)]}, {not: {any: [\(a), \(b)]}}]}", [left, right]) == (isA == isB))
        }
    }
}

@Suite struct ValueMapTests {
    private func mapped(_ map: String, _ cells: [String]) throws -> Mapped {
        try Mapped(
            Bench.account(
                "name: Firma\nrecord_status: {column: S, values: status}", before: "values:\n  status: \(map)"),
            columns: ["Firma", "S"], rows: cells.map { ["Quadrat", $0] })
    }

    @Test func aListedCodeBecomesItsWord() throws {
        let mapped = try mapped("{A: active, \"1\": lost}", ["A", "1", " A "])
        #expect(mapped.values("it.record_status") == ["active", "lost", "active"])
        #expect(mapped.changed("it.record_status") == [true, true, true])
    }

    @Test func otherCodesAreKeptUnlessItSaysOtherwise() throws {
        #expect(try mapped("{A: active}", ["B"]).value("it.record_status") == "B")
        #expect(try mapped("{A: active, otherwise: keep}", ["B"]).value("it.record_status") == "B")
        #expect(try mapped("{A: active, otherwise: drop}", ["B"]).value("it.record_status") == "")
        #expect(try mapped("{A: active, otherwise: {text: lead}}", ["B"]).value("it.record_status") == "lead")
    }

    @Test func anEmptyValueDropsTheCode() throws {
        #expect(try mapped("{A: \"\", otherwise: ask}", ["A"]).value("it.record_status") == "")
        #expect(try mapped("{A: \"\", otherwise: ask}", ["A"]).batch.unknownCodes.isEmpty)
    }

    @Test func anEmptyCellTakesWhatTheMapSaysOfIt() throws {
        let mapped = try mapped("{A: active, \"\": unknown, otherwise: ask}", ["", "  ", "A"])
        #expect(mapped.values("it.record_status") == ["unknown", "unknown", "active"])
        #expect(try self.mapped("{A: active, otherwise: {text: lead}}", [""]).value("it.record_status") == "")
    }

    @Test func unknownCodesAreAskedAboutWithTheirCount() throws {
        let mapped = try mapped("{A: active, otherwise: ask}", ["X", "A", "Y", "X", ""])
        #expect(mapped.values("it.record_status") == ["", "active", "", "", ""])
        let codes = mapped.batch.unknownCodes
        #expect(codes.count == 2)
        #expect(codes.keys.allSatisfy { $0.valueMap == "status" && $0.column == 1 })
        #expect(codes.first { $0.key.code == "X" }?.value.count == 2)
        #expect(codes.first { $0.key.code == "X" }?.value.firstOrdinal == 1)
        #expect(codes.first { $0.key.code == "Y" }?.value.firstOrdinal == 3)
        #expect(mapped.batch.states == [.ready, .ready, .ready, .ready, .ready])
    }
}
