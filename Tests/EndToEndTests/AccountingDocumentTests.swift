import Testing

/// Documents, payments and what settles what, as accounting programs export them, with each source's sign rule.
@Suite struct AccountingDocumentTests {
    private func documents(_ facts: ExportedFacts) throws -> [String] {
        try facts.rows("number; type; gross; open_amount; issued_on", from: "invoices")
    }

    private func allocations(_ facts: ExportedFacts) throws -> [String] {
        try facts.rows(
            "i.number; c.number; p.number; l.amount",
            from: """
                allocations l LEFT JOIN invoices i ON i.id = l.invoice_id LEFT JOIN invoices c ON c.id = l.credit_id
                LEFT JOIN payments p ON p.id = l.payment_id
                """)
    }

    @Test func xerosPaymentsAndCreditsSettleItsInvoices() throws {
        let facts = try ExportedFacts("xero-api.json")
        #expect(
            try documents(facts) == [
                "CN-1, credit_note, -300000, 0, 2026-01-01", "INV-1, invoice, 1200000, 200000, 2026-01-01",
            ])
        // What was paid to a supplier stays out; what went back for a credit note is negative.
        #expect(
            try facts.rows("p.number; p.amount; a.name", from: "payments p JOIN accounts a ON a.id = p.account_id")
                == ["p1, 800000, Alder Works", "p2, -100000, Alder Works"])
        #expect(
            try allocations(facts) == [", CN-1, p2, -100000", "INV-1, , p1, 800000", "INV-1, CN-1, , 200000"])
    }

    @Test func quickBooksReceiptsArePaidAndRefundsGoBack() throws {
        let facts = try ExportedFacts("quickbooks-online-api.json")
        #expect(try facts.rows("name", from: "accounts") == ["Alder Works"])
        #expect(
            try documents(facts) == [
                "1001, invoice, 500000, 500000, 2026-01-05", "2001, invoice, 755000, 0, 2026-01-06",
                "3001, credit_note, -55000, 0, 2026-01-07",
            ])
        #expect(
            try facts.rows("number; amount; method", from: "payments") == ["3001, -55000, ", "7788, 755000, Check"])
        #expect(try allocations(facts) == [", 3001, 3001, -55000", "2001, , 7788, 755000"])
    }

    /// Days without a year, in a period over the turn of the year, in a business year from October on; accounts of five and of
    /// seven digits.
    @Test func datevsPostingsHaveTheYearOfTheirPeriod() throws {
        let facts = try ExportedFacts("datev-postings")
        #expect(
            try documents(facts) == [
                "GU-1, credit_note, -595000, , 2026-01-05", "RE-1, invoice, 1190000, , 2025-12-31",
                "RE-2, invoice, 2380000, , 2025-12-31", "RE-9, invoice, 100000, , 2026-07-15",
            ])
    }

    /// Sage's audit trail says by its types what a line is; amounts have no sign.
    @Test func sagesAuditTrailHasSalesCreditsAndReceiptsOfItsCustomers() throws {
        let facts = try ExportedFacts("sage50")
        #expect(
            try facts.rows(
                "i.number; i.type; i.net; i.tax; i.issued_on; a.name",
                from: "invoices i JOIN accounts a ON a.id = i.account_id") == [
                    "1001, invoice, 100000, 20000, 2026-01-05, Alder Works",
                    "1001, invoice, 1000000, 200000, 2026-01-05, Alder Works",
                    "C17, credit_note, -300000, -60000, 2026-01-14, Alder Works",
                ])
        #expect(
            try facts.rows(
                "p.number; p.amount; p.paid_on; a.name", from: "payments p JOIN accounts a ON a.id = p.account_id")
                == ["BACS, 800000, 2026-01-20, Alder Works", "RFND, -50000, 2026-01-21, Alder Works"])
    }
}
