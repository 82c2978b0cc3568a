import Testing

@testable import Formats

/// Writes down what it hears.
private final class Recorder: XMLReceiver {
    let names = ["a", "b", "x", "y"]
    var events: [String] = []
    private var characters: [UInt8] = []

    func start(_ name: Int, _ attributes: XMLAttributes) {
        flush()
        let label = name < 0 ? "?" : names[name]
        let given = [2, 3].compactMap { index in attributes.text(index).map { " \(names[index])=\($0)" } }.joined()
        events.append("<\(label)\(given)>")
    }

    func end(_ name: Int) {
        flush()
        events.append(name < 0 ? "</?>" : "</\(names[name])>")
    }

    func text(_ bytes: UnsafeRawBufferPointer) { characters.append(contentsOf: bytes) }

    private func flush() {
        if !characters.isEmpty { events.append(String(decoding: characters, as: UTF8.self)) }
        characters = []
    }
}

@Suite("XML")
struct XMLScannerTests {
    private func events(_ bytes: [UInt8], piece: Int = .max, limits: FormatLimits = FormatLimits()) throws -> [String] {
        let recorder = Recorder()
        let scanner = try XMLScanner(part: "p.xml", receiver: recorder, limits: limits)
        var index = 0
        while index < bytes.count {
            let end = min(bytes.count, index + min(piece, bytes.count))
            try bytes[index..<end].withUnsafeBytes { try scanner.feed($0) }
            index = end
        }
        try scanner.finish()
        return recorder.events
    }

    private func events(_ text: String, piece: Int = .max, limits: FormatLimits = FormatLimits()) throws -> [String] {
        try events(Array(text.utf8), piece: piece, limits: limits)
    }

    @Test func elementsAttributesAndTextAreHeard() throws {
        let text = """
            <?xml version="1.0" encoding="UTF-8"?><!-- a - b -- comment --><n:a xmlns:n="urn:n" n:x="1 &amp; 2" y='&lt;"'><b/>ü &#x20AC; \
            &amp;<![CDATA[<raw> ]] ]]></n:a>
            """.replacing(" -- comment", with: " comment")
        let expected = ["<a x=1 & 2 y=<\">", "<b>", "</b>", "ü € &<raw> ]] ", "</a>"]
        #expect(try events(text) == expected)
        for piece in 1..<text.utf8.count {
            #expect(try events(text, piece: piece) == expected, "pieces of \(piece) bytes")
        }
    }

    @Test func utf16IsRead() throws {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a x=\"ü\">😀</a>"
        let expected = ["<a x=ü>", "😀", "</a>"]
        for isBigEndian in [true, false] {
            var bytes: [UInt8] = isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
            for unit in text.utf16 {
                let pair = [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)]
                bytes += isBigEndian ? pair : pair.reversed()
            }
            for piece in [1, 2, 3, 7, bytes.count] { #expect(try events(bytes, piece: piece) == expected) }
            #expect(try events(Array(bytes.dropFirst(2))) == expected)
            #expect(throws: FormatFault.self) { try events(Array(bytes.dropLast())) }
        }
        #expect(try events([0xEF, 0xBB, 0xBF] + Array("<a/>".utf8)) == ["<a>", "</a>"])
    }

    @Test func otherEncodingsAreRefused() {
        #expect(throws: FormatFault.self) { try events([0, 0, 0, 0x3C, 0, 0, 0, 0x61]) }
        #expect(throws: FormatFault.self) { try events([0x3C, 0, 0, 0, 0x61, 0, 0, 0]) }
        #expect(throws: FormatFault.self) { try events([0x4C, 0x6F, 0xA7, 0x94]) }
        #expect(throws: FormatFault.self) { try events(Array("<a>".utf8) + [0xE9] + Array("</a>".utf8)) }
        // Declared, but not what anybody can tell apart from something harmful.
        #expect(throws: FormatFault.self) { try events("<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>") }
        #expect(throws: FormatFault.self) { try events("<?xml version=\"1.0\" encoding='x-nobody'?><a/>") }
    }

    /// Text, its encoding's name in the declaration, and its bytes.
    @Test(arguments: [
        ("Voil\u{E0} \u{20AC}", "windows-1252", [0x56, 0x6F, 0x69, 0x6C, 0xE0, 0x20, 0x80] as [UInt8]),
        ("Voil\u{E0}", "iso-8859-1", [0x56, 0x6F, 0x69, 0x6C, 0xE0]),
        ("Voil\u{E0}", "Latin1", [0x56, 0x6F, 0x69, 0x6C, 0xE0]),
        ("\u{141}\u{F3}d\u{17A}", "ISO-8859-2", [0xA3, 0xF3, 0x64, 0xBC]),
        ("\u{41C}\u{438}\u{440}", "windows-1251", [0xCC, 0xE8, 0xF0]),
        ("\u{65E5}\u{672C}", "Shift_JIS", [0x93, 0xFA, 0x96, 0x7B]),
        ("\u{4E2D}\u{6587}", "GB2312", [0xD6, 0xD0, 0xCE, 0xC4]), ("plain", "us-ascii", Array("plain".utf8)),
        // What .NET writes around UTF-8.
        ("\u{E0}", "utf-16", [0xC3, 0xA0]), ("\u{E0}", "UTF-8", [0xC3, 0xA0]),
    ])
    func declaredEncodingsAreRead(text: String, label: String, bytes: [UInt8]) throws {
        for declaration in [
            "<?xml version=\"1.0\" encoding=\"\(label)\"?>",
            "<?xml version='1.0' encoding = '\(label)' standalone='yes' ?>\n",
        ] {
            let whole = Array("\(declaration)<a>".utf8) + bytes + Array("</a>".utf8)
            for piece in [1, 2, 3, 64, whole.count] {
                #expect(try events(whole, piece: piece) == ["<a>", text, "</a>"])
            }
        }
    }

