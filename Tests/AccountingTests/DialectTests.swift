import Accounting
import Connecting
import Deliveries
import Records
import Testing

/// What each program writes, as little of it as tells it: invented people, the program's own names.
@Suite("dialects of Accounting")
struct DialectTests {
    static let samples: [DialectSample] = [
        DialectSample(
            name: "xero-cn.json",
            text: #"""
                {"Id":"x","Status":"OK","CreditNotes":[{"CreditNoteID":"aa-1","CreditNoteNumber":"CN-1",
                "Type":"ACCRECCREDIT","Status":"AUTHORISED","Contact":{"ContactID":"c-1","Name":"Kern KG"},
                "Date":"/Date(1503348544227+0000)/","SubTotal":10.00,"TotalTax":1.90,"Total":11.90,
                "RemainingCredit":11.90,"CurrencyCode":"EUR"}]}
                """#,
            values: ["credit_notes": ("Contact.ContactID", ["c-1"])]),
        DialectSample(
            name: "qbo.json",
            text: #"""
                {"QueryResponse":{"Customer":[{"Id":"1","DisplayName":"Kern KG","CompanyName":"Kern KG",
                "Active":true,"BillAddr":{"Line1":"Hafen 1","City":"Kiel","PostalCode":"24103"},
                "PrimaryEmailAddr":{"Address":"a@kern.example"},"PrimaryPhone":{"FreeFormNumber":"0431 555"},
                "FullyQualifiedName":"Kern KG","SyncToken":"0"},{"Id":"2","DisplayName":"Umbau",
                "FullyQualifiedName":"Kern KG:Umbau","Job":true,"ParentRef":{"value":"1"},"Active":true}],
                "startPosition":1,"maxResults":2},"time":"2024-01-02T03:04:05Z"}
                """#,
            values: ["Customer": ("ParentRef", ["", "1"])]),
        DialectSample(
            name: "qbo-inv.json",
            text: #"""
                {"QueryResponse":{"Invoice":[{"Id":"130","DocNumber":"1037","TxnDate":"2024-01-02",
                "DueDate":"2024-02-01","CustomerRef":{"value":"1","name":"Kern KG"},"CurrencyRef":{"value":"EUR",
                "name":"Euro"},"TotalAmt":362.07,"Balance":362.07,"Line":[{"Id":"1","LineNum":1,"Amount":335.25,
                "DetailType":"SalesItemLineDetail"}]}],"CreditMemo":[{"Id":"131","DocNumber":"1038",
                "TxnDate":"2024-01-03","CustomerRef":{"value":"1","name":"Kern KG"},"TotalAmt":100.00,
                "RemainingCredit":100.00,"Line":[{"Id":"1","Amount":100}]}]},"time":"x"}
                """#,
            values: ["Invoice": ("CustomerRef@name", ["Kern KG"]), "CreditMemo": ("CustomerRef", ["1"])]),
        DialectSample(
            name: "gnucash.xml",
            text: #"""
                <?xml version="1.0" encoding="utf-8" ?>

                <gnc-v2 xmlns:gnc="http://www.gnucash.org/XML/gnc" xmlns:cust="http://www.gnucash.org/XML/cust" xmlns:addr="http://www.gnucash.org/XML/addr" xmlns:cmdty="c">
                <gnc:book version="2.0.0"><gnc:GncCustomer version="2.0.0"><cust:guid type="guid">ab12</cust:guid>
                <cust:name>Kern KG</cust:name><cust:id>000001</cust:id><cust:addr version="2.0.0">
                <addr:name>Anna Kern</addr:name><addr:addr1>Hafen 1</addr:addr1><addr:addr2>24103 Kiel</addr:addr2>
                <addr:email>a@kern.example</addr:email></cust:addr><cust:active>1</cust:active><cust:currency>
                <cmdty:space>ISO4217</cmdty:space><cmdty:id>EUR</cmdty:id></cust:currency></gnc:GncCustomer>
                </gnc:book></gnc-v2>
                """#,
            values: ["customers": ("id", ["000001"])]),
        DialectSample(
            name: "cii.xml",
            text: #"""

                <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:r" xmlns:udt="urn:u">
                <rsm:ExchangedDocument><ram:ID>R-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>
                <udt:DateTimeString format="102">20240102</udt:DateTimeString></ram:IssueDateTime>
                </rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction><ram:IncludedSupplyChainTradeLineItem>
                <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
                </ram:IncludedSupplyChainTradeLineItem><ram:ApplicableHeaderTradeAgreement><ram:BuyerTradeParty>
                <ram:Name>Kern KG</ram:Name><ram:PostalTradeAddress><ram:PostcodeCode>24103</ram:PostcodeCode>
                <ram:LineOne>Hafen 1</ram:LineOne><ram:CityName>Kiel</ram:CityName><ram:CountryID>DE</ram:CountryID>
                </ram:PostalTradeAddress><ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE136695976</ram:ID>
                </ram:SpecifiedTaxRegistration></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
                <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
                <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
                <ram:TaxBasisTotalAmount>10.00</ram:TaxBasisTotalAmount>
                <ram:TaxTotalAmount currencyID="EUR">1.90</ram:TaxTotalAmount>
                <ram:GrandTotalAmount>11.90</ram:GrandTotalAmount><ram:DuePayableAmount>11.90</ram:DuePayableAmount>
                </ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
                </rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>
                """#,
            values: [
                "invoices": (
                    "SupplyChainTradeTransaction.ApplicableHeaderTradeAgreement.BuyerTradeParty.SpecifiedTaxRegistration.1.ID",
                    ["DE136695976"]
                )
            ]),
    ]

    @Test("a program's files are told, its streams named and related", arguments: samples)
    func told(_ sample: DialectSample) throws { try sample.isTold(by: AccountingConnector()) }

    @Test("what a program's streams have is there even where a file lacks it", arguments: samples)
    func declared(_ sample: DialectSample) throws { try sample.declaresItsColumns(to: AccountingConnector()) }
}
