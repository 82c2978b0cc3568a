import Connecting
import Formats
import Glibc
import Records

extension SourceFault {
    /// What stopped the reading of delimited text, as the pipeline knows it.
    init(_ fault: DelimitedFault, file: String) {
        self =
            switch fault {
            case .unreadable(let code): .unreadable(file: file, reason: String(cString: strerror(code)))
            case .unclosedQuote(let line):
                .incomplete(
                    position: Position(file: file, row: line),
                    reason: "the file ends inside a quoted cell that opens on this line",
                    remedy: "Get a complete copy; if it is complete, close the quote or set quote: none")
            case .tooLarge(let line, let limit, let value):
                .tooLarge(position: Position(file: file, row: line), limit: limit.rawValue, value: value)
            case .encodingUnavailable(let encoding):
                .refused(
                    position: Position(file: file),
                    reason: "this machine's C library can't decode \(encoding.title)",
                    remedy: "Install its character sets, or save the file as UTF-8")
            }
    }
}
