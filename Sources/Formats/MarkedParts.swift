/// The small parts of a workbook as they have to be for marked cells: text in, text out.
enum MarkedParts {
    /// The colour of marked cells, as ARGB.
    static let colour = "FFFFC7CE"

    /// The styles with a coloured one for each of `styles`, and what each became; nil where the part has no list of them.
    static func styles(_ text: String, for styles: Set<Int>) -> (text: String, coloured: [Int: Int])? {
        guard let fills = element("fills", in: text), let formats = element("cellXfs", in: text) else { return nil }
        let own = items("fill", in: String(text[fills.inner]))
        let xfs = items("xf", in: String(text[formats.inner]))
        guard !xfs.isEmpty else { return nil }
        let prefix = fills.prefix
        let fill =
            "<\(prefix)fill><\(prefix)patternFill patternType=\"solid\"><\(prefix)fgColor rgb=\"\(colour)\"/><\(prefix)bgColor indexed=\"64\"/></\(prefix)patternFill></\(prefix)fill>"
        var coloured: [Int: Int] = [:]
        var added = ""
        for style in styles.sorted() {
            let base = xfs.indices.contains(style) ? xfs[style] : xfs[0]
            let end = base.firstIndex(of: ">").map { base.index(after: $0) } ?? base.endIndex
            var tag = XMLTag(Array(base[..<end].utf8))
            tag.set("fillId", String(own.count))
            tag.set("applyFill", "1")
            coloured[style] = xfs.count + coloured.count
            added += String(decoding: tag.bytes, as: UTF8.self) + base[end...]
        }
        var result = text
        // The later one first, so that the earlier one's place still holds.
        let edits = [(fills, fill, own.count + 1), (formats, added, xfs.count + coloured.count)]
        for (place, addition, count) in edits.sorted(by: { $0.0.inner.lowerBound > $1.0.inner.lowerBound }) {
            result.insert(contentsOf: addition, at: place.inner.upperBound)
            var tag = XMLTag(Array(result[place.tag].utf8))
            tag.set("count", String(count))
            result.replaceSubrange(place.tag, with: String(decoding: tag.bytes, as: UTF8.self))
        }
        return (result, coloured)
    }

    /// A part of comments, new or with the ones it had.
    static func comments(_ text: String?, adding comments: [(cell: SheetMarks.Cell, text: String)]) -> String? {
        let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        var result =
            text
            ?? "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"\(space)\"><authors></authors><commentList></commentList></comments>"
        for name in ["authors", "commentList"] { result = opened(name, in: result) }
        guard let authors = element("authors", in: result) else { return nil }
        let prefix = authors.prefix
        let author = items("author", in: String(result[authors.inner])).count
        result.insert(contentsOf: "<\(prefix)author>Customary</\(prefix)author>", at: authors.inner.upperBound)
        var added = ""
        let known = commented(result)
        for (cell, words) in comments {
            let run = "<\(prefix)r><\(prefix)t xml:space=\"preserve\">\(words.xmlEscaped)</\(prefix)t></\(prefix)r>"
            if known.contains(cell.address), let found = comment(at: cell.address, in: result) {
                let more = run.replacing("preserve\">", with: "preserve\">\n", maxReplacements: 1)
                result.insert(contentsOf: more, at: found)
            } else {
                added +=
                    "<\(prefix)comment ref=\"\(cell.address)\" authorId=\"\(author)\"><\(prefix)text>\(run)</\(prefix)text></\(prefix)comment>"
            }
        }
        guard let list = element("commentList", in: result) else { return nil }
        result.insert(contentsOf: added, at: list.inner.upperBound)
        return result
    }

    /// The cells that a part of comments has one for.
    static func commented(_ text: String) -> Set<String> {
        guard let list = element("commentList", in: text) else { return [] }
        return Set(items("comment", in: String(text[list.inner])).compactMap { XMLTag(Array($0.utf8))["ref"] })
    }

    /// The drawing that shows comments, new or with the shapes it had.
    static func drawing(_ text: String?, adding cells: [SheetMarks.Cell]) -> String? {
        let head =
            "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>"
        var result = text ?? head
        guard let end = result.ranges(of: "</xml>").last?.lowerBound else { return nil }
        var added = ""
        if !result.contains("id=\"_x0000_t202\"") {
            added +=
                "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
        }
        let taken = result.ranges(of: "_x0000_s").compactMap { Int(result[$0.upperBound...].prefix { $0.isNumber }) }
        var number = (taken.max() ?? 1_024) + 1
        for cell in cells {
            let (column, row) = (cell.column, Int(cell.row) - 1)
            let anchor = "\(column + 1), 15, \(max(0, row - 1)), 10, \(column + 4), 15, \(row + 4), 4"
            added +=
                "<v:shape id=\"_x0000_s\(number)\" type=\"#_x0000_t202\" style=\"position:absolute;width:200px;height:80px;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>\(anchor)</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>\(row)</x:Row><x:Column>\(column)</x:Column></x:ClientData></v:shape>"
            number += 1
        }
        result.insert(contentsOf: added, at: end)
        return result
    }

