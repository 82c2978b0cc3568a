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

    /// Lists as people keep them.
    @Test(arguments: [
        ("H. Meier", ["|H.||Meier|"]), ("Otto von und zu Guttenberg", ["|Otto||von und zu Guttenberg|"]),
        ("Otto Graf von Bismarck", ["|Otto||Graf von Bismarck|"]), ("Karl v. Stein", ["|Karl||v. Stein|"]),
        ("St. Dupont", ["|||St. Dupont|"]), ("Hans Müller, Dipl.-Kfm.", ["|Hans||Müller|Dipl.-Kfm."]),
        ("Kern, Anna, Dr.", ["Dr.|Anna||Kern|"]),
        ("Prof. Dr.-Ing. habil. Hans Müller", ["Prof. Dr.-Ing. habil.|Hans||Müller|"]),
        ("Müller, Hans (jun.)", ["|Hans||Müller|jun."]), ("Smith, Jr., John", ["|John||Smith|Jr."]),
        ("Fr. Meier, Hr. Kern", ["Fr.|||Meier|", "Hr.|||Kern|"]),
        ("Anna Kern, Hans Kern", ["|Anna||Kern|", "|Hans||Kern|"]),
        ("M. et Mme Dupont", ["M.|||Dupont|", "Mme|||Dupont|"]),
        ("Meier, Anna und Kern, Hans", ["|Anna||Meier|", "|Hans||Kern|"]), ("z. Hd. Hans Meier", ["|Hans||Meier|"]),
        ("z.Hd. Frau Kern", ["Frau|||Kern|"]), ("c/o Anna Kern", ["|Anna||Kern|"]),
        ("Attn: John Smith", ["|John||Smith|"]),
        ("Gómez López, Ana María", ["|Ana|María|Gómez López|"]), ("VON DER HEIDE, ANNA", ["|Anna||von der Heide|"]),
        ("Иванов, Иван", ["|Иван||Иванов|"]), ("Αλέξης Παπαδόπουλος", ["|Αλέξης||Παπαδόπουλος|"]),
    ])
    func readsHardCasesOfLists(_ text: String, _ expected: [String]) {
        #expect(parts(text) == expected)
    }

    @Test(arguments: [
        ("Anna Meier geb. Koch", "Anna", "Meier", "geb. Koch"), ("Anna Meier, geb. Koch", "Anna", "Meier", "geb. Koch"),
        ("Hans Meier - Einkauf", "Hans", "Meier", "Einkauf"), ("Einkauf, Hans Meier", "Hans", "Meier", "Einkauf"),
        ("John Smith, Accounts Payable", "John", "Smith", "Accounts Payable"),
    ])
    func keepsWhatStandsBesideAName(_ text: String, _ given: String, _ family: String, _ aside: String) {
        let people = PersonNameReader().read(text).people
        #expect(people.map { string($0.given) } == [given] && people.map { string($0.family) } == [family])
        #expect(people.map { string($0.aside) } == [aside])
        #expect(people.map { string($0.fullName) } == ["\(given) \(family) (\(aside))"])
    }

    @Test(arguments: ["Buchhaltung", "EINKAUF", "Accounts Payable", "purchasing", "The Manager", "Comptabilité"])
    func aDepartmentIsNoPerson(_ text: String) {
        let reading = PersonNameReader().read(text)
        #expect(reading.people.isEmpty && reading.verdict == .doubtful(.nameIsFunction))
    }

    @Test(arguments: ["Frau", "Herr", "Mr & Mrs", "Herr und Frau"])
    func aFormOfAddressAloneIsNoName(_ text: String) {
        #expect(PersonNameReader().read(text).verdict == .invalid(.namePlaceholder))
    }

    @Test func oneWordInCapitalsInFrontIsTakenForTheFamilyNameAndDoubted() {
        for (text, given, family) in [("DUPONT Jean", "Jean", "Dupont"), ("ИВАНОВ Иван", "Иван", "Иванов")] {
            let reading = PersonNameReader().read(text)
            #expect(reading.verdict == .doubtful(.nameOrderUnknown))
            #expect(string(reading.people[0].given) == given && string(reading.people[0].family) == family)
        }
        #expect(parts("Jean DUPONT") == ["|Jean||Dupont|"])
        #expect(parts("DUPONT Jean", order: .givenFirst) == ["|Dupont||Jean|"])
    }

    @Test func aHashIsNoName() {
        for text in ["sE+C+vSh/nwWfonAQDJJFQ==", "xKLlO2y/xees/Q4GxkmxTA==", "=SUM(A1)"] {
            #expect(PersonNameReader().read(text).verdict == .invalid(.nameUnreadable), "\(text)")
        }
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
