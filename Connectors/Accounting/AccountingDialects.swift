internal import Connecting

/// How accounting programs write their records.
enum AccountingDialects {
    static let all: [TreeDialect] = [
        saft, quickBooks, xero, ublInvoice, ublCreditNote, crossIndustry, gnuCash,
    ]

    // MARK: SAF-T

    /// The standard audit file of Norway, Portugal and others, told by its namespace.
    static let saft = TreeDialect(
        "saft", title: "SAF-T", roots: ["AuditFile"], namespace: "urn:",
        records: [
            "//Customer", "//Supplier", "//Product", "//Invoice", "//Payment", "//WorkDocument", "//Transaction",
            "//GeneralLedgerAccounts/Account",
        ],
        tables: [
            TreeTable(
                "customers", elements: ["Customer"], key: "CustomerID", groups: saftNumbered,
                columns: ["CustomerID", "CustomerTaxID"] + saftColumns),
            TreeTable(
                "suppliers", elements: ["Supplier"], key: "SupplierID", groups: saftNumbered,
                columns: ["SupplierID", "SupplierTaxID"] + saftColumns),
            TreeTable(
                "products", elements: ["Product"], key: "ProductCode",
                columns: ["ProductCode", "ProductDescription", "ProductGroup", "ProductType"]),
            TreeTable(
                "invoices", elements: ["Invoice"], key: "InvoiceNo",
                groups: [
                    "Line": .rows(key: "LineNumber", columns: saftLine, isAside: true),
                    "DocumentTotals.Payment": .numbered(1),
                    "WithholdingTax": .numbered(1), "Settlement": .numbered(1),
                ],
                columns: [
                    "InvoiceNo", "InvoiceDate", "InvoiceType", "CustomerID", "DocumentStatus.InvoiceStatus",
                    "DocumentTotals.TaxPayable", "DocumentTotals.NetTotal", "DocumentTotals.GrossTotal",
                    "DocumentTotals.Currency.CurrencyCode",
                ], drop: ["Hash", "HashControl"]),
            TreeTable(
                "payments", elements: ["Payment"], marks: ["PaymentRefNo"], key: "PaymentRefNo",
                groups: [
                    "Line": .rows(key: "LineNumber", isAside: true), "PaymentMethod": .numbered(1),
                    "WithholdingTax": .numbered(1),
                ],
                columns: [
                    "PaymentRefNo", "TransactionDate", "CustomerID", "DocumentTotals.GrossTotal",
                    "DocumentTotals.NetTotal",
                    "DocumentStatus.PaymentStatus",
                ]),
            TreeTable(
                "work_documents", elements: ["WorkDocument"], key: "DocumentNumber",
                groups: ["Line": .rows(key: "LineNumber", columns: saftLine)],
                columns: ["DocumentNumber", "CustomerID"],
                drop: ["Hash", "HashControl"], isAside: true),
            TreeTable(
                "transactions", elements: ["Transaction"], key: "TransactionID",
                groups: [
                    "Line": .rows(key: "RecordID"), "Lines.DebitLine": .rows(key: "RecordID"),
                    "Lines.CreditLine": .rows(key: "RecordID"),
                ], isAside: true),
            TreeTable("ledger_accounts", elements: ["Account"], key: "AccountID", isAside: true),
        ])

    private static let saftLine: [String] = [
        "LineNumber", "ProductCode", "ProductDescription", "Description", "Quantity", "UnitPrice", "CreditAmount",
        "DebitAmount",
    ]

    /// Norway has several addresses, contacts and bank accounts, Portugal one of each.
    private static let saftNumbered: [String: TreeGroup] = [
        "Address": .numbered(1), "Contact": .numbered(1), "BankAccount": .numbered(1), "TaxRegistration": .numbered(1),
        "ShipToAddress": .numbered(1),
    ]

