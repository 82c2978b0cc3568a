extension Application {
    /// PrestaShop and thirty bees.
    static let prestaShop = Application(
        name: "prestashop", title: "PrestaShop",
        signature: ["customer", "address", "orders", "order_detail", "order_state"],
        streams: [
            ApplicationStream(
                name: "customers", table: "customer", key: "id_customer", tables: ["address", "country", "state"],
                merged: [
                    .init(
                        """
                        SELECT id_customer AS owner, company, vat_number, address1, address2, postcode, city, other, phone,
                        phone_mobile, dni, id_country, id_state FROM address
                        WHERE id_customer > 0 AND coalesce(deleted, '0') <> '1' ORDER BY CAST(id_address AS INTEGER)
                        """, prefix: "address.")
                ],
                added: [
                    .init(
                        "address.country",
                        "SELECT c.iso_code FROM country AS c WHERE c.id_country = m0.id_country LIMIT 1"),
                    .init("address.state", "SELECT s.iso_code FROM state AS s WHERE s.id_state = m0.id_state LIMIT 1"),
                ]),
            ApplicationStream(
                name: "addresses", table: "address", key: "id_address", tables: ["country", "state", "customer"],
                condition: "b.id_customer > 0",
                added: [
                    .init("country", "SELECT c.iso_code FROM country AS c WHERE c.id_country = b.id_country LIMIT 1"),
                    .init("state", "SELECT s.iso_code FROM state AS s WHERE s.id_state = b.id_state LIMIT 1"),
                    .init(
                        "is_first",
                        """
                        b.id_address = (SELECT min(CAST(a.id_address AS INTEGER)) FROM address AS a
                        WHERE a.id_customer = b.id_customer AND coalesce(a.deleted, '0') <> '1')
                        """),
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
}
