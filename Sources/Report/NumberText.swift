/// Numbers as people read them: thousands separated by commas, a point before decimals, units behind.
public enum NumberText {
    /// A count: `1,234`.
    public static func count(_ number: Int) -> String {
        (number < 0 ? "-" : "") + grouped(String(number.magnitude))
    }

    /// A count with its word: `1 row`, `2,873 rows`.
    public static func count(_ number: Int, _ one: String, _ several: String) -> String {
        count(number) + " " + (number == 1 ? one : several)
    }

    /// A time: `12 ms`, `0.4 s`, `12.3 s`, `2 min 5 s`, `1 h 12 min`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0 else { return "?" }
        guard seconds < 1e12 else { return "for ever" }
        if seconds < 0.0995 { return "\(Int((seconds * 1000).rounded())) ms" }
        if seconds < 59.95 { return tenths(Int((seconds * 10).rounded())) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min" + (whole % 60 == 0 ? "" : " \(whole % 60) s") }
        let minutes = (whole + 30) / 60
        return "\(count(minutes / 60)) h" + (minutes % 60 == 0 ? "" : " \(minutes % 60) min")
    }

    /// A time.
    public static func duration(_ duration: Duration) -> String {
        self.duration(seconds: Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18)
    }

    /// A number of bytes in units of a thousand: `512 bytes`, `3.2 GB`, `320 MB`.
    public static func bytes(_ number: Int) -> String {
        let magnitude = number.magnitude
        guard magnitude >= 1000 else { return count(number, "byte", "bytes") }
        var unit: UInt = 1000
        var names = ["kB", "MB", "GB", "TB", "PB", "EB"][...]
        // Up to the unit in which the rounded figure has at most three digits.
        while names.count > 1, magnitude / unit >= 1000 || (magnitude + unit / 2) / unit >= 1000 {
            unit *= 1000
            names.removeFirst()
        }
        let sign = number < 0 ? "-" : ""
        let tenth = (magnitude / (unit / 100) + 5) / 10
        if tenth < 100 { return "\(sign)\(tenths(Int(tenth))) \(names[names.startIndex])" }
        return "\(sign)\((magnitude / (unit / 10) + 5) / 10) \(names[names.startIndex])"
    }

    /// Rows in a time: `312,000 rows/s`, rounded to three digits.
    public static func rate(_ number: Int, _ several: String, seconds: Double) -> String {
        guard seconds > 0, number >= 0 else { return "" }
        var value = Int(min(Double(number) / seconds, 1e15).rounded())
        var unit = 1
        while value / unit >= 1000 { unit *= 10 }
        value = (value + unit / 2) / unit * unit
        return "\(count(value)) \(several)/s"
    }

    /// An amount of money from canonical decimal text: `184,302.17 EUR`. At least two decimals; further ones that are not
    /// zero stay, since money is never rounded for show. Without a currency the number alone. Text that is no canonical
    /// decimal comes back as it is.
    public static func money(_ decimal: String, currency: String = "") -> String {
        let tail = currency.isEmpty ? "" : " " + currency
        let digits = decimal.hasPrefix("-") ? decimal.dropFirst() : decimal[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } })
        else {
            return decimal + tail
        }
        var fraction = parts.count == 2 ? String(parts[1]) : ""
        while fraction.utf8.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
        fraction += String(repeating: "0", count: max(0, 2 - fraction.utf8.count))
        let whole = parts[0].drop { $0 == "0" }
        let isZero = whole.isEmpty && fraction.allSatisfy { $0 == "0" }
        let sign = decimal.hasPrefix("-") && !isZero ? "-" : ""
        return sign + (whole.isEmpty ? "0" : grouped(String(whole))) + "." + fraction + tail
    }

    /// A share in percent: `98 %`. Never `100 %` unless it is all, never `0 %` unless it is nothing: `> 99 %`, `< 1 %`.
    public static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return part == 0 ? "0 %" : "?" }
        if part <= 0 { return "0 %" }
        if part >= whole { return part == whole ? "100 %" : "> 100 %" }
        let percent = Int((Double(part) / Double(whole) * 100).rounded())
        if percent == 0 { return "< 1 %" }
        return percent == 100 ? "> 99 %" : "\(percent) %"
    }

    /// 123 tenths → `12.3`.
    /// A number for a person or a document: whole numbers without decimals, else at most four; no exponent.
    public static func plain(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e15 else { return "\(number)" }
        let scaled = (abs(number) * 10_000).rounded()
        let whole = Int(scaled / 10_000)
        var decimals = String(Int(scaled) - whole * 10_000)
        while decimals.utf8.count < 4 { decimals = "0" + decimals }
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return (number < 0 && scaled > 0 ? "-" : "") + "\(whole)" + (decimals.isEmpty ? "" : "." + decimals)
    }

    private static func tenths(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }

    /// Digits in groups of three.
    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.utf8.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
