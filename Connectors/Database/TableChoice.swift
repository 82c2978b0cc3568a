/// Tells the tables that hold customers, or what belongs to them, from those that a program keeps for itself.
enum TableChoice {
    /// Whether a table is worth a source of its own.
    static func isOfCustomers(_ table: SourceTable) -> Bool {
        let name = words(table.name)
        if name.contains(where: aside.contains) { return false }
        let facts = Set(table.columnNames.compactMap { fact(words($0)) })
        if name.contains(where: named.contains) { return facts.count >= 1 && table.columns.count >= 3 }
        // Somebody who can be reached, or something of a customer's.
        if facts.contains(.name) && !facts.isDisjoint(with: [.email, .phone, .address]) { return true }
        if facts.contains(.email) && facts.contains(.phone) { return true }
        return facts.contains(.owner) && table.columns.count >= 3 && facts.count >= 2
    }

    private enum Fact {
        case name, email, phone, address, owner, money
    }

    private static func fact(_ words: [String]) -> Fact? {
        let joined = words.joined()
        if words.contains(where: ["email", "mail", "emailaddress", "epost"].contains) || joined.contains("email") {
            return .email
        }
        if joined.hasPrefix("phone") || joined.hasPrefix("telephone") || joined.hasPrefix("telefon")
            || words.contains(
                where: ["phone", "tel", "telefon", "telephone", "mobile", "handy", "cell", "fax"].contains)
        {
            return .phone
        }
        let names = [
            "firstname", "lastname", "surname", "familyname", "givenname", "fullname", "vorname", "nachname", "company",
            "companyname", "firma", "firmenname", "organisation", "organization", "customername", "contactname",
            "kundenname", "accountname", "nom", "prenom", "nombre", "apellido", "raisonsociale", "naam",
        ]
        if names.contains(joined) || words.contains(where: ["company", "firma", "surname", "nachname"].contains) {
            return .name
        }
        let places = [
            "street", "address", "address1", "strasse", "zip", "zipcode", "postcode", "postalcode", "plz", "city",
            "town",
            "ort", "adresse", "rue", "ville", "calle",
        ]
        if words.contains(where: places.contains) || places.contains(joined) { return .address }
        let owners = [
            "customerid", "clientid", "accountid", "contactid", "idcustomer", "idclient", "kundennr", "kundenid",
            "kundennummer", "customerno", "customernumber", "companyid", "personid", "orderid", "invoiceid", "leadid",
            "memberid", "debitor", "debtorid", "clientno", "custid", "custno", "idorder", "idinvoice",
        ]
        if owners.contains(joined) { return .owner }
        let money = ["total", "amount", "price", "betrag", "summe", "subtotal", "quantity", "menge"]
        if words.contains(where: money.contains) { return .money }
        return nil
    }

    /// Words in the names of tables that hold customers and what belongs to them.
    private static let named: Set<String> = [
        "customer", "customers", "client", "clients", "kunde", "kunden", "contact", "contacts", "kontakte",
        "ansprechpartner", "account", "accounts", "company", "companies", "firma", "firmen", "person", "persons",
        "people",
        "lead", "leads", "member", "members", "mitglieder", "subscriber", "subscribers", "order", "orders", "auftraege",
        "bestellungen", "invoice", "invoices", "rechnungen", "deal", "deals", "opportunity", "opportunities", "address",
        "addresses", "adressen", "ticket", "tickets", "note", "notes", "activity", "activities", "payment", "payments",
        "organisation", "organisations", "organization", "organizations", "debtor", "debtors", "debitoren", "donors",
        "patients", "guests", "employees", "vendors", "suppliers", "adr", "kontakt",
    ]

    /// Words in the names of tables that a program keeps for itself.
    private static let aside: Set<String> = [
        "log", "logs", "session", "sessions", "cache", "tmp", "temp", "audit", "history", "queue", "migrations",
        "config",
        "settings", "permissions", "acl", "statistics", "stats", "visitors", "index", "search", "connections",
        "backup", "options", "oauth", "job", "jobs",
    ]

    /// A name in small words: `tblCustomerOrders`, `wp_customer_orders`.
    static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var wasSmall = false
        for letter in name.unicodeScalars {
            let isLetter = letter.properties.isAlphabetic || ("0"..."9").contains(letter)
            let isCapital = letter.properties.isUppercase
            if !isLetter || isCapital && wasSmall {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if isLetter { word += letter.properties.lowercaseMapping }
            wasSmall = isLetter && !isCapital
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
