import Testing

@testable import Text

@Suite struct OrganisationNameTests {
    /// core|code of the form|whole name.
    private func read(_ text: String, _ country: CountryCode? = nil) -> String {
        let name = OrganisationName.read(text, country: country)
        return "\(string(name.core))|\(name.legalForm?.code ?? "")|\(string(name.name))"
    }

    /// A form of each of more than 45 countries, read with its country known.
    @Test(arguments: [
        ("DE", "Kern KGaA"), ("AT", "Kern FlexCo"), ("CH", "Kern Sàrl"), ("LI", "Kern Anstalt"), ("GB", "Kern CIC"),
        ("IE", "Kern DAC"), ("US", "Kern PLLC"), ("CA", "Kern Ltée"), ("MX", "Kern S. de R.L. de C.V."),
        ("BR", "Kern Ltda."), ("AR", "Kern S.R.L."), ("CL", "Kern SpA"), ("CO", "Kern S.A.S."), ("FR", "Kern SASU"),
        ("BE", "Kern NV/SA"), ("LU", "Kern S.à r.l."), ("NL", "Kern VOF"), ("ES", "Kern S.L.U."), ("PT", "Kern, Lda."),
        ("IT", "Kern srls"), ("MT", "Kern Ltd"), ("CY", "Kern Ltd"), ("GR", "Kern IKE"), ("DK", "Kern ApS"),
        ("NO", "Kern ENK"), ("SE", "Kern Aktiebolag (publ)"), ("FI", "Kern Oyj"), ("IS", "Kern ehf."),
        ("EE", "Kern OÜ"),
        ("LV", "SIA Kern"), ("LT", "UAB Kern"), ("PL", "Kern sp.j."), ("CZ", "Kern, spol. s r.o."),
        ("SK", "Kern, s. r. o."), ("HU", "Kern Zrt."), ("RO", "Kern SRL"), ("BG", "Kern OOD"), ("HR", "Kern d.o.o."),
        ("SI", "Kern d.d."), ("RS", "Kern d.o.o."), ("TR", "Kern A.Ş."), ("RU", "OOO Kern"), ("IN", "Kern Pvt. Ltd."),
        ("SG", "Kern Pte Ltd"), ("MY", "Kern Sdn Bhd"), ("AU", "Kern Pty. Limited"), ("NZ", "Kern Ltd"),
        ("ZA", "Kern (Pty) Ltd"), ("JP", "Kern K.K."), ("VN", "Công ty TNHH Kern"), ("ID", "PT Kern"),
    ])
    func knowsALegalFormOfEachCountry(_ country: String, _ text: String) {
        let name = OrganisationName.read(text, country: CountryCode(country))
        #expect(name.legalForm != nil && string(name.core) == "Kern", "\(read(text, CountryCode(country)))")
    }

    @Test(arguments: [
        ("Meier GmbH", "Meier|gmbh|Meier GmbH"), ("MEIER GMBH", "Meier|gmbh|Meier GmbH"),
        ("Meier G.m.b.H.", "Meier|gmbh|Meier GmbH"),
        ("Meier G. m. b. H.", "Meier|gmbh|Meier GmbH"), ("Meier Gmbh u. Co KG", "Meier|gmbh&co.kg|Meier GmbH & Co. KG"),
        ("MEIER GMBH&CO.KG", "Meier|gmbh&co.kg|Meier GmbH & Co. KG"),
        ("Meier GmbH + Co. KG", "Meier|gmbh&co.kg|Meier GmbH & Co. KG"),
        ("Meier & Co. KG", "Meier|kg|Meier & Co. KG"),
        ("Nord UG (haftungsbeschränkt)", "Nord|ug|Nord UG (haftungsbeschränkt)"),
        ("Nord UG", "Nord|ug|Nord UG"), ("Nord AG & Co. KGaA", "Nord|ag&co.kgaa|Nord AG & Co. KGaA"),
        ("Prima Bäckerei e. K.", "Prima Bäckerei|ek|Prima Bäckerei e.K."),
        ("Sportverein Nord e.V.", "Sportverein Nord|ev|Sportverein Nord e.V."),
        ("Nord Aktiengesellschaft", "Nord|ag|Nord Aktiengesellschaft"),
        ("Smith Roofing, LLC", "Smith Roofing|llc|Smith Roofing LLC"), ("Smith L.L.C.", "Smith|llc|Smith LLC"),
        ("Smith Incorporated", "Smith|inc|Smith Incorporated"), ("SMITH LIMITED", "Smith|ltd|Smith Limited"),
        ("Smith Ltd.", "Smith|ltd|Smith Ltd"),
        ("Smith P.L.C.", "Smith|plc|Smith plc"), ("Harris Co., Ltd.", "Harris|ltd|Harris Co Ltd"),
        ("Dupont S.A.R.L", "Dupont|sarl|Dupont SARL"),
        ("SARL Dupont", "Dupont|sarl|SARL Dupont"), ("Alpha Sp. z o.o.", "Alpha|spzoo|Alpha Sp. z o.o."),
        ("Alpha SP ZOO", "Alpha|spzoo|Alpha Sp. z o.o."),
        ("Beta s. r. o.", "Beta|sro|Beta s.r.o."), ("Acme SA de CV", "Acme|sadecv|Acme S.A. de C.V."),
        ("Toshima K.K.", "Toshima|kk|Toshima K.K."),
        ("X P/L", "X|pty|X P/L"), ("Foo Pty. Ltd.", "Foo|pty|Foo Pty Ltd"),
        ("Müller GmbH, Hamburg", "Müller Hamburg|gmbh|Müller GmbH, Hamburg"),
        ("Meier und Söhne", "Meier und Söhne||Meier und Söhne"), ("Casa", "Casa||Casa"),
        ("Bistro Sa", "Bistro Sa||Bistro Sa"),
        ("Kiosk am See", "Kiosk am See||Kiosk am See"), ("", "||"),
    ])
    func takesANameApart(_ text: String, _ expected: String) {
        #expect(read(text) == expected)
    }

