import Testing

@testable import Text

@Suite struct TaxNumberTests {
    // Random numbers that fit the algorithms.
    @Test(arguments: [
        ("ATU39099603", "AT", "ATU39099603"),
        ("DE819093786", "DE", "DE819093786"),
        ("GB743957551", "GB", "GB743957551"),
        ("FR47065898934", "FR", "FR47065898934"),
        ("ESB73237950", "ES", "ESB73237950"),
        ("IT68946060339", "IT", "IT68946060339"),
        ("NL357571630B01", "NL", "NL357571630B01"),
        ("BE0380500712", "BE", "BE0380500712"),
        ("DK98647635", "DK", "DK98647635"),
        ("SE571527264601", "SE", "SE571527264601"),
        ("FI70791688", "FI", "FI70791688"),
        ("PL4397501352", "PL", "PL4397501352"),
        ("LU02222867", "LU", "LU02222867"),
        ("PT836062396", "PT", "PT836062396"),
        ("CHE710097855", "CH", "CHE710097855"),
        ("NO391429367", "NO", "NO391429367"),
        ("IE3751335A", "IE", "IE3751335A"),
        ("EE147881975", "EE", "EE147881975"),
        ("EL789113300", "GR", "EL789113300"),
        ("HU46201368", "HU", "HU46201368"),
        ("CZ85234311", "CZ", "CZ85234311"),
        ("SK3737369669", "SK", "SK3737369669"),
        ("SI96746696", "SI", "SI96746696"),
        ("HR66971076492", "HR", "HR66971076492"),
        ("RO69670288", "RO", "RO69670288"),
        ("MT98310866", "MT", "MT98310866"),
        ("DE 819 093 786", "DE", "DE819093786"),
        ("USt-IdNr. DE819093786", "DE", "DE819093786"),
        ("819093786", "DE", "DE819093786"),
        ("U39099603", "AT", "ATU39099603"),
        ("GB 743 9575 51", "GB", "GB743957551"),
        ("B73237950", "ES", "ESB73237950"),
        ("380500712", "BE", "BE0380500712"),
        ("BE 0380.500.712", "BE", "BE0380500712"),
        ("571527-2646", "SE", "SE571527264601"),
        ("7079168-8", "FI", "FI70791688"),
        ("CHE-710.097.855 MWST", "CH", "CHE710097855"),
        ("NO 391 429 367 MVA", "NO", "NO391429367"),
        ("GR789113300", "GR", "EL789113300"),
        ("12345678Z", "ES", "ES12345678Z"),
        ("X1234567L", "ES", "ESX1234567L"),
    ])
    func acceptsRightCheckDigits(_ text: String, _ country: String, _ expected: String) {
        let number = TaxNumber.read(text, country: CountryCode(country))
        #expect(string(number.normalised) == expected)
        #expect(number.check == .valid)
        #expect(number.country?.description == country)
        #expect(number.kind == .vat)
        #expect(number.verdict == (text == expected ? .unchanged : .changed))
        // A prefix tells the country by itself.
        #expect(TaxNumber.read(expected).check == .valid)
    }

    /// No number stays valid when one of its digits is changed (but for France's key, which Luhn finds, and the like).
    @Test(arguments: [
        "DE819093786", "ATU39099603", "IT68946060339", "BE0380500712", "DK98647635", "FI70791688", "PL4397501352",
        "LU02222867",
        "PT836062396", "CHE710097855", "NO391429367", "HR66971076492", "EL789113300", "EE147881975",
    ])
    func findsEverySingleWrongDigit(_ text: String) {
        let bytes = [UInt8](text.utf8)
        var found = 0
        var tried = 0
        for place in bytes.indices where bytes[place].isASCIIDigit {
            for digit in UInt8(0x30)...0x39 where digit != bytes[place] {
                var wrong = bytes
                wrong[place] = digit
                tried += 1
                if wrong.withUnsafeBytes({ TaxNumber.read($0) }).check == .invalid { found += 1 }
            }
        }
        // Modulus 11 with ten or eleven folded to a digit lets a few pass.
        #expect(Double(found) >= Double(tried) * 0.9)
    }

    @Test func doubtsWrongCheckDigitsAndShapes() {
        #expect(TaxNumber.read("DE819093787").verdict == .doubtful(.taxNumberCheckDigit))
        #expect(TaxNumber.read("DE819093787").check == .invalid)
        #expect(TaxNumber.read("DE81909378").verdict == .doubtful(.taxNumberShape))
        #expect(TaxNumber.read("12345", country: .germany).verdict == .doubtful(.taxNumberShape))
        #expect(TaxNumber.read("4711").verdict == .doubtful(.taxNumberNoCountry))
        #expect(TaxNumber.read("").verdict == .unchanged)
    }

    @Test func knowsAmericanAndAustralianNumbers() {
        let employer = TaxNumber.read("57 2079416", country: .unitedStates)
        #expect(string(employer.normalised) == "57-2079416" && employer.kind == .ein && employer.check == .unchecked)
        let business = TaxNumber.read("ABN 51 824 753 556", country: .australia)
        #expect(string(business.normalised) == "51824753556" && business.kind == .abn && business.check == .valid)
        #expect(TaxNumber.read("51824753557", country: .australia).check == .invalid)
    }

    @Test func aPrefixBeatsTheCountry() {
        #expect(TaxNumber.read("ATU39099603", country: .germany).country == .austria)
    }
}
