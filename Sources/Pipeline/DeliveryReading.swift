import Configuration
import Connecting
import Foundation
import Mapping
import Records

/// A delivery as it is to be read: its file, with the rows that came back corrected in the place of those that were there.
struct DeliveryReading {
    let connector: any Connector
    let source: ProjectSource
    let delivery: ProjectDelivery
    let file: DeliveryFile
    let corrections: [DeliveryFile]
    /// How it is read: the delivery's options, and what answers said of the reading.
    private let options: OptionValues
    private let project: Project
    private let connectors: ConnectorList
    private let looks = PartLooks()

    /// Opens a delivery of a source; nothing is read yet.
    init(
        _ source: ProjectSource, _ delivery: ProjectDelivery, answers: [Answer] = [], project: Project,
        connectors: ConnectorList
    ) throws {
        guard let connector = connectors.named(source.connector) else {
            let remedy = NearestWord.remedy(
                for: source.connector, among: connectors.entries.map(\.description.name))
            throw PipelineFault.configuration(
                "customary.yaml: sources.\(source.name).connector: there is no connector \"\(source.connector)\"; \(remedy)"
            )
        }
        self.connector = connector
        options = delivery.options.answered(by: answers)
        self.source = source
        self.delivery = delivery
        self.project = project
        self.connectors = connectors
        let own = try ClientFiles.delivery(project.path(delivery.file))
        file = try connector.brought(own, options: options, folder: NSTemporaryDirectory()) ?? own
        corrections = try delivery.corrections.map { try ClientFiles.delivery(project.path($0)) }
    }

    /// SHA-256 of the file, and of the corrections after it where there are some.
    func digest() throws -> String {
        let own = try FileDigest.of(file)
        return corrections.isEmpty ? own : FileDigest.of([own] + (try corrections.map { try FileDigest.of($0) }))
    }

    /// The table's columns.
    func columns() throws -> [String] { try probed().columns }

    /// The table as a first look finds it.
    func probed() throws -> ProbedStream {
        let position = Position(file: file.name, sheet: delivery.stream.isEmpty ? nil : delivery.stream)
        guard let probe = try connector.probe(whole: file, given: options, looks: looks) else {
            throw SourceFault.notOfThisKind(
                position: position, expected: "what the \(source.connector) connector reads",
                remedy: "Check the file, or set another connector for \(source.name) in customary.yaml")
        }
        if let stream = probe.streams.first(where: { $0.name == delivery.stream }) { return stream }
        if probe.streams.count == 1, let only = probe.streams.first { return only }
        throw SourceFault.missing(
            position: position, what: "there is no table \"\(delivery.stream)\"",
            remedy: "The file has \(probe.streams.map { "\"\($0.name)\"" }.joined(separator: ", "))")
    }

    /// Reads the table from its first record to its last.
    func read(limits: ReadingLimits, _ sink: (RawBatch) throws -> Void) throws -> ReadingSummary {
        guard !corrections.isEmpty else {
            return try connector.read(
                whole: file, stream: delivery.stream, options: options, limits: limits, looks: looks, into: sink)
        }
        let rows = try correctedRows()
        return try connector.read(
            whole: file, stream: delivery.stream, options: options, limits: limits, looks: looks
        ) { batch in
            try sink(DeliveryReading.laid(rows, over: batch))
        }
    }

    /// The corrected rows by the place of the row they stand for; of several corrections the last counts.
    func correctedRows() throws -> [UInt32: CorrectedRow] {
        let columns = try columns()
        var rows: [UInt32: CorrectedRow] = [:]
        for file in corrections {
            let correction = try Correction(file, of: self, connectors: connectors)
            for (place, cells) in try correction.rows(for: columns) { rows[place] = cells }
        }
        return rows
    }

    private static func laid(_ rows: [UInt32: CorrectedRow], over batch: RawBatch) -> RawBatch {
        guard batch.places.contains(where: { rows[$0] != nil }) else { return batch }
        var result = RawBatch(width: batch.cells.width)
        for row in 0..<batch.count {
            let isRecord = batch.kinds[row] == .record || batch.kinds[row] == .malformed
            guard isRecord, let corrected = rows[batch.places[row]] else {
                result.cells.appendRow(row, of: batch.cells)
                result.endRow(
                    ordinal: batch.ordinals[row], place: batch.places[row], kind: batch.kinds[row],
                    remark: batch.remarks[row])
                continue
            }
            for column in 0..<batch.cells.width {
                let own = batch.cells[row, column]
                if case .changed(let cell) = corrected.cell(column, was: own) {
                    result.cells.append(cell)
                } else {
                    result.cells.append(own)
                }
            }
            result.endRow(ordinal: batch.ordinals[row], place: batch.places[row])
        }
        return result
    }
}
