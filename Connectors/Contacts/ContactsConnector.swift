public import Connecting
import Formats
public import Records

/// Reads address books: vCard files of any version with any number of cards, and directories' exports.
public struct ContactsConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "contacts",
        summary: "Address books: vCard 2.1 to 4.0 with any number of cards, jCard, and LDIF directories.",
        endings: ["vcf", "vcard", "jcf", "ldif", "ldi"], options: ContactsSettings.options)

    /// Makes the connector.
    public init() {}

    /// Looks through the file for its kinds of records and their columns.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        let format = try delivery.look { ContactsConnector.format($0) }
        guard let format else { return nil }
        var options = given
        options["format"] = given["format"] ?? format.rawValue
        let settings = ContactsSettings(options)
        return try delivery.look { file in
            let records = ContactsConnector.records(file, delivery, settings, .standard)
            return Probe(
                confidence: 96,
                streams: try records.probed(settings.format.title, options: options, connector: "contacts"))
        }
    }

    /// Reads one kind of record from the first to the last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        let settings = ContactsSettings(options)
        return try delivery.withFile { file in
            try ContactsConnector.records(file, delivery, settings, limits).read(stream, into: sink)
        }
    }

    private static func format(_ file: RegularFile) -> ContactsSettings.Format? {
        let head = (try? TextHead.of(file)) ?? []
        if VCardReader.recognises(head) { return .vcard }
        if JCardReader.recognises(head) { return .jcard }
        return LDIFReader.recognises(head) ? .ldif : nil
    }

    private static func records(
        _ file: RegularFile, _ delivery: DeliveryFile, _ settings: ContactsSettings, _ limits: ReadingLimits
    ) -> NamedRecords {
        switch settings.format {
        case .vcard:
            NamedRecords(file: delivery.name, limits: limits, fixed: { _ in CardColumns.fixed }) { body in
                var reader = VCardReader(name: delivery.name, limits: limits, otherLines: settings.otherLines)
                return try reader.read(file, body)
            }
        case .jcard:
            NamedRecords(file: delivery.name, limits: limits, fixed: { _ in CardColumns.fixed }) { body in
                try JCardReader(name: delivery.name, limits: limits).read(file, body)
            }
        case .ldif:
            NamedRecords(
                file: delivery.name, limits: limits, fixed: LDIFEntry.fixed,
                aside: settings.everything ? [] : [LDIFEntry.groups, LDIFEntry.others, LDIFEntry.changes]
            ) { body in
                var reader = LDIFReader(name: delivery.name, limits: limits, otherLines: settings.otherLines)
                return try reader.read(file, body)
            }
        }
    }
}
