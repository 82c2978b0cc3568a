import Configuration
import Discovery
import Mapping
import Records
import Survivorship

/// The product's own mappings, and which of them a table is made for. How each tells its tables is read once; a mapping as a
/// whole only where it may be the one.
struct KnownMappings: Sendable {
    /// One of the product's mappings.
    private struct Product: Sendable {
        let name: String
        let recognition: MappingRecognition
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
    private let library: MappingLibrary

    /// Reads the mappings of a library; one with a mistake is left out.
    init(_ library: MappingLibrary) {
        self.library = library
        let parser = KnownMappings.parser(library)
        products = library.productNames.compactMap { name in
            library.product(name, only: MappingRecognition.keys).map { document in
                Product(name: name, recognition: parser.recognition(document))
            }
        }
    }

    private static func parser(_ library: MappingLibrary) -> MappingParser {
        MappingParser(library: { library.product($0) }, zone: { TimeZoneRules.named($0) })
    }

    /// The mapping that a table's columns and values prove; of several the one that reads most of the table's columns, those
    /// of its signature counted three times, then the first by name.
    func recognise(_ columns: [String], sample: Rows) -> Recognised? {
        let header = FoldedHeader(columns, folding: ColumnMeaning.normalised)
        var best: (known: Recognised, weight: Int)?
        for product in products {
            guard let proof = product.recognition.proof(in: header, sample: sample),
                let known = fitted(product, header, columns, proof: proof)
            else { continue }
            let weight = 2 * proof + known.mapped
            if weight > best?.weight ?? 0 { best = (known, weight) }
        }
        return best?.known
    }

    /// A mapping by name for a table with these columns, as something else than their names proves that it fits.
    func named(_ name: String, columns: [String]) -> Recognised? {
        guard let product = products.first(where: { $0.name == name }) else { return nil }
        let header = FoldedHeader(columns, folding: ColumnMeaning.normalised)
        return fitted(product, header, columns, proof: 0)
    }

    /// Nil where nothing that the mapping is for is left of it, and for one with a mistake.
    private func fitted(_ product: Product, _ header: FoldedHeader, _ columns: [String], proof: Int) -> Recognised? {
        var problems: [Problem] = []
        guard let document = library.product(product.name) else { return nil }
        var mapping = KnownMappings.parser(library).parse(document, name: product.name, problems: &problems)
        guard problems.isEmpty else { return nil }
        let fit = product.recognition.fitting(mapping, to: header, proof: proof)
        let names = Dictionary(fit.headers.map { ($0.column, $0.name) }, uniquingKeysWith: { first, _ in first })
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
            name: product.name, mapping: mapping, fit: fit, referrals: referrals,
            kind: SourceKind(rawValue: document.root?["what"]?.text ?? "") ?? .list,
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
