import Connecting
import Foundation

/// Counts a text file's records in the plainest way there is, as a check on the connector that reads it.
///
/// It shares no code with the connector: bytes, a delimiter, a quote that opens at a field's start and closes at the next
/// single one, and a line break outside of quotes. Blank lines and lines of delimiters alone are no records.
struct PlainRecordCount {
    /// Records after the header.
    let records: Int

    /// Counts a delivery's records; nil for files that this way of reading is too plain for: UTF-16, comment lines, a quote
    /// that never closes.
    init?(_ delivery: DeliveryFile, options: OptionValues) throws {
        let encoding = options["encoding"] ?? "utf-8"
        guard !encoding.hasPrefix("utf-16"), !encoding.hasPrefix("utf-32"), options["comment"] == nil,
            options["escape"] ?? "none" == "none"
        else { return nil }
        let delimiters: [String: UInt8] = ["tab": 0x09, "\t": 0x09, "none": 0x00]
        let name = options["delimiter"] ?? ","
        let delimiter = delimiters[name] ?? name.utf8.first ?? 0x2C
        let quotes: [String: UInt8] = ["double": 0x22, "single": 0x27]
        let quote = quotes[options["quote"] ?? "double"]
        let headerRow = options.integer("header_row") ?? 1
        let skipped = headerRow > 0 ? headerRow - 1 : options.integer("skip_lines") ?? 0

        let data = try Data(contentsOf: URL(fileURLWithPath: delivery.path), options: .mappedIfSafe)
        let counted = data.withUnsafeBytes { bytes -> Int? in
            var index = 0
            var line = 0
            while line < skipped, index < bytes.count {
                if bytes[index] == 0x0A
                    || (bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A))
                {
                    line += 1
                }
                index += 1
            }
            var count = 0
            var hasContent = false
            var isQuoted = false
            var isFieldStart = true
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                if isQuoted {
                    if byte == quote {
                        if index < bytes.count, bytes[index] == quote { index += 1 } else { isQuoted = false }
                    } else {
                        hasContent = true
                    }
                } else if byte == quote, isFieldStart {
                    isQuoted = true
                    isFieldStart = false
                } else if byte == 0x0A || byte == 0x0D {
                    if hasContent { count += 1 }
                    hasContent = false
                    isFieldStart = true
                } else if byte == delimiter {
                    isFieldStart = true
                } else {
                    isFieldStart = false
                    hasContent = true
                }
            }
            if isQuoted { return nil }
            if hasContent { count += 1 }
            return headerRow > 0 ? count - 1 : count
        }
        guard let counted, counted >= 0 else { return nil }
        records = counted
    }
}
