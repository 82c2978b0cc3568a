import Configuration
import Connecting
import Foundation
import Mapping
import Records
import Validation

/// The client's own people, as the sources of users name them.
struct Staff {
    /// One of them.
    struct Person {
        /// What sources may call them: initials, name, e-mail, key.
        var names: Set<String>
        /// The value of each field by which sources can name them.
        var fields: [String: String]
        /// When they left, as far as it is known: `2024`; nil for those who are there.
        var left: String?
    }

    /// Everybody, in the files' order.
    private(set) var people: [Person] = []
    /// The source that names them; the first where there are several.
    private(set) var source = ""

    /// Reads the sources of users.
    init(project: Project, connectors: ConnectorList, library: MappingLibrary) throws {
        for source in project.sources {
            var problems: [Problem] = []
            var mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            guard problems.isEmpty, let delivery = source.deliveries.last,
                let index = mapping.records.firstIndex(where: { $0.entity == .users })
            else { continue }
            mapping.checks = .none
            let reading = try DeliveryReading(source, delivery, project: project, connectors: connectors)
            let columns = try reading.columns()
            guard let program = try? MappingProgram(mapping, sourceName: source.name, columns: columns) else {
                continue
            }
            if self.source.isEmpty { self.source = source.name }
            let active = mapping.records[index].fields.first { $0.field == "active" }?.columns ?? []
            let places = active.compactMap { columns.firstIndex(of: $0) }
            _ = try MappingRun(reading: reading, limits: .standard, threads: 1)
                .run(program, decidedDates: [:], decidedDecimals: [:]) { result in
                    let records = result.mapped.records[index]
                    for record in 0..<records.count {
                        let row = Int(records.rows[record])
                        people.append(
                            Staff.person(records, record, cells: places.map { result.raw.cells.text(row, $0) }))
                    }
                }
        }
    }

    private static func person(_ records: MappedRecords, _ record: Int, cells: [String]) -> Person {
        func value(_ field: String) -> String {
            guard let index = CustomerModel.fieldIndex(field, of: .users) else { return "" }
            return String(decoding: FieldList.first(records.fields[record, index]), as: UTF8.self)
        }
        var fields: [String: String] = [:]
        for field in ["initials", "name", "email"] where !value(field).isEmpty { fields[field] = value(field) }
        let key = records.keys.text(record, 0)
        var left: String?
        if value("active") == "false" {
            let years = cells.joined(separator: " ").split { !$0.isNumber }.filter { $0.count == 4 }
            left = years.first.map { String($0) } ?? ""
        }
        var names = Set(fields.values)
        if !key.isEmpty { names.insert(key) }
        return Person(names: names, fields: fields, left: left)
    }

    /// Who is called so; nil for nobody.
    func person(_ name: String) -> Person? { people.first { $0.names.contains(name) } }
}
