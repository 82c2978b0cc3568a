import Records
import Testing

@Suite struct WordingTests {
    @Test func aSentenceKeepsItsPatternAndItsPartsApart() {
        let rows: Wording = "rows \("41, 77") and \("210")"
        let wording: Wording = "\(212) of \(900) dates fit both; \(rows) decide for \("d/m")"
        #expect(wording.pattern == "{} of {} dates fit both; {} decide for {}")
        #expect(wording.parts == [.count(212), .count(900), .wording(rows), .text("d/m")])
        #expect(wording.text() == "212 of 900 dates fit both; rows 41, 77 and 210 decide for d/m")
    }

    @Test func aTranslationMayTakeThePartsInAnotherOrderOrLeaveOneOut() {
        let wording: Wording = "\(3) of \(5) rows"
        #expect(wording.text(translated: { _ in "von {2} Zeilen {1}" }) == "von 5 Zeilen 3")
        #expect(wording.text(translated: { _ in "nur {2}" }) == "nur 5")
        #expect(wording.text(translated: { _ in "{} von {}, {} fehlt" }) == "3 von 5,  fehlt")
        #expect(wording.text(count: { "<\($0)>" }) == "<3> of <5> rows")
    }

    @Test func bracesInAPartAreText() {
        let wording: Wording = "column \("{1} {}") here"
        #expect(wording.text() == "column {1} {} here")
        #expect(Wording.verbatim("{2}").text() == "{2}")
    }

    @Test func sentencesAreJoined() {
        #expect(Wording.joined(["a", "b \(1)", "c"], by: ", ").text() == "a, b 1, c")
        #expect(Wording.joined([], by: ", ").isEmpty)
    }
}