    @Test func theCountryDecidesBetweenFormsOfTheSameLetters() {
        #expect(read("Aguila S A", .spain) == "Aguila|sa|Aguila S.A.")
        #expect(read("Aigle S.A.", .france) == "Aigle|sa|Aigle SA")
        #expect(read("Fjord AS", CountryCode("NO")) == "Fjord|as|Fjord AS")
        #expect(read("Moda S.r.l", .italy) == "Moda|srl|Moda S.r.l.")
        #expect(read("Moda srl", CountryCode("RO")) == "Moda|srl|Moda SRL")
        #expect(read("Bakery CC", CountryCode("ZA")) == "Bakery|cc|Bakery CC")
        #expect(read("Bakery CC", .unitedStates) == "Bakery CC||Bakery CC")
        #expect(read("Riverside Spa", .unitedStates) == "Riverside Spa||Riverside Spa")
        #expect(read("Riverside S.p.A.") == "Riverside|spa|Riverside S.p.A.")
        #expect(read("Riverside Spa", .italy) == "Riverside|spa|Riverside S.p.A.")
        #expect(read("Kabel Ab", CountryCode("SE")) == "Kabel|ab|Kabel AB")
        #expect(read("Smith inc") == "Smith|inc|Smith Inc.")
    }

    @Test func spellingsOfOneFormShareACode() {
        for spelling in [
            "GmbH", "G.m.b.H.", "gmbh", "Gesellschaft mit beschränkter Haftung", "GesmbH", "Ges. m. b. H.",
        ] {
            #expect(LegalForm.named(spelling)?.code == "gmbh", "\(spelling)")
        }
        for spelling in ["Ltd", "Limited", "LTD.", "Ltd ."] {
            #expect(LegalForm.named(spelling)?.code == "ltd", "\(spelling)")
        }
        for spelling in ["GmbH & Co. KG", "GmbH & Co KG", "GMBH UND CO. KG", "GmbH & Cie. KG"] {
            #expect(LegalForm.named(spelling)?.code == "gmbh&co.kg", "\(spelling)")
        }
        #expect(LegalForm.named("Bakery") == nil)
    }

    @Test func coversThirtyCountriesAndMore() {
        #expect(Set(LegalForm.all.flatMap(\.countries)).count >= 60)
        // Every form is found by its own spelling in its own country.
        for form in LegalForm.all {
            for country in form.countries {
                #expect(LegalForm.named(form.spelling, country: country)?.code != nil, "\(form.spelling) \(country)")
            }
        }
    }

    @Test func aFormAloneIsDoubtful() {
        #expect(OrganisationName.read("GmbH").verdict == .doubtful(.organisationOnlyLegalForm))
        #expect(OrganisationName.read("GmbH").core.isEmpty)
    }

    @Test func stopWordsAreKeptApart() {
        let words = OrganisationName.read("Die Gruppe Meier & Partner GmbH").matchWords
        #expect(words.map { string($0.key) } == ["die", "gruppe", "meier", "partner"])
        #expect(words.map(\.isStopWord) == [true, true, false, false])
    }

    @Test func readingAStandardFormChangesNothing() {
        for text in [
            "Nordwind Logistik GmbH & Co. KG", "Backhaus Immergrün GmbH", "Smith Roofing LLC", "Fontanería S.L.",
            "Kabel AS", "Dupont SARL",
        ] {
            let name = OrganisationName.read(text)
            #expect(name.verdict == .unchanged && string(name.name) == text, "\(text)")
        }
    }
}
