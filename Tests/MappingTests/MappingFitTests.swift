import Configuration
import Mapping
import Records
import Testing

/// A mapping made for one header, fitted to others.
@Suite struct MappingFitTests {
    private static let base = """
        version: 1
        headers:
          Company: [Firma, Account Name]
          OwnerId: [Betreuer]
        recognises:
          - [Id, Name, Company, City]
          - {columns: [Id, Name], values: {Id: "K[0-9]+"}}
        refers:
          person.owner: {mapping: crm-users, record: user, key: OwnerId}
        records:
          company:
            entity: accounts
            key: [Id, Branch]
            when: {column: Company, present: true}
            fields:
              name: Company
              city: [City, Town]
              phone: {columns: [Phone, Telex], join: " "}
          person:
            entity: contacts
            key: Id
            when: {any: [{column: Name, present: true}, {column: Kind, is: person}]}
            fields:
              full_name: Name
              mobile: {column: Mobile, when: {column: Kind, is_not: firm}}
              account: {record: company}
          consent:
            entity: consents
            when: [{column: Newsletter, is: "1"}, {column: Name, present: true}]
            fields:
              contact: {record: person}
              status: {text: opt_in}
        filters:
          - {when: {column: Deleted, is: "1"}, reason: deleted}
          - {when: {column: City, present: false}, reason: nowhere}
        ignore: [Logo]
        """

    private func fit(_ columns: [String], _ rows: [[String]] = []) throws -> MappingRecognition.Fit? {
        let document = YAMLDocument.parse(text: Self.base, name: "base")
        let parser = MappingParser(library: { _ in nil }, zone: { _ in nil })
        var problems: [Problem] = []
        let mapping = parser.parse(document, name: "base", problems: &problems)
        try #require(problems.isEmpty, "\(problems)")
        let recognition = parser.recognition(document)
        let header = FoldedHeader(columns) { $0.lowercased().filter { $0.isLetter || $0.isNumber } }
        return recognition.proof(in: header, sample: Bench.batch(columns.count, rows).cells)
            .map { recognition.fitting(mapping, to: header, proof: $0) }
    }

    @Test func namesAreFoundWhateverTheirCaseAndPunctuation() throws {
        let fit = try #require(try fit(["ID", "*Name", "company", "CITY", "Phone"]))
        #expect(fit.headers.map(\.column) == ["Id", "Company", "City", "Name"])
        #expect(fit.headers.map(\.name) == ["ID", "company", "CITY", "*Name"])
        #expect(fit.absent == ["Branch", "Town", "Telex", "Kind", "Mobile", "Newsletter", "Deleted"])
    }

    @Test func anotherNameOfAColumnIsFound() throws {
        let fit = try #require(try fit(["Id", "Name", "Firma", "City"]))
        #expect(fit.headers.map(\.column) == ["Company"])
        #expect(fit.headers.map(\.name) == ["Firma"])
    }

    @Test func theKeyOfAnotherSourceIsFoundUnderItsOtherNamesToo() throws {
        #expect(try fit(["Id", "Name", "Company", "City", "betreuer"])?.keys == ["OwnerId": "betreuer"])
        #expect(try fit(["Id", "Name", "Company", "City"])?.keys == [:])
    }

    @Test func theColumnOfTheNameItselfComesBeforeOtherNames() throws {
        let fit = try #require(try fit(["Firma", "Id", "Name", "Company", "City"]))
        #expect(fit.headers.isEmpty)
    }

    @Test func twoColumnsThatDifferOnlyInWritingAreNeitherTaken() throws {
        #expect(try fit(["id", "ID", "Name", "Company", "City"]) == nil)
    }

    @Test func aSignatureThatIsNotWholeProvesNothing() throws {
        #expect(try fit(["Id", "Name", "Company"]) == nil)
    }

    @Test func valuesProveWhatAFewColumnsDont() throws {
        #expect(try fit(["Id", "Name"], [["K12", "A"], ["K13", "B"]]) != nil)
        #expect(try fit(["Id", "Name"], [["12", "A"], ["13", "B"]]) == nil)
        #expect(try fit(["Id", "Name"], []) == nil)
        // Four of five are enough, three of five aren't.
        let four = [["K1", ""], ["K2", ""], ["K3", ""], ["K4", ""], ["5", ""]]
        #expect(try fit(["Id", "Name"], four) != nil)
        #expect(try fit(["Id", "Name"], [["4", ""]] + four.dropFirst()) == nil)
    }

    /// A mapping of a project that extends the base and says how its file differs.
    private func extended(_ lines: String) throws -> SourceMapping {
        try Bench.mapping("version: 1\nextends: base\n" + lines, library: ["base": Self.base])
    }

    @Test func headersCallColumnsAsTheFileDoes() throws {
        let mapping = try extended("headers: {Company: Firma, City: Ort, Id: ID, Deleted: weg, Logo: Bild}\n")
        let company = mapping.records[0]
        #expect(company.key == ["ID", "Branch"])
        #expect(company.condition?.columns == ["Firma"])
        #expect(company.fields.map(\.columns) == [["Firma"], ["Ort", "Town"], ["Phone", "Telex"]])
        #expect(mapping.filters.map(\.condition.columns) == [["weg"], ["Ort"]])
        #expect(mapping.ignored == ["Bild"])
    }

    @Test func whatStandsInTheMappingItselfIsCalledAsItStands() throws {
        let mapping = try extended(
            "headers: {Company: Firma}\nrecords: {company: {fields: {industry: Company}}}\n")
        #expect(mapping.records[0].fields.last?.columns == ["Company"])
    }

    @Test func absentColumnsLeaveWithWhatReadsThem() throws {
        let mapping = try extended("absent: [Town, Telex, Branch, Mobile, Deleted, Newsletter, Kind]\n")
        #expect(mapping.records.map(\.name) == ["company", "person"])
        #expect(mapping.records[0].key == ["Id"])
        #expect(mapping.records[0].fields.map(\.columns) == [["Company"], ["City"], ["Phone"]])
        #expect(mapping.records[1].fields.map(\.field) == ["full_name", "account"])
        // What is left of any: the part that isn't decided.
        #expect(mapping.records[1].condition?.columns == ["Name"])
        #expect(mapping.filters.map(\.reason) == ["nowhere"])
    }

    @Test func aConditionThatAlwaysHoldsGoes() throws {
        let mapping = try extended("absent: [Kind]\n")
        #expect(mapping.records[1].fields.first { $0.field == "mobile" }?.condition == nil)
        #expect(mapping.records[1].fields.first { $0.field == "mobile" }?.columns == ["Mobile"])
    }

    @Test func aRecordThatIsNeverMadeTakesReferencesToItAlong() throws {
        let mapping = try extended("absent: [Company]\n")
        #expect(mapping.records.map(\.name) == ["person", "consent"])
        #expect(!mapping.records[0].fields.contains { $0.field == "account" })
        let without = Bench.parse(
            "version: 1\nextends: base\nabsent: [Company, Name, Kind]\n", library: ["base": Self.base])
        #expect(without.problems.map(\.message) == ["the mapping makes no records"])
    }

    @Test func aColumnThatIsntThereToBeCalledOtherwiseIsAMistake() {
        let problems = Bench.parse(
            "version: 1\nextends: base\nheaders: {Compny: Firma}\nabsent: [Twon]\n", library: ["base": Self.base]
        )
        .problems
        #expect(
            problems.map(\.message) == [
                "what is extended reads no column \"Compny\"", "what is extended reads no column \"Twon\"",
            ])
        #expect(problems.first?.remedy.contains("Company") == true)
    }
}
