import Connecting
import Records
import Testing

@testable import Pipeline

/// A source in which no row is certain is refused with the place of the first; one bad row among others is not.
@Suite struct UncertainRowsTests {
    private func fault(_ kinds: [RowKind]) -> String? {
        var rows = UncertainRows()
        for (index, kind) in kinds.enumerated() {
            var batch = RawBatch(width: 1)
            batch.cells.append("x")
            batch.endRow(
                ordinal: UInt32(index + 1), place: UInt32(index + 2), kind: kind,
                remark: kind == .malformed ? "stray quotes" : nil)
            rows.add(batch)
        }
        return rows.fault(file: "list.csv", sheet: "").map { "\($0)" }
    }

    @Test func onlyAFileWithoutACertainRowIsRefused() {
        #expect(
            fault([.malformed])
                == "list.csv:2: refused: its only row can't be read with certainty: stray quotes. Correct the quotes or delimiters and add it again."
        )
        #expect(
            fault([.title, .malformed, .malformed])?.hasPrefix(
                "list.csv:3: refused: none of its 2 rows can be read with certainty; here: stray quotes.") == true)
        #expect(fault([.malformed, .record]) == nil)
        #expect(fault([.malformed, .deleted]) == nil)
        #expect(fault([.record]) == nil)
        #expect(fault([]) == nil)
    }
}
