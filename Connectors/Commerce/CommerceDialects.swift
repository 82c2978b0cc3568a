internal import Connecting

/// How shops, market places and payment services write their records.
enum CommerceDialects {
    static let all: [TreeDialect] = [
        shopifyBulk, shopifyGraphQL, shopify, wooCommerce, prestaShop, magento, bigCommerce, stripe, amazon, ebay, etsy,
    ]

    // MARK: Shopify

    private static let shopifyCustomerColumns: [String] = [
        "id", "first_name", "last_name", "email", "phone", "note", "tags", "state", "tax_exempt", "verified_email",
        "created_at", "updated_at", "accepts_marketing", "email_marketing_consent.state",
        "email_marketing_consent.consent_updated_at", "sms_marketing_consent.state", "default_address.id",
        "default_address.company", "default_address.address1", "default_address.address2", "default_address.city",
        "default_address.province", "default_address.province_code", "default_address.zip", "default_address.country",
        "default_address.country_code", "default_address.phone", "currency",
    ]

    private static func address(_ prefix: String) -> [String] {
        [
            "name", "first_name", "last_name", "company", "address1", "address2", "city", "province", "province_code",
            "zip",
            "country", "country_code", "phone",
        ].map { "\(prefix).\($0)" }
    }

    private static let shopifyOrderColumns: [String] =
        [
            "id", "name", "order_number", "email", "phone", "created_at", "updated_at", "cancelled_at",
            "financial_status",
            "fulfillment_status", "currency", "subtotal_price", "total_tax", "total_discounts", "total_price", "test",
            "note",
            "tags", "source_name", "buyer_accepts_marketing", "customer.id", "customer.email", "customer.first_name",
            "customer.last_name", "customer.phone", "total_shipping_price_set.shop_money.amount",
            "shipping_lines.1.price",
        ] + address("billing_address") + address("shipping_address")

    /// Of what is no order yet, by which its mapping is told from that of orders.
    private static let shopifyOfferColumns = shopifyOrderColumns.filter { $0 != "financial_status" }

    private static let shopifyLines: [String] = [
        "id", "sku", "title", "variant_title", "name", "quantity", "price", "total_discount", "product_id",
        "variant_id",
    ]

    /// REST and webhooks: `{"customers": […]}`, `{"order": {…}}`.
    static let shopify = TreeDialect(
        "shopify", title: "Shopify",
        tables: [
            TreeTable(
                "customers", marks: ["verified_email", "tags", "state"], key: "id",
                groups: [
                    "addresses": .rows(
                        columns: ["id", "default"] + address("").map { String($0.dropFirst()) },
                        carry: ["email", "first_name", "last_name"])
                ],
                columns: shopifyCustomerColumns),
            TreeTable(
                "orders", marks: ["financial_status", "subtotal_price", "order_number"], key: "id",
                groups: [
                    "line_items": .rows(columns: shopifyLines),
                    "refunds": .rows(columns: ["id", "created_at", "note"], isAside: true),
                    "refunds.transactions": .rows(
                        columns: ["id", "amount", "kind", "status", "gateway", "created_at", "currency"]),
                    "refunds.refund_line_items": .rows(isAside: true),
                    "refunds.order_adjustments": .rows(isAside: true),
                    "fulfillments": .rows(isAside: true), "fulfillments.line_items": .rows(isAside: true),
                    "line_items.properties": .pairs(key: "name", value: "value"), "line_items.tax_lines": .numbered(1),
                    "shipping_lines": .numbered(1), "tax_lines": .numbered(1),
                    "discount_codes": .numbered(1), "discount_applications": .numbered(1),
                    "note_attributes": .pairs(key: "name", value: "value"),
                ], columns: shopifyOrderColumns, drop: ["client_details", "payment_details"]),
            TreeTable(
                "draft_orders", marks: ["line_items.price", "invoice_url", "invoice_sent_at"], key: "id",
                groups: ["line_items": .rows(columns: shopifyLines, isAside: true), "tax_lines": .numbered(1)],
                columns: shopifyOfferColumns + ["status", "invoice_url", "completed_at"]),
            TreeTable(
                "checkouts", marks: ["line_items", "abandoned_checkout_url"], key: "id",
                groups: [
                    "line_items": .rows(columns: shopifyLines, isAside: true), "tax_lines": .numbered(1),
                    "shipping_lines": .numbered(1),
                ],
                columns: shopifyOfferColumns + ["abandoned_checkout_url"]),
            TreeTable(
                "products", marks: ["variants", "product_type", "vendor"], key: "id",
                groups: [
                    "variants": .rows(columns: ["id", "sku", "title", "price", "inventory_item_id"], carry: ["title"]),
                    "images": .rows(isAside: true),
                    "options": .numbered(1),
                ],
                columns: ["id", "title", "vendor", "product_type", "status", "tags"]),
            TreeTable(
                "metafields", marks: ["namespace", "key", "value"], without: ["verified_email"], key: "id",
                isAside: true),
            TreeTable("shop", marks: ["myshopify_domain", "shop_owner"], key: "id", isAside: true),
        ])

