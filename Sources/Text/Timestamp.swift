/// An instant in microseconds since 1970-01-01T00:00:00Z, in the years 1 to 9999.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// The instant; nil outside years 1 to 9999.
    public init?(microseconds: Int64) {
        guard (-62_135_596_800_000_000...253_402_300_799_999_999).contains(microseconds) else { return nil }
        self.microseconds = microseconds
    }

    /// The UTC day it falls on.
    public var date: CalendarDate {
        // The initialiser keeps the instant inside the years that a date can have.
        CalendarDate(dayNumber: Int(floorDivided)) ?? Self.firstDay
    }

    private static let firstDay = CalendarDate(dayNumber: 0).unsafelyUnwrapped

    private var floorDivided: Int64 {
        let quotient = microseconds / 86_400_000_000
        return microseconds % 86_400_000_000 < 0 ? quotient - 1 : quotient
    }

    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(27)
        date.append(to: &out)
        let rest = Int(microseconds - floorDivided * 86_400_000_000)
        out.append(UInt8(ascii: "T"))
        out.appendNumber(rest / 3_600_000_000, width: 2)
        out.append(Byte.colon)
        out.appendNumber(rest / 60_000_000 % 60, width: 2)
        out.append(Byte.colon)
        out.appendNumber(rest / 1_000_000 % 60, width: 2)
        out.append(Byte.dot)
        out.appendNumber(rest % 1_000_000, width: 6)
        out.append(UInt8(ascii: "Z"))
        return out
    }

    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
    public var description: String { bytes.text }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}
