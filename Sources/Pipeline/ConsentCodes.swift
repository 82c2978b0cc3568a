import Discovery
import Mapping
import Records
import Staging

/// What a mailing list's codes for who may be written to usually mean: a proposal, never taken by itself.
struct ConsentCodes {
    static let kind = "consent"

    /// Whether a value map says who may be written to.
    static func are(_ valueMap: String, in mapping: SourceMapping) -> Bool {
        mapping.records.contains { record in
            record.entity == .consents && record.fields.contains { $0.field == "status" && $0.valueMap == valueMap }
        }
    }

    /// What a code probably means, from the code and the header of its column; nil where nothing is known.
    static func meaning(of code: String, in header: String, among codes: Set<String>) -> String? {
        let plain = ColumnMeaning.normalised(code)
        // Marks under "Newsletter" are somebody's note of a wish; that the person said so is only in a list which says it.
        if codes.isSubset(of: crosses), !saysConsent(header) { return "unknown" }
        // Beside A and I, a cross says: no more.
        if plain == "x" { return codes.contains("a") ? "opt_out" : saysConsent(header) ? "opt_in" : nil }
        return known[plain]
    }

    /// The codes of a column in small plain letters.
    static func plain(_ codes: some Sequence<String>) -> Set<String> { Set(codes.map(ColumnMeaning.normalised)) }

    /// Whether a header speaks of consent itself and not of what is sent.
    private static func saysConsent(_ header: String) -> Bool {
        let plain = ColumnMeaning.normalised(header)
        return ["optin", "consent", "subscri", "accepts", "einwilligung", "zustimmung", "consentement", "toestemming"]
            .contains {
                plain.contains($0)
            }
    }

    /// What people write for yes and no beside a cross.
    private static let crosses: Set<String> = ["x", "j", "ja", "n", "nein", "y", "yes", "no", "1", "0"]
    private static let known: [String: String] = [
        "y": "opt_in", "yes": "opt_in", "j": "opt_in", "ja": "opt_in", "1": "opt_in", "true": "opt_in", "oui": "opt_in",
        "si": "opt_in", "wahr": "opt_in", "t": "opt_in", "subscribed": "opt_in", "confirmed": "opt_in",
        "optin": "opt_in",
        "n": "unknown", "no": "unknown", "nein": "unknown", "0": "unknown", "false": "unknown", "non": "unknown",
        "falsch": "unknown", "f": "unknown", "notsubscribed": "unknown", "pending": "unknown", "unconfirmed": "unknown",
        "unsubscribed": "opt_out", "optout": "opt_out", "bounced": "opt_out",
        "a": "opt_in", "aktiv": "opt_in", "active": "opt_in", "s": "opt_in", "sub": "opt_in", "on": "opt_in",
        "angemeldet": "opt_in", "bestaetigt": "opt_in", "doi": "opt_in", "actif": "opt_in", "activo": "opt_in",
        "i": "unknown", "inaktiv": "unknown", "inactive": "unknown", "p": "unknown", "offen": "unknown",
        "unbestaetigt": "unknown", "wartend": "unknown",
        "u": "opt_out", "unsub": "opt_out", "off": "opt_out", "abgemeldet": "opt_out", "ausgetragen": "opt_out",
        "gesperrt": "opt_out", "blocked": "opt_out", "b": "opt_out", "c": "opt_out", "bounce": "opt_out",
        "hardbounce": "opt_out", "cleaned": "opt_out", "spam": "opt_out",
    ]
}
