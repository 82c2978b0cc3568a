import Formats
import Testing

struct XMLTreeScannerTests {
    private func scanned(_ text: String, chunk: Int = 1 << 16, limits: FormatLimits = FormatLimits()) throws -> [String]
    {
        let recorder = TreeRecorder()
        try XMLTreeScanner(
            bytes: Array(text.utf8), encoding: .utf8, receiver: recorder, limits: limits, chunk: chunk
        ).run()
        return recorder.events
    }

    @Test func elementsAndAttributesAreValues() throws {
        let text = """
            <a xmlns:x="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><x:b n="1 &amp; 2" xml:lang="de" xsi:nil="true"/><![CDATA[<c>]]></a>
            """
        #expect(
            try scanned(text) == [
                ":item{", "a:element", "b:element", "n:attribute", "'1 & 2'", "/", "/", "'<c>'", "/", "/",
            ])
    }

    @Test func whereChunksEndMakesNoDifference() throws {
        let text =
            "<?xml version='1.0'?><kunden><!-- x --><kunde nr=\"17\"><näme>Müller &amp; Söhne</näme><x/></kunde>\n</kunden>"
        let whole = try scanned(text)
        for chunk in 1...60 { #expect(try scanned(text, chunk: chunk) == whole, "chunk \(chunk)") }
    }

    @Test func floodsAreRefused() {
        let attributes = (0..<300).map { "a\($0)=\"1\"" }.joined(separator: " ")
        for text in [
            "<a \(attributes)/>", String(repeating: "<a>", count: 200), "<!DOCTYPE a><a/>",
            "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<a b=\"\(String(repeating: "x", count: 70_000))\"/>",
        ] {
            #expect(throws: FormatFault.self, "\(text.prefix(60))") { try scanned(text) }
        }
    }

    @Test(
        "the declaration says how a text is encoded, unless its bytes do",
        arguments: [
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", Encoding.cp1252),
            ("<?xml version='1.0' encoding='windows-1251'?><a/>", .cp1251), ("<a/>", .utf8),
            ("<?xml version='1.0'?><a/>", .utf8),
            ("  <?xml version=\"1.0\" encoding=\"utf-16\"?><a/>", .utf8),
        ])
    func declared(_ text: String, _ encoding: Encoding) throws {
        #expect(try TreeKind.detect(Array(text.utf8), isWhole: true) == TreeKind(.xml, encoding))
    }

    @Test func whatIsNoTreeIsNone() throws {
        for text in ["a,b\n1,2", "< b", "[1] list", "{curly}", "", "   "] {
            #expect(try TreeKind.detect(Array(text.utf8), isWhole: true) == nil, "\(text)")
        }
        #expect(try TreeKind.detect(Array("\u{FEFF} [{\"a\":1}]".utf8), isWhole: true)?.notation == .json)
    }
}
