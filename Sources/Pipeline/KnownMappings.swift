import Configuration
import Discovery
import Mapping
import Records
import Survivorship

/// The product's own mappings, read once, and which of them a table is made for.
struct KnownMappings: Sendable {
    /// One of the product's mappings.
    struct Product: Sendable {
        let name: String
        let mapping: SourceMapping
        let recognition: MappingRecognition
        let kind: SourceKind
    }

    /// One of them, fitted to a table's columns.
    struct Recognised: Sendable {
        let name: String
        /// The mapping as it reads this table: columns called as the file calls them, what it lacks left out.
        let mapping: SourceMapping
        let fit: MappingRecognition.Fit
        /// What its records refer to in other sources, by the file's own columns.
        let referrals: [MappingRecognition.Referral]
        let kind: SourceKind
        /// How many of the table's columns it reads.
        let mapped: Int
    }

    private let products: [Product]

    /// Reads the mappings of a library; one with a mistake is left out.
    init(_ library: MappingLibrary) {
        let parser = MappingParser(library: { library.product($0) }, zone: { TimeZoneRules.named($0) })
        products = library.productNames.compactMap { name in
            guard let document = library.product(name) else { return nil }
            var problems: [Problem] = []
            let mapping = parser.parse(document, name: name, problems: &problems)
            guard problems.isEmpty else { return nil }
            let kind = SourceKind(rawValue: document.root?["what"]?.text ?? "") ?? .list
            return Product(
                name: name, mapping: mapping, recognition: parser.recognition(document), kind: kind)
        }
    }

    /// The mapping that a table's columns and values prove; of several the one that reads most of the table's columns, those
    /// of its signature counted three times, then the first by name.
    func recognise(_ columns: [String], sample: Rows) -> Recognised? {
        var best: (known: Recognised, weight: Int)?
        for product in products {
            guard
                let fit = product.recognition.fit(
                    product.mapping, to: columns, sample: sample, folding: ColumnMeaning.normalised),
                let known = KnownMappings.fitted(product, fit, columns)
            else { continue }
            let weight = 2 * fit.proof + known.mapped
            if weight > best?.weight ?? 0 { best = (known, weight) }
        }
        return best?.known
    }

    /// A mapping by name for a table with these columns, as something else than their names proves that it fits.
    func named(_ name: String, columns: [String]) -> Recognised? {
        guard let product = products.first(where: { $0.name == name }) else { return nil }
        let fit = product.recognition.fitting(product.mapping, to: columns, folding: ColumnMeaning.normalised)
        return KnownMappings.fitted(product, fit, columns)
    }

    /// Nil where nothing that the mapping is for is left of it.
    private static func fitted(_ product: Product, _ fit: MappingRecognition.Fit, _ columns: [String]) -> Recognised? {
        let names = Dictionary(fit.headers.map { ($0.column, $0.name) }, uniquingKeysWith: { first, _ in first })
        var mapping = product.mapping
        mapping.rename(names)
        mapping.leaveOut(Set(fit.absent))
        guard mapping.records.contains(where: { $0.entity != .consents }) else { return nil }
        let referrals = product.recognition.referrals.compactMap { referral -> MappingRecognition.Referral? in
            var referral = referral
            let key = referral.key.compactMap { fit.keys[$0] }
            guard key.count == referral.key.count, mapping.records.contains(where: { $0.name == referral.record })
            else { return nil }
            referral.key = key
            return referral
        }
        let read = Set(mapping.columnNames)
        return Recognised(
            name: product.name, mapping: mapping, fit: fit, referrals: referrals, kind: product.kind,
            mapped: columns.count { read.contains($0) })
    }
}

extension KnownMappings.Recognised {
    /// The head of the project's mapping: what it extends and how this file's columns are called.
    var head: String {
        var lines = ["version: 1", "extends: \(name)"]
        if !fit.headers.isEmpty {
            let names = fit.headers.map { YAMLEntry($0.column, .text($0.name)) }
            lines += ["", YAMLWriter.block("headers", .mapping(names)).trimmed]
        }
        if !fit.absent.isEmpty {
            lines += ["", YAMLWriter.block("absent", .inlineList(fit.absent)).trimmed]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