    private static let shopifyGIDTables: [TreeTable] = [
        TreeTable(
            "customers", elements: ["customers", "customer", "Customer", "nodes", "node"],
            marks: ["firstName"], without: ["lineItems", "displayFinancialStatus"], key: "id",
            groups: [
                "addresses": .rows(carry: ["email", "firstName", "lastName"]),
                "addressesV2": .rows(carry: ["email", "firstName", "lastName"]), "orders": .rows(),
                "metafields": .rows(),
            ],
            columns: [
                "id", "firstName", "lastName", "email", "phone", "note", "tags", "createdAt", "updatedAt", "state",
                "defaultEmailAddress.emailAddress", "defaultPhoneNumber.phoneNumber",
                "emailMarketingConsent.marketingState",
                "emailMarketingConsent.consentUpdatedAt", "defaultAddress.company", "defaultAddress.address1",
                "defaultAddress.address2", "defaultAddress.city", "defaultAddress.provinceCode", "defaultAddress.zip",
                "defaultAddress.countryCodeV2", "defaultAddress.phone",
            ]),
        TreeTable(
            "orders", elements: ["orders", "order", "Order", "nodes", "node"],
            marks: ["name", "displayFinancialStatus"], key: "id",
            groups: ["lineItems": .rows(columns: graphLines), "refunds": .rows(isAside: true)],
            columns: [
                "id", "name", "email", "createdAt", "displayFinancialStatus", "currencyCode",
                "totalPriceSet.shopMoney.amount", "totalPriceSet.shopMoney.currencyCode",
                "subtotalPriceSet.shopMoney.amount", "totalTaxSet.shopMoney.amount",
                "totalRefundedSet.shopMoney.amount",
                "customer.id", "customer.email", "customer.firstName", "customer.lastName", "test", "cancelledAt",
                "billingAddress.name", "billingAddress.company", "billingAddress.address1", "billingAddress.city",
                "billingAddress.zip", "billingAddress.provinceCode", "billingAddress.countryCodeV2",
                "billingAddress.phone",
            ]),
        TreeTable(
            "line_items", elements: ["LineItem"], key: "id", columns: ["__parentId"] + graphLines),
        TreeTable("addresses", elements: ["MailingAddress"], key: "id", columns: ["__parentId"]),
    ]

    private static let graphLines: [String] = [
        "id", "sku", "title", "name", "quantity", "originalUnitPriceSet.shopMoney.amount",
    ]

