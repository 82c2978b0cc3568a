import Connecting
import Foundation
import Records

/// What a file with corrected rows would change of the delivery whose rows it names.
public struct CorrectionOutcome: Sendable {
    /// Rows that say something else now.
    public let corrected: Int
    /// Rows that say what they said before.
    public let unchanged: Int
    /// Rows that the delivery doesn't have.
    public let unknown: Int
    /// Rows that name none of the delivery's and hold something else than any of its: they are not taken.
    public let notTaken: Int
    /// Cells that came back as a spreadsheet program shows numbers and dates, without the zeros in front, say: they stay as delivered.
    public let shownDifferently: Int
    /// The table of the file that the rows are in.
    let stream: String
    /// The share of the delivery's columns that the file has.
    private let columnShare: Double
    /// How well the rows fit the delivery: of two sources the better one is meant.
    var fit: Double { columnShare + cellShare }
    /// The share of equal cells in the rows that both have.
    private let cellShare: Double
    /// The first row that shares little with its own.
    private let oddRow: UInt32?

    /// The share of cells that a corrected row has in common with the row it stands for, at the least.
    private static let minimumShare = 0.5

    /// Compares; nil when the file has no table that names rows of a delivery with these columns.
    init?(_ file: DeliveryFile, of reading: DeliveryReading, connectors: ConnectorList) throws {
        guard let found = try? Correction.find(in: file, of: reading, connectors: connectors) else { return nil }
        guard reading.file.parts.isEmpty else {
            throw SourceFault.refused(
                position: Position(file: file.name),
                reason: "\(reading.file.name) is several files, whose rows have the same numbers",
                remedy: "Mend the rows in the files themselves, or name each file as a source of its own")
        }
        let columns = try reading.columns()
        stream = found.stream.name
        columnShare = Double(columns.count { found.stream.columns.contains($0) }) / Double(max(1, columns.count))
        guard columnShare >= 0.6 else { return nil }
        let correction = try Correction(file, of: reading, connectors: connectors)
        let rows = try correction.rows(for: columns)
        var seen: Set<UInt32> = []
        var corrected = 0
        var equal = 0
        var compared = 0
        var shownDifferently = 0
        var oddRow: UInt32?
        var known: Set<[[UInt8]]> = []
        _ = try reading.read(limits: .standard) { batch in
            for row in 0..<batch.count where batch.kinds[row] == .record || batch.kinds[row] == .malformed {
                let own = columns.indices.map { Array(batch.cells[row, $0]) }
                known.insert(columns.indices.map { Correction.looks.contains(columns[$0]) ? [] : own[$0] })
                guard let returned = rows[batch.places[row]] else { continue }
                seen.insert(batch.places[row])
                var (same, changed) = (0, 0)
                for index in columns.indices {
                    switch returned.cell(index, was: own[index]) {
                    case .same: same += own[index].isEmpty ? 0 : 1
                    case .shownDifferently:
                        same += 1
                        shownDifferently += 1
                    case .changed: changed += 1
                    case nil: break
                    }
                }
                equal += same
                compared += same + changed
                if changed > 0 { corrected += 1 }
                if batch.kinds[row] == .record, oddRow == nil,
                    Double(same) < CorrectionOutcome.minimumShare * Double(same + changed)
                {
                    oddRow = batch.places[row]
                }
            }
        }
        self.corrected = corrected
        unchanged = seen.count - corrected
        unknown = rows.keys.count { !seen.contains($0) }
        cellShare = compared == 0 ? 1 : Double(equal) / Double(compared)
        self.oddRow = oddRow
        self.shownDifferently = shownDifferently
        // A table of rejected rows alone has no others.
        notTaken = try correction.otherRows(than: known, columns: columns)
    }

    /// Throws when the rows can't be those of the delivery: it would be overwritten with somebody else's values.
    func check(file: String, source: ProjectSource) throws {
        if cellShare < CorrectionOutcome.minimumShare || (corrected + unchanged == 0 && unknown > 0) {
            let row = oddRow.map { ", such as row \($0)" } ?? ""
            throw PipelineFault.configuration(
                "\(file): its rows aren't those of \(source.name)'s newest delivery\(row): was it made from an older one? Write the rejected rows anew with customary export rejects, or take the file as it is with customary add --as-delivery \(file)"
            )
        }
    }
}
