// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product's build and its tests never compile it. `Benchmarks/reading-workbooks` builds and
// runs it.
let package = Package(
    name: "workbook-benchmark",
    dependencies: [.package(name: "customary", path: "../..")],
    targets: [
        .executableTarget(
            name: "workbook-benchmark", dependencies: [.product(name: "ReadingWorkbooks", package: "customary")],
            path: "Sources/WorkbookBenchmark")
    ],
    swiftLanguageModes: [.v6]
)