    /// The admin API's GraphQL: `data.customers.edges[].node`, or `nodes[]`, with ids as `gid://shopify/Customer/1`.
    static let shopifyGraphQL = TreeDialect(
        "shopify-graphql", title: "Shopify GraphQL",
        signature: [
            ["/data", "//customers/edges/node/id"], ["/data", "//orders/edges/node/displayFinancialStatus"],
            ["/data", "//customers/nodes/firstName"], ["/data", "//orders/nodes/displayFinancialStatus"],
        ],
        identifiers: "gid://shopify/", tables: shopifyGIDTables)

    /// A bulk operation's answer: a line for each object, children after their parent with `__parentId`.
    static let shopifyBulk = TreeDialect(
        "shopify-bulk", title: "Shopify bulk", signature: [["/__parentId", "/id"]],
        split: TreeSplit("", by: [["id"], ["__typename"]], after: "gid://shopify/", before: "/"),
        identifiers: "gid://shopify/",
        tables: shopifyGIDTables)

    // MARK: WooCommerce

    private static func wooAddress(_ prefix: String) -> [String] {
        [
            "first_name", "last_name", "company", "address_1", "address_2", "city", "state", "postcode", "country",
            "email",
            "phone",
        ].map { "\(prefix).\($0)" }
    }

    /// The REST API: arrays of customers and orders.
    static let wooCommerce = TreeDialect(
        "woocommerce", title: "WooCommerce",
        tables: [
            TreeTable(
                "customers", marks: ["billing.address_1", "username", "role"], key: "id",
                groups: ["meta_data": .pairs(key: "key", value: "value")],
                columns: [
                    "id", "email", "first_name", "last_name", "username", "role", "date_created_gmt",
                    "date_modified_gmt",
                    "is_paying_customer",
                ] + wooAddress("billing") + wooAddress("shipping"), drop: ["_links", "avatar_url"]),
            TreeTable(
                "orders", marks: ["order_key", "line_items", "billing.address_1"], key: "id",
                groups: [
                    "line_items": .rows(
                        columns: [
                            "id", "name", "sku", "quantity", "price", "subtotal", "total", "total_tax", "product_id",
                        ]),
                    "refunds": .rows(
                        columns: ["id", "reason", "total"],
                        carry: ["number", "customer_id", "currency", "date_created_gmt"]),
                    "meta_data": .pairs(key: "key", value: "value"), "shipping_lines": .numbered(1),
                    "tax_lines": .numbered(1), "fee_lines": .numbered(1), "coupon_lines": .numbered(1),
                    "line_items.meta_data": .pairs(key: "key", value: "value"), "line_items.taxes": .numbered(1),
                ],
                columns: [
                    "id", "number", "status", "currency", "date_created_gmt", "date_paid_gmt", "discount_total",
                    "shipping_total", "total", "total_tax", "customer_id", "customer_note", "payment_method_title",
                    "transaction_id",
                ] + wooAddress("billing") + wooAddress("shipping"),
                drop: ["_links", "customer_user_agent", "cart_hash"]),
            TreeTable(
                "products", marks: ["regular_price", "sku", "catalog_visibility"], key: "id",
                groups: ["meta_data": .pairs(key: "key", value: "value")],
                columns: ["id", "name", "sku", "price", "regular_price", "description", "status"], drop: ["_links"]),
            TreeTable(
                "refunds", marks: ["refunded_by", "amount", "reason"], key: "id",
                groups: ["line_items": .rows(isAside: true), "meta_data": .pairs(key: "key", value: "value")],
                columns: ["id", "amount", "reason", "date_created_gmt"], drop: ["_links"]),
        ])

    // MARK: Others