    private static let saftColumns: [String] = [
        "CompanyName", "Name", "Telephone", "Email", "Website", "AccountID", "RegistrationNumber",
        "TaxRegistration.1.TaxRegistrationNumber", "Contact.1.Telephone", "Contact.1.Email",
        "Contact.1.ContactPerson.FirstName", "Contact.1.ContactPerson.LastName", "BillingAddress.AddressDetail",
        "BillingAddress.City", "BillingAddress.PostalCode", "BillingAddress.Region", "BillingAddress.Country",
        "Address.1.StreetName", "Address.1.Number", "Address.1.AdditionalAddressDetail", "Address.1.City",
        "Address.1.PostalCode", "Address.1.Region", "Address.1.Country", "OpeningDebitBalance", "OpeningCreditBalance",
        "ClosingDebitBalance", "ClosingCreditBalance",
    ]

    // MARK: QuickBooks Online

    private static let quickBooksAddress: [String] = ["BillAddr", "ShipAddr"].flatMap { prefix in
        ["Line1", "Line2", "Line3", "Line4", "Line5", "City", "CountrySubDivisionCode", "PostalCode", "Country"].map {
            "\(prefix).\($0)"
        }
    }

    private static let quickBooksDocument: [String] =
        [
            "Id", "DocNumber", "TxnDate", "DueDate", "CustomerRef", "CustomerRef@name", "CurrencyRef", "TotalAmt",
            "Balance", "TxnTaxDetail.TotalTax",
            "BillEmail.Address", "PrivateNote", "status",
        ]

    /// A receipt is paid when it is written: it is due no day, and no balance is left.
    private static let quickBooksReceipt =
        quickBooksDocument.filter { $0 != "DueDate" && $0 != "Balance" } + [
            "PaymentRefNum", "PaymentMethodRef", "PaymentMethodRef@name", "DepositToAccountRef",
        ]

    private static let quickBooksLines: [String: TreeGroup] = [
        "Line": .rows(
            key: "Id",
            columns: [
                "Id", "LineNum", "Description", "Amount", "DetailType", "SalesItemLineDetail.Qty",
                "SalesItemLineDetail.UnitPrice", "SalesItemLineDetail.ItemRef", "SalesItemLineDetail.ItemRef@name",

            ], isAside: true),
        "LinkedTxn": .numbered(1), "CustomField": .numbered(1), "TxnTaxDetail.TaxLine": .numbered(1),
    ]

