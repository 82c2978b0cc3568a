import Testing

@testable import Text

@Suite struct PersonNameTests {
    /// prefix|given|middle|family|suffix of each person.
    private func parts(
        _ text: String, order: PersonNameOrder = .unknown, country: CountryCode? = nil
    ) -> [String] {
        PersonNameReader(order: order, country: country).read(text).people.map { name in
            [name.prefix, name.given, name.middle, name.family, name.suffix].map(string).joined(separator: "|")
        }
    }

    @Test(arguments: [
        ("Anna Meier", "|Anna||Meier|"), ("anna meier", "|Anna||Meier|"), ("Meier, Anna", "|Anna||Meier|"),
        ("Dr. Anna Meier", "Dr.|Anna||Meier|"), ("Dr.Meier", "Dr.|||Meier|"), ("Frau Meier", "Frau|||Meier|"),
        ("Prof. Dr. med. Hans-Peter von der Heide", "Prof. Dr. med.|Hans-Peter||von der Heide|"),
        ("Dipl.-Ing. Karl Huber", "Dipl.-Ing.|Karl||Huber|"), ("Herr Dr. Müller", "Herr Dr.|||Müller|"),
        ("Mr. John Q. Public", "Mr.|John|Q.|Public|"), ("Ms Joyce Johnson", "Ms|Joyce||Johnson|"),
        ("John A. Smith III, PhD", "|John|A.|Smith|III PhD"), ("John Smith, Jr.", "|John||Smith|Jr."),
        ("Smith, John Jr.", "|John||Smith|Jr."), ("Smith Jr", "|||Smith|Jr"), ("Smith, John A.", "|John|A.|Smith|"),
        ("Ludwig van Beethoven", "|Ludwig||van Beethoven|"), ("Humboldt, Alexander von", "|Alexander||von Humboldt|"),
        ("Jean-Luc Le Pen", "|Jean-Luc||Le Pen|"), ("Charles de Gaulle", "|Charles||de Gaulle|"), ("Cher", "|||Cher|"),
        ("Graf Anna", "|Graf||Anna|"), ("Anna Maria Luise Meier", "|Anna|Maria Luise|Meier|"),
        ("VAN DER BERG, ANNA", "|Anna||van der Berg|"),
        ("Kern, B", "|B||Kern|"), ("O'BRIEN, SIOBHAN", "|Siobhan||O'Brien|"),
    ])
    func takesANameApart(_ text: String, _ expected: String) {
        #expect(parts(text) == [expected])
    }

    @Test(arguments: [
        ("Hans und Erika Meier", ["|Hans||Meier|", "|Erika||Meier|"]),
        ("John & Mary Smith", ["|John||Smith|", "|Mary||Smith|"]),
        ("A. Meier / B. Kern", ["|A.||Meier|", "|B.||Kern|"]),
        ("Meier, Hans und Erika", ["|Hans||Meier|", "|Erika||Meier|"]),
        ("Herr und Frau Meier", ["Herr|||Meier|", "Frau|||Meier|"]),
        ("Mr & Mrs J Smith", ["Mr|J||Smith|", "Mrs|||Smith|"]),
        ("Anna Maria Meier und Hans Kern", ["|Anna|Maria|Meier|", "|Hans||Kern|"]),
        ("JOHN AND MARY SMITH", ["|John||Smith|", "|Mary||Smith|"]),
    ])
    func findsTwoPeopleInOneCell(_ text: String, _ expected: [String]) {
        #expect(parts(text) == expected)
        #expect(PersonNameReader().read(text).verdict == .doubtful(.nameSeveralPeople))
    }

    @Test func knowsSpanishFamilyNames() {
        #expect(parts("Begoña Gómez López", country: .spain) == ["|Begoña||Gómez López|"])
        #expect(parts("José Luis García Pérez", country: .spain) == ["|José|Luis|García Pérez|"])
        #expect(parts("Ana Gómez de la Torre", country: .spain) == ["|Ana||Gómez de la Torre|"])
        #expect(parts("José Ortega y Gasset", country: .spain).count == 1)
        #expect(parts("Begoña Gómez López") == ["|Begoña|Gómez|López|"])
    }

    @Test func theOrderOfCapitalsIsInDoubt() {
        let reading = PersonNameReader().read("MARDIN ROMAIN")
        #expect(reading.verdict == .doubtful(.nameOrderUnknown))
        #expect(PersonNameReader(order: .familyFirst).read("MARDIN ROMAIN").verdict == .changed)
        #expect(parts("MARDIN ROMAIN", order: .familyFirst) == ["|Romain||Mardin|"])
        #expect(parts("VON DER HEIDE ANNA MARIA", order: .familyFirst).first?.hasPrefix("|Anna|Maria|") == true)
        #expect(PersonNameReader().read("MARDIN, ROMAIN").verdict == .changed)
        #expect(PersonNameReader().read("Mr ROMAIN MARDIN").verdict == .changed)
    }

    @Test(arguments: [
        "Meier GmbH", "Müller & Söhne", "Bäckerei Sommer", "Smith Roofing LLC", "Riverside Photography", "SARL Dupont",
    ])
    func findsOrganisationsInANameField(_ text: String) {
        let reading = PersonNameReader().read(text)
        #expect(reading.verdict == .doubtful(.nameIsOrganisation))
        #expect(string(reading.organisation) == text)
        #expect(reading.people.isEmpty)
    }

    @Test(arguments: [
        "Georg Händel", "Anna Bank", "Peter Graf", "Maria Co", "John Law", "Ernst Stadt", "Ann Hall", "As Meier",
        "Ag Nes",
    ])
    func takesNoPersonForAnOrganisation(_ text: String) {
        #expect(PersonNameReader().read(text).organisation.isEmpty)
    }

    @Test func findsHouseholdsAndFillers() {
        #expect(PersonNameReader().read("Familie Meier").verdict == .doubtful(.nameHousehold))
        #expect(parts("Familie Meier") == ["|||Meier|"])
        #expect(parts("The Smith Family") == ["|||Smith|"])
        for filler in ["n/a", "-", "unbekannt", "???", "test", "XXX", "#N/A"] {
            #expect(PersonNameReader().read(filler).verdict == .invalid(.namePlaceholder), "\(filler)")
        }
        #expect(PersonNameReader().read("anna@x.example").verdict == .invalid(.nameUnreadable))
        #expect(PersonNameReader().read("4711 0815").verdict == .invalid(.namePlaceholder))
        #expect(PersonNameReader().read("") == PersonNameReading())
    }

    @Test func formsOfAddressTellTheGender() {
        let reader = PersonNameReader()
        #expect(reader.read("Herr Anna").people[0].gender == .male)
        #expect(reader.read("Mrs J Smith").people[0].gender == .female)
        #expect(reader.read("Dr. Anna Meier").people[0].gender == nil)
        #expect(PersonNameReader(country: .france).read("M. Jean Dupont").people[0].gender == .male)
        #expect(PersonNameReader(country: .unitedStates).read("M. Dupont").people[0].gender == nil)
    }

    @Test func withoutMendingTheCaseStays() {
        #expect(PersonNameReader(fixesCase: false).read("ANNA MEIER").people[0].fullName == [UInt8]("ANNA MEIER".utf8))
    }

    @Test func aSoundNameIsUnchanged() {
        for text in ["Anna Meier", "Dr. Anna Meier", "Ludwig van Beethoven", "Cher"] {
            #expect(PersonNameReader().read(text).verdict == .unchanged)
            #expect(string(PersonNameReader().read(text).people[0].fullName) == text)
        }
    }
}
