import Report
import Testing

@Suite struct LocalTimeTests {
    private let berlin = LocalTime(zone: "Europe/Berlin")

    @Test func timesAreThoseOfTheProjectsClocks() {
        #expect(berlin.minute("2026-12-04T01:44:10.000000Z") == "2026-12-04 02:44")
        #expect(berlin.minute("2026-07-04T01:44:10.000000Z") == "2026-07-04 03:44")
        #expect(berlin.heading == "time")
    }

    @Test func aDayBeginsWhereThePeopleAre() {
        #expect(berlin.day("2026-12-03T23:30:00.000000Z") == "2026-12-04")
        #expect(berlin.hour("2026-12-03T23:30:00.000000Z") == "00:30")
        #expect(LocalTime(zone: "America/New_York").day("2026-12-04T01:00:00.000000Z") == "2026-12-03")
    }

    @Test func withoutAZoneItIsUTCAndSaysSo() {
        for zone in ["", "Nowhere/At_All"] {
            let time = LocalTime(zone: zone)
            #expect(time.minute("2026-12-04T01:44:10.000000Z") == "2026-12-04 01:44 UTC" && time.heading == "UTC")
            #expect(time.said("last 2026-12-04 01:30 UTC") == "last 2026-12-04 01:30 UTC")
        }
    }

    @Test func whatIsNoTimestampStaysAsItIs() {
        #expect(berlin.hour("") == "" && berlin.day("") == "" && berlin.minute("") == "")
        #expect(berlin.day("2026-12-04") == "2026-12-04" && berlin.minute("2026-12-04") == "2026-12-04")
        #expect(berlin.said("by hand, last week UTC") == "by hand, last week UTC")
    }

    @Test func aMomentAtTheEndOfATextIsReadInTheZone() {
        #expect(berlin.said("log archived until 2026-03-01 01:30 UTC") == "log archived until 2026-03-01 02:30")
    }
}
