import Testing

@testable import Pipeline

@Suite("Collective accounts")
struct CollectiveQuestionTests {
    @Test(
        "names of nobody in particular are known wherever the word stands",
        arguments: [
            "Diverse", "DIVERSE KUNDEN", "Verkauf an Laufkundschaft", "Kasse", "CPD-Kunde", "Cash sale (shop)",
            "Amazon Marketplace", "eBay Käufer", "Clients divers", "Cliente: varios", "Kontantkunde Århus",
        ])
    func collective(name: String) {
        #expect(CollectiveQuestion.isCollective(Array(name.utf8)[...]))
    }

    @Test(
        "names that only hold such letters are customers",
        arguments: [
            "Diversey GmbH", "Kassel Bau AG", "Bar Rossi", "Amazonas Reisen", "Thebay Ltd", "Cashmere & Sons", "", "k", "ß",
            "Müller & Söhne Barverleih",
        ])
    func customers(name: String) {
        #expect(!CollectiveQuestion.isCollective(Array(name.utf8)[...]))
    }
}
