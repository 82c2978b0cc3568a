internal import Text

/// A table for a terminal: no lines, columns two blanks apart, numbers to the right, cut to the terminal's width.
///
/// Cells hold data of customers: whatever could steer a terminal is made visible before it is shown.
public struct TerminalTable: Sendable {
    /// On which side a column's cells end.
    public enum Alignment: Sendable {
        /// Texts.
        case left
        /// Numbers.
        case right
    }

    /// A column.
    public struct Column: Sendable {
        /// Its heading.
        public var heading: String
        /// Its side.
        public var alignment: Alignment
        /// The width down to which it may be cut when the table is too wide; nil = never cut.
        public var minimumWidth: Int?

        /// Describes a column of texts, which may be cut.
        public static func text(_ heading: String, minimumWidth: Int? = 8) -> Column {
            Column(heading: heading, alignment: .left, minimumWidth: minimumWidth)
        }

        /// Describes a column of numbers, which is never cut.
        public static func number(_ heading: String) -> Column {
            Column(heading: heading, alignment: .right, minimumWidth: nil)
        }
    }

    /// A cell.
    public struct Cell: Sendable, ExpressibleByStringLiteral {
        /// Its text, made safe for a terminal.
        public let text: String
        /// Its emphasis.
        public let style: Style

        /// Makes a cell of text from anywhere.
        public init(_ text: String, style: Style = .plain) {
            var text = text
            self.text = text.withUTF8 { DisplayText.escaped(UnsafeRawBufferPointer($0)) }
            self.style = style
        }

        /// Makes a cell of a text.
        public init(stringLiteral text: String) { self.init(text) }

        /// A count with thousands separators.
        public static func count(_ number: Int, style: Style = .plain) -> Cell {
            Cell(NumberText.count(number), style: style)
        }

        /// An amount of money from canonical decimal text.
        public static func money(_ decimal: String, currency: String = "") -> Cell {
            Cell(NumberText.money(decimal, currency: currency))
        }
    }

    /// The blanks in front of each line.
    public var indent = 2
    /// Whether the headings are shown; they aren't when all are empty.
    public var showsHeadings = true

    private let columns: [Column]
    private var rows: [[Cell]] = []

    /// Begins a table.
    public init(_ columns: [Column]) { self.columns = columns }

    /// The number of rows.
    public var count: Int { rows.count }

    /// Appends a row; missing cells are empty, surplus ones are left out.
    public mutating func append(_ cells: [Cell]) {
        rows.append(columns.indices.map { $0 < cells.count ? cells[$0] : "" })
    }

    /// The table's lines, without blanks at their ends. Cut where the terminal has a width, whole where it has none.
    public func lines(on terminal: Terminal = .none) -> [String] {
        let widths = fitted(to: terminal.width)
        var lines: [String] = []
        let headings = columns.map { Cell($0.heading, style: .faint) }
        if showsHeadings, headings.contains(where: { !$0.text.isEmpty }) {
            lines.append(line(headings, widths, terminal))
        }
        for row in rows { lines.append(line(row, widths, terminal)) }
        return lines
    }

    /// The table as one text; each line ends with a line break.
    public func text(on terminal: Terminal = .none) -> String { lines(on: terminal).map { $0 + "\n" }.joined() }

    /// Each column's width: what its cells need, less where the terminal is too narrow. The widest are cut first.
    private func fitted(to terminalWidth: Int?) -> [Int] {
        var widths = columns.indices.map { column in
            let heading = showsHeadings ? DisplayText.width(Cell(columns[column].heading).text) : 0
            return rows.reduce(heading) { max($0, DisplayText.width($1[column].text)) }
        }
        guard let terminalWidth else { return widths }
        var excess = indent + widths.reduce(0, +) + 2 * max(0, columns.count - 1) - terminalWidth
        while excess > 0 {
            let cuttable = columns.indices.filter { widths[$0] > columns[$0].minimumWidth ?? .max }
            guard let widest = cuttable.max(by: { widths[$0] < widths[$1] }) else { break }
            // Down to the next narrower one at once, so that a very wide column doesn't take a step for each blank.
            let next = cuttable.filter { widths[$0] < widths[widest] }.map { widths[$0] }.max() ?? 0
            let least = max(columns[widest].minimumWidth ?? 0, next)
            let step = min(excess, max(1, widths[widest] - least))
            widths[widest] -= step
            excess -= step
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
        var line = String(repeating: " ", count: indent)
        var pending = 0
        for (index, cell) in cells.enumerated() {
            let shown = DisplayText.truncated(cell.text, to: widths[index])
            let blanks = max(0, widths[index] - DisplayText.width(shown))
            let styled = cell.style.applied(to: shown, on: terminal)
            switch columns[index].alignment {
            case .right where !shown.isEmpty:
                line += String(repeating: " ", count: pending + blanks) + styled
                pending = 2
            case .left where !shown.isEmpty:
                line += String(repeating: " ", count: pending) + styled
                pending = blanks + 2
            default: pending += blanks + 2
            }
        }
        return cells.allSatisfy { $0.text.isEmpty } ? "" : line
    }
}
