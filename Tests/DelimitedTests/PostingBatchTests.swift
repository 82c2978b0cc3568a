import Testing

/// DATEV's posting batches: days get the year that the first line names, long accounts a column by which they are told.
@Suite struct PostingBatchTests {
    private func table(
        length: Int = 4, start: String = "20251001", from: String = "20251201", to: String = "20260131",
        category: String = "21", _ rows: String...
    ) throws -> ReadTable {
        try readTable(
            "\"EXTF\";700;\(category);\"Buchungsstapel\";13;20260115120000000;;\"\";\"\";\"\";1001;456;\(start);\(length);\(from);\(to);\"T\";\"\";1;;0;\"EUR\"\r\n"
                + "Umsatz;S/H;WKZ;Konto;Gegenkonto;Belegdatum;Belegfeld 1\r\n"
                + rows.map { "100,00;S;EUR;\($0)\r\n" }.joined(), name: "EXTF_Buchungsstapel.csv")
    }

    private func days(_ table: ReadTable) -> [String] { table.rows.map { $0[5] } }

    @Test func aDayIsInThePeriodElseInTheBusinessYear() throws {
        let read = try table("10001;8400;3112;R1", "10001;8400;501;R2", "10001;8400;1507;R3", "10001;8400;0110;R4")
        #expect(days(read) == ["2025-12-31", "2026-01-05", "2026-07-15", "2025-10-01"])
        #expect(read.columns.count == 7)
    }

    @Test func whatIsNoDayOrHasAYearStaysAsItStands() throws {
        let read = try table("10001;8400;3113;R1", "10001;8400;31122025;R2", "10001;8400;;R3", "10001;8400;5;R4")
        #expect(days(read) == ["3113", "31122025", "", "5"])
    }

    @Test(arguments: ["", "99999999", "20251001000000000000", "x"])
    func aFirstLineThatNamesNoYearLeavesDaysAlone(_ nothing: String) throws {
        let read = try table(start: nothing, from: nothing, to: nothing, "10001;8400;3112;R1")
        #expect(days(read) == ["3112"])
    }

    @Test(arguments: [(5, "100010", "84000"), (6, "1000100", "840000"), (8, "100010000", "84000000")])
    func longAccountsAreToldByFourDigits(_ length: Int, _ customer: String, _ revenue: String) throws {
        let read = try table(length: length, "\(customer);\(revenue);3112;R1")
        #expect(read.columns.suffix(2) == ["Konto auf vier Stellen", "Gegenkonto auf vier Stellen"])
        #expect(read.rows[0].suffix(2) == ["10001", "8400"])
        #expect(read.rows[0][3] == customer)
    }

    @Test func otherCategoriesStayAsTheyAre() throws {
        let read = try table(length: 6, category: "16", "10001;8400;3112;R1")
        #expect(days(read) == ["3112"])
        #expect(read.columns.count == 7)
    }
}
