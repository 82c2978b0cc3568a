import Connecting
import Discovery
import Mapping
import Records
import Staging

/// Accounts that stand for nobody in particular: cash sales, a marketplace, "sundry". They keep their money and never match.
struct CollectiveQuestion {
    static let kind = "collective"
    static let prefix = "collective:"
    static let collective = "collective"
    static let customer = "customer"
    /// So many accounts are asked about.
    private static let most = 50

    private let keys: [Int]
    private let names: [Int]
    private var found: [(key: String, name: String)] = []
    /// Room for one name.
    private var plain: [UInt8] = []

    /// Looks at companies with a key; nil where there are none, or the mapping says itself which accounts are collective.
    init?(_ mapping: SourceMapping, columns: [String]) {
        guard let record = mapping.records.first(where: { $0.entity == .accounts && $0.key.count == 1 }),
            !mapping.records.contains(where: { $0.fields.contains { $0.field == "collective" } })
                || mapping.answers.contains(where: { $0.question.hasPrefix(CollectiveQuestion.prefix) && $0.isDraft })
        else { return nil }
        keys = record.key.compactMap { columns.firstIndex(of: $0) }
        names = record.fields.filter { $0.field == "name" }.flatMap(\.columns).compactMap { columns.firstIndex(of: $0) }
        if keys.isEmpty || names.isEmpty { return nil }
    }

    /// Looks at a batch's rows that aren't left out.
    mutating func add(_ batch: RawBatch, _ states: [RowState]) {
        for row in 0..<batch.count where batch.kinds[row] == .record && states[row] != .filtered {
            if found.count >= CollectiveQuestion.most { return }
            for place in names where found.count < CollectiveQuestion.most && batch.cells.length(row, place) > 0 {
                guard CollectiveQuestion.isCollective(batch.cells[row, place], &plain) else { continue }
                let name = batch.cells.text(row, place)
                let key = OwnerCodes.plain(batch.cells.text(row, keys[0]))
                if !key.isEmpty { found.append((key, OwnerCodes.plain(name))) }
            }
        }
    }

    /// A line for each account that looks collective.
    func questions(source: String, answers: [Answer]) -> [Question] {
        let words: Wording =
            found.count == 1
            ? "1 account looks collective: nobody in particular. How is it treated?"
            : "\(found.count) accounts look collective: nobody in particular. How are they treated?"
        return found.compactMap { key, name in
            let id = CollectiveQuestion.prefix + key
            guard !answers.contains(where: { $0.question == id && !$0.isDraft }) else { return nil }
            return Question(
                source: source, id: id, kind: CollectiveQuestion.kind, stops: true,
                words: "Is \"\(name)\" (\(key)) a collective account?", evidence: "its name",
                choices: [CollectiveQuestion.collective, CollectiveQuestion.customer],
                proposal: CollectiveQuestion.collective, rows: 1,
                list: QuestionList(id: "collective", words: words, item: "\(key) \(name)"))
        }
    }

    /// Whether a name is that of nobody in particular.
    static func isCollective(_ name: ArraySlice<UInt8>) -> Bool {
        var plain: [UInt8] = []
        return isCollective(name, &plain)
    }

    /// The same for every row of a source: on bytes, with memory that stays.
    private static func isCollective(_ name: ArraySlice<UInt8>, _ plain: inout [UInt8]) -> Bool {
        plain.removeAll(keepingCapacity: true)
        for byte in name {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: plain.append(byte)
            case 0x41...0x5A: plain.append(byte | 0x20)
            case 0x80...:
                plain = Array(ColumnMeaning.normalised(String(decoding: name, as: UTF8.self)).utf8)
                return words.match(plain)
            default: break
            }
        }
        return words.match(plain)
    }

    /// The words by their first two letters, so that most names are done after a look at each pair of theirs.
    private struct Words {
        private enum Place {
            case whole, anywhere, beginning
        }

        private var begin = [Bool](repeating: false, count: 1 << 16)
        private var byBeginning: [Int: [(word: [UInt8], place: Place)]] = [:]

        init() {
            for word in exact { add(word, .whole) }
            for word in parts { add(word, .anywhere) }
            for word in marketplaces { add(word, .beginning) }
        }

        private mutating func add(_ word: String, _ place: Place) {
            let bytes = Array(word.utf8)
            let pair = Int(bytes[0]) << 8 | Int(bytes[1])
            begin[pair] = true
            byBeginning[pair, default: []].append((bytes, place))
        }

        func match(_ plain: [UInt8]) -> Bool {
            for start in plain.indices.dropLast() {
                let pair = Int(plain[start]) << 8 | Int(plain[start + 1])
                guard begin[pair], let candidates = byBeginning[pair] else { continue }
                for (word, place) in candidates where plain[start...].starts(with: word) {
                    switch place {
                    case .anywhere: return true
                    case .beginning where start == 0: return true
                    case .whole where start == 0 && plain.count == word.count: return true
                    default: break
                    }
                }
            }
            return false
        }
    }

    private static let words = Words()

    private static let exact: Set<String> = [
        "diverse", "divers", "diversekunden", "cpd", "cpdkunde", "cpdkunden", "sundry", "sundries", "misc", "cash",
        "bar",
        "einmalkunden", "einmalkunde", "kasse", "tageskasse", "endkunden", "various", "varioscliente", "clientesvarios",
    ]
    private static let parts = [
        "laufkundschaft", "laufkunde", "barverkauf", "barkunde", "sammelkonto", "sammeldebitor", "sammelkunde",
        "diversedebitoren", "kassenkunde", "kassenverkauf", "cashsale", "cashcustomer", "walkincustomer", "countersale",
        "onetimecustomer", "onetimeaccount", "sundrycustomer", "sundrydebtor", "miscellaneouscustomer",
        "miscellaneousdebtor", "webshopkunden", "internetkunden", "onlinekunden", "clientsdivers", "clientcomptoir",
        "clientevarios", "clientidiversi", "diverseklanten", "kontantkund", "kontantsalg",
    ]
    private static let marketplaces = [
        "amazoneu", "amazonmarketplace", "amazonpayments", "amazonservices", "ebay", "etsymarket", "etsyireland",
        "kauflandmarketplace", "kauflandecommerce", "ottomarket", "zalandomarketplace", "walmartmarketplace",
    ]
}

extension SourceMapping {
    /// Puts answers about collective accounts into the records.
    mutating func applyCollectiveAnswers() {
        let keys = answers.filter {
            $0.question.hasPrefix(CollectiveQuestion.prefix) && $0.answer == CollectiveQuestion.collective
        }.map { Array($0.question.dropFirst(CollectiveQuestion.prefix.count).utf8) }
        guard !keys.isEmpty else { return }
        for index in records.indices where records[index].entity == .accounts && records[index].key.count == 1 {
            guard !records[index].fields.contains(where: { $0.field == "collective" }) else { continue }
            var field = FieldMapping(field: "collective", source: .constant(Array("true".utf8)))
            field.condition = .isOne(records[index].key[0], of: keys)
            records[index].fields.append(field)
        }
    }
}
