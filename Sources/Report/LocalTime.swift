import Foundation
import Text

/// Times as the people of a project read them: in its time zone; in UTC, and said so, where it has none. Documents for
/// programs keep UTC.
public struct LocalTime: Sendable {
    private let zone: TimeZone?

    /// Reads times in the zone of this name, such as `Europe/Berlin`; in UTC where there is no such zone.
    public init(zone name: String) { zone = name.isEmpty ? nil : TimeZone(identifier: name) }

    /// What stands above a column of hours: `UTC`, or `time` where the project's own zone is meant.
    public var heading: String { zone == nil ? "UTC" : "time" }

    /// A canonical timestamp's day, `2026-12-04`. What is no timestamp stays as it is.
    public func day(_ timestamp: String) -> String { String(wallClock(timestamp).prefix(10)) }

    /// Its hour and minute, `02:44`; nothing where there are none.
    public func hour(_ timestamp: String) -> String { String(wallClock(timestamp).dropFirst(11).prefix(5)) }

    /// Day, hour and minute, `2026-12-04 02:44`, in UTC with that behind it.
    public func minute(_ timestamp: String) -> String {
        let clock = hour(timestamp)
        return clock.isEmpty ? day(timestamp) : "\(day(timestamp)) \(clock)\(suffix)"
    }

    /// A text with a moment `2026-12-04 01:30 UTC` at its end, that moment in the project's zone.
    public func said(_ text: String) -> String {
        let length = "2026-12-04 01:30 UTC".count
        guard zone != nil, text.count >= length, text.hasSuffix(" UTC") else { return text }
        let moment = String(text.suffix(length).dropLast(4)).replacing(" ", with: "T") + ":00Z"
        guard instant(moment) != nil else { return text }
        return text.dropLast(length) + minute(moment)
    }

    /// ` UTC` where times are in UTC.
    var suffix: String { zone == nil ? " UTC" : "" }

    /// The timestamp as the zone's clocks showed it, otherwise written as before.
    private func wallClock(_ timestamp: String) -> String {
        guard let zone, let instant = instant(timestamp) else { return timestamp }
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000))
        return Timestamp(microseconds: instant.microseconds + Int64(offset) * 1_000_000)?.description ?? timestamp
    }

    private func instant(_ timestamp: String) -> Timestamp? {
        guard timestamp.utf8.count >= 16 else { return nil }
        return DateReader(order: .yearMonthDay).timestamp(timestamp, offsetMinutes: 0).timestamp
    }
}
