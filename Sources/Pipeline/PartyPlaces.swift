import Records

/// Where the fields that matching reads stand in the records of a party.
struct PartyPlaces {
    let name, legalForm, vatID, taxNumber, registrationNumber, collective, given, middle, family, suffix,
        formerName: Int
    let birthDate, account, email, phone, mobile, website, street, postcode, city, country: Int

    init(_ entity: Entity) {
        // A field that the entity lacks reads from the custom fields' place, which callers of that entity never ask for.
        func place(_ name: String) -> Int {
            CustomerModel.fieldIndex(name, of: entity) ?? CustomerModel.fields(of: entity).count
        }
        name = place("name")
        legalForm = place("legal_form")
        vatID = place("vat_id")
        taxNumber = place("tax_number")
        registrationNumber = place("registration_number")
        collective = place("collective")
        given = place("given_name")
        middle = place("middle_name")
        family = place("family_name")
        suffix = place("suffix")
        formerName = place("former_name")
        birthDate = place("birth_date")
        account = place("account")
        email = place("email")
        phone = place("phone")
        mobile = place("mobile")
        website = place("website")
        street = place("street")
        postcode = place("postcode")
        city = place("city")
        country = place("country")
    }
}
