/// The view `customer_metrics`: a row per customer and currency, over whatever counts as turnover.
///
/// A customer is an account, or a contact who has none; what a contact of one account bought counts for the account. A
/// sale is an order, an invoice or a won deal whose `turnover` is true, so that the order and the invoice of one sale
/// count once. Amounts are in the unit of the money columns, and no sum crosses currencies.
///
/// Scores run from 1 to 5, by the rank among the customers of the currency (equal values, equal scores); recency is
/// counted from the newest sale in the data, never from today, so that the view says the same tomorrow.
public enum CustomerMetrics {
    /// The view's columns in order.
    public static let columns = [
        "account_id", "contact_id", "currency", "first_sale_on", "last_sale_on", "sales", "total", "average",
        "open_balance", "days_since_last", "recency", "frequency", "monetary", "lifetime_value", "segment",
    ]

    /// The `CREATE VIEW` statement for an engine.
    public static func sql(for engine: Schema.Engine) -> String {
        let dialect = Dialect(engine)
        let schema = dialect.schema
        return """
            CREATE VIEW \(schema)customer_metrics AS
            WITH employer AS (
                SELECT link.contact_id, \(dialect.least("link.account_id")) AS account_id
                FROM \(schema)account_contacts AS link
                JOIN \(schema)accounts AS account ON account.id = link.account_id AND account.merged_into IS NULL
                GROUP BY link.contact_id
            ), sale AS (
                SELECT account_id, contact_id, currency, \(dialect.day("ordered_at")) AS day,
                    coalesce(total, 0) - coalesce(refunded, 0) AS amount
                FROM \(schema)orders WHERE turnover\(dialect.isTrue)
                UNION ALL
                SELECT account_id, contact_id, currency, issued_on, coalesce(gross, 0)
                FROM \(schema)invoices WHERE turnover\(dialect.isTrue)
                UNION ALL
                SELECT account_id, contact_id, currency, closed_on, coalesce(amount, 0)
                FROM \(schema)opportunities WHERE turnover\(dialect.isTrue)
            ), posting AS (
                SELECT account_id, contact_id, currency, day, amount, 1 AS sales, \(dialect.zero) AS open_amount
                FROM sale
                UNION ALL
                SELECT account_id, contact_id, currency, NULL, \(dialect.zero), 0, open_amount
                FROM \(schema)invoices WHERE open_amount IS NOT NULL
            ), owned AS (
                SELECT coalesce(posting.account_id, employer.account_id) AS account_id,
                    CASE WHEN coalesce(posting.account_id, employer.account_id) IS NULL
                        THEN posting.contact_id END AS contact_id,
                    posting.currency, posting.day, posting.amount, posting.sales, posting.open_amount
                FROM posting LEFT JOIN employer ON employer.contact_id = posting.contact_id
            ), customer AS (
                SELECT account_id, contact_id, currency, min(day) AS first_sale_on, max(day) AS last_sale_on,
                    sum(sales) AS sales, sum(amount) AS total, sum(open_amount) AS open_balance
                FROM owned WHERE account_id IS NOT NULL OR contact_id IS NOT NULL
                GROUP BY account_id, contact_id, currency
            ), newest AS (
                SELECT max(last_sale_on) AS day FROM customer
            ), scored AS (
                SELECT customer.*, \(dialect.days("newest.day", "customer.last_sale_on")) AS days_since_last,
                    \(dialect.score("last_sale_on")) AS recency, \(dialect.score("sales")) AS frequency,
                    \(dialect.score("total")) AS monetary
                FROM customer CROSS JOIN newest
            )
            SELECT account_id, contact_id, currency, first_sale_on, last_sale_on, sales, total,
                CASE WHEN sales > 0 THEN \(dialect.average) END AS average,
                open_balance, days_since_last,
                CASE WHEN sales > 0 THEN recency END AS recency,
                CASE WHEN sales > 0 THEN frequency END AS frequency,
                CASE WHEN sales > 0 THEN monetary END AS monetary,
                total AS lifetime_value,
                CASE WHEN sales = 0 THEN 'none' WHEN recency >= 4 AND frequency >= 4 THEN 'champion'
                    WHEN frequency >= 4 AND recency >= 3 THEN 'loyal' WHEN recency <= 2 AND frequency >= 3 THEN 'at risk'
                    WHEN recency >= 4 AND sales = 1 THEN 'new' WHEN recency <= 2 THEN 'lost' ELSE 'regular' END AS segment
            FROM scored;
            """
    }

    /// The few places where the engines differ.
    private struct Dialect {
        let schema: String
        let isTrue: String
        let zero: String
        let average: String
        private let engine: Schema.Engine

        init(_ engine: Schema.Engine) {
            self.engine = engine
            switch engine {
            case .sqlite:
                schema = ""
                isTrue = " = 1"
                zero = "0"
                average = "total / sales"
            case .postgreSQL:
                schema = "crm."
                isTrue = " IS TRUE"
                zero = "0::numeric"
                average = "round(total / sales, 4)"
            }
        }

        func day(_ column: String) -> String {
            switch engine {
            case .sqlite: "substr(\(column), 1, 10)"
            case .postgreSQL: "(\(column) AT TIME ZONE 'UTC')::date"
            }
        }

        func days(_ later: String, _ earlier: String) -> String {
            switch engine {
            case .sqlite: "CAST(julianday(\(later)) - julianday(\(earlier)) AS INTEGER)"
            case .postgreSQL: "(\(later) - \(earlier))"
            }
        }

        func least(_ column: String) -> String {
            switch engine {
            case .sqlite: "min(\(column))"
            case .postgreSQL: "min(\(column)::text)::uuid"
            }
        }

        /// 1 to 5 by the share of customers with sales of the currency that lie below; those without sales rank apart.
        func score(_ column: String) -> String {
            let rank = "percent_rank() OVER (PARTITION BY customer.currency, sales > 0 ORDER BY \(column) NULLS FIRST)"
            return switch engine {
            case .sqlite: "1 + CAST(4.999 * \(rank) AS INTEGER)"
            case .postgreSQL: "1 + floor(4.999 * \(rank))::integer"
            }
        }
    }
}
