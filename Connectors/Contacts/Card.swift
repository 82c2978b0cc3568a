import Connecting
import Records

/// A card's properties while it is read.
struct Card {
    var properties: [CardProperty] = []
    /// Cards that stood inside it, as vCard 2.1 writes an assistant.
    var agents: [Card] = []
    /// The line where it begins.
    let line: UInt32
    var byteCount = 0
    /// Lines that were no property.
    var strayLines: [UInt32] = []
    /// Whether its end was missing.
    var isUnclosed = false
    /// Whether the next card that begins belongs to this one.
    var awaitsAgent = false

    init(line: UInt32) { self.line = line }

    /// Whether it is of vCard 2.1, which escapes and divides less.
    var isOld: Bool {
        guard let version = properties.first(where: { $0.name == "version" }) else { return false }
        return version.value.drop { $0 == 0x20 }.first == 0x32
    }
}

/// Makes a record of a card: one column per property, named by what it is and where it belongs, whatever the order in which a
/// program writes types and whichever version it follows.
struct CardColumns {
    /// The columns that every table of cards has, so that one mapping fits all of them.
    static let fixed: [String] = {
        func address(_ place: String) -> [String] {
            ["street", "extended", "pobox", "city", "region", "postcode", "country"].map { "adr\(place).\($0)" }
        }
        func numbered(_ name: String, _ count: Int) -> [String] { [name] + (2...count).map { "\(name).\($0)" } }
        return [
            "version", "uid", "kind", "fn", "name.prefix", "name.given", "name.middle", "name.family", "name.suffix",
            "nickname", "org", "org.unit", "title", "role",
        ] + ["email", "email.work", "email.home"].flatMap { numbered($0, 3) } + ["email.other"]
            + ["tel", "tel.work", "tel.home", "tel.cell"].flatMap { numbered($0, 3) }
            + ["tel.main", "tel.other", "tel.work.cell", "tel.home.cell", "tel.fax", "tel.work.fax", "tel.home.fax"]
            + address("") + address(".work") + address(".home") + numbered("url", 2) + ["url.work", "url.home"]
            + ["bday", "note"] + numbered("categories", 5) + ["labels", "rev"]
    }()

    private static let addressParts = ["pobox", "extended", "street", "city", "region", "postcode", "country"]
    private static let nameParts = ["family", "given", "middle", "prefix", "suffix"]
    /// Properties whose content is no text: pictures, sounds, keys.
    static let binary: Set<String> = ["photo", "logo", "sound", "key", "x-ms-cardpicture"]
    private static let dates: Set<String> = [
        "bday", "anniversary", "deathdate", "x-anniversary", "x-ms-anniversary", "x-evolution-anniversary", "x-abdate",
    ]
    /// What people call Apple's and Google's own labels.
    private static let labels = [
        "homepage": "home", "mobile": "cell", "iphone": "cell", "homefax": "home.fax", "workfax": "work.fax",
        "otherfax": "fax", "home": "home", "work": "work", "main": "main", "pager": "pager", "other": "other",
    ]

    private let card: Card
    private let isOld: Bool
    private var record: NamedRecord
    /// By group: what the group's own label property says.
    private var labels: [String: String] = [:]
    private var labelled: [UInt8] = []

    /// The record of a card; `owner` names the one in which it stood.
    static func record(_ card: Card, owner: [UInt8] = []) -> NamedRecord {
        var columns = CardColumns(card)
        columns.fill()
        columns.record.add("agent.of", owner)
        return columns.record
    }

    private init(_ card: Card) {
        self.card = card
        isOld = card.isOld
        record = NamedRecord(place: card.line)
        for property in card.properties where property.name == "x-ablabel" && !property.group.isEmpty {
            labels[property.group] = CardColumns.bare(String(decoding: plain(property.value), as: UTF8.self))
        }
    }

    /// `_$!<HomePage>!$_` → `HomePage`.
    private static func bare(_ label: String) -> String {
        guard label.hasPrefix("_$!<"), label.hasSuffix(">!$_") else { return label }
        return String(label.dropFirst(4).dropLast(4))
    }

    private mutating func fill() {
        // What is preferred comes first among its kind.
        let order = card.properties.indices.sorted {
            let (left, right) = (card.properties[$0].preference, card.properties[$1].preference)
            return left == right ? $0 < $1 : left < right
        }
        for index in order { add(card.properties[index]) }
        record.add("labels", labelled)
        addKind()
        if card.isUnclosed {
            record.remark = "the card has no end; the next one begins inside it"
            note("contacts.unclosed", "the card has no END:VCARD; read as far as the next one's beginning")
        }
        if let stray = card.strayLines.first {
            record.remark = record.remark ?? "line \(stray) of it is no property and was left out"
            note(
                "contacts.line",
                "\(card.strayLines.count) of its lines are no properties, the first of them line \(stray)")
        }
    }

    private mutating func note(_ code: String, _ message: String) {
        record.findings.append(
            Finding(
                code: code, severity: .warning, ordinal: 0, message: "card of line \(card.line): \(message)",
                remedy: "export the card again, or correct the file"))
    }

    private func plain(_ value: [UInt8]) -> [UInt8] { CardText.plain(value, isOld: isOld) }

    private mutating func add(_ property: CardProperty) {
        switch property.name {
        case "n": addParts(property, "name", CardColumns.nameParts)
        case "adr": addAddress(property)
        case "org": addOrganisation(property)
        case "tel": addReach(property, "tel", without: "tel:")
        case "email": addReach(property, "email", without: "mailto:")
        case "url", "label", "impp": addReach(property, property.name, without: "")
        case "categories", "nickname": addList(property, to: property.name)
        case "member", "x-addressbookserver-member": addMember(property)
        case "x-addressbookserver-kind": record.add("kind", plain(property.value))
        case "rev": record.add("rev", CardText.date(plain(property.value)))
        case "x-ablabel": if property.group.isEmpty { record.add("x-ablabel", plain(property.value)) }
        case "begin", "end": break
        default: addOther(property)
        }
    }

