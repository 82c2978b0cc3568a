import Connecting
import Foundation
import Records
import Seeds
import Testing

/// What a text's streams are, with nothing known of it.
private struct Streams {
    var all: [String: (columns: [String], rows: [[String]])] = [:]
    var order: [String] = []
    var kinds: [RowKind] = []
    var remarks: [String] = []
    var places: [UInt32] = []
    var findings: [Finding] = []
    var options: [String: OptionValues] = [:]
    var delivered: [String: [[String: String]]] = [:]

    init(
        _ text: String, name: String = "file", dialects: [TreeDialect] = [.generic], given: [String: String] = [:],
        limits: ReadingLimits = .standard
    ) throws {
        let path = FileManager.default.temporaryDirectory.path + "/tree-" + UUID().uuidString
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let delivery = DeliveryFile(path: path, size: text.utf8.count)
        let reading = TreeReading(dialects)
        guard let probe = try reading.probe(delivery, given: OptionValues(given)) else { return }
        for stream in probe.streams {
            var rows: [[String]] = []
            let summary = try reading.read(delivery, stream: stream.name, options: stream.options, limits: limits) {
                batch in
                for row in 0..<batch.count {
                    rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) })
                    if let remark = batch.remarks[row] { remarks.append(remark) }
                }
                kinds += batch.kinds
                places += batch.places
            }
            #expect(summary.columns == stream.columns)
            all[stream.name] = (stream.columns, rows)
            order.append(stream.name)
            findings += summary.findings
            options[stream.name] = stream.options
            delivered[stream.name] = rows.map { Dictionary(uniqueKeysWithValues: zip(stream.columns, $0)) }
        }
    }

    func column(_ stream: String, _ name: String) -> [String] { delivered[stream]?.map { $0[name] ?? "?" } ?? [] }
}

struct TreeReadingTests {
    @Test("attributes that only speak of a list make no record of it")
    func wordsAboutAList() throws {
        func order(_ id: Int, _ skus: [String]) -> String {
            let rows = skus.enumerated().map { "<order_row><id>\($0)</id><sku>\($1)</sku></order_row>" }.joined()
            return
                "<order><id>\(id)</id><order_rows nodeType=\"order_row\" virtualEntity=\"true\">\(rows)</order_rows></order>"
        }
        // One line each, and several.
        for skus in [[["A"], ["B"]], [["A", "B"], ["C"]]] {
            let streams = try Streams(
                "<shop><orders>\(order(5, skus[0]))\(order(6, skus[1]))</orders></shop>",
                dialects: [
                    TreeDialect(
                        "shop", title: "Shop", signature: [["/shop/orders/order"]],
                        tables: [
                            TreeTable(
                                "orders", elements: ["order"], key: "id",
                                groups: ["order_rows": .rows(columns: ["id", "sku"])], columns: ["id"])
                        ])
                ])
            #expect(streams.column("orders.order_rows", "sku") == skus.flatMap { $0 })
            #expect(streams.column("orders", "id") == ["5", "6"])
        }
    }

