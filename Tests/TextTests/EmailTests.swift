import Testing

@testable import Text

@Suite struct EmailTests {
    private func first(_ text: String) -> EmailAddress { Email.read(text).addresses.first ?? EmailAddress() }

    @Test(arguments: [
        ("anna@nordwind.example", "anna@nordwind.example", Verdict.unchanged),
        (" Anna.Meier@Nordwind.EXAMPLE ", "anna.meier@nordwind.example", .changed),
        ("mailto:a@b.example?subject=x", "a@b.example", .changed),
        ("Anna Meier <a@b.example>", "a@b.example", .changed),
        ("\"Kern, B.\" <b@c.example>", "b@c.example", .changed),
        ("<a@b.example>", "a@b.example", .changed),
        ("a @b.example", "a@b.example", .changed),
        ("a@ b.example", "a@b.example", .changed),
        ("a@b.example.", "a@b.example", .changed),
        ("info@Müller.example", "info@müller.example", .changed),
        ("info@xn--mller-kva.example", "info@müller.example", .changed),
        ("o'brien+x@b.example", "o'brien+x@b.example", .unchanged),
    ])
    func standardises(_ given: String, _ expected: String, _ verdict: Verdict) {
        #expect(string(first(given).address) == expected)
        #expect(Email.read(given).verdict == verdict)
    }

    @Test(arguments: [
        "keine", "a@", "@b.example", "a@b", "a..b@c.example", ".a@c.example", "a.@c.example", "a@-b.example", "a@b_.e-",
        "a b@c.example",
        "\"john doe\"@x.example", "a@1.2.3.4", "a@[1.2.3.4]", "a@b..example",
    ])
    func refusesWhatIsNoAddress(_ given: String) {
        #expect(first(given).address.isEmpty)
        #expect(Email.read(given).verdict == .invalid(.emailSyntax))
    }

    @Test func refusesWhatIsTooLong() {
        let local = String(repeating: "a", count: 65)
        #expect(Email.read(local + "@b.example").verdict == .invalid(.emailTooLong))
        #expect(Email.read(local.dropLast() + "@b.example").verdict == .unchanged)
        let domain = Array(repeating: String(repeating: "b", count: 60), count: 5).joined(separator: ".")
        #expect(Email.read("a@" + domain).verdict == .invalid(.emailTooLong))
    }

    @Test(arguments: [
        ("anna@gmial.com", "anna@gmail.com"), ("anna@gmail.con", "anna@gmail.com"), ("a@hotmial.com", "a@hotmail.com"),
        ("a@yahooo.com", "a@yahoo.com"), ("a@outlok.com", "a@outlook.com"), ("a@gxm.de", "a@gmx.de"),
        ("a@tonline.de", "a@t-online.de"),
        ("a@ornage.fr", "a@orange.fr"), ("a@btintenet.com", "a@btinternet.com"),
    ])
    func proposesButNeverTakesAFixForAMistypedDomain(_ given: String, _ proposal: String) {
        let address = first(given)
        #expect(string(address.address) == given)
        #expect(address.verdict == .doubtful(.emailDomainTypo))
        #expect(string(address.proposal) == proposal)
    }

    @Test(arguments: [
        ("a at b.example", "a@b.example"), ("a@@b.example", "a@b.example"), ("a(at)b.example", "a@b.example"),
        ("a@b,example", "a@b.example"), ("a..b@c.example", "a.b@c.example"), ("x@web.d", "x@web.de"),
        ("x@t-online.d", "x@t-online.de"),
        ("x@hotmail.co.u", "x@hotmail.co.uk"), ("a [at] b [dot] example", "a@b.example"),
    ])
    func proposesButNeverTakesARepair(_ given: String, _ proposal: String) {
        #expect(first(given).verdict == .invalid(.emailSyntax))
        #expect(string(first(given).proposal) == proposal)
    }

    @Test(arguments: [
        "gmx.net", "gmx.de", "yahoo.ee", "mail.com", "email.com", "hotmail.be", "live.nl", "nordwind.example", "me.com",
    ])
    func takesNoRealDomainForATypingError(_ domain: String) {
        #expect(first("a@" + domain).verdict == .unchanged)
    }

    @Test func findsSeveralAddressesInOneCell() {
        for cell in [
            "a@x.example; b@y.example", "a@x.example,b@y.example", "a@x.example / b@y.example",
            "a@x.example b@y.example",
            "Anna <a@x.example>, Bert <b@y.example>", "a@x.example|b@y.example|a@x.example", "a@x.example\nb@y.example",
        ] {
            let reading = Email.read(cell)
            #expect(reading.addresses.map { string($0.address) } == ["a@x.example", "b@y.example"], "\(cell)")
            #expect(reading.verdict == .doubtful(.emailSeveral))
        }
    }

    @Test func knowsRolesRelaysAndFreeMail() {
        for role in [
            "info@x.example", "Buchhaltung@x.example", "sales@x.example", "kontakt@x.example", "info2@x.example",
            "no-reply@x.example",
        ] {
            #expect(first(role).isRole, "\(role)")
        }
        for person in ["anna@x.example", "informatik.meier@x.example", "max.office@x.example", "salesia@x.example"] {
            #expect(!first(person).isRole, "\(person)")
        }
        #expect(first("x@marketplace.amazon.com").isRelay)
        #expect(first("x@marketplace.amazon.de").isRelay)
        #expect(first("x@privaterelay.appleid.com").isRelay)
        #expect(!first("x@amazon.com").isRelay)
        #expect(first("x@gmx.de").isFreeMail)
        #expect(!first("x@nordwind.example").isFreeMail)
    }

    @Test func theCanonicalFormJoinsWhatReachesOneMailbox() {
        #expect(string(first("an.na+shop@googlemail.com").canonical) == "anna@gmail.com")
        #expect(string(first("an.na+shop@x.example").canonical) == "an.na@x.example")
        #expect(string(first("a+b@marketplace.amazon.com").canonical) == "a+b@marketplace.amazon.com")
    }

    @Test func findsTheRegisteredPartOfADomain() {
        #expect(string(first("a@mail.nordwind.co.uk").registrableDomain) == "nordwind.co.uk")
        #expect(string(first("a@x.y.nordwind.example").registrableDomain) == "nordwind.example")
        #expect(string(first("a@nordwind.com.au").registrableDomain) == "nordwind.com.au")
    }

    @Test func marksFillers() {
        #expect(first("noemail@x.de").verdict == .doubtful(.emailPlaceholder))
        #expect(first("test@test.com").verdict == .doubtful(.emailPlaceholder))
    }

    @Test func readingAStandardFormChangesNothing() {
        for text in ["anna@müller.example", "a.b-c_d@x.co.uk", "info@x.example"] {
            #expect(Email.read(text).verdict == .unchanged)
            #expect(string(first(text).address) == text)
        }
    }
}