    /// The values of a component: a list from vCard 3.0 on, joined by spaces.
    private func component(_ bytes: [UInt8], by separator: String) -> [UInt8] {
        if isOld { return plain(bytes) }
        let values = CardText.split(bytes, at: 0x2C).map(plain).filter { !$0.isEmpty }
        return Array(values.joined(separator: Array(separator.utf8)))
    }

    private mutating func addParts(_ property: CardProperty, _ prefix: String, _ names: [String]) {
        let separator = prefix == "name" ? " " : ", "
        for (index, part) in CardText.split(property.value, at: 0x3B).enumerated() {
            // More parts than there are names: the last one keeps them.
            record.add("\(prefix).\(names[min(index, names.count - 1)])", component(part, by: separator))
        }
    }

    private mutating func addAddress(_ property: CardProperty) {
        let name = (["adr"] + place(property)).joined(separator: ".")
        addParts(property, name, CardColumns.addressParts)
        if let label = property.parameters["label"]?.first { record.add("\(name).label", plain(Array(label.utf8))) }
        keepLabel(property, plain(property.value))
    }

    private mutating func addOrganisation(_ property: CardProperty) {
        let parts = CardText.split(property.value, at: 0x3B).map(plain)
        record.add("org", parts.first ?? [])
        for unit in parts.dropFirst() { record.add("org.unit", unit) }
    }

    private mutating func addReach(_ property: CardProperty, _ name: String, without scheme: String) {
        var value = plain(property.value)
        if !scheme.isEmpty, value.count > scheme.utf8.count,
            zip(value, scheme.utf8).allSatisfy({ $0 | 0x20 == $1 || $0 == $1 })
        {
            value.removeFirst(scheme.utf8.count)
        }
        let device = name == "tel" ? device(property) : []
        record.add(([name] + place(property) + device).joined(separator: "."), value)
        keepLabel(property, value)
    }

    private mutating func addList(_ property: CardProperty, to name: String) {
        if name == "nickname" { return record.add(name, component(property.value, by: ", ")) }
        for value in CardText.split(property.value, at: 0x2C) { record.add(name, plain(value)) }
    }

    private mutating func addMember(_ property: CardProperty) { record.add("member", plain(property.value)) }

    private mutating func addOther(_ property: CardProperty) {
        var name = property.name
        var value = plain(property.value)
        if CardColumns.dates.contains(name) { value = CardText.date(value, keepsTime: false) }
        if let omitted = property.parameters["x-apple-omit-year"]?.first, value.starts(with: omitted.utf8) {
            value = Array("--".utf8) + value.dropFirst(5)
        }
        if name.hasPrefix("x-ab"), let label = labels[property.group] {
            name += "." + label.lowercased().map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
        } else if name == "x-socialprofile" || name == "socialprofile" {
            if let type = property.parameters["service-type"]?.first ?? property.types.first(where: { $0 != "pref" }) {
                name = "\(name).\(type.lowercased())"
            }
        } else {
            keepLabel(property, value)
        }
        record.add(name, value)
    }

    // MARK: Where and what

    /// `work`, `home` or `other`, by types or by the label of the group.
    private func place(_ property: CardProperty) -> [String] {
        if let label = label(of: property) {
            guard let known = CardColumns.labels[label] else { return ["other"] }
            return known.split(separator: ".").map(String.init).filter { ["home", "work", "other"].contains($0) }
        }
        let types = property.types
        return ["work", "home", "other"].first { types.contains($0) }.map { [$0] } ?? []
    }

    /// `cell`, `fax`, `pager`, `car` or `main`.
    private func device(_ property: CardProperty) -> [String] {
        if let label = label(of: property) {
            return (CardColumns.labels[label] ?? "").split(separator: ".").map(String.init).filter {
                ["cell", "fax", "pager", "main"].contains($0)
            }
        }
        let types = property.types.map { $0 == "mobile" || $0 == "iphone" ? "cell" : $0 }
        return ["fax", "cell", "pager", "car", "main"].first { types.contains($0) }.map { [$0] } ?? []
    }

    /// What the property's group is labelled as, in small letters; nil where nothing is said.
    private func label(of property: CardProperty) -> String? {
        property.group.isEmpty ? nil : labels[property.group]?.lowercased()
    }

    /// A label of somebody's own would be a column of its own in every card: it is kept beside its value instead.
    private mutating func keepLabel(_ property: CardProperty, _ value: [UInt8]) {
        guard let label = label(of: property), CardColumns.labels[label] == nil, !value.isEmpty else { return }
        if !labelled.isEmpty { labelled.append(0x0A) }
        labelled += Array("\(labels[property.group] ?? ""): ".utf8) + value
    }

    /// What a card is of, where it doesn't say so itself: Apple's mark, or an organisation's name and nobody's.
    private mutating func addKind() {
        if record["kind"] != nil { return }
        let showsCompany = record["x-abshowas"].map { String(decoding: $0, as: UTF8.self).lowercased() } == "company"
        let hasName = ["name.family", "name.given", "name.middle"].contains { record[$0] != nil }
        let isNamedAlike = record["fn"] == nil || record["fn"] == record["org"]
        if showsCompany || (!hasName && record["org"] != nil && isNamedAlike) { record.add("kind", "org") }
    }
}
