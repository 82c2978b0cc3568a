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
        if codes.isSubset(of: crosses), !ConsentWords.saysConsent(header) { return "unknown" }
        // Beside A and I, a cross says: no more.
        if plain == "x" { return codes.contains("a") ? "opt_out" : ConsentWords.saysConsent(header) ? "opt_in" : nil }
        return ConsentWords.usual(code)
    }

    /// The codes of a column in small plain letters.
    static func plain(_ codes: some Sequence<String>) -> Set<String> { Set(codes.map(ColumnMeaning.normalised)) }

    /// What people write for yes and no beside a cross.
    private static let crosses: Set<String> = ["x", "j", "ja", "n", "nein", "y", "yes", "no", "1", "0"]
}