    /// The web service: `<prestashop><customers><customer>` with CDATA, and the same as JSON.
    static let prestaShop = TreeDialect(
        "prestashop", title: "PrestaShop",
        signature: [
            ["/prestashop/customers/customer"], ["/prestashop/addresses/address"], ["/prestashop/orders/order"],
            ["/prestashop/customer"], ["/customers/id_default_group"], ["/addresses/id_customer"],
            ["/orders/id_address_invoice"],
        ],
        tables: [
            TreeTable(
                "customers", elements: ["customer", "customers"], key: "id",
                groups: ["associations.groups": .numbered(1)],
                columns: [
                    "id", "firstname", "lastname", "email", "birthday", "company", "siret", "website", "note", "active",
                    "deleted", "is_guest", "newsletter", "newsletter_date_add", "optin", "date_add", "date_upd",
                ]),
            TreeTable(
                "addresses", elements: ["address", "addresses"], key: "id",
                columns: [
                    "id", "id_customer", "id_country", "id_state", "alias", "company", "firstname", "lastname",
                    "vat_number",
                    "address1", "address2", "postcode", "city", "phone", "phone_mobile", "deleted", "other",
                ]),
            TreeTable(
                "orders", elements: ["order", "orders"], key: "id",
                groups: [
                    "associations.order_rows": .rows(
                        columns: ["id", "product_reference", "product_name", "product_quantity", "unit_price_tax_incl"])
                ],
                columns: [
                    "id", "reference", "id_customer", "date_add", "current_state", "total_paid_tax_incl", "total_paid",
                    "total_shipping", "total_products", "total_discounts", "payment", "id_currency", "note",
                ]),
        ])

    /// The REST API: `{"items": […], "search_criteria": {…}, "total_count": 2}`.
    static let magento = TreeDialect(
        "magento", title: "Magento / Adobe Commerce",
        signature: [
            ["//items/website_id", "//items/group_id"], ["//items/increment_id", "//items/billing_address"],
            ["/website_id", "/group_id", "/addresses"],
        ],
        records: ["/items"],
        tables: [
            TreeTable(
                "customers", marks: ["email", "website_id", "group_id"], without: ["increment_id"], key: "id",
                groups: [
                    "addresses": .rows(
                        columns: [
                            "id", "firstname", "lastname", "company", "street", "city", "postcode", "region.region",
                            "region.region_code", "country_id", "telephone", "vat_id", "default_billing",
                            "default_shipping",
                        ], carry: ["email", "firstname", "lastname"]),
                    "custom_attributes": .pairs(key: "attribute_code", value: "value"),
                ],
                columns: [
                    "id", "email", "prefix", "firstname", "middlename", "lastname", "suffix", "dob", "taxvat",
                    "created_at",
                    "updated_at", "extension_attributes.is_subscribed",
                ]),
            TreeTable(
                "orders", marks: ["increment_id", "billing_address.city"], key: "entity_id",
                groups: [
                    "items": .rows(columns: [
                        "item_id", "sku", "name", "qty_ordered", "price", "discount_amount", "tax_amount", "row_total",
                    ]),
                    "status_histories": .rows(isAside: true),
                ],
                columns: [
                    "entity_id", "increment_id", "customer_id", "customer_email", "customer_firstname",
                    "customer_lastname",
                    "customer_is_guest", "created_at", "status", "order_currency_code", "subtotal", "shipping_amount",
                    "tax_amount", "discount_amount", "grand_total", "total_refunded", "billing_address.firstname",
                    "billing_address.lastname", "billing_address.company", "billing_address.street",
                    "billing_address.city",
                    "billing_address.postcode", "billing_address.region", "billing_address.country_id",
                    "billing_address.telephone",
                ]),
        ])

