import Commerce
import Connecting
import Deliveries
import Records
import Testing

/// What each program writes, as little of it as tells it: invented people, the program's own names.
@Suite("dialects of Commerce")
struct DialectTests {
    static let samples: [DialectSample] = [
        DialectSample(
            name: "prestashop.xml",
            text: #"""
                <?xml version="1.0" encoding="UTF-8"?>
                <prestashop xmlns:xlink="http://www.w3.org/1999/xlink"><customers>
                <customer><id><![CDATA[1]]></id><id_default_group xlink:href="x">3</id_default_group><newsletter>
                <![CDATA[1]]></newsletter><deleted>0</deleted><lastname><![CDATA[Lindholm]]></lastname><firstname>
                <![CDATA[Anna]]></firstname><email><![CDATA[anna@lindholm.example]]></email>
                <birthday>0000-00-00</birthday><passwd>secret</passwd><is_guest>0</is_guest><active>1</active>
                <date_add>2024-01-02 10:00:00</date_add><associations><groups nodeType="group"><group><id>3</id>
                </group></groups></associations></customer>
                <customer><id><![CDATA[2]]></id><id_default_group>3</id_default_group><newsletter>0</newsletter>
                <deleted>1</deleted><lastname>Weg</lastname><firstname>Gone</firstname>
                <email>gone@weg.example</email><is_guest>0</is_guest><active>0</active></customer>
                </customers></prestashop>
                """#,
            values: ["customers": ("id", ["1", "2"])]),
        DialectSample(
            name: "prestashop-orders.xml",
            text: #"""
                <prestashop><orders><order><id>5</id><reference>ABCDE</reference><id_customer>1</id_customer>
                <current_state>2</current_state><total_paid_tax_incl>41.94</total_paid_tax_incl>
                <date_add>2024-02-03 11:00:00</date_add><associations><order_rows nodeType="order_row"><order_row>
                <id>1</id><product_reference>OFEN</product_reference><product_quantity>2</product_quantity>
                <unit_price_tax_incl>20.97</unit_price_tax_incl></order_row></order_rows></associations></order>
                </orders></prestashop>
                """#,
            values: ["orders": ("reference", ["ABCDE"]), "orders.associations.order_rows": ("order.id", ["5"])]),
        DialectSample(
            name: "magento.json",
            text: #"""
                {"items":[{"id":1,"group_id":1,"website_id":1,"email":"anna@lindholm.example","firstname":"Anna",
                "lastname":"Lindholm","created_at":"2024-01-02 03:04:05","addresses":[{"id":7,"customer_id":1,
                "region":{"region_code":"NI","region":"Niedersachsen"},"country_id":"DE",
                "street":["Salzstrasse 12"],"postcode":"21335","city":"Lueneburg","telephone":"04131 5550",
                "default_billing":true}],"custom_attributes":[{"attribute_code":"debitor","value":"4711"}],
                "extension_attributes":{"is_subscribed":true}}],"search_criteria":{"page_size":100},"total_count":1}
                """#,
            values: [
                "customers": ("custom_attributes.debitor", ["4711"]),
                "customers.addresses": ("customer.email", ["anna@lindholm.example"]),
            ]),
        DialectSample(
            name: "magento-orders.json",
            text: #"""
                {"items":[{"entity_id":3,"increment_id":"000000003","customer_email":"a@b.example",
                "customer_firstname":"Anna","customer_lastname":"Kern","grand_total":29.5,
                "order_currency_code":"EUR","created_at":"2024-01-02 03:04:05","status":"complete",
                "billing_address":{"city":"Kiel","postcode":"24103","street":["Hafen 1"],"country_id":"DE",
                "firstname":"Anna","lastname":"Kern"},"items":[{"item_id":1,"sku":"X","name":"Ofen","qty_ordered":1,
                "price":29.5,"row_total":29.5}]}],"search_criteria":{},"total_count":1}
                """#,
            values: ["orders": ("billing_address.postcode", ["24103"]), "orders.items": ("order.entity_id", ["3"])]),
        DialectSample(
            name: "bigcommerce.json",
            text: #"""
                {"data":[{"id":11,"first_name":"Anna","last_name":"Kern","email":"a@kern.example",
                "company":"Kern KG","phone":"0431 555","customer_group_id":0,"date_created":"2024-01-02T03:04:05Z",
                "addresses":[{"id":1,"first_name":"Anna","last_name":"Kern","address1":"Hafen 1","city":"Kiel",
                "state_or_province":"SH","postal_code":"24103","country_code":"DE"}]}],
                "meta":{"pagination":{"total":1,"count":1,"per_page":50,"current_page":1}}}
                """#,
            values: ["customers": ("company", ["Kern KG"]), "customers.addresses": ("customer.id", ["11"])]),
        DialectSample(
            name: "bigcommerce-orders.json",
            text: #"""
                [{"id":100,"customer_id":0,"date_created":"Tue, 05 Mar 2019 21:40:11 +0000","status":"Shipped",
                "subtotal_ex_tax":"10.00","total_inc_tax":"11.90","total_tax":"1.90","currency_code":"EUR",
                "billing_address":{"first_name":"Anna","last_name":"Kern","street_1":"Hafen 1","city":"Kiel",
                "zip":"24103","country_iso2":"DE","email":"a@kern.example"},"is_deleted":false}]
                """#,
            values: ["orders": ("customer_id", ["0"])]),
        DialectSample(
            name: "amazon.json",
            text: #"""
                {"payload":{"Orders":[{"AmazonOrderId":"902-1845936-5435065","PurchaseDate":"2024-01-02T03:04:05Z",
                "OrderStatus":"Shipped","OrderTotal":{"CurrencyCode":"EUR","Amount":"11.90"},
                "BuyerInfo":{"BuyerEmail":"x@marketplace.amazon.example"},"ShippingAddress":{"Name":"Anna Kern",
                "AddressLine1":"Hafen 1","City":"Kiel","PostalCode":"24103","CountryCode":"DE"}}],"NextToken":"t"}}
                """#,
            values: ["orders": ("ShippingAddress.PostalCode", ["24103"])]),
        DialectSample(
            name: "ebay.json",
            text: #"""
                {"href":"x","total":1,"orders":[{"orderId":"12-3","creationDate":"2024-01-02T03:04:05.000Z",
                "orderPaymentStatus":"PAID","buyer":{"username":"anna_k",
                "buyerRegistrationAddress":{"fullName":"Anna Kern","email":"a@kern.example",
                "contactAddress":{"addressLine1":"Hafen 1","city":"Kiel","postalCode":"24103","countryCode":"DE"}}},
                "pricingSummary":{"total":{"value":"11.90","currency":"EUR"}},"lineItems":[{"lineItemId":"9",
                "sku":"X","title":"Ofen","quantity":1,"lineItemCost":{"value":"11.90","currency":"EUR"}}]}]}
                """#,
            values: ["orders": ("buyer.username", ["anna_k"]), "orders.lineItems": ("order.orderId", ["12-3"])]),
        DialectSample(
            name: "etsy.json",
            text: #"""
                {"count":1,"results":[{"receipt_id":55,"buyer_user_id":77,"buyer_email":"a@kern.example",
                "name":"Anna Kern","first_line":"Hafen 1","city":"Kiel","zip":"24103","country_iso":"DE",
                "status":"Completed","create_timestamp":1700000000,"grandtotal":{"amount":1190,"divisor":100,
                "currency_code":"EUR"},"transactions":[{"transaction_id":1,"title":"Ofen","quantity":1,"sku":"X",
                "price":{"amount":1190,"divisor":100,"currency_code":"EUR"}}]}]}
                """#,
            values: ["receipts": ("zip", ["24103"]), "receipts.transactions": ("receipt.receipt_id", ["55"])]),
        DialectSample(
            name: "shopify-gql.json",
            text: #"""
                {"data":{"customers":{"edges":[{"cursor":"c","node":{"id":"gid://shopify/Customer/207",
                "firstName":"Anna","lastName":"Kern","email":"a@kern.example",
                "defaultAddress":{"address1":"Hafen 1","city":"Kiel","zip":"24103","countryCodeV2":"DE"},
                "emailMarketingConsent":{"marketingState":"SUBSCRIBED"}}}],"pageInfo":{"hasNextPage":false}}},
                "extensions":{"cost":{"requestedQueryCost":2}}}
                """#,
            values: ["customers": ("id", ["207"])]),
        DialectSample(
            name: "shopify-bulk.jsonl",
            text: #"""
                {"id":"gid://shopify/Customer/207","firstName":"Anna","lastName":"Kern","email":"a@kern.example"}
                {"id":"gid://shopify/Order/900","name":"#1","displayFinancialStatus":"PAID","customer":{"id":"gid://shopify/Customer/207"},"totalPriceSet":{"shopMoney":{"amount":"11.90","currencyCode":"EUR"}}}
                {"id":"gid://shopify/LineItem/5","sku":"X","title":"Ofen","quantity":1,"originalUnitPriceSet":{"shopMoney":{"amount":"11.90"}},"__parentId":"gid://shopify/Order/900"}
                """#,
            values: [
                "customers": ("id", ["207"]), "orders": ("customer.id", ["207"]), "line_items": ("__parentId", ["900"]),
            ]),
        DialectSample(
            name: "stripe-list.json",
            text: #"""
                {"object":"list","url":"/v1/customers","has_more":false,"data":[{"id":"cus_1","object":"customer",
                "name":"Anna Kern","email":"a@kern.example","phone":null,"created":1700000000,"currency":"eur",
                "livemode":true,"description":null,"address":{"line1":"Hafen 1","city":"Kiel","postal_code":"24103",
                "country":"DE","state":null},"metadata":{"debitor":"4711"},"shipping":null,"invoice_prefix":"A"},
                {"id":"cus_2","object":"customer","deleted":true}]}
                """#,
            values: ["customers": ("metadata.debitor", ["4711", ""])]),
    ]

    @Test("a program's files are told, its streams named and related", arguments: samples)
    func told(_ sample: DialectSample) throws { try sample.isTold(by: CommerceConnector()) }

    @Test("what a program's streams have is there even where a file lacks it", arguments: samples)
    func declared(_ sample: DialectSample) throws { try sample.declaresItsColumns(to: CommerceConnector()) }
}
