import Testing

/// Orders of shops and market places, whichever of their files is there.
@Suite struct ShopOrderTests {
    /// Without the file of orders the items' file says who bought what.
    @Test func etsysItemsAloneBringTheirOrdersAndBuyers() throws {
        let facts = try ExportedFacts("EtsySoldOrderItems2026-8.csv")
        #expect(
            try facts.rows(
                "o.number; c.family_name; l.name; l.total",
                from: """
                    order_lines l JOIN orders o ON o.id = l.order_id JOIN contacts c ON c.id = o.contact_id
                    """) == [
                    "3001, Castle, Sunset | Card, 100000", "3001, Castle, Sunset | Sticker, 30000",
                    "3002, Pell, Moon | Card, 50000",
                ])
        #expect(try facts.rows("family_name", from: "contacts") == ["Castle", "Pell"])
    }
}
