import Connecting
import Records

/// An entry of a directory as a record: one column per attribute, repeated ones numbered; its place in the tree as `parent`.
struct LDIFEntry {
    /// The streams' names.
    static let people = "people", groups = "groups", organizations = "organizations", others = "others",
        changes = "changes"

    private let attributes: [(name: String, value: [UInt8])]
    private let line: UInt32

    init(_ attributes: [(name: String, value: [UInt8])], line: UInt32) {
        self.attributes = attributes
        self.line = line
    }

    /// The columns that a stream has always.
    static func fixed(_ stream: String) -> [String] {
        let tree = ["dn", "id", "parent", "objectclass"]
        switch stream {
        case people:
            return tree + [
                "cn", "sn", "givenname", "initials", "personaltitle", "displayname", "uid", "employeenumber", "mail",
                "mail.2",
                "mail.3", "mozillasecondemail", "telephonenumber", "telephonenumber.2", "telephonenumber.3",
                "homephone",
                "mobile", "mobile.2", "facsimiletelephonenumber", "pager", "title", "o", "ou", "department", "company",
                "street", "postaladdress", "postofficebox", "postalcode", "l", "st", "c", "co", "homepostaladdress",
                "labeleduri", "mozillaworkurl", "mozillahomeurl", "wwwhomepage", "description", "preferredlanguage",
                "manager", "manager.id", "modifytimestamp", "whenchanged",
            ]
        case organizations:
            return tree + [
                "o", "ou", "dc", "description", "telephonenumber", "facsimiletelephonenumber", "mail", "street",
                "postaladdress",
                "postalcode", "l", "st", "c", "labeleduri", "associateddomain", "businesscategory",
            ]
        case groups: return tree + ["cn", "description", "mail", "member"]
        case changes: return ["dn", "id", "parent", "changetype", "change"]
        default: return tree
        }
    }

    /// The record.
    func record() -> NamedRecord {
        let dn = value("dn") ?? []
        var record = NamedRecord(stream: stream, place: line)
        record.add("dn", dn)
        record.add("id", LDIFEntry.comparable(dn))
        record.add("parent", LDIFEntry.comparable(LDIFEntry.parent(of: dn)))
        if record.stream == LDIFEntry.changes {
            record.add("changetype", value("changetype") ?? [])
            let lines = attributes.filter { $0.name != "dn" && $0.name != "changetype" }
            record.add(
                "change",
                Array(lines.map { LDIFEntry.told($0) }.joined(separator: [0x0A])))
            return record
        }
        record.add("objectclass", joined("objectclass", by: " "))
        var seen: Set<String> = ["dn", "objectclass", "changetype", "-"]
        for attribute in attributes where !seen.contains(attribute.name) {
            if LDIFEntry.lists.contains(attribute.name) {
                seen.insert(attribute.name)
                record.add(
                    attribute.name == "uniquemember" ? "member" : attribute.name, joined(attribute.name, by: "\n"))
            } else {
                record.add(attribute.name, LDIFEntry.shaped(attribute))
            }
            if attribute.name == "manager" { record.add("manager.id", LDIFEntry.comparable(attribute.value)) }
        }
        return record
    }

    private func value(_ name: String) -> [UInt8]? { attributes.first { $0.name == name }?.value }

    private func joined(_ name: String, by separator: String) -> [UInt8] {
        Array(attributes.filter { $0.name == name }.map(\.value).joined(separator: Array(separator.utf8)))
    }

    /// Attributes with as many values as there are members.
    private static let lists: Set<String> = [
        "member", "uniquemember", "memberuid", "memberof", "directreports", "proxyaddresses", "rfc822mailmember",
    ]

    /// What an entry is, by its object classes; a person where those are missing and it has a name or an address.
    private var stream: String {
        if let change = value("changetype"), !change.elementsEqual("add".utf8) { return LDIFEntry.changes }
        let classes = Set(
            attributes.filter { $0.name == "objectclass" }.map {
                String(decoding: $0.value, as: UTF8.self).lowercased()
            })
        func has(_ names: [String]) -> Bool { names.contains { classes.contains($0) } }
        if has([
            "groupofnames", "groupofuniquenames", "posixgroup", "group", "rfc822mailgroup", "groupofurls", "mailgroup",
        ]) {
            return LDIFEntry.groups
        }
        if has(["computer", "device", "iphost", "printqueue"]) { return LDIFEntry.others }
        // Sites have classes of their own: `openldapperson`, `acmeperson`.
        if classes.contains(where: { $0.hasSuffix("person") || $0.hasPrefix("mozillaab") })
            || has(["user", "contact", "posixaccount", "account", "zimbraaccount"])
        {
            return LDIFEntry.people
        }
        if has([
            "organization", "organizationalunit", "domain", "dcobject", "country", "locality", "container",
            "builtindomain", "domaindns",
        ]) {
            return LDIFEntry.organizations
        }
        return ["sn", "givenname", "mail"].contains { value($0) != nil } ? LDIFEntry.people : LDIFEntry.others
    }

