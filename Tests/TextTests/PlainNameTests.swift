import Testing

@testable import Text

/// The short way for plain names gives what the long one gives.
@Suite struct PlainNameTests {
    private static let words =
        "Anna Meier Phil Hughes Dr Herr Graf Von De Li Ng Gmbh Ag Kg Sa Und Familie Firma Test Kunde Jr Md Ma Le Pen San "
        + "Ltd Inc Co Max Mustermann Hotel Bau Praxis Na None Lord Major Heer Pan Do Baker Or Et Mac Mcdonald O Y Und"

    @Test(arguments: [PersonNameOrder.unknown, .givenFirst, .familyFirst])
    func theShortWaySaysWhatTheLongOneSays(_ order: PersonNameOrder) {
        let words = Self.words.split(separator: " ")
        for country in [nil, CountryCode.spain] {
            let reader = PersonNameReader(order: order, country: country)
            for first in words {
                for second in words {
                    for text in ["\(first) \(second)", "\(first.lowercased()) \(second)"] {
                        let full = text.withBytes { reader.readFully($0) }
                        #expect(reader.read(text) == full, "\(text)")
                    }
                }
            }
        }
    }

    @Test(arguments: [
        ("Robert \"Bob\" Meier", "Robert", "Meier", "Bob", ""),
        ("Robert (Bob) Meier", "Robert", "Meier", "Bob", ""),
        ("Robert „Bob“ Meier", "Robert", "Meier", "Bob", ""),
        ("Anna Meier (geb. Koch)", "Anna", "Meier", "", "Koch"),
        ("Meier, Anna (née Dupont)", "Anna", "Meier", "", "Dupont"),
        ("Anna Meier (nur vormittags)", "Anna", "Meier", "", ""),
        ("\"Anna Meier\"", "Anna", "Meier", "", ""),
    ])
    func takesAsidesOut(_ text: String, _ given: String, _ family: String, _ nickname: String, _ birth: String) {
        let reading = PersonNameReader(order: .givenFirst).read(text)
        #expect(reading.people.count == 1)
        let person = reading.people[0]
        #expect(string(person.given) == given && string(person.family) == family)
        #expect(string(person.nickname) == nickname && string(person.birthName) == birth)
        // Nothing of it is lost, and reading it once more changes nothing.
        let again = PersonNameReader(order: .givenFirst).read(string(person.fullName))
        #expect(again.people.first?.fullName == person.fullName)
    }

    @Test func givenNamesAreNoDegrees() {
        #expect(string(PersonNameReader().read("Phil Hughes").people[0].given) == "Phil")
        #expect(string(PersonNameReader().read("Dr. phil. Anna Meier").people[0].prefix) == "Dr. phil.")
        #expect(string(PersonNameReader().read("Ng, Sir Marie").people[0].prefix) == "Sir")
        let lone = PersonNameReader().read("de Meier").people[0]
        #expect(lone.given.isEmpty && string(lone.family) == "de Meier")
    }
}