    /// Answers of queries and of change data capture, in XML and JSON.
    static let quickBooks = TreeDialect(
        "quickbooks-online", title: "QuickBooks Online",
        signature: [
            ["/IntuitResponse"], ["//QueryResponse/Customer"], ["//QueryResponse/Invoice"], ["//QueryResponse/Vendor"],
            ["//QueryResponse/Payment"], ["/Customer/SyncToken"], ["//CDCResponse/QueryResponse"],
        ],
        records: [
            "//Customer", "//Invoice", "//CreditMemo", "//SalesReceipt", "//Payment", "//Vendor", "//Estimate",
            "//Bill",
            "//BillPayment", "//Item", "//Employee", "//Term", "//RefundReceipt", "//JournalEntry", "//Purchase",
            "//Account",
            "//TaxCode", "//Class", "//Department", "//CustomerType",
        ],
        references: "Ref",
        tables: [
            TreeTable(
                "Customer", elements: ["Customer"], key: "Id",
                columns: [
                    "Id", "DisplayName", "CompanyName", "Title", "GivenName", "MiddleName", "FamilyName", "Suffix",
                    "FullyQualifiedName", "Active", "Job", "ParentRef", "Level", "Notes", "Balance",
                    "PrimaryPhone.FreeFormNumber", "AlternatePhone.FreeFormNumber", "Mobile.FreeFormNumber",
                    "Fax.FreeFormNumber", "PrimaryEmailAddr.Address", "WebAddr.URI", "MetaData.CreateTime",
                    "MetaData.LastUpdatedTime", "CurrencyRef", "ResaleNum", "status",
                    "SalesTermRef@name",
                ] + quickBooksAddress),
            TreeTable(
                "Invoice", elements: ["Invoice"], key: "Id", groups: quickBooksLines,
                columns: quickBooksDocument + quickBooksAddress),
            TreeTable(
                "CreditMemo", elements: ["CreditMemo"], key: "Id", groups: quickBooksLines,
                columns: quickBooksDocument.filter { $0 != "DueDate" } + ["RemainingCredit"] + quickBooksAddress),
            TreeTable(
                "SalesReceipt", elements: ["SalesReceipt"], key: "Id", groups: quickBooksLines,
                columns: quickBooksReceipt + ["TrackingNum"] + quickBooksAddress),
            TreeTable(
                "RefundReceipt", elements: ["RefundReceipt"], key: "Id", groups: quickBooksLines,
                columns: quickBooksReceipt + ["PaymentType"] + quickBooksAddress),
            TreeTable(
                "Estimate", elements: ["Estimate"], key: "Id", groups: quickBooksLines, columns: quickBooksDocument,
                isAside: true),
            TreeTable(
                "Payment", elements: ["Payment"], key: "Id",
                groups: [
                    "Line": .rows(columns: ["Amount", "LinkedTxn.1.TxnId", "LinkedTxn.1.TxnType"]),
                    "Line.LinkedTxn": .numbered(1),
                ],
                columns: [
                    "Id", "TxnDate", "TotalAmt", "UnappliedAmt", "CustomerRef", "CurrencyRef",
                    "PaymentRefNum", "PaymentMethodRef", "PaymentMethodRef@name", "PrivateNote",
                ]),
            TreeTable(
                "Vendor", elements: ["Vendor"], key: "Id",
                columns: [
                    "Id", "DisplayName", "CompanyName", "GivenName", "FamilyName", "Active", "PrimaryEmailAddr.Address",
                    "Vendor1099",
                ]),
            TreeTable(
                "Item", elements: ["Item"], key: "Id",
                columns: ["Id", "Name", "Sku", "Description", "UnitPrice", "Active"]),
            TreeTable(
                "Bill", elements: ["Bill"], key: "Id", groups: ["Line": .rows(key: "Id"), "LinkedTxn": .numbered(1)],
                isAside: true),
            TreeTable("BillPayment", elements: ["BillPayment"], key: "Id", groups: ["Line": .rows()], isAside: true),
            TreeTable(
                "JournalEntry", elements: ["JournalEntry"], key: "Id", groups: ["Line": .rows(key: "Id")], isAside: true
            ),
            TreeTable("Purchase", elements: ["Purchase"], key: "Id", groups: ["Line": .rows(key: "Id")], isAside: true),
        ])

    // MARK: Xero

    private static let xeroContactColumns: [String] =
        [
            "ContactID", "ContactNumber", "AccountNumber", "ContactStatus", "Name", "FirstName", "LastName",
            "EmailAddress",
            "TaxNumber", "CompanyNumber", "IsSupplier", "IsCustomer", "DefaultCurrency", "UpdatedDateUTC", "Website",
            "SkypeUserName", "Balances.AccountsReceivable.Outstanding",
        ]
        + ["POBOX", "STREET"].flatMap { kind in
            [
                "AttentionTo", "AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4", "City", "Region",
                "PostalCode",
                "Country",
            ].map { "Addresses.\(kind).\($0)" }
        }
        + ["DEFAULT", "MOBILE", "FAX", "DDI"].flatMap { kind in
            ["PhoneCountryCode", "PhoneAreaCode", "PhoneNumber"].map { "Phones.\(kind).\($0)" }
        }
        + (1...2).flatMap { number in
            ["FirstName", "LastName", "EmailAddress"].map { "ContactPersons.\(number).\($0)" }
        }

    private static let xeroDocument: [String] = [
        "InvoiceID", "InvoiceNumber", "Type", "Status", "Contact.ContactID", "Contact.Name", "Date", "DueDate",
        "SubTotal",
        "TotalTax", "Total", "AmountDue", "AmountPaid", "AmountCredited", "CurrencyCode", "Reference", "UpdatedDateUTC",
    ]

