// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product's build and its tests never compile it. `Benchmarks/load` builds and runs it.
let package = Package(
    name: "load-benchmark",
    dependencies: [.package(name: "customary", path: "../..")],
    targets: [
        .executableTarget(
            name: "load-benchmark", dependencies: [.product(name: "Ledger", package: "customary")],
            path: "Sources/LoadBenchmark")
    ],
    swiftLanguageModes: [.v6]
)
