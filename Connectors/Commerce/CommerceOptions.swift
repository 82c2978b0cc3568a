public import Connecting

extension CommerceConnector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "commerce",
        summary:
            "JSON and XML of shops: Shopify, WooCommerce, Magento, PrestaShop, BigCommerce, Stripe, Amazon, eBay, Etsy.",
        endings: ["json", "jsonl", "ndjson", "xml"],
        options: TreeOptions.descriptions(CommerceDialects.all))
}
