import Foundation
import Records
import Testing

/// The page `docs/customer-model.md` is made from the model; set `CUSTOMARY_UPDATE_DOCS=1` to write it anew.
@Suite struct CustomerModelPageTests {
    private let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/customer-model.md").path

    private func type(_ type: FieldType) -> String {
        switch type {
        case .text: "text"
        case .identifier: "identifier"
        case .personName: "person's name"
        case .organisationName: "organisation's name"
        case .email: "e-mail"
        case .phone: "phone, E.164"
        case .url: "web address"
        case .date: "date"
        case .timestamp: "timestamp, UTC"
        case .money: "money"
        case .quantity: "quantity"
        case .integer: "whole number"
        case .boolean: "true or false"
        case .country: "country, ISO 3166-1"
        case .language: "language, ISO 639-1"
        case .currency: "currency, ISO 4217"
        case .street: "street and number"
        case .postcode: "postcode"
        case .city: "town"
        case .taxNumber: "tax number"
        case .word: "word of a closed set"
        case .reference(let entity): "→ \(entity.table)"
        case .custom: "custom fields, a flat JSON object"
        }
    }

    private func personal(_ personal: PersonalData) -> String {
        switch personal {
        case .none: ""
        case .personal: "personal"
        case .sensitive: "sensitive"
        }
    }

    private var page: String {
        var text = """
            # The customer model

            Every table of the CRM, its columns, and the fields that a mapping can fill. This page is made from the program; the
            units and forms of the types are in [the reference](reference.md). Every table has besides `id`, `created_at`,
            `created_by`, `updated_at`, `updated_by` and `row_version`.


            """
        for entity in Entity.allCases {
            text += "## `\(entity.table)`\n\n| column | type | whose data |\n| --- | --- | --- |\n"
            for column in CustomerModel.columns(of: entity) {
                text += "| `\(column.name)` | \(type(column.type)) | \(personal(column.personal)) |\n"
            }
            let fields = CustomerModel.fields(of: entity)
            if !fields.isEmpty {
                let names = fields.map { "`\($0.name)`" + ($0.isList ? " (list)" : "") }
                text += "\nFields of a mapping: \(names.joined(separator: ", ")).\n"
            }
            let key = CustomerModel.naturalKey(of: entity).map { "`\($0)`" }
            if !key.isEmpty {
                text += "\nTwo rows are the same fact when these agree: \(key.joined(separator: ", ")).\n"
            }
            text += "\n"
        }
        return String(text.dropLast())
    }

    @Test func thePageSaysWhatTheModelSays() throws {
        if ProcessInfo.processInfo.environment["CUSTOMARY_UPDATE_DOCS"] != nil {
            try page.write(toFile: path, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            written == page,
            "docs/customer-model.md is older than the model: run the tests with CUSTOMARY_UPDATE_DOCS=1")
    }
}
