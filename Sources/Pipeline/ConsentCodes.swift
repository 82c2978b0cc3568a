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
        // A cross under "Newsletter" is a yes; beside A and I it says: no more.
        if plain == "x" { return codes.count == 1 && says(header) ? "opt_in" : codes.contains("a") ? "opt_out" : nil }
        return known[plain]
    }

    /// The codes of a column in small plain letters.
    static func plain(_ codes: some Sequence<String>) -> Set<String> { Set(codes.map(ColumnMeaning.normalised)) }

    private static func says(_ header: String) -> Bool {
        let plain = ColumnMeaning.normalised(header)
        return ["newsletter", "optin", "mailing", "abonn", "nyhetsbrev", "nieuwsbrief", "boletin", "subscri"].contains {
            plain.contains($0)
        }
    }

    private static let known: [String: String] = [
        "a": "opt_in", "aktiv": "opt_in", "active": "opt_in", "s": "opt_in", "sub": "opt_in", "on": "opt_in",
        "angemeldet": "opt_in", "bestaetigt": "opt_in", "doi": "opt_in", "actif": "opt_in", "activo": "opt_in",
        "i": "unknown", "inaktiv": "unknown", "inactive": "unknown", "p": "unknown", "offen": "unknown",
        "unbestaetigt": "unknown", "wartend": "unknown",
        "u": "opt_out", "unsub": "opt_out", "off": "opt_out", "abgemeldet": "opt_out", "ausgetragen": "opt_out",
        "gesperrt": "opt_out", "blocked": "opt_out", "b": "opt_out", "c": "opt_out", "bounce": "opt_out",
        "hardbounce": "opt_out", "cleaned": "opt_out", "spam": "opt_out",
    ]
}
