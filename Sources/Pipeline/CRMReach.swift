import Records

/// How the CRM's own customers are reached and where they are, by their ids.
struct CRMReach {
    struct Entry {
        var emails: [UInt8] = []
        var phones: [UInt8] = []
        var street: [UInt8] = []
        var postcode: [UInt8] = []
        var city: [UInt8] = []
        var country: [UInt8] = []
    }

    private var entries: [RecordID: Entry] = [:]

    init(_ image: CRMImage, party: Entity) {
        let column = party == .accounts ? "account_id" : "contact_id"
        for row in 0..<image.contactPoints.ids.count {
            guard let id = RecordID(image.contactPoints.value(row, column)) else { continue }
            let value = image.contactPoints.value(row, "value")
            let kind = String(decoding: image.contactPoints.value(row, "kind"), as: UTF8.self)
            switch kind {
            case "email": CRMReach.add(value, to: &entries[id, default: Entry()].emails)
            case "phone", "mobile": CRMReach.add(value, to: &entries[id, default: Entry()].phones)
            default: break
            }
        }
        for row in 0..<image.addresses.ids.count {
            guard let id = RecordID(image.addresses.value(row, column)), entries[id]?.street.isEmpty ?? true else {
                continue
            }
            entries[id, default: Entry()].street = Array(image.addresses.value(row, "street"))
            entries[id, default: Entry()].postcode = Array(image.addresses.value(row, "postcode"))
            entries[id, default: Entry()].city = Array(image.addresses.value(row, "city"))
            entries[id, default: Entry()].country = Array(image.addresses.value(row, "country"))
        }
    }

    subscript(id: RecordID) -> Entry { entries[id] ?? Entry() }

    private static func add(_ value: ArraySlice<UInt8>, to list: inout [UInt8]) {
        if !list.isEmpty { list.append(0x0A) }
        list.append(contentsOf: value)
    }

    /// The account of each contact.
    static func accounts(of image: CRMImage) -> [RecordID: RecordID] {
        var accounts: [RecordID: RecordID] = [:]
        for row in 0..<image.accountContacts.ids.count {
            guard let contact = RecordID(image.accountContacts.value(row, "contact_id")),
                let account = RecordID(image.accountContacts.value(row, "account_id"))
            else { continue }
            if accounts[contact] == nil { accounts[contact] = account }
        }
        return accounts
    }
}
