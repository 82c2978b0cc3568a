import Glibc

/// `standardiser-benchmark read KIND` · `phones` · `speed`: values on standard input, results on standard output.
@main
enum StandardiserBenchmark {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.count) {
        case ("read", 2):
            guard let kind = Kind(rawValue: arguments.last ?? "") else { usage() }
            kind.readAll()
        case ("phones", 1): PhoneComparison().run()
        case ("speed", 1): RowSpeed().run()
        default: usage()
        }
    }

    private static func usage() -> Never {
        let kinds = Kind.allCases.map(\.rawValue).joined(separator: "|")
        print("standardiser-benchmark read \(kinds) | phones | speed    (values on standard input)")
        exit(2)
    }
}

/// The lines of standard input.
struct Lines: Sequence, IteratorProtocol {
    mutating func next() -> String? { readLine(strippingNewline: true) }
}

/// Seconds of processor time that this thread has used.
func processorSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}
