import Testing
import Text

@Suite struct PhoneticTests {
    private func key(_ name: String) -> UInt64 { Folding.fold(name).withUnsafeBytes { Phonetics.key($0) } }

    @Test func namesThatSoundAlikeShareAKey() {
        for names in [
            ["Meyer", "Maier", "Mayer", "Meier"], ["Schmidt", "Schmitt", "Schmid"], ["Philipp", "Filip", "Phillip"],
            ["Stephan", "Stefan"], ["Müller", "Mueller", "Muler"], ["Catherine", "Katherine", "Katrin"],
            ["Thorsten", "Torsten"], ["Walter", "Valter"],
        ] {
            #expect(Set(names.map(key)).count == 1, "\(names)")
        }
    }

    @Test func otherNamesHaveOtherKeys() {
        let names = ["Smith", "Jones", "Taylor", "Brown", "Wagner", "Becker", "Lopez", "Dupont", "Ortega", "Hughes"]
        #expect(Set(names.map(key)).count == names.count)
    }

    @Test func nothingHasNoKeyAndLongWordsHaveOne() {
        #expect(key("") == 0)
        #expect(key(String(repeating: "kartoffel", count: 40)) != 0)
        #expect(key("Ana") != key("Na"))
    }
}
