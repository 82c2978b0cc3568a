import Connecting
import Database
import Deliveries
import Foundation
import Testing

/// Other people's files: this connector takes none of another kind for a database.
struct FixtureTests {
    @Test("Files of other kinds are left to their own connectors", .enabled(if: Fixtures.areHere))
    func leavesOthersAlone() throws {
        let folder = try #require(Fixtures.folder, "no fixtures: set CUSTOMARY_FIXTURES")
        var looked = 0
        for family in ["accounting", "csv", "ecommerce", "legacy-crm", "singer", "spreadsheets"] {
            for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(family)").sorted() {
                let path = "\(folder)/\(family)/\(name)"
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                guard attributes[.type] as? FileAttributeType == .typeRegular, let size = attributes[.size] as? Int
                else {
                    continue
                }
                let found = try DatabaseConnector().probe(DeliveryFile(path: path, size: size), given: OptionValues())
                #expect(found == nil, "\(family)/\(name)")
                looked += 1
            }
        }
        #expect(looked > 300)
    }
}
