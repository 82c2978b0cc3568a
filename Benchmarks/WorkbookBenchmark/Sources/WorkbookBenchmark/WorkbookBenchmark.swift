import Connecting
import Foundation
import Records
import Spreadsheet

/// Reads workbooks as a run does, for `Benchmarks/reading-workbooks`.
///
///     workbook-benchmark FILE            looks at it and reads every table on it; the rows are thrown away
///     workbook-benchmark FILE OPTIONS…   reads with options as a project's file has them: sheet=Kunden header_row=1 columns=A:J
@main
struct WorkbookBenchmark {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first else { throw Usage.file }
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        let delivery = DeliveryFile(path: path, size: size)
        let connector = SpreadsheetConnector()
        let clock = ContinuousClock()
        var rows = 0
        let spent = try clock.measure {
            var streams: [(name: String, options: OptionValues)] = []
            if arguments.count > 1 {
                var options = OptionValues()
                for argument in arguments.dropFirst() {
                    let parts = argument.split(separator: "=", maxSplits: 1)
                    if parts.count == 2 { options[String(parts[0])] = String(parts[1]) }
                }
                streams = [(options["sheet"] ?? "", options)]
            } else {
                let probe = try connector.probe(delivery, given: OptionValues())
                streams = probe?.streams.map { ($0.name, $0.options) } ?? []
            }
            for stream in streams {
                _ = try connector.read(delivery, stream: stream.name, options: stream.options, limits: .standard) {
                    rows += $0.count
                }
            }
        }
        let seconds = Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18
        print(rows, seconds)
    }

    private enum Usage: Error { case file }
}
