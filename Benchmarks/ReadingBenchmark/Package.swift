// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product's build and its tests never compile it. `Benchmarks/reading` builds and runs it.
let package = Package(
    name: "reading-benchmark",
    dependencies: [.package(name: "customary", path: "../..")],
    targets: [
        .executableTarget(
            name: "reading-benchmark", dependencies: [.product(name: "Reading", package: "customary")],
            path: "Sources/ReadingBenchmark")
    ],
    swiftLanguageModes: [.v6]
)
