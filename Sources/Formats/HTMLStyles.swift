/// How cells of a page look: from their own attributes, and from the classes of the page's style sheet.
struct HTMLStyles {
    /// What one rule says; nil where it says nothing.
    struct Look: Equatable {
        var fill: UInt32??
        var colour: UInt32??
        var isStruck: Bool?
        var format: NumberFormat?
        var isHidden: Bool?

        /// Takes over what another rule says.
        mutating func add(_ other: Look) {
            fill = other.fill ?? fill
            colour = other.colour ?? colour
            isStruck = other.isStruck ?? isStruck
            format = other.format ?? format
            isHidden = other.isHidden ?? isHidden
        }

        /// The look as a cell's style.
        var style: WorkbookStyle {
            var style = WorkbookStyle()
            style.format = format ?? .number
            style.fill = fill ?? nil
            style.textColour = colour ?? nil
            style.isStruck = isStruck ?? false
            // Black text and white paper are what a page looks like anyway.
            if style.fill == 0xFFFFFF { style.fill = nil }
            if style.textColour == 0 { style.textColour = nil }
            return style
        }
    }

    private var classes: [String: Look] = [:]
    private static let maximumClasses = 1 << 14

    /// What a row's or cell's attributes say.
    func look(_ tag: HTMLTag) -> Look {
        var look = Look()
        if tag.attributes.isEmpty { return look }
        if let names = tag["class"] {
            for name in names.split(separator: " ") { if let rule = classes[String(name)] { look.add(rule) } }
        }
        if let colour = tag["bgcolor"] { look.fill = .some(HTMLStyles.colour(colour)) }
        if let rules = tag["style"] { look.add(HTMLStyles.look(rules: rules)) }
        if tag["hidden"] != nil { look.isHidden = true }
        return look
    }

    /// Takes the rules of a style sheet that hold for classes alone.
    mutating func read(_ sheet: String) {
        let text = sheet.replacing("<!--", with: "").replacing("-->", with: "")
        for part in text.split(separator: "}") {
            let pieces = part.split(separator: "{", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2, classes.count < HTMLStyles.maximumClasses else { continue }
            let look = HTMLStyles.look(rules: pieces[1])
            if look == Look() { continue }
            for selector in pieces[0].split(separator: ",") {
                let name = selector.filter { !$0.isWhitespace }
                // `.xl65`, `td.xl65`
                guard let dot = name.firstIndex(of: "."), ["", "td", "tr", "th"].contains(String(name[..<dot])) else {
                    continue
                }
                classes[String(name[name.index(after: dot)...]), default: Look()].add(look)
            }
        }
    }

    /// Reads `background:#ff0000; mso-number-format:"\@"`.
    static func look(rules: some StringProtocol) -> Look {
        var look = Look()
        for rule in split(rules) {
            let pieces = rule.split(separator: ":", maxSplits: 1)
            guard pieces.count == 2 else { continue }
            let name = pieces[0].filter { !$0.isWhitespace }.lowercased()
            let value = trimmed(pieces[1])
            switch name {
            case "background", "background-color":
                // A background may have further words; the first that is a colour counts.
                for word in value.split(separator: " ") where colour(word) != nil {
                    look.fill = .some(colour(word))
                    break
                }
                if ["none", "transparent", "auto"].contains(value.lowercased()) { look.fill = .some(nil) }
            case "color": look.colour = .some(colour(value))
            case "text-decoration", "text-decoration-line": look.isStruck = value.lowercased().contains("line-through")
            case "display": look.isHidden = value.lowercased() == "none"
            case "visibility": if value.lowercased() == "collapse" { look.isHidden = true }
            case "mso-number-format": look.format = NumberFormat(named: numberFormat(value))
            default: break
            }
        }
        return look
    }

    /// Rules end with a semicolon outside quotes.
    private static func split(_ rules: some StringProtocol) -> [String] {
        var parts: [String] = []
        var part = ""
        var quote: Character?
        var isEscaped = false
        for character in rules {
            if isEscaped {
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == ";" {
                parts.append(part)
                part = ""
                continue
            }
            part.append(character)
        }
        return parts + [part]
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = Substring(text)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// A number format's code: `"\@"`, `"0\.00"`, `"Short Date"`, where characters are escaped and `\0022` is a quote.
    private static func numberFormat(_ value: String) -> String {
        var text = value
        if let quote = text.first, quote == "\"" || quote == "'", text.last == quote, text.count > 1 {
            text = String(text.dropFirst().dropLast())
        }
        var result = ""
        var rest = Substring(text)
        while let character = rest.popFirst() {
            guard character == "\\" else {
                result.append(character)
                continue
            }
            let digits = rest.prefix(4)
            if digits.count == 4, digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16), value < 0x80,
                let scalar = Unicode.Scalar(value)
            {
                result.unicodeScalars.append(scalar)
                rest = rest.dropFirst(4)
            } else if let next = rest.popFirst() {
                result.append(next)
            }
        }
        return result
    }

    /// `#RRGGBB`, `#RGB`, `rgb(r, g, b)` or one of the usual names; nil for anything else.
    static func colour(_ text: some StringProtocol) -> UInt32? {
        let word = text.lowercased().filter { !$0.isWhitespace }
        if word.hasPrefix("#") || word.utf8.count == 6 {
            let digits = word.hasPrefix("#") ? String(word.dropFirst()) : word
            if digits.utf8.count == 6, let value = UInt32(digits, radix: 16) { return value }
            if digits.utf8.count == 3, let value = UInt32(digits, radix: 16) {
                return (value >> 8 & 0xF) * 0x11_0000 + (value >> 4 & 0xF) * 0x1100 + (value & 0xF) * 0x11
            }
        }
        if word.hasPrefix("rgb("), word.hasSuffix(")") {
            let parts = word.dropFirst(4).dropLast().split(separator: ",").compactMap { UInt32($0) }
            if parts.count == 3, parts.allSatisfy({ $0 < 256 }) { return parts[0] << 16 | parts[1] << 8 | parts[2] }
        }
        return named[word]
    }

    private static let named: [String: UInt32] = [
        "black": 0x000000, "white": 0xFFFFFF, "red": 0xFF0000, "lime": 0x00FF00, "green": 0x008000, "blue": 0x0000FF,
        "yellow": 0xFFFF00, "orange": 0xFFA500, "gray": 0x808080, "grey": 0x808080, "silver": 0xC0C0C0,
        "maroon": 0x800000, "navy": 0x000080, "purple": 0x800080, "teal": 0x008080, "olive": 0x808000,
        "aqua": 0x00FFFF, "cyan": 0x00FFFF, "fuchsia": 0xFF00FF, "magenta": 0xFF00FF, "pink": 0xFFC0CB,
        "lightgrey": 0xD3D3D3, "lightgray": 0xD3D3D3, "lightblue": 0xADD8E6, "lightgreen": 0x90EE90,
        "lightyellow": 0xFFFFE0, "gold": 0xFFD700, "brown": 0xA52A2A, "darkred": 0x8B0000, "darkgreen": 0x006400,
        "darkblue": 0x00008B, "khaki": 0xF0E68C, "salmon": 0xFA8072, "tomato": 0xFF6347,
    ]
}
