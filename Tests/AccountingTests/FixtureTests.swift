import Accounting
import Connecting
import Deliveries
import Records
import Testing

@Suite("real files of accounting programs", .enabled(if: Fixtures.areHere, "no fixtures: set CUSTOMARY_FIXTURES"))
struct FixtureTests {
    private func facts(_ file: String) throws -> [String: Any] {
        try #require(try Fixtures.facts("accounting")[file])
    }

    private func counts(_ file: String) throws -> [String: Int] {
        try #require(try facts(file)["counts"] as? [String: Int])
    }

    @Test(
        "contacts of Xero in XML",
        arguments: [
            "xero-contact_with_details.xml", "xero-contact-043892a1-aef1-4c18-88d8-b8ccb6d31466.xml",
            "xero-contact-09664078-efe2-4a88-89a5-67eac9b0047b.xml",
            "xero-contact-0a4cf37b-a1a8-4753-9ee2-f9207f63a8ff.xml",
            "xero-contact-0e74f929-11b9-4255-a035-1fdfe573e676.xml",
        ])
    func xeroContacts(_ file: String) throws {
        let (probe, streams) = try readAll(Fixtures.file("accounting", file))
        #expect(probe.confidence > 90)
        let read = try #require(streams["contacts"])
        #expect(read.column("Name") == (try facts(file)["Name"] as? [String]))
        #expect(read.column("ContactID").allSatisfy { $0.count == 36 })
        for kind in ["DEFAULT", "MOBILE", "FAX", "DDI"] {
            #expect(read.stream.columns.contains("Phones.\(kind).PhoneNumber"))
        }
        if file.contains("details") {
            #expect(read.column("Phones.DEFAULT.PhoneNumber") == ["1111111"])
            #expect(read.column("Phones.DEFAULT.PhoneAreaCode") == ["04"])
            #expect(read.column("Addresses.POBOX.PostalCode") == ["6011"])
        }
    }

    @Test("contacts of Xero in JSON have the same columns as in XML")
    func xeroJSON() throws {
        let file = "xero-contacts-page1.json"
        let (_, streams) = try readAll(Fixtures.file("accounting", file))
        let read = try #require(streams["contacts"])
        let first = try #require(try facts(file)["first"] as? [String])
        #expect(read.rows.count == (try facts(file)["contacts"] as? Int))
        #expect(read.column("Name").first == first[0])
        #expect(read.column("EmailAddress").first == first[1])
        #expect(read.column("UpdatedDateUTC").first == first[2])
        #expect(read.column("Addresses.POBOX.City").first == "Palo Alto")
        #expect(read.column("Phones.DEFAULT.PhoneNumber").first == "847-1294")
        #expect(read.column("Balances.AccountsReceivable.Outstanding").first == "760.0")
    }

    @Test("invoices of Xero, with their payments and credit notes")
    func xeroInvoices() throws {
        let file = "xero-invoices.xml"
        let (_, streams) = try readAll(Fixtures.file("accounting", file))
        let read = try #require(streams["invoices"])
        #expect(read.rows.count == (try counts(file)["Invoice"]))
        let numbers = try #require(try facts(file)["InvoiceNumber"] as? [String])
        #expect(Array(read.column("InvoiceNumber").filter { !$0.isEmpty }.prefix(numbers.count)) == numbers)
        #expect(read.column("Contact.ContactID").allSatisfy { $0.count == 36 })
        let payments = try #require(streams["invoices.Payments"])
        #expect(Set(payments.column("invoice.InvoiceID")).isSubset(of: Set(read.column("InvoiceID"))))
        #expect(payments.rows.count == 26)
    }

    @Test("customers of QuickBooks Online; a sub-customer knows its parent")
    func quickBooks() throws {
        let file = "qbo-customers.xml"
        let facts = try facts(file)
        let read = try #require(try readAll(Fixtures.file("accounting", file)).streams["Customer"])
        #expect(read.rows.count == (try counts(file)["Customer"]))
        #expect(read.column("DisplayName") == facts["DisplayName"] as? [String])
        #expect(read.column("FullyQualifiedName") == facts["FQN"] as? [String])
        #expect(read.column("ParentRef").filter { !$0.isEmpty } == facts["ParentRef"] as? [String])
    }

