import Foundation
import Testing

/// The floors of docs/ARCHITECTURE.md: a module imports only modules on floors below it.
@Suite struct FloorsTests {
    static let floors: [[String]] = [
        [
            "CPhoneNumber", "CRE2", "COpenSSL", "CXML2", "CZip", "CZlib", "CXLSXWriter", "CSQLite", "CPSL", "CPQ",
            "CCurl",
        ],
        ["Records"],
        ["Formats", "Text", "Configuration", "SQLite", "PostgreSQL", "Transfer", "Digest"],
        ["Validation"],
        ["Connecting", "Discovery", "Mapping", "Matching", "Survivorship", "CRM"],
        ["Staging", "Ledger"],
        ["Pipeline", "Report"],
        ["Review"],
        ["customary"],
    ]
    static let top = "customary"

    let graph: TargetGraph

    init() throws { graph = try TargetGraph.declared.get() }

    private var house: [TargetGraph.Target] {
        graph.targets.values.filter { $0.type != "test" && !$0.path.hasPrefix("Tests/") }.sorted { $0.name < $1.name }
    }

    private var connectors: [TargetGraph.Target] { house.filter { $0.path.hasPrefix("Connectors/") } }

    private func floor(of name: String) -> Int? {
        FloorsTests.floors.firstIndex { $0.contains(name) }
    }

    @Test func everyModuleStandsOnAFloorOrIsAConnector() {
        for target in house where !target.path.hasPrefix("Connectors/") {
            #expect(floor(of: target.name) != nil, "\(target.name) stands on no floor; docs/ARCHITECTURE.md lists them")
        }
        #expect(connectors.count >= 2)
    }

    @Test func modulesDependOnlyOnFloorsBelowThem() {
        for target in house {
            guard let own = floor(of: target.name) else { continue }
            for dependency in target.targets.sorted() {
                if target.name == FloorsTests.top, connectors.contains(where: { $0.name == dependency }) { continue }
                let other = floor(of: dependency) ?? .max
                #expect(other < own, "\(target.name) depends on \(dependency), which isn't on a floor below it")
            }
        }
    }

    @Test func connectorsStandOnConnectingAndTheFloorsBelowIt() {
        for connector in connectors {
            #expect(connector.targets.contains("Connecting"), "\(connector.name) doesn't know the connector contract")
            for dependency in connector.targets.subtracting(["Connecting"]).sorted() {
                let other = floor(of: dependency) ?? .max
                #expect(other <= 3, "\(connector.name) depends on \(dependency), above floor 3")
            }
        }
    }

    @Test func onlyTheCommandLineNamesConnectors() {
        let names = Set(connectors.map(\.name))
        for target in house where target.name != FloorsTests.top {
            let named = target.targets.intersection(names)
            #expect(named.isEmpty, "\(target.name) names \(named.sorted())")
        }
        #expect(graph.targets[FloorsTests.top]?.targets.isSuperset(of: names) == true)
    }

    @Test func aLibraryInCIsImportedByOneModule() {
        for library in FloorsTests.floors[0] where graph.targets[library] != nil {
            let users = house.filter { $0.targets.contains(library) }.map(\.name)
            #expect(users.count == 1, "\(library) is imported by \(users)")
        }
    }

    @Test func sourcesImportOnlyWhatTheirTargetDeclares() throws {
        for target in house where target.type != "system" {
            let allowed = target.targets.union(target.products)
            for (module, file) in try graph.imports(of: target) where graph.targets[module] != nil {
                #expect(allowed.contains(module), "\(target.path)/\(file) imports \(module) without declaring it")
            }
        }
    }

    @Test func recordsNeedsNoFoundation() throws {
        let records = try #require(graph.targets["Records"])
        #expect(records.targets.isEmpty && records.products.isEmpty)
        #expect(try graph.imports(of: records)["Foundation"] == nil)
    }

    @Test func theScanSeesImports() throws {
        let pipeline = try #require(graph.targets["Pipeline"])
        #expect(try graph.imports(of: pipeline).keys.contains("Ledger"))
    }
}
