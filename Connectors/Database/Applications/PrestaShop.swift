extension Application {
    /// PrestaShop and thirty bees.
    static let prestaShop = Application(
        name: "prestashop", title: "PrestaShop",
        signature: ["customer", "address", "orders", "order_detail", "order_state"],
        streams: [
            ApplicationStream(
                name: "customers", table: "customer", key: "id_customer", tables: ["address", "country", "state"],
                merged: [address(0, prefix: "address."), address(1, prefix: "address2.")],
                added: [
                    .init(
                        "address.country",
                        "SELECT c.iso_code FROM country AS c WHERE c.id_country = m0.id_country LIMIT 1"),
                    .init("address.state", "SELECT s.iso_code FROM state AS s WHERE s.id_state = m0.id_state LIMIT 1"),
                    .init(
                        "address2.country",
                        "SELECT c.iso_code FROM country AS c WHERE c.id_country = m1.id_country LIMIT 1"),
                    .init("address2.state", "SELECT s.iso_code FROM state AS s WHERE s.id_state = m1.id_state LIMIT 1"),
                ]),
            // Those that don't come with their customers.
            ApplicationStream(
                name: "addresses", table: "address", key: "id_address", tables: ["country", "state", "customer"],
                condition: "b.id_customer > 0 AND coalesce(b.deleted, '0') <> '1' AND \(place("b")) > 1",
                added: [
                    .init("country", "SELECT c.iso_code FROM country AS c WHERE c.id_country = b.id_country LIMIT 1"),
                    .init("state", "SELECT s.iso_code FROM state AS s WHERE s.id_state = b.id_state LIMIT 1"),
                    .init(
                        "customer_email",
                        "SELECT c.email FROM customer AS c WHERE c.id_customer = b.id_customer LIMIT 1"),
                ]),
            ApplicationStream(
                name: "orders", table: "orders", key: "id_order",
                tables: ["currency", "order_state_lang", "address", "country", "customer"],
                merged: [],
                added: [
                    .init(
                        "currency", "SELECT c.iso_code FROM currency AS c WHERE c.id_currency = b.id_currency LIMIT 1"),
                    .init(
                        "state",
                        "SELECT s.name FROM order_state_lang AS s WHERE s.id_order_state = b.current_state ORDER BY s.rowid LIMIT 1"
                    ),
                    .init("email", "SELECT c.email FROM customer AS c WHERE c.id_customer = b.id_customer LIMIT 1"),
                ]),
            ApplicationStream(
                name: "order_lines", table: "order_detail", key: "id_order_detail"),
        ])

    /// How many of the customer's addresses are older than this one.
    private static func place(_ table: String) -> String {
        """
        (SELECT count(*) FROM address AS o WHERE o.id_customer = \(table).id_customer AND coalesce(o.deleted, '0') <> '1'
        AND CAST(o.id_address AS INTEGER) < CAST(\(table).id_address AS INTEGER))
        """
    }

    /// A customer's address of a number, counted from 0.
    private static func address(_ number: Int, prefix: String) -> ApplicationStream.Merge {
        .init(
            """
            SELECT a.id_customer AS owner, a.* FROM address AS a
            WHERE a.id_customer > 0 AND coalesce(a.deleted, '0') <> '1' AND \(place("a")) = \(number)
            """, prefix: prefix,
            without: [
                "id_address", "id_customer", "id_manufacturer", "id_supplier", "id_warehouse", "date_add", "date_upd",
                "active", "deleted",
            ])
    }
}
