extension Application {
    /// Magento 2 and Adobe Commerce. Names and addresses are in flat tables, further attributes in tables of values.
    static let magento2 = Application(
        name: "magento2", title: "Magento 2",
        signature: ["customer_entity", "customer_address_entity", "sales_order", "eav_attribute"],
        streams: [
            customers(flat: true), addresses(flat: true), orders("sales_order"), lines("sales_order_item"), subscribers,
        ])

    /// Magento 1 and OpenMage. Even a customer's name is an attribute.
    static let magento1 = Application(
        name: "magento1", title: "Magento 1",
        signature: ["customer_entity", "customer_address_entity", "sales_flat_order", "eav_attribute"],
        streams: [
            customers(flat: false), addresses(flat: false), orders("sales_flat_order"), lines("sales_flat_order_item"),
            subscribers,
        ])

    private static let kinds = ["varchar", "int", "datetime", "text", "decimal"]

    /// The values of an entity's attributes by their codes.
    private static func attributes(_ entity: String, always: [String] = []) -> ApplicationStream.Pivot {
        .init(
            kinds.map {
                """
                SELECT v.entity_id AS owner, a.attribute_code AS name, v.value AS value FROM \(entity)_\($0) AS v
                JOIN eav_attribute AS a ON a.attribute_id = v.attribute_id
                """
            }, always: always)
    }

    private static func customers(flat: Bool) -> ApplicationStream {
        // A customer's first address comes with it.
        let first =
            "SELECT min(CAST(o.entity_id AS INTEGER)) FROM customer_address_entity AS o WHERE o.parent_id = a.parent_id"
        return ApplicationStream(
            name: "customers", table: "customer_entity", key: "entity_id",
            tables: kinds.map { "customer_entity_\($0)" } + [
                "eav_attribute", "customer_group", "newsletter_subscriber",
            ]
                + ["customer_address_entity"] + kinds.map { "customer_address_entity_\($0)" },
            merged: flat
                ? [
                    .init(
                        """
                        SELECT a.parent_id AS owner, a.* FROM customer_address_entity AS a
                        WHERE CAST(a.entity_id AS INTEGER) = (\(first))
                        """, prefix: "address.",
                        without: [
                            "entity_id", "increment_id", "parent_id", "created_at", "updated_at", "is_active",
                            "region_id",
                            "vat_is_valid", "vat_request_date", "vat_request_id", "vat_request_success",
                        ])
                ] : [],
            pivots: [
                attributes(
                    "customer_entity", always: flat ? [] : ["firstname", "lastname", "prefix", "taxvat", "dob"]),
                .init(
                    kinds.map {
                        """
                        SELECT a.parent_id AS owner, 'address.' || c.attribute_code AS name, v.value AS value
                        FROM customer_address_entity AS a JOIN customer_address_entity_\($0) AS v ON v.entity_id = a.entity_id
                        JOIN eav_attribute AS c ON c.attribute_id = v.attribute_id
                        WHERE CAST(a.entity_id AS INTEGER) = (\(first))
                        """
                    }, always: flat ? [] : place.map { "address." + $0 }),
            ],
            added: [
                .init(
                    "customer_group",
                    "SELECT g.customer_group_code FROM customer_group AS g WHERE g.customer_group_id = b.group_id LIMIT 1"
                ),
                .init("newsletter_status", newsletter("subscriber_status")),
                .init("newsletter_changed_at", newsletter("change_status_at")),
            ])
    }

    private static func newsletter(_ column: String) -> String {
        "SELECT n.\(column) FROM newsletter_subscriber AS n WHERE n.customer_id = b.entity_id ORDER BY n.rowid LIMIT 1"
    }

    private static let place = [
        "firstname", "lastname", "company", "street", "city", "region", "postcode", "country_id", "telephone",
    ]

    /// Those that don't come with their customers.
    private static func addresses(flat: Bool) -> ApplicationStream {
        ApplicationStream(
            name: "addresses", table: "customer_address_entity", key: "entity_id",
            tables: kinds.map { "customer_address_entity_\($0)" } + ["eav_attribute", "customer_entity"],
            condition: """
                CAST(b.entity_id AS INTEGER) > (SELECT min(CAST(o.entity_id AS INTEGER)) FROM customer_address_entity AS o
                WHERE o.parent_id = b.parent_id)
                """,
            pivots: [attributes("customer_address_entity", always: flat ? [] : place)],
            added: [
                .init(
                    "customer_email", "SELECT c.email FROM customer_entity AS c WHERE c.entity_id = b.parent_id LIMIT 1"
                )
            ])
    }

    private static func orders(_ table: String) -> ApplicationStream {
        func address(_ kind: String) -> ApplicationStream.Merge {
            .init(
                """
                SELECT parent_id AS owner, * FROM \(table)_address WHERE address_type = '\(kind)'
                """, prefix: "\(kind)_",
                without: [
                    "entity_id", "parent_id", "quote_address_id", "customer_address_id", "customer_id", "address_type",
                ])
        }
        return ApplicationStream(
            name: "orders", table: table, key: "entity_id", tables: ["\(table)_address"],
            merged: [address("billing"), address("shipping")])
    }

    private static func lines(_ table: String) -> ApplicationStream {
        // The simple product below a configurable one is the same line once more.
        ApplicationStream(
            name: "order_lines", table: table, key: "item_id", condition: "b.parent_item_id IS NULL")
    }

    /// Those who have no account; the others' word comes with them.
    private static let subscribers = ApplicationStream(
        name: "newsletter_subscribers", table: "newsletter_subscriber", key: "subscriber_id",
        condition: "coalesce(b.customer_id, '0') = '0'")
}
