import Records
import Testing

@Suite struct SecretNameTests {
    @Test(arguments: [
        "password", "Passwort", "password_hash", "Passwort-Hash", "Kennwort (alt)", "api_token", "Token", "Card Number",
        "Kartennummer", "CVV", "card_last4", "pass", "unicodePwd", "supplementalCredentials", "krbPrincipalKey",
        "userPKCS12", "client_secret", "accessToken", "sambaNTPassword",
    ])
    func secretsAreKnownByTheirNames(_ name: String) { #expect(SecretName.matches(name)) }

    @Test(arguments: [
        "Name", "Visitenkarte", "Postcard", "Pass", "Tokenring", "Card holder", "Kartenart", "secretary", "Secretary",
        "pwdLastSet", "pwdChangedTime", "password_changed_at", "PasswordLastSet", "Password Age",
    ])
    func othersAreNone(_ name: String) { #expect(!SecretName.matches(name)) }
}
