import Commerce
import Connecting
import Deliveries
import Records
import Testing

@Suite("real files of shops", .enabled(if: Fixtures.areHere, "no fixtures: set CUSTOMARY_FIXTURES"))
struct FixtureTests {
    private static let files = [
        "shopify-customer.json", "shopify-customers_search.json", "shopify-orders.json", "shopify-order.json",
        "shopify-draft_orders.json", "shopify-metafields.json", "shopify-graphql.json", "shopify-checkouts.json",
        "stripe-customer-fixtures.json", "woocommerce-customers-list.json", "woocommerce-orders-list.json",
    ]

    @Test(
        "each file is known as its shop's, and its customers and orders are those that other tools read",
        arguments: files)
    func facts(_ file: String) throws {
        let facts = try #require(try Fixtures.facts("ecommerce")[file])
        let (probe, streams) = try readAll(Fixtures.file("ecommerce", file))
        #expect(probe.confidence > 90)
        var compared = 0
        for customer in facts["customers"] as? [[Any]] ?? [] {
            let read = try #require(streams["customers"])
            #expect(read.column("id") == ["\(customer[0])"])
            #expect(read.column("email") == ["\(customer[1])"])
            compared += 1
        }
        for order in facts["orders"] as? [[Any]] ?? [] {
            let read = try #require(streams["orders"])
            #expect(read.column("id") == ["\(order[0])"])
            #expect(read.column("name") == ["\(order[1])"])
            #expect(read.column("total_price") == ["\(order[2])"])
            #expect(read.column("created_at") == ["\(order[3])"])
            compared += 1
        }
        if let id = facts["customer_id"] as? String {
            let read = try #require(streams["customers"])
            #expect(read.column("id") == [id])
            #expect(read.column("created") == ["\(try #require(facts["created"]))"])
            #expect(Set(streams.keys).isSuperset(of: ["customers", "charges", "invoices", "subscriptions"]))
            compared += 1
        }
        if let count = facts["n"] as? Int, let first = facts["first"] as? [Any] {
            let isOrders = file.contains("orders")
            let read = try #require(streams[isOrders ? "orders" : "customers"])
            #expect(read.rows.count == count)
            #expect(read.column("id").first == "\(first[0])")
            if isOrders {
                #expect(read.column("customer_id").first == "\(first[1])")
                #expect(read.column("total").first == "\(first[2])")
                #expect(read.column("billing.email").first == "\(first[3])")
            } else {
                #expect(read.column("email").first == "\(first[1])")
                #expect(read.column("billing.city").first == "\(first[2])")
            }
            compared += 1
        }
        if compared == 0 {
            let name = try #require((facts["top"] as? [String])?.first)
            #expect(try #require(streams[name]).rows.isEmpty == false)
        }
    }

    @Test("an order's lines, fulfilments and note attributes come with it")
    func order() throws {
        let (_, streams) = try readAll(Fixtures.file("ecommerce", "shopify-order.json"))
        let lines = try #require(streams["orders.line_items"])
        #expect(lines.column("order.id") == ["450789469", "450789469", "450789469"])
        #expect(lines.column("sku") == ["IPOD2008GREEN", "IPOD2008RED", "IPOD2008BLACK"])
        #expect(lines.column("price") == ["199.00", "199.00", "199.00"])
        let order = try #require(streams["orders"])
        #expect(order.column("note_attributes.custom engraving") == ["Happy Birthday"])
        #expect(order.column("customer.id") == ["207119551"])
        #expect(order.column("billing_address.zip") == ["40202"])
        #expect(!order.stream.columns.contains { $0.contains("credit_card") })
        #expect(order.summary.findings.contains { $0.code == "tree.left_out" && $0.value.contains("payment_details") })
        #expect(streams["orders.fulfillments.line_items"]?.rows.count == 1)
    }

    @Test("escapes become characters")
    func escapes() throws {
        let (_, streams) = try readAll(Fixtures.file("ecommerce", "woocommerce-customers-list.json"))
        #expect(streams["customers"]?.column("first_name") == ["João", "John"])
    }
}
