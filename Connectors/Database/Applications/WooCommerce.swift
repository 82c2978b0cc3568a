extension Application {
    /// WooCommerce on WordPress: a customer is a user with what stands in `usermeta`; orders are in tables of their own or, before
    /// version 8, posts with `postmeta`.
    static let wooCommerce = Application(
        name: "woocommerce", title: "WooCommerce",
        signature: ["woocommerce_order_items", "users", "usermeta", "posts"],
        streams: [
            ApplicationStream(
                name: "customers", table: "users", key: "ID", tables: ["usermeta"],
                pivots: [
                    .init(
                        ["SELECT user_id AS owner, meta_key AS name, meta_value AS value FROM usermeta"],
                        ignored: [
                            "_", "wp_", "closedpostboxes", "metaboxhidden", "meta-box-order", "screen_layout",
                            "manageedit",
                            "dismissed_", "show_", "rich_editing", "syntax_highlighting", "comment_shortcuts",
                            "admin_color", "use_ssl", "session_tokens", "community-events", "edit_", "nav_menu",
                            "managenav", "woocommerce_admin",
                        ],
                        always: ["first_name", "last_name", "description"] + reach("billing_") + places("shipping_"))
                ],
                added: [
                    // Under whatever prefix, this is what WordPress calls the roles.
                    .init(
                        "role",
                        "SELECT m.meta_value FROM usermeta AS m WHERE m.user_id = b.ID AND m.meta_key LIKE '%capabilities' LIMIT 1"
                    )
                ]),
            ApplicationStream(
                name: "orders", table: "wc_orders", key: "id",
                tables: ["wc_order_addresses", "wc_order_operational_data", "wc_orders_meta"],
                condition: "b.type = 'shop_order'",
                merged: [
                    address("billing"), address("shipping"),
                    .init(
                        """
                        SELECT order_id AS owner, created_via, date_paid_gmt, date_completed_gmt, shipping_total_amount,
                        shipping_tax_amount, discount_total_amount, discount_tax_amount FROM wc_order_operational_data
                        """),
                ],
                pivots: [
                    .init(
                        ["SELECT order_id AS owner, meta_key AS name, meta_value AS value FROM wc_orders_meta"],
                        ignored: ["_"])
                ],
                added: [
                    .init(
                        "refunded",
                        "SELECT printf('%.2f', -sum(CAST(r.total_amount AS REAL))) FROM wc_orders AS r WHERE r.parent_order_id = b.id AND r.type = 'shop_order_refund'"
                    )
                ]),
            ApplicationStream(
                name: "orders", table: "posts", key: "ID", tables: ["postmeta"],
                condition: "b.post_type = 'shop_order'",
                pivots: [
                    .init(
                        [
                            """
                            SELECT m.post_id AS owner, m.meta_key AS name, m.meta_value AS value FROM postmeta AS m
                            JOIN posts AS p ON p.ID = m.post_id WHERE p.post_type = 'shop_order'
                            """
                        ], ignored: ["_edit_", "_wp_"],
                        always: [
                            "_customer_user", "_order_total", "_order_tax", "_order_shipping", "_order_currency",
                            "_cart_discount",
                        ] + reach("_billing_") + places("_shipping_"))
                ]),
            ApplicationStream(
                name: "order_lines", table: "woocommerce_order_items", key: "order_item_id",
                tables: ["woocommerce_order_itemmeta"], condition: "b.order_item_type = 'line_item'",
                pivots: [
                    .init(
                        [
                            """
                            SELECT m.order_item_id AS owner, m.meta_key AS name, m.meta_value AS value
                            FROM woocommerce_order_itemmeta AS m
                            JOIN woocommerce_order_items AS i ON i.order_item_id = m.order_item_id
                            WHERE i.order_item_type = 'line_item'
                            """
                        ], always: ["_product_id", "_qty", "_line_total", "_line_tax"])
                ]),
        ])

    private static func places(_ prefix: String) -> [String] {
        ["first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country"].map {
            prefix + $0
        }
    }

    private static func reach(_ prefix: String) -> [String] { places(prefix) + [prefix + "email", prefix + "phone"] }

    private static func address(_ kind: String) -> ApplicationStream.Merge {
        .init(
            """
            SELECT order_id AS owner, first_name, last_name, company, address_1, address_2, city, state, postcode, country,
            phone FROM wc_order_addresses WHERE address_type = '\(kind)'
            """, prefix: "\(kind)_")
    }
}
