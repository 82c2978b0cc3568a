public import Connecting

extension AccountingConnector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "accounting",
        summary: "XML and JSON of accounting: QuickBooks Online, Xero, SAF-T, UBL and Peppol invoices, CII, GnuCash.",
        endings: ["xml", "json", "gnucash"],
        options: TreeOptions.descriptions(AccountingDialects.all))
}
