/// Column names as they are compared where the writing doesn't count: letters and digits alone, in small plain letters.
public enum HeaderFold {
    /// `*ContactName`, `Contact Name` and `CONTACT_NAME` all give `contactname`.
    public static func fold(_ name: String) -> String {
        var bytes: [UInt8] = []
        for scalar in name.unicodeScalars where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            bytes += Array(String(scalar).lowercased().utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
