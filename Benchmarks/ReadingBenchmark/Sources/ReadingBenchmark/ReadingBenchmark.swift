import Connecting
import Delimited
import Glibc
import Records

/// Reads a file as staging would, and does nothing with the rows: `reading-benchmark FILE THREADS` prints rows, bytes of cells
/// and seconds.
@main
struct ReadingBenchmark {
    static func main() throws {
        guard CommandLine.arguments.count == 3, let threads = Int(CommandLine.arguments[2]) else {
            print("reading-benchmark FILE THREADS")
            exit(2)
        }
        let path = CommandLine.arguments[1]
        var status = stat()
        guard lstat(path, &status) == 0 else {
            print("\(path): can't be read")
            exit(3)
        }
        let file = DeliveryFile(path: path, size: Int(status.st_size))
        let connector = DelimitedConnector()
        var limits = ReadingLimits.standard
        limits.threads = threads
        let clock = ContinuousClock()
        var rows = 0
        var bytes = 0
        let duration = try clock.measure {
            guard let stream = try connector.probe(file, given: OptionValues())?.streams.first else { exit(3) }
            _ = try connector.read(file, stream: stream.name, options: stream.options, limits: limits) { batch in
                rows += batch.count
                bytes += batch.cells.byteCount
            }
        }
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        print("\(rows) \(bytes) \(seconds)")
    }
}