    @Test(
        "records are found by themselves",
        arguments: [
            (#"{"customers":[{"id":1,"name":"A"},{"id":2,"name":"B"}],"next":null}"#, ["customers"]),
            (#"{"customer":{"id":1,"name":"A"}}"#, ["customer"]),
            (#"[{"id":1,"name":"A"},{"id":2,"name":"B"}]"#, ["records"]),
            ("{\"id\":1,\"name\":\"A\"}\n{\"id\":2,\"name\":\"B\"}\n", ["records"]),
            (#"{"data":{"customers":{"edges":[{"cursor":"x","node":{"id":1,"name":"A"}}]}}}"#, ["customers"]),
            (#"{"object":"list","has_more":false,"data":[{"id":1,"name":"A"}]}"#, ["data"]),
            ("<customers><customer><id>1</id><name>A</name></customer></customers>", ["customers"]),
            ("<customer><id>1</id><name>A</name></customer>", ["customer"]),
            ("<r><Status>OK</Status><Kunden><Kunde nr='1' name='A'/><Kunde nr='2' name='B'/></Kunden></r>", ["Kunden"]),
            ("<x><a><id>1</id><n>A</n></a><a><id>2</id><n>B</n></a><b><id>1</id><t>T</t></b></x>", ["a", "b"]),
        ])
    func found(_ text: String, _ names: [String]) throws {
        #expect(try Streams(text).order == names, "\(text)")
    }

    @Test func columnsAreNamedByTheirPath() throws {
        let streams = try Streams(
            #"[{"id":7,"address":{"city":"Kiel","geo":{"lat":1.50}},"tags":["a","b"],"phones":[{"type":"home","number":"1"},{"type":"work","number":"2"}]}]"#
        )
        let table = try #require(streams.all["records"])
        #expect(
            table.columns == [
                "id", "address.city", "address.geo.lat", "tags", "phones.1.type", "phones.1.number", "phones.2.type",
                "phones.2.number",
            ])
        #expect(table.rows == [["7", "Kiel", "1.50", "a\nb", "home", "1", "work", "2"]])
    }

    @Test func attributesAreColumnsUnlessTheyOnlySayHowTextIsWritten() throws {
        let streams = try Streams(
            "<ks><k nr='1'><id type='integer'>5</id><total currency='EUR'>1.50</total><x nil='true'/></k><k nr='2'><id type='integer'>6</id><total currency='CHF'>2</total></k></ks>"
        )
        let table = try #require(streams.all["ks"])
        #expect(table.columns == ["nr", "id", "total", "total@currency", "x"])
        #expect(table.rows == [["1", "5", "1.50", "EUR", ""], ["2", "6", "2", "CHF", ""]])
    }

    @Test func linesAreAStreamWithTheirOwnersKey() throws {
        let streams = try Streams(
            #"{"orders":[{"id":"A","lines":[{"sku":"x","n":1},{"sku":"y","n":2}]},{"id":"B","lines":[{"sku":"z","n":3}]},{"id":"C","lines":[]}]}"#
        )
        #expect(streams.order == ["orders", "orders.lines"])
        let lines = try #require(streams.all["orders.lines"])
        #expect(lines.columns == ["order.id", "sku", "n"])
        #expect(lines.rows == [["A", "x", "1"], ["A", "y", "2"], ["B", "z", "3"]])
    }

    @Test func anOwnerWithoutAKeyIsReferredToByItsNumber() throws {
        let streams = try Streams(
            "<orders><order><d>1</d><n>x</n><line><a>1</a><b>1</b></line></order><order><d>2</d><n>y</n><line><a>2</a><b>2</b></line><line><a>3</a><b>3</b></line></order></orders>"
        )
        #expect(streams.column("orders", "#") == ["1", "2"])
        #expect(streams.column("orders.line", "order.#") == ["1", "2", "2"])
    }

    @Test func aGroupOfManyBecomesAStream() throws {
        func text(_ count: Int) -> String {
            let notes = (1...count).map { "{\"t\":\"n\($0)\",\"d\":\($0)}" }.joined(separator: ",")
            return "[{\"id\":1,\"name\":\"A\",\"hobbies\":[\(notes)]}]"
        }
        #expect(try Streams(text(5)).order == ["records"])
        #expect(try Streams(text(6)).order == ["records", "records.hobbies"])
        #expect(try Streams(text(6), given: ["wide": "6"]).order == ["records"])
    }

    @Test func pairsBecomeColumns() throws {
        let streams = try Streams(
            #"[{"id":1,"name":"A","meta_data":[{"id":5,"key":"vat","value":"DE1"},{"id":6,"key":"note","value":"x"}]},{"id":2,"name":"B","meta_data":[{"id":7,"key":"vat","value":"DE2"}]}]"#
        )
        #expect(streams.column("records", "meta_data.vat") == ["DE1", "DE2"])
        #expect(streams.column("records", "meta_data.note") == ["x", ""])
    }

    @Test func pagesOfOneKindJoin() throws {
        let streams = try Streams(
            "{\"data\":[{\"id\":1,\"n\":\"A\"}],\"page\":1}\n{\"data\":[{\"id\":2,\"n\":\"B\",\"m\":\"C\"}],\"page\":2}"
        )
        #expect(streams.order == ["data"])
        #expect(streams.column("data", "id") == ["1", "2"])
        #expect(streams.column("data", "m") == ["", "C"])
    }

    @Test func aBrokenLineIsMalformedAndTheRestIsRead() throws {
        let streams = try Streams("{\"id\":1,\"n\":\"A\"}\n{\"id\":2,\"n\" \"B\"}\n{\"id\":3,\"n\":\"C\"}\n")
        #expect(streams.kinds == [.record, .malformed, .record])
        #expect(streams.places == [1, 2, 3])
        #expect(streams.remarks.first?.contains("line 2, column 13") == true)
        #expect(streams.findings.contains { $0.code == "tree.malformed" && $0.severity == .error })
    }

    @Test func aPlainValueAmongRecordsIsMalformed() throws {
        let streams = try Streams(#"[{"id":1,"n":"A"},"oops",{"id":3,"n":"C"}]"#)
        #expect(streams.kinds == [.record, .malformed, .record])
        #expect(streams.column("records", "value") == ["", "oops", ""])
        #expect(streams.column("records", "id") == ["1", "", "3"])
    }

    @Test func aNameThatStandsTwiceLosesNothing() throws {
        let streams = try Streams(#"[{"id":1,"n":"A","n":"B"},{"id":2,"n":"C"}]"#)
        #expect(streams.column("records", "n") == ["A\nB", "C"])
        #expect(streams.findings.contains { $0.code == "json.repeated_name" })
    }

    @Test func laterDeliveriesKeepTheColumnsOfTheFirst() throws {
        let first = try Streams(#"{"customers":[{"id":1,"n":"A","fax":"5"},{"id":2,"n":"B"}]}"#)
        let options = try #require(first.options["customers"])
        #expect(options["record"] == "/customers" && options["dialect"] == "generic")
        let given = Dictionary(uniqueKeysWithValues: options.sortedNames.map { ($0, options[$0] ?? "") })
        let second = try Streams(#"{"customers":[{"id":3,"n":"C","mail":"c@x.example"}]}"#, given: given)
        #expect(second.all["customers"]?.columns == ["id", "n", "mail", "fax"])
        #expect(try Streams(#"{"orders":[{"id":3,"n":"C"}]}"#, given: given).order.isEmpty)
    }

    @Test func aDialectSaysWhatGroupsBecome() throws {
        let dialect = TreeDialect(
            "books", title: "Books", signature: [["//people/born"]],
            tables: [
                TreeTable(
                    "authors", elements: ["people"], key: "code",
                    groups: [
                        "phones": .typed(by: "kind"), "books": .rows(key: "isbn", columns: ["pages"], carry: ["name"]),
                    ],
                    columns: ["code", "mail"], drop: ["photo"], once: ["name"])
            ])
        let text =
            #"{"people":[{"code":"a","name":"Ann","born":1,"photo":"AAAA","phones":[{"kind":"work","n":"1"},{"kind":"work","n":"2"},{"n":"3"}],"books":[{"isbn":"x","title":"T"}]}]}"#
        let streams = try Streams(text, dialects: [dialect])
        #expect(streams.order == ["authors", "authors.books"])
        #expect(
            streams.all["authors"]?.columns == [
                "code", "name", "born", "phones.work.kind", "phones.work.n", "phones.other.kind", "phones.other.n",
                "mail",
            ])
        #expect(streams.column("authors", "phones.work.n") == ["1\n2"])
        #expect(streams.column("authors", "phones.other.n") == ["3"])
        #expect(streams.all["authors.books"]?.columns == ["author.code", "author.name", "isbn", "title", "pages"])
        #expect(streams.all["authors.books"]?.rows == [["a", "Ann", "x", "T", ""]])
        #expect(streams.findings.contains { $0.code == "tree.left_out" && $0.value == "photo" })
        #expect(try Streams(#"{"people":[{"code":"a","name":"Ann"}]}"#, dialects: [dialect]).order.isEmpty)
    }

    @Test func recordsOfSeveralKindsAreToldApart() throws {
        let dialect = TreeDialect(
            "bulk", title: "Bulk", signature: [["/__parentId"]],
            split: TreeSplit("", by: [["id"]], after: "gid://s/", before: "/"), identifiers: "gid://s/", tables: [])
        let streams = try Streams(
            "{\"id\":\"gid://s/Customer/1\",\"n\":\"A\"}\n{\"id\":\"gid://s/Order/9?x=1\",\"t\":\"5.00\",\"__parentId\":\"gid://s/Customer/1\"}\n",
            dialects: [dialect])
        #expect(streams.order == ["Customer", "Order"])
        #expect(streams.all["Customer"]?.columns == ["id", "n"])
        #expect(streams.all["Order"]?.rows == [["9", "5.00", "1"]])
    }
}

@Suite("limits of trees")
struct TreeLimitTests {
    private func limits(_ change: (inout ReadingLimits) -> Void) -> ReadingLimits {
        var limits = ReadingLimits.standard
        change(&limits)
        return limits
    }

    @Test("cells, JSON and XML", arguments: [9, 10, 11])
    func cells(_ count: Int) throws {
        let value = String(repeating: "x", count: count)
        let small = limits { $0.cellBytes = 10 }
        for text in [
            "[{\"id\":1,\"n\":\"\(value)\"}]", "<a><b><id>1</id><n>\(value)</n></b><b><id>2</id><n>x</n></b></a>",
        ] {
            if count <= 10 {
                #expect(try Streams(text, limits: small).all.count == 1)
            } else {
                #expect(throws: SourceFault.self) { try Streams(text, limits: small) }
            }
        }
    }

    @Test("a list's values together are one cell", arguments: [4, 5, 6])
    func lists(_ count: Int) throws {
        // Each of two bytes with the line break between them.
        let list = Array(repeating: "\"x\"", count: count).joined(separator: ",")
        let small = limits { $0.cellBytes = 9 }
        if count <= 5 {
            #expect(try Streams("[{\"id\":1,\"t\":[\(list)]}]", limits: small).all.count == 1)
        } else {
            #expect(throws: SourceFault.self) { try Streams("[{\"id\":1,\"t\":[\(list)]}]", limits: small) }
        }
    }

    @Test("records of a stream", arguments: [2, 3, 4])
    func records(_ count: Int) throws {
        let text = "[" + (1...count).map { "{\"id\":\($0),\"n\":1}" }.joined(separator: ",") + "]"
        let small = limits { $0.records = 3 }
        if count <= 3 {
            #expect(try Streams(text, limits: small).all["records"]?.rows.count == count)
        } else {
            #expect(throws: SourceFault.self) { try Streams(text, limits: small) }
        }
    }

    @Test("bytes of a record", arguments: [99, 100, 101])
    func recordBytes(_ count: Int) throws {
        let small = limits { $0.recordBytes = 100 }
        let text =
            "[{\"i\":\"\(String(repeating: "x", count: 50))\",\"n\":\"\(String(repeating: "y", count: count - 50))\"}]"
        if count <= 100 {
            #expect(try Streams(text, limits: small).all["records"]?.rows.count == 1)
        } else {
            #expect(throws: SourceFault.self) { try Streams(text, limits: small) }
        }
    }

    @Test("columns", arguments: [9, 10, 11])
    func columns(_ count: Int) throws {
        let small = limits { $0.columns = 10 }
        let text = "[{" + (1...count).map { "\"c\($0)\":\($0)" }.joined(separator: ",") + "}]"
        if count <= 10 {
            #expect(try Streams(text, limits: small).all["records"]?.columns.count == count)
        } else {
            #expect(throws: SourceFault.self) { try Streams(text, limits: small) }
        }
    }

    @Test("nesting, JSON and XML", arguments: [7, 8, 9])
    func depth(_ count: Int) throws {
        let small = limits { $0.depth = 8 }
        let objects = count - 2
        let json =
            "[{\"id\":1,\"n\":2,\"a\":" + String(repeating: "{\"a\":", count: objects) + "1"
            + String(repeating: "}", count: objects) + "}]"
        let xml =
            "<r><x><id>1</id><n>2</n>" + String(repeating: "<a>", count: count - 2) + "1"
            + String(repeating: "</a>", count: count - 2) + "</x></r>"
        for text in [json, xml] {
            if count <= 8 {
                #expect(try Streams(text, limits: small).all.count == 1, "\(text)")
            } else {
                #expect(throws: SourceFault.self, "\(text)") { try Streams(text, limits: small) }
            }
        }
    }

    @Test func manyNamesAreRefused() {
        let text = "[{" + (1...70_000).map { "\"c\($0)\":{\"x\":1}" }.joined(separator: ",") + "}]"
        let fault = #expect(throws: SourceFault.self) { try Streams(text) }
        guard case .tooLarge(_, let limit, _) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(limit == "different names of fields")
    }
}

@Suite("properties of trees")
struct TreePropertyTests {
    private indirect enum Value {
        case text(String)
        case object([(String, Value)])
        case list([Value])

        var json: String {
            switch self {
            case .text(let text):
                "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
            case .object(let members): "{" + members.map { "\"\($0.0)\":\($0.1.json)" }.joined(separator: ",") + "}"
            case .list(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
            }
        }

        func xml(_ name: String) -> String {
            switch self {
            case .text(let text):
                "<\(name)>\(text.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))</\(name)>"
            case .object(let members): "<\(name)>" + members.map { $0.1.xml($0.0) }.joined() + "</\(name)>"
            case .list(let items): items.map { $0.xml(name) }.joined()
            }
        }

        static func random(_ depth: Int, _ seeded: inout Seeded) -> Value {
            func word() -> Value {
                let words = [
                    "Kiel", "Müller & Söhne", "a<b", "12.50", "x \"y\"", "01067", "Straße 4\nHinterhaus", "\\", "😀",
                ]
                return .text(words.randomElement(using: &seeded) ?? "x")
            }
            func object(_ depth: Int) -> Value {
                let names = ["name", "ort", "plz", "mail", "konto", "art", "stand"].shuffled(using: &seeded)
                return .object(
                    [("id", .text("\(Int.random(in: 1...999, using: &seeded))"))]
                        + names.prefix(Int.random(in: 2...4, using: &seeded)).map { name in
                            (name, name == "konto" && depth > 0 ? object(depth - 1) : word())
                        })
            }
            guard case .object(var members) = object(depth) else { return word() }
            members.append(("tags", .list((0..<2).map { _ in word() })))
            // Always two and always both fields, so that one notation has what the other has.
            members.append(
                ("phones", .list((0..<2).map { _ in .object([("art", word()), ("nummer", word())]) })))
            members.append(
                (
                    "position",
                    .list(
                        (0..<Int.random(in: 2...4, using: &seeded)).map { _ in
                            .object([("sku", word()), ("menge", word())])
                        })
                ))
            return .object(members)
        }
    }

    @Test(
        "random trees written as XML and as JSON give the same tables", arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func same(_ seed: UInt64) throws {
        var seeded = Seeded(seed)
        for round in 0..<10 {
            let records = (0..<Int.random(in: 2...6, using: &seeded)).map { _ in Value.random(2, &seeded) }
            let json = try Streams("{\"kunde\":\(Value.list(records).json)}")
            let xml = try Streams("<r>" + Value.list(records).xml("kunde") + "</r>")
            #expect(json.order == xml.order, "seed \(seed), round \(round)")
            #expect(!json.order.isEmpty)
            for name in json.order {
                #expect(json.all[name]?.columns == xml.all[name]?.columns, "seed \(seed), round \(round), \(name)")
                #expect(json.all[name]?.rows == xml.all[name]?.rows, "seed \(seed), round \(round), \(name)")
            }
        }
    }

    @Test("every text in a tree is in a cell", arguments: [11, 12, 13, 14] as [UInt64])
    func nothingVanishes(_ seed: UInt64) throws {
        var seeded = Seeded(seed)
        let records = (0..<20).map { _ in Value.random(3, &seeded) }
        let streams = try Streams("{\"kunde\":\(Value.list(records).json)}")
        func texts(_ value: Value) -> [String] {
            switch value {
            case .text(let text): [text]
            case .object(let members): members.flatMap { texts($0.1) }
            case .list(let items): items.flatMap(texts)
            }
        }
        var expected = 0
        for text in records.flatMap(texts) { expected += text.utf8.count }
        var cells = 0
        for name in streams.order {
            let table = try #require(streams.all[name])
            for row in table.rows {
                for (column, cell) in zip(table.columns, row) where column != "kunde.id" {
                    // The line break that joins two tags is none of the texts'.
                    cells += cell.utf8.count - (column == "tags" ? 1 : 0)
                }
            }
        }
        #expect(cells == expected, "seed \(seed)")
    }

    @Test("damaged files end in rows or in a fault, never in a crash", arguments: [21, 22, 23] as [UInt64])
    func damaged(_ seed: UInt64) throws {
        var seeded = Seeded(seed)
        let records = (0..<3).map { _ in Value.random(2, &seeded) }
        for text in ["{\"kunde\":\(Value.list(records).json)}", "<r>" + Value.list(records).xml("kunde") + "</r>"] {
            var faults = 0
            for _ in 0..<100 {
                var bytes = Array(text.utf8)
                for _ in 0..<Int.random(in: 1...4, using: &seeded) {
                    let place = Int.random(in: 0..<bytes.count, using: &seeded)
                    switch Int.random(in: 0...2, using: &seeded) {
                    case 0: bytes[place] = UInt8.random(in: 0...127, using: &seeded)
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &seeded)], at: place)
                    }
                }
                do { _ = try Streams(String(decoding: bytes, as: UTF8.self)) } catch is SourceFault { faults += 1 }
            }
            #expect(faults > 10, "seed \(seed)")
        }
    }
}
