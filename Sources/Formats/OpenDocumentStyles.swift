/// Collects what an OpenDocument text says about the looks of cells, and about which tables are hidden.
final class OpenDocumentStyles {
    private enum Name {
        static let style = 0, family = 1, styleName = 2, parent = 3, dataStyle = 4, cellProperties = 5
        static let background = 6, textProperties = 7, color = 8, lineStyle = 9, lineType = 10, tableProperties = 11
        static let display = 12, number = 13, decimals = 14, minimumDigits = 15, grouping = 16, numberStyle = 17
        static let dateStyle = 18, timeStyle = 19, textStyle = 20, percentageStyle = 21, currencyStyle = 22
        static let hours = 23, minutes = 24, seconds = 25, truncate = 26, embedded = 27, position = 28, literal = 29
        static let day = 30, month = 31, year = 32, defaultStyle = 33
    }

    /// The local names that matter here; `name` stands among them too.
    static let names = [
        "style", "family", "name", "parent-style-name", "data-style-name", "table-cell-properties", "background-color",
        "text-properties", "color", "text-line-through-style", "text-line-through-type", "table-properties", "display",
        "number", "decimal-places", "min-integer-digits", "grouping", "number-style", "date-style", "time-style",
        "text-style", "percentage-style", "currency-style", "hours", "minutes", "seconds", "truncate-on-overflow",
        "embedded-text", "position", "text", "day", "month", "year", "default-style",
    ]

    private struct Style {
        var parent = ""
        var format = ""
        /// `nil` where the style says nothing; -1 for none.
        var fill: Int?
        var colour: Int?
        var isStruck: Bool?
    }

    /// Names of table styles that hide their tables.
    private(set) var hiddenTables: Set<String> = []
    /// How many styles there are.
    var count: Int { styles.count + formats.count + hiddenTables.count }

    private var styles: [String: Style] = [:]
    private var formats: [String: NumberFormat] = [:]
    /// The style that is being read, of the families `table-cell` and `table`.
    private var cellStyle: String?
    private var tableStyle: String?
    private var data: DataStyle?

    /// A number style that is being read.
    private struct DataStyle {
        let name: String
        let kind: Int
        var minimumDigits = 0
        var numbers = 0
        var isPlain = true
        var before: [UInt8] = []
        var after: [UInt8] = []
        var embedded: [(position: Int, text: [UInt8])] = []
        var hasDay = false
        var hasTime = false
        var isElapsed = false
        /// What text belongs to: 1 = a literal, 2 = text inside the number.
        var target = 0

        var format: NumberFormat {
            switch kind {
            case Name.dateStyle: return hasTime ? (hasDay ? .dateTime : .time) : .date
            case Name.timeStyle: return isElapsed ? .duration : hasDay ? .dateTime : .time
            case Name.textStyle: return .text
            case Name.numberStyle where numbers == 1 && isPlain && minimumDigits > 1 && minimumDigits <= 30:
                var pattern: [UInt8] = before
                for digit in stride(from: minimumDigits, to: 0, by: -1) {
                    pattern.append(0)
                    for piece in embedded where piece.position == digit - 1 { pattern += piece.text }
                }
                pattern += after
                return pattern.count > 200 ? .number : .digits(pattern: pattern)
            default: return .number
            }
        }
    }

    /// An element begins; `offset` is where this class's names begin among the receiver's.
    func start(_ name: Int, _ attributes: XMLAttributes, offset: Int) {
        func text(_ name: Int) -> String? { attributes.text(offset + name) }
        switch name {
        case Name.style, Name.defaultStyle:
            // The style that every cell begins with has no name.
            let own = name == Name.defaultStyle ? "" : attributes.text(4) ?? ""
            switch text(Name.family) {
            case "table-cell":
                cellStyle = own
                var style = Style()
                style.parent = text(Name.parent) ?? ""
                style.format = text(Name.dataStyle) ?? ""
                styles[own] = style
            case "table": tableStyle = own
            default: break
            }
        case Name.cellProperties:
            guard let cellStyle, let text = text(Name.background) else { return }
            styles[cellStyle]?.fill = OpenDocumentStyles.colour(text)
        case Name.textProperties:
            guard let cellStyle else { return }
            if let text = text(Name.color) { styles[cellStyle]?.colour = OpenDocumentStyles.colour(text) }
            if let line = text(Name.lineStyle) ?? text(Name.lineType) { styles[cellStyle]?.isStruck = line != "none" }
        case Name.tableProperties:
            guard let tableStyle, text(Name.display) == "false" else { return }
            hiddenTables.insert(tableStyle)
        case Name.numberStyle, Name.dateStyle, Name.timeStyle, Name.textStyle, Name.percentageStyle,
            Name.currencyStyle:
            data = DataStyle(name: attributes.text(4) ?? "", kind: name)
            data?.isElapsed = text(Name.truncate) == "false"
        default: startPart(name, attributes, offset)
        }
    }

