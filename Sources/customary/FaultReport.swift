import ArgumentParser
import CRM
import Configuration
import Connecting
import Digest
import Formats
import Foundation
import Ledger
import Matching
import Pipeline
import PostgreSQL
import Report
import SQLite
import Text

/// Turns whatever stopped a command into its message and its exit code.
enum FaultReport {
    /// Prints what happened and gives the exit code.
    static func report(_ error: any Error) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        if error is CleanExit || isHelp(error) {
            print(Customary.fullMessage(for: error))
            return 0
        }
        let (message, code) = describe(error)
        // Not by a file handle, which would end the process where nobody reads any more what it says.
        _ = Array("customary: \(message)\n".utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        if CommandLine.arguments.contains("json") {
            let document: JSONValue = ["error": .string(message), "exit": .integer(Int(code)), "loaded": false]
            print(String(decoding: JSONWriter.pretty(document), as: UTF8.self), terminator: "")
        }
        return code
    }

    private static func isHelp(_ error: any Error) -> Bool { Customary.exitCode(for: error) == .success }

    /// One clear message and the exit code of its kind.
    static func describe(_ error: any Error) -> (message: String, code: Int32) {
        switch error {
        case let fault as ConfigurationFault: ("\(fault)", fault.exitCode)
        case let fault as SourceFault: ("\(fault)", 3)
        case let fault as FormatFault: ("\(fault)", 3)
        case let fault as PipelineFault: ("\(fault)", fault.exitCode)
        case let fault as SQLiteFault: ("\(fault)", fault.exitCode)
        case let fault as PostgreSQLFault: ("\(fault)", fault.exitCode)
        case let fault as CRMFault: ("\(fault)", fault.exitCode)
        case let fault as LedgerFault: ("\(fault)", fault.exitCode)
        case let fault as ExportFault: ("\(fault)", 7)
        case let fault as MatchingFault: ("\(fault)", 2)
        case let fault as DigestFault: ("\(fault)", 6)
        case let fault as any CustomStringConvertible & Error where !(error is ValidationError):
            (Customary.exitCode(for: error) == .validationFailure ? Customary.fullMessage(for: error) : "\(fault)", 2)
        default: (Customary.fullMessage(for: error), 2)
        }
    }
}
