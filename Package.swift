// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the house; see docs/ARCHITECTURE.md for the floors.
func module(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path ?? "Sources/\(name)",
        exclude: path == nil ? [] : ["README.md"],
        swiftSettings: strict)
}

/// The tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests", swiftSettings: strict)
}

let package = Package(
    name: "customary",
    products: [
        .executable(name: "customary", targets: ["customary"]),
        // For Benchmarks/StandardiserBenchmark.
        .library(name: "Text", targets: ["Text"]),
        // For Benchmarks/ReadingBenchmark.
        .library(name: "Reading", targets: ["Delimited", "Connecting", "Records"]),
        // For Benchmarks/WorkbookBenchmark.
        .library(name: "ReadingWorkbooks", targets: ["Spreadsheet", "Connecting", "Records"]),
        // For Benchmarks/LoadBenchmark, which measures loads without what comes before them.
        .library(name: "Ledger", targets: ["Ledger", "CRM", "Records"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // Floor 0: module maps and C shims, each imported by one target only.
        .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("protobuf")]),
        .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
        .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("crypto")]),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPSL", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),

        // Floor 1
        module("Records"),

        // Floor 2
        module("Formats", ["Records", "CXML2", "CZip", "CZlib", "CXLSXWriter"]),
        module("Text", ["Records", "CPhoneNumber", "CPSL", "CRE2"]),
        module("Configuration", ["Records", .product(name: "Yams", package: "Yams")]),
        module(
            "SQLite",
            [
                "Records", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        module("PostgreSQL", ["Records", "CPQ"]),
        module("Digest", ["Records", "COpenSSL"]),

        // Floor 3
        module("Validation", ["Records", "Text", "Configuration"]),

        // Floor 4
        module("Connecting", ["Records", "Formats"]),
        module("Mapping", ["Records", "Text", "Configuration", "Digest", "Validation"]),
        module("Discovery", ["Records", "Text"]),
        module("Matching", ["Records", "Text", "Digest"]),
        module("Survivorship", ["Records", "Text"]),
        module("CRM", ["Records", "SQLite", "PostgreSQL", "Digest"]),

        // Floor 5
        module("Staging", ["Records", "Configuration", "SQLite", "Digest"]),
        module("Ledger", ["Records", "CRM", "Digest"]),

        // Floor 6
        module(
            "Pipeline",
            [
                "Records", "Formats", "Text", "Configuration", "Digest", "Validation", "Connecting", "Discovery",
                "Mapping",
                "Matching", "Survivorship", "CRM", "Staging", "Ledger",
            ]),
        module("Report", ["Records", "Text", "Formats", "Discovery", "Ledger"]),

        // Connectors
        module("Delimited", path: "Connectors/Delimited", ["Records", "Formats", "Connecting"]),
        module("Spreadsheet", path: "Connectors/Spreadsheet", ["Records", "Formats", "Connecting"]),
        module("Contacts", path: "Connectors/Contacts", ["Records", "Formats", "Connecting"]),
        module("IIF", path: "Connectors/IIF", ["Records", "Formats", "Connecting"]),
        module("OFX", path: "Connectors/OFX", ["Records", "Formats", "Connecting"]),
        module("QIF", path: "Connectors/QIF", ["Records", "Formats", "Connecting"]),
        module("Singer", path: "Connectors/Singer", ["Records", "Formats", "Connecting"]),
        module("LegacyCRM", path: "Connectors/LegacyCRM", ["Records", "Connecting"]),
        module("Commerce", path: "Connectors/Commerce", ["Records", "Connecting"]),
        module("Accounting", path: "Connectors/Accounting", ["Records", "Connecting"]),
        module(
            "Database", path: "Connectors/Database",
            ["Records", "Formats", "Connecting", "Configuration", "Digest", "SQLite", "PostgreSQL"]),

        // Floor 8
        .executableTarget(
            name: "customary",
            dependencies: [
                "Records", "Text", "Configuration", "Connecting", "Discovery", "Mapping", "Matching", "CRM", "Staging",
                "Ledger",
                "Pipeline", "Report", "SQLite", "PostgreSQL", "Delimited", "Spreadsheet", "Contacts", "IIF", "OFX",
                "QIF", "Singer", "LegacyCRM", "Commerce", "Accounting", "Database", "Digest", "Formats",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/customary", swiftSettings: strict),

        // Tests, a folder for each module, and the road by the real program.
        .target(name: "PostgreSQLServer", path: "Tests/PostgreSQLServer", swiftSettings: strict),
        .target(
            name: "Engines", dependencies: ["CRM", "PostgreSQL", "PostgreSQLServer", "Records", "SQLite"],
            path: "Tests/Engines", swiftSettings: strict),
        .target(
            name: "Deliveries", dependencies: ["Connecting", "Records", "Seeds"], path: "Tests/Deliveries",
            swiftSettings: strict
        ),
        .target(name: "Seeds", path: "Tests/Seeds", swiftSettings: strict),
        .target(name: "SheetKinds", path: "Tests/SheetKinds", swiftSettings: strict),
        .target(name: "OtherCRMs", path: "Tests/OtherCRMs", swiftSettings: strict),
        tests("House", []),
        tests("Records", ["Records", "Seeds"]),
        tests("Formats", ["Connecting", "Deliveries", "Formats", "Records", "SheetKinds", "Seeds"]),
        tests("Text", ["Text", "Records", "Seeds"]),
        tests("Configuration", ["Configuration", "Seeds"]),
        tests("SQLite", ["SQLite"]),
        tests("PostgreSQL", ["PostgreSQL", "PostgreSQLServer", "Records"]),
        tests("Digest", ["Digest", "Records"]),
        tests("Validation", ["Validation", "Configuration", "Records"]),
        tests("Connecting", ["Connecting", "Formats", "Records", "Seeds"]),
        tests("Mapping", ["Mapping", "Configuration", "Discovery", "Records", "Validation", "Seeds"]),
        tests("Discovery", ["Discovery", "Records", "Seeds"]),
        tests("Matching", ["Matching"]),
        tests("Survivorship", ["Survivorship", "Records", "Seeds"]),
        tests("CRM", ["CRM", "Engines", "PostgreSQL", "PostgreSQLServer", "Records", "SQLite"]),
        tests("Staging", ["Staging", "Digest", "Records", "SQLite", "Seeds"]),
        tests(
            "Ledger",
            [
                "Ledger", "CRM", "Configuration", "Digest", "Engines", "PostgreSQL", "PostgreSQLServer", "Records",
                "SQLite", "Seeds",
            ]),
        tests(
            "TargetSchema",
            [
                "Pipeline", "CRM", "Ledger", "Configuration", "Digest", "OtherCRMs", "PostgreSQLServer", "Records",
                "SQLite",
            ]),
        tests(
            "Pipeline",
            [
                "Pipeline", "CRM", "Configuration", "Connecting", "Delimited", "Engines", "Ledger", "Mapping",
                "Records", "SQLite", "Staging", "Survivorship", "Seeds",
            ]),
        tests("Report", ["Report", "Discovery", "Formats", "Records", "Text"]),
        tests("Delimited", ["Delimited", "Connecting", "Deliveries", "Records", "Seeds"]),
        tests("Contacts", ["Contacts", "Connecting", "Deliveries", "Records"]),
        tests("IIF", ["IIF", "Connecting", "Deliveries", "Records"]),
        tests("OFX", ["OFX", "Connecting", "Deliveries", "Records"]),
        tests("QIF", ["QIF", "Connecting", "Deliveries", "Records"]),
        tests("Database", ["Database", "Connecting", "Deliveries", "PostgreSQLServer", "Records", "SQLite", "Seeds"]),
        tests("LegacyCRM", ["LegacyCRM", "Connecting", "Deliveries", "Records"]),
        tests("Commerce", ["Commerce", "Connecting", "Deliveries", "Records"]),
        tests("Accounting", ["Accounting", "Connecting", "Deliveries", "Records"]),
        tests("Singer", ["Singer", "Connecting", "Deliveries", "Records"]),
        tests(
            "Spreadsheet", ["Spreadsheet", "Connecting", "Deliveries", "Delimited", "Formats", "Records", "SheetKinds"]),
        tests(
            "EndToEnd",
            ["customary", "Configuration", "Formats", "Ledger", "OtherCRMs", "PostgreSQLServer", "SQLite", "Seeds"]),
    ],
    swiftLanguageModes: [.v6]
)
