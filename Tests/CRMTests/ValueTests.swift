import CRM
import Engines
import Foundation
import Records
import Testing

@Suite("Values on every engine")
struct ValueTests {
    private func id(_ number: UInt64) -> RecordID { RecordID(high: 0x0000_0000_0000_8000, low: number) }

    /// Values of a type that must come back as they are, in canonical text.
    private static func values(_ type: FieldType) -> [String] {
        switch type {
        case .money:
            [
                "0.00", "1.00", "-1.00", "0.05", "-0.05", "0.0001", "-0.0001", "1234.50", "10000.00", "100000000.00",
                "99990000.0001", "922337203685477.5807", "-922337203685477.5807", "1000000000000.00", "12.3456",
            ]
        case .quantity: ["0", "1", "-1", "2.5", "0.0001", "10000", "20000.5", "922337203685477.5807", "100"]
        case .integer: ["0", "7", "-7", "9223372036854775807", "-9223372036854775807"]
        case .boolean: ["true", "false"]
        case .date: ["0001-01-01", "1900-02-28", "1969-12-31", "2000-02-29", "2000-03-01", "9999-12-31", "1582-10-10"]
        case .timestamp:
            [
                "0001-01-01T00:00:00.000000Z", "1969-12-31T23:59:59.999999Z", "2026-01-02T08:00:00.000001Z",
                "9999-12-31T23:59:59.999999Z", "1999-12-31T23:59:59.500000Z",
            ]
        case .custom:
            [
                "{\"a\":\"1.50\"}", "{}", "{\"Z\":\"1\",\"a b\":\"x\",\"äöü\":\"\\\"quoted\\\" \\\\ \\n\"}",
                "{\"aa\":\"longer first by bytes\",\"b\":\"shorter\"}",
            ]
        case .reference: []
        default:
            [
                "a", " leading and trailing ", "Ä ö ü ß é ł 漢字 🇩🇪👩‍👩‍👧 e\u{301} \u{200B}\u{FEFF}", "a\nb\tc\r\u{1}\u{7F}",
                "'; DROP TABLE x; --", "\\N \\. \\x00 \"q\"", String(repeating: "ü", count: 70_000), "\u{10FFFF}",
            ]
        }
    }

    @Test("Every type's values come back byte for byte, empty ones as NULL", arguments: Engine.available)
    func roundTrips(engine: Engine) throws {
        let database = try TestDatabase(engine)
        _ = try database.target.prepare(now: "")
        for entity in Entity.allCases {
            let columns = Schema.storedColumns(of: entity)
            let lists = columns.map { [""] + ValueTests.values($0.type) }
            let count = lists.map(\.count).max() ?? 1
            var rows = Rows(width: columns.count)
            for row in 0..<count { for list in lists { rows.append(list[row % list.count]) } }
            let ids = (0..<UInt64(count)).map { id($0 + 1) }
            try database.target.withSession(.writing) { session in
                try session.insert(entity, ids: ids, rows: rows)
                return .commit(())
            }
            func check(_ expected: Rows, _ what: Comment) throws {
                try database.target.withSession(.reading) { session in
                    for ids in [nil, ids] {
                        let block = try #require(try session.rows(of: entity, columns: nil, ids: ids).next())
                        #expect(block.ids.count == count)
                        for row in 0..<count {
                            for column in columns.indices where block.rows[row, column] != expected[row, column] {
                                Issue.record(
                                    "\(what): \(entity.table).\(columns[column].name): '\(block.rows.text(row, column).prefix(80))' instead of '\(expected.text(row, column).prefix(80))'"
                                )
                            }
                        }
                    }
                    return .rollback(())
                }
            }
            try check(rows, "inserted")
            var moved = Rows(width: columns.count)
            for row in 0..<count { for list in lists { moved.append(list[(row + 1) % list.count]) } }
            let all = columns.indices.reduce(0 as UInt64) { $0 | 1 << UInt64($1) }
            try database.target.withSession(.writing) { session in
                try session.update(entity, ids: ids, masks: [UInt64](repeating: all, count: count), rows: moved)
                return .commit(())
            }
            try check(moved, "updated")
        }
    }

    @Test("What is no value of its type is refused and nothing is written", arguments: Engine.available)
    func badValues(engine: Engine) throws {
        let database = try TestDatabase(engine)
        _ = try database.target.prepare(now: "")
        let columns = Schema.storedColumns(of: .orders)
        var bad: [(FieldType, String)] = [(.money, "1,5"), (.money, "abc"), (.money, "1e3")]
        if engine == .postgreSQL {
            bad += [
                (.timestamp, "2026-01-02 08:00:00"), (.timestamp, "2026-02-30T00:00:00.000000Z"),
                (.reference(.accounts), "7"),
            ]
        }
        for (type, text) in bad {
            let column = try #require(columns.firstIndex { $0.type == type })
            var rows = Rows(width: columns.count)
            for index in columns.indices { rows.append(index == column ? text : "") }
            #expect(throws: CRMFault.badValue(table: "orders", column: columns[column].name, id: id(1), value: text)) {
                try database.target.withSession(.writing) { session in
                    try session.insert(.orders, ids: [id(1)], rows: rows)
                    return .commit(())
                }
            }
        }
        #expect(try database.count("SELECT count(*) FROM orders") == 0)
    }
}
