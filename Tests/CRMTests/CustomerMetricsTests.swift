import CRM
import Foundation
import Records
import SQLite
import Testing

@Suite("The view customer_metrics")
struct CustomerMetricsTests {
    private func database(_ script: String) throws -> SQLiteDatabase {
        let database = try SQLiteDatabase(path: "", mode: .temporary)
        try database.write { connection in
            try connection.execute(Schema.sql(for: .sqlite))
            try connection.execute(script)
        }
        return database
    }

    private func id(_ number: Int) -> String { RecordID(high: 0x0000_0000_0000_8000, low: UInt64(number)).description }

    private func lines(_ database: SQLiteDatabase, _ width: Int, _ sql: String) throws -> [[String]] {
        try database.read { connection in
            let statement = try connection.prepare(sql)
            var lines: [[String]] = []
            while try statement.step() { lines.append((0..<width).map { statement.text($0) }) }
            return lines
        }
    }

    @Test("Its columns are those it says")
    func columns() throws {
        let database = try database("")
        let names = try lines(database, 1, "SELECT name FROM pragma_table_info('customer_metrics')").map { $0[0] }
        #expect(names == CustomerMetrics.columns)
    }

    @Test("A customer has a row for each currency, and no sum crosses them")
    func currencies() throws {
        let database = try database(
            """
            INSERT INTO accounts (id, name) VALUES ('\(id(1))', 'Backhaus');
            INSERT INTO orders (id, account_id, currency, total, refunded, ordered_at, turnover) VALUES
            ('\(id(11))', '\(id(1))', 'EUR', 1000000, 200000, '2026-01-05T10:00:00.000000Z', 1),
            ('\(id(12))', '\(id(1))', 'GBP', 300000, NULL, '2026-02-05T10:00:00.000000Z', 1),
            ('\(id(13))', '\(id(1))', 'EUR', 500000, NULL, '2026-03-01T10:00:00.000000Z', 1),
            ('\(id(14))', '\(id(1))', 'EUR', 9900000, NULL, '2026-03-09T10:00:00.000000Z', 0);
            """)
        let sql = "SELECT currency, sales, total, first_sale_on, last_sale_on, average FROM customer_metrics ORDER BY 1"
        #expect(
            try lines(database, 6, sql) == [
                ["EUR", "2", "1300000", "2026-01-05", "2026-03-01", "650000"],
                ["GBP", "1", "300000", "2026-02-05", "2026-02-05", "300000"],
            ])
    }

    @Test("The order and the invoice of one sale count once; open items count without being a sale")
    func onceOnly() throws {
        let database = try database(
            """
            INSERT INTO accounts (id, name) VALUES ('\(id(1))', 'Backhaus');
            INSERT INTO orders (id, account_id, currency, total, ordered_at, turnover) VALUES
            ('\(id(11))', '\(id(1))', 'EUR', 1000000, '2026-01-05T10:00:00.000000Z', 1);
            INSERT INTO invoices (id, account_id, currency, gross, open_amount, issued_on, order_id, turnover) VALUES
            ('\(id(21))', '\(id(1))', 'EUR', 1000000, 400000, '2026-01-07', '\(id(11))', 0);
            """)
        let sql = "SELECT sales, total, open_balance FROM customer_metrics"
        #expect(try lines(database, 3, sql) == [["1", "1000000", "400000"]])
    }

    @Test("What a contact of a firm bought counts for the firm, what a private person bought for the person")
    func contacts() throws {
        let database = try database(
            """
            INSERT INTO accounts (id, name) VALUES ('\(id(1))', 'Backhaus');
            INSERT INTO contacts (id, family_name) VALUES ('\(id(2))', 'Sommer'), ('\(id(3))', 'Winter');
            INSERT INTO account_contacts (id, account_id, contact_id) VALUES ('\(id(4))', '\(id(1))', '\(id(2))');
            INSERT INTO orders (id, contact_id, currency, total, ordered_at, turnover) VALUES
            ('\(id(11))', '\(id(2))', 'EUR', 100, '2026-01-05T10:00:00.000000Z', 1),
            ('\(id(12))', '\(id(3))', 'EUR', 200, '2026-01-06T10:00:00.000000Z', 1);
            """)
        let sql = "SELECT coalesce(account_id, contact_id), total FROM customer_metrics ORDER BY total"
        #expect(try lines(database, 2, sql) == [[id(1), "100"], [id(3), "200"]])
    }

    @Test("Scores follow the ranks, equal customers score equally, and recency counts from the newest sale")
    func scores() throws {
        var script = ""
        for number in 1...10 {
            let sales = number > 8 ? 8 : number
            script += "INSERT INTO accounts (id, name) VALUES ('\(id(number))', 'A\(number)');\n"
            for sale in 0..<sales {
                script += """
                    INSERT INTO orders (id, account_id, currency, total, ordered_at, turnover) VALUES ('\(id(number * 100 + sale))',
                    '\(id(number))', 'EUR', \(number * 1000), '2026-01-\(number < 10 ? "0" : "")\(number)T00:00:00.000000Z', 1);

                    """
            }
        }
        let database = try database(script)
        let found = try lines(
            database, 5,
            "SELECT recency, frequency, monetary, days_since_last, segment FROM customer_metrics ORDER BY account_id")
        #expect(found.map { $0[3] } == (1...10).map { String(10 - $0) })
        #expect(found[0][0] == "1" && found[9][0] == "5")
        #expect(found[7][1] == found[8][1] && found[8][1] == found[9][1], "8, 9 and 10 bought equally often")
        #expect(found[9][2] == "5" && found[0][2] == "1")
        #expect(found[9][4] == "champion" && found[0][4] == "lost")
    }
}