    private func startPart(_ name: Int, _ attributes: XMLAttributes, _ offset: Int) {
        guard data != nil else { return }
        switch name {
        case Name.number:
            data?.numbers += 1
            data?.minimumDigits = attributes.integer(offset + Name.minimumDigits) ?? 0
            if attributes.integer(offset + Name.decimals) ?? 0 > 0 || attributes.isTrue(offset + Name.grouping) {
                data?.isPlain = false
            }
        case Name.embedded:
            data?.embedded.append((attributes.integer(offset + Name.position) ?? 0, []))
            data?.target = 2
        case Name.literal: data?.target = 1
        case Name.day, Name.month, Name.year: data?.hasDay = true
        case Name.hours, Name.minutes, Name.seconds: data?.hasTime = true
        default: break
        }
    }

    /// An element ends.
    func end(_ name: Int) {
        switch name {
        case Name.style, Name.defaultStyle:
            cellStyle = nil
            tableStyle = nil
        case Name.numberStyle, Name.dateStyle, Name.timeStyle, Name.textStyle, Name.percentageStyle,
            Name.currencyStyle:
            if let data { formats[data.name] = data.format }
            data = nil
        case Name.literal, Name.embedded: data?.target = 0
        default: break
        }
    }

    /// Text inside a number style.
    func text(_ bytes: UnsafeRawBufferPointer) {
        guard let target = data?.target, target > 0, !bytes.contains(0) else { return }
        if target == 2 {
            if let last = data?.embedded.indices.last { data?.embedded[last].text += Array(bytes) }
        } else if data?.numbers == 0 {
            data?.before += Array(bytes)
        } else {
            data?.after += Array(bytes)
        }
        if let data, data.before.count + data.after.count > 200 || data.embedded.count > 30 {
            self.data?.isPlain = false
        }
    }

    /// All cell styles, the plain one first, and their indexes by name.
    func resolved() -> (styles: [WorkbookStyle], indexes: [String: UInt32]) {
        var list = [WorkbookStyle()]
        var indexes: [String: UInt32] = [:]
        for name in styles.keys.sorted() {
            indexes[name] = UInt32(list.count)
            list.append(resolved(name))
        }
        return (list, indexes)
    }

    private func resolved(_ name: String) -> WorkbookStyle {
        var result = WorkbookStyle()
        var fill: Int?
        var colour: Int?
        var isStruck: Bool?
        var format: NumberFormat?
        var next = name
        // A style inherits from few others; a longer chain goes in a circle.
        for _ in 0..<20 {
            guard let style = styles[next] else { break }
            fill = fill ?? style.fill
            colour = colour ?? style.colour
            isStruck = isStruck ?? style.isStruck
            if format == nil, !style.format.isEmpty { format = formats[style.format] }
            if next.isEmpty { break }
            next = style.parent
        }
        result.format = format ?? .number
        // Black text and white paper are what a sheet looks like anyway.
        if let fill, fill >= 0, fill != 0xFFFFFF { result.fill = UInt32(fill) }
        if let colour, colour > 0 { result.textColour = UInt32(colour) }
        result.isStruck = isStruck ?? false
        return result
    }

    /// `#RRGGBB`, or -1 for no colour.
    private static func colour(_ text: String) -> Int {
        text.hasPrefix("#") && text.utf8.count == 7 ? Int(text.dropFirst(), radix: 16) ?? -1 : -1
    }
}
