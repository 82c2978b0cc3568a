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
        ApplicationStream(
            name: "customers", table: "customer_entity", key: "entity_id",
            tables: kinds.map { "customer_entity_\($0)" } + ["eav_attribute", "customer_group"],
            pivots: [
                attributes("customer_entity", always: flat ? [] : ["firstname", "lastname", "prefix", "taxvat", "dob"])
            ],
            added: [
                .init(
                    "customer_group",
                    "SELECT g.customer_group_code FROM customer_group AS g WHERE g.customer_group_id = b.group_id LIMIT 1"
                )
            ])
    }

    private static let place = [
        "firstname", "lastname", "company", "street", "city", "region", "postcode", "country_id", "telephone",
    ]

    private static func addresses(flat: Bool) -> ApplicationStream {
        ApplicationStream(
            name: "addresses", table: "customer_address_entity", key: "entity_id",
            tables: kinds.map { "customer_address_entity_\($0)" } + [
                "eav_attribute", "customer_entity", "customer_entity_int",
            ],
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

    private static let subscribers = ApplicationStream(
        name: "newsletter_subscribers", table: "newsletter_subscriber", key: "subscriber_id")
}