    private static let xeroLines: [String: TreeGroup] = [
        "LineItems": .rows(
            columns: [
                "LineItemID", "Description", "Quantity", "UnitAmount", "LineAmount", "TaxAmount", "ItemCode",
            ], isAside: true),
        "Payments": .rows(
            key: "PaymentID", columns: ["PaymentID", "Date", "Amount", "Reference"],
            carry: ["Contact.ContactID", "CurrencyCode", "Type"]),
        "Allocations": .rows(columns: ["Amount", "Date", "Invoice.InvoiceID", "Invoice.InvoiceNumber"]),
        "CreditNotes": .rows(key: "CreditNoteID", isAside: true), "Prepayments": .rows(isAside: true),
        "Overpayments": .rows(isAside: true),
        "Contact.Addresses": .typed(by: "AddressType"), "Contact.Phones": .typed(by: "PhoneType"),
        "Contact.ContactGroups": .numbered(1), "Contact.ContactPersons": .numbered(1),
    ]

    /// Answers of the API in XML and JSON.
    static let xero = TreeDialect(
        "xero", title: "Xero",
        signature: [
            ["//Contacts/Contact/ContactID"], ["//Contacts/ContactID"], ["//Invoices/Invoice/InvoiceID"],
            ["//Invoices/InvoiceID"], ["//CreditNotes/CreditNoteID"], ["//CreditNotes/CreditNote/CreditNoteID"],
            ["//Payments/PaymentID"], ["//Payments/Payment/PaymentID"],
        ],
        records: [
            "/Response/Contacts/Contact", "/Response/Invoices/Invoice", "/Response/CreditNotes/CreditNote",
            "/Response/Payments/Payment", "/Contacts", "/Invoices", "/CreditNotes", "/Payments", "/Contacts/Contact",
            "/Invoices/Invoice", "/CreditNotes/CreditNote", "/Payments/Payment",
        ],
        tables: [
            TreeTable(
                "contacts", elements: ["Contact", "Contacts"], marks: ["ContactID"], key: "ContactID",
                groups: [
                    "Addresses": .typed(by: "AddressType"), "Phones": .typed(by: "PhoneType"),
                    "ContactPersons": .numbered(2), "ContactGroups": .numbered(1),
                    "SalesTrackingCategories": .numbered(1),
                    "PurchasesTrackingCategories": .numbered(1), "PaymentTerms": .numbered(1),
                ], columns: xeroContactColumns),
            TreeTable(
                "invoices", elements: ["Invoice", "Invoices"], marks: ["InvoiceID"], key: "InvoiceID",
                groups: xeroLines,
                columns: xeroDocument),
            TreeTable(
                "credit_notes", elements: ["CreditNote", "CreditNotes"], marks: ["CreditNoteID"], key: "CreditNoteID",
                groups: xeroLines,
                columns: [
                    "CreditNoteID", "CreditNoteNumber", "Type", "Status", "Contact.ContactID", "Contact.Name", "Date",
                    "SubTotal", "TotalTax", "Total", "RemainingCredit", "CurrencyCode", "UpdatedDateUTC",
                ]),
            TreeTable(
                "payments", elements: ["Payment", "Payments"], marks: ["PaymentID"], key: "PaymentID",
                columns: [
                    "PaymentID", "Date", "Amount", "Reference", "Status", "PaymentType", "Invoice.InvoiceID",
                    "Invoice.InvoiceNumber", "Invoice.Type", "Invoice.Contact.ContactID", "Invoice.Contact.Name",
                    "Invoice.CurrencyCode", "CreditNote.CreditNoteID", "CreditNote.Contact.ContactID",
                    "CreditNote.CurrencyCode",
                ]),
        ])

    // MARK: Electronic invoices

