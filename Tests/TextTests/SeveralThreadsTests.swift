import Testing

@testable import Text

/// Workers ask at the same time: the libraries behind the shims, the tables that are made when first needed, one
/// pattern for all.
@Suite struct SeveralThreadsTests {
    @Test func everyThreadGetsTheSameAnswers() async throws {
        let pattern = try Pattern("([0-9]+)-([0-9]+)")
        let replacement = try pattern.replacement("\\2-\\1")
        let answers = await withTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let phones = PhoneStandardiser(capacity: 10)
                    return (0..<60).map { number in
                        let phone = phones.read("04131 5550\(100 + number % 40)", country: .germany).numbers[0]
                        let swapped = (try? pattern.replacing("\(number)-7", with: replacement)) ?? ""
                        let name = OrganisationName.read("NORDWIND \(number) GMBH").name
                        return string(phone.e164) + swapped + string(name)
                            + (Country.read("Schweiz").code?.description ?? "")
                    }
                }
            }
            var all: [[String]] = []
            for await answer in group { all.append(answer) }
            return all
        }
        #expect(answers.count == 8)
        #expect(Set(answers).count == 1)
        #expect(answers[0][7] == "+49413155501077-7Nordwind 7 GmbHCH")
    }
}