    /// The relations of a sheet with these added.
    static func relations(_ text: String?, adding relations: [(id: String, type: String, target: String)]) -> String? {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships"
        var result =
            text
            ?? "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"\(space)\"></Relationships>"
        result = opened("Relationships", in: result)
        guard let list = element("Relationships", in: result) else { return nil }
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let added = relations.map {
            "<\(list.prefix)Relationship Id=\"\($0.id)\" Type=\"\(types)/\($0.type)\" Target=\"\($0.target)\"/>"
        }
        result.insert(contentsOf: added.joined(), at: list.inner.upperBound)
        return result
    }

    /// The list of content types with those of new parts of comments.
    static func types(_ text: String, comments parts: [String]) -> String? {
        guard let list = element("Types", in: text) else { return nil }
        var added = ""
        let defaults = items("Default", in: String(text[list.inner])).compactMap { XMLTag(Array($0.utf8))["Extension"] }
        if !defaults.contains(where: { $0.lowercased() == "vml" }) {
            added +=
                "<\(list.prefix)Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
        }
        for part in parts {
            added +=
                "<\(list.prefix)Override PartName=\"/\(part)\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml\"/>"
        }
        // Defaults come before overrides by habit; the order says nothing.
        var result = text
        result.insert(contentsOf: added, at: list.inner.upperBound)
        return result
    }

    // MARK: Elements

    private struct Element {
        let tag: Range<String.Index>
        let inner: Range<String.Index>
        let prefix: String
    }

    /// The first element of this name: its opening tag and what is in it. Nil where it isn't there or is written empty.
    private static func element(_ name: String, in text: String) -> Element? {
        guard let (tag, prefix) = opening(name, in: text), !text[tag].hasSuffix("/>"),
            let end = text.ranges(of: "</\(prefix)\(name)>").last
        else { return nil }
        return Element(tag: tag, inner: tag.upperBound..<end.lowerBound, prefix: prefix)
    }

    /// An element that is written `<name/>`, written `<name></name>`.
    private static func opened(_ name: String, in text: String) -> String {
        guard let (tag, prefix) = opening(name, in: text), text[tag].hasSuffix("/>") else { return text }
        var result = text
        result.replaceSubrange(tag, with: "\(text[tag].dropLast(2))></\(prefix)\(name)>")
        return result
    }

    private static func opening(_ name: String, in text: String) -> (tag: Range<String.Index>, prefix: String)? {
        var start = text.startIndex
        while let open = text[start...].firstIndex(of: "<") {
            guard let close = text[open...].firstIndex(of: ">") else { return nil }
            let end = text.index(after: close)
            let tag = XMLTag(Array(text[open..<end].utf8))
            if tag.name == name && !tag.isEnd { return (open..<end, tag.prefix) }
            start = end
        }
        return nil
    }

    /// The elements of this name that stand in a list of them, each with what is in it.
    private static func items(_ name: String, in text: String) -> [String] {
        var found: [String] = []
        var start = text.startIndex
        var begun: String.Index?
        while let open = text[start...].firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            let end = text.index(after: close)
            let tag = XMLTag(Array(text[open..<end].utf8))
            if tag.name == name {
                if tag.isEnd, let first = begun {
                    found.append(String(text[first..<end]))
                    begun = nil
                } else if tag.isEmpty {
                    found.append(String(text[open..<end]))
                } else if begun == nil {
                    begun = open
                }
            }
            start = end
        }
        return found
    }

    /// Where more can be added to the text of a cell's comment; nil where it has none.
    private static func comment(at address: String, in text: String) -> String.Index? {
        var start = text.startIndex
        var isFound = false
        while let open = text[start...].firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            let end = text.index(after: close)
            let tag = XMLTag(Array(text[open..<end].utf8))
            if tag.name == "comment", !tag.isEnd { isFound = tag["ref"] == address }
            if isFound, tag.name == "text", tag.isEnd { return open }
            start = end
        }
        return nil
    }
}