    @Test func bytesThatADeclaredEncodingHasNotAreCounted() throws {
        let bytes =
            Array("<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>x".utf8) + [0x81, 0x8D] + Array("</a>".utf8)
        let recorder = Recorder()
        let scanner = try XMLScanner(part: "p.xml", receiver: recorder)
        try bytes.withUnsafeBytes { try scanner.feed($0) }
        try scanner.finish()
        #expect(recorder.events == ["<a>", "x\u{FFFD}\u{FFFD}", "</a>"])
        #expect(scanner.undecodable == 2)
    }

    @Test func aDocumentTypeIsRefusedInADeclaredEncodingToo() {
        // In Shift-JIS and GB18030 the second byte of a character can look like ASCII: the guard sees decoded text only.
        for label in ["windows-1252", "Shift_JIS", "GB18030"] {
            let text = "<?xml version=\"1.0\" encoding=\"\(label)\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"
            for piece in [1, 5, text.utf8.count] {
                #expect(
                    throws: FormatFault.refused(
                        part: "p.xml", reason: "a document type declaration (DTD) is not allowed")
                ) {
                    try events(text, piece: piece)
                }
            }
        }
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<?xml version=\"1.0\"?>\n <!-- c --> <!DOCTYPE a><a/>",
        "<!doctype a><a/>", "<a><!ENTITY x \"y\"></a>", "<!-a><a/>", "<![CDATX[]]><a/>",
    ])
    func documentTypesAreRefusedWhereverTheyAreCut(text: String) {
        for piece in [1, 3, 5, text.utf8.count] {
            #expect(
                throws: FormatFault.refused(part: "p.xml", reason: "a document type declaration (DTD) is not allowed")
            ) {
                try events(text, piece: piece)
            }
        }
    }

    @Test func entitiesOfOnesOwnDontExist() {
        #expect(throws: FormatFault.self) { try events("<a>&x;</a>") }
        #expect(throws: FormatFault.self) { try events("<a x=\"&x;\"/>") }
    }

    @Test(arguments: [15, 16, 17]) func depthIsLimited(depth: Int) throws {
        var limits = FormatLimits()
        limits.depth = 16
        let text = String(repeating: "<a>", count: depth) + "<b/>" + String(repeating: "</a>", count: depth)
        if depth <= 16 {
            #expect(try events(text, limits: limits).count == depth * 2 + 2)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "p.xml", limit: "elements inside one another", value: 16)) {
                try events(text, limits: limits)
            }
        }
    }

    @Test(arguments: [7, 8, 9]) func attributesAreLimited(count: Int) throws {
        var limits = FormatLimits()
        limits.attributes = 8
        let text =
            "<a " + (0..<count).map { "a\($0)=\"<>\"".replacing("<>", with: "&gt;") }.joined(separator: " ") + "/>"
        if count <= 8 {
            #expect(try events(text, limits: limits) == ["<a>", "</a>"])
        } else {
            #expect(throws: FormatFault.tooLarge(part: "p.xml", limit: "attributes in one start tag", value: 8)) {
                try events(text, limits: limits)
            }
        }
    }

    @Test(arguments: [99, 100, 101]) func startTagsAreLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.startTagBytes = 100
        let text = "<a x=\"" + String(repeating: "v", count: length - 9) + "\"/>"
        #expect(text.utf8.count == length)
        for piece in [1, 64, length] {
            if length <= 100 {
                #expect(try events(text, piece: piece, limits: limits).count == 2)
            } else {
                #expect(throws: FormatFault.tooLarge(part: "p.xml", limit: "bytes in one start tag", value: 100)) {
                    try events(text, piece: piece, limits: limits)
                }
            }
        }
    }

    @Test func attributeFloodsEndAtOnce() {
        let text = "<a " + (0..<200_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + "/>"
        #expect(throws: FormatFault.self) { try events(text, piece: 65_536) }
    }

    @Test func aTextCutAnywhereIsRefused() {
        let text = "<?xml version=\"1.0\"?><a x=\"1\"><b>text</b><!-- c --><![CDATA[d]]></a>"
        for count in 0..<text.utf8.count {
            #expect(throws: FormatFault.self, "cut after \(count) bytes") {
                try events(Array(text.utf8.prefix(count)))
            }
        }
    }

    @Test func whatAReceiverThrowsEndsTheScan() throws {
        final class Refuser: XMLReceiver {
            let names = ["b"]
            var starts = 0
            func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
                starts += 1
                if name == 0 { throw .refused(part: "here", reason: "because") }
            }
            func end(_ name: Int) {}
            func text(_ bytes: UnsafeRawBufferPointer) {}
        }
        let refuser = Refuser()
        let scanner = try XMLScanner(part: "p", receiver: refuser)
        let text = "<a><b/><a/><a/></a>"
        #expect(throws: FormatFault.refused(part: "here", reason: "because")) {
            try Array(text.utf8).withUnsafeBytes { try scanner.feed($0) }
        }
        #expect(refuser.starts == 2)
    }
}