    @Test("a deleted customer of QuickBooks Online is there and inactive")
    func quickBooksDeleted() throws {
        let file = "qbo-deleted_customer.xml"
        let facts = try facts(file)
        let read = try #require(try readAll(Fixtures.file("accounting", file)).streams["Customer"])
        #expect(read.column("DisplayName") == facts["DisplayName"] as? [String])
        #expect(read.column("Active") == facts["Active"] as? [String])
    }

    @Test("changes of QuickBooks Online: each kind a stream, payments refer to invoices")
    func quickBooksChanges() throws {
        let (_, streams) = try readAll(Fixtures.file("accounting", "qbo-change_data_capture.xml"))
        #expect(streams["Invoice"]?.rows.count == (try counts("qbo-change_data_capture.xml")["Invoice"]))
        #expect(streams["Customer"] == nil)
        let allocations = try #require(streams["Payment.Line"])
        #expect(allocations.column("LinkedTxn.1.TxnType") == ["Invoice"])
        let lines = try #require(streams["Invoice.Line"])
        #expect(lines.column("Invoice.Id") == ["103", "103", "103", "103"])
        #expect(streams["Invoice"]?.column("Id") == ["103", "65"])
        #expect(streams["Invoice"]?.column("status") == ["", "Deleted"])
    }

    @Test(
        "customers and suppliers of audit files stay apart",
        arguments: ["saft-no-financial-999999999.xml", "saft-no-financial-888888888.xml", "saft-pt-idemo.xml"])
    func saft(_ file: String) throws {
        let counts = try counts(file)
        let (probe, streams) = try readAll(Fixtures.file("accounting", file))
        #expect(probe.confidence > 90)
        let customers = try #require(streams["customers"])
        #expect(customers.rows.count == counts["Customer"])
        #expect(streams["suppliers"]?.rows.count == counts["Supplier"])
        #expect(customers.column("CustomerID").allSatisfy { !$0.isEmpty })
        #expect(Set(customers.column("CustomerID")).count == customers.rows.count)
        if let transactions = counts["Transaction"] {
            #expect(streams["transactions"]?.rows.count == transactions)
            #expect(streams["transactions.Line"]?.rows.count == counts["Line"])
        }
        if file.contains("pt") {
            #expect(streams["products"]?.rows.count == counts["Product"])
            #expect(streams["invoices"]?.rows.count == counts["Invoice"])
            let lines = try #require(streams["invoices.Line"])
            #expect(
                Set(lines.column("invoice.InvoiceNo")).isSubset(
                    of: Set(try #require(streams["invoices"]).column("InvoiceNo"))))
            // Declared and written as Windows-1252.
            #expect(customers.column("CompanyName").contains("Manuel Feijão"))
            #expect(customers.summary.findings.allSatisfy { $0.code != "encoding.other_lines" })
        } else {
            #expect(customers.column("Address.1.PostalCode").contains { $0.count == 4 })
        }
    }

    @Test(
        "documents after UBL with their buyer, lines and totals",
        arguments: ["ubl-peppol-base-example.xml", "ubl-peppol-creditnote.xml", "ubl-peppol-no-example.xml"])
    func ubl(_ file: String) throws {
        let facts = try facts(file)
        let (probe, streams) = try readAll(Fixtures.file("accounting", file))
        #expect(probe.confidence > 95)
        let isCredit = file.contains("creditnote")
        let read = try #require(streams[isCredit ? "credit_notes" : "invoices"])
        #expect(read.column("ID") == facts["id"] as? [String])
        let party = "AccountingCustomerParty.Party."
        #expect(read.column(party + "PartyLegalEntity.RegistrationName") == facts["customer_legal"] as? [String])
        #expect(read.column("LegalMonetaryTotal.PayableAmount") == facts["payable"] as? [String])
        if let names = facts["customer_name"] as? [String] { #expect(read.column(party + "PartyName.Name") == names) }
        if let dates = facts["issue"] as? [String] { #expect(read.column("IssueDate") == dates) }
        let lines = try #require(streams[isCredit ? "credit_notes.CreditNoteLine" : "invoices.InvoiceLine"])
        #expect(lines.rows.count == (file.contains("no-example") ? 5 : 2))
        #expect(!read.stream.columns.contains { $0.contains("EmbeddedDocumentBinaryObject") })
    }
}