    private static func ublParty(_ prefix: String) -> [String] {
        [
            "EndpointID", "EndpointID@schemeID", "PartyIdentification.1.ID", "PartyName.Name",
            "PostalAddress.StreetName",
            "PostalAddress.AdditionalStreetName", "PostalAddress.CityName", "PostalAddress.PostalZone",
            "PostalAddress.CountrySubentity", "PostalAddress.Country.IdentificationCode", "PartyTaxScheme.1.CompanyID",
            "PartyLegalEntity.RegistrationName", "PartyLegalEntity.CompanyID", "Contact.Name", "Contact.Telephone",
            "Contact.ElectronicMail",
        ].map { "\(prefix).Party.\($0)" }
    }

    private static let ublColumns: [String] =
        [
            "ID", "IssueDate", "DueDate", "DocumentCurrencyCode", "BuyerReference", "OrderReference.ID",
            "TaxTotal.1.TaxAmount", "LegalMonetaryTotal.LineExtensionAmount", "LegalMonetaryTotal.TaxExclusiveAmount",
            "LegalMonetaryTotal.TaxInclusiveAmount", "LegalMonetaryTotal.PrepaidAmount",
            "LegalMonetaryTotal.PayableAmount",
        ] + ublParty("AccountingCustomerParty") + ublParty("AccountingSupplierParty")

    private static func ublGroups(_ line: String, _ quantity: String) -> [String: TreeGroup] {
        var groups: [String: TreeGroup] = [
            line: .rows(
                key: "ID",
                columns: [
                    "ID", quantity, "LineExtensionAmount", "Item.Name", "Item.Description", "Price.PriceAmount",
                    "Item.SellersItemIdentification.ID", "Item.ClassifiedTaxCategory.Percent",
                ], isAside: true),
            "AllowanceCharge": .rows(columns: ["ChargeIndicator", "AllowanceChargeReason", "Amount"], isAside: true),
            "TaxTotal": .numbered(1), "TaxTotal.TaxSubtotal": .numbered(1), "PaymentMeans": .numbered(1),
            "AdditionalDocumentReference": .numbered(1), "Delivery": .numbered(1),
            "\(line).AllowanceCharge": .numbered(1),
            "\(line).Item.AdditionalItemProperty": .pairs(key: "Name", value: "Value"),
        ]
        for party in ["AccountingCustomerParty", "AccountingSupplierParty"] {
            groups["\(party).Party.PartyIdentification"] = .numbered(1)
            groups["\(party).Party.PartyTaxScheme"] = .numbered(1)
        }
        return groups
    }

    /// What a document carries inside itself as a file.
    private static let ublBodies = [
        "AdditionalDocumentReference.Attachment.EmbeddedDocumentBinaryObject", "UBLExtensions",
    ]

    /// An invoice after UBL 2.1, as Peppol, XRechnung and others use it.
    static let ublInvoice = TreeDialect(
        "ubl-invoice", title: "UBL invoice", roots: ["Invoice"], namespace: "urn:oasis:names:specification:ubl:",
        records: ["/Invoice"], confidence: 97,
        tables: [
            TreeTable(
                "invoices", elements: ["Invoice"], key: "ID", groups: ublGroups("InvoiceLine", "InvoicedQuantity"),
                columns: ublColumns + ["InvoiceTypeCode"], drop: ublBodies)
        ])

    /// A credit note after UBL 2.1: its amounts are positive.
    static let ublCreditNote = TreeDialect(
        "ubl-credit-note", title: "UBL credit note", roots: ["CreditNote"],
        namespace: "urn:oasis:names:specification:ubl:", records: ["/CreditNote"], confidence: 97,
        tables: [
            TreeTable(
                "credit_notes", elements: ["CreditNote"], key: "ID",
                groups: ublGroups("CreditNoteLine", "CreditedQuantity"),
                columns: ublColumns + ["CreditNoteTypeCode"], drop: ublBodies)
        ])

    private static let ciiTrade = "SupplyChainTradeTransaction"