    /// An attribute of a change as a line, in which no column's name tells a secret.
    private static func told(_ attribute: (name: String, value: [UInt8])) -> [UInt8] {
        Array("\(attribute.name): ".utf8)
            + (SecretName.matches(attribute.name) ? NamedRecords.dropped : attribute.value)
    }

    private static let times: Set<String> = [
        "modifytimestamp", "createtimestamp", "whenchanged", "whencreated", "pwdchangedtime", "pwdlastset",
        "authtimestamp",
    ]

    /// Postal addresses by lines, points in time as ISO 8601 has them.
    private static func shaped(_ attribute: (name: String, value: [UInt8])) -> [UInt8] {
        if times.contains(attribute.name) { return CardText.date(attribute.value) }
        guard attribute.name.hasSuffix("postaladdress") else { return attribute.value }
        let lines = attribute.value.split(separator: 0x24).map { line in
            // `\24` is a dollar sign and `\5c` a backslash that stood in the line itself.
            String(decoding: line, as: UTF8.self).split(separator: "\\24", omittingEmptySubsequences: false)
                .joined(separator: "$").split(separator: "\\5c", omittingEmptySubsequences: false).joined(
                    separator: "\\")
        }
        return Array(lines.map { CardText.trimmed(Array($0.utf8)) }.filter { !$0.isEmpty }.joined(separator: [0x0A]))
    }

    /// The long and the old names of attributes, as RFC 4519 and 4524 list them, by the short one.
    private static let synonyms = [
        "commonname": "cn", "surname": "sn", "gn": "givenname", "rfc822mailbox": "mail", "email": "mail",
        "emailaddress": "mail", "streetaddress": "street", "localityname": "l", "stateorprovincename": "st",
        "organizationname": "o", "organizationalunitname": "ou", "fax": "facsimiletelephonenumber", "countryname": "c",
        "friendlycountryname": "co", "userid": "uid", "hometelephonenumber": "homephone",
        "mobiletelephonenumber": "mobile", "cellphone": "mobile", "pagertelephonenumber": "pager",
        "domaincomponent": "dc",
        "pobox": "postofficebox", "homepostaladdress": "homepostaladdress", "xmozillanickname": "nickname",
    ]

    /// An attribute's name in lower case without what only says how its value is transferred; a language stays with it.
    static func plainName(_ name: String) -> String {
        let pieces = name.split(separator: ";").map(String.init)
        let base = pieces.first ?? name
        let options = pieces.dropFirst().filter { $0 != "binary" && !$0.hasPrefix("range=") }
        return ([synonyms[base] ?? base] + options).joined(separator: ";")
    }

    /// Active Directory's own form of an object's id, whose first three parts stand backwards in its bytes.
    static func guid(_ bytes: [UInt8]) -> [UInt8] {
        let order = [3, 2, 1, 0, -1, 5, 4, -1, 7, 6, -1, 8, 9, -1, 10, 11, 12, 13, 14, 15]
        let digits = Array("0123456789abcdef".utf8)
        return order.flatMap { place -> [UInt8] in
            place < 0 ? [0x2D] : [digits[Int(bytes[place] >> 4)], digits[Int(bytes[place] & 15)]]
        }
    }

    // MARK: Names

    /// The name of the entry above: what follows the first comma that isn't escaped or quoted.
    static func parent(of dn: [UInt8]) -> [UInt8] {
        var isQuoted = false
        var isEscaped = false
        for (index, byte) in dn.enumerated() {
            if byte == 0x22, !isEscaped { isQuoted.toggle() }
            if byte == 0x2C || byte == 0x3B, !isQuoted, !isEscaped {
                return CardText.trimmed(Array(dn[(index + 1)...]))
            }
            isEscaped = byte == 0x5C && !isEscaped
        }
        return []
    }

    /// A name in small letters and without spaces around its signs, so that two spellings of one are the same text.
    static func comparable(_ dn: [UInt8]) -> [UInt8] {
        let lower = Array(String(decoding: dn, as: UTF8.self).lowercased().utf8)
        var out: [UInt8] = []
        for byte in lower {
            let isSign = byte == 0x2C || byte == 0x3D || byte == 0x2B
            if isSign { while out.last == 0x20 { out.removeLast() } }
            if byte == 0x20, let last = out.last, last == 0x20 || last == 0x2C || last == 0x3D || last == 0x2B {
                continue
            }
            out.append(byte)
        }
        return CardText.trimmed(out)
    }
}
