// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the product's build and its tests never compile it. `Benchmarks/standardisers` builds
// and runs it.
let package = Package(
    name: "standardiser-benchmark",
    dependencies: [.package(name: "customary", path: "../..")],
    targets: [
        .executableTarget(
            name: "standardiser-benchmark", dependencies: [.product(name: "Text", package: "customary")],
            path: "Sources/StandardiserBenchmark")
    ],
    swiftLanguageModes: [.v6]
)