    /// Version 3 with `data` and `meta.pagination`, version 2 with bare arrays.
    static let bigCommerce = TreeDialect(
        "bigcommerce", title: "BigCommerce",
        tables: [
            TreeTable(
                "customers", marks: ["customer_group_id", "date_created"], key: "id",
                groups: [
                    "addresses": .rows(
                        columns: [
                            "id", "first_name", "last_name", "company", "address1", "address2", "city",
                            "state_or_province",
                            "postal_code", "country_code", "phone",
                        ], carry: ["email", "first_name", "last_name"])
                ],
                columns: [
                    "id", "first_name", "last_name", "email", "company", "phone", "notes", "date_created",
                    "date_modified",
                    "accepts_product_review_abandoned_cart_emails", "tax_exempt_category",
                ]),
            TreeTable(
                "orders", marks: ["billing_address.street_1", "total_inc_tax", "customer_id"], key: "id",
                groups: ["products": .rows(columns: ["id", "sku", "name", "quantity", "base_price"])],
                columns: [
                    "id", "customer_id", "status", "date_created", "currency_code", "subtotal_ex_tax", "total_tax",
                    "shipping_cost_inc_tax", "discount_amount", "total_inc_tax", "refunded_amount", "customer_message",
                    "billing_address.first_name", "billing_address.last_name", "billing_address.company",
                    "billing_address.street_1", "billing_address.street_2", "billing_address.city",
                    "billing_address.state",
                    "billing_address.zip", "billing_address.country_iso2", "billing_address.phone",
                    "billing_address.email",
                    "is_deleted",
                ]),
        ])

    private static let stripeCustomer: [String] = [
        "id", "name", "email", "phone", "description", "created", "currency", "deleted", "livemode", "address.line1",
        "address.line2", "address.city", "address.postal_code", "address.state", "address.country", "shipping.name",
        "shipping.phone", "shipping.address.line1", "shipping.address.line2", "shipping.address.city",
        "shipping.address.postal_code", "shipping.address.state", "shipping.address.country", "delinquent", "balance",
        "preferred_locales",
    ]

    /// Lists, and objects by themselves: each says by `object` what it is.
    static let stripe = TreeDialect(
        "stripe", title: "Stripe",
        tables: [
            TreeTable(
                "customers", marks: ["object", "livemode", "invoice_prefix"], key: "id",
                groups: [
                    "subscriptions.data": .rows(isAside: true), "sources.data": .rows(isAside: true),
                    "tax_ids.data": .numbered(1),
                ],
                columns: stripeCustomer),
            TreeTable(
                "customers", marks: ["object", "livemode", "email", "description", "created"],
                without: ["amount", "amount_due", "customer"], key: "id",
                groups: [
                    "subscriptions.data": .rows(isAside: true), "sources.data": .rows(isAside: true),
                    "tax_ids.data": .numbered(1),
                ],
                columns: stripeCustomer),
            TreeTable(
                "charges", marks: ["object", "amount_refunded", "billing_details", "currency"], key: "id",
                columns: [
                    "id", "amount", "amount_refunded", "created", "currency", "customer", "description", "invoice",
                    "paid",
                    "refunded", "status", "billing_details.name", "billing_details.email", "billing_details.phone",
                    "receipt_email",
                ], drop: ["payment_method_details", "outcome", "fraud_details"]),
            TreeTable(
                "invoices", marks: ["object", "amount_due", "lines"], key: "id",
                groups: [
                    "lines.data": .rows(
                        columns: ["id", "description", "quantity", "amount", "currency"], isAside: true)
                ],
                columns: [
                    "id", "number", "customer", "customer_name", "customer_email", "created", "due_date", "currency",
                    "subtotal", "tax", "total", "amount_due", "amount_paid", "amount_remaining", "status",
                ]),
            TreeTable(
                "subscriptions", marks: ["object", "current_period_end", "customer"], key: "id",
                groups: ["items.data": .rows(isAside: true)], columns: ["id", "customer", "status"], isAside: true),
            TreeTable(
                "subscriptions", marks: ["object", "billing_cycle_anchor", "customer"], key: "id",
                groups: ["items.data": .rows(isAside: true)], columns: ["id", "customer", "status"], isAside: true),
        ])

