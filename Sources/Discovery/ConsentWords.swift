/// How lists say who may be written to: headers that speak of consent, and the codes below them. The one list of both; what a
/// proposal takes by itself and what a question only proposes are parts of it.
public enum ConsentWords {
    /// Whether a header speaks of consent itself, so that a yes below it is a person's own word; a mark under "Newsletter" may
    /// be anybody's note of what is sent.
    public static func saysConsent(_ header: String) -> Bool {
        let plain = HeaderWords.joined(header)
        return headers.contains { plain.contains($0) }
    }

    /// What a code means under a header that speaks of consent, where the code leaves no doubt; nil where somebody is asked.
    public static func certain(_ code: String) -> String? { plainWords[HeaderWords.joined(code)] }

    /// What a code usually means: a proposal. nil where nothing is known.
    public static func usual(_ code: String) -> String? {
        let plain = HeaderWords.joined(code)
        return plainWords[plain] ?? listCodes[plain]
    }

    private static let headers = [
        "accept", "optin", "consen", "subscri", "permission", "einwillig", "zustimmung", "dsgvo", "gdpr", "samtyck",
        "toestemming", "zgoda",
    ]

    /// Words that say by themselves what they mean. A no is no objection: that nobody asked is as likely.
    private static let plainWords: [String: String] = [
        "y": "opt_in", "yes": "opt_in", "j": "opt_in", "ja": "opt_in", "1": "opt_in", "true": "opt_in", "oui": "opt_in",
        "si": "opt_in", "subscribed": "opt_in", "optin": "opt_in", "confirmed": "opt_in", "angemeldet": "opt_in",
        "n": "unknown", "no": "unknown", "nein": "unknown", "0": "unknown", "false": "unknown", "non": "unknown",
        "notsubscribed": "unknown", "pending": "unknown", "unconfirmed": "unknown",
        "unsubscribed": "opt_out", "optout": "opt_out", "abgemeldet": "opt_out", "cleaned": "opt_out",
        "bounced": "opt_out",
    ]

    /// What programs for mailings write, which mean one thing here and another there.
    private static let listCodes: [String: String] = [
        "wahr": "opt_in", "t": "opt_in", "a": "opt_in", "aktiv": "opt_in", "active": "opt_in", "s": "opt_in",
        "sub": "opt_in", "on": "opt_in", "bestaetigt": "opt_in", "doi": "opt_in", "actif": "opt_in", "activo": "opt_in",
        "falsch": "unknown", "f": "unknown", "i": "unknown", "inaktiv": "unknown", "inactive": "unknown",
        "p": "unknown", "offen": "unknown", "unbestaetigt": "unknown", "wartend": "unknown",
        "u": "opt_out", "unsub": "opt_out", "off": "opt_out", "ausgetragen": "opt_out", "gesperrt": "opt_out",
        "blocked": "opt_out", "b": "opt_out", "c": "opt_out", "bounce": "opt_out", "hardbounce": "opt_out",
        "spam": "opt_out",
    ]
}
