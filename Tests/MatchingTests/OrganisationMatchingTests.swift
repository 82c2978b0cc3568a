import Matching
import Testing

@Suite struct OrganisationMatchingTests {
    /// Invented firms in two sources, some with errors; the last rows are the case under test.
    private func records(_ extra: [[MatchField: String]]) -> MatchRecords {
        var rows: [(source: Int, fields: [MatchField: String])] = []
        for number in 0..<240 {
            let name =
                "\(SeededCustomers.starts[number % 15])\(SeededCustomers.ends[number % 13]) "
                + ["Plumbing", "Bakery", "Logistics", "Motors", "Design"][number % 5]
            var firm: [MatchField: String] = [
                .coreName: name, .phones: "4420794\(70_000 + number)", .street: "\(number % 90 + 1) Mill Lane",
                .city: "Norwick", .postcode: "NW\(number % 9 + 1) 4AB", .country: "GB",
                .domains: "firm\(number).example",
            ]
            rows.append((0, firm))
            if number % 2 == 0 { continue }
            if number % 3 == 0 { firm[.phones] = nil }
            if number % 5 == 0 { firm[.coreName] = String(name.dropLast(2)) }
            rows.append((1, firm))
        }
        return typedRecords(rows + extra.enumerated().map { ($0.offset % 2, $0.element) }, kind: .organisations)
    }

    private static let firm: [MatchField: String] = [
        .coreName: "Zeltweg Joinery", .street: "4 Harbour Road", .city: "Eastham", .postcode: "EA4 1CD", .country: "GB",
        .phones: "442079460555", .domains: "zeltweg.example", .taxNumbers: "GB123456782",
    ]

    private func outcome(_ one: [MatchField: String], _ other: [MatchField: String]) -> (
        joined: Bool, result: MatchResult, at: Int
    ) {
        let records = records([one, other])
        let result = Matching.match(records, model: MatchingModel.train(records), setting: .normal)
        let at = records.count - 2
        return (result.labels[at] == result.labels[at + 1], result, at)
    }

    @Test func spellingsOfOneNameJoin() {
        for name in ["Zeltweg Joinrey", "ZELTWEG JOIN.", "Zeltweg & Joinery"] {
            let other = Self.firm.merging([.coreName: name, .taxNumbers: ""]) { $1 }
            #expect(outcome(Self.firm, other).joined, "\(name)")
        }
    }

    @Test func sisterFirmsAtOneAddressStayApartAndAreRelated() {
        let sister = Self.firm.merging([.coreName: "Zeltweg Joinery Holdings", .taxNumbers: "GB987654317"]) { $1 }
        let (joined, result, at) = outcome(Self.firm, sister)
        #expect(!joined)
        #expect(result.pairs.filter { $0.band == .merged }.allSatisfy { $0.first != UInt32(at) })
    }

    @Test func otherFirmsAtOneAddressStayApart() {
        let neighbour: [MatchField: String] = [
            .coreName: "Quillon Catering", .street: "4 Harbour Road", .city: "Eastham", .postcode: "EA4 1CD",
            .country: "GB",
        ]
        #expect(!outcome(Self.firm, neighbour).joined)
    }

    @Test func matchingIsDeterministicForOrganisationsToo() {
        let records = records([Self.firm, Self.firm])
        let model = MatchingModel.train(records, threads: 1)
        #expect(MatchingModel.train(records, threads: 2) == model)
        #expect(Matching.match(records, model: model, threads: 1) == Matching.match(records, model: model, threads: 2))
    }
}