    private static func ciiParty(_ party: String) -> [String] {
        [
            "Name", "ID", "GlobalID", "SpecifiedLegalOrganization.ID", "DefinedTradeContact.PersonName",
            "DefinedTradeContact.TelephoneUniversalCommunication.CompleteNumber",
            "DefinedTradeContact.EmailURIUniversalCommunication.URIID", "PostalTradeAddress.PostcodeCode",
            "PostalTradeAddress.LineOne", "PostalTradeAddress.LineTwo", "PostalTradeAddress.CityName",
            "PostalTradeAddress.CountryID", "SpecifiedTaxRegistration.1.ID",
        ].map { "\(ciiTrade).ApplicableHeaderTradeAgreement.\(party).\($0)" }
    }

    /// A cross industry invoice, as Factur-X and ZUGFeRD have it.
    static let crossIndustry = TreeDialect(
        "cii", title: "CII invoice", roots: ["CrossIndustryInvoice"], records: ["/CrossIndustryInvoice"],
        confidence: 97,
        tables: [
            TreeTable(
                "invoices", elements: ["CrossIndustryInvoice"], key: "",
                groups: [
                    "\(ciiTrade).IncludedSupplyChainTradeLineItem": .rows(
                        columns: [
                            "AssociatedDocumentLineDocument.LineID", "SpecifiedTradeProduct.Name",
                            "SpecifiedTradeProduct.SellerAssignedID",
                            "SpecifiedLineTradeDelivery.BilledQuantity",
                            "SpecifiedLineTradeAgreement.NetPriceProductTradePrice.ChargeAmount",
                            "SpecifiedLineTradeSettlement.SpecifiedTradeSettlementLineMonetarySummation.LineTotalAmount",
                        ], isAside: true),
                    "\(ciiTrade).ApplicableHeaderTradeAgreement.BuyerTradeParty.SpecifiedTaxRegistration": .numbered(1),
                    "\(ciiTrade).ApplicableHeaderTradeAgreement.SellerTradeParty.SpecifiedTaxRegistration": .numbered(
                        1),
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.ApplicableTradeTax": .numbered(1),
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradePaymentTerms": .numbered(1),
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementHeaderMonetarySummation.TaxTotalAmount":
                        .numbered(1),
                ],
                columns: [
                    "ExchangedDocument.ID", "ExchangedDocument.TypeCode",
                    "ExchangedDocument.IssueDateTime.DateTimeString",
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.InvoiceCurrencyCode",
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradePaymentTerms.1.DueDateDateTime.DateTimeString",
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementHeaderMonetarySummation.TaxBasisTotalAmount",
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementHeaderMonetarySummation.GrandTotalAmount",
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementHeaderMonetarySummation.DuePayableAmount",
                    "\(ciiTrade).ApplicableHeaderTradeSettlement.SpecifiedTradeSettlementHeaderMonetarySummation.TaxTotalAmount.1",
                ] + ciiParty("BuyerTradeParty"))
        ])

    /// GnuCash's own file, unzipped.
    static let gnuCash = TreeDialect(
        "gnucash", title: "GnuCash", roots: ["gnc-v2"],
        records: ["//GncCustomer", "//GncInvoice", "//GncEntry", "//GncVendor", "//GncJob", "//GncEmployee"],
        tables: [
            TreeTable(
                "customers", elements: ["GncCustomer"], key: "guid",
                columns: [
                    "guid", "id", "name", "notes", "active", "credit", "addr.name", "addr.addr1", "addr.addr2",
                    "addr.addr3",
                    "addr.addr4", "addr.phone", "addr.fax", "addr.email", "shipaddr.name", "shipaddr.addr1",
                    "shipaddr.addr2", "shipaddr.addr3", "shipaddr.addr4", "currency.id",
                ]),
            TreeTable(
                "invoices", elements: ["GncInvoice"], key: "guid",
                columns: [
                    "guid", "id", "owner.id", "owner.type", "opened.date", "posted.date", "active", "currency.id",
                    "notes", "billing_id",
                ]),
            TreeTable("entries", elements: ["GncEntry"], key: "guid", isAside: true),
            TreeTable("vendors", elements: ["GncVendor"], key: "guid", columns: ["guid", "id", "name"]),
        ])
}