    /// The orders of the Selling Partner API: `{"payload": {"Orders": […]}}`, and the order items beside them.
    static let amazon = TreeDialect(
        "amazon", title: "Amazon",
        signature: [["//Orders/AmazonOrderId"], ["//OrderItems/ASIN"]],
        records: ["//Orders", "//OrderItems"],
        tables: [
            TreeTable(
                "orders", elements: ["Orders"], key: "AmazonOrderId",
                columns: [
                    "AmazonOrderId", "PurchaseDate", "LastUpdateDate", "OrderStatus", "SalesChannel",
                    "OrderTotal.Amount",
                    "OrderTotal.CurrencyCode", "BuyerInfo.BuyerEmail", "BuyerInfo.BuyerName", "ShippingAddress.Name",
                    "ShippingAddress.AddressLine1", "ShippingAddress.AddressLine2", "ShippingAddress.City",
                    "ShippingAddress.StateOrRegion", "ShippingAddress.PostalCode", "ShippingAddress.CountryCode",
                    "ShippingAddress.Phone", "IsBusinessOrder",
                ]),
            TreeTable(
                "order_items", elements: ["OrderItems"], key: "OrderItemId",
                columns: ["OrderItemId", "ASIN", "SellerSKU", "Title", "QuantityOrdered", "ItemPrice.Amount"]),
        ])

    /// The Fulfillment API: `{"orders": [{"orderId": …, "buyer": {…}, "lineItems": […]}]}`.
    static let ebay = TreeDialect(
        "ebay", title: "eBay",
        signature: [
            ["//orders/orderId", "//orders/buyer", "//orders/lineItems"], ["/orderId", "/buyer", "/lineItems"],
        ],
        tables: [
            TreeTable(
                "orders", marks: ["orderId", "buyer.username"], key: "orderId",
                groups: [
                    "lineItems": .rows(
                        key: "lineItemId", columns: ["lineItemId", "sku", "title", "quantity", "lineItemCost.value"]),
                    "fulfillmentStartInstructions": .numbered(1), "paymentSummary.payments": .numbered(1),
                    "paymentSummary.refunds": .rows(isAside: true),
                ],
                columns: [
                    "orderId", "creationDate", "lastModifiedDate", "orderPaymentStatus", "orderFulfillmentStatus",
                    "buyer.username", "buyer.buyerRegistrationAddress.fullName", "buyer.buyerRegistrationAddress.email",
                    "buyer.buyerRegistrationAddress.primaryPhone.phoneNumber",
                    "buyer.buyerRegistrationAddress.contactAddress.addressLine1",
                    "buyer.buyerRegistrationAddress.contactAddress.city",
                    "buyer.buyerRegistrationAddress.contactAddress.postalCode",
                    "buyer.buyerRegistrationAddress.contactAddress.stateOrProvince",
                    "buyer.buyerRegistrationAddress.contactAddress.countryCode", "pricingSummary.total.value",
                    "pricingSummary.total.currency", "pricingSummary.priceSubtotal.value",
                    "pricingSummary.deliveryCost.value", "pricingSummary.tax.value", "buyerCheckoutNotes",
                ])
        ])

    /// Receipts of API version 3: `{"count": 1, "results": [{"receipt_id": …, "transactions": […]}]}`.
    static let etsy = TreeDialect(
        "etsy", title: "Etsy", signature: [["//results/receipt_id"], ["/receipt_id", "/buyer_user_id"]],
        tables: [
            TreeTable(
                "receipts", marks: ["receipt_id", "buyer_user_id"], key: "receipt_id",
                groups: [
                    "transactions": .rows(
                        key: "transaction_id",
                        columns: ["transaction_id", "sku", "title", "quantity", "price.amount", "price.divisor"]),
                    "shipments": .numbered(1), "refunds": .rows(isAside: true),
                ],
                columns: [
                    "receipt_id", "buyer_user_id", "buyer_email", "name", "first_line", "second_line", "city", "state",
                    "zip",
                    "country_iso", "status", "create_timestamp", "grandtotal.amount", "grandtotal.divisor",
                    "grandtotal.currency_code", "subtotal.amount", "total_shipping_cost.amount",
                    "total_tax_cost.amount",
                    "message_from_buyer", "is_paid",
                ])
        ])
}
