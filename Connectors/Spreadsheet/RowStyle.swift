internal import Formats

/// What a row's cells look like together, in words.
enum RowStyle {
    /// The fill, text colour and line that all of these cells share, such as `red, strike`; empty when they share none.
    static func words(of cells: ArraySlice<SheetCell>, styles: [WorkbookStyle]) -> String {
        guard let first = cells.first, Int(first.style) < styles.count else { return "" }
        var shared = styles[Int(first.style)]
        if shared.fill == nil, shared.textColour == nil, !shared.isStruck { return "" }
        for cell in cells.dropFirst() where cell.style != first.style {
            guard Int(cell.style) < styles.count else { return "" }
            let style = styles[Int(cell.style)]
            if style.fill != shared.fill { shared.fill = nil }
            if style.textColour != shared.textColour { shared.textColour = nil }
            if !style.isStruck { shared.isStruck = false }
        }
        var words: [String] = []
        if let fill = shared.fill { words.append(name(of: fill)) }
        if let colour = shared.textColour { words.append("\(name(of: colour)) text") }
        if shared.isStruck { words.append("strike") }
        return words.joined(separator: ", ")
    }

    /// A colour's plain name: by lightness and saturation first, else by hue in degrees.
    static func name(of colour: UInt32) -> String {
        let red = Double(colour >> 16 & 0xFF) / 255
        let green = Double(colour >> 8 & 0xFF) / 255
        let blue = Double(colour & 0xFF) / 255
        let highest = max(red, green, blue)
        let spread = highest - min(red, green, blue)
        if highest < 0.15 { return "black" }
        if spread < 0.06 { return highest > 0.97 ? "white" : "grey" }
        var hue: Double
        if highest == red {
            hue = (green - blue) / spread * 60
        } else if highest == green {
            hue = (blue - red) / spread * 60 + 120
        } else {
            hue = (red - green) / spread * 60 + 240
        }
        if hue < 0 { hue += 360 }
        switch hue {
        case 18..<42: return "orange"
        case 42..<70: return "yellow"
        case 70..<170: return "green"
        case 170..<255: return "blue"
        case 255..<330: return "purple"
        default: return "red"
        }
    }
}
