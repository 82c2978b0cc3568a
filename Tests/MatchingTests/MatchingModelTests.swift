import Matching
import Testing

@Suite struct MatchingModelTests {
    @Test func theTextFormComesBackTheSame() throws {
        let bytes = seededModel.json()
        let again = try MatchingModel(json: bytes)
        #expect(again == seededModel)
        #expect(again.json() == bytes)
        let records = SeededCustomers(people: 200, seed: 71).records()
        #expect(Matching.match(records, model: again) == Matching.match(records, model: seededModel))
    }

    @Test func theTextFormHoldsNoValues() {
        let text = String(decoding: seededModel.json(), as: UTF8.self).lowercased()
        for name in SeededCustomers.given + SeededCustomers.towns.map(\.0) + ["example.com", "442079"] {
            #expect(!text.contains("\"\(name.lowercased())"))
        }
    }

    @Test func anotherVersionIsRefusedByItsNumber() {
        let text = String(decoding: seededModel.json(), as: UTF8.self)
        guard let range = text.firstRange(of: "\"version\":1") else {
            Issue.record("no version in the text form")
            return
        }
        let other = text.replacingCharacters(in: range, with: "\"version\":999")
        #expect(throws: MatchingFault.otherVersion(999)) { try MatchingModel(json: Array(other.utf8)) }
    }

    @Test func damagedTextIsRefusedAndNeverTraps() {
        let bytes = MatchingModel.train(SeededCustomers(people: 30, seed: 81).records()).json()
        var numbers = SeededCustomers.Numbers(state: 81)
        var refused = 0
        for _ in 0..<400 {
            var damaged = bytes
            switch Int.random(in: 0..<3, using: &numbers) {
            case 0: damaged.removeLast(Int.random(in: 2..<damaged.count, using: &numbers))
            case 1:
                damaged[Int.random(in: 0..<damaged.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
            default: damaged.insert(0x5B, at: Int.random(in: 0..<damaged.count, using: &numbers))
            }
            do {
                let model = try MatchingModel(json: damaged)
                // A digit became another: still a model, and a usable one.
                _ = Matching.match(SeededCustomers(people: 5, seed: 82).records(), model: model)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 250)
        let deep = [UInt8](repeating: 0x5B, count: 100_000)
        #expect(throws: MatchingFault.self) { try MatchingModel(json: deep) }
    }

    @Test func aFaultSaysWhatToDo() {
        #expect("\(MatchingFault.otherVersion(9))".contains("match --train"))
        #expect("\(MatchingFault.notAModel("byte 3"))".contains("byte 3"))
    }
}

extension String {
    fileprivate func firstRange(of text: String) -> Range<String.Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
            index = self.index(after: index)
        }
        return nil
    }

    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
