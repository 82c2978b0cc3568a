/// Tells by a column's name that its content is never kept: passwords and their hashes, keys, tokens, the numbers of cards.
public enum SecretName {
    /// Whether a name is one of a secret. Names that only resemble one (`Tokenring`, `secretary`) are none, nor is the time at
    /// which a secret changed (`pwdLastSet`).
    public static func matches(_ name: String) -> Bool {
        // Databases call it so; a sheet's "Pass" may be a passport or a season ticket.
        if name == "pass" { return true }
        let lower = name.lowercased()
        if whole.contains(lower) { return true }
        let isSecret =
            parts.contains { lower.contains($0) } || ends.contains { lower.hasSuffix($0) }
            || (lower.contains("card") && (lower.contains("number") || lower.contains("last4")))
        return isSecret && !times.contains { lower.hasSuffix($0) }
    }

    private static let whole: Set<String> = [
        "token", "kartennummer", "kreditkartennummer", "cvv", "cvv2", "cvc", "cvc2", "user_pass", "user_hash",
        "pass_hash",
        "secure_key", "user_activation_key", "accesskey", "access_key", "api_key", "apikey", "secret", "private_key",
        "salt", "subscriber_confirm_code",
    ]
    private static let parts = [
        "passwor", "passwd", "passwrd", "kennwort", "pwd", "_token", " token", "credential", "principalkey", "pkcs12",
    ]
    private static let ends = ["_secret", " secret", "token"]
    /// What the time of a secret's change ends with.
    private static let times = ["lastset", "changed", "time", "date", "expires", "age", "_at", " at", "count"]
}
