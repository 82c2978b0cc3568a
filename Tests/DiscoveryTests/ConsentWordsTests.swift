import Testing

@testable import Discovery

/// The one list of headers that speak of consent, and of codes for who may be written to.
@Suite struct ConsentWordsTests {
    @Test(arguments: [
        "Accepts Email Marketing", "Opt-in", "opt_in_newsletter", "Consent", "Einwilligung E-Mail", "Zustimmung",
        "DSGVO ok",
        "GDPR", "Subscribed", "Subscription", "Consentement", "Samtycke", "Toestemming", "Zgoda marketingowa",
        "E-mail permission",
    ]) func aHeaderThatSpeaksOfConsent(_ header: String) {
        #expect(ConsentWords.saysConsent(header))
    }

    @Test(arguments: ["Newsletter", "Mailing", "Status", "Weihnachtskarte", "Katalog", ""])
    func aHeaderThatSpeaksOfWhatIsSent(_ header: String) {
        #expect(!ConsentWords.saysConsent(header))
    }

    @Test func aWordThatSaysItIsTakenByItselfAndProposedAlike() {
        for (code, meaning) in [
            ("Yes", "opt_in"), ("JA", "opt_in"), ("nein", "unknown"), ("Unsubscribed", "opt_out"),
            ("Opt-Out", "opt_out"), ("not subscribed", "unknown"), ("Abgemeldet", "opt_out"),
        ] {
            #expect(ConsentWords.certain(code) == meaning)
            #expect(ConsentWords.usual(code) == meaning)
        }
    }

    @Test func aListsCodeIsOnlyProposed() {
        for (code, meaning) in [
            ("A", "opt_in"), ("I", "unknown"), ("U", "opt_out"), ("bestätigt", "opt_in"), ("hard bounce", "opt_out"),
            ("gesperrt", "opt_out"), ("wartend", "unknown"),
        ] {
            #expect(ConsentWords.certain(code) == nil)
            #expect(ConsentWords.usual(code) == meaning)
        }
    }

    @Test func anUnknownCodeMeansNothing() {
        #expect(ConsentWords.usual("q7") == nil)
        #expect(ConsentWords.certain("q7") == nil)
        #expect(ConsentWords.usual("") == nil)
    }
}
