import CRM
import Digest
import Records
import Testing

@testable import Ledger

/// Hashes and images of rows are written the fast way; here is the plain one beside it.
@Suite struct RowHashTests {
    /// Rows with all stored columns of orders: fields of any length, many of them empty.
    private func rows(_ count: Int, seed: UInt64) -> (ids: [RecordID], rows: Rows) {
        var state = seed
        func next(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
        var rows = Rows(width: Schema.storedColumns(of: .orders).count)
        var ids: [RecordID] = []
        for _ in 0..<count {
            ids.append(RecordID(high: next(.max), low: next(.max)))
            for _ in 0..<rows.width {
                let length = next(3) == 0 ? 0 : Int(next(70))
                rows.append((0..<length).map { _ in UInt8(truncatingIfNeeded: next(256)) })
            }
        }
        return (ids, rows)
    }

    /// What `docs/manifest.md` and `RowHasher` say is hashed: the id, then every value that isn't empty with its column's
    /// number and its length before it.
    private func plain(_ id: RecordID, _ row: Int, _ rows: Rows, columns: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for half in [id.high, id.low] {
            for shift in 0..<8 { bytes.append(UInt8(half >> UInt64(56 - shift * 8) & 255)) }
        }
        for column in 0..<columns {
            let value = Array(rows[row, column])
            if value.isEmpty { continue }
            let model = rows.width - Schema.bookkeeping.count
            bytes.append(UInt8(column < model ? column + 4 : column - model))
            for shift in 0..<4 { bytes.append(UInt8(value.count >> (24 - shift * 8) & 255)) }
            bytes += value
        }
        return SHA256.hash(bytes)
    }

    @Test func aRowsHashIsThatOfItsIdAndItsValuesWithTheirLengths() {
        let (ids, rows) = rows(200, seed: 4711)
        var hasher = RowHasher()
        for row in 0..<rows.count {
            let (content, full) = hasher.hashes(ids[row], row, of: rows)
            #expect(content == plain(ids[row], row, rows, columns: rows.width - Schema.bookkeeping.count))
            #expect(full == plain(ids[row], row, rows, columns: rows.width))
            #expect(hasher.full(ids[row], row, of: rows) == full)
        }
        #expect(Schema.bookkeepingCount == Schema.bookkeeping.count)
    }

    @Test func aColumnThatTheModelGainsAndNobodyFilledLeavesEveryHashAsItIs() {
        let (ids, rows) = rows(50, seed: 12)
        let model = rows.width - Schema.bookkeeping.count
        var wider = Rows(width: rows.width + 2)
        for row in 0..<rows.count {
            for column in 0..<rows.width {
                if column == model {
                    wider.appendEmpty()
                    wider.appendEmpty()
                }
                wider.append(rows[row, column])
            }
        }
        var hasher = RowHasher()
        for row in 0..<rows.count {
            let (content, full) = hasher.hashes(ids[row], row, of: rows)
            let after = hasher.hashes(ids[row], row, of: wider)
            #expect(after.content == content && after.full == full)
        }
    }

    @Test func aListOfFieldHashesHasEveryValueThatIsNotEmpty() {
        let (_, rows) = rows(50, seed: 99)
        for row in 0..<rows.count {
            var found: [Int: UInt64] = [:]
            FieldHash.visit(FieldHash.list(row, of: rows)) { found[$0] = $1 }
            for column in 0..<rows.width {
                let expected = rows.length(row, column) == 0 ? nil : FieldHash.hash(rows[row, column])
                #expect(found[column] == expected)
            }
        }
    }

    @Test func theImageOfACreatedRowHasItsValuesAndNothingBefore() throws {
        let (_, rows) = rows(50, seed: 7)
        var bytes: [UInt8] = [1, 2, 3]
        for row in 0..<rows.count {
            Image.fill(&bytes, withRow: row, of: rows)
            let image = try #require(Image(bytes))
            var plain = Image()
            for column in 0..<rows.width where rows.length(row, column) > 0 {
                plain.columns.append((column, [], Array(rows[row, column])))
            }
            #expect(image == plain)
            #expect(bytes == plain.bytes)
        }
    }
}
