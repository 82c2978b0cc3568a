/// A sheet as its workbook lists it.
public struct WorkbookSheet: Sendable {
    /// Whether people see it.
    public enum State: Sendable {
        /// It has a tab.
        case visible
        /// Hidden, and shown again by any user.
        case hidden
        /// Hidden so that only a program can show it.
        case veryHidden
    }

    /// What is on it.
    public enum Kind: Sendable {
        /// Rows and columns.
        case table
        /// A chart and nothing else.
        case chart
        /// A dialogue or a macro sheet of old.
        case other
    }

    /// Its name.
    public let name: String
    /// Whether people see it.
    public let state: State
    /// What is on it.
    public let kind: Kind
    /// The member of the archive that holds it; empty when the workbook names none.
    let part: String
}

/// A part's references to other parts.
struct PartRelations {
    struct Relation {
        let id: String
        /// The last word of the relation's type, such as `worksheet`; the same in both dialects of the format.
        let type: String
        /// The other part's name in the archive.
        let target: String
    }

    var relations: [Relation] = []

    func first(ofType type: String) -> Relation? { relations.first { $0.type == type } }

    func target(ofID id: String) -> Relation? { relations.first { $0.id == id } }

    /// Where a part's own relations are kept: `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`.
    static func member(for part: String) -> String {
        let folder = PartRelations.folder(of: part)
        return folder + "_rels/" + part.dropFirst(folder.count) + ".rels"
    }

    /// A relation's target as a name in the archive, counted from the part's folder; `..` never leads out of the archive.
    static func resolve(_ target: String, from part: String) -> String {
        var path = target
        if let cut = path.firstIndex(of: "#") { path = String(path[..<cut]) }
        let isAbsolute = path.hasPrefix("/") || path.hasPrefix("\\")
        var steps = isAbsolute ? [] : folder(of: part).split(separator: "/").map(String.init)
        for step in path.split(whereSeparator: { $0 == "/" || $0 == "\\" }) {
            if step == ".." {
                _ = steps.popLast()
            } else if step != "." {
                steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }

    private static func folder(of part: String) -> String {
        part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
    }
}

/// Reads a part's relations.
final class RelationsReceiver: XMLReceiver {
    private enum Name {
        static let relationship = 0, id = 1, type = 2, target = 3, mode = 4
    }

    let names = ["Relationship", "Id", "Type", "Target", "TargetMode"]
    private(set) var relations = PartRelations()
    private let part: String
    private let limits: FormatLimits

    init(part: String, limits: FormatLimits) {
        self.part = part
        self.limits = limits
    }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        guard name == Name.relationship, let id = attributes.text(Name.id), let type = attributes.text(Name.type),
            let target = attributes.text(Name.target), attributes.text(Name.mode) != "External"
        else { return }
        if relations.relations.count >= limits.workbookParts {
            throw .tooLarge(part: part, limit: "references", value: limits.workbookParts)
        }
        let word = type.split(separator: "/").last.map(String.init) ?? type
        relations.relations.append(
            PartRelations.Relation(id: id, type: word, target: PartRelations.resolve(target, from: part)))
    }

    func end(_ name: Int) {}

    func text(_ bytes: UnsafeRawBufferPointer) {}
}

/// Reads `workbook.xml`: the sheets in their order and the date system.
final class WorkbookReceiver: XMLReceiver {
    private enum Name {
        static let sheet = 0, name = 1, state = 2, id = 3, properties = 4, date1904 = 5
    }

    let names = ["sheet", "name", "state", "id", "workbookPr", "date1904"]
    private(set) var sheets: [(name: String, state: WorkbookSheet.State, id: String)] = []
    private(set) var is1904 = false
    private let part: String
    private let limits: FormatLimits

    init(part: String, limits: FormatLimits) {
        self.part = part
        self.limits = limits
    }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        switch name {
        // An extension has an element of the same name, without this attribute.
        case Name.properties where attributes[Name.date1904] != nil: is1904 = attributes.isTrue(Name.date1904)
        case Name.sheet:
            if sheets.count >= limits.members { throw .tooLarge(part: part, limit: "sheets", value: limits.members) }
            let state: WorkbookSheet.State =
                switch attributes.text(Name.state) {
                case "hidden": .hidden
                case "veryHidden": .veryHidden
                default: .visible
                }
            let name = attributes.text(Name.name) ?? "Sheet\(sheets.count + 1)"
            sheets.append((name, state, attributes.text(Name.id) ?? ""))
        default: break
        }
    }

    func end(_ name: Int) {}

    func text(_ bytes: UnsafeRawBufferPointer) {}
}
